//! What a run is at, told to whoever waits for it.

use std::fmt::Debug;

/// The steps of a run, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Articles are cleaned and cut into sentences.
    Clean,
    /// Articles are told apart by event.
    Group,
    /// Stories are weighed against each other; once more where no sentence of any stands alone.
    Weigh,
    /// Sentences are chosen.
    Choose,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Self; 4] = [Self::Clean, Self::Group, Self::Weigh, Self::Choose];

    /// For people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Clean => "cleaning articles",
            Self::Group => "telling events apart",
            Self::Weigh => "weighing stories",
            Self::Choose => "choosing sentences",
        }
    }
}

/// Someone who waits for a run.
pub trait Progress: Debug + Send + Sync {
    /// A step begins over so many things: articles for [`Step::Clean`] and [`Step::Group`], stories
    /// after that. It is called on the thread that runs the plan, between the steps.
    fn begins(&self, step: Step, count: usize);
}

/// Nobody waits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn begins(&self, _: Step, _: usize) {}
}

//! What a run is at, shown on a terminal to whoever waits for it.

use std::io::IsTerminal as _;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};
use tidings::brief::{Progress, Step};

use crate::say::Say;

/// A run that is over sooner shows nothing. Set by: choice; shorter and it only flickers.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the time is drawn anew. Set by: choice.
const TICK: Duration = Duration::from_millis(200);

/// One line on a terminal: what is done, and for how long; taken away at the end.
#[derive(Debug)]
pub struct Waiting {
    bar: ProgressBar,
    /// Dropped when the run is over.
    _over: Option<Sender<()>>,
}

impl Waiting {
    /// Begins with the reading of the inputs. Nothing is shown but on a terminal, and where only
    /// trouble is wanted.
    pub fn new(say: Say) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if say.is_quiet() || !std::io::stderr().is_terminal() {
            return Self { bar, _over: None };
        }
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message("reading");
        let (over, end) = channel::<()>();
        let shown = bar.clone();
        // Without a thread to spare the line is not shown.
        let _ = thread::Builder::new().spawn(move || {
            if end.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(TICK);
            }
        });
        Self { bar, _over: Some(over) }
    }

    /// Says something while the line is out of the way.
    pub fn aside<T>(&self, say: impl FnOnce() -> T) -> T {
        self.bar.suspend(say)
    }

    /// For a plan to tell its steps to.
    pub fn steps(&self) -> Box<dyn Progress> {
        Box::new(Steps(self.bar.clone()))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[derive(Debug)]
struct Steps(ProgressBar);

impl Progress for Steps {
    fn begins(&self, step: Step, count: usize) {
        let things = match step {
            Step::Clean | Step::Group => "articles",
            Step::Weigh | Step::Choose => "stories",
        };
        let count = HumanCount(count as u64);
        self.0.set_message(format!("{}, {count} {things}", step.label()));
    }
}

//! Results that arrive together with what was odd on the way.

use serde::{Deserialize, Serialize};

/// How bad a [`Warning`] is for the run that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; the input was used in full.
    Note,
    /// An input, or a part of one, could not be used. The run goes on and its exit code tells.
    Failed,
}

/// One thing that was odd: where, what, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Warning {
    /// Whether something was lost.
    pub severity: Severity,
    /// The source and the place inside it ("feeds/harbour.xml: item 3").
    pub place: String,
    /// What happened, in plain words, without a full stop.
    pub message: String,
    /// What the person can do about it, where there is something.
    pub hint: Option<String>,
}

impl Warning {
    /// Something worth knowing that cost nothing.
    #[must_use]
    pub fn note(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, place: place.into(), message: message.into(), hint: None }
    }

    /// An input, or a part of one, that could not be used.
    #[must_use]
    pub fn failed(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Failed,
            place: place.into(),
            message: message.into(),
            hint: None,
        }
    }

    /// This warning with a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl std::fmt::Display for Warning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "; hint: {hint}"))
    }
}

/// A value and the warnings that came with it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome<T> {
    /// What was asked for.
    pub value: T,
    /// What was odd on the way, in the order of the inputs.
    pub warnings: Vec<Warning>,
}

impl<T> Outcome<T> {
    /// A value without warnings.
    pub const fn clean(value: T) -> Self {
        Self { value, warnings: Vec::new() }
    }
}

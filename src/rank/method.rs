//! The trait of all ranking methods.

use crate::model::{Budget, Selection, StatementId};

use super::Story;

/// A way to choose statements. Scoring and choosing are one act, since the strongest methods score
/// sets.
///
/// An implementation is deterministic: it looks at nothing but the story and the budget, breaks
/// ties by id, and returns picks whose voices fit the budget together ([`Budget::cost`] of each
/// plus [`Budget::joint`] between two).
pub trait Method: std::fmt::Debug + Sync {
    /// The name on the command line and in tables, lower case.
    fn name(&self) -> &'static str;

    /// Chooses statements of `story` within `budget`, the most valuable first. An empty selection
    /// when no candidate fits.
    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection;

    /// The most valuable selection that holds one of the statements `wanted`; an empty one where
    /// none of them fits. `None` where the method cannot weigh selections by what they hold.
    fn select_with_one_of(
        &self,
        story: &Story<'_>,
        budget: Budget,
        wanted: &[StatementId],
    ) -> Option<Selection> {
        let _ = (story, budget, wanted);
        None
    }
}

/// A name that no method has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct RankError {
    /// What was asked for.
    pub given: String,
    /// The name that looks most like it, where one does.
    pub nearest: Option<&'static str>,
    /// The names there are.
    pub known: String,
}

impl std::fmt::Display for RankError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.given.is_empty() {
            return write!(f, "a method's name is missing; there are {}", self.known);
        }
        write!(f, "there is no method `{}`", self.given)?;
        match self.nearest {
            Some(name) => write!(f, "; did you mean `{name}`? There are {}", self.known),
            None => write!(f, "; there are {}", self.known),
        }
    }
}

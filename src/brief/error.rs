//! Why a run gives no briefing.

use crate::model::Budget;

/// A run that can give no briefing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There is no article to read.
    #[error("no article was found in the inputs")]
    NoArticles,
    /// Earlier briefings told all there is, or the reader's wishes leave nothing of it.
    #[error("the {articles} articles hold nothing new")]
    NothingNew {
        /// Number of articles read.
        articles: usize,
    },
    /// No story is about what was asked for.
    #[error("no story is about `{query}`; leave out --query, or name fewer words")]
    NothingMatches {
        /// The query.
        query: String,
    },
    /// No article holds a sentence that may be quoted.
    #[error(
        "none of the {articles} articles holds a sentence that can be quoted; see them with --show-dropped"
    )]
    NothingToQuote {
        /// Number of articles read.
        articles: usize,
    },
    /// The shelf of [`Plan::run_shelved`](super::Plan::run_shelved) failed.
    #[error("texts could not be laid aside: {0}")]
    Shelf(String),
    /// Every quotable sentence is longer than the budget.
    #[error(
        "the shortest sentence that can be quoted has {least} {unit}, more than the length of {limit}; ask for at least {least}{letter}"
    )]
    TooShort {
        /// What the shortest quotable sentence costs.
        least: u32,
        /// The budget's limit.
        limit: u32,
        /// Unit in the plural.
        unit: &'static str,
        /// Letter of the unit.
        letter: char,
    },
}

impl PlanError {
    /// That the shortest sentence, which costs `least`, is longer than the budget.
    pub(super) fn too_short(least: Option<u32>, budget: Budget) -> Self {
        let letter = budget.unit().chars().next().unwrap_or('w');
        let least = least.unwrap_or(u32::MAX);
        Self::TooShort { least, limit: budget.limit(), unit: budget.unit(), letter }
    }
}

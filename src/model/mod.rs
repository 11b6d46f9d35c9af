//! Floor 0: the words that every other room shares. No policy, and no input or output but by way
//! of a [`Shelf`].
//!
//! *Article* (cleaned text with a source) → *sentence* (a place in an article) → *statement*
//! (sentences that say the same) → *story* (statements about one event) → *briefing* (quoted
//! statements with *citations*), within a *budget*, made by a *recipe*. Identifiers are small
//! `Copy` integers that mean something only beside their owner; all spans are **byte** offsets,
//! half-open, on character boundaries.

mod article;
mod briefing;
mod budget;
mod corpus;
mod ids;
mod outcome;
#[cfg(test)]
pub(crate) mod samples;
mod selection;
mod shelf;
mod span;
mod statement;

pub use article::{Article, Language, Place, Precision, Published, Source, TextTooLong};
pub use briefing::{
    Briefing, Candidate, Citation, Counts, Difference, Figure, Headline, Item, Mark, PassedOver,
    Recipe, Said, SourceEntry, SourceNo, StoryBriefing, WORDS_PER_MINUTE, Window,
};
pub use budget::{Budget, BudgetError, count_words, end_of_words};
pub use corpus::{Corpus, Dropped, Reason, Role, Sentence};
pub use ids::{ArticleId, SentenceId, StatementId, TermId};
pub use outcome::{Outcome, Severity, Warning};
pub use selection::{Explanation, Part, Pick, Selection};
pub use shelf::Shelf;
pub(crate) use shelf::{lay_down, take_up};
pub use span::Span;
pub use statement::Statement;

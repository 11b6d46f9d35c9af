//! Near-identical sentences and the one that speaks for them.

use super::{SentenceId, StatementId};

/// Sentences that say the same. They agree in every number, name, negation and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// All sentences that say it, in id order; never empty.
    pub members: Vec<SentenceId>,
    /// The member that is quoted: complete, self-contained, early and well-sourced.
    pub voice: SentenceId,
    /// How many independent publishers say it (wire copies count once); at least 1.
    pub support: u32,
    /// Whether the voice may be quoted at all. Others are evidence only.
    pub quotable: bool,
    /// A voice that cannot stand alone may be quoted right after this statement's voice.
    pub leans_on: Option<StatementId>,
}

//! Floor 3: near-identical sentences, across and within articles, become one statement with all its
//! supporters.
//!
//! Grouping is precise rather than complete: two sentences join only when their content words
//! largely agree (Jaccard ≥ [`SIMILAR`]), in the same order, **and** they agree in every number,
//! name, negation and date, and in the small words that turn a fact round ("before", "less").
//! Sentences of one article join only when their content words are the same. Transliterated names
//! are folded first (`text::names`). Every statement has a leader, its first sentence in canonical
//! order; each member is similar to the leader, so that similarity does not drift along a chain.

mod join;
mod origins;
mod profile;
mod voice;

use crate::model::{ArticleId, Corpus, Role, SentenceId, Statement, StatementId};
use crate::terms::TermTable;

pub use join::SIMILAR;
pub use origins::{Origins, origins};

/// Groups `sentences` (ascending) into statements, ordered by their first member; every sentence is
/// a member of exactly one. Support is 1 everywhere until [`count_support`] knows who is
/// independent of whom.
#[must_use]
pub fn group(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Vec<Statement> {
    let profiles = profile::Profiles::new(corpus, table, sentences);
    let mut statements: Vec<Statement> = join::leaders(&profiles)
        .into_iter()
        .map(|rows| {
            let members: Vec<SentenceId> =
                rows.iter().map(|&row| sentences[row as usize]).collect();
            let voice = voice::choose(corpus, table, &members);
            let quotable = corpus.sentence(voice).unquotable.is_none();
            Statement { members, voice, support: 1, quotable, leans_on: None }
        })
        .collect();
    statements.sort_by_key(|s| s.members[0]);
    lean(corpus, &mut statements);
    statements
}

/// Counts each statement's supporters in independent publishers.
pub fn count_support(corpus: &Corpus, statements: &mut [Statement], origins: &Origins) {
    for statement in statements {
        let mut publishers: Vec<ArticleId> =
            statement.members.iter().map(|&s| origins.of(corpus.sentence(s).article)).collect();
        publishers.sort_unstable();
        publishers.dedup();
        statement.support = u32::try_from(publishers.len()).unwrap_or(u32::MAX).max(1);
    }
}

/// At most so many sentences in a row may lean, each on the one before it.
/// Set by hand; no trial of other values is recorded.
const LONGEST_LEAN: u32 = 3;

/// Lets a sentence that opens with "He" or "But" follow the sentence before it, when that one is
/// itself a voice that may be quoted, alone or after the one that it leans on.
fn lean(corpus: &Corpus, statements: &mut [Statement]) {
    let mut voices: Vec<(SentenceId, usize)> =
        statements.iter().enumerate().map(|(n, s)| (s.voice, n)).collect();
    voices.sort_unstable();
    let mut depth = vec![0; statements.len()];
    for at in 1..voices.len() {
        let ((before, on), (voice, n)) = (voices[at - 1], voices[at]);
        let (this, that) = (corpus.sentence(voice), corpus.sentence(before));
        let leans = this.unquotable == Some(crate::model::Reason::Dangling)
            && before.0.checked_add(1) == Some(voice.0)
            && this.article == that.article
            && that.role == Role::Body
            && this.paragraph.abs_diff(that.paragraph) <= 1;
        let stands = statements[on].quotable || depth[on] > 0;
        if leans && stands && depth[on] < LONGEST_LEAN {
            depth[n] = depth[on] + 1;
            statements[n].leans_on = Some(StatementId::of(on));
        }
    }
}

//! Floor 3: near-identical sentences, across and within articles, become one statement with all its supporters.
//!
//! Grouping is precise rather than complete: two sentences join only when their content words largely agree (Jaccard ≥
//! [`SIMILAR`]), in the same order, **and** they agree in every number, name, negation and date, and in the small words
//! that turn a fact round ("before", "less"). Transliterated names are folded first (`text::names`). Every statement has a
//! leader, its first sentence in canonical order; members resemble the leader, so likeness never drifts along a chain.

mod join;
mod origins;
mod profile;
mod voice;

use crate::model::{ArticleId, Corpus, Role, SentenceId, Statement, StatementId};
use crate::terms::TermTable;

pub use join::SIMILAR;
pub use origins::{Origins, origins};

/// Groups `sentences` (ascending) into statements, ordered by their first member; every sentence is a member of exactly
/// one. Support is 1 everywhere until [`count_support`] knows who is independent of whom.
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

/// Lets a sentence that opens with "He" or "But" follow the sentence before it, when that one is itself a voice.
fn lean(corpus: &Corpus, statements: &mut [Statement]) {
    let mut voices: Vec<(SentenceId, usize)> = statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.quotable)
        .map(|(n, s)| (s.voice, n))
        .collect();
    voices.sort_unstable();
    let leaning: Vec<(usize, usize)> = statements
        .iter()
        .enumerate()
        .filter(|(_, s)| {
            corpus.sentence(s.voice).unquotable == Some(crate::model::Reason::Dangling)
        })
        .filter_map(|(n, s)| {
            let before = SentenceId(s.voice.0.checked_sub(1)?);
            let (this, that) = (corpus.sentence(s.voice), corpus.sentence(before));
            let follows = this.article == that.article
                && that.role == Role::Body
                && this.paragraph.abs_diff(that.paragraph) <= 1;
            let at = voices.binary_search_by_key(&before, |v| v.0).ok()?;
            follows.then_some((n, voices[at].1))
        })
        .collect();
    for (n, on) in leaning {
        statements[n].leans_on = Some(StatementId::of(on));
    }
}

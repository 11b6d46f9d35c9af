//! Floor 3: near-identical sentences become one statement with a voice.

use crate::model::{Corpus, SentenceId, Statement};
use crate::terms::TermTable;

/// Groups `sentences` (ascending) into statements, ordered by their first member. `origins` gives the independent
/// publisher of each article, by id.
#[must_use]
pub fn group(
    corpus: &Corpus,
    table: &TermTable,
    sentences: &[SentenceId],
    origins: &[u32],
) -> Vec<Statement> {
    let key = |s: SentenceId| table.sentence(s).iter().map(|t| t.term).collect::<Vec<_>>();
    let mut sorted: Vec<(Vec<crate::model::TermId>, SentenceId)> =
        sentences.iter().map(|&s| (key(s), s)).collect();
    sorted.sort();
    let mut statements: Vec<Statement> = sorted
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| statement(corpus, same.iter().map(|(_, s)| *s).collect(), origins))
        .collect();
    statements.sort_by_key(|s| s.members[0]);
    statements
}

fn statement(corpus: &Corpus, members: Vec<SentenceId>, origins: &[u32]) -> Statement {
    let voice = members
        .iter()
        .copied()
        .find(|&s| corpus.sentence(s).unquotable.is_none())
        .unwrap_or(members[0]);
    let mut publishers: Vec<u32> = members
        .iter()
        .filter_map(|&s| origins.get(corpus.sentence(s).article.index()).copied())
        .collect();
    publishers.sort_unstable();
    publishers.dedup();
    Statement {
        voice,
        support: u32::try_from(publishers.len()).unwrap_or(u32::MAX).max(1),
        quotable: corpus.sentence(voice).unquotable.is_none(),
        leans_on: None,
        members,
    }
}

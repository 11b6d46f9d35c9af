//! Which stories a query asks for.

use crate::analysis::Frame;
use crate::model::{ArticleId, Role, TermId};

use super::pick::OPENING;

/// Share of the query's weight that an article's title and opening must hold: half asks for one
/// word of two, or two of three. Set by: that rule; not measured.
const ABOUT: f64 = 0.5;

/// Whether one of the articles is about what the query names: its title and opening sentences hold
/// words of the query with at least half of its weight, each word weighing its inverse document
/// frequency.
pub(super) fn is_about(frame: &Frame<'_>, articles: &[ArticleId]) -> bool {
    let weight = |term: TermId| frame.idf.of(term).max(f64::MIN_POSITIVE);
    let all: f64 = frame.query.iter().map(|&term| weight(term)).sum();
    articles.iter().any(|&article| {
        let corpus = frame.corpus;
        let opening = corpus.sentences_of(article).filter(|&id| {
            let sentence = corpus.sentence(id);
            sentence.role == Role::Body && sentence.position < OPENING
        });
        let tokens = opening.flat_map(|id| frame.table.sentence(id));
        let mut held: Vec<TermId> =
            frame.table.title(article).iter().chain(tokens).map(|t| t.term()).collect();
        held.sort_unstable();
        let found = frame.query.iter().filter(|term| held.binary_search(term).is_ok());
        found.map(|&term| weight(term)).sum::<f64>() >= ABOUT * all
    })
}

//! Which of several near-identical sentences is quoted.

use crate::model::{Corpus, Role, SentenceId, TermId};
use crate::terms::TermTable;
use crate::text::opinion;

/// The member to quote: one that may be quoted, from a full article rather than a teaser, from a
/// report rather than a piece of opinion, saying least that not all the others say (all of them are
/// cited for it), early in its article, saying most; among equals the first in canonical order (the
/// earliest published).
pub(super) fn choose(corpus: &Corpus, table: &TermTable, members: &[SentenceId]) -> SentenceId {
    if let [only] = members {
        return *only;
    }
    // How many members hold each content word.
    let content = |id: SentenceId| {
        let tokens = table.sentence(id).iter().filter(|t| t.is_content());
        let mut terms: Vec<TermId> = tokens.map(|t| t.term()).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    };
    let mut all: Vec<TermId> = members.iter().flat_map(|&id| content(id)).collect();
    all.sort_unstable();
    let everywhere: Vec<TermId> = all
        .chunk_by(|a, b| a == b)
        .filter(|same| same.len() == members.len())
        .filter_map(|same| same.first().copied())
        .collect();
    members
        .iter()
        .copied()
        .min_by_key(|&id| {
            let sentence = corpus.sentence(id);
            let article = corpus.article(sentence.article);
            let own = content(id);
            let alone = own.iter().filter(|t| everywhere.binary_search(t).is_err()).count();
            let content = table.sentence(id).iter().filter(|t| t.is_content()).count();
            (
                sentence.role != Role::Body || sentence.unquotable.is_some(),
                article.teaser,
                opinion::of(article),
                alone,
                sentence.position.min(6),
                std::cmp::Reverse(content),
                id,
            )
        })
        .unwrap_or(SentenceId(0))
}

//! Which of several near-identical sentences is quoted.

use crate::model::{Corpus, Role, SentenceId};
use crate::terms::{TermTable, content_terms};
use crate::text::opinion;

/// The member to quote: one that may be quoted, from a full article rather than a teaser, from a
/// report rather than a piece of opinion, saying least that not all the others say (all of them are
/// cited for it), early in its article, saying most; among equals the first in canonical order (the
/// earliest published).
pub(super) fn choose(corpus: &Corpus, table: &TermTable, members: &[SentenceId]) -> SentenceId {
    if let [only] = members {
        return *only;
    }
    members
        .iter()
        .copied()
        .min_by_key(|&id| {
            let sentence = corpus.sentence(id);
            let article = corpus.article(sentence.article);
            // What all members hold is in each of them: who has the fewest words says least
            // besides.
            let distinct = content_terms(table.sentence(id)).len();
            let content = table.sentence(id).iter().filter(|t| t.is_content()).count();
            (
                sentence.role != Role::Body || sentence.unquotable.is_some(),
                article.teaser,
                opinion::of(article),
                distinct,
                sentence.position.min(6),
                std::cmp::Reverse(content),
                id,
            )
        })
        .unwrap_or(SentenceId(0))
}

//! Reports before opinion: a piece of opinion gives a story neither its headline nor its first
//! sentence where a report could, and a story of opinion alone is told in one line.
//!
//! What is opinion is told by [`text::opinion`](crate::text::opinion) from the articles' metadata.

use crate::analysis::Story;
use crate::model::{ArticleId, Budget, Corpus, Selection, StatementId};
use crate::text::opinion;

/// Whether there is nothing but opinion among some articles.
pub(crate) fn are_all_opinion(corpus: &Corpus, articles: &[ArticleId]) -> bool {
    !articles.is_empty() && articles.iter().all(|&a| opinion::of(corpus.article(a)))
}

/// Whether a statement is quoted from a piece of opinion.
pub(crate) fn is_opinion(story: &Story<'_>, id: StatementId) -> bool {
    let voice = story.statements[id.index()].voice;
    opinion::of(story.corpus.article(story.corpus.sentence(voice).article))
}

/// Whether a selection quotes opinion alone though a report holds a sentence that fits.
pub(crate) fn is_report_missing(story: &Story<'_>, selection: &Selection, budget: Budget) -> bool {
    let fits = |id: &StatementId| budget.cost(story.text(*id)) <= budget.limit();
    !selection.picks.is_empty()
        && selection.picks.iter().all(|pick| is_opinion(story, pick.statement))
        && story.candidates().filter(fits).any(|id| !is_opinion(story, id))
}

/// Takes opinion out of what may be quoted.
pub(crate) fn withdraw_opinion(story: &mut Story<'_>) {
    let opinions: Vec<StatementId> = (0..story.statements.len())
        .map(StatementId::of)
        .filter(|&id| is_opinion(story, id))
        .collect();
    story.withdraw(opinions);
}

/// A reading order (places in `selection.picks`) that a report opens: the first that leans on
/// nothing, with what leans on it, moves to the front.
pub(crate) fn open_with_report(
    story: &Story<'_>,
    selection: &Selection,
    order: Vec<usize>,
) -> Vec<usize> {
    let id = |at: usize| selection.picks[at].statement;
    let leans = |at: usize| story.statements[id(at).index()].leans_on;
    let is_report = |&at: &usize| leans(at).is_none() && !is_opinion(story, id(at));
    let Some(from) = order.iter().position(is_report).filter(|&from| from > 0) else {
        return order;
    };
    if !is_opinion(story, id(order[0])) {
        return order;
    }
    let led = order[from + 1..].iter().take_while(|&&at| leans(at).is_some()).count();
    let mut order = order;
    order[..=from + led].rotate_left(from);
    order
}

//! Reading order inside a story.
//!
//! Of the strong picks the one that stands earliest in its article opens: leads carry the news.
//! After it the next sentence is always the one that follows best: near in content to what was just
//! read, and early in the telling (articles put the main news first and background last, so a
//! sentence's relative position in its article is its place in the story; days order what positions
//! do not). A sentence that leans on another stands right after it. Barzilay, Elhadad & McKeown
//! 2002 ("Inferring strategies for sentence ordering in multidocument news summarization") found
//! this mix of majority order and cohesion to read best.

use crate::analysis::Story;
use crate::model::{Selection, SentenceId, StatementId};

/// Weight of cohesion (a cosine, 0 to 1) beside precedence (a position, 0 to 1).
/// Set by: hand, with the rule; what else was tried is not recorded.
const COHESION: f64 = 0.35;

/// Share of the greatest gain that makes a pick strong enough to open.
/// Set by: as [`COHESION`].
const STRONG: f64 = 0.45;

/// What a day of difference weighs beside position.
/// Set by: as [`COHESION`]; four days outweigh the whole length of an article.
const DAY: f64 = 0.25;

/// The picks of `selection` in reading order: positions in `selection.picks`.
#[must_use]
pub fn reading_order(story: &Story<'_>, selection: &Selection) -> Vec<usize> {
    let picks = &selection.picks;
    let voice = |n: usize| story.statements[picks[n].statement.index()].voice;
    let leans = |n: usize| story.statements[picks[n].statement.index()].leans_on;
    let picked = |s: StatementId| picks.iter().position(|p| p.statement == s);
    let follows = |n: usize| leans(n).and_then(picked);
    let precedence: Vec<f64> = (0..picks.len()).map(|n| precedence(story, voice(n))).collect();
    let mut order: Vec<usize> = Vec::with_capacity(picks.len());
    let mut left: Vec<usize> = (0..picks.len()).filter(|&n| follows(n).is_none()).collect();
    while !left.is_empty() {
        let next = order.last().map_or_else(
            || opener(story, selection, &left),
            |&last: &usize| {
                (0..left.len()).max_by(|&a, &b| {
                    let worth =
                        |n: usize| COHESION * story.cosine(voice(last), voice(n)) - precedence[n];
                    worth(left[a]).total_cmp(&worth(left[b])).then(left[b].cmp(&left[a]))
                })
            },
        );
        let Some(next) = next else { break };
        order.push(left.remove(next));
        while let Some(after) =
            (0..picks.len()).find(|&n| follows(n) == order.last().copied() && !order.contains(&n))
        {
            order.push(after);
        }
    }
    order
}

/// The place in `left` of the pick that opens: of those with much of the greatest gain the first in
/// its article, the stronger among equals.
fn opener(story: &Story<'_>, selection: &Selection, left: &[usize]) -> Option<usize> {
    let gain = |n: usize| selection.picks[n].gain;
    let most = left.iter().map(|&n| gain(n)).fold(0.0, f64::max);
    let position = |n: usize| {
        let voice = story.statements[selection.picks[n].statement.index()].voice;
        story.corpus.sentence(voice).position
    };
    (0..left.len()).filter(|&at| gain(left[at]) >= STRONG * most).min_by(|&a, &b| {
        position(left[a])
            .cmp(&position(left[b]))
            .then(gain(left[b]).total_cmp(&gain(left[a])))
            .then(a.cmp(&b))
    })
}

/// Where in the telling a sentence belongs: 0 opens, larger follows.
#[allow(clippy::cast_precision_loss)]
fn precedence(story: &Story<'_>, id: SentenceId) -> f64 {
    /// Seconds of a day. Set by the calendar.
    const SECONDS: f64 = 86_400.0;
    let sentence = story.corpus.sentence(id);
    let last = story
        .corpus
        .sentences_of(sentence.article)
        .next_back()
        .map_or(0, |s| story.corpus.sentence(s).position.max(sentence.position));
    let position = f64::from(sentence.position) / f64::from(last.max(1));
    let first = story.articles.iter().filter_map(|&a| story.second(a)).min();
    let days = match (story.second(sentence.article), first) {
        (Some(at), Some(first)) => ((at - first) as f64 / SECONDS).clamp(0.0, 4.0),
        _ => 0.0,
    };
    position + DAY * days
}

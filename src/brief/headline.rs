//! The best existing headline of a story, word for word.

use crate::model::{ArticleId, Selection, TermId, count_words};
use crate::rank::Story;
use crate::terms::Token;
use crate::vectors::Vectors;

/// The article whose headline names most of what the briefing tells: nearest to the quoted sentences and to all of the
/// story's, of a headline's length, no question, not shouted; the earliest among equals.
pub(super) fn best(story: &Story<'_>, selection: &Selection) -> Option<ArticleId> {
    let titled: Vec<ArticleId> =
        story.articles.iter().copied().filter(|&a| usable(story, a).is_some()).collect();
    let rows: Vec<&[Token]> = titled.iter().map(|&a| story.table.title(a)).collect();
    let titles = Vectors::of_tokens(rows.into_iter(), story.idf);
    let whole = story.vectors.centroid(0..story.vectors.len());
    let voices = selection.picks.iter().map(|p| story.statements[p.statement.index()].voice);
    let told = story.vectors.centroid(voices.filter_map(|voice| story.row(voice)));
    let score = |n: usize| {
        let title = usable(story, titled[n]).unwrap_or_default();
        (titles.project(n, &whole) + titles.project(n, &told))
            * shape(title)
            * freshness(story, titled[n])
            * if story.corpus.article(titled[n]).teaser { 0.97 } else { 1.0 }
    };
    (0..titled.len())
        .max_by(|&a, &b| score(a).total_cmp(&score(b)).then(b.cmp(&a)))
        .map(|n| titled[n])
}

/// A headline ages with the story: an undated one counts as a day old.
#[allow(clippy::cast_precision_loss)]
fn freshness(story: &Story<'_>, article: ArticleId) -> f64 {
    const PER_DAY: f64 = 0.88;
    let second = |a: ArticleId| story.corpus.article(a).published.map(|p| p.at.as_second());
    let latest = story.articles.iter().filter_map(|&a| second(a)).max();
    let days = match (second(article), latest) {
        (Some(at), Some(latest)) => (latest - at) as f64 / 86_400.0,
        (None, Some(_)) => 1.0,
        (_, None) => 0.0,
    };
    libm::pow(PER_DAY, days.clamp(0.0, 14.0))
}

/// A title that says something.
fn usable<'s>(story: &'s Story<'_>, article: ArticleId) -> Option<&'s str> {
    let title = story.corpus.article(article).title.as_deref()?.trim();
    let content: Vec<TermId> =
        story.table.title(article).iter().filter(|t| t.is_content()).map(|t| t.term).collect();
    (content.len() >= 2).then_some(title)
}

/// How well a title is made: 1 for a plain headline, less for questions, shouting, extremes of length and labels.
fn shape(title: &str) -> f64 {
    let words = count_words(title);
    let mut worth = match words {
        5..=14 => 1.0,
        4 | 15..=18 => 0.85,
        _ => 0.6,
    };
    if title.contains('?') {
        worth *= 0.6;
    }
    if !title.chars().any(char::is_lowercase) && title.chars().any(char::is_uppercase) {
        worth *= 0.7;
    }
    if title.contains(" | ")
        || title.contains(" - ")
        || title.contains("…")
        || title.contains("...")
    {
        worth *= 0.85;
    }
    worth
}

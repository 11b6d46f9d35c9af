//! The best existing headline of a story, word for word.

use crate::analysis::Story;
use crate::model::{ArticleId, Language, Selection, TermId, count_words};
use crate::terms::Token;
use crate::text::opinion;
use crate::vectors::Vectors;

use super::figures::Tolls;
use super::titles;

/// The article whose headline names most of what the briefing tells: nearest to the first quoted
/// sentence, to all of them and to all of the story's, best that of the first one's article, of a
/// headline's length, no question, not shouted, of a report where there is one; the earliest among
/// equals.
pub(crate) fn best(story: &Story<'_>, selection: &Selection) -> Option<ArticleId> {
    best_beside(story, selection, None)
}

/// The headline as [`best`] chooses it; `read` are the story's counts of the dead, where they have
/// been read before.
pub(crate) fn best_beside(
    story: &Story<'_>,
    selection: &Selection,
    read: Option<&Tolls>,
) -> Option<ArticleId> {
    let mut titled = titled(story);
    if let [] | [_] = titled.as_slice() {
        return titled.first().copied();
    }
    let own;
    let tolls = match read {
        _ if !Tolls::are_in_titles(story, &titled) => None,
        Some(read) => Some(read),
        None => {
            own = Tolls::new(story);
            Some(&own)
        }
    };
    let fresh = |a: &ArticleId| tolls.is_none_or(|tolls| !tolls.is_stale_title(*a));
    let reports = |a: &ArticleId| !opinion::of(story.corpus.article(*a));
    let tells =
        |a: &ArticleId| !titles::is_aside(story.corpus.article(*a), story.corpus.language(*a));
    // A story of deaths says in its headline how many died.
    let deaths = tolls.filter(|tolls| tolls.are_of_deaths());
    let dead = |a: &ArticleId| deaths.is_none_or(|tolls| tolls.title_dead(*a).is_some());
    for better in [&reports as &dyn Fn(&ArticleId) -> bool, &tells, &fresh, &dead] {
        if titled.iter().any(better) {
            titled.retain(better);
        }
    }
    let rows: Vec<&[Token]> = titled.iter().map(|&a| story.table.title(a)).collect();
    let titles = Vectors::of_tokens(rows.into_iter(), story.idf);
    // What all the titles say stands for the texts where there are none.
    let whole = if story.vectors.is_empty() {
        titles.centroid(0..titles.len())
    } else {
        story.vectors.centroid(0..story.vectors.len())
    };
    let voices = || selection.picks.iter().map(|p| story.statements[p.statement.index()].voice);
    let told = story.vectors.centroid(voices().filter_map(|voice| story.row(voice)));
    let lead = voices().next();
    let led = story.vectors.centroid(lead.into_iter().filter_map(|voice| story.row(voice)));
    let own = lead.map(|voice| story.corpus.sentence(voice).article);
    let latest = story.articles.iter().filter_map(|&a| story.second(a)).max();
    let score = |(n, &article): (usize, &ArticleId)| {
        let title = usable(story, article).unwrap_or_default();
        let likeness = [&whole, &told, &led].map(|all| titles.project(n, all)).iter().sum::<f64>();
        likeness
            * if own == Some(article) { OWN } else { 1.0 }
            * shape(title, story.corpus.language(article))
            * freshness(story.second(article), latest)
            * if story.corpus.article(article).teaser { 0.97 } else { 1.0 }
    };
    let scores: Vec<f64> = titled.iter().enumerate().map(score).collect();
    (0..titled.len())
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
        .map(|n| titled[n])
}

/// How much more a headline is worth whose article the first sentence told is from.
/// Set by: `benches/headlines`, 183 stories of 74 days (English, Italian and German), each of whose
/// 762 titles a reader had marked from 0 (wrong) to 3 (heads the story well); two readers of 187
/// titles agree on 96 in 100 whether a title will do (2, 3). By 1, without the likeness to that
/// first sentence, .858 of the headlines would do (mean mark 2.44 of 2.85 that can be had), by 1.3
/// with it .878, by 1.5 .889 (2.48). A linear model learned from the marks, with whole months or
/// kinds of feeds left out, has .880 (2.50).
const OWN: f64 = 1.5;

/// The articles whose titles can head a story, in its main language where any is.
fn titled(story: &Story<'_>) -> Vec<ArticleId> {
    let main = story.main_language();
    let own = |a: &ArticleId| story.corpus.language(*a).is_none_or(|l| Some(l) == main);
    let mut titled: Vec<ArticleId> =
        story.articles.iter().copied().filter(|&a| usable(story, a).is_some()).collect();
    if titled.is_empty() {
        // However short a title is, it is more than none.
        let has = |a: &ArticleId| {
            story.corpus.article(*a).title.as_deref().is_some_and(|title| !title.trim().is_empty())
        };
        titled = story.articles.iter().copied().filter(has).collect();
    }
    if titled.iter().any(own) {
        titled.retain(own);
    }
    titled
}

/// The best headline of a story that tells what `selection` tells.
pub(crate) fn words<'s>(story: &'s Story<'_>, selection: &Selection) -> Option<&'s str> {
    best(story, selection).and_then(|article| story.corpus.article(article).title.as_deref())
}

/// A headline ages with the story: an undated one counts as a day old.
#[allow(clippy::cast_precision_loss)]
fn freshness(second: Option<i64>, latest: Option<i64>) -> f64 {
    /// What is left of a headline's worth a day later. Set by: the stories of several days in
    /// `corpus/`, three of which had the headline of an earlier stage by .8; on three days of gold
    /// feeds nothing changes, while .65 loses one of an editor's thirty stories.
    const PER_DAY: f64 = 0.72;
    let days = match (second, latest) {
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
        story.table.title(article).iter().filter(|t| t.is_content()).map(|t| t.term()).collect();
    (content.len() >= 2).then_some(title)
}

/// How well a title is made: 1 for a plain headline, less for questions, shouting, extremes of
/// length and labels, least for titles that keep their news to themselves.
fn shape(title: &str, language: Option<Language>) -> f64 {
    let words = count_words(title);
    let mut worth = match words {
        5..=14 => 1.0,
        4 | 15..=18 => 0.85,
        _ => 0.6,
    };
    if titles::asks(title) {
        worth *= 0.4;
    }
    if title.contains('!') {
        worth *= 0.85;
    }
    if !title.chars().any(char::is_lowercase) && title.chars().any(char::is_uppercase) {
        worth *= 0.5;
    }
    if title.contains(" | ")
        || title.contains(" - ")
        || title.contains("…")
        || title.contains("...")
    {
        worth *= 0.85;
    }
    if titles::lures(title, language) {
        worth *= 0.5;
    }
    worth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(title: &str) -> f64 {
        shape(title, None)
    }

    #[test]
    fn titles_that_tell_stand_before_titles_that_lure() {
        let plain = shape_of("Ferry with 40 aboard sinks off Skerrin");
        assert!((plain - 1.0).abs() < 1e-9);
        for title in [
            "Why the ferry off Skerrin was lost",
            "Meet the diver who found the ferry",
            "The 7 most dangerous crossings near Skerrin",
            "7 things to take from the ferry inquiry",
            "Ferry sinks off Skerrin: what we know",
            "Skerrin ferry disaster, explained for beginners",
            "Could the Skerrin ferry have been saved?",
            "FERRY WITH 40 ABOARD SINKS OFF SKERRIN",
            "Fähre vor Skerrin gesunken: Was wir wissen",
            "Naufrage au large de Skerrin : ce que l’on sait",
            "Hundimiento frente a Skerrin, en vivo ahora",
        ] {
            assert!(shape_of(title) <= 0.5, "{title}");
        }
        for title in [
            "14 dead as ferry rolls over off Skerrin",
            "7 killed in storm near Port Skerrin",
            "The mayor of Skerrin resigns after ferry inquiry",
        ] {
            assert!(!titles::lures(title, None), "{title}");
        }
    }
}

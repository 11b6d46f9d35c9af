//! The best existing headline of a story, word for word.

use crate::analysis::Story;
use crate::model::{ArticleId, Selection, TermId, count_words};
use crate::terms::Token;
use crate::text::opinion;
use crate::vectors::Vectors;

/// The article whose headline names most of what the briefing tells: nearest to the quoted sentences and to all of the
/// story's, of a headline's length, no question, not shouted, of a report where there is one; the earliest among equals.
pub(crate) fn best(story: &Story<'_>, selection: &Selection) -> Option<ArticleId> {
    let main = story.main_language();
    let own = |a: &ArticleId| story.corpus.language(*a).is_none_or(|l| Some(l) == main);
    let mut titled: Vec<ArticleId> =
        story.articles.iter().copied().filter(|&a| usable(story, a).is_some()).collect();
    if titled.iter().any(own) {
        titled.retain(own);
    }
    let reports = |a: &ArticleId| !opinion::of(story.corpus.article(*a));
    if titled.iter().any(reports) {
        titled.retain(reports);
    }
    let rows: Vec<&[Token]> = titled.iter().map(|&a| story.table.title(a)).collect();
    let titles = Vectors::of_tokens(rows.into_iter(), story.idf);
    let whole = story.vectors.centroid(0..story.vectors.len());
    let voices = selection.picks.iter().map(|p| story.statements[p.statement.index()].voice);
    let told = story.vectors.centroid(voices.filter_map(|voice| story.row(voice)));
    let latest = story.articles.iter().filter_map(|&a| story.second(a)).max();
    let score = |(n, &article): (usize, &ArticleId)| {
        let title = usable(story, article).unwrap_or_default();
        (titles.project(n, &whole) + titles.project(n, &told))
            * shape(title)
            * freshness(story.second(article), latest)
            * if story.corpus.article(article).teaser { 0.97 } else { 1.0 }
    };
    let scores: Vec<f64> = titled.iter().enumerate().map(score).collect();
    (0..titled.len())
        .max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)))
        .map(|n| titled[n])
}

/// A headline ages with the story: an undated one counts as a day old.
#[allow(clippy::cast_precision_loss)]
fn freshness(second: Option<i64>, latest: Option<i64>) -> f64 {
    const PER_DAY: f64 = 0.8;
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

/// How well a title is made: 1 for a plain headline, less for questions, shouting, extremes of length and labels, least
/// for titles that keep their news to themselves.
fn shape(title: &str) -> f64 {
    let words = count_words(title);
    let mut worth = match words {
        5..=14 => 1.0,
        4 | 15..=18 => 0.85,
        _ => 0.6,
    };
    if title.contains(['?', '¿', '؟', '？']) {
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
    if lures(title) {
        worth *= 0.5;
    }
    worth
}

/// Openings of titles that promise instead of telling.
const OPENINGS: &str = "why how what who when where meet inside watch here's here listen opinion column editorial analysis \
    explainer factbox live fact-check review podcast warum wieso weshalb wie kommentar meinung analyse liveticker \
    pourquoi comment analyse édito tribune direct cómo qué opinión análisis vivo como opinião análise waarom \
    hoe liveblog perché opinione diretta";

/// Words anywhere in such titles.
const LURES: [&str; 26] = [
    "what we know",
    "what to know",
    "need to know",
    "live updates",
    "live blog",
    "liveblog",
    "liveticker",
    "explained",
    "explainer",
    "takeaways",
    "you won't believe",
    "this is why",
    "here's why",
    "here's what",
    "here are",
    "was wir wissen",
    "im überblick",
    "newsblog",
    "ce que l'on sait",
    "ce qu'on sait",
    "en direct",
    "lo que sabemos",
    "en vivo",
    "ao vivo",
    "o que se sabe",
    "wat we weten",
];

/// What lists are made of.
const THINGS: [&str; 8] =
    ["things", "ways", "reasons", "dinge", "gründe", "choses", "cosas", "coisas"];

/// Whether a title asks to be opened rather than tells: "Meet the judge who …", "The 7 most …, explained".
fn lures(title: &str) -> bool {
    let lower = title.to_lowercase().replace('’', "'");
    let mut words = lower.split_whitespace().map(|w| w.trim_matches([':', ',', '"', '“', '¿']));
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    // "7 things", "The 7 most": a list; "14 dead", "7 killed" tell.
    let number = |word: &str| word.parse::<u32>().is_ok_and(|n| (2..=101).contains(&n));
    let things = |word: &str| THINGS.contains(&word);
    let list = words.any(|word| word == "most" || things(word));
    OPENINGS.split_whitespace().any(|word| word == first)
        || LURES.iter().any(|lure| lower.contains(lure))
        || (first == "the" && number(second) && list)
        || (number(first) && (list || things(second)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_tell_stand_before_titles_that_lure() {
        let plain = shape("Ferry with 40 aboard sinks off Skerrin");
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
            assert!(shape(title) <= 0.5, "{title}");
        }
        for title in [
            "14 dead as ferry rolls over off Skerrin",
            "7 killed in storm near Port Skerrin",
            "The mayor of Skerrin resigns after ferry inquiry",
        ] {
            assert!(!lures(title), "{title}");
        }
    }
}

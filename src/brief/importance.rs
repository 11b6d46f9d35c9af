//! Which stories lead: how an editor would rank them, learned from days that an editor ranked.
//!
//! A story's score is a weighted sum: `s = Σ w·f`. Its features are the reader-weighted independent
//! publishers and further articles (natural logarithms), the greatest [`NewsValue`] of its
//! articles, the best place in a feed, and the hours since its last article. What is no report
//! (opinion, explainers, questions) and what is in another language than the reader's stands after
//! all reports, whatever it scores; so does old news, which a feed that keeps its items for weeks
//! brings along every day.

use std::collections::BTreeMap;

use crate::analysis::Story;
use crate::edit::titles;
use crate::model::{Article, ArticleId, Corpus, Language};
use crate::text::opinion;

use super::OpinionPieces;
use super::news_value::NewsValue;

/// Weight of the greatest [`NewsValue`] of a story's articles.
///
/// Set by: three days that an editor ranked (an English one of feeds, an English one of an
/// aggregator's headlines, German front pages), each valued by a model that did not see it. At .75
/// of the weight of the publishers 20 of the editor's 30 are among the ten first stories of their
/// days, at 0 there are 17; .5 and 1 do as well within one.
const VALUE: f64 = 1.66;

/// Weight of the logarithm of the independent publishers. Set by: logistic regression (L2, C = 0.3)
/// of "among the ten stories that an editor would lead with" over the 480 stories of these days.
const PUBLISHERS: f64 = 2.21;
/// Weight of the logarithm of the articles beyond one for each. Set by: as [`PUBLISHERS`].
const ARTICLES: f64 = 0.53;

/// Weight of the logarithm of the best place in a feed. Set by: on the day of feeds, nine of the
/// editor's ten stories have an article among the first three of a feed, one in four of the others
/// has.
const PLACE: f64 = -0.3;

/// What an hour of age costs, up to two days. Set by: all of the editor's ten stories of the day of
/// feeds had an article of the last six hours.
const HOUR: f64 = -0.03;

/// Hours after which news is old at the earliest. Set by: 459 quotes of briefings of three days of
/// feeds, labelled by readers in their place: of what was reported within 48 hours of the briefing
/// 21 of 426 were background or no news of the day, of what was older 28 of 33.
const FRESH: f64 = 48.0;

/// News is old from so many times the median age of a run's articles on: of articles spread evenly
/// over a week, a month or a year none is.
/// Set by: that such articles have twice their median age at most; other values were not tried.
const TIMES_MEDIAN: f64 = 2.0;

/// What orders stories: reports before the rest and opinion last, those of the reader's language
/// before others, then the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Importance {
    /// In none of the reader's languages.
    foreign: bool,
    /// No report among its articles.
    aside: bool,
    /// Reported long before most articles of the run.
    old: bool,
    /// Nothing but opinion.
    opinion: bool,
    score: f64,
}

impl Importance {
    /// Whether it is a fresh report in the reader's language: what a briefing is made of.
    pub(super) const fn is_news(&self) -> bool {
        !(self.aside || self.foreign || self.old)
    }

    /// A key that puts the most important first.
    pub(super) fn key(&self) -> (bool, bool, bool, bool, std::cmp::Reverse<u64>) {
        // Positive numbers are in the order of their bits.
        let positive = (self.score + 1e6).max(0.0);
        (self.opinion, self.aside, self.foreign, self.old, std::cmp::Reverse(positive.to_bits()))
    }
}

/// What the stories of a run are compared with.
#[derive(Debug)]
pub(super) struct Day {
    /// Second of the last article.
    latest: Option<i64>,
    /// Hours before it from which news is old.
    fresh: f64,
    /// The reader's languages.
    languages: Vec<Language>,
    /// Whether opinion is as good as a report.
    opinion: bool,
}

impl Day {
    /// The reader's languages are those `asked` for, or else that of most articles.
    pub(super) fn new(corpus: &Corpus, asked: &[Language], opinion: OpinionPieces) -> Self {
        let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
        for language in corpus.article_ids().filter_map(|id| corpus.language(id)) {
            *counts.entry(language).or_insert(0) += 1;
        }
        let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
        let languages = if asked.is_empty() {
            most.map(|(language, _)| language).into_iter().collect()
        } else {
            asked.to_vec()
        };
        let published = corpus.articles().iter().filter_map(|article| article.published);
        let seconds: Vec<i64> = published.map(|p| p.at.as_second()).collect();
        let latest = seconds.iter().copied().max();
        Self { latest, fresh: fresh(seconds), languages, opinion: opinion == OpinionPieces::Keep }
    }

    /// How much a story weighs; `weight` is that of its publishers for the reader.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn importance(&self, story: &Story<'_>, weight: f64) -> Importance {
        let corpus = story.corpus;
        let articles =
            || story.articles.iter().map(|&id| (corpus.article(id), corpus.language(id)));
        let count = story.articles.len().max(1) as f64;
        let values = articles().map(|(article, language)| self.value(article, language));
        let greatest = values.fold(0.0, f64::max);
        let further = libm::log(count) - libm::log(f64::from(story.independent()));
        let place = articles().filter_map(|(article, _)| article.place_in_feed).min();
        let place = place.map_or(0.0, |place| PLACE * libm::log(f64::from(place.max(1))));
        let foreign = |language: Option<Language>| {
            language.is_some_and(|language| !self.languages.contains(&language))
        };
        Importance {
            foreign: articles().all(|(_, language)| foreign(language)),
            aside: articles().all(|(article, language)| {
                titles::is_aside(article, language) && !(self.opinion && opinion::of(article))
            }),
            old: self.age(story).is_some_and(|hours| hours > self.fresh),
            opinion: !self.opinion && articles().all(|(article, _)| opinion::of(article)),
            score: PUBLISHERS * libm::log(weight.max(1e-6))
                + ARTICLES * further.max(0.0)
                + VALUE * greatest
                + place
                + HOUR * self.hours_since(story),
        }
    }

    /// How much news an article tells.
    fn value(&self, article: &Article, language: Option<Language>) -> f64 {
        let model = NewsValue::shipped();
        if self.opinion {
            model.value_as_report(article, language)
        } else {
            model.value(article, language)
        }
    }

    /// Hours from a story's last article to the day's last, 24 for undated stories and 48 at most.
    fn hours_since(&self, story: &Story<'_>) -> f64 {
        let unknown = if self.latest.is_some() { 24.0 } else { 0.0 };
        self.age(story).map_or(unknown, |hours| hours.clamp(0.0, 48.0))
    }

    /// Hours from a story's last article to the day's last; `None` for undated stories.
    fn age(&self, story: &Story<'_>) -> Option<f64> {
        let published = story.articles.iter().filter_map(|&id| story.corpus.article(id).published);
        let last = published.map(|published| published.at.as_second()).max()?;
        Some(hours(self.latest? - last))
    }
}

/// From how many hours before the last article on news is old, by when all were published.
fn fresh(mut seconds: Vec<i64>) -> f64 {
    seconds.sort_unstable();
    let median = seconds.len().checked_sub(1).map_or(0, |last| seconds[last] - seconds[last / 2]);
    FRESH.max(TIMES_MEDIAN * hours(median))
}

#[allow(clippy::cast_precision_loss)]
fn hours(seconds: i64) -> f64 {
    seconds as f64 / 3_600.0
}

/// The median second of publication of a corpus.
pub(super) fn middle(corpus: &Corpus) -> Option<i64> {
    let mut seconds: Vec<i64> =
        corpus.articles().iter().filter_map(|a| a.published).map(|p| p.at.as_second()).collect();
    seconds.sort_unstable();
    seconds.get(seconds.len() / 2).copied()
}

/// Whether a story is a lone article from long before the rest: no news, and of no story that is.
pub(super) fn is_bygone(corpus: &Corpus, articles: &[ArticleId], middle: Option<i64>) -> bool {
    /// Set by hand; no trial of other values is recorded.
    const HALF_A_YEAR: i64 = 183 * 86_400;
    let &[lone] = articles else { return false };
    let at = corpus.article(lone).published.map(|p| p.at.as_second());
    matches!((at, middle), (Some(at), Some(middle)) if middle - at > HALF_A_YEAR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_is_old_beside_fresh_news_and_not_in_a_collection_of_weeks() {
        const DAY: i64 = 86_400;
        // Most of a morning's items are of the day, a few of last week.
        let morning: Vec<i64> =
            (0..40).map(|n| 10 * DAY - n * 3_600).chain([0, DAY, 2 * DAY]).collect();
        assert!((fresh(morning) - 48.0).abs() < 1e-9);
        let month: Vec<i64> = (0..=30).map(|n| n * DAY).collect();
        assert!((fresh(month) - 30.0 * 24.0).abs() < 1e-9);
        assert!((fresh(Vec::new()) - 48.0).abs() < 1e-9);
    }
}

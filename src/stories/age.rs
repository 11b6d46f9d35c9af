//! Articles that are about the same thing, but of another time.
//!
//! Where articles are dated, those before a wide gap are older than the rest: wider than all the
//! time that the rest spans, so that an affair of a year is not older than itself. Where they are
//! not, the text itself tells: a year that is named as the present or reckoned from ("three years
//! after the revolution", with the revolution in 2011), together with little in common with what
//! the other articles talk about. Either sign alone is not enough: every article about a long
//! conflict names old years, and every side piece has words of its own.

use std::borrow::Cow;

use crate::lexicon::{Lexicon, List};
use crate::model::{ArticleId, Corpus, Role, SentenceId};
use crate::terms::{Idf, TermTable};
use crate::vectors::Vectors;

/// Whether an article belongs to the time of its story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// Of the story's time, as far as can be told.
    Current,
    /// Of an earlier time.
    Older,
}

/// How many days must lie between an article and the rest of its story.
/// Set by hand; no trial of other values is recorded.
const DAYS: i64 = 45;

/// [`DAYS`] as a number with a fraction.
/// Set by [`DAYS`], of which it is a copy.
pub(super) const DAYS_F64: f64 = 45.0;

/// How many days must lie between the articles of a story of two, which has no rest whose time is
/// known.
/// Set by: anniversaries, which speak of the same event a year later.
const DAYS_OF_TWO: i64 = 330;

/// How many years before the story's year an undated article must seem to be written, where it
/// reckons its own present.
/// Set by hand; no trial of other values is recorded.
const YEARS: i32 = 2;

/// How many years before the story's year an undated article must seem to be written that only
/// names no later year, where the others are dated: articles of today often name years gone by.
/// Set by hand; no trial of other values is recorded.
const SILENT_YEARS: i32 = 5;

/// An undated article has little in common with the rest when its similarity is below this share of
/// the usual one.
/// Set by hand; no trial of other values is recorded.
const COHESION: f64 = 0.8;

/// The age of each of `articles` (ascending ids) among the others.
#[must_use]
pub fn ages(corpus: &Corpus, table: &TermTable, idf: &Idf, articles: &[ArticleId]) -> Vec<Age> {
    let mut ages = vec![Age::Current; articles.len()];
    if articles.len() < 2 {
        return ages;
    }
    by_date(corpus, articles, &mut ages);
    if articles.len() >= 3 {
        by_content(corpus, table, idf, articles, &mut ages);
    }
    if ages.iter().all(|age| *age == Age::Older) {
        ages.fill(Age::Current);
    }
    ages
}

/// Marks dated articles that lie before the widest gap in the dates of the older half, where no
/// more time than that gap lies between the articles after it.
fn by_date(corpus: &Corpus, articles: &[ArticleId], ages: &mut [Age]) {
    const DAY: i64 = 86_400;
    let second = |&a: &ArticleId| corpus.article(a).published.map(|p| p.at.as_second());
    let mut seconds: Vec<i64> = articles.iter().filter_map(second).collect();
    seconds.sort_unstable();
    let Some(&last) = seconds.last() else { return };
    let least = if seconds.len() > 2 { DAYS } else { DAYS_OF_TWO } * DAY;
    let older_half = seconds.windows(2).take(seconds.len() / 2);
    let gaps = older_half.map(|pair| (pair[1].saturating_sub(pair[0]), pair[1]));
    let Some((gap, after)) = gaps.max() else { return };
    if gap <= least || gap <= last.saturating_sub(after) {
        return;
    }
    for (age, article) in ages.iter_mut().zip(articles) {
        if second(article).is_some_and(|s| s < after) {
            *age = Age::Older;
        }
    }
}

/// Marks undated articles whose own sense of the present lies years back and that share little with
/// the rest.
fn by_content(
    corpus: &Corpus,
    table: &TermTable,
    idf: &Idf,
    articles: &[ArticleId],
    ages: &mut [Age],
) {
    if articles.iter().all(|&a| corpus.article(a).published.is_some()) {
        return;
    }
    let years: Vec<Years> = articles.iter().map(|&a| Years::of(corpus, a)).collect();
    let similarity = similarity(corpus, table, idf, articles);
    let mut sorted = similarity.clone();
    sorted.sort_by(f64::total_cmp);
    let usual = sorted[sorted.len() / 2];
    for n in 0..articles.len() {
        if corpus.article(articles[n]).published.is_some() {
            continue;
        }
        let rest = (0..articles.len()).filter(|&m| m != n).map(|m| (articles[m], &years[m]));
        let old = Present::of(corpus, rest).is_after(&years[n]);
        if old && similarity[n] < COHESION * usual {
            ages[n] = Age::Older;
        }
    }
}

/// Whether a lone undated article seems to be written years before a story.
pub(super) fn seems_older(corpus: &Corpus, lone: ArticleId, story: &[ArticleId]) -> bool {
    let years: Vec<Years> = story.iter().map(|&a| Years::of(corpus, a)).collect();
    let present = Present::of(corpus, story.iter().copied().zip(&years));
    present.is_after(&Years::of(corpus, lone))
}

/// The year in which articles seem to be written.
#[derive(Debug, Default)]
struct Present {
    /// The latest year of publication.
    stated: Option<i32>,
    /// The latest year named by undated ones.
    named: Option<i32>,
}

impl Present {
    fn of<'y>(corpus: &Corpus, articles: impl Iterator<Item = (ArticleId, &'y Years)>) -> Self {
        let mut present = Self::default();
        for (article, years) in articles {
            match corpus.article(article).published {
                Some(published) => {
                    present.stated = present.stated.max(Some(i32::from(year_of(published.at))));
                }
                None => present.named = present.named.max(years.latest),
            }
        }
        present
    }

    /// Whether an article with these years was written clearly earlier.
    fn is_after(&self, years: &Years) -> bool {
        let latest = years.latest.max(years.reckoned);
        match (years.reckoned, latest, self.stated, self.stated.max(self.named)) {
            (Some(_), Some(year), _, Some(present)) => year + YEARS <= present,
            (None, Some(year), Some(present), _) => year + SILENT_YEARS <= present,
            _ => false,
        }
    }
}

fn year_of(at: jiff::Timestamp) -> i16 {
    at.to_zoned(jiff::tz::TimeZone::UTC).year()
}

/// Mean cosine of each article with the others, through the sum of all article vectors (no pairs).
#[allow(clippy::cast_precision_loss)]
fn similarity(corpus: &Corpus, table: &TermTable, idf: &Idf, articles: &[ArticleId]) -> Vec<f64> {
    let tokens: Vec<Vec<_>> = articles
        .iter()
        .map(|&a| {
            corpus
                .sentences_of(a)
                .filter(|&s| corpus.sentence(s).role == Role::Body)
                .flat_map(|s: SentenceId| table.sentence(s).iter().copied())
                .collect()
        })
        .collect();
    let vectors = Vectors::of_tokens(tokens.iter().map(Vec::as_slice), idf);
    let sum = vectors.sum(0..articles.len());
    (0..articles.len())
        .map(|n| {
            let own = vectors.cosine(n, n);
            (vectors.project(n, &sum) - own) / (articles.len() as f64 - 1.0)
        })
        .collect()
}

/// What an article says about the year it is written in.
#[derive(Debug, Default)]
struct Years {
    /// The latest year named.
    latest: Option<i32>,
    /// A year reckoned from another: "three years after" beside "2011" gives 2014.
    reckoned: Option<i32>,
}

impl Years {
    fn of(corpus: &Corpus, article: ArticleId) -> Self {
        let mut named: Vec<i32> = Vec::new();
        let mut after: Vec<i32> = Vec::new();
        let lexicon = Lexicon::of(corpus.language(article));
        let holds = |list: List, word: Option<&&str>| {
            word.is_some_and(|word| lexicon.holds(list, &lower(word.trim_matches(','))))
        };
        for sentence in corpus.sentences_of(article) {
            if corpus.sentence(sentence).role != Role::Body {
                continue;
            }
            let words: Vec<&str> = corpus.text(sentence).split_whitespace().collect();
            for (n, word) in words.iter().enumerate() {
                let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
                if let Some(year) = year(bare) {
                    named.push(year);
                }
                if let Some(count) = years(bare, lexicon)
                    && holds(List::YearsCounted, words.get(n + 1))
                    && holds(List::YearsSince, words.get(n + 2))
                {
                    after.push(count);
                }
            }
        }
        named.sort_unstable();
        let latest = named.last().copied();
        let reckoned =
            after.iter().filter_map(|count| named.first().map(|year| year + count)).max();
        Self { latest, reckoned }
    }
}

/// A year of recent history, written with four digits.
fn year(word: &str) -> Option<i32> {
    let year: i32 = word.get(..4).filter(|_| word.len() == 4)?.parse().ok()?;
    (1950..2100).contains(&year).then_some(year)
}

/// A word in lower case; most are.
fn lower(word: &str) -> Cow<'_, str> {
    let is_lower = word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) }
}

/// How many years a word counts, where it counts few: "three", "12".
fn years(word: &str, lexicon: &Lexicon) -> Option<i32> {
    let digits = word.parse().ok().filter(|n| (1..60).contains(n));
    digits.or_else(|| {
        let word = lower(word);
        let one = lexicon.holds(List::NumberOne, &word);
        #[allow(clippy::cast_possible_truncation)]
        let more = || lexicon.number(&word).filter(|n| *n <= 12.0).map(|n| n as i32);
        if one { Some(1) } else { more() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Place, Precision, Published, Source};

    /// The days, ascending, of articles that are marked older than the rest, of one article a day
    /// given.
    fn older(days: &[i64]) -> Vec<i64> {
        let article = |(n, day): (usize, &i64)| {
            let place = Place::Stdin { record: u32::try_from(n).ok() };
            let source = Source { publisher: None, url: None, place };
            let text = format!("Report {n} on the bridge.");
            let mut article = Article::new(source, text).unwrap();
            let at = jiff::Timestamp::from_second(1_500_000_000 + day * 86_400).unwrap();
            article.published = Some(Published { at, offset: None, precision: Precision::Second });
            article
        };
        let articles = Corpus::canonical_order(days.iter().enumerate().map(article).collect());
        let parts = articles.iter().map(|_| (None, Vec::new(), Vec::new())).collect();
        let corpus = Corpus::new(articles, parts);
        let table = TermTable::new(&corpus);
        let idf = Idf::new(&corpus, &table, None);
        let ids: Vec<ArticleId> = corpus.article_ids().collect();
        let found = ages(&corpus, &table, &idf, &ids).into_iter().zip(&ids);
        let second = |id: &ArticleId| corpus.article(*id).published.unwrap().at.as_second();
        let mut days: Vec<i64> = found
            .filter(|(age, _)| *age == Age::Older)
            .map(|(_, id)| (second(id) - 1_500_000_000) / 86_400)
            .collect();
        days.sort_unstable();
        days
    }

    #[test]
    fn only_what_lies_before_a_wide_gap_is_older() {
        for (days, expected) in [
            (&[0, 1_800, 1_801, 1_803][..], &[0][..]),
            (&[0, 3, 400, 401, 405, 410], &[0, 3]),
            // An affair of ninety days, and one of a year.
            (&[0, 10, 20, 30, 40, 50, 60, 70, 80, 90], &[]),
            (&[0, 91, 182, 273, 365], &[]),
            (&[0, 182, 365], &[]),
            (&[0, 30, 60, 90], &[]),
            // Forty days are no gap; of two articles only a year apart parts one from the other.
            (&[0, 40, 41, 42], &[]),
            (&[0, 90], &[]),
            (&[0, 400], &[0]),
            (&[0], &[]),
        ] {
            assert_eq!(older(days), expected, "{days:?}");
        }
    }
}

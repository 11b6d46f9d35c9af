//! What two articles are compared by: one sparse vector an article, made of several parts.
//!
//! The parts are the words of the text (the title's words counted three times more), the words of
//! the title, the capitalised words, and pairs of adjacent content words; each is a TF-IDF row of
//! length 1, scaled by the root of its share, so that the product of two vectors is the shares'
//! weighted mean of four cosines. What a word is worth is said by 10,000 further documents in
//! its language at large, to which those at hand are added, so that it hardly depends on what else
//! is grouped; of pairs, and of words of a language without a table, every feature is taken to
//! stand in 5 of 500 further documents.
//!
//! Short articles (a title, a teaser) share too few words for this: what links a pair with one of
//! them is how likely a model learned from pairs finds it that both are about one event (`pair`,
//! `model`); in between, a mean of the two.
//!
//! Articles in different languages are compared by another part alone: the names and numbers that
//! occur in articles of at least two languages. Its features stand behind the others in a row.
//!
//! A feature that only one article holds can match nothing: it counts in the length of its part (of
//! pairs, by a share, since almost all pairs are of that kind), but is not kept.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Corpus, Language, Precision};
use crate::terms::{Rarity, TermTable};
use crate::threads;

use super::counted::{ACROSS, Counted};
use super::pair::{Pairing, WIDTH, pair};
use super::parts::{Part, shares};
use super::sparse::{Sparse, dot};
use super::thresholds::LEAST;
use super::views::{BODY, Views};
use super::{Judge, StoriesModel};

/// Content words, as ln(1 + n), of an article that the model of short articles alone judges (35),
/// and of one that it does not (90). Chosen by hand: starts from 3.6 to 4.4 give the same F1 on
/// days of feeds within .001, and lower ones more on collections of long texts.
const SHORT: f64 = 3.6;
/// See [`SHORT`]. Set by hand with it.
const LONG: f64 = 4.5;

/// What a probability of 1 counts as beside similarities: articles join from a probability of 0.4.
/// Set by: mean B-cubed F1 of three days that the weights did not come from: .914, .918 and .920 at
/// 0.16, 0.2 and 0.24; of bare titles .917, .902 and .898.
const CERTAIN: f64 = 0.2;

/// Least similarity in content of pairs that are learned from.
/// Set by hand; no trial of other values is recorded.
const LEARNED: f64 = 0.02;

/// One sparse vector for each article, by id.
#[derive(Debug)]
pub(super) struct Features {
    /// Titles and leads, where any article is short.
    views: Option<Views>,
    model: StoriesModel,
    rows: Vec<Row>,
    /// The middle of each article's time of publication, in days since 1970.
    days: Vec<Option<f64>>,
    languages: Vec<Option<Language>>,
    /// One more than the largest feature.
    pub width: usize,
}

/// One article's features: those for its own language, then those for others; ascending in each
/// part.
#[derive(Debug, Default)]
struct Row {
    features: Box<[u32]>,
    weights: Box<[f32]>,
    /// Where the features for other languages start.
    across: usize,
}

impl Features {
    pub(super) fn new(corpus: &Corpus, table: &TermTable, judge: Judge<'_>) -> Self {
        let ids: Vec<ArticleId> = corpus.article_ids().collect();
        let counted = threads::map(&ids, |_, &article| Counted::new(corpus, table, article));
        let languages: Vec<Option<Language>> = ids.iter().map(|&a| corpus.language(a)).collect();
        let mut tags: Vec<Option<Language>> = languages.clone();
        tags.sort_unstable();
        tags.dedup();
        let places: BTreeMap<Option<Language>, u32> = tags.iter().copied().zip(0..).collect();
        let numbers: Vec<u32> =
            languages.iter().map(|l| places.get(l).copied().unwrap_or(0)).collect();
        let (lexicon, own) = (table.lexicon(), judge.frequencies);
        let listed = threads::map(&tags, |_, &tag| Rarity::listed(lexicon, tag, own));
        let background = threads::map(&listed, |_, listed| shares(listed.as_ref(), lexicon, own));
        let (parts, width) = Part::all(&counted, &languages, lexicon.len(), &background);
        let numbered: Vec<(u32, Counted)> = numbers.iter().copied().zip(counted).collect();
        let rows = threads::map_owned(numbered, |(language, article): (u32, Counted)| {
            Row::new(&article, &parts, language as usize)
        });
        let days = corpus.articles().iter().map(day).collect();
        let views = Views::of_short(corpus, table, own, (numbers, listed));
        Self { views, model: judge.model.clone(), rows, days, languages, width }
    }

    /// All pairs in one language that are alike at all, with what the model weighs.
    pub(super) fn learnable(&self) -> Vec<(ArticleId, ArticleId, [f32; WIDTH])> {
        let Some(views) = &self.views else { return Vec::new() };
        let (mut pairs, mut room) = (Vec::new(), Pairing::default());
        for a in (0u32..).take(self.rows.len()) {
            for b in (0..a).filter(|&b| self.same_language(a, b)) {
                if self.similarity(a, b) >= LEARNED {
                    pairs.push((ArticleId(b), ArticleId(a), pair(views, &mut room, a, b)));
                }
            }
        }
        pairs
    }

    /// How short an article is: 0 from [`LONG`] on, 1 up to [`SHORT`].
    pub(super) fn shortness(&self, article: u32) -> f64 {
        let Some(views) = &self.views else { return 0.0 };
        let size = f64::from(views.row(article).sizes[BODY]);
        1.0 - ((size - SHORT) / (LONG - SHORT)).clamp(0.0, 1.0)
    }

    /// Whether two articles are compared in all their words alone.
    pub(super) fn are_long(&self, a: u32, b: u32) -> bool {
        self.shortness(a).max(self.shortness(b)) <= 0.0
    }

    /// What links two articles of this similarity in content; 0 where it is too little to be kept.
    pub(super) fn link(
        &self,
        room: &mut Pairing,
        (a, b): (u32, u32),
        similarity: f64,
        in_time: f64,
    ) -> f64 {
        let similarity = similarity * in_time;
        let similarity = if similarity >= LEAST { similarity } else { 0.0 };
        let (of_a, of_b) = (self.shortness(a), self.shortness(b));
        let short = of_a.max(of_b);
        if short > 0.0 && !self.same_language(a, b) {
            // A few names are too little to be sure.
            return 0.0;
        }
        let views = self.views.as_ref().filter(|_| short > 0.0);
        let Some(views) = views else { return similarity };
        let probability = self.model.probability(&pair(views, room, a, b));
        let judged = CERTAIN * probability * in_time;
        // A teaser beside a full report: both ways of looking see only a part of what they share.
        let judged = if of_a.min(of_b) > 0.0 { judged } else { judged.max(similarity) };
        (1.0 - short) * similarity + short * judged
    }

    /// Number of articles.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// All features of an article.
    pub(super) fn row(&self, article: u32) -> Sparse<'_> {
        let row = &self.rows[article as usize];
        Sparse { features: &row.features, weights: &row.weights }
    }

    /// The features of `article` that count beside one in the language of `other`.
    pub(super) fn beside(&self, article: u32, other: u32) -> Sparse<'_> {
        let (own, across) = self.parts(article);
        if self.same_language(article, other) { own } else { across }
    }

    /// The features of `article` that count beside one in its own language, and those beside one in
    /// another.
    pub(super) fn parts(&self, article: u32) -> (Sparse<'_>, Sparse<'_>) {
        let row = &self.rows[article as usize];
        let (own, across) = row.features.split_at(row.across);
        let weights = row.weights.split_at(row.across);
        let (own, across) = (Sparse::new(own, weights.0), Sparse::new(across, weights.1));
        (own, across)
    }

    /// Whether two articles are in one language.
    pub(super) fn same_language(&self, a: u32, b: u32) -> bool {
        self.languages[a as usize] == self.languages[b as usize]
    }

    /// Similarity of two articles by content alone, 0 to 1.
    pub(super) fn similarity(&self, a: u32, b: u32) -> f64 {
        dot(self.beside(a, b), self.beside(b, a))
    }

    /// How likely two articles are about one event by their times alone: 1 within a day, falling by
    /// e every five days; 1 when either is undated.
    pub(super) fn in_time(&self, a: u32, b: u32) -> f64 {
        match (self.days[a as usize], self.days[b as usize]) {
            (Some(a), Some(b)) => in_time((a - b).abs()),
            _ => 1.0,
        }
    }

    /// The middle of an article's time of publication, in days since 1970.
    pub(super) fn day(&self, article: u32) -> Option<f64> {
        self.days[article as usize]
    }
}

/// How near articles so many days apart are in time, 0 to 1.
pub(super) fn in_time(days: f64) -> f64 {
    fading(days, 5.0)
}

/// 1 within a day, then falling by e every `fall` days.
pub(super) fn fading(days: f64, fall: f64) -> f64 {
    if days <= 1.0 { 1.0 } else { libm::exp(-(days - 1.0) / fall) }
}

/// A date without a time is taken to be noon.
#[allow(clippy::cast_precision_loss)]
fn day(article: &crate::model::Article) -> Option<f64> {
    article.published.map(|p| {
        let half = if p.precision == Precision::Day { 0.5 } else { 0.0 };
        p.at.as_second() as f64 / 86_400.0 + half
    })
}

impl Row {
    fn new(article: &Counted, parts: &[Part], language: usize) -> Self {
        let mut all = Vec::new();
        let mut across = 0;
        for (n, part) in parts.iter().enumerate() {
            if n == ACROSS {
                across = all.len();
            }
            part.push(&mut all, article, n, language);
        }
        let (features, weights): (Vec<u32>, Vec<f32>) = all.into_iter().unzip();
        Self { features: features.into(), weights: weights.into(), across }
    }
}

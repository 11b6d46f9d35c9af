//! What two articles are compared by: one sparse vector an article, made of several parts.
//!
//! The parts are the words of the text (the title's words counted three times more), the words of
//! the title, the capitalised words, and pairs of adjacent content words; each is a TF-IDF row of
//! length 1, scaled by the root of its share, so that the product of two vectors is the shares'
//! weighted mean of four cosines. What a word is worth is said by [`GROUND`] further documents in
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

// The map is an interner: asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::model::{ArticleId, Corpus, Language, Precision, Role, TermId};
use crate::terms::{DocumentFrequencies, Lexicon, Rarity, TermTable, Token};
use crate::threads;

use super::pair::{Pairing, WIDTH, pair};
use super::sparse::{Sparse, Weighted, dot};
use super::thresholds::LEAST;
use super::views::{BODY, Views};
use super::{Judge, StoriesModel};

/// Shares of the parts: words, title, names, pairs; and of the part for articles in different
/// languages.
/// Set by hand; no trial of other values is recorded.
const SHARES: [f64; PARTS] = [0.5, 0.1, 0.1, 0.3, 0.5];

/// Number of parts.
const PARTS: usize = 5;

const WORDS: usize = 0;
const TITLE: usize = 1;
const NAMES: usize = 2;
const PAIRS: usize = 3;
const ACROSS: usize = 4;

/// How often a title's word counts in the text, beside its own time.
const TITLE_TIMES: u32 = 3;

/// Further documents for the idf of features, beside those at hand. Set by hand; no trial of other
/// values is recorded.
const BEYOND: f64 = 500.0;
/// How many of [`BEYOND`] hold any feature. Set by hand with it.
const BEYOND_WITH: f64 = 5.0;

/// Documents of the language at large that say, beside those at hand, what a word is worth. Set by:
/// outlets-dev in batches of 20 and 40 alone and beside 1,500 others: 96 and 89 of 100 pairs stay
/// together with 10,000, 89 and 82 with 2,000.
const GROUND: f64 = 10_000.0;

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

/// Share of the squared weight of pairs held by one article only that counts in the length of the
/// pairs' part.
/// Set by hand; no trial of other values is recorded.
const LONE_PAIRS: f64 = 0.5;

/// Most features of one part that an article keeps: those of greatest weight.
const MOST: usize = 1_024;

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

/// The same for articles so many days apart.
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

/// What a language at large, or a collection that a person chose, says of each term; `None` without
/// either.
fn shares(
    listed: Option<&Rarity>,
    lexicon: &Lexicon,
    own: Option<&DocumentFrequencies>,
) -> Option<Vec<f32>> {
    let own = own.filter(|own| own.documents() > 0);
    listed.map(Rarity::shares_of_documents).or_else(|| {
        let own = Rarity::counted(lexicon, (Vec::new(), 0), Some(own?));
        Some(own.shares_of_documents())
    })
}

/// How the features of one part are numbered and weighed.
#[derive(Debug)]
struct Part {
    /// Number of its first feature.
    base: usize,
    documents: usize,
    share: f64,
    /// Share of the squared weight of features held by one article that counts in the length.
    lone: f64,
    /// How many articles hold each feature; 0 for one that does not count.
    holders: Vec<u32>,
    /// The idf of a feature by the number of its holders.
    idf: Vec<f64>,
    /// The idf of each feature by the language at large, by the number of the language.
    grounded: Vec<Option<Vec<f32>>>,
    /// Numbers of pairs, in the part of pairs.
    pairs: Option<Pairs>,
}

impl Part {
    /// All parts, one behind the other, and the number of all features.
    fn all(
        counted: &[Counted],
        languages: &[Option<Language>],
        terms: usize,
        background: &[Option<Vec<f32>>],
    ) -> (Vec<Self>, usize) {
        let make = |_, &part: &usize| Self::new(part, counted, languages, terms, background);
        let mut parts = threads::map(&[WORDS, TITLE, NAMES, PAIRS, ACROSS], make);
        let mut width = 0;
        for part in &mut parts {
            part.base = width;
            width += part.holders.len();
        }
        (parts, width)
    }

    /// One part, as if there were no other.
    fn new(
        part: usize,
        counted: &[Counted],
        languages: &[Option<Language>],
        terms: usize,
        background: &[Option<Vec<f32>>],
    ) -> Self {
        let pairs = (part == PAIRS).then(|| Pairs::new(counted));
        let features = pairs.as_ref().map_or(terms, Pairs::len);
        let mut made = Self {
            base: 0,
            documents: counted.len(),
            share: SHARES[part],
            lone: if part == PAIRS { LONE_PAIRS } else { 1.0 },
            holders: vec![0; features],
            idf: Vec::new(),
            grounded: Vec::new(),
            pairs,
        };
        for article in counted {
            article.each(part, |key, _| {
                let at = made.number(key);
                if let Some(n) = made.holders.get_mut(at) {
                    *n += 1;
                }
            });
        }
        if part == ACROSS {
            made.keep_shared(counted, languages);
        }
        made.weigh();
        if part != PAIRS && part != ACROSS {
            made.ground(background);
        }
        made
    }

    /// Reckons the idf of every number of holders.
    #[allow(clippy::cast_precision_loss)]
    fn weigh(&mut self) {
        let documents = self.documents as f64 + BEYOND + 1.0;
        let most = self.holders.iter().copied().max().unwrap_or(0).max(1);
        let idf =
            |holders: u32| libm::log(documents / (f64::from(holders) + BEYOND_WITH + 0.5)).max(0.0);
        self.idf = (0..=most).map(idf).collect();
    }

    /// Reckons the idf of every feature beside what the languages at large say.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn ground(&mut self, background: &[Option<Vec<f32>>]) {
        let documents = self.documents as f64 + GROUND + 1.0;
        let holders = &self.holders;
        let idf = |share: &f32, holders: &u32| {
            let held = f64::from(*holders) + GROUND * f64::from(*share) + 0.5;
            libm::log(documents / held).max(0.0) as f32
        };
        self.grounded = threads::map(background, |_, shares| {
            let shares = shares.as_ref()?.iter().zip(holders);
            Some(shares.map(|(share, holders)| idf(share, holders)).collect())
        });
    }

    /// Only names and numbers that articles of two languages share count across languages.
    fn keep_shared(&mut self, counted: &[Counted], languages: &[Option<Language>]) {
        let mut first: Vec<Option<Option<Language>>> = vec![None; self.holders.len()];
        let mut shared = vec![false; self.holders.len()];
        for (article, language) in counted.iter().zip(languages) {
            for &key in &article.terms[ACROSS] {
                let at = key as usize;
                shared[at] |= first[at].get_or_insert(*language) != language;
            }
        }
        for (holders, shared) in self.holders.iter_mut().zip(shared) {
            *holders = if shared { *holders } else { 0 };
        }
    }

    /// The number of a key in its part; `usize::MAX` for a pair that only one article holds.
    fn number(&self, key: u64) -> usize {
        match &self.pairs {
            Some(pairs) => pairs.id(key),
            None => usize::try_from(key).unwrap_or(usize::MAX),
        }
    }

    /// How many articles hold the feature at a number, as far as it counts.
    fn holders(&self, at: usize) -> Option<u32> {
        match self.holders.get(at) {
            Some(0) => None,
            Some(&holders) => Some(holders),
            None => Some(1),
        }
    }

    /// Adds to `row` the features of the part that one article has, ascending; it is in the
    /// language of this number.
    #[allow(clippy::cast_possible_truncation)]
    fn push(&self, row: &mut Vec<Weighted>, article: &Counted, part: usize, language: usize) {
        let mut length = 0.0;
        let mut kept: Vec<(u32, f64)> = Vec::new();
        article.each(part, |key, count| {
            let at = self.number(key);
            let Some(holders) = self.holders(at) else { return };
            let tf = if count == 1 { 1.0 } else { 1.0 + libm::log(f64::from(count)) };
            let grounded = self.grounded.get(language).and_then(Option::as_ref);
            let idf = grounded.map_or(self.idf[holders as usize], |g| f64::from(g[at]));
            let weight = tf * idf;
            if holders > 1 {
                length += weight * weight;
                kept.push((u32::try_from(self.base + at).unwrap_or(u32::MAX), weight));
            } else {
                length += self.lone * weight * weight;
            }
        });
        if kept.len() > MOST {
            kept.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            kept.truncate(MOST);
        }
        kept.sort_unstable_by_key(|k| k.0);
        let scale = self.share.sqrt() / length.sqrt();
        row.extend(kept.iter().map(|&(f, w)| (f, (w * scale) as f32)));
    }
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

/// One article's features with repeats, each part in order of its keys.
#[derive(Debug, Default)]
struct Counted {
    /// Terms by part; nothing at [`PAIRS`].
    terms: [Vec<u32>; PARTS],
    /// Pairs of terms, the first in the upper half.
    pairs: Vec<u64>,
}

impl Counted {
    fn new(corpus: &Corpus, table: &TermTable, article: ArticleId) -> Self {
        let mut counted = Self::default();
        let title = table.title(article);
        for token in title.iter().filter(|t| t.is_content()) {
            counted.terms[WORDS].extend([token.term().0; TITLE_TIMES as usize]);
            counted.terms[TITLE].push(token.term().0);
        }
        counted.read(title);
        for sentence in corpus.sentences_of(article) {
            if corpus.sentence(sentence).role != Role::Boilerplate {
                counted.read(table.sentence(sentence));
            }
        }
        for keys in &mut counted.terms {
            keys.sort_unstable();
            keys.shrink_to_fit();
        }
        counted.pairs.sort_unstable();
        counted.pairs.shrink_to_fit();
        counted
    }

    /// Notes what one stretch of tokens holds.
    fn read(&mut self, tokens: &[Token]) {
        let mut before: Option<TermId> = None;
        for token in tokens {
            if !token.is_content() {
                before = None;
                continue;
            }
            let key = token.term().0;
            self.terms[WORDS].push(key);
            if token.is_capital() {
                self.terms[NAMES].push(key);
            }
            if token.is_capital() || token.has_digit() {
                self.terms[ACROSS].push(key);
            }
            if let Some(first) = before {
                self.pairs.push(u64::from(first.0) << 32 | u64::from(key));
            }
            before = Some(token.term());
        }
    }

    /// Calls `see` with each distinct key of a part, ascending, and its count.
    fn each(&self, part: usize, mut see: impl FnMut(u64, u32)) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        if part == PAIRS {
            for run in self.pairs.chunk_by(|a, b| a == b) {
                see(run[0], number(run.len()));
            }
        } else {
            for run in self.terms[part].chunk_by(|a, b| a == b) {
                see(u64::from(run[0]), number(run.len()));
            }
        }
    }
}

/// Numbers for the pairs that at least two articles hold (and for a few more).
#[derive(Debug, Default)]
struct Pairs {
    ids: FxHashMap<u64, u32>,
}

impl Pairs {
    /// Most pairs of a collection stand in one article only. A table of bits that hashes share
    /// tells most of them apart before anything is interned.
    fn new(counted: &[Counted]) -> Self {
        let total: usize = counted.iter().map(|c| c.pairs.len()).sum();
        let bits = (total.saturating_mul(8)).next_power_of_two().max(64);
        let slot = |key: u64| {
            let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let at = (hash >> 16) as usize & (bits - 1);
            (at / 64, 1u64 << (at % 64))
        };
        let (mut once, mut twice) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
        for article in counted {
            article.each(PAIRS, |key, _| {
                let (at, bit) = slot(key);
                twice[at] |= once[at] & bit;
                once[at] |= bit;
            });
        }
        drop(once);
        let mut pairs = Self::default();
        for article in counted {
            article.each(PAIRS, |key, _| {
                let (at, bit) = slot(key);
                if twice[at] & bit != 0 {
                    let next = u32::try_from(pairs.ids.len()).unwrap_or(u32::MAX);
                    pairs.ids.entry(key).or_insert(next);
                }
            });
        }
        pairs
    }

    fn len(&self) -> usize {
        self.ids.len()
    }

    fn id(&self, key: u64) -> usize {
        self.ids.get(&key).map_or(usize::MAX, |id| *id as usize)
    }
}

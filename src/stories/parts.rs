//! The parts of an article's vector: which features each has, and what they weigh.

use super::counted::{ACROSS, Counted, NAMES, PAIRS, PARTS, Pairs, TITLE, WORDS};
use super::sparse::Weighted;
use crate::model::Language;
use crate::terms::{DocumentFrequencies, Lexicon, Rarity};
use crate::threads;

/// Shares of the parts: words, title, names, pairs; and of the part for articles in different
/// languages.
/// Set by hand; no trial of other values is recorded.
const SHARES: [f64; PARTS] = [0.5, 0.1, 0.1, 0.3, 0.5];

/// Further documents for the idf of features, beside those at hand. Set by hand; no trial of other
/// values is recorded.
const BEYOND: f64 = 500.0;
/// How many of [`BEYOND`] hold any feature. Set by hand with it.
const BEYOND_WITH: f64 = 5.0;

/// Documents of the language at large that say, beside those at hand, what a word is worth. Set by:
/// outlets-dev in batches of 20 and 40 alone and beside 1,500 others: 96 and 89 of 100 pairs stay
/// together with 10,000, 89 and 82 with 2,000.
const GROUND: f64 = 10_000.0;

/// Share of the squared weight of pairs held by one article only that counts in the length of the
/// pairs' part.
/// Set by hand; no trial of other values is recorded.
const LONE_PAIRS: f64 = 0.5;

/// Most features of one part that an article keeps: those of greatest weight.
/// Bounds the work; set by hand.
const MOST: usize = 1_024;

/// What a language at large, or a collection that a person chose, says of each term; `None` without
/// either.
pub(super) fn shares(
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
pub(super) struct Part {
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
    pub fn all(
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
    pub fn push(&self, row: &mut Vec<Weighted>, article: &Counted, part: usize, language: usize) {
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

//! One data set with what is needed of it for fitting, counted once, and its sets for scoring.

use crate::analysis::{Background, Frame, prepare, story};
use crate::model::{Budget, Corpus, Language, count_words};
use crate::rank::coverage::lengths::Lengths;
use crate::rank::coverage::{Coverage, Facts, Weights, features};

use super::super::contest::by_method;
use super::super::rouge::{Limit, Options, OptionsError, Scorer};
use super::{Collection, Figures, Item, METRICS, each};

/// References are cut to so many words to learn what shorter summaries hold, where they are longer
/// by a quarter at least. Set by: lengths of summaries that are asked for; 250-word references
/// leave three of them.
const SHORTER: [u32; 3] = [50, 100, 150];
/// Most sentences that are used of one article.
/// Set by: what a briefing uses.
const SENTENCES: usize = 2_000;

/// What is needed of a set for fitting.
#[derive(Debug)]
pub(super) struct Sample {
    /// Scored, but never learned from.
    pub(super) apart: bool,
    /// Features of the concepts that are weighed, concept after concept.
    pub(super) x: Vec<f32>,
    /// Share of references that hold each, first as they are, then cut to each of `SHORTER` where
    /// that is shorter.
    pub(super) wanted: Vec<Vec<f32>>,
}

/// A data set, prepared.
#[derive(Debug)]
pub(super) struct Samples {
    pub(super) name: String,
    pub(super) samples: Vec<Sample>,
    /// The sets themselves, of which summaries are made and scored.
    items: Vec<Item>,
    scorer: Scorer,
    budget: Budget,
    recall: bool,
}

impl Samples {
    pub(super) fn new(collection: Collection) -> Result<Self, OptionsError> {
        let words = collection.words.get();
        let limit = if collection.recall { Limit::Words(words as usize) } else { Limit::None };
        let options = Options { stem: true, limit, ..Options::PERL };
        let scorer = Scorer::new(options, &METRICS)?;
        let budget = Budget::Words(collection.words);
        let items = collection.items;
        let full = mean_words(&items);
        let samples = each(items.len(), |n| Sample::new(&items[n], full));
        let (name, recall) = (collection.name, collection.recall);
        Ok(Self { name, samples, items, scorer, budget, recall })
    }

    #[allow(clippy::cast_precision_loss)]
    pub(super) fn figures(&self, fitted: &[Lengths], threshold: f64) -> Figures {
        let methods: Vec<Coverage> = fitted
            .iter()
            .map(|lengths| Weights::new(lengths.clone(), threshold, String::new(), Vec::new()))
            .map(Coverage::new)
            .collect();
        let scores =
            each(self.items.len(), |n| self.score(&self.items[n], &methods[n % methods.len()]));
        let mut means = [0.0; 3];
        for score in &scores {
            for (mean, x) in means.iter_mut().zip(score) {
                *mean += x / scores.len() as f64;
            }
        }
        let name = self.name.clone();
        let words = self.budget.limit();
        Figures { name, sets: scores.len(), words, recall: self.recall, means }
    }

    /// [`METRICS`] of what `method` makes of an item, in reading order as `tidings evaluate` has
    /// it: skip bigrams reach across sentences, so that their order counts.
    fn score(&self, item: &Item, method: &Coverage) -> [f64; 3] {
        let corpus: Corpus = prepare(item.articles.clone(), SENTENCES);
        let frame = Frame::new(&corpus, &Background::default(), None);
        let story = story(&frame, corpus.article_ids().collect());
        let lines = by_method(&story, method, self.budget);
        let references: Vec<Vec<&str>> =
            item.references.iter().map(|r| r.lines().collect()).collect();
        let scores = self.scorer.prepare(&references).score(&lines);
        let of = |n: usize| scores.get(n).copied().flatten().unwrap_or_default();
        [0, 1, 2].map(|n| if self.recall { of(n).recall } else { of(n).f })
    }
}

impl Sample {
    pub(super) fn new(item: &Item, full: f64) -> Self {
        let corpus: Corpus = prepare(item.articles.clone(), SENTENCES);
        let mut frame = Frame::new(&corpus, &Background::default(), None);
        let language = corpus.article_ids().next().and_then(|a| corpus.language(a));
        let shorter = SHORTER.iter().map(|&words| f64::from(words)).filter(|w| w * 1.25 <= full);
        let lengths: Vec<Vec<Vec<Key>>> = std::iter::once(f64::INFINITY)
            .chain(shorter)
            .map(|words| {
                let references = item.references.iter().map(|text| opening(text, words));
                references.map(|text| word_pairs(&mut frame, text, language)).collect()
            })
            .collect();
        let story = story(&frame, corpus.article_ids().collect());
        let facts = Facts::of(&story);
        let pairs: Vec<usize> = (0..facts.len()).filter(|&c| facts.is_pair(c)).collect();
        let mut x = Vec::with_capacity(pairs.len() * features::NAMES.len());
        pairs.iter().for_each(|&pair| facts.push_features(pair, &mut x));
        let key = |&pair: &usize| {
            let (first, second) = facts.terms_of(pair);
            (first.0, second.map_or(u32::MAX, |s| s.0))
        };
        let wanted = lengths
            .iter()
            .map(|references| pairs.iter().map(|pair| share(references, key(pair))).collect())
            .collect();
        Self { apart: item.apart, x, wanted }
    }
}

/// Mean number of words of the references.
fn mean_words(items: &[Item]) -> f64 {
    let references = || items.iter().flat_map(|item| &item.references);
    let words: f64 = references().map(|text| f64::from(count_words(text))).sum();
    #[allow(clippy::cast_precision_loss)]
    let mean = words / references().count().max(1) as f64;
    mean.max(1.0)
}

/// A pair of neighbouring terms.
type Key = (u32, u32);

/// The pairs of neighbouring words in a text, ascending.
fn word_pairs(frame: &mut Frame<'_>, text: &str, language: Option<Language>) -> Vec<Key> {
    let tokens = frame.table.read(text, language);
    let mut pairs: Vec<Key> = tokens.windows(2).map(|w| (w[0].term().0, w[1].term().0)).collect();
    pairs.sort_unstable();
    pairs
}

/// The first `words` words of a text, as white space parts them.
fn opening(text: &str, words: f64) -> &str {
    let mut left = words;
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if inside && c.is_whitespace() {
            left -= 1.0;
            if left < 1.0 {
                return &text[..at];
            }
        }
        inside = !c.is_whitespace();
    }
    text
}

/// Share of the references that hold a pair.
#[allow(clippy::cast_precision_loss)]
fn share(references: &[Vec<Key>], pair: Key) -> f32 {
    let hold = references.iter().filter(|r| r.binary_search(&pair).is_ok()).count();
    hold as f32 / references.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_end_between_words() {
        for (words, opening_of) in [(1.0, "One"), (2.0, "One  two"), (4.0, " One\n two three")] {
            let text = if words < 4.0 { "One  two three" } else { " One\n two three" };
            assert_eq!(opening(text, words), opening_of);
        }
    }

    #[test]
    fn shares_count_references() {
        let references = [vec![(1, 2), (3, 4)], vec![(1, 2)]];
        assert_eq!(
            [share(&references, (1, 2)), share(&references, (3, 4)), share(&references, (5, 6))],
            [1.0, 0.5, 0.0]
        );
    }
}

//! One data set with what is needed of it for fitting and for scoring, all counted once.

use crate::analysis::{Background, Frame, Story, prepare, story};
use crate::edit::reading_order;
use crate::model::{Budget, Corpus, count_words};
use crate::rank::coverage::{
    Coverage, Facts, Kind, Learned, Offers, Weights, features, weight as weigh,
};

use super::super::rouge::{Limit, Options, OptionsError, Prepared, Scorer};
use super::{Collection, Figures, Item, METRICS, Sources, each};

/// References are cut to so many words to learn what shorter summaries hold, where they are longer
/// by a quarter at least. Set by: lengths of summaries that are asked for; 250-word references
/// leave three of them.
const SHORTER: [u32; 3] = [50, 100, 150];
/// Most sentences that are used of one article.
/// Set by: what a briefing uses.
const SENTENCES: usize = 2_000;

/// Concepts of one kind of a set.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Their numbers in the set's story.
    concepts: Vec<usize>,
    /// Their features, concept after concept.
    pub(super) x: Vec<f32>,
    /// Share of references that hold each, first as they are, then cut to each of `SHORTER` where
    /// that is shorter.
    pub(super) wanted: Vec<Vec<f32>>,
}

/// A set.
#[derive(Debug)]
pub(super) struct Sample<'c> {
    /// Scored, but never learned from.
    pub(super) apart: bool,
    /// What it is made of.
    pub(super) sources: Sources,
    pairs: Counted,
    words: Counted,
    story: Story<'c>,
    facts: Facts,
    /// What may be chosen within the data set's length.
    offers: Offers,
    references: Prepared,
}

/// A data set, prepared.
#[derive(Debug)]
pub(super) struct Samples<'c> {
    pub(super) name: String,
    pub(super) samples: Vec<Sample<'c>>,
    /// Times the weight of a data set that it is learned from, where it is not scored.
    pub(super) made: Option<f64>,
    budget: Budget,
    recall: bool,
}

/// Words of a set's articles and references.
#[derive(Debug)]
pub(super) struct Framed<'c> {
    frame: Frame<'c>,
    /// By length of the references and by reference: its words and pairs of words.
    references: Vec<Vec<Vec<Key>>>,
}

/// A word, or a pair of neighbouring words.
type Key = (u32, u32);

/// The second half of a key that is one word.
const SINGLE: u32 = u32::MAX;

/// A set's articles in sentences.
pub(super) fn corpus(item: &Item) -> Corpus {
    prepare(item.articles.clone(), SENTENCES)
}

/// The words of a data set's articles and references.
pub(super) fn frame<'c>(items: &[Item], corpora: &'c [Corpus]) -> Vec<Framed<'c>> {
    let full = mean_words(items);
    let shorter = SHORTER.iter().map(|&words| f64::from(words)).filter(|w| w * 1.25 <= full);
    let lengths: Vec<f64> = std::iter::once(f64::INFINITY).chain(shorter).collect();
    each(items.len(), |n| {
        let mut frame = Frame::new(&corpora[n], &Background::default(), None);
        let of_length = |&words: &f64| {
            let texts = items[n].references.iter().map(|text| opening(text, words));
            texts.map(|text| keys(&mut frame, text)).collect()
        };
        let references = lengths.iter().map(of_length).collect();
        Framed { frame, references }
    })
}

impl<'c> Samples<'c> {
    pub(super) fn new(
        collection: &Collection,
        framed: &'c [Framed<'c>],
        sources: Vec<Sources>,
    ) -> Result<Self, OptionsError> {
        let words = collection.words.get();
        let limit = if collection.recall { Limit::Words(words as usize) } else { Limit::None };
        let options = Options { stem: true, limit, ..Options::PERL };
        let scorer = Scorer::new(options, &METRICS)?;
        let budget = Budget::Words(collection.words);
        let samples = each(framed.len(), |n| {
            let item = &collection.items[n];
            Sample::new(item, &framed[n], sources[n].clone(), budget, &scorer)
        });
        let Collection { name, recall, made, .. } = collection;
        Ok(Self { name: name.clone(), samples, made: *made, budget, recall: *recall })
    }

    /// Mean scores of all sets: number n by the weights numbered n modulo their number.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn figures(&self, fitted: &[&Learned], threshold: f64) -> Figures {
        let methods: Vec<Coverage> = fitted
            .iter()
            .map(|&learned| Weights::new(learned.clone(), threshold, String::new(), Vec::new()))
            .map(Coverage::new)
            .collect();
        let scores =
            each(self.samples.len(), |n| self.score(&self.samples[n], &methods[n % methods.len()]));
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

    /// [`METRICS`] of what `method` makes of a set, in reading order as `tidings evaluate` has it:
    /// skip bigrams reach across sentences, so that their order counts.
    fn score(&self, sample: &Sample<'_>, method: &Coverage) -> [f64; 3] {
        let lines = sample.lines(method, self.budget);
        let scores = sample.references.score(&lines);
        let of = |n: usize| scores.get(n).copied().flatten().unwrap_or_default();
        [0, 1, 2].map(|n| if self.recall { of(n).recall } else { of(n).f })
    }
}

impl<'c> Sample<'c> {
    fn new(
        item: &Item,
        framed: &'c Framed<'c>,
        sources: Sources,
        budget: Budget,
        scorer: &Scorer,
    ) -> Self {
        let frame = &framed.frame;
        let story = story(frame, frame.corpus.article_ids().collect());
        let facts = Facts::of(&story);
        let offers = Offers::of(&story, &facts, budget);
        let [pairs, words] = Kind::ALL.map(|kind| Counted::of(kind, &facts, &framed.references));
        let references: Vec<Vec<&str>> =
            item.references.iter().map(|r| r.lines().collect()).collect();
        let references = scorer.prepare(&references);
        let apart = item.apart;
        Self { apart, sources, pairs, words, story, facts, offers, references }
    }

    /// Its concepts of one kind.
    pub(super) const fn counted(&self, kind: Kind) -> &Counted {
        match kind {
            Kind::Pair => &self.pairs,
            Kind::Word => &self.words,
        }
    }

    /// What `method` selects, in reading order, from what is counted already.
    fn lines(&self, method: &Coverage, budget: Budget) -> Vec<&str> {
        let weights = method.weights();
        let mut weighed = vec![0.0; self.facts.len()];
        for kind in Kind::ALL {
            let Some((share, lengths)) = weights.of(kind) else { continue };
            let counted = self.counted(kind);
            let expected = lengths.predict(&counted.x, budget);
            for (&concept, expected) in counted.concepts.iter().zip(expected) {
                weighed[concept] = share * weigh(expected, weights.threshold);
            }
        }
        let offers = self.offers.clone();
        let selection = method.choose(&self.story, &self.facts, offers, weighed, budget);
        let order = reading_order(&self.story, &selection).into_iter();
        order.map(|at| self.story.text(selection.picks[at].statement)).collect()
    }
}

impl Counted {
    /// The concepts of a kind; `references` as [`Framed`] has them.
    fn of(kind: Kind, facts: &Facts, references: &[Vec<Vec<Key>>]) -> Self {
        let concepts = facts.of_kind(kind, usize::MAX);
        let mut x = Vec::with_capacity(concepts.len() * features::NAMES.len());
        concepts.iter().for_each(|&concept| facts.push_features(concept, &mut x));
        let key = |&concept: &usize| {
            let (first, second) = facts.terms_of(concept);
            (first.0, second.map_or(SINGLE, |second| second.0))
        };
        let shares = |references: &Vec<Vec<Key>>| {
            concepts.iter().map(|concept| share(references, key(concept))).collect()
        };
        let wanted = references.iter().map(shares).collect();
        Self { concepts, x, wanted }
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

/// The words and the pairs of neighbouring words in a text, ascending.
fn keys(frame: &mut Frame<'_>, text: &str) -> Vec<Key> {
    let corpus = frame.corpus;
    let language = corpus.article_ids().next().and_then(|a| corpus.language(a));
    let tokens = frame.table.read(text, language);
    let pairs = tokens.windows(2).map(|w| (w[0].term().0, w[1].term().0));
    let words = tokens.iter().map(|token| (token.term().0, SINGLE));
    let mut keys: Vec<Key> = pairs.chain(words).collect();
    keys.sort_unstable();
    keys
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

/// Share of the references that hold a word or pair.
#[allow(clippy::cast_precision_loss)]
fn share(references: &[Vec<Key>], key: Key) -> f32 {
    let hold = references.iter().filter(|r| r.binary_search(&key).is_ok()).count();
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

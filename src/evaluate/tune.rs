//! Fitting the weights of `coverage` to sets of articles with human summaries, and saying how good they are on sets that
//! they were not fitted to.
//!
//! A concept's wanted value is the share of a set's references that hold it. Every data set weighs the same however many
//! concepts it has, and its values are scaled to a mean of 0.05, so that one threshold serves references of 50 and of 250
//! words. What a short summary would hold is learned apart, from references as they are and from their first 50, 100 and 150
//! words, since people begin with what matters most. Figures are cross-validated: set number n of a data set is scored by weights that were fitted without the sets
//! whose number leaves the same remainder as n when divided by the number of folds.

use crate::analysis::{Background, Frame, prepare, story};
use crate::model::{Article, Budget, Corpus, Language, count_words};
use crate::rank::coverage::choose::Problem;
use crate::rank::coverage::forest::{Fit, Table};
use crate::rank::coverage::lengths::Lengths;
use crate::rank::coverage::{Facts, Offers, features, weight};

use super::rouge::{Limit, Line, Metric, Options, OptionsError, Prepared, Scorer};

/// The measures that are reported: ROUGE-1, ROUGE-2, ROUGE-SU4.
pub const METRICS: [Metric; 3] = [Metric::N(1), Metric::N(2), Metric::Su(Some(4))];

/// Mean of the wanted values of every data set.
const MEAN: f64 = 0.05;
/// Total weight of a data set in the fit.
const WEIGHT: f64 = 1e5;
/// References are cut to so many words to learn what shorter summaries hold, where they are longer by a quarter at least.
const SHORTER: [u32; 3] = [50, 100, 150];
/// Weight of each of these lengths; the length of the references itself weighs 1. Together they make up the data set's.
const SHORTER_WEIGHT: f64 = 1.0 / 4.0;
/// Of the concepts that no reference holds one in so many is learned from, with so many times the weight.
const THINNED: usize = 4;
/// Most sentences that are used of one article.
const SENTENCES: usize = 2_000;

/// Articles about one thing, with people's summaries of them.
#[derive(Debug, Clone)]
pub struct Item {
    /// The articles.
    pub articles: Vec<Article>,
    /// Summaries by people; at least one.
    pub references: Vec<String>,
}

/// A data set, and how its summaries are asked for and judged.
#[derive(Debug, Clone)]
pub struct Collection {
    /// Its name in tables.
    pub name: String,
    /// Its sets.
    pub items: Vec<Item>,
    /// Length of a summary in words.
    pub words: std::num::NonZeroU32,
    /// Judged by recall, with references cut to `words`; otherwise by F1.
    pub recall: bool,
}

/// What is needed of a set for fitting and scoring.
#[derive(Debug)]
struct Sample {
    /// Concepts that are weighed, by number.
    pairs: Vec<usize>,
    /// Their features, concept after concept.
    x: Vec<f32>,
    /// Share of references that hold each, first as they are, then cut to each of `SHORTER` where that is shorter.
    wanted: Vec<Vec<f32>>,
    concepts: usize,
    offers: Offers,
    lines: Vec<Line>,
    references: Prepared,
}

/// A data set, prepared.
#[derive(Debug)]
struct Samples {
    name: String,
    samples: Vec<Sample>,
    budget: Budget,
    recall: bool,
}

/// Data sets, prepared for any number of fits.
#[derive(Debug)]
pub struct Tuner {
    sets: Vec<Samples>,
}

/// Cross-validated figures of one data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Name of the data set.
    pub name: String,
    /// Number of its sets.
    pub sets: usize,
    /// Length in words.
    pub words: u32,
    /// Judged by recall; otherwise by F1.
    pub recall: bool,
    /// Mean of each of [`METRICS`], 0 to 1.
    pub means: [f64; 3],
}

impl Tuner {
    /// Reads and counts everything once.
    ///
    /// # Errors
    /// Never with the options used here; ROUGE's own checks say so.
    pub fn new(collections: Vec<Collection>) -> Result<Self, OptionsError> {
        let sets = collections.into_iter().map(Samples::new).collect::<Result<_, _>>()?;
        Ok(Self { sets })
    }

    /// Names of the data sets with their numbers of sets.
    #[must_use]
    pub fn data(&self) -> Vec<String> {
        self.sets.iter().map(|s| format!("{}: {} sets", s.name, s.samples.len())).collect()
    }

    /// Trees fitted to everything.
    #[must_use]
    pub fn fit(&self, fit: Fit) -> Lengths {
        self.lengths(fit, |_| true)
    }

    /// Figures of each data set from `folds` fits, each without its own part.
    #[must_use]
    pub fn validate(&self, fit: Fit, threshold: f64, folds: usize) -> Vec<Figures> {
        let folds = folds.max(2);
        let fitted = self.folds(fit, folds);
        self.sets.iter().map(|set| set.figures(&fitted, threshold)).collect()
    }

    /// One fit a fold (at least 2): the one numbered k was made without the sets whose number leaves k when divided by
    /// `folds`.
    #[must_use]
    pub fn folds(&self, fit: Fit, folds: usize) -> Vec<Lengths> {
        let folds = folds.max(2);
        each(folds, |fold| self.lengths(fit, |n| n % folds != fold))
    }

    /// Trees fitted to all sets whose number `learns`.
    fn lengths(&self, fit: Fit, learns: impl Fn(usize) -> bool) -> Lengths {
        let short = fit.run(&self.table(&learns, true));
        Lengths { short, long: fit.run(&self.table(&learns, false)) }
    }

    /// The rows of all sets whose number `learns`, for `short` summaries or for those as long as the references.
    fn table(&self, learns: &impl Fn(usize) -> bool, short: bool) -> Table {
        let mut table = Table { features: features::NAMES.len(), ..Table::default() };
        for set in &self.sets {
            let samples = set.samples.iter().enumerate();
            let chosen: Vec<&Sample> =
                samples.filter(|(n, _)| learns(*n)).map(|(_, s)| s).collect();
            let lengths = chosen.iter().map(|s| s.wanted.len()).max().unwrap_or(0);
            set_rows(&chosen, if short { lengths } else { 1 }, &mut table);
        }
        table
    }
}

/// Appends the rows of one data set for the first `lengths` of the lengths that it has references for.
#[allow(clippy::cast_precision_loss)]
fn set_rows(samples: &[&Sample], lengths: usize, table: &mut Table) {
    let whole = WEIGHT / (1.0 + SHORTER_WEIGHT * lengths.saturating_sub(1) as f64);
    for length in 0..lengths {
        let weight = if length == 0 { whole } else { whole * SHORTER_WEIGHT };
        length_rows(samples, length, weight, table);
    }
}

/// Appends the rows of one data set for one of the lengths it has references for.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn length_rows(samples: &[&Sample], length: usize, weight: f64, table: &mut Table) {
    let wanted = || samples.iter().filter_map(|sample| Some((*sample, sample.wanted.get(length)?)));
    let rows: usize = wanted().map(|(_, y)| y.len()).sum();
    let sum: f64 = wanted().flat_map(|(_, y)| y).map(|&y| f64::from(y)).sum();
    if rows == 0 || sum <= 0.0 {
        return;
    }
    let scale = (MEAN * rows as f64 / sum) as f32;
    let weight = (weight / rows as f64) as f32;
    let mut absent = 0;
    for (sample, wanted) in wanted() {
        for (y, x) in wanted.iter().zip(sample.x.chunks_exact(table.features)) {
            let mut weight = weight;
            if *y <= 0.0 {
                absent += 1;
                if absent % THINNED != 0 {
                    continue;
                }
                weight *= THINNED as f32;
            }
            table.x.extend_from_slice(x);
            table.y.push(y * scale);
            table.weight.push(weight);
        }
    }
}

impl Samples {
    fn new(collection: Collection) -> Result<Self, OptionsError> {
        let words = collection.words.get();
        let limit = if collection.recall { Limit::Words(words as usize) } else { Limit::None };
        let options = Options { stem: true, limit, ..Options::PERL };
        let scorer = Scorer::new(options, &METRICS)?;
        let budget = Budget::Words(collection.words);
        let items = collection.items;
        let full = mean_words(&items);
        let samples = each(items.len(), |n| Sample::new(&items[n], full, budget, &scorer));
        Ok(Self { name: collection.name, samples, budget, recall: collection.recall })
    }

    #[allow(clippy::cast_precision_loss)]
    fn figures(&self, fitted: &[Lengths], threshold: f64) -> Figures {
        let scores = each(self.samples.len(), |n| {
            self.samples[n].score(&fitted[n % fitted.len()], threshold, self.budget, self.recall)
        });
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
}

impl Sample {
    fn new(item: &Item, full: f64, budget: Budget, scorer: &Scorer) -> Self {
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
        let references: Vec<Vec<&str>> =
            item.references.iter().map(|r| r.lines().collect()).collect();
        let statements = story.statements.iter();
        Self {
            pairs,
            x,
            wanted,
            concepts: facts.len(),
            offers: Offers::of(&story, &facts, budget),
            lines: statements.map(|s| scorer.line(corpus.text(s.voice))).collect(),
            references: scorer.prepare(&references),
        }
    }

    fn score(&self, lengths: &Lengths, threshold: f64, budget: Budget, recall: bool) -> [f64; 3] {
        let mut weights = vec![0.0; self.concepts];
        let expected = lengths.predict(&self.x, budget);
        for (&pair, expected) in self.pairs.iter().zip(expected) {
            weights[pair] = weight(expected, threshold);
        }
        let limit = budget.limit();
        let problem = Problem { choices: self.offers.choices.clone(), weights, limit };
        let chosen = problem.solve().into_iter().flat_map(|(c, _)| &self.offers.statements[c]);
        let lines = chosen.filter_map(|statement| self.lines.get(statement.index()));
        let scores = self.references.score_lines(lines);
        let of = |n: usize| scores.get(n).copied().flatten().unwrap_or_default();
        [0, 1, 2].map(|n| if recall { of(n).recall } else { of(n).f })
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

/// The values of 0..`count` in order, on all threads where the feature `parallel` is on.
fn each<T: Send>(count: usize, value: impl Fn(usize) -> T + Send + Sync) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        (0..count).into_par_iter().map(value).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..count).map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn item(n: usize) -> Item {
        // The first sentence of both articles is the news, and the reference says it.
        let article = |m: usize| {
            let text = format!(
                "The old bridge number{n} closed to heavy lorries on Monday morning.\n\nSellers of fruit number{m} stood on \
                 the market square as always. Some children number{n} played with the dog number{m} of a baker."
            );
            let source = Source {
                publisher: None,
                url: None,
                place: Place::Stdin { record: u32::try_from(m).ok() },
            };
            let mut article = Article::new(source, text).unwrap();
            article.language = Some(Language::ENGLISH);
            article
        };
        let references = vec![format!("The old bridge number{n} closed to heavy lorries.")];
        Item { articles: vec![article(1), article(2)], references }
    }

    #[test]
    fn what_people_mention_is_learned_and_holds_on_sets_not_seen() {
        let collection = Collection {
            name: "bridges".to_owned(),
            items: (0..10).map(item).collect(),
            words: std::num::NonZeroU32::new(12).unwrap(),
            recall: true,
        };
        let tuner = Tuner::new(vec![collection]).unwrap();
        assert_eq!(tuner.data(), ["bridges: 10 sets"]);
        let fit = Fit { trees: 20, depth: 2, rate: 0.3, ..Fit::default() };
        let figures = tuner.validate(fit, 0.05, 5);
        // The reference is a part of the first sentence: all of its words, in order.
        assert!(figures[0].means.iter().all(|mean| (mean - 1.0).abs() < 1e-9), "{figures:?}");
        assert_eq!(figures, tuner.validate(fit, 0.05, 5));
    }

    #[test]
    fn every_data_set_weighs_the_same() {
        let collection = |items: usize| Collection {
            name: String::new(),
            items: (0..items).map(item).collect(),
            words: std::num::NonZeroU32::new(12).unwrap(),
            recall: false,
        };
        let tuner = Tuner::new(vec![collection(2), collection(8)]).unwrap();
        let weigh = |set: &Samples| {
            let mut table = Table { features: features::NAMES.len(), ..Table::default() };
            set_rows(&set.samples.iter().collect::<Vec<_>>(), 1, &mut table);
            let mean: f32 = table.y.iter().zip(&table.weight).map(|(y, w)| y * w).sum();
            (table.weight.iter().sum::<f32>(), mean)
        };
        let ((few, few_mean), (many, many_mean)) = (weigh(&tuner.sets[0]), weigh(&tuner.sets[1]));
        assert!((few / many - 1.0).abs() < 0.1, "{few} {many}");
        assert!((few_mean / many_mean - 1.0).abs() < 1e-3, "{few_mean} {many_mean}");
    }

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

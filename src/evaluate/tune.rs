//! Fitting the weights of `coverage` to sets of articles with human summaries, and saying how good they are on sets that
//! they were not fitted to.
//!
//! A concept's wanted value is the share of a set's references that hold it. Every data set weighs the same however many
//! concepts it has, and its values are scaled to a mean of 0.05, so that one threshold serves references of 50 and of 250
//! words. Figures are cross-validated: set number n of a data set is scored by weights that were fitted without the sets
//! whose number leaves the same remainder as n when divided by the number of folds.

use crate::brief::{Background, Frame, prepare, story};
use crate::model::{Article, Budget, Corpus};
use crate::rank::coverage::choose::Problem;
use crate::rank::coverage::forest::{Fit, Forest, Table};
use crate::rank::coverage::{Facts, Offers, features, weight};

use super::rouge::{Limit, Line, Metric, Options, OptionsError, Prepared, Scorer};

/// The measures that are reported: ROUGE-1, ROUGE-2, ROUGE-SU4.
pub const METRICS: [Metric; 3] = [Metric::N(1), Metric::N(2), Metric::Su(Some(4))];

/// Mean of the wanted values of every data set.
const MEAN: f64 = 0.05;
/// Total weight of a data set in the fit.
const WEIGHT: f64 = 1e5;
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
    /// Share of references that hold each.
    y: Vec<f32>,
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
    limit: u32,
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
    pub fn fit(&self, fit: Fit) -> Forest {
        fit.run(&self.table(|_| true))
    }

    /// Figures of each data set from `folds` fits, each without its own part.
    #[must_use]
    pub fn validate(&self, fit: Fit, threshold: f64, folds: usize) -> Vec<Figures> {
        let folds = folds.max(2);
        let forests = self.folds(fit, folds);
        self.sets.iter().map(|set| set.figures(&forests, threshold)).collect()
    }

    /// One forest a fold (at least 2): the one numbered k was fitted without the sets whose number leaves k when divided by
    /// `folds`.
    #[must_use]
    pub fn folds(&self, fit: Fit, folds: usize) -> Vec<Forest> {
        let folds = folds.max(2);
        each(folds, |fold| fit.run(&self.table(|n| n % folds != fold)))
    }

    /// The rows of all sets whose number `learns`.
    fn table(&self, learns: impl Fn(usize) -> bool) -> Table {
        let mut table = Table { features: features::NAMES.len(), ..Table::default() };
        for set in &self.sets {
            let chosen: Vec<&Sample> = set
                .samples
                .iter()
                .enumerate()
                .filter(|(n, _)| learns(*n))
                .map(|(_, s)| s)
                .collect();
            set_rows(&chosen, &mut table);
        }
        table
    }
}

/// Appends the rows of one data set.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn set_rows(samples: &[&Sample], table: &mut Table) {
    let rows: usize = samples.iter().map(|s| s.y.len()).sum();
    let sum: f64 = samples.iter().flat_map(|s| &s.y).map(|&y| f64::from(y)).sum();
    if rows == 0 || sum <= 0.0 {
        return;
    }
    let scale = (MEAN * rows as f64 / sum) as f32;
    let weight = (WEIGHT / rows as f64) as f32;
    let mut absent = 0;
    for sample in samples {
        for (y, x) in sample.y.iter().zip(sample.x.chunks_exact(table.features)) {
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
        let samples = each(items.len(), |n| Sample::new(&items[n], budget, &scorer));
        Ok(Self { name: collection.name, samples, limit: words, recall: collection.recall })
    }

    #[allow(clippy::cast_precision_loss)]
    fn figures(&self, forests: &[Forest], threshold: f64) -> Figures {
        let scores = each(self.samples.len(), |n| {
            self.samples[n].score(&forests[n % forests.len()], threshold, self.limit, self.recall)
        });
        let mut means = [0.0; 3];
        for score in &scores {
            for (mean, x) in means.iter_mut().zip(score) {
                *mean += x / scores.len() as f64;
            }
        }
        let name = self.name.clone();
        Figures { name, sets: scores.len(), words: self.limit, recall: self.recall, means }
    }
}

impl Sample {
    fn new(item: &Item, budget: Budget, scorer: &Scorer) -> Self {
        let corpus: Corpus = prepare(item.articles.clone(), SENTENCES);
        let mut frame = Frame::new(&corpus, &Background::default(), None);
        let language = corpus.article_ids().next().and_then(|a| corpus.language(a));
        let wanted: Vec<Vec<(u32, u32)>> = item
            .references
            .iter()
            .map(|text| {
                let tokens = frame.table.read(text, language);
                let mut pairs: Vec<(u32, u32)> =
                    tokens.windows(2).map(|w| (w[0].term.0, w[1].term.0)).collect();
                pairs.sort_unstable();
                pairs
            })
            .collect();
        let story = story(&frame, corpus.article_ids().collect());
        let facts = Facts::of(&story);
        let pairs: Vec<usize> = (0..facts.len()).filter(|&c| facts.is_pair(c)).collect();
        let mut x = Vec::with_capacity(pairs.len() * features::NAMES.len());
        let mut y = Vec::with_capacity(pairs.len());
        for &pair in &pairs {
            facts.push_features(pair, &mut x);
            let (first, second) = facts.terms_of(pair);
            let key = (first.0, second.map_or(u32::MAX, |s| s.0));
            y.push(share(&wanted, key));
        }
        let references: Vec<Vec<&str>> =
            item.references.iter().map(|r| r.lines().collect()).collect();
        let statements = story.statements.iter();
        Self {
            pairs,
            x,
            y,
            concepts: facts.len(),
            offers: Offers::of(&story, &facts, budget),
            lines: statements.map(|s| scorer.line(corpus.text(s.voice))).collect(),
            references: scorer.prepare(&references),
        }
    }

    fn score(&self, forest: &Forest, threshold: f64, limit: u32, recall: bool) -> [f64; 3] {
        let mut weights = vec![0.0; self.concepts];
        let expected = forest.predict(&self.x, features::NAMES.len());
        for (&pair, expected) in self.pairs.iter().zip(expected) {
            weights[pair] = weight(expected, threshold);
        }
        let problem = Problem { choices: self.offers.choices.clone(), weights, limit };
        let chosen = problem.solve().into_iter().flat_map(|(c, _)| &self.offers.statements[c]);
        let lines = chosen.filter_map(|statement| self.lines.get(statement.index()));
        let scores = self.references.score_lines(lines);
        let of = |n: usize| scores.get(n).copied().flatten().unwrap_or_default();
        [0, 1, 2].map(|n| if recall { of(n).recall } else { of(n).f })
    }
}

/// Share of the references that hold a pair.
#[allow(clippy::cast_precision_loss)]
fn share(references: &[Vec<(u32, u32)>], pair: (u32, u32)) -> f32 {
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
    use crate::model::{Language, Place, Source};

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
            set_rows(&set.samples.iter().collect::<Vec<_>>(), &mut table);
            let mean: f32 = table.y.iter().zip(&table.weight).map(|(y, w)| y * w).sum();
            (table.weight.iter().sum::<f32>(), mean)
        };
        let ((few, few_mean), (many, many_mean)) = (weigh(&tuner.sets[0]), weigh(&tuner.sets[1]));
        assert!((few / many - 1.0).abs() < 0.1, "{few} {many}");
        assert!((few_mean / many_mean - 1.0).abs() < 1e-3, "{few_mean} {many_mean}");
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

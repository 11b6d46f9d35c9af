//! Fitting the weights of `coverage` to sets of articles with human summaries, and saying how good
//! they are on sets that they were not fitted to.
//!
//! A concept's wanted value is the share of a set's references that hold it. Every data set weighs
//! the same however many concepts it has, and its values are scaled to a mean of 0.05, so that one
//! threshold serves references of 50 and of 250 words. What a short summary would hold is learned
//! apart, from references as they are and from their first 50, 100 and 150 words, since people
//! begin with what matters most.
//!
//! Two kinds of figures say how good the weights are. *Leave-one-set-out*: a data set is scored by
//! weights that were fitted to the other data sets only, which is what users meet who bring data of
//! their own. *Folds*: set number n of a data set is scored by weights that were fitted without the
//! sets whose number leaves the same remainder as n when divided by the number of folds; they have
//! seen the data set's kind, and flatter.

mod sample;

use crate::model::Article;
use crate::rank::coverage::features;
use crate::rank::coverage::lengths::Lengths;

use super::boost::{Fit, Table};
use super::rouge::{Metric, OptionsError};
use sample::{Sample, Samples};

/// The measures that are reported: ROUGE-1, ROUGE-2, ROUGE-SU4.
pub const METRICS: [Metric; 3] = [Metric::N(1), Metric::N(2), Metric::Su(Some(4))];

/// The word for no groups: each data set is left out alone.
const EACH: &str = "each";
/// Mean of the wanted values of every data set.
/// Set by: a scale; the threshold counts in it.
const MEAN: f64 = 0.05;
/// Total weight of a data set in the fit.
/// Set by: a scale; the shrinkage counts in it.
const WEIGHT: f64 = 1e5;
/// Weight of each of the shorter lengths of references; the length of the references itself
/// weighs 1. Together they make up the data set's. Set by: hand; other values were not tried.
const SHORTER_WEIGHT: f64 = 1.0 / 4.0;
/// Of the concepts that no reference holds one in so many is learned from, with so many times the
/// weight. Set by: hand, for time; what it costs in the figures was not measured.
const THINNED: usize = 4;

/// Articles about one thing, with people's summaries of them.
#[derive(Debug, Clone)]
pub struct Item {
    /// The articles.
    pub articles: Vec<Article>,
    /// Summaries by people; at least one.
    pub references: Vec<String>,
    /// Scored, but never learned from: its articles stand in data that the weights are judged by
    /// elsewhere.
    pub apart: bool,
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

    /// Names of the data sets with their numbers of sets that are learned from.
    #[must_use]
    pub fn data(&self) -> Vec<String> {
        let learned = |s: &Samples| s.samples.iter().filter(|sample| !sample.apart).count();
        self.sets.iter().map(|s| format!("{}: {} sets", s.name, learned(s))).collect()
    }

    /// Trees fitted to everything.
    #[must_use]
    pub fn fit(&self, fit: Fit) -> Lengths {
        self.lengths(fit, |_, _| true)
    }

    /// Figures of each data set, in order, by weights that were fitted without it. Data sets of one
    /// group (numbers of data sets, from 0) share articles or references and are left out together;
    /// one that no group names is left out alone. A data set that nothing is left beside is scored
    /// by weights that know nothing.
    #[must_use]
    pub fn leave_out(&self, fit: Fit, threshold: f64, groups: &[Vec<usize>]) -> Vec<Figures> {
        let fitted = self.without(fit, groups);
        let scored = self.sets.iter().zip(fitted);
        scored.map(|(set, fitted)| set.figures(&[fitted], threshold)).collect()
    }

    /// For each data set, in order, the trees that were fitted without it and those of its group,
    /// as [`Tuner::leave_out`] has them.
    #[must_use]
    pub fn without(&self, fit: Fit, groups: &[Vec<usize>]) -> Vec<Lengths> {
        let apart = |n: usize| groups.iter().position(|group| group.contains(&n));
        let same = |a: usize, b: usize| a == b || apart(a).is_some() && apart(a) == apart(b);
        let first = |n: usize| (0..=n).find(|&other| same(other, n)).unwrap_or(n);
        let fitted = each(self.sets.len(), |n| {
            (first(n) == n).then(|| self.lengths(fit, |set, _| !same(set, n)))
        });
        (0..self.sets.len()).map(|n| fitted[first(n)].clone().unwrap_or_default()).collect()
    }

    /// Figures of each data set from `folds` fits, each without its own part.
    #[must_use]
    pub fn validate(&self, fit: Fit, threshold: f64, folds: usize) -> Vec<Figures> {
        let folds = folds.max(2);
        let fitted = self.folds(fit, folds);
        self.sets.iter().map(|set| set.figures(&fitted, threshold)).collect()
    }

    /// One fit a fold (at least 2): the one numbered k was made without the sets whose number
    /// leaves k when divided by `folds`.
    #[must_use]
    pub fn folds(&self, fit: Fit, folds: usize) -> Vec<Lengths> {
        let folds = folds.max(2);
        each(folds, |fold| self.lengths(fit, |_, n| n % folds != fold))
    }

    /// Trees fitted to all sets that `learns` takes by the number of their data set and their own.
    fn lengths(&self, fit: Fit, learns: impl Fn(usize, usize) -> bool) -> Lengths {
        let short = fit.run(&self.table(&learns, true));
        Lengths { short, long: fit.run(&self.table(&learns, false)) }
    }

    /// The rows of all sets that `learns` takes, for `short` summaries or for those as long as the
    /// references.
    fn table(&self, learns: &impl Fn(usize, usize) -> bool, short: bool) -> Table {
        let mut table = Table { features: features::NAMES.len(), ..Table::default() };
        for (number, set) in self.sets.iter().enumerate() {
            let samples = set.samples.iter().enumerate();
            let chosen: Vec<&Sample> =
                samples.filter(|(n, s)| !s.apart && learns(number, *n)).map(|(_, s)| s).collect();
            let lengths = chosen.iter().map(|s| s.wanted.len()).max().unwrap_or(0);
            set_rows(&chosen, if short { lengths } else { 1 }, &mut table);
        }
        table
    }
}

/// Appends the rows of one data set for the first `lengths` of the lengths that it has references
/// for.
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

/// The groups of data sets that `names` spell, for [`Tuner::leave_out`]: `a+b` is one group of two
/// data sets, `each` none.
///
/// # Errors
/// The name that no data set of `sets` has.
pub fn groups(names: &[String], sets: &[&str]) -> Result<Vec<Vec<usize>>, String> {
    let number = |name: &str| {
        let found = sets.iter().position(|set| *set == name.trim());
        found.ok_or_else(|| name.trim().to_owned())
    };
    let given = names.iter().filter(|name| name.trim() != EACH);
    given.map(|group| group.split('+').map(number).collect()).collect()
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
    use crate::analysis::Background;
    use crate::evaluate::contest::{self, Contestant, Rules, World};
    use crate::evaluate::datasets::{self, DataSet};
    use crate::evaluate::rouge::{Measure, Options, Scorer};
    use crate::model::{Budget, Language, Place, Source};
    use crate::rank::Method;
    use crate::rank::coverage::{Coverage, Weights};

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
        Item { articles: vec![article(1), article(2)], references, apart: false }
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
    fn a_data_set_left_out_teaches_nothing() {
        // Two data sets of the same sets: what one was fitted to is what the other is scored by.
        let collection = |name: &str, apart: bool| Collection {
            name: name.to_owned(),
            items: (0..6).map(|n| Item { apart, ..item(n) }).collect(),
            words: std::num::NonZeroU32::new(12).unwrap(),
            recall: true,
        };
        let fit = Fit { trees: 20, depth: 2, rate: 0.3, ..Fit::default() };
        let two = Tuner::new(vec![collection("a", false), collection("b", false)]).unwrap();
        let alone = Tuner::new(vec![collection("a", false)]).unwrap().fit(fit);
        assert_eq!(two.without(fit, &[]), [alone.clone(), alone.clone()]);
        let means: Vec<f64> =
            two.leave_out(fit, 0.05, &[]).iter().flat_map(|figures| figures.means).collect();
        assert!(means.iter().all(|mean| (mean - 1.0).abs() < 1e-9), "{means:?}");
        // As one group nothing is left to learn from; nor is there from sets that are kept apart.
        let nothing = Lengths::default();
        assert_eq!(two.without(fit, &[vec![0, 1]]), [nothing.clone(), nothing.clone()]);
        let apart = Tuner::new(vec![collection("a", false), collection("b", true)]).unwrap();
        assert_eq!(apart.data(), ["a: 6 sets", "b: 0 sets"]);
        assert_eq!(apart.fit(fit), alone);
        assert_eq!(apart.without(fit, &[]), [nothing, alone]);
    }

    /// Time stands still.
    struct Still;

    impl World for Still {
        fn seconds(&self) -> f64 {
            0.0
        }
    }

    #[test]
    fn the_figures_are_those_of_a_contest() {
        // Two sentences in their order are the reference; the second gains more than the first.
        let item = |n: usize| {
            let mut item = item(n);
            item.references = vec![format!(
                "The old bridge closed on Monday morning. Some children number{n} played with the dog of a \
                 baker. Children number{n} played with the dog."
            )];
            item
        };
        let words = std::num::NonZeroU32::new(26).unwrap();
        let items: Vec<Item> = (0..6).map(item).collect();
        let set = DataSet {
            name: "bridges".to_owned(),
            items: (0..)
                .zip(&items)
                .map(|(n, item): (usize, _)| datasets::Item {
                    id: n.to_string(),
                    articles: item.articles.clone(),
                    references: vec![item.references.clone()],
                    query: None,
                    earlier: Vec::new(),
                })
                .collect(),
        };
        let collection = Collection { name: set.name.clone(), items, words, recall: false };
        let tuner = Tuner::new(vec![collection]).unwrap();
        let fit = Fit { trees: 20, depth: 2, rate: 0.3, ..Fit::default() };
        let methods = tuner.folds(fit, 2).into_iter().map(|lengths| {
            let weights = Weights::new(lengths, 0.05, String::new(), Vec::new());
            Box::new(Coverage::new(weights)) as Box<dyn Method>
        });
        let options = Options { stem: true, ..Options::PERL };
        let rules = Rules {
            budget: Budget::Words(words),
            scorer: Scorer::new(options, &METRICS).unwrap(),
            measure: Measure::F,
            queries: false,
            earlier: false,
            background: Background::default(),
        };
        let contestants = [Contestant::Folds(methods.collect())];
        let contest = contest::run(&set, &contestants, &rules, &Still).unwrap();
        let figures = tuner.validate(fit, 0.05, 2);
        for (at, mean) in figures[0].means.iter().enumerate() {
            let scores: Vec<f64> = contest.entries[0]
                .rows
                .iter()
                .map(|row| row.as_ref().and_then(|row| row.scores[at]).unwrap().f)
                .collect();
            let expected = scores.iter().sum::<f64>() / 6.0;
            assert!(expected > 0.0 && (mean - expected).abs() < 1e-9, "{mean} {expected}");
        }
    }

    #[test]
    fn groups_are_spelled_with_a_plus() {
        let of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            groups(&names, &["a", "b", "c"])
        };
        assert_eq!(of(&["each"]), Ok(vec![]));
        assert_eq!(of(&["c+a", "b"]), Ok(vec![vec![2, 0], vec![1]]));
        assert_eq!(of(&["a+d"]), Err("d".to_owned()));
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
}

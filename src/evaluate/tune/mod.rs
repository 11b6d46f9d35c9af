//! Fitting the weights of `coverage` to sets of articles with human summaries, and saying how good
//! they are on sets that they were not fitted to.
//!
//! A concept's wanted value is the share of a set's references that hold it. Every data set weighs
//! the same however many concepts it has, and its values are scaled to a mean of 0.05, so that one
//! threshold serves references of 50 and of 250 words. What a short summary would hold is learned
//! apart, from references as they are and from their first 50, 100 and 150 words, since people
//! begin with what matters most. Pairs of words and single words are learned apart too.
//!
//! Two kinds of figures say how good the weights are. *Leave-one-set-out*: a data set is scored by
//! weights that were fitted to the other data sets only, which is what users meet who bring data of
//! their own. *Folds*: set number n of a data set is scored by weights that were fitted without the
//! sets whose number leaves the same remainder as n when divided by the number of folds; they have
//! seen the data set's kind, and flatter.
//!
//! Made data sets, put together of other sets' articles, are learned from and never scored. A set
//! of theirs is known by its articles: what it is made of is never scored by weights that saw it.

mod rows;
mod sample;

use std::collections::BTreeMap;

use crate::model::{Article, Corpus};
use crate::rank::coverage::lengths::Lengths;
use crate::rank::coverage::{Kind, Learned, Words};

use super::boost::{Fit, Table};
use super::rouge::{Metric, OptionsError};
use sample::{Sample, Samples};

/// The measures that are reported: ROUGE-1, ROUGE-2, ROUGE-SU4.
pub const METRICS: [Metric; 3] = [Metric::N(1), Metric::N(2), Metric::Su(Some(4))];

/// The word for no groups: each data set is left out alone.
const EACH: &str = "each";

/// Times the weight of a data set that each made one is learned from, where nothing else is asked.
/// Set by: hand, before anything was measured; 0.25 with one seed was worse.
pub const MADE_WEIGHT: f64 = 0.5;

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
    /// Made of other sets' articles: learned from at so many times the weight of a data set, and
    /// not scored.
    pub made: Option<f64>,
}

/// How weights are fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recipe {
    /// How the trees are.
    pub fit: Fit,
    /// Expectation below which a concept counts for next to nothing.
    pub threshold: f64,
    /// Share of a weight that single words have, 0 to 1; at 0 pairs alone are weighed.
    pub words: f64,
}

/// Set by: leave-one-set-out over four data sets; the tables stand in `rank/coverage/MODEL.md`.
impl Default for Recipe {
    fn default() -> Self {
        Self { fit: Fit::default(), threshold: 0.055, words: 0.4 }
    }
}

/// Data sets, prepared for any number of fits.
#[derive(Debug)]
pub struct Tuner<'c> {
    sets: Vec<Samples<'c>>,
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

/// Reads and counts everything once, and lends it to `act`.
///
/// # Errors
/// Never with the options used here; ROUGE's own checks say so.
pub fn with<T>(
    collections: Vec<Collection>,
    act: impl FnOnce(&Tuner<'_>) -> T,
) -> Result<T, OptionsError> {
    let sources: Vec<Vec<Sources>> = sources(&collections);
    let corpora: Vec<Vec<Corpus>> =
        collections.iter().map(|c| each(c.items.len(), |n| sample::corpus(&c.items[n]))).collect();
    let frames: Vec<Vec<sample::Framed<'_>>> = collections
        .iter()
        .zip(&corpora)
        .map(|(c, corpora)| sample::frame(&c.items, corpora))
        .collect();
    let sets = collections.iter().zip(&frames).zip(sources);
    let sets = sets
        .map(|((collection, frames), sources)| Samples::new(collection, frames, sources))
        .collect::<Result<_, _>>()?;
    Ok(act(&Tuner { sets }))
}

impl Tuner<'_> {
    /// Names of the data sets with their numbers of sets that are learned from.
    #[must_use]
    pub fn data(&self) -> Vec<String> {
        let learned = |s: &Samples<'_>| s.samples.iter().filter(|sample| !sample.apart).count();
        self.sets.iter().map(|s| format!("{}: {} sets", s.name, learned(s))).collect()
    }

    /// What is learned from everything.
    #[must_use]
    pub fn fit(&self, recipe: Recipe) -> Learned {
        self.learn(recipe, |_, _| true)
    }

    /// Figures of each data set that is scored, in order, by weights that were fitted without it.
    /// Data sets of one group (numbers of data sets, from 0) share articles or references and are
    /// left out together; one that no group names is left out alone. A data set that nothing is
    /// left beside is scored by weights that know nothing.
    #[must_use]
    pub fn leave_out(&self, recipe: Recipe, groups: &[Vec<usize>]) -> Vec<Figures> {
        let fitted = self.without(recipe, groups);
        let scored = self.scored().zip(&fitted);
        scored.map(|((_, set), fitted)| set.figures(&[fitted], recipe.threshold)).collect()
    }

    /// For each data set that is scored, in order, what is learned without it and those of its
    /// group, as [`Tuner::leave_out`] has it.
    #[must_use]
    pub fn without(&self, recipe: Recipe, groups: &[Vec<usize>]) -> Vec<Learned> {
        let apart = |n: usize| groups.iter().position(|group| group.contains(&n));
        let same = |a: usize, b: usize| a == b || apart(a).is_some() && apart(a) == apart(b);
        let scored: Vec<usize> = self.scored().map(|(n, _)| n).collect();
        let first = |n: usize| scored.iter().position(|&other| same(other, n)).unwrap_or(n);
        let fitted = each(scored.len(), |at| {
            let n = scored[at];
            (first(n) == at).then(|| self.learn(recipe, |set, _| !same(set, n)))
        });
        scored.iter().map(|&n| fitted[first(n)].clone().unwrap_or_default()).collect()
    }

    /// Figures of each data set that is scored from `folds` fits, each without its own part.
    #[must_use]
    pub fn validate(&self, recipe: Recipe, folds: usize) -> Vec<Figures> {
        let fitted = self.folds(recipe, folds);
        let fitted: Vec<&Learned> = fitted.iter().collect();
        self.scored().map(|(_, set)| set.figures(&fitted, recipe.threshold)).collect()
    }

    /// One fit a fold (at least 2): the one numbered k was made without the sets whose number
    /// leaves k when divided by `folds`.
    #[must_use]
    pub fn folds(&self, recipe: Recipe, folds: usize) -> Vec<Learned> {
        let folds = folds.max(2);
        each(folds, |fold| {
            self.learn(recipe, |set, n| self.sets[set].made.is_some() || n % folds != fold)
        })
    }

    /// The data sets that are scored, with their numbers.
    fn scored(&self) -> impl Iterator<Item = (usize, &Samples<'_>)> {
        self.sets.iter().enumerate().filter(|(_, set)| set.made.is_none())
    }

    /// What is learned from all sets that `learns` takes by the number of their data set and their
    /// own.
    fn learn(&self, recipe: Recipe, learns: impl Fn(usize, usize) -> bool) -> Learned {
        let lengths = |kind: Kind| {
            let short = recipe.fit.run(&self.table(&learns, kind, true));
            Lengths { short, long: recipe.fit.run(&self.table(&learns, kind, false)) }
        };
        let words = |share| Words { share, lengths: lengths(Kind::Word) };
        Learned {
            pairs: lengths(Kind::Pair),
            words: (recipe.words > 0.0).then_some(recipe.words).map(words),
        }
    }

    /// The rows of all sets that `learns` takes, for `short` summaries or for those as long as the
    /// references.
    fn table(&self, learns: &impl Fn(usize, usize) -> bool, kind: Kind, short: bool) -> Table {
        let mut table = rows::empty();
        for (number, set) in self.sets.iter().enumerate() {
            let learns = |n: usize, sample: &Sample<'_>| {
                let mut sources = sample.sources.iter();
                !sample.apart && learns(number, n) && sources.all(|&(set, n)| learns(set, n))
            };
            let samples = set.samples.iter().enumerate();
            let counted: Vec<&sample::Counted> = samples
                .filter(|(n, sample)| learns(*n, sample))
                .map(|(_, sample)| sample.counted(kind))
                .collect();
            let lengths = counted.iter().map(|c| c.wanted.len()).max().unwrap_or(0);
            let lengths = if short { lengths } else { 1 };
            rows::push(&counted, lengths, set.made.unwrap_or(1.0), &mut table);
        }
        table
    }
}

/// The sets that a made one is put together of: the number of their data set, and their own.
type Sources = Vec<(usize, usize)>;

/// For every set what it is made of, as its articles show; nothing for those that are not made.
fn sources(collections: &[Collection]) -> Vec<Vec<Sources>> {
    let mut holders: BTreeMap<&str, Sources> = BTreeMap::new();
    for (set, collection) in collections.iter().enumerate().filter(|(_, c)| c.made.is_none()) {
        for (n, item) in collection.items.iter().enumerate() {
            for article in &item.articles {
                holders.entry(article.text()).or_default().push((set, n));
            }
        }
    }
    let of = |item: &Item| {
        let articles = item.articles.iter().filter_map(|article| holders.get(article.text()));
        let mut sources: Sources = articles.flatten().copied().collect();
        sources.sort_unstable();
        sources.dedup();
        sources
    };
    let all = |c: &Collection| {
        c.items.iter().map(|i| if c.made.is_some() { of(i) } else { Vec::new() }).collect()
    };
    collections.iter().map(all).collect()
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
    use crate::rank::coverage::{Coverage, Weights, features};

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
            made: None,
        };
        with(vec![collection], |tuner| {
            assert_eq!(tuner.data(), ["bridges: 10 sets"]);
            for words in [0.0, 0.2, 1.0] {
                let recipe = Recipe { words, ..recipe() };
                let figures = tuner.validate(recipe, 5);
                // The reference is a part of the first sentence: all of its words, in order.
                let perfect = figures[0].means.iter().all(|mean| (mean - 1.0).abs() < 1e-9);
                assert!(perfect, "{words}: {figures:?}");
                assert_eq!(figures, tuner.validate(recipe, 5));
            }
        })
        .unwrap();
    }

    /// Few trees.
    fn recipe() -> Recipe {
        let fit = Fit { trees: 20, depth: 2, rate: 0.3, ..Fit::default() };
        Recipe { fit, threshold: 0.05, words: 0.0 }
    }

    #[test]
    fn what_a_made_set_is_made_of_is_never_scored_by_it() {
        let collection = |name: &str, numbers: std::ops::Range<usize>| Collection {
            name: name.to_owned(),
            items: numbers.map(item).collect(),
            words: std::num::NonZeroU32::new(12).unwrap(),
            recall: true,
            made: None,
        };
        let (a, b) = (collection("a", 0..6), collection("b", 6..12));
        let join = |n: usize, m: usize| {
            let (first, second) = (item(n), item(m));
            Item {
                articles: [first.articles, second.articles].concat(),
                references: [first.references, second.references].concat(),
                apart: false,
            }
        };
        let items = vec![join(0, 1), join(2, 5)];
        let made = Collection { items, made: Some(0.5), ..collection("made", 0..0) };
        let plain = with(vec![a.clone(), b.clone()], |tuner| {
            (tuner.without(recipe(), &[]), tuner.folds(recipe(), 2), tuner.fit(recipe()))
        })
        .unwrap();
        with(vec![a, b, made], |tuner| {
            assert_eq!(tuner.data(), ["a: 6 sets", "b: 6 sets", "made: 2 sets"]);
            assert_eq!(tuner.leave_out(recipe(), &[]).len(), 2);
            // Without `a` nothing made of it is learned from; without `b` it is.
            let without = tuner.without(recipe(), &[]);
            assert_eq!((without.len(), &without[0]), (2, &plain.0[0]));
            assert_ne!(without[1], plain.0[1]);
            // Each of the two has a part in either fold.
            assert_eq!(tuner.folds(recipe(), 2), plain.1);
            assert_ne!(tuner.fit(recipe()), plain.2);
        })
        .unwrap();
    }

    #[test]
    fn a_data_set_left_out_teaches_nothing() {
        // Two data sets of the same sets: what one was fitted to is what the other is scored by.
        let collection = |name: &str, apart: bool| Collection {
            name: name.to_owned(),
            items: (0..6).map(|n| Item { apart, ..item(n) }).collect(),
            words: std::num::NonZeroU32::new(12).unwrap(),
            recall: true,
            made: None,
        };
        let alone = with(vec![collection("a", false)], |tuner| tuner.fit(recipe())).unwrap();
        let nothing = Learned::default();
        with(vec![collection("a", false), collection("b", false)], |tuner| {
            assert_eq!(tuner.without(recipe(), &[]), [alone.clone(), alone.clone()]);
            let figures = tuner.leave_out(recipe(), &[]);
            let mut means = figures.iter().flat_map(|figures| figures.means);
            assert!(means.all(|mean| (mean - 1.0).abs() < 1e-9), "{figures:?}");
            // As one group nothing is left to learn from; nor is there from sets kept apart.
            let none = tuner.without(recipe(), &[vec![0, 1]]);
            assert_eq!(none, [nothing.clone(), nothing.clone()]);
        })
        .unwrap();
        with(vec![collection("a", false), collection("b", true)], |tuner| {
            assert_eq!(tuner.data(), ["a: 6 sets", "b: 0 sets"]);
            assert_eq!(tuner.fit(recipe()), alone);
            assert_eq!(tuner.without(recipe(), &[]), [nothing.clone(), alone.clone()]);
        })
        .unwrap();
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
        let collection =
            Collection { name: set.name.clone(), items, words, recall: false, made: None };
        let recipe = Recipe { words: 0.25, ..recipe() };
        let (folds, figures) =
            with(vec![collection], |tuner| (tuner.folds(recipe, 2), tuner.validate(recipe, 2)))
                .unwrap();
        let methods = folds.into_iter().map(|learned| {
            let weights = Weights::new(learned, 0.05, String::new(), Vec::new());
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
    fn every_data_set_weighs_the_same_and_a_made_one_its_part() {
        let collection = |items: usize, made: Option<f64>| Collection {
            name: String::new(),
            items: (0..items).map(item).collect(),
            words: std::num::NonZeroU32::new(12).unwrap(),
            recall: false,
            made,
        };
        let weigh = |made| {
            let collections = vec![collection(8, None), made];
            with(collections, |tuner| {
                let table = tuner.table(&|set, _| set == 0, Kind::Pair, false);
                let both = tuner.table(&|_, _| true, Kind::Pair, false);
                let sum = |table: &Table| table.weight.iter().sum::<f32>();
                let mean: f32 = both.y.iter().zip(&both.weight).map(|(y, w)| y * w).sum();
                assert_eq!(both.features, features::NAMES.len());
                ((sum(&both) - sum(&table)) / sum(&table), mean / sum(&both))
            })
            .unwrap()
        };
        for (made, times) in [(None, 1.0), (Some(0.5), 0.5)] {
            let (share, mean) = weigh(collection(2, made));
            assert!((share / times - 1.0).abs() < 0.1, "{share} {times}");
            assert!((mean / 0.05 - 1.0).abs() < 0.1, "{mean}");
        }
    }
}

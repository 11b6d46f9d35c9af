//! Weights of coverage that are fitted for one run of `tidings evaluate`.

use std::num::NonZeroU32;

use anyhow::bail;
use tidings::evaluate::datasets::{self, DataSet};
use tidings::evaluate::tune::{self, Collection, Recipe};
use tidings::model::Budget;
use tidings::rank::coverage::{Learned, Weights};

use super::{Args, several};

/// Weights of coverage that were fitted for this run.
#[derive(Debug)]
pub enum Fitted {
    /// None were.
    None,
    /// One for each fold, whatever the data set.
    Folds(Vec<Weights>),
    /// One for each data set, fitted to the others.
    Without(Vec<Weights>),
}

impl Fitted {
    /// Fits what `--folds` or `--leave-out` asks for.
    pub fn new(args: &Args, sets: &[(DataSet, usize)], lengths: &[Budget]) -> anyhow::Result<Self> {
        if args.folds.is_none() && args.leave_out.is_empty() {
            return Ok(Self::None);
        }
        let mut collections = Vec::new();
        for ((set, _), length) in sets.iter().zip(lengths) {
            let Budget::Words(words) = *length else {
                bail!("`{length}`: coverage is fitted to a number of words, like 250w");
            };
            collections.push(collection(set, words));
        }
        for path in &args.made {
            let set = datasets::read(path, args.form)?.value;
            let made = Some(args.made_weight);
            collections.push(Collection { made, ..collection(&set, NonZeroU32::MIN) });
        }
        let names: Vec<&str> = sets.iter().map(|(set, _)| set.name.as_str()).collect();
        let groups = tune::groups(&args.leave_out, &names)
            .map_err(|name| anyhow::anyhow!("--leave-out: there is no data set `{name}`"))?;
        let recipe = Recipe::default();
        let weights = |learned: Vec<Learned>, option: &str| {
            let command = format!("tidings evaluate {option}");
            let of = |learned| Weights::new(learned, recipe.threshold, command.clone(), Vec::new());
            learned.into_iter().map(of).collect()
        };
        Ok(tune::with(collections, |tuner| match args.folds {
            Some(folds) => Self::Folds(weights(tuner.folds(recipe, folds as usize), "--folds")),
            None => Self::Without(weights(tuner.without(recipe, &groups), "--leave-out")),
        })?)
    }

    /// The weights for the data set numbered `number`: none, one, or one a fold.
    pub fn of(&self, number: usize) -> Vec<Weights> {
        match self {
            Self::None => Vec::new(),
            Self::Folds(folds) => folds.clone(),
            Self::Without(weights) => weights.get(number).cloned().into_iter().collect(),
        }
    }
}

/// A data set as fitting has it, with summaries of so many words.
fn collection(set: &DataSet, words: NonZeroU32) -> Collection {
    let item = |item: &datasets::Item| tune::Item {
        articles: item.articles.clone(),
        references: item.references.iter().map(|lines| lines.join("\n")).collect(),
        apart: false,
    };
    Collection {
        name: set.name.clone(),
        items: set.items.iter().map(item).collect(),
        words,
        recall: several(set),
        made: None,
    }
}

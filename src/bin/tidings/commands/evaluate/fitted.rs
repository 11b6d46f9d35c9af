//! Weights of coverage that are fitted for one run of `tidings evaluate`.

use anyhow::bail;
use tidings::evaluate::boost::Fit;
use tidings::evaluate::datasets::{self, DataSet};
use tidings::evaluate::tune::{self, Collection, Tuner};
use tidings::model::Budget;
use tidings::rank::coverage::Weights;
use tidings::rank::coverage::lengths::Lengths;

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
        let threshold = Weights::shipped().threshold;
        let mut collections = Vec::new();
        for ((set, _), length) in sets.iter().zip(lengths) {
            let Budget::Words(words) = *length else {
                bail!("`{length}`: coverage is fitted to a number of words, like 250w");
            };
            let item = |item: &datasets::Item| tune::Item {
                articles: item.articles.clone(),
                references: item.references.iter().map(|lines| lines.join("\n")).collect(),
                apart: false,
            };
            collections.push(Collection {
                name: set.name.clone(),
                items: set.items.iter().map(item).collect(),
                words,
                recall: several(set),
            });
        }
        let tuner = Tuner::new(collections)?;
        let weights = |forests: Vec<Lengths>, option: &str| {
            let command = format!("tidings evaluate {option}");
            let of = |lengths| Weights::new(lengths, threshold, command.clone(), Vec::new());
            forests.into_iter().map(of).collect()
        };
        if let Some(folds) = args.folds {
            let forests = tuner.folds(Fit::default(), folds as usize);
            return Ok(Self::Folds(weights(forests, "--folds")));
        }
        let names: Vec<&str> = sets.iter().map(|(set, _)| set.name.as_str()).collect();
        let groups = tune::groups(&args.leave_out, &names)
            .map_err(|name| anyhow::anyhow!("--leave-out: there is no data set `{name}`"))?;
        let forests = tuner.without(Fit::default(), &groups);
        Ok(Self::Without(weights(forests, "--leave-out")))
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

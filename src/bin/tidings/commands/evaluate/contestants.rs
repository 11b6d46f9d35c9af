//! Who is compared: methods, whole products, the summaries of other systems.

use std::path::Path;

use anyhow::Context as _;
use tidings::evaluate::baseline;
use tidings::evaluate::contest::Contestant;
use tidings::evaluate::datasets::DataSet;
use tidings::evaluate::product::Product;
use tidings::model::Warning;
use tidings::rank::coverage::{Coverage, Weights, exact};
use tidings::rank::{self, Method};

use super::Args;
use super::systems::{self, System};
use crate::say::Say;

impl Args {
    /// The methods that were asked for, and the systems that have summaries of this data set.
    pub(super) fn contestants(
        &self,
        given: &[System],
        set: &DataSet,
        fitted: &[Weights],
        say: Say,
    ) -> anyhow::Result<Vec<Contestant>> {
        let mut names: Vec<&str> = self.methods.split(',').map(str::trim).collect();
        let all = names.contains(&"all");
        let oracle = all || names.contains(&"oracle");
        names.retain(|name| *name != "oracle");
        let products: Vec<Product> =
            Product::ALL.into_iter().filter(|p| names.contains(&p.name())).collect();
        names.retain(|name| products.iter().all(|product| product.name() != *name));
        let chosen = if names.is_empty() {
            Vec::new()
        } else {
            rank::choose(&names.join(","), baseline::methods(self.chance.seed))?
        };
        let own = match &self.weights {
            Some(path) => Some(weights(path)?),
            None => None,
        };
        let mut contestants: Vec<Contestant> = chosen
            .into_iter()
            .map(|method| match (method.name(), fitted, &own) {
                (name, [], Some(own)) if learned(name) => Contestant::Method(boxed(name, own)),
                (name, [one], _) if learned(name) => Contestant::Method(boxed(name, one)),
                (name, [_, ..], _) if learned(name) => {
                    Contestant::Folds(fitted.iter().map(|one| boxed(name, one)).collect())
                }
                _ => Contestant::Method(method),
            })
            .collect();
        for product in products {
            let weights = fitted.first().filter(|_| fitted.len() == 1).or(own.as_ref());
            let weights = weights.cloned().map(Box::new);
            contestants.push(Contestant::Product { product, weights });
        }
        for system in given {
            match system.contestant(set) {
                Some(contestant) => contestants.push(contestant),
                None => say.detail(&format!("{} has no summary of {}", system.name, set.name)),
            }
        }
        contestants.extend(oracle.then_some(Contestant::Oracle));
        Ok(contestants)
    }

    pub(super) fn given(&self, warnings: &mut Vec<Warning>) -> anyhow::Result<Vec<System>> {
        let mut all = Vec::new();
        for path in &self.systems {
            all.extend(systems::read(path, warnings)?);
        }
        Ok(all)
    }
}

/// Whether a method has weights that are fitted.
pub(super) fn learned(name: &str) -> bool {
    matches!(name, "coverage" | "coverage-exact")
}

/// The learned method of a name with these weights.
fn boxed(name: &str, weights: &Weights) -> Box<dyn Method> {
    let method = Coverage::new(weights.clone());
    Box::new(if name == "coverage-exact" { method.exactly(exact::WORK) } else { method })
}

pub(super) fn weights(path: &Path) -> anyhow::Result<Weights> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{}: cannot be read", path.display()))?;
    Weights::parse(&text).with_context(|| format!("{}: no weights of coverage", path.display()))
}

//! Fitting the value of news ([`NewsValue`]) to titles that readers rated: a ridge regression
//! (Hoerl & Kennard 1970), `min Σ (y - bias - x·w)² + PENALTY·|w|²`, solved by conjugate gradients
//! (Hestenes & Stiefel 1952).

use std::collections::BTreeMap;

use super::ranking;
use crate::brief::news_value::{NewsValue, grams, scale};
use crate::model::{Article, Language};
use crate::text::language;

/// Titles in which a gram must be seen. Set by: a gram of one title says nothing of another.
const SEEN: u32 = 2;

/// Penalty of a squared weight.
/// Set by: each of six sets left out (`MODEL.md` beside the model); 1 is better on none, 3 worse on
/// all.
const PENALTY: f64 = 0.3;

/// Most steps of the solver. Set by hand; no trial of other values is recorded.
const STEPS: usize = 100;

/// From which rating on a title is news that a briefing may tell.
const NEWS: u8 = 3;

/// A rated title, as it is learned from.
#[derive(Debug)]
struct Row {
    set: usize,
    language: Option<Language>,
    title: String,
    grams: Vec<u32>,
    rating: u8,
}

/// What must not be learned from when a set is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveOut {
    /// The set, and titles that stand in it.
    Set,
    /// The set, titles that stand in it, and all titles in its languages.
    Language,
}

/// How well the titles of a set are judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Agreement {
    /// The set.
    pub set: String,
    /// How many titles it has.
    pub titles: usize,
    /// Rank correlation of values and ratings (Spearman 1904), -1 to 1.
    pub rank: f64,
    /// How often a title rated 3 or 4 has a greater value than another one, 0 to 1; 0.5 where all
    /// or none are.
    pub auc: f64,
}

/// Learns from rated titles.
#[derive(Debug, Default)]
pub struct NewsValueTuner {
    sets: Vec<String>,
    rows: Vec<Row>,
}

impl NewsValueTuner {
    /// Adds a title of a set with its rating, 0 to 4.
    pub fn add(&mut self, set: &str, article: &Article, rating: u8) {
        let at = self.sets.iter().position(|known| known == set).unwrap_or_else(|| {
            self.sets.push(set.to_owned());
            self.sets.len() - 1
        });
        let title = article.title.clone().unwrap_or_default();
        let language = language::of(article);
        let grams = grams(article, language);
        self.rows.push(Row { set: at, language, title: title.to_lowercase(), grams, rating });
    }

    /// The model of all sets but those `left_out`.
    #[must_use]
    pub fn model(&self, made_by: String, left_out: &[String]) -> NewsValue {
        let is_in = |set: &String| !left_out.contains(set);
        let rows: Vec<&Row> = self.rows.iter().filter(|row| is_in(&self.sets[row.set])).collect();
        let count = |set: usize| rows.iter().filter(|row| row.set == set).count();
        let data = self.sets.iter().enumerate().filter(|(_, set)| is_in(set));
        let data = data.map(|(n, set)| format!("{set}: {} titles", count(n))).collect();
        let (bias, weights) = fit(&rows);
        NewsValue::new(made_by, data, bias, weights)
    }

    /// The value of every title, in the order added, by a model that did not see its set.
    #[must_use]
    pub fn values(&self, leave_out: LeaveOut) -> Vec<f64> {
        let mut values = vec![0.0; self.rows.len()];
        for set in 0..self.sets.len() {
            let own: Vec<&Row> = self.rows.iter().filter(|row| row.set == set).collect();
            let rest: Vec<&Row> = self
                .rows
                .iter()
                .filter(|row| row.set != set && !own.iter().any(|own| own.title == row.title))
                .filter(|row| {
                    leave_out == LeaveOut::Set
                        || !own.iter().any(|own| own.language == row.language)
                })
                .collect();
            let (bias, weights) = fit(&rest);
            let weights: BTreeMap<u32, f64> = weights.into_iter().collect();
            for (value, row) in values.iter_mut().zip(&self.rows) {
                if row.set == set {
                    let sum: f64 = row.grams.iter().filter_map(|gram| weights.get(gram)).sum();
                    *value = bias + sum * scale(&row.grams);
                }
            }
        }
        values
    }

    /// How well each set is judged by a model that did not see it.
    #[must_use]
    pub fn validate(&self, leave_out: LeaveOut) -> Vec<Agreement> {
        let values = self.values(leave_out);
        let agreement = |(set, name): (usize, &String)| {
            let of_set =
                |(row, value): (&Row, &f64)| (row.set == set).then_some((row.rating, *value));
            let pairs: Vec<(u8, f64)> = self.rows.iter().zip(&values).filter_map(of_set).collect();
            let (ratings, values): (Vec<f64>, Vec<f64>) =
                pairs.iter().map(|(rating, value)| (f64::from(*rating), *value)).unzip();
            let news = pairs.iter().map(|(rating, value)| (*value, *rating >= NEWS));
            Agreement {
                set: name.clone(),
                titles: pairs.len(),
                rank: ranking::correlation(&ratings, &values),
                auc: ranking::auc(&news.collect::<Vec<_>>()).unwrap_or(0.5),
            }
        };
        self.sets.iter().enumerate().map(agreement).collect()
    }

    /// The set and the rating of every title, in the order added.
    pub fn ratings(&self) -> impl Iterator<Item = (&str, u8)> {
        self.rows.iter().map(|row| (self.sets[row.set].as_str(), row.rating))
    }
}

/// The bias and the weight of every gram that is seen often enough.
#[allow(clippy::cast_precision_loss)]
fn fit(rows: &[&Row]) -> (f64, Vec<(u32, f64)>) {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for gram in rows.iter().flat_map(|row| &row.grams) {
        *counts.entry(*gram).or_default() += 1;
    }
    let known: Vec<u32> =
        counts.into_iter().filter(|(_, count)| *count >= SEEN).map(|(gram, _)| gram).collect();
    let mean = rows.iter().map(|row| f64::from(row.rating)).sum::<f64>() / rows.len().max(1) as f64;
    let sparse: Vec<(Vec<usize>, f64)> = rows
        .iter()
        .map(|row| {
            let own = row.grams.iter().filter_map(|gram| known.binary_search(gram).ok()).collect();
            (own, scale(&row.grams))
        })
        .collect();
    // (XᵀX + PENALTY·I) v
    let product = |v: &[f64]| {
        let mut out: Vec<f64> = v.iter().map(|v| v * PENALTY).collect();
        for (own, x) in &sparse {
            let dot = own.iter().map(|&n| v[n]).sum::<f64>() * x * x;
            own.iter().for_each(|&n| out[n] += dot);
        }
        out
    };
    let mut right = vec![0.0; known.len()];
    for ((own, x), row) in sparse.iter().zip(rows) {
        own.iter().for_each(|&n| right[n] += x * (f64::from(row.rating) - mean));
    }
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut weights = vec![0.0; known.len()];
    let mut residual = right;
    let mut direction = residual.clone();
    let mut square = dot(&residual, &residual);
    for _ in 0..STEPS {
        if square < 1e-12 {
            break;
        }
        let ahead = product(&direction);
        let step = square / dot(&direction, &ahead);
        for n in 0..weights.len() {
            weights[n] += step * direction[n];
            residual[n] -= step * ahead[n];
        }
        let next = dot(&residual, &residual);
        let turn = next / square;
        direction.iter_mut().zip(&residual).for_each(|(d, r)| *d = r + turn * *d);
        square = next;
    }
    (mean, known.into_iter().zip(weights).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn tuner() -> NewsValueTuner {
        let mut tuner = NewsValueTuner::default();
        let titles = [
            ("Quake kills dozens in the north", 4),
            ("Court strikes down the law", 4),
            ("Flood kills dozens in the south", 4),
            ("Ten soups for the evening", 0),
            ("Ten games for the evening", 0),
            ("Soups that the court likes", 1),
        ];
        for set in ["one", "two"] {
            for (title, rating) in titles {
                let place = Place::Stdin { record: None };
                let source = Source { publisher: None, url: None, place };
                let mut article = Article::new(source, String::new()).unwrap();
                article.title = Some(format!("{title} {set}"));
                tuner.add(set, &article, rating);
            }
        }
        tuner
    }

    #[test]
    fn what_was_rated_high_is_valued_high_in_another_set() {
        for one in tuner().validate(LeaveOut::Set) {
            assert_eq!(one.titles, 6);
            assert!(one.auc > 0.99 && one.rank > 0.8, "{one:?}");
        }
    }

    #[test]
    fn without_its_language_a_set_is_judged_by_nothing() {
        let agreements = tuner().validate(LeaveOut::Language);
        assert!(agreements.iter().all(|one| (one.auc - 0.5).abs() < 1e-9), "{agreements:?}");
    }

    #[test]
    fn a_set_left_out_is_not_in_the_model() {
        let tuner = tuner();
        let model = tuner.model("test".into(), &["two".into()]);
        assert_eq!(model.data, ["one: 6 titles"]);
        assert_ne!(model, tuner.model("test".into(), &[]));
    }
}

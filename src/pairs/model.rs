//! The learned weights of the pair model as one readable file, and how they are fitted.
//!
//! Logistic regression (Cox 1958) with a ridge penalty (le Cessie & van Houwelingen 1992):
//!
//! p(x) = 1 / (1 + exp(−(b + Σ_k w_k · (x_k − m_k) / d_k))),
//!
//! with means m and standard deviations d of the pairs learned from; w and b minimise the mean of
//! −ln p of what readers said plus (λ / 2n) · Σ w², n being the number of pairs.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::features::{FEATURES, features};
use super::profile::Profile;

/// The number of features.
const WIDTH: usize = FEATURES.len();

/// The penalty λ.
/// Set by: leaving whole sets and languages out of the shipped model's sets, over 3.3, 10 and 33.
const PENALTY: f64 = 10.0;

/// Steps of the fit; four times as many change no weight by a millionth.
const STEPS: usize = 3_000;
/// How far each goes down the gradient. Set by: hand; the fit settles.
const STEP: f64 = 0.3;

/// The weights of the features.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Always `pairs`.
    pub model: String,
    /// Version of this form; a reader refuses others.
    pub format: u32,
    /// The command that made it.
    pub made_by: String,
    /// The sets of labelled pairs it learned from, each with its number of pairs.
    pub data: Vec<String>,
    /// Value of the formula's b.
    pub bias: f64,
    /// One entry for every one of [`FEATURES`], in order.
    pub features: Vec<Feature>,
}

/// What the model knows of one feature.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// Its name.
    pub name: String,
    /// Its mean over the pairs learned from.
    pub mean: f64,
    /// Its standard deviation over them; above 0.
    pub deviation: f64,
    /// Its weight per standard deviation.
    pub weight: f64,
}

/// A file of weights that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no JSON of the form expected.
    #[error("this is no model of sentence pairs")]
    Json(#[from] serde_json::Error),
    /// It was written for another purpose, version or list of features, or a number of it cannot
    /// be.
    #[error("this model does not fit this version; make a new one with `tidings tune-pairs`")]
    Other,
}

/// The form that this version reads and writes.
const FORMAT: u32 = 1;

const SHIPPED: &str = include_str!("model.json");

impl Model {
    /// Fits weights to rows of features and to whether a reader called each pair tellings of one
    /// act.
    #[must_use]
    pub fn fit(rows: &[([f32; WIDTH], bool)], made_by: String, data: Vec<String>) -> Self {
        let mut features: Vec<Feature> = (0..WIDTH).map(|k| scale(rows, k)).collect();
        let scaled: Vec<([f64; WIDTH], f64)> = rows
            .iter()
            .map(|(row, told)| {
                let x = std::array::from_fn(|k| features[k].scaled(row[k]));
                (x, if *told { 1.0 } else { 0.0 })
            })
            .collect();
        let (bias, weights) = descend(&scaled);
        for (feature, weight) in features.iter_mut().zip(weights) {
            feature.weight = rounded(weight);
        }
        let model = "pairs".to_owned();
        Self { model, format: FORMAT, made_by, data, bias: rounded(bias), features }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`ModelError`] says what is wrong with it.
    pub fn parse(json: &str) -> Result<Self, ModelError> {
        let model: Self = serde_json::from_str(json)?;
        let named = model.features.iter().map(|f| f.name.as_str()).eq(FEATURES);
        let sound = model.bias.is_finite() && model.features.iter().all(Feature::is_sound);
        let fits = model.model == "pairs" && model.format == FORMAT && named && sound;
        if fits { Ok(model) } else { Err(ModelError::Other) }
    }

    /// The weights that come with the library. Were they ever broken, a test would fail.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        let none = || Self::fit(&[], String::new(), Vec::new());
        MODEL.get_or_init(|| Self::parse(SHIPPED).unwrap_or_else(|_| none()))
    }

    /// The file's text.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Numbers here are finite and strings are strings, so writing cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// How likely a reader of one feels told again by the other, 0 to 1; the order of the two is
    /// indifferent.
    #[must_use]
    pub fn probability(&self, a: &Profile, b: &Profile) -> f64 {
        self.probability_of(&features(a, b))
    }

    /// How likely the pair of a row of features tells one thing twice, 0 to 1.
    #[must_use]
    pub fn probability_of(&self, row: &[f32; WIDTH]) -> f64 {
        let parts = self.features.iter().zip(row).map(|(f, x)| f.weight * f.scaled(*x));
        logistic(self.bias + parts.sum::<f64>())
    }
}

impl Feature {
    fn scaled(&self, x: f32) -> f64 {
        (f64::from(x) - self.mean) / self.deviation
    }

    fn is_sound(&self) -> bool {
        self.deviation > 0.0
            && [self.mean, self.deviation, self.weight].iter().all(|x| x.is_finite())
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Six decimals: the file stays readable, and what is tested is what is written.
fn rounded(x: f64) -> f64 {
    libm::round(x * 1e6) / 1e6
}

/// Mean and standard deviation of feature `k`; a feature that never varies has the deviation 1.
#[allow(clippy::cast_precision_loss)]
fn scale(rows: &[([f32; WIDTH], bool)], k: usize) -> Feature {
    let count = rows.len().max(1) as f64;
    let values = || rows.iter().map(|(row, _)| f64::from(row[k]));
    let mean = values().sum::<f64>() / count;
    let variance = values().map(|x| (x - mean) * (x - mean)).sum::<f64>() / count;
    let deviation = libm::sqrt(variance);
    Feature {
        name: FEATURES[k].to_owned(),
        mean: rounded(mean),
        deviation: if deviation > 1e-6 { rounded(deviation) } else { 1.0 },
        weight: 0.0,
    }
}

/// Bias and weights by gradient descent over all rows at once, from 0.
#[allow(clippy::cast_precision_loss)]
fn descend(rows: &[([f64; WIDTH], f64)]) -> (f64, [f64; WIDTH]) {
    let count = rows.len().max(1) as f64;
    let (mut bias, mut weights) = (0.0, [0.0; WIDTH]);
    for _ in 0..STEPS {
        let mut slope_of_bias = 0.0;
        let mut slope = weights.map(|w| PENALTY * w);
        for (x, y) in rows {
            let sum: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let error = logistic(bias + sum) - y;
            slope_of_bias += error;
            slope.iter_mut().zip(x).for_each(|(slope, x)| *slope += error * x);
        }
        bias -= STEP * slope_of_bias / count;
        weights.iter_mut().zip(slope).for_each(|(w, slope)| *w -= STEP * slope / count);
    }
    (bias, weights)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_sound_and_survives_the_disk() {
        let model = Model::parse(SHIPPED).unwrap();
        assert!(model.features.iter().any(|f| f.weight.abs() > 0.1));
        assert_eq!(model.to_json(), SHIPPED, "write it with `tidings tune-pairs`, not by hand");
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let mut model = Model::shipped().clone();
        assert!(matches!(Model::parse("[1]"), Err(ModelError::Json(_))));
        model.features[0].deviation = 0.0;
        assert!(matches!(Model::parse(&model.to_json()), Err(ModelError::Other)));
        model.features.remove(0);
        assert!(matches!(Model::parse(&model.to_json()), Err(ModelError::Other)));
    }

    #[test]
    fn what_separates_the_rows_gets_the_weight() {
        let row = |x: f32, noise: f32| {
            let mut row = [0.0; WIDTH];
            (row[2], row[5]) = (x, noise);
            row
        };
        let rows: Vec<_> =
            (0..100u8).map(|n| (row(f32::from(n % 10), f32::from(n % 7)), n % 10 > 4)).collect();
        let model = Model::fit(&rows, String::new(), Vec::new());
        assert!(model.features[2].weight > 5.0 * model.features[5].weight.abs());
        assert!(model.probability_of(&row(9.0, 3.0)) > 0.9);
        assert!(model.probability_of(&row(0.0, 3.0)) < 0.1);
    }
}

//! How likely two short articles are about one event: logistic regression over the features of a
//! pair (Cox 1958).
//!
//! p = 1 / (1 + exp(-(bias + Σ weight · feature))). The weights come from pairs of articles that
//! people grouped (`MODEL.md` beside this file says which, and how well they serve articles that
//! they did not come from).

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::pair::{NAMES, WIDTH};

/// What the first line of a file of weights must say.
const FORMAT: &str = "tidings stories 1";

/// Least probability that is kept. Set by hand; no trial of other values is recorded.
const LEAST_PROBABILITY: f64 = 0.1;

/// Weights of the features of a pair, as they stand in a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Written {
    format: String,
    /// The command that made the weights.
    made_by: String,
    /// The sets that they come from.
    data: Vec<String>,
    bias: f64,
    weights: BTreeMap<String, f64>,
}

/// A model of whether two articles are about one event.
#[derive(Debug, Clone, PartialEq)]
pub struct StoriesModel {
    made_by: String,
    data: Vec<String>,
    bias: f64,
    weights: [f64; WIDTH],
}

/// A file that is no such model.
#[derive(Debug, thiserror::Error)]
pub enum StoriesModelError {
    /// It is no JSON of the expected form.
    #[error("is no model of stories as `tidings tune-stories` writes it")]
    Json(#[source] serde_json::Error),
    /// It is of another format.
    #[error("has the format `{0}` where `{FORMAT}` was expected; `tidings tune-stories` makes one")]
    Format(String),
    /// A weight is missing.
    #[error("has no weight `{0}`")]
    Missing(&'static str),
    /// A number is not finite.
    #[error("holds a number out of range: `{0}`")]
    Range(&'static str),
}

impl StoriesModel {
    /// The model that comes with the library.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<StoriesModel> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            // The tests read the file, so there is one.
            Self::from_json(include_str!("model.json")).unwrap_or_else(|_| Self {
                made_by: String::new(),
                data: Vec::new(),
                bias: 0.0,
                weights: [0.0; WIDTH],
            })
        })
    }

    /// A model with one weight for each feature of a pair, in the order of
    /// [`learnable_pairs`](super::learnable_pairs).
    #[must_use]
    pub const fn new(made_by: String, data: Vec<String>, bias: f64, weights: [f64; WIDTH]) -> Self {
        Self { made_by, data, bias, weights }
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// [`StoriesModelError`] says what is missing or wrong.
    pub fn from_json(json: &str) -> Result<Self, StoriesModelError> {
        let written: Written = serde_json::from_str(json).map_err(StoriesModelError::Json)?;
        if written.format != FORMAT {
            return Err(StoriesModelError::Format(written.format));
        }
        let mut weights = [0.0; WIDTH];
        for (weight, name) in weights.iter_mut().zip(NAMES) {
            *weight = *written.weights.get(name).ok_or(StoriesModelError::Missing(name))?;
            if !weight.is_finite() {
                return Err(StoriesModelError::Range(name));
            }
        }
        if !written.bias.is_finite() {
            return Err(StoriesModelError::Range("bias"));
        }
        let Written { made_by, data, bias, .. } = written;
        Ok(Self { made_by, data, bias, weights })
    }

    /// The model as JSON, one weight a line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let weights = NAMES.iter().zip(self.weights).map(|(name, w)| ((*name).to_owned(), w));
        let written = Written {
            format: FORMAT.to_owned(),
            made_by: self.made_by.clone(),
            data: self.data.clone(),
            bias: self.bias,
            weights: weights.collect(),
        };
        let mut json = serde_json::to_string_pretty(&written).unwrap_or_default();
        json.push('\n');
        json
    }

    /// How likely two articles with these features are about one event, 0 to 1; 0 where it is less
    /// than [`LEAST_PROBABILITY`].
    pub(super) fn probability(&self, features: &[f32; WIDTH]) -> f64 {
        /// Less than ln(p / (1 - p)) of the least probability. Set by: ln(.1 / .9) is -2.197.
        const HOPELESS: f64 = -2.2;
        let products = self.weights.iter().zip(features);
        let sum = products.fold(self.bias, |sum, (weight, x)| sum + weight * f64::from(*x));
        if sum < HOPELESS {
            return 0.0;
        }
        let probability = 1.0 / (1.0 + libm::exp(-sum));
        if probability >= LEAST_PROBABILITY { probability } else { 0.0 }
    }
}

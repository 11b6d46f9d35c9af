//! Logistic regression (Cox 1958, "The regression analysis of binary sequences") with a quadratic
//! penalty.
//!
//! p(x) = 1 / (1 + e^−z), z = bias + Σ_k weight_k · (x_k − mean_k) / deviation_k

use serde::{Deserialize, Serialize};

/// A weighted sum of features, made a share.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Linear {
    /// Added to every sum.
    pub bias: f32,
    /// Mean of each feature over the rows learned from.
    pub mean: Vec<f32>,
    /// Standard deviation of each, never 0.
    pub deviation: Vec<f32>,
    /// Weight of each standardised feature.
    pub weight: Vec<f32>,
}

impl Linear {
    /// Whether it is complete and finite for rows of so many features.
    #[must_use]
    pub fn is_sound(&self, features: usize) -> bool {
        let all = || self.mean.iter().chain(&self.deviation).chain(&self.weight);
        let complete =
            [&self.mean, &self.deviation, &self.weight].iter().all(|v| v.len() == features);
        complete
            && self.bias.is_finite()
            && all().all(|x| x.is_finite())
            && self.deviation.iter().all(|d| *d > 0.0)
    }

    /// The share for one row.
    #[must_use]
    pub fn predict(&self, row: &[f32]) -> f32 {
        let scaled = row.iter().zip(&self.mean).zip(&self.deviation).map(|((x, m), d)| (x - m) / d);
        let sum: f32 = scaled.zip(&self.weight).map(|(x, w)| x * w).sum();
        1.0 / (1.0 + libm::expf(-(self.bias + sum)))
    }
}

//! What a person would mention, for short summaries and for long ones.
//!
//! Two forests say it: one that was fitted to references as they are, one to references and their
//! openings as well, since people begin with what matters most. The shorter the summary, the more
//! the second counts:
//!
//! E(c) = (1 − t) · short(c) + t · long(c), t = (words − 100) / 100 between 0 and 1.

use serde::{Deserialize, Serialize};

use crate::model::Budget;

use super::features::NAMES;
use super::forest::Forest;

/// Up to this number of words a summary is short. Chosen by hand.
const SHORT: f64 = 100.0;
/// From this number of words on it is long. Chosen by hand, as [`SHORT`].
const LONG: f64 = 200.0;

/// A forest for short summaries and one for long ones.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Lengths {
    /// For summaries of up to 100 words.
    pub short: Forest,
    /// For summaries of 200 words and more.
    pub long: Forest,
}

impl Lengths {
    /// Whether both forests are complete and ask for known features only.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.short.is_sound(NAMES.len()) && self.long.is_sound(NAMES.len())
    }

    /// The expected share of references that hold each concept whose features stand row after row
    /// in `x`, for a summary within `budget`.
    #[must_use]
    pub fn predict(&self, x: &[f32], budget: Budget) -> Vec<f32> {
        #[allow(clippy::cast_possible_truncation)]
        let t = ((budget.about_words() - SHORT) / (LONG - SHORT)).clamp(0.0, 1.0) as f32;
        if t <= 0.0 {
            return self.short.predict(x, NAMES.len());
        }
        let mut expected = self.long.predict(x, NAMES.len());
        if t < 1.0 {
            let short = self.short.predict(x, NAMES.len());
            for (long, short) in expected.iter_mut().zip(short) {
                *long = (1.0 - t) * short + t * *long;
            }
        }
        expected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_between_short_and_long_are_mixed() {
        let base = |base| Forest { base, trees: Vec::new() };
        let lengths = Lengths { short: base(0.2), long: base(0.4) };
        let expected =
            |budget: &str| lengths.predict(&[0.0; NAMES.len()], budget.parse().unwrap())[0];
        for (budget, value) in
            [("40w", 0.2), ("100w", 0.2), ("150w", 0.3), ("250w", 0.4), ("900b", 0.3), ("2s", 0.2)]
        {
            assert!((expected(budget) - value).abs() < 1e-6, "{budget}: {}", expected(budget));
        }
    }
}

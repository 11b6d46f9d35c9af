//! The learned weights as one small readable file.

use serde::{Deserialize, Serialize};

use super::features::NAMES;
use super::forest::json;
use super::lengths::Lengths;

/// What `coverage` has learned, and where from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// The method: always `coverage`.
    pub method: String,
    /// Version of this form; a reader refuses others.
    pub format: u32,
    /// The command that made it.
    pub made_by: String,
    /// The data sets it learned from, each with its number of sets.
    pub data: Vec<String>,
    /// Names of the features, in the order that the trees count them.
    pub features: Vec<String>,
    /// A concept's weight is what the trees expect of it less this much; the mean expectation over
    /// all concepts is 0.05.
    pub threshold: f64,
    /// Expected share of references that hold a concept, scaled to a mean of 0.05.
    pub lengths: Lengths,
}

/// A file of weights that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum WeightsError {
    /// It is no JSON of the form expected.
    #[error("these are no weights: {0}")]
    Json(#[from] serde_json::Error),
    /// It was written for another method or version.
    #[error(
        "these weights are for {method}, form {format}; this version reads coverage, form {FORMAT}; make new ones with `tidings tune`"
    )]
    Other {
        /// The method named in the file.
        method: String,
        /// The form named in the file.
        format: u32,
    },
    /// It counts on features that this version does not measure.
    #[error(
        "these weights ask for other features than this version measures; make new ones with `tidings tune`"
    )]
    Features,
    /// A tree is incomplete or holds a number that is none.
    #[error("a tree of these weights is broken")]
    Broken,
}

/// The form that this version reads and writes.
const FORMAT: u32 = 4;

/// The weights that come with the library.
const SHIPPED: &str = include_str!("weights.json");

impl Weights {
    /// Weights of `lengths`, made by `command` from `data`.
    #[must_use]
    pub fn new(lengths: Lengths, threshold: f64, command: String, data: Vec<String>) -> Self {
        Self {
            method: "coverage".to_owned(),
            format: FORMAT,
            made_by: command,
            data,
            features: NAMES.iter().map(|&name| name.to_owned()).collect(),
            threshold,
            lengths,
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`WeightsError`] says what is wrong with it.
    pub fn parse(json: &str) -> Result<Self, WeightsError> {
        let weights: Self = serde_json::from_str(json)?;
        if weights.method != "coverage" || weights.format != FORMAT {
            return Err(WeightsError::Other { method: weights.method, format: weights.format });
        }
        if weights.features != NAMES {
            return Err(WeightsError::Features);
        }
        if !weights.lengths.is_sound() || !weights.threshold.is_finite() {
            return Err(WeightsError::Broken);
        }
        Ok(weights)
    }

    /// The weights that come with the library. Were they ever broken, a test would fail and every
    /// concept weigh 0 here.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED)
            .unwrap_or_else(|_| Self::new(Lengths::default(), 0.0, String::new(), Vec::new()))
    }

    /// The file's text: one line for every tree.
    #[must_use]
    pub fn to_json(&self) -> String {
        format!(
            "{{\n\"method\": {},\n\"format\": {},\n\"made_by\": {},\n\"data\": {},\n\"features\": {},\n\
             \"threshold\": {},\n\"lengths\": {{\n\"short\": {},\n\"long\": {}\n}}\n}}\n",
            json(&self.method),
            json(&self.format),
            json(&self.made_by),
            json(&self.data),
            json(&self.features),
            json(&self.threshold),
            self.lengths.short.to_lines(),
            self.lengths.long.to_lines(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_sound_and_survive_the_disk() {
        let weights = Weights::parse(SHIPPED).unwrap();
        assert!(!weights.lengths.short.trees.is_empty());
        assert!(!weights.lengths.long.trees.is_empty());
        assert_eq!(Weights::parse(&weights.to_json()).unwrap(), weights);
        assert_eq!(weights.to_json(), SHIPPED, "write it with `tidings tune`, not by hand");
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let shipped = Weights::shipped();
        let json = |change: &dyn Fn(&mut Weights)| {
            let mut weights = shipped.clone();
            change(&mut weights);
            weights.to_json()
        };
        assert!(matches!(Weights::parse("[1]"), Err(WeightsError::Json(_))));
        assert!(matches!(
            Weights::parse(&json(&|w| w.format = 9)),
            Err(WeightsError::Other { .. })
        ));
        assert!(matches!(
            Weights::parse(&json(&|w| w.features.clear())),
            Err(WeightsError::Features)
        ));
        let broken = SHIPPED.replacen("\"feature\":[", "\"feature\":[60000,", 1);
        assert!(matches!(Weights::parse(&broken), Err(WeightsError::Broken)));
    }
}

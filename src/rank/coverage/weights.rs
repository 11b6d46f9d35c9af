//! The learned weights as one small readable file.

use serde::{Deserialize, Serialize};

use super::concepts::Kind;
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
    /// What single words weigh beside pairs; without it pairs alone are weighed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
}

/// What was learned of single words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Words {
    /// Times its expectation that a word weighs, 0 to 1; a pair weighs the rest to 1 times its own.
    pub share: f64,
    /// Expected share of references that hold a word, scaled as that of pairs.
    pub lengths: Lengths,
}

/// What was learned of concepts of both kinds.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Learned {
    /// Of pairs of words.
    pub pairs: Lengths,
    /// Of single words, where they are weighed.
    pub words: Option<Words>,
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

/// The form of weights for pairs and words. Without words they are of the form before, which says
/// the same to versions that know of none.
const FORMAT: u32 = 5;

/// The weights that come with the library.
const SHIPPED: &str = include_str!("weights.json");

impl Weights {
    /// Weights of what was `learned`, made by `command` from `data`.
    #[must_use]
    pub fn new(learned: Learned, threshold: f64, command: String, data: Vec<String>) -> Self {
        let Learned { pairs: lengths, words } = learned;
        Self {
            method: "coverage".to_owned(),
            format: if words.is_some() { FORMAT } else { FORMAT - 1 },
            made_by: command,
            data,
            features: NAMES.iter().map(|&name| name.to_owned()).collect(),
            threshold,
            lengths,
            words,
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`WeightsError`] says what is wrong with it.
    pub fn parse(json: &str) -> Result<Self, WeightsError> {
        let weights: Self = serde_json::from_str(json)?;
        if weights.method != "coverage" || !(FORMAT - 1..=FORMAT).contains(&weights.format) {
            return Err(WeightsError::Other { method: weights.method, format: weights.format });
        }
        if weights.features != NAMES {
            return Err(WeightsError::Features);
        }
        let sound = |words: &Words| words.lengths.is_sound() && (0.0..=1.0).contains(&words.share);
        if !weights.lengths.is_sound()
            || !weights.threshold.is_finite()
            || !weights.words.as_ref().is_none_or(sound)
        {
            return Err(WeightsError::Broken);
        }
        Ok(weights)
    }

    /// The weights that come with the library. Were they ever broken, a test would fail and every
    /// concept weigh 0 here.
    #[must_use]
    pub fn shipped() -> Self {
        Self::parse(SHIPPED)
            .unwrap_or_else(|_| Self::new(Learned::default(), 0.0, String::new(), Vec::new()))
    }

    /// What weighs concepts of a kind: times their expectation that they weigh, and what they are
    /// expected by; `None` for words that are not weighed.
    #[must_use]
    pub fn of(&self, kind: Kind) -> Option<(f64, &Lengths)> {
        let share = self.words.as_ref().map_or(0.0, |words| words.share);
        match kind {
            Kind::Pair => Some((1.0 - share, &self.lengths)),
            Kind::Word => {
                self.words.as_ref().filter(|_| share > 0.0).map(|words| (share, &words.lengths))
            }
        }
    }

    /// The file's text: one line for every tree.
    #[must_use]
    pub fn to_json(&self) -> String {
        let lengths = |lengths: &Lengths| {
            let (short, long) = (lengths.short.to_lines(), lengths.long.to_lines());
            format!("{{\n\"short\": {short},\n\"long\": {long}\n}}")
        };
        let words = self.words.as_ref().map_or_else(String::new, |words| {
            let (share, lengths) = (json(&words.share), lengths(&words.lengths));
            format!(",\n\"words\": {{\"share\": {share}, \"lengths\": {lengths}}}")
        });
        format!(
            "{{\n\"method\": {},\n\"format\": {},\n\"made_by\": {},\n\"data\": {},\n\"features\": {},\n\
             \"threshold\": {},\n\"lengths\": {}{words}\n}}\n",
            json(&self.method),
            json(&self.format),
            json(&self.made_by),
            json(&self.data),
            json(&self.features),
            json(&self.threshold),
            lengths(&self.lengths),
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
    fn words_are_written_under_a_form_of_their_own() {
        let shipped = Weights::shipped();
        let pairs = shipped.lengths;
        let words = Words { share: 0.2, lengths: pairs.clone() };
        let of = |words| {
            let learned = Learned { pairs: pairs.clone(), words };
            Weights::new(learned, 0.055, String::new(), Vec::new())
        };
        let (with, without) = (of(Some(words)), of(None));
        assert_eq!((with.format, without.format), (FORMAT, FORMAT - 1));
        for weights in [&with, &without] {
            assert_eq!(&Weights::parse(&weights.to_json()).unwrap(), weights);
        }
        assert_eq!(without.of(Kind::Pair), Some((1.0, &pairs)));
        assert_eq!(without.of(Kind::Word), None);
        assert_eq!(with.of(Kind::Pair), Some((0.8, &pairs)));
        assert_eq!(with.of(Kind::Word), Some((0.2, &pairs)));
        let beyond = with.to_json().replace("\"share\": 0.2", "\"share\": 1.5");
        assert!(matches!(Weights::parse(&beyond), Err(WeightsError::Broken)));
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

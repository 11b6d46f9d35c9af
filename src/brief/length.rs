//! A length as people type it: a budget, a reading time, or a share of the input.

use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::model::{Budget, WORDS_PER_MINUTE};

/// How long a briefing may be, as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// A budget in its own unit.
    Budget(Budget),
    /// Reading time in minutes at [`WORDS_PER_MINUTE`].
    Minutes(NonZeroU32),
    /// Share of the words of all body sentences, in percent, 1 to 100.
    Percent(NonZeroU32),
}

/// A length that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{given}` is no length; write for example 250w (words), 8s (sentences), 1500c (characters), 2000b (bytes), 3min or 10%"
)]
pub struct LengthError {
    /// What was given.
    pub given: String,
}

impl Length {
    /// The hard limit, given the number of words of all body sentences.
    #[must_use]
    pub fn budget(self, input_words: u64) -> Budget {
        match self {
            Self::Budget(budget) => budget,
            Self::Minutes(minutes) => Budget::Words(minutes.saturating_mul(MINUTE)),
            Self::Percent(percent) => {
                let words = input_words.saturating_mul(u64::from(percent.get())) / 100;
                let words = u32::try_from(words).unwrap_or(u32::MAX);
                Budget::Words(NonZeroU32::new(words).unwrap_or(NonZeroU32::MIN))
            }
        }
    }
}

const MINUTE: NonZeroU32 = match NonZeroU32::new(WORDS_PER_MINUTE) {
    Some(words) => words,
    None => NonZeroU32::MIN,
};

impl FromStr for Length {
    type Err = LengthError;

    fn from_str(given: &str) -> Result<Self, LengthError> {
        let wrong = || LengthError { given: given.to_owned() };
        let text = given.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(split);
        let number = || number.parse::<NonZeroU32>().map_err(|_| wrong());
        match unit.trim() {
            "min" | "minute" | "minutes" => Ok(Self::Minutes(number()?)),
            "%" | "percent" => {
                let percent = Some(number()?).filter(|n| n.get() <= 100);
                percent.map(Self::Percent).ok_or_else(wrong)
            }
            _ => text.parse().map(Self::Budget).map_err(|_| wrong()),
        }
    }
}

impl std::fmt::Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Budget(budget) => budget.fmt(f),
            Self::Minutes(minutes) => write!(f, "{minutes}min"),
            Self::Percent(percent) => write!(f, "{percent}%"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_printed_and_resolved() {
        for (text, budget) in
            [("250w", "250w"), ("3min", "600w"), ("10%", "100w"), ("8s", "8s"), ("1%", "10w")]
        {
            let length: Length = text.parse().unwrap();
            assert_eq!(length.to_string(), text);
            assert_eq!(length.budget(1000).to_string(), budget);
        }
        for text in ["0%", "101%", "min", "3 weeks", "", "-1w"] {
            assert!(text.parse::<Length>().is_err(), "{text}");
        }
        assert_eq!("4294967295min".parse::<Length>().unwrap().budget(0).limit(), u32::MAX);
    }
}

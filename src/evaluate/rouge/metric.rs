//! Which ROUGE: the names that tables and golden files use.

use std::fmt;
use std::str::FromStr;

/// One measure of the ROUGE family (Lin 2004, "ROUGE: A Package for Automatic Evaluation of
/// Summaries").
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Metric {
    /// ROUGE-N: n-grams, 1 to 9 words long.
    N(u8),
    /// ROUGE-L. In the flavour `rouge-1.5.5` the union of longest common subsequences, sentence by
    /// sentence; in `rouge-score` one longest common subsequence over the whole text.
    L,
    /// The summary-level ROUGE-L of `rouge-score`; the same as [`Metric::L`] in the flavour
    /// `rouge-1.5.5`.
    Lsum,
    /// ROUGE-W: like L, runs of neighbouring words weigh `length ^ weight`; the weight is 1 or
    /// more.
    W(f64),
    /// ROUGE-S: pairs of words in order with at most so many words between them; `None` is any
    /// number ("S*").
    S(Option<u32>),
    /// ROUGE-SU: ROUGE-S with single words counted as well.
    Su(Option<u32>),
}

impl Metric {
    /// The longest n-gram of [`Metric::N`].
    pub const LONGEST: u8 = 9;
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let skip = |f: &mut fmt::Formatter<'_>, name: &str, distance: Option<u32>| match distance {
            Some(words) => write!(f, "rouge{name}{words}"),
            None => write!(f, "rouge{name}*"),
        };
        match *self {
            Self::N(n) => write!(f, "rouge{n}"),
            Self::L => f.write_str("rougeL"),
            Self::Lsum => f.write_str("rougeLsum"),
            Self::W(weight) => write!(f, "rougeW{weight}"),
            Self::S(distance) => skip(f, "S", distance),
            Self::Su(distance) => skip(f, "SU", distance),
        }
    }
}

/// A name that is no ROUGE measure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{given}` is no ROUGE measure; the names are rouge1 to rouge9, rougeL, rougeLsum, rougeW1.2, rougeS4, rougeSU4, rougeS*, rougeSU*"
)]
pub struct UnknownMetric {
    /// What was given.
    pub given: String,
}

impl FromStr for Metric {
    type Err = UnknownMetric;

    /// Reads a name with or without "rouge" or "R-" in front, in either case: `rouge2`, `R-2`, `2`,
    /// `su4`.
    fn from_str(given: &str) -> Result<Self, UnknownMetric> {
        let wrong = || UnknownMetric { given: given.to_owned() };
        let lower = given.trim().to_ascii_lowercase();
        let name =
            lower.strip_prefix("rouge").or_else(|| lower.strip_prefix('r')).unwrap_or(&lower);
        let name = name.strip_prefix('-').unwrap_or(name);
        let distance = |text: &str| match text {
            "*" => Ok(None),
            "" => Err(wrong()),
            digits => digits.parse().map(Some).map_err(|_| wrong()),
        };
        match name {
            "l" => Ok(Self::L),
            "lsum" => Ok(Self::Lsum),
            "w" => Ok(Self::W(1.2)),
            _ => {
                if let Some(rest) = name.strip_prefix("su") {
                    distance(rest).map(Self::Su)
                } else if let Some(rest) = name.strip_prefix('s') {
                    distance(rest).map(Self::S)
                } else if let Some(rest) = name.strip_prefix('w') {
                    let weight: f64 = rest.parse().map_err(|_| wrong())?;
                    if (1.0..=10.0).contains(&weight) { Ok(Self::W(weight)) } else { Err(wrong()) }
                } else {
                    let n: u8 = name.parse().map_err(|_| wrong())?;
                    if (1..=Self::LONGEST).contains(&n) { Ok(Self::N(n)) } else { Err(wrong()) }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_printed() {
        for name in [
            "rouge1",
            "rouge9",
            "rougeL",
            "rougeLsum",
            "rougeW1.2",
            "rougeS4",
            "rougeSU4",
            "rougeS*",
            "rougeSU*",
        ] {
            assert_eq!(name.parse::<Metric>().unwrap().to_string(), name);
        }
        for (short, name) in [
            ("R-2", "rouge2"),
            ("su4", "rougeSU4"),
            ("W", "rougeW1.2"),
            ("ROUGE-SU*", "rougeSU*"),
            ("l", "rougeL"),
        ] {
            assert_eq!(short.parse::<Metric>().unwrap().to_string(), name);
        }
        for name in [
            "",
            "rouge",
            "rouge0",
            "rouge10",
            "rougeX",
            "rougeS",
            "rougeW0.5",
            "rougeWnan",
            "rougeS-1",
            "r",
        ] {
            assert!(name.parse::<Metric>().is_err(), "{name}");
        }
    }
}

//! How long a briefing may be. A budget is a hard limit.

use std::num::NonZeroU32;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A hard limit on quoted text, with its unit. Minutes and percentages are resolved to words by
/// whoever knows the reading speed and the input (`brief::Length` is what a person types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Budget {
    /// Sentences.
    Sentences(NonZeroU32),
    /// Words as [`count_words`] counts them.
    Words(NonZeroU32),
    /// Unicode scalar values of the quoted sentences, one more between two sentences.
    Chars(NonZeroU32),
    /// UTF-8 bytes of the quoted sentences, one more between two sentences.
    Bytes(NonZeroU32),
}

impl Budget {
    /// The limit in the budget's own unit.
    #[must_use]
    pub const fn limit(self) -> u32 {
        match self {
            Self::Sentences(n) | Self::Words(n) | Self::Chars(n) | Self::Bytes(n) => n.get(),
        }
    }

    /// What one sentence costs in the budget's own unit.
    #[must_use]
    pub fn cost(self, sentence: &str) -> u32 {
        let count = match self {
            Self::Sentences(_) => 1,
            Self::Words(_) => count_words(sentence) as usize,
            Self::Chars(_) => sentence.chars().count(),
            Self::Bytes(_) => sentence.len(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// What the joint between two sentences costs: one character or byte of white space, no words.
    #[must_use]
    pub const fn joint(self) -> u32 {
        match self {
            Self::Sentences(_) | Self::Words(_) => 0,
            Self::Chars(_) | Self::Bytes(_) => 1,
        }
    }

    /// About how many words of news prose fit, at 22 words a sentence and 6 characters or bytes a
    /// word with its space.
    #[must_use]
    pub fn about_words(self) -> f64 {
        let limit = f64::from(self.limit());
        match self {
            Self::Words(_) => limit,
            Self::Sentences(_) => limit * 22.0,
            Self::Chars(_) | Self::Bytes(_) => limit / 6.0,
        }
    }

    /// The unit's name in the plural.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Sentences(_) => "sentences",
            Self::Words(_) => "words",
            Self::Chars(_) => "characters",
            Self::Bytes(_) => "bytes",
        }
    }
}

/// Words as people count them: stretches between white space, as `wc -w` does. Where a writing has
/// no spaces between words, an ideograph or a kana counts as a word of its own, and four letters of
/// Thai, Lao, Khmer or Burmese count as one.
#[must_use]
pub fn count_words(text: &str) -> u32 {
    let mut counter = Counter::default();
    text.chars().fold(0u32, |words, c| words.saturating_add(u32::from(counter.begins(c))))
}

/// Where the first `words` words of `text` end, in bytes, as [`count_words`] counts them; `None`
/// where it has fewer.
#[must_use]
pub fn end_of_words(text: &str, words: u32) -> Option<usize> {
    let mut left = words;
    let mut counter = Counter::default();
    for (at, c) in text.char_indices() {
        let begins = counter.begins(c);
        if left == 0 && (begins || c.is_whitespace()) {
            return Some(at);
        }
        left -= u32::from(begins);
    }
    (left == 0).then_some(text.len())
}

/// Letters and vowel signs of a word of Thai and its neighbours.
/// Set by: 262 Thai words of one news article, cut by a dictionary: 4.3 on average.
const LETTERS: u32 = 4;

/// Where words begin, character by character.
#[derive(Debug, Default)]
struct Counter {
    inside: bool,
    /// Letters of a writing without spaces that stand together so far.
    letters: u32,
}

impl Counter {
    const fn begins(&mut self, c: char) -> bool {
        // Before the first of the writings below.
        if c < '\u{0e01}' {
            self.letters = 0;
            let begins = !c.is_whitespace() && !self.inside;
            self.inside = !c.is_whitespace();
            return begins;
        }
        if is_unspaced_letter(c) {
            // The first letter begins a word, and so does every fourth after it.
            let begins = self.letters.is_multiple_of(LETTERS);
            self.letters = self.letters.saturating_add(1);
            self.inside = true;
            return begins;
        }
        self.letters = 0;
        if c.is_whitespace() {
            self.inside = false;
            return false;
        }
        let begins = is_ideograph(c) || !self.inside;
        self.inside = !is_ideograph(c);
        begins
    }
}

const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a letter or sign is of a writing with spaces between phrases alone.
const fn is_unspaced_letter(c: char) -> bool {
    matches!(c, '\u{0e01}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// A length that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{given}` is no length; write for example 250w (words), 8s (sentences), 1500c (characters) or 2000b (bytes)"
)]
pub struct BudgetError {
    /// What was given.
    pub given: String,
}

impl FromStr for Budget {
    type Err = BudgetError;

    fn from_str(given: &str) -> Result<Self, BudgetError> {
        let wrong = || BudgetError { given: given.to_owned() };
        let text = given.trim();
        let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let number: NonZeroU32 = text[..split].parse().map_err(|_| wrong())?;
        match text[split..].trim() {
            "" | "w" | "word" | "words" => Ok(Self::Words(number)),
            "s" | "sentence" | "sentences" => Ok(Self::Sentences(number)),
            "c" | "char" | "chars" | "characters" => Ok(Self::Chars(number)),
            "b" | "byte" | "bytes" => Ok(Self::Bytes(number)),
            _ => Err(wrong()),
        }
    }
}

impl std::fmt::Display for Budget {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letter = match self {
            Self::Sentences(_) => 's',
            Self::Words(_) => 'w',
            Self::Chars(_) => 'c',
            Self::Bytes(_) => 'b',
        };
        write!(f, "{}{letter}", self.limit())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_as_people_do() {
        assert_eq!(count_words("  At least 21 people — were killed. "), 7);
        assert_eq!(count_words(""), 0);
        assert_eq!(count_words("東京で雨"), 4);
        assert_eq!(count_words("서울에 비가 왔다"), 3, "Korean has spaces");
        assert_eq!(count_words("ผู้สื่อข่าวได้รับแจ้ง"), 6, "21 letters and signs");
        assert_eq!(count_words("ฝน ตก"), 2);
    }

    #[test]
    fn lengths_are_read_and_printed() {
        for text in ["250w", "8s", "1500c", "2000b"] {
            assert_eq!(text.parse::<Budget>().unwrap().to_string(), text);
        }
        for text in ["", "0w", "w", "-3w", "250x", "99999999999w"] {
            assert!(text.parse::<Budget>().is_err(), "{text}");
        }
    }
}

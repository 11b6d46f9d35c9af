//! How the words of a sentence are written: tokens say which words they are, the text says how they
//! look.

use crate::text::words::{Words, words};

/// The words of one text, asked for by their number, each once and in ascending order: the text is
/// read once at most, and no further than is asked.
#[derive(Debug, Clone)]
pub struct Spelt<'t> {
    text: &'t str,
    rest: Words<'t>,
    passed: usize,
}

impl<'t> Spelt<'t> {
    /// The words of `text`: of a sentence or a title, whose tokens have the same numbers.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Self { text, rest: words(text), passed: 0 }
    }

    /// Word `n` (from 0) as it is written; empty past the end and for a number that is not above
    /// the last.
    #[must_use]
    pub fn word(&mut self, n: usize) -> &'t str {
        let Some(skipped) = n.checked_sub(self.passed) else { return "" };
        self.passed = n + 1;
        let word = self.rest.nth(skipped);
        word.and_then(|word| self.text.get(word.start..word.end)).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_number() {
        let text = "Der Zürcher Stadtrat zahlt 1,700 Franken.";
        let mut spelt = Spelt::new(text);
        assert_eq!((spelt.word(1), spelt.word(2), spelt.word(4)), ("Zürcher", "Stadtrat", "1,700"));
        assert_eq!((spelt.word(4), spelt.word(9), spelt.word(10)), ("", "", ""));
    }
}

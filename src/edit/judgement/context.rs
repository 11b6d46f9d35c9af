//! What a reader has read before the sentence: the headline above it, and what was quoted before.

// A set that is asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::FxHashSet;

use super::features::headline_words;

/// Words that the reader has seen when a sentence is quoted. A name among them does not dangle.
#[derive(Debug, Clone, Default)]
pub struct Context {
    words: FxHashSet<String>,
}

impl Context {
    /// The context of a sentence that is quoted under `headline`.
    #[must_use]
    pub fn of_headline(headline: Option<&str>) -> Self {
        let mut context = Self::default();
        context.read(headline.unwrap_or(""));
        context
    }

    /// Takes note of what was quoted.
    pub fn read(&mut self, text: &str) {
        self.words.extend(headline_words(text));
    }

    /// Whether a name, in lower case, was read before.
    pub(super) fn introduces(&self, name: &str) -> bool {
        self.words.contains(name)
    }
}

//! What a reader has read before the sentence: the headline above it, and what was quoted before.

// A set that is asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::FxHashSet;

use crate::model::Language;
use crate::text::stop::StopWords;

use super::keys::{content, headline_words, merge};

/// Words that the reader has seen when a sentence is quoted. A name among them does not dangle;
/// what is told by them alone is told again.
#[derive(Debug, Clone)]
pub struct Context {
    stop: &'static StopWords,
    words: FxHashSet<String>,
    /// Content of the headline, of each sentence quoted before, and of all of them.
    pub(super) headline: Vec<u32>,
    pub(super) before: Vec<Vec<u32>>,
    pub(super) known: Vec<u32>,
}

impl Default for Context {
    fn default() -> Self {
        Self::of_headline(None, None)
    }
}

impl Context {
    /// The context of a sentence that is quoted under `headline`, which is in `language`.
    #[must_use]
    pub fn of_headline(headline: Option<&str>, language: Option<Language>) -> Self {
        let headline = headline.unwrap_or("");
        let stop = StopWords::of(language);
        let words = headline_words(headline).collect();
        let headline = content(headline, stop);
        Self { stop, words, known: headline.clone(), headline, before: Vec::new() }
    }

    /// Takes note of what was quoted.
    pub fn read(&mut self, text: &str) {
        self.words.extend(headline_words(text));
        let own = content(text, self.stop);
        merge(&mut self.known, &own);
        self.before.push(own);
    }

    /// Whether a name, in lower case, was read before.
    pub(super) fn introduces(&self, name: &str) -> bool {
        self.words.contains(name)
    }
}

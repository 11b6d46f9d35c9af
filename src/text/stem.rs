//! Stems by the Snowball algorithms of `rust-stemmers`, for the 18 languages that it has; other
//! words stay as they are.
//!
//! The crate expects lower-case words with straight apostrophes; [`Stemmer::stem`] sees to both
//! where its caller has not.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use crate::model::Language;

/// A stemmer for one language.
pub struct Stemmer(Option<rust_stemmers::Stemmer>);

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Stemmer").field(&self.0.is_some()).finish()
    }
}

impl Stemmer {
    /// The stemmer of a language; one that leaves words as they are where there is none.
    #[must_use]
    pub fn new(language: Option<Language>) -> Self {
        Self(language.and_then(algorithm).map(rust_stemmers::Stemmer::create))
    }

    /// The stem of a word that is in lower case with straight apostrophes.
    #[must_use]
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        // Words with digits are names of quantities, not inflected forms.
        match &self.0 {
            Some(stemmer) if !word.bytes().any(|b| b.is_ascii_digit()) => stemmer.stem(word),
            _ => Cow::Borrowed(word),
        }
    }
}

/// The Snowball algorithm of a language.
#[must_use]
pub fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_stemmed_in_their_own_language() {
        let stem =
            |code: &str, word: &str| Stemmer::new(Language::parse(code)).stem(word).into_owned();
        assert_eq!(stem("en", "ministers"), "minist");
        assert_eq!(stem("de", "brücken"), "bruck");
        assert_eq!(stem("fr", "continuellement"), "continuel");
        assert_eq!(stem("zz", "ministers"), "ministers");
        assert_eq!(stem("en", "80s"), "80s");
    }
}

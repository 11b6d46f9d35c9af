//! Stop words: the lists of the `stop-words` crate (NLTK's), with our own additions for news prose.

use std::sync::OnceLock;

use crate::lexicon::{Lexicon, List};
use crate::model::Language;

/// The stop words of one language, in lower case, sorted.
#[derive(Debug)]
pub struct StopWords {
    words: Vec<&'static str>,
}

impl StopWords {
    /// The list of a language; an empty one where there is none.
    #[must_use]
    pub fn of(language: Option<Language>) -> &'static Self {
        static LISTS: OnceLock<Vec<(&'static str, StopWords)>> = OnceLock::new();
        static EMPTY: StopWords = StopWords { words: Vec::new() };
        let lists = LISTS.get_or_init(|| {
            let known = stop_words::available_languages();
            let own = Lexicon::codes().filter(|code| !known.contains(code));
            known.iter().copied().chain(own).map(|code| (code, Self::build(code))).collect()
        });
        let Some(language) = language else { return &EMPTY };
        let code = match language.code() {
            "nb" | "nn" => "no",
            code => code,
        };
        lists.iter().find(|(list, _)| *list == code).map_or(&EMPTY, |(_, words)| words)
    }

    fn build(code: &'static str) -> Self {
        let mut words: Vec<&'static str> = stop_words::lookup(code).unwrap_or_default().to_vec();
        words.extend(Lexicon::of(Language::parse(code)).words(List::StopWords));
        words.sort_unstable();
        words.dedup();
        Self { words }
    }

    /// Whether `word`, in lower case with straight apostrophes, is a stop word.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        self.words.binary_search(&word).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_stop_words_and_news_is_not() {
        let english = StopWords::of(Some(Language::ENGLISH));
        for word in ["the", "said", "of", "it's", "according"] {
            assert!(english.holds(word), "{word}");
        }
        for word in ["world", "government", "million", "harbour"] {
            assert!(!english.holds(word), "{word}");
        }
        assert!(StopWords::of(Language::parse("de")).holds("und"));
        assert!(!StopWords::of(None).holds("the"));
    }
}

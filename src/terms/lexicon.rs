//! Words to term identifiers.
//!
//! A term is the stem of a word in the language of its article. The same stem has one identifier
//! whatever language it came from, so that names are shared between languages. Identifiers are
//! given in order of first sight; the corpus is in canonical order, so equal inputs give equal
//! identifiers.

// Both maps are interners: asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;

use crate::model::{Language, TermId};
use crate::text::elision::without_elision;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::turns::{Turn, Turns};

/// Bits of a [`Token`](super::Token) that say something else than its term.
pub(super) const TOKEN_FLAGS: u32 = 5;

/// Terms that tokens can tell apart: 134 million, more than any collection that fits into memory
/// has.
/// Set by: the bits that [`TOKEN_FLAGS`] leaves.
pub(super) const MOST_TERMS: usize = 1 << (u32::BITS - TOKEN_FLAGS);

/// What is known of a distinct word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub term: TermId,
    pub stop: bool,
    pub turn: Turn,
}

/// All terms of a corpus.
#[derive(Debug, Default)]
pub struct Lexicon {
    stems: Vec<Box<str>>,
    by_stem: FxHashMap<Box<str>, TermId>,
    words: Vec<Words>,
}

/// The distinct words seen in one language.
#[derive(Debug)]
struct Words {
    language: Option<Language>,
    known: FxHashMap<Box<[u8]>, Known>,
    /// The lists of the language; none where it is not known.
    lists: Option<&'static crate::lexicon::Lexicon>,
    stemmer: Stemmer,
    stop: &'static StopWords,
    turns: Turns,
}

impl Lexicon {
    /// Number of distinct terms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// Whether no term is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// The stem behind an identifier; empty for one of another lexicon.
    #[must_use]
    pub fn stem(&self, term: TermId) -> &str {
        self.stems.get(term.index()).map_or("", |stem| stem)
    }

    /// The identifier of a stem.
    #[must_use]
    pub fn find(&self, stem: &str) -> Option<TermId> {
        self.by_stem.get(stem).copied()
    }

    /// The position of a language's words, made at first sight.
    pub(super) fn language(&mut self, language: Option<Language>) -> usize {
        if let Some(at) = self.words.iter().position(|w| w.language == language) {
            return at;
        }
        self.words.push(Words {
            language,
            known: FxHashMap::default(),
            lists: language.map(|own| crate::lexicon::Lexicon::of(Some(own))),
            stemmer: Stemmer::new(language),
            stop: StopWords::of(language),
            turns: Turns::of(language),
        });
        self.words.len() - 1
    }

    /// What is known of `word` (as it stands in the text), if it was seen in the language before.
    pub(super) fn known(&self, language: Option<Language>, word: &str) -> Option<Known> {
        let words = self.words.iter().find(|words| words.language == language)?;
        words.known.get(word.as_bytes()).copied()
    }

    /// What is known of `word` (as it stands in the text) in the language at position `language`.
    pub(super) fn intern(&mut self, language: usize, word: &str) -> Known {
        let words = &mut self.words[language];
        if let Some(known) = words.known.get(word.as_bytes()) {
            return *known;
        }
        let folded = fold(word);
        let bare = words.lists.map_or(folded.as_str(), |lists| without_elision(&folded, lists));
        let stop = words.stop.holds(&folded) || words.stop.holds(bare);
        let stem = words.stemmer.stem(bare).into_owned();
        let turn = words.turns.turn(&crate::text::folded(word), &stem, stop);
        let term = match self.by_stem.get(stem.as_str()) {
            Some(term) => *term,
            // Beyond all memory; further words would be one term.
            None if self.stems.len() >= MOST_TERMS => TermId::of(self.stems.len() - 1),
            None => {
                let term = TermId::of(self.stems.len());
                let stem: Box<str> = stem.into();
                self.stems.push(stem.clone());
                self.by_stem.insert(stem, term);
                term
            }
        };
        let known = Known { term, stop, turn };
        words.known.insert(word.as_bytes().into(), known);
        known
    }
}

/// A word in lower case, its apostrophes straight, the full stops of an abbreviation removed ("U.N"
/// → "un").
fn fold(word: &str) -> String {
    let digits = word.bytes().any(|b| b.is_ascii_digit());
    if word.is_ascii() {
        let mut folded = word.to_ascii_lowercase();
        folded.retain(|c| digits || c != '.');
        return folded;
    }
    let mut folded = String::with_capacity(word.len());
    // Accents may stand as marks of their own (NFD): one spelling for both.
    for c in word.nfc() {
        match c {
            '’' => folded.push('\''),
            '.' if !digits => {}
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_distinct_word_is_one_term() {
        let mut lexicon = Lexicon::default();
        let english = lexicon.language(Some(Language::ENGLISH));
        let german = lexicon.language(Language::parse("de"));
        let term = |lexicon: &mut Lexicon, at, word| lexicon.intern(at, word);
        let ministers = term(&mut lexicon, english, "Ministers");
        assert_eq!(ministers, term(&mut lexicon, english, "minister"));
        assert_eq!(term(&mut lexicon, english, "U.N").term, term(&mut lexicon, german, "UN").term);
        assert!(term(&mut lexicon, english, "The").stop);
        assert_eq!(lexicon.stem(ministers.term), "minist");
        assert_eq!(lexicon.find("minist"), Some(ministers.term));
        let french = lexicon.language(Language::parse("fr"));
        let fire = term(&mut lexicon, french, "incendie");
        assert_eq!(term(&mut lexicon, french, "L’incendie").term, fire.term);
    }
}

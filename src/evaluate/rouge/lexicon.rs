//! Words become numbers once: each distinct word is stemmed, checked against the lists and interned a single time.

#![allow(clippy::disallowed_types)] // The interner: get and insert only, never iterated.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::FxHashMap;

use super::{Flavour, Options, lists, porter};

/// In place of a term: a word that is dropped.
pub(super) const DROPPED: u32 = u32::MAX;

#[derive(Debug, Default)]
struct Words {
    /// Word as it stands in a text → its term.
    terms: FxHashMap<Box<[u8]>, u32>,
    /// Stem → term.
    stems: FxHashMap<Box<[u8]>, u32>,
}

/// All words that the texts of one scorer had so far. Grows by the distinct words; shared by threads.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: RwLock<Words>,
    options: Options,
}

impl Lexicon {
    pub(super) fn new(options: Options) -> Self {
        Self { words: RwLock::new(Words::default()), options }
    }

    /// A session of look-ups; new words are added as they come.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader { lexicon: self, words: Some(self.read()) }
    }

    fn read(&self) -> RwLockReadGuard<'_, Words> {
        // A reader that panicked cannot have left the maps half written: inserts are the only writes.
        self.words.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, word: &[u8]) -> u32 {
        let stem = self.stem(word);
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        let term = match stem {
            None => DROPPED,
            Some(stem) => {
                let next = u32::try_from(words.stems.len()).unwrap_or(DROPPED);
                *words.stems.entry(stem.into_boxed_slice()).or_insert(next)
            }
        };
        words.terms.insert(word.into(), term);
        term
    }

    /// The form that is compared; `None` for a stop word that is to be dropped.
    fn stem(&self, word: &[u8]) -> Option<Vec<u8>> {
        let options = &self.options;
        if options.stop_words && lists::is_stop_word(word) {
            return None;
        }
        // Both programs leave words of up to three letters alone.
        if !options.stem || word.len() <= 3 {
            return Some(word.to_vec());
        }
        Some(match options.flavour {
            Flavour::Google => porter::nltk(word),
            Flavour::Perl => match lists::exception(word).filter(|_| options.exceptions) {
                Some(base) => base.as_bytes().to_vec(),
                None => porter::lin(word),
            },
        })
    }
}

/// A session of look-ups.
pub(super) struct Reader<'l> {
    lexicon: &'l Lexicon,
    words: Option<RwLockReadGuard<'l, Words>>,
}

impl Reader<'_> {
    /// The term of a word of ASCII lower case letters and digits, or [`DROPPED`].
    pub(super) fn term(&mut self, word: &[u8]) -> u32 {
        let lexicon = self.lexicon;
        let words = self.words.get_or_insert_with(|| lexicon.read());
        if let Some(&term) = words.terms.get(word) {
            return term;
        }
        self.words = None;
        lexicon.add(word)
    }
}

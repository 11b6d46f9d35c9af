//! Words become numbers once: each distinct word is stemmed, checked against the lists and interned
//! a single time.

#![allow(clippy::disallowed_types)] // The interner: get and insert only, never iterated.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::FxHashMap;

use super::{Flavour, Options, lists, porter};

/// In place of a term: a word that is dropped.
pub(super) const DROPPED: u32 = u32::MAX;

/// A word of lower-case letters and digits in UTF-8, as it is read. Up to 16 bytes fit one number,
/// which is hashed and compared at once; few words are longer.
#[derive(Debug, Default)]
pub(super) struct Word {
    short: u128,
    length: usize,
    /// All of it, once it is longer than [`Word::SHORT`].
    long: Vec<u8>,
}

impl Word {
    const SHORT: usize = 16;

    #[inline]
    pub(super) fn push(&mut self, letter: u8) {
        if self.length < Self::SHORT {
            self.short = self.short << 8 | u128::from(letter);
        } else {
            if self.length == Self::SHORT {
                self.long = self.short.to_be_bytes().to_vec();
            }
            self.long.push(letter);
        }
        self.length += 1;
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.length == 0
    }

    pub(super) fn clear(&mut self) {
        (self.short, self.length) = (0, 0);
    }

    fn bytes(&self) -> Vec<u8> {
        match self.short.to_be_bytes().get(Self::SHORT.saturating_sub(self.length)..) {
            Some(bytes) if self.length <= Self::SHORT => bytes.to_vec(),
            _ => self.long.clone(),
        }
    }
}

impl Words {
    #[inline]
    fn term(&self, word: &Word) -> Option<u32> {
        if word.length <= Word::SHORT {
            self.terms.get(&word.short).copied()
        } else {
            self.long_terms.get(word.long.as_slice()).copied()
        }
    }
}

#[derive(Debug, Default)]
struct Words {
    /// Word as it stands in a text → its term.
    terms: FxHashMap<u128, u32>,
    /// Word → its term, for words that do not fit a number.
    long_terms: FxHashMap<Box<[u8]>, u32>,
    /// Stem → term.
    stems: FxHashMap<Box<[u8]>, u32>,
}

/// All words that the texts of one scorer had so far. Grows by the distinct words; shared by
/// threads.
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
        // A reader that panicked cannot have left the maps half written: inserts are the only
        // writes.
        self.words.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, word: &Word) -> u32 {
        let bytes = word.bytes();
        let stem = self.stem(&bytes);
        let mut words = self.words.write().unwrap_or_else(PoisonError::into_inner);
        let term = match stem {
            None => DROPPED,
            Some(stem) => {
                let next = u32::try_from(words.stems.len()).unwrap_or(DROPPED);
                *words.stems.entry(stem.into_boxed_slice()).or_insert(next)
            }
        };
        if word.length <= Word::SHORT {
            words.terms.insert(word.short, term);
        } else {
            words.long_terms.insert(bytes.into_boxed_slice(), term);
        }
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
            Flavour::Unicode => word.to_vec(),
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
    /// The word's term, or [`DROPPED`].
    #[inline]
    pub(super) fn term(&mut self, word: &Word) -> u32 {
        let lexicon = self.lexicon;
        let words = self.words.get_or_insert_with(|| lexicon.read());
        if let Some(term) = words.term(word) {
            return term;
        }
        self.words = None;
        lexicon.add(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_keep_their_letters_and_their_terms() {
        let lexicon = Lexicon::new(Options::PERL);
        let mut reader = lexicon.reader();
        let letters = b"abcdefghijklmnopqrstuvwxyz0123456789";
        let mut word = Word::default();
        for length in 1..=letters.len() {
            word.clear();
            letters.iter().take(length).for_each(|&letter| word.push(letter));
            assert_eq!(word.bytes(), &letters[..length]);
            assert_eq!(reader.term(&word), u32::try_from(length - 1).unwrap());
            assert_eq!(reader.term(&word), u32::try_from(length - 1).unwrap());
        }
    }
}

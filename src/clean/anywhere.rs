//! Phrases that give boilerplate away wherever they stand.

use super::scan::{goes_on, is_word_byte};
use crate::model::{Language, Reason};

/// Phrases that may stand anywhere, found by the first four bytes of their first word.
#[derive(Debug, Default)]
pub(super) struct Anywhere {
    /// One bit for each hash of four bytes that begin a phrase's first word.
    pub(super) begins: Vec<u64>,
    /// The phrases, sorted by those bytes and then the longest first.
    pub(super) phrases: Vec<Loose>,
}

#[derive(Debug)]
pub(super) struct Loose {
    pub(super) key: [u8; 4],
    pub(super) text: String,
    /// Bytes of punctuation before its first word.
    lead: usize,
    language: Language,
    reason: Reason,
}

/// A phrase found by [`Phrases::anywhere`]: its place in bytes, and what it gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub reason: Reason,
}

/// Bits of the map of beginnings; a power of two.
pub(super) const BEGINS: usize = 1 << 13;

impl Anywhere {
    pub(super) fn add(&mut self, text: String, language: Language, reason: Reason) {
        let lead = text.bytes().take_while(|b| !is_word_byte(*b)).count();
        let Some(key) = text.as_bytes().get(lead..lead + 4).and_then(|k| k.try_into().ok()) else {
            return;
        };
        let bit = Self::bit(key);
        if let Some(word) = self.begins.get_mut(bit / 64) {
            *word |= 1 << (bit % 64);
        }
        self.phrases.push(Loose { key, text, lead, language, reason });
    }

    const fn bit(key: [u8; 4]) -> usize {
        (u32::from_le_bytes(key).wrapping_mul(0x9E37_79B1) >> 19) as usize
    }

    /// The first phrase of English or `language` that begins at `from` or later.
    pub(super) fn next(&self, text: &str, from: usize, language: Option<Language>) -> Option<Hit> {
        let bytes = text.as_bytes();
        let mut inside = false;
        for (at, byte) in bytes.iter().enumerate().skip(from) {
            let before = inside;
            inside = goes_on(*byte, inside);
            if before || !inside {
                continue;
            }
            let Some(&[a, b, c, d]) = bytes.get(at..at + 4) else { break };
            let key = [a, b, c, d].map(|b| b.to_ascii_lowercase());
            let bit = Self::bit(key);
            if self.begins.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
                && let Some(hit) =
                    self.found(text, at, key, language).filter(|hit| hit.start >= from)
            {
                return Some(hit);
            }
        }
        None
    }

    /// The longest phrase whose first word begins at `at`.
    fn found(
        &self,
        text: &str,
        at: usize,
        key: [u8; 4],
        language: Option<Language>,
    ) -> Option<Hit> {
        let bytes = text.as_bytes();
        let from = self.phrases.partition_point(|p| p.key < key);
        let alike = self.phrases.iter().skip(from).take_while(|p| p.key == key);
        alike.filter(|p| counts(p.language, language)).find_map(|phrase| {
            let start = at.checked_sub(phrase.lead)?;
            let end = start + phrase.text.len();
            let found = bytes.get(start..end)?;
            let last = found.last().copied()?;
            let open = !is_word_byte(last) || !bytes.get(end).copied().is_some_and(is_word_byte);
            (open && found.eq_ignore_ascii_case(phrase.text.as_bytes())).then_some(Hit {
                start,
                end,
                reason: phrase.reason,
            })
        })
    }
}

/// Whether the words of `own` count in a text of `language`: programs that publish in other
/// languages set English lines beside their texts.
pub(super) fn counts(own: Language, language: Option<Language>) -> bool {
    own == Language::ENGLISH || language.is_none_or(|wanted| wanted == own)
}

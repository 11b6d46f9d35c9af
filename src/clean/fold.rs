//! The folded beginning of a line, by which phrases are known, and a quick look whether a list may
//! hold any that begins like it.

use super::scan::{first_word, is_lead_mark, is_word_char};

/// Bytes of a line that [`Folded`] looks at; no phrase is longer.
/// Set by: the lists of phrases.
const HEAD: usize = 80;

/// A bit map over the beginnings of a list's phrases: most lines begin with none of them, and this
/// says so without a search. A phrase of one word is in it by that word, a longer one by its first
/// two.
#[derive(Debug, Default)]
pub(super) struct Bloom(Vec<u64>);

impl Bloom {
    const BITS: u64 = 1 << 15;

    pub(super) fn of<'a>(phrases: impl Iterator<Item = &'a str>) -> Self {
        let mut bits = vec![0; 1 << 9];
        for phrase in phrases {
            let begin = Begin::of(phrase);
            let (at, mask) = Self::place(if begin.more { begin.two } else { begin.one });
            if let Some(slot) = bits.get_mut(at) {
                *slot |= mask;
            }
        }
        Self(bits)
    }

    pub(super) fn may_hold(&self, begin: &Begin) -> bool {
        let holds = |hash| {
            let (at, mask) = Self::place(hash);
            self.0.get(at).is_some_and(|slot| slot & mask != 0)
        };
        holds(begin.one) || holds(begin.two)
    }

    fn place(hash: u64) -> (usize, u64) {
        let bit = (hash >> 32) % Self::BITS;
        #[allow(clippy::cast_possible_truncation)] // Below 2^9.
        let slot = (bit / 64) as usize;
        (slot, 1 << (bit % 64))
    }
}

/// Hashes of the first word and of the first two words of a line, bullets and brackets aside, in
/// lower case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begin {
    one: u64,
    two: u64,
    /// There is a second word.
    more: bool,
}

impl Begin {
    pub(super) fn of(line: &str) -> Self {
        let line = line.trim_start_matches(is_lead_mark);
        let mut chars = line.chars();
        let one = Self::word(&mut chars, 0xCBF2_9CE4_8422_2325);
        let rest = chars.as_str().trim_start();
        let more = !rest.is_empty();
        let two = Self::word(&mut rest.chars(), one ^ 0x20);
        Self { one, two, more }
    }

    /// Hashes letters, digits, hyphens and apostrophes up to the next white space; what follows
    /// other marks is left out.
    fn word(chars: &mut std::str::Chars<'_>, seed: u64) -> u64 {
        let mut state = seed;
        let mut open = true;
        let mut add =
            |c: char| state = (state ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3);
        let mut seen = 0;
        for c in chars.by_ref() {
            if c == ' ' || c.is_whitespace() {
                break;
            }
            open &= c.is_alphanumeric() || matches!(c, '-' | '\'' | '’') && seen > 0;
            if !open {
                continue;
            }
            seen += 1;
            if c.is_ascii() {
                add(c.to_ascii_lowercase());
            } else {
                c.to_lowercase().for_each(&mut add);
            }
        }
        state
    }
}

/// The beginning of a line as phrases are written: lower case, single spaces, without leading
/// bullets, brackets and quotation marks.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// Bytes of the first word.
    word: usize,
    /// Whether the whole line is in `text`.
    whole: bool,
}

impl Folded {
    pub(super) fn new(line: &str) -> Self {
        let line = line.trim_start_matches(is_lead_mark);
        let mut text = String::with_capacity(HEAD + 8);
        let mut chars = line.chars();
        let mut space = false;
        while text.len() < HEAD {
            let Some(c) = chars.next() else { break };
            if c == ' ' || c.is_whitespace() {
                space = true;
                continue;
            }
            if space && !text.is_empty() {
                text.push(' ');
            }
            space = false;
            if c.is_ascii() {
                text.push(c.to_ascii_lowercase());
            } else {
                text.extend(c.to_lowercase());
            }
        }
        let whole = chars.as_str().trim_start().is_empty();
        let word = first_word(&text).len();
        Self { text, word, whole }
    }

    /// The first word, as [`first_word`] cuts it.
    pub(super) fn word(&self) -> &str {
        self.text.get(..self.word).unwrap_or("")
    }

    /// The character after `phrase` when the line begins with it and it ends on a word boundary; a
    /// space at the line's end.
    pub(super) fn follows(&self, phrase: &str) -> Option<char> {
        let rest = self.text.strip_prefix(phrase)?;
        let next = rest.chars().next().unwrap_or(' ');
        let last = phrase.chars().next_back()?;
        (!is_word_char(next) || !is_word_char(last)).then_some(next)
    }

    /// What follows `phrase`; empty when the line does not begin with it.
    pub(super) fn after(&self, phrase: &str) -> &str {
        self.text.strip_prefix(phrase).unwrap_or("")
    }

    /// Whether nothing but punctuation and numbers follows `phrase`.
    pub(super) fn is_only(&self, phrase: &str) -> bool {
        self.whole && !self.after(phrase).chars().any(char::is_alphabetic)
    }
}

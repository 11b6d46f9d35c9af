//! What one pass over a sentence's bytes tells: words, letters, digits, quotation marks, seams.

use super::scan::{class_table, is_unspaced};

/// What one look over the bytes of a sentence tells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// Words, as white space parts them, with a letter or digit in them. For scripts without spaces
    /// two characters count as a word.
    pub words: usize,
    /// ASCII letters, and characters of other scripts.
    pub letters: usize,
    /// ASCII digits.
    pub digits: usize,
    /// A quotation mark or apostrophe of any style.
    pub quotes: bool,
    /// A small ASCII letter right before a capital one.
    pub seams: bool,
    /// Four ASCII capitals in a row.
    pub shouts: bool,
    /// `|` or `•`.
    pub bars: bool,
    /// `@`.
    pub at: bool,
}

const SMALL: u8 = 1;

const CAPITAL: u8 = 2;

const DIGIT: u8 = 4;

const SPACE: u8 = 8;

const QUOTE: u8 = 16;

const BAR: u8 = 32;

const AT: u8 = 64;

/// Begins a character of a script that may stand without spaces.
const WIDE: u8 = 128;

const CLASSES: [u8; 256] = class_table!(byte => match byte {
    b'a'..=b'z' => SMALL,
    b'A'..=b'Z' => CAPITAL,
    b'0'..=b'9' => DIGIT,
    b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => SPACE,
    b'"' | b'\'' => QUOTE,
    b'|' => BAR,
    b'@' => AT,
    // The first byte of a character of several bytes; punctuation begins with C2 and E2.
    0xC2 | 0xE2 => QUOTE,
    0xE3..=0xE9 => SMALL | WIDE,
    0xC3..=0xF4 => SMALL,
    _ => 0,
});

impl Traits {
    pub(super) fn of(text: &str) -> Self {
        let mut all = 0_u8;
        let (mut words, mut letters, mut digits) = (0_usize, 0_usize, 0_usize);
        let (mut inside, mut previous, mut capitals) = (0_u8, 0_u8, 0_u8);
        let (mut seams, mut shouts) = (0_u8, false);
        for &byte in text.as_bytes() {
            let class = CLASSES[usize::from(byte)];
            all |= class;
            let letter = (class | class >> 1) & 1;
            let digit = class >> 2 & 1;
            letters += usize::from(letter);
            digits += usize::from(digit);
            let word = letter | digit;
            words += usize::from(word & !inside);
            inside = (inside | word) & !(class >> 3 & 1);
            seams |= previous & (class >> 1);
            previous = class;
            capitals = capitals << 1 | (class >> 1 & 1);
            shouts |= capitals & 15 == 15;
        }
        let mut traits = Self {
            words,
            letters,
            digits,
            quotes: all & QUOTE != 0,
            seams: seams & 1 != 0,
            shouts,
            bars: all & BAR != 0,
            at: all & AT != 0,
        };
        if all & (WIDE | QUOTE) != 0 {
            traits.refine(text);
        }
        traits
    }

    /// Looks at characters where bytes cannot tell: spaces and bullets of several bytes, scripts
    /// without spaces.
    fn refine(&mut self, text: &str) {
        if text.contains(['•', '\u{a0}', '\u{2009}', '\u{202f}']) || text.chars().any(is_unspaced)
        {
            self.bars |= text.contains('•');
            self.words = count_words(text);
        }
    }
}

/// Words, as [`Traits::words`] counts them.
pub(super) fn words(text: &str) -> usize {
    Traits::of(text).words
}

fn count_words(text: &str) -> usize {
    let unspaced = text.chars().filter(|c| is_unspaced(*c)).count();
    let spaced = text
        .split(|c: char| c.is_whitespace() || is_unspaced(c))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    spaced + unspaced / 2
}

//! Words of a text as byte spans.
//!
//! A word is a run of letters and digits. An apostrophe between letters stays inside ("city's",
//! "l’eau"), as does the dot of a Catalan "l·l" ("col·legi"); a full stop or comma between digits
//! stays inside ("1,700", "3.5"); single letters with full stops are one word ("U.N."). A hyphen
//! separates ("pro-reform" is two words). This is coarser than Unicode's word boundaries (UAX #29)
//! where news needs it.

/// A word and what its letters look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// First byte in the text given.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Starts with an upper-case letter.
    pub capital: bool,
    /// Holds a digit.
    pub digit: bool,
}

/// The words of `text`, in order. Offsets are bytes of `text`.
#[must_use]
pub fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

/// Iterator of [`words`].
#[derive(Debug, Clone)]
pub struct Words<'t> {
    text: &'t str,
    at: usize,
}

/// Classes of ASCII bytes: 0 other, 1 lower-case letter, 2 upper-case letter, 3 digit, 4 first byte
/// of a longer character.
const CLASS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' => 1,
            b'A'..=b'Z' => 2,
            b'0'..=b'9' => 3,
            0x80..=0xff => 4,
            _ => 0,
        };
        byte += 1;
    }
    table
};

impl Words<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    fn long_char(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// The class and length in bytes of the character at `at`; combining marks count as letters of
    /// their word.
    fn class(&self, at: usize) -> (u8, usize) {
        match CLASS[usize::from(self.byte(at))] {
            4 => self.long_char(at).map_or((0, 1), |c| (class_of(c), c.len_utf8())),
            class => (class, 1),
        }
    }

    /// Length of an apostrophe at `at`, or of the dot of "l·l", or 0.
    fn apostrophe(&self, at: usize) -> usize {
        match self.byte(at) {
            b'\'' => 1,
            0xc2 if self.text.as_bytes().get(at + 1) == Some(&0xb7) => {
                let is_l = |at: usize| matches!(self.byte(at), b'l' | b'L');
                if is_l(at.wrapping_sub(1)) && is_l(at + 2) { 2 } else { 0 }
            }
            0xe2 if self.text.as_bytes().get(at..at + 3) == Some("’".as_bytes()) => 3,
            _ => 0,
        }
    }
}

fn class_of(c: char) -> u8 {
    if c.is_uppercase() {
        2
    } else if c.is_alphabetic() || is_mark(c) {
        1
    } else if c.is_numeric() {
        3
    } else {
        0
    }
}

/// Combining marks that belong to the letter before them (accents, vowel signs, Arabic and Hebrew
/// points).
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{93a}'..='\u{94f}' | '\u{bbe}'..='\u{bcd}' | '\u{200c}'..='\u{200d}')
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let (mut class, mut len);
        loop {
            if self.at >= self.text.len() {
                return None;
            }
            (class, len) = self.class(self.at);
            if class != 0 {
                break;
            }
            self.at += len;
        }
        let start = self.at;
        let capital = class == 2;
        let mut digit = false;
        let mut letters = 0;
        let mut dotted = false;
        let mut end = start;
        loop {
            digit |= class == 3;
            end += len;
            letters += 1;
            let before = class;
            (class, len) = self.class(end);
            if class != 0 {
                continue;
            }
            let joint = match self.byte(end) {
                b'.' if letters == 1 && before != 3 => 1,
                b'.' | b',' if before == 3 => 1,
                _ if before != 3 => self.apostrophe(end),
                _ => 0,
            };
            if joint == 0 {
                break;
            }
            let after = self.class(end + joint);
            let joins = match self.byte(end) {
                b'.' if before != 3 => {
                    // "U.N." but not "I. Said": the next letter must itself stand before a full
                    // stop.
                    matches!(after.0, 1 | 2) && self.byte(end + joint + after.1) == b'.'
                        || dotted
                            && matches!(after.0, 1 | 2)
                            && self.class(end + joint + after.1).0 == 0
                }
                b'.' | b',' => after.0 == 3,
                _ => matches!(after.0, 1 | 2),
            };
            if !joins {
                break;
            }
            dotted |= self.byte(end) == b'.' && before != 3;
            letters = 0;
            end += joint;
            (class, len) = after;
        }
        self.at = end;
        Some(Word { start, end, capital, digit })
    }
}

/// A word in lower case with straight apostrophes, without the ending of a possessive: "mayor" of
/// "mayor's", "workers" of "workers'".
#[must_use]
pub fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        words(text).map(|w| &text[w.start..w.end]).collect()
    }

    #[test]
    fn words_of_news_prose() {
        let table: &[(&str, &[&str])] = &[
            (
                "At least 1,700 pro-reform voters.",
                &["At", "least", "1,700", "pro", "reform", "voters"],
            ),
            (
                "The U.N. said 3.5 per cent, 80km.",
                &["The", "U.N", "said", "3.5", "per", "cent", "80km"],
            ),
            ("city's l’eau 'quoted'", &["city's", "l’eau", "quoted"]),
            ("J. Smith. A new day", &["J", "Smith", "A", "new", "day"]),
            ("U.S.-backed", &["U.S", "backed"]),
            (
                "El col·legi il·legal · COL·LEGI l·a",
                &["El", "col·legi", "il·legal", "COL·LEGI", "l", "a"],
            ),
            ("Größe Ελλάδα мир עברית", &["Größe", "Ελλάδα", "мир", "עברית"]),
            ("", &[]),
            ("…—", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(&split(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn spans_are_ordered_and_hold_no_space(text in "\\PC*") {
            let mut last = 0;
            for word in words(&text) {
                assert!(last <= word.start && word.start < word.end);
                assert!(!text[word.start..word.end].contains(' '));
                last = word.end;
            }
        }
    }
}

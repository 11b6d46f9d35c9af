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

/// The words of `text`, in order. Offsets are bytes of `text`. Of writings without spaces a word is
/// what can be told without a dictionary: a Chinese character, a run of Japanese syllables of one
/// kind, a Thai or Lao consonant with its vowels and tones.
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

    /// Whether a word ends between the letters at `last` and at `at`, since one of them is of a
    /// writing without spaces.
    fn is_parted(&self, last: usize, at: usize) -> bool {
        self.long_char(last).zip(self.long_char(at)).is_some_and(|(a, b)| parts(a, b))
    }

    /// The mark at `at` that joins what is before it, of class `before`, to what follows, in bytes,
    /// and the class and length of that; `one` says that one letter stands before it, `dotted` that
    /// the word has a full stop between letters.
    fn joint(
        &self,
        at: usize,
        before: u8,
        one: bool,
        dotted: bool,
    ) -> Option<(usize, (u8, usize))> {
        let mark = self.byte(at);
        let joint = match mark {
            b'.' if one && before != 3 => 1,
            b'.' | b',' if before == 3 => 1,
            _ if before != 3 => self.apostrophe(at),
            _ => 0,
        };
        if joint == 0 {
            return None;
        }
        let after = self.class(at + joint);
        let letter = matches!(after.0, 1 | 2);
        let joins = match mark {
            b'.' if before != 3 => {
                // "U.N." but not "I. Said": the next letter must itself stand before a full stop.
                let next = at + joint + after.1;
                letter && (self.byte(next) == b'.' || dotted && self.class(next).0 == 0)
            }
            b'.' | b',' => after.0 == 3,
            _ => letter,
        };
        joins.then_some((joint, after))
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

/// Combining marks that belong to the letter before them (accents, vowel signs, tones, Arabic and
/// Hebrew points).
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{93a}'..='\u{94f}' | '\u{bbe}'..='\u{bcd}' | '\u{e47}'..='\u{e4e}' | '\u{ec8}'..='\u{ece}' | '\u{200c}'..='\u{200d}')
}

/// Writings without spaces between words, as far as their words are cut here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unspaced {
    /// Chinese characters, each a word.
    Han,
    /// Japanese syllables of native words and endings, a run a word.
    Hiragana,
    /// Japanese syllables of names and borrowed words, a run a word.
    Katakana,
    /// Thai and Lao, a consonant with its vowels and tones a word.
    Thai,
}

const fn unspaced(c: char) -> Option<Unspaced> {
    match c {
        '\u{e01}'..='\u{eff}' => Some(Unspaced::Thai),
        '\u{3041}'..='\u{309f}' => Some(Unspaced::Hiragana),
        '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Some(Unspaced::Katakana),
        '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Some(Unspaced::Han),
        _ => None,
    }
}

/// Whether a word ends between two letters, one of them of a writing without spaces.
fn parts(before: char, after: char) -> bool {
    /// Vowels of Thai and Lao that are written before their consonant.
    const LEADING: [std::ops::RangeInclusive<char>; 2] = ['เ'..='ไ', 'ເ'..='ໄ'];
    /// Consonants of Thai and of Lao.
    const CONSONANTS: [std::ops::RangeInclusive<char>; 2] = ['ก'..='ฮ', 'ກ'..='ຮ'];
    let leads = |c: char| LEADING.iter().any(|vowels| vowels.contains(&c));
    // Marks, and the sign of a long vowel, belong to what stands before them.
    if is_mark(after) || after == 'ー' {
        return false;
    }
    match (unspaced(before), unspaced(after)) {
        (None, None) => false,
        (Some(Unspaced::Han), Some(Unspaced::Han)) => true,
        (Some(Unspaced::Thai), Some(Unspaced::Thai)) => {
            let begins = leads(after) || CONSONANTS.iter().any(|all| all.contains(&after));
            begins && !leads(before)
        }
        (before, after) => before != after,
    }
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
            if len == 1 {
                // Most letters are ASCII, and so are those around them.
                let from = end;
                while matches!(CLASS[usize::from(self.byte(end))], 1 | 2) {
                    end += 1;
                }
                if end > from {
                    (class, letters) = (1, letters + end - from);
                }
            }
            let (before, width) = (class, len);
            (class, len) = self.class(end);
            if class != 0 {
                // All writings without spaces have letters of three bytes and more.
                if width.max(len) > 2 && self.is_parted(end - width, end) {
                    break;
                }
                continue;
            }
            let Some((joint, after)) = self.joint(end, before, letters == 1, dotted) else {
                break;
            };
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
            ("9人が死亡、ニューヨークで", &["9", "人", "が", "死", "亡", "ニューヨーク", "で"]),
            ("ที่เมือง 12 คน", &["ที่", "เมื", "อ", "ง", "12", "ค", "น"]),
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

//! The word before a full stop.

use super::table::{LONGEST, Listed, Table};

/// The word that a full stop follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token<'t> {
    /// As written; empty when there is none (or it is too long to matter).
    pub(super) text: &'t str,
    /// Where it begins in the block.
    pub(super) start: usize,
    /// Whether it was cut because it is longer than anything listed.
    pub(super) long: bool,
}

/// What a token looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// No letter and no digit.
    Nothing,
    /// Digits, perhaps with points and commas between them; how many digits.
    Number(usize),
    /// One letter.
    Letter,
    /// Letters with full stops between them, at most two in a row: "U.S", "p.m", "т.е".
    Acronym,
    /// Any other word.
    Word,
}

impl<'t> Token<'t> {
    /// The word that ends at `end`. It begins after white space, a bracket, a quotation mark, a
    /// slash, a dash or an apostrophe.
    pub(super) fn before(body: &'t str, end: usize) -> Self {
        let bytes = body.as_bytes();
        let floor = end.saturating_sub(LONGEST);
        let mut start = end;
        let mut long = false;
        while start > 0 {
            if start <= floor {
                long = true;
                break;
            }
            let byte = bytes.get(start - 1).copied().unwrap_or(b' ');
            if byte < 0x80 {
                if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b'@' | b'&')) {
                    break;
                }
                start -= 1;
                continue;
            }
            let before = body.get(..start).and_then(|s| s.chars().next_back());
            let Some(c) = before.filter(|c| c.is_alphanumeric() || joins(*c)) else { break };
            start -= c.len_utf8();
        }
        let text = if long { "" } else { body.get(start..end).unwrap_or("") };
        let inner = text.trim_start_matches(['.', ',']);
        Self { text: inner, start: end - inner.len(), long }
    }

    pub(super) fn shape(&self) -> Shape {
        if self.long {
            return Shape::Word;
        }
        if let Some(digits) = number(self.text) {
            return Shape::Number(digits);
        }
        let mut chars = self.text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => Shape::Nothing,
            (Some(c), None) if c.is_alphabetic() => Shape::Letter,
            _ if self.acronym() => Shape::Acronym,
            _ if self.text.chars().any(char::is_alphanumeric) => Shape::Word,
            _ => Shape::Nothing,
        }
    }

    fn acronym(&self) -> bool {
        self.text.contains('.')
            && self.text.split('.').all(|part| {
                let mut chars = part.chars();
                chars.next().is_some_and(char::is_alphabetic)
                    && chars.next().is_none_or(|c| c.is_alphabetic() && chars.next().is_none())
            })
    }

    /// Whether it begins with a capital.
    pub(super) fn capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// A Roman numeral of two letters or more, in capitals.
    pub(super) fn roman(&self) -> bool {
        self.text.len() >= 2 && roman(self.text)
    }

    /// What the table knows of it, alone or together with the short words with full stops before it
    /// ("z. B", "и т. д").
    pub(super) fn listed(&self, body: &str, table: &Table) -> Listed {
        self.look_up(body, table, self.capital())
    }

    /// What the table knows of it, whether or not the list asks for a capital.
    pub(super) fn listed_small(&self, body: &str, table: &Table) -> Listed {
        self.look_up(body, table, true)
    }

    /// Whether the number belongs to an abbreviation before it: "Nr. 7", "S. 12".
    pub(super) fn numbered(&self, body: &str, table: &Table) -> bool {
        short_before(body, self.start).is_some_and(|before| before.listed(body, table).number)
    }

    fn look_up(&self, body: &str, table: &Table, capital: bool) -> Listed {
        let mut small = Small::default();
        if self.long || !small.prepend(self.text) {
            return Listed::default();
        }
        let alone = table.listed(small.text(), capital);
        if self.text.len() > 6 || self.text.contains('.') {
            return alone;
        }
        let mut joined = None;
        let mut start = self.start;
        for _ in 0..3 {
            let Some(previous) = short_before(body, start) else { break };
            if !small.prepend(".") || !small.prepend(previous.text) {
                break;
            }
            let found = table.listed(small.text(), previous.capital());
            joined = found.class.map(|_| found).or(joined);
            start = previous.start;
        }
        joined.unwrap_or(alone)
    }
}

/// The short abbreviated word before `start` ("z." in "z. B").
fn short_before(body: &str, start: usize) -> Option<Token<'_>> {
    let before = body.get(..start)?.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    // More than one space, or none, is no abbreviation's.
    if start - before.len() > 3 || start == before.len() {
        return None;
    }
    let stopped = before.strip_suffix('.')?;
    let token = Token::before(stopped, stopped.len());
    (!token.text.is_empty() && token.text.len() <= 8).then_some(token)
}

/// Signs that stand inside abbreviations.
fn joins(c: char) -> bool {
    matches!(c, '°' | 'º' | 'ª' | '№' | '·' | '§' | '\u{ad}' | '\u{301}') || unicode_mark(c)
}

/// Vowel signs and the like, which are part of the word in Indic and Semitic scripts.
fn unicode_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{65f}' | '\u{900}'..='\u{963}' | '\u{966}'..='\u{dff}')
}

/// How many digits a number has; `None` for anything else.
fn number(text: &str) -> Option<usize> {
    let mut digits = 0;
    for c in text.chars() {
        if c.is_numeric() {
            digits += 1;
        } else if !matches!(c, '.' | ',' | '°' | 'º' | 'ª') {
            return None;
        }
    }
    (digits > 0).then_some(digits)
}

/// Whether all letters are those of Roman numerals, in capitals.
pub(super) fn roman(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C' | b'D' | b'M'))
}

/// A short text in small letters, filled from its end, without the heap.
struct Small {
    bytes: [u8; 2 * LONGEST],
    start: usize,
}

impl Default for Small {
    fn default() -> Self {
        Self { bytes: [0; 2 * LONGEST], start: 2 * LONGEST }
    }
}

impl Small {
    /// Puts `text` in front, in small letters; `false` when there is no room.
    fn prepend(&mut self, text: &str) -> bool {
        for c in text.chars().rev() {
            if c.is_ascii() {
                if !self.put(&[u8::try_from(c).unwrap_or(b'?').to_ascii_lowercase()]) {
                    return false;
                }
                continue;
            }
            // A few capitals become two characters ("İ"): their order is kept.
            let mut encoded = [0; 12];
            let mut length = 0;
            for small in c.to_lowercase() {
                let Some(room) = encoded.get_mut(length..) else { return false };
                if room.len() < 4 {
                    return false;
                }
                length += small.encode_utf8(room).len();
            }
            if !self.put(encoded.get(..length).unwrap_or(&[])) {
                return false;
            }
        }
        true
    }

    fn put(&mut self, bytes: &[u8]) -> bool {
        let Some(start) = self.start.checked_sub(bytes.len()) else { return false };
        let Some(room) = self.bytes.get_mut(start..self.start) else { return false };
        room.copy_from_slice(bytes);
        self.start = start;
        true
    }

    fn text(&self) -> &str {
        self.bytes.get(self.start..).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
    }
}

//! A text that may hold a date as numbers, words and signs.

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// "04/05/2026": the fourth of May or the fifth of April.
    Ambiguous,
    /// Not a date, or one that does not exist.
    Unreadable,
}

/// A piece of a text that may hold a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Number { value: u64, digits: usize, glued: bool },
    Word(&'a str),
    Sign(char),
}

/// Numbers, words and signs; `glued` numbers follow the token before without a space.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let while_ = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = while_(|c| c.is_ascii_digit());
            let value =
                rest.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(u64::MAX);
            out.push(Token::Number { value, digits: length, glued });
            length
        } else if first.is_alphabetic() {
            let length = while_(|c| c.is_alphabetic() || is_mark(c));
            out.push(Token::Word(rest.get(..length).unwrap_or("")));
            length
        } else {
            if !first.is_whitespace() {
                out.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        glued = !first.is_whitespace();
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// Marks that belong to the letter before: accents, vowel signs, joiners.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}'
        | '\u{abc}' | '\u{acd}' | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}'
        | '\u{dca}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}'..='\u{ecd}'
        | '\u{1000}'..='\u{103f}' | '\u{1780}'..='\u{17d3}' | '\u{f00}'..='\u{fbc}' | '\u{200c}' | '\u{200d}')
}

/// A decimal digit of another script as that of ASCII.
pub(super) fn ascii_digit(c: char) -> char {
    // The zeros of Arabic, Persian, Devanagari, Bengali, Gujarati, Tamil, Telugu, Kannada, Thai,
    // Lao, Burmese, Khmer and full-width digits; nine more follow each.
    const ZEROS: [char; 13] = ['٠', '۰', '०', '০', '૦', '௦', '౦', '೦', '๐', '໐', '၀', '០', '０'];
    if c.is_ascii() {
        return c;
    }
    let value = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|n| *n < 10);
    ZEROS.into_iter().find_map(value).and_then(|n| char::from_digit(n, 10)).unwrap_or(c)
}

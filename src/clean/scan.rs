//! Small scanners over characters: the folded beginning of a line, words, how a line ends.

/// Marks of an entry of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '‣'
            | '▪'
            | '■'
            | '●'
            | '►'
            | '▶'
            | '▸'
            | '→'
            | '*'
            | '-'
            | '–'
            | '◦'
            | '+'
    )
}

/// Bullets, brackets, arrows and quotation marks that may stand before a line's first word.
pub(super) fn is_lead_mark(c: char) -> bool {
    c.is_whitespace()
        || is_bullet(c)
        || matches!(
            c,
            '»' | '›'
                | '>'
                | '—'
                | '|'
                | '#'
                | '['
                | '('
                | '"'
                | '“'
                | '„'
                | '”'
                | '«'
                | '‹'
                | '_'
                | '\''
                | '‘'
                | '✉'
                | '☞'
                | '~'
                | '📷'
                | '🎥'
                | '\u{feff}'
                | '\u{200b}'
        )
}

pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Marks that may close after the final stop: quotation marks, brackets, footnote stars.
pub(super) fn is_closer(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '”'
                | '“'
                | '»'
                | '«'
                | '\''
                | '’'
                | '‘'
                | ')'
                | ']'
                | '*'
                | '›'
                | '‹'
                | '」'
                | '』'
                | '†'
                | '\u{200b}'
                | '\u{feff}'
        )
}

/// The last character that is no closing mark.
pub(super) fn last_mark(text: &str) -> Option<char> {
    text.trim_end_matches(is_closer).chars().next_back()
}

/// Whether `text` ends with a stop, question or exclamation mark or an ellipsis, closing marks
/// aside.
pub(super) fn ends_like_sentence(text: &str) -> bool {
    last_mark(text).is_some_and(is_stop)
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '።' | '։' | '‽' | '．'
    )
}

/// Whether a byte belongs to a word: ASCII letters and digits, and all of other scripts. C2 and E2
/// begin the quotation marks, dashes and spaces beyond ASCII and count as none.
pub(super) const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || (byte >= 0x80 && byte != 0xC2 && byte != 0xE2)
}

/// A table of what each byte is, made when the crate is compiled.
macro_rules! class_table {
    ($byte:ident => $class:expr) => {{
        let mut table = [0u8; 256];
        let mut at = 0;
        while at < 256 {
            #[allow(clippy::cast_possible_truncation)] // Below 256.
            let $byte = at as u8;
            table[at] = $class;
            at += 1;
        }
        table
    }};
}
pub(super) use class_table;

/// How a byte takes part in words.
const WORDS: [u8; 256] = class_table!(byte => match byte {
    // The rest of a character of several bytes goes with its first.
    0x80..=0xBF => 2,
    _ if is_word_byte(byte) => 1,
    _ => 0,
});

/// Whether a text is inside a word at `byte`, when it was `inside` one before: words begin where
/// this turns true.
#[inline]
pub(super) const fn goes_on(byte: u8, inside: bool) -> bool {
    let class = WORDS[byte as usize];
    class == 1 || (class == 2 && inside)
}

/// Characters of scripts that put no spaces between words.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x20000..=0x2FFFF)
}

/// A word without the punctuation around it.
pub(super) fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !is_word_char(c))
}

/// Whether the first letter or digit of `word` is an upper-case letter.
pub(super) fn is_capitalised(word: &str) -> bool {
    word.chars().find(|c| is_word_char(*c)).is_some_and(char::is_uppercase)
}

/// Whether every letter of `word` is upper case, and it has at least `least` letters.
pub(super) fn is_shouted(word: &str, least: usize) -> bool {
    let mut letters = 0;
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters >= least
}

/// The byte position of `text` that is at most `limit` and lies on a character boundary.
pub(super) fn floor(text: &str, limit: usize) -> usize {
    let mut at = limit.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The first word of a folded line or phrase: up to the first space, without a colon, comma or stop
/// at its end.
pub(super) fn first_word(text: &str) -> &str {
    let word = text.split(' ').next().unwrap_or("");
    word.trim_end_matches([':', ',', '.', ';', '…', '|', '!', ')', '"', '”'])
}

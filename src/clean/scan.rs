//! Small scanners over characters: the folded beginning of a line, words, how a line ends.

/// Bytes of a line that [`Folded`] looks at; no phrase is longer.
const HEAD: usize = 96;

/// The beginning of a line as phrases are written: lower case, single spaces, straight apostrophes kept as they are,
/// without leading bullets, brackets and quotation marks.
#[derive(Debug)]
pub(super) struct Folded {
    text: String,
    /// Whether the whole line is in `text`.
    whole: bool,
}

impl Folded {
    pub(super) fn new(line: &str) -> Self {
        let line = line.trim_start_matches(is_lead_mark);
        let mut text = String::with_capacity(HEAD + 8);
        let mut chars = line.chars();
        let mut space = false;
        for c in chars.by_ref() {
            if c.is_whitespace() {
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
            if text.len() >= HEAD {
                break;
            }
        }
        let whole = chars.as_str().trim().is_empty();
        Self { text, whole }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The character after `phrase` when the line begins with it and it ends on a word boundary; a space at the line's end.
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

/// Bullets, brackets, arrows and quotation marks that may stand before a line's first word.
pub(super) fn is_lead_mark(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '*' | '•'
                | '·'
                | '‣'
                | '◦'
                | '▪'
                | '■'
                | '●'
                | '►'
                | '▶'
                | '▸'
                | '→'
                | '»'
                | '›'
                | '>'
                | '-'
                | '–'
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
                | '+'
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

/// Whether `text` ends with a stop, question or exclamation mark or an ellipsis, closing marks aside.
pub(super) fn ends_like_sentence(text: &str) -> bool {
    last_mark(text).is_some_and(is_stop)
}

fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।' | '۔' | '።' | '։' | '‽' | '．'
    )
}

/// Words, as white space parts them, with a letter or digit in them. For scripts without spaces two characters count
/// as a word.
pub(super) fn words(text: &str) -> usize {
    let mut count = 0;
    let mut unspaced = 0;
    let mut inside = false;
    let mut counted = false;
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_whitespace() {
                inside = false;
            } else {
                if !inside {
                    counted = false;
                }
                inside = true;
                if !counted && c.is_ascii_alphanumeric() {
                    counted = true;
                    count += 1;
                }
            }
        } else if c.is_whitespace() {
            inside = false;
        } else if is_unspaced(c) {
            unspaced += 1;
        } else {
            if !inside {
                counted = false;
            }
            inside = true;
            if !counted && c.is_alphanumeric() {
                counted = true;
                count += 1;
            }
        }
    }
    count + unspaced / 2
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

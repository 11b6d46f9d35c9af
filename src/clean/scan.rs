//! Small scanners over characters: the folded beginning of a line, words, how a line ends.

/// Bytes of a line that [`Folded`] looks at; no phrase is longer.
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

/// How a byte takes part in words.
const WORDS: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)] // Below 256.
        let b = byte as u8;
        table[byte] = match b {
            // The rest of a character of several bytes goes with its first.
            0x80..=0xBF => 2,
            _ if is_word_byte(b) => 1,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// Whether a text is inside a word at `byte`, when it was `inside` one before: words begin where
/// this turns true.
#[inline]
pub(super) const fn goes_on(byte: u8, inside: bool) -> bool {
    let class = WORDS[byte as usize];
    class == 1 || (class == 2 && inside)
}

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

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        #[allow(clippy::cast_possible_truncation)] // Below 256.
        let b = byte as u8;
        table[byte] = match b {
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
        };
        byte += 1;
    }
    table
}

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

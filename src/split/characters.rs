//! What single characters mean to a sentence boundary.

/// What kind of mark may end a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// One full stop of a script with spaces: it also marks abbreviations, initials and ordinals.
    Stop,
    /// Exclamation and question marks.
    Bang,
    /// "…", or several full stops.
    Ellipsis,
    /// A full stop that marks nothing else, where a space follows (Urdu, Armenian).
    Plain,
    /// Marks of scripts that need no space after them (Chinese, Japanese, Devanagari, Ethiopic,
    /// Khmer, Burmese).
    Full,
}

/// First bytes of all marks: everything else is passed over at the speed of a table look-up per
/// byte.
pub(super) const LEADS: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = [b'.', b'!', b'?', b';', 0xcd, 0xd6, 0xd8, 0xdb, 0xe0, 0xe1, 0xe2, 0xe3, 0xef];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

/// The kind of mark that `c` is. The Greek question mark ';' counts only after a Greek letter,
/// which the caller checks.
pub(super) const fn kind(c: char) -> Option<Kind> {
    Some(match c {
        '.' => Kind::Stop,
        '!' | '?' | '؟' | '\u{37e}' | ';' | '‼' | '⁇' | '⁈' | '⁉' | '‽' => Kind::Bang,
        '…' => Kind::Ellipsis,
        '۔' | '։' => Kind::Plain,
        '。' | '｡' | '．' | '！' | '？' | '।' | '॥' | '።' | '፧' | '។' | '៕' | '။' => {
            Kind::Full
        }
        _ => return None,
    })
}

/// Whether `c` closes a quotation when it stands right after the end of a sentence.
pub(super) const fn closes_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '»'
            | '›'
            | '“'
            | '‘'
            | '«'
            | '‹'
            | '」'
            | '』'
            | '＂'
            | '´'
            | '`'
            | '″'
            | '〞'
            | '〟'
    )
}

/// Whether `c` is a quotation mark that only opens in scripts without spaces.
pub(super) const fn opens_wide(c: char) -> bool {
    matches!(c, '“' | '‘' | '「' | '『' | '〝')
}

/// What closes the bracket or the title that `c` opens in scripts without spaces.
pub(super) const fn wide_closer(c: char) -> Option<char> {
    Some(match c {
        '（' => '）',
        '《' => '》',
        '〈' => '〉',
        '【' => '】',
        '［' => '］',
        '〔' => '〕',
        _ => return None,
    })
}

/// Whether `c` is a mark of direction, which shows nothing.
pub(super) const fn directs(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202c}' | '\u{2069}')
}

/// Whether `c` closes a bracket.
pub(super) const fn closes_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '》' | '〉' | '〕')
}

/// Whether `c` may stand between a sentence's end and the first letter of the next, and whether it
/// opens a quotation.
pub(super) const fn opens(c: char) -> Option<bool> {
    Some(match c {
        '"' | '\'' | '„' | '“' | '”' | '‚' | '‘' | '’' | '«' | '‹' | '»' | '›' | '「' | '『'
        | '`' | '´' => true,
        '(' | '[' | '{' | '（' | '【' | '《' | '〈' | '¿' | '¡' | '*' | '_' | '•' | '⁃' | '‣'
        | '▪' | '◦' | '●' | '■' | '·' | '…' | '→' | '>' | '|' | '~' | '=' | '#' | '@'
        | '\u{200e}' | '\u{200f}' | '\u{202a}' | '\u{202b}' | '\u{2066}' | '\u{2067}' => false,
        _ => return None,
    })
}

/// Whether `c` is a dash that may lead a speaker's turn or an attribution.
pub(super) const fn dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '−')
}

/// Whether `c` goes on with the sentence when it is the next thing after a mark and a space.
pub(super) const fn goes_on(c: char) -> bool {
    matches!(
        c,
        ',' | ';'
            | ':'
            | '!'
            | '?'
            | '%'
            | '/'
            | '+'
            | '&'
            | ')'
            | ']'
            | '}'
            | '،'
            | '؛'
            | '、'
            | '，'
            | '；'
            | '：'
    )
}

/// Whether `c` is of a script written without spaces between words.
pub(super) const fn spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether `c` is a vowel (or a letter of which that cannot be told): its word is not vowelless.
pub(super) fn vowel(c: char) -> bool {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'A' | 'E' | 'I' | 'O' | 'U' | 'Y' => true,
        c if c.is_ascii() => false,
        'ç' | 'Ç' | 'ñ' | 'Ñ' | 'ß' | 'ş' | 'ș' | 'ț' | 'ğ' => false,
        _ => true,
    }
}

//! Character references of HTML and XML, decoded in one pass.
//!
//! The table (`entities.txt`) holds all names of the HTML standard. References that are defined in
//! a document's own type (billion laughs, `file:///etc/passwd`) are never expanded: unknown names
//! stay as they are written.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memchr_iter;

/// Text with its character references replaced.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    replaced(text, false)
}

/// An attribute's value with its character references replaced, where a name without a semicolon
/// that letters or digits follow is none: addresses hold "&copy2=3" (HTML standard, 13.2.5.73).
pub(super) fn decode_attribute(value: &str) -> Cow<'_, str> {
    replaced(value, true)
}

fn replaced(text: &str, attribute: bool) -> Cow<'_, str> {
    if !text.as_bytes().contains(&b'&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for at in memchr_iter(b'&', text.as_bytes()) {
        if at < done {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or("");
        if let Some(((first, second), length)) = reference(rest, attribute) {
            out.push_str(text.get(done..at).unwrap_or(""));
            out.push(first);
            out.extend(second);
            done = at + 1 + length;
        }
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

type Reference = ((char, Option<char>), usize);

/// What the text after a `&` stands for, and how many bytes name it.
fn reference(rest: &str, attribute: bool) -> Option<Reference> {
    let bytes = rest.as_bytes();
    if bytes.first() == Some(&b'#') {
        return numeric(bytes).map(|(character, length)| ((character, None), length));
    }
    let length = bytes.iter().take(LONGEST + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
    if bytes.get(length) == Some(&b';')
        && let Some(named) = find(rest.get(..length)?)
    {
        return Some((named.characters, length + 1));
    }
    // Without a semicolon the longest of the old names counts, but not in an address:
    // "?a=1&copy=3".
    if bytes.get(length) == Some(&b'=') {
        return None;
    }
    (2..=length.min(LONGEST_BARE)).rev().filter(|&short| !attribute || short == length).find_map(
        |short| {
            let named = find(rest.get(..short)?).filter(|named| named.bare)?;
            Some((named.characters, short))
        },
    )
}

fn numeric(bytes: &[u8]) -> Option<(char, usize)> {
    let (radix, from) = match bytes.get(1)? {
        b'x' | b'X' => (16, 2),
        _ => (10, 1),
    };
    let mut value: u32 = 0;
    let mut at = from;
    while let Some(digit) = bytes.get(at).and_then(|&b| char::from(b).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit).min(0x11_0000);
        at += 1;
    }
    if at == from {
        return None;
    }
    at += usize::from(bytes.get(at) == Some(&b';'));
    let character = match value {
        0x80..=0x9f => WINDOWS_1252.get(value as usize - 0x80).copied().unwrap_or('\u{fffd}'),
        0 => '\u{fffd}',
        _ => char::from_u32(value).unwrap_or('\u{fffd}'),
    };
    Some((character, at))
}

/// What pages mean by references to C1 controls.
pub(super) const WINDOWS_1252: [char; 32] = [
    '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
    '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{fffd}',
    'ž', 'Ÿ',
];

/// A named reference.
#[derive(Debug, Clone, Copy)]
struct Named {
    name: &'static str,
    /// What it stands for: one character, or two.
    characters: (char, Option<char>),
    /// Whether a semicolon may be missing after it.
    bare: bool,
}

const FILE: &str = include_str!("entities.txt");
/// The longest name, and the longest that needs no semicolon, in bytes.
const LONGEST: usize = 31;
const LONGEST_BARE: usize = 6;

/// All of them, sorted by name.
static NAMED: LazyLock<Vec<Named>> = LazyLock::new(|| {
    let character = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
    let read = |line: &'static str| {
        let (name, rest) = line.split_once(' ')?;
        let (bare, codes) = rest.strip_prefix("* ").map_or((false, rest), |codes| (true, codes));
        let mut codes = codes.split(' ');
        let first = character(codes.next()?)?;
        Some(Named { name, characters: (first, codes.next().and_then(character)), bare })
    };
    FILE.lines().filter(|line| !line.starts_with('#')).filter_map(read).collect()
});

/// The named reference of exactly this name.
fn find(name: &str) -> Option<Named> {
    let at = NAMED.binary_search_by(|known| known.name.cmp(name)).ok()?;
    NAMED.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted() {
        assert_eq!(NAMED.len(), 2_125);
        assert_eq!(NAMED.iter().filter(|named| named.bare).count(), 106);
        assert!(NAMED.is_sorted_by(|a, b| a.name < b.name));
        assert!(NAMED.iter().all(|named| named.name.len() <= LONGEST));
        assert!(NAMED.iter().filter(|n| n.bare).all(|n| n.name.len() <= LONGEST_BARE));
    }

    #[test]
    fn every_name_is_decoded() {
        for named in NAMED.iter() {
            let mut expected = named.characters.0.to_string();
            expected.extend(named.characters.1);
            assert_eq!(decode(&format!("&{};", named.name)), expected, "{}", named.name);
            let bare = decode(&format!("&{} ", named.name)).into_owned();
            if named.bare {
                assert_eq!(bare, format!("{expected} "), "{}", named.name);
            }
        }
    }

    #[test]
    fn references() {
        for (source, expected) in [
            ("AT&amp;T", "AT&T"),
            ("a & b &; &&amp;", "a & b &; &&"),
            ("&lt;p&gt;", "<p>"),
            ("&eacute;t&eacute", "été"),
            ("&#233;&#xE9;&#xe9", "ééé"),
            ("&#150;&#x80;", "–€"),
            ("&#x110000;&#xD800;&#0;&#99999999999999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("&#-1; &#; &#x; &notit; &bogus;", "&#-1; &#; &#x; ¬it; &bogus;"),
            ("AT&ampT &notin; &notin &ngE;", "AT&T ∉ ¬in ≧\u{338}"),
            ("Pra&zcaron;sk&yacute; uzav&rcaron;en&period;", "Pražský uzavřen."),
            ("&mdash &mdash;", "&mdash —"),
            ("?a=1&b=2&copy=3", "?a=1&b=2&copy=3"),
            ("", ""),
        ] {
            assert_eq!(decode(source), expected, "{source}");
        }
        assert_eq!(decode_attribute("?a&copy2=3&amp;b&copy"), "?a&copy2=3&b©");
    }
}

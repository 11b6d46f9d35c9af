//! Charsets that the Encoding Standard leaves out, and that old pages, feeds and mails are still
//! found in.

use std::borrow::Cow;

use encoding_rs::{EUC_KR, GBK};

/// A charset that this room decodes itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Old {
    /// A code page: its name and what its bytes from 80 on mean.
    Page(&'static str, &'static str),
    /// Korean by its letters (KS X 1001, annex 3).
    Johab,
    /// Chinese in seven bits (RFC 1843).
    Hz,
    /// Korean in seven bits (RFC 1557).
    Iso2022Kr,
    /// Four bytes a character.
    Utf32 { big: bool },
}

const FILE: &str = include_str!("codepages.txt");

/// The code page of a name in the file.
pub(super) fn page(name: &str) -> Option<Old> {
    FILE.lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(known, _)| *known == name)
        .map(|(known, characters)| Old::Page(known, characters))
}

/// The charset of a label.
pub(super) fn by_label(label: &str) -> Option<Old> {
    let label = label.trim().to_ascii_lowercase().replace('_', "-");
    Some(match label.as_str() {
        "johab" | "cp1361" | "ms1361" | "ks-c-5601-1992" | "x-johab" => Old::Johab,
        "hz-gb-2312" | "hz" | "hzgb" | "hz-gb" => Old::Hz,
        "iso-2022-kr" | "csiso2022kr" | "iso2022kr" => Old::Iso2022Kr,
        "utf-32be" | "ucs-4be" => Old::Utf32 { big: true },
        "utf-32le" | "ucs-4le" | "utf-32" | "ucs-4" => Old::Utf32 { big: false },
        "cp866u" => return page("ibm1125"),
        "roman8" | "r8" => return page("hp-roman8"),
        label => {
            let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
            let family = label.get(..label.len() - digits.len())?;
            return match family {
                "ibm" | "cp" | "ibm-" | "cp-" | "csibm" | "" | "x-cp" | "pc" | "dos-" => {
                    page(&format!("ibm{digits}"))
                }
                _ => page(label),
            };
        }
    })
}

/// The charset that bytes without any byte above 7F show by their escapes.
pub(super) fn by_escapes(bytes: &[u8]) -> Option<Old> {
    if !bytes.is_ascii() {
        return None;
    }
    if memchr::memmem::find(bytes.get(..bytes.len().min(4096))?, b"\x1b$)C").is_some() {
        return Some(Old::Iso2022Kr);
    }
    // Two rows of pairs at least: "~{" may stand in any text.
    let rows = memchr::memmem::find_iter(bytes, b"~{").take(8).filter(|&at| {
        let inside = bytes.get(at + 2..).unwrap_or(&[]);
        let end = memchr::memmem::find(inside.get(..inside.len().min(400)).unwrap_or(&[]), b"~}");
        end.is_some_and(|end| {
            end > 0
                && end % 2 == 0
                && inside.iter().take(end).step_by(2).all(|b| (0x21..=0x77).contains(b))
        })
    });
    (rows.count() >= 2).then_some(Old::Hz)
}

/// UTF-32 without a mark: three bytes of four are zero in Latin letters, two in any script.
pub(super) fn wide(bytes: &[u8]) -> Option<Old> {
    let head = bytes.get(..bytes.len().min(4096)).filter(|head| head.len() >= 16)?;
    if !bytes.len().is_multiple_of(4) || head.first() != Some(&0) && head.get(3) != Some(&0) {
        return None;
    }
    let fits = |big: bool| {
        head.chunks_exact(4).all(|unit| {
            let unit = <[u8; 4]>::try_from(unit).unwrap_or_default();
            let value = if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) };
            value != 0 && char::from_u32(value).is_some()
        })
    };
    [true, false].into_iter().find(|big| fits(*big)).map(|big| Old::Utf32 { big })
}

impl Old {
    /// Its name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Page(name, _) => name,
            Self::Johab => "Johab",
            Self::Hz => "HZ",
            Self::Iso2022Kr => "ISO-2022-KR",
            Self::Utf32 { .. } => "UTF-32",
        }
    }

    /// The text; what means nothing is U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Page(_, characters) => {
                let high: Vec<char> = characters.chars().collect();
                let of = |&byte: &u8| match byte.checked_sub(0x80) {
                    None => char::from(byte),
                    Some(at) => high.get(usize::from(at)).copied().unwrap_or('\u{fffd}'),
                };
                bytes.iter().map(of).collect()
            }
            Self::Johab => johab(bytes),
            Self::Hz => hz(bytes),
            Self::Iso2022Kr => korean(bytes),
            Self::Utf32 { big } => utf32(bytes, big).0,
        }
    }
}

/// The text of four bytes a character, and how many of them are no character.
pub(super) fn utf32(bytes: &[u8], big: bool) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len() / 3);
    let mut replaced = 0;
    for chunk in bytes.chunks(4) {
        let value = <[u8; 4]>::try_from(chunk)
            .ok()
            .map(|unit| if big { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) });
        text.push(value.and_then(char::from_u32).unwrap_or_else(|| {
            replaced += 1;
            '\u{fffd}'
        }));
    }
    (text, replaced)
}

/// Seven-bit rows of pairs, switched by bytes, as the eight-bit ones of another encoding.
fn shifted<'a>(
    bytes: &'a [u8],
    encoding: &'static encoding_rs::Encoding,
    next: impl Fn(&'a [u8], bool) -> (usize, Option<bool>, Option<&'a [u8]>),
) -> String {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut rest, mut shifted) = (bytes, false);
    while let Some(&byte) = rest.first() {
        let (used, state, literal) = next(rest, shifted);
        if used > 0 {
            shifted = state.unwrap_or(shifted);
            out.extend(literal.unwrap_or(&[]));
            rest = rest.get(used..).unwrap_or(&[]);
            continue;
        }
        // A row never goes over the end of a line.
        shifted &= byte != b'\n';
        out.push(if shifted && (0x21..=0x7e).contains(&byte) { byte | 0x80 } else { byte });
        rest = rest.get(1..).unwrap_or(&[]);
    }
    encoding.decode_without_bom_handling(&out).0.into_owned()
}

fn hz(bytes: &[u8]) -> String {
    shifted(bytes, GBK, |rest, inside| match (rest.get(..2), inside) {
        (Some(b"~{"), false) => (2, Some(true), None),
        (Some(b"~}"), true) => (2, Some(false), None),
        (Some(b"~~"), false) => (2, None, Some(b"~")),
        (Some(b"~\n"), false) => (2, None, None),
        _ => (0, None, None),
    })
}

fn korean(bytes: &[u8]) -> String {
    shifted(bytes, EUC_KR, |rest, _| match rest.first() {
        Some(0x0e) => (1, Some(true), None),
        Some(0x0f) => (1, Some(false), None),
        Some(0x1b) if rest.starts_with(b"\x1b$)C") => (4, None, None),
        _ => (0, None, None),
    })
}

/// Two bytes with the top bit hold the three parts of a syllable, five bits each; signs and Chinese
/// letters stand in the order of KS X 1001.
fn johab(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        if lead < 0x80 {
            out.push(if lead == 0x5c { '₩' } else { char::from(lead) });
            at += 1;
            continue;
        }
        let trail = bytes.get(at + 1).copied().unwrap_or(0);
        match syllable(lead, trail).or_else(|| sign(lead, trail)) {
            Some(c) => {
                out.push(c);
                at += 2;
            }
            None => {
                out.push('\u{fffd}');
                at += if trail >= 0x80 { 2 } else { 1 };
            }
        }
    }
    out
}

fn syllable(lead: u8, trail: u8) -> Option<char> {
    let code = u32::from(lead) << 8 | u32::from(trail);
    let (first, middle, last) = (code >> 10 & 31, code >> 5 & 31, code & 31);
    let first = first.checked_sub(2).filter(|n| *n < 19);
    let middle = match middle {
        3..=7 => Some(middle - 3),
        10..=15 => Some(middle - 5),
        18..=23 => Some(middle - 7),
        26..=29 => Some(middle - 9),
        _ => None,
    };
    let last = match last {
        1..=17 => Some(last - 1),
        19..=29 => Some(last - 2),
        _ => None,
    }?;
    // The letters of the first and the middle part alone, in the order of Unicode's compatibility
    // letters.
    const FIRST: [u32; 19] = [0, 1, 3, 6, 7, 8, 16, 17, 18, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29];
    match (first, middle, last) {
        (Some(first), Some(middle), last) => {
            char::from_u32(0xac00 + (first * 21 + middle) * 28 + last)
        }
        (Some(first), None, 0) if code >> 5 & 31 == 2 => {
            char::from_u32(0x3131 + FIRST.get(first as usize).copied()?)
        }
        (None, Some(middle), 0) if code >> 10 & 31 == 1 => char::from_u32(0x314f + middle),
        _ => None,
    }
}

fn sign(lead: u8, trail: u8) -> Option<char> {
    let lead = u32::from(lead);
    if !matches!(lead, 0xd9..=0xde | 0xe0..=0xf9) || !matches!(trail, 0x31..=0x7e | 0x91..=0xfe) {
        return None;
    }
    let row = if lead < 0xe0 { 2 * (lead - 0xd9) } else { 2 * lead - 0x197 };
    let column = u32::from(if trail < 0x91 { trail - 0x31 } else { trail - 0x43 });
    let (row, column) = if column < 0x5e { (row, column) } else { (row + 1, column - 0x5e) };
    let pair = [u8::try_from(row + 0xa1).ok()?, u8::try_from(column + 0xa1).ok()?];
    let decoded: Cow<'_, str> = EUC_KR.decode_without_bom_handling(&pair).0;
    decoded.chars().next().filter(|c| *c != '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_128_characters() {
        let lines: Vec<&str> = FILE.lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.len() > 20);
        for line in lines {
            let characters = line.split_once('\t').map_or("", |(_, characters)| characters);
            assert_eq!(characters.chars().count(), 128, "{line}");
        }
    }

    #[test]
    fn texts() {
        for (label, bytes, expected) in [
            ("IBM855", &b"\xdd\xe1\xa0\xeb\xa6\xa0"[..], "Правда"),
            ("cp1125", b"\x8f\xe0\xa0\xa2\xa4\xa0 \xf9\xf7", "Правда їі"),
            ("cp437", b"caf\x82", "café"),
            ("CP852", b"\xa7lu\x9cou\x9fk\xec", "žluťoučký"),
            (
                "johab",
                b"\xd0\x65\x8b\x69 \xf7\xd3\xf1\xae \x88\x41 \x84\x61 \xd9\x33",
                "한글 漢字 ㄱ ㅏ 。",
            ),
            ("HZ-GB-2312", b"a ~{VPND~} ~~b", "a 中文 ~b"),
            ("ISO-2022-KR", b"\x1b$)C\x0eGQ1[\x0f ok", "한글 ok"),
            ("utf-32be", b"\0\0\0a\0\0\0\xe9", "aé"),
        ] {
            let found = by_label(label).map(|old| old.decode(bytes));
            assert_eq!(found.as_deref(), Some(expected), "{label}");
        }
        assert_eq!(by_label("x-unknown"), None);
    }

    #[test]
    fn signs_of_their_own() {
        assert_eq!(by_escapes(b"\x1b$)C\x0eGQ1[\x0f"), Some(Old::Iso2022Kr));
        assert_eq!(by_escapes(b"~{VPND~} and ~{VPND~}"), Some(Old::Hz));
        assert_eq!(by_escapes(b"a ~{ b ~} c ~{ d ~}"), None);
        let text: Vec<u8> =
            "Fähre läuft".chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(wide(&text), Some(Old::Utf32 { big: false }));
        assert_eq!(wide(b"plain text of sixteen bytes, and more of it."), None);
    }
}

//! Bytes become text: byte order mark, then declaration, then detection.
//!
//! The order is that of the Encoding Standard for pages and of Appendix F for XML: a byte order
//! mark wins over what a document says of itself, and UTF-8 that is valid wins over a declaration
//! that would make nonsense of it. What cannot be decoded is replaced by U+FFFD and reported, never
//! refused.

use std::borrow::Cow;

use super::old_charsets::{self as old, Old};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_MAC_CYRILLIC};

/// Text and how it came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    /// The text, without a byte order mark.
    pub(super) text: Cow<'a, str>,
    /// Its encoding's name.
    pub(super) encoding: &'static str,
    /// How many characters could not be decoded.
    pub(super) replaced: usize,
    /// The declared encoding is none that is known, and another was found out.
    pub(super) unknown: bool,
}

/// Decodes bytes; `declared` is the encoding that the document says it has.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    let label = declared.map(str::trim).filter(|label| !label.is_empty());
    let unknown = label.is_some_and(|label| {
        Encoding::for_label(label.as_bytes()).is_none() && old::by_label(label).is_none()
    });
    let decoded = found(bytes, label);
    Decoded { unknown: unknown && !decoded.text.is_ascii(), ..decoded }
}

fn found<'a>(bytes: &'a [u8], declared: Option<&str>) -> Decoded<'a> {
    if let Some((encoding, rest)) = marked(bytes) {
        return match encoding {
            Wide::Utf32 { big } => {
                let (text, replaced) = old::utf32(rest, big);
                Decoded { text: Cow::Owned(text), encoding: "UTF-32", replaced, unknown: false }
            }
            Wide::Of(encoding) => with(encoding, rest),
        };
    }
    let stated = declared.and_then(old::by_label);
    if let Some(old) = old::wide(bytes).or_else(|| old::by_escapes(bytes)).or(stated)
        && (stated == Some(old) || !matches!(old, Old::Page(..)))
        && (bytes.is_ascii()
            || std::str::from_utf8(bytes).is_err()
            || matches!(old, Old::Utf32 { .. }))
    {
        return of_old(old, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !is_escaped_japanese(bytes, declared)
        && wide_without_mark(bytes).is_none()
    {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: "UTF-8",
            replaced: 0,
            unknown: false,
        };
    }
    if let Some(encoding) = wide_without_mark(bytes) {
        return with(encoding, bytes);
    }
    // A page that declares UTF-16 in ASCII letters is not UTF-16 (HTML standard, 13.2.3.2).
    let declared = declared
        .and_then(|label| Encoding::for_label_no_replacement(label.trim().as_bytes()))
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE);
    match declared {
        Some(encoding) if encoding != UTF_8 => with(encoding, bytes),
        _ if mostly_utf8(bytes) => by_line(bytes),
        _ => match code_page(bytes) {
            Ok(old) => of_old(old, bytes),
            Err(guess) => with(guess, bytes),
        },
    }
}

fn of_old(old: Old, bytes: &[u8]) -> Decoded<'static> {
    let text = old.decode(bytes);
    let replaced = text.matches('\u{fffd}').count();
    Decoded { text: Cow::Owned(text), encoding: old.name(), replaced, unknown: false }
}

/// The bytes in UTF-8 where the charset that an HTTP header states is needed to read them, else as
/// they are: a byte order mark, valid UTF-8 and UTF-16 tell more than a header, which is often the
/// server's default.
///
/// ```
/// assert_eq!(tidings::read::recode(b"caf\xe9", "ISO-8859-1").as_ref(), "café".as_bytes());
/// assert_eq!(tidings::read::recode("café".as_bytes(), "ISO-8859-1").as_ref(), "café".as_bytes());
/// ```
#[must_use]
pub fn recode<'a>(bytes: &'a [u8], charset: &str) -> Cow<'a, [u8]> {
    if let Some(old) = old::by_label(charset).filter(|_| std::str::from_utf8(bytes).is_err()) {
        return Cow::Owned(old.decode(bytes).into_bytes());
    }
    let stated = Encoding::for_label_no_replacement(charset.trim().as_bytes());
    let Some(encoding) = stated.filter(|e| ![UTF_8, UTF_16LE, UTF_16BE].contains(e)) else {
        return Cow::Borrowed(bytes);
    };
    if marked(bytes).is_some()
        || wide_without_mark(bytes).is_some()
        || mostly_utf8(bytes)
        || std::str::from_utf8(bytes).is_ok()
    {
        return Cow::Borrowed(bytes);
    }
    Cow::Owned(encoding.decode_without_bom_handling(bytes).0.into_owned().into_bytes())
}

enum Wide {
    Utf32 { big: bool },
    Of(&'static Encoding),
}

/// The encoding that a byte order mark names, and the bytes after it.
fn marked(bytes: &[u8]) -> Option<(Wide, &[u8])> {
    if let Some(rest) = bytes.strip_prefix(&[0xff, 0xfe, 0, 0]) {
        return Some((Wide::Utf32 { big: false }, rest));
    }
    if let Some(rest) = bytes.strip_prefix(&[0, 0, 0xfe, 0xff]) {
        return Some((Wide::Utf32 { big: true }, rest));
    }
    let (encoding, length) = Encoding::for_bom(bytes)?;
    Some((Wide::Of(encoding), bytes.get(length..)?))
}

fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Decoded<'a> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { count_replaced(&text) } else { 0 };
    Decoded { text, encoding: encoding.name(), replaced, unknown: false }
}

fn count_replaced(text: &str) -> usize {
    text.matches('\u{fffd}').count().max(1)
}

/// UTF-16 without a mark: Latin letters leave every other byte zero.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    if head.len() < 8 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&b| b == 0).count();
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if odd * 10 > half * 3 && even * 20 < half => Some(UTF_16LE),
        (even, odd) if even * 10 > half * 3 && odd * 20 < half => Some(UTF_16BE),
        _ => None,
    }
}

/// ISO-2022-JP is ASCII with escape sequences, hence valid UTF-8.
fn is_escaped_japanese(bytes: &[u8], declared: Option<&str>) -> bool {
    let escaped = || {
        [b"\x1b$B".as_slice(), b"\x1b$@", b"\x1b(J"]
            .iter()
            .any(|escape| memchr::memmem::find(bytes, escape).is_some())
    };
    memchr::memchr(0x1b, bytes).is_some()
        && bytes.is_ascii()
        && declared.is_none_or(|label| label.to_ascii_lowercase().contains("2022"))
        && escaped()
}

/// Whether most of what is not ASCII is valid UTF-8: then the rest is damage, not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad
}

/// Damaged UTF-8, line by line: a line without any valid UTF-8 letter beyond ASCII is read as
/// Windows-1252, as files that were put together from two encodings need it.
fn by_line(bytes: &[u8]) -> Decoded<'static> {
    let mut text = String::with_capacity(bytes.len());
    let mut replaced = 0;
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) if latin(line) => {
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0)
            }
            Err(_) => {
                let line = String::from_utf8_lossy(line);
                replaced += line.matches('\u{fffd}').count();
                text.push_str(&line);
            }
        }
    }
    Decoded { text: Cow::Owned(text), encoding: "UTF-8", replaced, unknown: false }
}

/// Whether a line looks like Windows-1252: single bytes beyond ASCII, each an accented letter
/// inside or at the end of a word, none of them a UTF-8 sequence.
fn latin(line: &[u8]) -> bool {
    let mut before = b' ';
    let mut seen = false;
    for &byte in line {
        if byte >= 0x80 {
            if byte < 0xc0 && !matches!(byte, 0x91..=0x97 | 0xa0 | 0xab | 0xbb | 0x80 | 0x85)
                || before >= 0x80
            {
                return false;
            }
            seen = true;
        }
        before = byte;
    }
    seen
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // A megabyte tells as much as a gigabyte.
    detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes), true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    macintosh(bytes, guess).unwrap_or(guess)
}

/// The encodings of old Macintoshes, which the detector cannot name: where its guess leaves
/// misplaced characters (capitals inside words, symbols between letters) and theirs leaves almost
/// none.
fn macintosh(bytes: &[u8], guess: &'static Encoding) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or(bytes);
    let odd =
        |encoding: &'static Encoding| misplaced(&encoding.decode_without_bom_handling(head).0);
    if !guess.is_single_byte() {
        return None;
    }
    let now = odd(guess);
    [MACINTOSH, X_MAC_CYRILLIC]
        .into_iter()
        .map(|encoding| (odd(encoding), encoding))
        .filter(|(then, _)| now >= 3 && then * 8 <= now)
        .min_by_key(|(then, _)| *then)
        .map(|(_, encoding)| encoding)
}

/// Cyrillic of the code pages of DOS, which the detector cannot name either, by the same sign; else
/// the detector's guess.
fn code_page(bytes: &[u8]) -> Result<Old, &'static Encoding> {
    let guess = detect(bytes);
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or(bytes);
    if !guess.is_single_byte() {
        return Err(guess);
    }
    let now = misplaced(&guess.decode_without_bom_handling(head).0);
    ["ibm855", "ibm1125"]
        .into_iter()
        .filter_map(old::page)
        .map(|old| (misplaced(&old.decode(head)), old))
        .filter(|(then, _)| now >= 3 && then * 8 <= now)
        .min_by_key(|(then, _)| *then)
        .map(|(_, old)| old)
        .ok_or(guess)
}

fn misplaced(text: &str) -> usize {
    let mut before = ' ';
    let mut count = 0;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let after = characters.peek().copied().unwrap_or(' ');
        let symbol = !c.is_alphanumeric()
            && !matches!(
                c,
                '’' | '‘'
                    | '“'
                    | '”'
                    | '–'
                    | '—'
                    | '…'
                    | '«'
                    | '»'
                    | '\u{a0}'
                    | '„'
                    | '‚'
                    | '·'
            );
        if !c.is_ascii()
            && (c.is_uppercase() && before.is_lowercase()
                || symbol && (before.is_alphabetic() || after.is_alphabetic())
                || c.is_control()
                || c.is_alphabetic()
                    && before.is_ascii_alphabetic() != after.is_ascii_alphabetic()
                    && !is_latin(c)
                    && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic()))
        {
            count += 1;
        }
        before = c;
    }
    count
}

fn is_latin(c: char) -> bool {
    u32::from(c) < 0x250
}

/// The encoding that an HTML page declares in its first bytes: `<meta charset>` or `http-equiv`.
pub(super) fn of_html(bytes: &[u8]) -> Option<String> {
    let head = ascii_head(bytes, 16 << 10);
    let mut from = 0;
    while let Some(at) = find_ignoring_case(&head, "<meta", from) {
        let tag = head.get(at..)?.split('>').next()?;
        if let Some(label) = value_after(tag, "charset") {
            return Some(label);
        }
        from = at + 5;
    }
    of_xml(bytes)
}

/// The encoding in an XML declaration at the very start (white space allowed, as feeds have it).
pub(super) fn of_xml(bytes: &[u8]) -> Option<String> {
    let head = ascii_head(bytes, 512);
    let declaration = head.trim_start().strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    value_after(&declaration, "encoding")
}

/// The first bytes with everything beyond ASCII blanked out.
fn ascii_head(bytes: &[u8], most: usize) -> String {
    let byte = |&b: &u8| if b.is_ascii() && b != 0 { char::from(b) } else { ' ' };
    bytes.iter().take(most).map(byte).collect()
}

fn find_ignoring_case(text: &str, word: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(*word.as_bytes().first()?, bytes.get(from..)?).map(|at| at + from).find(
        |&at| {
            bytes
                .get(at..at + word.len())
                .is_some_and(|found| found.eq_ignore_ascii_case(word.as_bytes()))
        },
    )
}

fn value_after(text: &str, key: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let after = lower.split_once(key)?.1.trim_start().strip_prefix('=')?;
    let value: String = after
        .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '\'')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], declared: Option<&str>) -> String {
        decode(bytes, declared).text.into_owned()
    }

    #[test]
    fn marks_win() {
        assert_eq!(text(b"\xef\xbb\xbf\xc3\xa9", Some("windows-1252")), "é");
        assert_eq!(text(b"\xff\xfea\0\xe9\0", None), "aé");
        assert_eq!(text(b"\xfe\xff\0a\0\xe9", Some("utf-8")), "aé");
        assert_eq!(text(b"\xff\xfe\0\0a\0\0\0", None), "a");
        assert_eq!(text(b"\0\0\xfe\xff\0\0\0a", None), "a");
        assert_eq!(text(b"\xff\xfe", None), "");
    }

    #[test]
    fn declarations() {
        assert_eq!(text(b"caf\xe9", Some("iso-8859-1")), "café");
        assert_eq!(text("café".as_bytes(), Some("iso-8859-1")), "café", "valid UTF-8 wins");
        assert_eq!(text("café".as_bytes(), Some("utf-16")), "café");
        assert_eq!(text(b"\xc8\xe2\xe0\xed", Some("windows-1251")), "Иван");
        assert_eq!(
            of_html(b"<html><META http-equiv=x content='text/html; charset=KOI8-R'>"),
            Some("koi8-r".into())
        );
        assert_eq!(of_html(b"<meta name=a><meta charset=\"utf-8\">"), Some("utf-8".into()));
        assert_eq!(
            of_xml(b"\n<?xml version='1.0' encoding='ISO-8859-15'?>"),
            Some("iso-8859-15".into())
        );
        assert_eq!(of_html(b"<p>none"), None);
    }

    #[test]
    fn detection() {
        let french = "L'Élysée a confirmé que le traité serait signé à Genève. ".repeat(3);
        let (bytes, _, _) = WINDOWS_1252.encode(&french);
        assert_eq!(text(&bytes, None), french);
        let wide: Vec<u8> = french.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide, None), french);
        let wide: Vec<u8> = french.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&wide, None), french);
        assert_eq!(text(b"\x1b$B4A\x1b(B", None), "漢");
        // Mac Roman has é at 8E, è at 8F, É at 83.
        let mac: Vec<u8> = french
            .chars()
            .map(|c| match c {
                'É' => 0x83,
                'é' => 0x8e,
                'è' => 0x8f,
                'à' => 0x88,
                c => c as u8,
            })
            .collect();
        assert_eq!(text(&mac, None), french);
    }

    #[test]
    fn damage_is_counted() {
        let damaged = decode(b"caf\xc3\xa9 \xc3\xa8 \xff x", None);
        assert_eq!((damaged.text.as_ref(), damaged.replaced), ("café è \u{fffd} x", 1));
        let mixed =
            [&b"quitt\xc3\xa9 \xc3\xa0\n"[..], b"d\xe9clare\n", b"r\xc3\xa9par\xc3\xa9\n"].concat();
        assert_eq!(text(&mixed, None), "quitté à\ndéclare\nréparé\n");
    }
}

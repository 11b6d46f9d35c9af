//! Files that are not text: what they are, and what to do with them.

use super::charset;
use super::format::HEAD;

/// What an input is when it is certainly none of the formats: files that are not text.
pub(super) fn foreign(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 31] = [
        (b"%PDF-", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF87a", "an image"),
        (b"GIF89a", "an image"),
        (b"BM\xf6", "an image"),
        (b"II*\0", "an image"),
        (b"MM\0*", "an image"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"\xca\xfe\xba\xbe", "a program"),
        (b"\xcf\xfa\xed\xfe", "a program"),
        (b"\0asm", "a program"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"PK\x05\x06", "a ZIP archive or an office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an office document"),
        (b"Rar!\x1a\x07", "an archive"),
        (b"7z\xbc\xaf\x27\x1c", "an archive"),
        (b"\xfd7zXZ\0", "xz data"),
        (b"BZh", "bzip2 data"),
        (b"LZIP", "an archive"),
        (b"SQLite format 3\0", "a database"),
        (b"OggS", "sound or film"),
        (b"ID3\x03", "sound or film"),
        (b"ID3\x04", "sound or film"),
        (b"fLaC", "sound or film"),
        (b"\x1aE\xdf\xa3", "sound or film"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
        (b"{\\rtf", "a rich text document"),
        (b"%!PS", "a PostScript document"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("sound or film");
    }
    if bytes.starts_with(b"RIFF") && matches!(bytes.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI ")) {
        return Some("an image, sound or film");
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Some("a tar archive");
    }
    is_binary(bytes).then_some("binary data")
}

/// Whether the bytes hold more controls than any text does in any encoding.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    !is_quiet(head) && has_controls(head)
}

/// Whether bytes are text whatever their encoding: so few of them may become a control or a
/// character that cannot be decoded that [`has_controls`] cannot find too many.
fn is_quiet(head: &[u8]) -> bool {
    // Zeros, escapes and the rows of HZ make characters of bytes below 80, and so do two bytes a
    // character after a mark.
    let shifts = memchr::memchr2(0, 0x1b, head).is_some()
        || memchr::memmem::find(head, b"~{").is_some()
        || matches!(head.first(), Some(0xfe | 0xff));
    if shifts {
        return false;
    }
    let loud = |b: &&u8| matches!(**b, 0x80..|1..=6| 0xe..=0x1f | 0x7f);
    let loud = head.iter().filter(loud).count();
    // Each character that is no single quiet byte has four bytes at most and begins with a loud
    // one; the last may be cut.
    (loud + 1) * 10 <= head.len().saturating_sub(3 * loud)
}

/// Whether more than a tenth of the characters are controls or cannot be decoded, or most are NUL.
fn has_controls(head: &[u8]) -> bool {
    let text = charset::decode(head, None);
    let (mut odd, mut nul, mut all) = (0_usize, 0_usize, 0_usize);
    for c in text.text.chars() {
        all += 1;
        nul += usize::from(c == '\0');
        odd += usize::from(
            c == '\u{fffd}'
                || c.is_control()
                    && !matches!(
                        c,
                        '\t' | '\n'
                            | '\r'
                            | '\u{b}'
                            | '\u{c}'
                            | '\u{1b}'
                            | '\u{7}'
                            | '\u{8}'
                            | '\0'
                    ),
        );
    }
    nul * 2 > all || odd * 10 > all && all > 32
}

/// What to do with a file that is not text.
pub(super) fn advice(what: &str) -> &'static str {
    match what {
        "a PDF document" => "turn it into text first, for example with pdftotext",
        "a ZIP archive or an office document"
        | "an archive"
        | "a tar archive"
        | "xz data"
        | "bzip2 data" => "unpack it first; of compressed files only .gz and .zst are read",
        "an office document" | "a rich text document" | "a PostScript document" => {
            "save it as plain text first"
        }
        _ => "leave it out",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_bytes_hold_no_controls_in_any_encoding() {
        let news = "The ferry left the harbour at noon with 300 people on board, the port said. ";
        let quiet = |text: &[u8]| is_quiet(text);
        assert!(
            quiet(news.as_bytes())
                && quiet("Der Bürgermeister blieb den ganzen Tag zu Hause, sagte er.\n".as_bytes())
        );
        assert!(!quiet(b"\x1b$)C\x0e0!0!0!0!\x0f") && !quiet(b"\xff\xfea\0b\0c\0d\0e\0f\0"));
        assert!(!quiet(b"~{<:Ky2;S{#~}~{<:Ky2;S{#~} and more words after it"));
        // Loud bytes of every kind, more and more of them, in places that a generator chooses.
        let mut state = 1_u32;
        let mut next = |below: usize| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as usize % below
        };
        let mut seen = [0_usize; 2];
        for round in 0..4_000 {
            let mut bytes = news.repeat(1 + round % 4).into_bytes();
            let loud = next(1 + bytes.len() / 3);
            for _ in 0..loud {
                let at = next(bytes.len());
                bytes[at] = [next(256), 0x80 + next(128), 1 + next(31)][next(3)] as u8;
            }
            let binary = has_controls(&bytes);
            assert!(!(is_quiet(&bytes) && binary), "{bytes:?}");
            seen[usize::from(binary)] += usize::from(is_quiet(&bytes) || binary);
        }
        assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
    }

    #[test]
    fn what_is_not_text() {
        assert_eq!(foreign(b"%PDF-1.7\n"), Some("a PDF document"));
        assert_eq!(foreign(&[0; 500]), Some("binary data"));
        assert_eq!(foreign(b"plain \0 text with one zero in it"), None);
        assert_eq!(foreign("\u{1b}[31mred\u{1b}[0m".as_bytes()), None);
        assert_eq!(foreign(b""), None);
    }
}

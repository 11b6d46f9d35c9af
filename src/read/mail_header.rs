//! Values of mail headers as their senders meant them: encoded words put together before they are
//! decoded, and bytes that are no ASCII and not encoded at all.
//!
//! Programs cut a text into encoded words by length (RFC 2047 forbids to cut inside a character,
//! and many do), so the bytes of neighbours in the same encoding are joined first.

use mail_parser::decoders::quoted_printable::quoted_printable_decode;

use super::{base64, charset};

/// The bytes of neighbouring encoded words of one charset.
#[derive(Debug, Default)]
struct Run {
    charset: String,
    bytes: Vec<u8>,
}

impl Run {
    fn flush(&mut self, out: &mut String) {
        if !self.bytes.is_empty() {
            out.push_str(&text(&self.bytes, Some(&self.charset)));
            self.bytes.clear();
        }
    }
}

/// A header's value as text. Line breaks inside are spaces.
pub(super) fn decode(value: &[u8]) -> String {
    let mut out = String::new();
    let mut run = Run::default();
    let mut rest = value;
    // White space between two encoded words belongs to neither.
    let mut between: &[u8] = &[];
    while let Some(at) = memchr::memmem::find(rest, b"=?") {
        let (before, from) = rest.split_at(at);
        let Some((word, length)) = Word::read(from) else {
            run.flush(&mut out);
            out.push_str(&text(between, None));
            between = &[];
            let end = (at + 2).min(rest.len());
            out.push_str(&text(rest.get(..end).unwrap_or(&[]), None));
            rest = rest.get(end..).unwrap_or(&[]);
            continue;
        };
        let gap = before.iter().all(u8::is_ascii_whitespace);
        if !gap || run.bytes.is_empty() || !run.charset.eq_ignore_ascii_case(word.charset) {
            run.flush(&mut out);
            if !gap || out.is_empty() {
                out.push_str(&text(between, None));
                out.push_str(&text(before, None));
            }
            word.charset.clone_into(&mut run.charset);
        }
        run.bytes.extend(word.bytes());
        between = &[];
        rest = from.get(length..).unwrap_or(&[]);
    }
    run.flush(&mut out);
    out.push_str(&text(rest, None));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An encoded word: `=?charset?encoding?text?=`.
struct Word<'a> {
    charset: &'a str,
    quoted: bool,
    text: &'a [u8],
}

impl<'a> Word<'a> {
    /// The word that `bytes` begin with, and its length.
    fn read(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let inside = bytes.strip_prefix(b"=?")?;
        let first = memchr::memchr(b'?', inside.get(..inside.len().min(80))?)?;
        let quoted = match inside.get(first + 1..first + 3)? {
            [b'q' | b'Q', b'?'] => true,
            [b'b' | b'B', b'?'] => false,
            _ => return None,
        };
        let body = inside.get(first + 3..)?;
        let end = memchr::memmem::find(body, b"?=")?;
        let charset = std::str::from_utf8(inside.get(..first)?).ok()?;
        // RFC 2231 adds a language: "utf-8*en".
        let charset = charset.split('*').next().unwrap_or(charset);
        let word = Self { charset, quoted, text: body.get(..end)? };
        Some((word, 2 + first + 3 + end + 2))
    }

    fn bytes(&self) -> Vec<u8> {
        if self.quoted {
            let spaced: Vec<u8> =
                self.text.iter().map(|&b| if b == b'_' { b' ' } else { b }).collect();
            // Spaces before the end are text here; only soft line breaks are none.
            let decoded = quoted_printable_decode(&spaced);
            return decoded.unwrap_or(spaced);
        }
        base64::decode(self.text).unwrap_or_default()
    }
}

/// Bytes as text: UTF-8 where they are, else by the stated charset or by what they look like.
fn text(bytes: &[u8], declared: Option<&str>) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) if declared.is_none_or(|label| !label.contains("2022")) => text.to_owned(),
        _ => charset::decode(bytes, declared).text.into_owned(),
    }
}

/// The name before the first address of a decoded list of addresses.
pub(super) fn sender_name(value: &str) -> Option<String> {
    let name = value.split_once('<')?.0.trim().trim_matches('"').trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a sender's name is that of the sender's domain, in letters and digits.
pub(super) fn names_domain(name: &str, domain: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let name = letters(name);
    let name = name.strip_prefix("the").filter(|rest| rest.len() >= 4).unwrap_or(&name);
    domain.split('.').map(letters).any(|label| {
        label.len() >= 4 && name.len() >= 4 && (name.contains(&label) || label.contains(name))
    })
}

/// The phrase of a List-Id ("Harbour Daily <daily.harbour.example>").
pub(super) fn list_name(value: &str) -> Option<String> {
    let phrase = value.split('<').next()?.trim().trim_matches('"').trim();
    if phrase.is_empty() {
        return None;
    }
    Some(decode(phrase.as_bytes())).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn values() {
        for (value, expected) in [
            (&b"Plain  text\r\n folded"[..], "Plain text folded"),
            (
                b"=?UTF-8?Q?F=C3=A4hre_l=C3?=\r\n =?UTF-8?Q?=A4uft_aus?=",
                "F\u{e4}hre l\u{e4}uft aus",
            ),
            (b"=?utf-8?b?RsOkaHI=?= =?utf-8?b?ZSBsw6R1ZnQ=?=", "F\u{e4}hre l\u{e4}uft"),
            (b"Re: =?iso-8859-1?q?F=E4hre?= und mehr", "Re: F\u{e4}hre und mehr"),
            (b"=?utf-8*de?Q?F=C3=A4hre?=", "F\u{e4}hre"),
            (b"=?utf-8?Q?a?= =?iso-8859-1?Q?=E4?=", "a\u{e4}"),
            (b"F\xe4hre l\xe4uft aus", "F\u{e4}hre l\u{e4}uft aus"),
            (b"F\xc3\xa4hre", "F\u{e4}hre"),
            (b"2 =? 3 and =?x?y?z", "2 =? 3 and =?x?y?z"),
            (b"=?utf-8?Q?open", "=?utf-8?Q?open"),
            (b"=?ISO-2022-JP?B?GyRCPVUbKEI=?=", "\u{6625}"),
            (b"", ""),
        ] {
            assert_eq!(decode(value), expected, "{value:?}");
        }
    }
}

//! Base64 as feeds and mails have it: white space inside, and perhaps something else after the end.

/// The bytes that a text stands for, up to its padding or to the first thing that is none of its
/// letters; `None` when that is nothing at all.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in text.iter().filter(|b| !b.is_ascii_whitespace()) {
        let Some(value) = value(byte) else { break };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from(bits >> count & 0xff).unwrap_or(0));
        }
    }
    (!out.is_empty()).then_some(out)
}

const fn value(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' | b'-' => 62,
        b'/' | b'_' => 63,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn letters_and_what_follows() {
        for (text, expected) in [
            ("QQ==", Some("A")),
            ("QUI=", Some("AB")),
            ("QUJD\r\nREVG", Some("ABCDEF")),
            ("QUI= ignored", Some("AB")),
            ("QUJD?x", Some("ABC")),
            ("?garbage", None),
            ("", None),
        ] {
            let found = decode(text.as_bytes());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{text}");
        }
    }
}

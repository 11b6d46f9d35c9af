//! Bytes written in characters: hexadecimal digits, Base64, the SHA-256 of bytes.

use sha2::{Digest as _, Sha256};

/// Bytes as lower-case hexadecimal digits, two a byte.
///
/// ```
/// assert_eq!(tidings::text::encode::hexadecimal(&[0, 0xa7]), "00a7");
/// ```
#[must_use]
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(u32::from(nibble), 16))
        .collect()
}

/// The SHA-256 of bytes or a text as 64 lower-case hexadecimal digits.
///
/// ```
/// let digest = tidings::text::encode::sha256_hex("");
/// assert!(digest.starts_with("e3b0c442") && digest.len() == 64);
/// ```
#[must_use]
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes in standard Base64 with padding (RFC 4648, section 4).
///
/// ```
/// assert_eq!(tidings::text::encode::base64(b"foob"), "Zm9vYg==");
/// ```
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let index = (group >> (18 - 6 * place)) & 63;
            let letter = usize::try_from(index).ok().and_then(|index| LETTERS.get(index));
            out.push(if place > chunk.len() {
                '='
            } else {
                char::from(letter.copied().unwrap_or(b'='))
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn sha256_as_in_fips_180() {
        assert_eq!(
            sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}

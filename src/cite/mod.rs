//! Floor 5: numbering of sources; quotes checked against the articles byte by byte.
//!
//! A briefing is only worth its citations. [`verify`] takes a briefing, made here or read back from
//! JSON, and the articles it claims to quote, and checks every quoted sentence and every supporting
//! place against them: the article is found by the SHA-256 of its text, so neither file names nor
//! order matter, and one changed byte is seen.

mod numbering;
mod verify;

pub use numbering::{Numbering, source_entry};
pub use verify::{Fault, Problem, Report, Spot, verify};

use sha2::{Digest as _, Sha256};

/// SHA-256 of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits.
///
/// ```
/// let digest = tidings::cite::sha256_hex("");
/// assert_eq!(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// ```
#[must_use]
pub fn sha256_hex(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|nibble| char::from_digit(u32::from(nibble), 16))
        .collect()
}

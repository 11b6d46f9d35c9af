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

pub use crate::text::encode::sha256_hex;

//! What is read of the inputs, and how much: the limits as options.

use std::path::Path;

use anyhow::Context as _;
use tidings::read::{Format, Limits};

use crate::choice::one_of;
pub use crate::walk::{Content, each, gather, gather_in_pieces};

/// The text of a file that is no input of articles: a model, a table, labels.
pub fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
}

/// The formats that are read, with their other names.
const FORMATS: [(&str, &[&str]); 9] = [
    ("text", &["txt", "plain"]),
    ("markdown", &["md"]),
    ("html", &[]),
    ("feed", &["rss", "atom", "xml"]),
    ("json", &[]),
    ("jsonl", &["ndjson"]),
    ("mail", &["eml", "email"]),
    ("mbox", &[]),
    ("warc", &[]),
];

/// What is read, and how much of it.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Reading")]
pub struct ReadOptions {
    /// Read every input in this format, whatever its content and name say
    #[arg(long, visible_alias = "format-in", value_name = "FORMAT", ignore_case = true, value_parser = one_of::<Format>(&FORMATS))]
    input_format: Option<Format>,
    /// Refuse inputs with more bytes than this (K, M and G are 1024 of the smaller)
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "256M")]
    max_bytes: u64,
    /// Refuse compressed inputs that unpack to more bytes than this
    #[arg(long, value_name = "BYTES", value_parser = bytes, default_value = "128M")]
    max_decompressed: u64,
    /// How deep things may stand inside one another: compressed files, messages, HTML elements
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_depth)]
    max_depth: u32,
    /// Read at most this many articles of one input
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_articles)]
    max_articles: u64,
}

impl ReadOptions {
    /// The limits that were asked for.
    pub const fn limits(&self) -> Limits {
        Limits {
            max_bytes: self.max_bytes,
            max_decompressed: self.max_decompressed,
            max_depth: self.max_depth,
            max_articles: self.max_articles,
        }
    }

    /// The format that was asked for, if any.
    pub const fn format(&self) -> Option<Format> {
        self.input_format
    }
}

/// Reads "256M" and the like.
pub fn bytes(text: &str) -> Result<u64, String> {
    let trimmed = text.trim().trim_end_matches(['B', 'b']).trim_end_matches('i');
    let (digits, factor) = match trimmed.char_indices().last() {
        Some((at, 'k' | 'K')) => (trimmed.get(..at), 1 << 10),
        Some((at, 'm' | 'M')) => (trimmed.get(..at), 1 << 20),
        Some((at, 'g' | 'G')) => (trimmed.get(..at), 1 << 30),
        _ => (Some(trimmed), 1),
    };
    digits
        .and_then(|digits| digits.parse::<u64>().ok())
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| "expected a number of bytes, like 1000000, 512K, 256M or 2G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn sizes() {
        assert_eq!(bytes("1000"), Ok(1000));
        assert_eq!(bytes("2K"), Ok(2048));
        assert_eq!(bytes("256MiB"), Ok(256 << 20));
        assert!(bytes("many").is_err() && bytes("").is_err() && bytes("99999999999G").is_err());
    }
}

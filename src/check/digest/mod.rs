//! A digest: sentences that somebody wrote or generated, with the sources that each is said to
//! have.

mod blocks;
mod json;
mod page;
mod prose;

pub use json::{briefing, kite};
pub use page::html;
#[cfg(feature = "mail")]
pub use page::mail;
pub use prose::{markdown, plain};

use serde::Serialize;

use crate::model::Language;

/// The forms that digests come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A briefing of ours, as JSON.
    Briefing,
    /// A category of Kagi's Kite, as JSON.
    Kite,
    /// Markdown.
    Markdown,
    /// A page.
    Html,
    /// Plain text.
    Text,
    /// A mail.
    Mail,
}

/// A sentence with the sources that it is said to have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claim {
    /// The sentence, on one line.
    pub text: String,
    /// The heading it stands under.
    pub section: Option<String>,
    /// Addresses, paths or identifiers of its sources; none where none is named.
    pub cites: Vec<String>,
}

/// A digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// The form it was read as.
    pub form: Form,
    /// Its title.
    pub title: Option<String>,
    /// Its language.
    pub language: Option<Language>,
    /// Its sentences.
    pub claims: Vec<Claim>,
}

/// Reads a digest of any form: JSON (a briefing of ours, Kite), a mail, a page, Markdown or plain
/// text. `name` is the file's, whose ending tells Markdown from plain text.
///
/// # Errors
/// [`NoDigest`] where the bytes are JSON of another kind, or hold no text.
pub fn read(bytes: &[u8], name: &str) -> Result<Digest, NoDigest> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lower = name.to_ascii_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| lower.ends_with(ending));
    let first = bytes.trim_ascii_start();
    if first.first() == Some(&b'{') {
        return json(bytes);
    }
    let place = crate::model::Place::File { path: name.to_owned(), record: None };
    let format = crate::read::detect(bytes, &place);
    #[cfg(feature = "mail")]
    if matches!(format, crate::read::Format::Mail) || ends(&[".eml"]) {
        return page::mail(bytes).ok_or(NoDigest::Empty);
    }
    let text = String::from_utf8_lossy(bytes);
    let digest = if matches!(format, crate::read::Format::Html) || ends(&[".html", ".htm"]) {
        html(&text)
    } else if ends(&[".md", ".markdown"])
        || (!ends(&[".txt"]) && (text.contains("](http") || text.contains("]: http")))
    {
        markdown(&text)
    } else {
        plain(&text)
    };
    if digest.claims.is_empty() { Err(NoDigest::Empty) } else { Ok(digest) }
}

fn json(bytes: &[u8]) -> Result<Digest, NoDigest> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(|error| NoDigest::Json(error.to_string()))?;
    if value.get("schema").and_then(serde_json::Value::as_str) == Some("tidings-briefing/1") {
        let own =
            serde_json::from_value(value).map_err(|error| NoDigest::Json(error.to_string()))?;
        return Ok(briefing(&own));
    }
    kite(&value).filter(|digest| !digest.claims.is_empty()).ok_or(NoDigest::Unknown)
}

/// Why something is no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoDigest {
    /// It is JSON that cannot be read.
    #[error("it is JSON that cannot be read: {0}")]
    Json(String),
    /// It is JSON of a kind that is not known.
    #[error(
        "it is JSON, but neither a briefing (`tidings brief --format json`) nor a category of Kite (`clusters`)"
    )]
    Unknown,
    /// It has no sentences.
    #[error("it holds no sentences")]
    Empty,
}

#[cfg(test)]
mod tests;

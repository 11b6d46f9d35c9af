//! Which format an input has: by its content first, by its name second.

use super::charset;
use crate::model::Place;

/// The formats that are read. A closed set: every `match` on it shows where a new one must be
/// handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown, with or without a head of metadata.
    Markdown,
    /// An article's web page.
    Html,
    /// RSS 0.9 to 2.0 or Atom. (JSON Feed is JSON.)
    Feed,
    /// One JSON document: an article, a list, a set, a JSON Feed.
    Json,
    /// One JSON article or set a line.
    JsonLines,
    /// One e-mail message.
    Mail,
    /// A mailbox of messages.
    Mbox,
    /// A web archive (WARC) of pages.
    Warc,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Feed,
        Self::Json,
        Self::JsonLines,
        Self::Mail,
        Self::Mbox,
        Self::Warc,
    ];

    /// Its name, as options spell it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Feed => "feed",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Mail => "mail",
            Self::Mbox => "mbox",
            Self::Warc => "warc",
        }
    }

    fn of_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" | "asc" => Self::Text,
            "md" | "markdown" | "mdown" | "mkd" => Self::Markdown,
            "html" | "htm" | "xhtml" | "xht" | "shtml" | "mhtml" => Self::Html,
            "rss" | "atom" | "xml" | "rdf" => Self::Feed,
            "json" => Self::Json,
            "jsonl" | "ndjson" | "jsonlines" | "jl" => Self::JsonLines,
            "eml" | "mail" | "msg" => Self::Mail,
            "mbox" | "mbx" => Self::Mbox,
            "warc" => Self::Warc,
            _ => return None,
        })
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A name that is no [`Format`]'s.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no format is called {0:?}; there are text, markdown, html, feed, json, jsonl, mail, mbox and warc"
)]
pub struct UnknownFormat(String);

impl std::str::FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let lower = name.to_ascii_lowercase();
        let alias = match lower.as_str() {
            "rss" | "atom" | "xml" => Some(Self::Feed),
            "md" => Some(Self::Markdown),
            "txt" | "plain" => Some(Self::Text),
            "eml" | "email" => Some(Self::Mail),
            "ndjson" => Some(Self::JsonLines),
            _ => None,
        };
        Self::ALL
            .into_iter()
            .find(|format| format.name() == lower)
            .or(alias)
            .ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// How much of an input is looked at to tell its format, in bytes.
pub(super) const HEAD: usize = 16 << 10;

/// Tells the format of (decompressed) bytes: by content, then by the extension of `place`, else
/// plain text.
#[must_use]
pub fn detect(bytes: &[u8], place: &Place) -> Format {
    let head = charset::decode(bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes), None).text;
    let name = match place {
        Place::File { path, .. } => path.as_str(),
        Place::Url(url) => url.split(['?', '#']).next().unwrap_or(""),
        Place::Stdin { .. } => "",
    };
    let by_name = extension(name);
    by_content(head.trim_start_matches(['\u{feff}', '\0']), by_name, bytes.len() > HEAD)
        .or(by_name)
        .unwrap_or(Format::Text)
}

/// The format that a file's name promises, under the endings of compressed files.
fn extension(name: &str) -> Option<Format> {
    let mut name = name;
    for _ in 0..8 {
        let (rest, last) = name.rsplit_once('.')?;
        if last.contains('/') {
            return None;
        }
        if !["gz", "zst", "gzip", "zstd"].iter().any(|packed| last.eq_ignore_ascii_case(packed)) {
            return Format::of_extension(last);
        }
        name = rest;
    }
    None
}

fn by_content(head: &str, by_name: Option<Format>, cut: bool) -> Option<Format> {
    if let Some(line) = head.strip_prefix("From ").and_then(|rest| rest.lines().nth(1))
        && (is_header(line) || by_name == Some(Format::Mbox))
    {
        return Some(Format::Mbox);
    }
    let text = head.trim_start();
    if text.starts_with("WARC/") && text.lines().nth(1).is_some_and(is_header) {
        return Some(Format::Warc);
    }
    match text.as_bytes().first()? {
        b'{' | b'[' => json(text, by_name, cut),
        b'<' => markup(text, by_name),
        b'-' if text.starts_with("---\n") && has_front_matter(text) => Some(Format::Markdown),
        _ if is_mail(head) => Some(Format::Mail),
        // A page behind a line of warnings, a feed behind a PHP error.
        _ => inside(text, 2048, &["<rss", "<feed", "<rdf:rdf"])
            .then_some(Format::Feed)
            .or_else(|| inside(text, 2048, &["<!doctype html", "<html"]).then_some(Format::Html)),
    }
}

fn json(text: &str, by_name: Option<Format>, cut: bool) -> Option<Format> {
    let inside = text.get(1..)?.trim_start();
    let begins = match text.as_bytes().first() {
        Some(b'{') => inside.starts_with(['"', '}']) || inside.is_empty(),
        _ => inside.starts_with(['{', '[', ']', '"']) || inside.is_empty(),
    };
    if !begins {
        return None;
    }
    if let Some(format @ (Format::Json | Format::JsonLines)) = by_name {
        return Some(format);
    }
    let mut lines = text
        .lines()
        .map(|line| line.trim().trim_start_matches('\u{feff}'))
        .filter(|line| !line.is_empty());
    let first = lines.next()?;
    let closed = |line: &str| line.ends_with('}') && line.starts_with('{');
    match lines.next() {
        Some(second) if closed(first) && second.starts_with('{') => Some(Format::JsonLines),
        // One line longer than what was looked at: reading it as lines also reads a single
        // document.
        None if cut && first.starts_with('{') => Some(Format::JsonLines),
        _ => Some(Format::Json),
    }
}

fn markup(text: &str, by_name: Option<Format>) -> Option<Format> {
    use super::markup::{Lexer, Token};
    for token in Lexer::html(text).take(64) {
        match token {
            Token::Start(tag) => {
                let name = tag.name.to_ascii_lowercase();
                return match name.rsplit(':').next().unwrap_or("") {
                    "rss" | "feed" | "rdf" | "channel" | "opml" => Some(Format::Feed),
                    // A PHP warning in front of a feed.
                    "br" | "b" if inside(text, 4096, &["<rss", "<feed", "<rdf:rdf"]) => {
                        Some(Format::Feed)
                    }
                    _ if super::elements::kind(&name) != super::elements::Kind::Inline => {
                        Some(Format::Html)
                    }
                    "a" | "b" | "i" | "em" | "strong" | "span" | "font" | "amp-story"
                    | "noscript" | "label" => Some(Format::Html),
                    // Unknown XML, or text that starts with an address in angle brackets.
                    _ => by_name.or(Some(if text.starts_with("<?xml") {
                        Format::Html
                    } else {
                        Format::Text
                    })),
                };
            }
            Token::Text(text) if text.trim().is_empty() => {}
            _ => return by_name,
        }
    }
    // A document type or a comment, and nothing else within reach.
    inside(text, 32, &["<!doctype html", "<!--"])
        .then_some(Format::Html)
        .filter(|_| by_name != Some(Format::Feed))
}

fn inside(text: &str, within: usize, words: &[&str]) -> bool {
    let head: String = text.chars().take(within).collect::<String>().to_ascii_lowercase();
    words.iter().any(|word| head.contains(word))
}

fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines().skip(1);
    lines.by_ref().take(60).position(|line| line.trim_end() == "---").is_some_and(|end| end > 0)
}

/// Whether a line looks like a header field of a message.
pub(super) fn is_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(name, _)| {
        !name.is_empty()
            && name.len() < 64
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    })
}

/// Whether a text begins with the header of a message: header lines, two of them known ones, one of
/// those none that a plain text's own head would have.
fn is_mail(head: &str) -> bool {
    const ANY: [&str; 12] = [
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
        "reply-to",
        "sender",
    ];
    const OWN: [&str; 8] = [
        "to",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "delivered-to",
        "content-type",
        "from",
    ];
    let (mut any, mut own) = (0, 0);
    for (index, line) in head.lines().enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && index > 0 {
            continue;
        }
        if !is_header(line) {
            if index == 0 {
                return false;
            }
            break;
        }
        let name = line.split(':').next().unwrap_or("").to_ascii_lowercase();
        any += usize::from(ANY.contains(&name.as_str()));
        own += usize::from(OWN.contains(&name.as_str()));
    }
    any >= 2 && own >= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(content: &str, name: &str) -> Format {
        detect(content.as_bytes(), &Place::File { path: name.into(), record: None })
    }

    #[test]
    fn content_before_extension() {
        for (content, name, expected) in [
            ("Just words.", "a", Format::Text),
            ("Just words.", "a.md", Format::Markdown),
            ("Just words.", "x/a.HTML.gz", Format::Html),
            ("Just words.", "b.eml/a", Format::Text),
            ("---\ntitle: x\n---\ntext", "a.txt", Format::Markdown),
            ("<!DOCTYPE html><p>x", "a.txt", Format::Html),
            ("<p>x", "", Format::Html),
            ("<?xml version='1.0'?><html>", "a.xml", Format::Html),
            ("<?xml version='1.0'?>\n<!-- c --><rss version='2.0'>", "a.html", Format::Feed),
            ("<feed xmlns='x'>", "", Format::Feed),
            ("<rdf:RDF>", "", Format::Feed),
            ("<br />\n<b>Warning</b>: x\n<?xml version='1.0'?><rss>", "", Format::Feed),
            ("<mail@example.com> wrote:", "a.txt", Format::Text),
            ("{\"a\":1}\n{\"a\":2}\n", "", Format::JsonLines),
            ("{\"a\":1}\n", "", Format::Json),
            ("{\n\"a\":1}\n", "", Format::Json),
            ("[{\"a\":1}]", "a.txt", Format::Json),
            ("{\"a\":1}", "a.jsonl", Format::JsonLines),
            ("[Updated] The ferry", "", Format::Text),
            ("{not json", "a.jsonl", Format::JsonLines),
            ("From a@b Tue Apr  9 06:00:00 2019\nSubject: x\n", "", Format::Mbox),
            ("From me to you\nthe ferry sails", "", Format::Text),
            ("From: a@b.example\nSubject: x\n\ntext", "", Format::Mail),
            ("Return-Path: <a>\nReceived: from x\n\tby y\nSubject: z\n", "", Format::Mail),
            ("Title: x\nDate: 2026-05-04\n\ntext", "", Format::Text),
            ("Note: the ferry sailed.", "", Format::Text),
            ("\u{feff}<html>", "", Format::Html),
        ] {
            assert_eq!(told(content, name), expected, "{content:?} {name}");
        }
        assert_eq!(
            detect(b"\xff\xfe<\0r\0s\0s\0>\0", &Place::Stdin { record: None }),
            Format::Feed
        );
    }

    #[test]
    fn names() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
        assert!("pdf".parse::<Format>().is_err());
    }
}

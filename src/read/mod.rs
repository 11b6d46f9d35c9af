//! Floor 1: bytes in, articles out.
//!
//! [`read`] takes the bytes of one input and gives back its articles and what was odd about them.
//! It never panics and never fails as a whole: what could not be read is a
//! [`Warning`](crate::model::Warning) with [`Severity::Failed`](crate::model::Severity::Failed),
//! and the rest goes on. [`detect`] finds the format, by content first and by the file's extension
//! second. One file per format; `html`, `feeds`, `mail` and `compressed` are cargo features, whose
//! absence is such a warning too.
//!
//! **Text.** Plain text that is valid UTF-8 is kept byte for byte, so that spans are positions in
//! the file. What is taken out of every text is listed in `tidy.rs` (terminal sequences, invisible
//! characters, direction overrides); a byte order mark and a head of `Title: …` lines are left out
//! too. Mark-up becomes paragraphs with a blank line between.
//!
//! **Titles of plain text** are the first line where that is set like one: short, without a full
//! stop at its end, followed by a blank line or a long paragraph. The line also stays in the text.

// Each reader uses a part of the room's shared pieces; with all of them built, nothing may be left
// over.
#![cfg_attr(
    not(all(feature = "html", feature = "feeds", feature = "mail", feature = "compressed")),
    allow(dead_code)
)]

mod address;
mod base64;
mod calendar;
mod charset;
mod compressed;
mod date;
mod date_day;
mod date_time;
mod date_tokens;
mod draft;
pub(crate) mod elements;
pub(crate) mod entities;
#[cfg(feature = "html")]
mod extractors;
#[cfg(feature = "feeds")]
mod feed;
#[cfg(feature = "feeds")]
mod feed_item;
#[cfg(feature = "feeds")]
mod feed_text;
mod foreign;
mod format;
mod guard;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod html_meta;
mod json;
mod json_fields;
mod json_keys;
mod json_values;
#[cfg(feature = "html")]
mod labels;
#[cfg(feature = "feeds")]
mod links;
#[cfg(feature = "mail")]
mod mail;
#[cfg(feature = "mail")]
mod mail_header;
#[cfg(feature = "mail")]
mod mail_quotes;
#[cfg(feature = "mail")]
mod mail_text;
pub(crate) mod markup;
#[cfg(feature = "mail")]
mod mbox;
mod months;
mod old_charsets;
#[cfg(feature = "html")]
mod page;
#[cfg(feature = "html")]
mod page_copy;
#[cfg(feature = "html")]
mod page_date;
#[cfg(feature = "html")]
mod page_found;
#[cfg(feature = "html")]
mod page_linked;
#[cfg(feature = "html")]
mod page_prose;
#[cfg(feature = "html")]
mod page_stack;
#[cfg(feature = "html")]
mod page_title;
mod plain;
mod prose;
mod skip;
#[cfg(feature = "feeds")]
mod spaces;
mod tag;
mod tidy;
mod warc;

pub use address::canonical_address;
pub use charset::recode;
pub use date::parse_date;
pub use draft::outlet_of;
#[cfg(feature = "feeds")]
pub use feed::EMPTY_FEED;
pub use format::{Format, UnknownFormat, detect};
pub use guard::is_guarded;
pub use json::Lines;
#[cfg(feature = "feeds")]
pub use links::{Outline, PageLinks, feed_title, outlines, page_links};

use crate::model::{Article, Outcome, Place};
use compressed::Trouble;
use draft::Sink;

/// How much of an input is read. What goes beyond is refused with a warning, never cut in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one input as it lies on disk. Default 256 MiB.
    pub max_bytes: u64,
    /// Bytes of one input after decompression, all layers together. Default 128 MiB.
    pub max_decompressed: u64,
    /// How deep things may stand inside one another: compressed files, messages, HTML elements,
    /// JSON values. Default 128.
    pub max_depth: u32,
    /// Articles of one input. Default 200,000.
    pub max_articles: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 256 << 20,
            max_decompressed: 128 << 20,
            max_depth: 128,
            max_articles: 200_000,
        }
    }
}

/// Reads the articles of one input. `place` names it in sources and warnings; `format` overrides
/// [`detect`].
///
/// ```
/// use tidings::model::Place;
/// use tidings::read::{Limits, read};
///
/// let place = Place::File { path: "ferry.txt".into(), record: None };
/// let bytes = "Ferry runs aground\n\nA ferry ran aground off Skerrin on Tuesday.\n".as_bytes();
/// let outcome = read(bytes, &place, None, &Limits::default());
/// assert!(outcome.warnings.is_empty());
/// assert_eq!(outcome.value[0].title.as_deref(), Some("Ferry runs aground"));
/// assert_eq!(outcome.value[0].text().as_bytes(), bytes);
/// ```
#[must_use]
pub fn read(
    bytes: &[u8],
    place: &Place,
    format: Option<Format>,
    limits: &Limits,
) -> Outcome<Vec<Article>> {
    let mut sink = Sink::new(place, limits);
    if bytes.len() as u64 > limits.max_bytes {
        let message =
            format!("it has {} bytes; the most that is read is {}", bytes.len(), limits.max_bytes);
        sink.failed("", message, "raise --max-bytes");
        return sink.finish();
    }
    match compressed::unpack(bytes, limits) {
        Ok(None) => door(bytes, format, &mut sink),
        Ok(Some((inner, odd))) => {
            if odd {
                sink.note("", "bytes after the end of the compressed data were left alone");
            }
            door(&inner, format, &mut sink);
        }
        Err((kind, trouble)) => {
            let (message, hint) = match trouble {
                Trouble::TooLarge => (
                    format!("its {kind} data hold more than {} bytes", limits.max_decompressed),
                    "raise --max-decompressed",
                ),
                Trouble::Damaged(why) => {
                    (format!("its {kind} data are damaged: {why}"), "fetch the file again")
                }
                Trouble::NotBuilt => (
                    format!("this build has no reader for {kind} data"),
                    "unpack the file, or build with the feature \"compressed\"",
                ),
            };
            sink.failed("", message, hint);
        }
    }
    sink.finish()
}

/// The room's door: looks at what came, picks the reader, and lets no panic of a dependency out.
fn door(bytes: &[u8], format: Option<Format>, sink: &mut Sink<'_>) {
    if bytes.is_empty() {
        return sink.failed("", "it is empty", "");
    }
    if let Some(what) = foreign::foreign(bytes) {
        let message = format!("it is {what}, which is not read");
        return sink.failed("", message, foreign::advice(what));
    }
    let format = format.unwrap_or_else(|| detect(bytes, sink.place()));
    let before = sink.len();
    if guard::guarded(|| read_as(format, bytes, sink)).is_none() {
        let message = format!("the {format} reader gave up on it");
        sink.failed("", message, "name another format with --input-format, and report the file");
    } else if sink.len() == before && sink.is_silent() {
        sink.failed("", "it holds no articles", "");
    }
}

/// The readers; the one place that knows which of them this build has.
fn read_as(format: Format, bytes: &[u8], sink: &mut Sink<'_>) {
    match format {
        Format::Text => plain::text(bytes, sink),
        Format::Markdown => plain::markdown(bytes, sink),
        Format::Json => json::document(bytes, sink),
        Format::JsonLines => json::lines(bytes, sink),
        Format::Warc => warc::read(bytes, sink),
        #[cfg(feature = "html")]
        Format::Html => html::read(bytes, sink),
        #[cfg(not(feature = "html"))]
        Format::Html => not_built(format, "html", sink),
        #[cfg(feature = "feeds")]
        Format::Feed => feed::read(bytes, sink),
        #[cfg(not(feature = "feeds"))]
        Format::Feed => not_built(format, "feeds", sink),
        #[cfg(feature = "mail")]
        Format::Mail => mail::message(bytes, sink),
        #[cfg(feature = "mail")]
        Format::Mbox => mbox::mbox(bytes, sink),
        #[cfg(not(feature = "mail"))]
        Format::Mail | Format::Mbox => not_built(format, "mail", sink),
    }
}

/// Says that the build lacks a format's reader.
#[cfg(not(all(feature = "html", feature = "feeds", feature = "mail")))]
fn not_built(format: Format, feature: &str, sink: &mut Sink<'_>) {
    let message = format!("this build has no reader for the {format} format");
    sink.failed("", message, &format!("build with the feature \"{feature}\""));
}

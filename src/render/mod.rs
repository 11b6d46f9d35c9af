//! Floor 5: pages: text, Markdown, HTML, JSON, mail, feeds.
//!
//! [`render`] turns a [`Briefing`] into the bytes of one page. Nothing here knows the clock, the
//! terminal or a file: what a caller knows and a briefing does not stands in a [`Page`]. Every page
//! escapes for itself what inputs hold, and equal briefings give equal bytes.

mod dates;
mod entries;
#[cfg(feature = "epub")]
mod epub;
mod feed;
mod html;
mod json;
mod mail;
mod mail_headers;
mod mail_page;
mod markdown;
mod passed;
pub mod site;
#[cfg(feature = "template")]
mod template;
mod text;
mod view;
mod visible;
mod wording;
mod wrap;

use std::path::Path;
use std::str::FromStr;

use jiff::tz::TimeZone;

use crate::model::{Briefing, Language, Warning};

#[cfg(feature = "template")]
pub use template::Template;

/// What a page is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Plain text for a terminal.
    #[default]
    Text,
    /// CommonMark.
    Markdown,
    /// One self-contained HTML file.
    Html,
    /// One JSON document after `schema/briefing-1.schema.json`; it reads back into a [`Briefing`].
    Json,
    /// One JSON object a line, each with its `type`.
    JsonLines,
    /// An RFC 5322 message with a plain and an HTML part.
    Mail,
    /// An Atom feed, one entry a story.
    Atom,
    /// A JSON Feed, one item a story.
    JsonFeed,
    /// An EPUB 3 book, one chapter a story.
    #[cfg(feature = "epub")]
    Epub,
}

impl Format {
    /// All formats, in the order in which help texts name them.
    pub const ALL: &'static [Self] = &[
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::Json,
        Self::JsonLines,
        Self::Mail,
        Self::Atom,
        Self::JsonFeed,
        #[cfg(feature = "epub")]
        Self::Epub,
    ];

    /// Its short name, which is also its file extension (but for text and JSON Feed).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Mail => "eml",
            Self::Atom => "atom",
            Self::JsonFeed => "jsonfeed",
            #[cfg(feature = "epub")]
            Self::Epub => "epub",
        }
    }

    /// The format that a file name asks for; `None` when its extension is not one of ours.
    #[must_use]
    pub fn from_extension(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" => Some(Self::Html),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "eml" => Some(Self::Mail),
            "atom" => Some(Self::Atom),
            "jsonfeed" => Some(Self::JsonFeed),
            #[cfg(feature = "epub")]
            "epub" => Some(Self::Epub),
            _ => None,
        }
    }
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// A format that does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{given}` is no format; there are {}", names())]
pub struct UnknownFormat {
    /// What was asked for.
    pub given: String,
}

/// The names of all formats, for messages.
fn names() -> String {
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    names.join(", ")
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(given: &str) -> Result<Self, UnknownFormat> {
        let name = given.trim().to_ascii_lowercase();
        match name.as_str() {
            "txt" => Some(Self::Text),
            "markdown" => Some(Self::Markdown),
            "ndjson" => Some(Self::JsonLines),
            "mail" => Some(Self::Mail),
            name => Self::ALL.iter().copied().find(|format| format.name() == name),
        }
        .ok_or_else(|| UnknownFormat { given: given.to_owned() })
    }
}

/// What the caller knows about a page and a briefing does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it is written in.
    pub format: Format,
    /// Columns of plain text and of a mail's plain part, 72 unless the terminal says otherwise;
    /// below 24 counts as 24.
    pub width: u16,
    /// Whether plain text may use bold and dim type.
    pub colour: bool,
    /// The language of labels, counts and dates: what the page says itself. English where it is
    /// `None` or a language without labels
    /// ([`Labels::are_known`](crate::lexicon::Labels::are_known)). JSON says nothing in any
    /// language.
    pub locale: Option<Language>,
    /// The reader's time zone, so that each source's time has the offset of its own day; without
    /// it all times have the offset of the briefing's date.
    pub zone: Option<TimeZone>,
    /// What the briefing is called, on the page and in a mail's subject; "Briefing" when nobody
    /// says.
    pub title: Option<String>,
    /// The name of the reader's settings that made it. Mails and feeds of one profile have their
    /// identifiers from it, so those of two profiles never meet.
    pub profile: Option<String>,
    /// Where a feed will be found on the web, for formats whose readers want to know.
    pub address: Option<String>,
    /// Who sends a mail to whom.
    pub mail: MailHeaders,
    /// What makes the page instead of its format; a mail is no such page.
    #[cfg(feature = "template")]
    pub template: Option<Template>,
}

impl Page {
    /// A page of this format: 72 columns, no colour, a mail from nobody in particular.
    #[must_use]
    pub fn new(format: Format) -> Self {
        Self {
            format,
            width: 72,
            colour: false,
            locale: None,
            zone: None,
            title: None,
            profile: None,
            address: None,
            mail: MailHeaders::default(),
            #[cfg(feature = "template")]
            template: None,
        }
    }
}

/// Headers of a mail that only its sender knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailHeaders {
    /// One or more senders ("Name <name@example.org>"); `tidings` at the list's domain, or at
    /// `localhost`, when there is none. The `Message-ID` has the domain of the first.
    pub from: Option<String>,
    /// Receivers, each one or more addresses with commas between them; `undisclosed-recipients:;`
    /// when there are none.
    pub to: Vec<String>,
    /// The list's identifier (RFC 2919): "morning.example.org" or "Morning <morning.example.org>".
    pub list_id: Option<String>,
    /// `Message-ID`s of earlier mails that stories of this one go on from, the oldest first, as
    /// [`message_id`] gave them.
    pub references: Vec<String>,
    /// Where receivers leave the list: an `https:` address that takes a POST (RFC 8058), or a
    /// `mailto:` one.
    pub unsubscribe: Option<String>,
    /// Lines end with CR LF, as they do on the wire; with LF alone otherwise, as `sendmail` and
    /// files on disk want them.
    pub crlf: bool,
}

/// A page cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The briefing does not fit JSON, which no briefing of ours does.
    #[error("the briefing cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// A template that cannot be used.
    #[cfg(feature = "template")]
    #[error("the template fails: {0}")]
    Template(String),
    /// The book cannot be put together, which no briefing of ours makes happen.
    #[cfg(feature = "epub")]
    #[error("the briefing cannot be written as EPUB: {0}")]
    Epub(String),
    /// A sender or receiver is no mail address.
    #[error("`{given}` is no mail address; write name@example.org or Name <name@example.org>")]
    Address {
        /// What was given, with control characters escaped.
        given: String,
    },
    /// A list identifier is none.
    #[error("`{given}` is no list identifier; write for example morning.example.org")]
    ListId {
        /// What was given, with control characters escaped.
        given: String,
    },
    /// An identifier of an earlier mail is none.
    #[error("`{given}` is no message identifier; one looks like <briefing.0123@example.org>")]
    MessageId {
        /// What was given, with control characters escaped.
        given: String,
    },
    /// A place to unsubscribe is none.
    #[error("`{given}` is no place to unsubscribe; write an https: or a mailto: address")]
    Unsubscribe {
        /// What was given, with control characters escaped.
        given: String,
    },
}

/// One page, and what of the briefing it does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The page in UTF-8 (a mail in ASCII).
    pub bytes: Vec<u8>,
    /// Sentences that did not fit, each by the places of its story and of itself in the briefing,
    /// from 0, in ascending order. Only mails have a limit.
    pub untold: Vec<(usize, usize)>,
}

/// One page. Warnings about inputs that failed are named on pages for people; JSON has them all.
///
/// # Errors
/// [`RenderError`] when the page cannot be written: a mail header that is none.
pub fn render_page(
    briefing: &Briefing,
    warnings: &[Warning],
    page: &Page,
) -> Result<Rendered, RenderError> {
    let view = view::View::new(
        briefing,
        warnings,
        page.title.as_deref(),
        (page.locale, page.zone.as_ref()),
    );
    #[cfg(feature = "template")]
    if let Some(template) = page.template.as_ref().filter(|_| page.format != Format::Mail) {
        let bytes = template::render(&view, template)?.into_bytes();
        return Ok(Rendered { bytes, untold: Vec::new() });
    }
    let bytes = match page.format {
        Format::Text => text::render(&view, page.width, page.colour).into_bytes(),
        Format::Html => html::render(&view).into_bytes(),
        Format::Json => json::document(briefing, warnings)?,
        Format::JsonLines => json::lines(briefing, warnings)?,
        Format::Markdown => markdown::render(&view).into_bytes(),
        Format::Mail => return mail::render(&view, page),
        Format::Atom => feed::atom(&view, page).into_bytes(),
        Format::JsonFeed => feed::json_feed(&view, page)?,
        #[cfg(feature = "epub")]
        Format::Epub => epub::render(&view, page.profile.as_deref())?,
    };
    Ok(Rendered { bytes, untold: Vec::new() })
}

/// The bytes of one page: [`render_page`] for those who do not ask what a mail had no room for.
///
/// # Errors
/// As [`render_page`].
pub fn render(
    briefing: &Briefing,
    warnings: &[Warning],
    page: &Page,
) -> Result<Vec<u8>, RenderError> {
    render_page(briefing, warnings, page).map(|page| page.bytes)
}

/// The `Message-ID` of a briefing's mail, with its angle brackets. It comes from the profile, the
/// days that the briefing tells of (without a window, the day on which it was made) and what it
/// says, and not from the hour: the same news told again has the same identifier, and mail tools
/// drop the second copy; no two days ever share one.
///
/// # Errors
/// [`RenderError`] when a mail header of the page is none.
pub fn message_id(briefing: &Briefing, page: &Page) -> Result<String, RenderError> {
    mail::message_id(briefing, page)
}

/// The day at the head of a briefing's page, as "2026-05-10": the day that it was asked to tell of,
/// else the one on which it was made; `None` for a briefing that knows neither.
#[must_use]
pub fn day_of(briefing: &Briefing) -> Option<String> {
    view::headed(briefing).map(dates::day)
}

//! Articles and where they come from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where an article was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A file, as its path was given, and the record inside it (from 1) where a file holds several
    /// articles.
    File {
        /// The path as it was given or found.
        path: String,
        /// Record inside the file, from 1; `None` for a file that is one article.
        record: Option<u32>,
    },
    /// A page or feed item that was fetched.
    Url(String),
    /// Standard input, and the record inside it (from 1).
    Stdin {
        /// Record inside the stream, from 1.
        record: Option<u32>,
    },
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (name, record) = match self {
            Self::File { path, record } => (path.as_str(), *record),
            Self::Url(url) => (url.as_str(), None),
            Self::Stdin { record } => ("standard input", *record),
        };
        f.write_str(name)?;
        record.map_or(Ok(()), |n| write!(f, "#{n}"))
    }
}

/// Who published an article, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// The publisher's name as the input gives it ("Harbour Gazette"); `None` when it does not.
    pub publisher: Option<String>,
    /// The canonical address of the article, where it has one (tracking parameters removed).
    pub url: Option<String>,
    /// Where it was read.
    pub place: Place,
}

/// How exactly a time of publication is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the day only; the instant is that day's midnight in the stated (or else UTC) zone.
    Day,
    /// To the minute or second.
    Second,
}

/// When an article was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Published {
    /// The instant.
    pub at: Timestamp,
    /// The offset from UTC that the source stated, in seconds east; `None` when it stated none (UTC
    /// is then assumed).
    pub offset: Option<i32>,
    /// How exactly it is known.
    pub precision: Precision,
}

/// A language by its ISO 639-1 code in lower case ("en").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 2]);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self(*b"en");

    /// Reads the first subtag of a BCP 47 tag ("en-GB", "pt_BR"); `None` unless that is two ASCII
    /// letters.
    #[must_use]
    pub fn parse(tag: &str) -> Option<Self> {
        let first = tag.trim().split(['-', '_']).next()?;
        match first.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
                Some(Self([a.to_ascii_lowercase(), b.to_ascii_lowercase()]))
            }
            _ => None,
        }
    }

    /// The two-letter code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("un")
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code)
            .ok_or_else(|| serde::de::Error::custom("expected a two-letter language code"))
    }
}

/// An article: the text that quotes point into, and what is known about it. Where an input has only
/// its title (a feed of headlines), the text is empty and the title is its news.
///
/// The text never changes after [`Article::new`]: every [`Span`](super::Span) of a corpus is a byte
/// range of it. Paragraphs are separated by line breaks; plain text is kept as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Publisher and place.
    pub source: Source,
    /// Headline, where the input marks one as such (metadata, `<title>`, a feed item's title, a
    /// mail's subject).
    pub title: Option<String>,
    /// Author line, as given.
    pub byline: Option<String>,
    /// Time of publication.
    pub published: Option<Published>,
    /// Language that the input declares; detection decides where this is `None` or wrong.
    pub language: Option<Language>,
    /// Whether only a teaser of the article is here (a feed's summary).
    pub teaser: bool,
    /// Whether its input files it under opinion: the section of its page, the category of its feed.
    pub opinion: bool,
    /// The address of the feed that brought it, where one did.
    pub feed: Option<String>,
    /// Its place among the items of its feed, from 1; `None` outside feeds. Most outlets order
    /// their feeds by weight or time, so that early places are prominent ones.
    pub place_in_feed: Option<u32>,
    /// The identifier that the input gives it (JSON `id`, a feed's `guid`, a mail's `Message-ID`):
    /// unique for its publisher at best, and never trusted beyond that.
    pub id: Option<String>,
    text: String,
}

/// A text does not fit the 32-bit byte offsets of [`Span`](super::Span).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the text has {bytes} bytes; the most an article may have is {}", u32::MAX)]
pub struct TextTooLong {
    /// Length of the text in bytes.
    pub bytes: usize,
}

impl Article {
    /// An article of `text` from `source`, everything else unknown.
    ///
    /// # Errors
    /// [`TextTooLong`] when the text has 4 GiB or more.
    pub fn new(source: Source, text: String) -> Result<Self, TextTooLong> {
        if u32::try_from(text.len()).is_err() {
            return Err(TextTooLong { bytes: text.len() });
        }
        Ok(Self {
            source,
            title: None,
            byline: None,
            published: None,
            language: None,
            teaser: false,
            opinion: false,
            feed: None,
            place_in_feed: None,
            id: None,
            text,
        })
    }

    /// The canonical order of articles: by time (undated last), publisher, title, text, place.
    #[must_use]
    pub fn canonical_cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |x: &Self| (x.published.is_none(), x.published.map(|p| p.at));
        key(self)
            .cmp(&key(other))
            .then_with(|| self.source.publisher.cmp(&other.source.publisher))
            .then_with(|| self.title.cmp(&other.title))
            .then_with(|| self.text().cmp(other.text()))
            .then_with(|| self.source.cmp(&other.source))
    }

    /// Gives its text away, until [`put_back`](Self::put_back).
    pub(super) fn take_out(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Takes back the text that it gave away.
    pub(super) fn put_back(&mut self, text: String) {
        self.text = text;
    }

    /// The text, exactly as spans see it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

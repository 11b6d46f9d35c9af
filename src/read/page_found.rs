//! What one pass over an HTML page finds: its blocks of text and what it says of itself.

use super::elements::{Kind, kind, same};
use super::labels::{Labels, Property};
use super::markup::Tag;

/// The longest text of an attribute of `<meta>` that is kept, in bytes.
const META: usize = 4096;
/// How many `<meta>` are kept.
const METAS: usize = 400;

/// What one pass over a page finds.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The well-formed copy.
    pub(super) copy: String,
    /// Stretches of text in document order.
    pub(super) blocks: Vec<Block>,
    /// What the page says of itself.
    pub(super) notes: Notes,
}

/// Metadata as it stands in the page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// `<meta>`: name, property or itemprop in lower case, and content.
    pub(super) metas: Vec<(String, String)>,
    /// `<title>`.
    pub(super) title: Option<String>,
    /// `<link rel="canonical">`.
    pub(super) canonical: Option<String>,
    /// The language of `<html>`.
    pub(super) language: Option<String>,
    /// JSON-LD as written.
    pub(super) linked: Vec<String>,
    /// Elements whose text or attributes tell something: what, and its text.
    pub(super) marked: Vec<Noted>,
}

/// What an element was noted for, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) mark: Mark,
    pub(super) text: String,
    /// How many blocks stand before it.
    pub(super) at: usize,
    /// Whether something around it says that it is not the article.
    pub(super) aside: bool,
    /// The outermost elements around it that are not the article, 0 for none.
    pub(super) asides: [u32; 3],
}

/// What an element was noted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `<h1>`.
    Heading,
    /// Microdata `headline`.
    Headline,
    /// A heading whose class says that it is the article's ("entry-title").
    Titled,
    /// Microdata `datePublished`.
    Published,
    /// `<time pubdate>` or one whose class speaks of publication.
    PubTime,
    /// Any other `<time>`.
    Time,
    /// An element whose class speaks of a date.
    Dated,
    /// Microdata `author`, `rel="author"`.
    Author,
    /// An element whose class says "byline" or "author".
    Byline,
    /// Microdata `publisher`.
    Publisher,
}

/// A stretch of text between two block boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its words.
    pub(super) text: String,
    /// Whether it is a heading.
    pub(super) heading: bool,
    /// Characters inside links.
    pub(super) linked: usize,
    /// Whether something around it says that it is not the article ("footer", "related", "share").
    pub(super) aside: bool,
    /// Whether it stands in a form, a dialog or a message to the reader.
    pub(super) closed: bool,
    /// The outermost elements around it that are not the article, 0 for none.
    pub(super) asides: [u32; 3],
    /// The numbers of the elements around it, innermost first: parent and grandparent.
    pub(super) parents: [u32; 2],
    /// The number of the `articleBody`, `<article>` or `<main>` around it, 0 for none.
    pub(super) regions: [u32; 3],
}

impl Mark {
    /// What an element is noted for by its name and attributes.
    pub(super) fn of(tag: &Tag<'_>, labels: &Labels) -> Option<Self> {
        Some(if same(tag.name, "h1") {
            Self::Heading
        } else if let Some(property) = labels.microdata {
            match property {
                Property::Headline => Self::Headline,
                Property::Published => Self::Published,
                Property::Author => Self::Author,
                Property::Publisher => Self::Publisher,
            }
        } else if labels.titled && kind(tag.name) == Kind::Heading {
            Self::Titled
        } else if same(tag.name, "time") {
            if tag.has("pubdate") || labels.dated { Self::PubTime } else { Self::Time }
        } else if labels.author_link {
            Self::Author
        } else if labels.byline {
            Self::Byline
        } else if labels.dated {
            Self::Dated
        } else {
            return None;
        })
    }

    /// The attribute of an element that says more surely than its text what it is noted for.
    pub(super) fn attribute(self, tag: &Tag<'_>) -> Option<String> {
        match self {
            Self::Published | Self::PubTime | Self::Time | Self::Dated => tag
                .attribute("datetime")
                .or_else(|| tag.attribute("content"))
                .filter(|text| !text.is_empty()),
            Self::Heading | Self::Titled => None,
            _ => tag.attribute("content"),
        }
    }
}

impl Notes {
    /// Takes in a `<meta>`.
    pub(super) fn take_meta(&mut self, tag: &Tag<'_>) {
        let key = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| tag.attribute(key));
        if let (Some(key), Some(content)) = (key, tag.attribute("content"))
            && self.metas.len() < METAS
            && content.len() < META
        {
            self.metas.push((key.to_ascii_lowercase(), content));
        }
    }

    /// Takes in a `<link>`: the canonical address is kept.
    pub(super) fn take_link(&mut self, tag: &Tag<'_>) {
        let rel = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        if rel.split_whitespace().any(|rel| rel == "canonical") && self.canonical.is_none() {
            self.canonical = tag.attribute("href");
        }
    }

    /// The first of the `<meta>` names that has a content.
    pub(super) fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| {
            let found = self
                .metas
                .iter()
                .find(|(key, content)| key == name && !content.trim().is_empty())?;
            Some(found.1.trim().to_owned())
        })
    }

    /// The texts of what was noted for `mark`, with single spaces, without the empty ones.
    pub(super) fn marked(&self, mark: Mark) -> impl Iterator<Item = String> {
        self.marked
            .iter()
            .filter(move |noted| noted.mark == mark && !noted.text.trim().is_empty())
            .map(|noted| noted.text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Letters and digits in lower case, for comparing headlines.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

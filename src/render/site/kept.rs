//! What a site is called, and what its files keep of the days that are past.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::lexicon::Labels;
use crate::model::{Language, SourceNo, Span};

/// What a site is called and where it is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Its title; "Briefing" when nobody says.
    pub title: Option<String>,
    /// The address of its folder on the web, for the feed.
    pub address: Option<String>,
    /// The language of what its pages say themselves, as
    /// [`Page::locale`](crate::render::Page::locale).
    pub locale: Option<Language>,
    /// The reader's time zone, as [`Page::zone`](crate::render::Page::zone).
    pub zone: Option<TimeZone>,
}

impl Site {
    pub(in crate::render) const fn reader(&self) -> (Option<Language>, Option<&TimeZone>) {
        (self.locale, self.zone.as_ref())
    }

    pub(in crate::render) fn labels(&self) -> &'static Labels {
        Labels::of(self.locale)
    }
}

/// The words around a quotation in its source. Their white space is that of the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// What stands before them in their paragraph, with an ellipsis where it is cut.
    pub before: String,
    /// The quoted words.
    pub quoted: String,
    /// What stands after them.
    pub after: String,
}

/// Passages by the source and the bytes of its text that are cited.
pub type Passages = BTreeMap<(SourceNo, Span), Passage>;

/// One day's page as the index, the search and the feed know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// Name of the page in `days/`, without its ending: the day, and for a second briefing of one
    /// day "-2" behind it.
    pub page: String,
    /// The day: "2026-05-10".
    pub day: String,
    /// The first moment of the time that it tells of and the one after the last, in RFC 3339; empty
    /// where it is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub window: String,
    /// How many articles it was made of.
    pub articles: u32,
    /// Its stories in the order of the page.
    pub stories: Vec<Told>,
}

/// One story of a day's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What the story is called from day to day.
    pub key: String,
    /// Anchor on the day's page.
    pub at: String,
    /// Its headline that day; empty where it has none.
    pub headline: String,
    /// Language code of the headline.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
    /// What is quoted, in the order of the page.
    pub lines: Vec<Line>,
}

/// One quoted sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Number of its anchor on the day's page.
    pub n: u32,
    /// The words as a reader sees them.
    pub text: String,
    /// Whose words they are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Language code of the words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lang: String,
}

/// What a story's page has of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// The day's page, as [`Edition::page`].
    pub page: String,
    /// The day.
    pub day: String,
    /// What was told.
    pub told: Told,
}

/// What is remembered of a site from one day to the next, and stays small however long it grows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Index {
    /// Layout of the folder; [`Index::VERSION`].
    pub version: u32,
    /// Months with a page ("2026-05"), in order, each with how many days have one.
    pub months: BTreeMap<String, u32>,
    /// Stories that may go on: those of the last weeks.
    pub stories: Vec<Living>,
}

impl Index {
    /// The layout that this version writes.
    pub const VERSION: u32 = 1;
}

/// A story that may go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Living {
    /// What it is called.
    pub key: String,
    /// The last day that told of it.
    pub last: String,
    /// Short names of its articles.
    pub articles: Vec<String>,
}

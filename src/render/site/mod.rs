//! A folder of pages to come back to: one page a day, an index by month, a page for each story that
//! stays at its address as the story grows, a feed, and a search that needs no server.
//!
//! The functions here turn what is known into the text of one file; reading, writing and naming
//! files is the caller's. What must be known of days that are past stands in the files themselves:
//! a month's [`Edition`]s in the script that the search reads, a story's [`Chapter`]s in its own
//! page, the [`Index`] in a file of its own. So a day is added by reading and writing a number of
//! files that does not grow with the site.

mod day;
mod frame;
mod front;
mod month;
mod search;
mod story;

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::lexicon::Labels;
use crate::model::{Briefing, Language, SourceNo, Span, StoryBriefing};

use super::feed;
use super::view::{self, View};

pub use day::{DayPage, day_page, with_neighbours};
pub use front::front_page;
pub use month::month_page;
pub use search::{editions_of, month_script, search_page};
pub use story::{chapters_of, story_page};

/// The style of all pages: `site.css`.
#[must_use]
pub fn style() -> String {
    format!("{}{}", super::html::STYLE, include_str!("site.css"))
}

/// The script of the search page: `search.js`.
pub const SEARCH_SCRIPT: &str = include_str!("search.js");

/// What a site is called and where it is found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// Its title; "Briefing" when nobody says.
    pub title: Option<String>,
    /// The address of its folder on the web, for the feed.
    pub address: Option<String>,
    /// The language of what its pages say themselves, as [`Page::locale`](super::Page::locale).
    pub locale: Option<Language>,
    /// The reader's time zone, as [`Page::zone`](super::Page::zone).
    pub zone: Option<TimeZone>,
}

impl Site {
    const fn reader(&self) -> (Option<Language>, Option<&TimeZone>) {
        (self.locale, self.zone.as_ref())
    }

    fn labels(&self) -> &'static Labels {
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

/// The stories of a briefing in the order of the page, each with its anchor, and its sentences with
/// the numbers of theirs.
pub(super) fn places<'a>(view: &View<'a>) -> Vec<(&'a StoryBriefing, String, Vec<u32>)> {
    let mut sentence = 0;
    let mut number = |count: usize| -> Vec<u32> {
        (0..count)
            .map(|_| {
                sentence += 1;
                sentence
            })
            .collect()
    };
    let mut places = Vec::new();
    for (story, at) in
        view.sections().into_iter().flat_map(|section| section.stories).map(|(n, s)| (s, n))
    {
        let (plain, said) = view.voices(story);
        places.push((story, format!("story-{at}"), number(plain.len() + said.len())));
    }
    for story in view.in_brief() {
        let numbers = number(view.items(story).len());
        let at = numbers.first().map_or_else(|| "in-brief".to_owned(), |n| format!("sentence-{n}"));
        places.push((story, at, numbers));
    }
    places
}

/// A day's page as the rest of the site knows it, called by its day. `keys` are what the stories of
/// the briefing are called, in its order.
#[must_use]
pub fn edition(briefing: &Briefing, day: &str, keys: &[String]) -> Edition {
    let view = View::new(briefing, &[], None, (None, None));
    let told = |(story, at, numbers): (&StoryBriefing, String, Vec<u32>)| {
        let items = if story.brief {
            view.items(story)
        } else {
            let (plain, said) = view.voices(story);
            plain.into_iter().chain(said.into_iter().map(|(_, item)| item)).collect()
        };
        let line = |(item, n): (&crate::model::Item, u32)| {
            let entry = item.citations.first().and_then(|citation| view.entry(citation.source));
            Line {
                n,
                text: super::visible::visible(&item.text).into_owned(),
                by: entry.map(|entry| view::name(entry).into_owned()).unwrap_or_default(),
                lang: entry.and_then(|entry| entry.language.clone()).unwrap_or_default(),
            }
        };
        let source = story.headline.as_ref().and_then(|headline| view.entry(headline.source));
        Told {
            key: key_of(briefing, story, keys),
            at,
            headline: view::headline(story).map(std::borrow::Cow::into_owned).unwrap_or_default(),
            lang: source.and_then(|entry| entry.language.clone()).unwrap_or_default(),
            lines: items.into_iter().zip(numbers).map(line).collect(),
        }
    };
    Edition {
        page: day.to_owned(),
        day: day.to_owned(),
        window: window(briefing),
        articles: briefing.counts.articles,
        stories: places(&view).into_iter().map(told).collect(),
    }
}

/// The time that a briefing tells of, as [`Edition::window`].
fn window(briefing: &Briefing) -> String {
    briefing
        .window
        .map(|window| format!("{}/{}", window.from.at, window.until.at))
        .unwrap_or_default()
}

/// The key of a story of the briefing.
fn key_of(briefing: &Briefing, story: &StoryBriefing, keys: &[String]) -> String {
    let place = briefing.stories.iter().position(|other| std::ptr::eq(other, story));
    place.and_then(|at| keys.get(at)).cloned().unwrap_or_default()
}

/// The site's Atom feed after a day was added: its entries before those of `earlier`, the text of
/// the feed until now, as many as a feed holds. Entries of the same page are replaced.
#[must_use]
pub fn feed(briefing: &Briefing, site: &Site, edition: &Edition, earlier: &str) -> String {
    feed::of_site(
        &View::new(briefing, &[], site.title.as_deref(), site.reader()),
        site,
        edition,
        earlier,
    )
}

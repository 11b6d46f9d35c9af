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
mod kept;
mod month;
pub(super) mod places;
mod search;
mod story;

use crate::model::{Briefing, StoryBriefing};

use self::places::places;
use super::feed;
use super::view::{self, View};
use crate::render::entries;

pub use day::{DayPage, day_page, with_neighbours};
pub use front::front_page;
pub use kept::{Chapter, Edition, Index, Line, Living, Passage, Passages, Site, Told};
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
                by: entry.map(|entry| entries::name(entry).into_owned()).unwrap_or_default(),
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

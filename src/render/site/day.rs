//! The page of one day.

use crate::lexicon::{Label, Labels};
use crate::model::{Briefing, Warning};
use crate::render::dates;
use crate::render::html::escape::escape;
use crate::render::html::{Around, Page};
use crate::render::view::View;

use super::frame::Frame;
use super::{Chapter, Edition, Passages, Site, key_of};

/// How many earlier days a story names; its own page has all.
const EARLIER: usize = 3;

/// Marks between which the links to the days beside this one stand, so that a day that comes later
/// is linked without making the page again.
const NEIGHBOURS: (&str, &str) = ("<!--neighbours-->", "<!--/neighbours-->");

/// What the page of one day is made of.
#[derive(Debug, Clone, Copy)]
pub struct DayPage<'a> {
    /// What was told.
    pub briefing: &'a Briefing,
    /// What went wrong.
    pub warnings: &'a [Warning],
    /// The site.
    pub site: &'a Site,
    /// Name of the page in `days/`.
    pub page: &'a str,
    /// The day: "2026-05-10".
    pub day: &'a str,
    /// What the stories are called, in the order of the briefing.
    pub keys: &'a [String],
    /// What was told of each story on other days, the earliest first.
    pub earlier: &'a [Vec<Chapter>],
    /// What stands around the quoted words.
    pub passages: &'a Passages,
    /// The days before and after it that have a page.
    pub neighbours: (Option<&'a Edition>, Option<&'a Edition>),
}

/// The page `days/PAGE.html`.
#[must_use]
pub fn day_page(day: DayPage<'_>) -> String {
    let DayPage { briefing, site, .. } = day;
    let view = View::new(briefing, day.warnings, site.title.as_deref(), site.reader());
    let links = briefing.stories.iter().enumerate().map(|(at, story)| {
        let key = key_of(briefing, story, day.keys);
        let earlier = day.earlier.get(at).map(Vec::as_slice).unwrap_or_default();
        let headline = story.headline.as_ref().map_or("", |headline| headline.text.as_str());
        story_links(&key, earlier, headline, view.labels)
    });
    let around = Around { links: links.collect(), passages: day.passages };
    let title = dates::long_day_of(day.day, view.labels);
    let frame = Frame { site, root: "../", title: &title, script: false, here: "" };
    let mut page = Page::new(Some(&around));
    page.out.push_str(&frame.top());
    page.heading(&view);
    page.contents(&view);
    page.out.push_str("</header>\n<main id=\"news\">\n");
    page.news(&view);
    page.out.push_str("</main>\n");
    page.out.push_str(&format!(
        "<nav class=\"turn\" aria-label=\"{}\">\n{}{}{}\n</nav>\n",
        view.labels.text(Label::Days),
        NEIGHBOURS.0,
        neighbours(day.day, day.neighbours, view.labels),
        NEIGHBOURS.1
    ));
    page.end(&view);
    page.out.push_str(Frame::bottom());
    page.out
}

/// Links of a story: its own page, and the last days that told of it. Read alone, by a screen
/// reader's list of links, the first says which story it is.
fn story_links(key: &str, earlier: &[Chapter], headline: &str, labels: &Labels) -> Vec<String> {
    if key.is_empty() {
        return Vec::new();
    }
    let link = |label: &str| {
        let name = escape(headline);
        let name = if name.is_empty() { label.to_owned() } else { format!("{label}: {name}") };
        format!("<a href=\"../stories/{key}.html\" aria-label=\"{name}\">{label}</a>")
    };
    if earlier.is_empty() {
        return vec![link(labels.text(Label::StoryPage))];
    }
    let last = earlier.iter().rev().take(EARLIER).rev().map(|chapter| {
        let (page, at) = (&chapter.page, &chapter.told.at);
        format!("<a href=\"{page}.html#{at}\">{}</a>", dates::short_day_of(&chapter.day, labels))
    });
    let days: Vec<String> = last.collect();
    let told = if earlier.len() == days.len() { Label::ToldOn } else { Label::LastToldOn };
    let told = labels.fill(told, &[("days", &labels.list(&days))]);
    vec![told, link(labels.text(Label::WholeStory))]
}

/// Links to the days beside one, and to its month.
fn neighbours(
    day: &str,
    (before, after): (Option<&Edition>, Option<&Edition>),
    labels: &Labels,
) -> String {
    let link = |edition: &Edition, rel: &str, arrow: (&str, &str)| {
        let (page, day) = (&edition.page, dates::short_day_of(&edition.day, labels));
        format!("<a rel=\"{rel}\" href=\"{page}.html\">{}{day}{}</a>", arrow.0, arrow.1)
    };
    let month = day.get(..7).unwrap_or(day);
    let all = format!("<a href=\"../months/{month}.html\">{}</a>", dates::month_of(month, labels));
    let before = before.map(|edition| link(edition, "prev", ("← ", "")));
    let after = after.map(|edition| link(edition, "next", ("", " →")));
    before.into_iter().chain([all]).chain(after).collect::<Vec<_>>().join(" · ")
}

/// The page of a day with other days beside it; `None` when the text is no page of ours.
#[must_use]
pub fn with_neighbours(
    site: &Site,
    page: &str,
    day: &str,
    before: Option<&Edition>,
    after: Option<&Edition>,
) -> Option<String> {
    let (top, rest) = page.rsplit_once(NEIGHBOURS.0)?;
    let (_, bottom) = rest.split_once(NEIGHBOURS.1)?;
    let links = neighbours(day, (before, after), site.labels());
    Some(format!("{top}{}{links}{}{bottom}", NEIGHBOURS.0, NEIGHBOURS.1))
}

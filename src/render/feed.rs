//! A briefing as a feed that a feed reader subscribes to: Atom (RFC 4287) and JSON Feed 1.1, one
//! entry a story.
//!
//! Identifiers are UUIDs made of digests (version 8, RFC 9562): the feed's of the profile, an
//! entry's of the profile and the story, and for a story that goes on also of the day. So a second
//! run of the same day changes entries in place, and what is new of an old story comes as an entry
//! of its own.

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::lexicon::{Count, Label};
use crate::model::{Difference, Item, Published, SourceNo, StoryBriefing};
use crate::text::encode::hexadecimal;

use super::entries;
use super::html::escape::{escape, language_of};
use super::site::places::places;
use super::site::{Edition, Site};
use super::view::{self, MOST_NAMED, View};
use super::{Page, RenderError, dates, json};

/// What stands in the place of a moment that nobody knows; Atom wants one.
const NO_DATE: &str = "1970-01-01T00:00:00Z";

const GENERATOR: &str = "tidings";

struct Feed<'a> {
    id: String,
    title: String,
    /// Where it will be found, when that is an address of the web.
    address: Option<String>,
    updated: String,
    entries: Vec<Entry<'a>>,
}

struct Entry<'a> {
    id: String,
    title: String,
    link: Option<String>,
    published: Option<String>,
    updated: String,
    language: Option<&'a str>,
    tags: Vec<String>,
    content: String,
}

impl<'a> Feed<'a> {
    fn new(view: &View<'a>, page: &Page) -> Self {
        let profile = page.profile.as_deref().unwrap_or("");
        let mut taken = BTreeSet::new();
        let mut entries = Vec::new();
        for story in view.at_length().chain(view.in_brief()) {
            let mut entry = Entry::new(view, story, profile);
            let mut n = 2;
            while !taken.insert(entry.id.clone()) {
                entry.id = uuid(&[&entry.id, &format!("{n}")]);
                n += 1;
            }
            entries.push(entry);
        }
        let made = view.briefing.made.and_then(dates::rfc3339);
        let newest = || entries.iter().map(|entry| entry.updated.clone()).max();
        let name = page.profile.as_deref().filter(|_| page.title.is_none());
        Self {
            id: uuid(&["feed", profile]),
            title: match name {
                Some(name) => format!("{}: {}", view.title(), super::visible::visible(name)),
                None => view.title().into_owned(),
            },
            address: page.address.as_deref().and_then(super::visible::web_link),
            updated: made.or_else(newest).unwrap_or_else(|| NO_DATE.to_owned()),
            entries,
        }
    }
}

impl<'a> Entry<'a> {
    fn new(view: &View<'a>, story: &'a StoryBriefing, profile: &str) -> Self {
        let source = story.headline.as_ref().and_then(|headline| view.entry(headline.source));
        let first = view.items(story).first().map(|item| entries::line(&item.text));
        let first = first.filter(|line| !line.is_empty());
        let title = view::headline(story).or(first).unwrap_or_else(|| view.headline_or_none(story));
        let day = match (story.update, view.briefing.window, view.briefing.made) {
            (false, ..) => String::new(),
            (true, Some(window), _) => dates::day(window.until),
            (true, None, made) => made.map(dates::day).unwrap_or_default(),
        };
        let span = view.span(story);
        let updated = span.map(|(_, last)| last).or(view.briefing.made);
        let mut tags: Vec<String> =
            story.section.iter().map(|name| entries::line(name).into_owned()).collect();
        tags.extend(story.update.then(|| "update".to_owned()));
        tags.extend(story.brief.then(|| "in brief".to_owned()));
        Self {
            id: uuid(&["story", profile, &name(view, story), &day]),
            title: title.into_owned(),
            link: source.and_then(entries::link),
            published: span.and_then(|(first, _)| dates::rfc3339(first)),
            updated: updated.and_then(dates::rfc3339).unwrap_or_else(|| NO_DATE.to_owned()),
            language: source.and_then(|entry| entry.language.as_deref()),
            tags: tags.into_iter().filter(|tag| !tag.is_empty()).collect(),
            content: content(view, story),
        }
    }
}

/// What tells the story from others: its name, else (in a briefing of somebody else's making) its
/// first source.
fn name(view: &View<'_>, story: &StoryBriefing) -> String {
    if !story.id.is_empty() {
        return story.id.clone();
    }
    let entries = story.sources.iter().filter_map(|number| view.entry(*number));
    let at = |published: Option<Published>| published.map(|published| published.at);
    let first = entries.min_by_key(|e| (e.published.is_none(), at(e.published), &e.sha256));
    first.map(|entry| entry.sha256.clone()).unwrap_or_default()
}

/// A UUID of the digest of some texts, as an address.
fn uuid(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    let mut bytes: [u8; 32] = digest.finalize().into();
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let groups = [&bytes[..4], &bytes[4..6], &bytes[6..8], &bytes[8..10], &bytes[10..16]];
    format!("urn:uuid:{}", groups.map(hexadecimal).join("-"))
}

/// A story as HTML without styles: readers have their own.
fn content(view: &View<'_>, story: &StoryBriefing) -> String {
    let mut out = String::new();
    let mut facts = view.coverage(story);
    if story.update {
        facts.insert(0, format!("<b>{}</b>", view.labels.text(Label::Update)));
    }
    out.push_str(&format!("<p><small>{}</small></p>", facts.join(" · ")));
    let (plain, said) = view.voices(story);
    for quoted in plain {
        out.push_str(&item(view, quoted, ""));
    }
    for difference in &story.differences {
        out.push_str(&self::difference(view, difference));
    }
    if !said.is_empty() {
        out.push_str(&format!("<h4>{}</h4>", view.labels.text(Label::Said)));
    }
    for (speaker, quoted) in said {
        let lead = format!("<b><bdi>{}</bdi></b><br>", escape(&speaker));
        out.push_str(&format!("<blockquote>{}</blockquote>", item(view, quoted, &lead)));
    }
    out.push_str(&format!("<h4>{}</h4><ul>", view.labels.text(Label::Sources)));
    let listed = view.listed(story);
    for entry in &listed.cited {
        let SourceNo(number) = entry.number;
        let name = escape(&entries::name(entry));
        let title = entries::title(entry).map(|title| escape(&title));
        let label = title.unwrap_or_else(|| escape(&entries::place(entry)));
        let label = match entries::link(entry) {
            Some(link) => {
                format!("<a href=\"{}\"{}>{label}</a>", escape(&link), language_of(Some(entry)))
            }
            None => format!("<span{}>{label}</span>", language_of(Some(entry))),
        };
        // An entry stands among others of other days: its moments keep the zone of their source.
        let when = entry.published.map(|at| dates::short_date(at, view.labels));
        let mut facts = vec![when.unwrap_or_else(|| view.label_of(Label::Undated))];
        facts.extend(view.marks(entry));
        out.push_str(&format!(
            "<li>[{number}] <b><bdi>{name}</bdi></b> – {label} · {}</li>",
            facts.join(" · ")
        ));
    }
    out.push_str("</ul>");
    if !story.brief && listed.others.len() + listed.more > 0 {
        let count = view.labels.count(Count::Articles, listed.others.len() + listed.more);
        out.push_str(&format!("<p><small>{}.</small></p>", view.also_read(&count)));
    }
    let nothing = view.labels.text(Label::NothingGenerated);
    out.push_str(&format!("<p><small>{nothing}</small></p>"));
    out
}

fn item(view: &View<'_>, item: &Item, lead: &str) -> String {
    let entry = item.citations.first().and_then(|citation| view.entry(citation.source));
    let marks: String = view
        .cited(item)
        .into_iter()
        .map(|number| labelled(view, number, &view.label(number)))
        .collect();
    format!("<p{}>{lead}{} <small>{marks}</small></p>", language_of(entry), escape(&item.text))
}

/// "[3]", linked where the source has an address.
fn citation(view: &View<'_>, number: SourceNo) -> String {
    labelled(view, number, &number.0.to_string())
}

fn labelled(view: &View<'_>, number: SourceNo, label: &str) -> String {
    match view.entry(number).and_then(entries::link) {
        Some(link) => format!("<a href=\"{}\">[{label}]</a>", escape(&link)),
        None => format!("[{label}]"),
    }
}

fn difference(view: &View<'_>, difference: &Difference) -> String {
    let figures = view.figures(difference);
    if figures.is_empty() {
        return String::new();
    }
    let mut out = format!("<h4>{}</h4><ul>", view.labels.text(Label::Figures));
    for figure in figures {
        let who = figure.who.iter().take(MOST_NAMED).map(|entry| {
            format!("<bdi>{}</bdi> {}", escape(&entries::name(entry)), citation(view, entry.number))
        });
        let mut who: Vec<String> = who.collect();
        if figure.more > 0 {
            who.push(view.labels.number(Label::More, figure.more));
        }
        out.push_str(&format!(
            "<li><b><bdi>{}</bdi></b>: <span{}>{}</span> – {} · {}</li>",
            escape(&figure.number),
            language_of(figure.who.first().copied()),
            view.labels.quoted(&escape(&figure.words)),
            view.labels.list(&who),
            figure.when
        ));
    }
    out.push_str("</ul>");
    out
}

/// The Atom document.
pub(super) fn atom(view: &View<'_>, page: &Page) -> String {
    let feed = Feed::new(view, page);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{GENERATOR}</name></author>\n\
         <generator version=\"{}\">{GENERATOR}</generator>\n",
        feed.id,
        escape(&feed.title),
        feed.updated,
        env!("CARGO_PKG_VERSION")
    );
    if let Some(address) = &feed.address {
        out.push_str(&format!(
            "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
            escape(address)
        ));
    }
    for entry in &feed.entries {
        out.push_str(&entry_of(entry));
    }
    out.push_str("</feed>\n");
    out
}

/// One entry of the Atom document.
fn entry_of(entry: &Entry<'_>) -> String {
    let mut out = format!(
        "<entry>\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n",
        entry.id,
        escape(&entry.title),
        entry.updated
    );
    if let Some(published) = &entry.published {
        out.push_str(&format!("<published>{published}</published>\n"));
    }
    if let Some(link) = &entry.link {
        out.push_str(&format!("<link rel=\"alternate\" href=\"{}\"/>\n", escape(link)));
    }
    for tag in &entry.tags {
        out.push_str(&format!("<category term=\"{}\"/>\n", escape(tag)));
    }
    out.push_str(&format!(
        "<content type=\"html\">{}</content>\n</entry>\n",
        escape(&entry.content)
    ));
    out
}

/// Entries that a site's feed holds: those of some weeks.
const MOST_ENTRIES: usize = 100;

/// The feed of a site: the entries of a day's page, then those of `earlier` that are not of that
/// page.
pub(super) fn of_site(view: &View<'_>, site: &Site, edition: &Edition, earlier: &str) -> String {
    let base = site.address.as_deref().and_then(super::visible::web_link).unwrap_or_default();
    let base = if base.is_empty() || base.ends_with('/') { base } else { format!("{base}/") };
    let page = format!("{base}days/{}.html", edition.page);
    let mut entries: Vec<String> = Vec::new();
    let mut newest = String::new();
    for ((story, at, _), told) in places(view).into_iter().zip(&edition.stories) {
        let mut entry = Entry::new(view, story, "");
        entry.id = uuid(&["site", &told.key, &edition.page]);
        entry.link = Some(format!("{page}#{at}"));
        newest = newest.max(entry.updated.clone());
        entries.push(entry_of(&entry));
    }
    let own = format!("href=\"{page}#");
    let old = earlier.split("<entry>\n").skip(1).filter_map(|rest| rest.split("</entry>").next());
    let old = old.filter(|entry| !entry.contains(&own));
    entries.extend(old.map(|entry| format!("<entry>\n{entry}</entry>\n")));
    entries.truncate(MOST_ENTRIES);
    let updated = view.briefing.made.and_then(dates::rfc3339).unwrap_or(newest);
    let updated = if updated.is_empty() { NO_DATE.to_owned() } else { updated };
    let title = escape(&view.title());
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n\
         <id>{}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n\
         <author><name>{GENERATOR}</name></author>\n<generator version=\"{}\">{GENERATOR}</generator>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}feed.atom\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}index.html\"/>\n{}</feed>\n",
        uuid(&["site", &base, &title]),
        env!("CARGO_PKG_VERSION"),
        entries.concat()
    )
}

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<&'a str>,
    description: &'static str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    title: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<&'a str>,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    tags: &'a [String],
}

impl<'a> From<&'a Entry<'_>> for JsonItem<'a> {
    fn from(entry: &'a Entry<'_>) -> Self {
        Self {
            id: &entry.id,
            url: entry.link.as_deref(),
            title: &entry.title,
            content_html: &entry.content,
            date_published: entry.published.as_deref(),
            date_modified: &entry.updated,
            language: entry.language,
            tags: &entry.tags,
        }
    }
}

/// The JSON Feed document.
pub(super) fn json_feed(view: &View<'_>, page: &Page) -> Result<Vec<u8>, RenderError> {
    let feed = Feed::new(view, page);
    json::pretty(&JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        feed_url: feed.address.as_deref(),
        description: view.labels.text(Label::NothingGenerated),
        items: feed.entries.iter().map(JsonItem::from).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_uuids_of_what_they_name() {
        let one = uuid(&["story", "a", "b"]);
        assert_eq!(one, uuid(&["story", "a", "b"]));
        assert_ne!(one, uuid(&["story", "ab", ""]));
        let hex = one.strip_prefix("urn:uuid:").unwrap();
        let groups: Vec<usize> = hex.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12]);
        assert_eq!(&hex[14..15], "8");
        assert!("89ab".contains(&hex[19..20]));
    }
}

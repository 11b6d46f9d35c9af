//! What a page says of its article: JSON-LD, OpenGraph, `<meta>`, microdata, `<time>`, and what its marks show.

use serde_json::Value;

use super::address;
use super::date::{only_date, read_date};
use super::draft::{Draft, Stated};
use super::entities::decode;
use super::page::{Mark, Notes, Page};
use crate::model::{Precision, Published};
use crate::text::opinion;

/// The article as JSON-LD describes it.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) body: Option<String>,
    /// Whether the page says that the rest is only for subscribers.
    pub(super) walled: bool,
    /// Whether it is called an article of opinion, or filed under it.
    pub(super) opinion: bool,
}

/// Reads the JSON-LD blocks of a page; the block that describes an article most closely counts.
pub(super) fn linked(notes: &Notes) -> Linked {
    let values: Vec<Value> = notes.linked.iter().filter_map(|source| parse(source)).collect();
    let mut nodes = Vec::new();
    for value in &values {
        gather(value, &mut nodes, 0);
    }
    let best = nodes.iter().copied().max_by_key(|node| rank(node)).filter(|node| rank(node) > 0);
    let mut out = Linked::default();
    if let Some(node) = best {
        out = describe(node, &nodes);
    }
    // A publisher or date that only the page's node has.
    for node in nodes.iter().filter(|node| rank(node) > 0) {
        let other = describe(node, &nodes);
        out.published = out.published.or(other.published);
        out.publisher = out.publisher.or(other.publisher);
        out.author = out.author.or(other.author);
        out.language = out.language.or(other.language);
        out.opinion |= other.opinion;
    }
    if out.publisher.is_none() {
        out.publisher = nodes
            .iter()
            .find(|node| {
                types(node)
                    .any(|kind| matches!(kind, "NewsMediaOrganization" | "WebSite" | "Newspaper"))
            })
            .and_then(|node| words(node.get("name")));
    }
    out
}

fn parse(source: &str) -> Option<Value> {
    let source = source.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim();
    let source =
        source.trim_end_matches("-->").trim_end_matches("//]]>").trim().trim_end_matches(';');
    serde_json::from_str(source)
        .ok()
        .or_else(|| serde_json::from_str(&super::json::mend(source)?).ok())
}

/// All objects that may describe something, in order.
fn gather<'v>(value: &'v Value, nodes: &mut Vec<&'v Value>, depth: u32) {
    if depth > 6 || nodes.len() > 500 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| gather(value, nodes, depth + 1)),
        Value::Object(object) => {
            nodes.push(value);
            for key in
                ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item"]
            {
                if let Some(inner) = object.get(key) {
                    gather(inner, nodes, depth + 1);
                }
            }
        }
        _ => {}
    }
}

fn types(node: &Value) -> impl Iterator<Item = &str> {
    let kind = node.get("@type");
    let one = kind.and_then(Value::as_str);
    let many = kind.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many).map(|kind| kind.rsplit(['/', ':']).next().unwrap_or(kind))
}

fn rank(node: &Value) -> u32 {
    types(node)
        .map(|kind| match kind {
            _ if kind.ends_with("NewsArticle") => 5,
            "Article" | "LiveBlogPosting" | "Report" => 4,
            "BlogPosting" | "TechArticle" | "ScholarlyArticle" | "SocialMediaPosting" => 3,
            "WebPage" | "ItemPage" => 1,
            _ => 0,
        })
        .max()
        .map_or(
            0,
            |rank| if rank > 0 { rank * 2 + u32::from(node.get("headline").is_some()) } else { 0 },
        )
}

fn describe(node: &Value, nodes: &[&Value]) -> Linked {
    let free = node.get("isAccessibleForFree");
    let page = rank(node) < 4;
    Linked {
        headline: words(node.get("headline")).or_else(|| words(node.get("name")).filter(|_| !page)),
        published: words(node.get("datePublished")).or_else(|| words(node.get("dateCreated"))),
        author: people(node.get("author"), nodes).or_else(|| people(node.get("creator"), nodes)),
        publisher: people(node.get("publisher"), nodes)
            .or_else(|| people(node.get("sourceOrganization"), nodes)),
        url: words(node.get("url"))
            .or_else(|| words(node.get("mainEntityOfPage")))
            .or_else(|| words(node.get("@id"))),
        language: words(node.get("inLanguage")),
        body: words(node.get("articleBody")),
        opinion: types(node).any(|kind| kind == "OpinionNewsArticle")
            || words(node.get("articleSection")).is_some_and(|name| opinion::is_section(&name)),
        walled: free.is_some_and(|free| {
            free == &Value::Bool(false)
                || free.as_str().is_some_and(|free| free.eq_ignore_ascii_case("false"))
        }),
    }
}

/// A string, an object's name or address, or the first of a list.
fn words(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => {
            let text = decode(text).trim().to_owned();
            (!text.is_empty()).then_some(text)
        }
        Value::Array(list) => list.iter().find_map(|value| words(Some(value))),
        Value::Object(object) => {
            ["name", "@value", "@id", "url"].iter().find_map(|key| words(object.get(*key)))
        }
        _ => None,
    }
}

/// Names of people or an organisation; `@id`s are looked up among the nodes.
fn people(value: Option<&Value>, nodes: &[&Value]) -> Option<String> {
    match value? {
        Value::String(text) if !text.contains("://") => {
            words(value).map(|_| decode(text).trim().to_owned())
        }
        Value::Array(list) => {
            let all: Vec<String> = list
                .iter()
                .take(20)
                .filter_map(|value| people(Some(value), &[]).or_else(|| people(Some(value), nodes)))
                .collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Object(object) => match object.get("name") {
            Some(name) => words(Some(name)),
            None => {
                let id = object.get("@id")?.as_str()?;
                let node = nodes.iter().find(|node| {
                    node.get("@id").and_then(Value::as_str) == Some(id)
                        && node.get("name").is_some()
                })?;
                words(node.get("name"))
            }
        },
        _ => None,
    }
}

/// Everything but the text: title, byline, publisher, address, date and language.
pub(super) fn describe_page(page: &Page, linked: &Linked) -> Draft {
    let notes = &page.notes;
    let url = notes
        .canonical
        .clone()
        .or_else(|| meta(notes, &["og:url"]))
        .or_else(|| linked.url.clone())
        .or_else(|| meta(notes, &["twitter:url", "al:web:url"]))
        .and_then(|url| {
            address::canonical_address(&url)
                .or_else(|| address::absolute(&url, linked.url.as_deref()))
        });
    let named = linked
        .publisher
        .clone()
        .or_else(|| meta(notes, &["og:site_name"]))
        .or_else(|| marked(notes, Mark::Publisher).find(|name| name.chars().count() < 80))
        .or_else(|| {
            meta(
                notes,
                &[
                    "publisher",
                    "dc.publisher",
                    "dcterms.publisher",
                    "application-name",
                    "copyright-holder",
                    "apple-mobile-web-app-title",
                    "article:publisher",
                ],
            )
        })
        .filter(|name| !name.contains("://"));
    // Short lines near the top: one of them may be the headline that `<title>` adds a name to.
    let visible: Vec<String> = page
        .blocks
        .iter()
        .take(40)
        .flat_map(|block| block.text.lines().take(3))
        .filter(|line| line.split_whitespace().count() >= 4 && line.len() < 400)
        .map(plain)
        .collect();
    let (title, suffix) = title(notes, linked, named.as_deref(), &visible);
    let language = notes
        .language
        .clone()
        .or_else(|| linked.language.clone())
        .or_else(|| meta(notes, &["og:locale", "content-language", "language", "dc.language"]));
    let publisher = named.or(suffix).or_else(|| url.as_deref().and_then(address::host));
    Draft {
        title,
        byline: byline(notes, linked),
        date: date(page, linked, url.as_deref(), language.as_deref()).map(Stated::Text),
        publisher,
        url,
        language,
        opinion: linked.opinion || is_opinion(notes),
        ..Draft::default()
    }
}

/// Whether the page names a section of opinion as its own.
fn is_opinion(notes: &Notes) -> bool {
    const NAMES: [&str; 6] = [
        "article:section",
        "og:article:section",
        "section",
        "parsely-section",
        "dc.subject",
        "cxenseparse:recs:section",
    ];
    let mut sections = notes.metas.iter().filter(|(name, _)| NAMES.contains(&name.as_str()));
    sections.any(|(_, section)| opinion::is_section(section))
}

/// The first of the `<meta>` names that has a content.
fn meta(notes: &Notes, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let found =
            notes.metas.iter().find(|(key, content)| key == name && !content.trim().is_empty())?;
        Some(found.1.trim().to_owned())
    })
}

fn marked(notes: &Notes, mark: Mark) -> impl Iterator<Item = String> {
    notes
        .marked
        .iter()
        .filter(move |(known, text)| *known == mark && !text.trim().is_empty())
        .map(|(_, text)| text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Letters and digits in lower case, for comparing headlines.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The headline that most sources agree on, and the name that `<title>` adds to it.
///
/// Visible headings come first where votes are equal: a page's `<h1>` is what its readers see. Headlines that were cut
/// ("…") lose to whole ones.
fn title(
    notes: &Notes,
    linked: &Linked,
    publisher: Option<&str>,
    visible: &[String],
) -> (Option<String>, Option<String>) {
    let mut candidates: Vec<String> = Vec::new();
    let headings: Vec<String> = marked(notes, Mark::Heading).collect();
    candidates.extend(marked(notes, Mark::Headline).take(1));
    // Several first headings: the site's name is often one.
    candidates.extend(
        headings
            .iter()
            .filter(|h| headings.len() == 1 || publisher.is_none_or(|p| plain(p) != plain(h)))
            .take(3)
            .cloned(),
    );
    candidates.extend(marked(notes, Mark::Titled).take(1));
    candidates.extend(linked.headline.clone());
    candidates.extend(meta(notes, &["og:title"]));
    candidates.extend(meta(
        notes,
        &[
            "twitter:title",
            "dc.title",
            "parsely-title",
            "sailthru.title",
            "title",
            "headline",
            "cxenseparse:title",
        ],
    ));
    let tag = notes
        .title
        .as_deref()
        .map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|title| !title.is_empty());
    let mut known: Vec<String> = candidates.iter().map(|title| plain(title)).collect();
    known.extend_from_slice(visible);
    let mut suffix = None;
    if let Some(tag) = &tag {
        let (title, name) = without_name(tag, publisher, &known);
        candidates.push(title);
        suffix = name;
    }
    let candidates: Vec<String> = candidates
        .into_iter()
        .map(|title| without_name(&title, publisher.or(suffix.as_deref()), &[]).0)
        .filter(|title| !title.is_empty())
        .collect();
    let keys: Vec<String> = candidates.iter().map(|title| plain(title)).collect();
    let best = candidates.iter().enumerate().max_by_key(|(index, title)| {
        let key = keys.get(*index).map_or("", String::as_str);
        let votes = keys.iter().filter(|other| *other == key).count();
        let cut = title.ends_with('…') || title.ends_with("...");
        let named = publisher.is_some_and(|name| plain(name) == key);
        (!named, !cut, votes, std::cmp::Reverse(*index))
    });
    (best.map(|(_, title)| title.clone()), suffix.filter(|_| candidates.len() > 1 || tag.is_some()))
}

/// A title without the outlet's name at its end or start, and that name. Known headlines tell where it is.
fn without_name(
    title: &str,
    publisher: Option<&str>,
    known: &[String],
) -> (String, Option<String>) {
    const BETWEEN: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];
    let name = publisher.map(plain).filter(|name| !name.is_empty());
    for between in BETWEEN {
        let Some((head, tail)) = title.rsplit_once(between) else { continue };
        let (front, rest) = title.split_once(between).unwrap_or((head, tail));
        let is_name = |part: &str| {
            name.as_ref().is_some_and(|name| {
                let part = plain(part);
                part == *name
                    || part.len() >= 4
                        && (name.starts_with(&part) || part.starts_with(name.as_str()))
            })
        };
        if known.contains(&plain(head)) || is_name(tail) {
            let (again, _) = without_name(head.trim(), publisher, known);
            return (again, Some(tail.trim().to_owned()));
        }
        if known.contains(&plain(rest)) || is_name(front) {
            return (rest.trim().to_owned(), Some(front.trim().to_owned()));
        }
        // No witness: a short last part behind a stroke is a name.
        if known.is_empty()
            && name.is_none()
            && between != " - "
            && tail.split_whitespace().count() <= 4
            && head.split_whitespace().count() >= 4
        {
            return (head.trim().to_owned(), Some(tail.trim().to_owned()));
        }
    }
    // "The Gazette: Ferry sinks".
    if let Some((front, rest)) = title.split_once(": ")
        && (known.contains(&plain(rest)) || name.as_ref().is_some_and(|name| plain(front) == *name))
    {
        return (rest.trim().to_owned(), Some(front.trim().to_owned()));
    }
    (title.trim().to_owned(), None)
}

fn byline(notes: &Notes, linked: &Linked) -> Option<String> {
    const NAMES: [&str; 9] = [
        "author",
        "article:author",
        "byl",
        "parsely-author",
        "dc.creator",
        "dcterms.creator",
        "sailthru.author",
        "og:article:author",
        "cxenseparse:author",
    ];
    let found = linked
        .author
        .clone()
        .or_else(|| {
            meta(notes, &NAMES).filter(|name| !name.contains("://") && !name.starts_with('@'))
        })
        .or_else(|| marked(notes, Mark::Author).find(|name| name.chars().count() < 100))
        .or_else(|| marked(notes, Mark::Byline).find(|name| name.chars().count() < 100))?;
    let trimmed = [
        "By ", "by ", "BY ", "Von ", "von ", "Por ", "por ", "Par ", "par ", "Di ", "Door ", "Av ",
    ]
    .iter()
    .find_map(|by| found.strip_prefix(by))
    .unwrap_or(&found);
    Some(trimmed.trim().trim_end_matches(',').to_owned()).filter(|name| !name.is_empty())
}

/// The statement of the date to go by: the first source that can be read; where it has only the day, a later source that
/// knows the hour of the same day.
fn date(page: &Page, linked: &Linked, url: Option<&str>, language: Option<&str>) -> Option<String> {
    const NAMES: [&str; 26] = [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "article:published",
        "parsely-pub-date",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "cxenseparse:publishtime",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dcterms.date",
        "dc.date",
        "dc.date.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "date",
        "article_date_original",
        "article.published",
        "citation_publication_date",
        "citation_date",
        "datecreated",
    ];
    let notes = &page.notes;
    let mut stated: Vec<String> = Vec::new();
    stated.extend(linked.published.clone());
    stated.extend(NAMES.iter().filter_map(|name| meta(notes, &[name])));
    for mark in [Mark::Published, Mark::PubTime, Mark::Time] {
        stated.extend(marked(notes, mark).take(2));
    }
    stated.extend(marked(notes, Mark::Dated).filter(|text| text.chars().count() <= 100).take(3));
    // A line of its own above the article.
    let top =
        page.blocks.iter().take(20).filter(|block| only_date(&block.text, language).is_some());
    stated.extend(top.map(|block| block.text.clone()));
    stated.extend(url.and_then(day_in_address));
    let read: Vec<(&String, Published)> =
        stated.iter().filter_map(|text| Some((text, read_date(text, language).ok()?))).collect();
    let Some(&(text, first)) = read.first() else {
        // Nothing can be read; the first statement is reported as it is.
        return linked
            .published
            .clone()
            .or_else(|| NAMES.iter().find_map(|name| meta(notes, &[name])));
    };
    let day = |found: &Published| {
        found.at.as_second().saturating_add(i64::from(found.offset.unwrap_or(0))).div_euclid(86_400)
    };
    let finer = read.iter().find(|(_, other)| {
        first.precision == Precision::Day
            && other.precision == Precision::Second
            && day(other) == day(&first)
    });
    Some(finer.map_or(text, |(text, _)| text).clone())
}

/// The day in an address like `/2026/05/04/title`.
fn day_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '?']).collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let number = |text: &str, length: usize| {
            (text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse::<u32>().ok())
                .flatten()
        };
        let (y, m, d) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        ((1990..2100).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d))
            .then(|| format!("{year}-{month}-{day}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::page::{Reach, scan};

    fn shown(html: &str) -> String {
        let page = scan(html, 128, Reach::Shown);
        let linked = linked(&page.notes);
        let draft = describe_page(&page, &linked);
        let none = || "-".to_owned();
        let date = match draft.date {
            Some(Stated::Text(text)) => text,
            _ => none(),
        };
        [draft.title, draft.publisher, draft.byline, Some(date), draft.url, draft.language]
            .map(|part| part.unwrap_or_else(none))
            .join(" | ")
    }

    #[test]
    fn sources_of_metadata() {
        for (html, expected) in [
            (
                r#"<html lang=en-GB><title>Ferry sinks - Gazette</title><script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"urn:o","name":"Gazette"},{"@type":["NewsArticle"],"headline":"Ferry &amp; sinks","datePublished":"2026-05-04T10:00:00Z","author":[{"name":"A"},{"name":"B"}],"publisher":{"@id":"urn:o"},"url":"https://g.example/x"}]}</script>"#,
                "Ferry & sinks | Gazette | A, B | 2026-05-04T10:00:00Z | https://g.example/x | en-GB",
            ),
            (
                r#"<title>Gazette | Ferry sinks</title><meta property="og:title" content="Ferry sinks"><meta property="og:site_name" content="The Gazette"><meta name="author" content="By Jane Doe"><meta property="article:published_time" content="2026-05-04"><time datetime="2026-05-04T10:00+02:00">x</time><link rel=canonical href="https://g.example/x?utm_source=a">"#,
                "Ferry sinks | The Gazette | Jane Doe | 2026-05-04T10:00+02:00 | https://g.example/x | -",
            ),
            (
                r#"<title>Ferry sinks off Skerrin | The Gazette</title><h1>Ferry sinks off Skerrin</h1><p class="byline">By <a rel=author>Jane Doe</a></p><p class=meta>4 May 2026, 14:10</p><p>Text."#,
                "Ferry sinks off Skerrin | The Gazette | Jane Doe | 4 May 2026, 14:10 | - | -",
            ),
            (
                r#"<div itemscope itemtype="http://schema.org/NewsArticle"><h2 itemprop="headline">Ferry sinks</h2><span itemprop="datePublished" content="2026-05-04T10:00">x</span><span itemprop=author><span itemprop=name>Jane</span></span></div><link rel=canonical href="https://www.g.example/2026/05/04/x">"#,
                "Ferry sinks | g.example | Jane | 2026-05-04T10:00 | https://www.g.example/2026/05/04/x | -",
            ),
            (
                r#"<title>One-two: A - B story of the day</title><link rel=canonical href="https://g.example/2026/05/04/x">"#,
                "One-two: A - B story of the day | g.example | - | 2026-05-04 | https://g.example/2026/05/04/x | -",
            ),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }
}

//! What a page says of its article: JSON-LD, OpenGraph, `<meta>`, microdata, `<time>`, and what its
//! marks show.

use serde_json::Value;

use super::address;
use super::draft::Draft;
use super::entities::decode;
use super::page::{Mark, Notes, Page};
use super::page_date::date;
use super::page_title::title;
use crate::text::opinion;

/// The article as JSON-LD describes it.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) author: Option<String>,
    pub(super) publisher: Option<String>,
    /// The name of the site or its owner, which is not said to publish the article.
    pub(super) site: Option<String>,
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
        out.modified = out.modified.or(other.modified);
        out.publisher = out.publisher.or(other.publisher);
        out.author = out.author.or(other.author);
        out.language = out.language.or(other.language);
        out.opinion |= other.opinion;
    }
    if out.publisher.is_none() {
        // A trail of crumbs calls the site "Home".
        let mut listed = Vec::new();
        for crumbs in
            values.iter().filter(|value| types(value).any(|kind| kind == "BreadcrumbList"))
        {
            gather(crumbs, &mut listed, 0);
        }
        out.site = nodes
            .iter()
            .filter(|node| !listed.iter().any(|crumb| std::ptr::eq(*crumb, **node)))
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
        modified: words(node.get("dateModified")),
        site: None,
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
///
/// `start` is the block with which the article's prose starts, `html` the whole page.
pub(super) fn describe_page(page: &Page, linked: &Linked, start: usize, html: &str) -> Draft {
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
        .or_else(|| linked.site.clone())
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
    let (title, suffix) = title(page, linked, named.as_deref(), url.as_deref(), start);
    let language = notes
        .language
        .clone()
        .or_else(|| linked.language.clone())
        .or_else(|| meta(notes, &["og:locale", "content-language", "language", "dc.language"]));
    let publisher = named.or(suffix).or_else(|| url.as_deref().and_then(address::host));
    let found = Found {
        page,
        linked,
        url: url.as_deref(),
        language: language.as_deref(),
        title: title.as_deref(),
        start,
        html,
    };
    Draft {
        byline: byline(notes, linked),
        date: date(&found),
        title,
        publisher,
        url,
        language,
        opinion: linked.opinion || is_opinion(notes),
        ..Draft::default()
    }
}

/// What is known of a page when its date is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) page: &'a Page,
    pub(super) linked: &'a Linked,
    pub(super) url: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    /// The block with which the article's prose starts.
    pub(super) start: usize,
    pub(super) html: &'a str,
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
pub(super) fn meta(notes: &Notes, names: &[&str]) -> Option<String> {
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
        .filter(move |noted| noted.mark == mark && !noted.text.trim().is_empty())
        .map(|noted| noted.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Letters and digits in lower case, for comparing headlines.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
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
    // A form for comments asks for a name, too.
    let named = |mark: Mark, aside: bool| {
        notes
            .marked
            .iter()
            .filter(|noted| noted.mark == mark && noted.aside == aside)
            .map(|noted| noted.text.split_whitespace().collect::<Vec<_>>().join(" "))
            .find(|name| !name.is_empty() && name.chars().count() < 100)
    };
    let found = linked
        .author
        .clone()
        .or_else(|| {
            meta(notes, &NAMES).filter(|name| !name.contains("://") && !name.starts_with('@'))
        })
        .or_else(|| named(Mark::Author, false))
        .or_else(|| named(Mark::Byline, false))
        .or_else(|| named(Mark::Author, true))?;
    let trimmed = [
        "By ", "by ", "BY ", "Von ", "von ", "Por ", "por ", "Par ", "par ", "Di ", "Door ", "Av ",
    ]
    .iter()
    .find_map(|by| found.strip_prefix(by))
    .unwrap_or(&found);
    Some(trimmed.trim().trim_end_matches(',').to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::draft::Stated;
    use crate::read::page::{Reach, scan};
    use crate::read::page_prose::{prose_blocks, start};

    fn shown(html: &str) -> String {
        let page = scan(html, 128, Reach::Shown);
        let linked = linked(&page.notes);
        let start = start(&page.blocks, &prose_blocks(&page.blocks));
        let draft = describe_page(&page, &linked, start, html);
        let none = || "-".to_owned();
        let date = match draft.date {
            Some(Stated::Text(text)) => text,
            Some(Stated::At(at)) => at.at.to_string(),
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

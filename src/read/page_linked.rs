//! What the JSON-LD of a page says of its article.

use serde_json::Value;

use super::entities::decode;
use super::page_found::Notes;
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

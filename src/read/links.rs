//! What a page or feed says of itself and of feeds, without reading its articles.

use super::charset;
use super::entities::decode;
use super::markup::{Lexer, Tag, Token};
use super::prose;
use super::tidy;

/// How many bytes of a page are looked through for links to feeds; they stand in its head.
const HEAD: usize = 512 << 10;
/// The most feeds that a page may name.
const MOST: usize = 20;
/// The most feeds that a list may name.
const MOST_OUTLINES: usize = 20_000;

/// What a page is good for to a reader of feeds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageLinks {
    /// Addresses of feeds as the page writes them (perhaps relative), in its order, each once;
    /// feeds of comments last.
    pub feeds: Vec<String>,
    /// The address that relative ones start from, where the page names another than its own (`<base
    /// href>`).
    pub base: Option<String>,
    /// Whether the page calls itself an article (OpenGraph, schema.org, a time of publication).
    pub article: bool,
}

/// Looks for `<link rel="alternate">` to RSS, Atom or JSON Feed in a page.
///
/// ```
/// let page = br#"<link rel="alternate" type="application/rss+xml" href="/feed.xml">"#;
/// let links = tidings::read::page_links(page);
/// assert_eq!(links.feeds, ["/feed.xml"]);
/// assert!(!links.article);
/// ```
#[must_use]
pub fn page_links(page: &[u8]) -> PageLinks {
    let head = page.get(..page.len().min(HEAD)).unwrap_or(page);
    let text = charset::decode(head, charset::of_html(head).as_deref()).text;
    let mut found = PageLinks::default();
    let mut comments = Vec::new();
    for token in Lexer::html(&text) {
        match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("link") => {
                let Some(address) = linked_feed(&tag) else { continue };
                let title = tag.attribute("title").unwrap_or_default().to_lowercase();
                let list = if title.contains("comment") || address.contains("/comments/") {
                    &mut comments
                } else {
                    &mut found.feeds
                };
                if list.len() < MOST && !list.contains(&address) {
                    list.push(address);
                }
            }
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("base") => {
                found.base = found.base.or_else(|| tag.attribute("href"));
            }
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("meta") => {
                let name = tag.attribute("property").or_else(|| tag.attribute("name"));
                let name = name.or_else(|| tag.attribute("itemprop")).unwrap_or_default();
                let content = tag.attribute("content").unwrap_or_default();
                found.article |= match name.to_ascii_lowercase().as_str() {
                    "og:type" => content.eq_ignore_ascii_case("article"),
                    "article:published_time" | "datepublished" => true,
                    _ => false,
                };
            }
            Token::Raw(text) => {
                found.article |= text.contains("\"NewsArticle\"")
                    || text.contains("\"Article\"") && text.contains("\"headline\"")
                    || text.contains("\"ReportageNewsArticle\"")
                    || text.contains("\"BlogPosting\"") && !text.contains("\"Blog\"");
            }
            _ => {}
        }
    }
    comments.retain(|address| !found.feeds.contains(address));
    found.feeds.append(&mut comments);
    found
}

/// The address of the feed that a `<link>` names.
fn linked_feed(tag: &Tag<'_>) -> Option<String> {
    const KINDS: [&str; 5] = [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
        "text/rss+xml",
    ];
    let rel = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
    let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let kind = kind.split(';').next().unwrap_or("").trim();
    let address = tag.attribute("href").filter(|href| !href.is_empty())?;
    let is_feed =
        KINDS.contains(&kind) && rel.split_ascii_whitespace().any(|word| word == "alternate");
    is_feed.then_some(address)
}

/// The title that a feed gives itself: of the channel, not of an item.
#[must_use]
pub fn feed_title(feed: &[u8]) -> Option<String> {
    let text = charset::decode(feed, charset::of_xml(feed).as_deref()).text;
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        let value: serde_json::Value =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
        return tidy::line(value.get("title")?.as_str()?, 160);
    }
    let mut lexer = Lexer::xml(&text);
    let mut depth = 0_u32;
    while let Some(token) = lexer.next() {
        match token {
            Token::Start(tag) => {
                let name = tag.name.rsplit(':').next().unwrap_or("").to_ascii_lowercase();
                match name.as_str() {
                    "item" | "entry" => return None,
                    "title" if depth <= 2 && !tag.closed => {
                        let mut title = String::new();
                        for inside in lexer.by_ref() {
                            match inside {
                                Token::Text(text) => title.push_str(&decode(text)),
                                Token::Raw(text) => title.push_str(text),
                                _ => break,
                            }
                        }
                        return tidy::line(&prose::of_html(&title), 160);
                    }
                    _ if !tag.closed => depth += 1,
                    _ => {}
                }
            }
            Token::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// An address without the scheme that some programs put before those of feeds: `feed://host/x`,
/// `feed:https://host/x`.
fn without_feed_scheme(address: String) -> String {
    match address.get(..5).map(|start| (start, address.get(5..).unwrap_or(""))) {
        Some((start, rest)) if start.eq_ignore_ascii_case("feed:") => {
            if rest.starts_with("//") {
                format!("http:{rest}")
            } else {
                rest.to_owned()
            }
        }
        _ => address,
    }
}

/// A feed of a subscription list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// The feed's address, as the list writes it.
    pub address: String,
    /// Its name.
    pub title: Option<String>,
    /// The folders that it lies in, outermost first, and the categories that it is given.
    pub folders: Vec<String>,
}

/// The feeds of a subscription list (OPML 1.0 to 2.0), in its order, each address once; `None` for
/// what is no OPML.
///
/// Read leniently like feeds: exports in the wild have bare ampersands, no version, `url` in place
/// of `xmlUrl`, and folders in folders. What is no feed (a link, an included list) is left out.
///
/// ```
/// let list = r#"<opml><body><outline text="Coast">
///     <outline text="Ledger" xmlUrl="https://ledger.example/f"/></outline>"#;
/// let feeds = tidings::read::outlines(list.as_bytes()).unwrap_or_default();
/// assert_eq!(feeds[0].address, "https://ledger.example/f");
/// assert_eq!(feeds[0].folders, ["Coast"]);
/// ```
#[must_use]
pub fn outlines(list: &[u8]) -> Option<Vec<Outline>> {
    let text = charset::decode(list, charset::of_xml(list).as_deref()).text;
    let mut feeds: Vec<Outline> = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    let mut folders: Vec<Option<String>> = Vec::new();
    let mut is_list = false;
    for token in Lexer::xml(&text) {
        match token {
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("opml") => is_list = true,
            Token::Start(tag) if tag.name.eq_ignore_ascii_case("outline") => {
                let value =
                    |name: &str| tag.attribute(name).and_then(|text| tidy::line(&text, 160));
                let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
                let address = tag
                    .attribute("xmlUrl")
                    .or_else(|| {
                        tag.attribute("url").filter(|_| matches!(kind.as_str(), "rss" | "atom"))
                    })
                    .filter(|address| !address.is_empty())
                    .map(without_feed_scheme);
                let title = value("title").or_else(|| value("text"));
                let is_feed = address.is_some();
                if let Some(address) = address
                    && feeds.len() < MOST_OUTLINES
                    && known.insert(address.clone())
                {
                    let mut names: Vec<String> = folders.iter().flatten().cloned().collect();
                    let categories = tag.attribute("category").unwrap_or_default();
                    for name in categories.split([',', '/']) {
                        let name = tidy::line(name, 160);
                        names.extend(name.filter(|name| !names.contains(name)));
                    }
                    feeds.push(Outline { address, title: title.clone(), folders: names });
                }
                if !tag.closed && folders.len() < 64 {
                    folders.push(title.filter(|_| !is_feed));
                }
            }
            Token::End(name) if name.eq_ignore_ascii_case("outline") => {
                folders.pop();
            }
            _ => {}
        }
    }
    is_list.then_some(feeds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_pages() {
        let page = r#"<html><head><base href="https://a.example/en/"><LINK REL="Alternate stylesheet" TYPE="application/rss+xml">
            <link rel=alternate type="application/rss+xml" title="News &raquo; Comments Feed" href="/comments/feed/">
            <link href='f.xml?a=1&amp;b=2' type='application/atom+xml; charset=utf-8' rel='home alternate'>
            <link rel="alternate" type="application/feed+json" href="/f.json"><link rel="alternate" hreflang="de" href="/de">
            <link rel="alternate" type="application/feed+json" href="/f.json">
            <!-- <link rel="alternate" type="application/rss+xml" href="/old"> -->"#;
        let links = page_links(page.as_bytes());
        assert_eq!(links.feeds, ["f.xml?a=1&b=2", "/f.json", "/comments/feed/"]);
        assert_eq!(links.base.as_deref(), Some("https://a.example/en/"));
        assert!(!links.article);
        for article in [
            r#"<meta property="og:type" content="article">"#,
            r#"<meta property="article:published_time" content="2026-05-10">"#,
            r#"<script type="application/ld+json">{"@type":"NewsArticle"}</script>"#,
        ] {
            assert!(page_links(article.as_bytes()).article, "{article}");
        }
        assert!(!page_links(br#"<meta property="og:type" content="website">"#).article);
    }

    #[test]
    fn titles_of_feeds() {
        for (feed, expected) in [
            (
                "<rss><channel><title>Harbour &amp; Coast</title><item><title>x</title>",
                Some("Harbour & Coast"),
            ),
            ("<feed xmlns='a'><title type='html'><![CDATA[A <b>B</b>]]></title>", Some("A B")),
            ("<rss><channel><image><title>No</title></image><title>Yes</title>", Some("Yes")),
            ("<rss><channel><item><title>x</title></item><title>late</title>", None),
            (r#"{"version":"https://jsonfeed.org/version/1.1","title":"J"}"#, Some("J")),
            ("", None),
        ] {
            assert_eq!(feed_title(feed.as_bytes()).as_deref(), expected, "{feed}");
        }
    }

    #[test]
    fn lists() {
        let list = "<?xml version='1.0'?><OPML version='1.0'><head><title>t</title></head><body>\
            <outline text='News & views'><outline text='a' title='A' type='rss' xmlurl='https://a.example/?x=1&y=2'/>\
            <outline text='Deep'><outline text='B' xmlUrl='https://b.example/' category='/x,y'></outline></outline></outline>\
            <outline text='C' type='atom' url='https://c.example/'/><outline text='page' type='link' url='https://d.example/'/>\
            <outline text='again' xmlUrl='https://b.example/'/><outline text='E' xmlUrl=''/></body>";
        let feeds = outlines(list.as_bytes()).unwrap();
        let shown: Vec<String> = feeds
            .iter()
            .map(|f| {
                format!(
                    "{} {} {}",
                    f.address,
                    f.title.as_deref().unwrap_or("-"),
                    f.folders.join("+")
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "https://a.example/?x=1&y=2 A News & views",
                "https://b.example/ B News & views+Deep+x+y",
                "https://c.example/ C "
            ]
        );
        assert_eq!(outlines(b"<rss></rss>"), None);
        assert_eq!(outlines(b"<opml/>"), Some(Vec::new()));
        let deep = format!("<opml>{}", "<outline text='x'>".repeat(100_000));
        assert_eq!(outlines(deep.as_bytes()), Some(Vec::new()));
    }
}

//! What a page says of its article: JSON-LD, OpenGraph, `<meta>`, microdata, `<time>`, and what its
//! marks show.

use super::address;
use super::draft::Draft;
use super::page_date::{Found, date};
use super::page_found::{Mark, Notes, Page};
use super::page_linked::Linked;
use super::page_title::title;
use crate::lexicon::Lexicon;
use crate::text::opinion;

/// Everything but the text: title, byline, publisher, address, date and language.
///
/// `start` is the block with which the article's prose starts, `html` the whole page.
pub(super) fn describe_page(page: &Page, linked: &Linked, start: usize, html: &str) -> Draft {
    let notes = &page.notes;
    let url = notes
        .canonical
        .clone()
        .or_else(|| notes.meta(&["og:url"]))
        .or_else(|| linked.url.clone())
        .or_else(|| notes.meta(&["twitter:url", "al:web:url"]))
        .and_then(|url| {
            address::canonical_address(&url)
                .or_else(|| address::absolute(&url, linked.url.as_deref()))
        });
    let named = linked
        .publisher
        .clone()
        .or_else(|| notes.meta(&["og:site_name"]))
        .or_else(|| linked.site.clone())
        .or_else(|| notes.marked(Mark::Publisher).find(|name| name.chars().count() < 80))
        .or_else(|| {
            notes.meta(&[
                "publisher",
                "dc.publisher",
                "dcterms.publisher",
                "application-name",
                "copyright-holder",
                "apple-mobile-web-app-title",
                "article:publisher",
            ])
        })
        .filter(|name| !name.contains("://"));
    let (title, suffix) = title(page, linked, named.as_deref(), url.as_deref(), start);
    let language = notes
        .language
        .clone()
        .or_else(|| linked.language.clone())
        .or_else(|| notes.meta(&["og:locale", "content-language", "language", "dc.language"]));
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
            notes.meta(&NAMES).filter(|name| !name.contains("://") && !name.starts_with('@'))
        })
        .or_else(|| named(Mark::Author, false))
        .or_else(|| named(Mark::Byline, false))
        .or_else(|| named(Mark::Author, true))?;
    let mut words = Lexicon::shared().lines("credits", "author").into_iter();
    let trimmed = words.find_map(|by| found.strip_prefix(by)?.strip_prefix(' ')).unwrap_or(&found);
    Some(trimmed.trim().trim_end_matches(',').to_owned()).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::draft::Stated;
    use crate::read::page::{Reach, scan};
    use crate::read::page_linked::linked;
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

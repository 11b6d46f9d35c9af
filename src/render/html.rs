//! One self-contained HTML file: no script, no remote asset, a policy that forbids both.
//!
//! Everything that comes from an input goes through [`escape`]; addresses become links only when they are of the web.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use crate::model::{Item, SourceEntry, SourceNo, StoryBriefing};

use super::dates;
use super::view::{self, NOTHING_GENERATED, View};
use super::visible::visible;

const STYLE: &str = include_str!("page.css");

/// A text as a reader may see it, safe inside an element and inside a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in visible(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// The page's title: "Briefing, Monday 8 April 2019".
pub(super) fn title(view: &View<'_>) -> String {
    view.day().map_or_else(|| "Briefing".to_owned(), |day| format!("Briefing, {day}"))
}

pub(super) fn render(view: &View<'_>) -> String {
    let mut page = Page { out: String::new(), sentence: 0 };
    page.head(view);
    page.out.push_str("<main id=\"news\">\n");
    for (number, story) in (1..).zip(view.told()) {
        page.story(view, number, story);
    }
    page.in_brief(view, view.told().count() + 1);
    page.problems(view);
    page.out.push_str("</main>\n");
    page.end(view);
    page.out.push_str("</body>\n</html>\n");
    page.out
}

struct Page {
    out: String,
    /// Sentences printed so far: their anchors count through the page.
    sentence: u32,
}

impl Page {
    fn head(&mut self, view: &View<'_>) {
        let title = title(view);
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
            base64(&Sha256::digest(STYLE.as_bytes()))
        );
        self.out.push_str(&format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"generator\" content=\"tidings {}\">\n\
             <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#news\">Skip to the news</a>\n<header>\n",
            env!("CARGO_PKG_VERSION")
        ));
        match view.briefing.made {
            Some(made) => {
                let mut facts = view.facts();
                facts.extend(dates::clock(made));
                self.out.push_str(&format!(
                    "<p class=\"kind\">Briefing</p>\n<h1><time datetime=\"{}\">{}</time></h1>\n\
                     <p class=\"facts\">{}</p>\n",
                    dates::iso(made),
                    dates::long_day(made),
                    row(&facts)
                ));
            }
            None => self.out.push_str(&format!(
                "<h1>Briefing</h1>\n<p class=\"facts\">{}</p>\n",
                row(&view.facts())
            )),
        }
        self.contents(view);
        self.out.push_str("</header>\n");
    }

    fn contents(&mut self, view: &View<'_>) {
        if view.told().count() < 2 {
            return;
        }
        self.out.push_str("<nav aria-label=\"Stories\">\n<ol>\n");
        for (number, story) in (1..).zip(view.told()) {
            self.out.push_str(&format!(
                "<li><a href=\"#story-{number}\"{}>{}</a></li>\n",
                headline_language(view, story),
                headline(story)
            ));
        }
        if view.in_brief().next().is_some() {
            self.out.push_str("<li><a href=\"#in-brief\">In brief</a></li>\n");
        }
        self.out.push_str("</ol>\n</nav>\n");
    }

    fn story(&mut self, view: &View<'_>, number: usize, story: &StoryBriefing) {
        self.out.push_str(&format!(
            "<article id=\"story-{number}\" aria-labelledby=\"title-{number}\">\n\
             <h2 id=\"title-{number}\"{}>{}</h2>\n",
            headline_language(view, story),
            headline(story)
        ));
        let mut facts = view.story_facts(story);
        if let Some((outlet, SourceNo(source))) = view.headline_outlet(story) {
            facts.insert(
                0,
                format!(
                    "<a href=\"#source-{number}-{source}\"><bdi>{}</bdi> [{source}]</a>",
                    escape(&outlet)
                ),
            );
        }
        if !facts.is_empty() {
            self.out.push_str(&format!("<p class=\"facts\">{}</p>\n", row(&facts)));
        }
        let first = self.sentence;
        for item in &story.items {
            self.item(view, number, item);
        }
        self.sources(view, number, &[story], first);
        self.out.push_str("</article>\n");
    }

    fn item(&mut self, view: &View<'_>, story: usize, item: &Item) {
        self.sentence += 1;
        let language = item.citations.first().and_then(|citation| view.entry(citation.source));
        self.out.push_str(&format!(
            "<p class=\"item\" id=\"sentence-{}\" data-rank=\"{}\"{}>{}&nbsp;",
            self.sentence,
            item.rank,
            language_of(language),
            escape(&item.text)
        ));
        let numbers = view.cited(item);
        let many = if numbers.len() > 4 { " many" } else { "" };
        self.out.push_str(&format!("<span class=\"cites{many}\" dir=\"ltr\">"));
        for number in numbers {
            let Some(entry) = view.entry(number) else { continue };
            let span = item.citations.iter().find(|citation| citation.source == number);
            let bytes = span.map(|cited| format!("{}-{}", cited.span.start(), cited.span.end()));
            let name = escape(&view::name(entry));
            self.out.push_str(&format!(
                "<a href=\"#source-{story}-{n}\" title=\"{name} · {}\" data-span=\"{}\" \
                 aria-label=\"Source {n}: {name}\">[{n}]</a>",
                view::when(entry),
                bytes.unwrap_or_default(),
                n = number.0,
            ));
        }
        self.out.push_str("</span></p>\n");
    }

    /// The lists under one story, or under several that share one list. `first` is how many sentences stood before.
    fn sources(&mut self, view: &View<'_>, number: usize, stories: &[&StoryBriefing], first: u32) {
        let listed: Vec<_> = stories.iter().map(|story| view.listed(story)).collect();
        let items = || (first + 1..).zip(stories.iter().flat_map(|story| &story.items));
        let mut seen = std::collections::BTreeSet::new();
        self.out.push_str("<h3>Sources</h3>\n<ul class=\"sources\">\n");
        for entry in listed.iter().flat_map(|listed| &listed.cited) {
            if !seen.insert(entry.number) {
                continue;
            }
            let back = items().filter(|(_, item)| view.cited(item).contains(&entry.number));
            let back: Vec<u32> = back.map(|(sentence, _)| sentence).collect();
            self.source(number, entry, &back);
        }
        self.out.push_str("</ul>\n");
        let more: usize = listed.iter().map(|listed| listed.more).sum();
        if listed.iter().any(|listed| !listed.others.is_empty()) {
            self.out.push_str("<h3>Also read, not quoted</h3>\n<ul class=\"sources\">\n");
            for entry in listed.iter().flat_map(|listed| &listed.others) {
                if seen.insert(entry.number) {
                    self.source(number, entry, &[]);
                }
            }
            if more > 0 {
                self.out.push_str(&format!("<li>… and {more} more</li>\n"));
            }
            self.out.push_str("</ul>\n");
        }
    }

    fn source(&mut self, story: usize, entry: &SourceEntry, back: &[u32]) {
        let SourceNo(number) = entry.number;
        let link = view::link(entry);
        let mut parts = Vec::new();
        if let Some(outlet) = view::outlet(entry) {
            parts.push(format!("<bdi class=\"outlet\">{}</bdi>", escape(&outlet)));
        }
        let place = escape(&view::place(entry));
        let title = view::title(entry).map(|title| escape(&title));
        let named = title.is_some();
        let label = title.unwrap_or_else(|| place.clone());
        let attributes = if named { language_of(Some(entry)) } else { String::new() };
        parts.push(match &link {
            Some(link) => {
                format!(
                    "<a class=\"title\" href=\"{}\" rel=\"noopener noreferrer\"{attributes}>{label}</a>",
                    escape(link)
                )
            }
            None if named => format!("<span class=\"title\"{attributes}>{label}</span>"),
            None => format!("<span class=\"path\" dir=\"ltr\">{label}</span>"),
        });
        let mut meta = vec![entry.published.map_or_else(
            || view::when(entry),
            |published| {
                format!(
                    "<time datetime=\"{}\">{}</time>",
                    dates::iso(published),
                    dates::short_date(published)
                )
            },
        )];
        meta.extend(
            view::marks(entry).iter().map(|mark| format!("<span class=\"mark\">{mark}</span>")),
        );
        if link.is_none() && named {
            meta.push(format!("<span class=\"path\" dir=\"ltr\">{place}</span>"));
        }
        let back: String = back
            .iter()
            .map(|sentence| {
                format!(
                    "<a class=\"back\" href=\"#sentence-{sentence}\" \
                     aria-label=\"Back to sentence {sentence}\" \
                     title=\"Back to the sentence\">↑</a>"
                )
            })
            .collect();
        let back =
            if back.is_empty() { back } else { format!(" <span class=\"backs\">{back}</span>") };
        self.out.push_str(&format!(
            "<li id=\"source-{story}-{number}\"><span class=\"number\">{number}</span>{}\
             <span class=\"meta\">{}{back}</span></li>\n",
            parts.join(" · "),
            meta.join(" · ")
        ));
    }

    fn in_brief(&mut self, view: &View<'_>, number: usize) {
        let stories: Vec<_> = view.in_brief().collect();
        if stories.is_empty() {
            return;
        }
        self.out.push_str(
            "<section id=\"in-brief\" aria-labelledby=\"title-brief\">\n\
             <h2 id=\"title-brief\">In brief</h2>\n",
        );
        let first = self.sentence;
        for item in stories.iter().flat_map(|story| &story.items) {
            self.item(view, number, item);
        }
        self.sources(view, number, &stories, first);
        self.out.push_str("</section>\n");
    }

    fn problems(&mut self, view: &View<'_>) {
        let (problems, more) = view.problems();
        if problems.is_empty() {
            return;
        }
        self.out.push_str(
            "<section aria-labelledby=\"title-problems\">\n\
             <h3 id=\"title-problems\">Problems</h3>\n<ul class=\"note\">\n",
        );
        for problem in &problems {
            self.out.push_str(&format!("<li dir=\"auto\">{}</li>\n", escape(problem)));
        }
        if more > 0 {
            self.out.push_str(&format!("<li>… and {more} more</li>\n"));
        }
        self.out.push_str("</ul>\n</section>\n");
    }

    fn end(&mut self, view: &View<'_>) {
        let recipe = escape(&view.briefing.recipe.to_string());
        self.out.push_str(&format!(
            "<footer class=\"end\">\n<p class=\"all\">{}</p>\n<p>{NOTHING_GENERATED}</p>\n",
            view.the_end()
        ));
        if !recipe.is_empty() {
            self.out.push_str(&format!("<p class=\"recipe\">{recipe}</p>\n"));
        }
        self.out.push_str("</footer>\n");
    }
}

/// Facts with dots between them; a line breaks between two, not inside one.
fn row(facts: &[String]) -> String {
    let facts: Vec<_> = facts.iter().map(|fact| format!("<span>{fact}</span>")).collect();
    facts.join(" · ")
}

/// The headline, escaped.
pub(super) fn headline(story: &StoryBriefing) -> String {
    view::headline(story).map_or_else(|| view::NO_HEADLINE.to_owned(), |words| escape(&words))
}

/// Language and direction of a headline, as attributes.
pub(super) fn headline_language(view: &View<'_>, story: &StoryBriefing) -> String {
    let source = story.headline.as_ref().and_then(|headline| view.entry(headline.source));
    language_of(source)
}

/// Language and direction of a source's words, as attributes.
pub(super) fn language_of(entry: Option<&SourceEntry>) -> String {
    let language = entry.and_then(|entry| entry.language.as_deref()).unwrap_or("");
    let known = !language.is_empty()
        && language.len() <= 35
        && language.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let language: Cow<'_, str> =
        if known { format!(" lang=\"{language}\"").into() } else { Cow::Borrowed("") };
    format!("{language} dir=\"auto\"")
}

/// Standard Base64 with padding, for the policy's digest.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4usize {
            let index = (group >> (18 - 6 * digit)) & 63;
            let shown = digit <= chunk.len();
            out.push(if shown { char::from(DIGITS[index as usize]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            escape("<a href=\"x\" b='y'>\u{202e}&amp;\0"),
            "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;"
        );
    }

    #[test]
    fn base64_as_in_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}

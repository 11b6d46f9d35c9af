//! One self-contained HTML file: no script, no remote asset, a policy that forbids both.
//!
//! Everything that comes from an input goes through [`escape`]; addresses become links only when they are of the web.

use std::borrow::Cow;

use sha2::{Digest as _, Sha256};

use crate::model::{Difference, Item, SourceEntry, SourceNo, StoryBriefing};

use super::dates;
use super::view::{self, NOTHING_GENERATED, OPINION, View};
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

/// The page's title, escaped: "Briefing, Monday 8 April 2019".
pub(super) fn title(view: &View<'_>) -> String {
    let title = escape(&view.title());
    view.day().map(|day| format!("{title}, {day}")).unwrap_or(title)
}

pub(super) fn render(view: &View<'_>) -> String {
    let mut page = Page { out: String::new(), sentence: 0, level: 2 };
    page.head(view);
    page.out.push_str("<main id=\"news\">\n");
    if let Some(nothing) = view.nothing() {
        page.out.push_str(&format!("<p class=\"nothing\">{nothing}</p>\n"));
    }
    for section in view.sections() {
        page.level = if section.name.is_some() { 3 } else { 2 };
        if let Some(name) = &section.name {
            page.out.push_str(&format!("<h2 class=\"topic\" dir=\"auto\">{}</h2>\n", escape(name)));
        }
        for (number, story) in section.stories {
            page.story(view, number, story);
        }
    }
    page.level = 2;
    page.in_brief(view, view.told().count() + 1);
    page.passed_over(view);
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
    /// Level of a story's heading: below its section's, where there are sections.
    level: u8,
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
        let title = escape(&view.title());
        let mut facts = if view.nothing().is_some() { Vec::new() } else { view.facts() };
        match view.briefing.made {
            Some(made) => {
                facts.extend(dates::clock(made));
                self.out.push_str(&format!(
                    "<p class=\"kind\" dir=\"auto\">{title}</p>\n<h1><time datetime=\"{}\">{}</time></h1>\n",
                    dates::iso(made),
                    dates::long_day(made),
                ));
            }
            None => self.out.push_str(&format!("<h1 dir=\"auto\">{title}</h1>\n")),
        }
        if let Some(window) = view.window().filter(|_| view.nothing().is_none()) {
            self.out.push_str(&format!("<p class=\"facts\">{window}</p>\n"));
        }
        if !facts.is_empty() {
            self.out.push_str(&format!("<p class=\"facts\">{}</p>\n", row(&facts)));
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
            let update = if story.update { format!(" {UPDATE}") } else { String::new() };
            self.out.push_str(&format!(
                "<li><a href=\"#story-{number}\"{}>{}</a>{update}</li>\n",
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
        let level = self.level;
        let source = story.headline.as_ref().map(|headline| headline.source);
        let mark = source.and_then(|source| view.entry(source)).map(|entry| {
            let (source, name) = (entry.number.0, escape(&view::name(entry)));
            format!(
                "&nbsp;<span class=\"cites\" dir=\"ltr\"><a href=\"#source-{number}-{source}\" \
                 title=\"{name} · {}\" aria-label=\"Source {source}: {name}\">[{source}]</a></span>",
                view::when(entry)
            )
        });
        self.out.push_str(&format!(
            "<article id=\"story-{number}\" aria-labelledby=\"title-{number}\">\n\
             <h{level} class=\"headline\" id=\"title-{number}\"{}>{}{}</h{level}>\n",
            headline_language(view, story),
            headline(story),
            mark.unwrap_or_default()
        ));
        let mut facts = view.coverage(story);
        if story.update {
            facts.insert(0, UPDATE.to_owned());
        }
        self.out.push_str(&format!("<p class=\"facts\">{}</p>\n", row(&facts)));
        let first = self.sentence;
        let (plain, said) = view.voices(story);
        let order: Vec<&Item> =
            plain.iter().copied().chain(said.iter().map(|(_, item)| *item)).collect();
        for item in plain {
            self.item(view, number, item, "", "");
        }
        for difference in &story.differences {
            self.difference(view, number, difference);
        }
        if !said.is_empty() {
            self.label("They said");
            self.out.push_str("<div class=\"said\">\n");
            for (speaker, item) in said {
                let lead = format!("<b class=\"speaker\"><bdi>{}</bdi></b>", escape(&speaker));
                self.item(view, number, item, &lead, "");
            }
            self.out.push_str("</div>\n");
        }
        self.sources(view, number, &[story], &order, first);
        self.out.push_str("</article>\n");
    }

    /// The heading of a part of a story.
    fn label(&mut self, words: &str) {
        let level = self.level + 1;
        self.out.push_str(&format!("<h{level} class=\"label\">{words}</h{level}>\n"));
    }

    fn difference(&mut self, view: &View<'_>, story: usize, difference: &Difference) {
        let figures = view.figures(difference);
        if figures.is_empty() {
            return;
        }
        self.label("Figures differ");
        self.out.push_str("<ul class=\"figures\">\n");
        for figure in figures {
            let language = figure.who.first().copied();
            let mut who: Vec<String> = figure
                .who
                .iter()
                .map(|entry| {
                    let number = entry.number.0;
                    let name = escape(&view::name(entry));
                    format!("<bdi>{name}</bdi> <a href=\"#source-{story}-{number}\">[{number}]</a>")
                })
                .collect();
            if figure.more > 0 {
                who.push(format!("{} more", view::grouped(figure.more)));
            }
            self.out.push_str(&format!(
                "<li><b class=\"value\"><bdi>{}</bdi></b> <span class=\"words\"{}>“{}”</span> \
                 <span class=\"meta\">{} · {}</span></li>\n",
                escape(&figure.number),
                language_of(language),
                escape(&figure.words),
                who.join(", "),
                figure.when
            ));
        }
        self.out.push_str("</ul>\n");
    }

    /// A sentence behind `lead`, with its citations and then `tail`.
    fn item(&mut self, view: &View<'_>, story: usize, item: &Item, lead: &str, tail: &str) {
        self.sentence += 1;
        let language = item.citations.first().and_then(|citation| view.entry(citation.source));
        self.out.push_str(&format!(
            "<p class=\"item\" id=\"sentence-{}\" data-rank=\"{}\"{}>{lead}{}&nbsp;",
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
            let bytes = span.and_then(|cited| cited.span);
            let bytes = bytes.map(|bytes| format!("{}-{}", bytes.start(), bytes.end()));
            let name = escape(&view::name(entry));
            self.out.push_str(&format!(
                "<a href=\"#source-{story}-{n}\" title=\"{name} · {}\" data-span=\"{}\" \
                 aria-label=\"Source {n}: {name}\">[{}]</a>",
                view::when(entry),
                bytes.unwrap_or_default(),
                view.label(number),
                n = number.0,
            ));
        }
        self.out.push_str(&format!("</span>{tail}</p>\n"));
    }

    /// The lists under one story, or under several that share one list. `order` holds their sentences as they stand on
    /// the page; `first` is how many stood before them.
    fn sources(
        &mut self,
        view: &View<'_>,
        number: usize,
        stories: &[&StoryBriefing],
        order: &[&Item],
        first: u32,
    ) {
        let listed: Vec<_> = stories.iter().map(|story| view.listed(story)).collect();
        let mut seen = std::collections::BTreeSet::new();
        self.label("Sources");
        self.out.push_str("<ul class=\"sources\">\n");
        for entry in listed.iter().flat_map(|listed| &listed.cited) {
            if !seen.insert(entry.number) {
                continue;
            }
            let items = (first + 1..).zip(order);
            let back = items.filter(|(_, item)| view.cited(item).contains(&entry.number));
            let back: Vec<u32> = back.map(|(sentence, _)| sentence).collect();
            self.source(number, entry, &back);
        }
        self.out.push_str("</ul>\n");
        let others: Vec<_> = listed.iter().flat_map(|listed| &listed.others).collect();
        let more: usize = listed.iter().map(|listed| listed.more).sum();
        // One-line stories keep to what they quote.
        if others.len() + more == 0 || stories.iter().all(|story| story.brief) {
            return;
        }
        let count = view::counted(others.len() + more, "article", "articles");
        self.out.push_str(&format!(
            "<details>\n<summary>Also read, not quoted: {count}</summary>\n<ul class=\"sources\">\n"
        ));
        for entry in others {
            if seen.insert(entry.number) {
                self.source(number, entry, &[]);
            }
        }
        if more > 0 {
            let rest = if listed.iter().all(|listed| listed.others.is_empty()) {
                format!("{} that the briefing does not list", view::grouped(more))
            } else {
                format!("… and {} more", view::grouped(more))
            };
            self.out.push_str(&format!("<li>{rest}</li>\n"));
        }
        self.out.push_str("</ul>\n</details>\n");
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
             <h2 class=\"topic\" id=\"title-brief\">In brief</h2>\n",
        );
        let first = self.sentence;
        let mut order = Vec::new();
        for story in &stories {
            for item in view.items(story) {
                let mut tail = String::new();
                if story.update {
                    tail.push_str(&format!(" {UPDATE}"));
                }
                if story.opinion {
                    tail.push_str(&format!(" <b class=\"update\">{OPINION}</b>"));
                }
                self.item(view, number, item, "", &tail);
                order.push(item);
            }
        }
        self.sources(view, number, &stories, &order, first);
        self.out.push_str("</section>\n");
    }

    /// Headlines of what is not told, folded.
    fn passed_over(&mut self, view: &View<'_>) {
        let stories = view::passed_over(view);
        if stories.is_empty() {
            return;
        }
        self.out.push_str(&format!(
            "<section id=\"not-told\">\n<details>\n<summary>{} · {}</summary>\n<ul class=\"note\">\n",
            view::PASSED_OVER,
            view::counted(stories.len(), "headline", "headlines"),
        ));
        for story in &stories {
            let words = escape(&story.headline);
            let words = match &story.link {
                Some(link) => format!("<a href=\"{}\">{words}</a>", escape(link)),
                None => words,
            };
            let facts = story.facts.iter().map(|fact| format!(" · {}", escape(fact)));
            let facts: String = facts.collect();
            self.out.push_str(&format!("<li dir=\"auto\">{words}{facts}</li>\n"));
        }
        self.out.push_str("</ul>\n</details>\n</section>\n");
    }

    fn problems(&mut self, view: &View<'_>) {
        let (problems, more) = view.problems();
        if problems.is_empty() {
            return;
        }
        self.out.push_str(
            "<section aria-labelledby=\"title-problems\">\n\
             <h2 class=\"label\" id=\"title-problems\">Problems</h2>\n<ul class=\"note\">\n",
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
        self.out.push_str("<footer class=\"end\">\n");
        if view.nothing().is_none() {
            self.out.push_str(&format!(
                "<p class=\"all\">{}</p>\n<p>{NOTHING_GENERATED}</p>\n",
                view.the_end()
            ));
        }
        if !recipe.is_empty() {
            self.out.push_str(&format!("<p class=\"recipe\">{recipe}</p>\n"));
        }
        self.out.push_str("</footer>\n");
    }
}

/// The mark of a story that goes on.
const UPDATE: &str =
    "<b class=\"update\" title=\"Goes on from an earlier briefing; only what is new\">Update</b>";

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

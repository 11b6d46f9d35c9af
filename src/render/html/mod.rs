//! One self-contained HTML file: no script, no remote asset, a policy that forbids both.
//!
//! Everything that comes from an input goes through [`escape`]; addresses become links only when
//! they are of the web.

pub(super) mod escape;
mod sources;
mod story;

use sha2::{Digest as _, Sha256};

use self::escape::{escape, headline, headline_language, row};
use super::dates;
use super::passed::passed_over;
use super::site::{Passage, Passages};
use super::view::{self, View};
use crate::lexicon::{Count, Label, Labels};
use crate::model::{SourceNo, Span, StoryBriefing};
use crate::text::encode::base64;

/// The style of every page.
pub(super) const STYLE: &str = include_str!("page.css");

/// The page's title, escaped: "Briefing, Monday 8 April 2019".
pub(super) fn title(view: &View<'_>) -> String {
    escape(&view.titled())
}

pub(super) fn render(view: &View<'_>) -> String {
    let mut page = Page::new(None);
    page.head(view);
    page.out.push_str("<main id=\"news\">\n");
    page.news(view);
    page.out.push_str("</main>\n");
    page.end(view);
    page.out.push_str("</body>\n</html>\n");
    page.out
}

/// What a page of a site says that a page alone does not.
pub(super) struct Around<'a> {
    /// For each story of the briefing, links that stand among its facts.
    pub(super) links: Vec<Vec<String>>,
    /// What stands around the quoted words in their sources.
    pub(super) passages: &'a Passages,
}

/// An HTML page in the making.
pub(super) struct Page<'s> {
    pub(super) out: String,
    /// Sentences printed so far: their anchors count through the page.
    sentence: u32,
    /// Level of a story's heading: below its section's, where there are sections.
    level: u8,
    around: Option<&'s Around<'s>>,
}

impl<'s> Page<'s> {
    /// An empty page, of a site where something is `around` it.
    pub(super) const fn new(around: Option<&'s Around<'s>>) -> Self {
        Self { out: String::new(), sentence: 0, level: 2, around }
    }

    /// All that is told, and what is not.
    pub(super) fn news(&mut self, view: &View<'_>) {
        if let Some(nothing) = view.nothing() {
            self.out.push_str(&format!("<p class=\"nothing\">{nothing}</p>\n"));
        }
        for section in view.sections() {
            self.level = if section.name.is_some() { 3 } else { 2 };
            if let Some(name) = &section.name {
                let name = escape(name);
                self.out.push_str(&format!("<h2 class=\"topic\" dir=\"auto\">{name}</h2>\n"));
            }
            for (number, story) in section.stories {
                self.story(view, number, story);
            }
        }
        self.level = 2;
        self.in_brief(view, view.at_length().count() + 1);
        self.passed_over(view);
        self.problems(view);
    }

    /// Whether it is a page of a site.
    const fn is_of_site(&self) -> bool {
        self.around.is_some()
    }

    /// The links of a site that go with a story.
    fn links(&self, view: &View<'_>, story: &StoryBriefing) -> Vec<String> {
        let place = view.briefing.stories.iter().position(|other| std::ptr::eq(other, story));
        let links = self.around.zip(place).and_then(|(around, at)| around.links.get(at));
        links.cloned().unwrap_or_default()
    }

    /// What stands around quoted words in their source.
    fn passage(&self, source: SourceNo, span: Option<Span>) -> Option<&'s Passage> {
        self.around?.passages.get(&(source, span?))
    }

    fn head(&mut self, view: &View<'_>) {
        let title = title(view);
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
            base64(&Sha256::digest(STYLE.as_bytes()))
        );
        self.out.push_str(&opening(&policy, view.labels));
        self.out.push_str(&format!(
            "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#news\">{}</a>\n<header>\n",
            view.labels.text(Label::Skip)
        ));
        self.heading(view);
        self.contents(view);
        self.out.push_str("</header>\n");
    }

    /// What it is, of which day, and its numbers.
    pub(super) fn heading(&mut self, view: &View<'_>) {
        let title = escape(&view.title());
        let mut facts = if view.nothing().is_some() { Vec::new() } else { view.facts() };
        match view::headed(view.briefing) {
            Some(day) => {
                facts.extend(view.clock());
                self.out.push_str(&format!(
                    "<p class=\"kind\" dir=\"auto\">{title}</p>\n<h1><time datetime=\"{}\">{}</time></h1>\n",
                    dates::iso(day),
                    dates::long_day(day, view.labels),
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
    }

    /// The headlines, each a link to its story.
    pub(super) fn contents(&mut self, view: &View<'_>) {
        if view.at_length().count() < 2 {
            return;
        }
        let label = view.labels.text(Label::Contents);
        self.out.push_str(&format!("<nav aria-label=\"{label}\">\n<ol>\n"));
        for (number, story) in (1..).zip(view.at_length()) {
            let update = if story.update { format!(" {}", update(view)) } else { String::new() };
            self.out.push_str(&format!(
                "<li><a href=\"#story-{number}\"{}>{}</a>{update}</li>\n",
                headline_language(view, story),
                headline(view, story)
            ));
        }
        if view.in_brief().next().is_some() {
            let label = view.labels.text(Label::InBrief);
            self.out.push_str(&format!("<li><a href=\"#in-brief\">{label}</a></li>\n"));
        }
        self.out.push_str("</ol>\n</nav>\n");
    }

    /// Stories of one line.
    pub(super) fn in_brief(&mut self, view: &View<'_>, number: usize) {
        let stories: Vec<_> = view.in_brief().collect();
        if stories.is_empty() {
            return;
        }
        self.out.push_str(&format!(
            "<section id=\"in-brief\" aria-labelledby=\"title-brief\">\n\
             <h2 class=\"topic\" id=\"title-brief\">{}</h2>\n",
            view.labels.text(Label::InBrief)
        ));
        let first = self.sentence;
        let mut order = Vec::new();
        for story in &stories {
            for item in view.items(story) {
                let mut tail = String::new();
                if story.update {
                    tail.push_str(&format!(" {}", update(view)));
                }
                if story.opinion {
                    let label = view.labels.text(Label::Opinion);
                    tail.push_str(&format!(" <b class=\"update\">{label}</b>"));
                }
                for link in self.links(view, story) {
                    tail.push_str(&format!(" <span class=\"tail\">{link}</span>"));
                }
                self.item(view, number, item, "", &tail);
                order.push(item);
            }
        }
        self.sources(view, number, &stories, &order, first);
        self.out.push_str("</section>\n");
    }

    /// Headlines of what is not told, folded.
    pub(super) fn passed_over(&mut self, view: &View<'_>) {
        let stories = passed_over(view);
        if stories.is_empty() {
            return;
        }
        self.out.push_str(&format!(
            "<section id=\"not-told\">\n<details>\n<summary>{} · {}</summary>\n<ul class=\"note\">\n",
            view.labels.text(Label::PassedOver),
            view.labels.count(Count::Headlines, stories.len()),
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

    /// Inputs that failed.
    pub(super) fn problems(&mut self, view: &View<'_>) {
        let (problems, more) = view.problems();
        if problems.is_empty() {
            return;
        }
        self.out.push_str(&format!(
            "<section aria-labelledby=\"title-problems\">\n\
             <h2 class=\"label\" id=\"title-problems\">{}</h2>\n<ul class=\"note\">\n",
            view.labels.text(Label::Problems)
        ));
        for problem in &problems {
            self.out.push_str(&format!("<li dir=\"auto\">{}</li>\n", escape(problem)));
        }
        if more > 0 {
            let more = view.labels.number(Label::AndMore, more);
            self.out.push_str(&format!("<li>{more}</li>\n"));
        }
        self.out.push_str("</ul>\n</section>\n");
    }

    /// The last words, and how the briefing was made.
    pub(super) fn end(&mut self, view: &View<'_>) {
        let recipe = escape(&view.briefing.recipe.to_string());
        self.out.push_str("<footer class=\"end\">\n");
        if view.nothing().is_none() {
            self.out.push_str(&format!(
                "<p class=\"all\">{}</p>\n<p>{}</p>\n",
                view.the_end(),
                view.labels.text(Label::NothingGenerated)
            ));
        }
        if !recipe.is_empty() {
            self.out.push_str(&format!("<p class=\"recipe\">{recipe}</p>\n"));
        }
        self.out.push_str("</footer>\n");
    }
}

/// The mark of a story that goes on.
fn update(view: &View<'_>) -> String {
    let (why, label) = (view.labels.text(Label::UpdateWhy), view.labels.text(Label::Update));
    format!("<b class=\"update\" title=\"{why}\">{label}</b>")
}

/// Language and direction of what the page says itself, as attributes of its root.
pub(in crate::render) fn root(labels: &Labels) -> String {
    let direction = if labels.is_rtl() { " dir=\"rtl\"" } else { "" };
    format!("lang=\"{}\"{direction}", labels.code())
}

/// HTML of ours as XML, which knows no names of characters but five. No words of an input hold such
/// a name: their "&" is escaped.
#[cfg(feature = "epub")]
pub(super) fn as_xml(html: &str) -> String {
    html.replace("&nbsp;", "&#160;")
}

/// How every page begins, up to its title, under this content security policy.
pub(in crate::render) fn opening(policy: &str, labels: &Labels) -> String {
    format!(
        "<!DOCTYPE html>\n<html {}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"generator\" content=\"tidings {}\">\n",
        root(labels),
        env!("CARGO_PKG_VERSION")
    )
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
}

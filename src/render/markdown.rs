//! CommonMark that GitHub and pandoc show alike.
//!
//! One paragraph or list entry a line, so that only the beginning of a line can be mistaken for
//! structure; everything an input says is escaped. Citations link straight to the article where it
//! has an address, by the reference links at the end of the page; the numbered sources stand under
//! each story. Footnotes are an extension that not every reader has.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::Label;
use crate::model::{Difference, Item, SourceEntry, SourceNo, StoryBriefing};

use super::entries;
use super::passed::passed_over;
use super::view::{self, Listed, MOST_NAMED, View};
use super::visible::visible;

pub(super) fn render(view: &View<'_>) -> String {
    let mut page = Page { out: String::new(), links: BTreeMap::new() };
    page.block(&format!("# {}", escape(&view.titled())));
    if let Some(nothing) = view.nothing() {
        page.block(&nothing);
        page.problems(view);
    } else {
        page.news(view);
    }
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

struct Page {
    out: String,
    /// Addresses of the sources that were printed so far.
    links: BTreeMap<SourceNo, String>,
}

impl Page {
    fn news(&mut self, view: &View<'_>) {
        let mut facts = Vec::from_iter(view.window());
        facts.extend(view.facts());
        facts.extend(view.clock());
        self.block(&facts.join(" · "));
        let single = view.is_single();
        for section in view.sections() {
            let level = if let Some(name) = section.name {
                self.block(&format!("## {}", escape(&name)));
                "###"
            } else {
                "##"
            };
            for (number, story) in section.stories {
                let label = if single { String::new() } else { format!("{number}. ") };
                self.story(view, story, &format!("{level} {label}"));
            }
        }
        self.in_brief(view);
        self.passed_over(view);
        self.problems(view);
        self.block("---");
        let nothing = view.labels.text(Label::NothingGenerated);
        self.block(&format!("{} {nothing}", view.the_end()));
        self.definitions();
    }

    /// A block and the empty line after it.
    fn block(&mut self, text: &str) {
        self.line(text);
        self.out.push('\n');
    }

    /// The heading of a part of a story.
    fn heading(&mut self, view: &View<'_>, label: Label) {
        self.block(&format!("**{}**", view.labels.text(label)));
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn story(&mut self, view: &View<'_>, story: &StoryBriefing, label: &str) {
        let source = story.headline.as_ref().map(|headline| headline.source);
        let cited = source.filter(|number| view.entry(*number).is_some());
        let headline = view::headline(story).map(|words| {
            let mark = cited.map(|number| format!(" {}", self.quoted(view, number)));
            escape(&words) + &mark.unwrap_or_default()
        });
        let none = view.labels.text(Label::NoHeadline);
        self.block(&format!("{label}{}", headline.as_deref().unwrap_or(none)));
        let mut facts = view.coverage(story);
        if story.update {
            facts.insert(0, format!("**{}**", view.labels.text(Label::Update)));
        }
        self.block(&facts.join(" · "));
        let (plain, said) = view.voices(story);
        for item in plain {
            self.item(view, item, "");
        }
        self.out.push('\n');
        for difference in &story.differences {
            self.difference(view, difference);
        }
        if !said.is_empty() {
            self.heading(view, Label::Said);
            for (speaker, item) in said {
                self.item(view, item, &format!("**{}:** ", escape(&speaker)));
            }
            self.out.push('\n');
        }
        self.sources(view, &view.listed(story));
    }

    fn difference(&mut self, view: &View<'_>, difference: &Difference) {
        let figures = view.figures(difference);
        if figures.is_empty() {
            return;
        }
        self.heading(view, Label::Figures);
        for figure in figures {
            let mut who: Vec<String> = Vec::new();
            for entry in &figure.who {
                let mark = self.citation(view, entry.number);
                who.push(format!("{} {mark}", escape(&entries::name(entry))));
            }
            if figure.more > 0 {
                who.push(view.labels.number(Label::More, figure.more));
            }
            self.line(&format!(
                "- **{}**: {} · {} · {}",
                escape(&figure.number),
                view.labels.quoted(&escape(&figure.words)),
                view.labels.list(&who),
                figure.when
            ));
        }
        self.out.push('\n');
    }

    /// "[3]", linked where the source has an address.
    fn citation(&mut self, view: &View<'_>, number: SourceNo) -> String {
        self.linked(view, number, &number.0.to_string())
    }

    /// "[3]" behind a sentence or a headline, where opinion is called so.
    fn quoted(&mut self, view: &View<'_>, number: SourceNo) -> String {
        self.linked(view, number, &view.label(number))
    }

    fn linked(&mut self, view: &View<'_>, number: SourceNo, label: &str) -> String {
        let mark = format!("\\[{label}\\]");
        match view.entry(number).and_then(entries::link) {
            Some(link) => {
                self.links.insert(number, link);
                format!("[{mark}][{}]", number.0)
            }
            None => mark,
        }
    }

    /// The addresses behind the numbers.
    fn definitions(&mut self) {
        for (SourceNo(number), link) in std::mem::take(&mut self.links) {
            self.line(&format!("[{number}]: {}", destination(&link)));
        }
    }

    fn item(&mut self, view: &View<'_>, item: &Item, lead: &str) {
        let marks: String =
            view.cited(item).into_iter().map(|number| self.quoted(view, number)).collect();
        self.line(&format!("- {lead}{} {marks}", escape(&item.text)));
    }

    fn sources(&mut self, view: &View<'_>, listed: &Listed<'_>) {
        self.heading(view, Label::Sources);
        for entry in &listed.cited {
            self.source(view, entry);
        }
        self.out.push('\n');
        let mut names = Vec::new();
        for entry in listed.others.iter().take(MOST_NAMED) {
            let marks = view.marks(entry);
            let marks = if marks.is_empty() {
                String::new()
            } else {
                format!(" *({})*", escape(&view.labels.list(&marks)))
            };
            let mark = self.citation(view, entry.number);
            names.push(format!("{mark} {}{marks}", escape(&entries::name(entry))));
        }
        let more = listed.others.len().saturating_sub(MOST_NAMED) + listed.more;
        let Some(names) = view.and_more(&names, more) else { return };
        let text = view.labels.text(Label::AlsoRead);
        let lead = text.split("{names}").next().unwrap_or(text).trim_end();
        self.block(&format!("**{lead}** {names}"));
    }

    fn source(&mut self, view: &View<'_>, entry: &SourceEntry) {
        let SourceNo(number) = entry.number;
        let link = entries::link(entry);
        let place = escape(&entries::place(entry));
        let title = entries::title(entry).map(|title| escape(&title));
        let named = title.is_some();
        let label = title.unwrap_or_else(|| place.clone());
        let mut facts = Vec::new();
        if let Some(outlet) = entries::outlet(entry) {
            facts.push(format!("**{}**", escape(&outlet)));
        }
        facts.push(match &link {
            Some(_) => format!("[{label}][{number}]"),
            None => label,
        });
        facts.push(view.when(entry));
        facts.extend(view.marks(entry).iter().map(|mark| format!("*{}*", escape(mark))));
        if link.is_none() && named {
            facts.push(place);
        }
        self.links.extend(link.map(|link| (entry.number, link)));
        self.line(&format!("- \\[{number}\\] {}", facts.join(" · ")));
    }

    fn in_brief(&mut self, view: &View<'_>) {
        let stories: Vec<_> = view.in_brief().collect();
        if stories.is_empty() {
            return;
        }
        self.block(&format!("## {}", view.labels.text(Label::InBrief)));
        for story in &stories {
            for item in view.items(story) {
                let lead = view.kind(story, true).map(|kind| format!("*{kind}:* "));
                self.item(view, item, lead.as_deref().unwrap_or(""));
            }
        }
        self.out.push('\n');
        self.heading(view, Label::Sources);
        let mut seen = BTreeSet::new();
        for story in stories {
            for entry in view.listed(story).cited {
                if seen.insert(entry.number) {
                    self.source(view, entry);
                }
            }
        }
        self.out.push('\n');
    }

    fn passed_over(&mut self, view: &View<'_>) {
        let stories = passed_over(view);
        if stories.is_empty() {
            return;
        }
        self.block(&format!("## {}", view.labels.text(Label::PassedOver)));
        for story in &stories {
            let words = escape(&story.headline);
            let words = match &story.link {
                Some(link) => format!("[{words}](<{}>)", destination(link)),
                None => words,
            };
            let facts: String =
                story.facts.iter().map(|fact| format!(" · {}", escape(fact))).collect();
            self.line(&format!("- {words}{facts}"));
        }
        self.out.push('\n');
    }

    fn problems(&mut self, view: &View<'_>) {
        let (problems, more) = view.problems();
        if problems.is_empty() {
            return;
        }
        self.block(&format!("## {}", view.labels.text(Label::Problems)));
        for problem in &problems {
            self.line(&format!("- {}", escape(problem)));
        }
        if more > 0 {
            self.line(&format!("- {}", view.labels.number(Label::AndMore, more)));
        }
        self.out.push('\n');
    }
}

/// A link's address; only an `&` can still mean something there.
fn destination(link: &str) -> String {
    link.replace('&', "\\&")
}

/// A text as a reader may see it, in which nothing is markup. It may stand at the beginning of a
/// block.
fn escape(text: &str) -> String {
    let line = visible(text);
    let first = line.split(' ').next().unwrap_or("");
    let opener = block_opener(first);
    let mut out = String::with_capacity(line.len() + 8);
    for (at, c) in line.char_indices() {
        let rest = &line[at + c.len_utf8()..];
        let special = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' | '^' | '#' | '@'
            | '{' | '}' => true,
            '&' => rest.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '#'),
            _ => opener == Some(at),
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Where the first word of a line would open a list, a heading or a definition: the mark to escape.
/// Pandoc knows "(1)", "a)" and "iv." too.
fn block_opener(first: &str) -> Option<usize> {
    if first.starts_with(['-', '+', '=', ':', '%']) {
        return Some(0);
    }
    let body = first.strip_prefix('(').unwrap_or(first);
    let mark = body.strip_suffix(['.', ')'])?;
    let short = mark.len() <= 9 && mark.bytes().all(|byte| byte.is_ascii_alphanumeric());
    short.then(|| first.len() - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_becomes_structure() {
        for (given, escaped) in [
            ("plain, words (here); 3-4", "plain, words (here); 3-4"),
            ("*a* _b_ `c` <d> [e](f)", "\\*a\\* \\_b\\_ \\`c\\` \\<d\\> \\[e\\](f)"),
            ("# no heading\n# none", "\\# no heading \\# none"),
            ("- no list", "\\- no list"),
            ("1. no list", "1\\. no list"),
            ("2031) no", "2031\\) no"),
            ("(iv) no", "(iv\\) no"),
            ("A. B. Smith said 4. no", "A\\. B. Smith said 4. no"),
            ("Yes.", "Yes\\."),
            ("AT&T &amp; R & D", "AT\\&T \\&amp; R & D"),
            ("=== x", "\\=== x"),
        ] {
            assert_eq!(escape(given), escaped);
        }
    }
}

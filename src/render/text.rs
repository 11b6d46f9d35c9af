//! Plain text for a terminal, a pager or the plain part of a mail.

use unicode_width::UnicodeWidthStr as _;

use crate::model::{Item, SourceEntry, SourceNo, StoryBriefing};

use super::dates;
use super::view::{self, Listed, NOTHING_GENERATED, View};
use super::wrap::{Paragraph, Style};

/// Narrower than this, a page is set as if it had this width: five-column lines help nobody.
const LEAST_WIDTH: u16 = 24;

/// The page in `width` columns; bold and dim type only when `colour` is set.
pub(super) fn render(view: &View<'_>, width: u16, colour: bool) -> String {
    let width = usize::from(width.max(LEAST_WIDTH));
    let mut sheet = Sheet { out: String::new(), width, colour };
    sheet.head(view);
    let single = view.is_single();
    for (number, story) in (1..).zip(view.told()) {
        let label = if single { String::new() } else { format!("{number}. ") };
        sheet.story(view, story, &label);
    }
    sheet.in_brief(view);
    sheet.foot(view);
    sheet.out
}

struct Sheet {
    out: String,
    width: usize,
    colour: bool,
}

impl Sheet {
    fn set(&mut self, first: &str, paragraph: Paragraph) {
        self.out.push_str(&paragraph.lines(first, self.width, self.colour));
    }

    fn line(&mut self, first: &str, text: &str, style: Style) {
        self.set(first, Paragraph::default().text(text, style));
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    fn rule(&mut self) {
        let rule = "─".repeat(self.width);
        self.line("", &rule, Style::Dim);
    }

    fn head(&mut self, view: &View<'_>) {
        let mut title = Paragraph::default().text("Briefing", Style::Bold);
        if let Some(made) = view.briefing.made {
            title = title.text(&format!("· {}", dates::long_day(made)), Style::Bold);
            if let Some(clock) = dates::clock(made) {
                title = title.text(&format!("· {clock}"), Style::Dim);
            }
        }
        self.set("", title);
        self.set("", Paragraph::default().facts(&view.facts(), Style::Dim));
        self.rule();
    }

    fn story(&mut self, view: &View<'_>, story: &StoryBriefing, label: &str) {
        self.gap();
        let indent = " ".repeat(label.width());
        if let Some(headline) = view::headline(story) {
            self.line(label, &headline, Style::Bold);
        } else if !label.is_empty() {
            self.line(label, view::NO_HEADLINE, Style::Dim);
        }
        let mut facts = view.story_facts(story);
        if let Some((outlet, SourceNo(number))) = view.headline_outlet(story) {
            facts.insert(0, format!("{outlet} [{number}]"));
        }
        if !facts.is_empty() {
            self.set(&indent, Paragraph::default().facts(&facts, Style::Dim));
        }
        self.gap();
        for item in &story.items {
            self.item(view, item, &indent);
        }
        self.sources(&view.listed(story), &indent);
    }

    fn item(&mut self, view: &View<'_>, item: &Item, indent: &str) {
        let words = Paragraph::default().text(&item.text, Style::Plain);
        let marks = brackets(&view.cited(item));
        self.set(&format!("{indent}• "), words.tail(&marks, Style::Dim));
    }

    fn sources(&mut self, listed: &Listed<'_>, indent: &str) {
        if !listed.cited.is_empty() {
            self.gap();
        }
        for entry in &listed.cited {
            self.source(entry, indent);
        }
        if !listed.others.is_empty() {
            self.gap();
            self.line(indent, "Also read, not quoted:", Style::Dim);
        }
        for entry in &listed.others {
            self.source(entry, indent);
        }
        if listed.more > 0 {
            self.line(indent, &format!("… and {} more", listed.more), Style::Dim);
        }
    }

    fn source(&mut self, entry: &SourceEntry, indent: &str) {
        let SourceNo(number) = entry.number;
        let label = format!("{indent}[{number}] ");
        let under = " ".repeat(label.width());
        let outlet = view::outlet(entry);
        let title = view::title(entry);
        let mut facts = vec![view::when(entry)];
        facts.extend(view::marks(entry));
        let place = view::place(entry);
        let named = match (outlet, title) {
            (Some(outlet), Some(title)) => Paragraph::default()
                .text(&outlet, Style::Plain)
                .text(&format!("· {title}"), Style::Dim),
            (Some(outlet), None) => Paragraph::default().text(&outlet, Style::Plain),
            (None, Some(title)) => Paragraph::default().text(&title, Style::Plain),
            (None, None) => {
                self.set(&label, Paragraph::default().solid(&place, Style::Plain));
                self.set(&under, Paragraph::default().facts(&facts, Style::Dim));
                return;
            }
        };
        self.set(&label, named);
        let row = facts.join(" · ").width() + " · ".width() + place.width();
        if under.width() + row <= self.width {
            facts.push(place);
            self.set(&under, Paragraph::default().facts(&facts, Style::Dim));
        } else {
            self.set(&under, Paragraph::default().facts(&facts, Style::Dim));
            self.set(&under, Paragraph::default().solid(&place, Style::Dim));
        }
    }

    fn in_brief(&mut self, view: &View<'_>) {
        let stories: Vec<_> = view.in_brief().collect();
        if stories.is_empty() {
            return;
        }
        self.gap();
        self.line("", "In brief", Style::Bold);
        self.gap();
        for story in &stories {
            for item in &story.items {
                self.item(view, item, "");
            }
        }
        self.gap();
        for story in &stories {
            for entry in &view.listed(story).cited {
                self.source(entry, "");
            }
        }
    }

    fn foot(&mut self, view: &View<'_>) {
        let (problems, more) = view.problems();
        if !problems.is_empty() {
            self.gap();
            self.line("", "Problems", Style::Bold);
            self.gap();
            for problem in &problems {
                self.line("• ", problem, Style::Plain);
            }
            if more > 0 {
                self.line("  ", &format!("… and {more} more"), Style::Dim);
            }
        }
        self.gap();
        self.rule();
        self.line("", &view.the_end(), Style::Dim);
        self.line("", NOTHING_GENERATED, Style::Dim);
    }
}

/// "[1]", "[3]" …
fn brackets(numbers: &[SourceNo]) -> Vec<String> {
    numbers.iter().map(|SourceNo(number)| format!("[{number}]")).collect()
}

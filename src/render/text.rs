//! Plain text for a terminal or a pager, and the plain part of a mail.
//!
//! A terminal gets lines of its width with hanging indents. A mail gets lines of 72 columns without
//! indents that readers on small and on wide windows may join and cut again (format=flowed): hard
//! lines are hardly readable on phones, and lines without any break are not everywhere wrapped at
//! words.

use unicode_width::UnicodeWidthStr as _;

use crate::lexicon::Label;
use crate::model::{Difference, Item, SourceEntry, SourceNo, StoryBriefing};

use super::entries;
use super::passed::passed_over;
use super::view::{self, Listed, MOST_NAMED, View};
use super::wrap::{Paragraph, Style};

/// Narrower than this, a page is set as if it had this width: five-column lines help nobody.
const LEAST_WIDTH: u16 = 24;

/// A figure wider than this does not stand in a column of its own.
const WIDEST_FIGURE: usize = 14;

/// The page in `width` columns; bold and dim type only when `colour` is set.
pub(super) fn render(view: &View<'_>, width: u16, colour: bool) -> String {
    sheet(view, width, colour, false)
}

/// The plain part of a mail in lines of at most `width` columns, but for words that are longer.
pub(super) fn flowed(view: &View<'_>, width: u16) -> String {
    // RFC 3676 asks for at most 78 characters with the space at the end.
    sheet(view, width.min(78), false, true)
}

fn sheet(view: &View<'_>, width: u16, colour: bool, flowed: bool) -> String {
    let width = usize::from(width.max(LEAST_WIDTH));
    let mut sheet = Sheet { out: String::new(), width, colour, flowed };
    sheet.head(view);
    if let Some(nothing) = view.nothing() {
        sheet.line("", &nothing, Style::Plain);
        sheet.problems(view);
        return sheet.out;
    }
    let single = view.is_single();
    for section in view.sections() {
        if let Some(name) = section.name {
            sheet.section(&name);
        }
        for (number, story) in section.stories {
            let label = if single { String::new() } else { format!("{number}. ") };
            sheet.story(view, story, &label);
        }
    }
    sheet.in_brief(view);
    sheet.passed_over(view);
    sheet.problems(view);
    sheet.foot(view);
    sheet.out
}

struct Sheet {
    out: String,
    width: usize,
    colour: bool,
    flowed: bool,
}

impl Sheet {
    fn set(&mut self, first: &str, paragraph: Paragraph) {
        let lines = if self.flowed {
            paragraph.flowed(first, self.width)
        } else {
            paragraph.lines(first, self.width, self.colour)
        };
        self.out.push_str(&lines);
    }

    fn line(&mut self, first: &str, text: &str, style: Style) {
        self.set(first, Paragraph::default().text(text, style));
    }

    fn gap(&mut self) {
        self.out.push('\n');
    }

    /// An empty line in a mail, where no indent tells one entry from the next.
    fn mail_gap(&mut self) {
        if self.flowed {
            self.gap();
        }
    }

    /// A row across the page; one that fits a phone in a mail.
    fn rule(&mut self) {
        let rule = if self.flowed { "* * *".to_owned() } else { "─".repeat(self.width) };
        self.line("", &rule, Style::Dim);
    }

    fn head(&mut self, view: &View<'_>) {
        let mut title = Paragraph::default().text(&view.title(), Style::Bold);
        if let Some(day) = view.day() {
            title = title.text(&format!("· {day}"), Style::Bold);
            if let Some(clock) = view.clock() {
                title = title.text(&format!("· {clock}"), Style::Dim);
            }
        }
        self.set("", title);
        if view.nothing().is_none() {
            if let Some(window) = view.window() {
                self.line("", &window, Style::Dim);
            }
            self.set("", Paragraph::default().facts(&view.facts(), Style::Dim));
        }
        self.rule();
    }

    fn section(&mut self, name: &str) {
        self.gap();
        let marked =
            if self.flowed { format!("== {name} ==") } else { format!("── {name} ──") };
        self.line("", &marked, Style::Bold);
    }

    fn story(&mut self, view: &View<'_>, story: &StoryBriefing, label: &str) {
        self.gap();
        let indent = " ".repeat(label.width());
        if let Some(headline) = view::headline(story) {
            let source = story.headline.as_ref().map(|headline| headline.source);
            let words = Paragraph::default().text(&headline, Style::Bold);
            let marks: Vec<SourceNo> =
                source.filter(|no| view.entry(*no).is_some()).into_iter().collect();
            self.set(label, words.tail(&brackets(view, &marks), Style::Dim));
        } else if !label.is_empty() {
            self.line(label, view.labels.text(Label::NoHeadline), Style::Dim);
        }
        let mut facts = view.coverage(story);
        if story.update {
            facts.insert(0, view.label_of(Label::Update));
        }
        self.set(&indent, Paragraph::default().facts(&facts, Style::Dim));
        self.gap();
        let (plain, said) = view.voices(story);
        for (at, item) in plain.into_iter().enumerate() {
            if at > 0 {
                self.mail_gap();
            }
            self.item(view, item, &indent, "");
        }
        for difference in &story.differences {
            self.difference(view, difference, &indent);
        }
        if !said.is_empty() {
            self.gap();
            self.line(&indent, view.labels.text(Label::Said), Style::Bold);
        }
        for (speaker, item) in said {
            self.mail_gap();
            self.line(&format!("{indent}• "), &format!("{speaker}:"), Style::Bold);
            let words = Paragraph::default().text(&item.text, Style::Plain);
            self.set(
                &format!("{indent}  "),
                words.tail(&brackets(view, &view.cited(item)), Style::Dim),
            );
        }
        self.sources(view, &view.listed(story), &indent);
    }

    fn item(&mut self, view: &View<'_>, item: &Item, indent: &str, mark: &str) {
        let words = Paragraph::default().text(&item.text, Style::Plain);
        let mut words = words.tail(&brackets(view, &view.cited(item)), Style::Dim);
        if !mark.is_empty() {
            words = words.text(mark, Style::Dim);
        }
        self.set(&format!("{indent}• "), words);
    }

    /// The figures that differ under each other, each with who gives it and when.
    fn difference(&mut self, view: &View<'_>, difference: &Difference, indent: &str) {
        let figures = view.figures(difference);
        if figures.is_empty() {
            return;
        }
        self.gap();
        self.line(indent, view.labels.text(Label::Figures), Style::Bold);
        let widest = figures.iter().map(|figure| figure.number.width()).max().unwrap_or(0);
        for figure in figures {
            let pad = widest.saturating_sub(figure.number.width());
            let in_column = !self.flowed && widest <= WIDEST_FIGURE;
            let label = if in_column {
                format!("{indent}{}{}  ", " ".repeat(pad), figure.number)
            } else {
                format!("{indent}• ")
            };
            let mut row = Paragraph::default();
            if !in_column {
                row = row.text(&format!("{}:", figure.number), Style::Bold);
            }
            row = row.text(&view.labels.quoted(&figure.words), Style::Plain);
            let mut who: Vec<String> = figure
                .who
                .iter()
                .map(|entry| format!("{}\u{a0}[{}]", entries::name(entry), entry.number.0))
                .collect();
            if figure.more > 0 {
                who.push(view.labels.number(Label::More, figure.more));
            }
            let who = view.labels.list(&who);
            row = row.text(&format!("– {who} · {}", figure.when), Style::Dim);
            self.set(&label, row);
        }
    }

    fn sources(&mut self, view: &View<'_>, listed: &Listed<'_>, indent: &str) {
        if !listed.cited.is_empty() {
            self.gap();
        }
        for entry in &listed.cited {
            self.source(view, entry, indent);
        }
        let Some(names) = also_read(view, listed) else { return };
        self.gap();
        self.line(indent, &view.also_read(&names), Style::Dim);
    }

    /// In a mail the address alone has a line of its own, since what stands on the next one is not
    /// indented.
    fn source_in_mail(&mut self, view: &View<'_>, entry: &SourceEntry) {
        let facts = [entries::outlet(entry), entries::title(entry), Some(view.when(entry).into())];
        let mut facts: Vec<String> = facts.into_iter().flatten().map(Into::into).collect();
        facts.extend(view.marks(entry));
        self.line(&format!("[{}] ", entry.number.0), &facts.join(" · "), Style::Plain);
        self.set("", Paragraph::default().solid(&entries::place(entry), Style::Plain));
    }

    fn source(&mut self, view: &View<'_>, entry: &SourceEntry, indent: &str) {
        if self.flowed {
            return self.source_in_mail(view, entry);
        }
        let SourceNo(number) = entry.number;
        let label = format!("{indent}[{number}] ");
        let under = " ".repeat(label.width());
        let outlet = entries::outlet(entry);
        let title = entries::title(entry);
        let mut facts = vec![view.when(entry)];
        facts.extend(view.marks(entry));
        let place = entries::place(entry);
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
        self.line("", view.labels.text(Label::InBrief), Style::Bold);
        self.gap();
        for story in &stories {
            let mark = view.kind(story, false).map(|kind| format!("({kind})"));
            for item in view.items(story) {
                self.item(view, item, "", mark.as_deref().unwrap_or(""));
                self.mail_gap();
            }
        }
        if !self.flowed {
            self.gap();
        }
        let mut seen = std::collections::BTreeSet::new();
        for story in &stories {
            for entry in &view.listed(story).cited {
                if seen.insert(entry.number) {
                    self.source(view, entry, "");
                }
            }
        }
    }

    fn passed_over(&mut self, view: &View<'_>) {
        let stories = passed_over(view);
        if stories.is_empty() {
            return;
        }
        self.gap();
        self.line("", view.labels.text(Label::PassedOver), Style::Bold);
        self.gap();
        for story in &stories {
            let words = Paragraph::default().text(&story.headline, Style::Plain);
            let facts = story.facts.iter().map(|fact| format!("· {fact}"));
            self.set("• ", words.text(&facts.collect::<Vec<_>>().join(" "), Style::Dim));
            self.mail_gap();
        }
    }

    fn problems(&mut self, view: &View<'_>) {
        let (problems, more) = view.problems();
        if problems.is_empty() {
            return;
        }
        self.gap();
        self.line("", view.labels.text(Label::Problems), Style::Bold);
        self.gap();
        for problem in &problems {
            self.line("• ", problem, Style::Plain);
        }
        if more > 0 {
            self.line("  ", &view.labels.number(Label::AndMore, more), Style::Dim);
        }
    }

    fn foot(&mut self, view: &View<'_>) {
        self.gap();
        self.rule();
        self.line("", &view.the_end(), Style::Dim);
        self.line("", view.labels.text(Label::NothingGenerated), Style::Dim);
    }
}

/// "[5] Harbour Gazette (older than the rest), [6] City Line and 23 more", where there are any.
fn also_read(view: &View<'_>, listed: &Listed<'_>) -> Option<String> {
    let shown = listed.others.iter().take(MOST_NAMED);
    let names: Vec<String> = shown
        .map(|entry| {
            let marks = view.bracketed_marks(entry);
            format!("[{}]\u{a0}{}{marks}", entry.number.0, entries::name(entry))
        })
        .collect();
    let more = listed.others.len().saturating_sub(MOST_NAMED) + listed.more;
    view.and_more(&names, more)
}

/// "[1]", "[3, opinion]" …
fn brackets(view: &View<'_>, numbers: &[SourceNo]) -> Vec<String> {
    numbers.iter().map(|number| format!("[{}]", view.label(*number))).collect()
}

//! One story on an HTML page: headline, facts, sentences with their citations, figures that differ.

use crate::lexicon::Label;
use crate::model::{Difference, Item, SourceEntry, SourceNo, Span, StoryBriefing};

use super::escape::{escape, headline, headline_language, language_of, row};
use super::{Page, update};
use crate::render::entries;
use crate::render::site::Passage;
use crate::render::view::View;

impl Page<'_> {
    /// A story told at length.
    pub(in crate::render) fn story(
        &mut self,
        view: &View<'_>,
        number: usize,
        story: &StoryBriefing,
    ) {
        let level = self.level;
        let source = story.headline.as_ref().map(|headline| headline.source);
        let mark = source.and_then(|source| view.entry(source)).map(|entry| {
            let (source, name) = (entry.number.0, escape(&entries::name(entry)));
            format!(
                "&nbsp;<span class=\"cites\" dir=\"ltr\"><a href=\"#source-{number}-{source}\" \
                 title=\"{name} · {}\" aria-label=\"{}\">[{source}]</a></span>",
                view.when(entry),
                source_named(view, source, &name)
            )
        });
        self.out.push_str(&format!(
            "<article id=\"story-{number}\" aria-labelledby=\"title-{number}\">\n\
             <h{level} class=\"headline\" id=\"title-{number}\"{}>{}{}</h{level}>\n",
            headline_language(view, story),
            headline(view, story),
            mark.unwrap_or_default()
        ));
        let mut facts = view.coverage(story);
        if story.update {
            facts.insert(0, update(view));
        }
        facts.extend(self.links(view, story));
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
            self.label(view.labels.text(Label::Said));
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
    pub(super) fn label(&mut self, words: &str) {
        let level = self.level + 1;
        self.out.push_str(&format!("<h{level} class=\"label\">{words}</h{level}>\n"));
    }

    fn difference(&mut self, view: &View<'_>, story: usize, difference: &Difference) {
        let figures = view.figures(difference);
        if figures.is_empty() {
            return;
        }
        self.label(view.labels.text(Label::Figures));
        self.out.push_str("<ul class=\"figures\">\n");
        for figure in figures {
            let language = figure.who.first().copied();
            let mut who: Vec<String> = figure
                .who
                .iter()
                .map(|entry| {
                    let number = entry.number.0;
                    let name = escape(&entries::name(entry));
                    format!("<bdi>{name}</bdi> <a href=\"#source-{story}-{number}\">[{number}]</a>")
                })
                .collect();
            if figure.more > 0 {
                who.push(view.labels.number(Label::More, figure.more));
            }
            self.out.push_str(&format!(
                "<li><b class=\"value\"><bdi>{}</bdi></b> <span class=\"words\"{}>{}</span> \
                 <span class=\"meta\">{} · {}</span></li>\n",
                escape(&figure.number),
                language_of(language),
                view.labels.quoted(&escape(&figure.words)),
                view.labels.list(&who),
                figure.when
            ));
        }
        self.out.push_str("</ul>\n");
    }

    /// A sentence behind `lead`, with its citations and then `tail`.
    pub(super) fn item(
        &mut self,
        view: &View<'_>,
        story: usize,
        item: &Item,
        lead: &str,
        tail: &str,
    ) {
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
        for &number in &numbers {
            let Some(entry) = view.entry(number) else { continue };
            let span = span_of(item, number);
            // On a page of a site the words open in their source's own paragraph; elsewhere the
            // source is named below.
            let target = match self.passage(number, span) {
                Some(_) => format!("words-{}-{}", self.sentence, number.0),
                None => format!("source-{story}-{}", number.0),
            };
            let bytes = span.map(|bytes| format!("{}-{}", bytes.start(), bytes.end()));
            let name = escape(&entries::name(entry));
            self.out.push_str(&format!(
                "<a href=\"#{target}\" title=\"{name} · {}\" data-span=\"{}\" \
                 aria-label=\"{}\">[{}]</a>",
                view.when(entry),
                bytes.unwrap_or_default(),
                source_named(view, number.0, &name),
                view.label(number),
            ));
        }
        self.out.push_str(&format!("</span>{tail}</p>\n"));
        self.words(view, item, &numbers);
    }

    /// The quoted words where they stand in their sources, folded; nothing where no source's text
    /// is at hand.
    fn words(&mut self, view: &View<'_>, item: &Item, numbers: &[SourceNo]) {
        let mut figures = String::new();
        let mut names = Vec::new();
        for &number in numbers {
            let passage = self.passage(number, span_of(item, number));
            let Some((passage, entry)) = passage.zip(view.entry(number)) else { continue };
            names.push(format!("<bdi>{}</bdi>", escape(&entries::name(entry))));
            let id = format!("words-{}-{}", self.sentence, number.0);
            figures.push_str(&figure(view, &id, passage, entry));
        }
        let more = names.len().saturating_sub(2);
        let Some(first) = names.first() else { return };
        let named = match names.get(1) {
            Some(second) if more == 0 => view.labels.list(&[first.clone(), second.clone()]),
            Some(_) => {
                let more = view.labels.grouped(more + 1);
                view.labels.fill(Label::NamesAndMore, &[("names", first), ("n", &more)])
            }
            None => first.clone(),
        };
        let summary = view.labels.fill(Label::Context, &[("names", &named)]);
        self.out.push_str(&format!(
            "<details class=\"context\">\n<summary>{summary}</summary>\n{figures}</details>\n"
        ));
    }
}

/// "Source 3: Gazette", for screen readers. `name` is escaped.
fn source_named(view: &View<'_>, number: u32, name: &str) -> String {
    view.labels.fill(Label::SourceNamed, &[("n", &number.to_string()), ("name", name)])
}

/// The bytes of a source that are cited for a sentence; `None` for its title.
fn span_of(item: &Item, number: SourceNo) -> Option<Span> {
    item.citations.iter().find(|citation| citation.source == number)?.span
}

/// Quoted words in their source's own paragraph.
fn figure(view: &View<'_>, id: &str, passage: &Passage, entry: &SourceEntry) -> String {
    let mut facts =
        vec![format!("[{}] <bdi>{}</bdi>", entry.number.0, escape(&entries::name(entry)))];
    if let Some(title) = entries::title(entry) {
        let title = escape(&title);
        let language = language_of(Some(entry));
        facts.push(match entries::link(entry) {
            Some(link) => {
                let link = escape(&link);
                format!(
                    "<a class=\"title\" href=\"{link}\" rel=\"noopener noreferrer\"{language}>{title}</a>"
                )
            }
            None => format!("<span class=\"title\"{language}>{title}</span>"),
        });
    }
    facts.push(view.when(entry));
    let gap = |space: bool| if space { " " } else { "" };
    let (before, after) = (passage.before.as_str(), passage.after.as_str());
    format!(
        "<figure id=\"{id}\">\n<blockquote{}><p>{}{}<mark>{}</mark>{}{}</p></blockquote>\n\
         <figcaption>{}</figcaption>\n</figure>\n",
        language_of(Some(entry)),
        escape(before.trim_end()),
        gap(before.ends_with(char::is_whitespace)),
        escape(&passage.quoted),
        gap(after.starts_with(char::is_whitespace)),
        escape(after.trim_start()),
        facts.join(" · ")
    )
}

//! A page by a template of the reader's own, in the language of Jinja as `minijinja` has it: any
//! text format.
//!
//! A template gets what every page of ours says, ready to be shown: [`Shown`] is the list of names.
//! What comes from inputs is free of characters that steer terminals; templates that are called
//! `.html`, `.xhtml`, `.xml`, `.svg`, `.atom` or `.rss` escape it besides.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Serialize;

use super::entries;
use super::passed::{Passed, passed_over};
use super::view::{self, View};
use super::{RenderError, dates};
use crate::model::{Briefing, Item, SourceEntry, StoryBriefing};

/// A template and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// Its name: for messages, and whose ending says how words are escaped.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// What a template is given.
#[derive(Serialize)]
struct Shown<'a> {
    /// The language of what the page says itself: "en".
    locale: &'static str,
    /// What the briefing is called.
    title: String,
    /// "Sunday 10 May 2026".
    heading: Option<String>,
    /// "2026-05-10".
    day: Option<String>,
    /// The time that it tells of, where it is not a day.
    window: Option<String>,
    /// "10 stories", "62 articles" …
    facts: Vec<String>,
    /// The one line of a briefing without stories.
    nothing: Option<String>,
    /// Stories told at length under their headings; `name` is none without sections.
    sections: Vec<Section>,
    /// Stories told at length.
    stories: Vec<Story>,
    /// Stories of one line.
    in_brief: Vec<Story>,
    /// Headlines of what is not told.
    passed_over: Vec<Headline>,
    /// All sources.
    sources: Vec<Source>,
    /// Inputs that failed.
    problems: Vec<String>,
    /// "That is all: …".
    the_end: String,
    /// The briefing as JSON has it.
    briefing: &'a Briefing,
}

#[derive(Serialize)]
struct Section {
    name: Option<String>,
    stories: Vec<Story>,
}

#[derive(Serialize, Clone)]
struct Story {
    /// From 1; 0 for a story of one line.
    number: usize,
    id: String,
    headline: Option<String>,
    /// Who tells it since when.
    facts: Vec<String>,
    section: Option<String>,
    update: bool,
    opinion: bool,
    /// What is quoted.
    items: Vec<Quote>,
    /// Figures that differ.
    differences: Vec<Vec<Figure>>,
    /// Sources that are cited.
    sources: Vec<Source>,
    /// How many more articles were read for it.
    also_read: usize,
}

#[derive(Serialize, Clone)]
struct Quote {
    text: String,
    /// Who says it, where the sentence is a quotation of somebody.
    speaker: Option<String>,
    language: Option<String>,
    opinion: bool,
    /// The quoted source first.
    sources: Vec<Source>,
}

#[derive(Serialize, Clone)]
struct Figure {
    number: String,
    text: String,
    published: String,
    sources: Vec<Source>,
}

#[derive(Serialize, Clone)]
struct Source {
    number: u32,
    outlet: Option<String>,
    title: Option<String>,
    /// Its address on the web.
    link: Option<String>,
    /// Its address or file.
    place: String,
    /// On the reader's clock.
    published: String,
    language: Option<String>,
    marks: Vec<String>,
}

#[derive(Serialize)]
struct Headline {
    text: String,
    link: Option<String>,
    facts: Vec<String>,
}

/// The page.
pub(super) fn render(view: &View<'_>, template: &Template) -> Result<String, RenderError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    environment.set_syntax(syntax.build().map_err(failure)?);
    environment.set_auto_escape_callback(|name| {
        match name.rsplit('.').next().unwrap_or("").to_ascii_lowercase().as_str() {
            "html" | "htm" | "xhtml" | "xml" | "svg" | "atom" | "rss" => AutoEscape::Html,
            "json" => AutoEscape::Json,
            _ => AutoEscape::None,
        }
    });
    let page = environment.render_named_str(&template.name, &template.text, Serde(shown(view)));
    page.map_err(failure)
}

fn failure(error: minijinja::Error) -> RenderError {
    RenderError::Template(format!("{error:#}"))
}

fn shown<'a>(view: &View<'a>) -> Shown<'a> {
    let sections = view.sections().into_iter().map(|section| Section {
        name: section.name.map(std::borrow::Cow::into_owned),
        stories: section
            .stories
            .into_iter()
            .map(|(n, story)| self::story(view, n, story))
            .collect(),
    });
    let sections: Vec<Section> = sections.collect();
    let headline = |passed: Passed<'_>| Headline {
        text: passed.headline.into_owned(),
        link: passed.link,
        facts: passed.facts,
    };
    Shown {
        locale: view.labels.code(),
        title: view.title().into_owned(),
        heading: view.day(),
        day: view::headed(view.briefing).map(dates::day),
        window: view.window(),
        facts: view.facts().into_iter().chain(view.clock()).collect(),
        nothing: view.nothing(),
        stories: sections.iter().flat_map(|section| section.stories.clone()).collect(),
        sections,
        in_brief: view.in_brief().map(|story| self::story(view, 0, story)).collect(),
        passed_over: passed_over(view).into_iter().map(headline).collect(),
        sources: view.briefing.sources.iter().map(|entry| source(view, entry)).collect(),
        problems: view.problems().0,
        the_end: view.the_end(),
        briefing: view.briefing,
    }
}

fn story(view: &View<'_>, number: usize, story: &StoryBriefing) -> Story {
    let (plain, said) = view.voices(story);
    let plain = plain.into_iter().map(|item| quote(view, item, None));
    let said =
        said.into_iter().map(|(speaker, item)| quote(view, item, Some(speaker.into_owned())));
    let listed = view.listed(story);
    let figures = |difference| {
        view.figures(difference).into_iter().map(|figure| Figure {
            number: figure.number.into_owned(),
            text: figure.words.into_owned(),
            published: figure.when,
            sources: figure.who.into_iter().map(|entry| source(view, entry)).collect(),
        })
    };
    Story {
        number,
        id: story.id.clone(),
        headline: view::headline(story).map(std::borrow::Cow::into_owned),
        facts: view.coverage(story),
        section: story.section.as_deref().map(|name| entries::line(name).into_owned()),
        update: story.update,
        opinion: story.opinion,
        items: plain.chain(said).collect(),
        differences: story.differences.iter().map(|d| figures(d).collect()).collect(),
        sources: listed.cited.iter().map(|entry| source(view, entry)).collect(),
        also_read: listed.others.len() + listed.more,
    }
}

fn quote(view: &View<'_>, item: &Item, speaker: Option<String>) -> Quote {
    let numbers = view.cited(item);
    let entries: Vec<&SourceEntry> = numbers.iter().filter_map(|n| view.entry(*n)).collect();
    Quote {
        text: super::visible::visible(&item.text).into_owned(),
        speaker,
        language: entries.first().and_then(|entry| entry.language.clone()),
        opinion: item.opinion,
        sources: entries.into_iter().map(|entry| source(view, entry)).collect(),
    }
}

fn source(view: &View<'_>, entry: &SourceEntry) -> Source {
    Source {
        number: entry.number.0,
        outlet: entries::outlet(entry).map(std::borrow::Cow::into_owned),
        title: entries::title(entry).map(std::borrow::Cow::into_owned),
        link: entries::link(entry),
        place: entries::place(entry),
        published: view.when(entry),
        language: entry.language.clone(),
        marks: view.marks(entry),
    }
}

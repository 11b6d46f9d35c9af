//! JSON, one document or one line for each thing, after `schema/briefing-1.schema.json`.
//!
//! Strings hold the exact characters of the sources. Those that steer terminals or hide (see
//! [`super::visible`]) are written as `\u` escapes, so that a document shown on a terminal cannot
//! harm it and yet reads back the same.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter};

use crate::model::{
    Briefing, Candidate, Citation, Counts, Difference, Explanation, Headline, Item, Published,
    Recipe, Said, Source, SourceEntry, SourceNo, Span, StoryBriefing, Warning, Window,
};

use super::RenderError;
use super::view::View;
use super::visible::is_visible;

/// Name and version of the document's format.
pub(super) const SCHEMA: &str = "tidings-briefing/1";

const GENERATOR: &str = concat!("tidings ", env!("CARGO_PKG_VERSION"));

#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    generator: &'static str,
    #[serde(flatten)]
    briefing: &'a Briefing,
    warnings: &'a [Warning],
}

/// One indented document.
pub(super) fn document(briefing: &Briefing, warnings: &[Warning]) -> Result<Vec<u8>, RenderError> {
    pretty(&Document { schema: SCHEMA, generator: GENERATOR, briefing, warnings })
}

/// Anything as one indented document whose strings harm no terminal.
pub(super) fn pretty(document: &impl Serialize) -> Result<Vec<u8>, RenderError> {
    let mut out = Vec::new();
    let formatter = Harmless(PrettyFormatter::new());
    document.serialize(&mut serde_json::Serializer::with_formatter(&mut out, formatter))?;
    out.push(b'\n');
    Ok(out)
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Briefing {
        schema: &'static str,
        generator: &'static str,
        made: Option<Published>,
        #[serde(skip_serializing_if = "Option::is_none")]
        window: Option<Window>,
        counts: Counts,
        stories: usize,
        items: usize,
        sources: usize,
        warnings: usize,
        left_out: u32,
        recipe: &'a Recipe,
    },
    Story {
        story: u32,
        #[serde(skip_serializing_if = "str::is_empty")]
        id: &'a str,
        headline: Option<&'a Headline>,
        counts: Counts,
        independent: u32,
        wires: u32,
        brief: bool,
        update: bool,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        opinion: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        section: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        first: Option<Published>,
        #[serde(skip_serializing_if = "Option::is_none")]
        last: Option<Published>,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        differences: &'a [Difference],
        sources: &'a [SourceNo],
    },
    Item {
        story: u32,
        position: u32,
        brief: bool,
        headline: Option<&'a Headline>,
        text: &'a str,
        rank: u32,
        gain: f64,
        support: u32,
        citations: Vec<Cited<'a>>,
        why: &'a Explanation,
        #[serde(skip_serializing_if = "Option::is_none")]
        said: Option<&'a Said>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        opinion: bool,
    },
    Candidate {
        story: u32,
        #[serde(flatten)]
        candidate: &'a Candidate,
    },
    Source(&'a SourceEntry),
    Warning(&'a Warning),
}

/// A citation with what is needed to look it up without the other lines.
#[derive(Serialize)]
struct Cited<'a> {
    source: SourceNo,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    title_quoted: bool,
    sha256: Option<&'a str>,
    published: Option<Published>,
    title: Option<&'a str>,
    from: Option<&'a Source>,
}

fn story_line(number: u32, story: &StoryBriefing) -> Line<'_> {
    Line::Story {
        story: number,
        id: &story.id,
        headline: story.headline.as_ref(),
        counts: story.counts,
        independent: story.independent,
        wires: story.wires,
        brief: story.brief,
        update: story.update,
        opinion: story.opinion,
        section: story.section.as_deref(),
        first: story.first,
        last: story.last,
        differences: &story.differences,
        sources: &story.sources,
    }
}

fn item_line<'a>(
    view: &View<'a>,
    (number, story): (u32, &'a StoryBriefing),
    position: u32,
    item: &'a Item,
) -> Line<'a> {
    let cited = |citation: &Citation| {
        let entry = view.entry(citation.source);
        Cited {
            source: citation.source,
            span: citation.span,
            title_quoted: citation.is_title(),
            sha256: entry.map(|entry| entry.sha256.as_str()),
            published: entry.and_then(|entry| entry.published),
            title: entry.and_then(|entry| entry.title.as_deref()),
            from: entry.map(|entry| &entry.source),
        }
    };
    Line::Item {
        story: number,
        position,
        brief: story.brief,
        headline: story.headline.as_ref(),
        text: &item.text,
        rank: item.rank,
        gain: item.gain,
        support: item.support,
        citations: item.citations.iter().map(cited).collect(),
        why: &item.why,
        said: item.said.as_ref(),
        opinion: item.opinion,
    }
}

/// One JSON object a line: the briefing's head, then each story with its items and candidates, then
/// sources and warnings.
pub(super) fn lines(briefing: &Briefing, warnings: &[Warning]) -> Result<Vec<u8>, RenderError> {
    let view = View::new(briefing, warnings, None, (None, None));
    let mut out = Vec::new();
    line(
        &mut out,
        &Line::Briefing {
            schema: SCHEMA,
            generator: GENERATOR,
            made: briefing.made,
            window: briefing.window,
            counts: briefing.counts,
            stories: briefing.stories.len(),
            items: briefing.stories.iter().map(|story| story.items.len()).sum(),
            sources: briefing.sources.len(),
            warnings: warnings.len(),
            left_out: briefing.left_out,
            recipe: &briefing.recipe,
        },
    )?;
    for (number, story) in (1..).zip(&briefing.stories) {
        line(&mut out, &story_line(number, story))?;
        for (position, item) in (1..).zip(&story.items) {
            line(&mut out, &item_line(&view, (number, story), position, item))?;
        }
        for candidate in &story.candidates {
            line(&mut out, &Line::Candidate { story: number, candidate })?;
        }
    }
    for entry in &briefing.sources {
        line(&mut out, &Line::Source(entry))?;
    }
    for warning in warnings {
        line(&mut out, &Line::Warning(warning))?;
    }
    Ok(out)
}

fn line(out: &mut Vec<u8>, line: &Line<'_>) -> Result<(), RenderError> {
    let formatter = Harmless(CompactFormatter);
    line.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, formatter))?;
    out.push(b'\n');
    Ok(())
}

/// A formatter whose strings hold no character that a terminal would obey or a reader not see.
struct Harmless<F>(F);

impl<F: Formatter> Formatter for Harmless<F> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let odd = |c: char| !is_visible(c) || matches!(c, '\u{2028}' | '\u{2029}');
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| odd(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

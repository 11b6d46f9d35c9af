//! Digests in Markdown and in plain text.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::blocks::Builder;
use super::{Digest, Form};

/// Reads a digest in Markdown: links, reference links, footnotes, and numbers in brackets with a
/// numbered list of addresses.
#[must_use]
pub fn markdown(text: &str) -> Digest {
    let options = Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut builder = Builder::default();
    let mut title = None;
    let mut lists: Vec<Option<u64>> = Vec::new();
    let mut skip = false;
    let mut top = false;
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => skip = true,
            Event::End(TagEnd::MetadataBlock(_)) => skip = false,
            Event::Text(text) | Event::Code(text) if !skip => {
                if top {
                    title.get_or_insert_with(String::new).push_str(&text);
                }
                builder.text(&text);
            }
            Event::SoftBreak | Event::HardBreak => builder.text(" "),
            Event::FootnoteReference(label) => builder.note(&label),
            Event::Start(tag) => {
                let first = matches!(tag, Tag::Heading { level: HeadingLevel::H1, .. });
                top |= first && title.is_none();
                start(&mut builder, &mut lists, tag);
            }
            Event::End(TagEnd::Link) => builder.close_link(),
            Event::End(TagEnd::List(_)) => {
                builder.end();
                lists.pop();
            }
            Event::End(TagEnd::Heading(_)) => {
                top = false;
                builder.end();
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Item
                | TagEnd::FootnoteDefinition
                | TagEnd::TableCell
                | TagEnd::CodeBlock,
            )
            | Event::Rule => builder.end(),
            _ => {}
        }
    }
    builder.finish(Form::Markdown, title)
}

/// What begins: a link, a heading, an item with its number, a note.
fn start(builder: &mut Builder, lists: &mut Vec<Option<u64>>, tag: Tag<'_>) {
    match tag {
        Tag::Link { dest_url, .. } => builder.open_link(&dest_url),
        Tag::Heading { .. } => {
            builder.end();
            builder.heading();
        }
        Tag::FootnoteDefinition(label) => {
            builder.end();
            builder.label(&label, false);
        }
        Tag::List(first) => {
            builder.end();
            lists.push(first);
        }
        Tag::Item => {
            builder.end();
            if let Some(Some(number)) = lists.last_mut() {
                builder.label(&number.to_string(), true);
                *number += 1;
            }
        }
        _ => {}
    }
}

/// Reads a digest in plain text: addresses behind sentences, and numbers in brackets with a list
/// of notes.
#[must_use]
pub fn plain(text: &str) -> Digest {
    let mut builder = Builder::default();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    for (n, line) in lines.iter().enumerate() {
        let around = |n: Option<usize>| n.and_then(|n| lines.get(n)).is_none_or(|l| l.is_empty());
        if !line.contains(char::is_alphanumeric) {
            builder.end();
            continue;
        }
        if let Some((label, rest, numbered)) = labelled(line) {
            builder.end();
            builder.label(label, numbered);
            builder.text(rest);
        } else if let Some(rest) = bullet(line) {
            builder.end();
            builder.text(rest);
        } else if around(n.checked_sub(1)) && around(Some(n + 1)) && is_heading(line) {
            builder.end();
            builder.heading();
            builder.text(line);
            builder.end();
        } else {
            builder.text(" ");
            builder.text(line);
        }
    }
    builder.finish(Form::Text, None)
}

/// "[1] Ledger", "[^1]: https://…", "1. https://…": the label, what follows it, and whether it may
/// be a list's number.
fn labelled(line: &str) -> Option<(&str, &str, bool)> {
    let number = |label: &&str| {
        !label.is_empty() && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit())
    };
    if let Some((label, rest)) = line.strip_prefix('[').and_then(|l| l.split_once(']')) {
        let label = label.trim_start_matches('^');
        return Some((label, rest.trim_start_matches(':').trim(), false))
            .filter(|(l, ..)| number(l));
    }
    let (label, rest) = line.split_once(['.', ')', ':'])?;
    (number(&label) && rest.starts_with(' ')).then_some((label, rest.trim(), true))
}

fn bullet(line: &str) -> Option<&str> {
    ["• ", "- ", "* ", "– ", "— ", "+ "].iter().find_map(|mark| line.strip_prefix(mark))
}

fn is_heading(line: &str) -> bool {
    line.chars().count() < 90
        && !line.ends_with(['.', '!', '?', ':', '”', '"', '»', ')', ']'])
        && !line.contains("://")
}

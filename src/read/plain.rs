//! Plain text and Markdown.

use std::borrow::Cow;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::charset;
use super::date::only_date;
use super::draft::{Draft, Sink, Stated};
use super::elements::Kind;
use super::prose::{self, Gap, Writer};
use super::tidy::tidy;
use crate::lexicon::Lexicon;

/// Decodes an input and says what was lost on the way.
pub(super) fn decoded<'a>(
    bytes: &'a [u8],
    declared: Option<&str>,
    sink: &mut Sink<'_>,
) -> Cow<'a, str> {
    let decoded = charset::decode(bytes, declared);
    if decoded.unknown {
        let label: String = declared.unwrap_or("").chars().take(40).collect();
        let encoding = decoded.encoding;
        sink.note("", format!("its charset is not known, and {encoding} is read instead: {label}"));
    }
    if decoded.replaced > 0 {
        let (count, encoding) = (decoded.replaced, decoded.encoding);
        sink.note("", format!("characters that are not {encoding} were replaced: {count}"));
    }
    decoded.text
}

/// Reads plain text: one article, kept as it stands.
pub(super) fn text(bytes: &[u8], sink: &mut Sink<'_>) {
    let text = decoded(bytes, None, sink);
    let text = text.trim_start_matches('\u{feff}');
    let (mut draft, from) = head(text);
    let body = text.get(from..).unwrap_or("");
    if draft.title.is_none() {
        draft.title = title(body).map(str::to_owned);
    }
    if draft.date.is_none() {
        draft.date = dated_line(body);
    }
    draft.text = match tidy(body) {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => {
            let fewer = body.chars().count().saturating_sub(text.chars().count());
            if fewer > 0 {
                sink.note("", format!("characters that do not print were taken out: {fewer}"));
            }
            text
        }
    };
    sink.push(draft, None, "");
}

/// The date on a line of its own near the start of a text. The line stays in the text.
fn dated_line(text: &str) -> Option<Stated> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(6);
    lines.find(|line| only_date(line, None).is_some()).map(|line| Stated::Text(line.to_owned()))
}

/// The headline of a plain text: its first line, where that is set like one.
///
/// It has 3 to 25 words and at most 160 characters, ends neither with a full stop nor with a mark
/// that goes on, is followed by a blank line or by a paragraph at least twice as long, and reads
/// neither like a credit ("By …", "Photo: …") nor like a dateline ("Reuters, TRIPOLI", "WASHINGTON
/// —").
pub(super) fn title(text: &str) -> Option<&str> {
    let mut lines = text.trim_start().lines();
    let first = lines.next()?.trim();
    let next = lines.next().map_or("", str::trim);
    let words = first.split_whitespace().count();
    let follows = if next.is_empty() {
        lines.any(|line| !line.trim().is_empty())
    } else {
        next.len() >= 2 * first.len()
    };
    let unfinished =
        first.ends_with(['.', ':', ';', ',', '-', '–', '—', ')']) && !first.ends_with("...");
    let set_like_one =
        (3..=25).contains(&words) && first.chars().count() <= 160 && follows && !unfinished;
    (set_like_one && !is_credit(first)).then_some(first)
}

/// What begins a line above a text that is no title.
static NO_TITLE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = |section| Lexicon::shared().lines("credits", section).into_iter();
    let words = lines("no_title").map(|word| format!("{word} "));
    words.chain(lines("no_title_stem").map(str::to_owned)).collect()
});

fn is_credit(line: &str) -> bool {
    let lower = line.to_lowercase();
    let dateline = line.contains(" — ")
        && line.split(" — ").next().is_some_and(|place| place == place.to_uppercase());
    dateline
        || lower.contains("(reuters)")
        || lower.contains("http")
        || NO_TITLE.iter().any(|start| lower.starts_with(start.as_str()))
}

/// A head of `Title: …` lines, as text collections have it: what it says, and where the text after
/// it starts. It counts as one when every line of the first paragraph has a known name, at least
/// two of them.
fn head(text: &str) -> (Draft, usize) {
    let mut draft = Draft::default();
    let mut lines = 0;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(20) {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            break;
        }
        let Some((name, value)) = trimmed.split_once(':') else { return (Draft::default(), 0) };
        if !field(&mut draft, name, value) {
            return (Draft::default(), 0);
        }
        lines += 1;
        at += line.len();
    }
    let rest = text.get(at..).unwrap_or("");
    if lines < 2 || rest.trim().is_empty() {
        return (Draft::default(), 0);
    }
    (draft, at + rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}

/// Files one `name: value` of a head; whether the name is known.
fn field(draft: &mut Draft, name: &str, value: &str) -> bool {
    let value = unquoted(value.trim());
    let slot = match name.trim().to_lowercase().as_str() {
        "title" | "headline" => &mut draft.title,
        "source" | "publisher" | "outlet" | "newspaper" | "publication" | "site" | "agency" => {
            &mut draft.publisher
        }
        "url" | "link" | "canonical" | "canonical_url" | "permalink" | "original_url" => {
            &mut draft.url
        }
        "author" | "authors" | "by" | "byline" => &mut draft.byline,
        "language" | "lang" => &mut draft.language,
        "date" | "published" | "publish_date" | "published_at" | "pubdate" | "published on"
        | "datetime" => {
            if draft.date.is_none() && !value.is_empty() {
                draft.date = Some(Stated::Text(value.to_owned()));
            }
            return true;
        }
        "section" | "category" | "categories" | "tags" | "keywords" | "slug" | "id" | "updated"
        | "location" | "type" | "draft" | "layout" | "description" | "summary" | "subtitle"
        | "image" | "edition" | "page" | "copyright" => {
            return true;
        }
        _ => return false,
    };
    if slot.is_none() && !value.is_empty() {
        *slot = Some(value.to_owned());
    }
    true
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .iter()
        .find_map(|&quote| value.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(value)
}

/// Reads Markdown: the words without their marks; headings are paragraphs of their own.
pub(super) fn markdown(bytes: &[u8], sink: &mut Sink<'_>) {
    let text = decoded(bytes, None, sink);
    let text = text.trim_start_matches('\u{feff}');
    let (mut draft, body) = front_matter(text);
    let (prose, heading) = render(body);
    draft.text = prose;
    if draft.title.is_none() {
        draft.title = heading;
    }
    if draft.date.is_none() {
        draft.date = dated_line(&draft.text);
    }
    sink.push(draft, None, "");
}

/// The metadata between `---` (or `+++`) lines at the start, and the text after them.
fn front_matter(text: &str) -> (Draft, &str) {
    let fence = text.lines().next().map_or("", str::trim_end);
    if !matches!(fence, "---" | "+++") {
        let (draft, from) = head(text);
        return (draft, text.get(from..).unwrap_or(""));
    }
    let mut draft = Draft::default();
    let mut at = 0;
    // The key of an object whose indented lines follow ("source:" and then "  name: …").
    let mut outer = String::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        if index == 0 {
            continue;
        }
        let trimmed = line.trim();
        if matches!(trimmed, "---" | "+++" | "...") {
            return (draft, text.get(at..).unwrap_or(""));
        }
        let Some((name, value)) = trimmed.split_once([':', '=']) else { continue };
        let indented = line.starts_with([' ', '\t']);
        if !indented {
            name.trim().clone_into(&mut outer);
        }
        if indented && matches!(name.trim(), "name" | "title") {
            field(&mut draft, &outer, value);
        } else if !indented || name.trim() == "url" {
            field(&mut draft, name, value.trim().trim_start_matches('[').trim_end_matches(']'));
        }
    }
    // Never closed: a thematic break, not metadata.
    (Draft::default(), text)
}

/// The text of Markdown and its first heading.
fn render(markdown: &str) -> (String, Option<String>) {
    let mut writer = Writer::new(markdown.len() * 2);
    let mut heading: Option<String> = None;
    let mut open_heading = false;
    let mut html = String::new();
    let mut images = 0_usize;
    for event in Parser::new_ext(
        markdown,
        Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES,
    ) {
        match event {
            Event::Start(Tag::Image { .. }) => images += 1,
            Event::End(TagEnd::Image) => images = images.saturating_sub(1),
            _ if images > 0 => {}
            Event::Start(tag) => {
                open_heading |= matches!(tag, Tag::Heading { .. }) && heading.is_none();
                writer.element(kind(&tag.to_end()), true);
            }
            Event::End(TagEnd::HtmlBlock) => {
                writer.gap(Gap::Paragraph);
                writer.text(&prose::of_html(&html));
                writer.gap(Gap::Paragraph);
                html.clear();
            }
            Event::End(tag) => {
                open_heading &= !matches!(tag, TagEnd::Heading(_));
                writer.element(kind(&tag), false);
            }
            Event::Text(text) | Event::Code(text) => {
                if open_heading {
                    heading.get_or_insert_default().push_str(&text);
                }
                writer.text(&text);
            }
            Event::Html(text) => html.push_str(&text),
            Event::SoftBreak => writer.gap(Gap::Space),
            Event::HardBreak => writer.gap(Gap::Line),
            Event::Rule => writer.gap(Gap::Paragraph),
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                writer.gap(Gap::Line)
            }
            _ => {}
        }
    }
    (writer.finish(), heading)
}

const fn kind(tag: &TagEnd) -> Kind {
    match tag {
        TagEnd::Paragraph
        | TagEnd::BlockQuote(_)
        | TagEnd::List(_)
        | TagEnd::Table
        | TagEnd::HtmlBlock
        | TagEnd::FootnoteDefinition => Kind::Block,
        TagEnd::Heading(_) => Kind::Heading,
        TagEnd::CodeBlock => Kind::Verbatim,
        TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::TableCell => Kind::Line,
        _ => Kind::Inline,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Place};
    use crate::read::{Format, Limits, read};

    fn article(source: &str, format: Format) -> Article {
        let place = Place::File { path: "a".into(), record: None };
        let outcome = read(source.as_bytes(), &place, Some(format), &Limits::default());
        assert!(outcome.warnings.is_empty(), "{:?}", outcome.warnings);
        outcome.value.into_iter().next().unwrap()
    }

    #[test]
    fn titles_of_plain_text() {
        for (source, expected) in [
            ("Ferry runs aground off Skerrin\n\nIt did.\n", Some("Ferry runs aground off Skerrin")),
            ("\n Ferry runs aground \n\nIt did.", Some("Ferry runs aground")),
            (
                "Ferry runs aground\nA ferry with 214 people aboard ran aground on Tuesday.",
                Some("Ferry runs aground"),
            ),
            ("A ferry ran aground on Tuesday.\n\nIt did.", None),
            ("Reuters, TRIPOLI and BENGHAZI, Libya\n\nIt did.", None),
            ("WASHINGTON — An outbreak of rain\n\nIt did.", None),
            ("By Mira Holt in Port Sellick\n\nIt did.", None),
            ("Two words\n\nIt did.", None),
            ("Three words only", None),
            ("Ferry runs aground:\n\nIt did.", None),
        ] {
            assert_eq!(title(source), expected, "{source:?}");
        }
    }

    #[test]
    fn text_is_kept_byte_for_byte() {
        let source = "Ferry runs aground\r\n\r\nIt did — on “Tuesday”.\r\n\t \n";
        let article = article(source, Format::Text);
        assert_eq!(article.text(), source);
        assert_eq!(article.title.as_deref(), Some("Ferry runs aground"));
    }

    #[test]
    fn heads_of_plain_text() {
        let found = article(
            "Title: A \"b\" c\nDate: 4 May 2026\nSource: Gazette\nURL: http://a.example/\n\nText: here.\n",
            Format::Text,
        );
        assert_eq!(found.text(), "Text: here.\n");
        assert_eq!(found.title.as_deref(), Some("A \"b\" c"));
        assert_eq!(found.source.publisher.as_deref(), Some("Gazette"));
        assert!(found.published.is_some());
        let plain = "Note: nothing.\nSource: none.\n\nText.";
        assert_eq!(article(plain, Format::Text).text(), plain);
    }

    #[test]
    fn markdown_loses_its_marks() {
        let source = "---\ntitle: 'Ferry: aground'\ndate: 2026-05-04T09:00:00+02:00\nsource:\n  name: Gazette\nurl: https://a.example/b\n---\n\n# Ferry *aground*\n\nA **bold** [link](http://x) and\nmore text.\n\n![alt](i.png)\n\n> quoted\n\n- one\n- two\n\n<div>\nhtml <b>block</b>\n</div>\n\n```\ncode\n```\n";
        let found = article(source, Format::Markdown);
        assert_eq!(
            found.text(),
            "Ferry aground\n\nA bold link and more text.\n\nquoted\n\none\ntwo\n\nhtml block\n\ncode"
        );
        assert_eq!(found.title.as_deref(), Some("Ferry: aground"));
        assert_eq!(found.source.publisher.as_deref(), Some("Gazette"));
        assert_eq!(found.source.url.as_deref(), Some("https://a.example/b"));
        assert_eq!(found.published.unwrap().at.to_string(), "2026-05-04T07:00:00Z");
        assert_eq!(
            article("# Ferry *aground*\n\ntext", Format::Markdown).title.as_deref(),
            Some("Ferry aground")
        );
        assert_eq!(
            article("---\nnot closed\n\ntext", Format::Markdown).text(),
            "not closed\n\ntext"
        );
    }
}

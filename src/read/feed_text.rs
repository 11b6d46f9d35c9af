//! The text of a feed's elements, however its mark-up was written or escaped.

use std::borrow::Cow;

use super::entities::decode;
use super::markup::{Lexer, Token};
use super::{base64, prose};

/// The text that base64 holds, where it is no picture or sound; `None` when it is not text after
/// all.
pub(super) fn coded_text(text: &str, kind: &str) -> Option<String> {
    if ["image/", "audio/", "video/", "font/"].iter().any(|media| kind.starts_with(media)) {
        return None;
    }
    String::from_utf8(base64::decode(text.as_bytes())?).ok().filter(|text| !text.contains('\0'))
}

/// Where a text ends without the paragraph that programs for weblogs put below it, in any language:
/// "The post TITLE appeared first on NAME."
pub(super) fn footer(text: &str, title: &str, name: &str) -> usize {
    /// Letters that the sentence adds to the title and the name.
    const MORE: usize = 60;
    let end = text.trim_end().len();
    let start = text.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let last = text.get(start..end).unwrap_or("");
    let is_footer = start > 0
        && title.split_whitespace().count() >= 2
        && last.len() <= title.len() + name.len() + MORE
        && last.contains(title)
        && last.rfind(name).is_some_and(|at| {
            at > last.find(title).unwrap_or(0) && last.len() - at - name.len() <= 2
        });
    if is_footer { text.get(..start).map_or(end, |text| text.trim_end().len()) } else { text.len() }
}

/// A person without the mail address that RSS puts before the name: `desk@n.example (Ann Desk)`.
pub(super) fn person(text: String) -> String {
    let named = text.split_once('@').and_then(|(_, rest)| rest.strip_suffix(')')?.split_once(" ("));
    match named {
        Some((_, name)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => text,
    }
}

/// Whether an element's type says that its inside is no text: a picture in base64, say.
pub(super) fn is_media(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or("").trim();
    let text = kind.starts_with("text/") || kind.ends_with("xml") || kind.ends_with("html");
    kind.contains('/') && !text
}

/// A name without its prefix, and the prefix, both in lower case.
pub(super) fn split(name: &str) -> (String, String) {
    let lower = name.get(..name.len().min(64)).unwrap_or("").to_ascii_lowercase();
    match lower.split_once(':') {
        Some((prefix, local)) => (prefix.to_owned(), local.to_owned()),
        None => (String::new(), lower),
    }
}

/// The inside of an element up to its end tag, at most `most` bytes of it: text decoded once and
/// CDATA as it is, with child elements written as tags. Whether there were any comes along.
pub(super) fn inner(lexer: &mut Lexer<'_>, name: &str, most: usize) -> (String, bool) {
    let mut out = String::new();
    let mut marked = false;
    let mut depth = 1_usize;
    let mut push = |text: &str| {
        let room = most.saturating_sub(out.len());
        let mut end = text.len().min(room);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        out.push_str(text.get(..end).unwrap_or(""));
    };
    loop {
        // An element that is never closed must not swallow the next item.
        let mut ahead = lexer.clone();
        let Some(token) = ahead.next() else {
            *lexer = ahead;
            break;
        };
        match token {
            // Mark-up is decoded once, by whoever reads it as such.
            Token::Text(text) if marked => push(text),
            Token::Text(text) => push(&decode(text)),
            Token::Raw(text) => push(text),
            Token::Start(tag) => {
                let local = split(tag.name).1;
                if matches!(local.as_str(), "item" | "entry") {
                    break;
                }
                if tag.name == name && !tag.closed {
                    depth += 1;
                }
                marked = true;
                push("<");
                push(&local);
                push(if super::skip::is_hidden(&tag) { " hidden>" } else { ">" });
            }
            Token::End(end) => {
                let local = split(end).1;
                if end == name {
                    depth -= 1;
                    if depth == 0 {
                        *lexer = ahead;
                        break;
                    }
                }
                if matches!(local.as_str(), "item" | "entry" | "channel" | "rss" | "feed") {
                    break;
                }
                marked = true;
                push("</");
                push(&local);
                push(">");
            }
        }
        *lexer = ahead;
    }
    (out, marked)
}

/// An item's text without mark-up. `kind` is Atom's `type`.
pub(super) fn body(text: &str, marked: bool, kind: &str) -> String {
    if kind.starts_with("text") && !kind.contains("html") && !marked {
        return text.trim().to_owned();
    }
    let text = without_cdata(text);
    let text = text.as_ref();
    let tags = marked
        || text.contains("</")
        || text.contains("<p")
        || text.contains("<br")
        || text.contains("<img");
    let text = if tags || text.contains('&') && text.contains(';') {
        prose::of_html(text)
    } else {
        text.trim().to_owned()
    };
    without_label(text)
}

/// Text without the marks of a CDATA section that was escaped together with its inside.
fn without_cdata(text: &str) -> Cow<'_, str> {
    if !text.contains("<![CDATA[") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("<![CDATA[", "").replace("]]>", ""))
}

/// An abstract without what an archive of papers prints before it ("arXiv:2605.00001v1 Announce
/// Type: new Abstract: We …"), but for the heading that says whose "we" it is.
fn without_label(text: String) -> String {
    const LABEL: &str = "Abstract:";
    let head = text.get(..120).unwrap_or(&text);
    if !head.starts_with("arXiv:") {
        return text;
    }
    let rest = head.find(LABEL).and_then(|at| text.get(at + LABEL.len()..));
    rest.map(|rest| format!("Abstract\n\n{}", rest.trim_start())).unwrap_or(text)
}

/// A title: mark-up removed where there is some, however it was escaped, unless it says that it is
/// none.
pub(super) fn title(text: &str, kind: &str) -> Option<String> {
    let text = without_cdata(text);
    let text = text.as_ref();
    let marked =
        text.contains("</") || text.contains('&') || text.contains("<br") || text.contains("<img");
    let text = if marked && kind != "text" { prose::of_html(text) } else { text.to_owned() };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

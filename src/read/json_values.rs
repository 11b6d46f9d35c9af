//! What the values of JSON fields hold: a word, names, a text, a date.

use serde_json::Value;

use super::draft::Stated;
use super::prose;
use crate::text::opinion;

/// A string, or the first of an object's members that is one, or the first element of a list.
pub(super) fn words(value: &Value, members: &[&str]) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Object(object) => members.iter().find_map(|member| words(object.get(*member)?, &[])),
        Value::Array(list) => list.iter().find_map(|value| words(value, members)),
        _ => None,
    }
}

/// Names of authors, one after the other.
pub(super) fn names(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => {
            let all: Vec<String> = list.iter().take(20).filter_map(names).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Object(object) => {
            let full =
                words(value, &["name", "title", "full_name", "byline", "original", "display_name"]);
            full.or_else(|| {
                let part = |key: &str| object.get(key).and_then(Value::as_str);
                Some(format!("{} {}", part("first")?, part("last")?))
            })
        }
        _ => words(value, &[]),
    }
}

/// The text in a value: a string, paragraphs in a list, blocks with a text of their own.
pub(super) fn text(value: &Value, html: bool) -> Option<String> {
    match value {
        Value::String(text) => shown(text.clone(), html),
        Value::Array(list) => {
            let all: Vec<String> = list.iter().filter_map(|value| text(value, html)).collect();
            (!all.is_empty()).then(|| all.join("\n\n"))
        }
        Value::Object(object) => [
            "rendered",
            "text",
            "content",
            "value",
            "html",
            "body",
            "p",
            "paragraphs",
            "#text",
            "$t",
        ]
        .iter()
        .find_map(|member| {
            text(object.get(*member)?, html || matches!(*member, "html" | "rendered"))
        }),
        _ => None,
    }
}

/// Text as it is read: mark-up is only taken for such where it has paragraphs.
pub(super) fn shown(text: String, html: bool) -> Option<String> {
    let marked = html
        || text.contains('<')
            && ["</p>", "<br", "</div>", "</li>", "<p>"]
                .iter()
                .any(|tag| memchr::memmem::find(text.as_bytes(), tag.as_bytes()).is_some());
    let text = if marked { prose::of_html(&text) } else { text };
    (!text.trim().is_empty()).then_some(text)
}

/// A headline or name that may carry character references or inline mark-up.
pub(super) fn one_line(text: &str) -> String {
    if text.contains("</") || text.contains('&') && text.contains(';') {
        prose::of_html(text)
    } else {
        text.to_owned()
    }
}

/// A date: a number of seconds or milliseconds, or a text.
pub(super) fn stated(value: &Value) -> Option<Stated> {
    match value {
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().filter(|n| n.abs() < 9e15).map(|n| n.trunc() as i64))
            .map(Stated::Unix),
        _ => words(value, &["$date", "rendered", "value", "iso", "@value", "raw"])
            .map(Stated::Text)
            .or_else(|| value.get("$date").and_then(stated)),
    }
}

/// NewsAPI cuts articles and says so: "… [+1234 chars]". The text before the mark.
pub(super) fn newsapi_cut(text: &str) -> Option<&str> {
    let (before, mark) = text.trim_end().rsplit_once("[+")?;
    let digits = mark.strip_suffix(" chars]")?;
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| before.trim_end())
}

/// Whether a section, or one of a list of categories, is opinion.
pub(super) fn is_opinion(value: &Value) -> bool {
    match value {
        Value::String(name) => opinion::is_section(name),
        Value::Array(names) => names.iter().any(is_opinion),
        Value::Object(_) => {
            words(value, &["name", "title", "label"]).is_some_and(|name| opinion::is_section(&name))
        }
        _ => false,
    }
}

//! The common JSONL, one item a line:
//!
//! ```text
//! {"id", "lang", "documents": [{"id", "title", "source", "date", "url", "text"}, …],
//!  "references": [text, …], "query"}
//! ```
//!
//! Absent fields may be null. A query is a text, or an object with "title" and "narrative".
//! `"earlier": [document, …]` are articles that the reader has seen.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::{DataSetError, Item, Sink, files, lines_of};
use crate::model::{Article, Outcome, Place};
use crate::read::{Format, Limits};

pub(super) fn read(path: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    each_object(path, sink, |place, number, row, sink| {
        let documents = row.get("documents").cloned().unwrap_or(Value::Null);
        let item = Item {
            id: id_of(row).unwrap_or_else(|| number.to_string()),
            articles: articles_of(path, number, documents, row.get("lang"), sink),
            references: references_of(row.get("references")),
            query: row.get("query").and_then(query_of),
            earlier: match row.get("earlier") {
                None | Some(Value::Null) => Vec::new(),
                Some(list) => articles_of(path, number, list.clone(), row.get("lang"), sink),
            },
        };
        sink.take(place, item);
    })
}

/// What readers of a data set's items have seen before, by the items' ids: JSONL, one set of
/// articles a line, `{"id", "documents": […]}`, with or without references.
///
/// # Errors
/// [`DataSetError`] when the file cannot be read or holds no article.
pub fn earlier(path: &Path) -> Result<Outcome<BTreeMap<String, Vec<Article>>>, DataSetError> {
    let mut sink = Sink::default();
    let mut sets: BTreeMap<String, Vec<Article>> = BTreeMap::new();
    each_object(path, &mut sink, |_, number, row, sink| {
        let id = id_of(row).unwrap_or_else(|| number.to_string());
        let documents = row.get("documents").cloned().unwrap_or(Value::Null);
        let articles = articles_of(path, number, documents, row.get("lang"), sink);
        sets.entry(id).or_default().extend(articles);
    })?;
    if sets.values().all(Vec::is_empty) {
        let first = sink.warnings.first().map(ToString::to_string);
        return Err(DataSetError::Empty { path: path.to_owned(), first });
    }
    Ok(Outcome { value: sets, warnings: sink.warnings })
}

/// Calls `act` for every line that is a JSON object, with its place and number; others are named.
pub(super) fn each_object(
    path: &Path,
    sink: &mut Sink,
    mut act: impl FnMut(String, u32, &Value, &mut Sink),
) -> Result<(), DataSetError> {
    let bytes = files::load(path)?;
    for (line, number) in bytes.split(|&byte| byte == b'\n').zip(1u32..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format!("{}: line {number}", path.display());
        match serde_json::from_slice::<Value>(line) {
            Ok(row @ Value::Object(_)) => act(place, number, &row, sink),
            Ok(_) => sink.broken(place, "not a JSON object; the item is left out"),
            Err(error) => sink.broken(place, format!("not JSON: {error}; the item is left out")),
        }
    }
    Ok(())
}

/// The articles of a JSON list, read as every JSON article is.
pub(super) fn articles_of(
    path: &Path,
    number: u32,
    documents: Value,
    language: Option<&Value>,
    sink: &mut Sink,
) -> Vec<Article> {
    let set = json!({ "lang": language, "documents": documents });
    let place = Place::File { path: path.display().to_string(), record: Some(number) };
    let outcome = crate::read::read(
        set.to_string().as_bytes(),
        &place,
        Some(Format::Json),
        &Limits::default(),
    );
    sink.warnings.extend(outcome.warnings.into_iter().map(|warning| {
        // An article that is empty or odd does not break its item.
        crate::model::Warning { severity: crate::model::Severity::Note, ..warning }
    }));
    outcome.value
}

pub(super) fn id_of(row: &Value) -> Option<String> {
    match row.get("id")? {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// References: a list of texts, or of lists of sentences.
fn references_of(value: Option<&Value>) -> Vec<Vec<String>> {
    let list = value.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .filter_map(|reference| match reference {
            Value::String(text) => Some(lines_of(text)),
            Value::Array(lines) => {
                lines.iter().map(|line| line.as_str().map(str::to_owned)).collect()
            }
            _ => None,
        })
        .collect()
}

fn query_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Object(parts) => {
            let part = |name: &str| parts.get(name).and_then(Value::as_str).unwrap_or_default();
            format!("{}\n{}", part("title"), part("narrative"))
        }
        _ => return None,
    };
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

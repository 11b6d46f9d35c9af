//! WCEP (Gholipour Ghalandari et al. 2020, "A Large-Scale Multi-Document Summarization Dataset from
//! the Wikipedia Current Events Portal"): JSONL, plain or gzipped, one event a line:
//! `{"id", "date", "summary", "articles": [{"title", "text", "url", "time", …}, …]}`. An event's
//! articles are those that the portal cites and those that Common Crawl adds.

use std::path::Path;

use serde_json::Value;

use super::common::{articles_of, each_object, id_of};
use super::{DataSetError, Item, Sink, lines_of};

pub(super) fn read(path: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    each_object(path, sink, |place, number, row, sink| {
        let articles = row.get("articles").cloned().unwrap_or(Value::Null);
        let summary = row.get("summary").and_then(Value::as_str).unwrap_or_default();
        let item = Item {
            id: id_of(row).unwrap_or_else(|| number.to_string()),
            articles: articles_of(path, number, articles, None, sink),
            references: vec![lines_of(summary)],
            query: None,
            earlier: Vec::new(),
        };
        sink.take(place, item);
    })
}

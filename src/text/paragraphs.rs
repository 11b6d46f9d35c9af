//! Paragraphs as byte spans.

use crate::model::Span;

/// The paragraphs of a text in order: stretches between line breaks, without surrounding white space; never empty.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            spans.push(Span::of_range(from..from + trimmed.len()));
        }
        start += line.len();
    }
    spans
}

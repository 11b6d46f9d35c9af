//! Floor 2: sentences as byte spans.
//!
//! One pass over the bytes: a table look-up per byte finds the marks that may end a sentence
//! (`characters`); at each the cheap questions come first (is there a space? does a small letter
//! follow?), and only full stops before a capital or a number are looked up in the language's list
//! of abbreviations (`table`). Nothing is copied, every byte is looked at a bounded number of
//! times, so the cost is linear for any input.
//!
//! House rules: a sentence inside a quotation is a sentence; none ends between a closing quotation
//! mark and the reporting clause that follows it in small letters.

mod characters;
mod lists;
mod rules;
mod scan;
mod stops;
mod table;
mod token;

use crate::model::{Language, Span};
use crate::text::paragraphs::{parts, trimmed};
use table::Table;

/// The sentences of one block (a paragraph or a part of one) of `text`, in order, as byte spans of
/// `text`.
///
/// No span has white space at its ends; together they hold every byte of the block that is not
/// white space (nor a byte-order mark). A line break inside the block is a space, unless a blank
/// line, a bullet or an early end of the line shows that it is meant. Without a language (or with
/// one that we have no list for) common abbreviations count. A block that does not fit `text` has
/// no sentences.
///
/// ```
/// use tidings::model::{Language, Span};
/// let text = "Mr. Ode of the U.N. Council left at 5 p.m. \"It is over. We go,\" he said.";
/// let all = Span::of_range(0..text.len());
/// let found = tidings::split::sentences(text, all, Some(Language::ENGLISH));
/// let found: Vec<_> = found.iter().filter_map(|span| span.of(text)).collect();
/// assert_eq!(
///     found,
///     ["Mr. Ode of the U.N. Council left at 5 p.m.", "\"It is over.", "We go,\" he said."],
/// );
/// ```
#[must_use]
pub fn sentences(text: &str, block: Span, language: Option<Language>) -> Vec<Span> {
    Splitter::new(language).sentences(text, block)
}

/// A splitter for one language. Making one is cheap: the list of abbreviations is read once per
/// process.
#[derive(Debug, Clone, Copy)]
pub struct Splitter {
    table: &'static Table,
}

impl Splitter {
    /// A splitter for `language`; see [`sentences`] for what happens without one.
    #[must_use]
    pub fn new(language: Option<Language>) -> Self {
        Self { table: Table::of(language) }
    }

    /// The sentences of `block`; see [`sentences`](sentences()).
    #[must_use]
    pub fn sentences(&self, text: &str, block: Span) -> Vec<Span> {
        let mut spans = Vec::new();
        let Some(body) = block.of(text) else { return spans };
        let base = block.start() as usize;
        for part in self.parts(body) {
            let Some(inner) = part.of(body) else { continue };
            let base = base + part.start() as usize;
            let mut from = 0;
            for to in lists::items(inner, self.table.ordinals).into_iter().chain([inner.len()]) {
                let item = inner.get(from..to).unwrap_or("");
                scan::scan(item, self.table, &mut |sentence: &str| {
                    let start = base + from + (sentence.as_ptr() as usize - item.as_ptr() as usize);
                    spans.push(Span::of_range(start..start + sentence.len()));
                });
                from = to;
            }
        }
        spans
    }

    /// Parts between hard line breaks; the usual block is one line and one part.
    fn parts(&self, body: &str) -> Vec<Span> {
        if memchr::memchr3(b'\n', b'\r', 0x0c, body.as_bytes()).is_some()
            || body.contains('\u{2029}')
        {
            return parts(body);
        }
        let inner = trimmed(body);
        if inner.is_empty() {
            return Vec::new();
        }
        let start = inner.as_ptr() as usize - body.as_ptr() as usize;
        vec![Span::of_range(start..start + inner.len())]
    }
}

#[cfg(test)]
mod tests;

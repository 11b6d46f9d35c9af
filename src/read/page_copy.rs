//! The copy of an HTML page that any tree builder can take: well-formed, without attributes that
//! tell nothing, without endless runs of text or line breaks.

use super::elements::same;
use super::entities::decode;
use super::markup::Tag;

/// The longest attribute value that the copy keeps, in bytes.
const VALUE: usize = 200;

/// How much of one block's text the copy keeps, in bytes: enough to know it again. One run of text
/// of 5 MB took an extractor 9 s.
const RUN: usize = 16 << 10;

/// How many line breaks the copy may have.
const BREAKS: usize = 5_000;

/// A copy in the making.
#[derive(Debug, Default)]
pub(super) struct PageCopy {
    out: String,
    /// Line breaks in all.
    breaks: usize,
    /// Line breaks since the last text: an extractor counts them in eight bits.
    bare_breaks: usize,
    /// Bytes of text since the current block began.
    run: usize,
}

/// Where a start tag stands in the copy: an element that adds nothing is taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    before: usize,
    after: usize,
}

impl PageCopy {
    /// An empty copy with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { out: String::with_capacity(bytes), ..Self::default() }
    }

    /// What was copied.
    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Begins an element.
    pub(super) fn start(&mut self, tag: &Tag<'_>) -> Place {
        let before = self.out.len();
        write_tag(&mut self.out, tag);
        Place { before, after: self.out.len() }
    }

    /// Ends an element; one with nothing in it is taken back, and `false` returned.
    pub(super) fn end(&mut self, name: &str, place: Place) -> bool {
        if self.out.len() == place.after {
            self.out.truncate(place.before);
            return false;
        }
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
        true
    }

    /// A line break, where there are not too many yet.
    pub(super) fn line_break(&mut self) {
        if self.breaks < BREAKS && self.bare_breaks < 2 {
            self.breaks += 1;
            self.bare_breaks += 1;
            self.out.push_str("<br>");
        }
    }

    /// White space between words.
    pub(super) fn space(&mut self) {
        if !self.out.ends_with(' ') {
            self.out.push(' ');
        }
    }

    /// Words, as long as the block's are not too many.
    pub(super) fn text(&mut self, text: &str) {
        if self.run < RUN {
            let mut end = text.len().min(RUN - self.run);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.run += text.len();
            self.bare_breaks = 0;
            escape_into(&mut self.out, text.get(..end).unwrap_or(""));
        }
    }

    /// A block of text ends here.
    pub(super) const fn end_block(&mut self) {
        self.run = 0;
    }
}

/// Writes a start tag with the attributes that tell an extractor something.
fn write_tag(out: &mut String, tag: &Tag<'_>) {
    const KEPT: [&str; 8] =
        ["class", "id", "itemprop", "itemtype", "role", "rel", "href", "property"];
    out.push('<');
    out.push_str(tag.name);
    let mut seen = [false; KEPT.len()];
    for (name, value) in tag.attributes() {
        let Some(at) = KEPT.iter().position(|kept| same(kept, name)) else { continue };
        let Some(seen) = seen.get_mut(at).filter(|seen| !**seen) else { continue };
        *seen = true;
        let mut end = value.len().min(VALUE);
        while !value.is_char_boundary(end) {
            end -= 1;
        }
        out.push(' ');
        out.push_str(KEPT.get(at).copied().unwrap_or("class"));
        out.push_str("=\"");
        escape_into(out, &decode(value.get(..end).unwrap_or("")));
        out.push('"');
    }
    out.push('>');
}

fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['<', '>', '&', '"']) {
        out.push_str(rest.get(..at).unwrap_or(""));
        out.push_str(match rest.as_bytes().get(at) {
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'&') => "&amp;",
            _ => "&quot;",
        });
        rest = rest.get(at + 1..).unwrap_or("");
    }
    out.push_str(rest);
}

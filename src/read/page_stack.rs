//! The open elements of a page, and which of them an element or an end tag closes.

use super::elements::{Kind, is_cell, is_term, same};
use super::page_copy::Place;

/// An element that is open.
#[derive(Debug)]
pub(super) struct Open<'a> {
    pub(super) name: &'a str,
    pub(super) kind: Kind,
    pub(super) number: u32,
    /// The outermost elements around it that are not the article, 0 for none.
    pub(super) asides: [u32; 3],
    pub(super) regions: [u32; 3],
    pub(super) place: Place,
    /// Index into the notes of what is being noted inside.
    pub(super) noting: Option<usize>,
}

/// Where the stack is cut before an element of this name and kind begins: what it closes without
/// saying so.
pub(super) fn implied_end(stack: &[Open<'_>], name: &str, kind: Kind) -> Option<usize> {
    // Only inline elements may stand between a paragraph and what ends it.
    let at = stack.iter().rposition(|open| open.kind != Kind::Inline)?;
    let open = stack.get(at)?;
    let closes = open.kind == Kind::Paragraph
        || open.kind == Kind::Heading && kind == Kind::Heading
        || same(open.name, "li") && same(name, "li")
        || is_cell(open.name) && (is_cell(name) || same(name, "tr"))
        || same(open.name, "tr") && same(name, "tr")
        || is_term(open.name) && is_term(name);
    closes.then_some(at)
}

/// Where the stack is cut at an end tag of this name and kind; `None` for one that ends nothing.
///
/// An inline element ends only inside its block; a block ends whatever is open in it, and so does a
/// link, which would make links of all that follows. The end of any heading ends the open one, as
/// in browsers.
pub(super) fn ended(stack: &[Open<'_>], name: &str, kind: Kind) -> Option<usize> {
    let ends = |open: &Open<'_>| {
        same(open.name, name) || kind == Kind::Heading && open.kind == Kind::Heading
    };
    let at = stack.iter().rposition(|open| {
        ends(open) || kind == Kind::Inline && open.kind != Kind::Inline && !same(name, "a")
    });
    at.filter(|&at| stack.get(at).is_some_and(ends))
}

//! What the readers of digests make: blocks of text with places where sources are named; and
//! sentences of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Claim, Digest, Form};
use crate::model::{Language, Span};
use crate::split;
use crate::text::language::detect;
use crate::text::words;

/// A paragraph, list item or heading.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    pub text: String,
    /// The bytes of the text that a link spans, and where it leads.
    pub links: Vec<(Range<usize>, String)>,
    /// Where a note is referred to, and its label.
    pub notes: Vec<(usize, String)>,
    /// Whether it is a heading.
    pub heading: bool,
    /// The label of the note that it is, where it is one.
    pub label: Option<String>,
    /// Whether the label is only that of an item in a numbered list: a note if it is referred to.
    pub numbered: bool,
}

impl Block {
    /// Whether it does nothing but name sources: nearly all of its words are links.
    fn names_sources(&self) -> bool {
        if self.links.is_empty() {
            return false;
        }
        let all = words(&self.text).count();
        let text = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or("");
        let linked: usize = self.links.iter().map(|(range, _)| words(text(range)).count()).sum();
        let ends = self.text.trim_end().ends_with(['.', '!', '?', '”', '"', '»']);
        // "Source: Harbour Ledger", "Read more at …": a few words around the links.
        all <= linked + 2
            || (!ends && all <= linked + 6 && linked > 0 && linked * 2 >= all)
            || all < 3
    }
}

/// Collects blocks.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub blocks: Vec<Block>,
    block: Block,
    link: Option<(usize, String)>,
}

impl Builder {
    /// Adds text; runs of white space become one blank.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars() {
            let blank = c.is_whitespace() || c.is_control();
            if !blank {
                self.block.text.push(c);
            } else if !self.block.text.is_empty() && !self.block.text.ends_with(' ') {
                self.block.text.push(' ');
            }
        }
    }

    pub(super) fn open_link(&mut self, address: &str) {
        self.close_link();
        self.link = Some((self.block.text.len(), address.to_owned()));
    }

    pub(super) fn close_link(&mut self) {
        if let Some((from, address)) = self.link.take() {
            let from = from.min(self.block.text.len());
            match address.strip_prefix('#') {
                // A link inside the page refers to a note, and what it spans is its number.
                Some(label) => {
                    let marks = |c: char| !c.is_alphanumeric() || c.is_ascii_digit();
                    if self.block.text.get(from..).is_some_and(|text| text.chars().all(marks)) {
                        self.block.text.truncate(from);
                    }
                    self.block.notes.push((from, label.to_owned()));
                }
                None => self.block.links.push((from..self.block.text.len(), address)),
            }
        }
    }

    pub(super) fn note(&mut self, label: &str) {
        self.block.notes.push((self.block.text.len(), label.to_owned()));
    }

    pub(super) fn heading(&mut self) {
        self.block.heading = true;
    }

    pub(super) fn label(&mut self, label: &str, numbered: bool) {
        self.block.label = Some(label.to_owned());
        self.block.numbered = numbered;
    }

    /// Ends a block; an empty one without links leaves no trace.
    pub(super) fn end(&mut self) {
        self.close_link();
        let block = std::mem::take(&mut self.block);
        if !block.text.trim().is_empty() || !block.links.is_empty() {
            self.blocks.push(block);
        }
    }

    /// The digest that the blocks are.
    pub(super) fn finish(mut self, form: Form, title: Option<String>) -> Digest {
        self.end();
        let mut blocks: Vec<Block> =
            self.blocks.into_iter().map(addresses).map(marks).map(labels_beside).collect();
        let used: BTreeSet<String> =
            blocks.iter().flat_map(|b| b.notes.iter().map(|(_, label)| label.clone())).collect();
        let mut notes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        blocks.retain(|block| {
            let Some(label) = block.label.as_ref().filter(|l| used.contains(*l)) else {
                return true;
            };
            let refers = block.notes.iter().any(|(_, own)| own != label && used.contains(own));
            let stays = block.links.is_empty() || (block.numbered && refers);
            if !stays {
                let links = block.links.iter().map(|(_, address)| address.clone());
                notes.entry(label.clone()).or_default().extend(links);
            }
            stays
        });
        let all: Vec<&str> =
            blocks.iter().filter(|b| !b.heading).map(|b| b.text.as_str()).collect();
        let language = detect(&all.join("\n"));
        let claims = claims(&blocks, &notes, language);
        Digest { form, title, language, claims }
    }
}

/// Takes bare addresses out of a text and makes them links.
fn addresses(block: Block) -> Block {
    if !block.text.contains("://") {
        return block;
    }
    let mut cuts = Vec::new();
    let mut from = 0;
    while let Some(at) = block.text.get(from..).and_then(|t| t.find("http")).map(|at| from + at) {
        let rest = block.text.get(at..).unwrap_or("");
        let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '”' | '»');
        let end = rest.find(ends).unwrap_or(rest.len());
        let address = rest
            .get(..end)
            .unwrap_or("")
            .trim_end_matches(['.', ',', ';', ':', ')', ']', '!', '?']);
        if address.starts_with("http://") || address.starts_with("https://") {
            cuts.push((at..at + address.len(), Mark::Link(address.to_owned())));
        }
        from = at + end.max(4);
    }
    cut(block, cuts)
}

/// Takes references out of a text: numbers in brackets, also several, also with a caret.
fn marks(block: Block) -> Block {
    let mut cuts = Vec::new();
    for (at, _) in block.text.match_indices('[') {
        let rest = block.text.get(at + 1..).unwrap_or("");
        let Some(end) = rest.find(']').filter(|end| *end <= 80) else { continue };
        let inside = rest.get(..end).unwrap_or("");
        let labels: Vec<&str> =
            inside.split([',', ';']).map(|label| label.trim().trim_start_matches('^')).collect();
        let number = |label: &&str| {
            !label.is_empty() && label.len() <= 3 && label.bytes().all(|b| b.is_ascii_digit())
        };
        // "[ledger.example#2]" is how Kite names the second article of an outlet.
        let outlet = |label: &&str| label.contains('.') && !label.contains([' ', '[']);
        if labels.iter().all(|label| number(label) || outlet(label)) {
            let labels = labels.iter().map(|l| (*l).to_owned()).collect();
            cuts.push((at..at + end + 2, Mark::Notes(labels)));
        }
    }
    cut(block, cuts)
}

/// Takes links that name a source beside what is said out of a text: alone in parentheses, or at
/// the end behind a whole sentence.
fn labels_beside(block: Block) -> Block {
    if block.names_sources() {
        return block;
    }
    let mut block = block;
    let mut cuts = Vec::new();
    block.links.retain(|(range, address)| {
        let before = block.text.get(..range.start).and_then(|t| t.chars().next_back());
        let after = block.text.get(range.end..).and_then(|t| t.chars().next());
        let alone = matches!((before, after), (Some('('), Some(')')) | (Some('['), Some(']')));
        let said = block.text.get(..range.start).unwrap_or("").trim_end();
        let rest = block.text.get(range.end..).unwrap_or("").trim();
        let last = said.ends_with(['.', '!', '?', '"', '”', '»']) && rest.is_empty();
        if alone {
            cuts.push((range.start - 1..range.end + 1, Mark::Link(address.clone())));
        } else if last {
            cuts.push((range.clone(), Mark::Link(address.clone())));
        }
        !alone && !last
    });
    cuts.sort_by_key(|(range, _)| range.start);
    cut(block, cuts)
}

enum Mark {
    Link(String),
    Notes(Vec<String>),
}

/// Takes ranges out of a block's text and puts marks in their place.
fn cut(mut block: Block, cuts: Vec<(Range<usize>, Mark)>) -> Block {
    for (range, mark) in cuts.into_iter().rev() {
        // Ranges that overlap are no marks.
        if block.text.get(range.clone()).is_none() {
            continue;
        }
        let before = block.text.get(..range.start).unwrap_or("").trim_end().len();
        let start = if before > 0 { before } else { range.start };
        let gone = range.end - start;
        block.text.replace_range(start..range.end, "");
        let moved = |at: usize| if at >= range.end { at - gone } else { at.min(start) };
        for (span, _) in &mut block.links {
            *span = moved(span.start)..moved(span.end);
        }
        for (at, _) in &mut block.notes {
            *at = moved(*at);
        }
        match mark {
            Mark::Link(address) => block.links.push((start..start, address)),
            Mark::Notes(labels) => {
                block.notes.extend(labels.into_iter().map(|label| (start, label)))
            }
        }
    }
    block
}

/// Sentences with fewer words than this claim nothing: greetings, labels.
/// Set by: choice.
const WORDS: usize = 4;

fn claims(
    blocks: &[Block],
    notes: &BTreeMap<String, Vec<String>>,
    language: Option<Language>,
) -> Vec<Claim> {
    let mut all: Vec<Claim> = Vec::new();
    let mut section: Option<String> = None;
    let mut open = 0;
    for block in blocks {
        if block.heading {
            section = Some(block.text.trim().to_owned());
            open = all.len();
        }
        if block.heading || block.names_sources() {
            // Sources that stand below the sentences of their section.
            let cites: Vec<String> =
                block.links.iter().map(|(_, address)| address.clone()).collect();
            if !block.heading {
                for claim in all.iter_mut().skip(open).filter(|claim| claim.cites.is_empty()) {
                    claim.cites.clone_from(&cites);
                }
            }
            continue;
        }
        all.extend(of_block(block, notes, language, section.as_ref()));
    }
    all
}

/// The sentences of a block. One that names no source has those of the next that does, or else of
/// the last.
fn of_block(
    block: &Block,
    notes: &BTreeMap<String, Vec<String>>,
    language: Option<Language>,
    section: Option<&String>,
) -> Vec<Claim> {
    let text = &block.text;
    let spans = split::sentences(text, Span::of_range(0..text.len()), language);
    let starts: Vec<usize> = spans.iter().map(|span| span.start() as usize).collect();
    let mut cites: Vec<Vec<String>> = vec![Vec::new(); spans.len()];
    let mut cite = |at: usize, mark: bool, address: String| {
        // A mark right before a sentence belongs to the one that it stands behind.
        let own =
            starts.iter().rposition(|start| *start < at || (*start == at && (!mark || at == 0)));
        if let Some(cites) = cites.get_mut(own.unwrap_or(0))
            && !cites.contains(&address)
        {
            cites.push(address);
        }
    };
    for (range, address) in &block.links {
        cite(range.start, range.is_empty(), address.clone());
    }
    for (at, label) in &block.notes {
        for address in notes.get(label).into_iter().flatten() {
            cite(*at, true, address.clone());
        }
    }
    let mut claims = Vec::new();
    for (n, span) in spans.iter().enumerate() {
        let said =
            span.of(text).unwrap_or("").trim_matches(|c: char| c == '↩' || c == '*' || c == ' ');
        if words(said).count() < WORDS || !said.contains(char::is_alphabetic) {
            continue;
        }
        let mut own = cites.iter().skip(n).find(|cites| !cites.is_empty());
        own = own.or_else(|| cites.iter().take(n).rev().find(|cites| !cites.is_empty()));
        claims.push(Claim {
            text: said.to_owned(),
            section: section.cloned(),
            cites: own.cloned().unwrap_or_default(),
        });
    }
    claims
}

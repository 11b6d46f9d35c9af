//! Quotation marks of every style: which words of a text stand inside a quotation, and whether it
//! is whole.
//!
//! Apostrophes are no quotation marks. Styles mix inside one article ("… ” is seen), so a mark
//! closes whatever double quotation is open.

use crate::lexicon::{Lexicon, List};

/// What the quotation marks of a text say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Quotations {
    /// Bytes inside quotations, marks included, in order and apart; a quotation inside another is
    /// part of it.
    pub ranges: Vec<std::ops::Range<usize>>,
    /// A mark closes a quotation that the text did not open: the text began inside it, up to this
    /// byte.
    pub began_inside: Option<usize>,
    /// Marks that close nothing, after whole quotations: something is missing before them.
    strays: Vec<usize>,
    /// A quotation is still open at the end.
    pub ends_inside: bool,
    /// Bytes of the text.
    len: usize,
}

impl Quotations {
    /// Whether the byte at `at` stands inside a quotation.
    pub(super) fn hold(&self, at: usize) -> bool {
        let next = self.ranges.partition_point(|range| range.start <= at);
        self.began_inside.is_some_and(|end| at < end)
            || next
                .checked_sub(1)
                .and_then(|last| self.ranges.get(last))
                .is_some_and(|range| range.contains(&at))
    }

    /// The part of these inside `bounds`, counted from its start, and whether a quotation crosses
    /// either of its ends or covers it.
    pub(super) fn within(&self, bounds: std::ops::Range<usize>) -> (Self, bool) {
        let mut cut = self.began_inside.is_some_and(|end| bounds.start < end)
            || self.strays.iter().any(|at| bounds.contains(at));
        let from = self.ranges.partition_point(|range| range.end <= bounds.start);
        let mut ranges = Vec::new();
        for range in self.ranges.iter().skip(from).take_while(|range| range.start < bounds.end) {
            let open = self.ends_inside && range.end >= self.len;
            cut |= range.start < bounds.start || range.end > bounds.end || open;
            let start = range.start.max(bounds.start) - bounds.start;
            ranges.push(start..range.end.min(bounds.end) - bounds.start);
        }
        (Self { ranges, len: bounds.len(), ..Self::default() }, cut)
    }

    /// Whether a quotation is cut off at either end.
    pub(super) fn are_cut(&self) -> bool {
        self.began_inside.is_some() || self.ends_inside || !self.strays.is_empty()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    /// `"`, and the marks that some languages use on both sides.
    Either,
    LowOpen,
    SingleOpen,
    SingleEither,
    GuillemetLeft,
    GuillemetRight,
}

/// Reads the marks of `text`; with `inside`, a quotation is open at its start. `lexicon` is that of
/// its language.
pub(super) fn read(text: &str, inside: bool, lexicon: &Lexicon) -> Quotations {
    let mut found = Quotations { len: text.len(), ..Quotations::default() };
    let mut state = State { double: inside.then_some((0, Mark::Open)), ..State::default() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|b| is_mark_byte(*b)))
    {
        at += next;
        let width = match bytes.get(at) {
            Some(0xC2) => 2,
            Some(0xE2) => 3,
            // Two back-quotes open what two apostrophes close.
            Some(b'`') if bytes.get(at + 1) == Some(&b'`') => 2,
            Some(b'\'') if bytes.get(at + 1) == Some(&b'\'') && state.is_back_quoted(bytes) => 2,
            _ => 1,
        };
        if let Some(mark) = mark_at(text, at, width) {
            state.meet(mark, (text, lexicon), at, width, &mut found);
        }
        at += width;
    }
    state.finish(text, &mut found);
    found
}

#[derive(Default)]
struct State {
    double: Option<(usize, Mark)>,
    guillemet: Option<(usize, Mark)>,
    single: Option<usize>,
}

impl State {
    /// Whether a quotation is open that began with back-quotes.
    fn is_back_quoted(&self, bytes: &[u8]) -> bool {
        self.double.is_some_and(|(from, _)| bytes.get(from) == Some(&b'`'))
    }

    fn meet(
        &mut self,
        mark: Mark,
        (text, lexicon): (&str, &Lexicon),
        at: usize,
        width: usize,
        found: &mut Quotations,
    ) {
        let end = at + width;
        let (opens, closes) = sides(text, at, end);
        match mark {
            Mark::SingleOpen => {
                if let Some(from) = self.single.filter(|_| closes) {
                    found.ranges.push(from..end);
                    self.single = None;
                } else if self.single.is_none() && !is_elision(text, end, lexicon) {
                    self.single = Some(at);
                }
            }
            Mark::SingleEither => match self.single {
                Some(from) if closes => {
                    found.ranges.push(from..end);
                    self.single = None;
                }
                None if opens
                    && text.as_bytes().get(at) == Some(&b'\'')
                    && !is_elision(text, end, lexicon) =>
                {
                    self.single = Some(at);
                }
                _ => {}
            },
            Mark::GuillemetLeft | Mark::GuillemetRight => {
                let closing = match self.guillemet {
                    Some((_, open)) => open != mark || (mark == Mark::GuillemetRight && closes),
                    None => mark == Mark::GuillemetRight && !opens,
                };
                let slot = &mut self.guillemet;
                Self::turn(slot, mark, closing, at, end, found);
            }
            _ => {
                let open = self.double;
                let closing = match (mark, open) {
                    (Mark::LowOpen, _) => false,
                    (Mark::Open, Some((_, Mark::LowOpen))) => true,
                    (Mark::Open, _) => false,
                    (_, Some(_)) => true,
                    (Mark::Either, None) if is_inches(text, at, closes) => return,
                    (_, None) => !opens,
                };
                if mark == Mark::Open && !closing && open.is_some() {
                    return;
                }
                Self::turn(&mut self.double, mark, closing, at, end, found);
            }
        }
    }

    fn turn(
        slot: &mut Option<(usize, Mark)>,
        mark: Mark,
        closing: bool,
        at: usize,
        end: usize,
        found: &mut Quotations,
    ) {
        if !closing {
            slot.get_or_insert((at, mark));
        } else if let Some((from, _)) = slot.take() {
            found.ranges.push(from..end);
        } else if found.ranges.is_empty() {
            found.began_inside = Some(end);
        } else {
            found.strays.push(at);
        }
    }

    fn finish(self, text: &str, found: &mut Quotations) {
        // A straight single mark that nothing closes is an apostrophe, unless words begin with it
        // or follow a colon.
        let opens = |at: usize| {
            let before = text.get(..at).unwrap_or("").trim_end();
            before.ends_with(':') || !before.contains(char::is_alphanumeric)
        };
        let straight = |at: usize| text.as_bytes().get(at) == Some(&b'\'');
        let single = self.single.filter(|at| !straight(*at) || opens(*at));
        let open = [self.double.map(|(at, _)| at), self.guillemet.map(|(at, _)| at), single];
        for from in open.into_iter().flatten() {
            found.ends_inside = true;
            found.ranges.push(from..text.len());
        }
        found.ranges.sort_by_key(|range| (range.start, range.end));
        found.ranges.dedup_by(|inner, outer| {
            let nested = inner.start < outer.end;
            if nested {
                outer.end = outer.end.max(inner.end);
            }
            nested
        });
    }
}

/// The first bytes of the marks, and of some other characters.
const fn is_mark_byte(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | 0xC2 | 0xE2)
}

fn mark_at(text: &str, at: usize, width: usize) -> Option<Mark> {
    Some(match text.get(at..at + width)? {
        "\"" => Mark::Either,
        "'" | "’" => Mark::SingleEither,
        "‘" | "‚" => Mark::SingleOpen,
        "“" | "``" => Mark::Open,
        "”" | "''" => Mark::Close,
        "„" => Mark::LowOpen,
        "«" => Mark::GuillemetLeft,
        "»" => Mark::GuillemetRight,
        _ => return None,
    })
}

/// Whether the mark could open (space before, word after) and could close (no word after).
fn sides(text: &str, at: usize, end: usize) -> (bool, bool) {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(end..).and_then(|t| t.chars().next());
    let free_before = before.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '—' | '–' | '-' | '/' | '"' | '“' | '„' | '«' | '‘')
    });
    let word_after =
        after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | ';' | ')'));
    let opens = free_before && word_after;
    let closes =
        !after.is_some_and(char::is_alphanumeric) && !before.is_none_or(char::is_whitespace);
    (opens, closes)
}

/// `'90s`, `'em`, `’til`: an apostrophe at the start of a word.
fn is_elision(text: &str, end: usize, lexicon: &Lexicon) -> bool {
    let Some(rest) = text.get(end..) else { return false };
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    lexicon.holds(List::ApostropheStart, &word.to_ascii_lowercase())
}

/// `6" pipe`: a length, not a quotation.
fn is_inches(text: &str, at: usize, closes: bool) -> bool {
    closes && text.get(..at).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
}

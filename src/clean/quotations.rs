//! Quotation marks of every style: which words of a text stand inside a quotation, and whether it is whole.
//!
//! Apostrophes are no quotation marks. Styles mix inside one article ("… ” is seen), so a mark closes whatever double
//! quotation is open.

/// What the quotation marks of a text say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Quotations {
    /// Bytes inside quotations, marks included, in order.
    pub ranges: Vec<std::ops::Range<usize>>,
    /// A mark closes a quotation that the text did not open: the text began inside it, up to this byte.
    pub began_inside: Option<usize>,
    /// A quotation is still open at the end.
    pub ends_inside: bool,
}

impl Quotations {
    /// Whether the byte at `at` stands inside a quotation.
    pub(super) fn hold(&self, at: usize) -> bool {
        self.began_inside.is_some_and(|end| at < end)
            || self.ranges.iter().any(|range| range.contains(&at))
    }

    /// Whether a quotation is cut off at either end.
    pub(super) fn are_cut(&self) -> bool {
        self.began_inside.is_some() || self.ends_inside
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

/// Reads the marks of `text`; with `inside`, a quotation is open at its start.
pub(super) fn read(text: &str, inside: bool) -> Quotations {
    let mut found = Quotations::default();
    let mut state = State { double: inside.then_some((0, Mark::Open)), ..State::default() };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let width = match byte {
            b'"' | b'\'' => 1,
            0xC2 => 2,
            0xE2 => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        if let Some(mark) = mark_at(text, at, width) {
            state.meet(mark, text, at, width, &mut found);
        }
        at += width;
    }
    state.finish(text.len(), &mut found);
    found
}

#[derive(Default)]
struct State {
    double: Option<(usize, Mark)>,
    guillemet: Option<(usize, Mark)>,
    single: Option<usize>,
}

impl State {
    fn meet(&mut self, mark: Mark, text: &str, at: usize, width: usize, found: &mut Quotations) {
        let end = at + width;
        let (opens, closes) = sides(text, at, end);
        match mark {
            Mark::SingleOpen => {
                if let Some(from) = self.single.filter(|_| closes) {
                    found.ranges.push(from..end);
                    self.single = None;
                } else if self.single.is_none() && !is_elision(text, end) {
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
                    && !is_elision(text, end) =>
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
            // A stray mark after whole quotations: still a sign that something is missing.
            found.began_inside.get_or_insert(0);
        }
    }

    fn finish(self, len: usize, found: &mut Quotations) {
        let open = [self.double.map(|(at, _)| at), self.guillemet.map(|(at, _)| at), self.single];
        for from in open.into_iter().flatten() {
            found.ends_inside = true;
            found.ranges.push(from..len);
        }
        found.ranges.sort_by_key(|range| range.start);
    }
}

fn mark_at(text: &str, at: usize, width: usize) -> Option<Mark> {
    Some(match text.get(at..at + width)? {
        "\"" => Mark::Either,
        "'" | "’" => Mark::SingleEither,
        "‘" | "‚" => Mark::SingleOpen,
        "“" => Mark::Open,
        "”" => Mark::Close,
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
fn is_elision(text: &str, end: usize) -> bool {
    let Some(rest) = text.get(end..) else { return false };
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    let word = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    ["em", "til", "tis", "twas", "cause", "n", "bout", "ere", "s", "t"]
        .iter()
        .any(|elided| word.eq_ignore_ascii_case(elided))
}

/// `6" pipe`: a length, not a quotation.
fn is_inches(text: &str, at: usize, closes: bool) -> bool {
    closes && text.get(..at).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_digit()))
}

//! Paragraphs as byte spans, and the question behind them: does a line break end anything?
//!
//! In extracted web text every line is a paragraph. In mail and plain-text files lines are cut at a
//! column and a blank line ends the paragraph. Both kinds come without a label, so the lines are
//! looked at: a text is *wrapped* when most of its lines are full (the next line's first word would
//! not have fitted) and many run on in the middle of a sentence.

use crate::model::Span;

/// Longest line, in characters, that a wrapping editor makes.
/// Set by hand; no trial of other values is recorded.
const WIDEST: u32 = 100;
/// Shortest right margin, in characters, that counts as wrapping.
/// Set by hand; no trial of other values is recorded.
const NARROWEST: u32 = 40;

/// One line without the white space around it.
#[derive(Debug, Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Length in characters; [`u32::MAX`] when far beyond [`WIDEST`].
    width: u32,
    /// Characters of the first word, at most [`WIDEST`].
    first_word: u32,
    /// A blank line, a form feed or a paragraph separator stands before it.
    parted: bool,
    opens: Opening,
    /// The last character ends a sentence, or the line ends with a colon.
    closed: bool,
}

/// How a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// With a small letter.
    Small,
    /// With a bullet.
    Item,
    /// With a number that may be an item's, or a date's ("3. Mai").
    Numbered,
    /// With a letter of a script without capitals.
    Caseless,
    Other,
}

/// The paragraphs of a text in order, as byte spans: without surrounding white space, never empty.
///
/// Blank lines, form feeds and U+2029 always separate. A single line break (`\n`, `\r\n`, `\r`,
/// U+0085, U+2028, vertical tab) separates too, unless the text is visibly wrapped at a column;
/// then it separates only before an item of a list and after a line that ends early.
///
/// ```
/// use tidings::text::paragraphs;
/// let text = "One.\nTwo.\r\n\r\n Three. ";
/// let found: Vec<_> = paragraphs(text).iter().filter_map(|p| p.of(text)).collect();
/// assert_eq!(found, ["One.", "Two.", "Three."]);
/// ```
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    let margin = margin(&lines);
    join(&lines, |above, below| match margin {
        Some(margin) => flows_on(above, below, margin),
        // A stray cut in a text of one-line paragraphs: a long line that ends nothing, gone on with
        // in small letters.
        None => {
            below.opens == Opening::Small
                && !above.closed
                && (NARROWEST..=WIDEST).contains(&above.width)
        }
    })
}

/// The parts of one paragraph that line breaks separate for certain; other line breaks are white
/// space.
///
/// The caller has decided that the block belongs together, so the doubt goes the other way than in
/// [`paragraphs`].
pub(crate) fn parts(block: &str) -> Vec<Span> {
    let lines = lines(block);
    let margin = lines.iter().map(|line| line.width).max().unwrap_or(0);
    join(&lines, |above, below| {
        if margin < NARROWEST {
            return below.opens != Opening::Item
                && (below.opens == Opening::Small || !above.closed && full(above, below, margin));
        }
        flows_on(above, below, margin)
    })
}

/// Puts lines together as long as `together` says so.
fn join(lines: &[Line], together: impl Fn(&Line, &Line) -> bool) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open: Option<(usize, &Line)> = None;
    for line in lines {
        open = match open {
            Some((start, above)) if !line.parted && together(above, line) => Some((start, line)),
            Some((start, above)) => {
                spans.push(Span::of_range(start..above.end));
                Some((line.start, line))
            }
            None => Some((line.start, line)),
        };
    }
    spans.extend(open.map(|(start, last)| Span::of_range(start..last.end)));
    spans
}

/// Whether `below` goes on with what `above` says, in a text wrapped at `margin` characters.
fn flows_on(above: &Line, below: &Line, margin: u32) -> bool {
    match below.opens {
        Opening::Item => false,
        Opening::Numbered if above.closed => false,
        Opening::Small if !above.closed => true,
        _ => full(above, below, margin),
    }
}

/// Whether the first word of `below` would not have fitted at the end of `above`.
fn full(above: &Line, below: &Line, margin: u32) -> bool {
    above.width.saturating_add(1).saturating_add(below.first_word) > margin
}

/// The column, in characters, at which a text is wrapped; `None` when it is not.
fn margin(lines: &[Line]) -> Option<u32> {
    let pairs = || {
        lines.windows(2).filter_map(|pair| match pair {
            [above, below] if !below.parted && below.opens != Opening::Item => Some((above, below)),
            _ => None,
        })
    };
    let long = lines.iter().filter(|line| line.width > WIDEST && line.first_word < WIDEST).count();
    if long.saturating_mul(10) > lines.len() {
        return None;
    }
    // The margin is where nineteen lines of twenty end at the latest; one careless line does not
    // move it.
    let mut counts = [0_usize; WIDEST as usize + 1];
    let mut total = 0_usize;
    for (above, _) in pairs() {
        if let Some(count) = counts.get_mut(above.width as usize) {
            *count += 1;
            total += 1;
        }
    }
    let mut seen = 0;
    let margin = counts.iter().position(|count| {
        seen += count;
        seen * 20 >= total * 19
    });
    let margin = u32::try_from(margin?).ok().filter(|margin| *margin >= NARROWEST)?;
    let (mut all, mut filled, mut open) = (0_usize, 0_usize, 0_usize);
    for (above, below) in pairs() {
        all += 1;
        filled += usize::from(full(above, below, margin));
        open +=
            usize::from(!above.closed && matches!(below.opens, Opening::Small | Opening::Caseless));
    }
    (all > 0 && filled * 10 >= all * 6 && open * 10 >= all * 4).then_some(margin)
}

/// All lines that are not blank.
fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut parted = false;
    let mut start = 0;
    while start < text.len() {
        let (end, next, strong) = line_end(text, start);
        match text.get(start..end).map(|line| (line, trimmed(line))) {
            Some((line, inner)) if !inner.is_empty() => {
                let from = start + (inner.as_ptr() as usize - line.as_ptr() as usize);
                lines.push(Line { parted, ..measure(inner, from) });
                parted = strong;
            }
            _ => parted = true,
        }
        start = next;
    }
    lines
}

/// `line` without blank characters around it, byte-order marks and zero-width spaces among them.
pub(crate) fn trimmed(line: &str) -> &str {
    line.trim_matches(blank)
}

/// White space, and marks that show nothing.
pub(crate) fn blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')
}

/// Where the line that begins at `start` ends, where the next begins, and whether the break parts
/// paragraphs by itself.
fn line_end(text: &str, start: usize) -> (usize, usize, bool) {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(found) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|b| BREAKS[usize::from(*b)]))
    {
        let here = at + found;
        let next = |n| bytes.get(here + n).copied();
        match (bytes.get(here).copied().unwrap_or(0), next(1), next(2)) {
            (b'\r', Some(b'\n'), _) => return (here, here + 2, false),
            (b'\n' | b'\r' | 0x0b, ..) => return (here, here + 1, false),
            (0x0c, ..) => return (here, here + 1, true),
            (0xc2, Some(0x85), _) => return (here, here + 2, false),
            (0xe2, Some(0x80), Some(0xa8)) => return (here, here + 3, false),
            (0xe2, Some(0x80), Some(0xa9)) => return (here, here + 3, true),
            _ => at = here + 1,
        }
    }
    (text.len(), text.len(), false)
}

/// Bytes with which a line break may begin.
const BREAKS: [bool; 256] = {
    let mut table = [false; 256];
    table[b'\n' as usize] = true;
    table[b'\r' as usize] = true;
    table[0x0b] = true;
    table[0x0c] = true;
    table[0xc2] = true;
    table[0xe2] = true;
    table
};

/// What the joining rules need to know of a line.
fn measure(line: &str, start: usize) -> Line {
    // Four bytes a character at most: a line of more bytes is longer than any margin.
    let count = |s: &str| u32::try_from(s.chars().count()).unwrap_or(u32::MAX);
    let width = if line.len() > 4 * WIDEST as usize { u32::MAX } else { count(line) };
    let first = line.chars().take(WIDEST as usize).take_while(|c| !c.is_whitespace()).count();
    let last = line.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')', ']']).chars().next_back();
    Line {
        start,
        end: start + line.len(),
        width,
        first_word: u32::try_from(first).unwrap_or(WIDEST),
        parted: false,
        opens: opening(line),
        closed: last.is_some_and(|c| {
            matches!(c, '.' | '!' | '?' | '…' | ':' | '。' | '！' | '？' | '؟' | '।')
        }),
    }
}

fn opening(line: &str) -> Opening {
    let mut chars = line.chars();
    match chars.next() {
        Some('•' | '⁃' | '‣' | '▪' | '◦' | '●' | '■') => Opening::Item,
        Some('-' | '*' | '+' | '–' | '—') if chars.next() == Some(' ') => Opening::Item,
        Some(c) if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let digits = line.len() - rest.len();
            let marked =
                rest.starts_with(". ") || rest.starts_with(") ") || rest.starts_with(".) ");
            if digits <= 2 && marked { Opening::Numbered } else { Opening::Other }
        }
        _ => match line.chars().find(|c| c.is_alphanumeric()) {
            Some(c) if c.is_lowercase() => Opening::Small,
            Some(c) if c.is_alphabetic() && !c.is_uppercase() => Opening::Caseless,
            _ => Opening::Other,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        paragraphs(text).iter().filter_map(|span| span.of(text)).collect()
    }

    #[test]
    fn every_line_of_extracted_text_is_a_paragraph() {
        assert_eq!(
            split("\u{feff}One.\r\nTwo\rThree\u{2028}Four\u{85}Five\u{c}Six\u{2029} \n\t\n"),
            ["One.", "Two", "Three", "Four", "Five", "Six"]
        );
        assert_eq!(split(" \n\u{feff}\n"), Vec::<&str>::new());
        let headlines = "Bridge shut after storm tears away its northern pier\nCouncil to vote on repairs before the summer\nFerry takes over";
        assert_eq!(split(headlines).len(), 3);
        let prose = "The council shut the bridge on Monday.\nNobody was hurt, said the mayor of the town, who had come late.\nA ferry runs.";
        assert_eq!(split(prose).len(), 3);
    }

    #[test]
    fn wrapped_text_is_put_together() {
        let text = "The council shut the old bridge on Monday after a storm tore\n\
                    away its northern pier. Nobody was hurt, the mayor said, but\n\
                    a ferry will have to carry people and goods until the autumn\n\
                    at least.\n\
                    Repairs will cost four million crowns, which the town does not\n\
                    have.\n\n\
                    - The ferry leaves at eight.\n\
                    - It comes back at nine.\n";
        let found = split(text);
        assert_eq!(found.len(), 4, "{found:#?}");
        assert!(found.first().is_some_and(|p| p.ends_with("at least.")));
    }

    #[test]
    fn a_stray_cut_is_mended() {
        assert_eq!(
            split("The council shut the old bridge on Monday after\na storm.\nNobody was hurt.")
                .len(),
            2
        );
    }
}

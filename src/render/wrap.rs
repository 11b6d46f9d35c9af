//! Lines of a given width for a terminal or a plain mail.
//!
//! Widths are columns as terminals count them (Unicode East Asian Width; a cluster of emoji is two
//! columns). Lines break at spaces; between ideographs and kana too, except where Japanese and
//! Chinese typesetting forbid it; inside a word only when it alone is wider than a line, and inside
//! an address never.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::visible::visible;

/// How a stretch of text is set on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Bold,
    Dim,
}

/// What lines do not break inside of, unless it is wider than a line and not `solid`.
#[derive(Debug, Clone)]
struct Word {
    pieces: Vec<(String, Style)>,
    /// Whether a space stands before it on a line.
    space: bool,
    solid: bool,
}

impl Word {
    fn new(text: &str, style: Style, space: bool) -> Self {
        let solid = text.contains("://") || text.starts_with("www.");
        Self { pieces: vec![(text.to_owned(), style)], space, solid }
    }

    fn width(&self) -> usize {
        self.pieces.iter().map(|(text, _)| text.width()).sum()
    }
}

/// A paragraph before it is cut into lines.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    words: Vec<Word>,
}

impl Paragraph {
    /// Adds words of an input, as a reader may see them.
    pub(super) fn text(mut self, text: &str, style: Style) -> Self {
        for part in visible(text).split(' ').filter(|part| !part.is_empty()) {
            for (n, piece) in cut_ideographs(part).into_iter().enumerate() {
                self.words.push(Word::new(piece, style, n == 0));
            }
        }
        self
    }

    /// Adds something that no line may break, spaces inside included: an address, a path.
    pub(super) fn solid(mut self, text: &str, style: Style) -> Self {
        let mut word = Word::new(&visible(text), style, true);
        word.solid = true;
        self.words.push(word);
        self
    }

    /// Adds facts with dots between them; lines break between two facts, not inside one.
    pub(super) fn facts(mut self, facts: &[String], style: Style) -> Self {
        for (n, fact) in facts.iter().enumerate() {
            let dot = if n + 1 < facts.len() { " ·" } else { "" };
            self.words.push(Word::new(&format!("{}{dot}", visible(fact)), style, true));
        }
        self
    }

    /// Adds marks that should stay on the line of the word before them. A long row of marks may
    /// break between two.
    pub(super) fn tail(mut self, marks: &[String], style: Style) -> Self {
        for (n, row) in marks.chunks(4).enumerate() {
            let row = row.concat();
            match self.words.last_mut() {
                Some(word) if n == 0 => word.pieces.push((format!(" {row}"), style)),
                _ => self.words.push(Word::new(&row, style, n == 0)),
            }
        }
        self
    }

    /// Cuts the paragraph into lines of `width` columns; `first` stands before the first line, as
    /// many spaces before the others. Ends with a line break.
    pub(super) fn lines(self, first: &str, width: usize, colour: bool) -> String {
        let indent = first.width();
        let room = width.saturating_sub(indent).max(1);
        let mut out = Lines { out: first.to_owned(), indent, used: 0, style: Style::Plain, colour };
        for word in self.words {
            let wide = word.width();
            let space = usize::from(word.space && out.used > 0);
            if out.used > 0 && out.used + space + wide > room {
                out.feed();
            } else if space > 0 {
                out.push(" ", 1);
            }
            if wide <= room || word.solid {
                for (text, style) in &word.pieces {
                    out.set(*style);
                    out.push(text, text.width());
                }
                continue;
            }
            for (text, style) in &word.pieces {
                for part in text.split_inclusive(' ') {
                    out.cut(part, *style, room);
                }
            }
        }
        out.end()
    }

    /// Cuts the paragraph into lines that a mail reader may join again (format=flowed, RFC 3676):
    /// all but the last end with a space, and none is cut where no space stands. `first` stands
    /// before the first line without its own indent, since an indent would stand inside the joined
    /// line. Ends with a line break.
    pub(super) fn flowed(self, first: &str, width: usize) -> String {
        let mut line = first.trim_start().to_owned();
        let mut out = String::new();
        let mut used = line.width();
        let mut fresh = true;
        for word in self.words {
            let text: String = word.pieces.into_iter().map(|(text, _)| text).collect();
            if !fresh && word.space {
                // One column for the space at the end.
                if used + 2 + text.width() > width {
                    stuff(&mut out, &line);
                    out.push_str(" \n");
                    line.clear();
                    used = 0;
                } else {
                    line.push(' ');
                    used += 1;
                }
            }
            used += text.width();
            line.push_str(&text);
            fresh = false;
        }
        stuff(&mut out, line.trim_end_matches(' '));
        out.push('\n');
        out
    }
}

/// Adds a line; one that would mean something else at its beginning gets a space that readers take
/// away.
fn stuff(out: &mut String, line: &str) {
    if line.starts_with([' ', '>']) || line.starts_with("From ") {
        out.push(' ');
    }
    out.push_str(line);
}

struct Lines {
    out: String,
    indent: usize,
    used: usize,
    style: Style,
    colour: bool,
}

impl Lines {
    fn push(&mut self, text: &str, width: usize) {
        self.out.push_str(text);
        self.used += width;
    }

    /// Adds a word that may be wider than a line, cut wherever a line ends.
    fn cut(&mut self, word: &str, style: Style, room: usize) {
        let wide = word.trim_end().width();
        if self.used > 0 && wide <= room && self.used + wide > room {
            self.feed();
        }
        for cluster in word.graphemes(true) {
            let wide = cluster.width();
            if self.used + wide > room && cluster != " " && self.used > 0 {
                self.feed();
            }
            self.set(style);
            self.push(cluster, wide);
        }
    }

    fn set(&mut self, style: Style) {
        if self.colour && style != self.style {
            self.out.push_str(match style {
                Style::Plain => "\x1b[0m",
                Style::Bold => "\x1b[0;1m",
                Style::Dim => "\x1b[0;2m",
            });
            self.style = style;
        }
    }

    fn feed(&mut self) {
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        let style = self.style;
        self.set(Style::Plain);
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', self.indent));
        self.set(style);
        self.used = 0;
    }

    fn end(mut self) -> String {
        self.set(Style::Plain);
        let end = self.out.trim_end_matches(' ').len();
        self.out.truncate(end);
        self.out.push('\n');
        self.out
    }
}

/// Whether lines may break on both sides of this character, where the neighbour allows it.
const fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// No line begins with one of these (kinsoku: closing marks, small kana, the long mark).
fn never_first(c: char) -> bool {
    "、。，．・：；？！）］｝〕〉》」』】〗〙〟’”ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ…‥)]}.,;:!?%"
        .contains(c)
}

/// No line ends with one of these (opening marks).
fn never_last(c: char) -> bool {
    "（［｛〔〈《「『【〖〘〝‘“([{".contains(c)
}

/// Cuts a word at the places where it may be broken because ideographs stand there.
fn cut_ideographs(word: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None::<char>);
    for (at, cluster) in word.grapheme_indices(true) {
        let Some(next) = cluster.chars().next() else { continue };
        if let Some(before) = before
            && (is_ideograph(before) || is_ideograph(next))
            && !never_last(before)
            && !never_first(next)
        {
            pieces.push(&word[start..at]);
            start = at;
        }
        before = cluster.chars().next();
    }
    pieces.push(&word[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, width: usize) -> String {
        Paragraph::default().text(text, Style::Plain).lines("", width, false)
    }

    #[test]
    fn lines_break_where_readers_expect_it() {
        for (text, width, lines) in [
            ("", 10, "\n"),
            ("one two three", 7, "one two\nthree\n"),
            ("aaaa\u{a0}bb cc", 6, "aaaa\u{a0}b\nb cc\n"),
            (
                "see https://a.example/very/long/path now",
                12,
                "see\nhttps://a.example/very/long/path\nnow\n",
            ),
            ("Donaudampfschiff", 6, "Donaud\nampfsc\nhiff\n"),
            ("東京で雨が降った。", 8, "東京で雨\nが降っ\nた。\n"),
            ("彼は「東京」と", 6, "彼は\n「東\n京」と\n"),
            ("👩\u{200d}🚀👩\u{200d}🚀👩\u{200d}🚀", 4, "👩\u{200d}🚀👩\u{200d}🚀\n👩\u{200d}🚀\n"),
            ("a Donaudampfschiff", 6, "a\nDonaud\nampfsc\nhiff\n"),
            ("مرحبا بالعالم", 6, "مرحبا\nبالعال\nم\n"),
        ] {
            assert_eq!(set(text, width), lines, "{text}");
        }
    }

    #[test]
    fn flowed_lines_join_to_what_they_were() {
        let flow = |first: &str, text: &str| {
            Paragraph::default().text(text, Style::Plain).flowed(first, 12)
        };
        assert_eq!(flow("   • ", "one two three four"), "• one two \nthree four\n");
        assert_eq!(
            flow("", "> or From here and From there"),
            " > or From \nhere and \n From there\n"
        );
        assert_eq!(
            flow("", "https://a.example/very/long go"),
            "https://a.example/very/long \ngo\n"
        );
        assert_eq!(
            flow("", "東京で雨が降った。明日も雨が降る。"),
            "東京で雨が降った。明日も雨が降る。\n"
        );
        assert_eq!(flow("", ""), "\n");
        let marks = ["[1]".to_owned()];
        let tail = Paragraph::default().text("It rained all day.", Style::Plain);
        assert_eq!(tail.tail(&marks, Style::Dim).flowed("", 20), "It rained all \nday. [1]\n");
    }

    #[test]
    fn facts_break_between_and_only_in_need_inside() {
        let facts = ["5 articles".to_owned(), "05:00 (no zone given)".to_owned()];
        let set = |width| Paragraph::default().facts(&facts, Style::Plain).lines("", width, false);
        assert_eq!(set(40), "5 articles · 05:00 (no zone given)\n");
        assert_eq!(set(30), "5 articles ·\n05:00 (no zone given)\n");
        assert_eq!(set(12), "5 articles ·\n05:00 (no\nzone given)\n");
    }

    #[test]
    fn citations_stay_with_the_last_word() {
        let marks = ["[1]".to_owned(), "[3]".to_owned()];
        let paragraph =
            Paragraph::default().text("It rained all day.", Style::Plain).tail(&marks, Style::Dim);
        assert_eq!(paragraph.clone().lines("• ", 18, false), "• It rained all\n  day. [1][3]\n");
        assert_eq!(
            paragraph.lines("• ", 18, true),
            "• It rained all\n  day.\u{1b}[0;2m [1][3]\u{1b}[0m\n"
        );
    }
}

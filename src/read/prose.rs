//! Mark-up becomes paragraphs: what a reader would see of an HTML fragment, a blank line between blocks.
//!
//! Feeds, newsletters and extracted pages all come through here. One pass, no tree, so nothing nests and nothing is
//! quadratic. Captions, scripts, forms and hidden elements are left out.

use super::elements::{Kind, kind, same};
use super::entities::decode;
use super::markup::{Lexer, Tag, Token};

/// The text of an HTML fragment: paragraphs and headings apart by a blank line, list items and table cells on lines of
/// their own, white space collapsed.
pub(super) fn of_html(html: &str) -> String {
    let mut writer = Writer::new(html.len());
    let mut skip = Skip::default();
    for token in Lexer::html(html) {
        if skip.takes(&token) {
            continue;
        }
        match token {
            Token::Text(text) => writer.text(&decode(text)),
            Token::Raw(text) => writer.text(text),
            Token::Start(tag) => {
                let kind = kind(tag.name);
                if (kind == Kind::Skipped || is_hidden(&tag)) && kind != Kind::Void && !tag.closed {
                    skip.start(tag.name);
                    writer.gap(if kind == Kind::Skipped { Gap::Space } else { Gap::Paragraph });
                    continue;
                }
                if same(tag.name, "q") {
                    writer.text("\"");
                }
                writer.element(kind, true);
            }
            Token::End(name) => {
                if same(name, "q") {
                    writer.text("\"");
                }
                writer.element(kind(name), false);
            }
        }
    }
    writer.finish()
}

/// Whether a start tag says that its inside is not shown.
pub(super) fn is_hidden(tag: &Tag<'_>) -> bool {
    tag.attributes().any(|(name, value)| {
        if same(name, "hidden") {
            return !value.eq_ignore_ascii_case("until-found");
        }
        if !same(name, "style") {
            return false;
        }
        let style: String = value
            .chars()
            .filter(|c| !c.is_whitespace())
            .take(1000)
            .collect::<String>()
            .to_lowercase();
        ["display:none", "visibility:hidden", "font-size:0;", "font-size:0px", "mso-hide:all"]
            .iter()
            .any(|rule| style.contains(rule))
            || style.ends_with("font-size:0")
    })
}

/// The inside of an element that is being left out.
#[derive(Debug, Default)]
pub(super) struct Skip<'a> {
    name: &'a str,
    depth: usize,
}

impl<'a> Skip<'a> {
    /// Starts to leave out.
    pub(super) const fn start(&mut self, name: &'a str) {
        self.name = name;
        self.depth = 1;
    }

    /// Whether a token belongs to what is being left out.
    pub(super) fn takes(&mut self, token: &Token<'a>) -> bool {
        if self.depth == 0 {
            return false;
        }
        match token {
            Token::Start(tag) if same(tag.name, self.name) && !tag.closed => {
                // A button cannot stand in a button, a paragraph not in a paragraph: the new one ends the old.
                let nests = !matches!(kind(tag.name), Kind::Paragraph | Kind::Line)
                    && !matches!(self.name, "button" | "option" | "select");
                self.depth += usize::from(nests);
            }
            Token::Start(tag)
                if matches!(kind(self.name), Kind::Paragraph)
                    && matches!(kind(tag.name), Kind::Block | Kind::Heading | Kind::Line) =>
            {
                self.depth = 0;
                return false;
            }
            // Nothing that is skipped holds the body or an article; an end tag is missing.
            Token::Start(tag)
                if ["body", "article", "main"].iter().any(|name| same(tag.name, name))
                    && matches!(kind(self.name), Kind::Skipped) =>
            {
                self.depth = 0;
                return false;
            }
            Token::End(name) if same(name, self.name) => self.depth -= 1,
            _ => {}
        }
        true
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    Line,
    Paragraph,
}

/// Collects text with the white space that its mark-up asks for.
#[derive(Debug)]
pub(super) struct Writer {
    out: String,
    gap: Gap,
    verbatim: usize,
    breaks: usize,
}

impl Writer {
    pub(super) fn new(capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity / 2), gap: Gap::None, verbatim: 0, breaks: 0 }
    }

    /// Asks for at least this much white space before the next word.
    pub(super) fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// What an element's tag does to the white space around it.
    pub(super) fn element(&mut self, kind: Kind, start: bool) {
        match kind {
            Kind::Block | Kind::Paragraph | Kind::Heading => self.gap(Gap::Paragraph),
            Kind::Line => self.gap(Gap::Line),
            Kind::Break => {
                self.breaks += 1;
                self.gap(if self.breaks > 1 { Gap::Paragraph } else { Gap::Line });
            }
            Kind::Verbatim => {
                self.gap(Gap::Paragraph);
                self.verbatim =
                    if start { self.verbatim + 1 } else { self.verbatim.saturating_sub(1) };
            }
            Kind::Void => self.gap(Gap::Space),
            Kind::Inline | Kind::Skipped => {}
        }
    }

    /// Adds text; runs of white space become one space.
    pub(super) fn text(&mut self, text: &str) {
        if self.verbatim > 0 {
            return self.verbatim_text(text);
        }
        let space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        for (index, word) in text.split(space).enumerate() {
            if index > 0 {
                self.gap(Gap::Space);
            }
            if !word.is_empty() {
                self.flush();
                self.out.push_str(word);
            }
        }
    }

    fn verbatim_text(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.gap = match self.gap {
                    Gap::Line | Gap::Paragraph => Gap::Paragraph,
                    _ => Gap::Line,
                };
            }
            let line = line.trim_end();
            if !line.is_empty() {
                self.flush();
                self.out.push_str(line);
            }
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if self.out.is_empty() {
            return;
        }
        self.out.push_str(match gap {
            Gap::None => "",
            Gap::Space => " ",
            Gap::Line => "\n",
            Gap::Paragraph => "\n\n",
        });
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments() {
        for (source, expected) in [
            ("<p>One  two\n three</p><p>Four</p>", "One two three\n\nFour"),
            ("<h2>Head</h2>text<br>line<br><br>para", "Head\n\ntext\nline\n\npara"),
            ("<ul><li>a</li><li>b</ul>c", "a\nb\n\nc"),
            ("<b>bo</b>ld, <i>x</i>&nbsp;<a href=y>z</a>", "bold, x z"),
            ("<p>a<script>b</script><style>c</style>d", "a d"),
            ("<figure><img><figcaption>cap</figcaption></figure><p>x", "x"),
            ("<p hidden>a</p><p style=\"DISPLAY : none\">b</p><p>c", "c"),
            ("<p hidden>a<div>b", "b"),
            ("<pre>a\n  b\n\nc</pre>d", "a\n  b\n\nc\n\nd"),
            ("&lt;p&gt; <![CDATA[<i>]]>", "<p> <i>"),
            ("<table><tr><td>a<td>b<tr><td>c</table>", "a\nb\nc"),
            ("no mark-up < at all", "no mark-up < at all"),
            ("<button>share<button>x</button>y", "y"),
            ("he said <q>no</q>.", "he said \"no\"."),
            ("", ""),
        ] {
            assert_eq!(of_html(source), expected, "{source}");
        }
    }
}

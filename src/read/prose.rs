//! Mark-up becomes paragraphs: what a reader would see of an HTML fragment, a blank line between
//! blocks.
//!
//! Feeds, newsletters and extracted pages all come through here. One pass, no tree, so nothing
//! nests and nothing is quadratic. Captions, scripts, forms and hidden elements are left out.

use super::elements::{Kind, is_void, kind, same};
use super::entities::decode;
use super::markup::{Lexer, Tag, Token};
use super::skip::{Ancestors, Skip, is_hidden};

/// The text of an HTML fragment: paragraphs and headings apart by a blank line, list items and
/// table cells on lines of their own, white space collapsed.
pub(super) fn of_html(html: &str) -> String {
    written(html, |_| false)
}

/// The text of a mail without what it quotes of the message that it answers.
pub(super) fn of_reply(html: &str) -> String {
    written(html, is_quotation)
}

/// Whether a mail marks something as quoted from another message.
pub(super) fn quotes(html: &str) -> bool {
    Lexer::html(html).any(|token| matches!(token, Token::Start(tag) if is_quotation(&tag)))
}

/// Whether an element holds a message that is answered, as mail programs mark it.
fn is_quotation(tag: &Tag<'_>) -> bool {
    if same(tag.name, "blockquote") {
        let cited = |name: &str, value: &str| {
            tag.attribute(name).is_some_and(|found| found.to_ascii_lowercase().contains(value))
        };
        return cited("type", "cite") || cited("class", "gmail_quote") || cited("class", "cite");
    }
    const NAMES: [&str; 4] = ["divrplyfwdmsg", "appendonsend", "yahoo_quoted", "moz-cite-prefix"];
    same(tag.name, "div")
        && ["id", "class"].iter().filter_map(|name| tag.attribute(name)).any(|value| {
            let value = value.to_ascii_lowercase();
            NAMES.iter().any(|name| value.starts_with(name))
        })
}

fn written(html: &str, left_out: impl Fn(&Tag<'_>) -> bool) -> String {
    let mut writer = Writer::new(html.len());
    let mut skip = Skip::default();
    let mut open = Ancestors::default();
    let mut lexer = Lexer::html(html);
    loop {
        let Some(token) = lexer.next() else {
            match skip.give_up() {
                Some(start) => lexer = start,
                None => return writer.finish(),
            }
            continue;
        };
        if skip.takes(&token, |name| open.has(name)) {
            continue;
        }
        match token {
            Token::Text(text) => writer.text(&decode(text)),
            Token::Raw(text) => writer.text(text),
            Token::Start(tag) => {
                let kind = kind(tag.name);
                let void = is_void(tag.name) || tag.closed;
                if kind == Kind::Skipped || (is_hidden(&tag) || left_out(&tag)) && !void {
                    if !void {
                        skip.start(tag.name, &lexer);
                    }
                    writer.gap(if kind == Kind::Skipped { Gap::Space } else { Gap::Paragraph });
                    continue;
                }
                if !void {
                    open.push(tag.name);
                }
                if same(tag.name, "q") {
                    writer.text("\"");
                }
                writer.element(kind, true);
            }
            Token::End(name) => {
                open.end(name);
                if same(name, "q") {
                    writer.text("\"");
                }
                writer.element(kind(name), false);
            }
        }
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
            ("<div><button>menu</div><p>x", "x"),
            ("<ul><li hidden>a<li>b</ul>c", "b\n\nc"),
            ("<br hidden>x<img style='display:none'>y", "x y"),
            ("<div><svg><path></div>x", "x"),
            ("<svg><g>a<p>x", "x"),
            ("<span style='display:none'>a<b>b</b></span>x", "x"),
            ("<b><span hidden>a</b>x", "x"),
            ("<span><nav hidden>a</span>b</nav>x", "x"),
            ("<p>x<video><p>y", "x\n\ny"),
            ("<div style='max-height:0;opacity:0;overflow:hidden'>a</div>x", "x"),
            ("<div style='font-size:1px; line-height:1px'>a</div>x", "x"),
            ("<div style='opacity:0'>x</div>", "x"),
            ("<div class='preheader'>a</div><div class='mcnPreviewText'>b</div>x", "x"),
            ("he said <q>no</q>.", "he said \"no\"."),
            ("", ""),
        ] {
            assert_eq!(of_html(source), expected, "{source}");
        }
    }
}

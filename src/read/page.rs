//! One pass over an HTML page: its metadata, its blocks of text, and a copy that any tree builder
//! can take.
//!
//! The copy is well-formed, no deeper than the limit, and holds only elements and attributes that
//! tell where an article is: scripts, forms, drawings, hidden elements, presentational and empty
//! tags are gone, and every element is closed in its order. So html5ever never sees misnested
//! formatting, deep nesting or thousands of attributes, on all of which it is quadratic, and both
//! extractors have less to read.

use super::elements::{Kind, is_cell, is_presentational, is_void, kind, same};
use super::entities::decode;
use super::labels::Labels;
use super::markup::{Lexer, Tag, Token};
use super::page_copy::PageCopy;
use super::page_found::{Block, Mark, Noted, Page};
use super::page_prose::lift;
use super::page_stack::{Open, ended, implied_end};
use super::prose::{Gap, Writer};
use super::skip::{Skip, is_hidden, is_post};

/// How many elements the copy may have; beyond, only paragraphs and headings are marked up.
const ELEMENTS: usize = 60_000;
/// How many tables may stand inside one another.
const TABLES: usize = 8;
/// With how many blocks before it one of a template is compared.
const COMPARED: usize = 500;
/// The longest text that is noted of a headline, a date or a byline, in characters.
const NOTED: usize = 400;

struct Scanner<'a> {
    page: Page,
    copy: PageCopy,
    stack: Vec<Open<'a>>,
    skip: Skip<'a>,
    writer: Writer,
    depth: usize,
    reach: Reach,
    /// The text of a template that a script holds comes next.
    template: bool,
    elements: usize,
    number: u32,
    /// The numbers of forms, dialogs and messages to the reader, in order.
    closed: Vec<u32>,
    linked: usize,
    in_link: usize,
    /// Line breaks since the last text.
    breaks: usize,
    json: bool,
    in_title: bool,
    in_heading: bool,
}

/// How much of a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// What a reader sees.
    Shown,
    /// Also templates, and what is there for readers without scripts.
    Templates,
    /// Also what is hidden.
    Hidden,
}

/// Scans a page; elements deeper than `depth` lose their tags but not their text.
pub(super) fn scan(html: &str, depth: usize, reach: Reach) -> Page {
    let mut scanner = Scanner {
        page: Page::default(),
        copy: PageCopy::with_capacity(html.len() / 4),
        stack: Vec::new(),
        skip: Skip::default(),
        writer: Writer::new(256),
        depth,
        reach,
        template: false,
        elements: 0,
        number: 0,
        closed: Vec::new(),
        linked: 0,
        in_link: 0,
        breaks: 0,
        json: false,
        in_title: false,
        in_heading: false,
    };
    scanner.run(Lexer::html(html));
    scanner.close_to(0);
    scanner.end_block();
    scanner.page.copy = scanner.copy.finish();
    lift(&mut scanner.page, &scanner.closed);
    scanner.page
}

impl<'a> Scanner<'a> {
    fn run(&mut self, mut lexer: Lexer<'a>) {
        loop {
            match lexer.next() {
                Some(token) => self.token(token, &lexer),
                None => match self.skip.give_up() {
                    Some(start) => lexer = start,
                    None => return,
                },
            }
        }
    }

    fn token(&mut self, token: Token<'a>, lexer: &Lexer<'a>) {
        if self.json {
            self.json = false;
            if let Token::Raw(text) = token {
                if self.page.notes.linked.len() < 50 {
                    self.page.notes.linked.push(text.to_owned());
                }
                return;
            }
        }
        if std::mem::take(&mut self.template)
            && let Token::Raw(text) = token
        {
            // No script stands inside a script, so this goes one deep.
            return self.run(Lexer::html(text));
        }
        if self.in_title {
            self.in_title = false;
            if let Token::Text(text) = token {
                let text: String = decode(text).chars().take(4 * NOTED).collect();
                self.page.notes.title.get_or_insert(text);
                return;
            }
        }
        // A page's metadata count wherever they stand.
        if let Token::Start(tag) = token
            && self.is_metadata(&tag)
        {
            return;
        }
        let Self { skip, stack, .. } = self;
        if skip.takes(&token, |name| stack.iter().any(|open| same(open.name, name))) {
            return;
        }
        match token {
            Token::Text(text) => self.text(&decode(text)),
            Token::Raw(text) => self.text(text),
            Token::Start(tag) => self.start(tag, lexer),
            Token::End(name) => self.end(name),
        }
    }

    /// Takes in `<meta>`, `<link>`, `<title>` and JSON-LD.
    fn is_metadata(&mut self, tag: &Tag<'a>) -> bool {
        let notes = &mut self.page.notes;
        if same(tag.name, "meta") {
            notes.take_meta(tag);
            return true;
        }
        if same(tag.name, "link") {
            notes.take_link(tag);
            return true;
        }
        if same(tag.name, "title") {
            // A title inside a drawing is that drawing's.
            self.in_title = notes.title.is_none() && !tag.closed;
            return true;
        }
        if same(tag.name, "script") {
            let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
            self.json = kind.contains("ld+json");
            self.template = self.reach > Reach::Shown
                && (kind.contains("template") || kind.starts_with("text/html"));
            return self.json || self.template;
        }
        false
    }

    fn start(&mut self, tag: Tag<'a>, lexer: &Lexer<'a>) {
        let kind = kind(tag.name);
        if same(tag.name, "html") {
            self.page.notes.language = tag
                .attribute("lang")
                .or_else(|| tag.attribute("xml:lang"))
                .filter(|l| !l.is_empty());
            return;
        }
        if same(tag.name, "body") {
            return;
        }
        // A page may hide its body until its scripts have run.
        let root = ["main", "article"].iter().any(|name| same(tag.name, name));
        let template = same(tag.name, "template") && self.reach > Reach::Shown;
        let unread = kind == Kind::Skipped && !template
            || same(tag.name, "nav")
            || same(tag.name, "noscript") && self.reach == Reach::Shown
            || same(tag.name, "blockquote") && is_post(&tag);
        if unread || !root && self.reach < Reach::Hidden && is_hidden(&tag) {
            if is_void(tag.name) {
                if kind == Kind::Break {
                    self.line_break();
                }
            } else if !tag.closed {
                self.skip.start(tag.name, lexer);
            }
            return;
        }
        match kind {
            Kind::Break => return self.line_break(),
            Kind::Void => return,
            Kind::Inline if is_presentational(tag.name) => return,
            _ => {}
        }
        self.imply_ends(tag.name, kind);
        let table = same(tag.name, "table");
        let full = self.elements >= ELEMENTS && !matches!(kind, Kind::Paragraph | Kind::Heading);
        // Pages of old are laid out in tables, but not this deep; extractors copy the text of every
        // cell around.
        let deep_table = (table || is_cell(tag.name) || same(tag.name, "tr"))
            && self.stack.iter().filter(|open| same(open.name, "table")).count()
                >= TABLES + usize::from(!table);
        if self.stack.len() >= self.depth || deep_table || full || self.elements >= 8 * ELEMENTS {
            if kind != Kind::Inline {
                self.end_block();
                self.copy.line_break();
            }
            return;
        }
        self.open(tag, kind);
    }

    fn open(&mut self, tag: Tag<'a>, kind: Kind) {
        if kind != Kind::Inline {
            self.end_block();
        }
        self.in_heading |= kind == Kind::Heading;
        self.elements += 1;
        self.number += 1;
        let (mut asides, mut regions) =
            self.stack.last().map_or(([0; 3], [0; 3]), |open| (open.asides, open.regions));
        let labels = Labels::of(&tag);
        if labels.article_body {
            regions[0] = self.number;
        }
        if same(tag.name, "article") {
            regions[1] = self.number;
        }
        if same(tag.name, "main") || labels.main {
            regions[2] = self.number;
        }
        let aside = labels.aside
            || same(tag.name, "aside")
            || same(tag.name, "footer")
            || same(tag.name, "form");
        if let Some(free) = asides.iter_mut().find(|free| **free == 0).filter(|_| aside) {
            *free = self.number;
            if labels.closed || same(tag.name, "form") {
                self.closed.push(self.number);
            }
        }
        let noting = self.note(&tag, &labels, asides);
        let place = self.copy.start(&tag);
        self.in_link += usize::from(same(tag.name, "a"));
        self.stack.push(Open {
            name: tag.name,
            kind,
            number: self.number,
            asides,
            regions,
            place,
            noting,
        });
    }

    /// Notes an element that may tell the headline, the date, the author or the publisher.
    fn note(&mut self, tag: &Tag<'a>, labels: &Labels, asides: [u32; 3]) -> Option<usize> {
        let mark = Mark::of(tag, labels)?;
        let at = self.page.blocks.len();
        let notes = &mut self.page.notes.marked;
        if notes.len() >= 200 {
            return None;
        }
        let attribute = mark.attribute(tag);
        let noted = attribute.is_none();
        let text = attribute.unwrap_or_default();
        notes.push(Noted { mark, text, at, aside: false, asides });
        noted.then_some(notes.len() - 1)
    }

    /// Closes what a start tag closes without saying so.
    fn imply_ends(&mut self, name: &str, kind: Kind) {
        if kind == Kind::Inline {
            if same(name, "a") {
                self.end("a");
            }
            return;
        }
        if let Some(at) = implied_end(&self.stack, name, kind) {
            self.close_to(at);
            if same(name, "tr") && self.stack.last().is_some_and(|open| same(open.name, "tr")) {
                self.close_to(self.stack.len() - 1);
            }
        }
    }

    fn end(&mut self, name: &str) {
        let kind = kind(name);
        match ended(&self.stack, name, kind) {
            Some(at) => self.close_to(at),
            None if kind == Kind::Paragraph || kind == Kind::Break => self.line_break(),
            None => {}
        }
    }

    fn close_to(&mut self, length: usize) {
        while self.stack.len() > length {
            let Some(open) = self.stack.last() else { return };
            if open.kind != Kind::Inline {
                self.end_block();
            }
            let Some(open) = self.stack.pop() else { return };
            if open.kind == Kind::Heading {
                self.in_heading = false;
            }
            self.in_link = self.in_link.saturating_sub(usize::from(same(open.name, "a")));
            if !self.copy.end(open.name, open.place) {
                self.elements = self.elements.saturating_sub(1);
            }
        }
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        match self.breaks {
            1 => self.writer.gap(Gap::Line),
            2 => self.end_block(),
            _ => return,
        }
        self.copy.line_break();
    }

    fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            if !text.is_empty() {
                self.writer.gap(Gap::Space);
                self.copy.space();
            }
            return;
        }
        self.breaks = 0;
        self.copy.text(text);
        self.writer.text(text);
        if self.in_link > 0 {
            self.linked += text.chars().filter(|c| !c.is_whitespace()).count();
        }
        for open in &self.stack {
            if let Some(noted) = open.noting.and_then(|at| self.page.notes.marked.get_mut(at)) {
                let room = NOTED.saturating_sub(noted.text.len());
                noted.text.extend(text.chars().take(room));
                noted.text.push(' ');
            }
        }
    }

    fn end_block(&mut self) {
        let text = std::mem::replace(&mut self.writer, Writer::new(256)).finish();
        let linked = std::mem::take(&mut self.linked);
        self.copy.end_block();
        // Templates hold what the page shows, too.
        let before = self.page.blocks.iter().rev().take(COMPARED);
        let known = || before.clone().any(|block| block.text == text);
        if text.is_empty() || self.reach > Reach::Shown && text.len() > 40 && known() {
            return;
        }
        let (asides, regions) =
            self.stack.last().map_or(([0; 3], [0; 3]), |open| (open.asides, open.regions));
        let mut parents = self
            .stack
            .iter()
            .rev()
            .filter(|open| !matches!(open.kind, Kind::Inline | Kind::Paragraph))
            .map(|open| open.number);
        let parents = [parents.next().unwrap_or(0), parents.next().unwrap_or(0)];
        self.page.blocks.push(Block {
            text,
            heading: self.in_heading,
            linked,
            aside: false,
            closed: false,
            asides,
            parents,
            regions,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_is_well_formed() {
        for (source, expected) in [
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<a><b><p>x</a>y", "<a><p>x</p></a>y"),
            ("<div><div></div><span></span></div>x", "x"),
            ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
            (
                "<table><tr><td>a<td>b<tr><td>c</table>",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            ),
            (
                "</div><p onclick=x class='a\"b'>1 < 2 &amp; 3</p></p>",
                "<p class=\"a&quot;b\">1 &lt; 2 &amp; 3</p><br>",
            ),
            ("<<b>script>alert(1)</b></script>x", "&lt;script&gt;alert(1)x"),
            ("a<br><br><br><br>b", "a<br><br>b"),
            ("<nav>menu</nav><script>x</script><p hidden>h</p><p>t</p>", "<p>t</p>"),
            ("<p>a<h2>b</h3>c</h2>", "<p>a</p><h2>b</h2>c"),
        ] {
            assert_eq!(scan(source, 64, Reach::Shown).copy, expected, "{source}");
        }
        for unit in ["<ul><li>", "<dl><dd>", "<p><br><br></p>", "<div><br>"] {
            let copy = scan(&unit.repeat(1_000), 16, Reach::Shown).copy;
            assert!(copy.matches("<br>").count() <= 2, "{copy}");
        }
        let deep = scan(&"<div>x".repeat(10_000), 16, Reach::Shown).copy;
        assert_eq!(deep.matches("<div>").count(), 16);
        assert_eq!(deep.matches('x').count(), 10_000);
    }

    #[test]
    fn blocks_know_where_they_stand() {
        let page = scan(
            "<main><article><h1>T</h1><p>One <a>link</a></p><div class='related-links'>x</div></article></main>",
            64,
            Reach::Shown,
        );
        let shown: Vec<_> = page
            .blocks
            .iter()
            .map(|b| (b.text.as_str(), b.heading, b.aside, b.linked, b.regions[1] > 0))
            .collect();
        assert_eq!(
            shown,
            [
                ("T", true, false, 0, true),
                ("One link", false, false, 4, true),
                ("x", false, true, 0, true)
            ]
        );
        let noted: Vec<_> =
            page.notes.marked.iter().map(|n| (n.mark, n.text.as_str(), n.at, n.aside)).collect();
        assert_eq!(noted, [(Mark::Heading, "T ", 0, false)]);
    }

    #[test]
    fn a_wrapper_of_the_whole_article_is_no_aside() {
        let prose = "A sentence of news stands here and is long enough to count. ".repeat(3);
        for (wrapper, inner, expected) in [
            ("form", "<h1>T</h1>", [false, false, true]),
            ("div class=page-menu", "<h1>T</h1>", [false, false, true]),
            ("div class=sidebar", "<form><h1>T</h1>", [false, false, true]),
            ("form", "<h2>T</h2>", [true, true, true]),
        ] {
            let page = scan(
                &format!("<{wrapper}>{inner}<p>{prose}<div class=related>More</div>"),
                64,
                Reach::Shown,
            );
            let found: Vec<bool> = page.blocks.iter().map(|block| block.aside).collect();
            assert_eq!(found, expected, "{wrapper} {inner}");
        }
    }
}

//! One pass over an HTML page: its metadata, its blocks of text, and a copy that any tree builder
//! can take.
//!
//! The copy is well-formed, no deeper than the limit, and holds only elements and attributes that
//! tell where an article is: scripts, forms, drawings, hidden elements, presentational and empty
//! tags are gone, and every element is closed in its order. So html5ever never sees misnested
//! formatting, deep nesting or thousands of attributes, on all of which it is quadratic, and both
//! extractors have less to read.

use super::elements::{Kind, is_void, kind, same};
use super::entities::decode;
use super::labels::Labels;
use super::markup::{Lexer, Tag, Token};
use super::page_prose::reads_like_prose;
use super::prose::{Gap, Writer};
use super::skip::{Skip, is_hidden};

/// How many elements the copy may have; beyond, only paragraphs and headings are marked up.
const ELEMENTS: usize = 60_000;
/// The longest attribute value that the copy keeps, in bytes.
const VALUE: usize = 200;
/// How much of one block's text the copy keeps, in bytes: enough to know it again. One run of text
/// of 5 MB took an extractor 9 s.
const RUN: usize = 16 << 10;
/// How many tables may stand inside one another.
const TABLES: usize = 8;
/// How many line breaks the copy may have.
const BREAKS: usize = 5_000;
/// With how many blocks before it one of a template is compared.
const COMPARED: usize = 500;
/// The longest text that is noted of a headline, a date or a byline, in characters.
const NOTED: usize = 400;

/// What one pass over a page finds.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The well-formed copy.
    pub(super) copy: String,
    /// Stretches of text in document order.
    pub(super) blocks: Vec<Block>,
    /// What the page says of itself.
    pub(super) notes: Notes,
}

/// Metadata as it stands in the page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// `<meta>`: name, property or itemprop in lower case, and content.
    pub(super) metas: Vec<(String, String)>,
    /// `<title>`.
    pub(super) title: Option<String>,
    /// `<link rel="canonical">`.
    pub(super) canonical: Option<String>,
    /// The language of `<html>`.
    pub(super) language: Option<String>,
    /// JSON-LD as written.
    pub(super) linked: Vec<String>,
    /// Elements whose text or attributes tell something: what, and its text.
    pub(super) marked: Vec<Noted>,
}

/// What an element was noted for, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) mark: Mark,
    pub(super) text: String,
    /// How many blocks stand before it.
    pub(super) at: usize,
    /// Whether something around it says that it is not the article.
    pub(super) aside: bool,
    asides: [u32; 3],
}

/// What an element was noted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `<h1>`.
    Heading,
    /// Microdata `headline`.
    Headline,
    /// A heading whose class says that it is the article's ("entry-title").
    Titled,
    /// Microdata `datePublished`.
    Published,
    /// `<time pubdate>` or one whose class speaks of publication.
    PubTime,
    /// Any other `<time>`.
    Time,
    /// An element whose class speaks of a date.
    Dated,
    /// Microdata `author`, `rel="author"`.
    Author,
    /// An element whose class says "byline" or "author".
    Byline,
    /// Microdata `publisher`.
    Publisher,
}

/// A stretch of text between two block boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its words.
    pub(super) text: String,
    /// Whether it is a heading.
    pub(super) heading: bool,
    /// Characters inside links.
    pub(super) linked: usize,
    /// Whether something around it says that it is not the article ("footer", "related", "share").
    pub(super) aside: bool,
    /// Whether it stands in a form, a dialog or a message to the reader.
    pub(super) closed: bool,
    asides: [u32; 3],
    /// The numbers of the elements around it, innermost first: parent and grandparent.
    pub(super) parents: [u32; 2],
    /// The number of the `articleBody`, `<article>` or `<main>` around it, 0 for none.
    pub(super) regions: [u32; 3],
}

#[derive(Debug)]
struct Open<'a> {
    name: &'a str,
    kind: Kind,
    number: u32,
    /// The outermost elements around it that are not the article, 0 for none.
    asides: [u32; 3],
    regions: [u32; 3],
    /// Length of the copy before and after the start tag; an element that adds nothing is taken
    /// back.
    before: usize,
    after: usize,
    /// Index into the notes of what is being noted inside.
    noting: Option<usize>,
}

struct Scanner<'a> {
    page: Page,
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
    /// Line breaks since the last text, and all of them.
    breaks: usize,
    all_breaks: usize,
    /// Line breaks in the copy since its last text: an extractor counts them in eight bits.
    bare_breaks: usize,
    /// Bytes of the current block that the copy holds.
    run: usize,
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
        page: Page { copy: String::with_capacity(html.len() / 4), ..Page::default() },
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
        all_breaks: 0,
        bare_breaks: 0,
        run: 0,
        json: false,
        in_title: false,
        in_heading: false,
    };
    scanner.run(Lexer::html(html));
    scanner.close_to(0);
    scanner.end_block();
    lift(&mut scanner.page, &scanner.closed);
    scanner.page
}

/// A wrapper that holds the headline and more prose than stands outside all wrappers is no place
/// beside the article, whatever its class says ("has-sidebar", one form around everything).
fn lift(page: &mut Page, closed: &[u32]) {
    for _ in 0..3 {
        let mut sums: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
        for block in &page.blocks {
            if reads_like_prose(block) {
                *sums.entry(block.asides[0]).or_default() += block.text.len();
            }
        }
        let outside = sums.remove(&0).unwrap_or(0);
        let holds = |wrapper: u32| {
            page.notes.marked.iter().any(|noted| {
                matches!(noted.mark, Mark::Heading | Mark::Headline) && noted.asides[0] == wrapper
            }) || outside == 0
                && page.blocks.iter().any(|block| {
                    block.asides[0] == wrapper
                        && block.regions.iter().any(|&region| region > wrapper)
                })
        };
        let heaviest = sums
            .into_iter()
            .filter(|&(wrapper, weight)| weight > outside && holds(wrapper))
            .max_by_key(|&(_, weight)| weight);
        let Some((wrapper, _)) = heaviest else { break };
        let inner = |asides: &mut [u32; 3]| {
            if asides[0] == wrapper {
                *asides = [asides[1], asides[2], 0];
            }
        };
        page.blocks.iter_mut().for_each(|block| inner(&mut block.asides));
        page.notes.marked.iter_mut().for_each(|noted| inner(&mut noted.asides));
    }
    for block in &mut page.blocks {
        block.aside = block.asides[0] > 0;
        block.closed = block.asides.iter().any(|aside| closed.binary_search(aside).is_ok());
    }
    page.notes.marked.iter_mut().for_each(|noted| noted.aside = noted.asides[0] > 0);
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
            let key = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|key| tag.attribute(key));
            if let (Some(key), Some(content)) = (key, tag.attribute("content"))
                && notes.metas.len() < 400
                && content.len() < 4096
            {
                notes.metas.push((key.to_ascii_lowercase(), content));
            }
            return true;
        }
        if same(tag.name, "link") {
            let rel = tag.attribute("rel").unwrap_or_default().to_ascii_lowercase();
            if rel.split_whitespace().any(|rel| rel == "canonical") && notes.canonical.is_none() {
                notes.canonical = tag.attribute("href");
            }
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
                self.write_break();
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
        let before = self.page.copy.len();
        write_tag(&mut self.page.copy, &tag);
        let after = self.page.copy.len();
        self.in_link += usize::from(same(tag.name, "a"));
        self.stack.push(Open {
            name: tag.name,
            kind,
            number: self.number,
            asides,
            regions,
            before,
            after,
            noting,
        });
    }

    /// Notes an element that may tell the headline, the date, the author or the publisher.
    fn note(&mut self, tag: &Tag<'a>, labels: &Labels, asides: [u32; 3]) -> Option<usize> {
        let mark = if same(tag.name, "h1") {
            Mark::Heading
        } else if let Some(mark) = labels.microdata {
            mark
        } else if labels.titled && kind(tag.name) == Kind::Heading {
            Mark::Titled
        } else if same(tag.name, "time") {
            if tag.has("pubdate") || labels.dated { Mark::PubTime } else { Mark::Time }
        } else if labels.author_link {
            Mark::Author
        } else if labels.byline {
            Mark::Byline
        } else if labels.dated {
            Mark::Dated
        } else {
            return None;
        };
        let at = self.page.blocks.len();
        let notes = &mut self.page.notes.marked;
        if notes.len() >= 200 {
            return None;
        }
        let attribute = match mark {
            Mark::Published | Mark::PubTime | Mark::Time | Mark::Dated => tag
                .attribute("datetime")
                .or_else(|| tag.attribute("content"))
                .filter(|text| !text.is_empty()),
            Mark::Heading | Mark::Titled => None,
            _ => tag.attribute("content"),
        };
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
        // Only inline elements may stand between a paragraph and what ends it.
        let paragraph = self.stack.iter().rposition(|open| open.kind != Kind::Inline);
        if let Some(at) = paragraph
            && self.stack.get(at).is_some_and(|open| {
                open.kind == Kind::Paragraph
                    || open.kind == Kind::Heading && kind == Kind::Heading
                    || same(open.name, "li") && same(name, "li")
                    || is_cell(open.name) && (is_cell(name) || same(name, "tr"))
                    || same(open.name, "tr") && same(name, "tr")
                    || is_term(open.name) && is_term(name)
            })
        {
            self.close_to(at);
            if same(name, "tr") && self.stack.last().is_some_and(|open| same(open.name, "tr")) {
                self.close_to(self.stack.len() - 1);
            }
        }
    }

    fn end(&mut self, name: &str) {
        let kind = kind(name);
        // An inline element ends only inside its block; a block ends whatever is open in it, and so
        // does a link, which would make links of all that follows. The end of any heading ends the
        // open one, as in browsers.
        let ends = |open: &Open<'_>| {
            same(open.name, name) || kind == Kind::Heading && open.kind == Kind::Heading
        };
        let at = self
            .stack
            .iter()
            .rposition(|open| {
                ends(open) || kind == Kind::Inline && open.kind != Kind::Inline && !same(name, "a")
            })
            .filter(|&at| self.stack.get(at).is_some_and(ends));
        match at {
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
            if self.page.copy.len() == open.after {
                self.page.copy.truncate(open.before);
                self.elements = self.elements.saturating_sub(1);
            } else {
                self.page.copy.push_str("</");
                self.page.copy.push_str(open.name);
                self.page.copy.push('>');
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
        self.write_break();
    }

    fn write_break(&mut self) {
        if self.all_breaks < BREAKS && self.bare_breaks < 2 {
            self.all_breaks += 1;
            self.bare_breaks += 1;
            self.page.copy.push_str("<br>");
        }
    }

    fn text(&mut self, text: &str) {
        if text.trim().is_empty() {
            if !text.is_empty() {
                self.writer.gap(Gap::Space);
                if !self.page.copy.ends_with(' ') {
                    self.page.copy.push(' ');
                }
            }
            return;
        }
        self.breaks = 0;
        if self.run < RUN {
            let mut end = text.len().min(RUN - self.run);
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            self.run += text.len();
            self.bare_breaks = 0;
            escape_into(&mut self.page.copy, text.get(..end).unwrap_or(""));
        }
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
        self.run = 0;
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

/// Whether a quotation is a post of a social network, as their scripts mark it.
fn is_post(tag: &Tag<'_>) -> bool {
    const CLASSES: [&str; 7] = [
        "twitter-tweet",
        "twitter-video",
        "instagram-media",
        "tiktok-embed",
        "bluesky-embed",
        "reddit-embed-bq",
        "mastodon-embed",
    ];
    tag.attribute("class")
        .is_some_and(|class| class.split_whitespace().any(|c| CLASSES.contains(&c)))
}

fn is_cell(name: &str) -> bool {
    same(name, "td") || same(name, "th")
}

fn is_term(name: &str) -> bool {
    same(name, "dt") || same(name, "dd")
}

/// Inline elements that only change how words look.
fn is_presentational(name: &str) -> bool {
    const NAMES: [&str; 28] = [
        "b", "i", "em", "strong", "u", "s", "small", "big", "font", "tt", "nobr", "mark", "abbr",
        "acronym", "strike", "del", "ins", "code", "kbd", "samp", "var", "bdi", "bdo", "sup",
        "sub", "cite", "dfn", "wbr",
    ];
    NAMES.iter().any(|known| same(known, name))
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

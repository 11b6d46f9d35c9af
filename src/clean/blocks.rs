//! An article's text as blocks: body, headings, furniture.

use super::anywhere::Hit;
use super::cuts::{bullet, glued, run_in, stopped_place, tail};
use super::dateline::dateline;
use super::lines::{Setting, anchored, furniture, is_heading};
use super::phrases::{Match, phrases};
use super::recurring::{Recurring, galleries};
use super::scan::ends_like_sentence;
use super::traits::words;
use crate::model::{Article, Language, Reason, Role, Span};
use crate::text::paragraphs;

/// A stretch of an article's text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Its **bytes** of the article's text; never empty, no white space at either end.
    pub span: Span,
    /// The paragraph it stands in, from 0. A paragraph may hold several blocks.
    pub paragraph: u32,
    /// What it is.
    pub role: Role,
    /// Why it is not body; `None` for body.
    pub reason: Option<Reason>,
    /// It holds a phrase that gives furniture away; [`judge`](super::judge) need not look for one
    /// where it does not.
    pub suspect: bool,
}

/// Parts the text of an article into blocks: in order, not overlapping, and together all of its
/// text but white space.
///
/// `article_index` is the article's place in the slice that [`Recurring::learn`] was given. Body
/// blocks begin after a dateline, a bullet or a run-in heading and end before a glued link or
/// credit; what was cut off is a block of its own.
#[must_use]
pub fn blocks(
    article_index: usize,
    article: &Article,
    language: Option<Language>,
    recurring: &Recurring,
) -> Vec<Block> {
    let text = article.text();
    let spans = paragraphs(text);
    let gallery = galleries(text, &spans, language);
    let hits: Vec<Hit> = phrases().anywhere(text, language).collect();
    let spaced = is_spaced(text, &spans);
    let mut work = Work {
        text,
        article,
        language,
        recurring,
        article_index,
        hits: &hits,
        blocks: Vec::with_capacity(spans.len() + 8),
        bodies: 0,
        group: false,
        suspect: false,
    };
    let mut end = 0;
    for (index, span) in spans.iter().enumerate() {
        let gap = text.get(end..span.range().start).unwrap_or("");
        if !spaced || gap.bytes().filter(|b| *b == b'\n').count() > 1 {
            work.group = false;
        }
        end = span.range().end;
        let paragraph = u32::try_from(index).unwrap_or(u32::MAX);
        if gallery.get(index) == Some(&true) {
            work.push(span.range(), paragraph, Role::Boilerplate, Some(Reason::Caption));
        } else {
            work.paragraph(span.range(), paragraph, spans.len() - index - 1, spaced);
        }
    }
    head_matter(text, &mut work.blocks);
    work.blocks
}

/// A short line above the one with the date is a standfirst or an author's line, not the report.
/// Sentences never go: the date may also stand below its news.
fn head_matter(text: &str, blocks: &mut [Block]) {
    /// Blocks above which the date stands, and words that a line above it may have.
    /// Set by hand; no trial of other values is recorded.
    const DEEPEST: usize = 5;
    /// See [`DEEPEST`].
    const LONGEST: usize = 30;
    let is_head = |b: &Block| {
        b.reason == Some(Reason::Updated)
            && b.span.of(text).is_some_and(|line| line.len() < 60 && is_dated(line))
    };
    let Some(date) = blocks.iter().take(DEEPEST).position(is_head) else { return };
    for block in &mut blocks[..date] {
        let short = block.span.of(text).is_some_and(|p| {
            words(p) < LONGEST && !(ends_like_sentence(p) && words(p) >= FEWEST_OF_REPORT)
        });
        if block.role == Role::Body && short {
            block.role = Role::Boilerplate;
            block.reason = Some(Reason::Byline);
        }
    }
}

/// The fewest words of a line above the date that may be news; shorter ones are slogans.
/// Set by hand; no trial of other values is recorded.
const FEWEST_OF_REPORT: usize = 6;

/// Whether a line names a year: the date lines that the reader knows all do.
fn is_dated(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_digit())
        .any(|run| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))
}

/// Whether blank lines part most paragraphs; only then do lines right under one another belong
/// together.
fn is_spaced(text: &str, spans: &[Span]) -> bool {
    let blank = spans
        .windows(2)
        .filter(|pair| {
            let [a, b] = pair else { return false };
            text.get(a.range().end..b.range().start)
                .is_some_and(|gap| gap.bytes().filter(|b| *b == b'\n').count() > 1)
        })
        .count();
    blank * 2 > spans.len().saturating_sub(1)
}

struct Work<'a> {
    text: &'a str,
    article: &'a Article,
    language: Option<Language>,
    recurring: &'a Recurring,
    article_index: usize,
    /// Phrases found anywhere in the text that have not been passed yet.
    hits: &'a [Hit],
    blocks: Vec<Block>,
    /// Body blocks so far.
    bodies: usize,
    /// Inside the lines under a promotion's heading.
    group: bool,
    /// The paragraph at hand holds a phrase that gives furniture away.
    suspect: bool,
}

/// Hard-wrapped lines have at least so many bytes.
/// Set by hand; no trial of other values is recorded.
const WRAPPED: usize = 45;

type Range = std::ops::Range<usize>;

impl<'a> Work<'a> {
    fn of(&self, range: &Range) -> &'a str {
        self.text.get(range.clone()).unwrap_or("")
    }

    fn push(&mut self, range: Range, paragraph: u32, role: Role, reason: Option<Reason>) {
        let text = self.of(&range);
        let trimmed = text.trim_start();
        let start = range.start + (text.len() - trimmed.len());
        let end = start + trimmed.trim_end().len();
        if start < end {
            let span = Span::of_range(start..end);
            let suspect = role == Role::Body && self.suspect;
            self.blocks.push(Block { span, paragraph, role, reason, suspect });
        }
    }

    fn drop(&mut self, range: Range, paragraph: u32, reason: Reason) {
        self.push(range, paragraph, Role::Boilerplate, Some(reason));
    }

    fn setting(&self, left: usize) -> Setting<'a> {
        Setting {
            language: self.language,
            title: self.article.title.as_deref(),
            byline: self.article.byline.as_deref(),
            left,
            begun: self.bodies > 0,
        }
    }

    /// The phrases found inside `range`. Ranges come in order.
    fn hits_in(&mut self, range: &Range) -> &'a [Hit] {
        let passed = self.hits.iter().take_while(|hit| hit.start < range.start).count();
        self.hits = self.hits.get(passed..).unwrap_or(&[]);
        let count = self.hits.iter().take_while(|hit| hit.end <= range.end).count();
        self.hits.get(..count).unwrap_or(&[])
    }

    /// A paragraph; its lines are looked at one by one as long as they are furniture or headings.
    fn paragraph(&mut self, range: Range, paragraph: u32, left: usize, spaced: bool) {
        let mut rest = range;
        while !rest.is_empty() {
            let text = self.of(&rest);
            let first =
                memchr::memchr(b'\n', text.as_bytes()).map(|at| rest.start..rest.start + at);
            // A line as long as hard wrapping makes them belongs to the sentence that it begins.
            if let Some(first) = first.filter(|line| spaced && line.len() < WRAPPED)
                && self.aside(first.clone(), paragraph, left)
            {
                let after = self.of(&(first.end..rest.end));
                rest = rest.end - after.trim_start().len()..rest.end;
                continue;
            }
            if !self.aside(rest.clone(), paragraph, left) {
                self.body(rest, paragraph);
            }
            return;
        }
    }

    /// Takes a line or paragraph that is furniture or a heading as a whole; says whether it did.
    fn aside(&mut self, range: Range, paragraph: u32, left: usize) -> bool {
        let line = self.of(&range).trim();
        if line.is_empty() {
            return true;
        }
        if self.group {
            self.drop(range, paragraph, Reason::Promotion);
            return true;
        }
        let setting = self.setting(left);
        let hits = self.hits_in(&range);
        self.suspect = !hits.is_empty();
        let offset = range.end - self.of(&range).trim_start().len();
        if let Some(found) = furniture(line, offset, hits, setting) {
            self.group = found.opens_group;
            self.drop(range, paragraph, found.reason);
            return true;
        }
        if is_heading(line, setting) {
            self.push(range, paragraph, Role::Heading, Some(Reason::Heading));
            return true;
        }
        if self.recurring.holds(self.article_index, line) {
            self.drop(range, paragraph, Reason::Recurring);
            return true;
        }
        false
    }

    /// Cuts what is glued to the ends of a body paragraph, and what is set into it.
    fn body(&mut self, range: Range, paragraph: u32) {
        let mut from = range.start;
        if let Some(len) = bullet(self.of(&(from..range.end))) {
            self.drop(from..from + len, paragraph, Reason::NotProse);
            from += len;
        }
        let rest = self.of(&(from..range.end));
        let found = dateline(rest, self.language, self.bodies < 2)
            .map(|found| found.len)
            .or_else(|| stopped_place(rest, self.language).filter(|_| self.bodies == 0));
        if let Some(len) = found {
            self.drop(from..from + len, paragraph, Reason::Dateline);
            from += len;
        } else if let Some(len) = run_in(rest, self.language).or_else(|| glued(rest, self.language))
        {
            self.push(from..from + len, paragraph, Role::Heading, Some(Reason::Heading));
            from += len;
        }
        let mut to = range.end;
        let mut tails: Vec<(Range, Reason)> = Vec::new();
        while let Some((at, reason)) = tail(self.of(&(from..to)), self.language, self.suspect) {
            if at == 0 {
                break;
            }
            tails.push((from + at..to, reason));
            to = from + at;
        }
        self.insets(from..to, paragraph);
        for (range, reason) in tails.into_iter().rev() {
            self.drop(range, paragraph, reason);
        }
    }

    /// Body with bracketed links set into it: "… on Friday. (RELATED: …) The senator …".
    fn insets(&mut self, range: Range, paragraph: u32) {
        let mut from = range.start;
        let mut look = from;
        while let Some(open) =
            memchr::memchr2(b'(', b'[', self.of(&(look..range.end)).as_bytes()).map(|at| look + at)
        {
            let inner = self.of(&(open..range.end));
            look = open + 1;
            let reach = super::scan::floor(inner, 300);
            let Some(close) = inner.get(..reach).and_then(|near| near.find([')', ']'])) else {
                continue;
            };
            let inset = inner.get(..=close).unwrap_or("");
            let before = self.of(&(from..open)).trim_end();
            if !(before.is_empty() || ends_like_sentence(before)) {
                continue;
            }
            let Some((_, reason)) = anchored(inset, self.language, true)
                .filter(|(kind, _)| matches!(kind, Match::Start | Match::Label))
            else {
                continue;
            };
            self.quotable(from..open, paragraph);
            self.drop(open..open + inset.len(), paragraph, reason);
            from = open + inset.len();
            look = from;
        }
        self.quotable(from..range.end, paragraph);
    }

    fn quotable(&mut self, range: Range, paragraph: u32) {
        let before = self.blocks.len();
        self.push(range, paragraph, Role::Body, None);
        self.bodies += self.blocks.len() - before;
    }
}

//! Lines that recur: across the articles of one publisher, or as a heading glued to the paragraphs
//! of one article.
//!
//! A short line that stands in three articles of a publisher is furniture. A line that reads like a
//! sentence could also be shared because the articles are versions of one another; so it counts
//! only in articles that share little else.

use crate::model::{Article, Language, Span};

use super::phrases::phrases;
use super::scan::{bare, ends_like_sentence, is_capitalised};
use crate::text::paragraphs;
use crate::threads;

/// Articles of one publisher that must share a line.
/// Set by hand; no trial of other values is recorded.
const ENOUGH: usize = 3;
/// Articles of one publisher that must share a line that always stands at the beginning or the end.
/// Set by hand; no trial of other values is recorded.
const AT_EDGE: usize = 2;
/// Lines longer than this (bytes) are not furniture for recurring.
/// Set by hand; no trial of other values is recorded.
const LONGEST: usize = 600;
/// An article that shares several sentences with others of its publisher, and more than one byte in
/// this many, is a version of one of them.
/// Set by hand; no trial of other values is recorded.
const COPY: usize = 3;
/// An article that shares one line only with others is a version of one of them where that line is
/// more than one byte in this many.
/// Set by hand; no trial of other values is recorded.
const MOSTLY: usize = 2;

/// The lines that recur across articles of one publisher.
#[derive(Debug, Clone, Default)]
pub struct Recurring {
    /// Hash of the publisher of each article, in the order given to [`Recurring::learn`]; 0 for
    /// none.
    publishers: Vec<u64>,
    /// Hashes of publisher and line, sorted.
    lines: Vec<u64>,
}

struct Line {
    key: u64,
    article: u32,
    bytes: u32,
    sentence: bool,
    /// Among the first or last two lines of its article.
    edge: bool,
}

impl Line {
    /// The lines of the article at a place that are short enough.
    fn all(index: usize, article: &Article, publisher: u64) -> Vec<Self> {
        let text = article.text();
        let spans = paragraphs(text);
        let line = |(place, span): (usize, &Span)| {
            let line = span.of(text).filter(|line| line.len() <= LONGEST)?;
            Some(Self {
                key: key(publisher, line),
                article: u32::try_from(index).unwrap_or(u32::MAX),
                bytes: span.len(),
                sentence: line.len() > 60 && ends_like_sentence(line),
                edge: spans.len() >= 4 && (place == 0 || place + 2 >= spans.len()),
            })
        };
        spans.iter().enumerate().filter_map(line).collect()
    }
}

impl Recurring {
    /// Counts the lines of `articles`. One pass, then a sort of one hash a line; equal articles
    /// give equal results whatever their order. Articles without publisher and address count for
    /// nothing.
    #[must_use]
    pub fn learn(articles: &[Article]) -> Self {
        let publishers: Vec<u64> = articles.iter().map(publisher_of).collect();
        let of_each = threads::map(articles, |n, article| match publishers[n] {
            0 => Vec::new(),
            publisher => Line::all(n, article, publisher),
        });
        let mut lines: Vec<Line> = of_each.into_iter().flatten().collect();
        lines.sort_unstable_by_key(|line| (line.key, line.article));
        lines.dedup_by_key(|line| (line.key, line.article));
        let copies = versions(&lines, articles);
        let mut recurring = Vec::new();
        for same in lines.chunk_by(|a, b| a.key == b.key) {
            let all = same.len();
            let Some(first) = same.first() else { continue };
            let apart = same
                .iter()
                .filter(|line| !copies.get(line.article as usize).copied().unwrap_or(false))
                .count();
            let count = if first.sentence { apart } else { all.min(apart + 1) };
            let enough = if same.iter().all(|line| line.edge) { AT_EDGE } else { ENOUGH };
            if apart >= AT_EDGE && count >= enough {
                recurring.push(first.key);
            }
        }
        Self { publishers, lines: recurring }
    }

    /// Whether `line` recurs among the articles of the publisher of article `index`.
    pub(super) fn holds(&self, index: usize, line: &str) -> bool {
        let publisher = self.publishers.get(index).copied().unwrap_or(0);
        publisher != 0
            && !self.lines.is_empty()
            && line.len() <= LONGEST
            && self.lines.binary_search(&key(publisher, line)).is_ok()
    }
}

/// Which articles share so many sentences with others that they are versions of one text.
fn versions(lines: &[Line], articles: &[Article]) -> Vec<bool> {
    let mut shared = vec![(0_usize, 0_usize); articles.len()];
    for same in lines.chunk_by(|a, b| a.key == b.key).filter(|same| same.len() > 1) {
        for line in same.iter().filter(|line| line.sentence) {
            if let Some((count, bytes)) = shared.get_mut(line.article as usize) {
                *count += 1;
                *bytes += line.bytes as usize;
            }
        }
    }
    let is_version = |(count, bytes): (usize, usize), len: usize| {
        bytes * MOSTLY > len || (count > 1 && bytes * COPY > len)
    };
    shared.iter().zip(articles).map(|(shared, a)| is_version(*shared, a.text().len())).collect()
}

/// The publisher's name, or else the host of the article's address.
fn publisher_of(article: &Article) -> u64 {
    let host = || {
        let url = article.source.url.as_deref()?;
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())
    };
    article.source.publisher.as_deref().or_else(host).map_or(0, |name| hash(1, name).max(1))
}

/// The hash of a publisher's line; where a wrapping editor broke it makes no difference.
fn key(publisher: u64, line: &str) -> u64 {
    if memchr::memchr(b'\n', line.as_bytes()).is_none() {
        return hash(publisher, line);
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    hash(publisher, &words.join(" "))
}

/// A 64-bit hash of `text`, the same on every machine: eight bytes a step, folded multiplication.
fn hash(seed: u64, text: &str) -> u64 {
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = seed ^ FACTOR;
    let mix = |state: u64, word: u64| {
        let product = u128::from(state ^ word) * u128::from(FACTOR | 1);
        #[allow(clippy::cast_possible_truncation)] // Both halves are wanted.
        let folded = (product as u64) ^ ((product >> 64) as u64);
        folded.wrapping_add(word.rotate_left(29)) ^ FACTOR
    };
    let mut chunks = text.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        state = mix(state, u64::from_le_bytes(word));
    }
    let mut word = [0; 8];
    for (to, from) in word.iter_mut().zip(chunks.remainder()) {
        *to = *from;
    }
    state = mix(state, u64::from_le_bytes(word));
    mix(state, text.len() as u64)
}

/// Words at a paragraph's start that are compared for a glued heading.
/// Set by hand; no trial of other values is recorded.
const GLUE_WORDS: usize = 12;

/// The paragraphs of a picture gallery: three or more near one another that begin with the same
/// heading, after which a new capital begins what belongs to each ("The road to peace A new start
/// After …"). One entry a span.
pub(super) fn galleries(text: &str, spans: &[Span], language: Option<Language>) -> Vec<bool> {
    let mut marked = vec![false; spans.len()];
    let begins: Vec<&str> = spans.iter().map(|s| begin(s.of(text).unwrap_or(""))).collect();
    let mut from = 0;
    for same in begins.chunk_by(|a, b| !a.is_empty() && a == b) {
        let to = from + same.len();
        if same.len() >= 3 && is_glued(text, spans.get(from..to).unwrap_or(&[]), language) {
            for mark in marked.iter_mut().take(to).skip(from) {
                *mark = true;
            }
        }
        from = to;
    }
    marked
}

/// The first three words; empty when there are fewer.
fn begin(paragraph: &str) -> &str {
    let mut spaces = 0;
    for (at, byte) in paragraph.bytes().enumerate().take(160) {
        if byte == b' ' {
            spaces += 1;
            if spaces == 3 {
                return paragraph.get(..at).unwrap_or("");
            }
        }
    }
    ""
}

fn is_glued(text: &str, spans: &[Span], language: Option<Language>) -> bool {
    let heads: Vec<Vec<&str>> = spans
        .iter()
        .map(|span| {
            span.of(text).map_or_else(Vec::new, |p| p.split_whitespace().take(GLUE_WORDS).collect())
        })
        .collect();
    let Some(first) = heads.first() else { return false };
    let shared = (0..first.len())
        .take_while(|&at| heads.iter().all(|head| head.get(at) == first.get(at)))
        .count();
    let Some(last) = shared.checked_sub(1).and_then(|at| first.get(at)) else { return false };
    let capital_next =
        heads.iter().all(|head| head.get(shared).is_some_and(|word| is_capitalised(word)));
    let core = bare(last);
    let plain_end = !is_capitalised(last)
        && !phrases().is_small(core, language)
        && last.ends_with(char::is_alphabetic);
    shared >= 3 && capital_next && (plain_end || shared >= 6)
}

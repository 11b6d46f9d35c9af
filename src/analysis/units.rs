//! One text cut into its units, furniture included, for `tidings sentences`.

use crate::clean::{self, Recurring};
use crate::model::{Article, Language, Role, Span};
use crate::split;
use crate::text::{language, paragraphs};

/// A sentence, heading or piece of furniture of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// Its bytes.
    pub span: Span,
    /// Its paragraph, from 0.
    pub paragraph: u32,
    /// What it is.
    pub role: Role,
}

/// All units of an article in order: every paragraph split into sentences, each with the role that
/// cleaning gives it. Nothing is left out, so the units hold every byte that is not white space.
/// The language is found out when not given.
#[must_use]
pub fn units(article: &Article, language: Option<Language>) -> Vec<Unit> {
    let text = article.text();
    let language = language.or_else(|| language::of(article));
    let recurring = Recurring::learn(std::slice::from_ref(article));
    let blocks = clean::blocks(0, article, language, &recurring);
    let splitter = split::Splitter::new(language);
    let mut units = Vec::new();
    let mut first = 0;
    for (paragraph, block) in (0u32..).zip(paragraphs(text)) {
        for span in splitter.sentences(text, block) {
            while blocks.get(first).is_some_and(|b| b.span.end() <= span.start()) {
                first += 1;
            }
            let role = role(text, span, &blocks[first..], language);
            units.push(Unit { span, paragraph, role });
        }
    }
    units
}

/// The role of the block that holds most of a sentence; of a body sentence, what the sentence
/// itself looks like.
fn role(text: &str, span: Span, blocks: &[clean::Block], language: Option<Language>) -> Role {
    let shared = |b: &clean::Block| {
        b.span.end().min(span.end()).saturating_sub(b.span.start().max(span.start()))
    };
    let over = blocks.iter().take_while(|b| b.span.start() < span.end());
    let most = over.max_by_key(|b| (shared(b), std::cmp::Reverse(b.span.start())));
    match most.map(|b| b.role) {
        Some(Role::Body) => {
            let sentence = span.of(text).unwrap_or("");
            clean::judge(sentence, language, &clean::Context::default()).role
        }
        Some(role) => role,
        None => Role::Body,
    }
}

//! From articles to the arena: canonical order, language, cleaning, sentences.

use crate::model::{Article, ArticleId, Corpus, Dropped, Language, Reason, Role, Sentence, Span};
use crate::text::language;
use crate::text::paragraphs;

/// What a run may know beside its articles.
#[derive(Debug, Clone, Default)]
pub struct Background {
    /// Document frequencies of an earlier, larger collection.
    pub frequencies: Option<crate::terms::DocumentFrequencies>,
}

/// Cleans and splits every article; articles are put into canonical order first. At most `limit` sentences of an article
/// are used; the rest is dropped with [`Reason::OverLimit`].
#[must_use]
pub fn prepare(articles: Vec<Article>, limit: usize) -> Corpus {
    let articles = Corpus::canonical_order(articles);
    let parts = articles.iter().map(|article| part(article, limit)).collect();
    Corpus::new(articles, parts)
}

fn part(article: &Article, limit: usize) -> (Option<Language>, Vec<Sentence>, Vec<Dropped>) {
    let text = article.text();
    let language = article.language.or_else(|| language::detect(text));
    let mut sentences = Vec::new();
    let mut dropped = Vec::new();
    for (paragraph, block) in (0u32..).zip(paragraphs(text)) {
        for span in naive_sentences(text, block) {
            if sentences.len() >= limit {
                dropped.push(Dropped { article: ArticleId(0), span, reason: Reason::OverLimit });
                continue;
            }
            let position = u32::try_from(sentences.len()).unwrap_or(u32::MAX);
            sentences.push(Sentence {
                article: ArticleId(0),
                span,
                paragraph,
                position,
                role: Role::Body,
                unquotable: None,
            });
        }
    }
    (language, sentences, dropped)
}

fn naive_sentences(text: &str, block: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = block.range().start;
    let body = block.of(text).unwrap_or("");
    for (at, _) in body.match_indices(". ") {
        let end = block.range().start + at + 1;
        if end > start + 20 {
            spans.push(Span::of_range(start..end));
            start = end + 1;
        }
    }
    if start < block.range().end {
        spans.push(Span::of_range(start..block.range().end));
    }
    spans
}

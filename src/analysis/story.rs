//! One story: what the methods rank and the editor's rules judge.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Corpus, Language, SentenceId, Statement, StatementId, TermId};
use crate::statements::Origins;
use crate::terms::{Idf, TermTable, content_terms};
use crate::text;
use crate::vectors::Vectors;

/// One story: its articles' body sentences, their vectors, and the statements they make.
#[derive(Debug)]
pub struct Story<'c> {
    /// The arena.
    pub corpus: &'c Corpus,
    /// Tokens of all sentences.
    pub table: &'c TermTable,
    /// Weights of terms.
    pub idf: &'c Idf,
    /// The story's articles, in canonical order; those that are older than the rest are not among
    /// them.
    pub articles: Vec<ArticleId>,
    /// All body sentences of those articles, ascending.
    pub sentences: Vec<SentenceId>,
    /// One TF-IDF row per entry of `sentences`.
    pub vectors: Vectors,
    /// Groups of `sentences`; every one of them is a member of exactly one.
    pub statements: Vec<Statement>,
    /// Independent publishers of the corpus (copies of a wire report share one).
    pub origins: Origins,
    /// Content terms of what the reader asked for, sorted, without repeats; empty without a query.
    pub query: Vec<TermId>,
    /// Pairs of neighbouring terms that the reader was told in earlier articles, sorted, without
    /// repeats.
    pub known_pairs: &'c [(TermId, TermId)],
}

impl Story<'_> {
    /// The row of a sentence in `sentences` and `vectors`.
    #[must_use]
    pub fn row(&self, sentence: SentenceId) -> Option<usize> {
        self.sentences.binary_search(&sentence).ok()
    }

    /// The quoted words of a statement.
    #[must_use]
    pub fn text(&self, statement: StatementId) -> &str {
        self.corpus.text(self.statements[statement.index()].voice)
    }

    /// The statements that may be quoted by themselves, in id order.
    pub fn candidates(&self) -> impl Iterator<Item = StatementId> + '_ {
        (0..self.statements.len()).filter(|&s| self.statements[s].quotable).map(StatementId::of)
    }

    /// The seconds since 1970 (UTC) at which an article was published, where it is dated.
    #[must_use]
    pub fn second(&self, article: ArticleId) -> Option<i64> {
        self.corpus.article(article).published.map(|p| p.at.as_second())
    }

    /// The language of most of the story's articles; the first in alphabetical order among equals.
    #[must_use]
    pub fn main_language(&self) -> Option<Language> {
        let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
        for &article in &self.articles {
            if let Some(language) = self.corpus.language(article) {
                *counts.entry(language).or_insert(0) += 1;
            }
        }
        counts
            .into_iter()
            .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
            .map(|(language, _)| language)
    }

    /// Number of independent publishers, at least 1: a wire report counts once however many print
    /// it.
    #[must_use]
    pub fn independent(&self) -> u32 {
        let mut origins: Vec<ArticleId> =
            self.articles.iter().map(|&a| self.origins.of(a)).collect();
        origins.sort_unstable();
        origins.dedup();
        u32::try_from(origins.len()).unwrap_or(u32::MAX).max(1)
    }

    /// Cosine of the TF-IDF vectors of two sentences of the story, 0 to 1; 0 for any other
    /// sentence.
    #[must_use]
    pub fn cosine(&self, a: SentenceId, b: SentenceId) -> f64 {
        match (self.row(a), self.row(b)) {
            (Some(a), Some(b)) => self.vectors.cosine(a, b),
            _ => 0.0,
        }
    }

    /// The content terms of a statement's quoted words, ascending, without repeats.
    #[must_use]
    pub fn content_terms(&self, statement: StatementId) -> Vec<TermId> {
        content_terms(self.table.sentence(self.statements[statement.index()].voice))
    }

    /// The numbers of a sentence as they are written, in order.
    pub fn numbers(&self, id: SentenceId) -> impl Iterator<Item = &str> {
        // Few sentences have any: the tokens tell which, at once.
        let any = self.table.sentence(id).iter().any(|t| t.has_digit());
        let text = if any { self.corpus.text(id) } else { "" };
        text::words(text).filter(|w| w.digit).filter_map(move |w| text.get(w.start..w.end))
    }

    /// Takes statements out of what may be quoted, and those that lean on them.
    pub fn withdraw(&mut self, ids: impl IntoIterator<Item = StatementId>) {
        for id in ids {
            let statement = &mut self.statements[id.index()];
            statement.quotable = false;
            statement.leans_on = None;
        }
        self.drop_unsupported();
    }

    /// Takes from statements that lean on one which can no longer be quoted, neither by itself nor
    /// after another, that they lean on it: they cannot be quoted either.
    pub fn drop_unsupported(&mut self) {
        let stands: Vec<bool> =
            self.statements.iter().map(|s| s.quotable || s.leans_on.is_some()).collect();
        for statement in &mut self.statements {
            if statement.leans_on.is_some_and(|on| !stands[on.index()]) {
                statement.leans_on = None;
            }
        }
    }
}

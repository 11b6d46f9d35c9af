//! What a method sees of one story.

use crate::model::{ArticleId, Corpus, SentenceId, Statement, StatementId, TermId};
use crate::statements::Origins;
use crate::terms::{Idf, TermTable};
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
    /// The story's articles, in canonical order; those that are older than the rest are not among them.
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
    /// Pairs of neighbouring terms that the reader was told in earlier articles, sorted, without repeats.
    pub told: &'c [(TermId, TermId)],
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
}

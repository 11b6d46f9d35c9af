//! What is compared of a sentence or a title.

use crate::model::{Corpus, SentenceId, TermId};
use crate::terms::{Idf, TermTable, Token};

/// A sentence or a title, ready to be compared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Profile {
    /// All its words, in order; at most [`LONGEST`].
    pub(super) words: Vec<TermId>,
    /// Its content words, in order.
    pub(super) sequence: Vec<TermId>,
    /// Its content words, ascending, without repeats, each with its weight.
    pub(super) content: Vec<(TermId, f64)>,
    /// Neighbouring content words, ascending, without repeats.
    pub(super) neighbours: Vec<(TermId, TermId)>,
    /// Capitalised content words that do not open it, ascending, without repeats.
    pub(super) names: Vec<TermId>,
    /// Numbers and dates, ascending, without repeats.
    pub(super) numbers: Vec<TermId>,
    /// Words that turn a fact round, as the lexicon knows them, ascending, without repeats.
    pub(super) turns: Vec<TermId>,
    /// Whether it is a title.
    pub(super) title: bool,
    /// Whether it opens its article.
    pub(super) opens: bool,
    /// When its article was published, in seconds.
    pub(super) second: Option<i64>,
}

/// Most words that are compared; the order of words is compared in time that grows with the square.
/// Bounds the work; set by hand.
pub const LONGEST: usize = 80;

/// Sentences of an article up to this position open it.
/// Set by hand; the weights of the model were learned with it.
const OPENING: u32 = 1;

impl Profile {
    /// The profile of a sentence.
    #[must_use]
    pub fn of_sentence(corpus: &Corpus, table: &TermTable, idf: &Idf, id: SentenceId) -> Self {
        let sentence = corpus.sentence(id);
        Self {
            opens: sentence.position <= OPENING,
            second: corpus.article(sentence.article).published.map(|p| p.at.as_second()),
            ..Self::of_tokens(table.sentence(id), idf)
        }
    }

    /// The profile of an article's title.
    #[must_use]
    pub fn of_title(
        corpus: &Corpus,
        table: &TermTable,
        idf: &Idf,
        article: crate::model::ArticleId,
    ) -> Self {
        Self {
            title: true,
            opens: true,
            second: corpus.article(article).published.map(|p| p.at.as_second()),
            ..Self::of_tokens(table.title(article), idf)
        }
    }

    /// This profile at a moment, in seconds, and in or below the opening of its article.
    #[must_use]
    pub const fn at(mut self, second: Option<i64>, opens: bool) -> Self {
        self.second = second;
        self.opens = opens;
        self
    }

    /// The profile of any words, of which nothing else is known.
    #[must_use]
    pub fn of_tokens(tokens: &[Token], idf: &Idf) -> Self {
        let tokens = &tokens[..tokens.len().min(LONGEST)];
        let content = || tokens.iter().filter(|t| t.is_content());
        let sequence: Vec<TermId> = content().map(|t| t.term()).collect();
        let weight = |term: TermId| idf.of(term) / idf.highest().max(f64::MIN_POSITIVE);
        let names = tokens.iter().skip(1).filter(|t| t.is_content() && t.is_capital());
        Self {
            words: tokens.iter().map(|t| t.term()).collect(),
            content: set(sequence.iter().copied()).into_iter().map(|t| (t, weight(t))).collect(),
            neighbours: set(sequence.windows(2).map(|w| (w[0], w[1]))),
            names: set(names.map(|t| t.term())),
            numbers: set(tokens
                .iter()
                .filter(|t| t.has_digit() || t.is_number())
                .map(|t| t.term())),
            turns: set(tokens.iter().filter(|t| t.turns()).map(|t| t.term())),
            sequence,
            title: false,
            opens: false,
            second: None,
        }
    }
}

fn set<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

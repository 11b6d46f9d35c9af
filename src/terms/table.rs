//! The tokens of every sentence as term identifiers.

use crate::model::{Corpus, SentenceId, TermId};
use crate::text::words;

use super::Lexicon;

/// One word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its term.
    pub term: TermId,
    /// First byte in the article's text.
    pub start: u32,
    /// Length in bytes, at most 65,535.
    pub len: u16,
    flags: u8,
}

impl Token {
    const STOP: u8 = 1;
    const CAPITAL: u8 = 2;
    const DIGIT: u8 = 4;

    /// A stop word of its language.
    #[must_use]
    pub const fn is_stop(self) -> bool {
        self.flags & Self::STOP != 0
    }

    /// Starts with an upper-case letter.
    #[must_use]
    pub const fn is_capital(self) -> bool {
        self.flags & Self::CAPITAL != 0
    }

    /// Holds a digit.
    #[must_use]
    pub const fn has_digit(self) -> bool {
        self.flags & Self::DIGIT != 0
    }

    /// Carries news: no stop word.
    #[must_use]
    pub const fn is_content(self) -> bool {
        !self.is_stop()
    }
}

/// The tokens of all sentences of a corpus (rows by [`SentenceId`]) and of all titles (rows by article), with their
/// lexicon.
#[derive(Debug, Default)]
pub struct TermTable {
    lexicon: Lexicon,
    tokens: Vec<Token>,
    rows: Vec<usize>,
    titles: Vec<Vec<Token>>,
}

impl TermTable {
    /// Reads every sentence and title of `corpus` once.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let mut table = Self { rows: vec![0], ..Self::default() };
        let mut current = None;
        let mut language = 0;
        for sentence in corpus.sentences() {
            if current != Some(sentence.article) {
                current = Some(sentence.article);
                language = table.lexicon.language(corpus.language(sentence.article));
            }
            let text = corpus.article(sentence.article).text();
            let words = sentence.span.of(text).unwrap_or("");
            push(&mut table.lexicon, &mut table.tokens, language, words, sentence.span.start());
            table.rows.push(table.tokens.len());
        }
        for (id, article) in corpus.article_ids().zip(corpus.articles()) {
            let language = table.lexicon.language(corpus.language(id));
            let mut tokens = Vec::new();
            if let Some(title) = &article.title {
                push(&mut table.lexicon, &mut tokens, language, title, 0);
            }
            table.titles.push(tokens);
        }
        table
    }

    /// The tokens of any other text (a query, an earlier article) in the same lexicon; offsets are bytes of `text`.
    pub fn read(&mut self, text: &str, language: Option<crate::model::Language>) -> Vec<Token> {
        let language = self.lexicon.language(language);
        let mut tokens = Vec::new();
        push(&mut self.lexicon, &mut tokens, language, text, 0);
        tokens
    }

    /// The lexicon.
    #[must_use]
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The tokens of a sentence, in order.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> &[Token] {
        match (self.rows.get(id.index()), self.rows.get(id.index() + 1)) {
            (Some(&start), Some(&end)) => &self.tokens[start..end],
            _ => &[],
        }
    }

    /// The tokens of an article's title; offsets are bytes of the title.
    #[must_use]
    pub fn title(&self, id: crate::model::ArticleId) -> &[Token] {
        self.titles.get(id.index()).map_or(&[], Vec::as_slice)
    }
}

fn push(lexicon: &mut Lexicon, tokens: &mut Vec<Token>, language: usize, text: &str, offset: u32) {
    for word in words(text) {
        let known = lexicon.intern(language, &text[word.start..word.end]);
        let mut flags = 0;
        flags |= if known.stop { Token::STOP } else { 0 };
        flags |= if word.capital { Token::CAPITAL } else { 0 };
        flags |= if word.digit { Token::DIGIT } else { 0 };
        let start = offset.saturating_add(u32::try_from(word.start).unwrap_or(u32::MAX));
        let len = u16::try_from(word.end - word.start).unwrap_or(u16::MAX);
        tokens.push(Token { term: known.term, start, len, flags });
    }
}

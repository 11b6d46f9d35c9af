//! The tokens of every sentence as term identifiers.
//!
//! Sentences are read in stretches, each by one thread that numbers the words it sees for itself;
//! then the stretches' words go into the lexicon one after the other, in order of first sight, and
//! every token gets its term. That gives the identifiers that reading from the first sentence to
//! the last gives.

// The map is an interner: asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use std::io;

use rustc_hash::FxHashMap;

use crate::model::{Corpus, Language, SentenceId, TermId};
use crate::text::{Word, words};
use crate::threads;

use super::Lexicon;
use super::lexicon::{Known, TOKEN_FLAGS};

/// The distinct content terms of a sentence, ascending.
pub(crate) fn content_terms(tokens: &[Token]) -> Vec<TermId> {
    let content = tokens.iter().filter(|token| token.is_content());
    let mut terms: Vec<TermId> = content.map(|token| token.term()).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// One word of a sentence: its term and what is known of it, in four bytes, since a collection has
/// more tokens than anything else. How it is spelt stands in the text ([`Spelt`](super::Spelt)):
/// token `n` of a sentence is its word `n`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token(u32);

impl Token {
    const STOP: u32 = 1;
    const CAPITAL: u32 = 2;
    const DIGIT: u32 = 4;
    const NUMBER: u32 = 8;
    const TURNS: u32 = 16;
    /// Bits below the term.
    const FLAGS: u32 = TOKEN_FLAGS;

    /// Its term.
    #[must_use]
    pub const fn term(self) -> TermId {
        TermId(self.0 >> Self::FLAGS)
    }

    /// A stop word of its language.
    #[must_use]
    pub const fn is_stop(self) -> bool {
        self.0 & Self::STOP != 0
    }

    /// Starts with an upper-case letter.
    #[must_use]
    pub const fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL != 0
    }

    /// Holds a digit.
    #[must_use]
    pub const fn has_digit(self) -> bool {
        self.0 & Self::DIGIT != 0
    }

    /// A number or a date written as a word.
    #[must_use]
    pub const fn is_number(self) -> bool {
        self.0 & Self::NUMBER != 0
    }

    /// Turns the fact of its sentence round, bounds it, or names its outcome
    /// ([`text::turns`](crate::text::turns)).
    #[must_use]
    pub const fn turns(self) -> bool {
        self.0 & Self::TURNS != 0
    }

    /// A word as it looks, of a term that is filled in later.
    const fn seen(word: &Word) -> Self {
        let capital = if word.capital { Self::CAPITAL } else { 0 };
        Self(capital | if word.digit { Self::DIGIT } else { 0 })
    }

    /// Fills in a number below [`MOST_TERMS`](super::lexicon::MOST_TERMS) as its term.
    const fn number(&mut self, number: u32) {
        self.0 = self.0 & ((1 << Self::FLAGS) - 1) | number << Self::FLAGS;
    }

    /// Fills in what the lexicon knows of the word.
    fn learn(&mut self, known: Known) {
        self.number(known.term.0);
        self.0 |= if known.stop { Self::STOP } else { 0 };
        self.0 |= if known.turn.number { Self::NUMBER } else { 0 };
        self.0 |= if known.turn.turns { Self::TURNS } else { 0 };
    }

    /// Carries news: no stop word.
    #[must_use]
    pub const fn is_content(self) -> bool {
        !self.is_stop()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token({}, flags {:#07b})", self.term().0, self.0 & ((1 << Self::FLAGS) - 1))
    }
}

/// Sentences of one stretch.
/// Bounds the work; set by hand.
const STRETCH: usize = 8_192;

/// Stretches that wait for the lexicon at the same time: enough for many threads, and each holds a
/// list of its words.
/// Bounds the memory; set by hand.
const AT_ONCE: usize = 16;

/// Stretches that are read first; then twice as many, and so on, up to [`AT_ONCE`]. Most words of
/// the later ones are known from those before, which each thread looks up for itself.
/// Set by hand: two threads have something to read.
const FIRST: usize = 2;

/// The tokens of all sentences of a corpus (rows by [`SentenceId`]) and of all titles (rows by
/// article), with their lexicon.
#[derive(Debug, Default)]
pub struct TermTable {
    lexicon: Lexicon,
    /// [`STRETCH`] sentences each; the last may have fewer.
    stretches: Vec<Rows>,
    titles: Rows,
}

/// Rows of tokens.
#[derive(Debug, Default)]
struct Rows {
    tokens: Vec<Token>,
    /// Where each row ends.
    ends: Vec<u32>,
}

impl Rows {
    fn row(&self, row: usize) -> &[Token] {
        let start = match row {
            0 => Some(0),
            _ => self.ends.get(row - 1).copied(),
        };
        match (start, self.ends.get(row)) {
            (Some(start), Some(&end)) => &self.tokens[start as usize..end as usize],
            _ => &[],
        }
    }

    fn close(&mut self) {
        self.ends.push(u32::try_from(self.tokens.len()).unwrap_or(u32::MAX));
    }
}

/// A stretch whose tokens hold numbers of the stretch's own words instead of terms.
#[derive(Debug, Default)]
struct Stretch<'c> {
    rows: Rows,
    /// Its distinct words with their languages, in order of first sight.
    words: Vec<(Option<Language>, &'c str)>,
}

/// A stretch, and what the lexicon knows of its words.
#[derive(Debug)]
struct Learned {
    rows: Rows,
    known: Vec<Known>,
}

impl Learned {
    /// Its rows with their terms.
    fn rows(self) -> Rows {
        let Self { mut rows, known } = self;
        for token in &mut rows.tokens {
            token.learn(known[token.term().index()]);
        }
        rows
    }
}

/// Words of one language with their numbers in a stretch.
type Numbers<'c> = FxHashMap<&'c [u8], u32>;

impl<'c> Stretch<'c> {
    fn read(corpus: &'c Corpus, sentences: std::ops::Range<usize>) -> Self {
        let mut stretch = Self::default();
        let mut known: Vec<(Option<Language>, Numbers<'c>)> = Vec::new();
        let (mut current, mut language) = (None, 0);
        for sentence in &corpus.sentences()[sentences] {
            if current != Some(sentence.article) {
                current = Some(sentence.article);
                let wanted = corpus.language(sentence.article);
                language = known.iter().position(|k| k.0 == wanted).unwrap_or_else(|| {
                    known.push((wanted, FxHashMap::default()));
                    known.len() - 1
                });
            }
            let text = sentence.span.of(corpus.article(sentence.article).text()).unwrap_or("");
            let (tag, map) = &mut known[language];
            for (word, mut token) in tokens(text) {
                let next = u32::try_from(stretch.words.len()).unwrap_or(u32::MAX);
                let number = *map.entry(word.as_bytes()).or_insert(next);
                if number == next {
                    stretch.words.push((*tag, word));
                }
                token.number(number);
                stretch.rows.tokens.push(token);
            }
            stretch.rows.close();
        }
        // Many stretches wait for the lexicon at the same time.
        stretch.rows.tokens.shrink_to_fit();
        stretch
    }
}

impl TermTable {
    /// Reads every sentence and title of `corpus` once.
    #[must_use]
    pub fn new(corpus: &Corpus) -> Self {
        let sentences = corpus.sentences().len();
        let ranges: Vec<_> = (0..sentences)
            .step_by(STRETCH)
            .map(|first| first..(first + STRETCH).min(sentences))
            .collect();
        let mut table = Self { stretches: Vec::with_capacity(ranges.len()), ..Self::default() };
        let (mut left, mut at_once) = (ranges.as_slice(), FIRST);
        while !left.is_empty() {
            let (some, rest) = left.split_at(at_once.min(left.len()));
            let stretches = threads::map(some, |_, range| {
                let stretch = Stretch::read(corpus, range.clone());
                let known = stretch.words.iter().map(|w| table.lexicon.known(w.0, w.1)).collect();
                (stretch, known)
            });
            let learned: Vec<_> = stretches.into_iter().map(|(s, k)| table.learn(s, k)).collect();
            table.stretches.extend(threads::map_owned(learned, Learned::rows));
            (left, at_once) = (rest, (2 * at_once).min(AT_ONCE));
        }
        for (id, article) in corpus.article_ids().zip(corpus.articles()) {
            if let Some(title) = &article.title {
                let language = table.lexicon.language(corpus.language(id));
                push(&mut table.lexicon, &mut table.titles.tokens, language, title);
            }
            table.titles.close();
        }
        table
    }

    /// Takes the words of a stretch into the lexicon, those that are not `known`.
    fn learn(&mut self, stretch: Stretch<'_>, known: Vec<Option<Known>>) -> Learned {
        let lexicon = &mut self.lexicon;
        let intern = |((tag, word), known): (_, Option<Known>)| {
            known.unwrap_or_else(|| {
                let language = lexicon.language(tag);
                lexicon.intern(language, word)
            })
        };
        let known = stretch.words.into_iter().zip(known).map(intern).collect();
        Learned { rows: stretch.rows, known }
    }

    /// The tokens of any other text (a query, an earlier article) in the same lexicon.
    pub fn read(&mut self, text: &str, language: Option<crate::model::Language>) -> Vec<Token> {
        let language = self.lexicon.language(language);
        let mut tokens = Vec::new();
        push(&mut self.lexicon, &mut tokens, language, text);
        tokens
    }

    /// Writes the tokens of all sentences out and lets them go.
    pub(crate) fn lay_down(&mut self, to: &mut dyn io::Write) -> io::Result<()> {
        for rows in &mut self.stretches {
            for token in std::mem::take(&mut rows.tokens) {
                to.write_all(&token.0.to_le_bytes())?;
            }
        }
        Ok(())
    }

    /// Reads the tokens back that were written out.
    pub(crate) fn take_up(&mut self, from: &mut dyn io::Read) -> io::Result<()> {
        let mut bytes = Vec::new();
        for rows in &mut self.stretches {
            bytes.resize(4 * rows.ends.last().map_or(0, |&end| end as usize), 0);
            from.read_exact(&mut bytes)?;
            let (tokens, _) = bytes.as_chunks();
            rows.tokens = tokens.iter().map(|&token| Token(u32::from_le_bytes(token))).collect();
        }
        Ok(())
    }

    /// The lexicon.
    #[must_use]
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The tokens of a sentence, in order.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> &[Token] {
        let at = id.index();
        self.stretches.get(at / STRETCH).map_or(&[], |rows| rows.row(at % STRETCH))
    }

    /// The tokens of an article's title.
    #[must_use]
    pub fn title(&self, id: crate::model::ArticleId) -> &[Token] {
        self.titles.row(id.index())
    }
}

fn push(lexicon: &mut Lexicon, row: &mut Vec<Token>, language: usize, text: &str) {
    for (word, mut token) in tokens(text) {
        token.learn(lexicon.intern(language, word));
        row.push(token);
    }
}

/// The words of a text, as tokens without terms.
fn tokens(text: &str) -> impl Iterator<Item = (&str, Token)> {
    words(text).map(move |word| (&text[word.start..word.end], Token::seen(&word)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::model::{Article, Place, Source};

    /// The obvious way: one sentence after the other, one word after the other.
    fn slowly(corpus: &Corpus) -> (Lexicon, Vec<Vec<Token>>) {
        let mut lexicon = Lexicon::default();
        let read = |sentence: &crate::model::Sentence| {
            let mut row = Vec::new();
            let language = lexicon.language(corpus.language(sentence.article));
            let text = sentence.span.of(corpus.article(sentence.article).text()).unwrap_or("");
            push(&mut lexicon, &mut row, language, text);
            row
        };
        let rows = corpus.sentences().iter().map(read).collect();
        (lexicon, rows)
    }

    #[test]
    fn stretches_give_what_reading_word_by_word_gives() {
        let article = |n: usize| {
            let place = Place::Stdin { record: u32::try_from(n).ok() };
            let source = Source { publisher: None, url: None, place };
            let line = |k: usize| {
                let word = |m: usize| format!("Wort{}ing", (n * n + k * m) % 977);
                format!("The {} said that {} and {} went on.", word(1), word(7), word(13))
            };
            Article::new(source, (0..40).map(line).collect::<Vec<_>>().join("\n\n")).unwrap()
        };
        let corpus = crate::model::Corpus::canonical_order((0..500).map(article).collect());
        let parts = corpus.iter().enumerate().map(|(n, article)| {
            let language = Language::parse(["en", "de", "zz"][n % 3]);
            let sentence = |span| crate::model::Sentence {
                article: crate::model::ArticleId(0),
                span,
                paragraph: 0,
                position: 0,
                role: crate::model::Role::Body,
                unquotable: None,
            };
            let spans = crate::text::paragraphs(article.text());
            (language, spans.into_iter().map(sentence).collect(), Vec::new())
        });
        let parts = parts.collect();
        let corpus = Corpus::new(corpus, parts);
        assert!(corpus.sentences().len() > 2 * STRETCH);
        let table = TermTable::new(&corpus);
        let (lexicon, rows) = slowly(&corpus);
        for (n, row) in rows.iter().enumerate() {
            assert_eq!(table.sentence(SentenceId::of(n)), row.as_slice());
        }
        assert_eq!(table.lexicon().len(), lexicon.len());
        let same = |n| table.lexicon().stem(TermId::of(n)) == lexicon.stem(TermId::of(n));
        assert!((0..lexicon.len()).all(same));
        assert!(table.sentence(SentenceId::of(rows.len())).is_empty());
    }
}

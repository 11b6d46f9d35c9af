//! Small stories for this room's tests.

use crate::model::{
    Article, ArticleId, Corpus, Language, Place, Role, Sentence, SentenceId, Source, Span,
    Statement, TermId,
};
use crate::statements::Origins;
use crate::terms::{Idf, TermTable};
use crate::vectors::Vectors;

use super::Story;

/// Owner of everything a [`Story`] borrows.
pub struct Fixture {
    corpus: Corpus,
    table: TermTable,
    idf: Idf,
    unquotable: Vec<SentenceId>,
}

impl Fixture {
    /// Articles as lists of sentences. No language is set: every word is a content word and its own
    /// stem.
    pub fn new(articles: &[&[&str]]) -> Self {
        let owned = |article: &&[&str]| article.iter().map(|&s| s.to_owned()).collect();
        Self::of(articles.iter().map(owned).collect())
    }

    /// Articles as lists of owned sentences, without a language.
    pub fn of(articles: Vec<Vec<String>>) -> Self {
        Self::in_language(articles, None)
    }

    /// Articles in a language, with its stop words and stems.
    pub fn in_language(articles: Vec<Vec<String>>, language: Option<Language>) -> Self {
        let whole = articles.iter().enumerate().map(|(n, sentences)| {
            let place = Place::Stdin { record: u32::try_from(n).ok() };
            let source = Source { publisher: None, url: None, place };
            Article::new(source, sentences.join("\n")).unwrap()
        });
        let whole = Corpus::canonical_order(whole.collect());
        let parts = whole.iter().map(|a| (language, lines(a.text()), Vec::new())).collect();
        let corpus = Corpus::new(whole, parts);
        let table = TermTable::new(&corpus);
        let idf = Idf::new(&corpus, &table, None);
        Self { corpus, table, idf, unquotable: Vec::new() }
    }

    /// Makes a sentence evidence only.
    pub fn unquotable(mut self, sentence: u32) -> Self {
        self.unquotable.push(SentenceId(sentence));
        self
    }

    /// One statement for each distinct sentence.
    pub fn story(&self) -> Story<'_> {
        let corpus = &self.corpus;
        let articles: Vec<ArticleId> = corpus.article_ids().collect();
        let sentences: Vec<SentenceId> =
            articles.iter().flat_map(|&a| corpus.sentences_of(a)).collect();
        let vectors = Vectors::of_sentences(&sentences, &self.table, &self.idf);
        let mut statements: Vec<Statement> = Vec::new();
        for &sentence in &sentences {
            let same = |s: &&mut Statement| corpus.text(s.voice) == corpus.text(sentence);
            match statements.iter_mut().find(same) {
                Some(statement) => {
                    statement.members.push(sentence);
                    statement.support += 1;
                }
                None => statements.push(Statement {
                    members: vec![sentence],
                    voice: sentence,
                    support: 1,
                    quotable: !self.unquotable.contains(&sentence),
                    leans_on: None,
                }),
            }
        }
        let origins = Origins::independent(&articles);
        let query: Vec<TermId> = Vec::new();
        Story {
            corpus,
            table: &self.table,
            idf: &self.idf,
            articles,
            sentences,
            vectors,
            statements,
            origins,
            query,
            known_pairs: &[],
        }
    }
}

fn lines(text: &str) -> Vec<Sentence> {
    let mut start = 0;
    let mut sentences = Vec::new();
    for line in text.split('\n') {
        if !line.is_empty() {
            sentences.push(Sentence {
                article: ArticleId(0),
                span: Span::of_range(start..start + line.len()),
                paragraph: 0,
                position: u32::try_from(sentences.len()).unwrap(),
                role: Role::Body,
                unquotable: None,
            });
        }
        start += line.len() + 1;
    }
    sentences
}

/// `articles` articles of `sentences` sentences in an invented language: words by Zipf's law, the
/// same every time.
pub fn invented(articles: usize, sentences: usize) -> Vec<Vec<String>> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    (0..articles)
        .map(|_| {
            (0..sentences)
                .map(|_| {
                    let words = 6 + next(20);
                    let word = |_| {
                        let most = 1 + next(3000);
                        let most = 1 + next(most);
                        let rank = next(most);
                        format!("w{rank}x")
                    };
                    (0..words).map(word).collect::<Vec<_>>().join(" ")
                })
                .collect()
        })
        .collect()
}

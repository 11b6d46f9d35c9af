//! From the arena to what a ranking method sees.

use crate::clean;
use crate::model::{Article, ArticleId, Corpus, Role, SentenceId, StatementId, TermId};
use crate::statements;
use crate::stories::Group;
use crate::terms::{Idf, TermTable};
use crate::threads;
use crate::vectors::Vectors;

use super::{Background, Echo, Held, Story};

/// What all stories of a run share: tokens, term weights, agency credits.
#[derive(Debug)]
pub struct Frame<'c> {
    /// The arena.
    pub corpus: &'c Corpus,
    /// Tokens of all sentences.
    pub table: TermTable,
    /// Weights of terms.
    pub idf: Idf,
    /// Agencies that each article credits, by id.
    pub wires: Vec<Vec<String>>,
    /// Content terms of the query, sorted, without repeats.
    pub query: Vec<TermId>,
    /// Pairs of neighbouring terms in the articles that the reader has seen, sorted, without
    /// repeats.
    pub known_pairs: Vec<(TermId, TermId)>,
    /// The sentences of those articles.
    pub(crate) heard: Held,
    /// The articles as stories, where they were grouped before.
    pub groups: Option<Vec<Group>>,
}

impl<'c> Frame<'c> {
    /// Reads the tokens of `corpus` and weighs its terms.
    #[must_use]
    pub fn new(corpus: &'c Corpus, background: &Background, query: Option<&str>) -> Self {
        Self::of(corpus, TermTable::new(corpus), background, query)
    }

    /// Weighs the terms of the tokens of `corpus`.
    pub(crate) fn of(
        corpus: &'c Corpus,
        mut table: TermTable,
        background: &Background,
        query: Option<&str>,
    ) -> Self {
        let language = corpus.article_ids().next().and_then(|a| corpus.language(a));
        let mut query: Vec<TermId> = query
            .map(|text| table.read(text, language))
            .unwrap_or_default()
            .iter()
            .filter(|t| t.is_content())
            .map(|t| t.term())
            .collect();
        query.sort_unstable();
        query.dedup();
        let idf = Idf::new(corpus, &table, background.frequencies.as_ref());
        let articles: Vec<ArticleId> = corpus.article_ids().collect();
        let wires = threads::map(&articles, |_, &id| {
            clean::wire_credits(corpus.article(id), corpus.language(id))
        });
        Self {
            corpus,
            table,
            idf,
            wires,
            query,
            known_pairs: Vec::new(),
            heard: Held::default(),
            groups: None,
        }
    }

    /// Takes note of `earlier` articles that the reader has seen: what they say is no news.
    pub fn know(&mut self, earlier: &[Article]) {
        for article in earlier {
            let language = crate::text::language::of(article);
            for paragraph in crate::text::paragraphs(article.text()) {
                let words = paragraph.of(article.text()).unwrap_or("");
                let tokens = self.table.read(words, language);
                self.known_pairs.extend(tokens.windows(2).map(|w| (w[0].term(), w[1].term())));
                for sentence in crate::split::sentences(article.text(), paragraph, language) {
                    let words = sentence.of(article.text()).unwrap_or("");
                    self.heard.add(&self.table.read(words, language));
                }
            }
        }
        self.known_pairs.sort_unstable();
        self.known_pairs.dedup();
    }
}

/// The story of `articles` (ascending).
#[must_use]
pub fn story<'f>(frame: &'f Frame<'_>, articles: Vec<ArticleId>) -> Story<'f> {
    let corpus = frame.corpus;
    let sentences: Vec<SentenceId> = articles
        .iter()
        .flat_map(|&a| corpus.sentences_of(a))
        .filter(|&s| corpus.sentence(s).role == Role::Body)
        .collect();
    let vectors = Vectors::of_sentences(&sentences, &frame.table, &frame.idf);
    let mut statements = statements::group(corpus, &frame.table, &sentences);
    let origins = statements::origins(corpus, &articles, &statements);
    statements::count_support(corpus, &mut statements, &origins);
    let mut story = Story {
        corpus,
        table: &frame.table,
        idf: &frame.idf,
        articles,
        sentences,
        vectors,
        statements,
        origins,
        query: frame.query.clone(),
        known_pairs: &frame.known_pairs,
    };
    withdraw_heard(&mut story, frame, Echo::Held);
    story
}

/// Takes what echoes at least so strongly in one sentence of an earlier article out of what may be
/// quoted.
pub(crate) fn withdraw_heard(story: &mut Story<'_>, frame: &Frame<'_>, least: Echo) {
    if frame.heard.is_empty() {
        return;
    }
    let echo = |statement: StatementId| {
        let voice = story.statements[statement.index()].voice;
        frame.heard.says(story.table.sentence(voice))
    };
    let old: Vec<StatementId> = (0..story.statements.len())
        .map(StatementId::of)
        .filter(|&statement| echo(statement).is_some_and(|echo| echo >= least))
        .collect();
    story.withdraw(old);
}

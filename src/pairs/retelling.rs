//! The pair model over the sentences and titles of a collection.

use crate::model::{ArticleId, Corpus, SentenceId};
use crate::terms::{Idf, TermTable};

use super::{Model, Profile};

/// What tells again what has been read already: a sentence after another, or after a headline.
#[derive(Debug, Clone, Copy)]
pub struct Retelling<'c> {
    corpus: &'c Corpus,
    table: &'c TermTable,
    idf: &'c Idf,
    model: &'c Model,
}

impl<'c> Retelling<'c> {
    /// With the model that comes with the library.
    #[must_use]
    pub fn new(corpus: &'c Corpus, table: &'c TermTable, idf: &'c Idf) -> Self {
        Self { corpus, table, idf, model: Model::shipped() }
    }

    /// How likely a reader of sentence `a` feels told again by sentence `b`, 0 to 1; the order of
    /// the two is indifferent.
    #[must_use]
    pub fn probability(&self, a: SentenceId, b: SentenceId) -> f64 {
        self.model.probability(&self.sentence(a), &self.sentence(b))
    }

    /// How likely a reader of one profile feels told again by the other, 0 to 1.
    #[must_use]
    pub fn probability_of(&self, a: &Profile, b: &Profile) -> f64 {
        self.model.probability(a, b)
    }

    /// How likely a reader of the title of `article` feels told again by a sentence, 0 to 1; 0
    /// without a title.
    #[must_use]
    pub fn probability_of_title(&self, article: ArticleId, sentence: SentenceId) -> f64 {
        if self.table.title(article).is_empty() {
            return 0.0;
        }
        let title = Profile::of_title(self.corpus, self.table, self.idf, article);
        self.model.probability(&title, &self.sentence(sentence))
    }

    /// The profile of a sentence, for whoever compares it many times.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> Profile {
        Profile::of_sentence(self.corpus, self.table, self.idf, id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Language, Place, Role, Sentence, Source, Span};

    const A: &str = "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people, the coast guard said.";
    const B: &str = "Nine people died when the ferry Ardena sank in Sellick Sound, the coast guard said on Tuesday.";
    const C: &str =
        "The parliament in Varnia approved a budget with higher taxes on sugar and on tobacco.";

    fn corpus() -> Corpus {
        let article = |name: &str, title: &str, text: &str| {
            let source = Source {
                publisher: Some(name.into()),
                url: None,
                place: Place::Stdin { record: None },
            };
            let mut article = Article::new(source, text.into()).unwrap();
            article.title = Some(title.into());
            article
        };
        let articles = Corpus::canonical_order(vec![
            article("Ledger", "Nine die as ferry Ardena sinks in Sellick Sound", A),
            article("Post", "Ferry sinks", B),
            article("Times", "Varnia taxes sugar", C),
        ]);
        let part = |article: &Article| {
            let sentence = Sentence {
                article: ArticleId(0),
                span: Span::of_range(0..article.text().len()),
                paragraph: 0,
                position: 0,
                role: Role::Body,
                unquotable: None,
            };
            (Some(Language::ENGLISH), vec![sentence], Vec::new())
        };
        let parts = articles.iter().map(part).collect();
        Corpus::new(articles, parts)
    }

    #[test]
    fn a_second_telling_is_likelier_than_other_news_in_either_order() {
        let corpus = corpus();
        let table = TermTable::new(&corpus);
        let idf = Idf::new(&corpus, &table, None);
        let retelling = Retelling::new(&corpus, &table, &idf);
        let find = |text: &str| {
            (0..corpus.sentences().len())
                .map(SentenceId::of)
                .find(|&s| corpus.text(s) == text)
                .unwrap()
        };
        let (a, b, c) = (find(A), find(B), find(C));
        assert!(retelling.probability(a, b) > 0.7, "{}", retelling.probability(a, b));
        assert!(retelling.probability(a, c) < 0.5, "{}", retelling.probability(a, c));
        assert!((retelling.probability(a, b) - retelling.probability(b, a)).abs() < 1e-12);
        let ledger = corpus.sentence(a).article;
        assert!(
            retelling.probability_of_title(ledger, b) > retelling.probability_of_title(ledger, c)
        );
    }
}

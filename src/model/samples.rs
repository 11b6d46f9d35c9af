//! Articles and arenas for tests.

#![allow(clippy::unwrap_used)]

use super::{
    Article, ArticleId, Corpus, Language, Place, Precision, Published, Role, Sentence, Source, Span,
};

/// The invented articles of `corpus/gold/articles.jsonl`, one JSON object a line.
pub(crate) fn gold() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/gold/articles.jsonl");
    std::fs::read_to_string(path).unwrap()
}

/// Articles of one JSON object a line.
pub(crate) fn articles(lines: &str) -> Vec<Article> {
    let article = |(n, line): (usize, &str)| {
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        let paragraphs = value["paragraphs"].as_array().cloned().unwrap_or_default();
        let text: Vec<&str> = paragraphs.iter().filter_map(|p| p.as_str()).collect();
        let text = value["text"].as_str().map_or_else(|| text.join("\n\n"), str::to_owned);
        let place = Place::Stdin { record: u32::try_from(n).ok() };
        let publisher = value["source"].as_str().or(value["publisher"].as_str());
        let source = Source { publisher: publisher.map(str::to_owned), url: None, place };
        let mut article = Article::new(source, text).unwrap();
        article.title = value["title"].as_str().map(str::to_owned);
        let date = value["date"].as_str().and_then(|d| d.parse().ok());
        let precision = Precision::Second;
        article.language = value["lang"].as_str().and_then(Language::parse);
        article.published = date.map(|at| Published { at, offset: None, precision });
        article
    };
    lines.lines().enumerate().map(article).collect()
}

/// The articles of [`gold`], every seventh without a date.
pub(crate) fn newsroom() -> Vec<Article> {
    let mut all = articles(&gold());
    all.iter_mut().step_by(7).for_each(|article| article.published = None);
    all
}

/// An arena of articles whose every stretch up to a full stop is a sentence.
pub(crate) fn arena(articles: Vec<Article>, language: Option<Language>) -> Corpus {
    let articles = Corpus::canonical_order(articles);
    let part = |article: &Article| {
        let mut sentences = Vec::new();
        let mut start = 0;
        for line in article.text().split_inclusive(['.', '\n']) {
            let end = start + line.trim_end().len();
            sentences.push(Sentence {
                article: ArticleId(0),
                span: Span::of_range(start..end),
                paragraph: 0,
                position: u32::try_from(sentences.len()).unwrap(),
                role: Role::Body,
                unquotable: None,
            });
            start += line.len();
        }
        (article.language.or(language), sentences, Vec::new())
    };
    let parts = articles.iter().map(part).collect();
    Corpus::new(articles, parts)
}

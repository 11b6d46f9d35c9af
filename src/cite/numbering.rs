//! Source numbers: whoever is cited first is number 1.

use std::collections::BTreeMap;

use crate::model::{Article, ArticleId, Language, Mark, SourceEntry, SourceNo};

use super::sha256_hex;

/// Gives articles their numbers, from 1, in the order in which they are first asked about.
#[derive(Debug, Clone, Default)]
pub struct Numbering {
    numbers: BTreeMap<ArticleId, SourceNo>,
    order: Vec<ArticleId>,
}

impl Numbering {
    /// The number of an article; a new one when it has none yet.
    pub fn number(&mut self, article: ArticleId) -> SourceNo {
        let Self { numbers, order } = self;
        *numbers.entry(article).or_insert_with(|| {
            order.push(article);
            SourceNo(u32::try_from(order.len()).unwrap_or(u32::MAX))
        })
    }

    /// The number of an article, where it has one.
    #[must_use]
    pub fn get(&self, article: ArticleId) -> Option<SourceNo> {
        self.numbers.get(&article).copied()
    }

    /// The numbered articles; the one with number 1 comes first.
    #[must_use]
    pub fn articles(&self) -> &[ArticleId] {
        &self.order
    }
}

/// What a briefing keeps of an article. `language` is the declared or detected one.
#[must_use]
pub fn source_entry(
    number: SourceNo,
    article: &Article,
    language: Option<Language>,
    marks: Vec<Mark>,
) -> SourceEntry {
    SourceEntry {
        number,
        source: article.source.clone(),
        title: article.title.clone(),
        published: article.published,
        language: language.map(|language| language.code().to_owned()),
        sha256: sha256_hex(article.text()),
        bytes: article.text().len() as u64,
        marks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_come_first_numbered() {
        let mut numbering = Numbering::default();
        assert_eq!(numbering.number(ArticleId(7)), SourceNo(1));
        assert_eq!(numbering.number(ArticleId(2)), SourceNo(2));
        assert_eq!(numbering.number(ArticleId(7)), SourceNo(1));
        assert_eq!(numbering.articles(), [ArticleId(7), ArticleId(2)]);
        assert_eq!(numbering.get(ArticleId(3)), None);
    }
}

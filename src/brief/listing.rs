//! The stories of a collection as a list, without quoting anything.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::analysis::{Frame, Story, prepare};
use crate::edit::headline;
use crate::edit::memory::Recall;
use crate::model::{Article, ArticleId, Place, Published};

use super::duplicates::one_of_each_and_copies;
use super::{Plan, Step};

/// One story of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryEntry {
    /// Its best headline, word for word; `None` where no article has one.
    pub headline: Option<String>,
    /// The publishers' names, sorted, without repeats.
    pub publishers: Vec<String>,
    /// Independent publishers; a wire report counts once however many print it.
    pub independent: u32,
    /// Time of the first dated article.
    pub first: Option<Published>,
    /// Time of the last dated article.
    pub last: Option<Published>,
    /// Its articles, in canonical order.
    pub articles: Vec<ArticleEntry>,
    /// Articles of an earlier time about the same thing.
    pub older: Vec<ArticleEntry>,
}

/// One article of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleEntry {
    /// Where it was read.
    pub place: Place,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Its time.
    pub published: Option<Published>,
    /// Where else the same article was read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Place>,
}

/// Further places of an article by the one at which it was read.
type Copies = BTreeMap<Place, Vec<Place>>;

impl Plan {
    /// Groups `articles`, whose order does not matter, into stories, the most important first.
    /// Every article stands in exactly one story, and once: what makes two items one article is
    /// what makes them one in a briefing.
    #[must_use]
    pub fn list(&self, articles: Vec<Article>) -> Vec<StoryEntry> {
        let (articles, copies) = one_of_each_and_copies(articles);
        self.progress.begins(Step::Clean, articles.len());
        let corpus = prepare(articles, self.settings.sentences_per_article);
        let frame = Frame::new(&corpus, &self.settings.background, self.settings.query.as_deref());
        let recall = Recall::default();
        self.stories(&frame, &recall, false, |seen| entry(&seen.story, &seen.cast.older, &copies))
    }
}

fn entry(story: &Story<'_>, older: &[ArticleId], copies: &Copies) -> StoryEntry {
    let articles = || story.articles.iter().map(|&a| story.corpus.article(a));
    let mut publishers: Vec<String> =
        articles().filter_map(|a| a.source.publisher.clone()).collect();
    publishers.sort_unstable();
    publishers.dedup();
    let headline = headline::best(story, &crate::model::Selection::default())
        .and_then(|a| story.corpus.article(a).title.as_deref());
    let older = older.iter().map(|&a| article_entry(story.corpus.article(a), copies));
    StoryEntry {
        headline: headline.map(|h| h.split_whitespace().collect::<Vec<_>>().join(" ")),
        publishers,
        independent: story.independent(),
        first: articles().filter_map(|a| a.published).min_by_key(|p| p.at),
        last: articles().filter_map(|a| a.published).max_by_key(|p| p.at),
        articles: articles().map(|article| article_entry(article, copies)).collect(),
        older: older.collect(),
    }
}

fn article_entry(article: &Article, copies: &Copies) -> ArticleEntry {
    ArticleEntry {
        place: article.source.place.clone(),
        url: article.source.url.clone(),
        publisher: article.source.publisher.clone(),
        title: article.title.clone(),
        published: article.published,
        also: copies.get(&article.source.place).cloned().unwrap_or_default(),
    }
}

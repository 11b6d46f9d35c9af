//! One story chosen for the briefing, and the articles behind it.

use crate::analysis::Story;
use crate::model::{Article, ArticleId, Selection};

/// The articles behind one story of a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members {
    /// Those that it is made of, cited or not.
    pub articles: Vec<Article>,
    /// Those of its telling in earlier briefings, where it goes on from one.
    pub earlier: Vec<Article>,
}

/// One story chosen for the briefing: what the method saw and what it picked.
#[derive(Debug)]
pub(super) struct ChosenStory<'f> {
    pub story: Story<'f>,
    pub selection: Selection,
    /// Articles of another time, by id.
    pub older: Vec<ArticleId>,
    /// One line under "In brief".
    pub brief: bool,
    /// Goes on from an earlier briefing.
    pub update: bool,
    /// Made of pieces of opinion alone.
    pub opinion: bool,
    /// Articles of its earlier telling.
    pub seen: Vec<ArticleId>,
    /// Its section's place in the reader's order.
    pub section: usize,
}

impl ChosenStory<'_> {
    /// Copies of its articles.
    pub(super) fn members(&self) -> Members {
        let all = |ids: &[ArticleId]| -> Vec<Article> {
            ids.iter().map(|&a| self.story.corpus.article(a).clone()).collect()
        };
        let mut articles = all(&self.story.articles);
        articles.extend(all(&self.older));
        Members { articles, earlier: all(&self.seen) }
    }
}

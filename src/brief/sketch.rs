//! What is known of a story before it is told, so that thousands need not be held at once.
//!
//! Every story of a collection is built to be weighed, but a briefing tells a few dozen. So each is
//! built, on any thread, reduced to its sketch and let go; those that are told are built again. A
//! story that holds a good part of the collection is kept instead: a second time would cost more
//! than its room.

use std::cmp::Reverse;

use jiff::Timestamp;

use crate::analysis::{Echo, Frame, Story, story, withdraw_heard};
use crate::edit::memory::Recall;
use crate::edit::{eligibility, headline, reports};
use crate::model::{ArticleId, Budget, Selection, StatementId};

use super::importance::Importance;
use super::pick::OPENING;
use super::sections::Standing;

/// A story's articles, and how it is to be built of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cast {
    /// The story's own articles, ascending.
    pub articles: Vec<ArticleId>,
    /// Articles of another time, by id.
    pub older: Vec<ArticleId>,
    /// Its articles that the reader has seen.
    pub seen: Vec<ArticleId>,
    /// Whether sentences that are not understood alone are withdrawn.
    pub eligibility: bool,
}

impl Cast {
    /// The story as a briefing tells it, and whether it goes on from an earlier briefing. With
    /// `anything`, fragments and the like may be quoted too.
    pub(super) fn build<'f>(
        &self,
        frame: &'f Frame<'_>,
        recall: &Recall,
        anything: bool,
    ) -> (Story<'f>, bool) {
        let mut story = story(frame, self.articles.clone());
        if self.eligibility {
            eligibility::withdraw(&mut story);
            withdraw_heard(&mut story, frame, Echo::Retold);
        }
        let update = recall.withdraw(frame, &mut story, &self.seen);
        if anything {
            for statement in &mut story.statements {
                statement.quotable = true;
                statement.leans_on = None;
            }
        }
        (story, update)
    }
}

/// A story, weighed.
#[derive(Debug)]
pub(super) struct Sketch<'f> {
    pub cast: Cast,
    pub standing: Standing,
    /// Goes on from an earlier briefing.
    pub update: bool,
    /// Made of pieces of opinion alone.
    pub opinion: bool,
    /// What its place among the stories is decided by.
    pub importance: Importance,
    /// Cost of its shortest sentence that may be quoted, if any may.
    pub shortest: Option<u32>,
    /// Cost of the shortest one that may tell it in one line.
    pub opening: Option<u32>,
    /// Cost of its headline, which tells it where no sentence does; `None` where no article has a
    /// title, and for what goes on from an earlier briefing without a sentence that is new.
    pub headline: Option<u32>,
    kept: Option<Story<'f>>,
}

/// A story is kept when it holds at least one in this many of the collection's articles.
/// Set by hand; no trial of other values is recorded.
const KEPT: usize = 64;

impl<'f> Sketch<'f> {
    /// Weighs a story; costs are in the unit of `budget`, whatever its limit.
    pub(super) fn new(seen: Seen<'f>, budget: Budget) -> Self {
        let Seen { story, cast, update, standing, importance } = seen;
        let costs: Vec<(StatementId, u32)> =
            story.candidates().map(|id| (id, budget.cost(story.text(id)))).collect();
        let opens = |id: &StatementId| {
            let voice = story.statements[id.index()].voice;
            story.corpus.sentence(voice).position < OPENING
        };
        Self {
            standing,
            update,
            importance,
            opinion: reports::are_all_opinion(story.corpus, &story.articles),
            shortest: costs.iter().map(|c| c.1).min(),
            opening: costs.iter().filter(|c| opens(&c.0)).map(|c| c.1).min(),
            headline: headline::words(&story, &Selection::default())
                .filter(|_| {
                    !update && (story.known_pairs.is_empty() || story.candidates().next().is_some())
                })
                .map(|words| budget.cost(words)),
            cast,
            kept: (story.articles.len() * KEPT >= story.corpus.articles().len()).then_some(story),
        }
    }

    /// Whether there is a sentence or a headline to tell it by.
    pub(super) const fn can_be_told(&self) -> bool {
        self.shortest.is_some() || self.headline.is_some()
    }

    /// The story itself.
    pub(super) fn build(
        &mut self,
        frame: &'f Frame<'_>,
        recall: &Recall,
        anything: bool,
    ) -> Story<'f> {
        self.kept.take().unwrap_or_else(|| self.cast.build(frame, recall, anything).0)
    }
}

/// A story while it is looked at.
#[derive(Debug)]
pub(super) struct Seen<'f> {
    pub story: Story<'f>,
    pub cast: Cast,
    /// Goes on from an earlier briefing.
    pub update: bool,
    pub standing: Standing,
    pub importance: Importance,
}

/// What orders stories, most important first: their importance, articles, the latest news, then the
/// first article.
pub(super) type Order = (
    (bool, bool, bool, bool, Reverse<u64>),
    Reverse<usize>,
    Reverse<Option<Timestamp>>,
    Option<ArticleId>,
);

impl Seen<'_> {
    pub(super) fn order(&self) -> Order {
        let story = &self.story;
        let published = |&a: &ArticleId| story.corpus.article(a).published;
        let latest = story.articles.iter().filter_map(published).map(|p| p.at).max();
        (
            self.importance.key(),
            Reverse(story.articles.len()),
            Reverse(latest),
            story.articles.first().copied(),
        )
    }
}

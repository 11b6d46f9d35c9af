//! Where a story stands and what it counts by the reader's wishes: sections, watch-lists, weights
//! of publishers, caps.

use std::collections::BTreeMap;

use crate::analysis::Story;
use crate::model::{Article, ArticleId, Selection, StatementId};

use super::Preferences;

/// The heading of stories that no section claims, when the reader gives none.
const REST: &str = "Other news";

/// What the reader's wishes make of one story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    /// Its section's place in the reader's order; one past the last for none.
    pub section: usize,
    /// Its independent publishers, each with the weight that the reader gives it, times the boost
    /// of watch-lists.
    pub weight: f64,
}

impl Preferences {
    /// A story belongs to the section that most of its articles fit, at least half of them, the
    /// first among equals: one article that mentions a word makes no story about it. The strongest
    /// watch-list that any of its articles fits boosts it.
    pub(super) fn standing(&self, story: &Story<'_>) -> Standing {
        Standing { section: self.section(story), weight: self.weight(story) * self.boost(story) }
    }

    fn section(&self, story: &Story<'_>) -> usize {
        let fitting = |n: usize| {
            articles(story).filter(|article| self.sections[n].wanted.is_met_by(article)).count()
        };
        (0..self.sections.len())
            .map(|n| (fitting(n), n))
            .filter(|&(fitting, _)| fitting > 0 && 2 * fitting >= story.articles.len())
            .max_by_key(|&(fitting, n)| (fitting, std::cmp::Reverse(n)))
            .map_or(self.sections.len(), |(_, n)| n)
    }

    /// Σ over independent publishers of the weight of its heaviest article.
    fn weight(&self, story: &Story<'_>) -> f64 {
        let mut origins: BTreeMap<ArticleId, f64> = BTreeMap::new();
        for &article in &story.articles {
            let own = self.article_weight(story.corpus.article(article));
            let origin = origins.entry(story.origins.of(article)).or_insert(own);
            *origin = origin.max(own);
        }
        origins.values().sum::<f64>().max(f64::MIN_POSITIVE)
    }

    fn article_weight(&self, article: &Article) -> f64 {
        let rules = self.publishers.iter().filter(|rule| rule.wanted.is_named_in(article, true));
        rules.map(|rule| rule.weight).product()
    }

    fn boost(&self, story: &Story<'_>) -> f64 {
        self.watches
            .iter()
            .filter(|watch| articles(story).any(|article| watch.wanted.is_met_by(article)))
            .map(|watch| watch.boost)
            .reduce(f64::max)
            .unwrap_or(1.0)
    }

    /// The heading of a section by its place; `None` in a briefing without sections.
    pub(super) fn heading(&self, section: usize) -> Option<String> {
        if self.sections.is_empty() {
            return None;
        }
        let rest = || self.rest.clone().unwrap_or_else(|| REST.to_owned());
        Some(self.sections.get(section).map_or_else(rest, |section| section.name.clone()))
    }

    /// Keeps of stories in order of rank those that the reader's numbers leave room for, over all
    /// and in each section.
    pub(super) fn limit<T>(&self, stories: &mut Vec<T>, section: impl Fn(&T) -> usize) {
        let mut used = vec![0usize; self.sections.len()];
        stories.retain(|story| {
            let section = section(story);
            let most = self.sections.get(section).and_then(|section| section.stories);
            let Some(used) = used.get_mut(section) else { return true };
            *used += 1;
            most.is_none_or(|most| *used <= most)
        });
        stories.truncate(self.stories.unwrap_or(usize::MAX));
    }
}

fn articles<'s>(story: &'s Story<'_>) -> impl Iterator<Item = &'s Article> {
    story.articles.iter().map(|&a| story.corpus.article(a))
}

/// How many stories quote each publisher so far.
#[derive(Debug)]
pub(super) struct Caps<'p> {
    preferences: &'p Preferences,
    quoted: BTreeMap<String, usize>,
}

impl<'p> Caps<'p> {
    pub(super) const fn new(preferences: &'p Preferences) -> Self {
        Self { preferences, quoted: BTreeMap::new() }
    }

    /// Whether the reader wants any publisher quoted in so many stories only.
    pub(super) fn limit_any(&self) -> bool {
        let rules = &self.preferences.publishers;
        self.preferences.publisher_stories.is_some() || rules.iter().any(|r| r.stories.is_some())
    }

    /// Takes from a story what only publishers say that have been quoted often enough: another
    /// supporter speaks for the statement, or nobody.
    pub(super) fn withdraw(&self, story: &mut Story<'_>) {
        let full: Vec<bool> =
            story.articles.iter().map(|&a| self.is_full(story.corpus.article(a))).collect();
        if !full.contains(&true) {
            return;
        }
        let (corpus, own) = (story.corpus, &story.articles);
        let is_full = |article: ArticleId| own.binary_search(&article).is_ok_and(|at| full[at]);
        for statement in &mut story.statements {
            if !is_full(corpus.sentence(statement.voice).article) {
                continue;
            }
            let other = statement.members.iter().copied().find(|&member| {
                let sentence = corpus.sentence(member);
                sentence.unquotable.is_none() && !is_full(sentence.article)
            });
            match other {
                Some(other) => statement.voice = other,
                None => statement.quotable = false,
            }
            statement.leans_on = None;
        }
        let stands: Vec<bool> = story.statements.iter().map(|s| s.quotable).collect();
        for statement in &mut story.statements {
            if statement.leans_on.is_some_and(|on: StatementId| !stands[on.index()]) {
                statement.leans_on = None;
            }
        }
    }

    /// Counts the publishers that a story quotes.
    pub(super) fn count(&mut self, story: &Story<'_>, selection: &Selection) {
        self.count_voices(story, selection.picks.iter().map(|pick| pick.statement));
    }

    /// Counts the publishers of the voices of statements, each once.
    pub(super) fn count_voices(
        &mut self,
        story: &Story<'_>,
        statements: impl Iterator<Item = StatementId>,
    ) {
        let mut names: Vec<String> = statements
            .map(|statement| story.corpus.sentence(story.statements[statement.index()].voice))
            .filter_map(|voice| story.corpus.article(voice.article).source.publisher.clone())
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            *self.quoted.entry(name).or_insert(0) += 1;
        }
    }

    /// Whether a story may still quote an article's publisher.
    pub(super) fn allow(&self, article: &Article) -> bool {
        !self.is_full(article)
    }

    /// Counts the publisher of the one article that a story quotes.
    pub(super) fn count_one(&mut self, article: &Article) {
        if let Some(name) = &article.source.publisher {
            *self.quoted.entry(name.clone()).or_insert(0) += 1;
        }
    }

    fn is_full(&self, article: &Article) -> bool {
        let Some(publisher) = &article.source.publisher else { return false };
        let rules = self.preferences.publishers.iter();
        let own = rules
            .filter(|rule| rule.wanted.is_named_in(article, true))
            .filter_map(|rule| rule.stories)
            .min();
        let most = own.or(self.preferences.publisher_stories);
        most.is_some_and(|most| self.quoted.get(publisher).is_some_and(|quoted| *quoted >= most))
    }
}

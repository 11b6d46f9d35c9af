//! A checked plan, and its run from articles to a briefing.

use jiff::Timestamp;

use crate::model::{
    Article, ArticleId, Briefing, Budget, Corpus, Explanation, Outcome, Part, Pick, Precision,
    Published, Recipe, Selection, StatementId, Warning, count_words,
};
use crate::rank::{Method, Story};
use crate::stories::{self, Age, Group, ages};

use super::{Frame, Older, Settings, allot, compose, news, prepare, story};

/// Settings that have been checked. Only a plan runs.
#[derive(Debug)]
pub struct Plan {
    pub(super) settings: Settings,
    method: Box<dyn Method>,
}

/// A run that can give no briefing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// There is no article to read.
    #[error("no article was found in the inputs")]
    NoArticles,
    /// No article holds a sentence that may be quoted.
    #[error(
        "none of the {articles} articles holds a sentence that can be quoted; see them with --show-dropped"
    )]
    NothingToQuote {
        /// Number of articles read.
        articles: usize,
    },
    /// Every quotable sentence is longer than the budget.
    #[error(
        "the shortest sentence that can be quoted has {least} {unit}, more than the length of {limit}; ask for at least {least}{letter}"
    )]
    TooShort {
        /// What the shortest quotable sentence costs.
        least: u32,
        /// The budget's limit.
        limit: u32,
        /// Unit in the plural.
        unit: &'static str,
        /// Letter of the unit.
        letter: char,
    },
}

/// One story chosen for the briefing: what the method saw and what it picked.
#[derive(Debug)]
pub(super) struct Told<'f> {
    pub story: Story<'f>,
    pub selection: Selection,
    /// Articles of another time, by id.
    pub older: Vec<ArticleId>,
    /// One line under "In brief".
    pub brief: bool,
}

impl Plan {
    pub(super) fn new(settings: Settings, method: Box<dyn Method>) -> Self {
        Self { settings, method }
    }

    /// Makes the briefing of `articles`, whose order does not matter.
    ///
    /// # Errors
    /// [`PlanError`] when there is nothing to quote, or nothing that fits the length.
    pub fn run(&self, articles: Vec<Article>) -> Result<Outcome<Briefing>, PlanError> {
        if articles.is_empty() {
            return Err(PlanError::NoArticles);
        }
        let corpus = prepare(articles, self.settings.sentences_per_article);
        self.run_prepared(&corpus)
    }

    /// The same from an arena that [`prepare`](super::prepare) made.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_prepared(&self, corpus: &Corpus) -> Result<Outcome<Briefing>, PlanError> {
        let mut frame =
            Frame::new(corpus, &self.settings.background, self.settings.query.as_deref());
        frame.tell(&self.settings.told);
        let mut stories = self.stories(&frame);
        let mut warnings = self.warnings(corpus);
        if stories.iter().all(|(story, _)| story.candidates().next().is_none()) {
            warnings.push(nothing_stands_alone(&mut stories));
        }
        stories.retain(|(story, _)| story.candidates().next().is_some());
        if stories.is_empty() {
            return Err(PlanError::NothingToQuote { articles: corpus.articles().len() });
        }
        let budget = self.budget(corpus, stories.len());
        let told = self.tell(stories, budget)?;
        let briefing = compose::briefing(self, &frame, told, self.recipe(budget));
        Ok(Outcome { value: briefing, warnings })
    }

    /// The stories of the corpus, most important first, with the older articles of each.
    pub(super) fn stories<'f>(&self, frame: &'f Frame<'_>) -> Vec<(Story<'f>, Vec<ArticleId>)> {
        let groups = if self.settings.one_story {
            vec![Group { articles: frame.corpus.article_ids().collect(), older: Vec::new() }]
        } else {
            stories::group(frame.corpus, &frame.table)
        };
        let mut stories: Vec<_> =
            groups.into_iter().map(|group| self.story_of(frame, group)).collect();
        if self.settings.older == Older::Mark {
            let middle = middle(frame.corpus);
            stories.retain(|(story, _)| !is_bygone(story, middle));
        }
        stories.sort_by_cached_key(|(story, _)| importance(story));
        stories
    }

    /// One story and the articles that are older than it.
    fn story_of<'f>(&self, frame: &'f Frame<'_>, group: Group) -> (Story<'f>, Vec<ArticleId>) {
        let Group { mut articles, mut older } = group;
        if self.settings.older == Older::Keep {
            articles.append(&mut older);
            articles.sort_unstable();
            return (telling_story(frame, articles), older);
        }
        let ages = ages(frame.corpus, &frame.table, &frame.idf, &articles);
        let current = |age: Age| age == Age::Current;
        older.extend(articles.iter().zip(&ages).filter(|(_, a)| !current(**a)).map(|(id, _)| *id));
        older.sort_unstable();
        let articles =
            articles.into_iter().zip(ages).filter(|(_, a)| current(*a)).map(|(id, _)| id);
        (telling_story(frame, articles.collect()), older)
    }

    fn budget(&self, corpus: &Corpus, stories: usize) -> Budget {
        const ONE: Budget = Budget::Words(match std::num::NonZeroU32::new(250) {
            Some(words) => words,
            None => std::num::NonZeroU32::MIN,
        });
        const SEVERAL: Budget = Budget::Words(match std::num::NonZeroU32::new(600) {
            Some(words) => words,
            None => std::num::NonZeroU32::MIN,
        });
        let Some(length) = self.settings.length else {
            return if stories > 1 { SEVERAL } else { ONE };
        };
        let words = corpus
            .sentences()
            .iter()
            .filter(|s| s.role == crate::model::Role::Body)
            .filter_map(|s| s.span.of(corpus.article(s.article).text()))
            .map(|text| u64::from(count_words(text)))
            .sum();
        length.budget(words)
    }

    /// Picks within the budget, story by story.
    fn tell<'f>(
        &self,
        stories: Vec<(Story<'f>, Vec<ArticleId>)>,
        budget: Budget,
    ) -> Result<Vec<Told<'f>>, PlanError> {
        let weights: Vec<f64> = stories.iter().map(|(story, _)| weight(story)).collect();
        let shares = allot::share(budget, &weights);
        let mut left = budget.limit();
        let mut carried = 0;
        let mut least: Option<u32> = None;
        let mut told = Vec::new();
        for (n, (story, older)) in stories.into_iter().enumerate() {
            let joint = if told.is_empty() { 0 } else { budget.joint() };
            let room = left.saturating_sub(joint);
            let share = shares.get(n).map_or(room, |share| (share + carried).min(room));
            let brief = n >= shares.len();
            let selection = match allot::with_limit(budget, share) {
                Some(share) if brief => lead(&story, share),
                Some(share) => self.pick(&story, share),
                None => Selection::default(),
            };
            if selection.picks.is_empty() {
                least = least.into_iter().chain(shortest(&story, budget)).min();
                continue;
            }
            let used = cost(&story, &selection, budget) + joint;
            left = left.saturating_sub(used);
            carried = if brief { 0 } else { (share + joint).saturating_sub(used) };
            told.push(Told { story, selection, older, brief });
        }
        if told.is_empty() {
            let letter = budget.unit().chars().next().unwrap_or('w');
            let least = least.unwrap_or(u32::MAX);
            return Err(PlanError::TooShort {
                least,
                limit: budget.limit(),
                unit: budget.unit(),
                letter,
            });
        }
        Ok(told)
    }

    /// The picks of one story told in full: the method's, opened by the latest lead where the story has gone on.
    fn pick(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let chosen = news::telling(story, self.method.select(story, budget));
        let Some(lead) = news::latest_lead(story, budget) else { return chosen };
        if news::tells(story, &chosen, lead) {
            return chosen;
        }
        let rest = budget.limit().saturating_sub(budget.cost(story.text(lead)) + budget.joint());
        let rest = allot::with_limit(budget, rest)
            .map(|budget| news::telling(story, self.method.select(story, budget)))
            .unwrap_or_default();
        news::opened_by(story, lead, rest)
    }

    fn recipe(&self, budget: Budget) -> Recipe {
        let settings = &self.settings;
        let mut recipe = Recipe::default();
        recipe.push("version", env!("CARGO_PKG_VERSION"));
        recipe.push("method", self.method.name());
        recipe.push("budget", budget);
        recipe.push("older", if settings.older == Older::Mark { "mark" } else { "keep" });
        recipe.push("one_story", settings.one_story);
        if let Some(query) = &settings.query {
            recipe.push("query", query.replace(['|', '\n', '\r'], " "));
        }
        if !settings.told.is_empty() {
            recipe.push("told", settings.told.len());
        }
        if let Some(weights) = &settings.weights {
            recipe.push("weights", weights.made_by.replace(['|', '\n', '\r'], " "));
        }
        if let Some(frequencies) = &settings.background.frequencies {
            recipe.push("background", frequencies.documents());
        }
        recipe
    }

    pub(super) fn made(&self) -> Option<Published> {
        let at = self.settings.now?;
        Some(Published { at, offset: Some(self.settings.offset), precision: Precision::Second })
    }

    pub(super) fn future(&self, published: Option<Published>) -> bool {
        // A day of grace: zones differ, and a date without a time says little about hours.
        let limit = |now: Timestamp| now.as_second().saturating_add(86_400);
        matches!((self.settings.now, published), (Some(now), Some(p)) if p.at.as_second() > limit(now))
    }

    fn warnings(&self, corpus: &Corpus) -> Vec<Warning> {
        corpus
            .articles()
            .iter()
            .filter(|article| self.future(article.published))
            .map(|article| {
                Warning::note(article.source.place.to_string(), "is dated in the future")
                    .hint("check its date")
            })
            .collect()
    }
}

/// Where no sentence of the whole input stands alone, what there is may be quoted rather than nothing.
fn nothing_stands_alone(stories: &mut [(Story<'_>, Vec<ArticleId>)]) -> Warning {
    for (story, _) in stories {
        for statement in &mut story.statements {
            statement.quotable = true;
            statement.leans_on = None;
        }
    }
    Warning::note(
        "input",
        "no sentence of it stands alone; fragments and the like are quoted instead",
    )
    .hint("see why with --show-dropped and `tidings explain`")
}

/// The median second of publication of a corpus.
fn middle(corpus: &Corpus) -> Option<i64> {
    let mut seconds: Vec<i64> =
        corpus.articles().iter().filter_map(|a| a.published).map(|p| p.at.as_second()).collect();
    seconds.sort_unstable();
    seconds.get(seconds.len() / 2).copied()
}

/// Whether a story is a lone article from long before the rest: no news, and of no story that is.
fn is_bygone(story: &Story<'_>, middle: Option<i64>) -> bool {
    const HALF_A_YEAR: i64 = 183 * 86_400;
    let &[lone] = story.articles.as_slice() else { return false };
    let at = story.corpus.article(lone).published.map(|p| p.at.as_second());
    matches!((at, middle), (Some(at), Some(middle)) if middle - at > HALF_A_YEAR)
}

/// A story as a briefing tells it.
fn telling_story<'f>(frame: &'f Frame<'_>, articles: Vec<ArticleId>) -> Story<'f> {
    let mut story = story(frame, articles);
    news::withdraw(&mut story);
    story
}

/// How many sentences of an article count as its opening.
const OPENING: u32 = 3;

/// The one sentence that tells a story under "In brief": an opening sentence, the best supported, of the latest article.
fn lead(story: &Story<'_>, budget: Budget) -> Selection {
    use std::cmp::Reverse;
    let key = |&id: &StatementId| {
        let statement = &story.statements[id.index()];
        let voice = story.corpus.sentence(statement.voice);
        let published = story.corpus.article(voice.article).published.map(|p| p.at);
        (voice.position, Reverse(statement.support), Reverse(published), id)
    };
    let best = story
        .candidates()
        .filter(|&id| budget.cost(story.text(id)) <= budget.limit())
        .filter(|id| story.corpus.sentence(story.statements[id.index()].voice).position < OPENING)
        .min_by_key(key);
    let picks = best.map(|statement| {
        let support = f64::from(story.statements[statement.index()].support);
        let why =
            Explanation { parts: vec![Part { name: "publishers".to_owned(), value: support }] };
        Pick { statement, gain: support, why }
    });
    Selection { picks: picks.into_iter().collect() }
}

/// What orders stories, most important first: independent publishers, articles, the latest news, then the first article.
fn importance(story: &Story<'_>) -> impl Ord + use<> {
    use std::cmp::Reverse;
    let latest = story
        .articles
        .iter()
        .filter_map(|&a| story.corpus.article(a).published)
        .map(|p| p.at)
        .max();
    (
        Reverse(independent(story)),
        Reverse(story.articles.len()),
        Reverse(latest),
        story.articles.first().copied(),
    )
}

/// A story's weight when length is shared: its independent publishers, dampened.
fn weight(story: &Story<'_>) -> f64 {
    f64::from(independent(story)).sqrt()
}

/// Number of independent publishers of a story.
pub(super) fn independent(story: &Story<'_>) -> u32 {
    let mut origins: Vec<ArticleId> = story.articles.iter().map(|&a| story.origins.of(a)).collect();
    origins.sort_unstable();
    origins.dedup();
    u32::try_from(origins.len()).unwrap_or(u32::MAX).max(1)
}

fn cost(story: &Story<'_>, selection: &Selection, budget: Budget) -> u32 {
    let joints =
        u32::try_from(selection.picks.len().saturating_sub(1)).unwrap_or(0) * budget.joint();
    selection.picks.iter().map(|p| budget.cost(story.text(p.statement))).sum::<u32>() + joints
}

fn shortest(story: &Story<'_>, budget: Budget) -> Option<u32> {
    story.candidates().map(|s: StatementId| budget.cost(story.text(s))).min()
}

//! A checked plan, and its run from articles to a briefing.

use jiff::Timestamp;

use crate::model::{
    Article, ArticleId, Briefing, Budget, Corpus, Explanation, Outcome, Part, Pick, Precision,
    Published, Recipe, Selection, StatementId, Warning, count_words,
};
use crate::rank::{Method, Story};
use crate::stories::{self, Age, Group, ages};

use super::memory::Recall;
use super::sections::{Caps, Standing};
use super::{Frame, Older, Settings, allot, compose, news, prepare, story};

/// The articles behind one story of a briefing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members {
    /// Those that it is made of, cited or not.
    pub articles: Vec<Article>,
    /// Those of its telling in earlier briefings, where it goes on from one.
    pub earlier: Vec<Article>,
}

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
    /// Earlier briefings told all there is, or the reader's wishes leave nothing of it.
    #[error("the {articles} articles hold nothing new")]
    NothingNew {
        /// Number of articles read.
        articles: usize,
    },
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

/// A briefing, and for each of its stories the articles that it is made of.
pub type Telling = (Briefing, Vec<Members>);

/// One story chosen for the briefing: what the method saw and what it picked.
#[derive(Debug)]
pub(super) struct Told<'f> {
    pub story: Story<'f>,
    pub selection: Selection,
    /// Articles of another time, by id.
    pub older: Vec<ArticleId>,
    /// One line under "In brief".
    pub brief: bool,
    /// Goes on from an earlier briefing.
    pub update: bool,
    /// Articles of its earlier telling.
    pub seen: Vec<ArticleId>,
    /// Its section's place in the reader's order.
    pub section: usize,
}

impl Told<'_> {
    fn members(&self) -> Members {
        let all = |ids: &[ArticleId]| -> Vec<Article> {
            ids.iter().map(|&a| self.story.corpus.article(a).clone()).collect()
        };
        let mut articles = all(&self.story.articles);
        articles.extend(all(&self.older));
        Members { articles, earlier: all(&self.seen) }
    }
}

/// One story of the corpus before anything is picked.
#[derive(Debug)]
pub(super) struct Found<'f> {
    pub story: Story<'f>,
    /// Articles of another time, by id.
    pub older: Vec<ArticleId>,
    /// Goes on from an earlier briefing.
    pub update: bool,
    /// Articles of its earlier telling.
    pub seen: Vec<ArticleId>,
    pub standing: Standing,
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
        self.tell_of(articles).map(|told| Outcome { value: told.value.0, warnings: told.warnings })
    }

    /// The same, and for each story of the briefing the articles that it is made of, cited or not: what a memory keeps.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn tell_of(&self, articles: Vec<Article>) -> Result<Outcome<Telling>, PlanError> {
        let given = articles.len();
        let (mut articles, mut notes) =
            self.settings.preferences.admit(articles, self.settings.now);
        if articles.is_empty() {
            let nothing = PlanError::NothingNew { articles: given };
            return Err(if given == 0 { PlanError::NoArticles } else { nothing });
        }
        articles.extend_from_slice(&self.settings.memory.seen);
        let corpus = prepare(articles, self.settings.sentences_per_article);
        let mut told = self.tell_prepared(&corpus)?;
        notes.append(&mut told.warnings);
        told.warnings = notes;
        Ok(told)
    }

    /// The same from an arena that [`prepare`](super::prepare) made.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_prepared(&self, corpus: &Corpus) -> Result<Outcome<Briefing>, PlanError> {
        let told = self.tell_prepared(corpus)?;
        Ok(Outcome { value: told.value.0, warnings: told.warnings })
    }

    fn tell_prepared(&self, corpus: &Corpus) -> Result<Outcome<Telling>, PlanError> {
        let mut frame =
            Frame::new(corpus, &self.settings.background, self.settings.query.as_deref());
        frame.tell(&self.settings.told);
        let recall = Recall::new(&self.settings.memory, corpus);
        let mut stories = self.stories(&frame, &recall);
        self.leave_bygone(corpus, &mut stories);
        let mut warnings = self.warnings(corpus);
        if recall.is_empty()
            && stories.iter().all(|found| found.story.candidates().next().is_none())
        {
            warnings.push(nothing_stands_alone(&mut stories));
        }
        stories.retain(|found| found.story.candidates().next().is_some());
        self.settings.preferences.limit(&mut stories, |found| found.standing.section);
        if stories.is_empty() {
            let articles = corpus.article_ids().filter(|&a| !recall.is_seen(a)).count();
            return Err(if recall.is_empty() {
                PlanError::NothingToQuote { articles }
            } else {
                PlanError::NothingNew { articles }
            });
        }
        let budget = self.budget(corpus, stories.len());
        let told = self.tell(stories, budget)?;
        let members = told.iter().map(|told| told.members()).collect();
        let briefing = compose::briefing(self, &frame, &recall, told, self.recipe(budget));
        Ok(Outcome { value: (briefing, members), warnings })
    }

    /// A briefing of nothing: what it would have told of, and how, without any story.
    #[must_use]
    pub fn nothing(&self, articles: &[Article]) -> Briefing {
        let corpus = Corpus::new(Corpus::canonical_order(articles.to_vec()), Vec::new());
        let frame = Frame::new(&corpus, &self.settings.background, None);
        let budget = self.budget(&corpus, 2);
        let recipe = self.recipe(budget);
        compose::briefing(self, &frame, &Recall::default(), Vec::new(), recipe)
    }

    /// The stories of the corpus, most important first, with the older articles of each. Stories without any new article
    /// are not among them.
    pub(super) fn stories<'f>(&self, frame: &'f Frame<'_>, recall: &Recall) -> Vec<Found<'f>> {
        let groups = if self.settings.one_story {
            vec![Group { articles: frame.corpus.article_ids().collect(), older: Vec::new() }]
        } else {
            stories::group(frame.corpus, &frame.table)
        };
        let mut stories: Vec<_> = groups
            .into_iter()
            .map(|group| recall.part(group))
            .filter(|(group, _)| !group.articles.is_empty())
            .map(|(group, seen)| self.found(frame, recall, group, seen))
            .collect();
        stories.sort_by_cached_key(|found| importance(&found.story, found.standing));
        stories
    }

    /// A briefing does not tell what is no news; a list of stories has it all the same.
    fn leave_bygone(&self, corpus: &Corpus, stories: &mut Vec<Found<'_>>) {
        if self.settings.older == Older::Mark {
            let middle = middle(corpus);
            stories.retain(|found| !is_bygone(&found.story, middle));
        }
    }

    fn found<'f>(
        &self,
        frame: &'f Frame<'_>,
        recall: &Recall,
        group: Group,
        seen: Vec<ArticleId>,
    ) -> Found<'f> {
        let (mut story, older) = self.story_of(frame, group);
        let update = recall.withdraw(frame, &mut story, &seen);
        let standing = self.settings.preferences.standing(&story);
        Found { story, older, update, seen, standing }
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
        stories: Vec<Found<'f>>,
        budget: Budget,
    ) -> Result<Vec<Told<'f>>, PlanError> {
        let weights: Vec<f64> = stories.iter().map(|found| weight(found.standing)).collect();
        let mut caps = Caps::new(&self.settings.preferences);
        let shares = allot::share(budget, &weights);
        let mut left = budget.limit();
        let mut carried = 0;
        let mut least: Option<u32> = None;
        let mut told = Vec::new();
        for (n, found) in stories.into_iter().enumerate() {
            let Found { mut story, older, update, seen, standing } = found;
            caps.withdraw(&mut story);
            let joint = if told.is_empty() { 0 } else { budget.joint() };
            let room = left.saturating_sub(joint);
            let share = shares.get(n).map_or(room, |share| (share + carried).min(room));
            let brief = n >= shares.len();
            let shortest = shortest(&story, budget);
            let selection = match allot::with_limit(budget, share) {
                Some(share) if brief => lead(&story, share),
                Some(share) => self.pick(&mut story, share),
                None => Selection::default(),
            };
            if selection.picks.is_empty() {
                least = least.into_iter().chain(shortest).min();
                continue;
            }
            let used = cost(&story, &selection, budget) + joint;
            left = left.saturating_sub(used);
            carried = if brief { 0 } else { (share + joint).saturating_sub(used) };
            caps.count(&story, &selection);
            let section = standing.section;
            told.push(Told { story, selection, older, brief, update, seen, section });
        }
        told.sort_by_key(|told| told.section);
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
    fn pick(&self, story: &mut Story<'_>, budget: Budget) -> Selection {
        let lead = news::latest_lead(story, budget);
        let chosen = self.fill(story, budget);
        let Some(lead) = lead.filter(|&lead| !news::tells(story, &chosen, lead)) else {
            return chosen;
        };
        let rest = budget.limit().saturating_sub(budget.cost(story.text(lead)) + budget.joint());
        let like = news::like(story, lead);
        news::silence(story, like);
        let rest = allot::with_limit(budget, rest)
            .map(|budget| self.fill(story, budget))
            .unwrap_or_default();
        news::opened_by(story, lead, rest)
    }

    /// The method's picks without those that tell the reader nothing more; what room they leave goes to others.
    fn fill(&self, story: &mut Story<'_>, budget: Budget) -> Selection {
        /// How often the room is offered anew.
        const ROUNDS: usize = 4;
        let value = |selection: &Selection| selection.picks.iter().map(|p| p.gain).sum::<f64>();
        let offered: Vec<_> = story.statements.iter().map(|s| (s.quotable, s.leans_on)).collect();
        let mut best = Selection::default();
        for _ in 0..ROUNDS {
            let chosen = self.method.select(story, budget);
            let (kept, dropped) = news::telling(story, chosen);
            let done = dropped.is_empty();
            if value(&kept) > value(&best) || best.picks.is_empty() {
                best = kept;
            }
            if done {
                break;
            }
            news::silence(story, dropped);
        }
        for (statement, (quotable, leans_on)) in story.statements.iter_mut().zip(offered) {
            (statement.quotable, statement.leans_on) = (quotable, leans_on);
        }
        best
    }

    fn recipe(&self, budget: Budget) -> Recipe {
        let settings = &self.settings;
        let mut recipe = Recipe::default();
        recipe.push("version", env!("CARGO_PKG_VERSION"));
        if let Some(window) = settings.window {
            recipe.push("window", format_args!("{}/{}", window.from.at, window.until.at));
        }
        if let Some(profile) = &settings.profile {
            recipe.push("profile", profile.replace(['|', '\n', '\r'], " "));
        }
        if let Some(zone) = &settings.zone {
            recipe.push("zone", zone);
        }
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
        if !settings.memory.is_empty() {
            recipe.push("remembered", settings.memory.told.len());
        }
        settings.preferences.recipe(&mut recipe);
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
fn nothing_stands_alone(stories: &mut [Found<'_>]) -> Warning {
    for found in stories {
        for statement in &mut found.story.statements {
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

/// What orders stories, most important first: independent publishers as the reader weighs them, articles, the latest news,
/// then the first article.
fn importance(story: &Story<'_>, standing: Standing) -> impl Ord + use<> {
    use std::cmp::Reverse;
    let latest = story
        .articles
        .iter()
        .filter_map(|&a| story.corpus.article(a).published)
        .map(|p| p.at)
        .max();
    (
        // Weights are positive: their bits are in their order.
        Reverse(standing.weight.to_bits()),
        Reverse(story.articles.len()),
        Reverse(latest),
        story.articles.first().copied(),
    )
}

/// A story's weight when length is shared: its independent publishers, dampened.
fn weight(standing: Standing) -> f64 {
    standing.weight.sqrt()
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

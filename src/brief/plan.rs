//! A checked plan, and its run from articles to a briefing.

use crate::analysis::{Frame, Story, group_shelved, prepare};
use crate::edit::figures::Tolls;
use crate::edit::glued::Glued;
use crate::edit::judgement::Editor;
use crate::edit::memory::Recall;
use crate::edit::review::{most, picks, review, weed};
use crate::edit::stand::withdraw_overtaken;
use crate::model::{
    Article, ArticleId, Briefing, Budget, Corpus, Outcome, Precision, Published, Recipe, Selection,
    Shelf, Warning, count_words,
};
use crate::rank::Method;
use crate::stories::{self, Age, Group, ages};
use crate::terms::TermTable;
use crate::text::opinion;
use crate::threads;

use super::chosen::{ChosenStory, Members};
use super::compose::{self, Page, is_future};
use super::duplicates::one_of_each;
use super::importance::Day;
use super::pick::{Picking, cost, lead, pick, shortest, tell_dead};
use super::sections::{Caps, Standing};
use super::share::{Reviewed, share};
use super::sketch::{Cast, Seen, Sketch};
use super::{Older, OpinionPieces, Rule, Settings, SettingsError, allot, passed_over, query};
use crate::edit::headline;

/// Length of a briefing of one story, where none is asked for.
const ONE: Budget = Budget::Words(match std::num::NonZeroU32::new(250) {
    Some(words) => words,
    None => std::num::NonZeroU32::MIN,
});

/// Settings that have been checked. Only a plan runs.
#[derive(Debug)]
pub struct Plan {
    pub(super) settings: Settings,
    method: Box<dyn Method>,
    editor: Editor,
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
    /// No story is about what was asked for.
    #[error("no story is about `{query}`; leave out --query, or name fewer words")]
    NothingMatches {
        /// The query.
        query: String,
    },
    /// No article holds a sentence that may be quoted.
    #[error(
        "none of the {articles} articles holds a sentence that can be quoted; see them with --show-dropped"
    )]
    NothingToQuote {
        /// Number of articles read.
        articles: usize,
    },
    /// The shelf of [`Plan::run_shelved`] failed.
    #[error("texts could not be laid aside: {0}")]
    Shelf(String),
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

impl Settings {
    /// Checks everything that can be wrong before any article is read.
    ///
    /// # Errors
    /// [`SettingsError`] names the setting and what is possible instead.
    pub fn check(self) -> Result<Plan, SettingsError> {
        let method = self.method.build()?;
        if self.sentences_per_article == 0 {
            return Err(SettingsError::NoSentences);
        }
        let editor = self.editor.clone().map(Editor::new).unwrap_or_default();
        Ok(Plan { settings: self, method, editor })
    }
}

impl Plan {
    /// Makes the briefing of `articles`, whose order does not matter.
    ///
    /// # Errors
    /// [`PlanError`] when there is nothing to quote, or nothing that fits the length.
    pub fn run(&self, articles: Vec<Article>) -> Result<Outcome<Briefing>, PlanError> {
        self.tell_of(articles).map(|told| Outcome { value: told.value.0, warnings: told.warnings })
    }

    /// The same, and for each story of the briefing the articles that it is made of, cited or not:
    /// what a memory keeps.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn tell_of(&self, articles: Vec<Article>) -> Result<Outcome<Telling>, PlanError> {
        self.tell_on(articles, None)
    }

    /// The same briefing as [`run`](Self::run) makes, in less memory: while the articles are told
    /// apart, their texts and tokens lie on `shelf`, which is empty and nobody else's.
    ///
    /// # Errors
    /// As [`run`](Self::run), and [`PlanError::Shelf`] when the shelf cannot be written or read.
    pub fn run_shelved(
        &self,
        articles: Vec<Article>,
        shelf: &mut dyn Shelf,
    ) -> Result<Outcome<Briefing>, PlanError> {
        let told = self.tell_shelved(articles, shelf)?;
        Ok(Outcome { value: told.value.0, warnings: told.warnings })
    }

    /// As [`tell_of`](Self::tell_of), in the memory of [`run_shelved`](Self::run_shelved).
    ///
    /// # Errors
    /// As [`run_shelved`](Self::run_shelved).
    pub fn tell_shelved(
        &self,
        articles: Vec<Article>,
        shelf: &mut dyn Shelf,
    ) -> Result<Outcome<Telling>, PlanError> {
        self.tell_on(articles, Some(shelf))
    }

    fn tell_on(
        &self,
        articles: Vec<Article>,
        shelf: Option<&mut dyn Shelf>,
    ) -> Result<Outcome<Telling>, PlanError> {
        let given = articles.len();
        let (mut articles, mut notes) =
            self.settings.preferences.admit(articles, self.settings.now);
        notes.extend(self.hide_later(&mut articles));
        if self.settings.opinion == OpinionPieces::None {
            articles.retain(|article| !opinion::of(article));
        }
        articles = one_of_each(articles);
        if articles.is_empty() {
            let nothing = PlanError::NothingNew { articles: given };
            return Err(if given == 0 { PlanError::NoArticles } else { nothing });
        }
        articles.extend_from_slice(&self.settings.memory.seen);
        let mut corpus = prepare(articles, self.settings.sentences_per_article);
        let mut table = TermTable::new(&corpus);
        let groups = shelf
            .filter(|_| !self.settings.one_story)
            .map(|shelf| group_shelved(&mut corpus, &mut table, shelf, self.judge()))
            .transpose()
            .map_err(|error| PlanError::Shelf(error.to_string()))?;
        let mut frame = self.frame(&corpus, table);
        frame.groups = groups;
        let mut told = self.tell_framed(frame)?;
        notes.append(&mut told.warnings);
        told.warnings = notes;
        Ok(told)
    }

    fn frame<'c>(&self, corpus: &'c Corpus, table: TermTable) -> Frame<'c> {
        Frame::of(corpus, table, &self.settings.background, self.settings.query.as_deref())
    }

    /// What decides which articles belong together.
    fn judge(&self) -> stories::Judge<'_> {
        let model = self.settings.stories_model.as_ref();
        stories::Judge {
            model: model.unwrap_or_else(|| stories::StoriesModel::shipped()),
            frequencies: self.settings.background.frequencies.as_ref(),
        }
    }

    fn tell_framed(&self, mut frame: Frame<'_>) -> Result<Outcome<Telling>, PlanError> {
        let corpus = frame.corpus;
        frame.tell(&self.settings.told);
        let recall = Recall::new(&self.settings.memory, corpus);
        let mut warnings = self.warnings(corpus);
        let mut anything = false;
        let mut stories = self.sketches(&frame, &recall, anything);
        let knows = !recall.is_empty() || !frame.told.is_empty();
        if !knows && stories.iter().all(|sketch| !sketch.can_be_told()) {
            // Where no sentence of the whole input stands alone, what there is may be quoted rather
            // than nothing.
            warnings.push(nothing_stands_alone());
            anything = true;
            stories = self.sketches(&frame, &recall, anything);
        }
        if !self.settings.one_story && !frame.query.is_empty() {
            stories.retain(|sketch| query::is_about(&frame, &sketch.cast.articles));
            if stories.is_empty() {
                let query = self.settings.query.clone().unwrap_or_default();
                return Err(PlanError::NothingMatches { query });
            }
        }
        stories.retain(Sketch::can_be_told);
        self.settings.preferences.limit(&mut stories, |sketch| sketch.standing.section);
        if stories.is_empty() {
            let articles = corpus.article_ids().filter(|&a| !recall.is_seen(a)).count();
            return Err(if knows {
                PlanError::NothingNew { articles }
            } else {
                PlanError::NothingToQuote { articles }
            });
        }
        let budget = self.budget(corpus, stories.len());
        let most = self.settings.headlines;
        let untold: Vec<Cast> = if most > 0 {
            stories.iter().map(|sketch| sketch.cast.clone()).collect()
        } else {
            Vec::new()
        };
        let told = self.tell(corpus, stories, budget, |s| s.build(&frame, &recall, anything))?;
        let members = told.iter().map(|told| told.members()).collect();
        let is_told = |cast: &&Cast| !told.iter().any(|t| t.story.articles == cast.articles);
        let untold = untold.iter().filter(is_told).take(most);
        let passed_over = untold.filter_map(|cast| passed_over::entry(&frame, cast)).collect();
        let mut briefing = compose::briefing(self.page(budget), &frame, &recall, &told);
        briefing.passed_over = passed_over;
        Ok(Outcome { value: (briefing, members), warnings })
    }

    /// A briefing of nothing: what it would have told of, and how, without any story.
    #[must_use]
    pub fn nothing(&self, articles: &[Article]) -> Briefing {
        let corpus = Corpus::new(Corpus::canonical_order(articles.to_vec()), Vec::new());
        let frame = Frame::new(&corpus, &self.settings.background, None);
        let budget = self.budget(&corpus, 2);
        compose::briefing(self.page(budget), &frame, &Recall::default(), &[])
    }

    /// What `look` sees of each story of the corpus, the most important story first. Stories
    /// without any new article are not among them.
    pub(super) fn stories<'f, T: Send>(
        &self,
        frame: &'f Frame<'_>,
        recall: &Recall,
        anything: bool,
        look: impl Fn(Seen<'f>) -> T + Sync + Send,
    ) -> Vec<T> {
        let groups = if self.settings.one_story {
            vec![Group { articles: frame.corpus.article_ids().collect(), older: Vec::new() }]
        } else {
            let groups = frame.groups.clone();
            groups.unwrap_or_else(|| {
                stories::compare(frame.corpus, &frame.table, self.judge()).group(frame.corpus)
            })
        };
        let day =
            Day::new(frame.corpus, &self.settings.preferences.languages, self.settings.opinion);
        let looked: Vec<_> = threads::map_owned(groups, |group| {
            let cast = self.cast(frame, recall.part(group))?;
            let (story, update) = cast.build(frame, recall, anything);
            let standing = self.settings.preferences.standing(&story);
            let importance = day.importance(&story, standing.weight);
            let seen = Seen { story, cast, update, standing, importance };
            Some((seen.order(), look(seen)))
        });
        let mut looked: Vec<_> = looked.into_iter().flatten().collect();
        looked.sort_by_key(|l| l.0);
        looked.into_iter().map(|(_, looked)| looked).collect()
    }

    /// The stories of the corpus, weighed, the most important first.
    fn sketches<'f>(
        &self,
        frame: &'f Frame<'_>,
        recall: &Recall,
        anything: bool,
    ) -> Vec<Sketch<'f>> {
        let unit = self.settings.length.map_or(ONE, |length| length.budget(0));
        let mut sketches = self.stories(frame, recall, anything, |seen| Sketch::new(seen, unit));
        // A briefing does not tell what is no news; a list of stories has it all the same.
        if self.settings.older == Older::Mark {
            let middle = middle(frame.corpus);
            sketches.retain(|s| !is_bygone(frame.corpus, &s.cast.articles, middle));
        }
        sketches
    }

    /// Tells the articles of a group that are older than it from the rest; `None` where there is
    /// nothing new.
    fn cast(&self, frame: &Frame<'_>, (group, seen): (Group, Vec<ArticleId>)) -> Option<Cast> {
        let Group { mut articles, mut older } = group;
        if articles.is_empty() {
            return None;
        }
        let eligibility = self.holds(Rule::Eligibility);
        if self.settings.older == Older::Keep || !self.settings.newsroom || self.asks_in_one() {
            articles.append(&mut older);
            articles.sort_unstable();
            return Some(Cast { articles, older, seen, eligibility });
        }
        let ages = ages(frame.corpus, &frame.table, &frame.idf, &articles);
        let current = |age: Age| age == Age::Current;
        older.extend(articles.iter().zip(&ages).filter(|(_, a)| !current(**a)).map(|(id, _)| *id));
        older.sort_unstable();
        let articles =
            articles.into_iter().zip(ages).filter(|(_, a)| current(*a)).map(|(id, _)| id);
        Some(Cast { articles: articles.collect(), older, seen, eligibility })
    }

    fn budget(&self, corpus: &Corpus, stories: usize) -> Budget {
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
        corpus: &Corpus,
        stories: Vec<Sketch<'f>>,
        budget: Budget,
        mut build: impl FnMut(&mut Sketch<'f>) -> Story<'f>,
    ) -> Result<Vec<ChosenStory<'f>>, PlanError> {
        // Stories come with reports first; the rest is told in one line each where there are any.
        let report = |sketch: &&Sketch<'_>| !sketch.importance.aside && !sketch.importance.foreign;
        let reports = stories.iter().filter(report).count();
        let most = if reports > 0 { reports } else { stories.len() };
        let weights: Vec<f64> = stories.iter().map(|sketch| weight(sketch.standing)).collect();
        if self.holds(Rule::Editor) && stories.len() > 1 {
            let glued = Glued::new(corpus);
            return self.choose_over_all(stories, &weights, most, budget, &glued, build);
        }
        let mut caps = Caps::new(&self.settings.preferences);
        let shares = allot::share(budget, &weights, most);
        let mut left = budget.limit();
        let mut carried = 0;
        let mut least: Option<u32> = None;
        let mut told = Vec::new();
        for (n, mut sketch) in stories.into_iter().enumerate() {
            let joint = if told.is_empty() { 0 } else { budget.joint() };
            let room = left.saturating_sub(joint);
            let share = shares.get(n).map_or(room, |share| (share + carried).min(room));
            let brief = n >= shares.len();
            let line = sketch.opening.into_iter().chain(sketch.headline).min();
            let fits = !brief || line.is_some_and(|cost| cost <= share);
            let Some(limited) = allot::with_limit(budget, share).filter(|_| fits) else {
                least = least.into_iter().chain(sketch.shortest).min();
                continue;
            };
            let mut story = build(&mut sketch);
            caps.withdraw(&mut story);
            let shortest = shortest(&story, budget);
            let selection = if brief {
                lead(&story, limited, told.is_empty())
            } else {
                self.pick_of(&mut story, limited)
            };
            let mut used = cost(&story, &selection, budget) + joint;
            if selection.picks.is_empty() {
                // No sentence tells it: its headline does.
                let may = sketch.shortest.is_none() || brief && shortest.is_some();
                let best = headline::best(&story, &selection).filter(|_| may);
                let allowed = best.is_some_and(|best| caps.allow(article_of(&story, best)));
                let headline = sketch.headline.filter(|&cost| allowed && cost <= limited.limit());
                let Some(headline) = headline else {
                    least = least.into_iter().chain(shortest).chain(sketch.headline).min();
                    continue;
                };
                used = headline + joint;
                best.iter().for_each(|&best| caps.count_one(article_of(&story, best)));
            }
            left = left.saturating_sub(used);
            carried = if brief { 0 } else { (share + joint).saturating_sub(used) };
            caps.count(&story, &selection);
            let Sketch { cast, update, opinion, standing, .. } = sketch;
            let (Cast { older, seen, .. }, section) = (cast, standing.section);
            told.push(ChosenStory {
                story,
                selection,
                older,
                brief,
                update,
                opinion,
                seen,
                section,
            });
        }
        told.sort_by_key(|told| told.section);
        if told.is_empty() {
            return Err(too_short(least, budget));
        }
        Ok(told)
    }

    /// Whether a question is put to articles that are taken as one story, whatever they tell of:
    /// then what is asked may be older than the rest, and neither the latest lead nor the best
    /// headline need be about it.
    fn asks_in_one(&self) -> bool {
        self.settings.one_story && self.settings.query.is_some()
    }

    /// The picks of one story: the method's, by the newsroom's rules where they hold.
    fn pick_of(&self, story: &mut Story<'_>, budget: Budget) -> Selection {
        if !self.settings.newsroom {
            return self.method.select(story, budget);
        }
        let tolls = Tolls::new(story);
        if self.holds(Rule::Overtaken) {
            withdraw_overtaken(story, &tolls);
        }
        if self.holds(Rule::Editor) {
            let asked = self.settings.query.as_deref().filter(|_| self.asks_in_one());
            weed(&self.editor, story, budget, asked);
        }
        let picking = Picking {
            method: self.method.as_ref(),
            opinion: self.settings.opinion == OpinionPieces::Keep,
            latest_lead: self.holds(Rule::LatestLead) && !self.asks_in_one(),
            repetition: self.holds(Rule::Repetition),
        };
        let picked = pick(picking, story, budget);
        if !self.holds(Rule::Dead) {
            return picked;
        }
        tell_dead(picking, story, &tolls, budget, picked)
    }

    /// Whether a rule of the newsroom holds.
    fn holds(&self, rule: Rule) -> bool {
        self.settings.newsroom && !self.settings.rules_off.contains(&rule)
    }

    /// Chooses over all stories what an editor is likeliest to keep.
    fn choose_over_all<'f>(
        &self,
        stories: Vec<Sketch<'f>>,
        weights: &[f64],
        reports: usize,
        budget: Budget,
        glued: &Glued,
        mut build: impl FnMut(&mut Sketch<'f>) -> Story<'f>,
    ) -> Result<Vec<ChosenStory<'f>>, PlanError> {
        let full = allot::share(budget, weights, reports).len();
        let looked_at = allot::looked_at(budget).max(full).min(stories.len());
        let each = allot::lines_each(budget, looked_at);
        let mut caps = Caps::new(&self.settings.preferences);
        let least = stories.iter().filter_map(|sketch| sketch.shortest).min();
        let mut built = Vec::new();
        let mut reviewed = Vec::new();
        for (n, mut sketch) in stories.into_iter().take(looked_at).enumerate() {
            let mut story = build(&mut sketch);
            glued.withdraw(&mut story);
            let tolls = Tolls::new(&story);
            if self.holds(Rule::Overtaken) {
                withdraw_overtaken(&mut story, &tolls);
            }
            caps.withdraw(&mut story);
            let count =
                if n < reports { most(story.articles.len(), n < full).max(each) } else { 1 };
            let offers = review(&self.editor, &story, &tolls, budget, count);
            caps.count_voices(&story, offers.iter().map(|offer| offer.statement));
            reviewed.push(Reviewed { offers, full: n < full });
            built.push((sketch, story));
        }
        let limit = budget.limit().saturating_add(budget.joint());
        let (taken, mut left) = share(&reviewed, limit);
        let mut chosen = Vec::new();
        for (((sketch, story), reviewed), count) in built.into_iter().zip(&reviewed).zip(taken) {
            let selection = picks(&self.editor, &reviewed.offers, count);
            if count == 0 {
                // No sentence of a leading story is worth quoting: its headline stands for it.
                let cost = sketch.headline.map(|cost| cost.saturating_add(budget.joint()));
                let best = headline::best(&story, &selection).map(|best| article_of(&story, best));
                let room = reviewed.full || left > limit / 2;
                let allowed = best.filter(|best| room && caps.allow(best));
                let (Some(cost), Some(best)) = (cost.filter(|&cost| cost <= left), allowed) else {
                    continue;
                };
                caps.count_one(best);
                left -= cost;
            }
            let Sketch { cast, update, opinion, standing, .. } = sketch;
            let (Cast { older, seen, .. }, section) = (cast, standing.section);
            // A line "in brief" is one sentence; whatever has more is told as a story.
            let brief = (!reviewed.full && count == 1) || count == 0;
            chosen.push(ChosenStory {
                story,
                selection,
                older,
                brief,
                update,
                opinion,
                seen,
                section,
            });
        }
        chosen.sort_by_key(|chosen| chosen.section);
        if chosen.is_empty() { Err(too_short(least, budget)) } else { Ok(chosen) }
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
        match settings.opinion {
            OpinionPieces::None => recipe.push("opinion", "none"),
            OpinionPieces::Marked => {}
            OpinionPieces::Keep => recipe.push("opinion", "keep"),
        }
        recipe.push("newsroom", if settings.newsroom { "on" } else { "off" });
        if settings.newsroom && !settings.rules_off.is_empty() {
            let off: Vec<&str> = settings.rules_off.iter().map(|rule| rule.name()).collect();
            recipe.push("rules_off", off.join(","));
        }
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
        if let Some(weights) = settings.method.weights() {
            recipe.push("weights", weights.made_by.replace(['|', '\n', '\r'], " "));
        }
        if let Some(frequencies) = &settings.background.frequencies {
            recipe.push("background", frequencies.documents());
        }
        recipe
    }

    /// What the briefing says of the run.
    fn page(&self, budget: Budget) -> Page<'_> {
        Page {
            made: self.made(),
            window: self.settings.window,
            preferences: &self.settings.preferences,
            candidates: self.settings.candidates,
            recipe: self.recipe(budget),
        }
    }

    fn made(&self) -> Option<Published> {
        let at = self.settings.now?;
        Some(Published { at, offset: Some(self.settings.offset), precision: Precision::Second })
    }

    /// Leaves out what is dated after the moment of the run, and says how many articles that are.
    /// Where all are, their dates are wrong rather than their news: they stay, and are marked.
    fn hide_later(&self, articles: &mut Vec<Article>) -> Option<Warning> {
        /// Zones are at most this many seconds ahead of UTC: who states none may mean any.
        const ZONES: i64 = 14 * 3_600;
        let now = self.settings.now?;
        let before = articles.len();
        let is_due = |article: &Article| {
            article.published.is_none_or(|published| {
                let exact = published.offset.is_some() && published.precision == Precision::Second;
                let grace = if exact { 0 } else { ZONES };
                published.at.as_second() <= now.as_second().saturating_add(grace)
            })
        };
        if !articles.iter().any(is_due) {
            return None;
        }
        articles.retain(is_due);
        let hidden = match before - articles.len() {
            0 => return None,
            1 => "1 article was left out".to_owned(),
            several => format!("{several} articles were left out"),
        };
        Some(
            Warning::note("input", format!("{hidden}: dated after the moment of the run"))
                .hint("check the dates, or move the moment with --now"),
        )
    }

    fn warnings(&self, corpus: &Corpus) -> Vec<Warning> {
        corpus
            .articles()
            .iter()
            .filter(|article| is_future(self.settings.now, article.published))
            .map(|article| {
                Warning::note(article.source.place.to_string(), "is dated in the future")
                    .hint("check its date")
            })
            .collect()
    }
}

fn article_of<'f>(story: &Story<'f>, article: ArticleId) -> &'f Article {
    story.corpus.article(article)
}

fn too_short(least: Option<u32>, budget: Budget) -> PlanError {
    let letter = budget.unit().chars().next().unwrap_or('w');
    let least = least.unwrap_or(u32::MAX);
    PlanError::TooShort { least, limit: budget.limit(), unit: budget.unit(), letter }
}

fn nothing_stands_alone() -> Warning {
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
fn is_bygone(corpus: &Corpus, articles: &[ArticleId], middle: Option<i64>) -> bool {
    const HALF_A_YEAR: i64 = 183 * 86_400;
    let &[lone] = articles else { return false };
    let at = corpus.article(lone).published.map(|p| p.at.as_second());
    matches!((at, middle), (Some(at), Some(middle)) if middle - at > HALF_A_YEAR)
}

/// A story's weight when length is shared: its independent publishers, dampened.
fn weight(standing: Standing) -> f64 {
    standing.weight.sqrt()
}

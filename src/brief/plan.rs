//! A checked plan, and its run from articles to a briefing.

use crate::analysis::{Frame, group_shelved, prepare};
use crate::edit::judgement::Editor;
use crate::edit::memory::Recall;
use crate::model::{
    Article, ArticleId, Briefing, Budget, Corpus, Outcome, Precision, Published, Shelf, Warning,
    count_words,
};
use crate::rank::Method;
use crate::stories::{self, Age, Group, ages};
use crate::terms::TermTable;
use crate::text::opinion;
use crate::threads;

use super::choose::Chooser;
use super::chosen::Members;
use super::compose::{self, Page, is_future};
use super::duplicates::one_of_each;
use super::importance::{Day, is_bygone, middle};
use super::length::Length;
use super::progress::{Progress, Step, Unwatched};
use super::recipe::recipe;
use super::sketch::{Cast, Seen, Sketch};
use super::{Older, OpinionPieces, PlanError, Rule, Settings, SettingsError, passed_over, query};

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
    pub(super) progress: Box<dyn Progress>,
}

/// A briefing, and for each of its stories the articles that it is made of.
pub type WithMembers = (Briefing, Vec<Members>);

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
        Ok(Plan { settings: self, method, editor, progress: Box::new(Unwatched) })
    }
}

impl Plan {
    /// This plan, with someone who is told what it is at. What is told decides nothing.
    #[must_use]
    pub fn watched_by(self, progress: Box<dyn Progress>) -> Self {
        Self { progress, ..self }
    }

    /// Makes the briefing of `articles`, whose order does not matter.
    ///
    /// # Errors
    /// [`PlanError`] when there is nothing to quote, or nothing that fits the length.
    pub fn run(&self, articles: Vec<Article>) -> Result<Outcome<Briefing>, PlanError> {
        self.run_with_members(articles)
            .map(|made| Outcome { value: made.value.0, warnings: made.warnings })
    }

    /// Makes the briefing of `articles`, and for each of its stories the articles that it is made
    /// of, cited or not: what a memory keeps.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_with_members(
        &self,
        articles: Vec<Article>,
    ) -> Result<Outcome<WithMembers>, PlanError> {
        self.run_on(articles, None)
    }

    /// Makes the briefing that [`run`](Self::run) makes in less memory: while the articles are told
    /// apart, their texts and tokens lie on `shelf`, which is empty and nobody else's.
    ///
    /// # Errors
    /// As [`run`](Self::run), and [`PlanError::Shelf`] when the shelf cannot be written or read.
    pub fn run_shelved(
        &self,
        articles: Vec<Article>,
        shelf: &mut dyn Shelf,
    ) -> Result<Outcome<Briefing>, PlanError> {
        let made = self.run_shelved_with_members(articles, shelf)?;
        Ok(Outcome { value: made.value.0, warnings: made.warnings })
    }

    /// As [`run_with_members`](Self::run_with_members), in the memory of
    /// [`run_shelved`](Self::run_shelved).
    ///
    /// # Errors
    /// As [`run_shelved`](Self::run_shelved).
    pub fn run_shelved_with_members(
        &self,
        articles: Vec<Article>,
        shelf: &mut dyn Shelf,
    ) -> Result<Outcome<WithMembers>, PlanError> {
        self.run_on(articles, Some(shelf))
    }

    fn run_on(
        &self,
        articles: Vec<Article>,
        shelf: Option<&mut dyn Shelf>,
    ) -> Result<Outcome<WithMembers>, PlanError> {
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
        self.progress.begins(Step::Clean, articles.len());
        let mut corpus = prepare(articles, self.settings.sentences_per_article);
        let mut table = TermTable::new(&corpus);
        let groups = shelf
            .filter(|_| !self.settings.one_story)
            .map(|shelf| {
                self.progress.begins(Step::Group, corpus.articles().len());
                group_shelved(&mut corpus, &mut table, shelf, self.judge())
            })
            .transpose()
            .map_err(|error| PlanError::Shelf(error.to_string()))?;
        let mut frame = self.frame(&corpus, table);
        frame.groups = groups;
        let mut made = self.run_framed(frame)?;
        notes.append(&mut made.warnings);
        made.warnings = notes;
        Ok(made)
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

    fn run_framed(&self, mut frame: Frame<'_>) -> Result<Outcome<WithMembers>, PlanError> {
        let corpus = frame.corpus;
        frame.know(&self.settings.earlier_articles);
        let recall = Recall::new(&self.settings.memory, corpus);
        let mut warnings = self.warnings(corpus);
        let mut anything = false;
        let mut stories = self.sketches(&frame, &recall, anything);
        let knows = !recall.is_empty() || !frame.known_pairs.is_empty();
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
        let chooser = Chooser {
            settings: &self.settings,
            method: self.method.as_ref(),
            editor: &self.editor,
        };
        warnings.extend(chooser.unused_method(stories.len()));
        self.progress.begins(Step::Choose, stories.len());
        let chosen =
            chooser.choose(corpus, stories, budget, |s| s.build(&frame, &recall, anything))?;
        let members = chosen.iter().map(|chosen| chosen.members()).collect();
        let is_chosen = |cast: &&Cast| !chosen.iter().any(|t| t.story.articles == cast.articles);
        let untold = untold.iter().filter(is_chosen).take(most);
        let passed_over = untold.filter_map(|cast| passed_over::entry(&frame, cast)).collect();
        let mut briefing = compose::briefing(self.page(budget), &frame, &recall, &chosen);
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
                self.progress.begins(Step::Group, frame.corpus.articles().len());
                stories::compare(frame.corpus, &frame.table, self.judge()).group(frame.corpus)
            })
        };
        self.progress.begins(Step::Weigh, groups.len());
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
        let eligibility = self.settings.holds(Rule::Eligibility);
        if self.settings.older == Older::Keep
            || !self.settings.newsroom
            || self.settings.asks_in_one()
        {
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
        if !matches!(length, Length::Percent(_)) {
            return length.budget(0);
        }
        let words = corpus
            .sentences()
            .iter()
            .filter(|s| s.role == crate::model::Role::Body)
            .filter_map(|s| s.span.of(corpus.article(s.article).text()))
            .map(|text| u64::from(count_words(text)))
            .sum();
        length.budget(words)
    }

    /// What the briefing says of the run.
    fn page(&self, budget: Budget) -> Page<'_> {
        Page {
            made: self.made(),
            window: self.settings.window,
            preferences: &self.settings.preferences,
            candidates: self.settings.candidates,
            recipe: recipe(&self.settings, self.method.as_ref(), budget),
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
        /// Set by: UTC+14, the farthest zone in use.
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

fn nothing_stands_alone() -> Warning {
    Warning::note(
        "input",
        "no sentence of it stands alone; fragments and the like are quoted instead",
    )
    .hint("see why with --show-dropped and `tidings explain`")
}

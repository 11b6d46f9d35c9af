//! What was asked for. [`Settings`] may be wrong; a [`Plan`](super::Plan) cannot be.

use jiff::Timestamp;

use crate::analysis::Background;
use crate::edit::Memory;
use crate::edit::judgement::Model;
use crate::model::{Article, Window};
use crate::rank::coverage::{Coverage, Weights, exact};
use crate::rank::{self, Method, RankError};
use crate::stories::StoriesModel;

use super::{Length, Preferences, Rule};

/// What becomes of articles that are older than the rest of their story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Older {
    /// Marked in the list of sources; nothing of them is quoted.
    #[default]
    Mark,
    /// Treated like the rest.
    Keep,
}

/// What becomes of articles that are filed under opinion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OpinionPieces {
    /// Left out.
    None,
    /// Told after the reports; where they are quoted, marked as opinion.
    #[default]
    Marked,
    /// Chosen like reports, and marked all the same.
    Keep,
}

/// A ranking method with the options that are its own.
#[derive(Debug, Clone)]
pub enum MethodChoice {
    /// The library's own method, with other weights than those that come with it.
    Coverage(Option<Weights>),
    /// The library's own method with an exact choice (`coverage-exact`).
    Exact(Option<Weights>),
    /// A published method by its name, with its published settings.
    Published(String),
}

impl Default for MethodChoice {
    fn default() -> Self {
        Self::Coverage(None)
    }
}

impl std::str::FromStr for MethodChoice {
    type Err = RankError;

    /// The method of a name, without options.
    fn from_str(name: &str) -> Result<Self, RankError> {
        Ok(match rank::named(name)?.name() {
            "coverage" => Self::Coverage(None),
            "coverage-exact" => Self::Exact(None),
            name => Self::Published(name.to_owned()),
        })
    }
}

impl MethodChoice {
    /// This method with weights made by `tidings tune`.
    ///
    /// # Errors
    /// [`SettingsError::Weights`] where the method has none.
    pub fn with_weights(self, weights: Weights) -> Result<Self, SettingsError> {
        match self {
            Self::Coverage(_) => Ok(Self::Coverage(Some(weights))),
            Self::Exact(_) => Ok(Self::Exact(Some(weights))),
            Self::Published(method) => Err(SettingsError::Weights { method }),
        }
    }

    /// The weights that were chosen, where any were.
    #[must_use]
    pub const fn weights(&self) -> Option<&Weights> {
        match self {
            Self::Coverage(weights) | Self::Exact(weights) => weights.as_ref(),
            Self::Published(_) => None,
        }
    }

    /// The method, ready to choose.
    ///
    /// # Errors
    /// [`RankError`] where no method has the name.
    pub fn build(&self) -> Result<Box<dyn Method>, RankError> {
        match self {
            Self::Coverage(weights) | Self::Exact(weights) => {
                let weights = weights.clone().unwrap_or_else(Weights::shipped);
                let method = Coverage::new(weights);
                let exact = matches!(self, Self::Exact(_));
                Ok(Box::new(if exact { method.exactly(exact::WORK) } else { method }))
            }
            Self::Published(name) => rank::named(name),
        }
    }
}

/// Everything a person can ask of a briefing. `Settings::default()` is what the command line does
/// without options.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Ranking method.
    pub method: MethodChoice,
    /// Length over all stories; `None` takes 250 words for one story and three minutes for several.
    pub length: Option<Length>,
    /// Older articles.
    pub older: Older,
    /// Articles that are filed under opinion.
    pub opinion: OpinionPieces,
    /// Question or topic that the briefing is focused on.
    pub query: Option<String>,
    /// Takes all articles as one story.
    pub one_story: bool,
    /// The moment of the run; without it nothing is dated and nothing counts as future-dated.
    pub now: Option<Timestamp>,
    /// Offset from UTC in seconds east in which the briefing is dated.
    pub offset: i32,
    /// Most sentences that are used of one article.
    pub sentences_per_article: usize,
    /// Most stories that are not told and listed by their headlines.
    pub headlines: usize,
    /// Whether every considered sentence is listed with its reasons.
    pub candidates: bool,
    /// Knowledge beside the articles.
    pub background: Background,
    /// Articles that the reader has seen: only what they did not say is told.
    pub earlier_articles: Vec<Article>,
    /// The editor's judgement instead of the one that comes with the library.
    pub editor: Option<Model>,
    /// Whether the newsroom's rules hold: the editor's judgement, older articles, the latest lead,
    /// what is out of date. Without them the method alone chooses.
    pub newsroom: bool,
    /// Rules of the newsroom that do not hold although the others do.
    pub rules_off: Vec<Rule>,
    /// How likely two articles are about one event, instead of the model that comes with the
    /// library.
    pub stories_model: Option<StoriesModel>,
    /// What the reader wants of every briefing: sections, watch-lists, mutes, caps.
    pub preferences: Preferences,
    /// What earlier briefings told.
    pub memory: Memory,
    /// The span of time that the articles were chosen by, for the page and the recipe.
    pub window: Option<Window>,
    /// The profile that the briefing is made for, for the recipe.
    pub profile: Option<String>,
    /// The name of the reader's time zone, for the recipe.
    pub zone: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            method: MethodChoice::default(),
            length: None,
            older: Older::default(),
            opinion: OpinionPieces::default(),
            query: None,
            one_story: false,
            now: None,
            offset: 0,
            sentences_per_article: 2_000,
            headlines: 0,
            candidates: false,
            background: Background::default(),
            earlier_articles: Vec::new(),
            editor: None,
            newsroom: true,
            rules_off: Vec::new(),
            stories_model: None,
            preferences: Preferences::default(),
            memory: Memory::default(),
            window: None,
            profile: None,
            zone: None,
        }
    }
}

/// Settings that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// No such method.
    #[error(transparent)]
    Method(#[from] RankError),
    /// A method that learned nothing was given weights.
    #[error("the method `{method}` has no weights; give them to `coverage`, or leave them out")]
    Weights {
        /// The method's name.
        method: String,
    },
    /// No sentence may be used.
    #[error("the limit of sentences per article is 0; give at least 1")]
    NoSentences,
}

impl Settings {
    /// Whether a rule of the newsroom holds.
    pub(super) fn holds(&self, rule: Rule) -> bool {
        self.newsroom && !self.rules_off.contains(&rule)
    }

    /// Whether a question is put to articles that are taken as one story, whatever they tell of:
    /// then what is asked may be older than the rest, and neither the latest lead nor the best
    /// headline need be about it.
    pub(super) const fn asks_in_one(&self) -> bool {
        self.one_story && self.query.is_some()
    }
}

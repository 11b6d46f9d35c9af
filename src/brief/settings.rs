//! What was asked for. [`Settings`] may be wrong; a [`Plan`](super::Plan) cannot be.

use jiff::Timestamp;

use crate::analysis::Background;
use crate::edit::Memory;
use crate::model::{Article, Window};
use crate::rank::RankError;
use crate::rank::coverage::Weights;
use crate::stories::StoriesModel;

use super::{Length, Preferences};

/// What becomes of articles that are older than the rest of their story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Older {
    /// Marked in the list of sources; nothing of them is quoted.
    #[default]
    Mark,
    /// Treated like the rest.
    Keep,
}

/// Everything a person can ask of a briefing. `Settings::default()` is what the command line does without options.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Ranking method by name.
    pub method: String,
    /// Length over all stories; `None` takes 250 words for one story and three minutes for several.
    pub length: Option<Length>,
    /// Older articles.
    pub older: Older,
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
    /// Whether every considered sentence is listed with its reasons.
    pub candidates: bool,
    /// Knowledge beside the articles.
    pub background: Background,
    /// Articles that the reader has seen: only what they did not say is told.
    pub told: Vec<Article>,
    /// Weights of `coverage` instead of those that come with the library.
    pub weights: Option<Weights>,
    /// How likely two articles are about one event, instead of the model that comes with the library.
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
            method: "coverage".to_owned(),
            length: None,
            older: Older::default(),
            query: None,
            one_story: false,
            now: None,
            offset: 0,
            sentences_per_article: 2_000,
            candidates: false,
            background: Background::default(),
            told: Vec::new(),
            weights: None,
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
    /// No sentence may be used.
    #[error("the limit of sentences per article is 0; give at least 1")]
    NoSentences,
}

//! Floor 6: where all the parts meet. [`Settings`] say what is asked for, [`Settings::check`] makes
//! a [`Plan`] of them, and [`Plan::run`] turns articles into a
//! [`Briefing`](crate::model::Briefing).

mod allot;
mod choose;
mod chosen;
mod compose;
mod duplicates;
mod error;
mod explain;
mod importance;
mod length;
mod listing;
pub mod news_value;
mod passed_over;
mod pick;
mod plan;
mod preferences;
mod progress;
mod query;
mod recipe;
mod rules;
mod sections;
mod settings;
mod share;
mod sketch;
#[cfg(test)]
mod tests;
mod wanted;

pub use crate::analysis::Background;
pub use crate::edit::Memory;
pub use chosen::Members;
pub use error::PlanError;
pub use length::{Length, LengthError};
pub use listing::{ArticleEntry, StoryEntry};
pub use plan::{Plan, WithMembers};
pub use preferences::{Mute, Preferences, Section, Watch, Weighted};
pub use progress::{Progress, Step, Unwatched};
pub use rules::{Rule, RuleError};
pub use settings::{MethodChoice, Older, OpinionPieces, Settings, SettingsError};
pub use wanted::{Phrase, PhraseError, Wanted};

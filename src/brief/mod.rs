//! Floor 6: the one place where the rooms are joined: settings become a plan, a plan turns articles into a briefing.

mod allot;
mod compose;
mod explain;
mod figures;
mod headline;
mod length;
mod listing;
mod memory;
mod news;
mod pick;
mod plan;
mod preferences;
mod prepare;
mod reports;
mod said;
mod sections;
mod settings;
mod shelved;
mod sketch;
mod story;
mod units;
mod wanted;

pub use length::{Length, LengthError};
pub use listing::{ArticleEntry, StoryEntry};
pub use memory::Memory;
pub use plan::{Members, Plan, PlanError, Telling};
pub use preferences::{Mute, Preferences, Section, Watch, Weighted};
pub use prepare::{Background, prepare};
pub use settings::{Older, Settings, SettingsError};
pub use story::{Frame, story};
pub use units::{Unit, units};
pub use wanted::{Phrase, PhraseError, Wanted};

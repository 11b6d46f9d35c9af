//! Floor 4: the newsroom's rules on one story, one file a rule.
//!
//! What an editor would keep ([`judgement`], `review`), what may be quoted (`eligibility`,
//! `outdated`, `superseded`, `stand`, `glued`, `reports`), what is said twice (`repetition`,
//! `memory`), which lead is the latest, which headline stands over it, in which order its sentences
//! are read, and where its articles' figures differ.

pub(crate) mod eligibility;
pub(crate) mod figures;
pub(crate) mod glued;
pub(crate) mod headline;
pub mod judgement;
pub(crate) mod latest_lead;
pub(crate) mod memory;
mod order;
mod outdated;
pub(crate) mod quotation;
pub(crate) mod repetition;
pub(crate) mod reports;
pub(crate) mod review;
pub(crate) mod stand;
mod superseded;
pub(crate) mod titles;

pub use memory::Memory;
pub use order::reading_order;

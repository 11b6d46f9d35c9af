//! Do two sentences report the same act? Learned from pairs that readers have labelled
//! (`MODEL.md`).
//!
//! Logistic regression over figures of what two sentences share ([`features`]) gives the share of
//! readers who, having read one, would find nothing new in the other. No figure needs a word list
//! of the language; stop words and turning words are used where the lexicon knows them.

mod features;
mod model;
mod profile;
mod retelling;

pub use features::{FEATURES, features};
pub use model::{Feature, Model, ModelError};
pub use profile::Profile;
pub use retelling::Retelling;

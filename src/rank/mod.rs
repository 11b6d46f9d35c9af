//! Floor 4: choosing statements within a budget; one file per published method.
//!
//! Methods score the quotable statements through their voices; sentences that may not be quoted
//! count as evidence. What methods share is in [`parts`]; [`methods`] lists them all and [`choose`]
//! reads a list of names.

mod centroid;
mod concepts;
pub mod coverage;
mod dpp;
mod klsum;
mod lead;
mod lexrank;
mod lsa;
mod method;
pub mod parts;
mod registry;
mod submodular;
#[cfg(test)]
mod suite;
mod sumbasic;
#[cfg(test)]
mod testing;
mod textrank;

pub use crate::analysis::Story;
pub use centroid::Centroid;
pub use concepts::{Concepts, Solved};
pub use coverage::Coverage;
pub use dpp::Dpp;
pub use klsum::KlSum;
pub use lead::Lead;
pub use lexrank::LexRank;
pub use lsa::Lsa;
pub use method::{Method, RankError};
pub use registry::{choose, methods, named};
pub use submodular::Submodular;
pub use sumbasic::SumBasic;
pub use textrank::TextRank;

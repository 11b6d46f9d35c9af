//! Floor 4: choosing statements within a budget; one file per published method.

mod method;
mod story;

pub use method::{Method, RankError};
pub use story::Story;

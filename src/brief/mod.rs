//! Floor 6: the one place where the rooms are joined: settings become a plan, a plan turns articles into a briefing.

mod prepare;
mod story;

pub use prepare::{Background, prepare};
pub use story::{Frame, story};

//! Floor 3: from articles to stories with their statements.
//!
//! [`prepare`] cleans and splits articles into the arena; a [`Frame`] holds what all stories of a
//! run share; [`story`] joins the sentences of some articles into the statements of one [`Story`].

mod frame;
mod held;
mod prepare;
mod shelved;
mod story;
mod units;

pub(crate) use frame::withdraw_heard;
pub use frame::{Frame, story};
pub(crate) use held::{Echo, Held};
pub use prepare::{Background, prepare};
pub(crate) use shelved::group_shelved;
pub use story::Story;
pub use units::{Unit, units};

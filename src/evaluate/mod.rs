//! Beside the house: measuring. Nobody in the library imports it.
//!
//! [`rouge`] scores summaries as papers do, [`clustering`] groupings of articles; [`bootstrap`] and
//! [`significance`] say how sure a figure or a difference is. [`datasets`] are read, a [`contest`]
//! runs methods over them, a [`report`] has the figures, [`tables`] and [`plots`] show them;
//! [`tune`] fits the weights of our own method, [`pairs`] those of the model of sentence pairs,
//! [`tune_stories`] those of stories.

pub mod baseline;
pub mod boost;
pub mod bootstrap;
pub mod checks;
pub mod clustering;
pub mod contest;
pub mod datasets;
pub mod editor;
pub mod news_value;
pub mod oracle;
pub mod pairs;
pub mod paper;
pub mod plots;
pub mod product;
pub mod random;
mod ranking;
pub mod redundancy;
pub mod report;
pub mod rouge;
pub mod significance;
pub mod tables;
pub mod tune;
pub mod tune_stories;
mod wording;

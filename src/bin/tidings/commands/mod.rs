//! One file per command: its arguments, and what it does with them.

pub mod archive;
pub mod brief;
pub mod config;
pub mod evaluate;
pub mod explain;
pub mod fetch;
pub mod judge;
pub mod languages;
pub mod manual;
pub mod rouge;
pub mod sentences;
pub mod stories;
pub mod terms;
pub mod tune;
pub mod tune_check;
pub mod tune_editor;
pub mod tune_news_value;
pub mod tune_pairs;
pub mod tune_stories;
mod tuning;
pub mod verify;

//! Extractive multi-document news summarisation: many articles become one short briefing, every sentence quoted word for
//! word with its sources.

pub mod brief;
pub mod cite;
pub mod clean;
pub mod evaluate;
pub mod model;
pub mod order;
pub mod rank;
pub mod read;
pub mod render;
pub mod split;
pub mod statements;
pub mod stories;
pub mod terms;
pub mod text;
pub mod vectors;

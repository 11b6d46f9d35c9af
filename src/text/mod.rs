//! Floor 0: characters and words: paragraphs, words, stems, stop words, languages. No policy.

mod columns;
pub mod elision;
pub mod encode;
pub mod hash;
pub mod language;
pub mod listed;
pub(crate) mod markup;
pub mod mentioned;
pub mod names;
pub mod opinion;
pub mod outlet;
pub mod paragraphs;
pub mod stem;
pub mod stop;
pub mod turns;
pub mod words;

pub(crate) use crate::lexicon::folded;
pub use listed::Listed;
pub use paragraphs::paragraphs;
pub use words::{Word, words};

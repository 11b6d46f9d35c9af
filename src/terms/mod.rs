//! Floor 2: the lexicon, counts, and document frequencies that merge by addition.
//!
//! Each *distinct* word is lower-cased, stop-word-checked and stemmed once; after that a word is a
//! [`TermId`](crate::model::TermId).

mod background;
mod frequency;
mod lexicon;
mod spelt;
mod table;

pub(crate) use background::common_stems;
pub use background::{Listed, Rarity};
pub use frequency::{DocumentFrequencies, FrequencyError, Idf};
pub use lexicon::Lexicon;
pub use spelt::Spelt;
pub(crate) use table::content_terms;
pub use table::{TermTable, Token};

//! Floor 0: characters and words: paragraphs, tokens, stems, stop words, languages. No policy.

pub mod paragraphs;

pub use paragraphs::paragraphs;

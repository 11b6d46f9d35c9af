//! Floor 1: boilerplate (bylines, captions, "Read more", datelines, repeated lines), and which
//! sentences cannot stand alone.
//!
//! [`Recurring::learn`] looks over all articles once; [`blocks`] divides the text of each into
//! body, headings and boilerplate ([`Role`](crate::model::Role)); after the
//! body is split into sentences, [`judge`] (or [`judge_all`] for the sentences of one block) says
//! of each whether it is boilerplate after all, and whether it may be quoted by itself. Cleaning
//! only drops or shortens: every block and every sentence is one contiguous byte range of the
//! article.
//!
//! Shapes decide where they can (a dash after a place in capitals, a credit in brackets); the
//! phrases stand in `lexicon/`, one file a language. Cost is linear in the text.

mod anywhere;
mod blocks;
mod credits;
mod cuts;
mod dateline;
mod fold;
mod judge;
mod leaning;
mod lines;
mod phrases;
mod quotations;
mod recurring;
mod scan;
mod tongue;
mod traits;
mod wholes;
mod wires;

pub use blocks::{Block, blocks};
pub use credits::is_agency;
pub use judge::{Context, Verdict, is_abstract, judge, judge_all};
pub use recurring::Recurring;
pub use wholes::{Whole, wholes};
pub use wires::wire_credits;

#[cfg(test)]
mod tests;

//! Extractive multi-document news summarisation: many articles become one short briefing, every
//! sentence quoted word for word with its sources.
//!
//! [`brief::Settings`] say what is asked for; [`brief::Settings::check`] makes a [`brief::Plan`] of
//! them; the plan turns [`model::Article`]s into a [`model::Briefing`]; [`render::render`] makes a
//! page of that. Articles come from [`read::read`], which takes the bytes of a file of any format,
//! or are made by hand:
//!
//! ```
//! use tidings::brief::Settings;
//! use tidings::model::{Article, Place, Source};
//!
//! let place = Place::File { path: "ferry.txt".into(), record: None };
//! let source = Source { publisher: Some("Harbour Ledger".into()), url: None, place };
//! let text = "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people. \
//!     Divers searched the wreck.";
//! let article = Article::new(source, text.into())?;
//!
//! let plan = Settings { length: Some("20w".parse()?), ..Settings::default() }.check()?;
//! let briefing = plan.run(vec![article])?.value;
//! let item = &briefing.stories[0].items[0];
//! assert_eq!(item.citations[0].span.and_then(|span| span.of(text)), Some(item.text.as_str()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The library has no clock, network, environment or terminal, never prints, and gives equal
//! results for equal inputs whatever their order and the number of threads. Offsets are bytes,
//! half-open, of the article's text.

pub mod analysis;
#[cfg(feature = "archive")]
pub mod archive;
pub mod brief;
pub mod check;
pub mod cite;
pub mod clean;
pub mod edit;
pub mod evaluate;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod lexicon;
pub mod model;
pub mod pairs;
pub mod rank;
pub mod read;
pub mod render;
pub mod split;
pub mod statements;
pub mod stories;
pub mod terms;
pub mod text;
mod threads;
pub mod vectors;

//! ROUGE (Lin 2004, "ROUGE: A Package for Automatic Evaluation of Summaries"): how much of human
//! reference summaries a summary has, in two exact flavours: the Perl script ROUGE-1.5.5 and
//! Google's Python package rouge-score; and in one for scripts other than Latin, which those two do
//! not see.
//!
//! ```
//! use tidings::evaluate::rouge::{Metric, Options, Scorer};
//!
//! let metrics = [Metric::N(2), Metric::Su(Some(4))];
//! let scorer = Scorer::new(Options { stem: true, ..Options::PERL }, &metrics)?;
//! let prepared = scorer.prepare(&[["The dam held.", "Schools closed."]]);
//! let scores = prepared.score(&["The dam held on Monday."]);
//! assert_eq!(scores[0].map(|score| score.recall), Some(0.5));
//! # Ok::<(), tidings::evaluate::rouge::OptionsError>(())
//! ```
//! References are read, stemmed and counted once ([`Prepared`]); each distinct word is stemmed once
//! in a [`Scorer`]'s life.

mod averages;
mod case;
mod lcs;
mod lexicon;
pub mod lists;
mod metric;
mod ngrams;
mod options;
pub mod porter;
mod preset;
mod reading;
mod score;
mod scorer;
mod signature;
mod skip;
mod table;
mod text;
mod unicode;
mod weighted;

pub use averages::{Average, Bootstrap, Interval, averages, script_order};
pub use case::{Answerer, Case, CaseError, CaseOptions, Item};
pub use metric::{Metric, UnknownMetric};
pub use options::{Flavour, Limit, Options, OptionsError, References};
pub use preset::{Averaging, Measure, Preset, preset, presets};
pub use score::{Counts, Score, five_digits};
pub use scorer::{Line, Measured, Prepared, Scorer};
pub use signature::{perl_options, signature};
pub use unicode::seen;

//! A learned judgement of single details: a number, a name, a day, a month, a measure.
//!
//! A writer who gets a detail wrong puts another one in its place: what stands around it is then
//! told by a sentence of the source that has another detail of the same kind, and the sentences
//! that have the writer's own are about something else. [`FEATURES`] measures both sides;
//! [`Model`] has learned, from sentences that people wrote right and wrong and from details
//! exchanged by program ([`faults`]), how far apart they are where a detail is wrong. It needs no
//! list of words but the frequencies of a language.
//!
//! `MODEL.md` has the data, the command and the figures.

pub mod faults;
mod features;
mod model;
mod scene;

pub use features::{FEATURES, Of, WIDTH};
pub use model::{Model, ModelError, SURE};

pub(super) use features::{Doubt, Held, Row, number_at, whole_name};

use crate::model::Span;

/// A detail of a sentence as the model sees it.
#[derive(Debug, Clone)]
pub struct Trial {
    /// Bytes of the sentence.
    pub at: Span,
    /// What kind of detail it is.
    pub of: Of,
    /// Its features.
    pub x: [f32; WIDTH],
    /// Whether any of the sentences it was held against has it.
    pub known: bool,
}

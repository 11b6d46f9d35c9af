//! What a ranking method returns: picks in order of choice, each with its reasons.

use serde::{Deserialize, Deserializer, Serialize};

use super::StatementId;

/// One named part of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// What it measures ("new concepts", "centroid similarity").
    pub name: String,
    /// Its contribution, in the method's own unit.
    #[serde(deserialize_with = "number_or_null")]
    pub value: f64,
}

/// JSON writes a number that is not finite as null; read back, it is not a number.
pub(super) fn number_or_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Ok(Option::<f64>::deserialize(deserializer)?.unwrap_or(f64::NAN))
}

/// Why a statement got its score: named parts, in order of weight.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Explanation {
    /// The parts.
    pub parts: Vec<Part>,
}

/// One chosen statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// The statement.
    pub statement: StatementId,
    /// What it added to the method's objective when it was chosen, in the method's own unit.
    pub gain: f64,
    /// Why.
    pub why: Explanation,
}

/// The picks of a method in order of choice: the ranked list. Their voices fit the budget together.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Selection {
    /// In order of choice.
    pub picks: Vec<Pick>,
}

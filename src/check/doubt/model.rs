//! The learned trees that say how likely a detail is wrong, as one readable file.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::features::{FEATURES, WIDTH};
use crate::rank::coverage::forest::{Forest, json, object};

/// The trees: fitted to 1 where a detail is wrong and to 0 where it is right.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Always `check`.
    pub model: String,
    /// Version of this form; a reader refuses others.
    pub format: u32,
    /// The command that made it.
    pub made_by: String,
    /// What it learned from.
    pub data: Vec<String>,
    /// Names of the features, in the order that the trees count them.
    pub features: Vec<String>,
    /// From which value on a detail is called wrong, 0 to 1.
    pub sure: f32,
    /// The trees.
    pub forest: Forest,
}

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no JSON of the form expected.
    #[error("this is no model of the check")]
    Json(#[from] serde_json::Error),
    /// It is another one's, or counts on other features.
    #[error("this model does not fit this version; make a new one with `tidings tune-check`")]
    Other,
}

/// The form that this version reads and writes.
const FORMAT: u32 = 1;

/// From which value on a detail is called wrong. Set by: leaving each writer of tests/verify out;
/// see `MODEL.md`.
pub const SURE: f32 = 0.85;

const SHIPPED: &str = include_str!("model.json");

impl Model {
    /// A model of `forest`.
    #[must_use]
    pub fn new(forest: Forest, made_by: String, data: Vec<String>) -> Self {
        let features = FEATURES.iter().map(|&name| name.to_owned()).collect();
        let model = "check".to_owned();
        Self { model, format: FORMAT, made_by, data, features, sure: SURE, forest }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`ModelError`] says what is wrong with it.
    pub fn parse(json: &str) -> Result<Self, ModelError> {
        let model: Self = serde_json::from_str(json)?;
        let fits = model.model == "check" && model.format == FORMAT && model.features == FEATURES;
        if !fits || !model.sure.is_finite() || !model.forest.is_sound(WIDTH) {
            return Err(ModelError::Other);
        }
        Ok(model)
    }

    /// The one that comes with the library. Were it ever broken, a test would fail.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static READ: LazyLock<Model> = LazyLock::new(|| {
            let none = || Model::new(Forest::default(), String::new(), Vec::new());
            Model::parse(SHIPPED).unwrap_or_else(|_| none())
        });
        &READ
    }

    /// The file's text: one line for every tree.
    #[must_use]
    pub fn to_json(&self) -> String {
        object(&[
            ("model", json(&self.model)),
            ("format", json(&self.format)),
            ("made_by", json(&self.made_by)),
            ("data", json(&self.data)),
            ("features", json(&self.features)),
            ("sure", json(&self.sure)),
            ("forest", self.forest.to_lines()),
        ])
    }

    /// How likely a detail of these features is wrong, about 0 to 1.
    #[must_use]
    pub fn wrong(&self, x: &[f32; WIDTH]) -> f32 {
        self.forest.predict(x, WIDTH).first().copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_sound_and_survives_the_disk() {
        let model = Model::parse(SHIPPED).unwrap();
        assert!(!model.forest.trees.is_empty());
        assert_eq!(model.to_json(), SHIPPED, "write it with `tidings tune-check`, not by hand");
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let mut model = Model::shipped().clone();
        assert!(matches!(Model::parse("[1]"), Err(ModelError::Json(_))));
        model.features.pop();
        assert!(matches!(Model::parse(&model.to_json()), Err(ModelError::Other)));
    }
}

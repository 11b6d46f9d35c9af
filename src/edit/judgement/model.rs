//! The learned weights of the judgement as one readable file.

use serde::{Deserialize, Serialize};

use crate::rank::coverage::forest::{Forest, json, object};

use super::label::Label;
use super::linear::Linear;
use super::wording::Wording;

/// The weights: a forest for each label, fitted to 1 where a reader gave the label and to 0
/// elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Always `editor`.
    pub model: String,
    /// Version of this form; a reader refuses others.
    pub format: u32,
    /// The command that made it.
    pub made_by: String,
    /// The sets of labelled sentences it learned from, each with its number of sentences.
    pub data: Vec<String>,
    /// Names of the features, in the order that the trees count them.
    pub features: Vec<String>,
    /// The median of each feature over the sentences learned from: what an explanation compares
    /// with.
    pub typical: Vec<f32>,
    /// How sentences of each label are worded.
    pub wording: Wording,
    /// The regression for [`Label::Keep`].
    pub linear: Linear,
    /// One forest for each of [`Label::ALL`].
    pub forests: Vec<Forest>,
    /// How likely a sentence that is worth keeping is [`Label::Told`].
    pub told: Forest,
}

/// A file of weights that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no JSON of the form expected.
    #[error("this is no model of the editor")]
    Json(#[from] serde_json::Error),
    /// It was written for another purpose or version.
    #[error(
        "this model is for {model}, form {format}; this version reads editor, form {FORMAT}; make a new one with \
         `tidings tune-editor`"
    )]
    Other {
        /// The purpose named in the file.
        model: String,
        /// The form named in the file.
        format: u32,
    },
    /// It counts on other features, or a tree of it is incomplete.
    #[error(
        "this model does not fit this version's features; make a new one with `tidings tune-editor`"
    )]
    Broken,
}

/// The form that this version reads and writes.
const FORMAT: u32 = 4;

const SHIPPED: &str = include_str!("model.json");

impl Model {
    /// A model of `forests`, one for each of [`Label::ALL`], and of that for [`Label::Told`].
    #[must_use]
    pub fn new(
        wording: Wording,
        linear: Linear,
        (forests, told): (Vec<Forest>, Forest),
        features: &[&str],
        typical: Vec<f32>,
        made_by: String,
        data: Vec<String>,
    ) -> Self {
        let features = features.iter().map(|&name| name.to_owned()).collect();
        let model = "editor".to_owned();
        Self {
            model,
            format: FORMAT,
            made_by,
            data,
            features,
            typical,
            wording,
            linear,
            forests,
            told,
        }
    }

    /// Reads a file's text.
    ///
    /// # Errors
    /// [`ModelError`] says what is wrong with it.
    pub fn parse(json: &str) -> Result<Self, ModelError> {
        let model: Self = serde_json::from_str(json)?;
        if model.model != "editor" || model.format != FORMAT {
            return Err(ModelError::Other { model: model.model, format: model.format });
        }
        let width = model.features.len();
        let sound =
            model.wording.is_sound() && model.forests.iter().all(|forest| forest.is_sound(width));
        if !sound
            || !model.linear.is_sound(width)
            || !model.told.is_sound(width)
            || model.forests.len() != Label::ALL.len()
            || model.typical.len() != width
        {
            return Err(ModelError::Broken);
        }
        Ok(model)
    }

    /// The weights that come with the library. Were they ever broken, a test would fail.
    #[must_use]
    pub fn shipped() -> Self {
        let none = || {
            let (wording, linear) = (Wording::default(), Linear::default());
            let forests = (Vec::new(), Forest::default());
            Self::new(wording, linear, forests, &[], Vec::new(), String::new(), Vec::new())
        };
        Self::parse(SHIPPED).unwrap_or_else(|_| none())
    }

    /// The file's text: one line for every tree.
    #[must_use]
    pub fn to_json(&self) -> String {
        let forests: Vec<String> = self.forests.iter().map(Forest::to_lines).collect();
        object(&[
            ("model", json(&self.model)),
            ("format", json(&self.format)),
            ("made_by", json(&self.made_by)),
            ("data", json(&self.data)),
            ("features", json(&self.features)),
            ("typical", json(&self.typical)),
            ("wording", json(&self.wording)),
            ("linear", json(&self.linear)),
            ("forests", format!("[\n{}\n]", forests.join(",\n"))),
            ("told", self.told.to_lines()),
        ])
    }

    /// How likely each row of `x`, where it is worth keeping, tells again what was read before.
    pub(super) fn told(&self, x: &[f32]) -> Vec<f32> {
        let told = self.told.predict(x, self.features.len());
        told.into_iter().map(|told| told.clamp(0.0, 1.0)).collect()
    }

    /// The share of readers expected to give each label, for every row of `x`; the shares of one
    /// row add up to 1.
    pub(super) fn shares(&self, x: &[f32]) -> Vec<[f32; Label::ALL.len()]> {
        /// No label is impossible. Set by hand: it keeps the division below from one by nothing.
        const LEAST: f32 = 0.001;
        let width = self.features.len();
        let rows = x.len() / width.max(1);
        let mut shares = vec![[LEAST; Label::ALL.len()]; rows];
        for (n, forest) in self.forests.iter().enumerate() {
            for (share, expected) in shares.iter_mut().zip(forest.predict(x, width)) {
                share[n] = expected.clamp(LEAST, 1.0 - LEAST);
            }
        }
        for (share, row) in shares.iter_mut().zip(x.chunks_exact(width.max(1))) {
            let total: f32 = share.iter().sum();
            let trees = share[0] / total;
            let keep = (trees + self.linear.predict(row)) / 2.0;
            let others = (1.0 - keep) / (total - share[0]);
            share.iter_mut().for_each(|s| *s *= others);
            share[0] = keep;
        }
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_model_is_sound_and_survives_the_disk() {
        let model = Model::parse(SHIPPED).unwrap();
        let mut forests = model.forests.iter().chain([&model.told]);
        assert!(forests.all(|forest| !forest.trees.is_empty()));
        assert_eq!(model.to_json(), SHIPPED, "write it with `tidings tune-editor`, not by hand");
    }

    #[test]
    fn other_files_are_refused_with_a_reason() {
        let mut model = Model::shipped();
        assert!(matches!(Model::parse("[1]"), Err(ModelError::Json(_))));
        model.format = 9;
        assert!(matches!(Model::parse(&model.to_json()), Err(ModelError::Other { .. })));
        model.format = FORMAT;
        model.features.pop();
        assert!(matches!(Model::parse(&model.to_json()), Err(ModelError::Broken)));
    }
}

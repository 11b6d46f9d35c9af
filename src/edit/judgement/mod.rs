//! Would a careful editor keep this sentence? Learned from sentences that readers have labelled (`MODEL.md`).
//!
//! For each of five labels (kept, dangling, boilerplate, opinion, idle) a forest of small trees gives the share of readers
//! that would choose it, from some ninety features of the sentence, its article, its place and the headline above it
//! (`features.rs`). The shares are brought to a sum of 1:
//!
//! keep(s) = ½ · p(s) + ½ · f_keep(s) / Σ_label f_label(s), each f between 0.001 and 0.999,
//!
//! with p a logistic regression over the same features; the other labels share the rest as their forests do. Trees by
//! gradient boosting with squared error (Friedman 2001); one forest for each label, one against all.

mod article;
mod context;
mod features;
mod linear;
mod model;
mod words;

use crate::model::{Article, Language, Part};

use article::Reading;
pub use context::Context;
pub use linear::Linear;
pub use model::{Label, Model, ModelError};

/// A body sentence in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'t> {
    /// Its words.
    pub text: &'t str,
    /// Whether it is the first of its paragraph.
    pub opens: bool,
}

/// What the model says of a sentence: the share of readers expected to give each of [`Label::ALL`], adding up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// In the order of [`Label::ALL`].
    pub shares: [f32; Label::ALL.len()],
}

impl Judgement {
    /// How likely a reader is to give a label, 0 to 1.
    #[must_use]
    pub fn share(&self, label: Label) -> f64 {
        Label::ALL.iter().position(|l| *l == label).map_or(0.0, |n| f64::from(self.shares[n]))
    }

    /// How likely an editor is to keep the sentence, 0 to 1.
    #[must_use]
    pub fn keep(&self) -> f64 {
        self.share(Label::Keep)
    }
}

/// The features of the body sentences of one article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Their names.
    pub names: Vec<&'static str>,
    /// Row after row, one row a sentence.
    pub values: Vec<f32>,
}

/// Measures every body sentence of an article, given in order, as quoted under what `context` holds.
#[must_use]
pub fn measure(
    article: &Article,
    language: Option<Language>,
    sentences: &[Placed<'_>],
    context: &Context,
) -> Rows {
    let texts: Vec<&str> = sentences.iter().map(|s| s.text).collect();
    let mut reading = Reading::new(article, language, &texts);
    let mut rows = Rows::default();
    for (n, sentence) in sentences.iter().enumerate() {
        let row = features::row(&reading, context, n, sentence.text, sentence.opens);
        if n == 0 {
            rows.names = features::names_of(&row);
        }
        rows.values.extend(row.iter().map(|(_, value)| *value));
        reading.pass(n);
    }
    rows
}

/// The model, ready to judge.
#[derive(Debug, Clone, PartialEq)]
pub struct Editor {
    model: Model,
}

impl Default for Editor {
    fn default() -> Self {
        Self { model: Model::shipped() }
    }
}

/// Parts named in an explanation.
const NAMED: usize = 4;

impl Editor {
    /// An editor with a model of one's own.
    #[must_use]
    pub const fn new(model: Model) -> Self {
        Self { model }
    }

    /// Judges sentences that were measured. Rows of other features than the model's are judged alike, as nothing.
    #[must_use]
    pub fn judge(&self, rows: &Rows) -> Vec<Judgement> {
        if rows.names != self.model.features {
            let count = rows.values.len() / rows.names.len().max(1);
            let even = [1.0 / Label::ALL.len() as f32; Label::ALL.len()];
            return vec![Judgement { shares: even }; count];
        }
        self.model.shares(&rows.values).into_iter().map(|shares| Judgement { shares }).collect()
    }

    /// Why sentence `n` is judged as it is: the likeliest labels, then the features that change most when they take their
    /// typical value instead (by how much that lowers the share of readers who keep it).
    #[must_use]
    pub fn explain(&self, rows: &Rows, n: usize) -> Vec<Part> {
        let width = self.model.features.len();
        let Some(row) = rows.values.get(n * width..(n + 1) * width) else { return Vec::new() };
        if width == 0 || rows.names != self.model.features {
            return Vec::new();
        }
        let mut changed = Vec::with_capacity(width * (width + 1));
        changed.extend_from_slice(row);
        for (k, typical) in self.model.typical.iter().enumerate() {
            changed.extend_from_slice(row);
            changed[(k + 1) * width + k] = *typical;
        }
        let shares = self.model.shares(&changed);
        let Some((own, others)) = shares.split_first() else { return Vec::new() };
        let mut parts: Vec<Part> = Label::ALL
            .iter()
            .zip(own)
            .map(|(label, share)| Part { name: label.name().to_owned(), value: f64::from(*share) })
            .collect();
        let mut effects: Vec<(f32, usize)> =
            others.iter().enumerate().map(|(k, other)| (own[0] - other[0], k)).collect();
        effects.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
        parts.extend(effects.iter().take(NAMED).map(|(effect, k)| Part {
            name: self.model.features[*k].clone(),
            value: f64::from(*effect),
        }));
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn ferry() -> Article {
        let place = Place::Stdin { record: None };
        let mut article = Article::new(
            Source { publisher: Some("Harbour Ledger".into()), url: None, place },
            String::new(),
        )
        .unwrap();
        article.title = Some("Nine die as ferry Ardena sinks in Sellick Sound".into());
        article
    }

    fn judged(texts: &[&str]) -> Vec<Judgement> {
        let placed: Vec<_> = texts.iter().map(|text| Placed { text, opens: true }).collect();
        let context = Context::of_headline(Some("Nine die as ferry Ardena sinks in Sellick Sound"));
        let rows = measure(&ferry(), Some(Language::ENGLISH), &placed, &context);
        Editor::default().judge(&rows)
    }

    #[test]
    fn news_is_kept_and_what_leans_is_not() {
        let judged = judged(&[
            "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people, the coast guard said.",
            "But he said it was not his fault, and that they would look into it.",
            "Subscribe to our newsletter: www.ledger.example/letters",
            "We should all be ashamed of ourselves, shouldn't we?",
        ]);
        assert!(judged[0].keep() > 0.5, "{judged:?}");
        assert!(judged[1..].iter().all(|j| j.keep() < 0.2), "{judged:?}");
        for j in &judged {
            assert!((j.shares.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }

    #[test]
    fn an_explanation_names_the_labels_and_what_made_the_difference() {
        let placed = [Placed { text: "But he said it was not his fault.", opens: true }];
        let rows = measure(&ferry(), Some(Language::ENGLISH), &placed, &Context::default());
        let parts = Editor::default().explain(&rows, 0);
        assert_eq!(parts.len(), Label::ALL.len() + NAMED);
        assert!(parts[0].value < parts[1].value, "{parts:?}");
    }

    #[test]
    fn names_of_the_headline_are_introduced() {
        let value = |context: &Context| {
            let placed = [Placed { text: "On Tuesday Ardena sank.", opens: true }];
            let rows = measure(&ferry(), Some(Language::ENGLISH), &placed, context);
            let at = rows.names.iter().position(|n| *n == "names of the headline").unwrap();
            rows.values[at]
        };
        assert!(value(&Context::default()) < 0.5);
        let mut context = Context::of_headline(None);
        context.read("The ferry Ardena left at noon.");
        assert!(value(&context) > 0.5);
    }
}

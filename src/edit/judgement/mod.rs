//! Would a careful editor keep this sentence? Learned from sentences that readers have labelled
//! (`MODEL.md`).
//!
//! For each of five labels (kept, dangling, boilerplate, opinion, idle) a forest of small trees
//! gives the share of readers that would choose it, from some hundred features of the sentence, its
//! article, its place and the headline above it (`features.rs`). The shares are brought to a sum of
//! 1:
//!
//! keep(s) = ½ · p(s) + ½ · f_keep(s) / Σ_label f_label(s), each f between 0.001 and 0.999,
//!
//! with p a logistic regression over the same features; the other labels share the rest as their
//! forests do. One more forest gives how likely a sentence tells again what the headline or a quote
//! before it tells; where it stands, an editor keeps it with
//!
//! keep(s) · min(1, (1 − ½ · told(s)) / (1 − ½ · usual)).
//!
//! Trees by gradient boosting with squared error (Friedman 2001); one forest for each label, one
//! against all.

mod article;
mod context;
mod echo;
mod features;
mod headed;
mod keys;
mod label;
mod linear;
mod model;
mod rows;
mod wording;
mod words;

use crate::model::Part;

pub use context::Context;
pub use label::Label;
pub use linear::Linear;
pub use model::{Model, ModelError};
pub use rows::Rows;
pub use wording::{Gram, Wording, grams};
pub use words::Vocabularies;

/// A body sentence in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'t> {
    /// Its words.
    pub text: &'t str,
    /// Its first byte in the article.
    pub start: u32,
    /// Whether it is the first of its paragraph.
    pub opens: bool,
    /// Whether its features are asked for; else it is only read on the way to the others.
    pub asked: bool,
}

/// What the model says of a sentence: the share of readers expected to give each of [`Label::ALL`],
/// adding up to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judgement {
    /// In the order of [`Label::ALL`].
    pub shares: [f32; Label::ALL.len()],
    /// How likely it tells again what its reader has read, if it is worth keeping at all.
    pub told: f32,
}

impl Judgement {
    /// How likely a reader is to give a label, 0 to 1; of [`Label::Told`], if the sentence is worth
    /// keeping at all.
    #[must_use]
    pub fn share(&self, label: Label) -> f64 {
        let place = Label::ALL.iter().position(|l| *l == label);
        f64::from(place.map_or(self.told, |n| self.shares[n]))
    }

    /// How likely an editor is to keep the sentence where it stands, 0 to 1.
    #[must_use]
    pub fn keep(&self) -> f64 {
        let left = |told: f64| 1.0 - TOLD * told;
        self.worth() * (left(f64::from(self.told)) / left(USUALLY_TOLD)).min(1.0)
    }

    /// How likely it is worth keeping, whatever its reader has read, 0 to 1.
    #[must_use]
    pub fn worth(&self) -> f64 {
        self.share(Label::Keep)
    }
}

/// How much of a sentence's worth is lost when it tells again what was read before: the rest of the
/// readers find it as good to read the headline's news in a full sentence.
/// Set by (without [`USUALLY_TOLD`]): quotes of 900 words that readers labelled in their place, by
/// weights that saw neither the days nor the language of the feeds' quotes. Kept at 0, 0.5 and 1:
/// English feeds .44, .62, .66, Italian .59, .59, .72, German .49, .53, .53, English stream .59,
/// .63, .65; kept or told again: .82, .88, .79; .78, .74, .80; .73, .71, .63; .79, .78, .75; read
/// alone, as the four oldest sets were: .79, .79, .77 of 101, 90, 81.
const TOLD: f64 = 0.5;

/// How likely a quote worth keeping is to tell again what stands above: no sentence that is less
/// likely to loses anything.
/// Set by: the share of R among the G, N and R that readers gave to quotes in their place, 443 of
/// 2,393.
const USUALLY_TOLD: f64 = 0.19;

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

    /// How sentences of each label are worded, for measuring them.
    #[must_use]
    pub const fn wording(&self) -> &Wording {
        &self.model.wording
    }

    /// Judges sentences that were measured. Rows of other features than the model's are judged
    /// alike, as nothing.
    #[must_use]
    pub fn judge(&self, rows: &Rows) -> Vec<Judgement> {
        if rows.names != self.model.features {
            let shares = [1.0 / Label::ALL.len() as f32; Label::ALL.len()];
            return vec![Judgement { shares, told: 0.0 }; rows.len()];
        }
        self.judged(&rows.values)
    }

    /// The judgements of rows of the model's features.
    fn judged(&self, x: &[f32]) -> Vec<Judgement> {
        let both = self.model.shares(x).into_iter().zip(self.model.told(x));
        both.map(|(shares, told)| Judgement { shares, told }).collect()
    }

    /// Judges anew the sentences whose numbers are in `changed`, and leaves the other judgements as
    /// they are.
    pub fn judge_again(&self, rows: &Rows, changed: &[usize], judgements: &mut [Judgement]) {
        if rows.names != self.model.features {
            return;
        }
        let values: Vec<f32> = changed.iter().flat_map(|&n| rows.row(n)).copied().collect();
        for (&n, anew) in changed.iter().zip(self.judged(&values)) {
            if let Some(judgement) = judgements.get_mut(n) {
                *judgement = anew;
            }
        }
    }

    /// Why a sentence of these features is judged as it is: the likeliest labels, then the features
    /// that change most when they take their typical value instead (by how much that lowers the
    /// share of readers who keep it). Nothing for a row that is not as long as the model's.
    #[must_use]
    pub fn explain(&self, row: &[f32]) -> Vec<Part> {
        let width = self.model.features.len();
        if width == 0 || row.len() != width {
            return Vec::new();
        }
        // What is typical already changes nothing.
        let typical = || row.iter().zip(&self.model.typical).enumerate();
        let odd: Vec<(usize, f32)> = typical()
            .filter(|(_, (x, typical))| x.to_bits() != typical.to_bits())
            .map(|(k, (_, typical))| (k, *typical))
            .collect();
        let mut changed = Vec::with_capacity(width * (odd.len() + 1));
        changed.extend_from_slice(row);
        for (n, (k, typical)) in odd.iter().enumerate() {
            changed.extend_from_slice(row);
            changed[(n + 1) * width + k] = *typical;
        }
        let judged = self.judged(&changed);
        let Some((own, others)) = judged.split_first() else { return Vec::new() };
        let labels = Label::ALL.iter().zip(own.shares).chain([(&Label::Told, own.told)]);
        let mut parts: Vec<Part> = labels
            .map(|(label, share)| Part { name: label.name().to_owned(), value: f64::from(share) })
            .collect();
        let effect = |other: &Judgement| own.keep() - other.keep();
        let mut effects: Vec<(f64, usize)> =
            odd.iter().zip(others).map(|((k, _), other)| (effect(other), *k)).collect();
        // Where fewer than are named do anything, the first of the others stand for nothing.
        effects.extend((0..width).filter(|k| odd.iter().all(|o| o.0 != *k)).map(|k| (0.0, k)));
        effects.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
        parts.extend(
            effects
                .iter()
                .take(NAMED)
                .map(|(effect, k)| Part { name: self.model.features[*k].clone(), value: *effect }),
        );
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Language, Place, Source};

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

    fn measured(texts: &[&str], context: &Context) -> Rows {
        let placed = |text| Placed { text, start: 0, opens: true, asked: true };
        let placed: Vec<_> = texts.iter().copied().map(placed).collect();
        let mut rows = Rows::default();
        let wording = Editor::default();
        rows.measure(&ferry(), Some(Language::ENGLISH), &placed, context, wording.wording());
        rows
    }

    fn judged(texts: &[&str]) -> Vec<Judgement> {
        let context = Context::of_headline(
            Some("Nine die as ferry Ardena sinks in Sellick Sound"),
            Some(Language::ENGLISH),
        );
        Editor::default().judge(&measured(texts, &context))
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
        let rows = measured(&["But he said it was not his fault."], &Context::default());
        let parts = Editor::default().explain(rows.row(0));
        assert_eq!(parts.len(), Label::ALL.len() + 1 + NAMED);
        assert!(parts[0].value < parts[1].value, "{parts:?}");
    }

    #[test]
    fn names_of_the_headline_are_introduced() {
        let value = |context: &Context| {
            let rows = measured(&["On Tuesday Ardena sank."], context);
            let at = rows.names.iter().position(|n| *n == "names of the headline").unwrap();
            rows.row(0)[at]
        };
        assert!(value(&Context::default()) < 0.5);
        let mut context = Context::of_headline(None, None);
        context.read("The ferry Ardena left at noon.");
        assert!(value(&context) > 0.5);
    }

    #[test]
    fn what_is_read_on_the_way_is_as_what_was_known_before() {
        let texts = [
            "Ardena sank on Tuesday, Okafor and Roe said, and Roe wept.",
            "Okafor left.",
            "It rained.",
        ];
        let mut context = Context::of_headline(Some("Ferry sinks"), None);
        let mut rows = measured(&texts, &context);
        let mut judged = Editor::default().judge(&rows);
        context.read("Chike Okafor steered the ferry Ardena.");
        let changed = rows.read(&context, &[1, 2]);
        Editor::default().judge_again(&rows, &changed, &mut judged);
        let anew = measured(&texts, &context);
        assert_eq!(changed, [0, 1, 2]);
        assert_eq!(rows.read(&context, &[]), [0usize; 0], "nothing is new");
        assert_eq!(rows, anew);
        assert_eq!(judged, Editor::default().judge(&anew));
    }
}

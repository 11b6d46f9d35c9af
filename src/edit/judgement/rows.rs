//! The features of sentences, row after row, and how they change as the reader reads on.

use crate::model::{Article, Language};

use super::Placed;
use super::article::Reading;
use super::context::Context;
use super::features::{self, Strangers};
use super::wording::{Wording, grams};

/// The features of the sentences that were asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Their names.
    pub names: Vec<&'static str>,
    /// Row after row, one row a sentence.
    pub values: Vec<f32>,
    /// Of each sentence, the names that nothing has introduced.
    strangers: Vec<Strangers>,
}

impl Rows {
    /// Number of sentences.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.strangers.len()
    }

    /// Whether there is no sentence.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.strangers.is_empty()
    }

    /// The features of sentence `n`; none if there are not so many sentences.
    #[must_use]
    pub fn row(&self, n: usize) -> &[f32] {
        let width = self.names.len();
        self.values.get(n * width..(n + 1) * width).unwrap_or(&[])
    }

    /// Measures the body sentences of an article, given in order, that are asked for, as quoted under what `context`
    /// holds; adds a row for each. The last features are the scores of the wording.
    pub fn measure(
        &mut self,
        article: &Article,
        language: Option<Language>,
        sentences: &[Placed<'_>],
        context: &Context,
        wording: &Wording,
    ) {
        let Some(last) = sentences.iter().rposition(|s| s.asked) else { return };
        let mut reading = Reading::new(article, language, sentences);
        for (n, sentence) in sentences.iter().enumerate().take(last + 1) {
            if sentence.asked {
                let (mut row, strangers) = features::row(&reading, context, n, *sentence);
                let scores = wording.scores(&grams(sentence.text));
                row.extend(Wording::FEATURES.into_iter().zip(scores));
                if self.names.is_empty() {
                    self.names = features::names_of(&row);
                }
                self.values.extend(row.iter().map(|(_, value)| *value));
                self.strangers.push(strangers);
            }
            reading.pass(n);
        }
    }

    /// Adds the rows of sentences numbered `which`, of the same features.
    pub fn extend_from(&mut self, other: &Self, which: impl Iterator<Item = usize>) {
        if self.names.is_empty() {
            self.names.clone_from(&other.names);
        }
        for n in which {
            if let Some(strangers) = other.strangers.get(n) {
                self.values.extend_from_slice(other.row(n));
                self.strangers.push(strangers.clone());
            }
        }
    }

    /// Brings the features up to date once the reader has read more, `context` being all that was read; gives the numbers
    /// of the sentences that changed.
    pub fn read(&mut self, context: &Context) -> Vec<usize> {
        let width = self.names.len();
        let Some(at) = self.names.iter().position(|name| *name == Strangers::FEATURES[0]) else {
            return Vec::new();
        };
        let mut changed = Vec::new();
        for (n, strangers) in self.strangers.iter_mut().enumerate() {
            let from = n * width + at;
            let own = self.values.get_mut(from..from + Strangers::FEATURES.len());
            if let Some(own) = own
                && strangers.meet(context)
            {
                own.copy_from_slice(&strangers.values());
                changed.push(n);
            }
        }
        changed
    }
}

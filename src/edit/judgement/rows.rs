//! The features of sentences, row after row, and how they change as the reader reads on.

use crate::model::{Article, Language};

use super::Placed;
use super::article::Reading;
use super::context::Context;
use super::echo::Echo;
use super::features::{self, Strangers};
use super::headed::Headed;
use super::wording::{Wording, grams};
use super::words::{Vocabularies, Vocabulary};

/// The features of the sentences that were asked for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Their names.
    pub names: Vec<&'static str>,
    /// Row after row, one row a sentence.
    pub values: Vec<f32>,
    /// Of each sentence, the names that nothing has introduced.
    strangers: Vec<Strangers>,
    /// Of each sentence, what the reader may have read before.
    echoes: Vec<Echo>,
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

    /// Measures the body sentences of an article, given in order, that are asked for, as quoted
    /// under what `context` holds; adds a row for each. The last features are the scores of the
    /// wording.
    pub fn measure(
        &mut self,
        article: &Article,
        language: Option<Language>,
        sentences: &[Placed<'_>],
        context: &Context,
        wording: &Wording,
    ) {
        let mut vocabularies = Vocabularies::default();
        self.measure_in(vocabularies.of(language), article, sentences, context, wording);
    }

    /// Measures sentences with the vocabulary of the article's language, which many articles share.
    pub(in crate::edit) fn measure_in(
        &mut self,
        vocabulary: &mut Vocabulary,
        article: &Article,
        sentences: &[Placed<'_>],
        context: &Context,
        wording: &Wording,
    ) {
        let Some(last) = sentences.iter().rposition(|s| s.asked) else { return };
        let mut reading = Reading::new(article, sentences, vocabulary);
        let headed = Headed::new(&reading, context);
        for (n, sentence) in sentences.iter().enumerate().take(last + 1) {
            if sentence.asked {
                let (mut row, strangers, echo) = features::row(&reading, context, n, *sentence);
                row.extend(Headed::FEATURES.into_iter().zip(headed.values(&reading, n)));
                let scores = wording.scores(&grams(sentence.text));
                row.extend(Wording::FEATURES.into_iter().zip(scores));
                if self.names.is_empty() {
                    self.names = features::names_of(&row);
                }
                self.values.extend(row.iter().map(|(_, value)| *value));
                self.strangers.push(strangers);
                self.echoes.push(echo);
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
            if let (Some(strangers), Some(echo)) = (other.strangers.get(n), other.echoes.get(n)) {
                self.values.extend_from_slice(other.row(n));
                self.strangers.push(strangers.clone());
                self.echoes.push(echo.clone());
            }
        }
    }

    /// Brings the features up to date once the reader has read more, `context` being all that was
    /// read: those of the sentences whose numbers are in `which`, ascending, and of all in which a
    /// name is introduced by it. Gives the numbers of the sentences that changed.
    pub fn read(&mut self, context: &Context, which: &[usize]) -> Vec<usize> {
        let width = self.names.len();
        let at = |name| self.names.iter().position(|own| *own == name);
        let (Some(names), Some(echo)) = (at(Strangers::FEATURES[0]), at(Echo::FEATURES[0])) else {
            return Vec::new();
        };
        let mut changed = Vec::new();
        for (n, (strangers, echoes)) in self.strangers.iter_mut().zip(&self.echoes).enumerate() {
            let met = strangers.meet(context);
            if !met && which.binary_search(&n).is_err() {
                continue;
            }
            let Some(row) = self.values.get_mut(n * width..(n + 1) * width) else { continue };
            let names = row.get_mut(names..names + Strangers::FEATURES.len());
            names.into_iter().for_each(|own| own.copy_from_slice(&strangers.values()));
            let echo = row.get_mut(echo..echo + Echo::FEATURES.len());
            echo.into_iter().for_each(|own| own.copy_from_slice(&echoes.values(context)));
            changed.push(n);
        }
        changed
    }
}

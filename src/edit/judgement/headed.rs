//! How much of the headline above a sentence its own article is about: what stands under another
//! event's headline is of no use to the reader.

use super::article::Reading;
use super::context::Context;
use super::keys::{share, shared};

/// An article under a headline.
#[derive(Debug)]
pub(super) struct Headed<'c> {
    context: &'c Context,
    /// Of the article, in the order of [`Self::FEATURES`].
    article: [f32; 3],
}

impl<'c> Headed<'c> {
    /// The features, in the order of a row.
    pub(super) const FEATURES: [&'static str; 4] = [
        "headline: share in the title",
        "headline: share of the title",
        "headline: share in the opening",
        "headline: share up to here",
    ];

    /// Sentences that say what an article is about.
    /// Set by: the first 600 bytes, by which the feature was tried.
    const OPENING: usize = 4;

    /// Sentences from which a reader of one still knows what is spoken of, itself counted.
    /// Chosen by hand; other values were not tried.
    const NEAR: usize = 3;

    pub(super) fn new(reading: &Reading<'_>, context: &'c Context) -> Self {
        let title = reading.vocabulary.keys(reading.title_words.iter());
        let opening = reading.sentences.iter().take(Self::OPENING).flatten();
        let opening = reading.vocabulary.keys(opening);
        let of_title = share(shared(&title, &context.headline), title.len());
        let article = [of(context, &title), of_title, of(context, &opening)];
        Self { context, article }
    }

    /// Their values for sentence `n`.
    pub(super) fn values(&self, reading: &Reading<'_>, n: usize) -> [f32; 4] {
        let near = reading.sentences.get((n + 1).saturating_sub(Self::NEAR)..=n).unwrap_or(&[]);
        let [title, of_title, opening] = self.article;
        let near = reading.vocabulary.keys(near.iter().flatten());
        [title, of_title, opening, of(self.context, &near)]
    }
}

/// The share of the headline's content words that are among these.
fn of(context: &Context, keys: &[u32]) -> f32 {
    share(shared(keys, &context.headline), context.headline.len())
}

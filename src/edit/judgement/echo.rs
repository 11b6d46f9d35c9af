//! What a sentence shares with what its reader has read: the headline, and what was quoted before.

use super::context::Context;
use super::keys::{share, shared};

/// The content words of a sentence, ascending.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Echo {
    own: Vec<u32>,
}

impl Echo {
    /// The features that change while the reader reads on, in the order of a row.
    pub(super) const FEATURES: [&'static str; 7] = [
        "reader: share in the headline",
        "reader: share of the headline",
        "reader: words of the headline",
        "reader: share known",
        "reader: like one before",
        "reader: held by one before",
        "reader: quoted before",
    ];

    /// Of the keys of content words, ascending.
    pub(super) const fn new(own: Vec<u32>) -> Self {
        Self { own }
    }

    /// Their values under what was read.
    pub(super) fn values(&self, context: &Context) -> [f32; Self::FEATURES.len()] {
        let own = self.own.len();
        let headed = shared(&self.own, &context.headline);
        let (mut like, mut held) = (0.0f32, 0.0f32);
        for before in &context.before {
            let both = shared(&self.own, before);
            like = like.max(share(both, own + before.len() - both));
            held = held.max(share(both, own));
        }
        [
            share(headed, own),
            share(headed, context.headline.len()),
            share(headed.min(6), 1),
            share(shared(&self.own, &context.known), own),
            like,
            held,
            share(context.before.len().min(4), 1),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::keys::content;
    use super::*;
    use crate::model::Language;
    use crate::text::stop::StopWords;

    fn values(sentence: &str, headline: &str, before: &[&str]) -> [f32; 7] {
        let english = Some(Language::ENGLISH);
        let mut context = Context::of_headline(Some(headline), english);
        before.iter().for_each(|text| context.read(text));
        let own = content(sentence, StopWords::of(english));
        Echo::new(own).values(&context)
    }

    #[test]
    fn what_was_read_is_known() {
        let [share, of_headline, words, known, like, held, quoted] =
            values("The ferry sank on Tuesday.", "Ferry sinks", &["The ferry sank off Skerrin."]);
        assert!((share - 1.0 / 3.0).abs() < 1e-6, "{share}");
        assert!((of_headline - 0.5).abs() < 1e-6, "{of_headline}");
        assert!((words - 1.0).abs() < 1e-6, "{words}");
        assert!((known - 2.0 / 3.0).abs() < 1e-6, "{known}");
        assert!((like - 0.5).abs() < 1e-6, "{like}");
        assert!((held - 2.0 / 3.0).abs() < 1e-6, "{held}");
        assert!((quoted - 1.0).abs() < 1e-6, "{quoted}");
        assert!(values("", "", &[]).iter().all(|value| *value == 0.0));
    }
}

//! What a sentence shares with what its reader has read (the headline, and what was quoted before),
//! and what it adds to that.

use super::context::Context;
use super::keys::{share, shared};
use super::words::{Seen, Vocabulary};

/// The content words of a sentence, each kind ascending.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Echo {
    /// All of them.
    own: Vec<u32>,
    /// Those in capitals behind the first word.
    names: Vec<u32>,
    /// Those with a digit.
    numbers: Vec<u32>,
}

impl Echo {
    /// The features that change while the reader reads on, in the order of a row.
    pub(super) const FEATURES: [&'static str; 10] = [
        "reader: share in the headline",
        "reader: share of the headline",
        "reader: words of the headline",
        "reader: share known",
        "reader: like one before",
        "reader: held by one before",
        "reader: quoted before",
        "reader: words added",
        "reader: names added",
        "reader: numbers added",
    ];

    /// Of a sentence's words.
    pub(super) fn new(vocabulary: &Vocabulary, words: &[Seen]) -> Self {
        let behind = words.get(1..).unwrap_or(&[]);
        Self {
            own: vocabulary.keys(words.iter()),
            names: vocabulary.keys(behind.iter().filter(|w| w.capital)),
            numbers: vocabulary.keys(words.iter().filter(|w| w.digit)),
        }
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
        let known = shared(&self.own, &context.known);
        let added = |keys: &[u32]| keys.len() - shared(keys, &context.known);
        [
            share(headed, own),
            share(headed, context.headline.len()),
            share(headed.min(6), 1),
            share(known, own),
            like,
            held,
            share(context.before.len().min(4), 1),
            share((own - known).min(30), 1),
            share(added(&self.names).min(6), 1),
            share(added(&self.numbers).min(4), 1),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::model::Language;
    use crate::text::stop::StopWords;

    fn values(sentence: &str, headline: &str, before: &[&str]) -> [f32; 10] {
        let english = Some(Language::ENGLISH);
        let mut context = Context::of_headline(Some(headline), english);
        before.iter().for_each(|text| context.read(text));
        let mut vocabulary = Vocabulary::new(Lexicon::of(english), StopWords::of(english));
        vocabulary.open();
        let words = vocabulary.read(sentence);
        Echo::new(&vocabulary, &words).values(&context)
    }

    #[test]
    fn what_was_read_is_known() {
        let [share, of_headline, words, known, like, held, quoted, ..] =
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

    #[test]
    fn what_the_headline_leaves_out_is_added() {
        let added = |sentence: &str| {
            let [.., words, names, numbers] = values(sentence, "Ferry sinks off Skerrin", &[]);
            [words, names, numbers]
        };
        assert_eq!(added("The ferry sinks off Skerrin."), [0.0; 3]);
        assert_eq!(added("The ferry Ardena sinks off Skerrin with 40 aboard."), [3.0, 1.0, 1.0]);
    }
}

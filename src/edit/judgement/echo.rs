//! What a sentence shares with what its reader has read: the headline, and what was quoted before.
//!
//! Words are compared by a hash of their first letters, so that endings count for little.

use crate::text::stop::StopWords;
use crate::text::words;

use super::context::Context;
use super::words::plain;

/// Letters by which words are compared.
/// Chosen by hand; other values were not tried.
const LETTERS: usize = 6;

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

    /// Of content words.
    pub(super) fn new(words: impl Iterator<Item = u32>) -> Self {
        Self { own: distinct(words.collect()) }
    }

    /// Their values under what was read.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn values(&self, context: &Context) -> [f32; Self::FEATURES.len()] {
        let share = |part: usize, whole: usize| part as f32 / whole.max(1) as f32;
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

/// What a word is compared by (FNV-1a; Fowler, Noll & Vo).
pub(super) fn key(word: &str) -> u32 {
    let end = word.char_indices().nth(LETTERS).map_or(word.len(), |(at, _)| at);
    let bytes = word.as_bytes().iter().take(end);
    bytes.fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// The content words of a text, ascending.
pub(super) fn content(text: &str, stop: &StopWords) -> Vec<u32> {
    let kept = words(text).filter_map(|word| {
        let lower = plain(text.get(word.start..word.end)?);
        (word.digit || lower.len() > 2 && !stop.holds(&lower)).then(|| key(&lower))
    });
    distinct(kept.collect())
}

fn distinct(mut keys: Vec<u32>) -> Vec<u32> {
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Adds keys to others; both ascend.
pub(super) fn merge(keys: &mut Vec<u32>, more: &[u32]) {
    keys.extend_from_slice(more);
    keys.sort_unstable();
    keys.dedup();
}

/// How many keys two sets, ascending, have in common.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    fn values(sentence: &str, headline: &str, before: &[&str]) -> [f32; 7] {
        let english = Some(Language::ENGLISH);
        let mut context = Context::of_headline(Some(headline), english);
        before.iter().for_each(|text| context.read(text));
        let own = content(sentence, StopWords::of(english));
        Echo::new(own.into_iter()).values(&context)
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

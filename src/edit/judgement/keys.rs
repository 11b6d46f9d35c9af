//! Words as they are compared: by a hash of their first letters, so that endings count for little.

use crate::text::hash::fnv1a;
use crate::text::stop::StopWords;
use crate::text::words::{without_possessive, words};

/// Letters by which words are compared.
/// Chosen by hand; other values were not tried.
const LETTERS: usize = 6;

/// What a word is compared by.
pub(super) fn key(word: &str) -> u32 {
    let end = word.char_indices().nth(LETTERS).map_or(word.len(), |(at, _)| at);
    fnv1a(word.bytes().take(end))
}

/// Lower case, straight apostrophes, no possessive ending. (Not [`folded`](crate::text::folded): a
/// capital sigma at a word's end becomes the final one here.)
pub(super) fn bare(word: &str) -> String {
    let mut lower = if word.is_ascii() {
        word.to_ascii_lowercase()
    } else {
        word.to_lowercase().replace('\u{2019}', "'")
    };
    let bare = without_possessive(&lower).len();
    if bare > 0 {
        lower.truncate(bare);
    }
    lower
}

/// The content words of a text, ascending.
pub(super) fn content(text: &str, stop: &StopWords) -> Vec<u32> {
    let kept = words(text).filter_map(|word| {
        let lower = bare(text.get(word.start..word.end)?);
        (word.digit || lower.len() > 2 && !stop.holds(&lower)).then(|| key(&lower))
    });
    distinct(kept.collect())
}

/// Keys in order, each once.
pub(super) fn distinct(mut keys: Vec<u32>) -> Vec<u32> {
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
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

/// A part of a whole; nothing where there is no whole.
#[allow(clippy::cast_precision_loss)]
pub(super) fn share(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// A headline's words as they are looked up.
pub(super) fn headline_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(bare)
        .filter(|w| !w.is_empty())
}

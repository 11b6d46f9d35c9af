//! How a sentence is worded: a linear model a label over its words, its pairs of neighbouring words
//! and its opening.
//!
//! score_label(s) = bias_label + Σ_{g ∈ s} weight_label(g) / √|s|, |s| being the number of distinct
//! grams of s.
//!
//! A gram is a word in lower case (digits are all 0), a mark, two neighbours, or the first two or
//! three words together; the beginning and the end of the sentence count as words. Grams are known
//! by a hash, so that no word of the sentences learned from stands in the file; those that were too
//! rare to be learned count in |s| alone. The scores are features of the forests and of the
//! regression, which learn from scores of sentences that the weights did not see (stacking, Wolpert
//! 1992).

use serde::{Deserialize, Serialize};

use super::label::Label;
use crate::text::hash::fnv1a;

/// Number of labels.
const LABELS: usize = Label::ALL.len();

/// Longer sentences are read as far as so many words and marks.
/// Set by hand; the weights of the model were learned with it.
const LONGEST: usize = 200;

/// Weights are whole numbers of this part.
/// Set by hand; no trial of other parts is recorded.
const PART: f32 = 0.05;

/// A gram of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gram {
    /// Its hash.
    pub hash: u32,
    /// Whether a word is in it, not only marks and numbers.
    pub lexical: bool,
}

/// The weights of the grams, for each of [`Label::ALL`].
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Added to every sum.
    bias: [f32; LABELS],
    /// Hashes of the grams, ascending.
    grams: Vec<u32>,
    /// Their weights, in parts of 0.05.
    weights: Vec<[i16; LABELS]>,
}

impl Wording {
    /// Names of the scores as features, in the order of [`Label::ALL`].
    pub const FEATURES: [&'static str; LABELS] = [
        "wording: kept",
        "wording: dangling",
        "wording: boilerplate",
        "wording: opinion",
        "wording: background or empty",
    ];

    /// Weights for grams; they are rounded as they will be written.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn new(bias: [f32; LABELS], mut weights: Vec<(u32, [f32; LABELS])>) -> Self {
        weights.sort_by_key(|(hash, _)| *hash);
        weights.dedup_by_key(|(hash, _)| *hash);
        let rounded = |weight: [f32; LABELS]| weight.map(|w| (w / PART).round() as i16);
        Self {
            bias: bias.map(|b| (b * 1e4).round() / 1e4),
            grams: weights.iter().map(|(hash, _)| *hash).collect(),
            weights: weights.into_iter().map(|(_, weight)| rounded(weight)).collect(),
        }
    }

    /// Whether it is complete and its grams ascend.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.grams.len() == self.weights.len()
            && self.grams.is_sorted()
            && self.bias.iter().all(|b| b.is_finite())
    }

    /// The scores of a sentence by its grams; 0 for all labels where nothing was learned.
    #[must_use]
    pub fn scores(&self, grams: &[Gram]) -> [f32; LABELS] {
        if self.grams.is_empty() {
            return [0.0; LABELS];
        }
        let mut sums = [0i64; LABELS];
        for gram in grams {
            let known = self.grams.binary_search(&gram.hash).ok().and_then(|n| self.weights.get(n));
            let Some(weights) = known else { continue };
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i64::from(*weight));
        }
        #[allow(clippy::cast_precision_loss)]
        let scale = PART / (grams.len().max(1) as f32).sqrt();
        let mut scores = self.bias;
        #[allow(clippy::cast_precision_loss)]
        scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += sum as f32 * scale);
        scores
    }
}

/// The distinct grams of a sentence, ascending.
#[must_use]
pub fn grams(text: &str) -> Vec<Gram> {
    let mut words = vec![Gram { hash: fnv1a("^".bytes()), lexical: false }];
    read(text, &mut words);
    words.push(Gram { hash: fnv1a("$".bytes()), lexical: false });
    let mut grams = words.clone();
    grams.extend(words.windows(2).map(joined));
    grams.extend([3, 4].iter().filter_map(|&n| words.get(..n)).map(joined));
    grams.sort_unstable();
    grams.dedup_by_key(|gram| gram.hash);
    grams
}

/// Adds the words and marks of a text. Where words are not parted by spaces, every letter is one.
fn read(text: &str, words: &mut Vec<Gram>) {
    let mut word = String::new();
    let mut digits = true;
    let mut end = |word: &mut String, digits: &mut bool| {
        if !word.is_empty() && words.len() < LONGEST {
            words.push(Gram { hash: fnv1a(word.bytes()), lexical: !*digits });
        }
        word.clear();
        *digits = true;
    };
    for c in text.chars() {
        let joins = c.is_alphanumeric() || matches!(c, '\'' | '’');
        if !joins || is_alone(c) {
            end(&mut word, &mut digits);
        }
        if c.is_numeric() {
            word.push('0');
        } else if joins {
            word.extend(c.to_lowercase());
            digits = false;
        } else if !c.is_whitespace() {
            word.push(c);
        }
        if !joins || is_alone(c) {
            end(&mut word, &mut digits);
        }
    }
    end(&mut word, &mut digits);
}

/// Whether a letter is of a writing that does not part its words.
const fn is_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Neighbours as one gram.
fn joined(words: &[Gram]) -> Gram {
    let bytes = words.iter().flat_map(|word| word.hash.to_le_bytes());
    Gram { hash: fnv1a(bytes), lexical: words.iter().any(|word| word.lexical) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u32> {
        grams(text).iter().map(|gram| gram.hash).collect()
    }

    #[test]
    fn numbers_are_alike_and_openings_count() {
        assert_eq!(hashes("On May 7, 21 died."), hashes("on may 3, 45 died."));
        assert_ne!(hashes("Nine died on Monday."), hashes("On Monday nine died."));
        // Begin, four words, stop and end; six pairs; two openings.
        assert_eq!(hashes("Nine died on Monday.").len(), 15);
        assert_eq!(hashes("").len(), 3);
    }

    #[test]
    fn letters_of_unspaced_writings_are_words() {
        let marks = |text: &str| grams(text).iter().filter(|gram| gram.lexical).count();
        // Three letters, the pairs with the beginning and the stop, two openings.
        assert_eq!(marks("台风至。"), 3 + 4 + 2);
        assert_eq!(marks("12 — 7!"), 0);
    }

    #[test]
    fn known_grams_are_summed_and_unknown_ones_lengthen() {
        let died = grams("died").into_iter().find(|gram| gram.lexical).unwrap();
        let wording = Wording::new([0.5, 0.0, 0.0, 0.0, 0.0], vec![(died.hash, [1.0; LABELS])]);
        assert!(wording.is_sound());
        let [short, ..] = wording.scores(&[died]);
        assert!((short - 1.5).abs() < 1e-6, "{short}");
        let other = Gram { hash: died.hash ^ 1, lexical: true };
        let [long, ..] = wording.scores(&[died, other, other, other]);
        assert!((long - 1.0).abs() < 1e-6, "{long}");
        assert_eq!(Wording::default().scores(&[died]), [0.0; LABELS]);
    }
}

//! ROUGE-N (Lin 2004, section 2).
//!
//! ```text
//! hits      = Σ_gram min(count in candidate, count in reference)
//! recall    = hits / number of n-grams of the reference
//! precision = hits / number of n-grams of the candidate
//! ```
//! n-grams run over the whole text and cross sentence ends. An n-gram is numbered by its first n−1
//! words' number and its last word, so that every length costs one look-up of 64 bits and no string
//! is ever built.

use super::table::{Clip, NONE, Numbered, pair};

/// The n-grams of a reference, up to a greatest length.
#[derive(Debug, Clone)]
pub(super) struct NGrams {
    /// For 2-grams and longer: (number of the first n−1 words, last word) → number.
    longer: Vec<Numbered>,
    /// Words of the reference.
    length: usize,
}

impl NGrams {
    /// `classes` are the reference's words, numbered within the reference.
    pub(super) fn new(classes: &[u32], longest: u8) -> Self {
        let mut heads = classes.to_vec();
        let mut longer = Vec::new();
        for n in 2..=usize::from(longest) {
            let mut table = Numbered::with_capacity(classes.len());
            let lasts = classes.get(n - 1..).unwrap_or_default();
            for (head, &last) in heads.iter_mut().zip(lasts) {
                *head = table.add(pair(*head, last), 1);
            }
            longer.push(table);
        }
        Self { longer, length: classes.len() }
    }

    /// Hits for the n-grams of length 2, 3, … of a candidate; `classes` are its words by the
    /// reference's numbers.
    pub(super) fn hits(&self, classes: &[u32]) -> Vec<u64> {
        let mut heads = classes.to_vec();
        let mut hits = Vec::with_capacity(self.longer.len());
        for (n, table) in (2..).zip(&self.longer) {
            let mut clip = Clip::new(table);
            let lasts = classes.get(n - 1..).unwrap_or_default();
            for (head, &last) in heads.iter_mut().zip(lasts) {
                // A part that the reference lacks makes the whole a stranger.
                *head =
                    if *head == NONE || last == NONE { NONE } else { clip.take(pair(*head, last)) };
            }
            hits.push(clip.hits());
        }
        hits
    }

    /// Number of n-grams of the reference.
    pub(super) const fn total(&self, n: u8) -> usize {
        total(self.length, n)
    }
}

/// Number of n-grams in a text of `length` words.
pub(super) const fn total(length: usize, n: u8) -> usize {
    (length + 1).saturating_sub(n as usize)
}

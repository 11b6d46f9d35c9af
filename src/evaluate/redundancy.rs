//! Whether a summary says the same thing twice.
//!
//! The overlap of two sentences is the share of the shorter one's distinct content words (stemmed,
//! without stop words) that the other one has too; a summary's redundancy is the greatest overlap
//! of any two of its sentences.

use super::rouge::{lists, porter};

/// From this overlap on two sentences count as repeating each other.
pub const REPEATS: f64 = 0.8;

/// The greatest overlap of two lines, from 0 to 1; 0 where fewer than two have content words.
#[must_use]
pub fn redundancy<S: AsRef<str>>(lines: &[S]) -> f64 {
    let words: Vec<Vec<Vec<u8>>> = lines.iter().map(|line| content_words(line.as_ref())).collect();
    let mut greatest = 0.0f64;
    for (at, one) in words.iter().enumerate() {
        for other in words.iter().skip(at + 1) {
            greatest = greatest.max(overlap(one, other));
        }
    }
    greatest
}

/// Distinct content words, sorted.
fn content_words(line: &str) -> Vec<Vec<u8>> {
    let lower = line.to_lowercase();
    let mut words: Vec<Vec<u8>> =
        lower
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && !lists::is_stop_word(word.as_bytes()))
            .map(|word| {
                if word.is_ascii() {
                    porter::lin(word.as_bytes())
                } else {
                    word.as_bytes().to_vec()
                }
            })
            .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn overlap(one: &[Vec<u8>], other: &[Vec<u8>]) -> f64 {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.is_empty() {
        return 0.0;
    }
    let both = short.iter().filter(|word| long.binary_search(word).is_ok()).count();
    both as f64 / short.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlap_is_the_share_of_the_shorter_sentence() {
        let lines = [
            "The dam of Velmar held.",
            "Dams held in Velmar on Monday morning.",
            "The mill burned.",
        ];
        assert_eq!(redundancy(&lines), 1.0);
        assert_eq!(redundancy(&lines[1..]), 0.0);
        // dam, broke against dam, velmar, held: one of two.
        assert_eq!(redundancy(&["The dam broke.", "The dam of Velmar held."]), 0.5);
        assert_eq!(redundancy::<&str>(&[]), 0.0);
        assert_eq!(redundancy(&["", "the of and", "…"]), 0.0);
    }
}

//! ROUGE-S and ROUGE-SU (Lin 2004, section 5): pairs of words in the order of the text with at most `distance` words
//! between them; SU counts single words too.
//!
//! ```text
//! recall    = Σ_pair min(count in candidate, count in reference) / number of pairs of the reference
//! precision = the same hits / number of pairs of the candidate
//! ```
//! A quirk kept from ROUGE-1.5.5: the last word of a text is never counted as a single word, so that a text of one word
//! has no units at all.

use super::table::{Clip, NONE, Numbered, pair};

/// Above this many pairs the table is not built; pairs are then counted one first word at a time, in linear memory.
const TABLE_LIMIT: u64 = 1 << 18;

/// The pairs of a reference within one distance.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    /// Words between the two at most; `None` is any number.
    pub(super) distance: Option<u32>,
    table: Option<Numbered>,
}

/// How far the second word of a pair may stand behind the first.
fn reach(distance: Option<u32>) -> usize {
    distance.map_or(usize::MAX, |words| (words as usize).saturating_add(1))
}

/// Number of pairs in a text of `length` words.
pub(super) fn total_pairs(length: usize, distance: Option<u32>) -> u64 {
    let Some(longest) = length.checked_sub(1) else { return 0 };
    let reach = reach(distance).min(longest) as u64;
    // `reach` pairs for each first word but the last few, which have reach − 1, …, 0.
    reach * (length as u64) - reach * (reach + 1) / 2
}

fn each_pair(classes: &[u32], distance: Option<u32>, mut take: impl FnMut(u32, u32)) {
    for (at, &first) in classes.iter().enumerate() {
        let rest = classes.get(at + 1..).unwrap_or_default();
        for &second in rest.iter().take(reach(distance)) {
            take(first, second);
        }
    }
}

impl Pairs {
    pub(super) fn new(classes: &[u32], distance: Option<u32>) -> Self {
        let total = total_pairs(classes.len(), distance);
        let table = (total <= TABLE_LIMIT).then(|| {
            let mut table = Numbered::with_capacity(usize::try_from(total).unwrap_or(0));
            each_pair(classes, distance, |first, second| {
                table.add(pair(first, second), 1);
            });
            table
        });
        Self { distance, table }
    }

    /// Clipped hits of the candidate's pairs; both texts as numbers of the reference's `vocabulary` words.
    pub(super) fn hits(&self, reference: &[u32], candidate: &[u32], vocabulary: usize) -> u64 {
        let few = total_pairs(candidate.len(), self.distance) <= 16 * TABLE_LIMIT;
        match &self.table {
            Some(table) if few => {
                let mut clip = Clip::new(table);
                each_pair_known(candidate, self.distance, |first, second| {
                    clip.take(pair(first, second));
                });
                clip.hits()
            }
            _ => sweep(reference, candidate, vocabulary, self.distance),
        }
    }
}

/// As [`each_pair`] without the pairs that have a word the reference lacks.
fn each_pair_known(classes: &[u32], distance: Option<u32>, mut take: impl FnMut(u32, u32)) {
    for (at, &first) in classes.iter().enumerate() {
        if first == NONE {
            continue;
        }
        let rest = classes.get(at + 1..).unwrap_or_default();
        for &second in rest.iter().take(reach(distance)) {
            if second != NONE {
                take(first, second);
            }
        }
    }
}

/// Counts for one first word after the other: memory for one row of the table of pairs.
fn sweep(reference: &[u32], candidate: &[u32], vocabulary: usize, distance: Option<u32>) -> u64 {
    let (places, others) = (places(reference, vocabulary), places(candidate, vocabulary));
    let mut in_reference = vec![0u64; vocabulary];
    let mut in_candidate = vec![0u64; vocabulary];
    let mut hits = 0;
    for (here, there) in places.iter().zip(&others) {
        if here.is_empty() || there.is_empty() {
            continue;
        }
        row(reference, here, distance, &mut in_reference);
        row(candidate, there, distance, &mut in_candidate);
        for (a, b) in in_reference.iter_mut().zip(&mut in_candidate) {
            hits += (*a).min(*b);
            (*a, *b) = (0, 0);
        }
    }
    hits
}

fn places(classes: &[u32], vocabulary: usize) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); vocabulary];
    for (at, &class) in classes.iter().enumerate() {
        if let Some(list) = places.get_mut(class as usize) {
            list.push(at);
        }
    }
    places
}

/// For each second word, how many pairs it closes with a first word that stands at `firsts`.
fn row(classes: &[u32], firsts: &[usize], distance: Option<u32>, counts: &mut [u64]) {
    let Some(&start) = firsts.first() else { return };
    let reach = reach(distance);
    // Those passed by now, and those out of reach by now.
    let (mut passed, mut gone) = (0, 0);
    for (at, &class) in classes.iter().enumerate().skip(start) {
        while firsts.get(gone).is_some_and(|&first| first.saturating_add(reach) < at) {
            gone += 1;
        }
        if let Some(count) = counts.get_mut(class as usize) {
            *count += passed.max(gone) as u64 - gone as u64;
        }
        passed += usize::from(firsts.get(passed) == Some(&at));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_match_enumeration() {
        for length in 0..12usize {
            for distance in [Some(0), Some(1), Some(4), Some(40), None] {
                let classes: Vec<u32> = (0..length as u32).collect();
                let mut counted = 0;
                each_pair(&classes, distance, |_, _| counted += 1);
                assert_eq!(total_pairs(length, distance), counted, "{length} {distance:?}");
            }
        }
    }

    #[test]
    fn both_ways_of_counting_agree() {
        let reference = [0, 1, 2, 0, 1, 3, 0, 0, 2];
        let candidate = [1, NONE, 0, 0, 2, NONE, 3, 1, 0, 2, 2];
        for distance in [Some(0), Some(1), Some(4), None] {
            let pairs = Pairs::new(&reference, distance);
            assert!(pairs.table.is_some());
            assert_eq!(
                pairs.hits(&reference, &candidate, 4),
                sweep(&reference, &candidate, 4, distance),
                "{distance:?}"
            );
        }
    }
}

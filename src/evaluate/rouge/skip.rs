//! ROUGE-S and ROUGE-SU (Lin 2004, section 5): pairs of words in the order of the text with at most
//! `distance` words between them; SU counts single words too.
//!
//! ```text
//! hits      = Σ_pair min(count in candidate, count in reference)
//! recall    = hits / number of pairs of the reference
//! precision = hits / number of pairs of the candidate
//! ```
//! A quirk kept from ROUGE-1.5.5: the last word of a text is never counted as a single word, so
//! that a text of one word has no units at all.
//!
//! No table of pairs is made. For one first word after the other, an array counts the second words
//! that follow it in the reference, and the candidate's pairs with that first word take from it:
//! time in the number of pairs (for any distance: distinct words × length), memory in the number of
//! words.

use super::table::Places;

/// Number of pairs in a text of `length` words.
pub(super) fn total_pairs(length: usize, distance: Option<u32>) -> u64 {
    let Some(longest) = length.checked_sub(1) else { return 0 };
    let reach = reach(distance).min(longest) as u64;
    // `reach` pairs for each first word but the last few, which have reach − 1, …, 0.
    reach * (length as u64) - reach * (reach + 1) / 2
}

/// How far the second word of a pair may stand behind the first.
fn reach(distance: Option<u32>) -> usize {
    distance.map_or(usize::MAX, |words| (words as usize).saturating_add(1))
}

/// Clipped hits of the candidate's pairs. Both texts as numbers of the reference's words, with the
/// places of each.
pub(super) fn hits(
    (reference, here): (&[u32], &Places),
    (candidate, there): (&[u32], &Places),
    distance: Option<u32>,
) -> u64 {
    let reach = reach(distance);
    // How often each second word follows the first word at hand, in the reference.
    let mut follows = vec![0u64; here.len()];
    let mut given = Vec::new();
    let mut hits = 0;
    for class in 0..here.len() {
        let (in_reference, in_candidate) = (here.of(class), there.of(class));
        if in_reference.is_empty() || in_candidate.is_empty() {
            continue;
        }
        let near = |places: &[u32], text: &[u32]| reach.saturating_mul(places.len()) <= text.len();
        if near(in_reference, reference) && near(in_candidate, candidate) {
            each_near(reference, in_reference, reach, &mut follows, |count| *count += 1);
            each_near(candidate, in_candidate, reach, &mut follows, |count| {
                hits += u64::from(*count > 0);
                *count = count.saturating_sub(1);
            });
            each_near(reference, in_reference, reach, &mut follows, |count| *count = 0);
        } else {
            given.clear();
            given.resize(here.len(), 0);
            sweep(reference, in_reference, reach, &mut follows);
            sweep(candidate, in_candidate, reach, &mut given);
            for (a, b) in follows.iter_mut().zip(&given) {
                hits += (*a).min(*b);
                *a = 0;
            }
        }
    }
    hits
}

/// Calls `act` on the count of every word within reach behind the places.
fn each_near(
    text: &[u32],
    places: &[u32],
    reach: usize,
    counts: &mut [u64],
    mut act: impl FnMut(&mut u64),
) {
    for &place in places {
        let rest = text.get(place as usize + 1..).unwrap_or_default();
        for &second in rest.get(..reach).unwrap_or(rest) {
            // A word that the reference lacks has no count.
            if let Some(count) = counts.get_mut(second as usize) {
                act(count);
            }
        }
    }
}

/// For each second word, how many pairs it closes with a first word at these places: one pass over
/// the text.
fn sweep(text: &[u32], firsts: &[u32], reach: usize, counts: &mut [u64]) {
    let Some(&start) = firsts.first() else { return };
    // Those passed by now, and those out of reach by now.
    let (mut passed, mut gone) = (0usize, 0usize);
    for (at, &class) in text.iter().enumerate().skip(start as usize) {
        while firsts.get(gone).is_some_and(|&first| (first as usize).saturating_add(reach) < at) {
            gone += 1;
        }
        if let Some(count) = counts.get_mut(class as usize) {
            *count += passed.saturating_sub(gone) as u64;
        }
        passed += usize::from(firsts.get(passed).is_some_and(|&first| first as usize == at));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::table::NONE;
    use super::*;

    fn counted(text: &[u32], distance: Option<u32>) -> BTreeMap<(u32, u32), u64> {
        let mut counts = BTreeMap::new();
        for (at, &first) in text.iter().enumerate() {
            for &second in text[at + 1..].iter().take(reach(distance)) {
                *counts.entry((first, second)).or_insert(0) += 1;
            }
        }
        counts
    }

    #[test]
    fn totals_match_enumeration() {
        for length in 0..12usize {
            for distance in [Some(0), Some(1), Some(4), Some(40), None] {
                let text: Vec<u32> = (0..length as u32).collect();
                assert_eq!(
                    total_pairs(length, distance),
                    counted(&text, distance).values().sum::<u64>()
                );
            }
        }
    }

    #[test]
    fn hits_match_enumeration_near_and_far() {
        let reference = [0, 1, 2, 0, 1, 3, 0, 0, 2];
        let candidate = [1, NONE, 0, 0, 2, NONE, 3, 1, 0, 2, 2];
        let places = |text: &[u32]| Places::new(text, 4);
        for distance in [Some(0), Some(1), Some(2), Some(4), Some(7), None] {
            let theirs = counted(&candidate, distance);
            let expected: u64 = counted(&reference, distance)
                .iter()
                .map(|(pair, count)| theirs.get(pair).copied().unwrap_or(0).min(*count))
                .sum();
            let found = hits(
                (&reference, &places(&reference)),
                (&candidate, &places(&candidate)),
                distance,
            );
            assert_eq!(found, expected, "{distance:?}");
        }
    }
}

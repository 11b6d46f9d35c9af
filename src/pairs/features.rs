//! What two sentences have in common, in figures that need no word list of their language.

use super::profile::{LONGEST, Profile};

/// Names of the features, in order.
pub const FEATURES: [&str; 18] = [
    "weight shared, of the poorer",
    "weight shared, of the richer",
    "cosine",
    "weight shared",
    "rarest word shared",
    "words in order, of the shorter",
    "longest run of words",
    "neighbours shared, of the shorter",
    "names shared",
    "names of each alone",
    "numbers shared",
    "numbers of each alone",
    "turning words of one alone",
    "lengths",
    "words of the shorter",
    "a title",
    "both open",
    "days apart",
];

/// Most days that are told apart.
/// Set by: hand, with the rule; what else was tried is not recorded.
const DAYS: f64 = 7.0;

/// The features of a pair; the order of the two is indifferent. Weights are idf as shares of that
/// of a word never seen; counts c stand as ln(1 + c); days are −1 where a date is missing.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn features(a: &Profile, b: &Profile) -> [f32; FEATURES.len()] {
    let shared = Shared::new(a, b);
    let total = |p: &Profile| p.content.iter().map(|c| c.1).sum::<f64>();
    let norm = |p: &Profile| p.content.iter().map(|c| c.1 * c.1).sum::<f64>();
    let (all_a, all_b) = (total(a), total(b));
    let shorter = a.sequence.len().min(b.sequence.len());
    let longer = a.sequence.len().max(b.sequence.len());
    let neighbours = a.neighbours.len().min(b.neighbours.len());
    let names = common(&a.names, &b.names);
    let numbers = common(&a.numbers, &b.numbers);
    let turns = common(&a.turns, &b.turns);
    let days = match (a.second, b.second) {
        (Some(a), Some(b)) => (a.abs_diff(b) as f64 / 86_400.0).min(DAYS),
        _ => -1.0,
    };
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let alone = |a: usize, b: usize, both: usize| (a - both).min(b - both) as f64;
    let log = |count: f64| libm::log(1.0 + count);
    [
        share(shared.weight, all_a.min(all_b)),
        share(shared.weight, all_a.max(all_b)),
        share(shared.squares, libm::sqrt(norm(a) * norm(b))),
        log(shared.weight),
        shared.rarest,
        share(in_order(&a.sequence, &b.sequence) as f64, shorter as f64),
        log(longest_run(&a.words, &b.words) as f64),
        share(common(&a.neighbours, &b.neighbours) as f64, neighbours as f64),
        log(names as f64),
        log(alone(a.names.len(), b.names.len(), names)),
        log(numbers as f64),
        log(alone(a.numbers.len(), b.numbers.len(), numbers)),
        log((a.turns.len() + b.turns.len() - 2 * turns) as f64),
        share(shorter as f64, longer as f64),
        log(shorter as f64),
        flag(a.title || b.title),
        flag(a.opens && b.opens),
        days,
    ]
    .map(|value| value as f32)
}

fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// The content words that two have in common.
#[derive(Debug, Default)]
struct Shared {
    /// Sum of their weights.
    weight: f64,
    /// Sum of the squares of their weights.
    squares: f64,
    /// The largest of their weights.
    rarest: f64,
}

impl Shared {
    fn new(a: &Profile, b: &Profile) -> Self {
        let mut shared = Self::default();
        for (term, weight) in &a.content {
            if b.content.binary_search_by_key(term, |c| c.0).is_ok() {
                shared.weight += weight;
                shared.squares += weight * weight;
                shared.rarest = shared.rarest.max(*weight);
            }
        }
        shared
    }
}

/// How many entries two ascending lists without repeats have in common.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    a.iter().filter(|x| b.binary_search(x).is_ok()).count()
}

/// The length of the longest common subsequence of two lists, of the first [`LONGEST`] entries of
/// each (Hyyrö 2004, "Bit-parallel LCS-length computation revisited").
fn in_order<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let b = &b[..b.len().min(LONGEST)];
    let mut open = u128::MAX;
    for x in a.iter().take(LONGEST) {
        let mut same = 0u128;
        for (at, y) in b.iter().enumerate() {
            same |= u128::from(x == y) << at;
        }
        let matched = open & same;
        open = open.wrapping_add(matched) | (open & !same);
    }
    (!open).count_ones() as usize
}

/// The length of the longest common run of two lists, of the first [`LONGEST`] entries of each.
fn longest_run<T: PartialEq>(a: &[T], b: &[T]) -> usize {
    let b = &b[..b.len().min(LONGEST)];
    // By entry of `b`, from the second place on: how long the run is that ends there.
    let (mut runs, mut before) = ([0u8; LONGEST + 1], [0u8; LONGEST + 1]);
    let mut longest = 0;
    for x in a.iter().take(LONGEST) {
        std::mem::swap(&mut runs, &mut before);
        for ((run, before), y) in runs[1..].iter_mut().zip(&before).zip(b) {
            *run = if x == y { before + 1 } else { 0 };
            longest = longest.max(*run);
        }
    }
    usize::from(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_runs_are_counted() {
        let (a, b) = (b"the ferry sank at noon".as_slice(), b"the old ferry sank".as_slice());
        assert_eq!(in_order(a, b), b"the ferry sank".len());
        assert_eq!(longest_run(a, b), b" ferry sank".len());
        assert_eq!((in_order::<u8>(&[], b), longest_run(a, &[])), (0, 0));
    }

    /// Both lengths by the table of all pairs of places.
    fn slowly(a: &[u8], b: &[u8]) -> (usize, usize) {
        let mut table = vec![vec![(0, 0); b.len() + 1]; a.len() + 1];
        let mut longest = 0;
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                table[i + 1][j + 1] = if x == y {
                    (table[i][j].0 + 1, table[i][j].1 + 1)
                } else {
                    (table[i][j + 1].0.max(table[i + 1][j].0), 0)
                };
                longest = longest.max(table[i + 1][j + 1].1);
            }
        }
        (table[a.len()][b.len()].0, longest)
    }

    proptest::proptest! {
        #[test]
        fn the_quick_ways_count_what_the_slow_one_does(
            a in proptest::collection::vec(0u8..6, 0..=LONGEST),
            b in proptest::collection::vec(0u8..6, 0..=LONGEST),
        ) {
            assert_eq!((in_order(&a, &b), longest_run(&a, &b)), slowly(&a, &b));
        }
    }
}

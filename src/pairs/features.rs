//! What two sentences have in common, in figures that need no word list of their language.

use super::profile::Profile;

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
        share(in_order(&a.sequence, &b.sequence).0 as f64, shorter as f64),
        log(in_order(&a.words, &b.words).1 as f64),
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

/// The lengths of the longest common subsequence and of the longest common run.
fn in_order<T: PartialEq>(a: &[T], b: &[T]) -> (usize, usize) {
    let mut before = vec![(0usize, 0usize); b.len() + 1];
    let mut row = before.clone();
    let mut longest = 0;
    for x in a {
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = if x == y {
                let run = before[j].1 + 1;
                longest = longest.max(run);
                (before[j].0 + 1, run)
            } else {
                (before[j + 1].0.max(row[j].0), 0)
            };
        }
        std::mem::swap(&mut before, &mut row);
    }
    (before[b.len()].0, longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_runs_are_counted() {
        let (a, b) = (b"the ferry sank at noon".as_slice(), b"the old ferry sank".as_slice());
        assert_eq!(in_order(a, b), (b"the ferry sank".len(), b" ferry sank".len()));
        assert_eq!(in_order::<u8>(&[], b), (0, 0));
    }
}

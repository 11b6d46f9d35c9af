//! Averages over items as ROUGE-1.5.5 prints them.
//!
//! The script's "Average" is not the mean of the items: it is the mean of the means of its
//! resamples, which it draws with C's `drand48`, seeded anew for each resample. Kept to the digit,
//! because papers print it.

use serde::{Deserialize, Serialize};

use super::score::{Counts, five_digits, weighted_f};
use super::{Measured, Options, Score};

/// An average and its interval.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Interval {
    /// The average.
    pub avg: f64,
    /// Lower end of the interval.
    pub lo: f64,
    /// Upper end of the interval.
    pub hi: f64,
}

/// Averages of one measure.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Average {
    /// Recall.
    #[serde(rename = "r")]
    pub recall: Interval,
    /// Precision.
    #[serde(rename = "p")]
    pub precision: Interval,
    /// F.
    #[serde(rename = "f")]
    pub f: Interval,
}

/// How often to resample, and how wide the interval is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Bootstrap {
    /// `-r`: resamples, 1 or more.
    pub samples: u32,
    /// `-c`: per cent of the resamples that the interval holds, above 0 and up to 100.
    pub confidence: f64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { samples: 1000, confidence: 95.0 }
    }
}

/// C's `drand48` after `srand48(seed)`.
struct Drand48(u64);

impl Drand48 {
    const fn new(seed: u32) -> Self {
        Self(((seed as u64) << 16) + 0x330e)
    }

    /// A whole number below `n`, which is what Perl's `int(rand(n))` gives.
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5_deec_e66d).wrapping_add(0xb) & 0xffff_ffff_ffff;
        // Exact: 48 bits fit the mantissa.
        let unit = self.0 as f64 / 281_474_976_710_656.0;
        (unit * n as f64) as usize
    }
}

/// The order in which the script meets its evaluations: by their ids as strings, the system's name
/// behind a full stop.
#[must_use]
pub fn script_order(ids: &[impl AsRef<str>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ids.len()).collect();
    let key =
        |at: &usize| ids.get(*at).map(|id| id.as_ref().bytes().chain(*b".").collect::<Vec<u8>>());
    order.sort_by_cached_key(key);
    order
}

/// Averages over items as the script prints them. `rows` holds one row an item in [`script_order`],
/// each with one entry a measure; items where a measure has no score are left out of that measure.
/// `None` for a measure without any item.
#[must_use]
pub fn averages(
    rows: &[Vec<Option<Measured>>],
    metrics: usize,
    options: &Options,
    bootstrap: Bootstrap,
) -> Vec<Option<Average>> {
    (0..metrics)
        .map(|at| {
            let items: Vec<Measured> =
                rows.iter().filter_map(|row| row.get(at).copied().flatten()).collect();
            (!items.is_empty()).then(|| average(&items, options, bootstrap))
        })
        .collect()
}

fn average(items: &[Measured], options: &Options, bootstrap: Bootstrap) -> Average {
    let mut samples = [const { Vec::new() }; 3];
    for seed in 0..bootstrap.samples.max(1) {
        let mut random = Drand48::new(seed);
        let score = if options.pooled {
            pooled(items, options, &mut random)
        } else {
            mean(items, &mut random)
        };
        for (column, value) in samples.iter_mut().zip([score.recall, score.precision, score.f]) {
            column.push(value);
        }
    }
    let [recall, precision, f] = samples.map(|column| interval(column, bootstrap.confidence));
    Average { recall, precision, f }
}

fn mean(items: &[Measured], random: &mut Drand48) -> Score {
    let mut sum = Score::default();
    for _ in 0..items.len() {
        let Some(item) = items.get(random.below(items.len())) else { continue };
        sum.recall += item.score.recall;
        sum.precision += item.score.precision;
        sum.f += item.score.f;
    }
    let n = items.len() as f64;
    Score { recall: sum.recall / n, precision: sum.precision / n, f: sum.f / n }
}

/// `-t 1`: the counts are summed first.
fn pooled(items: &[Measured], options: &Options, random: &mut Drand48) -> Score {
    let mut sum = Counts::default();
    for _ in 0..items.len() {
        if let Some(item) = items.get(random.below(items.len())) {
            sum.add(item.counts);
        }
    }
    // Not rounded here, unlike the scores of single items.
    let (recall, precision) = sum.plain();
    Score { recall, precision, f: weighted_f(recall, precision, options.alpha) }
}

fn interval(mut values: Vec<f64>, confidence: f64) -> Interval {
    values.sort_by(f64::total_cmp);
    let n = values.len() as f64;
    let avg = values.iter().sum::<f64>() / n;
    let below = n * (100.0 - confidence.clamp(0.0, 100.0)) / 200.0;
    let upper = (n - below - 1.0).max(0.0);
    let rest = upper - upper.floor();
    let value = |at: usize| values.get(at).or_else(|| values.last()).copied().unwrap_or(0.0);
    let between = |at: usize| value(at) + (value(at + 1) - value(at)) * rest;
    let (lo, hi) = (between(below as usize), between(upper as usize));
    Interval { avg: five_digits(avg), lo: five_digits(lo), hi: five_digits(hi) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drand48_gives_the_known_sequence() {
        // srand48(0): 0.170828036, 0.749901980, 0.096371656 in glibc's documentation and every C
        // library.
        let mut random = Drand48::new(0);
        let first: Vec<usize> = (0..3).map(|_| random.below(1_000_000)).collect();
        assert_eq!(first, [170_828, 749_901, 96_371]);
    }

    #[test]
    fn ids_sort_as_with_their_system_behind_them() {
        assert_eq!(script_order(&["D10", "D1", "D1-a", "D2"]), [2, 1, 0, 3]);
    }
}

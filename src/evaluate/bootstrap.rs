//! How sure a mean is: the percentile bootstrap (Efron & Tibshirani 1993, "An Introduction to the
//! Bootstrap", chapter 13).
//!
//! Items are drawn with replacement, as many as there are, again and again; the interval holds the
//! middle of the means.

use super::random::Random;
use super::rouge::Interval;

/// What the resampling is made of; it belongs to every figure that it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Resampling {
    /// How often, 1 or more.
    pub samples: u32,
    /// Per cent of the means that the interval holds, above 0 and up to 100.
    pub confidence: f64,
    /// Seed of the draws.
    pub seed: u64,
}

impl Default for Resampling {
    fn default() -> Self {
        Self { samples: 1000, confidence: 95.0, seed: 1 }
    }
}

/// The mean of each column over the rows, and its interval. All columns see the same draws. A row
/// has one value a column; missing ones count as 0. Without rows all is 0.
#[must_use]
pub fn means<const COLUMNS: usize>(
    rows: &[[f64; COLUMNS]],
    resampling: Resampling,
) -> [Interval; COLUMNS] {
    let mut samples = [const { Vec::new() }; COLUMNS];
    if rows.is_empty() {
        return [Interval::default(); COLUMNS];
    }
    let mut random = Random::new(resampling.seed);
    let n = rows.len() as f64;
    for _ in 0..resampling.samples.max(1) {
        let mut sums = [0.0; COLUMNS];
        for _ in 0..rows.len() {
            let Some(row) = rows.get(random.below(rows.len())) else { continue };
            for (sum, value) in sums.iter_mut().zip(row) {
                *sum += value;
            }
        }
        for (column, sum) in samples.iter_mut().zip(sums) {
            column.push(sum / n);
        }
    }
    let mut columns = 0..COLUMNS;
    samples.map(|mut sample| {
        let at = columns.next().unwrap_or(0);
        let mean = rows.iter().filter_map(|row| row.get(at)).sum::<f64>() / n;
        let (lo, hi) = percentiles(&mut sample, resampling.confidence);
        Interval { avg: mean, lo, hi }
    })
}

/// The ends of the interval that holds the middle `confidence` per cent of the values; they are
/// sorted on the way.
pub(super) fn percentiles(values: &mut [f64], confidence: f64) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let outside = (100.0 - confidence.clamp(0.0, 100.0)) / 200.0;
    let at = |share: f64| {
        let place = share * last as f64;
        let below = place.floor() as usize;
        let value = |at: usize| values.get(at.min(last)).copied().unwrap_or(0.0);
        value(below) + (value(below + 1) - value(below)) * (place - place.floor())
    };
    (at(outside), at(1.0 - outside))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_is_that_of_the_normal_approximation() {
        // Half zeros, half ones: the standard error of the mean is 0.5 / sqrt(400) = 0.025.
        let rows: Vec<[f64; 2]> = (0..400).map(|i| [f64::from(i % 2), 1.0]).collect();
        let [half, one] = means(&rows, Resampling { samples: 4000, ..Resampling::default() });
        assert_eq!((half.avg, one), (0.5, Interval { avg: 1.0, lo: 1.0, hi: 1.0 }));
        assert!((half.lo - 0.451).abs() < 0.004 && (half.hi - 0.549).abs() < 0.004, "{half:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_bits() {
        let rows: Vec<[f64; 1]> = (0..50).map(|i| [f64::from(i * i % 17)]).collect();
        let once = means(&rows, Resampling::default());
        assert_eq!(once, means(&rows, Resampling::default()));
        assert_ne!(once, means(&rows, Resampling { seed: 2, ..Resampling::default() }));
        assert_eq!(means::<1>(&[], Resampling::default()), [Interval::default()]);
    }
}

//! Whether one system is better than another on the same items, or just lucky.
//!
//! Two tests, both two-sided, both on the differences d_i = b_i − a_i of the items' scores:
//! - paired bootstrap (Koehn 2004, "Statistical significance tests for machine translation
//!   evaluation"; with the shift of Efron & Tibshirani 1993, chapter 16): items are drawn with
//!   replacement; p is the share of means that lie at least as far from the observed mean as that
//!   lies from 0. The same draws give the interval of the difference;
//! - paired approximate randomisation (Noreen 1989; Riezler & Maxwell 2005, "On some pitfalls in
//!   automatic evaluation and significance testing for MT"): the two scores of each item are
//!   swapped or not by a fair coin; p is the share of swaps whose mean difference is at least as
//!   large.
//!
//! Both count the observed outcome itself, `p = (count + 1) / (trials + 1)`, so that p is never 0.

use serde::Serialize;

use super::bootstrap::{Resampling, percentiles};
use super::random::Random;

/// The outcome for one measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Paired {
    /// Items that both systems have a score for.
    pub items: usize,
    /// Mean of the first system.
    pub a: f64,
    /// Mean of the second system.
    pub b: f64,
    /// `b − a`.
    pub difference: f64,
    /// Lower end of the difference's interval.
    pub lo: f64,
    /// Upper end of the difference's interval.
    pub hi: f64,
    /// Two-sided p of the paired bootstrap.
    pub p_bootstrap: f64,
    /// Two-sided p of the paired approximate randomisation.
    pub p_randomisation: f64,
}

/// Compares the scores of two systems on the same items, in the same order; what one slice has more
/// is left out. `resampling.samples` is the number of trials of each test.
#[must_use]
pub fn paired(a: &[f64], b: &[f64], resampling: Resampling) -> Paired {
    let differences: Vec<f64> = a.iter().zip(b).map(|(a, b)| b - a).collect();
    let n = differences.len();
    let mean =
        |values: &[f64]| if n == 0 { 0.0 } else { values.iter().take(n).sum::<f64>() / n as f64 };
    let observed = mean(&differences);
    let trials = resampling.samples.max(1);
    let mut random = Random::new(resampling.seed);
    let mut means = bootstrap_means(&differences, trials, &mut random);
    let p_bootstrap = p_value(means.iter().map(|mean| mean - observed), observed, trials);
    let p_randomisation =
        p_value(randomised_means(&differences, trials, &mut random), observed, trials);
    let (lo, hi) = percentiles(&mut means, resampling.confidence);
    Paired {
        items: n,
        a: mean(a),
        b: mean(b),
        difference: observed,
        lo,
        hi,
        p_bootstrap,
        p_randomisation,
    }
}

fn bootstrap_means(differences: &[f64], trials: u32, random: &mut Random) -> Vec<f64> {
    let n = differences.len();
    (0..trials)
        .map(|_| {
            let sum: f64 = (0..n).filter_map(|_| differences.get(random.below(n))).sum();
            if n == 0 { 0.0 } else { sum / n as f64 }
        })
        .collect()
}

/// Means of the differences, each with its sign kept or turned by a fair coin.
fn randomised_means(
    differences: &[f64],
    trials: u32,
    random: &mut Random,
) -> impl Iterator<Item = f64> {
    let n = differences.len().max(1) as f64;
    (0..trials).map(move |_| {
        let sum: f64 = differences
            .chunks(64)
            .map(|chunk| {
                let coins = random.bits();
                chunk
                    .iter()
                    .enumerate()
                    .map(|(i, d)| if coins >> i & 1 == 1 { *d } else { -*d })
                    .sum::<f64>()
            })
            .sum();
        sum / n
    })
}

fn p_value(means: impl Iterator<Item = f64>, observed: f64, trials: u32) -> f64 {
    // Sums in another order differ in their last bits; an equal outcome must count as equal.
    let least = observed.abs() - 1e-12;
    let as_far = means.filter(|mean| mean.abs() >= least).count();
    (as_far + 1) as f64 / (f64::from(trials) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRIALS: Resampling = Resampling { samples: 20_000, confidence: 95.0, seed: 3 };

    #[test]
    fn randomisation_agrees_with_the_exact_sign_test() {
        // Five equal differences: only the 2 of 32 sign patterns that are all alike reach the
        // observed mean.
        let outcome = paired(&[0.1; 5], &[0.3; 5], TRIALS);
        assert!((outcome.p_randomisation - 2.0 / 32.0).abs() < 0.005, "{outcome:?}");
        assert!((outcome.difference - 0.2).abs() < 1e-12 && (outcome.lo - 0.2).abs() < 1e-12);
    }

    #[test]
    fn equal_systems_are_not_different_and_order_only_turns_the_sign() {
        let a: Vec<f64> = (0..60).map(|i| f64::from(i * 7 % 13) / 13.0).collect();
        let b: Vec<f64> = (0..60).map(|i| f64::from(i * 5 % 11) / 10.0).collect();
        let same = paired(&a, &a, TRIALS);
        assert_eq!((same.p_bootstrap, same.p_randomisation, same.difference), (1.0, 1.0, 0.0));
        let (one, other) = (paired(&a, &b, TRIALS), paired(&b, &a, TRIALS));
        assert!((one.difference + other.difference).abs() < 1e-12);
        assert_eq!(one.p_bootstrap, other.p_bootstrap);
        assert!((one.lo + other.hi).abs() < 1e-12);
    }

    #[test]
    fn both_tests_agree_with_the_t_test_where_it_holds() {
        // 200 differences of mean 0.02 and deviation 0.1: t = 2.83, two-sided p = 0.005.
        let d: Vec<f64> = (0..200).map(|i| 0.02 + if i % 2 == 0 { 0.1 } else { -0.1 }).collect();
        let outcome = paired(&vec![0.0; 200], &d, TRIALS);
        assert!((outcome.p_bootstrap - 0.005).abs() < 0.002, "{outcome:?}");
        assert!((outcome.p_randomisation - 0.005).abs() < 0.002, "{outcome:?}");
        assert!(outcome.lo > 0.0 && outcome.hi < 0.04);
    }

    #[test]
    fn nothing_to_compare_is_no_difference() {
        let outcome = paired(&[], &[], TRIALS);
        assert_eq!((outcome.items, outcome.difference, outcome.p_bootstrap), (0, 0.0, 1.0));
    }
}

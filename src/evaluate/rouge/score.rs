//! Recall, precision and F, rounded or not as the two programs do.

use serde::{Deserialize, Serialize};

use super::{Flavour, Metric, Options};

/// Recall, precision and their weighted harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Score {
    /// Recall.
    #[serde(rename = "r")]
    pub recall: f64,
    /// Precision.
    #[serde(rename = "p")]
    pub precision: f64,
    /// F.
    #[serde(rename = "f")]
    pub f: f64,
}

/// What recall and precision are made of. Whole numbers but for ROUGE-W, where they are weights.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Counts {
    /// Units of the reference (the script's "model").
    pub reference: f64,
    /// Units of the candidate ("peer").
    pub candidate: f64,
    /// Units found in both.
    pub hits: f64,
    /// What `-f B` divides hits by: `reference`, but for ROUGE-W weighted once where that is
    /// weighted twice.
    pub(super) base: f64,
}

impl Counts {
    /// Counts of whole units.
    pub(super) const fn new(reference: u64, candidate: u64, hits: u64) -> Self {
        let reference = reference as f64;
        Self { reference, candidate: candidate as f64, hits: hits as f64, base: reference }
    }

    /// Adds another reference's counts.
    pub(super) fn add(&mut self, other: Self) {
        self.reference += other.reference;
        self.candidate += other.candidate;
        self.hits += other.hits;
        self.base += other.base;
    }

    fn ratio(hits: f64, total: f64) -> f64 {
        if total > 0.0 { hits / total } else { 0.0 }
    }

    /// Recall and precision as they are, without rounding and without ROUGE-W's inverse weight.
    pub(super) fn plain(&self) -> (f64, f64) {
        (Self::ratio(self.hits, self.reference), Self::ratio(self.hits, self.candidate))
    }

    /// What `-f B` compares.
    pub(super) fn worth(&self) -> f64 {
        Self::ratio(self.hits, self.base)
    }

    /// The score that the flavour prints for these counts.
    pub(super) fn score(&self, metric: Metric, options: &Options) -> Score {
        let (mut recall, mut precision) = self.plain();
        if let Metric::W(weight) = metric {
            recall = power(recall, 1.0 / weight);
            precision = power(precision, 1.0 / weight);
        }
        match options.flavour {
            Flavour::Perl | Flavour::Unicode => rounded(recall, precision, options.alpha),
            Flavour::Google => {
                let sum = precision + recall;
                let f = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
                Score { recall, precision, f }
            }
        }
    }
}

/// ROUGE-1.5.5 rounds recall and precision to five digits and makes F of the rounded figures.
fn rounded(recall: f64, precision: f64, alpha: f64) -> Score {
    let (recall, precision) = (five_digits(recall), five_digits(precision));
    Score { recall, precision, f: five_digits(weighted_f(recall, precision, alpha)) }
}

/// `P·R / ((1 − alpha)·P + alpha·R)`, 0 where that divides by 0.
pub(super) fn weighted_f(recall: f64, precision: f64, alpha: f64) -> f64 {
    let below = (1.0 - alpha) * precision + alpha * recall;
    if below > 0.0 { precision * recall / below } else { 0.0 }
}

/// What `sprintf("%.5f")` prints, read back: the nearest number of five digits, exact ties to the
/// even digit.
#[must_use]
pub fn five_digits(x: f64) -> f64 {
    let scaled = x * 1e5;
    let floor = scaled.floor();
    let rest = scaled - floor;
    // The product is off by less than one part in 10^15, so only near ties need the exact decimal
    // expansion.
    if (rest - 0.5).abs() < 1e-6 || !(0.0..1e6).contains(&scaled) {
        return format!("{x:.5}").parse().unwrap_or(x);
    }
    (if rest > 0.5 { floor + 1.0 } else { floor }) / 1e5
}

/// The C library's `pow`, which the script calls. `libm::pow` differs from it in the last bit for
/// one length in eleven, and the script's table of sums breaks ties by that bit. (glibc and musl
/// agree; printed figures have five digits.)
#[allow(clippy::disallowed_methods)]
pub(super) fn power(base: f64, exponent: f64) -> f64 {
    base.powf(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_that_of_c() {
        for x in [
            0.0,
            1.0,
            1.0 / 64.0,
            3.0 / 64.0,
            1.0 / 3.0,
            0.630957,
            2.0 / 3.0,
            0.000005,
            0.999995,
            0.999_999,
        ] {
            assert_eq!(five_digits(x), format!("{x:.5}").parse::<f64>().unwrap(), "{x}");
        }
        assert_eq!(five_digits(1.0 / 64.0), 0.01562);
        for hits in 0..400 {
            for total in 1..400 {
                let x = f64::from(hits) / f64::from(total);
                assert_eq!(five_digits(x), format!("{x:.5}").parse::<f64>().unwrap(), "{x}");
            }
        }
    }
}

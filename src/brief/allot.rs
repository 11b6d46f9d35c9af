//! How one length is shared over several stories.
//!
//! The leading stories are told in full and share most of the length by weight; the rest get one
//! sentence each under "In brief" while there is room. Whatever a story leaves unused passes on to
//! the next, so the whole never passes the limit.

use std::num::NonZeroU32;

use crate::model::Budget;

/// What a story told in full needs at least, by unit: about two sentences.
const fn least(budget: Budget) -> u32 {
    match budget {
        Budget::Sentences(_) => 2,
        Budget::Words(_) => 55,
        Budget::Chars(_) | Budget::Bytes(_) => 330,
    }
}

/// What one line under "In brief" is expected to take.
const fn line(budget: Budget) -> u32 {
    match budget {
        Budget::Sentences(_) => 1,
        Budget::Words(_) => 28,
        Budget::Chars(_) | Budget::Bytes(_) => 170,
    }
}

/// How many stories are looked at for a length: twice as many as it holds lines.
pub(super) const fn looked_at(budget: Budget) -> usize {
    let lines = budget.limit() / line(budget);
    let twice = lines as usize * 2;
    if twice < 12 { 12 } else { twice }
}

/// How many sentences each of so many stories gets if the length is shared evenly.
pub(super) fn lines_each(budget: Budget, stories: usize) -> usize {
    let lines = (budget.limit() / line(budget)) as usize;
    lines / stories.max(1)
}

/// A budget of one kind with another limit; `None` for 0.
pub(super) const fn with_limit(budget: Budget, limit: u32) -> Option<Budget> {
    match NonZeroU32::new(limit) {
        None => None,
        Some(n) => Some(match budget {
            Budget::Sentences(_) => Budget::Sentences(n),
            Budget::Words(_) => Budget::Words(n),
            Budget::Chars(_) => Budget::Chars(n),
            Budget::Bytes(_) => Budget::Bytes(n),
        }),
    }
}

/// Shares `budget` over stories of the given weights (most important first): the limit of each
/// story told in full. Stories past the end of the result are told in one line each, from what is
/// left; the first `most` at most are not.
pub(super) fn share(budget: Budget, weights: &[f64], most: usize) -> Vec<u32> {
    let limit = budget.limit();
    if weights.len() <= 1 {
        return vec![limit; weights.len()];
    }
    let mut full = weights.len().min(most.max(1)).min((limit / least(budget)).max(1) as usize);
    loop {
        let lines = u32::try_from(weights.len() - full).unwrap_or(u32::MAX);
        let reserved = lines.saturating_mul(line(budget)).min(limit / 5);
        let shares = by_weight(limit - reserved, &weights[..full]);
        if full == 1 || shares.iter().all(|&share| share >= least(budget)) {
            return shares;
        }
        full -= 1;
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn by_weight(limit: u32, weights: &[f64]) -> Vec<u32> {
    let whole: f64 = weights.iter().sum();
    weights.iter().map(|w| (f64::from(limit) * w / whole).floor() as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_never_pass_the_whole() {
        for limit in [1, 10, 60, 250, 600, 2000] {
            for stories in 1..20 {
                let weights: Vec<f64> =
                    (0..stories).map(|n| 1.0 + 1.0 / f64::from(n + 1)).collect();
                let budget = Budget::Words(NonZeroU32::new(limit).unwrap());
                let shares = share(budget, &weights, weights.len());
                assert!(share(budget, &weights, 2).len() <= 2);
                assert!(!shares.is_empty() && shares.iter().sum::<u32>() <= limit);
                assert!(shares.len() == 1 || shares.iter().all(|&s| s >= 55));
            }
        }
    }
}

//! How well values put things in the order that people gave them.

/// The ranks of values from 0, equal ones sharing their mean rank.
#[allow(clippy::cast_precision_loss)]
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut at = 0;
    for equal in order.chunk_by(|&a, &b| values[a].total_cmp(&values[b]).is_eq()) {
        let rank = at as f64 + (equal.len() - 1) as f64 / 2.0;
        equal.iter().for_each(|&n| ranks[n] = rank);
        at += equal.len();
    }
    ranks
}

/// Rank correlation (Spearman 1904), -1 to 1: Pearson's of the ranks; 0 where all are equal.
#[allow(clippy::cast_precision_loss)]
pub(super) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let middle = (a.len().max(1) - 1) as f64 / 2.0;
    let product = |a: &[f64], b: &[f64]| -> f64 {
        a.iter().zip(b).map(|(a, b)| (a - middle) * (b - middle)).sum()
    };
    let spread = (product(&a, &a) * product(&b, &b)).sqrt();
    if spread > 0.0 { product(&a, &b) / spread } else { 0.0 }
}

/// The area under the receiver operating characteristic (Hanley & McNeil 1982), 0 to 1: how often
/// what is wanted has a greater value than what is not, equal values counting half. `None` where
/// all or none are wanted.
#[allow(clippy::cast_precision_loss)]
pub(super) fn auc(values: &[(f64, bool)]) -> Option<f64> {
    let ranks = ranks(&values.iter().map(|value| value.0).collect::<Vec<_>>());
    let wanted = values.iter().filter(|value| value.1).count() as f64;
    let rest = values.len() as f64 - wanted;
    let sum: f64 =
        values.iter().zip(&ranks).filter(|(value, _)| value.1).map(|(_, rank)| rank).sum();
    let pairs = wanted * rest;
    (pairs > 0.0).then(|| (sum - wanted * (wanted - 1.0) / 2.0) / pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agreement_is_counted_by_hand() {
        let values = [0.1, 0.4, 0.3, 0.9];
        // d² of the ranks is 0, 1, 1, 0.
        assert!((correlation(&[0.0, 1.0, 3.0, 4.0], &values) - 0.8).abs() < 1e-12);
        // 3 of 4 pairs are in order; with an equal one, two and a half.
        let wanted = |values: [f64; 4]| values.into_iter().zip([false, false, true, true]);
        let area = |values| auc(&wanted(values).collect::<Vec<_>>());
        assert_eq!(area(values), Some(0.75));
        assert_eq!(area([0.1, 0.4, 0.1, 0.9]), Some(0.625));
        assert_eq!(auc(&[(0.1, true), (0.2, true)]), None);
        assert!(correlation(&[1.0, 1.0], &[0.0, 2.0]).abs() < 1e-12);
    }
}

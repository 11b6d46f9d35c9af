//! What the trees are fitted to: rows of features with wanted values and weights.

use crate::rank::coverage::features;

use super::super::boost::Table;
use super::sample::Counted;

/// Mean of the wanted values of every data set.
/// Set by: a scale; the threshold counts in it.
const MEAN: f64 = 0.05;
/// Total weight of a data set in the fit.
/// Set by: a scale; the shrinkage counts in it.
const WEIGHT: f64 = 1e5;
/// Weight of each of the shorter lengths of references; the length of the references itself
/// weighs 1. Together they make up the data set's. Set by: hand; other values were not tried.
const SHORTER_WEIGHT: f64 = 1.0 / 4.0;
/// Of the concepts that no reference holds one in so many is learned from, with so many times the
/// weight. Set by: hand, for time; what it costs in the figures was not measured.
const THINNED: usize = 4;

/// A table without rows.
pub(super) fn empty() -> Table {
    Table { features: features::NAMES.len(), ..Table::default() }
}

/// Appends the rows of one data set for the first `lengths` of the lengths that it has references
/// for, at `times` the weight of a data set.
#[allow(clippy::cast_precision_loss)]
pub(super) fn push(sets: &[&Counted], lengths: usize, times: f64, table: &mut Table) {
    let whole = times * WEIGHT / (1.0 + SHORTER_WEIGHT * lengths.saturating_sub(1) as f64);
    for length in 0..lengths {
        let weight = if length == 0 { whole } else { whole * SHORTER_WEIGHT };
        push_length(sets, length, weight, table);
    }
}

/// Appends the rows of one data set for one of the lengths it has references for.
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn push_length(sets: &[&Counted], length: usize, weight: f64, table: &mut Table) {
    let wanted = || sets.iter().filter_map(|set| Some((*set, set.wanted.get(length)?)));
    let rows: usize = wanted().map(|(_, y)| y.len()).sum();
    let sum: f64 = wanted().flat_map(|(_, y)| y).map(|&y| f64::from(y)).sum();
    if rows == 0 || sum <= 0.0 {
        return;
    }
    let scale = (MEAN * rows as f64 / sum) as f32;
    let weight = (weight / rows as f64) as f32;
    let mut absent = 0;
    for (set, wanted) in wanted() {
        for (y, x) in wanted.iter().zip(set.x.chunks_exact(table.features)) {
            let mut weight = weight;
            if *y <= 0.0 {
                absent += 1;
                if absent % THINNED != 0 {
                    continue;
                }
                weight *= THINNED as f32;
            }
            table.x.extend_from_slice(x);
            table.y.push(y * scale);
            table.weight.push(weight);
        }
    }
}

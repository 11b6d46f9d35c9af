//! How well a grouping of articles agrees with a gold grouping.
//!
//! * **B-cubed** (Bagga & Baldwin 1998, *Entity-based cross-document coreferencing using the vector
//!   space model*): for each item, precision is the share of its group that belongs to its gold
//!   group, recall the share of its gold group that stands in its group, the item itself counted;
//!   both are means over items.
//! * **Pairwise**: precision and recall of the pairs of items that stand together (Hubert & Arabie
//!   1985 give the counts). Where there is no pair to find or found, the measure is 1.
//! * **NMI**: mutual information of the two groupings over the arithmetic mean of their entropies
//!   (Kvålseth 1987, as scikit-learn reckons it); 1 where both have one group only.
//!
//! F1 is the harmonic mean of precision and recall. All sums run in the order of the groups'
//! labels, so equal groupings give equal figures whatever the order of the items.

use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Agreement {
    /// How much of what was put together belongs together.
    pub precision: f64,
    /// How much of what belongs together was put together.
    pub recall: f64,
}

impl Agreement {
    /// The harmonic mean of precision and recall; 0 where both are.
    #[must_use]
    pub fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// All figures of one comparison.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Report {
    /// Items compared.
    pub items: usize,
    /// Gold groups.
    pub gold: usize,
    /// Groups found.
    pub found: usize,
    /// B-cubed.
    pub bcubed: Agreement,
    /// Pairs of items.
    pub pairwise: Agreement,
    /// Normalised mutual information, 0 to 1.
    pub nmi: f64,
}

/// Compares two groupings of the same items: `gold[i]` and `found[i]` are the labels of item `i`.
/// Items beyond the shorter of the two are not compared; without items every figure is 1.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn report<G: Ord + Copy, F: Ord + Copy>(gold: &[G], found: &[F]) -> Report {
    let mut cells: BTreeMap<(G, F), u64> = BTreeMap::new();
    let mut golds: BTreeMap<G, u64> = BTreeMap::new();
    let mut founds: BTreeMap<F, u64> = BTreeMap::new();
    for (&g, &f) in gold.iter().zip(found) {
        *cells.entry((g, f)).or_insert(0) += 1;
        *golds.entry(g).or_insert(0) += 1;
        *founds.entry(f).or_insert(0) += 1;
    }
    let items = gold.len().min(found.len());
    let table = Table { cells, golds, founds, items: items as f64 };
    Report {
        items,
        gold: table.golds.len(),
        found: table.founds.len(),
        bcubed: table.bcubed(),
        pairwise: table.pairwise(),
        nmi: table.nmi(),
    }
}

/// How many items stand in each gold group, each group found, and both.
#[derive(Debug)]
struct Table<G, F> {
    cells: BTreeMap<(G, F), u64>,
    golds: BTreeMap<G, u64>,
    founds: BTreeMap<F, u64>,
    items: f64,
}

#[allow(clippy::cast_precision_loss)]
impl<G: Ord + Copy, F: Ord + Copy> Table<G, F> {
    /// The size of the gold group and of the group found, for a cell.
    fn sizes(&self, (gold, found): &(G, F)) -> (f64, f64) {
        let size = |n: Option<&u64>| n.copied().unwrap_or(1) as f64;
        (size(self.golds.get(gold)), size(self.founds.get(found)))
    }

    fn bcubed(&self) -> Agreement {
        if self.items == 0.0 {
            return Agreement { precision: 1.0, recall: 1.0 };
        }
        let (mut precision, mut recall) = (0.0, 0.0);
        for (cell, &both) in &self.cells {
            let (gold, found) = self.sizes(cell);
            precision += (both * both) as f64 / found;
            recall += (both * both) as f64 / gold;
        }
        Agreement { precision: precision / self.items, recall: recall / self.items }
    }

    fn pairwise(&self) -> Agreement {
        let pairs = |n: &u64| n * n.saturating_sub(1) / 2;
        let both: u64 = self.cells.values().map(pairs).sum();
        let of = |all: u64| if all == 0 { 1.0 } else { both as f64 / all as f64 };
        Agreement {
            precision: of(self.founds.values().map(pairs).sum()),
            recall: of(self.golds.values().map(pairs).sum()),
        }
    }

    fn nmi(&self) -> f64 {
        let entropy = |sizes: &mut dyn Iterator<Item = u64>| -> f64 {
            sizes.map(|n| n as f64 / self.items).map(|p| -p * libm::log(p)).sum()
        };
        let gold = entropy(&mut self.golds.values().copied());
        let found = entropy(&mut self.founds.values().copied());
        if gold + found == 0.0 {
            return 1.0;
        }
        let mutual: f64 = self
            .cells
            .iter()
            .map(|(cell, &both)| {
                let (gold, found) = self.sizes(cell);
                let p = both as f64 / self.items;
                p * libm::log(p * self.items * self.items / (gold * found))
            })
            .sum();
        (2.0 * mutual / (gold + found)).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-10, "{a} {b}");
    }

    /// The example of Amigó, Gonzalo, Artiles & Verdejo (2009) is too short to tell the measures
    /// apart; this one was worked out by hand and its NMI with scikit-learn 1.9.1
    /// (`normalized_mutual_info_score`).
    #[test]
    fn a_grouping_worked_out_by_hand() {
        // Gold: {0 1 2} {3 4} {5}; found: {0 1} {2 3 4 5}.
        let report = report(&[1, 1, 1, 2, 2, 3], &["a", "a", "b", "b", "b", "b"]);
        assert_eq!((report.items, report.gold, report.found), (6, 3, 2));
        near(report.bcubed.precision, (1.0 + 1.0 + 0.25 + 0.5 + 0.5 + 0.25) / 6.0);
        near(report.bcubed.recall, (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0 + 1.0) / 6.0);
        near(report.pairwise.precision, 2.0 / 7.0);
        near(report.pairwise.recall, 2.0 / 4.0);
        near(report.nmi, NMI);
    }

    const NMI: f64 = 0.386_253_442_857_13;

    #[test]
    fn the_same_grouping_under_other_names_is_perfect() {
        let report = report(&[7, 7, 8, 9, 9], &["x", "x", "a", "b", "b"]);
        near(report.bcubed.f1(), 1.0);
        near(report.pairwise.f1(), 1.0);
        near(report.nmi, 1.0);
    }

    #[test]
    fn extremes() {
        let gold = [1, 1, 2, 2];
        let alone = report(&gold, &[1, 2, 3, 4]);
        near(alone.bcubed.precision, 1.0);
        near(alone.bcubed.recall, 0.5);
        near(alone.pairwise.precision, 1.0);
        near(alone.pairwise.recall, 0.0);
        near(alone.pairwise.f1(), 0.0);
        let all = report(&gold, &[1, 1, 1, 1]);
        near(all.bcubed.precision, 0.5);
        near(all.bcubed.recall, 1.0);
        near(all.nmi, 0.0);
        let nothing = report::<u8, u8>(&[], &[]);
        near(nothing.bcubed.f1(), 1.0);
        near(nothing.nmi, 1.0);
    }
}

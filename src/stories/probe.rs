//! Products of one sparse row, or a few, with many others.
//!
//! Two articles share few of their hundreds of features. A table of bits in the innermost cache,
//! one bit for all features with the same last sixteen bits, tells nearly all that are not shared
//! without a look at the rows; what passes is looked up. Only products that are zero are left out,
//! so every sum is the one that walking both rows gives.

use super::sparse::Sparse;

/// Rows that are probed together.
pub(super) const ROWS: usize = 4;

/// The features of some rows, to be looked up.
#[derive(Debug)]
pub(super) struct Probe {
    sieve: Sieve,
    /// Where in `held` the last feature with these sixteen bits stands.
    slots: Vec<u16>,
    /// Ascending by feature; a weight for each row, 0 where it lacks the feature.
    held: Vec<(u32, [f32; ROWS])>,
}

impl Default for Probe {
    fn default() -> Self {
        Self { sieve: Sieve::default(), slots: vec![0; 1 << 16], held: Vec::new() }
    }
}

/// One bit for all features with the same last sixteen bits.
#[derive(Debug)]
pub(super) struct Sieve {
    bits: Vec<u64>,
    /// Room for places in another row.
    marked: Vec<u32>,
}

impl Default for Sieve {
    fn default() -> Self {
        Self { bits: vec![0; 1 << 10], marked: Vec::new() }
    }
}

impl Sieve {
    pub(super) fn add(&mut self, feature: u32) {
        let (at, bit) = bit(feature);
        self.bits[at] |= bit;
    }

    /// Takes all features out that were added.
    pub(super) fn clear(&mut self, added: impl Iterator<Item = u32>) {
        for feature in added {
            self.bits[bit(feature).0] = 0;
        }
    }

    /// Notes where the features stand that may have been added, and says how many there are;
    /// without a branch, since nobody can tell which those are.
    pub(super) fn mark(&mut self, features: &[u32]) -> usize {
        self.marked.resize(self.marked.len().max(features.len()), 0);
        let mut count = 0;
        for (at, &feature) in (0u32..).zip(features) {
            let (word, bit) = bit(feature);
            // `count` never passes the number of features seen.
            self.marked[count] = at;
            count += usize::from(self.bits[word] & bit != 0);
        }
        count
    }

    /// The first `count` places noted, ascending.
    pub(super) fn marked(&self, count: usize) -> impl Iterator<Item = usize> {
        self.marked[..count].iter().map(|at| *at as usize)
    }
}

const fn bit(feature: u32) -> (usize, u64) {
    let low = feature as usize & 0xffff;
    (low / 64, 1 << (low % 64))
}

impl Probe {
    /// Takes other rows (at most [`ROWS`]), instead of those before.
    pub(super) fn set<'r>(&mut self, rows: impl Iterator<Item = Sparse<'r>>) {
        self.sieve.clear(self.held.drain(..).map(|h| h.0));
        for (n, row) in rows.take(ROWS).enumerate() {
            for (feature, weight) in row.iter() {
                let mut weights = [0.0; ROWS];
                weights[n] = weight;
                self.held.push((feature, weights));
                self.sieve.add(feature);
            }
        }
        self.held.sort_unstable_by_key(|h| h.0);
        self.held.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                for (kept, later) in kept.1.iter_mut().zip(later.1) {
                    *kept += later;
                }
            }
            same
        });
        for (at, &(feature, _)) in (0u16..).zip(&self.held) {
            self.slots[feature as usize & 0xffff] = at;
        }
    }

    /// The weights of a feature whose bit is set.
    fn find(&self, feature: u32) -> Option<&[f32; ROWS]> {
        let at = usize::from(self.slots[feature as usize & 0xffff]);
        match self.held.get(at) {
            Some((held, weights)) if *held == feature => Some(weights),
            _ => {
                let at = self.held.binary_search_by_key(&feature, |h| h.0).ok()?;
                Some(&self.held[at].1)
            }
        }
    }

    /// Products of each row with `other`.
    pub(super) fn products(&mut self, other: Sparse<'_>) -> [f64; ROWS] {
        let count = self.sieve.mark(other.features);
        let mut sums = [0.0; ROWS];
        for at in self.sieve.marked(count) {
            let Some(held) = self.find(other.features[at]) else { continue };
            for (sum, held) in sums.iter_mut().zip(held) {
                *sum += f64::from(*held) * f64::from(other.weights[at]);
            }
        }
        sums
    }

    /// Product of the first row with `other`, in single precision.
    pub(super) fn product(&mut self, other: Sparse<'_>) -> f32 {
        let count = self.sieve.mark(other.features);
        let mut sum = 0.0;
        for at in self.sieve.marked(count) {
            if let Some(held) = self.find(other.features[at]) {
                sum += other.weights[at] * held[0];
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::sparse::Weighted;
    use super::*;

    /// Walks both rows.
    fn slowly(a: &[Weighted], b: &[Weighted]) -> f64 {
        let of = |f: u32| a.iter().find(|x| x.0 == f).map_or(0.0, |x| f64::from(x.1));
        b.iter().fold(0.0, |sum, &(f, w)| sum + of(f) * f64::from(w))
    }

    proptest::proptest! {
        #[test]
        fn products_are_those_of_walking_both_rows(
            rows in proptest::collection::vec(
                proptest::collection::btree_map(0u32..200_000, 0.01f32..1.0, 0..60), 1..5),
            other in proptest::collection::btree_map(0u32..200_000, 0.01f32..1.0, 0..60),
        ) {
            // Half of the other row's features are also the rows'.
            let rows: Vec<Vec<Weighted>> = rows
                .iter()
                .map(|row| {
                    let mut row = row.clone();
                    row.extend(other.iter().step_by(2).map(|(f, w)| (*f, *w / 2.0)));
                    row.into_iter().collect()
                })
                .collect();
            let other: Vec<Weighted> = other.into_iter().collect();
            let split = |row: &[Weighted]| -> (Vec<u32>, Vec<f32>) { row.iter().copied().unzip() };
            let columns: Vec<_> = rows.iter().map(|row| split(row)).collect();
            let sparse = |(features, weights)| Sparse { features, weights };
            let mut probe = Probe::default();
            probe.set(std::iter::once(Sparse { features: &[7, 9], weights: &[1.0, 0.5] }));
            probe.set(columns.iter().take(ROWS).map(|(f, w)| sparse((f, w))));
            let (features, weights) = split(&other);
            let beside = sparse((&features, &weights));
            let products = probe.products(beside);
            for (row, product) in rows.iter().zip(products) {
                assert!(slowly(row, &other).total_cmp(&product).is_eq());
            }
            let first: f32 = other
                .iter()
                .map(|&(f, w)| w * rows[0].iter().find(|x| x.0 == f).map_or(0.0, |x| x.1))
                .fold(0.0, |sum, product| sum + product);
            assert!(first.total_cmp(&probe.product(beside)).is_eq());
        }
    }
}

//! Terms that one row shares with many others.
//!
//! Two articles share few of their hundreds of terms. A table of bits in the innermost cache, one
//! bit for all terms with the same last sixteen bits, rules out nearly all that are not shared
//! without a look at the rows; what passes is looked up.

/// The terms of one row, to be looked up.
#[derive(Debug)]
pub(super) struct Probe {
    bits: Vec<u64>,
    /// Where in `held` the last term with these sixteen bits stands.
    slots: Vec<u16>,
    /// Ascending.
    held: Vec<u32>,
    /// Scratch space for places in the other row.
    marked: Vec<u32>,
}

impl Default for Probe {
    fn default() -> Self {
        Self {
            bits: vec![0; 1 << 10],
            slots: vec![0; 1 << 16],
            held: Vec::new(),
            marked: Vec::new(),
        }
    }
}

const fn bit(term: u32) -> (usize, u64) {
    let low = term as usize & 0xffff;
    (low / 64, 1 << (low % 64))
}

impl Probe {
    /// Takes the ascending terms of another row, at most 65,536, instead of those before.
    pub(super) fn set(&mut self, terms: &[u32]) {
        for term in self.held.drain(..) {
            self.bits[bit(term).0] = 0;
        }
        self.held.extend_from_slice(terms);
        for (at, &term) in (0u16..).zip(terms) {
            let (word, bit) = bit(term);
            self.bits[word] |= bit;
            self.slots[term as usize & 0xffff] = at;
        }
    }

    /// The place of a term whose bit is set.
    fn find(&self, term: u32) -> Option<usize> {
        let at = usize::from(self.slots[term as usize & 0xffff]);
        match self.held.get(at) {
            Some(held) if *held == term => Some(at),
            _ => self.held.binary_search(&term).ok(),
        }
    }

    /// Notes where the terms stand that the row may hold; without a branch, since they come in no
    /// order that a processor could guess.
    fn mark(&mut self, terms: &[u32]) -> usize {
        self.marked.resize(self.marked.len().max(terms.len()), 0);
        let mut count = 0;
        for (at, &term) in (0u32..).zip(terms) {
            let (word, bit) = bit(term);
            // `count` never passes the number of terms seen.
            self.marked[count] = at;
            count += usize::from(self.bits[word] & bit != 0);
        }
        count
    }

    /// Calls `see` with the places of each term that both rows hold, in this row and in `other`,
    /// ascending.
    pub(super) fn shared(&mut self, other: &[u32], mut see: impl FnMut(usize, usize)) {
        let count = self.mark(other);
        for &at in &self.marked[..count] {
            let at = at as usize;
            if let Some(own) = self.find(other[at]) {
                see(own, at);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn shared_terms_are_those_of_walking_both_rows(
            row in proptest::collection::btree_set(0u32..200_000, 0..60),
            other in proptest::collection::btree_set(0u32..200_000, 0..60),
        ) {
            // Half of the row's terms are also the other's.
            let mut other = other;
            other.extend(row.iter().step_by(2));
            let row: Vec<u32> = row.into_iter().collect();
            let other: Vec<u32> = other.into_iter().collect();
            let mut probe = Probe::default();
            probe.set(&[7, 9]);
            probe.set(&row);
            let mut found = Vec::new();
            probe.shared(&other, |a, b| {
                assert_eq!(row[a], other[b]);
                found.push(row[a]);
            });
            let both: Vec<u32> = row.iter().copied().filter(|t| other.contains(t)).collect();
            assert_eq!(found, both);
        }
    }
}

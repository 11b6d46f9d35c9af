//! A small open-addressing table from 64-bit keys to dense numbers with counts. It is never
//! iterated by slot, so its layout cannot show in any result.

const EMPTY: u64 = u64::MAX;
/// In place of a number: not in the table.
pub(super) const NONE: u32 = u32::MAX;

/// Keys numbered 0, 1, 2, … in the order of their first coming, each with a count.
#[derive(Debug, Clone)]
pub(super) struct Numbered {
    slots: Vec<(u64, u32)>,
    shift: u32,
    counts: Vec<u32>,
}

impl Numbered {
    /// Room for up to `keys` distinct keys; more are taken, at the cost of growing.
    pub(super) fn with_capacity(keys: usize) -> Self {
        let size = (keys.saturating_mul(2)).next_power_of_two().max(8);
        Self {
            slots: vec![(EMPTY, NONE); size],
            shift: 64 - size.trailing_zeros(),
            counts: Vec::new(),
        }
    }

    /// The slot that holds the key, or the empty one where it belongs. The table is at most half
    /// full.
    #[allow(clippy::indexing_slicing)] // `at` is masked to the table's size, a power of two.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize & mask;
        while self.slots[at].0 != key && self.slots[at].0 != EMPTY {
            at = (at + 1) & mask;
        }
        at
    }

    /// The key's number, given now if it is new, and `more` added to its count.
    #[allow(clippy::indexing_slicing)]
    pub(super) fn add(&mut self, key: u64, more: u32) -> u32 {
        let at = self.slot(key);
        let (_, found) = self.slots[at];
        if found != NONE {
            self.counts[found as usize] += more;
            return found;
        }
        let number = u32::try_from(self.counts.len()).unwrap_or(NONE);
        self.slots[at] = (key, number);
        self.counts.push(more);
        if self.counts.len() * 2 > self.slots.len() {
            self.grow();
        }
        number
    }

    #[allow(clippy::indexing_slicing)]
    fn grow(&mut self) {
        let size = self.slots.len() * 2;
        let old = std::mem::replace(&mut self.slots, vec![(EMPTY, NONE); size]);
        self.shift -= 1;
        for (key, number) in old.into_iter().filter(|(key, _)| *key != EMPTY) {
            let at = self.slot(key);
            self.slots[at] = (key, number);
        }
    }

    /// The key's number, or [`NONE`].
    #[allow(clippy::indexing_slicing)]
    pub(super) fn find(&self, key: u64) -> u32 {
        self.slots[self.slot(key)].1
    }

    /// Counts by number.
    pub(super) fn counts(&self) -> &[u32] {
        &self.counts
    }
}

/// Counts hits against a [`Numbered`] table, clipped: each key hits at most as often as it was
/// counted there.
#[derive(Debug)]
pub(super) struct Clip<'t> {
    left: Vec<u32>,
    hits: u64,
    table: &'t Numbered,
}

impl<'t> Clip<'t> {
    pub(super) fn new(table: &'t Numbered) -> Self {
        Self { left: table.counts.clone(), hits: 0, table }
    }

    /// A key of the candidate; gives its number.
    pub(super) fn take(&mut self, key: u64) -> u32 {
        let number = self.table.find(key);
        if let Some(left) = self.left.get_mut(number as usize) {
            let hit = u32::from(*left > 0);
            *left -= hit;
            self.hits += u64::from(hit);
        }
        number
    }

    pub(super) const fn hits(&self) -> u64 {
        self.hits
    }
}

/// Where each of a text's numbers stands, number by number.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Where each number's list starts in `list`, and the end of the last.
    starts: Vec<u32>,
    list: Vec<u32>,
}

impl Places {
    /// Of a text whose numbers are below `vocabulary`; others are passed over.
    pub(super) fn new(text: &[u32], vocabulary: usize) -> Self {
        let mut starts = vec![0u32; vocabulary + 2];
        for &class in text {
            // One slot further than the start, so that filling moves each start to its place.
            if let Some(count) = starts.get_mut((class as usize).saturating_add(2)) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut list = vec![0; sum as usize];
        for (&class, place) in text.iter().zip(0u32..) {
            if class as usize >= vocabulary {
                continue;
            }
            if let Some(next) = starts.get_mut(class as usize + 1) {
                if let Some(slot) = list.get_mut(*next as usize) {
                    *slot = place;
                }
                *next += 1;
            }
        }
        Self { starts, list }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 2
    }

    /// The places of one number, ascending.
    pub(super) fn of(&self, class: usize) -> &[u32] {
        match self.starts.get(class..class + 2) {
            Some(&[from, to]) => self.list.get(from as usize..to as usize).unwrap_or_default(),
            _ => &[],
        }
    }
}

/// Two numbers as one key.
pub(super) const fn pair(first: u32, second: u32) -> u64 {
    ((first as u64) << 32) | second as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_listed_by_number() {
        let places = Places::new(&[2, 0, NONE, 2, 1, 2, 9], 3);
        let lists: Vec<&[u32]> = (0..places.len()).map(|class| places.of(class)).collect();
        assert_eq!(lists, [[1].as_slice(), &[4], &[0, 3, 5]]);
        assert_eq!(Places::new(&[], 0).len(), 0);
    }

    #[test]
    fn keys_are_numbered_counted_and_clipped() {
        let mut table = Numbered::with_capacity(1);
        for round in 0..3u64 {
            for key in 0..1000u64 {
                assert_eq!(u64::from(table.add(key * 7919, 1)), key, "round {round}");
            }
        }
        assert_eq!(table.find(7919 * 999), 999);
        assert_eq!(table.find(1), NONE);
        assert!(table.counts().iter().all(|&count| count == 3));
        let mut clip = Clip::new(&table);
        for _ in 0..5 {
            clip.take(7919);
            clip.take(5);
        }
        assert_eq!(clip.hits(), 3);
    }
}

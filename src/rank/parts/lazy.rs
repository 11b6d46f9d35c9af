//! Lazy greedy choice (Minoux 1978): when gains can only shrink, an old gain is a bound, and only
//! the best is made new.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry {
    gain: f64,
    index: usize,
    round: usize,
}

impl Eq for Entry {}

impl Ord for Entry {
    /// The greater gain first, among equals the lower index.
    fn cmp(&self, other: &Self) -> Ordering {
        self.gain.total_cmp(&other.gain).then_with(|| other.index.cmp(&self.index))
    }
}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A heap of gains, some of them from earlier rounds.
#[derive(Debug, Clone, Default)]
pub struct Lazy {
    heap: BinaryHeap<Entry>,
    round: usize,
}

impl Lazy {
    /// The gains of candidates before anything is chosen, by index.
    #[must_use]
    pub fn new(gains: impl Iterator<Item = (usize, f64)>) -> Self {
        Self {
            heap: gains.map(|(index, gain)| Entry { gain, index, round: 0 }).collect(),
            round: 0,
        }
    }

    /// The candidate with the greatest present gain among those that `fits` lets through (the
    /// others are thrown away for good), the lowest index among equals. `gain` tells the present
    /// gain, never more than an earlier one of the same candidate.
    pub fn peek(
        &mut self,
        mut fits: impl FnMut(usize) -> bool,
        mut gain: impl FnMut(usize) -> f64,
    ) -> Option<(usize, f64)> {
        loop {
            let best = *self.heap.peek()?;
            if !fits(best.index) {
                self.heap.pop();
            } else if best.round == self.round {
                return Some((best.index, best.gain));
            } else if let Some(mut top) = self.heap.peek_mut() {
                top.gain = gain(best.index);
                top.round = self.round;
            }
        }
    }

    /// Takes out what [`peek`](Self::peek) showed.
    pub fn pop(&mut self) {
        self.heap.pop();
    }

    /// Something was chosen: all gains are old from now on.
    pub const fn age(&mut self) {
        self.round += 1;
    }

    /// [`peek`](Self::peek), [`pop`](Self::pop) and [`age`](Self::age) in one: the next choice.
    pub fn next(
        &mut self,
        fits: impl FnMut(usize) -> bool,
        gain: impl FnMut(usize) -> f64,
    ) -> Option<(usize, f64)> {
        let best = self.peek(fits, gain)?;
        self.pop();
        self.age();
        Some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        /// Sets of elements, gain = how many are new: lazy choice equals looking at every candidate
        /// every time.
        #[test]
        fn lazy_choice_is_greedy_choice(sets in proptest::collection::vec(0u32..4096, 0..20)) {
            let gain = |set: u32, covered: u32| f64::from((set & !covered).count_ones());
            let mut lazy = Lazy::new(sets.iter().enumerate().map(|(i, &s)| (i, gain(s, 0))));
            let (mut covered, mut left) = (0u32, vec![true; sets.len()]);
            for _ in 0..sets.len() {
                let plain = (0..sets.len()).filter(|&i| left[i])
                    .max_by(|&a, &b| gain(sets[a], covered).total_cmp(&gain(sets[b], covered)).then(b.cmp(&a)));
                let chosen = lazy.next(|_| true, |i| gain(sets[i], covered));
                assert_eq!(chosen, plain.map(|i| (i, gain(sets[i], covered))));
                if let Some(i) = plain { covered |= sets[i]; left[i] = false; }
            }
            assert_eq!(lazy.next(|_| true, |_| 0.0), None);
        }
    }
}

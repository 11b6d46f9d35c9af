//! Choosing sentences that cover the most weight within a limit.
//!
//! Maximise Σ_c w(c) · [c is in a chosen sentence], subject to Σ cost ≤ limit: weighted maximum
//! coverage with a knapsack, NP-hard. Greedy by gain / cost^r (Lin & Bilmes 2010, "Multi-document
//! summarization via budgeted maximization of submodular functions") from several r, lazily (Minoux
//! 1978); the best of them is improved by hill climbing that adds a sentence, or trades one for one
//! or two. Every step strictly raises the objective, and rounds are bounded.
//!
//! A sentence that may only be quoted after the one before it is offered as a choice of both,
//! beside the choice of that one alone; choices of one [`Choice::group`] exclude each other.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Exponents of the cost that greedy choice starts from.
/// Set by hand, from cost that does not count (0) to gain per word (1), as Lin & Bilmes 2010 scale
/// it; the best result of all is kept, so that a further exponent costs time and never the
/// objective.
const EXPONENTS: [f64; 5] = [0.0, 0.3, 0.5, 0.7, 1.0];
/// Candidates that hill climbing looks at, best first.
/// Bounds the work; set by hand.
const CLIMBERS: usize = 80;
/// Most promising second sentences of a trade of one for two.
/// Bounds the work; set by hand.
const PARTNERS: usize = 20;
/// Hill climbing stops after so many steps at the latest.
/// Bounds the work; set by hand.
const STEPS: usize = 100;
/// What a step must bring at least.
/// Set by hand, above the rounding of sums of weights, on which climbing could go round for ever.
const LEAST_STEP: f64 = 1e-9;

/// A sentence, or two in a row, that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it takes from the limit; at least 1.
    pub cost: u32,
    /// Numbers of the concepts in it, ascending.
    pub concepts: Vec<u32>,
    /// Choices that hold one another share a group, from 0; at most one of a group is chosen.
    pub group: u32,
}

impl Choice {
    /// This choice with another sentence after it, in the same group.
    #[must_use]
    pub fn and(&self, cost: u32, concepts: &[u32]) -> Self {
        let mut all = [self.concepts.as_slice(), concepts].concat();
        all.sort_unstable();
        all.dedup();
        Self { cost: self.cost.saturating_add(cost), concepts: all, group: self.group }
    }
}

/// Choices, weights of their concepts, and a limit.
#[derive(Debug, Clone)]
pub struct Problem {
    /// What may be chosen.
    pub choices: Vec<Choice>,
    /// The weight of each concept, by number; none negative.
    pub weights: Vec<f64>,
    /// What the chosen may cost together.
    pub limit: u32,
}

/// A gain in the heap: larger first, then the smaller number.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Entry(f64, Reverse<usize>);

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
    }
}

impl Problem {
    /// The chosen with what each added, in the order in which greedy choice among them takes them.
    #[must_use]
    pub fn solve(&self) -> Vec<(usize, f64)> {
        let mut best: (f64, Vec<usize>) = (0.0, Vec::new());
        for exponent in EXPONENTS {
            let chosen = self.greedy(exponent);
            let value = self.value(&chosen);
            if value > best.0 {
                best = (value, chosen);
            }
        }
        self.rank(&self.climb(&best.1))
    }

    /// As [`solve`](Self::solve), with the choice `held` among the chosen, whatever it adds.
    pub(super) fn solve_with(&self, held: usize) -> Vec<(usize, f64)> {
        let Choice { cost, group, .. } = &self.choices[held];
        let Some(limit) = self.limit.checked_sub(*cost) else { return Vec::new() };
        let others: Vec<usize> =
            (0..self.choices.len()).filter(|&n| self.choices[n].group != *group).collect();
        let choices = others.iter().map(|&n| self.choices[n].clone()).collect();
        let mut weights = self.weights.clone();
        for &concept in &self.choices[held].concepts {
            weights[concept as usize] = 0.0;
        }
        let rest = Self { choices, weights, limit };
        let mut chosen: Vec<usize> = rest.solve().into_iter().map(|(n, _)| others[n]).collect();
        chosen.push(held);
        self.rank(&chosen)
    }

    /// `start` improved by hill climbing.
    pub(super) fn climb(&self, start: &[usize]) -> Vec<usize> {
        Climb::new(self, start).run()
    }

    fn gain(&self, choice: usize, covered: &[bool]) -> f64 {
        let new = self.choices[choice].concepts.iter().filter(|&&c| !covered[c as usize]);
        new.map(|&c| self.weights[c as usize]).sum()
    }

    /// The weight that `chosen` cover together.
    pub(super) fn value(&self, chosen: &[usize]) -> f64 {
        let mut covered = vec![false; self.weights.len()];
        let mut value = 0.0;
        for &choice in chosen {
            value += self.gain(choice, &covered);
            self.cover(choice, &mut covered);
        }
        value
    }

    fn cover(&self, choice: usize, covered: &mut [bool]) {
        for &concept in &self.choices[choice].concepts {
            covered[concept as usize] = true;
        }
    }

    fn greedy(&self, exponent: f64) -> Vec<usize> {
        let mut covered = vec![false; self.weights.len()];
        let scale = |cost: u32| libm::pow(f64::from(cost.max(1)), -exponent);
        let groups = self.groups();
        let mut heap: BinaryHeap<Entry> = (0..self.choices.len())
            .filter(|&n| self.choices[n].cost <= self.limit)
            .map(|n| Entry(self.gain(n, &covered) * scale(self.choices[n].cost), Reverse(n)))
            .collect();
        let mut left = self.limit;
        let mut taken: Vec<Option<usize>> = vec![None; groups.len()];
        while let Some(Entry(_, Reverse(choice))) = heap.pop() {
            let group = self.choices[choice].group as usize;
            let saved = taken[group].map_or(0, |smaller| self.choices[smaller].cost);
            let cost = self.choices[choice].cost.saturating_sub(saved);
            if cost == 0 || cost > left {
                continue;
            }
            let now = Entry(self.gain(choice, &covered) * scale(cost), Reverse(choice));
            if heap.peek().is_some_and(|next| *next > now) {
                heap.push(now);
                continue;
            }
            if now.0 <= 0.0 {
                break;
            }
            left -= cost;
            self.cover(choice, &mut covered);
            taken[group] = Some(choice);
            // What goes beyond this one costs less now: look at it afresh.
            for &beyond in groups[group].iter().filter(|&&n| n != choice) {
                let more = self.choices[beyond].cost.saturating_sub(self.choices[choice].cost);
                heap.push(Entry(self.gain(beyond, &covered) * scale(more), Reverse(beyond)));
            }
        }
        taken.into_iter().flatten().collect()
    }

    /// The choices of each group.
    fn groups(&self) -> Vec<Vec<usize>> {
        let most = self.choices.iter().map(|c| c.group as usize + 1).max().unwrap_or(0);
        let mut groups = vec![Vec::new(); most];
        for (n, choice) in self.choices.iter().enumerate() {
            groups[choice.group as usize].push(n);
        }
        groups
    }

    /// `chosen` in the order of their gains, with the gains.
    pub(super) fn rank(&self, chosen: &[usize]) -> Vec<(usize, f64)> {
        let mut left = chosen.to_vec();
        left.sort_unstable();
        let mut covered = vec![false; self.weights.len()];
        let mut ranked = Vec::new();
        while !left.is_empty() {
            let (mut place, mut most) = (0, f64::NEG_INFINITY);
            for (n, &choice) in left.iter().enumerate() {
                let gain = self.gain(choice, &covered);
                if gain > most {
                    (place, most) = (n, gain);
                }
            }
            let choice = left.remove(place);
            self.cover(choice, &mut covered);
            ranked.push((choice, most));
        }
        ranked
    }
}

/// Hill climbing among the best sentences, their concepts renumbered so that a step costs nothing
/// but their own size.
struct Climb {
    /// Number of each sentence in the problem.
    names: Vec<usize>,
    costs: Vec<u32>,
    concepts: Vec<Vec<u32>>,
    groups: Vec<u32>,
    weights: Vec<f64>,
    /// How many chosen sentences hold each concept.
    held: Vec<u32>,
    chosen: Vec<usize>,
    left: u32,
}

/// A step: which sentence leaves (its place among the chosen), which enter, and what it brings.
#[derive(Debug, Default)]
struct Step {
    leaves: Option<usize>,
    enter: Vec<usize>,
    brings: f64,
}

impl Climb {
    fn new(problem: &Problem, start: &[usize]) -> Self {
        let none = vec![false; problem.weights.len()];
        let mut order: Vec<Entry> = (0..problem.choices.len())
            .filter(|&n| problem.choices[n].cost <= problem.limit)
            .map(|n| {
                let cost = f64::from(problem.choices[n].cost.max(1));
                Entry(problem.gain(n, &none) / cost.sqrt(), Reverse(n))
            })
            .collect();
        order.sort_by(|a, b| b.cmp(a));
        let mut names: Vec<usize> = order.iter().take(CLIMBERS).map(|e| e.1.0).collect();
        names.extend_from_slice(start);
        names.sort_unstable();
        names.dedup();
        let mut known: Vec<u32> =
            names.iter().flat_map(|&n| problem.choices[n].concepts.iter().copied()).collect();
        known.sort_unstable();
        known.dedup();
        let number = |c: &u32| known.binary_search(c).ok().and_then(|n| u32::try_from(n).ok());
        let concepts =
            names.iter().map(|&n| problem.choices[n].concepts.iter().filter_map(number).collect());
        let mut climb = Self {
            groups: names.iter().map(|&n| problem.choices[n].group).collect(),
            costs: names.iter().map(|&n| problem.choices[n].cost).collect(),
            concepts: concepts.collect(),
            weights: known.iter().map(|&c| problem.weights[c as usize]).collect(),
            held: vec![0; known.len()],
            chosen: Vec::new(),
            left: problem.limit,
            names,
        };
        for choice in start {
            if let Ok(n) = climb.names.binary_search(choice) {
                climb.enter(n);
            }
        }
        climb
    }

    fn run(mut self) -> Vec<usize> {
        for _ in 0..STEPS {
            let step = self.best_step();
            if step.enter.is_empty() {
                break;
            }
            if let Some(place) = step.leaves {
                let n = self.chosen.remove(place);
                self.release(n);
                self.left += self.costs[n];
            }
            for n in step.enter {
                self.enter(n);
            }
        }
        self.chosen.iter().map(|&n| self.names[n]).collect()
    }

    fn enter(&mut self, n: usize) {
        self.hold(n);
        self.left = self.left.saturating_sub(self.costs[n]);
        self.chosen.push(n);
    }

    fn hold(&mut self, n: usize) {
        for &c in &self.concepts[n] {
            self.held[c as usize] += 1;
        }
    }

    fn release(&mut self, n: usize) {
        for &c in &self.concepts[n] {
            self.held[c as usize] = self.held[c as usize].saturating_sub(1);
        }
    }

    fn gain(&self, n: usize) -> f64 {
        let new = self.concepts[n].iter().filter(|&&c| self.held[c as usize] == 0);
        new.map(|&c| self.weights[c as usize]).sum()
    }

    /// Whether two exclude each other.
    fn rivals(&self, a: usize, b: usize) -> bool {
        self.groups[a] == self.groups[b]
    }

    fn best_step(&mut self) -> Step {
        let mut best = Step { brings: LEAST_STEP, ..Step::default() };
        self.additions(None, 0.0, self.left, &mut best);
        for place in 0..self.chosen.len() {
            let n = self.chosen[place];
            self.release(n);
            let loss = self.gain(n);
            let room = self.left + self.costs[n];
            let ranked = self.additions(Some(place), loss, room, &mut best);
            self.partners(place, loss, room, &ranked, &mut best);
            self.hold(n);
        }
        best
    }

    /// Tries every sentence that fits into `room`; returns the best of them with their gains.
    fn additions(
        &self,
        leaves: Option<usize>,
        loss: f64,
        room: u32,
        best: &mut Step,
    ) -> Vec<Entry> {
        let stay = |n: usize| {
            self.chosen.iter().enumerate().any(|(at, &c)| Some(at) != leaves && self.rivals(c, n))
        };
        let mut ranked: Vec<Entry> = (0..self.names.len())
            .filter(|&n| self.costs[n] <= room && !self.chosen.contains(&n) && !stay(n))
            .map(|n| Entry(self.gain(n), Reverse(n)))
            .collect();
        ranked.sort_by(|a, b| b.cmp(a));
        ranked.truncate(PARTNERS);
        if let Some(first) = ranked.first().filter(|first| first.0 - loss > best.brings) {
            *best = Step { leaves, enter: vec![first.1.0], brings: first.0 - loss };
        }
        ranked
    }

    fn partners(&mut self, place: usize, loss: f64, room: u32, ranked: &[Entry], best: &mut Step) {
        for Entry(gain, Reverse(first)) in ranked {
            let room = room - self.costs[*first];
            if !ranked.iter().any(|e| e.1.0 != *first && self.costs[e.1.0] <= room) {
                continue;
            }
            self.hold(*first);
            for Entry(most, Reverse(second)) in ranked {
                let hopeless = gain + most - loss <= best.brings;
                if hopeless || self.rivals(*first, *second) || self.costs[*second] > room {
                    continue;
                }
                let brings = gain + self.gain(*second) - loss;
                if brings > best.brings {
                    *best = Step { leaves: Some(place), enter: vec![*first, *second], brings };
                }
            }
            self.release(*first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(choices: &[(u32, &[u32])], weights: &[f64], limit: u32) -> Problem {
        Problem {
            choices: choices
                .iter()
                .zip(0..)
                .map(|((cost, c), group)| Choice { cost: *cost, concepts: c.to_vec(), group })
                .collect(),
            weights: weights.to_vec(),
            limit,
        }
    }

    /// The best value by trying every subset.
    fn exact(p: &Problem) -> f64 {
        let mut best = 0.0f64;
        for subset in 0u32..1 << p.choices.len() {
            let chosen: Vec<usize> =
                (0..p.choices.len()).filter(|n| subset >> n & 1 == 1).collect();
            if chosen.iter().map(|&n| p.choices[n].cost).sum::<u32>() <= p.limit {
                best = best.max(p.value(&chosen));
            }
        }
        best
    }

    #[test]
    fn a_concept_counts_once() {
        let p = problem(&[(5, &[0, 1]), (5, &[0, 1]), (5, &[2])], &[3.0, 2.0, 1.0], 10);
        assert_eq!(p.solve(), [(0, 5.0), (2, 1.0)]);
    }

    #[test]
    fn two_short_sentences_beat_the_long_one_that_greed_takes_first() {
        let p = problem(&[(10, &[0, 1, 2]), (5, &[0, 1]), (5, &[3])], &[2.0, 2.0, 1.0, 4.0], 10);
        assert_eq!(p.solve(), [(1, 4.0), (2, 4.0)]);
    }

    #[test]
    fn what_goes_beyond_a_choice_replaces_it() {
        // 0 alone, or 0 with the sentence after it (concept 2); 2 is another sentence.
        let mut p = problem(&[(5, &[0, 1]), (8, &[0, 1, 2]), (6, &[3])], &[3.0, 2.0, 1.0, 0.5], 13);
        p.choices[1].group = 0;
        assert_eq!(p.solve(), [(1, 6.0)]);
        p.limit = 14;
        assert_eq!(p.solve(), [(1, 6.0), (2, 0.5)]);
        p.limit = 7;
        assert_eq!(p.solve(), [(0, 5.0)]);
    }

    #[test]
    fn what_is_held_is_among_the_chosen_and_the_rest_goes_beyond_it() {
        let p = problem(&[(5, &[0, 1]), (5, &[1, 2]), (5, &[3])], &[3.0, 2.0, 1.0, 2.5], 10);
        assert_eq!(p.solve(), [(0, 5.0), (2, 2.5)]);
        assert_eq!(p.solve_with(1), [(0, 5.0), (1, 1.0)]);
        assert!(problem(&[(11, &[0])], &[1.0], 10).solve_with(0).is_empty());
    }

    #[test]
    fn nothing_fits_nothing_is_chosen() {
        assert!(problem(&[(11, &[0])], &[1.0], 10).solve().is_empty());
        assert!(problem(&[], &[], 10).solve().is_empty());
        assert!(problem(&[(1, &[0])], &[0.0], 10).solve().is_empty());
    }

    proptest::proptest! {
        #[test]
        fn the_limit_holds_and_the_value_is_near_the_best(
            raw in proptest::collection::vec((1u32..9, proptest::collection::btree_set(0u32..12, 1..5)), 1..9),
            weights in proptest::collection::vec(0.0f64..1.0, 12),
            limit in 1u32..20,
        ) {
            let choices = raw.into_iter().zip(0..).map(|((cost, c), group)| Choice { cost, concepts: c.into_iter().collect(), group }).collect();
            let p = Problem { choices, weights, limit };
            let ranked = p.solve();
            let chosen: Vec<usize> = ranked.iter().map(|r| r.0).collect();
            assert!(chosen.iter().map(|&n| p.choices[n].cost).sum::<u32>() <= limit);
            let value = p.value(&chosen);
            assert!((ranked.iter().map(|r| r.1).sum::<f64>() - value).abs() < 1e-9);
            // Greedy with partial enumeration is bounded by 1 - 1/e; hill climbing never falls
            // below its start.
            assert!(value >= 0.63 * exact(&p) - 1e-9);
            assert_eq!(ranked, p.solve());
        }
    }
}

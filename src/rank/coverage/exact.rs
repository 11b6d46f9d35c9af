//! The best choice, proven where a limited amount of work suffices: the method `coverage-exact`.
//!
//! The problem of [`choose`](super::choose) is given to the branch and bound of [`cover`], which
//! starts from what hill climbing found. Weights become whole numbers, so that the bound can be
//! rounded down; what weighs next to nothing weighs nothing there, and hill climbing fills what
//! room is left. A choice and the longer one that holds it may both be chosen by the solver: the
//! shorter one is then dropped, which costs nothing, since the longer one covers all that it does.

use crate::rank::parts::cover::{self, Item, solve};

use super::choose::Problem;

/// Work of the solver, in concepts and sentences looked at: the same on every machine.
/// Set by: what `concepts` may spend; other limits were not tried.
pub const WORK: u64 = 4_000_000;
/// A weight of 1 as a whole number.
/// Set by hand: four digits of a weight; other parts were not tried.
const WHOLE: f64 = 10_000.0;

/// A choice and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The chosen with what each added, as [`Problem::solve`] has them.
    pub ranked: Vec<(usize, f64)>,
    /// What the best choice could cover more, as a share of what it could cover at most; 0 where
    /// this one is the best, up to the rounding of weights.
    pub gap: f64,
}

impl Problem {
    /// [`Problem::solve`] with a proof that nothing covers more, or the gap to what might, after at
    /// most about `work` concepts and sentences looked at. Never worse than [`Problem::solve`].
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn solve_exactly(&self, work: u64) -> Solved {
        let ranked = self.solve();
        let known: Vec<usize> = ranked.iter().map(|(choice, _)| *choice).collect();
        let (names, problem) = self.in_whole_numbers();
        let start = known.iter().filter_map(|choice| names.binary_search(choice).ok()).collect();
        let found = solve(&problem, &[start], work, &|| false);
        let gap = (found.bound - found.value) as f64 / found.bound.max(1) as f64;
        let chosen = self.longest(found.chosen.iter().map(|&item| names[item]).collect());
        let improved = self.climb(&chosen);
        let better = self.value(&improved) > self.value(&known);
        Solved { ranked: if better { self.rank(&improved) } else { ranked }, gap }
    }

    /// The choices that fit by themselves, and the problem of them with the concepts that weigh
    /// something.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn in_whole_numbers(&self) -> (Vec<usize>, cover::Problem) {
        let whole: Vec<u32> = self.weights.iter().map(|w| (w * WHOLE).round() as u32).collect();
        let mut number = vec![0u32; whole.len()];
        let mut weights = Vec::new();
        for (number, &weight) in number.iter_mut().zip(&whole).filter(|(_, w)| **w > 0) {
            *number = weights.len() as u32;
            weights.push(weight);
        }
        let fits = |n: &usize| self.choices[*n].cost <= self.limit;
        let names: Vec<usize> = (0..self.choices.len()).filter(fits).collect();
        let item = |&n: &usize| {
            let weighty = self.choices[n].concepts.iter().filter(|&&c| whole[c as usize] > 0);
            Item {
                price: u64::from(self.choices[n].cost.max(1)),
                concepts: weighty.map(|&c| number[c as usize]).collect(),
            }
        };
        let items = names.iter().map(item).collect();
        (names, cover::Problem { items, weights, limit: u64::from(self.limit) })
    }

    /// `chosen` without those of which a longer choice of their group is chosen too.
    fn longest(&self, chosen: Vec<usize>) -> Vec<usize> {
        let cost = |n: usize| (self.choices[n].cost, n);
        let rival = |a: usize, b: usize| {
            self.choices[a].group == self.choices[b].group && cost(b) > cost(a)
        };
        let all = chosen.clone();
        chosen.into_iter().filter(|&a| !all.iter().any(|&b| rival(a, b))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::choose::Choice;
    use super::*;

    fn problem(choices: &[(u32, &[u32], u32)], weights: &[f64], limit: u32) -> Problem {
        let choice = |(cost, concepts, group): &(u32, &[u32], u32)| Choice {
            cost: *cost,
            concepts: concepts.to_vec(),
            group: *group,
        };
        let choices = choices.iter().map(choice).collect();
        Problem { choices, weights: weights.to_vec(), limit }
    }

    /// 1 and 2 of one group: the second holds the first. Both fit, and only the longer is told.
    #[test]
    fn of_a_group_only_the_longest_is_chosen() {
        let p = problem(&[(5, &[0], 0), (8, &[0, 1], 0), (4, &[2], 1)], &[0.5, 0.25, 0.125], 17);
        let solved = p.solve_exactly(WORK);
        assert_eq!((solved.ranked, solved.gap), (vec![(1, 0.75), (2, 0.125)], 0.0));
    }

    #[test]
    fn without_work_the_gap_is_told() {
        let p = problem(
            &[(3, &[0, 1], 0), (2, &[1, 2], 1), (2, &[0, 3], 2), (3, &[2, 3], 3)],
            &[0.4, 0.3, 0.3, 0.2],
            5,
        );
        let hurried = p.solve_exactly(0);
        assert!(hurried.gap > 0.0);
        assert_eq!(hurried.ranked, p.solve());
        assert_eq!(p.solve_exactly(WORK).gap, 0.0);
    }

    proptest::proptest! {
        #[test]
        fn it_covers_the_most_and_keeps_the_limit(
            raw in proptest::collection::vec(
                (1u32..9, proptest::collection::btree_set(0u32..12, 1..5)), 1..9),
            weights in proptest::collection::vec(1u32..10_000, 12),
            limit in 1u32..20,
        ) {
            let choices = raw.into_iter().zip(0..).map(|((cost, c), group)| Choice {
                cost, concepts: c.into_iter().collect(), group
            }).collect();
            let weights = weights.into_iter().map(|w| f64::from(w) / WHOLE).collect();
            let p = Problem { choices, weights, limit };
            let solved = p.solve_exactly(u64::MAX);
            let chosen: Vec<usize> = solved.ranked.iter().map(|r| r.0).collect();
            assert!(chosen.iter().map(|&n| p.choices[n].cost).sum::<u32>() <= limit);
            let best = (0u32..1 << p.choices.len())
                .map(|set| (0..p.choices.len()).filter(|n| set >> n & 1 == 1).collect::<Vec<_>>())
                .filter(|s| s.iter().map(|&n| p.choices[n].cost).sum::<u32>() <= limit)
                .map(|s| p.value(&s))
                .fold(0.0, f64::max);
            assert!((p.value(&chosen) - best).abs() < 1e-9 && solved.gap == 0.0);
        }
    }
}

//! Maximum coverage within a budget by branch and bound.
//!
//! The bound is Lagrange's (Geoffrion 1974): with a price 0 ≤ λ_i ≤ w_i for claiming concept i
//! without holding it, the best value is at most Σ_i (w_i − λ_i) + the fractional knapsack of items
//! worth Σ_{i∈j} λ_i. Subgradient steps (Held, Wolfe & Crowder 1974, Polyak's step) lower it
//! towards the bound of the linear relaxation. Weights are whole numbers, so a bound is rounded
//! down, and a node ends as soon as that is not above the best selection known. What a node's
//! reduced values prove to be in or out of every better selection is fixed before it branches. Each
//! node is a smaller problem: concepts that are held are gone, and what only one item holds becomes
//! that item's own value.

mod node;

use node::{Bound, Node};

/// A candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// What it takes from the limit, more than 0.
    pub price: u64,
    /// Its concepts, ascending.
    pub concepts: Vec<u32>,
}

/// Which items hold the most weight together?
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// The candidates.
    pub items: Vec<Item>,
    /// The weights of the concepts.
    pub weights: Vec<u32>,
    /// What the prices of the chosen may sum to.
    pub limit: u64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Items, ascending.
    pub chosen: Vec<usize>,
    /// The weight of their concepts.
    pub value: u64,
    /// No choice has more.
    pub bound: u64,
    /// Concepts and items looked at.
    pub work: u64,
}

/// Subgradient steps before the first branch.
/// Bounds the work; set by hand.
const ROOT_STEPS: usize = 150;
/// And at every later node.
/// Bounds the work; set by hand.
const NODE_STEPS: usize = 10;

impl Problem {
    /// `chosen` by what each adds, the most first (ties: the lower index), with that gain.
    pub fn ranked(&self, chosen: &[usize]) -> Vec<(usize, f64)> {
        let mut held = vec![false; self.weights.len()];
        let mut left = chosen.to_vec();
        let mut ranked = Vec::with_capacity(left.len());
        while !left.is_empty() {
            let gain = |item: usize| -> u64 {
                let new = self.items[item].concepts.iter().filter(|&&c| !held[c as usize]);
                new.map(|&c| u64::from(self.weights[c as usize])).sum()
            };
            let Some((at, gain)) = left
                .iter()
                .map(|&item| gain(item))
                .enumerate()
                .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
            else {
                break;
            };
            let item = left.remove(at);
            self.items[item].concepts.iter().for_each(|&c| held[c as usize] = true);
            #[allow(clippy::cast_precision_loss)]
            ranked.push((item, gain as f64));
        }
        ranked
    }

    fn value(&self, chosen: &[usize]) -> u64 {
        let mut held: Vec<u32> =
            chosen.iter().flat_map(|&item| self.items[item].concepts.iter().copied()).collect();
        held.sort_unstable();
        held.dedup();
        held.iter().map(|&c| u64::from(self.weights[c as usize])).sum()
    }
}

/// Solves `problem` with at most about `work` concepts and items looked at, or until `stop` says
/// so. Choices that keep the limit may be `known` before: what is found is at least as good.
pub fn solve(problem: &Problem, known: &[Vec<usize>], work: u64, stop: &dyn Fn() -> bool) -> Found {
    let mut search =
        Search { problem, most: work, work: 0, stop, best: Vec::new(), value: 0, open: 0 };
    for by_price in [true, false] {
        let chosen = greedy(problem, by_price);
        search.offer(chosen);
    }
    known.iter().for_each(|chosen| search.offer(chosen.clone()));
    let root = Node::root(problem);
    search.visit(root, &mut Vec::new(), ROOT_STEPS);
    let mut chosen = search.best;
    chosen.sort_unstable();
    Found { chosen, value: search.value, bound: search.open.max(search.value), work: search.work }
}

/// Takes the item of the greatest gain (for its price) while one fits.
fn greedy(problem: &Problem, by_price: bool) -> Vec<usize> {
    let mut held = vec![false; problem.weights.len()];
    let gain = |item: usize, held: &[bool]| -> f64 {
        let new = problem.items[item].concepts.iter().filter(|&&c| !held[c as usize]);
        let sum: u64 = new.map(|&c| u64::from(problem.weights[c as usize])).sum();
        #[allow(clippy::cast_precision_loss)]
        if by_price { sum as f64 / problem.items[item].price as f64 } else { sum as f64 }
    };
    let all = (0..problem.items.len()).map(|item| (item, gain(item, &held)));
    let mut lazy = crate::rank::parts::Lazy::new(all.filter(|(_, gain)| *gain > 0.0));
    let (mut left, mut chosen) = (problem.limit, Vec::new());
    loop {
        let fits = |item: usize| problem.items[item].price <= left;
        match lazy.next(fits, |item| gain(item, &held)) {
            Some((item, gain)) if gain > 0.0 => {
                left -= problem.items[item].price;
                problem.items[item].concepts.iter().for_each(|&c| held[c as usize] = true);
                chosen.push(item);
            }
            _ => return chosen,
        }
    }
}

struct Search<'p> {
    problem: &'p Problem,
    most: u64,
    work: u64,
    stop: &'p dyn Fn() -> bool,
    best: Vec<usize>,
    value: u64,
    /// The highest bound of a node that was given up.
    open: u64,
}

impl Search<'_> {
    fn offer(&mut self, chosen: Vec<usize>) {
        let value = self.problem.value(&chosen);
        if value > self.value || self.best.is_empty() {
            self.value = value;
            self.best = chosen;
        }
    }

    /// Whether a node with this bound can hold something better.
    fn hopeful(&self, bound: f64) -> bool {
        whole(bound) > self.value
    }

    fn spent(&self) -> bool {
        self.work >= self.most || (self.stop)()
    }

    /// Looks for better selections among those that hold `chosen` and follow `node`.
    fn visit(&mut self, mut node: Node, chosen: &mut Vec<usize>, steps: usize) {
        let mut steps = steps;
        let mut bound = Bound::default();
        loop {
            if node.items.is_empty() {
                if node.value > self.value {
                    self.offer(chosen.clone());
                }
                return;
            }
            self.lower(&mut node, &mut bound, steps);
            steps = NODE_STEPS;
            self.complete(&node, &bound, chosen);
            if !self.hopeful(bound.total) {
                return;
            }
            if self.spent() {
                self.open = self.open.max(whole(bound.total));
                return;
            }
            if let Some(decisions) = self.fixed(&node, &bound) {
                let before = chosen.len();
                chosen.extend(taken(&node, &decisions));
                self.visit(node.decided(&decisions), chosen, NODE_STEPS);
                chosen.truncate(before);
                return;
            }
            let Some(&branch) = bound.order.first() else { return };
            let mut decisions = vec![None; node.items.len()];
            decisions[branch as usize] = Some(true);
            chosen.push(node.items[branch as usize].item);
            let with = node.decided(&decisions);
            self.visit(with, chosen, NODE_STEPS);
            chosen.pop();
            decisions[branch as usize] = Some(false);
            if self.spent() {
                self.open = self.open.max(whole(bound.total));
                return;
            }
            node = node.decided(&decisions);
        }
    }

    /// Lowers the bound of `node` by subgradient steps; leaves the best claims in the node.
    fn lower(&mut self, node: &mut Node, best: &mut Bound, steps: usize) {
        let mut claims = node.claims.clone();
        node.bound(&claims, best);
        let mut bound = best.clone();
        let (mut scale, mut stale) = (1.0, 0);
        for _ in 0..steps {
            self.work += node.size();
            if !self.hopeful(best.total) || self.work >= self.most {
                return;
            }
            #[allow(clippy::cast_precision_loss)]
            let above = scale * (bound.total - self.value as f64).max(0.5);
            if !node.step(&mut claims, &bound, above) {
                return;
            }
            node.bound(&claims, &mut bound);
            if bound.total < best.total - 1e-9 {
                best.copy(&bound);
                node.claims.copy_from_slice(&claims);
                stale = 0;
                continue;
            }
            stale += 1;
            if stale >= 4 {
                scale *= 0.6;
                stale = 0;
            }
        }
    }

    /// Offers the selection that takes items in the bound's order while they fit and add something.
    fn complete(&mut self, node: &Node, bound: &Bound, chosen: &[usize]) {
        let mut held = vec![false; node.weights.len()];
        let (mut left, mut value) = (node.left, node.value);
        let mut added = Vec::new();
        for &at in &bound.order {
            let item = &node.items[at as usize];
            if item.price > left {
                continue;
            }
            let range = item.concepts.clone();
            let new = node.concepts[range.clone()].iter().filter(|&&c| !held[c as usize]);
            let gain = item.own + new.map(|&c| u64::from(node.weights[c as usize])).sum::<u64>();
            if gain > 0 {
                node.concepts[range].iter().for_each(|&c| held[c as usize] = true);
                left -= item.price;
                value += gain;
                added.push(item.item);
            }
        }
        self.work += node.size();
        if value > self.value {
            self.offer(chosen.iter().copied().chain(added).collect());
        }
    }

    /// Items that are in, or out of, every better selection; `None` when no item is. Those in fit
    /// together, since they are inside the knapsack.
    #[allow(clippy::cast_precision_loss)]
    fn fixed(&self, node: &Node, bound: &Bound) -> Option<Vec<Option<bool>>> {
        let mut decisions = vec![None; node.items.len()];
        let mut any = false;
        for (place, &at) in bound.order.iter().enumerate() {
            let item = &node.items[at as usize];
            let change = bound.worth[at as usize] - item.price as f64 * bound.density;
            let inside = place < bound.inside;
            let loss = if inside { change } else { -change };
            if loss > 0.0 && !self.hopeful(bound.total - loss) {
                decisions[at as usize] = Some(inside);
                any = true;
            }
        }
        any.then_some(decisions)
    }
}

fn taken<'a>(node: &'a Node, decisions: &'a [Option<bool>]) -> impl Iterator<Item = usize> + 'a {
    let inside = node.items.iter().zip(decisions).filter(|(_, d)| **d == Some(true));
    inside.map(|(item, _)| item.item)
}

/// A bound on whole numbers, with room for rounding.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(bound: f64) -> u64 {
    (bound + 1e-6).floor().max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(price: u64, concepts: &[u32]) -> Item {
        Item { price, concepts: concepts.to_vec() }
    }

    /// Weights 4, 3, 3, 2. Within 4: {0,1} for 3 (7) leaves 1; {1,2} for 2 (6) and {0,3} for 2 (6)
    /// hold everything: 12. Greedy by gain takes the first and then nothing fits; greedy by density
    /// the other two.
    #[test]
    fn a_small_problem_by_hand() {
        let problem = Problem {
            items: vec![item(3, &[0, 1]), item(2, &[1, 2]), item(2, &[0, 3])],
            weights: vec![4, 3, 3, 2],
            limit: 4,
        };
        let found = solve(&problem, &[], 1_000_000, &|| false);
        assert_eq!((found.chosen, found.value, found.bound), (vec![1, 2], 12, 12));
        assert_eq!(problem.ranked(&[1, 2]), [(1, 6.0), (2, 6.0)]);
    }

    fn by_trying_all(problem: &Problem) -> u64 {
        let n = problem.items.len();
        (0u32..1 << n)
            .map(|set| (0..n).filter(|i| set >> i & 1 == 1).collect::<Vec<_>>())
            .filter(|s| s.iter().map(|&i| problem.items[i].price).sum::<u64>() <= problem.limit)
            .map(|s| problem.value(&s))
            .max()
            .unwrap_or(0)
    }

    proptest::proptest! {
        #[test]
        fn the_optimum_is_found(
            items in proptest::collection::vec((1u64..9, proptest::collection::btree_set(0u32..12, 0..6)), 0..11),
            weights in proptest::collection::vec(1u32..7, 12),
            limit in 0u64..25,
            little in 0u64..400,
        ) {
            let items: Vec<Item> = items.into_iter()
                .map(|(price, concepts)| Item { price, concepts: concepts.into_iter().collect() }).collect();
            let problem = Problem { items, weights, limit };
            let best = by_trying_all(&problem);
            let found = solve(&problem, &[], u64::MAX, &|| false);
            assert_eq!((found.value, found.bound), (best, best));
            let prices: u64 = found.chosen.iter().map(|&i| problem.items[i].price).sum();
            assert!(prices <= limit && problem.value(&found.chosen) == best);
            let hurried = solve(&problem, &[], little, &|| false);
            assert!(hurried.value <= best && best <= hurried.bound, "{hurried:?} {best}");
            let known = solve(&problem, &[found.chosen], 0, &|| false);
            assert_eq!(known.value, best);
        }
    }
}

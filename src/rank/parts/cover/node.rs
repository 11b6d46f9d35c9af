//! A node of the search: the problem that is left after some decisions, and Lagrange's bound on it.

use super::Problem;

/// An undecided item of a node.
#[derive(Debug, Clone)]
pub(super) struct Open {
    /// Its index in the whole problem.
    pub(super) item: usize,
    pub(super) price: u64,
    /// Weight that no other open item can bring.
    pub(super) own: u64,
    /// Range of its concepts in [`Node::concepts`].
    pub(super) concepts: std::ops::Range<usize>,
}

/// What is left of the problem after some decisions.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) items: Vec<Open>,
    pub(super) concepts: Vec<u32>,
    pub(super) weights: Vec<u32>,
    /// λ of each concept.
    pub(super) claims: Vec<f64>,
    pub(super) left: u64,
    /// Weight held by now.
    pub(super) value: u64,
}

/// A bound and what it was made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Bound {
    pub(super) total: f64,
    /// Worth of each item under the claims.
    pub(super) worth: Vec<f64>,
    /// Items by falling worth per price.
    pub(super) order: Vec<u32>,
    /// Worth per price of the item that fits in part, 0 when all fit.
    pub(super) density: f64,
    /// Items that are in, a prefix of `order`.
    pub(super) inside: usize,
}

impl Bound {
    /// Becomes a copy of `other` in the room it has.
    pub(super) fn copy(&mut self, other: &Self) {
        self.worth.clone_from(&other.worth);
        self.order.clone_from(&other.order);
        (self.total, self.density, self.inside) = (other.total, other.density, other.inside);
    }
}

impl Node {
    pub(super) fn root(problem: &Problem) -> Self {
        let mut items = Vec::with_capacity(problem.items.len());
        let mut concepts = Vec::new();
        for (index, item) in problem.items.iter().enumerate() {
            let start = concepts.len();
            concepts.extend_from_slice(&item.concepts);
            let range = start..concepts.len();
            items.push(Open { item: index, price: item.price, own: 0, concepts: range });
        }
        let mut held_by = vec![0u32; problem.weights.len()];
        concepts.iter().for_each(|&c| held_by[c as usize] += 1);
        let claim = |(&w, &n): (&u32, &u32)| f64::from(w) / f64::from(n.max(1));
        let node = Self {
            items,
            concepts,
            claims: problem.weights.iter().zip(&held_by).map(claim).collect(),
            weights: problem.weights.clone(),
            left: problem.limit,
            value: 0,
        };
        let all = vec![None; node.items.len()];
        node.decided(&all)
    }

    /// The node after `decisions` on its items (in, out, or open).
    pub(super) fn decided(&self, decisions: &[Option<bool>]) -> Self {
        let mut held = vec![false; self.weights.len()];
        let (mut left, mut value) = (self.left, self.value);
        for (item, _) in self.items.iter().zip(decisions).filter(|(_, d)| **d == Some(true)) {
            left = left.saturating_sub(item.price);
            value += item.own;
            for &c in &self.concepts[item.concepts.clone()] {
                if !std::mem::replace(&mut held[c as usize], true) {
                    value += u64::from(self.weights[c as usize]);
                }
            }
        }
        let open =
            |(item, decision): &(&Open, &Option<bool>)| decision.is_none() && item.price <= left;
        let mut holders = vec![0u32; self.weights.len()];
        for (item, _) in self.items.iter().zip(decisions).filter(open) {
            self.concepts[item.concepts.clone()].iter().for_each(|&c| holders[c as usize] += 1);
        }
        let mut renumbered = vec![u32::MAX; self.weights.len()];
        let mut next = Self {
            items: Vec::new(),
            concepts: Vec::new(),
            weights: Vec::new(),
            claims: Vec::new(),
            left,
            value,
        };
        for (item, _) in self.items.iter().zip(decisions).filter(open) {
            let start = next.concepts.len();
            let mut own = item.own;
            for &c in &self.concepts[item.concepts.clone()] {
                let at = c as usize;
                if held[at] {
                    continue;
                }
                if holders[at] == 1 {
                    own += u64::from(self.weights[at]);
                    continue;
                }
                if renumbered[at] == u32::MAX {
                    renumbered[at] = u32::try_from(next.weights.len()).unwrap_or(u32::MAX);
                    next.weights.push(self.weights[at]);
                    next.claims.push(self.claims[at]);
                }
                next.concepts.push(renumbered[at]);
            }
            let concepts = start..next.concepts.len();
            if own > 0 || !concepts.is_empty() {
                next.items.push(Open { item: item.item, price: item.price, own, concepts });
            }
        }
        next
    }

    pub(super) fn size(&self) -> u64 {
        (self.concepts.len() + self.items.len()) as u64
    }

    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub(super) fn bound(&self, claims: &[f64], bound: &mut Bound) {
        bound.worth.clear();
        bound.worth.extend(self.items.iter().map(|item| {
            let claimed = self.concepts[item.concepts.clone()].iter().map(|&c| claims[c as usize]);
            item.own as f64 + claimed.sum::<f64>()
        }));
        let density: Vec<f64> =
            bound.worth.iter().zip(&self.items).map(|(w, i)| w / i.price as f64).collect();
        bound.order.clear();
        bound.order.extend(0..self.items.len() as u32);
        bound.order.sort_unstable_by(|&a, &b| {
            density[b as usize].total_cmp(&density[a as usize]).then(a.cmp(&b))
        });
        let free: f64 = self.weights.iter().zip(claims).map(|(&w, c)| f64::from(w) - c).sum();
        let mut left = self.left;
        bound.total = self.value as f64 + free;
        bound.inside = bound.order.len();
        bound.density = 0.0;
        for (at, &item) in bound.order.iter().enumerate() {
            let price = self.items[item as usize].price;
            if price > left {
                bound.density = density[item as usize];
                bound.total += left as f64 * bound.density;
                bound.inside = at;
                break;
            }
            left -= price;
            bound.total += bound.worth[item as usize];
        }
    }

    /// Moves `claims` against the slope, `above` / |slope|² of it (Polyak); false where the slope
    /// leads nowhere.
    pub(super) fn step(&self, claims: &mut [f64], bound: &Bound, above: f64) -> bool {
        let slope = self.slope(bound);
        let mut length = 0.0;
        for ((claim, g), &weight) in claims.iter().zip(&slope).zip(&self.weights) {
            let blocked = if *g > 0.0 { *claim <= 0.0 } else { *claim >= f64::from(weight) };
            length += if blocked { 0.0 } else { g * g };
        }
        if length < 1e-9 {
            return false;
        }
        for ((claim, g), &weight) in claims.iter_mut().zip(&slope).zip(&self.weights) {
            *claim = (*claim - above / length * g).clamp(0.0, f64::from(weight));
        }
        true
    }

    /// How often each concept is held by the fractional choice, less 1.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn slope(&self, bound: &Bound) -> Vec<f64> {
        let mut slope = vec![-1f64; self.weights.len()];
        let mut left = self.left;
        for &item in bound.order.iter().take(bound.inside + 1) {
            let open = &self.items[item as usize];
            let share = if open.price <= left { 1.0 } else { left as f64 / open.price as f64 };
            left = left.saturating_sub(open.price);
            self.concepts[open.concepts.clone()].iter().for_each(|&c| slope[c as usize] += share);
        }
        slope
    }
}

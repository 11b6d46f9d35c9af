//! The graph of similar sentences, through an inverted index.
//!
//! Up to [`EXACT_ROWS`] sentences every pair that shares a term is weighed. Above that a term that
//! stands in more than [`WINDOW`] sentences compares each of them only with its `WINDOW` nearest in
//! the term's list (the list is in corpus order, so these are the nearest in time; the window runs
//! round at the ends, so that none has fewer neighbours than another), and a sentence keeps the
//! [`KEPT`] best of what it met, their weights exact. Work and memory then grow with the number of
//! words, not with its square.

use super::Matrix;

/// The most sentences of a story whose pairs are all looked at.
/// Bounds the work; set by hand.
pub const EXACT_ROWS: usize = 2_000;
/// How many entries of a term's list a sentence is compared with above that.
/// Bounds the work; set by hand.
const WINDOW: usize = 64;
/// How many neighbours a sentence looks for above that; others may find it too.
/// Bounds the work; set by hand.
const KEPT: usize = 16;

/// A symmetric weighted graph without loops, in compressed rows; neighbours ascend.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    starts: Vec<usize>,
    edges: Vec<(u32, f32)>,
}

/// Edges from the higher to the lower node.
type Found = Vec<(u32, u32, f32)>;

impl Graph {
    /// Connects rows of `matrix`. `weigh` gets two rows (the higher first) and their product, and
    /// says what their edge weighs, the same both ways; no edge is made for 0 or less.
    #[must_use]
    pub fn new(matrix: &Matrix, weigh: impl Fn(usize, usize, f64) -> f64) -> Self {
        Self::with_bound(matrix, EXACT_ROWS, weigh)
    }

    pub(super) fn with_bound(
        matrix: &Matrix,
        bound: usize,
        weigh: impl Fn(usize, usize, f64) -> f64,
    ) -> Self {
        let lists = matrix.transposed();
        let found = if matrix.height() <= bound {
            all_pairs(matrix, &lists, &weigh)
        } else {
            near_pairs(matrix, &lists, &weigh)
        };
        Self::of_edges(matrix.height(), &found)
    }

    /// `found` ascends and has no repeats; its first node is the higher one.
    pub(in crate::rank) fn of_edges(nodes: usize, found: &[(u32, u32, f32)]) -> Self {
        let mut starts = vec![0usize; nodes + 1];
        for &(high, low, _) in found {
            starts[high as usize + 1] += 1;
            starts[low as usize + 1] += 1;
        }
        for at in 0..nodes {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut edges = vec![(0u32, 0f32); found.len() * 2];
        for &(high, low, weight) in found {
            for (from, to) in [(high, low), (low, high)] {
                let at = &mut next[from as usize];
                edges[*at] = (to, weight);
                *at += 1;
            }
        }
        Self { starts, edges }
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The neighbours of a node with the weights of the edges; none past the end.
    pub fn neighbours(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = match (self.starts.get(node), self.starts.get(node + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        };
        self.edges[range].iter().map(|&(to, weight)| (to as usize, f64::from(weight)))
    }

    /// The sum of the weights of a node's edges.
    #[must_use]
    pub fn strength(&self, node: usize) -> f64 {
        self.neighbours(node).map(|(_, weight)| weight).sum()
    }
}

#[allow(clippy::cast_possible_truncation)]
fn all_pairs(matrix: &Matrix, lists: &Matrix, weigh: &impl Fn(usize, usize, f64) -> f64) -> Found {
    let mut found = Vec::new();
    let mut products = vec![0f64; matrix.height()];
    let mut touched: Vec<u32> = Vec::new();
    for high in 0..matrix.height() {
        for (term, value) in matrix.row(high) {
            for (low, other) in lists.row(term).take_while(|(low, _)| *low < high) {
                if products[low] == 0.0 {
                    touched.push(low as u32);
                }
                products[low] += f64::from(value) * f64::from(other);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for low in touched.drain(..) {
            let product = std::mem::take(&mut products[low as usize]);
            let weight = weigh(high, low as usize, product);
            if weight > 0.0 {
                found.push((high as u32, low, weight as f32));
            }
        }
    }
    found
}

#[allow(clippy::cast_possible_truncation)]
fn near_pairs(matrix: &Matrix, lists: &Matrix, weigh: &impl Fn(usize, usize, f64) -> f64) -> Found {
    let mut found: Found = Vec::new();
    let mut partial = vec![0f32; matrix.height()];
    let mut dense = vec![0f64; matrix.width()];
    let mut touched: Vec<u32> = Vec::new();
    let mut place = vec![0usize; matrix.width()];
    for row in 0..matrix.height() {
        for (term, value) in matrix.row(row) {
            dense[term] = f64::from(value);
            let at = place[term];
            place[term] += 1;
            let guess = value * value;
            for other in window(lists.columns_of(term), at) {
                if other as usize != row && guess > 0.0 {
                    if partial[other as usize] == 0.0 {
                        touched.push(other);
                    }
                    partial[other as usize] += guess;
                }
            }
        }
        if touched.len() > KEPT {
            touched.select_nth_unstable_by(KEPT, |&a, &b| {
                partial[b as usize].total_cmp(&partial[a as usize]).then(a.cmp(&b))
            });
        }
        for &other in touched.iter().take(KEPT) {
            let (high, low) = (row.max(other as usize), row.min(other as usize));
            let weight = weigh(high, low, matrix.dot(other as usize, &dense));
            if weight > 0.0 {
                found.push((high as u32, low as u32, weight as f32));
            }
        }
        for other in touched.drain(..) {
            partial[other as usize] = 0.0;
        }
        for (term, _) in matrix.row(row) {
            dense[term] = 0.0;
        }
    }
    found.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    found.dedup_by_key(|edge| (edge.0, edge.1));
    found
}

/// The entries of `list` around position `at`, round the ends; all of them where the list is short.
fn window(list: &[u32], at: usize) -> impl Iterator<Item = u32> + '_ {
    let (first, count) = if list.len() <= WINDOW {
        (0, list.len())
    } else {
        ((at + list.len() - WINDOW / 2) % list.len(), WINDOW + 1)
    };
    list.iter().cycle().skip(first).take(count.min(list.len())).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::{Fixture, invented};

    #[test]
    fn edges_are_products_and_go_both_ways() {
        let fixture = Fixture::new(&[&["a b c", "a b d", "e f"], &["c a"]]);
        let story = fixture.story();
        let graph = Graph::new(&Matrix::of_counts(&story), |_, _, product| product);
        let edges: Vec<Vec<(usize, f64)>> = (0..4).map(|n| graph.neighbours(n).collect()).collect();
        assert_eq!(
            edges,
            [vec![(1, 2.0), (3, 2.0)], vec![(0, 2.0), (3, 1.0)], vec![], vec![(0, 2.0), (1, 1.0)]]
        );
        assert_eq!(graph.strength(0), 4.0);
    }

    #[test]
    fn above_the_bound_weights_stay_exact_and_degrees_stay_small() {
        let fixture = Fixture::of(invented(40, 20));
        let story = fixture.story();
        let matrix = Matrix::of_vectors(&story);
        let weigh = |_: usize, _: usize, product: f64| product;
        let exact = Graph::with_bound(&matrix, 10_000, weigh);
        let near = Graph::with_bound(&matrix, 0, weigh);
        let mut edges = 0;
        for node in 0..near.len() {
            for (other, weight) in near.neighbours(node) {
                edges += 1;
                let true_weight = exact.neighbours(node).find(|(n, _)| *n == other).unwrap().1;
                assert!((weight - true_weight).abs() < 1e-6);
            }
        }
        assert!(edges > 0 && edges <= 2 * KEPT * near.len(), "{edges}");
    }

    #[test]
    fn windows_run_round_the_ends() {
        let list: Vec<u32> = (0..200).collect();
        for at in [0, 10, 100, 199] {
            let seen: Vec<u32> = window(&list, at).collect();
            assert_eq!(seen.len(), WINDOW + 1);
            assert_eq!(seen[WINDOW / 2], list[at]);
        }
        assert_eq!(window(&list[..3], 1).count(), 3);
    }
}

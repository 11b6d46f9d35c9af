//! `lexrank` and `lexrank-threshold`: sentences that many similar sentences vote for.
//!
//! Erkan & Radev 2004, "LexRank: graph-based lexical centrality as salience in text summarization",
//! JAIR 22. With w(u,v) the idf-modified cosine of two sentences, each sentence also being its own
//! neighbour,
//!
//! > p(u) = d/N + (1 − d) · Σ over neighbours v of u: w(u,v) / Σ_z w(z,v) · p(v), with d = 0.15.
//!
//! *Continuous* LexRank (the paper's equation 11) takes the cosines as they are; the *threshold*
//! variant sets w = 1 for cosines above 0.1 (the best value in the paper) and 0 below. All body
//! sentences of the story vote; what a statement is worth is the score of its voice. As in the
//! paper's reranker, sentences that repeat a chosen one are passed over.
//!
//! The idf is that of the language at large, as in the paper, which counts a large collection;
//! counted inside the story it makes worthless what all articles speak of. ROUGE-2 on ten articles
//! rose by 2.0 with it (threshold 2.1), on short summaries of two or three by 1.1 (2.7); on
//! Multi-News and teasers by −0.1 and −0.3 (0.7 and 0.6).
//!
//! The continuous graph is never built: with the unit rows X the weights are W = X·Xᵀ, so that one
//! step is two sparse products, X·(Xᵀ·v), exact for any number of sentences. The threshold variant
//! uses the inverted-index graph with its bound ([`Graph`]).

use ndarray::Array1;

use crate::model::{Budget, Selection};

use super::parts::{Draft, Graph, Matrix, Walk, stationary};
use super::{Method, Story};

/// Precise to a millionth; the paper's stopping rule is of this kind.
const WALK: Walk = Walk { jump: 0.15, tolerance: 1e-6, steps: 100 };

/// The methods `lexrank` and `lexrank-threshold`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LexRank {
    threshold: Option<f64>,
    walk: Walk,
}

impl LexRank {
    /// Weights are cosines.
    #[must_use]
    pub const fn continuous() -> Self {
        Self { threshold: None, walk: WALK }
    }

    /// Weights are 1 above a cosine of 0.1, and 0 below.
    #[must_use]
    pub const fn threshold() -> Self {
        Self { threshold: Some(0.1), walk: WALK }
    }

    /// The score of every sentence of the story; they sum to 1 unless sentences without content
    /// words are among them.
    #[must_use]
    pub fn scores(&self, story: &Story<'_>) -> Array1<f64> {
        let matrix = Matrix::of_rarities(story);
        match self.threshold {
            None => continuous(&matrix, self.walk),
            Some(least) => {
                let above = |_: usize, _: usize, cosine: f64| f64::from(u8::from(cosine > least));
                votes(&Graph::new(&matrix, above), self.walk)
            }
        }
    }
}

impl Method for LexRank {
    fn name(&self) -> &'static str {
        match self.threshold {
            None => "lexrank",
            Some(_) => "lexrank-threshold",
        }
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let mut draft = Draft::new(story, budget);
        let scores = self.scores(story);
        draft.by_row_score(self.name(), |row| scores[row]);
        draft.finish()
    }
}

fn continuous(matrix: &Matrix, walk: Walk) -> Array1<f64> {
    let similar = |v: &Array1<f64>| matrix.times(&matrix.transposed_times(v));
    let strength = similar(&Array1::ones(matrix.height()));
    let inverse = strength.mapv(|s| if s > 0.0 { 1.0 / s } else { 0.0 });
    stationary(matrix.height(), walk, |p| similar(&(p * &inverse)))
}

/// The walk over a graph whose nodes are also their own neighbours with weight 1.
fn votes(graph: &Graph, walk: Walk) -> Array1<f64> {
    let strength: Vec<f64> = (0..graph.len()).map(|node| 1.0 + graph.strength(node)).collect();
    stationary(graph.len(), walk, |p| {
        let share: Vec<f64> = p.iter().zip(&strength).map(|(p, s)| p / s).collect();
        let vote = |node| graph.neighbours(node).map(|(v, w)| w * share[v]).sum::<f64>();
        (0..graph.len()).map(|node| share[node] + vote(node)).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    /// The cosines of the eleven sentences of DUC 2004 cluster d1003t, and their LexRank scores at
    /// a threshold of 0.1, as printed in the paper's figure 2 and table 2 (scaled so that the best
    /// is 1, to the precision of its power iteration).
    const COSINES: [[f64; 11]; 11] = [
        [1.00, 0.45, 0.02, 0.17, 0.03, 0.22, 0.03, 0.28, 0.06, 0.06, 0.00],
        [0.45, 1.00, 0.16, 0.27, 0.03, 0.19, 0.03, 0.21, 0.03, 0.15, 0.00],
        [0.02, 0.16, 1.00, 0.03, 0.00, 0.01, 0.03, 0.04, 0.00, 0.01, 0.00],
        [0.17, 0.27, 0.03, 1.00, 0.01, 0.16, 0.28, 0.17, 0.00, 0.09, 0.01],
        [0.03, 0.03, 0.00, 0.01, 1.00, 0.29, 0.05, 0.15, 0.20, 0.04, 0.18],
        [0.22, 0.19, 0.01, 0.16, 0.29, 1.00, 0.05, 0.29, 0.04, 0.20, 0.03],
        [0.03, 0.03, 0.03, 0.28, 0.05, 0.05, 1.00, 0.06, 0.00, 0.00, 0.01],
        [0.28, 0.21, 0.04, 0.17, 0.15, 0.29, 0.06, 1.00, 0.25, 0.20, 0.17],
        [0.06, 0.03, 0.00, 0.00, 0.20, 0.04, 0.00, 0.25, 1.00, 0.26, 0.38],
        [0.06, 0.15, 0.01, 0.09, 0.04, 0.20, 0.00, 0.20, 0.26, 1.00, 0.12],
        [0.00, 0.00, 0.00, 0.01, 0.18, 0.03, 0.01, 0.17, 0.38, 0.12, 1.00],
    ];
    const PRINTED: [f64; 11] =
        [0.6007, 0.8466, 0.3491, 0.7520, 0.5907, 0.7993, 0.3548, 1.0000, 0.5921, 0.6910, 0.5921];

    #[test]
    fn the_papers_scores_come_out() {
        let mut edges = Vec::new();
        for (high, row) in (0u32..).zip(COSINES) {
            for (low, cosine) in (0..high).zip(row) {
                if cosine > 0.1 {
                    edges.push((high, low, 1.0));
                }
            }
        }
        let scores = votes(&Graph::of_edges(11, &edges), WALK);
        let best = scores.iter().copied().fold(0.0, f64::max);
        for (score, printed) in scores.iter().zip(PRINTED) {
            assert!((score / best - printed).abs() < 7e-4, "{printed}: {}", score / best);
        }
        assert!((scores.sum() - 1.0).abs() < 1e-9);
    }

    /// Sentences "a b", "a c", "d": let x = idf(a), y = idf(b) = idf(c), all in one article. Then
    /// cos(1,2) is k = x²/(x² + y²), and with every df = 1 article x = y and k = ½. Strengths are
    /// 1.5, 1.5 and 1; by symmetry p₁ = p₂, so p = 0.05 + 0.85·(1 + ½)/1.5·p gives p₁ = 0.05/0.15 =
    /// ⅓, and likewise p₃ = ⅓: with undirected weights the walk without jumps would settle at the
    /// strengths, the jumps even it out inside each component.
    #[test]
    fn components_keep_their_share() {
        let fixture = Fixture::new(&[&["a b", "a c", "d"]]);
        let scores = LexRank::continuous().scores(&fixture.story());
        for score in scores {
            assert!((score - 1.0 / 3.0).abs() < 1e-6, "{score}");
        }
    }

    /// "a b", "a c", "c d" with equal idf: a path with cosines ½ and 0. Strengths s = 1.5, 2, 1.5.
    /// With p₁ = p₃ = q and p₂ = r: q = 0.05 + 0.85·(q/1.5 + 0.5·r/2), 2q + r = 1. So q·(1 −
    /// 0.85/1.5 + 0.425) = 0.05 + 0.2125, that is q = 0.2625/0.858333… = 0.305825, r = 0.388350.
    #[test]
    fn a_path_by_hand() {
        let fixture = Fixture::new(&[&["a b", "a c", "c d"]]);
        let story = fixture.story();
        let scores = LexRank::continuous().scores(&story);
        for (score, expected) in scores.iter().zip([0.305_825, 0.388_350, 0.305_825]) {
            assert!((score - expected).abs() < 2e-6, "{scores}");
        }
        let picks = LexRank::continuous().select(&story, "1s".parse().unwrap()).picks;
        assert_eq!(picks[0].statement.0, 1);
    }

    /// Without sentences that vote for themselves only, both ways to take a step agree.
    #[test]
    fn products_and_graph_agree() {
        let fixture = Fixture::of(crate::rank::testing::invented(5, 10));
        let matrix = Matrix::of_vectors(&fixture.story());
        let graph = Graph::new(&matrix, |_, _, cosine| cosine);
        let (a, b) = (continuous(&matrix, WALK), votes(&graph, WALK));
        for (x, y) in a.iter().zip(&b) {
            assert!((x - y).abs() < 1e-6);
        }
    }
}

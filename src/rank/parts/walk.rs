//! Random walks that return to chance: the power iteration behind LexRank and TextRank (Brin & Page
//! 1998).

use ndarray::Array1;

/// How a walk goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walk {
    /// Probability of a jump to any node with equal chance, more than 0 and at most 1.
    pub jump: f64,
    /// Ends when the scores change by less than this altogether.
    pub tolerance: f64,
    /// Ends after this many steps in any case.
    pub steps: usize,
}

/// Solves p = jump/n + (1 − jump) · step(p), where `step` moves the walkers along the edges. With a
/// stochastic `step` the scores sum to 1; nodes without edges keep the share of the jumps alone.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn stationary(
    nodes: usize,
    walk: Walk,
    mut step: impl FnMut(&Array1<f64>) -> Array1<f64>,
) -> Array1<f64> {
    let share = 1.0 / nodes.max(1) as f64;
    let mut scores = Array1::from_elem(nodes, share);
    for _ in 0..walk.steps {
        let next = step(&scores) * (1.0 - walk.jump) + walk.jump * share;
        let change: f64 = next.iter().zip(&scores).map(|(a, b)| (a - b).abs()).sum();
        scores = next;
        if change < walk.tolerance {
            break;
        }
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two nodes, both pointing at the second: p₁ = ½·½ = ¼, p₂ = ¼ + ½(p₁ + p₂) = ¾.
    #[test]
    fn a_walk_settles_where_the_equations_say() {
        let walk = Walk { jump: 0.5, tolerance: 1e-12, steps: 100 };
        let scores = stationary(2, walk, |p| Array1::from_vec(vec![0.0, p[0] + p[1]]));
        assert!((scores[0] - 0.25).abs() < 1e-9 && (scores[1] - 0.75).abs() < 1e-9, "{scores}");
        assert_eq!(stationary(0, walk, Array1::clone).len(), 0);
    }
}

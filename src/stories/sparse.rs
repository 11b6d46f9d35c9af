//! Rows of features of which most are 0.

/// A feature and its weight.
pub(super) type Weighted = (u32, f32);

/// Features, ascending, and their weights.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sparse<'r> {
    pub features: &'r [u32],
    pub weights: &'r [f32],
}

impl<'r> Sparse<'r> {
    pub(super) const fn new(features: &'r [u32], weights: &'r [f32]) -> Self {
        Self { features, weights }
    }

    /// Those of `count` features from the feature `first` on.
    pub(super) fn among(self, first: usize, count: usize) -> Self {
        let before = |end: usize| self.features.partition_point(|&f| (f as usize) < end);
        let held = before(first)..before(first + count);
        Self { features: &self.features[held.clone()], weights: &self.weights[held] }
    }

    /// The features with their weights.
    pub(super) fn iter(self) -> impl Iterator<Item = Weighted> {
        self.features.iter().copied().zip(self.weights.iter().copied())
    }
}

/// Product of two sparse rows in feature order.
pub(super) fn dot(a: Sparse<'_>, b: Sparse<'_>) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.features.get(i), b.features.get(j)) {
        if x == y {
            sum += f64::from(a.weights[i]) * f64::from(b.weights[j]);
        }
        // Which of the two is less cannot be foreseen: added, it costs no branch.
        let (behind, ahead) = (x <= y, y <= x);
        i += usize::from(behind);
        j += usize::from(ahead);
    }
    sum
}

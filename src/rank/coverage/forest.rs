//! A sum of small regression trees. The trees are *oblivious* (Kohavi & Li 1995, "Oblivious
//! decision trees, graphs, and top-down pruning"; Prokhorenkova et al. 2018, "CatBoost"): all
//! splits of one depth ask the same question, so that a tree is a few comparisons and a table, the
//! same for many rows at once.
//!
//! prediction(x) = base + Σ_t leaf_t(x). They are fitted outside: see `evaluate::boost`.

use serde::{Deserialize, Serialize};

/// One oblivious tree of some depth: question `k` adds 2^k to the number of the leaf when it is
/// answered with yes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tree {
    /// Feature of each question.
    feature: Vec<u16>,
    /// The answer is yes when the feature is above this.
    above: Vec<f32>,
    /// Values of the leaves, 2 to the power of the number of questions.
    leaf: Vec<f32>,
}

/// The deepest tree.
pub const DEEPEST: usize = 8;

/// Rows that are looked at side by side.
pub const LANES: usize = 16;

impl Tree {
    /// A tree of as many questions as `feature` and `above` are long, with two to that power `leaf`
    /// values.
    #[must_use]
    pub const fn new(feature: Vec<u16>, above: Vec<f32>, leaf: Vec<f32>) -> Self {
        Self { feature, above, leaf }
    }

    /// Feature of each question.
    #[must_use]
    pub fn features(&self) -> &[u16] {
        &self.feature
    }

    /// What the feature of each question must be above.
    #[must_use]
    pub fn thresholds(&self) -> &[f32] {
        &self.above
    }

    /// Values of the leaves.
    #[must_use]
    pub fn leaves(&self) -> &[f32] {
        &self.leaf
    }

    fn is_sound(&self, features: usize) -> bool {
        let questions = self.feature.len();
        questions <= DEEPEST
            && self.above.len() == questions
            && self.leaf.len() == 1 << questions
            && self.feature.iter().all(|&f| usize::from(f) < features)
            && self.above.iter().chain(&self.leaf).all(|x| x.is_finite())
    }

    /// Adds the tree's values for the rows whose features stand column after column in `columns`.
    fn add(&self, columns: &[[f32; LANES]], sums: &mut [f32; LANES]) {
        let mut at = [0u32; LANES];
        for (bit, (&feature, &above)) in self.feature.iter().zip(&self.above).enumerate() {
            let Some(column) = columns.get(usize::from(feature)) else { continue };
            for (at, x) in at.iter_mut().zip(column) {
                *at |= u32::from(*x > above) << bit;
            }
        }
        for (sum, at) in sums.iter_mut().zip(at) {
            *sum += self.leaf.get(at as usize).copied().unwrap_or(0.0);
        }
    }
}

/// A base value and trees.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Forest {
    /// Prediction before any tree.
    pub base: f32,
    /// The trees, in order of fitting.
    pub trees: Vec<Tree>,
}

/// A value as JSON; numbers here are finite and strings are strings, so writing cannot fail.
pub(crate) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// An object as JSON, each field at the start of a line; the values are JSON already.
pub(crate) fn object(fields: &[(&str, String)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("\"{name}\": {value}")).collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}

impl Forest {
    /// As JSON, one line for every tree.
    pub(crate) fn to_lines(&self) -> String {
        let trees: Vec<String> = self.trees.iter().map(json).collect();
        format!("{{\"base\": {}, \"trees\": [\n{}\n]}}", json(&self.base), trees.join(",\n"))
    }

    /// Whether every tree is complete, finite, and asks for one of `features` features only.
    #[must_use]
    pub fn is_sound(&self, features: usize) -> bool {
        self.base.is_finite() && self.trees.iter().all(|tree| tree.is_sound(features))
    }

    /// The predictions for rows of `features` features, row after row in `x`.
    #[must_use]
    pub fn predict(&self, x: &[f32], features: usize) -> Vec<f32> {
        let mut predictions = Vec::with_capacity(x.len() / features.max(1));
        let mut columns = vec![[0.0; LANES]; features];
        for rows in x.chunks(LANES * features.max(1)) {
            let count = rows.len() / features.max(1);
            for (lane, row) in rows.chunks_exact(features.max(1)).enumerate() {
                for (column, x) in columns.iter_mut().zip(row) {
                    column[lane] = *x;
                }
            }
            let mut sums = [self.base; LANES];
            for tree in &self.trees {
                tree.add(&columns, &mut sums);
            }
            predictions.extend_from_slice(&sums[..count]);
        }
        predictions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_add_up_and_broken_ones_are_found() {
        let stump = |above, low, high| Tree::new(vec![0], vec![above], vec![low, high]);
        let forest =
            Forest { base: 0.5, trees: vec![stump(4.0, -0.25, 0.25), stump(6.0, 0.0, 0.125)] };
        // More rows than are looked at side by side; the second feature says nothing.
        let x: Vec<f32> = (0..40u8).flat_map(|n| [f32::from(n % 10), 9.0]).collect();
        let wanted = |n: u8| match n % 10 {
            0..=4 => 0.25,
            5 | 6 => 0.75,
            _ => 0.875,
        };
        assert_eq!(forest.predict(&x, 2), (0..40).map(wanted).collect::<Vec<f32>>());
        assert!(forest.is_sound(1) && forest.predict(&[], 2).is_empty());
        assert!(!Forest { base: f32::NAN, ..forest.clone() }.is_sound(1));
        let short = Tree::new(vec![0], vec![1.0], vec![0.0]);
        let unknown = Tree::new(vec![1], vec![1.0], vec![0.0, 1.0]);
        for tree in [short, unknown] {
            assert!(!Forest { base: 0.0, trees: vec![tree] }.is_sound(1));
        }
    }
}

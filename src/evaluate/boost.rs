//! Fitting a [`Forest`]: gradient boosting with squared error (Friedman 2001, "Greedy function
//! approximation: a gradient boosting machine"), splits from histograms of quantile bins.
//!
//! Tree t is fitted to the residuals of the trees before it on a sample of the rows and of the
//! features; a leaf is η · Σ w·r / (Σ w + λ) over its rows' residuals r and weights w. The samples
//! come from a fixed linear congruential generator: the same rows give the same trees.

use crate::rank::coverage::forest::{DEEPEST, Forest, Tree};

/// How to fit a [`Forest`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Number of trees.
    pub trees: usize,
    /// Questions of a tree, 1 to 8.
    pub depth: usize,
    /// Learning rate η.
    pub rate: f32,
    /// Shrinkage λ of a leaf, in units of row weight.
    pub shrinkage: f32,
    /// Share of rows that each tree sees.
    pub rows: f32,
    /// Share of features that each tree sees.
    pub features: f32,
    /// Quantile bins of a feature, at most 255.
    pub bins: usize,
    /// Start of the generator.
    pub seed: u64,
}

/// Set by: leave-one-set-out over four data sets; the table stands in `rank/coverage/MODEL.md`.
impl Default for Fit {
    fn default() -> Self {
        Self {
            trees: 100,
            depth: 3,
            rate: 0.1,
            shrinkage: 20.0,
            rows: 0.5,
            features: 0.4,
            bins: 32,
            seed: 1,
        }
    }
}

/// Rows to learn from: features (row after row), wanted values, weights.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Number of features of a row.
    pub features: usize,
    /// All rows' features, row after row.
    pub x: Vec<f32>,
    /// The value wanted for each row.
    pub y: Vec<f32>,
    /// The weight of each row.
    pub weight: Vec<f32>,
}

/// Knuth's multiplier of the 64-bit linear congruential generator of MMIX.
struct Generator(u64);

impl Generator {
    /// A number from 0 up to 1.
    fn next(&mut self) -> f32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 40) as f32 / (1u64 << 24) as f32
    }
}

/// The rows while a forest grows.
struct Growth<'t> {
    table: &'t Table,
    fit: Fit,
    edges: Vec<Vec<f32>>,
    binned: Vec<u8>,
    residual: Vec<f32>,
    node: Vec<u16>,
}

impl Fit {
    /// Fits trees to `table`. Without rows, or with rows of no weight, a forest that predicts 0.
    #[must_use]
    pub fn run(self, table: &Table) -> Forest {
        let total: f64 = table.weight.iter().map(|&w| f64::from(w)).sum();
        if total <= 0.0 || table.features == 0 {
            return Forest::default();
        }
        let weighted = table.y.iter().zip(&table.weight).map(|(y, w)| f64::from(y * w));
        let base = (weighted.sum::<f64>() / total) as f32;
        let fit =
            Self { depth: self.depth.clamp(1, DEEPEST), bins: self.bins.clamp(2, 255), ..self };
        let edges = quantiles(table, fit.bins);
        let binned = table
            .x
            .chunks_exact(table.features)
            .flat_map(|row| row.iter().zip(&edges).map(|(x, edges)| bin(edges, *x)))
            .collect();
        let residual = table.y.iter().map(|y| y - base).collect();
        let node = vec![0; table.y.len()];
        let mut growth = Growth { table, fit, edges, binned, residual, node };
        let mut generator = Generator(fit.seed);
        let trees = (0..fit.trees).map(|_| growth.tree(&mut generator)).collect();
        Forest { base, trees }
    }
}

/// Upper edges of the quantile bins of every feature, the last bin left open.
fn quantiles(table: &Table, bins: usize) -> Vec<Vec<f32>> {
    let rows = table.y.len();
    let step = (rows / 20_000).max(1);
    (0..table.features)
        .map(|feature| {
            let mut values: Vec<f32> = (0..rows)
                .step_by(step)
                .map(|row| table.x[row * table.features + feature])
                .collect();
            values.sort_by(f32::total_cmp);
            let last = values.len().saturating_sub(1);
            let mut edges: Vec<f32> = (1..bins).map(|k| values[k * last / bins]).collect();
            edges.dedup();
            edges.retain(|edge| *edge < values[last]);
            edges
        })
        .collect()
}

fn bin(edges: &[f32], x: f32) -> u8 {
    u8::try_from(edges.partition_point(|edge| *edge < x)).unwrap_or(u8::MAX)
}

/// Sums of weighted residuals and of weights.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    gradient: f32,
    weight: f32,
}

impl Sums {
    fn add(&mut self, gradient: f32, weight: f32) {
        self.gradient += gradient;
        self.weight += weight;
    }

    fn minus(self, other: Self) -> Self {
        Self { gradient: self.gradient - other.gradient, weight: self.weight - other.weight }
    }

    /// Squared error that a leaf of these rows takes away.
    fn value(self, shrinkage: f32) -> f32 {
        self.gradient * self.gradient / (self.weight + shrinkage)
    }
}

impl Growth<'_> {
    fn tree(&mut self, generator: &mut Generator) -> Tree {
        let rows: Vec<u32> = (0..self.node.len())
            .filter(|_| generator.next() < self.fit.rows)
            .filter_map(|row| u32::try_from(row).ok())
            .collect();
        let mut features: Vec<usize> =
            (0..self.table.features).filter(|_| generator.next() < self.fit.features).collect();
        if features.is_empty() {
            features.push(0);
        }
        let (mut asked, mut thresholds) = (Vec::new(), Vec::new());
        self.node.fill(0);
        for level in 0..self.fit.depth {
            let sums = self.histograms(&rows, &features, 1 << level);
            // Without a question that helps the tree stays as it is.
            let Some((feature, above)) = self.question(&sums, &features) else { break };
            asked.push(feature);
            thresholds.push(above);
            self.ask(feature, above, level);
        }
        let leaf = self.leaves(&rows, asked.len());
        for row in 0..self.node.len() {
            self.residual[row] -= leaf[usize::from(self.node[row])];
        }
        Tree::new(asked, thresholds, leaf)
    }

    fn histograms(&self, rows: &[u32], features: &[usize], nodes: usize) -> Vec<Sums> {
        let (width, bins) = (self.table.features, self.fit.bins);
        let mut sums = vec![Sums::default(); nodes * features.len() * bins];
        for &row in rows {
            let row = row as usize;
            let weight = self.table.weight[row];
            let gradient = self.residual[row] * weight;
            let binned = &self.binned[row * width..(row + 1) * width];
            let first = usize::from(self.node[row]) * features.len() * bins;
            for (n, &feature) in features.iter().enumerate() {
                sums[first + n * bins + usize::from(binned[feature])].add(gradient, weight);
            }
        }
        sums
    }

    /// The feature and threshold that take most squared error away from all nodes together; `sums`
    /// are the histograms of one node after the other.
    fn question(&self, sums: &[Sums], features: &[usize]) -> Option<(u16, f32)> {
        let (least, width) = (self.fit.shrinkage, self.fit.bins);
        let mut best = None;
        let mut most = 0.0;
        let mut gains = vec![0.0; width];
        for (n, &feature) in features.iter().enumerate() {
            let edges = &self.edges[feature];
            gains.fill(0.0);
            for node in sums.chunks_exact(features.len() * width) {
                let bins = &node[n * width..(n + 1) * width];
                let mut all = Sums::default();
                bins.iter().for_each(|b| all.add(b.gradient, b.weight));
                let mut below = Sums::default();
                for (gain, b) in gains.iter_mut().zip(bins).take(edges.len()) {
                    below.add(b.gradient, b.weight);
                    let above = all.minus(below);
                    *gain += below.value(least) + above.value(least) - all.value(least);
                }
            }
            for (edge, gain) in edges.iter().zip(&gains) {
                if *gain > most {
                    most = *gain;
                    best = u16::try_from(feature).ok().map(|f| (f, *edge));
                }
            }
        }
        best
    }

    /// Moves every row to its node of the next depth.
    fn ask(&mut self, feature: u16, above: f32, level: usize) {
        let (width, feature) = (self.table.features, usize::from(feature));
        for (row, node) in self.node.iter_mut().enumerate() {
            *node |= u16::from(self.table.x[row * width + feature] > above) << level;
        }
    }

    fn leaves(&self, rows: &[u32], depth: usize) -> Vec<f32> {
        let mut sums = vec![(0.0f64, 0.0f64); 1 << depth];
        for &row in rows {
            let row = row as usize;
            let weight = f64::from(self.table.weight[row]);
            let sum = &mut sums[usize::from(self.node[row])];
            sum.0 += f64::from(self.residual[row]) * weight;
            sum.1 += weight;
        }
        let (rate, shrinkage) = (f64::from(self.fit.rate), f64::from(self.fit.shrinkage));
        // Six decimals: the file stays readable, and what is tested is what is written.
        let round = |x: f64| ((x * 1e6).round() / 1e6) as f32;
        sums.iter()
            .map(|(gradient, weight)| round(rate * gradient / (weight + shrinkage)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step() -> Table {
        // y = 1 where the first feature is above 4, else 0; the second says nothing.
        let x: Vec<f32> = (0..100u8).flat_map(|n| [f32::from(n % 10), f32::from(n % 7)]).collect();
        let y = (0..100u8).map(|n| f32::from(u8::from(n % 10 > 4))).collect();
        Table { features: 2, x, y, weight: vec![1.0; 100] }
    }

    #[test]
    fn one_stump_finds_the_step_and_its_shrunken_leaves() {
        let fit = Fit {
            trees: 1,
            depth: 1,
            rate: 1.0,
            shrinkage: 10.0,
            rows: 2.0,
            features: 2.0,
            ..Fit::default()
        };
        let forest = fit.run(&step());
        assert!((forest.base - 0.5).abs() < 1e-6);
        assert_eq!(forest.trees[0].features(), [0]);
        assert_eq!(forest.trees[0].thresholds(), [4.0]);
        // 50 rows with residual -0.5 and 50 with 0.5, weight 1 each: 25 / (50 + 10).
        assert_eq!(forest.trees[0].leaves(), [-0.416_667, 0.416_667]);
        let predicted = forest.predict(&[7.0, 0.0, 4.0, 0.0], 2);
        assert!((predicted[0] - 0.916_667).abs() < 1e-6 && predicted.len() == 2);
        assert!((predicted[1] - 0.083_333).abs() < 1e-6);
    }

    #[test]
    fn boosting_comes_close_and_repeats_itself() {
        let fit = Fit { trees: 60, depth: 2, rate: 0.2, shrinkage: 1.0, ..Fit::default() };
        let forest = fit.run(&step());
        let predicted = forest.predict(&[9.0, 3.0, 0.0, 3.0], 2);
        assert!((predicted[0] - 1.0).abs() < 0.05 && predicted[1].abs() < 0.05);
        assert_eq!(forest, fit.run(&step()));
        assert!(
            forest.is_sound(2) && !forest.is_sound(1)
                || forest.trees.iter().all(|t| t.features().iter().all(|f| *f == 0))
        );
    }

    #[test]
    fn nothing_to_learn_predicts_nothing() {
        assert!(Fit::default().run(&Table::default()).predict(&[], 0).is_empty());
        let flat = Table { features: 1, x: vec![1.0; 5], y: vec![0.25; 5], weight: vec![1.0; 5] };
        let predicted = Fit::default().run(&flat).predict(&[1.0; 40], 1);
        assert!(predicted.len() == 40 && predicted.iter().all(|p| (p - 0.25).abs() < 1e-6));
    }
}

//! `dpp`: good sentences that repel each other.
//!
//! Kulesza & Taskar 2012, "Determinantal point processes for machine learning", Foundations and
//! Trends in Machine Learning 5, section 4.2. A set Y has probability in proportion to det(L_Y),
//! L_ij = q_i · S_ij · q_j, with S the TF-IDF cosine and q_i = exp(θ·f_i) the quality, log-linear
//! in the features centrality (cosine with the story's centroid, scaled to at most 1) and position
//! 1/(1 + i) in the article. The paper learns θ from summaries; here it is fixed
//! ([`Dpp::default`]). The greedy maximum a posteriori of the paper's algorithm for budgets takes
//! the sentence with the greatest
//!
//! > (log det L_{Y+i} − log det L_Y) / cost(i)^r
//!
//! while that is more than 0; what words are left then go by quality. The paper has r = 1, which
//! without learned weights fills a briefing with the shortest sentences (ROUGE-2 1 to 7 points
//! lower on news); here r = 0. The gains come from one Cholesky row for each pick (Chen, Zhang &
//! Zhou 2018, "Fast greedy MAP inference"), so that choosing k of n costs n·k². Of a story with
//! more than [`EXACT_ROWS`] candidates only that many of the best quality take part.

use crate::model::{Budget, Selection};

use super::centroid::central;
use super::parts::{Draft, EXACT_ROWS, Matrix};
use super::{Method, Story};

/// The method `dpp`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dpp {
    /// θ for centrality.
    pub centrality: f64,
    /// θ for position.
    pub position: f64,
    /// r: gains are divided by cost^r.
    pub cost_exponent: f64,
}

impl Default for Dpp {
    fn default() -> Self {
        Self { centrality: 1.0, position: 1.0, cost_exponent: 0.0 }
    }
}

impl Method for Dpp {
    fn name(&self) -> &'static str {
        "dpp"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let mut draft = Draft::new(story, budget);
        let matrix = Matrix::of_rarities(story);
        let quality = self.log_quality(story, &matrix);
        let mut process = Process::new(&draft, &quality, self.cost_exponent);
        while let Some((at, gain, ratio)) = process.best(&draft) {
            let Item { candidate, row, .. } = process.items[at];
            draft.take(candidate, gain, &[("per unit", ratio), ("log quality", quality[row])]);
            process.take(at, &matrix, &quality);
        }
        draft.by_row_score("log quality", |row| quality[row]);
        draft.finish()
    }
}

impl Dpp {
    /// ln q of every sentence of the story.
    #[allow(clippy::cast_precision_loss)]
    fn log_quality(&self, story: &Story<'_>, matrix: &Matrix) -> Vec<f64> {
        let central = central(matrix);
        let best = central.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let feature = |(&sentence, central): (&crate::model::SentenceId, f64)| {
            let position = f64::from(story.corpus.sentence(sentence).position);
            self.centrality * central / best + self.position / (1.0 + position)
        };
        story.sentences.iter().zip(central).map(feature).collect()
    }
}

#[derive(Debug, Clone, Copy)]
struct Item {
    candidate: usize,
    row: usize,
    cost: f64,
    /// The part of the item's L_ii that the chosen ones do not explain: det L_{Y+i} / det L_Y.
    rest: f64,
}

/// The factorisation L_Y = C·Cᵀ, grown by one column with each pick, for all items at once.
struct Process {
    items: Vec<Item>,
    columns: Vec<Vec<f64>>,
}

impl Process {
    fn new(draft: &Draft<'_>, quality: &[f64], exponent: f64) -> Self {
        let mut order: Vec<usize> = (0..draft.candidates().len()).collect();
        let row = |c: usize| draft.candidates()[c].row;
        order.sort_by(|&a, &b| quality[row(b)].total_cmp(&quality[row(a)]).then(a.cmp(&b)));
        order.truncate(EXACT_ROWS);
        order.sort_unstable();
        let item = |c: usize| Item {
            candidate: c,
            row: row(c),
            cost: libm::pow(f64::from(draft.candidates()[c].cost), exponent),
            rest: libm::exp(2.0 * quality[row(c)]),
        };
        Self { items: order.into_iter().map(item).collect(), columns: Vec::new() }
    }

    /// The open item with the greatest gain for its cost, that gain, and the ratio; `None` when no
    /// gain is positive.
    fn best(&self, draft: &Draft<'_>) -> Option<(usize, f64, f64)> {
        let mut best: Option<(usize, f64, f64)> = None;
        for (at, item) in self.items.iter().enumerate() {
            // A gain needs a rest above 1; checked first, since logarithms are dear.
            if item.rest > 1.0 && draft.open(item.candidate) {
                let gain = libm::log(item.rest);
                let ratio = gain / item.cost;
                if best.is_none_or(|(_, _, r)| ratio > r) {
                    best = Some((at, gain, ratio));
                }
            }
        }
        best
    }

    fn take(&mut self, at: usize, matrix: &Matrix, quality: &[f64]) {
        let chosen = self.items[at];
        let root = chosen.rest.sqrt();
        let mut dense = vec![0f64; matrix.width()];
        matrix.row(chosen.row).for_each(|(term, weight)| dense[term] = f64::from(weight));
        let mut column = vec![0f64; self.items.len()];
        for (other, item) in self.items.iter_mut().enumerate() {
            let scale = libm::exp(quality[chosen.row] + quality[item.row]);
            let known: f64 = self.columns.iter().map(|c| c[at] * c[other]).sum();
            column[other] = (scale * matrix.dot(item.row, &dense) - known) / root;
            item.rest = (item.rest - column[other] * column[other]).max(0.0);
        }
        self.columns.push(column);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    /// With q = 1 everywhere except θ = (0, 1): three sentences of one article, positions 0, 1, 2,
    /// so ln q = 1, ½, ⅓. "a b", "a c", "d e": cosines ½, 0, 0. det L_{1} = e², gain 2. Then for
    /// sentence 2: det L_{12} = e²·e·(1 − ¼), gain 1 + ln ¾ = 0.712318; sentence 3 gains ⅔ (no
    /// similarity). The costs are equal, so the order is 1, 2, 3 with gains 2, 0.712318, 0.666667.
    #[test]
    fn gains_are_log_determinants() {
        let fixture = Fixture::new(&[&["a b", "a c", "d e"]]);
        let story = fixture.story();
        let dpp = Dpp { centrality: 0.0, position: 1.0, cost_exponent: 1.0 };
        let picks = dpp.select(&story, "3s".parse().unwrap()).picks;
        let expected = [(0, 2.0), (1, 1.0 + libm::log(0.75)), (2, 2.0 / 3.0)];
        for (pick, expected) in picks.iter().zip(expected) {
            assert_eq!(pick.statement.0, expected.0);
            assert!((pick.gain - expected.1).abs() < 1e-5, "{picks:?}");
        }
    }
}

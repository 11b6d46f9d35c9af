//! `centroid`: sentences near the centre of the story, chosen by maximal marginal relevance.
//!
//! Radev, Jing, Styś & Tam 2004, "Centroid-based summarization of multiple documents", Information
//! Processing and Management 40. The centroid is the sum of the TF-IDF rows of all sentences; a
//! sentence is worth
//!
//! > score = centroid + position + first, where
//! > centroid(s) = cos(s, C), position = (n − i + 1)/n · max centroid (sentence i of n in its
//! > article), and first = cos(s, first sentence of its article),
//!
//! with equal weights as in the paper. The paper sums the centroid's values of a sentence's words;
//! the cosine used here, as in later comparisons (Hong et al. 2014), does not favour long
//! sentences, which matters when words are counted.
//!
//! Carbonell & Goldstein 1998, "The use of MMR", SIGIR: the next sentence is the one with the
//! greatest
//!
//! > λ · score(s) − (1 − λ) · max over chosen t of cos(s, t),
//!
//! score scaled to at most 1, λ = 0.7 (the paper's range is 0.3 for breadth to 0.7 for relevance).

use crate::model::{Budget, Selection};

use super::parts::{Draft, Matrix};
use super::{Method, Story};

/// The method `centroid`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Centroid {
    /// Weight of relevance against novelty, 0 to 1.
    pub lambda: f64,
    /// Weights of centroid, position and first-sentence overlap.
    pub weights: [f64; 3],
}

impl Default for Centroid {
    fn default() -> Self {
        Self { lambda: 0.7, weights: [1.0; 3] }
    }
}

impl Method for Centroid {
    fn name(&self) -> &'static str {
        "centroid"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let mut draft = Draft::new(story, budget);
        let matrix = Matrix::of_rarities(story);
        let scores = self.scores(story, &matrix);
        mmr(&mut draft, &matrix, &scores, self.lambda);
        draft.finish()
    }
}

impl Centroid {
    /// The score of every sentence of the story, scaled to at most 1.
    fn scores(&self, story: &Story<'_>, matrix: &Matrix) -> Vec<f64> {
        let central = central(matrix);
        let best = central.iter().copied().fold(0.0, f64::max);
        let mut scores: Vec<f64> = Vec::with_capacity(central.len());
        let article = |row: usize| story.corpus.sentence(story.sentences[row]).article;
        let mut first = 0;
        while first < central.len() {
            let same = (first..central.len()).take_while(|&row| article(row) == article(first));
            let end = first + same.count();
            #[allow(clippy::cast_precision_loss)]
            for (row, &near) in central.iter().enumerate().take(end).skip(first) {
                let place = (end - row) as f64 / (end - first) as f64;
                let parts = [near, place * best, story.vectors.cosine(row, first)];
                scores.push(parts.iter().zip(self.weights).map(|(p, w)| p * w).sum());
            }
            first = end;
        }
        let top = scores.iter().copied().fold(0.0, f64::max);
        if top > 0.0 {
            scores.iter_mut().for_each(|s| *s /= top);
        }
        scores
    }
}

/// The cosine of every row with the sum of all rows.
pub(super) fn central(matrix: &Matrix) -> Vec<f64> {
    let sum = matrix.transposed_times(&ndarray::Array1::ones(matrix.height()));
    let length = sum.dot(&sum).sqrt();
    let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
    (matrix.times(&sum) * scale).to_vec()
}

/// Chooses by maximal marginal relevance until nothing fits.
fn mmr(draft: &mut Draft<'_>, matrix: &Matrix, scores: &[f64], lambda: f64) {
    let rows: Vec<usize> = draft.candidates().iter().map(|c| c.row).collect();
    let mut nearest = vec![0f64; rows.len()];
    let mut left: Vec<usize> = (0..rows.len()).collect();
    let mut dense = vec![0f64; matrix.width()];
    loop {
        left.retain(|&c| draft.open(c));
        let value = |c: usize| lambda * scores[rows[c]] - (1.0 - lambda) * nearest[c];
        let best =
            left.iter().copied().max_by(|&a, &b| value(a).total_cmp(&value(b)).then(b.cmp(&a)));
        let Some(best) = best else { return };
        let why = [("relevance", scores[rows[best]]), ("nearest chosen", nearest[best])];
        draft.take(best, value(best), &why);
        matrix.row(rows[best]).for_each(|(term, weight)| dense[term] = f64::from(weight));
        for &c in &left {
            nearest[c] = nearest[c].max(matrix.dot(rows[c], &dense));
        }
        matrix.row(rows[best]).for_each(|(term, _)| dense[term] = 0.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    /// Four words, each in two sentences of one article: all idf are equal, rows are (1,1,0,0)/√2,
    /// (1,0,1,0)/√2, (0,1,0,1)/√2 and (0,0,1,1)/√2, their sum is parallel to (1,1,1,1): every
    /// cosine with it is 2/(√2·2) = 1/√2. Positions are 1, ¾, ½, ¼ times that; cosines with the
    /// first sentence 1, ½, ½, 0. So the scores are √2 + 1, 1.75/√2 + ½, 1.5/√2 + ½ and 1.25/√2,
    /// over the first. With λ = 0.7 the first goes in; the others then have the nearest at ½, ½ and
    /// 0, and values 0.7·0.7197 − 0.15 = 0.354, 0.302 and 0.7·0.3661 = 0.256.
    #[test]
    fn scores_and_marginal_relevance_by_hand() {
        let fixture = Fixture::new(&[&["a b", "a c", "b d", "c d"]]);
        let story = fixture.story();
        let matrix = Matrix::of_vectors(&story);
        let scores = Centroid::default().scores(&story, &matrix);
        let root = 0.5f64.sqrt();
        let top = 2.0 * root + 1.0;
        let expected =
            [1.0, (1.75 * root + 0.5) / top, (1.5 * root + 0.5) / top, 1.25 * root / top];
        for (score, expected) in scores.iter().zip(expected) {
            assert!((score - expected).abs() < 1e-6, "{scores:?}");
        }
        let picks = Centroid::default().select(&story, "3s".parse().unwrap()).picks;
        let order: Vec<u32> = picks.iter().map(|p| p.statement.0).collect();
        assert_eq!(order, [0, 1, 2]);
        assert!((picks[1].gain - (0.7 * expected[1] - 0.15)).abs() < 1e-6);
    }

    #[test]
    fn novelty_outweighs_relevance_for_a_small_lambda() {
        let fixture = Fixture::new(&[&["a b", "a c", "b d", "c d"]]);
        let story = fixture.story();
        let broad = Centroid { lambda: 0.3, ..Centroid::default() };
        let picks = broad.select(&story, "2s".parse().unwrap()).picks;
        assert_eq!(picks[1].statement.0, 3);
    }
}

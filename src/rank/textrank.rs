//! `textrank`: sentences recommended by sentences that share words with them.
//!
//! Mihalcea & Tarau 2004, "TextRank: bringing order into texts", EMNLP. Two sentences are similar
//! by the words that they share, over the logarithms of their lengths in words,
//!
//! > sim(Sᵢ, Sⱼ) = |{w : w ∈ Sᵢ and w ∈ Sⱼ}| / (ln |Sᵢ| + ln |Sⱼ|),
//!
//! and the score of a vertex is
//!
//! > WS(Vᵢ) = (1 − d) + d · Σ over neighbours j: sim(i,j) / Σ_k sim(j,k) · WS(Vⱼ), with d = 0.85.
//!
//! Words are the stems of content words (the paper's syntactic filter), |S| counts those of the
//! sentence. Two sentences of one word each have no similarity (the paper's formula divides by 0).
//! The paper ranks one document; here all body sentences of the story are vertices, and a sentence
//! that repeats a chosen one is passed over. The graph is bounded for large stories ([`Graph`]).
//!
//! Beside others (`benches/peers/methods.py`, 10 sets of 10 articles, 250 words): the formula once
//! more over all pairs chooses 80 % of the same sentences (ROUGE-2 16.9, here 16.5), since
//! near-identical sentences are one candidate here. sumy 0.13 shares 60 % (14.3): there a sentence
//! votes for itself too, words count as often as they stand in both sentences, nothing that repeats
//! is passed over, and the words are others (no numbers, a list of 580 stop words).

use crate::model::{Budget, Selection};

use super::parts::{Draft, Graph, Matrix, Walk, stationary};
use super::{Method, Story};

/// The method `textrank`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextRank {
    walk: Walk,
}

impl Default for TextRank {
    fn default() -> Self {
        Self { walk: Walk { jump: 0.15, tolerance: 1e-6, steps: 100 } }
    }
}

impl TextRank {
    /// WS of every sentence of the story.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn scores(&self, story: &Story<'_>) -> Vec<f64> {
        let counts = Matrix::of_counts(story);
        let lengths: Vec<f64> = (0..counts.height()).map(|s| log_length(&counts, s)).collect();
        let shared = counts.ones();
        let graph = Graph::new(&shared, |i, j, shared| {
            let length = lengths[i] + lengths[j];
            if length > 0.0 { shared / length } else { 0.0 }
        });
        let strength: Vec<f64> = (0..graph.len()).map(|node| graph.strength(node)).collect();
        let scores = stationary(graph.len(), self.walk, |p| {
            let share: Vec<f64> = p.iter().zip(&strength).map(|(p, s)| p / s.max(1e-300)).collect();
            let vote = |node| graph.neighbours(node).map(|(j, w)| w * share[j]).sum::<f64>();
            (0..graph.len()).map(vote).collect()
        });
        // The walk's scores sum to at most 1, the paper's to at most the number of vertices.
        (scores * graph.len() as f64).to_vec()
    }
}

fn log_length(counts: &Matrix, sentence: usize) -> f64 {
    let words = counts.sum_of(sentence);
    if words > 1.0 { libm::log(words) } else { 0.0 }
}

impl Method for TextRank {
    fn name(&self) -> &'static str {
        "textrank"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let mut draft = Draft::new(story, budget);
        let scores = self.scores(story);
        draft.by_row_score(self.name(), |row| scores[row]);
        draft.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    /// S₁ "a b", S₂ "a c d e", S₃ "c f". Shared words: S₁S₂ 1 (a), S₂S₃ 1 (c), S₁S₃ none. ln 2 + ln
    /// 4 = 3 ln 2 for both, so both edges weigh the same and all of S₁ and S₃ goes to S₂, which
    /// gives back halves: WS₂ = 0.15 + 0.85·2·WS₁ and WS₁ = WS₃ = 0.15 + 0.425·WS₂. So WS₂·(1 −
    /// 0.7225) = 0.15 + 0.255, WS₂ = 1.459459…, WS₁ = 0.770270….
    #[test]
    fn a_star_by_hand() {
        let fixture = Fixture::new(&[&["a b", "a c d e", "c f"]]);
        let scores = TextRank::default().scores(&fixture.story());
        for (score, expected) in scores.iter().zip([0.770_270, 1.459_459, 0.770_270]) {
            assert!((score - expected).abs() < 5e-6, "{scores:?}");
        }
    }

    /// S₁ "a b", S₂ "a b c d", S₃ "a e": sim₁₂ = 2/(ln 2 + ln 4) = 2/(3L), sim₂₃ = 1/(3L), sim₁₃ =
    /// 1/(2L) with L = ln 2. In units of 1/(6L): 4, 2, 3. Strengths: S₁ 7, S₂ 6, S₃ 5. For
    /// undirected weights and d = 1 the scores would be 7 : 6 : 5; with d = 0.85: WS₁ = 0.15 +
    /// 0.85·(4/6·WS₂ + 3/5·WS₃), WS₂ = 0.15 + 0.85·(4/7·WS₁ + 2/5·WS₃), WS₃ = 0.15 + 0.85·(3/7·WS₁
    /// + 2/6·WS₂). Cramer's rule: 1.150043…, 0.998192…, 0.851765….
    #[test]
    fn a_triangle_by_hand() {
        let fixture = Fixture::new(&[&["a b", "a b c d", "a e"]]);
        let ws = TextRank::default().scores(&fixture.story());
        let expected = [1.150_043, 0.998_192, 0.851_765];
        for (score, expected) in ws.iter().zip(expected) {
            assert!((score - expected).abs() < 5e-6, "{ws:?}");
        }
        assert!((ws.iter().sum::<f64>() - 3.0).abs() < 1e-9);
    }

    #[test]
    fn single_words_have_no_similarity() {
        let fixture = Fixture::new(&[&["a", "b a"], &["a"]]);
        let scores = TextRank::default().scores(&fixture.story());
        assert!(scores.iter().all(|s| s.is_finite()), "{scores:?}");
        let alone = Fixture::new(&[&["a", "b"]]);
        assert_eq!(TextRank::default().scores(&alone.story()), [0.15, 0.15]);
    }
}

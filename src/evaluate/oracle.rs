//! The greedy oracle: what an extractive method could reach if it knew the references.
//!
//! Sentences are taken one after another, each time the one that lifts the mean of ROUGE-1 and
//! ROUGE-2 most, for as long as any of them lifts it (as Nallapati et al. 2017, "SummaRuNNer",
//! label training data). It is done twice, by the gain and by the gain for each word, and the
//! better outcome stands. Being greedy it is no proven bound, but no published method comes near
//! it.

use super::rouge::{Line, Measure, Metric, Options, OptionsError, Prepared, Score, Scorer};
use crate::model::Budget;

/// A scorer for oracles: ROUGE-1 and ROUGE-2 with the options of the table.
///
/// # Errors
/// As [`Scorer::new`].
pub fn scorer(options: Options) -> Result<Scorer, OptionsError> {
    Scorer::new(options, &[Metric::N(1), Metric::N(2)])
}

/// The sentences that the oracle chooses, as positions in `sentences`, in the order of choice.
/// `scorer` is [`scorer`] and `references` were prepared by it.
#[must_use]
pub fn choose(
    sentences: &[&str],
    references: &Prepared,
    scorer: &Scorer,
    measure: Measure,
    budget: Budget,
) -> Vec<usize> {
    let lines: Vec<Line> = sentences.iter().map(|sentence| scorer.line(sentence)).collect();
    let costs: Vec<u32> = sentences.iter().map(|sentence| budget.cost(sentence).max(1)).collect();
    let search = Search { lines: &lines, costs: &costs, references, measure, budget };
    let (plain, by_gain) = search.greedy(false);
    let (each, by_word) = search.greedy(true);
    if by_word > by_gain { each } else { plain }
}

struct Search<'s> {
    lines: &'s [Line],
    costs: &'s [u32],
    references: &'s Prepared,
    measure: Measure,
    budget: Budget,
}

impl Search<'_> {
    fn worth(&self, chosen: &[usize]) -> f64 {
        let lines = chosen.iter().filter_map(|&at| self.lines.get(at));
        let scores = self.references.score_lines(lines);
        let figure = |score: Score| self.measure.of(score);
        scores.into_iter().flatten().map(figure).sum::<f64>() / 2.0
    }

    fn greedy(&self, by_cost: bool) -> (Vec<usize>, f64) {
        let mut chosen: Vec<usize> = Vec::new();
        let mut worth = 0.0;
        let mut left = self.budget.limit();
        // A sentence without a word of the references lifts nothing, now or later.
        let mut open: Vec<usize> =
            (0..self.lines.len()).filter(|&at| self.worth(&[at]) > 0.0).collect();
        loop {
            let joint = if chosen.is_empty() { 0 } else { self.budget.joint() };
            open.retain(|&at| self.cost(at).saturating_add(joint) <= left);
            let mut best: Option<(f64, usize, f64)> = None;
            for &at in &open {
                chosen.push(at);
                let reached = self.worth(&chosen);
                chosen.pop();
                let gain = reached - worth;
                let rated = if by_cost { gain / f64::from(self.cost(at)) } else { gain };
                if gain > 1e-12 && best.is_none_or(|(highest, ..)| rated > highest) {
                    best = Some((rated, at, reached));
                }
            }
            let Some((_, at, reached)) = best else { return (chosen, worth) };
            left = left.saturating_sub(self.cost(at).saturating_add(joint));
            chosen.push(at);
            worth = reached;
            open.retain(|&other| other != at);
        }
    }

    fn cost(&self, at: usize) -> u32 {
        self.costs.get(at).copied().unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oracle_finds_the_reference() {
        let sentences = [
            "Unrelated words about something else entirely.",
            "The dam held.",
            "A storm passed over the hills and the dam held while sirens sounded in the night.",
            "Schools closed on Monday.",
        ];
        let scorer = scorer(Options { stem: true, ..Options::PERL }).unwrap();
        let references = scorer.prepare(&[["The dam held.", "Schools closed on Monday."]]);
        let pick = |measure, budget: &str| {
            choose(&sentences, &references, &scorer, measure, budget.parse().unwrap())
        };
        let mut found = pick(Measure::F, "100w");
        found.sort_unstable();
        assert_eq!(found, [1, 3]);
        assert_eq!(pick(Measure::F, "4w"), [3]);
        assert_eq!(pick(Measure::Recall, "1s").len(), 1);
        assert!(pick(Measure::F, "2w").is_empty());
    }
}

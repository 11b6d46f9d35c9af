//! A selection in the making: what is left of the budget, what may still be taken, what would only
//! repeat.

use crate::model::{Budget, Explanation, Part, Pick, Selection, StatementId};
use crate::rank::Story;

/// Two voices whose TF-IDF cosine reaches this say the same to a reader. (MEAD's reranker, Radev et
/// al. 2004, drops sentences above 0.7 in plain word overlap; cosine over stems weighs names and
/// numbers more and runs lower.)
pub const REDUNDANT: f64 = 0.5;

/// What is left of a budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purse {
    /// In the budget's unit, one joint too many: the first sentence has none before it.
    left: u64,
    joint: u64,
}

impl Purse {
    /// A full one.
    #[must_use]
    pub fn new(budget: Budget) -> Self {
        let joint = u64::from(budget.joint());
        Self { left: u64::from(budget.limit()) + joint, joint }
    }

    /// What one more sentence of this cost takes, its joint included; sums of this up to
    /// [`left`](Self::left) fit.
    #[must_use]
    pub fn price(&self, cost: u32) -> u64 {
        u64::from(cost) + self.joint
    }

    /// How much is left to spend on [`price`](Self::price)s.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.left
    }

    /// Whether a sentence of this cost still fits.
    #[must_use]
    pub fn fits(&self, cost: u32) -> bool {
        self.price(cost) <= self.left
    }

    fn take(&mut self, cost: u32) {
        self.left = self.left.saturating_sub(self.price(cost));
    }
}

/// A statement that may be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The statement.
    pub statement: StatementId,
    /// The row of its voice in the story's sentences and vectors.
    pub row: usize,
    /// What it costs in the budget's unit, more than 0.
    pub cost: u32,
}

/// Candidates, the purse, and the picks so far.
#[derive(Debug)]
pub struct Draft<'s> {
    story: &'s Story<'s>,
    candidates: Vec<Candidate>,
    taken: Vec<bool>,
    purse: Purse,
    picks: Vec<Pick>,
    rows: Vec<usize>,
}

impl<'s> Draft<'s> {
    /// An empty draft. Its candidates are the quotable statements, in id order, whose voices hold a
    /// word and fit the budget by themselves.
    #[must_use]
    pub fn new(story: &'s Story<'s>, budget: Budget) -> Self {
        let purse = Purse::new(budget);
        let candidates: Vec<Candidate> = story
            .candidates()
            .filter_map(|statement| {
                let voice = story.statements[statement.index()].voice;
                if story.table.sentence(voice).is_empty() {
                    return None;
                }
                let cost = budget.cost(story.text(statement));
                let row = story.row(voice)?;
                (cost > 0 && purse.fits(cost)).then_some(Candidate { statement, row, cost })
            })
            .collect();
        let taken = vec![false; candidates.len()];
        Self { story, candidates, taken, purse, picks: Vec::new(), rows: Vec::new() }
    }

    /// All candidates, in id order of their statements; the index into this is what the other
    /// methods mean.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// What is left of the budget.
    #[must_use]
    pub const fn purse(&self) -> &Purse {
        &self.purse
    }

    /// The rows of the voices chosen, in order of choice.
    #[must_use]
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// Whether a candidate is neither chosen nor too long by now.
    #[must_use]
    pub fn open(&self, index: usize) -> bool {
        !self.taken[index] && self.purse.fits(self.candidates[index].cost)
    }

    /// Whether a candidate's voice says what a chosen one says ([`REDUNDANT`]).
    #[must_use]
    pub fn repeats(&self, index: usize) -> bool {
        let row = self.candidates[index].row;
        self.rows.iter().any(|&chosen| self.story.vectors.cosine(row, chosen) >= REDUNDANT)
    }

    /// Chooses a candidate that is [`open`](Self::open); does nothing for one that is not. `why`
    /// names the parts of its gain.
    pub fn take(&mut self, index: usize, gain: f64, why: &[(&str, f64)]) {
        if !self.open(index) {
            return;
        }
        let candidate = self.candidates[index];
        self.taken[index] = true;
        self.purse.take(candidate.cost);
        self.rows.push(candidate.row);
        let parts =
            why.iter().map(|&(name, value)| Part { name: name.to_owned(), value }).collect();
        self.picks.push(Pick { statement: candidate.statement, gain, why: Explanation { parts } });
    }

    /// Takes candidates by descending score (by candidate; among equals the lower id), passing over
    /// what no longer fits and what would repeat. Called on an empty draft this is the choice of
    /// every method that scores sentences one by one; called at the end it fills the last words
    /// with shorter sentences that still fit.
    pub fn by_score(&mut self, name: &str, scores: &[f64]) {
        let mut order: Vec<usize> = (0..self.candidates.len()).filter(|&c| self.open(c)).collect();
        order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
        for index in order {
            if self.open(index) && !self.repeats(index) {
                self.take(index, scores[index], &[(name, scores[index])]);
            }
        }
    }

    /// [`by_score`](Self::by_score) with the scores of all rows of the story.
    pub fn by_row_score(&mut self, name: &str, scores: impl Fn(usize) -> f64) {
        let scores: Vec<f64> = self.candidates.iter().map(|c| scores(c.row)).collect();
        self.by_score(name, &scores);
    }

    /// The picks.
    #[must_use]
    pub fn finish(self) -> Selection {
        Selection { picks: self.picks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    #[test]
    fn joints_are_paid_between_sentences_only() {
        let mut purse = Purse::new("7c".parse().unwrap());
        assert!(purse.fits(7) && !purse.fits(8));
        purse.take(3);
        assert!(purse.fits(3) && !purse.fits(4));
        purse.take(3);
        assert!(!purse.fits(1));
    }

    #[test]
    fn the_last_words_are_filled_and_repeats_are_passed_over() {
        let fixture =
            Fixture::new(&[&["a b c d e f", "a b c d e g", "h i j k l m n", "o p q", "r s"]]);
        let story = fixture.story();
        let mut draft = Draft::new(&story, "9w".parse().unwrap());
        draft.by_score("test", &[5.0, 4.0, 3.0, 2.0, 1.0]);
        let picked: Vec<u32> = draft.finish().picks.iter().map(|p| p.statement.0).collect();
        assert_eq!(picked, [0, 3]);
    }
}

//! `concepts`: the sentences that together hold the most weight of shared bigrams, exactly.
//!
//! Gillick & Favre 2009, "A scalable global model for summarization", Workshop on Integer Linear
//! Programming for NLP:
//!
//! > maximise Σ_i w_i·c_i subject to Σ_j l_j·s_j ≤ L, s_j·Occ_ij ≤ c_i, Σ_j s_j·Occ_ij ≥ c_i, all
//! > binary,
//!
//! where concepts i are stemmed bigrams with at least one content word, w_i is the number of
//! documents that hold the concept, and concepts of fewer than three documents are left out.
//! Stories of fewer than five documents have hardly any of those: there two documents suffice, and
//! in a single document two sentences, counted instead of documents. An article that copies another
//! one nearly whole counts with it.
//!
//! The maximum is found by branch and bound ([`crate::rank::parts::cover`]), whose work is limited;
//! where the limit is met the gap to the best possible weight is reported ([`Solved::gap`]). Picks
//! are ranked by what each adds, the heaviest first; words left over go to the sentences nearest
//! the story's centre, since no sentence that fits can add weight any more.

use std::sync::Arc;

use crate::model::{ArticleId, Budget, Selection, TermId};

use super::centroid::central;
use super::parts::cover::{Item, Problem, solve};
use super::parts::{Draft, Matrix};
use super::{Method, Story};

/// Says when to stop; see [`Concepts::stopping`].
type Stop = Arc<dyn Fn() -> bool + Send + Sync>;

/// The method `concepts`.
#[derive(Clone)]
pub struct Concepts {
    /// How much work the solver may do: concepts and sentences looked at. The same on every
    /// machine.
    pub work: u64,
    stop: Option<Stop>,
}

impl std::fmt::Debug for Concepts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Concepts")
            .field("work", &self.work)
            .field("stop", &self.stop.is_some())
            .finish()
    }
}

impl Default for Concepts {
    fn default() -> Self {
        Self { work: 4_000_000, stop: None }
    }
}

/// A selection with what is known of its weight.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The picks.
    pub selection: Selection,
    /// The weight of the concepts that they hold.
    pub value: u64,
    /// No selection can hold more than this; equal to `value` when the optimum is proven.
    pub bound: u64,
    /// Work done, in the unit of [`Concepts::work`].
    pub work: u64,
}

impl Solved {
    /// How much better the best selection could be at most, as a share of `bound`; 0 when this one
    /// is the best.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn gap(&self) -> f64 {
        (self.bound - self.value.min(self.bound)) as f64 / self.bound.max(1) as f64
    }
}

impl Concepts {
    /// Asks `stop` at every node of the search and ends it once that says so, as when the work is
    /// used up. This is how a caller that owns a clock sets a time limit; the result is then no
    /// longer the same on every machine.
    #[must_use]
    pub fn stopping(mut self, stop: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.stop = Some(Arc::new(stop));
        self
    }

    /// [`Method::select`] with the value and the gap.
    #[must_use]
    pub fn solve(&self, story: &Story<'_>, budget: Budget) -> Solved {
        let mut draft = Draft::new(story, budget);
        let problem = problem(story, &draft);
        let stop = || self.stop.as_ref().is_some_and(|stop| stop());
        let found = solve(&problem, &[], self.work, &stop);
        let mut solved = Solved {
            selection: Selection::default(),
            value: found.value,
            bound: found.bound,
            work: found.work,
        };
        let gap = solved.gap();
        for (item, gain) in problem.ranked(&found.chosen) {
            let parts = [("new concepts", gain), ("gap", gap)];
            draft.take(item, gain, if gap > 0.0 { &parts } else { &parts[..1] });
        }
        let central = central(&Matrix::of_rarities(story));
        draft.by_row_score("centrality", |row| central[row]);
        solved.selection = draft.finish();
        solved
    }
}

impl Method for Concepts {
    fn name(&self) -> &'static str {
        "concepts"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        self.solve(story, budget).selection
    }
}

/// A bigram of stems.
type Bigram = (TermId, TermId);

/// The problem of a story; item k is candidate k of `draft`.
fn problem(story: &Story<'_>, draft: &Draft<'_>) -> Problem {
    let weights = weights(story);
    let item = |candidate: &super::parts::Candidate| {
        let mut concepts: Vec<u32> = bigrams(story, candidate.row)
            .filter_map(|bigram| weights.binary_search_by_key(&bigram, |(b, _)| *b).ok())
            .filter_map(|at| u32::try_from(at).ok())
            .collect();
        concepts.sort_unstable();
        concepts.dedup();
        Item { price: draft.purse().price(candidate.cost), concepts }
    };
    Problem {
        items: draft.candidates().iter().map(item).collect(),
        weights: weights.iter().map(|(_, weight)| *weight).collect(),
        limit: draft.purse().left(),
    }
}

/// The bigrams of a sentence with a content word among the two, in order.
fn bigrams<'s>(story: &'s Story<'_>, row: usize) -> impl Iterator<Item = Bigram> + 's {
    let tokens = story.table.sentence(story.sentences[row]);
    tokens
        .windows(2)
        .filter(|pair| pair.iter().any(|t| t.is_content()))
        .map(|pair| (pair[0].term(), pair[1].term()))
}

/// The document that `article` is a copy of, or itself.
fn original(story: &Story<'_>, article: ArticleId) -> u32 {
    let mut at = article;
    // Originals stand before their copies, so this ends.
    while let Some(earlier) = story.origins.copy_of(at) {
        if earlier >= at {
            break;
        }
        at = earlier;
    }
    at.0
}

/// The concepts that are heavy enough, ascending, with their weights.
fn weights(story: &Story<'_>) -> Vec<(Bigram, u32)> {
    let origin = |row: usize| original(story, story.corpus.sentence(story.sentences[row]).article);
    let mut origins: Vec<u32> = (0..story.sentences.len()).map(origin).collect();
    origins.dedup();
    origins.sort_unstable();
    origins.dedup();
    let single = origins.len() <= 1;
    let least = if origins.len() >= 5 { 3 } else { 2 };
    let mut held: Vec<(Bigram, u32)> = Vec::new();
    for row in 0..story.sentences.len() {
        let holder = if single { u32::try_from(row).unwrap_or(u32::MAX) } else { origin(row) };
        held.extend(bigrams(story, row).map(|bigram| (bigram, holder)));
    }
    held.sort_unstable();
    held.dedup();
    held.chunk_by(|a, b| a.0 == b.0)
        .map(|same| (same[0].0, u32::try_from(same.len()).unwrap_or(u32::MAX)))
        .filter(|(_, weight)| *weight >= least)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank::testing::Fixture;

    fn fixture() -> Fixture {
        // Five documents. Bigrams in three or more of them: "a b" (5), "b c" (4), "c d" (3), "x y"
        // (3).
        Fixture::new(&[
            &["a b c d", "x y"],
            &["a b c d e", "x y f"],
            &["a b c g h", "i x y"],
            &["a b c d"],
            &["a b k l m n"],
        ])
    }

    /// With 6 words the best is "a b c d" (5 + 4 + 3) with "x y" (3): 15 of 15, proven.
    #[test]
    fn the_optimum_by_hand() {
        let fixture = fixture();
        let story = fixture.story();
        assert_eq!(weights(&story).iter().map(|(_, w)| *w).sum::<u32>(), 15);
        let solved = Concepts::default().solve(&story, "6w".parse().unwrap());
        assert_eq!((solved.value, solved.bound, solved.gap()), (15, 15, 0.0));
        let texts: Vec<&str> =
            solved.selection.picks.iter().map(|p| story.text(p.statement)).collect();
        assert_eq!(texts, ["a b c d", "x y"]);
        let gains: Vec<f64> = solved.selection.picks.iter().map(|p| p.gain).collect();
        assert_eq!(gains, [12.0, 3.0]);
    }

    #[test]
    fn a_stopped_search_reports_its_gap() {
        let fixture = Fixture::of(crate::rank::testing::invented(8, 20));
        let story = fixture.story();
        let budget = "100w".parse().unwrap();
        let stopped = Concepts::default().stopping(|| true).solve(&story, budget);
        let full = Concepts { work: 400_000_000, ..Concepts::default() }.solve(&story, budget);
        assert_eq!(full.gap(), 0.0);
        assert!(stopped.value <= full.value && full.value <= stopped.bound);
        assert!(!stopped.selection.picks.is_empty());
    }

    #[test]
    fn small_stories_count_in_their_own_way() {
        let two = Fixture::new(&[&["a b c"], &["a b d"]]);
        assert_eq!(weights(&two.story()).len(), 1);
        let one = Fixture::new(&[&["a b c", "a b d"]]);
        assert_eq!(weights(&one.story()).len(), 1);
    }
}

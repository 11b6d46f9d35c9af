//! The method `random`: what chance alone gets, the floor of every table.
//!
//! Candidates in an order drawn by Fisher and Yates's shuffle from the seed and the story's words;
//! those that no longer fit or that repeat a chosen one are passed over, as in all methods. It
//! stands here and not in `rank` because nothing that makes a briefing may depend on chance.

use crate::model::{Budget, Selection};
use crate::rank::parts::Draft;
use crate::rank::{self, Method, Story};

use super::random::Random;

/// The method `random`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RandomChoice {
    /// Decides the choice: of one story it is always the same with one seed.
    pub seed: u64,
}

/// All methods that `evaluate` knows without references: those of [`rank::methods`] and `random`
/// with this seed.
#[must_use]
pub fn methods(seed: u64) -> Vec<Box<dyn Method>> {
    let mut methods = rank::methods();
    methods.insert(0, Box::new(RandomChoice { seed }));
    methods
}

impl Method for RandomChoice {
    fn name(&self) -> &'static str {
        "random"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let mut draft = Draft::new(story, budget);
        let mut random = Random::new(self.seed ^ fingerprint(story));
        let mut scores = vec![0f64; draft.candidates().len()];
        let mut order: Vec<usize> = (0..scores.len()).collect();
        #[allow(clippy::cast_precision_loss)]
        for last in (0..order.len()).rev() {
            order.swap(last, random.below(last + 1));
            scores[order[last]] = (last + 1) as f64 / order.len() as f64;
        }
        draft.by_score("chance", &scores);
        draft.finish()
    }
}

/// Differs from story to story, so that one seed does not take the same places from each (FNV-1a
/// over the voices' bytes).
fn fingerprint(story: &Story<'_>) -> u64 {
    let bytes = story.candidates().flat_map(|c| story.text(c).bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Background, Frame, prepare, story};
    use crate::model::{Article, Place, Source};

    const TEXT: &str = "The harbour council voted on Tuesday to close the old bridge. Ferries will run from the northern \
        quay every half hour. Engineers found rust on the main cables last year. Repairs could cost forty million crowns. \
        The mayor thanked the fishermen for their patience. Schools on the island will open an hour later.";

    fn picks(seed: u64, budget: &str) -> Vec<u32> {
        let source = Source { publisher: None, url: None, place: Place::Stdin { record: None } };
        let corpus = prepare(vec![Article::new(source, TEXT.to_owned()).unwrap()], 100);
        let frame = Frame::new(&corpus, &Background::default(), None);
        let story = story(&frame, corpus.article_ids().collect());
        let budget: Budget = budget.parse().unwrap();
        let picks = RandomChoice { seed }.select(&story, budget).picks;
        let spent: u32 = picks.iter().map(|p| budget.cost(story.text(p.statement))).sum();
        assert!(spent <= budget.limit());
        picks.iter().map(|p| p.statement.0).collect()
    }

    #[test]
    fn seeds_decide_and_nothing_else() {
        assert_eq!(picks(7, "3s"), picks(7, "3s"));
        let all: Vec<Vec<u32>> = (0..40).map(|seed| picks(seed, "1s")).collect();
        let mut firsts: Vec<u32> = all.into_iter().flatten().collect();
        assert_eq!(firsts.len(), 40);
        firsts.sort_unstable();
        firsts.dedup();
        assert_eq!(firsts, [0, 1, 2, 3, 4, 5]);
        assert!(!picks(1, "25w").is_empty() && picks(1, "2w").is_empty());
    }

    #[test]
    fn all_names_differ() {
        let mut names: Vec<&str> = methods(1).iter().map(|m| m.name()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        assert!(names.contains(&"random") && names.contains(&"coverage"));
    }
}

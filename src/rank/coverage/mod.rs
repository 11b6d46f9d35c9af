//! `coverage`: learned concept coverage, the default method.
//!
//! A briefing is a set of sentences that covers the concepts which a person would mention (Gillick & Favre 2009, "A
//! scalable global model for summarization"). A concept is a pair of neighbouring stemmed words with at least one content
//! word. Its weight is learned, as in Li, Qian & Liu 2013 ("Using supervised bigram-based ILP for extractive
//! summarization") and, for words, in Hong & Nenkova 2014 ("Improving the estimation of word importance for news
//! multi-document summarization"):
//!
//! w(c) = max(0, E(c) − θ), where E(c) is the expected share of human summaries that hold c, by boosted trees
//! ([`forest`]) over what is known of c inside its story ([`features`]), and θ the threshold of the weights.
//!
//! Chosen is the set S of quotable statements that maximises Σ w(c) over the concepts of S within the budget. Concepts are
//! counted in all sentences, quotable or not; only voices of statements are quoted.

pub mod choose;
mod concepts;
mod facts;
mod focus;
pub mod features;
pub mod forest;
mod tokens;
mod weights;

use crate::model::{Budget, Explanation, Part, Pick, Selection, StatementId, count_words};
use crate::rank::{Method, Story};

use choose::{Choice, Problem};
pub use facts::Facts;
pub use weights::{Weights, WeightsError};

/// Sentences of fewer words are taken only where no other fits.
const LEAST_WORDS: u32 = 6;
/// At most so many concepts of a story are weighed: those that most articles hold, the earliest first.
const MOST_CONCEPTS: usize = 150_000;
/// Share of its weight that a concept below the threshold keeps: enough to fill the budget, too little to lead.
const RESIDUE: f64 = 1e-3;
/// Concepts named in an explanation.
const NAMED: usize = 3;

/// The method with its weights.
#[derive(Debug, Clone)]
pub struct Coverage {
    weights: Weights,
}

impl Default for Coverage {
    fn default() -> Self {
        Self { weights: Weights::shipped() }
    }
}

impl Coverage {
    /// The method with weights of one's own.
    #[must_use]
    pub const fn new(weights: Weights) -> Self {
        Self { weights }
    }

    /// The weight of every concept of a story.
    fn weigh(&self, story: &Story<'_>, facts: &Facts) -> Vec<f64> {
        let mut weights = vec![0.0; facts.len()];
        let mut row = Vec::new();
        for concept in facts.pairs(MOST_CONCEPTS) {
            row.clear();
            facts.push_features(concept, &mut row);
            weights[concept] = weight(self.weights.forest.predict(&row), self.weights.threshold);
        }
        if !story.query.is_empty() {
            facts.focus(story, &mut weights);
        }
        if !story.told.is_empty() {
            facts.forget(story, &mut weights);
        }
        weights
    }
}

/// What a concept weighs whose expectation is `expected`.
#[must_use]
pub fn weight(expected: f32, threshold: f64) -> f64 {
    let expected = f64::from(expected);
    if expected > threshold { expected } else { RESIDUE * expected.max(RESIDUE) }
}

impl Method for Coverage {
    fn name(&self) -> &'static str {
        "coverage"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let facts = Facts::of(story);
        let weights = self.weigh(story, &facts);
        let offers = Offers::of(story, &facts, budget);
        let limit = budget.limit().saturating_add(budget.joint());
        let problem = Problem { choices: offers.choices, limit, weights };
        let mut covered = vec![false; facts.len()];
        let mut picks = Vec::new();
        let mut solved = problem.solve();
        if solved.is_empty() && !offers.statements.is_empty() {
            // Sentences without a pair of words: the first is as good as any.
            solved.push((0, 0.0));
        }
        for (choice, _) in solved {
            for &statement in &offers.statements[choice] {
                picks.push(pick(story, &facts, &problem.weights, statement, &mut covered));
            }
        }
        Selection { picks }
    }
}

/// What may be chosen of a story: each statement that may be quoted, and with it the one that leans on it.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// The statements of each choice: one, and those after it that lean each on the one before.
    pub statements: Vec<Vec<StatementId>>,
    /// The choices.
    pub choices: Vec<Choice>,
}

impl Offers {
    /// The choices within `budget`. Sentences of fewer than six words are offered only where no other fits.
    #[must_use]
    pub fn of(story: &Story<'_>, facts: &Facts, budget: Budget) -> Self {
        let row = |s: StatementId| story.row(story.statements[s.index()].voice);
        let cost = |s: StatementId| budget.cost(story.text(s));
        let all: Vec<StatementId> =
            story
            .candidates()
            .filter(|&s| row(s).is_some_and(|row| !facts.is_old(story, row)))
            .filter(|&s| cost(s) <= budget.limit())
            .collect();
        let long = |s: &StatementId| count_words(story.text(*s)) >= LEAST_WORDS;
        let telling: Vec<StatementId> = all.iter().copied().filter(long).collect();
        let firsts = if telling.is_empty() { all } else { telling };
        let joint = budget.joint();
        let mut offers = Self::default();
        for &s in &firsts {
            let concepts = row(s).map_or(&[][..], |row| facts.concepts_of(row)).to_vec();
            let cost = cost(s).saturating_add(joint).max(1);
            offers.statements.push(vec![s]);
            let group = u32::try_from(offers.choices.len()).unwrap_or(u32::MAX);
            offers.choices.push(Choice { cost, concepts, group });
        }
        let limit = budget.limit().saturating_add(joint);
        let mut leaning: Vec<(StatementId, StatementId)> = (0..story.statements.len())
            .filter(|&n| !story.statements[n].quotable)
            .filter_map(|n| Some((story.statements[n].leans_on?, StatementId::of(n))))
            .collect();
        leaning.sort_unstable();
        let mut at = 0;
        while let Some(before) = offers.statements.get(at) {
            let last = before.last().copied();
            let place = leaning.partition_point(|(on, _)| Some(*on) < last);
            let next = leaning.get(place).filter(|(on, _)| Some(*on) == last).map(|(_, s)| *s);
            if let Some((next, row)) = next.and_then(|s| Some((s, row(s)?))) {
                let more = cost(next).saturating_add(joint).max(1);
                let longer = offers.choices[at].and(more, facts.concepts_of(row));
                if longer.cost <= limit {
                    offers.statements.push([before.as_slice(), &[next]].concat());
                    offers.choices.push(longer);
                }
            }
            at += 1;
        }
        offers
    }
}

/// A pick: its heaviest new concepts by their words, and what stands behind it.
fn pick(
    story: &Story<'_>,
    facts: &Facts,
    weights: &[f64],
    id: StatementId,
    covered: &mut [bool],
) -> Pick {
    let statement = &story.statements[id.index()];
    let row = story.row(statement.voice);
    let mut new: Vec<(f64, u32)> = Vec::new();
    for &concept in row.map_or(&[][..], |row| facts.concepts_of(row)) {
        if !std::mem::replace(&mut covered[concept as usize], true) {
            new.push((weights[concept as usize], concept));
        }
    }
    new.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut parts: Vec<Part> = new
        .iter()
        .take(NAMED)
        .filter(|(weight, _)| *weight > 0.0)
        .map(|&(value, concept)| Part {
            name: facts.words_of(concept as usize, story, statement.voice),
            value,
        })
        .collect();
    let rest = new.iter().skip(NAMED).map(|(weight, _)| weight).sum();
    parts.push(Part { name: "other new concepts".to_owned(), value: rest });
    let support = f64::from(statement.support);
    parts.push(Part { name: "publishers that say it".to_owned(), value: support });
    let position = f64::from(story.corpus.sentence(statement.voice).position) + 1.0;
    parts.push(Part { name: "sentence of its article".to_owned(), value: position });
    let gain = new.iter().map(|(weight, _)| weight).sum();
    Pick { statement: id, gain, why: Explanation { parts } }
}

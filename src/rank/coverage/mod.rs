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

mod choose;
mod concepts;
mod facts;
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
    fn weigh(&self, facts: &Facts) -> Vec<f64> {
        let mut weights = vec![0.0; facts.len()];
        let mut row = Vec::new();
        for concept in facts.pairs(MOST_CONCEPTS) {
            row.clear();
            facts.push_features(concept, &mut row);
            weights[concept] = weight(self.weights.forest.predict(&row), self.weights.threshold);
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
        let weights = self.weigh(&facts);
        let candidates = candidates(story, budget);
        let rows = candidates.iter().filter_map(|&s| story.row(story.statements[s.index()].voice));
        let rows: Vec<usize> = rows.collect();
        let joint = budget.joint();
        let choices = candidates.iter().zip(&rows).map(|(&s, &row)| Choice {
            cost: budget.cost(story.text(s)).saturating_add(joint).max(1),
            concepts: facts.concepts_of(row).to_vec(),
        });
        let problem = Problem {
            choices: choices.collect(),
            limit: budget.limit().saturating_add(joint),
            weights,
        };
        let mut covered = vec![false; facts.len()];
        let mut picks = Vec::new();
        for (choice, gain) in problem.solve() {
            let why = explain(story, &facts, &problem, candidates[choice], choice, &mut covered);
            picks.push(Pick { statement: candidates[choice], gain, why });
        }
        Selection { picks }
    }
}

/// The statements that may be chosen: long enough to tell something, unless only shorter ones fit.
fn candidates(story: &Story<'_>, budget: Budget) -> Vec<StatementId> {
    let fits = |s: &StatementId| budget.cost(story.text(*s)) <= budget.limit();
    let all: Vec<StatementId> = story
        .candidates()
        .filter(fits)
        .filter(|&s| story.row(story.statements[s.index()].voice).is_some())
        .collect();
    let telling: Vec<StatementId> =
        all.iter().copied().filter(|&s| count_words(story.text(s)) >= LEAST_WORDS).collect();
    if telling.is_empty() { all } else { telling }
}

/// The heaviest new concepts of a pick by their words, and what stands behind it.
fn explain(
    story: &Story<'_>,
    facts: &Facts,
    problem: &Problem,
    statement: StatementId,
    choice: usize,
    covered: &mut [bool],
) -> Explanation {
    let mut new: Vec<(f64, u32)> = Vec::new();
    for &concept in &problem.choices[choice].concepts {
        if !std::mem::replace(&mut covered[concept as usize], true) {
            new.push((problem.weights[concept as usize], concept));
        }
    }
    new.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let voice = story.statements[statement.index()].voice;
    let mut parts: Vec<Part> = new
        .iter()
        .take(NAMED)
        .filter(|(weight, _)| *weight > 0.0)
        .map(|(weight, concept)| Part {
            name: facts.words_of(*concept as usize, story, voice),
            value: *weight,
        })
        .collect();
    let rest: f64 = new.iter().skip(NAMED).map(|(weight, _)| weight).sum();
    parts.push(Part { name: "other new concepts".to_owned(), value: rest });
    let support = f64::from(story.statements[statement.index()].support);
    parts.push(Part { name: "publishers that say it".to_owned(), value: support });
    let position = f64::from(story.corpus.sentence(voice).position) + 1.0;
    parts.push(Part { name: "sentence of its article".to_owned(), value: position });
    Explanation { parts }
}

//! `coverage`: learned concept coverage, the default method.
//!
//! A briefing is a set of sentences that covers the concepts which a person would mention (Gillick
//! & Favre 2009, "A scalable global model for summarization"). A concept is a pair of neighbouring
//! stemmed words with at least one content word. Its weight is learned, as in Li, Qian & Liu 2013
//! ("Using supervised bigram-based ILP for extractive summarization") and, for words, in Hong &
//! Nenkova 2014 ("Improving the estimation of word importance for news multi-document
//! summarization"):
//!
//! w(c) = E(c) where E(c) > θ and next to nothing elsewhere, where E(c) is the expected share of
//! human summaries that hold c, by boosted trees ([`forest`]) over what is known of c inside its
//! story ([`features`]), for the length asked for ([`lengths`]), and θ the weights' threshold.
//! Single content words are concepts too, by trees of their own: they weigh a share λ of E, pairs
//! 1 − λ of it.
//!
//! With a query, w(c) = max(E(c), 0.03) · nearness of c to the query. After an earlier telling,
//! sentences that say little more are not quoted, and what was told shows what the story is about
//! (`focus.rs`).
//!
//! Chosen is the set S of quotable statements that maximises Σ w(c) over the concepts of S within
//! the budget. Concepts are counted in all sentences, quotable or not; only voices of statements
//! are quoted. `coverage` chooses greedily and improves that by exchanges ([`choose`]);
//! `coverage-exact` proves its choice to be the best, within a limit of work ([`exact`]).

pub mod choose;
mod concepts;
pub mod exact;
mod facts;
pub mod features;
mod focus;
pub mod forest;
pub mod lengths;
mod tokens;
mod weights;

use crate::model::{Budget, Explanation, Part, Pick, Selection, StatementId, count_words};
use crate::rank::{Method, Story};

use choose::{Choice, Problem};
pub use concepts::Kind;
pub use facts::Facts;
pub use weights::{Learned, Weights, WeightsError, Words};

/// Sentences of fewer words are taken only where no other fits.
/// Set by hand; no trial of other values is recorded.
const LEAST_WORDS: u32 = 6;
/// At most so many concepts of a kind are weighed in a story: those that most articles hold, the
/// earliest first.
/// Bounds the work; set by hand.
const MOST_CONCEPTS: usize = 150_000;
/// Share of its weight that a concept below the threshold keeps: enough to fill the budget, too
/// little to lead.
/// Set by hand; no trial of other values is recorded.
const RESIDUE: f64 = 1e-3;
/// With a query every concept counts for this much at least, were it near enough: readers ask for
/// what others leave out.
/// Set by hand; no trial of other values is recorded.
const SOME: f64 = 0.03;
/// Concepts that are weighed together.
const BATCH: usize = 16 * forest::LANES;
/// Concepts named in an explanation.
const NAMED: usize = 3;

/// The method with its weights.
#[derive(Debug, Clone)]
pub struct Coverage {
    weights: Weights,
    /// Work of the exact solver; `None` chooses by exchanges.
    work: Option<u64>,
}

impl Default for Coverage {
    fn default() -> Self {
        Self::new(Weights::shipped())
    }
}

impl Coverage {
    /// The method with weights of one's own.
    #[must_use]
    pub const fn new(weights: Weights) -> Self {
        Self { weights, work: None }
    }

    /// This method with the best choice instead of a good one, as far as `work` allows
    /// ([`exact::WORK`] is the usual amount): the method `coverage-exact`.
    #[must_use]
    pub const fn exactly(mut self, work: u64) -> Self {
        self.work = Some(work);
        self
    }

    /// Its weights.
    #[must_use]
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The weight of every concept of a story.
    fn weigh(&self, story: &Story<'_>, facts: &Facts, budget: Budget) -> Vec<f64> {
        let mut weights = vec![0.0; facts.len()];
        let mut rows = Vec::new();
        let asked = (!story.query.is_empty()).then(|| facts.focus(story));
        for kind in Kind::ALL {
            let Some((share, lengths)) = self.weights.of(kind) else { continue };
            for concepts in facts.of_kind(kind, MOST_CONCEPTS).chunks(BATCH) {
                rows.clear();
                concepts.iter().for_each(|&concept| facts.push_features(concept, &mut rows));
                let expected = lengths.predict(&rows, budget);
                for (&concept, expected) in concepts.iter().zip(expected) {
                    weights[concept] = share
                        * match &asked {
                            Some(near) => f64::from(expected).max(SOME) * near[concept],
                            None => weight(expected, self.weights.threshold),
                        };
                }
            }
        }
        if !story.known_pairs.is_empty() {
            facts.go_on(story, &mut weights);
        }
        weights
    }

    /// The selection from `offers` by the `weights` of the story's concepts, within `budget`.
    #[must_use]
    pub fn choose(
        &self,
        story: &Story<'_>,
        facts: &Facts,
        offers: Offers,
        weights: Vec<f64>,
        budget: Budget,
    ) -> Selection {
        let limit = budget.limit().saturating_add(budget.joint());
        let problem = Problem { choices: offers.choices, limit, weights };
        let mut covered = vec![false; facts.len()];
        let mut picks = Vec::new();
        let (mut solved, gap) = match self.work {
            Some(work) => {
                let exact = problem.solve_exactly(work);
                (exact.ranked, exact.gap)
            }
            None => (problem.solve(), 0.0),
        };
        if solved.is_empty() && !offers.statements.is_empty() {
            // Sentences without a pair of words: the first is as good as any.
            solved.push((0, 0.0));
        }
        for (choice, _) in solved {
            for &statement in &offers.statements[choice] {
                picks.push(pick(story, facts, &problem.weights, statement, &mut covered));
            }
        }
        if gap > 0.0 {
            let part = Part { name: "gap".to_owned(), value: gap };
            picks.iter_mut().for_each(|pick| pick.why.parts.push(part.clone()));
        }
        Selection { picks }
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
        if self.work.is_some() { "coverage-exact" } else { "coverage" }
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        let facts = Facts::of(story);
        let weights = self.weigh(story, &facts, budget);
        let offers = Offers::of(story, &facts, budget);
        self.choose(story, &facts, offers, weights, budget)
    }

    fn select_with_one_of(
        &self,
        story: &Story<'_>,
        budget: Budget,
        wanted: &[StatementId],
    ) -> Option<Selection> {
        let facts = Facts::of(story);
        let weights = self.weigh(story, &facts, budget);
        let offers = Offers::of(story, &facts, budget);
        let limit = budget.limit().saturating_add(budget.joint());
        let problem = Problem { choices: offers.choices, limit, weights };
        let mut best: (f64, Vec<(usize, f64)>) = (0.0, Vec::new());
        for (held, statements) in offers.statements.iter().enumerate() {
            if !statements.iter().any(|statement| wanted.contains(statement)) {
                continue;
            }
            let ranked = problem.solve_with(held);
            let value = ranked.iter().map(|(_, gain)| gain).sum();
            if value > best.0 {
                best = (value, ranked);
            }
        }
        let mut covered = vec![false; facts.len()];
        let chosen = best.1.into_iter().flat_map(|(choice, _)| &offers.statements[choice]);
        let picks =
            chosen.map(|&s| pick(story, &facts, &problem.weights, s, &mut covered)).collect();
        Some(Selection { picks })
    }
}

/// What may be chosen of a story: each statement that may be quoted, and with it the one that leans
/// on it.
#[derive(Debug, Clone, Default)]
pub struct Offers {
    /// The statements of each choice: one, and those after it that lean each on the one before.
    pub statements: Vec<Vec<StatementId>>,
    /// The choices.
    pub choices: Vec<Choice>,
}

impl Offers {
    /// The choices within `budget`. Sentences of fewer than six words are offered only where no
    /// other fits.
    #[must_use]
    pub fn of(story: &Story<'_>, facts: &Facts, budget: Budget) -> Self {
        let row = |s: StatementId| story.row(story.statements[s.index()].voice);
        let cost = |s: StatementId| budget.cost(story.text(s));
        let all: Vec<StatementId> = story
            .candidates()
            .filter(|&s| row(s).is_some_and(|row| !facts.is_old(story, row)))
            .filter(|&s| cost(s) <= budget.limit())
            .collect();
        let long = |s: &StatementId| count_words(story.text(*s)) >= LEAST_WORDS;
        let long_enough: Vec<StatementId> = all.iter().copied().filter(long).collect();
        let firsts = if long_enough.is_empty() { all } else { long_enough };
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
    // Pairs first: a word alone says less than the pair that it stands in.
    let alone = |concept: u32| !facts.is_pair(concept as usize);
    new.sort_by(|a, b| alone(a.1).cmp(&alone(b.1)).then(b.0.total_cmp(&a.0)).then(a.1.cmp(&b.1)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, Language, TermId};
    use crate::rank::testing::Fixture;

    fn words(n: u32) -> Budget {
        format!("{n}w").parse().unwrap()
    }

    fn bridge() -> Fixture {
        let articles: [&[&str]; 3] = [
            &[
                "The old harbour bridge closed to heavy lorries on Monday after engineers found cracks.",
                "Fishermen sold mackerel and crab from small wooden stalls all morning long.",
            ],
            &[
                "Engineers found cracks and the old harbour bridge closed to heavy lorries, the city said.",
                "A brass band played three cheerful marches for the visiting school choir.",
            ],
            &[
                "Cracks forced the city to close the harbour bridge to heavy lorries.",
                "The mayor wants repairs of the harbour bridge to begin before winter storms.",
            ],
        ];
        let owned = articles.iter().map(|a| a.iter().map(|&s| s.to_owned()).collect()).collect();
        Fixture::in_language(owned, Some(Language::ENGLISH))
    }

    fn texts(story: &Story<'_>, budget: Budget) -> Vec<String> {
        let picks = Coverage::default().select(story, budget).picks;
        picks.iter().map(|p| story.text(p.statement).to_owned()).collect()
    }

    #[test]
    fn what_all_articles_open_with_comes_first() {
        let fixture = bridge();
        let first = texts(&fixture.story(), words(16)).remove(0);
        assert!(first.contains("bridge") && first.contains("lorries"), "{first}");
    }

    #[test]
    fn one_of_the_wanted_is_among_the_picks_and_the_better_one() {
        let fixture = bridge();
        let story = fixture.story();
        let method = Coverage::default();
        let of = |word: &str| story.candidates().find(|&s| story.text(s).contains(word)).unwrap();
        let wanted = [of("brass band"), of("Fishermen")];
        let value = |picks: &[Pick]| picks.iter().map(|p| p.gain).sum::<f64>();
        let budget = words(32);
        let cost = |picks: &[Pick]| -> u32 {
            picks.iter().map(|p| budget.cost(story.text(p.statement))).sum()
        };
        let either = method.select_with_one_of(&story, budget, &wanted).unwrap().picks;
        assert!(cost(&either) <= 32 && either.iter().any(|p| wanted.contains(&p.statement)));
        for one in wanted {
            let with = method.select_with_one_of(&story, budget, &[one]).unwrap().picks;
            assert!(with.iter().any(|p| p.statement == one));
            assert!(value(&with) <= value(&either));
        }
        let none = method.select_with_one_of(&story, words(8), &wanted).unwrap();
        assert!(none.picks.is_empty());
    }

    #[test]
    fn more_room_never_covers_less() {
        let fixture = bridge();
        let story = fixture.story();
        let value =
            |n| Coverage::default().select(&story, words(n)).picks.iter().map(|p| p.gain).sum();
        let values: Vec<f64> = (14..80).step_by(6).map(value).collect();
        // What fills the last words weighs next to nothing, and the choice of it is not exact.
        assert!(values.windows(2).all(|w| w[0] <= w[1] + RESIDUE * 0.055), "{values:?}");
        assert!(values[0] > 0.0);
    }

    #[test]
    fn a_query_brings_its_topic_forward() {
        let fixture = bridge();
        let mut story = fixture.story();
        let without = texts(&story, words(14)).join(" ");
        assert!(!without.contains("choir"), "{without}");
        let find = |word: &str| story.table.lexicon().find(word);
        let mut query: Vec<TermId> = ["school", "choir"].into_iter().filter_map(find).collect();
        query.sort_unstable();
        assert_eq!(query.len(), 2);
        story.query = query;
        let with = texts(&story, words(14)).join(" ");
        assert!(with.contains("brass band"), "{with}");
    }

    #[test]
    fn what_was_told_is_not_told_again() {
        let fixture = bridge();
        let mut story = fixture.story();
        let mut known: Vec<(TermId, TermId)> = story
            .corpus
            .sentences_of(ArticleId(0))
            .chain(story.corpus.sentences_of(ArticleId(1)))
            .flat_map(|s| story.table.sentence(s).windows(2).map(|w| (w[0].term(), w[1].term())))
            .collect();
        known.sort_unstable();
        known.dedup();
        story.known_pairs = &known;
        let picks = texts(&story, words(60));
        // Canonical order puts the articles that open with "Cracks" and "Engineers" first: they
        // were told. What the third opens with has pairs of its own.
        let news = [
            "The old harbour bridge closed to heavy lorries on Monday after engineers found cracks.",
            "Fishermen sold mackerel and crab from small wooden stalls all morning long.",
        ];
        assert_eq!(picks, news);
    }

    #[test]
    fn a_new_figure_is_news() {
        let articles: [&[&str]; 2] = [
            &["The flood in the lower valley killed 12 people and closed every road to the coast."],
            &["The flood in the lower valley killed 31 people and closed every road to the coast."],
        ];
        let owned = articles.iter().map(|a| a.iter().map(|&s| s.to_owned()).collect()).collect();
        let fixture = Fixture::in_language(owned, Some(Language::ENGLISH));
        let mut story = fixture.story();
        let mut known: Vec<(TermId, TermId)> = story
            .corpus
            .sentences_of(ArticleId(0))
            .flat_map(|s| story.table.sentence(s).windows(2).map(|w| (w[0].term(), w[1].term())))
            .collect();
        known.sort_unstable();
        story.known_pairs = &known;
        let heard = story.corpus.article(ArticleId(0)).text().contains("12");
        let news = texts(&story, words(60)).join(" ");
        assert!(news.contains(if heard { "31" } else { "12" }), "{news}");
        assert!(!news.contains(if heard { "12" } else { "31" }), "{news}");
    }

    #[test]
    fn a_leaning_sentence_comes_only_with_what_it_leans_on() {
        let fixture = bridge().unquotable(1);
        let mut story = fixture.story();
        let leaning = story.statements.iter().position(|s| !s.quotable).unwrap();
        let on = StatementId::of(if leaning == 0 { 1 } else { leaning - 1 });
        let facts = Facts::of(&story);
        assert!(
            !Offers::of(&story, &facts, words(90))
                .statements
                .concat()
                .contains(&StatementId::of(leaning))
        );
        story.statements[leaning].leans_on = Some(on);
        let offers = Offers::of(&story, &facts, words(90));
        let pair =
            offers.statements.iter().position(|s| s == &[on, StatementId::of(leaning)]).unwrap();
        let alone = offers.statements.iter().position(|s| s == &[on]).unwrap();
        assert_eq!(offers.choices[pair].group, offers.choices[alone].group);
        assert!(offers.choices[pair].cost > offers.choices[alone].cost);
        // Too little room for both: the pair is not offered.
        let cost = offers.choices[alone].cost;
        assert!(Offers::of(&story, &facts, words(cost)).statements.iter().all(|s| s.len() == 1));
    }

    #[test]
    fn features_of_a_concept_worked_out_by_hand() {
        // Two articles of two sentences; "red fox" opens the first and ends the second.
        let fixture = Fixture::new(&[&["red fox", "old dog"], &["old cat", "red fox ran"]]);
        let story = fixture.story();
        let facts = Facts::of(&story);
        let fox = (0..facts.len())
            .find(|&c| {
                let stem = |t: TermId| story.table.lexicon().stem(t).to_owned();
                let (a, b) = facts.terms_of(c);
                stem(a) == "red" && b.map(stem).as_deref() == Some("fox")
            })
            .unwrap();
        let mut row = Vec::new();
        facts.push_features(fox, &mut row);
        let of = |name: &str| row[features::NAMES.iter().position(|n| *n == name).unwrap()];
        let expected = [
            ("articles", 1.0),
            ("ln_articles", std::f32::consts::LN_2),
            ("sentences", 0.5),
            ("early", 0.75),        // (1 + 1/2) / 2
            ("early_others", 0.25), // (1/2) / 2
            ("earliest", 1.0),
            ("opens", 0.5),
            ("first_three", 1.0),
            ("depth", 0.25), // (0/2 + 1/2) / 2
            ("per_article", 1.0),
            ("together", 1.0),
            ("least_articles", 1.0),
            ("mean_length", 2.5),
            ("title_pair", 0.0),
            ("stop_first", 0.0),
        ];
        for (name, value) in expected {
            assert!((of(name) - value).abs() < 1e-6, "{name}: {}", of(name));
        }
    }
}

//! Fitting the check's judgement of details, and saying how good it is on writers that it has not
//! seen.
//!
//! Right details are those of faithful sentences, wrong ones are made of them by program
//! ([`faults`](crate::check::doubt::faults)); people's own faults are what it is judged by.
//! Sentences of people's summaries are right details too, as far as the sources have them.

use std::collections::{BTreeMap, BTreeSet};

use super::boost::{Fit, Table};
use crate::check::digest::{Claim, Digest, Form};
use crate::check::doubt::{Model, Of, WIDTH};
use crate::check::{Shelf, Verdict};
use crate::model::{Article, Language};
use crate::rank::coverage::forest::Forest;

/// A sentence that somebody wrote, with what is true of it.
#[derive(Debug, Clone)]
pub struct LabelledClaim {
    /// Who wrote it.
    pub writer: String,
    /// Its language.
    pub language: Option<Language>,
    /// The sentence and what it cites.
    pub claim: Claim,
    /// Whether no source says it.
    pub absent: bool,
    /// Whether it was written after a source in other words, and says the same.
    pub faithful: bool,
}

/// How well the sentences of one writer are judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who wrote them.
    pub writer: String,
    /// Sentences that no source says.
    pub are: usize,
    /// Sentences that were called so.
    pub called: usize,
    /// Of them, those that no source says.
    pub right: usize,
}

/// A detail to learn from: whose it is, its features, whether it is wrong, its weight.
#[derive(Debug, Clone)]
struct Row {
    writer: String,
    x: [f32; WIDTH],
    wrong: f32,
    weight: f32,
}

/// The weight of a detail of a summary beside one of a sentence written after a source: what a
/// summary says may come from elsewhere. Set by: choice.
const SUMMARY: f32 = 0.3;

/// Least share of a summary's sentence that one place of the sources tells; of others nothing is
/// learned. Set by: choice.
const FOUND_TOGETHER: f64 = 0.6;

/// The trees. Set by: leaving each writer out, beside twice the depth or half the trees, which
/// differ by less than writers do.
#[must_use]
pub fn fit() -> Fit {
    Fit {
        trees: 150,
        depth: 3,
        rate: 0.1,
        shrinkage: 6.0,
        rows: 0.6,
        features: 0.4,
        bins: 32,
        seed: 1,
    }
}

/// Labelled sentences, measured once.
#[derive(Debug)]
pub struct CheckTuner<'a> {
    articles: &'a [Article],
    claims: Vec<LabelledClaim>,
    rows: Vec<Row>,
}

impl<'a> CheckTuner<'a> {
    /// Measures the details of all faithful sentences, and makes faults of them.
    #[must_use]
    pub fn new(articles: &'a [Article], claims: Vec<LabelledClaim>) -> Self {
        let shelf = Shelf::new(articles);
        let pool = shelf.pool();
        let mut rows = Vec::new();
        for (seed, labelled) in (1..).zip(&claims).filter(|(_, labelled)| !labelled.absent) {
            let row = |x, wrong| Row { writer: labelled.writer.clone(), x, wrong, weight: 1.0 };
            let (trials, _) = shelf.trials(&labelled.claim, labelled.language);
            rows.extend(trials.into_iter().map(|trial| row(trial.x, 0.0)));
            if !labelled.faithful {
                continue;
            }
            for (text, put) in shelf.faults(&pool, &labelled.claim, labelled.language, seed) {
                let claim = Claim { text, ..labelled.claim.clone() };
                let (trials, _) = shelf.trials(&claim, labelled.language);
                let put = |at: u32| put.start() <= at && at < put.end();
                let wrong = trials.into_iter().filter(|trial| put(trial.at.start()));
                rows.extend(wrong.map(|trial| row(trial.x, 1.0)));
            }
        }
        Self { articles, claims, rows }
    }

    /// Learns from a person's summary of `articles` too.
    pub fn add_summary(&mut self, articles: &[Article], lines: &[String]) {
        let shelf = Shelf::new(articles);
        let cites: Vec<String> = articles.iter().map(|a| a.source.place.to_string()).collect();
        for line in lines {
            for claim in crate::check::digest::plain(line).claims {
                let claim = Claim { cites: cites.clone(), ..claim };
                let (trials, share) = shelf.trials(&claim, None);
                // A name that no source has, a publisher's for one, is no detail of theirs.
                let known = trials.into_iter().filter(|t| t.of != Of::Name || t.known);
                let row = |x| Row { writer: String::new(), x, wrong: 0.0, weight: SUMMARY };
                if share >= FOUND_TOGETHER {
                    self.rows.extend(known.map(|t| row(t.x)));
                }
            }
        }
    }

    /// How many right and wrong details were measured.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let wrong = self.rows.iter().filter(|row| row.wrong > 0.5).count();
        (self.rows.len() - wrong, wrong)
    }

    /// The model of all rows but those of `leave_out`.
    #[must_use]
    pub fn model(&self, leave_out: Option<&str>, made_by: String, data: Vec<String>) -> Model {
        Model::new(self.forest(leave_out), made_by, data)
    }

    fn forest(&self, leave_out: Option<&str>) -> Forest {
        let mut table = Table { features: WIDTH, ..Table::default() };
        for row in self.rows.iter().filter(|row| Some(row.writer.as_str()) != leave_out) {
            table.x.extend(row.x);
            table.y.push(row.wrong);
            table.weight.push(row.weight);
        }
        fit().run(&table)
    }

    /// How well each writer is judged by a model of the others, for each bound from which on a
    /// detail is called wrong.
    #[must_use]
    pub fn validate(&self, bounds: &[f32]) -> BTreeMap<usize, Vec<Found>> {
        let writers: BTreeSet<&str> = self.claims.iter().map(|c| c.writer.as_str()).collect();
        let mut found: BTreeMap<usize, Vec<Found>> = BTreeMap::new();
        let mut shelf = Shelf::new(self.articles);
        for writer in writers {
            let model = self.model(Some(writer), String::new(), Vec::new());
            for (n, sure) in bounds.iter().enumerate() {
                shelf = shelf.judged_by(Model { sure: *sure, ..model.clone() });
                found.entry(n).or_default().push(self.judged(&shelf, writer));
            }
        }
        found
    }

    fn judged(&self, shelf: &Shelf<'_>, writer: &str) -> Found {
        let mut found = Found { writer: writer.to_owned(), are: 0, called: 0, right: 0 };
        for labelled in self.claims.iter().filter(|claim| claim.writer == writer) {
            let claims = vec![labelled.claim.clone()];
            let language = labelled.language;
            let digest = Digest { form: Form::Text, title: None, language, claims };
            let called = shelf.check(&digest).counts.of(Verdict::Absent) > 0;
            found.are += usize::from(labelled.absent);
            found.called += usize::from(called);
            found.right += usize::from(called && labelled.absent);
        }
        found
    }
}

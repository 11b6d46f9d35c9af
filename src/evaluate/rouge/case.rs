//! Cases and answers as JSON, one object a line: the form of golden files, and of
//! `tidings rouge --jsonl`.
//!
//! A case, and a whole set of items:
//!
//! ```text
//! {"id", "flavour", "candidate": [sentence, …], "references": [[sentence, …], …],
//!  "options": {…}}
//! {"id", "flavour", "evals": [{"id", "candidate", "references"}, …],
//!  "bootstrap": {"samples", "confidence"}, "options": {…}}
//! ```
//!
//! `"metrics": [name, …]` may name the measures; else they are the flavour's usual ones. The answer
//! is `{"id", "scores": {name: {"r", "p", "f"}}}`; for a set each figure is `{"avg", "lo", "hi"}`.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Bootstrap, Flavour, Limit, Metric, Options, OptionsError, References, Scorer, UnknownMetric,
    averages, script_order,
};

/// A case as it is written.
#[derive(Debug, Clone, Deserialize)]
pub struct Case {
    /// Name of the case, given back with the answer.
    #[serde(default)]
    pub id: Value,
    /// Which program's figures.
    pub flavour: Flavour,
    /// The text to score.
    #[serde(default)]
    pub candidate: Vec<String>,
    /// What it is compared with.
    #[serde(default)]
    pub references: Vec<Vec<String>>,
    /// Several items instead of one.
    #[serde(default)]
    pub evals: Option<Vec<Item>>,
    /// Resampling of several items.
    #[serde(default)]
    pub bootstrap: Option<Bootstrap>,
    /// Measures by name.
    #[serde(default)]
    pub metrics: Option<Vec<String>>,
    /// Options.
    #[serde(default)]
    pub options: CaseOptions,
}

/// One item of a set.
#[derive(Debug, Clone, Deserialize)]
pub struct Item {
    /// Name of the item; the script resamples in the order of names.
    pub id: String,
    /// The text to score.
    pub candidate: Vec<String>,
    /// What it is compared with.
    pub references: Vec<Vec<String>>,
}

/// Options as they are written; what is absent has the flavour's default.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseOptions {
    stem: Option<bool>,
    exceptions: Option<bool>,
    stopwords: Option<bool>,
    words: Option<usize>,
    bytes: Option<usize>,
    multi: Option<References>,
    alpha: Option<f64>,
    t: Option<u8>,
}

/// A case that cannot be scored.
#[derive(Debug, thiserror::Error)]
pub enum CaseError {
    /// Not the JSON of a case.
    #[error("not a case: {0}")]
    Json(#[from] serde_json::Error),
    /// Options do not fit each other.
    #[error(transparent)]
    Options(#[from] OptionsError),
    /// An unknown measure.
    #[error(transparent)]
    Metric(#[from] UnknownMetric),
    /// Both limits.
    #[error("`words` and `bytes` are both given; give one limit")]
    TwoLimits,
    /// `-t` other than 0 or 1.
    #[error("`t` is {0}; it can be 0 (mean of scores) or 1 (sums of counts)")]
    Pooling(u8),
    /// Nothing to compare with.
    #[error("no references; give at least one")]
    NoReferences,
}

impl CaseOptions {
    fn resolve(&self, flavour: Flavour) -> Result<Options, CaseError> {
        let default = Options::new(flavour);
        let limit = match (self.words, self.bytes) {
            (None, None) => Limit::None,
            (Some(words), None) => Limit::Words(words),
            (None, Some(bytes)) => Limit::Bytes(bytes),
            (Some(_), Some(_)) => return Err(CaseError::TwoLimits),
        };
        let pooled = match self.t {
            None | Some(0) => false,
            Some(1) => true,
            Some(other) => return Err(CaseError::Pooling(other)),
        };
        Ok(Options {
            stem: self.stem.unwrap_or(default.stem),
            exceptions: self.exceptions.unwrap_or(default.exceptions),
            stop_words: self.stopwords.unwrap_or(default.stop_words),
            references: self.multi.unwrap_or(default.references),
            alpha: self.alpha.unwrap_or(default.alpha),
            limit,
            pooled,
            ..default
        })
    }
}

/// Answers cases; keeps one scorer for as long as options and measures stay the same, so that words
/// are stemmed once.
#[derive(Debug, Default)]
pub struct Answerer {
    scorer: Option<Scorer>,
}

impl Answerer {
    /// The answer to one case, given as a line of JSON.
    ///
    /// # Errors
    /// [`CaseError`] when the line is no case or its options do not fit each other.
    pub fn answer(&mut self, line: &str) -> Result<Value, CaseError> {
        let case: Case = serde_json::from_str(line)?;
        let metrics = match &case.metrics {
            None => case.flavour.usual_metrics(),
            Some(names) => names.iter().map(|name| name.parse()).collect::<Result<_, _>>()?,
        };
        let options = case.options.resolve(case.flavour)?;
        let scorer = self.scorer(options, &metrics)?;
        let scores = match &case.evals {
            Some(items) => set_scores(&scorer, items, case.bootstrap.unwrap_or_default())?,
            None => {
                if case.references.is_empty() {
                    return Err(CaseError::NoReferences);
                }
                let scores = scorer.prepare(&case.references).score(&case.candidate);
                named(&metrics, scores.into_iter().map(|score| json!(score)))
            }
        };
        Ok(json!({ "id": case.id, "scores": scores }))
    }

    fn scorer(&mut self, options: Options, metrics: &[Metric]) -> Result<Scorer, OptionsError> {
        if let Some(scorer) =
            self.scorer.as_ref().filter(|s| *s.options() == options && s.metrics() == metrics)
        {
            return Ok(scorer.clone());
        }
        let scorer = Scorer::new(options, metrics)?;
        self.scorer = Some(scorer.clone());
        Ok(scorer)
    }
}

fn set_scores(scorer: &Scorer, items: &[Item], bootstrap: Bootstrap) -> Result<Value, CaseError> {
    if items.iter().any(|item| item.references.is_empty()) {
        return Err(CaseError::NoReferences);
    }
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    let rows: Vec<_> = script_order(&ids)
        .into_iter()
        .filter_map(|at| items.get(at))
        .map(|item| scorer.prepare(&item.references).measure(&item.candidate))
        .collect();
    let metrics = scorer.metrics();
    let averages = averages(&rows, metrics.len(), scorer.options(), bootstrap);
    Ok(named(metrics, averages.into_iter().map(|average| json!(average))))
}

fn named(metrics: &[Metric], values: impl Iterator<Item = Value>) -> Value {
    Value::Object(metrics.iter().map(ToString::to_string).zip(values).collect::<Map<_, _>>())
}

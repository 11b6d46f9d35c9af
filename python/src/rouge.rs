//! ROUGE over lists of texts.

use pyo3::prelude::*;
use rayon::prelude::*;
use tidings::evaluate::bootstrap::{self, Resampling};
use tidings::evaluate::rouge::{
    Average, Averaging, Bootstrap, Interval, Measure, Measured, Metric, Options, Preset, Scorer,
    averages, preset, presets as all_presets, script_order, signature,
};

use crate::error;

/// Precision, recall and F; `None` where ROUGE-1.5.5 itself gives no score.
type Triple = Option<(f64, f64, f64)>;

/// Average, lower and upper end of the interval.
type Ends = (f64, f64, f64);

/// What one measure's items make together: precision, recall and F, each with its interval.
type Summed = Option<(Ends, Ends, Ends)>;

/// Scores of items, in their order.
#[pyclass(module = "tidings._tidings")]
pub struct Scores {
    rows: Vec<Vec<Option<Measured>>>,
    /// Number of references of each item.
    references: Vec<usize>,
}

#[pymethods]
impl Scores {
    fn __len__(&self) -> usize {
        self.rows.len()
    }

    /// Takes in the scores of more items.
    fn extend(&mut self, more: &Self) {
        self.rows.extend_from_slice(&more.rows);
        self.references.extend_from_slice(&more.references);
    }

    /// One row an item, with one entry a measure.
    fn rows(&self) -> Vec<Vec<Triple>> {
        let triple = |measured: &Option<Measured>| {
            measured.map(|m| (m.score.precision, m.score.recall, m.score.f))
        };
        self.rows.iter().map(|row| row.iter().map(triple).collect()).collect()
    }
}

/// Options and measures that fit each other.
#[pyclass(frozen, module = "tidings._tidings")]
pub struct Rouge {
    preset: Preset,
    scorer: Scorer,
    bootstrap: Bootstrap,
    seed: u64,
}

#[pymethods]
impl Rouge {
    #[new]
    #[pyo3(signature = (preset_name, metrics=None, stem=None, samples=1_000, confidence=95.0, seed=1))]
    fn new(
        preset_name: &str,
        metrics: Option<Vec<String>>,
        stem: Option<bool>,
        samples: u32,
        confidence: f64,
        seed: u64,
    ) -> PyResult<Self> {
        let Some(mut chosen) = preset(preset_name) else {
            let names: Vec<&str> = all_presets().iter().map(|preset| preset.name).collect();
            let names = names.join(", ");
            return Err(error(format!("`{preset_name}` is no preset; the presets are {names}")));
        };
        if let Some(metrics) = metrics {
            let parsed: Result<Vec<Metric>, _> = metrics.iter().map(|name| name.parse()).collect();
            chosen.metrics = parsed.map_err(error)?;
        }
        chosen.options = Options { stem: stem.unwrap_or(chosen.options.stem), ..chosen.options };
        if samples == 0 {
            return Err(error("an interval needs at least 1 resample"));
        }
        if !(confidence > 0.0 && confidence <= 100.0) {
            return Err(error(format!(
                "an interval cannot hold {confidence} per cent; give more than 0 and at most 100"
            )));
        }
        let scorer = Scorer::new(chosen.options, &chosen.metrics).map_err(error)?;
        Ok(Self { preset: chosen, scorer, bootstrap: Bootstrap { samples, confidence }, seed })
    }

    /// The measures' names, in the order of all results.
    #[getter]
    fn metrics(&self) -> Vec<String> {
        self.preset.metrics.iter().map(ToString::to_string).collect()
    }

    /// Which figure the preset's users report: precision, recall or fmeasure.
    #[getter]
    const fn measure(&self) -> &'static str {
        match self.preset.measure {
            Measure::Recall => "recall",
            Measure::Precision => "precision",
            Measure::F => "fmeasure",
        }
    }

    /// Scores predictions, each a list of lines, against their references, each a list of such
    /// lists.
    fn score(
        &self,
        py: Python<'_>,
        predictions: Vec<Vec<String>>,
        references: Vec<Vec<Vec<String>>>,
    ) -> Scores {
        py.detach(|| {
            let pairs: Vec<(&Vec<String>, &Vec<Vec<String>>)> =
                predictions.iter().zip(&references).collect();
            Scores {
                rows: pairs
                    .par_iter()
                    .map(|(prediction, references)| {
                        self.scorer.prepare(references).measure(prediction)
                    })
                    .collect(),
                references: references.iter().map(Vec::len).collect(),
            }
        })
    }

    /// What all items make together, measure by measure, and the line that lets anybody repeat it.
    fn summary(&self, py: Python<'_>, scores: &Scores, ids: Vec<String>) -> (Vec<Summed>, String) {
        py.detach(|| {
            let fewest = scores.references.iter().min().copied().unwrap_or(0);
            let most = scores.references.iter().max().copied().unwrap_or(0);
            let own = self.preset.averaging == Averaging::Mean;
            let line = signature(
                &self.preset.options,
                &self.preset.metrics,
                self.preset.averaging,
                self.bootstrap,
                own.then_some(self.seed),
                (fewest, most),
            );
            let order = script_order(&ids);
            let rows: Vec<Vec<Option<Measured>>> =
                order.iter().filter_map(|&at| scores.rows.get(at).cloned()).collect();
            let all = self.averaged(&rows);
            (all.into_iter().map(|average| average.map(summed)).collect(), line)
        })
    }
}

impl Rouge {
    fn averaged(&self, rows: &[Vec<Option<Measured>>]) -> Vec<Option<Average>> {
        let metrics = self.preset.metrics.len();
        if self.preset.averaging == Averaging::Script {
            return averages(rows, metrics, &self.preset.options, self.bootstrap);
        }
        let Bootstrap { samples, confidence } = self.bootstrap;
        let resampling = Resampling { samples, confidence, seed: self.seed };
        let one = |at: usize| {
            let scores = rows.iter().filter_map(|row| row.get(at).copied().flatten());
            let values: Vec<[f64; 3]> =
                scores.map(|m| [m.score.recall, m.score.precision, m.score.f]).collect();
            let [recall, precision, f] = bootstrap::means(&values, resampling);
            (!values.is_empty()).then_some(Average { recall, precision, f })
        };
        (0..metrics).into_par_iter().map(one).collect()
    }
}

fn summed(average: Average) -> (Ends, Ends, Ends) {
    let ends = |interval: Interval| (interval.avg, interval.lo, interval.hi);
    (ends(average.precision), ends(average.recall), ends(average.f))
}

/// Names of the presets, each with who uses it.
#[pyfunction]
pub fn presets() -> Vec<(String, String)> {
    all_presets().iter().map(|preset| (preset.name.to_owned(), preset.about.to_owned())).collect()
}

//! How one data set is scored.

use anyhow::Context as _;
use tidings::evaluate::bootstrap::Resampling;
use tidings::evaluate::datasets::DataSet;
use tidings::evaluate::report::About;
use tidings::evaluate::rouge::{
    Averaging, Bootstrap, Limit, Measure, Metric, Options, Preset, Scorer, preset, presets, seen,
    signature,
};
use tidings::model::Budget;

use super::{Args, Chance, USUAL};
use crate::exit::Misuse;

/// How one data set is scored.
pub(super) struct Setup {
    pub(super) scorer: Scorer,
    pub(super) measure: Measure,
    pub(super) metrics: Vec<Metric>,
}

impl Args {
    pub(super) fn setup(
        &self,
        set: &DataSet,
        length: Budget,
        name: Option<&str>,
    ) -> anyhow::Result<Setup> {
        let mut chosen = match name {
            Some(name) => {
                let names =
                    || presets().iter().map(|preset| preset.name).collect::<Vec<_>>().join(", ");
                preset(name).ok_or_else(|| {
                    Misuse(format!("`{name}` is no preset; the presets are {}", names()))
                })?
            }
            None => usual(set, length)?,
        };
        if !self.metrics.is_empty() {
            chosen.metrics.clone_from(&self.metrics);
        }
        let scorer = Scorer::new(chosen.options, &chosen.metrics)?;
        Ok(Setup { scorer, measure: chosen.measure, metrics: chosen.metrics })
    }

    pub(super) fn about(
        &self,
        set: &DataSet,
        left_out: usize,
        length: Budget,
        setup: &Setup,
        references: (usize, usize),
    ) -> About {
        let Chance { samples, trials, seed } = self.chance;
        let bootstrap = Bootstrap { samples, confidence: 95.0 };
        let options = setup.scorer.options();
        let line =
            signature(options, &setup.metrics, Averaging::Mean, bootstrap, Some(seed), references);
        About {
            name: set.name.clone(),
            left_out,
            length: format!("{} {}", length.limit(), length.unit()),
            measure: setup.measure,
            metrics: setup.metrics.clone(),
            signature: line.replacen(
                "rouge:",
                &format!("evaluate:length={length}|trials={trials}|"),
                1,
            ),
            resampling: Resampling { samples, confidence: 95.0, seed },
            trials,
        }
    }
}

/// Where the exact flavours see less than this share of the references' letters, words of any
/// script are compared. Set by: no tuning; texts in Latin letters have more than four fifths of
/// them in ASCII (Vietnamese), others next to none.
const SEEN: f64 = 0.5;

pub(super) fn several(set: &DataSet) -> bool {
    set.items.iter().any(|item| item.references.len() > 1)
}

/// Stemmed ROUGE-1.5.5, or the flavour unicode for scripts that it does not see: recall of texts
/// cut to the length for several references, F1 for one.
fn usual(set: &DataSet, length: Budget) -> anyhow::Result<Preset> {
    let references = set.items.iter().flat_map(|item| item.references.iter().flatten());
    let name = if seen(references) < SEEN { "unicode" } else { "default" };
    let mut chosen = preset(name).with_context(|| format!("the preset `{name}` is missing"))?;
    chosen.metrics = vec![Metric::N(1), Metric::N(2), Metric::Su(Some(4))];
    if several(set) {
        chosen.measure = Measure::Recall;
        let limit = match length {
            Budget::Words(words) => Limit::Words(words.get() as usize),
            Budget::Bytes(bytes) if name == "default" => Limit::Bytes(bytes.get() as usize),
            Budget::Bytes(_) | Budget::Sentences(_) | Budget::Chars(_) => Limit::None,
        };
        chosen.options = Options { limit, ..chosen.options };
    }
    Ok(chosen)
}

pub(super) fn named(preset: &str) -> Option<&str> {
    (preset != USUAL).then_some(preset)
}

//! What papers used, by name.

use super::{Flavour, Limit, Metric, Options, Score};

/// How items make one figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Averaging {
    /// As ROUGE-1.5.5 prints it: the mean of its resamples' means, rounded to five digits.
    Script,
    /// The mean of the items' scores, with a seeded bootstrap interval.
    Mean,
}

impl Averaging {
    /// The name in signatures.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Mean => "mean",
        }
    }
}

/// Which of a score's three figures stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Recall.
    Recall,
    /// Precision.
    Precision,
    /// F.
    F,
}

impl Measure {
    /// That figure of a score.
    #[must_use]
    pub const fn of(self, score: Score) -> f64 {
        match self {
            Self::Recall => score.recall,
            Self::Precision => score.precision,
            Self::F => score.f,
        }
    }

    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recall => "recall",
            Self::Precision => "precision",
            Self::F => "F1",
        }
    }
}

/// A way of scoring that has a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Preset {
    /// What it is called.
    pub name: &'static str,
    /// Who uses it, and the options as they wrote them.
    pub about: &'static str,
    /// Options.
    pub options: Options,
    /// Measures, in the order of tables.
    pub metrics: Vec<Metric>,
    /// How items make one figure.
    pub averaging: Averaging,
    /// What its users report.
    pub measure: Measure,
}

const STEMMED: Options = Options { stem: true, ..Options::PERL };

/// All presets, the default one first.
#[must_use]
pub fn presets() -> Vec<Preset> {
    let mut all = script_presets();
    all.extend(mean_presets());
    all
}

const SU4: Metric = Metric::Su(Some(4));

/// ROUGE-N for N from 1 to `longest`, and `more`.
fn with(longest: u8, more: &[Metric]) -> Vec<Metric> {
    (1..=longest).map(Metric::N).chain(more.iter().copied()).collect()
}

/// The calls of the Perl script that papers name.
fn script_presets() -> Vec<Preset> {
    let script = |name, about, options, metrics, measure| Preset {
        name,
        about,
        options,
        metrics,
        averaging: Averaging::Script,
        measure,
    };
    let limited = |limit| Options { limit, ..STEMMED };
    vec![
        script(
            "default",
            "ROUGE-1.5.5, stemmed, whole texts: -m -n 2 -2 4 -u -c 95 -r 1000 -f A -p 0.5",
            STEMMED,
            with(2, &[Metric::L, SU4]),
            Measure::F,
        ),
        script(
            "duc2004",
            "DUC 2003/2004 in 100 words: -n 4 -m -a -l 100 -x -c 95 -r 1000 -f A -p 0.5 -t 0",
            limited(Limit::Words(100)),
            with(4, &[]),
            Measure::Recall,
        ),
        script(
            "duc2004-665b",
            "DUC 2004 in 665 bytes, as its tables: -b 665 -m -n 4 -w 1.2",
            limited(Limit::Bytes(665)),
            with(4, &[Metric::L, Metric::W(1.2)]),
            Measure::Recall,
        ),
        script(
            "duc2006",
            "DUC 2005-2007 in 250 words: -n 2 -x -m -2 4 -u -c 95 -r 1000 -f A -p 0.5 -t 0 -l 250",
            limited(Limit::Words(250)),
            with(2, &[SU4]),
            Measure::Recall,
        ),
        script(
            "tac2008",
            "TAC 2008-2011 in 100 words: -n 4 -w 1.2 -m -2 4 -u -c 95 -r 1000 -f A -p 0.5 -t 0 -a -l 100",
            limited(Limit::Words(100)),
            with(4, &[Metric::L, Metric::W(1.2), SU4]),
            Measure::Recall,
        ),
        script(
            "multinews",
            "Multi-News (Fabbri 2019), pyrouge, each text one line: -c 95 -2 -1 -U -r 1000 -n 4 -w 1.2 -a -m",
            Options { one_line: true, ..STEMMED },
            with(4, &[Metric::L, Metric::W(1.2), Metric::S(None), Metric::Su(None)]),
            Measure::F,
        ),
    ]
}

/// Programs that give the mean of their items.
fn mean_presets() -> Vec<Preset> {
    let mut google = Options::new(Flavour::Google);
    google.stem = true;
    vec![
        Preset {
            name: "wcep",
            about: "WCEP (Gholipour Ghalandari 2020), newsroom's wrapper: lower-cased, one line, not stemmed, mean of clusters",
            options: Options { one_line: true, unicode_lower: true, ..Options::PERL },
            metrics: with(2, &[Metric::L]),
            averaging: Averaging::Mean,
            measure: Measure::F,
        },
        Preset {
            name: "rouge-score",
            about: "Google's rouge-score with use_stemmer=True, best reference by F, mean of items",
            options: google,
            metrics: with(2, &[Metric::L, Metric::Lsum]),
            averaging: Averaging::Mean,
            measure: Measure::F,
        },
        Preset {
            name: "unicode",
            about: "any script: words of Unicode letters; characters where no spaces are written, as LCSTS (Hu 2015) and, for \
                other languages, XL-Sum (Hasan 2021) count; not stemmed, mean of items",
            options: Options::UNICODE,
            metrics: with(2, &[Metric::L, SU4]),
            averaging: Averaging::Mean,
            measure: Measure::F,
        },
    ]
}

/// The preset of that name.
#[must_use]
pub fn preset(name: &str) -> Option<Preset> {
    presets().into_iter().find(|preset| preset.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_valid_and_findable() {
        for known in presets() {
            known.options.check(&known.metrics).unwrap();
            assert_eq!(preset(known.name).as_ref(), Some(&known));
        }
        assert_eq!(preset("duc1999"), None);
    }
}

//! Fitting the editor's judgement to sentences that readers have labelled, and saying how good it
//! is on sets that it was not fitted to.
//!
//! A labelled sentence is a byte range of an article and a letter of the readers' guide. Learned
//! from are the sentences that the library itself makes of the article; one that lies over several
//! labelled parts has their worst label. Every set weighs by the square root of its size, so that a
//! large one does not rule. Each sentence is learned from twice, the second time as if its language
//! had no word lists: so the model holds where none was written.

mod regression;
mod sample;

use crate::edit::judgement::{Editor, Label, Linear, Model, Wording};
use crate::evaluate::boost::{Fit, Table};
use crate::evaluate::wording::{self, Worded};
use crate::model::{Article, Span};
use crate::rank::coverage::forest::Forest;

use regression::regression;
use sample::Sample;

/// A sentence and what a reader called it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Labelled {
    /// The address of its article.
    pub url: String,
    /// Bytes of the article's text.
    pub span: Span,
    /// The reader's label.
    pub label: Label,
    /// The headline above it, where it is another than its article's own.
    pub headline: Option<String>,
    /// What was quoted before it.
    pub before: Vec<String>,
}

/// Articles of one set and the labelled sentences among theirs.
#[derive(Debug, Clone)]
pub struct LabelledSet {
    /// Its name.
    pub name: String,
    /// All articles of the set.
    pub articles: Vec<Article>,
    /// The labels.
    pub labels: Vec<Labelled>,
}

/// Weight of a sentence as if its language had no word lists, beside 1 for the sentence itself.
/// Chosen by hand; other values were not tried.
const BARE: f32 = 0.4;

/// How well sentences are ordered that were not learned from.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// The set.
    pub name: String,
    /// Sentences judged.
    pub sentences: usize,
    /// Share of them that readers keep.
    pub kept: f64,
    /// Area under the receiver operating characteristic of keep.
    pub area: f64,
    /// Share kept among the best third as many as there are sentences to keep.
    pub best: f64,
}

/// What a fit leaves out when a set is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveOut {
    /// The set itself.
    Set,
    /// All sets in its language.
    Language,
}

/// Labelled sets, measured once.
#[derive(Debug)]
pub struct EditorTuner {
    samples: Vec<Sample>,
    names: Vec<&'static str>,
}

/// The trees of the shipped model.
/// Chosen by hand; other values were not tried.
#[must_use]
pub fn fit() -> Fit {
    Fit {
        trees: 120,
        depth: 5,
        rate: 0.05,
        shrinkage: 12.0,
        rows: 0.6,
        features: 0.35,
        bins: 24,
        seed: 1,
    }
}

impl EditorTuner {
    /// Measures every labelled sentence.
    #[must_use]
    pub fn new(sets: Vec<LabelledSet>) -> Self {
        let samples: Vec<Sample> = sets.into_iter().map(Sample::new).collect();
        let names = samples.iter().find(|s| !s.rows.names.is_empty());
        let names = names.map(|s| s.rows.names.clone()).unwrap_or_default();
        Self { samples, names }
    }

    /// What was measured of every sentence, for study: a line each of its set, its article's
    /// address, its first and last byte there, its label and the features, parted by tabs, under a
    /// line of names.
    #[must_use]
    pub fn table(&self) -> String {
        let mut out = format!("set\turl\tstart\tend\tlabel\t{}\n", self.names.join("\t"));
        for sample in &self.samples {
            for (n, (label, (url, span))) in sample.labels.iter().zip(&sample.places).enumerate() {
                let row: Vec<String> =
                    sample.rows.row(n).iter().map(|value| format!("{value}")).collect();
                let (start, end, row) = (span.start(), span.end(), row.join("\t"));
                let (name, label) = (&sample.name, label.name());
                out.push_str(&format!("{name}\t{url}\t{start}\t{end}\t{label}\t{row}\n"));
            }
        }
        out
    }

    /// The model of all sets but those named.
    #[must_use]
    pub fn model(&self, made_by: String, left_out: &[String]) -> Model {
        let used = || self.samples.iter().filter(|s| !left_out.contains(&s.name));
        let data = used().map(|s| format!("{}: {} sentences", s.name, s.labels.len())).collect();
        let (wording, linear, forests) = self.fitted(&|s| !left_out.contains(&s.name));
        let typical = typical(&used().collect::<Vec<_>>(), self.names.len());
        Model::new(wording, linear, forests, &self.names, typical, made_by, data)
    }

    /// The quality on each set by a model that saw neither it nor, as `leave` says, its language.
    #[must_use]
    pub fn validate(&self, leave: LeaveOut) -> Vec<Quality> {
        self.samples
            .iter()
            .map(|sample| {
                let (wording, linear, forests) = self.fitted(&|other| match leave {
                    LeaveOut::Set => other.name != sample.name,
                    LeaveOut::Language => other.language != sample.language,
                });
                let typical = vec![0.0; self.names.len()];
                let (by, data) = (String::new(), Vec::new());
                let model = Model::new(wording, linear, forests, &self.names, typical, by, data);
                sample.quality(&Editor::new(model))
            })
            .collect()
    }

    fn fitted(&self, learns: &dyn Fn(&Sample) -> bool) -> (Wording, Linear, (Vec<Forest>, Forest)) {
        let mut table = Table { features: self.names.len(), ..Table::default() };
        let mut labels = Vec::new();
        // Of sentences worth keeping in briefings that were read whole: told again or not.
        let mut again = Table { features: self.names.len(), ..Table::default() };
        let samples: Vec<&Sample> = self.samples.iter().filter(|sample| learns(sample)).collect();
        let stacked = Stacked::new(&samples);
        for (n, sample) in samples.iter().enumerate() {
            let weight = weight(sample.labels.len());
            for (x, share, bare) in [(&sample.rows.values, 1.0, false), (&sample.bare, BARE, true)]
            {
                let x = sample.worded(x, bare, |row| stacked.of(n, row));
                if sample.is_of_briefings() {
                    let rows = x.chunks_exact(self.names.len().max(1)).enumerate();
                    for (n, row) in rows.filter(|(n, _)| sample.labels[*n] == Label::Keep) {
                        again.x.extend_from_slice(row);
                        again.weight.push(weight * share);
                        again.y.push(f32::from(u8::from(sample.told[n])));
                    }
                }
                table.x.extend(x);
                table.weight.extend(std::iter::repeat_n(weight * share, sample.labels.len()));
                labels.extend_from_slice(&sample.labels);
            }
        }
        let forest = |label: Label| {
            let y = labels.iter().map(|l| f32::from(u8::from(*l == label))).collect();
            let table = Table { y, ..table.clone() };
            fit().run(&table)
        };
        let forests = Label::ALL.iter().map(|label| forest(*label)).collect();
        let y = labels.iter().map(|l| f32::from(u8::from(*l == Label::Keep))).collect();
        (stacked.all, regression(&Table { y, ..table }), (forests, fit().run(&again)))
    }
}

/// Parts of the sentences learned from, each of which is scored by its wording with weights of the
/// other parts.
const PARTS: usize = 5;

/// Weights of the wording: of all sentences, and for each part of the others.
#[derive(Debug)]
struct Stacked {
    all: Wording,
    others: Vec<Wording>,
    /// The part of every row of each sample.
    parts: Vec<Vec<usize>>,
}

impl Stacked {
    fn new(samples: &[&Sample]) -> Self {
        // A part is some of the sets, or, where there are few, some of the articles of each.
        let part = |n: usize, sample: &Sample| -> Vec<usize> {
            if samples.len() >= PARTS {
                return vec![n % PARTS; sample.labels.len()];
            }
            let articles = sample.places.chunk_by(|a, b| a.0 == b.0).enumerate();
            articles.flat_map(|(n, rows)| std::iter::repeat_n(n % PARTS, rows.len())).collect()
        };
        let parts: Vec<Vec<usize>> = samples.iter().enumerate().map(|(n, s)| part(n, s)).collect();
        let fitted = |left_out: Option<usize>| {
            let rows = samples.iter().zip(&parts).flat_map(|(sample, parts)| {
                let weight = weight(sample.labels.len());
                let rows = sample.grams.iter().zip(&sample.labels).zip(parts);
                rows.filter(move |(_, part)| Some(**part) != left_out)
                    .map(move |((grams, label), _)| Worded { grams, label: *label, weight })
            });
            wording::fit(&rows.collect::<Vec<_>>())
        };
        let all = fitted(None);
        let others = (0..PARTS).map(|part| fitted(Some(part))).collect();
        Self { all, others, parts }
    }

    /// The weights that did not see row `row` of sample `n`.
    fn of(&self, n: usize, row: usize) -> &Wording {
        &self.others[self.parts[n][row]]
    }
}

/// A sentence's weight in a set of so many.
#[allow(clippy::cast_precision_loss)]
fn weight(sentences: usize) -> f32 {
    (300.0 / sentences.max(1) as f32).sqrt()
}

fn typical(samples: &[&Sample], features: usize) -> Vec<f32> {
    (0..features)
        .map(|feature| {
            let mut values: Vec<f32> = samples
                .iter()
                .flat_map(|s| s.rows.values.iter().skip(feature).step_by(features).copied())
                .collect();
            values.sort_by(f32::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or(0.0)
        })
        .collect()
}

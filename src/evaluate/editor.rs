//! Fitting the editor's judgement to sentences that readers have labelled, and saying how good it
//! is on sets that it was not fitted to.
//!
//! A labelled sentence is a byte range of an article and a letter of the readers' guide. Learned
//! from are the sentences that the library itself makes of the article; one that lies over several
//! labelled parts has their worst label. Every set weighs by the square root of its size, so that a
//! large one does not rule. Each sentence is learned from twice, the second time as if its language
//! had no word lists: so the model holds where none was written.

use crate::analysis::prepare;
use crate::edit::judgement::Editor;
use crate::edit::judgement::{Context, Gram, Label, Linear, Model, Placed, Rows, Wording, grams};
use crate::evaluate::boost::{Fit, Table};
use crate::evaluate::ranking;
use crate::evaluate::wording::{self, Worded};
use crate::model::{Article, Corpus, Role, SentenceId, Span};
use crate::rank::coverage::forest::Forest;

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

/// Rows of one set.
#[derive(Debug)]
struct Sample {
    name: String,
    language: String,
    rows: Rows,
    labels: Vec<Label>,
    /// The address of each row's article, and its place there.
    places: Vec<(String, Span)>,
    /// For each row the same without word lists.
    bare: Vec<f32>,
    /// The grams of each row's sentence.
    grams: Vec<Vec<Gram>>,
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

    fn fitted(&self, learns: &dyn Fn(&Sample) -> bool) -> (Wording, Linear, Vec<Forest>) {
        let mut table = Table { features: self.names.len(), ..Table::default() };
        let mut labels = Vec::new();
        let samples: Vec<&Sample> = self.samples.iter().filter(|sample| learns(sample)).collect();
        let stacked = Stacked::new(&samples);
        for (n, sample) in samples.iter().enumerate() {
            let weight = weight(sample.labels.len());
            for (x, share, bare) in [(&sample.rows.values, 1.0, false), (&sample.bare, BARE, true)]
            {
                table.x.extend(sample.worded(x, bare, |row| stacked.of(n, row)));
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
        (stacked.all, regression(&Table { y, ..table }), forests)
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

/// Penalty of the regression, in units of mean row weight.
/// Chosen by hand; other values were not tried.
const PENALTY: f32 = 0.02;

/// Fits a logistic regression to a table by gradient descent with momentum, from 0, in a fixed
/// number of steps.
#[allow(clippy::cast_precision_loss)]
fn regression(table: &Table) -> Linear {
    const STEPS: usize = 400;
    const RATE: f32 = 0.5;
    const MOMENTUM: f32 = 0.9;
    let width = table.features;
    let total: f32 = table.weight.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let column = |k: usize| table.x.iter().skip(k).step_by(width.max(1));
    let mean: Vec<f32> = (0..width)
        .map(|k| column(k).zip(&table.weight).map(|(x, w)| x * w).sum::<f32>() / total)
        .collect();
    let deviation: Vec<f32> = (0..width)
        .map(|k| {
            let square = |(x, w): (&f32, &f32)| w * (x - mean[k]) * (x - mean[k]);
            (column(k).zip(&table.weight).map(square).sum::<f32>() / total).sqrt().max(1e-3)
        })
        .collect();
    let scaled: Vec<f32> = table
        .x
        .chunks_exact(width.max(1))
        .flat_map(|row| row.iter().zip(&mean).zip(&deviation).map(|((x, m), d)| (x - m) / d))
        .collect();
    let (mut weight, mut bias) = (vec![0.0f32; width], 0.0f32);
    let (mut speed, mut bias_speed) = (vec![0.0f32; width], 0.0f32);
    for _ in 0..STEPS {
        let mut slope: Vec<f32> = weight.iter().map(|w| PENALTY * w).collect();
        let mut bias_slope = 0.0;
        for ((row, y), w) in scaled.chunks_exact(width.max(1)).zip(&table.y).zip(&table.weight) {
            let z: f32 = bias + row.iter().zip(&weight).map(|(x, w)| x * w).sum::<f32>();
            let error = (1.0 / (1.0 + libm::expf(-z)) - y) * w / total;
            bias_slope += error;
            slope.iter_mut().zip(row).for_each(|(s, x)| *s += error * x);
        }
        for ((weight, speed), slope) in weight.iter_mut().zip(&mut speed).zip(&slope) {
            *speed = MOMENTUM * *speed - RATE / width as f32 * 4.0 * slope;
            *weight += *speed;
        }
        bias_speed = MOMENTUM * bias_speed - RATE * bias_slope;
        bias += bias_speed;
    }
    // Six decimals: what is tested is what is written.
    let round = |x: f32| (x * 1e6).round() / 1e6;
    Linear {
        bias: round(bias),
        mean: mean.into_iter().map(round).collect(),
        deviation: deviation.into_iter().map(round).collect(),
        weight: weight.into_iter().map(round).collect(),
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

impl Sample {
    fn new(set: LabelledSet) -> Self {
        /// Most sentences that are used of one article.
        const SENTENCES: usize = 2_000;
        let corpus = prepare(set.articles, SENTENCES);
        let mut sample = Self {
            name: set.name,
            language: String::new(),
            rows: Rows::default(),
            labels: Vec::new(),
            places: Vec::new(),
            bare: Vec::new(),
            grams: Vec::new(),
        };
        for article in corpus.article_ids() {
            let Some(url) = corpus.article(article).source.url.as_deref() else { continue };
            let labels: Vec<&Labelled> = set.labels.iter().filter(|l| l.url == url).collect();
            if labels.is_empty() {
                continue;
            }
            let sentences = body(&corpus, article);
            let placed = placed(&corpus, &sentences);
            let language = corpus.language(article);
            if let Some(language) = language {
                sample.language = language.code().to_owned();
            }
            for labels in by_context(labels) {
                let Some(first) = labels.first() else { continue };
                let own = corpus.article(article).title.as_deref();
                let mut context = Context::of_headline(first.headline.as_deref().or(own), language);
                first.before.iter().for_each(|text| context.read(text));
                let mut rows = Rows::default();
                let wording = Wording::default();
                rows.measure(corpus.article(article), language, &placed, &context, &wording);
                let label = |(n, s): (usize, &SentenceId)| {
                    worst(&labels, corpus.sentence(*s).span).map(|label| (n, label))
                };
                let labelled: Vec<_> = sentences.iter().enumerate().filter_map(label).collect();
                for &(n, label) in &labelled {
                    sample.bare.extend(without_lists(&rows.names, rows.row(n)));
                    sample.labels.push(label);
                    sample.grams.push(grams(corpus.text(sentences[n])));
                    sample.places.push((url.to_owned(), corpus.sentence(sentences[n]).span));
                }
                sample.rows.extend_from(&rows, labelled.into_iter().map(|(n, _)| n));
            }
        }
        sample
    }

    /// Rows with the scores of their wording, which `wording` gives the weights for; of `bare` rows
    /// those of marks and numbers alone, as if the words were of an unknown language.
    fn worded<'w>(
        &self,
        x: &[f32],
        bare: bool,
        wording: impl Fn(usize) -> &'w Wording,
    ) -> Vec<f32> {
        let mut x = x.to_vec();
        let rows = x.chunks_exact_mut(self.rows.names.len().max(1));
        for ((n, row), grams) in rows.enumerate().zip(&self.grams) {
            let unknown =
                |gram: &Gram| Gram { hash: if gram.lexical { 0 } else { gram.hash }, ..*gram };
            let scores = if bare {
                wording(n).scores(&grams.iter().map(unknown).collect::<Vec<_>>())
            } else {
                wording(n).scores(grams)
            };
            let own = row.len().saturating_sub(scores.len());
            row[own..].copy_from_slice(&scores);
        }
        x
    }

    #[allow(clippy::cast_precision_loss)]
    fn quality(&self, editor: &Editor) -> Quality {
        let mut rows = self.rows.clone();
        rows.values = self.worded(&rows.values, false, |_| editor.wording());
        let mut judged: Vec<(f64, bool)> = editor
            .judge(&rows)
            .iter()
            .zip(&self.labels)
            .map(|(j, label)| (j.keep(), *label == Label::Keep))
            .collect();
        judged.sort_by(|a, b| b.0.total_cmp(&a.0));
        let kept = judged.iter().filter(|j| j.1).count();
        let most = (kept / 3).max(1);
        let best = judged.iter().take(most).filter(|j| j.1).count();
        Quality {
            name: self.name.clone(),
            sentences: judged.len(),
            kept: kept as f64 / judged.len().max(1) as f64,
            area: ranking::auc(&judged).unwrap_or(0.0),
            best: best as f64 / most as f64,
        }
    }
}

/// Labels of one headline and of what was quoted before, which are measured together.
fn by_context(labels: Vec<&Labelled>) -> Vec<Vec<&Labelled>> {
    let mut contexts: Vec<Vec<&Labelled>> = Vec::new();
    for label in labels {
        let read = |label: &Labelled| (label.headline.clone(), label.before.clone());
        let same = |other: &Vec<&Labelled>| other.iter().all(|o| read(o) == read(label));
        match contexts.iter_mut().find(|other| same(other)) {
            Some(other) => other.push(label),
            None => contexts.push(vec![label]),
        }
    }
    contexts
}

/// The body sentences of an article, in order.
fn body(corpus: &Corpus, article: crate::model::ArticleId) -> Vec<SentenceId> {
    corpus.sentences_of(article).filter(|&s| corpus.sentence(s).role == Role::Body).collect()
}

/// Sentences with what is known of their places.
fn placed<'c>(corpus: &'c Corpus, sentences: &[SentenceId]) -> Vec<Placed<'c>> {
    let mut paragraph = None;
    sentences
        .iter()
        .map(|&s| {
            let own = Some(corpus.sentence(s).paragraph);
            let opens = std::mem::replace(&mut paragraph, own) != own;
            Placed {
                text: corpus.text(s),
                start: corpus.sentence(s).span.start(),
                opens,
                asked: true,
            }
        })
        .collect()
}

/// The worst label of the parts that a sentence shares more than half with, by the shorter of the
/// two.
fn worst(labels: &[&Labelled], span: Span) -> Option<Label> {
    let length = |s: Span| s.end().saturating_sub(s.start());
    let shared = |s: Span| s.end().min(span.end()).saturating_sub(s.start().max(span.start()));
    labels
        .iter()
        .filter(|l| 2 * shared(l.span) > length(l.span).min(length(span)))
        .map(|l| l.label)
        .max_by_key(|label| match label {
            Label::Keep => 0,
            Label::Idle => 1,
            Label::Opinion => 2,
            Label::Dangling => 3,
            Label::Boilerplate => 4,
        })
}

/// Features that count words of a list.
const LISTED: [&str; 24] = [
    "names this day or another",
    "names this month or another",
    "article: first person",
    "article: second person",
    "article: modal verbs",
    "article: negations",
    "article: reporting verbs",
    "title: speaks to the reader",
    "title: speaks of the writer",
    "first person",
    "second person",
    "modal verbs",
    "negations",
    "reporting verbs",
    "pronouns",
    "pronouns early",
    "pronouns at the end",
    "opens with a pronoun",
    "opens with a connective",
    "opens with an article",
    "articles",
    "relative time",
    "definite and known before",
    "definite and new",
];

/// A row as it were in a language without word lists.
fn without_lists<'r>(names: &'r [&str], row: &'r [f32]) -> impl Iterator<Item = f32> + 'r {
    names.iter().zip(row).map(|(name, value)| if LISTED.contains(name) { -1.0 } else { *value })
}

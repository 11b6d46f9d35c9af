//! What is measured of the labelled sentences of one set.

use super::{Labelled, LabelledSet, Quality};
use crate::analysis::prepare;
use crate::edit::judgement::{Context, Editor, Gram, Label, Placed, Rows, Wording, grams};
use crate::evaluate::ranking;
use crate::model::{Corpus, Role, SentenceId, Span};

/// Rows of one set.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) name: String,
    pub(super) language: String,
    pub(super) rows: Rows,
    /// Of [`Label::ALL`]: what is told again is worth keeping of itself.
    pub(super) labels: Vec<Label>,
    /// Whether each row tells again what was read before.
    pub(super) told: Vec<bool>,
    /// The address of each row's article, and its place there.
    pub(super) places: Vec<(String, Span)>,
    /// For each row the same without word lists.
    pub(super) bare: Vec<f32>,
    /// The grams of each row's sentence.
    pub(super) grams: Vec<Vec<Gram>>,
}

impl Sample {
    pub(super) fn new(set: LabelledSet) -> Self {
        /// Most sentences that are used of one article.
        const SENTENCES: usize = 2_000;
        let corpus = prepare(set.articles, SENTENCES);
        let mut sample = Self {
            name: set.name,
            language: String::new(),
            rows: Rows::default(),
            labels: Vec::new(),
            told: Vec::new(),
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
                    let told = label == Label::Told;
                    sample.labels.push(if told { Label::Keep } else { label });
                    sample.told.push(told);
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
    pub(super) fn worded<'w>(
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

    /// Whether its reader read whole briefings, and so could say what is told again.
    pub(super) fn is_of_briefings(&self) -> bool {
        self.told.contains(&true)
    }

    #[allow(clippy::cast_precision_loss)]
    pub(super) fn quality(&self, editor: &Editor) -> Quality {
        let mut rows = self.rows.clone();
        rows.values = self.worded(&rows.values, false, |_| editor.wording());
        let mut judged: Vec<(f64, bool)> = editor
            .judge(&rows)
            .iter()
            .zip(self.labels.iter().zip(&self.told))
            .map(|(j, (label, told))| (j.keep(), *label == Label::Keep && !told))
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
            Label::Told => 1,
            Label::Idle => 2,
            Label::Opinion => 3,
            Label::Dangling => 4,
            Label::Boilerplate => 5,
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

//! Fitting the pair model to pairs of sentences that readers have labelled, and saying how good it
//! is on sets and languages that it was not fitted to, beside the cosine of TF-IDF vectors.

use crate::analysis::prepare;
use crate::model::{Article, ArticleId, Corpus, Span};
use crate::pairs::{FEATURES, Model, Profile, features};
use crate::terms::{Idf, TermTable};

/// A sentence (bytes of an article's text) or, without a place, an article's title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The address of its article.
    pub url: String,
    /// Its place in the article's text; `None` for the title.
    pub span: Option<Span>,
}

/// Two sides and whether a reader of one feels told again by the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledPair {
    /// One side.
    pub a: Side,
    /// The other.
    pub b: Side,
    /// What the reader said.
    pub retold: bool,
}

/// Articles of one set and labelled pairs of their sentences and titles.
#[derive(Debug, Clone)]
pub struct PairSet {
    /// Its name.
    pub name: String,
    /// All articles of the set; the weights of words come from them.
    pub articles: Vec<Article>,
    /// The pairs.
    pub pairs: Vec<LabelledPair>,
}

/// What a fit leaves out when a set is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveOut {
    /// The set itself.
    Set,
    /// All sets in its language.
    Language,
}

/// How well pairs are ordered that were not learned from.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// What the figures are about.
    pub name: String,
    /// Pairs judged.
    pub pairs: usize,
    /// Of them, those retold.
    pub retold: usize,
    /// Average precision of the model, 0 to 1.
    pub precision: f64,
    /// Recall of the model at a precision of 0.9.
    pub recall: f64,
    /// Average precision of the cosine of TF-IDF vectors.
    pub cosine_precision: f64,
    /// Its recall at a precision of 0.9.
    pub cosine_recall: f64,
}

/// Rows of one set.
#[derive(Debug)]
struct Sample {
    name: String,
    language: String,
    rows: Vec<Row>,
}

/// Labelled sets, measured once.
#[derive(Debug)]
pub struct PairTuner {
    samples: Vec<Sample>,
}

impl PairTuner {
    /// Measures every labelled pair; pairs whose address, place or title is not found are left out.
    #[must_use]
    pub fn new(sets: Vec<PairSet>) -> Self {
        Self { samples: sets.into_iter().map(Sample::new).collect() }
    }

    /// The model of all sets but those named.
    #[must_use]
    pub fn model(&self, made_by: String, left_out: &[String]) -> Model {
        let learns = |s: &Sample| !left_out.contains(&s.name);
        let used = self.samples.iter().filter(|s| learns(s));
        let data = used.map(|s| format!("{}: {} pairs", s.name, s.rows.len())).collect();
        Model::fit(&self.rows(&learns), made_by, data)
    }

    /// The quality on each language's pairs and on all, each set judged by a model that saw neither
    /// it nor, as `leave` says, its language.
    #[must_use]
    pub fn validate(&self, leave: LeaveOut) -> Vec<Quality> {
        let mut judged: Vec<Judged<'_>> = Vec::new();
        for sample in &self.samples {
            let learns = |other: &Sample| match leave {
                LeaveOut::Set => other.name != sample.name,
                LeaveOut::Language => other.language != sample.language,
            };
            let model = Model::fit(&self.rows(&learns), String::new(), Vec::new());
            for (row, retold) in &sample.rows {
                let p = model.probability_of(row);
                judged.push((&sample.language, p, f64::from(row[COSINE]), *retold));
            }
        }
        let mut names: Vec<&str> = judged.iter().map(|j| j.0).collect();
        names.sort_unstable();
        names.dedup();
        let mut rows: Vec<Quality> = names
            .into_iter()
            .map(|name| quality(name, judged.iter().filter(|j| j.0 == name)))
            .collect();
        rows.push(quality("all", judged.iter()));
        rows
    }

    fn rows(&self, learns: &dyn Fn(&Sample) -> bool) -> Vec<Row> {
        self.samples.iter().filter(|s| learns(s)).flat_map(|s| s.rows.iter().copied()).collect()
    }
}

/// Language, probability, cosine, and what the reader said.
type Judged<'s> = (&'s str, f64, f64, bool);

/// The features of a pair, and what the reader said.
type Row = ([f32; FEATURES.len()], bool);

/// Place of the cosine among the features.
const COSINE: usize = 2;

fn quality<'j>(name: &str, judged: impl Iterator<Item = &'j Judged<'j>>) -> Quality {
    let judged: Vec<_> = judged.collect();
    let (precision, recall) = curve(judged.iter().map(|j| (j.1, j.3)).collect());
    let (cosine_precision, cosine_recall) = curve(judged.iter().map(|j| (j.2, j.3)).collect());
    Quality {
        name: name.to_owned(),
        pairs: judged.len(),
        retold: judged.iter().filter(|j| j.3).count(),
        precision,
        recall,
        cosine_precision,
        cosine_recall,
    }
}

/// Average precision, and the largest recall at which the precision is 0.9 at least.
#[allow(clippy::cast_precision_loss)]
fn curve(mut scored: Vec<(f64, bool)>) -> (f64, f64) {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let all = scored.iter().filter(|s| s.1).count().max(1) as f64;
    let (mut hits, mut sum, mut recall) = (0.0, 0.0, 0.0);
    for (n, (_, retold)) in scored.iter().enumerate() {
        if *retold {
            hits += 1.0;
            sum += hits / (n + 1) as f64;
        }
        if hits / (n + 1) as f64 >= 0.9 {
            recall = hits / all;
        }
    }
    (sum / all, recall)
}

impl Sample {
    fn new(set: PairSet) -> Self {
        /// Most sentences that are used of one article.
        const SENTENCES: usize = 2_000;
        let corpus = prepare(set.articles, SENTENCES);
        let mut table = TermTable::new(&corpus);
        let idf = Idf::new(&corpus, &table, None);
        let language = corpus.article_ids().find_map(|a| corpus.language(a));
        let mut sample = Self {
            name: set.name,
            language: language.map(|l| l.code().to_owned()).unwrap_or_default(),
            rows: Vec::new(),
        };
        for pair in &set.pairs {
            let a = profile(&corpus, &mut table, &idf, &pair.a);
            let b = profile(&corpus, &mut table, &idf, &pair.b);
            if let (Some(a), Some(b)) = (a, b) {
                sample.rows.push((features(&a, &b), pair.retold));
            }
        }
        sample
    }
}

fn profile(corpus: &Corpus, table: &mut TermTable, idf: &Idf, side: &Side) -> Option<Profile> {
    let is_it = |a: &ArticleId| corpus.article(*a).source.url.as_deref() == Some(&side.url);
    let article = corpus.article_ids().find(is_it)?;
    let Some(span) = side.span else {
        let title = Profile::of_title(corpus, table, idf, article);
        return (!table.title(article).is_empty()).then_some(title);
    };
    let own = corpus.sentences_of(article).find(|&s| corpus.sentence(s).span == span);
    if let Some(sentence) = own {
        return Some(Profile::of_sentence(corpus, table, idf, sentence));
    }
    // The library splits otherwise, or does not quote it: what is known of the article holds all
    // the same.
    let text = span.of(corpus.article(article).text())?;
    let tokens = table.read(text, corpus.language(article));
    let published = corpus.article(article).published.as_ref().map(|p| p.at.as_second());
    Some(Profile::of_tokens(&tokens, idf).at(published, span.start() == 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn curves_are_those_worked_out_by_hand() {
        let (precision, recall) = curve(vec![(0.9, true), (0.8, true), (0.7, false), (0.6, true)]);
        assert!((precision - (1.0 + 1.0 + 0.75) / 3.0).abs() < 1e-12);
        assert!((recall - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(curve(Vec::new()), (0.0, 0.0));
    }
}

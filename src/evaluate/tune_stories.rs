//! Fitting the model of short articles to articles that people grouped.
//!
//! A set is cut into batches as a reader meets them: dated articles by date, 60 at a time, unless
//! the whole set is not much larger; undated ones likewise in their order. Every batch is looked at
//! in up to four shapes: as it is, cut to teasers of 45 words, some of each, and as bare titles.
//! The pairs of a batch that have anything in common are what is learned from, by logistic
//! regression with an L2 penalty (Cox 1958; Hoerl & Kennard 1970), by Newton's method. All sets
//! count alike, so that one of forty thousand pairs does not drown one of four thousand, and of a
//! set a pair counts as one over the root of the larger story's articles: an affair of sixty items
//! has half of its day's pairs of one story. Set by: B-cubed F1 with each set left out, of a day of
//! feeds, blanked headlines and German front pages: .908, .906, .853 by all pairs alike; .905,
//! .890, .881 by sets alike; .923, .913, .863 by both; .925, .895, .877 by the fourth root.

use std::collections::BTreeMap;

use crate::analysis::prepare;
use crate::model::Article;
use crate::stories::{PAIR_FEATURES, StoriesModel, learnable_pairs};
use crate::terms::TermTable;

/// Articles of a batch, where a set is cut.
const BATCH: usize = 60;

/// A set of at most so many articles is one batch: a day of feeds.
const DAY: usize = 450;

/// Words of a teaser.
const TEASER: usize = 45;

/// Longest article in sentences.
const SENTENCES: usize = 2_000;

/// Articles that people grouped.
#[derive(Debug, Clone, Default)]
pub struct StorySet {
    /// Its name.
    pub name: String,
    /// The articles, each with the label of its story.
    pub articles: Vec<(Article, String)>,
}

/// One pair: its features, whether both articles are of one story, and what it counts.
type Row = ([f32; PAIR_FEATURES], bool, f64);

/// Pairs of all sets.
#[derive(Debug, Default)]
pub struct StoriesTuner {
    rows: Vec<Row>,
    /// Where the rows of each set end.
    ends: Vec<usize>,
    data: Vec<String>,
}

impl StoriesTuner {
    /// Looks at all pairs of a set.
    pub fn add(&mut self, set: &StorySet) {
        let before = self.rows.len();
        for batch in batches(&set.articles) {
            for shape in shapes(&batch) {
                self.rows.extend(rows(shape));
            }
        }
        self.ends.push(self.rows.len());
        let new = &self.rows[before..];
        let same = new.iter().filter(|row| row.1).count();
        let (name, articles) = (&set.name, set.articles.len());
        self.data.push(format!("{name}: {articles} articles, {} pairs, {same} same", new.len()));
    }

    /// The model that serves all pairs best, `penalty` being the weight of the squares of the
    /// standardised weights.
    #[must_use]
    pub fn fit(&self, made_by: String, penalty: f64) -> StoriesModel {
        let (bias, weights) = fit(&self.weighed(), penalty);
        StoriesModel::new(made_by, self.data.clone(), bias, weights)
    }
}

impl StoriesTuner {
    /// All rows, each counted so that sets of any size count alike, and a mean row once.
    #[allow(clippy::cast_precision_loss)]
    fn weighed(&self) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::with_capacity(self.rows.len());
        for &end in &self.ends {
            let set = &self.rows[rows.len()..end];
            let each = 1.0 / set.len().max(1) as f64;
            rows.extend(set.iter().map(|&(features, same, count)| (features, same, count * each)));
        }
        let mean = rows.iter().map(|row| row.2).sum::<f64>() / rows.len().max(1) as f64;
        rows.iter_mut().for_each(|row| row.2 /= mean.max(f64::MIN_POSITIVE));
        rows
    }
}

/// Batches as a reader meets them.
fn batches(articles: &[(Article, String)]) -> Vec<Vec<(Article, String)>> {
    if articles.len() <= DAY {
        return vec![articles.to_vec()];
    }
    let (mut dated, undated): (Vec<_>, Vec<_>) =
        articles.iter().cloned().partition(|(article, _)| article.published.is_some());
    dated.sort_by(|(a, _), (b, _)| {
        let key = |article: &Article| (article.published.map(|p| p.at), article.title.clone());
        key(a).cmp(&key(b))
    });
    let parts = dated.chunks(BATCH).chain(undated.chunks(BATCH));
    parts.map(<[(Article, String)]>::to_vec).collect()
}

/// The shapes of a batch: as it is; where it is of longer texts, teasers; titles where there are
/// any.
fn shapes(batch: &[(Article, String)]) -> Vec<Vec<(Article, String)>> {
    let shorter = |(article, label): &(Article, String), words: usize| {
        let text: Vec<&str> = article.text().split_whitespace().take(words).collect();
        Some((with_text(article, text.join(" "))?, label.clone()))
    };
    let cut = |words: usize| -> Vec<(Article, String)> {
        batch.iter().filter_map(|article| shorter(article, words)).collect()
    };
    let mut lengths: Vec<usize> =
        batch.iter().map(|(article, _)| article.text().split_whitespace().count()).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let mut shapes = vec![batch.to_vec()];
    if median > 2 * TEASER {
        shapes.push(cut(TEASER));
        let mixed = batch.iter().zip([usize::MAX, TEASER, 0].into_iter().cycle());
        shapes.push(mixed.filter_map(|(article, words)| shorter(article, words)).collect());
    }
    if batch.iter().all(|(article, _)| article.title.is_some()) {
        shapes.push(cut(0));
    }
    shapes
}

/// An article with another text; with its title where that is empty.
fn with_text(article: &Article, text: String) -> Option<Article> {
    let title = article.title.clone();
    let text = if text.is_empty() { title.clone()? } else { text };
    let mut other = Article::new(article.source.clone(), text).ok()?;
    other.title = title;
    other.published = article.published;
    other.language = article.language;
    Some(other)
}

/// All pairs of some articles that have anything in common.
fn rows(batch: Vec<(Article, String)>) -> Vec<Row> {
    let mut labels: Vec<(Article, String)> = batch;
    let articles: Vec<Article> = labels.iter().map(|(article, _)| article.clone()).collect();
    let corpus = prepare(articles, SENTENCES);
    let label = |article: &Article| {
        let at = labels.iter().position(|(a, _)| a == article);
        at.map(|at| labels[at].1.clone())
    };
    let of: Vec<Option<String>> = corpus.articles().iter().map(label).collect();
    labels.clear();
    let table = TermTable::new(&corpus);
    let same = |a: usize, b: usize| of[a].is_some() && of[a] == of[b];
    let mut sizes: BTreeMap<&str, u32> = BTreeMap::new();
    for label in of.iter().flatten() {
        *sizes.entry(label).or_insert(0) += 1;
    }
    let size = |a: usize| of[a].as_deref().and_then(|label| sizes.get(label)).map_or(1, |n| *n);
    learnable_pairs(&corpus, &table)
        .into_iter()
        .map(|(a, b, features)| {
            let (a, b) = (a.index(), b.index());
            (features, same(a, b), 1.0 / f64::from(size(a).max(size(b))).sqrt())
        })
        .collect()
}

/// Size of the system of equations: all weights, and the bias.
const SIZE: usize = PAIR_FEATURES + 1;

/// Newton's method on standardised features; the bias and the weights of the features as they are.
#[allow(clippy::cast_precision_loss)]
fn fit(rows: &[Row], penalty: f64) -> (f64, [f64; PAIR_FEATURES]) {
    let (mean, deviation) = moments(rows);
    let standard = |features: &[f32; PAIR_FEATURES]| {
        let mut x = [1.0; SIZE];
        for (k, x) in x.iter_mut().take(PAIR_FEATURES).enumerate() {
            *x = (f64::from(features[k]) - mean[k]) / deviation[k];
        }
        x
    };
    let mut weights = [0.0; SIZE];
    for _ in 0..30 {
        let (mut gradient, mut hessian) = ([0.0; SIZE], [[0.0; SIZE]; SIZE]);
        for k in 0..PAIR_FEATURES {
            gradient[k] -= penalty * weights[k];
            hessian[k][k] += penalty;
        }
        hessian[PAIR_FEATURES][PAIR_FEATURES] += 1e-9;
        for (features, same, share) in rows {
            let x = standard(features);
            let sum: f64 = x.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + libm::exp(-sum));
            let error = share * (f64::from(u8::from(*same)) - p);
            let curvature = share * (p * (1.0 - p)).max(1e-9);
            for i in 0..SIZE {
                gradient[i] += error * x[i];
                for j in 0..=i {
                    hessian[i][j] += curvature * x[i] * x[j];
                }
            }
        }
        let step = solve(&mut hessian, gradient);
        for (weight, step) in weights.iter_mut().zip(step) {
            *weight += step;
        }
        if step.iter().all(|step| step.abs() < 1e-7) {
            break;
        }
    }
    let mut plain = [0.0; PAIR_FEATURES];
    let mut bias = weights[PAIR_FEATURES];
    for (k, plain) in plain.iter_mut().enumerate() {
        *plain = weights[k] / deviation[k];
        bias -= *plain * mean[k];
    }
    // Six digits say all; a file of them is easier to read.
    let round = |x: f64| (x * 1e6).round() / 1e6;
    (round(bias), plain.map(round))
}

/// Mean and standard deviation of each feature; a deviation of 1 where it does not vary.
fn moments(rows: &[Row]) -> ([f64; PAIR_FEATURES], [f64; PAIR_FEATURES]) {
    let count = rows.iter().map(|row| row.2).sum::<f64>().max(f64::MIN_POSITIVE);
    let (mut mean, mut square) = ([0.0; PAIR_FEATURES], [0.0; PAIR_FEATURES]);
    for (features, _, share) in rows {
        for (mean, x) in mean.iter_mut().zip(features) {
            *mean += share * f64::from(*x) / count;
        }
    }
    for (features, _, share) in rows {
        for ((square, mean), x) in square.iter_mut().zip(mean).zip(features) {
            *square += share * (f64::from(*x) - mean) * (f64::from(*x) - mean) / count;
        }
    }
    let deviation = square.map(|square| if square > 1e-12 { square.sqrt() } else { 1.0 });
    (mean, deviation)
}

/// Solves the symmetric positive definite system whose lower half is given (Cholesky).
fn solve(a: &mut [[f64; SIZE]; SIZE], b: [f64; SIZE]) -> [f64; SIZE] {
    for i in 0..SIZE {
        for j in 0..=i {
            let products: f64 = (0..j).map(|k| a[i][k] * a[j][k]).sum();
            let rest = a[i][j] - products;
            a[i][j] = if i == j { rest.max(1e-12).sqrt() } else { rest / a[j][j] };
        }
    }
    let mut x = b;
    for i in 0..SIZE {
        let products: f64 = (0..i).map(|k| a[i][k] * x[k]).sum();
        x[i] = (x[i] - products) / a[i][i];
    }
    for i in (0..SIZE).rev() {
        let products: f64 = (i + 1..SIZE).map(|k| a[k][i] * x[k]).sum();
        x[i] = (x[i] - products) / a[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_stories_apart_is_learned() {
        // The first feature tells, the second does not vary, the others are noise that repeats.
        let row = |n: usize| {
            let same = n.is_multiple_of(3);
            let mut features = [0.0; PAIR_FEATURES];
            for (k, x) in features.iter_mut().enumerate().skip(2) {
                *x = f32::from(u8::try_from((n * (k + 3)) % 7).unwrap_or(0));
            }
            let shift = f32::from(u8::try_from(n % 5).unwrap_or(0)) * 0.1;
            features[0] = if same { 0.5 + shift } else { 0.3 + shift };
            (features, same, 1.0)
        };
        let rows: Vec<Row> = (0..600).map(row).collect();
        let (bias, weights) = fit(&rows, 1.0);
        let probability = |(features, ..): &Row| {
            let sum = weights.iter().zip(features).fold(bias, |s, (w, x)| s + w * f64::from(*x));
            1.0 / (1.0 + libm::exp(-sum))
        };
        let mean = |same: bool| {
            let all: Vec<f64> = rows.iter().filter(|r| r.1 == same).map(probability).collect();
            all.iter().sum::<f64>() / f64::from(u32::try_from(all.len()).unwrap_or(1))
        };
        assert!(weights[0] > 5.0 && weights[1].abs() < 1e-9, "{weights:?}");
        assert!(mean(true) > mean(false) + 0.3, "{} {}", mean(true), mean(false));
    }

    #[test]
    fn a_system_is_solved() {
        let mut a = [[0.0; SIZE]; SIZE];
        let mut b = [0.0; SIZE];
        for i in 0..SIZE {
            a[i][i] = 2.0;
            b[i] = 3.0;
        }
        a[1][0] = 1.0;
        let x = solve(&mut a, b);
        assert!(
            (x[0] - 1.0).abs() < 1e-9 && (x[1] - 1.0).abs() < 1e-9 && (x[5] - 1.5).abs() < 1e-9
        );
    }
}

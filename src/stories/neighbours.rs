//! A sparse graph of near neighbours, through an inverted index; no article is compared with every other.
//!
//! Candidates are the articles that share an article's heaviest features; lists of features that very many articles share
//! are cut, since what many share tells little. The best candidates by that partial product are compared in full.

use super::features::Features;

/// Heaviest features by which candidates are found.
const KEYS: usize = 64;

/// Longest list of a feature's articles that is walked; of longer ones the nearest in canonical order (in time) count.
const WALKED: usize = 512;

/// Candidates compared in full.
const COMPARED: usize = 96;

/// Neighbours kept.
const KEPT: usize = 32;

/// Neighbours whose mean likeness tells how crowded an article's neighbourhood is.
const CROWD: usize = 10;

/// Near neighbours of every article.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// Likeness in content, nearest first, by article.
    kin: Vec<Vec<(u32, f64)>>,
    /// Likeness in content and time, nearest first, by article.
    near: Vec<Vec<(u32, f64)>>,
    /// Mean likeness of the nearest ones, by article.
    pub crowd: Vec<f64>,
}

impl Graph {
    pub(super) fn new(features: &Features) -> Self {
        let index = Index::new(features);
        let mut graph = Self::default();
        let mut found = Found::new(features.rows.len());
        for article in (0u32..).take(features.rows.len()) {
            let kin: Vec<(u32, f64)> = found
                .candidates(features, &index, article)
                .into_iter()
                .map(|other| (other, features.likeness(article, other)))
                .collect();
            let near = kin
                .iter()
                .map(|&(other, s)| (other, s * in_time(features, article, other)))
                .collect();
            let near = nearest(near);
            graph.crowd.push(crowd(&near));
            graph.near.push(near);
            graph.kin.push(nearest(kin));
        }
        graph
    }

    /// Near neighbours of an article by content alone.
    pub(super) fn kin(&self, article: u32) -> &[(u32, f64)] {
        &self.kin[article as usize]
    }

    /// Near neighbours of an article by content and time.
    pub(super) fn near(&self, article: u32) -> &[(u32, f64)] {
        &self.near[article as usize]
    }
}

/// How likely two articles are about one event by their days alone: 1 within a day, falling by e every five days; a
/// little less than 1 when a date is missing.
pub(super) fn in_time(features: &Features, a: u32, b: u32) -> f64 {
    apart(features.days[a as usize], features.days[b as usize])
}

/// The same for two days.
pub(super) fn apart(a: Option<f64>, b: Option<f64>) -> f64 {
    const UNDATED: f64 = 0.85;
    const DAYS: f64 = 5.0;
    match (a, b) {
        (Some(a), Some(b)) => libm::exp(-((a - b).abs() - 1.0).max(0.0) / DAYS),
        _ => UNDATED,
    }
}

fn nearest(mut all: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(KEPT);
    all
}

#[allow(clippy::cast_precision_loss)]
fn crowd(near: &[(u32, f64)]) -> f64 {
    near.iter().take(CROWD).map(|n| n.1).sum::<f64>() / CROWD as f64
}

/// Which articles hold each feature, ascending.
#[derive(Debug)]
struct Index {
    lists: Vec<Vec<u32>>,
}

impl Index {
    fn new(features: &Features) -> Self {
        let mut lists = vec![Vec::new(); features.width];
        for (article, row) in (0u32..).zip(&features.rows) {
            for &(feature, _) in row {
                lists[feature as usize].push(article);
            }
        }
        Self { lists }
    }

    /// The articles that hold `feature`; of very many, those nearest to `article` in canonical order.
    fn around(&self, feature: u32, article: u32) -> &[u32] {
        let list = &self.lists[feature as usize];
        if list.len() <= WALKED {
            return list;
        }
        let at = list.partition_point(|&other| other < article);
        let start = at.saturating_sub(WALKED / 2).min(list.len() - WALKED);
        &list[start..start + WALKED]
    }
}

/// Room to add up partial products.
#[derive(Debug)]
struct Found {
    sums: Vec<f32>,
    seen: Vec<u32>,
}

impl Found {
    fn new(articles: usize) -> Self {
        Self { sums: vec![0.0; articles], seen: Vec::new() }
    }

    /// The articles that share most of `article`'s heaviest features, without itself.
    fn candidates(&mut self, features: &Features, index: &Index, article: u32) -> Vec<u32> {
        let mut keys = features.rows[article as usize].clone();
        keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for &(feature, weight) in keys.iter().take(KEYS) {
            for &other in index.around(feature, article) {
                let sum = &mut self.sums[other as usize];
                if *sum == 0.0 {
                    self.seen.push(other);
                }
                *sum += weight;
            }
        }
        let mut found: Vec<(u32, f32)> = self
            .seen
            .drain(..)
            .map(|other| (other, std::mem::take(&mut self.sums[other as usize])))
            .filter(|&(other, _)| other != article)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(COMPARED);
        found.into_iter().map(|(other, _)| other).collect()
    }
}

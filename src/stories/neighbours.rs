//! A sparse graph of near neighbours, through an inverted index; no article is compared with every other.
//!
//! Articles are read in canonical order (by time), a block at a time. An article's candidates are the earlier ones that
//! share its heaviest features; of a feature's list only the latest are walked, and only so many in all, so the cost of an
//! article does not grow with the collection. The best candidates by that partial product are compared in full. The
//! articles of a block stand in the lists before any of them is compared, so that all can be compared at once.
//!
//! A near copy of an earlier article (a wire report printed again) joins that one's node and leaves the lists: ten
//! prints of one report are one report, and neither crowd their neighbourhood nor cost more.

use crate::threads::{self, Rooms};

use super::features::{Features, Sparse, Weighted, in_time};
use super::probe::Probe;

/// Heaviest features by which candidates are found.
const KEYS: usize = 96;

/// Most of a feature's articles that are walked, the latest ones.
const WALKED: usize = 256;

/// Most articles that are walked for one article.
const WALKED_IN_ALL: usize = 8_192;

/// Candidates compared in full.
const COMPARED: usize = 80;

/// Further candidates compared in full, whatever their time.
const COMPARED_OF_ANY_TIME: usize = 16;

/// Neighbours kept.
const KEPT: usize = 40;

/// Least likeness of neighbours: half of what joining needs. Weaker ones hardly crowd anybody and cost as much.
const LEAST: f64 = 0.04;

/// Likeness in content from which two articles are prints of one report.
const COPY: f64 = 0.75;

/// Nearness in time that prints of one report need.
const COPY_TIME: f64 = 0.5;

/// Kin kept.
const KIN: usize = 8;

/// Articles that are compared at once.
const BLOCK: u32 = 256;

/// Articles, copies put together, and their near neighbours.
#[derive(Debug, Default)]
pub(super) struct Graph {
    /// The first article of each node.
    pub leaders: Vec<u32>,
    /// The node of each article.
    pub node_of: Vec<u32>,
    /// Likeness in content and time, nearest first, by node.
    near: Vec<Vec<(u32, f64)>>,
    /// Likeness in content, nearest first, by node.
    kin: Vec<Vec<(u32, f64)>>,
}

impl Graph {
    pub(super) fn new(features: &Features) -> Self {
        let mut graph = Self::default();
        let mut index = Index::new(features);
        let rooms: Rooms<Found> = Rooms::default();
        let count = u32::try_from(features.len()).unwrap_or(u32::MAX);
        for first in (0..count).step_by(BLOCK as usize) {
            let block: Vec<u32> = (first..first.saturating_add(BLOCK).min(count)).collect();
            for &article in &block {
                index.add(article, features.row(article));
            }
            let compared = threads::map(&block, |_, &article| {
                rooms.with(|found| found.compare(features, &index, article))
            });
            for (&article, compared) in block.iter().zip(compared) {
                if !graph.add(article, &compared) {
                    index.remove(article, features.row(article));
                }
            }
            for &article in &block {
                index.pass(features.row(article));
            }
        }
        graph.near = threads::map_owned(graph.near, |near| nearest(near, KEPT));
        graph.kin = threads::map_owned(graph.kin, |kin| nearest(kin, KIN));
        graph
    }

    /// Adds an article, as a node of its own unless it copies an earlier one; says whether it is one.
    fn add(&mut self, article: u32, compared: &[Compared]) -> bool {
        let leading = |other: &&Compared| {
            let node = self.node_of[other.article as usize];
            self.leaders[node as usize] == other.article
        };
        let leaders: Vec<&Compared> = compared.iter().filter(leading).collect();
        let copied = leaders
            .iter()
            .filter(|other| other.likeness >= COPY && other.in_time >= COPY_TIME)
            .max_by(|a, b| a.likeness.total_cmp(&b.likeness).then(b.article.cmp(&a.article)));
        if let Some(original) = copied {
            self.node_of.push(self.node_of[original.article as usize]);
            return false;
        }
        let node = u32::try_from(self.leaders.len()).unwrap_or(u32::MAX);
        let (mut near, mut kin) = (Vec::new(), Vec::new());
        for other in leaders {
            let (likeness, in_time) = (other.likeness, other.likeness * other.in_time);
            let other = self.node_of[other.article as usize];
            if in_time >= LEAST {
                near.push((other, in_time));
                let near = &mut self.near[other as usize];
                push(near, (node, in_time));
                if near.len() > 2 * KEPT {
                    *near = nearest(std::mem::take(near), KEPT);
                }
            }
            if likeness >= LEAST {
                kin.push((other, likeness));
                let kin = &mut self.kin[other as usize];
                push(kin, (node, likeness));
                if kin.len() > 4 * KIN {
                    *kin = nearest(std::mem::take(kin), KIN);
                }
            }
        }
        self.node_of.push(node);
        self.leaders.push(article);
        self.near.push(nearest(near, KEPT));
        self.kin.push(nearest(kin, KIN));
        true
    }

    /// Near neighbours of a node by content alone.
    pub(super) fn kin(&self, node: u32) -> &[(u32, f64)] {
        &self.kin[node as usize]
    }

    /// Near neighbours of a node by content and time. A node may be missing among the neighbours of its neighbour.
    pub(super) fn near(&self, node: u32) -> &[(u32, f64)] {
        &self.near[node as usize]
    }
}

/// Adds to a list that is one of very many: it grows by little.
fn push(list: &mut Vec<(u32, f64)>, one: (u32, f64)) {
    if list.len() == list.capacity() {
        list.reserve_exact(8);
    }
    list.push(one);
}

/// Sorts nearest first and keeps `most`.
fn nearest(mut all: Vec<(u32, f64)>, most: usize) -> Vec<(u32, f64)> {
    all.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(most);
    all.shrink_to_fit();
    all
}

/// Which articles hold each feature, with its weight, ascending.
#[derive(Debug)]
struct Index {
    lists: Vec<Vec<Weighted>>,
    /// How many articles of this block and later ones hold each feature. A list that none will ask for is let go.
    to_come: Vec<u32>,
}

impl Index {
    fn new(features: &Features) -> Self {
        let mut to_come = vec![0; features.width];
        for article in (0u32..).take(features.len()) {
            for &feature in features.row(article).features {
                to_come[feature as usize] += 1;
            }
        }
        Self { lists: vec![Vec::new(); features.width], to_come }
    }

    fn add(&mut self, article: u32, row: Sparse<'_>) {
        /// Of a longer list something is never walked again.
        const LONG: usize = WALKED + BLOCK as usize;
        for (feature, weight) in row.iter() {
            let list = &mut self.lists[feature as usize];
            list.push((article, weight));
            if list.len() >= 2 * LONG {
                list.drain(..list.len() - LONG);
            }
        }
    }

    /// Leaves an article behind.
    fn pass(&mut self, row: Sparse<'_>) {
        for &feature in row.features {
            let to_come = &mut self.to_come[feature as usize];
            *to_come = to_come.saturating_sub(1);
            if *to_come == 0 {
                self.lists[feature as usize] = Vec::new();
            }
        }
    }

    /// Takes an article of the last block out.
    fn remove(&mut self, article: u32, row: Sparse<'_>) {
        for &feature in row.features {
            let list = &mut self.lists[feature as usize];
            if let Some(at) = list.iter().rposition(|entry| entry.0 == article) {
                list.remove(at);
            }
        }
    }

    /// The latest articles before `article` that hold a feature.
    fn before(&self, feature: u32, article: u32) -> &[Weighted] {
        let list = &self.lists[feature as usize];
        let mut end = list.len();
        while end > 0 && list[end - 1].0 >= article {
            end -= 1;
        }
        &list[end.saturating_sub(WALKED)..end]
    }
}

/// An earlier article beside another.
#[derive(Debug, Clone, Copy)]
struct Compared {
    article: u32,
    /// In content.
    likeness: f64,
    /// By their times alone.
    in_time: f64,
}

/// Room to find and compare candidates.
#[derive(Debug, Default)]
struct Found {
    /// Partial products, by article.
    sums: Vec<f32>,
    seen: Vec<u32>,
    keys: Vec<Weighted>,
    /// The article's own features.
    own: Probe,
    fading: Fading,
}

impl Found {
    /// The earlier articles most like `article` among those indexed, ascending; only those alike at all.
    fn compare(&mut self, features: &Features, index: &Index, article: u32) -> Vec<Compared> {
        let candidates = self.candidates(features, index, article);
        self.own.set(std::iter::once(features.row(article)));
        candidates
            .into_iter()
            .map(|other| {
                let likeness = f64::from(self.own.product(features.beside(other, article)));
                let in_time = features.in_time(other, article);
                Compared { article: other, likeness, in_time }
            })
            .filter(|compared| compared.likeness >= LEAST)
            .collect()
    }

    /// The articles that share most of `article`'s heaviest features, ascending.
    fn candidates(&mut self, features: &Features, index: &Index, article: u32) -> Vec<u32> {
        let heavier = |a: &Weighted, b: &Weighted| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        self.keys.clear();
        self.keys.extend(features.row(article).iter());
        if self.keys.len() > KEYS {
            self.keys.select_nth_unstable_by(KEYS, heavier);
            self.keys.truncate(KEYS);
        }
        self.keys.sort_unstable_by(heavier);
        self.sums.resize(features.len(), 0.0);
        let mut walked = 0;
        for &(feature, weight) in &self.keys {
            let list = index.before(feature, article);
            walked += list.len();
            if walked > WALKED_IN_ALL {
                break;
            }
            for &(other, held) in list {
                let sum = &mut self.sums[other as usize];
                if *sum == 0.0 {
                    self.seen.push(other);
                }
                *sum += weight * held;
            }
        }
        let sums = &mut self.sums;
        let own = features.day(article);
        // Sums are positive: their bits are in their order. The earlier article wins among equals.
        let key = |sum: f32, other: u32| u64::from(sum.to_bits()) << 32 | u64::from(!other);
        let mut found: Vec<(u64, u64)> = self
            .seen
            .drain(..)
            .map(|other| {
                let sum = std::mem::take(&mut sums[other as usize]);
                let in_time = sum * self.fading.between(own, features.day(other));
                (key(in_time, other), key(sum, other))
            })
            .collect();
        // Those most alike in content and time, and of the rest a few that are so in content alone.
        if found.len() > COMPARED {
            found.select_nth_unstable_by(COMPARED, |a, b| b.0.cmp(&a.0));
            let rest = &mut found[COMPARED..];
            if rest.len() > COMPARED_OF_ANY_TIME {
                rest.select_nth_unstable_by(COMPARED_OF_ANY_TIME, |a, b| b.1.cmp(&a.1));
            }
            found.truncate(COMPARED + COMPARED_OF_ANY_TIME);
        }
        #[allow(clippy::cast_possible_truncation)]
        let mut found: Vec<u32> = found.into_iter().map(|f| !(f.0 as u32)).collect();
        found.sort_unstable();
        found
    }
}

/// Roughly how likely two articles are about one event by their times alone ([`Features::in_time`]), looked up.
#[derive(Debug)]
struct Fading(Vec<f32>);

impl Default for Fading {
    #[allow(clippy::cast_possible_truncation)]
    fn default() -> Self {
        let at = |quarters: i32| in_time(f64::from(quarters) / 4.0) as f32;
        Self((0..=400).map(at).collect())
    }
}

impl Fading {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn between(&self, a: Option<f64>, b: Option<f64>) -> f32 {
        let (Some(a), Some(b)) = (a, b) else { return 1.0 };
        let quarters = ((a - b).abs() * 4.0) as usize;
        self.0.get(quarters).or(self.0.last()).copied().unwrap_or(1.0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::print_stdout)]

    use super::*;
    use crate::model::{
        Article, ArticleId, Corpus, Language, Place, Precision, Published, Role, Sentence, Source,
        Span,
    };
    use crate::terms::TermTable;

    /// An arena of articles whose every stretch up to a full stop is a sentence.
    fn arena(articles: Vec<Article>) -> Corpus {
        let articles = Corpus::canonical_order(articles);
        let part = |article: &Article| {
            let mut sentences = Vec::new();
            let mut start = 0;
            for line in article.text().split_inclusive(['.', '\n']) {
                let end = start + line.trim_end().len();
                sentences.push(Sentence {
                    article: ArticleId(0),
                    span: Span::of_range(start..end),
                    paragraph: 0,
                    position: u32::try_from(sentences.len()).unwrap(),
                    role: Role::Body,
                    unquotable: None,
                });
                start += line.len();
            }
            (Some(Language::ENGLISH), sentences, Vec::new())
        };
        let parts = articles.iter().map(part).collect();
        Corpus::new(articles, parts)
    }

    /// Articles of a file with one JSON object a line.
    fn features(lines: &str) -> Features {
        let mut articles = Vec::new();
        for line in lines.lines() {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            let paragraphs = value["paragraphs"].as_array().cloned().unwrap_or_default();
            let paragraphs: Vec<&str> = paragraphs.iter().filter_map(|p| p.as_str()).collect();
            let text =
                value["text"].as_str().map_or_else(|| paragraphs.join("\n\n"), str::to_owned);
            let place = Place::Stdin { record: u32::try_from(articles.len()).ok() };
            let publisher = value["source"].as_str().or(value["publisher"].as_str());
            let source = Source { publisher: publisher.map(str::to_owned), url: None, place };
            let mut article = Article::new(source, text).unwrap();
            article.title = value["title"].as_str().map(str::to_owned);
            let date = value["date"].as_str().and_then(|d| d.parse().ok());
            let precision = Precision::Second;
            article.published = date.map(|at| Published { at, offset: None, precision });
            articles.push(article);
        }
        let corpus = arena(articles);
        let table = TermTable::new(&corpus);
        Features::new(&corpus, &table)
    }

    /// Of the pairs that could join (each node's ten nearest by content and time, at least half as alike as joining
    /// needs), how many the bounded lists found, and how many there are when every node is compared with every other.
    fn recall(features: &Features) -> (usize, usize) {
        let graph = Graph::new(features);
        let nodes = u32::try_from(graph.leaders.len()).unwrap();
        let (mut found, mut wanted) = (0, 0);
        for node in 0..nodes {
            let at = graph.leaders[node as usize];
            let exact: Vec<(u32, f64)> = (0..nodes)
                .filter(|&other| other != node)
                .map(|other| {
                    let leader = graph.leaders[other as usize];
                    (other, features.likeness(at, leader) * features.in_time(at, leader))
                })
                .filter(|&(_, likeness)| likeness >= 0.04)
                .collect();
            let exact = nearest(exact, 10);
            wanted += exact.len();
            let holds = |a: u32, b: u32| graph.near(a).iter().any(|n| n.0 == b);
            found += exact.iter().filter(|&&(b, _)| holds(node, b) || holds(b, node)).count();
        }
        (found, wanted)
    }

    #[test]
    fn bounded_lists_find_the_neighbours_that_all_pairs_give() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let lines = std::fs::read_to_string(root.join("corpus/gold/articles.jsonl")).unwrap();
        let (found, wanted) = recall(&features(&lines));
        assert!(wanted > 100 && found * 1000 > wanted * 999, "{found} of {wanted}");
    }

    #[test]
    #[ignore = "names a file of articles, one JSON object a line, in TIDINGS_STREAM"]
    fn recall_on_a_stream() {
        let path = std::env::var_os("TIDINGS_STREAM").unwrap();
        let (found, wanted) = recall(&features(&std::fs::read_to_string(path).unwrap()));
        println!("{found} of {wanted} neighbours found");
        assert!(found * 1000 > wanted * 999, "{found} of {wanted}");
    }
}

//! Floor 3: a day's (or a year's) articles become stories, and articles of another time are told
//! apart.
//!
//! Two articles are alike in their words, their titles, their names and their word pairs, and in
//! time ([`features`](self)); articles in different languages in the names and numbers that both
//! hold. Articles join by average-link agglomeration over a sparse graph of near neighbours
//! (`cluster`, `neighbours`, `candidates`), so nothing is compared with everything; what is near to
//! many (a hub of its topic) must be nearer to join. Near copies count as one. Equal inputs in any
//! order give equal stories, since the corpus is in canonical order.

mod age;
mod agglomerate;
mod candidates;
mod cluster;
mod counted;
mod edges;
mod features;
mod identity;
mod model;
mod neighbours;
mod pair;
mod parts;
mod probe;
mod sparse;
mod thresholds;
mod views;

pub use age::{Age, ages};
pub use identity::{Earlier, Identity, identify, story_key};
pub use model::{StoriesModel, StoriesModelError};
pub use pair::WIDTH as PAIR_FEATURES;

use crate::model::{ArticleId, Corpus};
use crate::terms::{DocumentFrequencies, TermTable};

use features::Features;
use neighbours::Graph;

/// What an older article needs to be listed with a story: least similarity in content, and the same
/// as a share of the mean similarity of the story's own articles. Last month's article on the topic
/// must be about the very same affair; one from years ago hardly lies among today's by chance.
/// Set by hand; no trial of other values is recorded.
const KIN_RECENT: (f64, f64) = (0.2, 0.9);

/// What an undated article that seems older needs; as [`KIN_RECENT`].
/// Set by hand; no trial of other values is recorded.
const KIN_UNDATED: (f64, f64) = (0.12, 0.6);

/// What an article from more than [`LONG_AGO`] days before the story needs; as [`KIN_RECENT`].
/// Set by hand; no trial of other values is recorded.
const KIN_LONG_AGO: (f64, f64) = (0.06, 0.2);

/// More than a year, in days.
/// Set by hand: a year, and a month more.
const LONG_AGO: f64 = 400.0;

/// Articles about one event, and older ones about the same things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The articles of the event, ascending.
    pub articles: Vec<ArticleId>,
    /// Articles of another time that lean on the story, ascending; they were alone otherwise.
    pub older: Vec<ArticleId>,
}

/// Groups all articles of a corpus into stories, ordered by their first article. Every article is
/// in exactly one.
#[must_use]
pub fn group(corpus: &Corpus, table: &TermTable) -> Vec<Group> {
    compare(corpus, table, Judge::default()).group(corpus)
}

/// All pairs of short articles in one language that share a term, with what a model weighs.
/// For learning: the cost grows with the square of the articles.
#[must_use]
pub fn learnable_pairs(
    corpus: &Corpus,
    table: &TermTable,
) -> Vec<(ArticleId, ArticleId, [f32; PAIR_FEATURES])> {
    let features = Features::new(corpus, table, Judge::default());
    features.learnable()
}

/// What decides whether articles belong together, beside the articles.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'j> {
    /// How likely two articles are about one event.
    pub model: &'j StoriesModel,
    /// Document frequencies of a collection that the reader chose; the language's own are
    /// grown by them.
    pub frequencies: Option<&'j DocumentFrequencies>,
}

impl Default for Judge<'static> {
    fn default() -> Self {
        Self { model: StoriesModel::shipped(), frequencies: None }
    }
}

/// What articles are compared by, taken from their tokens.
#[derive(Debug)]
pub struct Compared(Features);

/// The first half of [`group`]: what there is to compare. Of the texts themselves, only those of
/// undated articles are looked at afterwards.
#[must_use]
pub fn compare(corpus: &Corpus, table: &TermTable, judge: Judge<'_>) -> Compared {
    Compared(Features::new(corpus, table, judge))
}

impl Compared {
    /// The second half: the articles of the same corpus as stories.
    #[must_use]
    pub fn group(&self, corpus: &Corpus) -> Vec<Group> {
        let graph = Graph::new(&self.0);
        let clusters = agglomerate::agglomerate(&self.0, &graph);
        let stories = Stories { corpus, features: &self.0, graph: &graph, clusters: &clusters };
        stories.groups()
    }
}

/// Clusters of nodes on their way to groups of articles.
#[derive(Debug)]
struct Stories<'s> {
    corpus: &'s Corpus,
    features: &'s Features,
    graph: &'s Graph,
    clusters: &'s [Vec<u32>],
}

impl Stories<'_> {
    fn groups(&self) -> Vec<Group> {
        let mut cluster_of = vec![0usize; self.graph.leaders.len()];
        for (n, cluster) in self.clusters.iter().enumerate() {
            for &node in cluster {
                cluster_of[node as usize] = n;
            }
        }
        let mut articles: Vec<Vec<ArticleId>> = vec![Vec::new(); self.clusters.len()];
        for (article, &node) in (0u32..).zip(&self.graph.node_of) {
            articles[cluster_of[node as usize]].push(ArticleId(article));
        }
        let moved: Vec<(usize, usize)> = (0..self.clusters.len())
            .filter_map(|n| Some((n, self.home(n, &cluster_of, &articles)?)))
            .collect();
        let mut groups: Vec<Group> =
            articles.into_iter().map(|articles| Group { articles, older: Vec::new() }).collect();
        for (from, to) in moved {
            let older = std::mem::take(&mut groups[from].articles);
            groups[to].older.extend(older);
            groups[to].older.sort_unstable();
        }
        groups.retain(|group| !group.articles.is_empty());
        groups.sort_unstable_by(|a, b| a.articles.cmp(&b.articles));
        groups
    }

    /// The story that a lone article of another time is about, if any: it must be as like that
    /// story, time apart, as the story's own articles nearly are to each other.
    fn home(
        &self,
        from: usize,
        cluster_of: &[usize],
        articles: &[Vec<ArticleId>],
    ) -> Option<usize> {
        let &[lone] = self.clusters[from].as_slice() else { return None };
        let mut tried: Vec<usize> = self
            .graph
            .kin(lone)
            .iter()
            .map(|&(other, _)| cluster_of[other as usize])
            .filter(|&n| n != from && articles[n].len() > 1)
            .collect();
        tried.sort_unstable();
        tried.dedup();
        let lone = self.graph.leaders[lone as usize];
        tried
            .into_iter()
            .filter_map(|n| {
                let (least, share) = self.kin_needed(lone, &articles[n])?;
                let (similarity, cohesion) = self.kinship(lone, &articles[n]);
                (similarity >= least.max(share * cohesion)).then_some((similarity, n))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .map(|(_, n)| n)
    }

    /// Mean similarity in content of an article to a story, and of the story's articles among
    /// themselves, from at most eight of them.
    #[allow(clippy::cast_precision_loss)]
    fn kinship(&self, lone: u32, story: &[ArticleId]) -> (f64, f64) {
        /// Bounds the work; set by hand.
        const SAMPLE: usize = 8;
        let n = story.len().min(SAMPLE);
        let some: Vec<u32> = (0..n).map(|k| story[k * story.len() / n].0).collect();
        let outer: f64 = some.iter().map(|&a| self.features.similarity(lone, a)).sum();
        let mut inner = 0.0;
        for (k, &a) in some.iter().enumerate() {
            inner += some[k + 1..].iter().map(|&b| self.features.similarity(a, b)).sum::<f64>();
        }
        let pairs = (n * n.saturating_sub(1) / 2).max(1);
        (outer / n as f64, inner / pairs as f64)
    }

    /// How like a story an article must be that lies well before it, or, undated, seems to; `None`
    /// when it does not.
    fn kin_needed(&self, lone: u32, story: &[ArticleId]) -> Option<(f64, f64)> {
        let mut days: Vec<f64> = story.iter().filter_map(|a| self.features.day(a.0)).collect();
        days.sort_by(f64::total_cmp);
        match (self.features.day(lone), days.get(days.len() / 2)) {
            (Some(day), Some(middle)) if middle - day > LONG_AGO => Some(KIN_LONG_AGO),
            (Some(day), Some(middle)) => (middle - day > age::DAYS_F64).then_some(KIN_RECENT),
            (Some(_), None) => None,
            (None, _) => {
                age::seems_older(self.corpus, ArticleId(lone), story).then_some(KIN_UNDATED)
            }
        }
    }
}

//! Floor 3: a day's (or a year's) articles become stories, and articles of another time are told apart.
//!
//! Two articles are alike in their words, their titles, their names and their word pairs, and in time
//! ([`features`](self), `cluster`). Articles join by average-link agglomeration over a sparse graph of near neighbours, so
//! nothing is compared with everything; what is near to many (a hub of its topic) must be nearer to join. Equal inputs in
//! any order give equal stories, since the corpus is in canonical order.

mod age;
mod cluster;
mod features;
mod neighbours;

pub use age::{Age, ages};

use crate::model::{ArticleId, Corpus};
use crate::terms::TermTable;

/// Articles about one event, and older ones about the same things.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The articles of the event, ascending.
    pub articles: Vec<ArticleId>,
    /// Articles of another time that lean on the story, ascending; they were alone otherwise.
    pub older: Vec<ArticleId>,
}

/// Groups all articles of a corpus into stories, ordered by their first article. Every article is in exactly one.
#[must_use]
pub fn group(corpus: &Corpus, table: &TermTable) -> Vec<Group> {
    let features = features::Features::new(corpus, table);
    let graph = neighbours::Graph::new(&features);
    let clusters = cluster::agglomerate(&features, &graph);
    attach_older(corpus, &features, &graph, clusters)
}

/// Gives lone articles of another time to the story that they are most like, when they are like it but for the time.
fn attach_older(
    corpus: &Corpus,
    features: &features::Features,
    graph: &neighbours::Graph,
    clusters: Vec<Vec<u32>>,
) -> Vec<Group> {
    let mut cluster_of = vec![0usize; corpus.articles().len()];
    for (n, cluster) in clusters.iter().enumerate() {
        for &article in cluster {
            cluster_of[article as usize] = n;
        }
    }
    let mut groups: Vec<Group> = clusters
        .iter()
        .map(|c| Group { articles: c.iter().map(|&a| ArticleId(a)).collect(), older: Vec::new() })
        .collect();
    let mut moved = Vec::new();
    for (n, cluster) in clusters.iter().enumerate() {
        let &[lone] = cluster.as_slice() else { continue };
        let home = graph
            .kin(lone)
            .iter()
            .filter(|&&(other, _)| clusters[cluster_of[other as usize]].len() > 1)
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let Some(&(other, likeness)) = home else { continue };
        let story = &clusters[cluster_of[other as usize]];
        if likeness >= cluster::KIN && features.is_older(corpus, lone, story) {
            moved.push((n, cluster_of[other as usize]));
        }
    }
    for &(from, to) in &moved {
        let articles = std::mem::take(&mut groups[from].articles);
        groups[to].older.extend(articles);
        groups[to].older.sort_unstable();
    }
    groups.retain(|group| !group.articles.is_empty());
    groups
}

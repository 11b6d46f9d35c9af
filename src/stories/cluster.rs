//! Average-link agglomeration over the graph of near neighbours.
//!
//! The likeness of two clusters is the mean over all pairs of their members, in content and time. Clusters join, best
//! first, while their *score* is at least [`JOIN`]: their likeness less a share of how like they are to the clusters
//! around them (a form of cross-domain similarity local scaling, Conneau et al. 2018). What is near to everything must be
//! nearer to count, so the sides of a long affair stay apart, while ten loosely written reports of one event, alike to
//! nothing else, come together: the more of them have joined, the fewer clusters crowd the rest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::features::Features;
use super::neighbours::Graph;
use super::probe::{Probe, ROWS};

/// Least score at which two clusters are one story.
const JOIN: f64 = 0.08;

/// What crowdedness takes off: this share of the mean likeness to the [`CROWD`] nearest other clusters, on either side.
const CROWDED: f64 = 0.75;

/// Clusters around one that crowd it.
const CROWD: usize = 20;

/// Crowdedness never takes off more than this share of a likeness: very like is enough.
const MOST_CROWDED: f64 = 0.75;

/// Most neighbours of a cluster.
const DEGREE: usize = 96;

/// Most members of a cluster that stand for it where a likeness was not found in the graph.
const SAMPLE: usize = ROWS;

/// A growing story.
#[derive(Debug, Default)]
struct Cluster {
    /// Nodes.
    members: Vec<u32>,
    /// Neighbours and the sum of likeness over all pairs, by neighbour.
    near: Vec<(u32, f64)>,
    /// Sum of the mean likeness to the nearest neighbours, one more than [`CROWD`].
    crowd: f64,
    /// How often it was looked at; older entries of the heap are void.
    version: u32,
}

/// A pair that may join: score, the two clusters, and the version of the first.
#[derive(Debug, PartialEq)]
struct Offer {
    score: f64,
    from: u32,
    to: u32,
    version: u32,
}

impl Eq for Offer {}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Offer {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let ids = |o: &Self| Reverse((o.from.min(o.to), o.from.max(o.to), o.from, o.version));
        self.score.total_cmp(&other.score).then_with(|| ids(self).cmp(&ids(other)))
    }
}

/// Clusters of nodes, each ascending, in order of their first node.
pub(super) fn agglomerate(features: &Features, graph: &Graph) -> Vec<Vec<u32>> {
    let mut work = Work::new(features, graph);
    while let Some(offer) = work.heap.pop() {
        let current = work.live(offer.from).is_some_and(|c| c.version == offer.version);
        if !current {
            continue;
        }
        let score = match (work.live(offer.from), work.live(offer.to)) {
            (Some(a), Some(b)) => score(a, b, offer.to),
            _ => None,
        };
        if score.is_none_or(|s| s < offer.score) {
            work.offer(offer.from);
            continue;
        }
        work.join(offer.from, offer.to);
    }
    let mut stories: Vec<Vec<u32>> =
        work.clusters.into_iter().flatten().map(|c| c.members).collect();
    stories.sort_unstable();
    stories
}

/// How readily two clusters join; `None` when they are no neighbours.
fn score(a: &Cluster, b: &Cluster, id_of_b: u32) -> Option<f64> {
    let at = a.near.binary_search_by_key(&id_of_b, |n| n.0).ok()?;
    Some(scored(a, b, a.near[at].1))
}

#[allow(clippy::cast_precision_loss)]
fn scored(a: &Cluster, b: &Cluster, total: f64) -> f64 {
    let mean = mean(a, b.members.len(), total);
    let around = (a.crowd + b.crowd - 2.0 * mean).max(0.0) / CROWD as f64;
    (mean - CROWDED * around).max((1.0 - MOST_CROWDED) * mean)
}

#[allow(clippy::cast_precision_loss)]
fn mean(a: &Cluster, members: usize, total: f64) -> f64 {
    total / (a.members.len() as f64 * members as f64)
}

/// All clusters by id; those that joined are gone.
#[derive(Debug)]
struct Work<'f> {
    features: &'f Features,
    graph: &'f Graph,
    clusters: Vec<Option<Cluster>>,
    heap: BinaryHeap<Offer>,
    probes: [Probed; 2],
}

/// Some members of a cluster, ready to be compared with others.
#[derive(Debug, Default)]
struct Probed {
    /// The cluster; `None` when there is none yet.
    of: Option<u32>,
    /// Articles.
    members: Vec<u32>,
    probe: Probe,
    /// Whether all members are in one language.
    alike: bool,
}

impl<'f> Work<'f> {
    fn new(features: &'f Features, graph: &'f Graph) -> Self {
        let nodes = graph.leaders.len();
        let clusters = (0u32..)
            .take(nodes)
            .zip(edges(graph))
            .map(|(node, near)| Some(Cluster { members: vec![node], near, ..Cluster::default() }))
            .collect();
        let mut work =
            Self { features, graph, clusters, heap: BinaryHeap::new(), probes: Default::default() };
        for id in (0u32..).take(nodes) {
            work.crowd(id);
        }
        for id in (0u32..).take(nodes) {
            work.offer(id);
        }
        work
    }

    fn live(&self, id: u32) -> Option<&Cluster> {
        self.clusters.get(id as usize)?.as_ref()
    }

    /// Reckons anew how crowded the neighbourhood of a cluster is.
    fn crowd(&mut self, id: u32) {
        let Some(cluster) = self.live(id) else { return };
        let mut means: Vec<f64> = cluster
            .near
            .iter()
            .filter_map(|&(other, total)| {
                Some(mean(cluster, self.live(other)?.members.len(), total))
            })
            .collect();
        if means.len() > CROWD + 1 {
            means.select_nth_unstable_by(CROWD, |a, b| b.total_cmp(a));
            means.truncate(CROWD + 1);
        }
        means.sort_unstable_by(|a, b| b.total_cmp(a));
        let crowd = means.iter().sum();
        if let Some(cluster) = self.clusters[id as usize].as_mut() {
            cluster.crowd = crowd;
        }
    }

    /// Offers a cluster's best partner, if any is good enough.
    fn offer(&mut self, id: u32) {
        let Some(cluster) = self.live(id) else { return };
        let best = cluster
            .near
            .iter()
            .filter_map(|&(other, total)| Some((scored(cluster, self.live(other)?, total), other)))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let version = cluster.version + 1;
        if let Some(cluster) = self.clusters[id as usize].as_mut() {
            cluster.version = version;
        }
        if let Some((score, to)) = best.filter(|(score, _)| *score >= JOIN) {
            self.heap.push(Offer { score, from: id, to, version });
        }
    }

    /// Joins two clusters to a new one and looks at its neighbours again.
    fn join(&mut self, a: u32, b: u32) {
        let (Some(first), Some(second)) =
            (self.clusters[a as usize].take(), self.clusters[b as usize].take())
        else {
            return;
        };
        let id = u32::try_from(self.clusters.len()).unwrap_or(u32::MAX);
        let mut probes = std::mem::take(&mut self.probes);
        let near = self.common((&first, a), (&second, b), &mut probes);
        self.probes = probes;
        let mut members = first.members;
        members.extend(second.members);
        members.sort_unstable();
        let touched: Vec<u32> = first
            .near
            .iter()
            .chain(&second.near)
            .map(|n| n.0)
            .filter(|n| *n != a && *n != b)
            .collect();
        for &other in &touched {
            if let Some(cluster) = self.clusters[other as usize].as_mut() {
                cluster.near.retain(|n| n.0 != a && n.0 != b);
            }
        }
        for &(other, total) in &near {
            if let Some(cluster) = self.clusters[other as usize].as_mut() {
                // The new id is the largest, so the list stays in order.
                cluster.near.push((id, total));
            }
        }
        self.clusters.push(Some(Cluster { members, near, ..Cluster::default() }));
        let mut touched = touched;
        touched.push(id);
        touched.sort_unstable();
        touched.dedup();
        for &other in &touched {
            self.crowd(other);
        }
        for &other in &touched {
            self.offer(other);
        }
    }

    /// The neighbours of two clusters taken together, with the sums of likeness over all pairs; those most like them
    /// when they are very many.
    #[allow(clippy::cast_precision_loss)]
    fn common(
        &self,
        (a, id_of_a): (&Cluster, u32),
        (b, id_of_b): (&Cluster, u32),
        [in_a, in_b]: &mut [Probed; 2],
    ) -> Vec<(u32, f64)> {
        let mut near: Vec<(u32, f64)> = Vec::with_capacity(a.near.len() + b.near.len());
        let (mut i, mut j) = (0, 0);
        loop {
            let (x, y) = (a.near.get(i), b.near.get(j));
            let Some(other) = x.into_iter().chain(y).map(|n| n.0).min() else { break };
            let from_a = x.filter(|n| n.0 == other).map(|n| n.1);
            let from_b = y.filter(|n| n.0 == other).map(|n| n.1);
            i += usize::from(from_a.is_some());
            j += usize::from(from_b.is_some());
            if other == id_of_a || other == id_of_b {
                continue;
            }
            let Some(cluster) = self.live(other) else { continue };
            let total = from_a.unwrap_or_else(|| self.estimate(a, id_of_a, in_a, cluster))
                + from_b.unwrap_or_else(|| self.estimate(b, id_of_b, in_b, cluster));
            near.push((other, total));
        }
        if near.len() > DEGREE {
            let mean = |n: &(u32, f64)| {
                n.1 / self.live(n.0).map_or(1.0, |cluster| cluster.members.len() as f64)
            };
            near.sort_by(|x, y| mean(y).total_cmp(&mean(x)).then(x.0.cmp(&y.0)));
            near.truncate(DEGREE);
            near.sort_unstable_by_key(|n| n.0);
        }
        near
    }

    /// The sum of likeness over all pairs of members, reckoned from a few of them. `probed` is filled for cluster `a` when
    /// it is first needed.
    #[allow(clippy::cast_precision_loss)]
    fn estimate(&self, a: &Cluster, id_of_a: u32, probed: &mut Probed, b: &Cluster) -> f64 {
        if probed.of != Some(id_of_a) {
            self.probe(a, probed);
            probed.of = Some(id_of_a);
        }
        let mut likeness = [[0.0; SAMPLE]; SAMPLE];
        let mut room = [0; SAMPLE];
        let count = room
            .iter_mut()
            .zip(sample(&b.members))
            .map(|(slot, y)| *slot = self.article(y))
            .count();
        let others = &room[..count];
        for (k, &y) in others.iter().enumerate() {
            if let (true, Some(&x)) = (probed.alike, probed.members.first()) {
                let products = probed.probe.products(self.features.beside(y, x));
                for (row, product) in likeness.iter_mut().zip(products) {
                    row[k] = product;
                }
            } else {
                for (row, &x) in likeness.iter_mut().zip(&probed.members) {
                    row[k] = self.features.likeness(x, y);
                }
            }
        }
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (row, &x) in likeness.iter().zip(&probed.members) {
            for (likeness, &y) in row.iter().zip(others) {
                sum += likeness * self.features.in_time(x, y);
                pairs += 1.0;
            }
        }
        sum / pairs * (a.members.len() as f64 * b.members.len() as f64)
    }

    /// Makes some members of a cluster ready to be compared.
    fn probe(&self, a: &Cluster, probed: &mut Probed) {
        probed.members.clear();
        probed.members.extend(sample(&a.members).map(|x| self.article(x)));
        let members = &probed.members;
        probed.alike = members.windows(2).all(|w| self.features.same_language(w[0], w[1]));
        if probed.alike {
            probed.probe.set(members.iter().map(|&x| self.features.row(x)));
        }
    }

    /// The first article of a node.
    fn article(&self, node: u32) -> u32 {
        self.graph.leaders[node as usize]
    }
}

/// At most [`SAMPLE`] members, evenly over all.
fn sample(members: &[u32]) -> impl Iterator<Item = u32> + '_ {
    let n = members.len().min(SAMPLE);
    (0..n).map(move |k| members[k * members.len() / n])
}

/// The neighbours of each node, ascending, each edge on both sides, at most [`DEGREE`] a node.
fn edges(graph: &Graph) -> Vec<Vec<(u32, f64)>> {
    let mut edges: Vec<Vec<(u32, f64)>> = vec![Vec::new(); graph.leaders.len()];
    for node in (0u32..).take(graph.leaders.len()) {
        for &(other, likeness) in graph.near(node) {
            edges[node as usize].push((other, likeness));
            edges[other as usize].push((node, likeness));
        }
    }
    let mut least = vec![0.0; edges.len()];
    for (near, least) in edges.iter_mut().zip(&mut least) {
        near.sort_unstable_by_key(|n| n.0);
        near.dedup_by_key(|n| n.0);
        if near.len() > DEGREE {
            let mut likeness: Vec<f64> = near.iter().map(|n| n.1).collect();
            likeness.sort_unstable_by(|a, b| b.total_cmp(a));
            *least = likeness[DEGREE - 1];
        }
    }
    for (near, own) in edges.iter_mut().zip(&least) {
        near.retain(|n| n.1 >= *own && n.1 >= least[n.0 as usize]);
    }
    edges
}

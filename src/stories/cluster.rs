//! Average-link agglomeration over the graph of near neighbours.
//!
//! The likeness of two clusters is the mean product of their members' vectors (the product of their sums), times their
//! nearness in time, less a share of how crowded their neighbourhoods are (a form of cross-domain similarity local scaling,
//! Conneau et al. 2018: what is near to everything must be nearer to count). Clusters join, likest first, while that is
//! above [`JOIN`].

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::features::{Features, dot};
use super::neighbours::{Graph, apart};

/// Least likeness at which two clusters are one story.
pub(super) const JOIN: f64 = 0.12;

/// Least likeness in content of an older article to a story that it is listed with.
pub(super) const KIN: f64 = 0.1;

/// What crowdedness takes off.
const CROWDED: f64 = 0.25;

/// Most features that a cluster's sum keeps.
const MOST: usize = 1_500;

/// Articles of one (growing) story.
#[derive(Debug, Default)]
struct Cluster {
    members: Vec<u32>,
    /// Sum of the members' vectors, by feature.
    sum: Vec<(u32, f32)>,
    /// Sum of the members' days and number of those dated.
    days: f64,
    dated: u32,
    crowd: f64,
    near: BTreeSet<u32>,
}

/// Likeness as bits that order like the number, so that a heap can hold it.
type Order = u64;

/// Clusters of articles, each ascending, in order of their first article.
pub(super) fn agglomerate(features: &Features, graph: &Graph) -> Vec<Vec<u32>> {
    let mut clusters: Vec<Option<Cluster>> =
        (0u32..).take(features.rows.len()).map(|a| Some(lone(features, graph, a))).collect();
    let mut heap: BinaryHeap<(Order, Reverse<u32>, Reverse<u32>)> = BinaryHeap::new();
    for a in (0u32..).take(features.rows.len()) {
        for &(b, _) in graph.near(a) {
            if let Some(c) = clusters[b as usize].as_mut() {
                c.near.insert(a);
            }
            push(&mut heap, &clusters, a.min(b), a.max(b));
        }
    }
    while let Some((_, Reverse(a), Reverse(b))) = heap.pop() {
        if clusters[a as usize].is_none() || clusters[b as usize].is_none() {
            continue;
        }
        let (Some(first), Some(second)) =
            (clusters[a as usize].take(), clusters[b as usize].take())
        else {
            continue;
        };
        let joined = join(first, second);
        let id = u32::try_from(clusters.len()).unwrap_or(u32::MAX);
        let near: Vec<u32> = joined.near.iter().copied().collect();
        clusters.push(Some(joined));
        for other in near {
            if let Some(c) = clusters[other as usize].as_mut() {
                c.near.remove(&a);
                c.near.remove(&b);
                c.near.insert(id);
                push(&mut heap, &clusters, other, id);
            } else if let Some(c) = clusters[id as usize].as_mut() {
                c.near.remove(&other);
            }
        }
    }
    let mut stories: Vec<Vec<u32>> = clusters.into_iter().flatten().map(|c| c.members).collect();
    stories.sort_unstable();
    stories
}

fn lone(features: &Features, graph: &Graph, article: u32) -> Cluster {
    let day = features.days[article as usize];
    Cluster {
        members: vec![article],
        sum: features.rows[article as usize].clone(),
        days: day.unwrap_or(0.0),
        dated: u32::from(day.is_some()),
        crowd: graph.crowd[article as usize],
        near: graph.near(article).iter().map(|n| n.0).collect(),
    }
}

/// Puts a pair into the heap when it is like enough to join.
fn push(
    heap: &mut BinaryHeap<(Order, Reverse<u32>, Reverse<u32>)>,
    clusters: &[Option<Cluster>],
    a: u32,
    b: u32,
) {
    if let (Some(first), Some(second)) = (&clusters[a as usize], &clusters[b as usize]) {
        let likeness = likeness(first, second);
        if likeness >= JOIN {
            // Positive numbers order like their bits.
            heap.push((likeness.to_bits(), Reverse(a), Reverse(b)));
        }
    }
}

#[allow(clippy::cast_precision_loss)]
fn likeness(a: &Cluster, b: &Cluster) -> f64 {
    let pairs = a.members.len() as f64 * b.members.len() as f64;
    let day = |c: &Cluster| (c.dated > 0).then(|| c.days / f64::from(c.dated));
    let mean = dot(&a.sum, &b.sum) / pairs * apart(day(a), day(b));
    mean - CROWDED * (a.crowd / a.members.len() as f64 + b.crowd / b.members.len() as f64)
}

fn join(a: Cluster, b: Cluster) -> Cluster {
    let mut members = a.members;
    members.extend(b.members);
    members.sort_unstable();
    let mut near = a.near;
    near.extend(b.near);
    Cluster {
        members,
        sum: add(&a.sum, &b.sum),
        days: a.days + b.days,
        dated: a.dated + b.dated,
        crowd: a.crowd + b.crowd,
        near,
    }
}

/// The sum of two sparse rows; of a very long one the heaviest features.
fn add(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut sum = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                sum.push((x.0, x.1 + y.1));
                i += 1;
                j += 1;
            }
            (Some(x), Some(y)) if x.0 < y.0 => {
                sum.push(*x);
                i += 1;
            }
            (Some(x), None) => {
                sum.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                sum.push(*y);
                j += 1;
            }
            (None, None) => break,
        }
    }
    if sum.len() > MOST {
        sum.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        sum.truncate(MOST);
        sum.sort_unstable_by_key(|x| x.0);
    }
    sum
}

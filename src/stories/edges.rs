//! The graph that clusters begin with: the neighbours of each node, as links on both sides.

use crate::threads;

use super::cluster::Link;
use super::features::Features;
use super::neighbours::{Graph, single};

/// Long articles that have faded less for each other may be neighbours: up to 24 days apart.
/// Set by hand: news of an affair about which nothing was written for so long is another story.
const LEAST_FADE: f64 = 0.01;

/// Most neighbours of a cluster.
/// Bounds the work; set by hand.
pub(super) const DEGREE: usize = 96;

/// The neighbours of each node, ascending, each edge on both sides, at most [`DEGREE`] a node; and
/// whether any was left out. An edge that neither of its nodes kept is missing; so are those that
/// are too many. Long articles have neighbours farther off in time too: an affair may come to lie
/// between them.
pub(super) fn edges(features: &Features, graph: &Graph) -> Vec<(Vec<Link>, bool)> {
    let mut edges: Vec<Vec<Link>> = vec![Vec::new(); graph.leaders.len()];
    let mut add = |node: u32, other: u32, mean: f32, lasting: f32| {
        edges[node as usize].push(Link { to: other, mean, lasting });
        edges[other as usize].push(Link { to: node, mean, lasting });
    };
    for node in (0u32..).take(graph.leaders.len()) {
        let article = |node: u32| graph.leaders[node as usize];
        for &(other, similarity) in graph.near(node) {
            let long = features.are_long(article(node), article(other));
            let fade = features.in_time(article(node), article(other));
            let lasting = if long { f64::from(similarity) / fade } else { 0.0 };
            add(node, other, similarity, single(lasting));
        }
        for &(other, similarity) in graph.kin(node) {
            let fade = features.in_time(article(node), article(other));
            if fade >= LEAST_FADE && features.are_long(article(node), article(other)) {
                add(node, other, single(f64::from(similarity) * fade), similarity);
            }
        }
    }
    let edges = threads::map_owned(edges, |mut near| {
        near.sort_unstable_by(|a, b| a.to.cmp(&b.to).then(b.mean.total_cmp(&a.mean)));
        near.dedup_by_key(|link| link.to);
        near
    });
    let least = threads::map(&edges, |_, near| {
        if near.len() <= DEGREE {
            return 0.0;
        }
        let mut similarity: Vec<f32> = near.iter().map(|link| link.mean).collect();
        *similarity.select_nth_unstable_by(DEGREE - 1, |a, b| b.total_cmp(a)).1
    });
    let numbered: Vec<_> = (0u32..).zip(edges.into_iter().zip(&least)).collect();
    threads::map_owned(numbered, |(node, (mut near, own))| {
        let all = near.len();
        near.retain(|link| link.mean >= *own && link.mean >= least[link.to as usize]);
        let crowded = graph.is_crowded(node) || near.len() < all;
        (near, crowded)
    })
}

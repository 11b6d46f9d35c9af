//! Average-link agglomeration over the graph of near neighbours.
//!
//! The similarity of two clusters is the mean over all pairs of their members: of long articles in
//! content, faded by the time between the two clusters' *spans* (an affair that goes on is as near
//! to its latest report as to its first), of short ones in content and time. Clusters join, best
//! first, while their *score* is at least [`JOIN`]: their similarity less a share of how like they
//! are to the clusters around them (a form of cross-domain similarity local scaling, Conneau et al.
//! 2018). What is near to everything must be nearer to count, so the sides of a long affair stay
//! apart, while ten loosely written reports of one event, alike to nothing else, come together: the
//! more of them have joined, the fewer clusters crowd the rest.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::threads;

use super::cluster::{Cluster, Link, Parts, Side, Span, scored};
use super::edges::{DEGREE, edges};
use super::features::Features;
use super::neighbours::Graph;
use super::pair::Pairing;
use super::probe::{Probe, ROWS};
use super::thresholds::SEEN;

/// Least score at which two clusters are one story.
/// Set by hand when stories were first joined by words, titles, names and pairs; no trial of that
/// time is recorded. What the whole gives today stands in `MODEL.md`.
const JOIN: f64 = 0.08;

/// Most members of a cluster that stand for it where a similarity was left out of the graph.
/// Bounds the work: as many as are probed together.
const SAMPLE: usize = ROWS;

/// Similarity where the graph holds none and left none out: what is not in the graph may have
/// anything below the least similarity of neighbours. Set by [`SEEN`], from which on a pair is
/// looked at.
const UNLIKE: f64 = SEEN;

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
    let mut probes = <[Probed; 2]>::default();
    while let Some(offer) = work.heap.pop() {
        if !work.take(&offer) {
            continue;
        }
        if work.score(offer.from, offer.to).is_none_or(|s| s < offer.score) {
            work.offer(offer.from);
            continue;
        }
        work.join(offer.from, offer.to, &mut probes);
    }
    let mut stories: Vec<Vec<u32>> =
        work.clusters.into_iter().flatten().map(|c| c.members).collect();
    stories.sort_unstable();
    stories
}

/// All clusters by id; those that joined are gone.
#[derive(Debug)]
struct Work<'f> {
    features: &'f Features,
    graph: &'f Graph,
    clusters: Vec<Option<Cluster>>,
    /// What each cluster is like; of those that are gone, when they were last there.
    sides: Vec<Side>,
    heap: BinaryHeap<Offer>,
}

/// Some members of a cluster, ready to be compared with others.
#[derive(Debug, Default)]
struct Probed {
    /// The cluster; `None` when there is none yet.
    of: Option<u32>,
    /// Articles.
    members: Vec<u32>,
    probe: Probe,
    pairing: Pairing,
    /// Whether all members are in one language.
    alike: bool,
}

/// The neighbours of two clusters taken together, ascending.
#[derive(Debug)]
struct Common {
    /// All of them.
    touched: Vec<u32>,
    /// Those that stay neighbours, with the mean similarity over all pairs.
    near: Vec<Link>,
}

impl<'f> Work<'f> {
    fn new(features: &'f Features, graph: &'f Graph) -> Self {
        let nodes = graph.leaders.len();
        let numbered: Vec<_> = (0u32..).zip(edges(features, graph)).collect();
        let clusters: Vec<Cluster> = threads::map_owned(numbered, |(node, (links, crowded))| {
            let article = graph.leaders[node as usize];
            let span = Span::of(features.day(article));
            Cluster::new(vec![node], &links, crowded, features.shortness(article), span)
        });
        let sides = clusters.iter().map(Cluster::side).collect();
        let mut work = Self {
            features,
            graph,
            clusters: clusters.into_iter().map(Some).collect(),
            sides,
            heap: BinaryHeap::new(),
        };
        for id in (0u32..).take(nodes) {
            work.offer(id);
        }
        work
    }

    fn live(&self, id: u32) -> Option<&Cluster> {
        self.clusters.get(id as usize)?.as_ref()
    }

    /// How readily two clusters join; `None` when they are no neighbours.
    fn score(&self, from: u32, to: u32) -> Option<f64> {
        let cluster = self.live(from)?;
        let at = cluster.near.binary_search(&to).ok()?;
        let side = |id: u32| &self.sides[id as usize];
        Some(scored(f64::from(cluster.means[at]), side(from), side(to)))
    }

    /// Takes up an offer, unless it is void.
    fn take(&mut self, offer: &Offer) -> bool {
        let cluster = self.clusters.get_mut(offer.from as usize).and_then(Option::as_mut);
        let current = cluster.filter(|cluster| cluster.version == offer.version);
        current.map(|cluster| cluster.offered = None).is_some()
    }

    /// Offers a cluster's best partner, if any is good enough and not offered already.
    fn offer(&mut self, id: u32) {
        let own = self.sides[id as usize];
        let Some(Some(cluster)) = self.clusters.get_mut(id as usize) else { return };
        // No score of long articles is above the mean, so most neighbours need no look.
        let good = |mean: &f32| f64::from(*mean) >= JOIN || own.short > 0.0;
        let near = if cluster.ranked.first().is_some_and(good) { &cluster.near[..] } else { &[] };
        let best = near
            .iter()
            .zip(&cluster.means)
            .filter(|(_, mean)| good(mean))
            .map(|(&other, &mean)| {
                (scored(f64::from(mean), &own, &self.sides[other as usize]), other)
            })
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
            .filter(|(score, _)| *score >= JOIN);
        if best == cluster.offered {
            return;
        }
        cluster.offered = best;
        cluster.version += 1;
        if let Some((score, to)) = best {
            self.heap.push(Offer { score, from: id, to, version: cluster.version });
        }
    }

    /// Joins two clusters to a new one and looks at its neighbours again.
    #[allow(clippy::cast_precision_loss)]
    fn join(&mut self, a: u32, b: u32, probes: &mut [Probed; 2]) {
        let (Some(first), Some(second)) =
            (self.clusters[a as usize].take(), self.clusters[b as usize].take())
        else {
            return;
        };
        let id = u32::try_from(self.clusters.len()).unwrap_or(u32::MAX);
        let Common { touched, near } = self.common((&first, a), (&second, b), probes);
        let shares = [first.members.len() as f64, second.members.len() as f64];
        let short = (first.short * shares[0] + second.short * shares[1]) / (shares[0] + shares[1]);
        let mut members = first.members;
        members.extend(second.members);
        members.sort_unstable();
        let mut crowded = first.crowded || second.crowded;
        let span = first.span.with(second.span);
        let mut links = Vec::new();
        let mut joined = near.into_iter().peekable();
        for &other in &touched {
            let Some(cluster) = self.clusters[other as usize].as_mut() else { continue };
            cluster.forget(a);
            cluster.forget(b);
            if let Some(link) = joined.next_if(|link| link.to == other) {
                cluster.note(id, link);
                links.push(link);
            } else {
                cluster.crowded = true;
                crowded = true;
            }
            self.sides[other as usize] = cluster.side();
        }
        let cluster = Cluster::new(members, &links, crowded, short, span);
        self.sides.push(cluster.side());
        self.clusters.push(Some(cluster));
        for other in touched {
            self.offer(other);
        }
        self.offer(id);
    }

    /// The neighbours of two clusters taken together, with the mean similarity over all pairs;
    /// those most like them when they are very many.
    #[allow(clippy::cast_precision_loss)]
    fn common(
        &self,
        (a, id_of_a): (&Cluster, u32),
        (b, id_of_b): (&Cluster, u32),
        [in_a, in_b]: &mut [Probed; 2],
    ) -> Common {
        let most = a.near.len() + b.near.len();
        let mut touched: Vec<u32> = Vec::with_capacity(most);
        let mut near: Vec<Link> = Vec::with_capacity(most);
        let share = a.members.len() as f64 / (a.members.len() + b.members.len()) as f64;
        let span = a.span.with(b.span);
        let (mut i, mut j) = (0, 0);
        loop {
            let (x, y) = (a.near.get(i).copied(), b.near.get(j).copied());
            let Some(other) = x.into_iter().chain(y).min() else { break };
            let from_a = x.filter(|n| *n == other).map(|_| i);
            let from_b = y.filter(|n| *n == other).map(|_| j);
            i += usize::from(from_a.is_some());
            j += usize::from(from_b.is_some());
            if other == id_of_a || other == id_of_b {
                continue;
            }
            let Some(cluster) = self.live(other) else { continue };
            let from_a = match from_a {
                Some(at) => a.parts(at, a.span.fade(cluster.span)),
                None => self.estimate(a, id_of_a, in_a, cluster),
            };
            let from_b = match from_b {
                Some(at) => b.parts(at, b.span.fade(cluster.span)),
                None => self.estimate(b, id_of_b, in_b, cluster),
            };
            let mean = |of_a: f64, of_b: f64| share * of_a + (1.0 - share) * of_b;
            let parts = Parts {
                lasting: mean(from_a.lasting, from_b.lasting),
                fixed: mean(from_a.fixed, from_b.fixed),
            };
            touched.push(other);
            near.push(Link::new(other, parts, span.fade(cluster.span)));
        }
        if near.len() > DEGREE {
            near.select_nth_unstable_by(DEGREE - 1, |x, y| {
                y.mean.total_cmp(&x.mean).then(x.to.cmp(&y.to))
            });
            near.truncate(DEGREE);
            near.sort_unstable_by_key(|link| link.to);
        }
        Common { touched, near }
    }

    /// The mean similarity of two clusters that are no neighbours: where it may have been left out,
    /// reckoned from a few members. `probed` is filled for cluster `a` when it is first needed.
    fn estimate(&self, a: &Cluster, id_of_a: u32, probed: &mut Probed, b: &Cluster) -> Parts {
        if !(a.crowded && b.crowded) {
            return Parts { lasting: UNLIKE * (1.0 - a.short.min(b.short)), fixed: 0.0 };
        }
        if probed.of != Some(id_of_a) {
            self.probe(a, probed);
            probed.of = Some(id_of_a);
        }
        let mut similarity = [[0.0; SAMPLE]; SAMPLE];
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
                for (row, product) in similarity.iter_mut().zip(products) {
                    row[k] = product;
                }
            } else {
                for (row, &x) in similarity.iter_mut().zip(&probed.members) {
                    row[k] = self.features.similarity(x, y);
                }
            }
        }
        let (mut parts, mut pairs) = (Parts::default(), 0.0f64);
        for (row, &x) in similarity.iter().zip(&probed.members) {
            for (&similarity, &y) in row.iter().zip(others) {
                if self.features.are_long(x, y) {
                    parts.lasting += similarity;
                } else if similarity >= SEEN {
                    let in_time = self.features.in_time(x, y);
                    let room = &mut probed.pairing;
                    parts.fixed += self.features.link(room, (x, y), similarity, in_time);
                }
                pairs += 1.0;
            }
        }
        Parts { lasting: parts.lasting / pairs, fixed: parts.fixed / pairs }
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

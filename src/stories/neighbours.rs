//! A sparse graph of near neighbours; no article is compared with every other
//! ([`candidates`](super::candidates)).
//!
//! Articles are read in canonical order (by time), a block at a time. A near copy of an earlier
//! article (a wire report printed again) joins that one's node and leaves the lists: ten prints of
//! one report are one report, and neither crowd their neighbourhood nor cost more.

use crate::threads::{self, Rooms};

use super::candidates::{BLOCK, Compared, Index, Room};
use super::features::Features;
use super::pair::Pairing;
use super::thresholds::LEAST;

/// Neighbours kept.
/// Bounds the work; set by hand.
const KEPT: usize = 40;

/// Similarity in content from which two articles are prints of one report.
/// Set by hand; no trial of other values is recorded.
const COPY: f64 = 0.75;

/// Nearness in time that prints of one report need.
/// Set by hand with [`COPY`].
const COPY_TIME: f64 = 0.5;

/// Kin kept.
/// Bounds the work; set by hand.
const KIN: usize = 8;

/// A node, and how like it is.
pub(super) type Neighbour = (u32, f32);

/// Articles, copies put together, and their near neighbours.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Graph {
    /// The first article of each node.
    pub leaders: Vec<u32>,
    /// The node of each article.
    pub node_of: Vec<u32>,
    /// Similarity in content and time, nearest first, by node.
    near: Vec<Vec<Neighbour>>,
    /// Similarity in content, nearest first, by node.
    kin: Vec<Vec<Neighbour>>,
    /// Whether a node had more near neighbours than are kept.
    crowded: Vec<bool>,
    /// Whether some may have been missed.
    bounded: bool,
}

impl Graph {
    pub(super) fn new(features: &Features) -> Self {
        Self::with(features, Index::new(features))
    }

    fn with(features: &Features, mut index: Index<'_>) -> Self {
        let mut graph = Self { bounded: !index.is_whole(), ..Self::default() };
        let (rooms, pairing): (Rooms<Room>, Rooms<Pairing>) = Default::default();
        let count = u32::try_from(features.len()).unwrap_or(u32::MAX);
        let mut nodes = Vec::new();
        for first in (0..count).step_by(BLOCK as usize) {
            let block: Vec<u32> = (first..first.saturating_add(BLOCK).min(count)).collect();
            index.add(&block);
            // The nodes of the block before are connected beside that.
            let (compared, ()) = threads::both(
                || {
                    let compare = |room: &mut Room, article| index.compare(room, article);
                    threads::map(&block, |_, &article| rooms.with(|room| compare(room, article)))
                },
                || graph.connect_all(std::mem::take(&mut nodes)),
            );
            for (&article, compared) in block.iter().zip(compared) {
                match graph.admit(article, compared) {
                    Some(leaders) => nodes.push((article, leaders, Vec::new())),
                    None => index.remove(article),
                }
            }
            // Copies and what is beside them ask for no link.
            let links = threads::map(&nodes, |_, (article, leaders, _)| {
                pairing.with(|room| links(features, room, *article, leaders))
            });
            nodes.iter_mut().zip(links).for_each(|(node, links)| node.2 = links);
            index.pass(&block);
        }
        graph.connect_all(nodes);
        graph.sort();
        graph
    }

    /// Takes an article in: as a node of its own, unless it copies an earlier one. Gives those of
    /// `compared` that lead nodes, for [`connect`](Self::connect); `None` for a copy.
    fn admit(&mut self, article: u32, mut compared: Vec<Compared>) -> Option<Vec<Compared>> {
        compared.retain(|other| {
            let node = self.node_of[other.article as usize];
            self.leaders[node as usize] == other.article
        });
        let copied = compared
            .iter()
            .filter(|other| other.similarity >= COPY && other.in_time >= COPY_TIME)
            .max_by(|a, b| a.similarity.total_cmp(&b.similarity).then(b.article.cmp(&a.article)));
        if let Some(original) = copied {
            self.node_of.push(self.node_of[original.article as usize]);
            return None;
        }
        self.node_of.push(u32::try_from(self.leaders.len()).unwrap_or(u32::MAX));
        self.leaders.push(article);
        Some(compared)
    }

    /// Connects the next nodes that were admitted.
    fn connect_all(&mut self, nodes: Vec<Admitted>) {
        for (_, leaders, links) in nodes {
            self.connect(&leaders, &links);
        }
    }

    /// Connects the next node that was admitted with its leading neighbours, by what links each.
    fn connect(&mut self, leaders: &[Compared], links: &[f64]) {
        let node = u32::try_from(self.near.len()).unwrap_or(u32::MAX);
        let (mut near, mut kin) = (Vec::new(), Vec::new());
        for (other, &link) in leaders.iter().zip(links) {
            let similarity = other.similarity;
            let other = self.node_of[other.article as usize];
            if link > 0.0 {
                near.push((other, single(link)));
                let near = &mut self.near[other as usize];
                push(near, (node, single(link)));
                if near.len() > 2 * KEPT {
                    self.crowded[other as usize] |= keep(near, KEPT);
                }
            }
            if similarity >= LEAST {
                kin.push((other, single(similarity)));
                let kin = &mut self.kin[other as usize];
                push(kin, (node, single(similarity)));
                if kin.len() > 4 * KIN {
                    keep(kin, KIN);
                }
            }
        }
        self.crowded.push(keep(&mut near, KEPT));
        keep(&mut kin, KIN);
        self.near.push(near);
        self.kin.push(kin);
    }

    fn sort(&mut self) {
        let near = std::mem::take(&mut self.near);
        let sorted = threads::map_owned(near, |mut near: Vec<Neighbour>| {
            let more = keep(&mut near, KEPT);
            (near, more)
        });
        for ((near, more), crowded) in sorted.into_iter().zip(&mut self.crowded) {
            self.near.push(near);
            *crowded |= more;
        }
        let kin = std::mem::take(&mut self.kin);
        self.kin = threads::map_owned(kin, |mut kin: Vec<Neighbour>| {
            keep(&mut kin, KIN);
            kin
        });
    }

    /// Near neighbours of a node by content alone.
    pub(super) fn kin(&self, node: u32) -> &[Neighbour] {
        &self.kin[node as usize]
    }

    /// Near neighbours of a node by content and time. A node may be missing among the neighbours of
    /// its neighbour.
    pub(super) fn near(&self, node: u32) -> &[Neighbour] {
        &self.near[node as usize]
    }

    /// Whether a node may have neighbours beside [`near`](Self::near) and those that have it as
    /// theirs.
    pub(super) fn is_crowded(&self, node: u32) -> bool {
        self.bounded || self.crowded[node as usize]
    }
}

/// An article that leads a node, its earlier neighbours, and what links it to each.
type Admitted = (u32, Vec<Compared>, Vec<f64>);

/// What links an article to each of some others.
fn links(features: &Features, room: &mut Pairing, article: u32, others: &[Compared]) -> Vec<f64> {
    let mut link = |other: &Compared| {
        features.link(room, (article, other.article), other.similarity, other.in_time)
    };
    others.iter().map(&mut link).collect()
}

#[allow(clippy::cast_possible_truncation)]
pub(super) const fn single(similarity: f64) -> f32 {
    similarity as f32
}

/// Adds to a list that is one of very many: it grows by little.
fn push(list: &mut Vec<Neighbour>, one: Neighbour) {
    if list.len() == list.capacity() {
        list.reserve_exact(8);
    }
    list.push(one);
}

/// Sorts nearest first, keeps `most` and says whether there were more.
fn keep(list: &mut Vec<Neighbour>, most: usize) -> bool {
    list.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let more = list.len() > most;
    list.truncate(most);
    list.shrink_to_fit();
    more
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::print_stdout)]

    use super::super::probe::Probe;
    use super::super::{Judge, agglomerate};
    use super::*;
    use crate::model::Language;
    use crate::model::samples::{arena, articles, gold};
    use crate::terms::TermTable;

    /// Articles of a file with one JSON object a line.
    fn features(lines: &str) -> Features {
        let corpus = arena(articles(lines), Some(Language::ENGLISH));
        let table = TermTable::new(&corpus);
        Features::new(&corpus, &table, Judge::default())
    }

    /// The graph when every article is compared with every earlier one.
    fn slowly(features: &Features) -> Graph {
        let mut graph = Graph::default();
        let (mut own, mut room) = (Probe::default(), Pairing::default());
        for article in (0u32..).take(features.len()) {
            own.set(std::iter::once(features.row(article)));
            let compared: Vec<Compared> = (0..article)
                .filter_map(|other| {
                    let similarity = f64::from(own.product(features.beside(other, article)));
                    Compared::new(features, article, other, similarity)
                })
                .collect();
            if let Some(leaders) = graph.admit(article, compared) {
                let links = links(features, &mut room, article, &leaders);
                graph.connect(&leaders, &links);
            }
        }
        graph.sort();
        graph
    }

    /// Of the ten nearest neighbours of each node in `exact` that are at least so alike, how many
    /// `graph` found, and how many there are.
    fn recall(graph: &Graph, exact: &Graph, least: f32) -> (usize, usize) {
        let (mut found, mut wanted) = (0, 0);
        for (n, near) in exact.near.iter().enumerate() {
            let a = graph.node_of[exact.leaders[n] as usize];
            for &(other, _) in near.iter().take(10).filter(|near| near.1 >= least) {
                let b = graph.node_of[exact.leaders[other as usize] as usize];
                let holds = |a: u32, b: u32| graph.near(a).iter().any(|near| near.0 == b);
                wanted += 1;
                found += usize::from(a == b || holds(a, b) || holds(b, a));
            }
        }
        (found, wanted)
    }

    #[test]
    fn a_small_collection_has_the_neighbours_that_all_pairs_give() {
        let features = features(&gold());
        assert!(Index::new(&features).is_whole());
        let graph = Graph::new(&features);
        assert!(graph.near.iter().map(Vec::len).sum::<usize>() > 100);
        assert_eq!(graph, slowly(&features));
    }

    #[test]
    fn the_same_in_two_languages() {
        let mut lines = gold();
        for (n, line) in gold().lines().take(40).enumerate() {
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            value["lang"] = if n % 2 == 0 { "en".into() } else { "de".into() };
            lines.push_str(&value.to_string());
            lines.push('\n');
        }
        let features = features(&lines);
        assert_eq!(Graph::new(&features), slowly(&features));
    }

    #[test]
    fn bounded_lists_find_the_neighbours_that_could_join() {
        let features = features(&gold());
        let graph = Graph::with(&features, Index::bounded(&features));
        let (found, wanted) = recall(&graph, &slowly(&features), 0.08);
        assert!(wanted > 100 && found * 1000 > wanted * 999, "{found} of {wanted}");
    }

    /// Nodes that links of at least `least` connect, each ascending, in order of their first node.
    fn components(graph: &Graph, least: f32) -> Vec<Vec<u32>> {
        let nodes = graph.leaders.len();
        let mut beside = vec![Vec::new(); nodes];
        for node in 0..nodes {
            for &(other, _) in graph.near[node].iter().filter(|near| near.1 >= least) {
                beside[node].push(other as usize);
                beside[other as usize].push(node);
            }
        }
        let mut seen = vec![false; nodes];
        let mut components = Vec::new();
        for first in 0..nodes {
            let mut component = Vec::new();
            let mut open = vec![first];
            while let Some(node) = open.pop() {
                if !std::mem::replace(&mut seen[node], true) {
                    component.push(u32::try_from(node).unwrap());
                    open.extend(&beside[node]);
                }
            }
            component.sort_unstable();
            components.extend((!component.is_empty()).then_some(component));
        }
        components
    }

    /// The nodes of one component as a graph of their own.
    fn alone(graph: &Graph, component: &[u32]) -> Graph {
        let own = |list: &[Neighbour]| -> Vec<Neighbour> {
            let number = |other: u32| component.binary_search(&other).ok();
            let kept = list.iter().filter_map(|near| Some((number(near.0)?, near.1)));
            kept.map(|(at, similarity)| (u32::try_from(at).unwrap(), similarity)).collect()
        };
        let at = |&node: &u32| node as usize;
        Graph {
            leaders: component.iter().map(|node| graph.leaders[at(node)]).collect(),
            node_of: Vec::new(),
            near: component.iter().map(|node| own(&graph.near[at(node)])).collect(),
            kin: component.iter().map(|node| own(&graph.kin[at(node)])).collect(),
            crowded: component.iter().map(|node| graph.crowded[at(node)]).collect(),
            bounded: graph.bounded,
        }
    }

    #[test]
    fn nodes_without_a_link_count_nothing_for_each_other() {
        // Days of their own, so that nothing of one is near another.
        let mut lines = String::new();
        for (n, line) in gold().lines().enumerate() {
            let mut value: serde_json::Value = serde_json::from_str(line).unwrap();
            value["date"] = format!("2026-0{}-11T00:00:00Z", 1 + n % 8).into();
            lines.push_str(&value.to_string());
            lines.push('\n');
        }
        let features = features(&lines);
        let graph = Graph::new(&features);
        let all = agglomerate::agglomerate(&features, &graph);
        let components = components(&graph, f32::MIN_POSITIVE);
        assert!(components.len() > 8 && all.len() > components.len());
        let mut apart: Vec<Vec<u32>> = Vec::new();
        for component in &components {
            let clusters = agglomerate::agglomerate(&features, &alone(&graph, component));
            let number = |node: &u32| component[*node as usize];
            apart.extend(clusters.iter().map(|c| c.iter().map(number).collect::<Vec<u32>>()));
        }
        apart.sort_unstable();
        assert_eq!(apart, all);
    }

    #[test]
    #[ignore = "names a file of articles, one JSON object a line, in TIDINGS_STREAM"]
    fn a_stream_hangs_together() {
        let path = std::env::var_os("TIDINGS_STREAM").unwrap();
        let features = features(&std::fs::read_to_string(path).unwrap());
        let graph = Graph::new(&features);
        for least in [f32::MIN_POSITIVE, 0.05, 0.08] {
            let components = components(&graph, least);
            let largest = components.iter().map(Vec::len).max().unwrap_or(0);
            let (nodes, parts) = (graph.leaders.len(), components.len());
            println!(
                "links of {least:.2} and more: {nodes} nodes, {parts} parts, largest {largest}"
            );
        }
    }

    #[test]
    #[ignore = "names a file of articles, one JSON object a line, in TIDINGS_STREAM"]
    fn a_stream_has_the_neighbours_that_all_pairs_give() {
        let path = std::env::var_os("TIDINGS_STREAM").unwrap();
        let features = features(&std::fs::read_to_string(path).unwrap());
        let exact = slowly(&features);
        let bounded = Graph::with(&features, Index::bounded(&features));
        for least in [0.05, 0.08, 0.12, 0.2, 0.3] {
            let (found, wanted) = recall(&bounded, &exact, least);
            println!("bounded lists, similarity {least} and more: {found} of {wanted}");
        }
        assert!(Index::new(&features).is_whole(), "too large to be compared without omission");
        assert_eq!(Graph::new(&features), exact);
        println!("the whole index gives the graph of all pairs");
    }
}

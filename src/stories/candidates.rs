//! Which earlier articles an article is compared with: an inverted index, whose lists grow as
//! articles are read.
//!
//! The entries of a collection's lists, taken two and two, are the products of all pairs of
//! articles. Where those are few enough ([`WHOLE`] an article), every list is walked to its start:
//! the sums are the similarities, and nothing is missed. In a larger collection only the lists of
//! an article's heaviest features are walked, of each only the latest entries, and only so many in
//! all, so that the cost of an article does not grow with the collection; the best candidates by
//! that partial sum are compared in full.
//!
//! Articles of one block stand in the lists before any of them is compared, so that all can be
//! compared at once.

use crate::threads;

use super::features::{Features, in_time};
use super::probe::Probe;
use super::sparse::Weighted;
use super::thresholds::{LEAST, SEEN};

/// List entries that are walked for an article, in the mean, if all are.
/// Bounds the work; what it costs in F1 stands under "Stories" in `benches/README.md`.
const WHOLE: u64 = 65_536;

/// Heaviest features by which candidates are found, where not all are walked; the same holds for
/// what follows.
/// Bounds the work; what it costs in F1 stands under "Stories" in `benches/README.md`.
const KEYS: usize = 96;

/// Most of a feature's articles that are walked, the latest ones.
/// Bounds the work; what it costs in F1 stands under "Stories" in `benches/README.md`.
const WALKED: usize = 128;

/// Most articles that are walked for one article.
/// Bounds the work; what it costs in F1 stands under "Stories" in `benches/README.md`.
const WALKED_IN_ALL: usize = 4_096;

/// Candidates compared in full.
/// Bounds the work; what it costs in F1 stands under "Stories" in `benches/README.md`.
const COMPARED: usize = 64;

/// Further candidates compared in full, whatever their time.
/// Bounds the work; what it costs in F1 stands under "Stories" in `benches/README.md`.
const COMPARED_OF_ANY_TIME: usize = 16;

/// Where one in so many earlier articles has an entry in the lists walked, the sums of all are
/// looked through, which costs less than to find those that have one.
const MANY: usize = 8;

/// Partial similarity in content and time that a candidate needs, as a share of [`LEAST`].
/// Set by hand; no trial of other values is recorded.
const PROMISING: f32 = 0.5;

/// Articles that are compared at once.
pub(super) const BLOCK: u32 = 256;

/// An earlier article beside another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Compared {
    pub article: u32,
    /// In content.
    pub similarity: f64,
    /// By their times alone.
    pub in_time: f64,
}

impl Compared {
    /// `article` beside an earlier one of this similarity in content; `None` where that is next to
    /// nothing.
    pub(super) fn new(
        features: &Features,
        article: u32,
        other: u32,
        similarity: f64,
    ) -> Option<Self> {
        (similarity >= SEEN).then(|| Self {
            article: other,
            similarity,
            in_time: features.in_time(other, article),
        })
    }
}

/// Which articles hold each feature, with its weight, ascending.
#[derive(Debug)]
pub(super) struct Index<'f> {
    features: &'f Features,
    lists: Vec<Vec<Weighted>>,
    /// How many articles of this block and later ones hold each feature. A list that none will ask
    /// for is let go.
    to_come: Vec<u32>,
    /// Whether every list is walked to its start.
    whole: bool,
}

impl<'f> Index<'f> {
    pub(super) fn new(features: &'f Features) -> Self {
        let mut index = Self::bounded(features);
        let pairs = |holders: u32| u64::from(holders) * u64::from(holders.saturating_sub(1)) / 2;
        let entries: u64 = index.to_come.iter().map(|&holders| pairs(holders)).sum();
        index.whole = entries <= WHOLE * features.len() as u64;
        index
    }

    /// An index that is not walked to the lists' starts, however small the collection.
    pub(super) fn bounded(features: &'f Features) -> Self {
        let mut to_come = vec![0; features.width];
        for article in (0u32..).take(features.len()) {
            for &feature in features.row(article).features {
                to_come[feature as usize] += 1;
            }
        }
        let lists = vec![Vec::new(); features.width];
        Self { features, lists, to_come, whole: false }
    }

    /// Whether every similarity of at least [`LEAST`] is found.
    pub(super) const fn is_whole(&self) -> bool {
        self.whole
    }

    /// Takes articles up, the next ones in order.
    pub(super) fn add(&mut self, articles: &[u32]) {
        /// Of a longer list something is never walked again.
        /// Bounds the work.
        const LONG: usize = WALKED + BLOCK as usize;
        let (features, whole) = (self.features, self.whole);
        threads::map_owned(shelves(&mut self.lists), |(first, lists)| {
            for &article in articles {
                for (feature, weight) in features.row(article).among(first, lists.len()).iter() {
                    let list = &mut lists[feature as usize - first];
                    list.push((article, weight));
                    if list.len() >= 2 * LONG && !whole {
                        list.drain(..list.len() - LONG);
                    }
                }
            }
        });
    }

    /// Leaves articles behind.
    pub(super) fn pass(&mut self, articles: &[u32]) {
        let features = self.features;
        let to_come = shelves(&mut self.to_come).into_iter();
        let shelves: Vec<_> = to_come.zip(shelves(&mut self.lists)).collect();
        threads::map_owned(shelves, |((first, to_come), (_, lists))| {
            for &article in articles {
                for (feature, _) in features.row(article).among(first, lists.len()).iter() {
                    let at = feature as usize - first;
                    to_come[at] = to_come[at].saturating_sub(1);
                    if to_come[at] == 0 {
                        lists[at] = Vec::new();
                    }
                }
            }
        });
    }

    /// Takes an article of the last block out.
    pub(super) fn remove(&mut self, article: u32) {
        for &feature in self.features.row(article).features {
            let list = &mut self.lists[feature as usize];
            let end = before(list, article);
            if list.get(end).is_some_and(|entry| entry.0 == article) {
                list.remove(end);
            }
        }
    }

    /// The earlier articles most like `article` among those taken up, ascending; only those alike
    /// at all.
    pub(super) fn compare(&self, room: &mut Room, article: u32) -> Vec<Compared> {
        if self.whole { self.walk_whole(room, article) } else { self.walk_latest(room, article) }
    }

    /// The articles before `article` that hold a feature.
    fn before(&self, feature: u32, article: u32) -> &[Weighted] {
        let list = &self.lists[feature as usize];
        &list[..before(list, article)]
    }

    fn compared(&self, article: u32, other: u32, similarity: f32) -> Option<Compared> {
        Compared::new(self.features, article, other, f64::from(similarity))
    }

    /// All earlier articles that are alike.
    fn walk_whole(&self, room: &mut Room, article: u32) -> Vec<Compared> {
        let (own, across) = self.features.parts(article);
        room.sums.resize(self.features.len(), 0.0);
        let mut walked = 0;
        for (feature, weight) in own.iter() {
            // Later articles of the block have their sums too, which nobody asks for.
            let list = &self.lists[feature as usize];
            walked += list.len();
            for &(other, held) in list {
                room.sums[other as usize] += weight * held;
            }
        }
        let mut found = Vec::new();
        // In one language the sum is the similarity: the same products, added in the same order.
        let mut note = |other: u32, similarity: f32| {
            if f64::from(similarity) >= SEEN && self.features.same_language(other, article) {
                found.extend(self.compared(article, other, similarity));
            }
        };
        if walked >= article as usize / MANY {
            each_seen(&room.sums[..article as usize], note);
            let end = (article.saturating_add(BLOCK) as usize).min(room.sums.len());
            room.sums[..end].fill(0.0);
        } else {
            for (other, _) in own.features.iter().flat_map(|&f| &self.lists[f as usize]) {
                let similarity = std::mem::take(&mut room.sums[*other as usize]);
                if *other < article {
                    note(*other, similarity);
                }
            }
        }
        let abroad = across.features.iter().flat_map(|&feature| self.before(feature, article));
        let abroad = abroad.map(|entry| entry.0);
        room.seen.extend(abroad.filter(|&other| !self.features.same_language(other, article)));
        if !room.seen.is_empty() {
            room.seen.sort_unstable();
            room.seen.dedup();
            room.own.set(std::iter::once(across));
            for other in room.seen.drain(..) {
                let similarity = room.own.product(self.features.beside(other, article));
                found.extend(self.compared(article, other, similarity));
            }
        }
        found.sort_unstable_by_key(|compared| compared.article);
        found
    }

    /// Those that share most of the article's heaviest features.
    fn walk_latest(&self, room: &mut Room, article: u32) -> Vec<Compared> {
        let candidates = self.candidates(room, article);
        room.own.set(std::iter::once(self.features.row(article)));
        let compare = |other| {
            let similarity = room.own.product(self.features.beside(other, article));
            self.compared(article, other, similarity)
        };
        candidates.into_iter().filter_map(compare).collect()
    }

    /// Their articles, ascending.
    fn candidates(&self, room: &mut Room, article: u32) -> Vec<u32> {
        let heavier = |a: &Weighted, b: &Weighted| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut keys = std::mem::take(&mut room.keys);
        keys.clear();
        keys.extend(self.features.row(article).iter());
        if keys.len() > KEYS {
            keys.select_nth_unstable_by(KEYS, heavier);
            keys.truncate(KEYS);
        }
        keys.sort_unstable_by(heavier);
        room.sums.resize(self.features.len(), 0.0);
        let mut walked = 0;
        for &(feature, weight) in &keys {
            let list = self.before(feature, article);
            let latest = &list[list.len().saturating_sub(WALKED)..];
            walked += latest.len();
            if walked > WALKED_IN_ALL {
                break;
            }
            room.walk(weight, latest);
        }
        room.keys = keys;
        room.best(self.features, article)
    }
}

/// Calls `note` with each sum that may be at least [`SEEN`] and its place, ascending.
#[allow(clippy::cast_possible_truncation)]
fn each_seen(sums: &[f32], mut note: impl FnMut(u32, f32)) {
    /// Sums that are looked at together.
    const SIDE_BY_SIDE: usize = 16;
    /// Sums that may reach [`SEEN`]. Set by: the error of a sum in single precision is far less.
    const NEARLY: f32 = 0.999 * SEEN as f32;
    for (first, some) in (0u32..).step_by(SIDE_BY_SIDE).zip(sums.chunks(SIDE_BY_SIDE)) {
        // Hardly any is: asked for all at once, without a branch.
        if some.iter().fold(false, |any, sum| any | (*sum >= NEARLY)) {
            for (other, &sum) in (first..).zip(some) {
                note(other, sum);
            }
        }
    }
}

/// All lists by feature in stretches that different threads may write to, each with its first
/// feature.
fn shelves<T>(all: &mut [T]) -> Vec<(usize, &mut [T])> {
    /// Stretches. Set by hand: a few for each thread.
    const SHELVES: usize = 32;
    let shelves = if threads::are_several() { SHELVES } else { 1 };
    let each = all.len().div_ceil(shelves).max(1);
    all.chunks_mut(each).enumerate().map(|(n, some)| (n * each, some)).collect()
}

/// How many entries of a list are of articles before `article`, which is of the last block.
fn before(list: &[Weighted], article: u32) -> usize {
    let start = list.len().saturating_sub(BLOCK as usize);
    start + list[start..].partition_point(|entry| entry.0 < article)
}

/// Room to find and compare candidates.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Partial products, by article; all zero between two articles.
    sums: Vec<f32>,
    /// Articles whose sum is not zero.
    seen: Vec<u32>,
    keys: Vec<Weighted>,
    /// The article's own features.
    own: Probe,
    fading: Fading,
}

impl Room {
    fn walk(&mut self, weight: f32, list: &[Weighted]) {
        for &(other, held) in list {
            let sum = &mut self.sums[other as usize];
            if *sum == 0.0 {
                self.seen.push(other);
            }
            *sum += weight * held;
        }
    }

    /// Those seen that are most alike in content and time by their sums, and of the rest a few that
    /// are so in content alone; ascending.
    #[allow(clippy::cast_possible_truncation)]
    fn best(&mut self, features: &Features, article: u32) -> Vec<u32> {
        // Sums are positive: their bits are in their order. The earlier article wins among equals.
        let key = |sum: f32, other: u32| u64::from(sum.to_bits()) << 32 | u64::from(!other);
        let least = PROMISING * LEAST as f32;
        let own = features.day(article);
        let (mut found, mut rest): (Vec<(u64, u64)>, Vec<u64>) = (Vec::new(), Vec::new());
        for other in self.seen.drain(..) {
            let sum = std::mem::take(&mut self.sums[other as usize]);
            if sum < least {
                continue;
            }
            let in_time = sum * self.fading.between(own, features.day(other));
            if in_time < least {
                rest.push(key(sum, other));
            } else {
                found.push((key(in_time, other), key(sum, other)));
            }
        }
        if found.len() > COMPARED {
            found.select_nth_unstable_by(COMPARED, |a, b| b.0.cmp(&a.0));
            rest.extend(found.drain(COMPARED..).map(|of| of.1));
        }
        if rest.len() > COMPARED_OF_ANY_TIME {
            rest.select_nth_unstable_by(COMPARED_OF_ANY_TIME, |a, b| b.cmp(a));
            rest.truncate(COMPARED_OF_ANY_TIME);
        }
        let all = found.into_iter().map(|of| of.0).chain(rest);
        let mut all: Vec<u32> = all.map(|key| !(key as u32)).collect();
        all.sort_unstable();
        all
    }
}

/// Roughly how likely two articles are about one event by their times alone
/// ([`Features::in_time`]), looked up.
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

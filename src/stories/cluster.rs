//! A growing story: its neighbours with their mean similarity, the time it takes, and how readily
//! it joins another.

use super::features::{fading, in_time};

/// What crowdedness takes off: this share of the mean similarity to the [`CROWD`] nearest other
/// clusters, on either side.
/// Set by hand together with [`MOST_CROWDED`]; no trial is recorded.
const CROWDED: f64 = 0.75;

/// Clusters around one that crowd it.
/// Set by hand; no trial of other values is recorded.
const CROWD: usize = 20;

/// Similarity of a cluster around one that the graph does not hold: a small collection is crowded
/// as a larger one of its kind would be. Set by: outlets-dev, B-cubed F1 of batches of 20, of 40
/// and of the whole: .901, .901, .935 at 0; .928, .930, .935 at 0.02; .940, .939, .933 at 0.03;
/// .948, .946, .928 at 0.04.
const AROUND: f64 = 0.03;

/// Of a large cluster of short articles, so many count for each of the other's: a teaser of one
/// side of a great event is like some of its sixty teasers, not like all. But never less than one
/// in [`MOST_NEAREST`]: the sum of many weak links is no link. Set by: B-cubed F1 of a day of feeds
/// and of German front pages that the weights did not come from, .902 and .817 by the plain mean,
/// .912 and .830, .908 and .853, .912 and .859 for one in two, three, five; and by a day of 1,310
/// items, where one in five glues 89 of them.
const NEAREST: f64 = 6.0;
/// See [`NEAREST`]. Set by the same days.
const MOST_NEAREST: f64 = 3.0;

/// How much of crowdedness counts among short articles: the model has looked at what their words
/// are worth. Set by: the same days: F1 of .910 and .865, .908 and .853, .875 and .806 at 0, 0.5
/// and 1; at 0 neighbouring affairs join.
const CROWDED_SHORT: f64 = 0.5;

/// Crowdedness never takes off more than this share of a similarity: very like is enough.
/// Set by hand together with [`CROWDED`]; no trial is recorded.
const MOST_CROWDED: f64 = 0.75;

/// Days in which the similarity of two clusters falls by e, by the time between their spans; of two
/// single articles it is five ([`in_time`]). The time between spans is the least of all pairs'
/// times, so it counts for more. Set by: B-cubed F1 of outlets-dev in batches of 20 and 40, of
/// multinews over 14 days and of multiling over 21: .935, .932, .845, .603 at five days; .940,
/// .939, .829, .561 at four; .941, .942, .826, .527 at three and a half; .943, .944, .818, .523 at
/// three; by the time between articles, .940, .939, .838, .406.
const FALL: f64 = 3.5;

/// A growing story. Neighbours stand in columns, since each is looked at far more often than it
/// changes.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    /// Nodes.
    pub members: Vec<u32>,
    /// Neighbours, ascending.
    pub near: Vec<u32>,
    /// The mean similarity over all pairs, by neighbour.
    pub means: Vec<f32>,
    /// The part of it that is of long articles, before it fades with the time between the two.
    pub lasting: Vec<f32>,
    /// The means, greatest first.
    pub ranked: Vec<f32>,
    /// Whether it may have neighbours that were left out.
    pub crowded: bool,
    /// How short its articles are: the mean of 0 (all long) to 1 (all short).
    pub short: f64,
    /// From its first article to its last.
    pub span: Span,
    /// What it offers: the score and the partner.
    pub offered: Option<(f64, u32)>,
    /// How often its offer has changed; older entries of the heap are void.
    pub version: u32,
}

impl Cluster {
    pub fn new(members: Vec<u32>, links: &[Link], crowded: bool, short: f64, span: Span) -> Self {
        let near = links.iter().map(|link| link.to).collect();
        let means: Vec<f32> = links.iter().map(|link| link.mean).collect();
        let lasting = links.iter().map(|link| link.lasting).collect();
        let mut ranked = means.clone();
        ranked.sort_unstable_by(|a, b| b.total_cmp(a));
        let (offered, version) = (None, 0);
        Self { members, near, means, lasting, ranked, crowded, short, span, offered, version }
    }

    /// The neighbour at a place: the part of the mean that fades with the time between the two, and
    /// the rest.
    pub fn parts(&self, at: usize, fade: f64) -> Parts {
        let (mean, lasting) = (f64::from(self.means[at]), f64::from(self.lasting[at]));
        Parts { lasting, fixed: (mean - lasting * fade).max(0.0) }
    }

    /// Forgets a neighbour that has joined another.
    pub fn forget(&mut self, id: u32) {
        if let Ok(at) = self.near.binary_search(&id) {
            self.near.remove(at);
            self.lasting.remove(at);
            let mean = self.means.remove(at);
            let place = self.ranked.binary_search_by(|other| mean.total_cmp(other));
            if let Ok(at) = place {
                self.ranked.remove(at);
            }
        }
    }

    /// Notes a neighbour whose id is larger than all others.
    pub fn note(&mut self, id: u32, link: Link) {
        self.near.push(id);
        self.means.push(link.mean);
        self.lasting.push(link.lasting);
        let at = self.ranked.partition_point(|other| other.total_cmp(&link.mean).is_gt());
        self.ranked.insert(at, link.mean);
    }

    /// What others ask of it.
    pub fn side(&self) -> Side {
        Side { crowd: self.crowd(), size: self.members.len(), short: self.short }
    }

    /// How crowded its neighbourhood is: the sum of the mean similarity to the nearest neighbours,
    /// one more than [`CROWD`].
    #[allow(clippy::cast_precision_loss)]
    pub fn crowd(&self) -> f64 {
        let around = AROUND * (1.0 - self.short);
        let listed = self.ranked.iter().take(CROWD + 1).map(|mean| f64::from(*mean).max(around));
        listed.clone().sum::<f64>() + around * (CROWD + 1 - listed.len()) as f64
    }
}

/// The time that a cluster's articles take, in days; undated articles take none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Span {
    pub ends: Option<(f64, f64)>,
    /// Of more than one article.
    pub grown: bool,
}

impl Span {
    pub fn of(day: Option<f64>) -> Self {
        Self { ends: day.map(|day| (day, day)), grown: false }
    }

    pub fn with(self, other: Self) -> Self {
        let ends = match (self.ends, other.ends) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (a, b) => a.or(b),
        };
        Self { ends, grown: true }
    }

    /// How likely two clusters are about one event by the time between them alone; 1 where they
    /// overlap.
    pub fn fade(self, other: Self) -> f64 {
        let (Some(a), Some(b)) = (self.ends, other.ends) else { return 1.0 };
        let days = (a.0 - b.1).max(b.0 - a.1).max(0.0);
        if self.grown || other.grown { fading(days, FALL) } else { in_time(days) }
    }
}

/// A mean similarity: what fades with the time between two clusters, and the rest.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Parts {
    pub lasting: f64,
    pub fixed: f64,
}

/// A neighbour, the mean similarity to it, and the part of that which fades with time, before it
/// does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub to: u32,
    pub mean: f32,
    pub lasting: f32,
}

impl Link {
    #[allow(clippy::cast_possible_truncation)]
    pub fn new(to: u32, parts: Parts, fade: f64) -> Self {
        let mean = parts.lasting * fade + parts.fixed;
        Self { to, mean: mean as f32, lasting: parts.lasting as f32 }
    }
}

/// How readily two clusters join, by their mean similarity and how crowded each is.
#[allow(clippy::cast_precision_loss)]
pub(super) fn scored(mean: f64, a: &Side, b: &Side) -> f64 {
    let around = (a.crowd + b.crowd - 2.0 * mean).max(0.0) / CROWD as f64;
    let long = 1.0 - (1.0 - CROWDED_SHORT) * a.short.max(b.short);
    let least = (1.0 - MOST_CROWDED) * mean;
    let score = (mean - CROWDED * long * around).max(least);
    score * nearest(a, b)
}

/// What the mean over all pairs is multiplied by so that of the larger cluster the [`NEAREST`]
/// count.
#[allow(clippy::cast_precision_loss)]
fn nearest(a: &Side, b: &Side) -> f64 {
    let larger = (a.size.max(b.size) as f64 / NEAREST).min(MOST_NEAREST);
    1.0 + (larger - 1.0).max(0.0) * a.short.max(b.short)
}

/// One of two clusters that may join.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Side {
    /// Sum of the mean similarity to what is around it.
    pub crowd: f64,
    /// Members.
    pub size: usize,
    /// How short they are, 0 to 1.
    pub short: f64,
}

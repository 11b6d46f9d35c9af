//! A sentence of a digest beside one of a source: what they share, and what stands in the same
//! place and differs.

use super::beside::{
    Comparison, Conflict, PLACE, denials, ends_name, is_parted, place, same_detail, same_unit, unit,
};
use super::contrary::{denial, opposite};
use super::facts::{Facts, Kind, Token};
use super::single::{Sole, measures, sole};
use super::sources::Sources;

/// Sentences on either side of one that may hold what it leaves out: who "he" is, the second half
/// of a merged sentence.
/// Set by: tests/verify/tuned.tsv, with 1 and 3 beside it.
pub(super) const REACH: usize = 2;

/// How much better the place of a number must fit where the word behind it, its unit, is shared
/// already.
/// Set by: tests/verify/tuned.tsv and the summaries in corpus/gold/references.
const UNIT: f64 = 0.5;

/// Compares a sentence of the digest, whose words weigh `weights`, with line `line` of the
/// sources.
pub(super) fn compare(
    claim: &Facts,
    weights: &[f64],
    sources: &Sources<'_>,
    line: usize,
) -> Option<Comparison> {
    let article = sources.line(line)?.article;
    let facts = sources.facts(line);
    let around: Vec<Facts> =
        sources.around(line, REACH).into_iter().map(|n| sources.facts(n)).collect();
    let matched = align(claim, &facts);
    let total: f64 = weights.iter().sum();
    let mut own = 0.0;
    let mut whole = 0.0;
    let mut missing = Vec::new();
    let mut strange = 0;
    for (n, token) in claim.tokens.iter().enumerate() {
        let weight = weights.get(n).copied().unwrap_or(0.0);
        let here = matched.get(n).copied().flatten().and_then(|at| facts.tokens.get(at));
        // What a neighbour denies it does not tell.
        let best = |f: &Facts| {
            let denies = token.kind == Kind::Word && denials(f).next().is_some();
            let agrees = f.tokens.iter().map(|t| token.agrees(t)).fold(0.0, f64::max);
            if denies && denials(claim).next().is_none() { 0.0 } else { agrees }
        };
        let there = around.iter().map(best).fold(0.0, f64::max);
        let agrees = here.map_or(0.0, |t| token.agrees(t));
        own += weight * agrees;
        whole += weight * agrees.max(there);
        if agrees.max(there) == 0.0 {
            strange += usize::from(token.is_content() && !sources.tells(article, token));
            missing.extend(token.is_detail().then_some(n));
        }
    }
    let mut found = Comparison {
        line,
        article,
        cover: own / total.max(1e-9),
        rest: 0.0,
        held: 0.0,
        whole: whole / total.max(1e-9),
        matched,
        missing,
        strange,
        conflicts: Vec::new(),
        facts,
    };
    found.conflicts = conflicts(claim, &found, &around);
    let disputed = disputed(claim, &found, weights);
    found.rest = own / (total - disputed.0).max(1e-9);
    found.held = whole / (total - disputed.1).max(1e-9);
    Some(found)
}

/// The weight of the words that conflict, with their whole names: of those that the sentence does
/// not have, and of those that its neighbours have not either.
fn disputed(claim: &Facts, found: &Comparison, weights: &[f64]) -> (f64, f64) {
    let of = |n: usize| {
        let run = claim.tokens.get(n).map_or(0, |t| t.run);
        let same = claim.tokens.iter().enumerate().filter(move |(_, t)| run > 0 && t.run == run);
        same.map(|(m, _)| m).chain([n])
    };
    let mut all: Vec<usize> = found.conflicts.iter().filter_map(|c| c.token).flat_map(of).collect();
    all.retain(|n| found.matched.get(*n).copied().flatten().is_none());
    all.sort_unstable();
    all.dedup();
    let weigh = |n: &usize| weights.get(*n).copied().unwrap_or(0.0);
    let nowhere = all.iter().filter(|n| found.missing.contains(n)).map(weigh).sum();
    (all.iter().map(weigh).sum(), nowhere)
}

/// The place of each word of the digest in the source's sentence: each place is taken once, the
/// best fit first.
fn align(claim: &Facts, source: &Facts) -> Vec<Option<usize>> {
    let mut taken = vec![false; source.tokens.len()];
    let mut matched = vec![None; claim.tokens.len()];
    for least in [1.0, 0.5] {
        for (n, token) in claim.tokens.iter().enumerate() {
            if matched.get(n).copied().flatten().is_some() || !token.is_content() {
                continue;
            }
            let fits = |at: &usize| {
                let other = source.tokens.get(*at);
                taken.get(*at) == Some(&false) && other.is_some_and(|o| token.agrees(o) >= least)
            };
            // Of several equal words the one with the same neighbours.
            let best = (0..source.tokens.len()).filter(fits).max_by(|a, b| {
                place(claim, n, source, *a).total_cmp(&place(claim, n, source, *b)).then(b.cmp(a))
            });
            if let (Some(best), Some(slot)) = (best, matched.get_mut(n)) {
                *slot = Some(best);
                if let Some(taken) = taken.get_mut(best) {
                    *taken = true;
                }
            }
        }
    }
    matched
}

/// What the digest says otherwise than this sentence of a source.
fn conflicts(claim: &Facts, found: &Comparison, around: &[Facts]) -> Vec<Conflict> {
    let mut all = Vec::new();
    for (n, token) in claim.tokens.iter().enumerate() {
        if !token.is_detail() || (token.kind == Kind::Name && !ends_name(claim, n)) {
            continue;
        }
        let dispute = Dispute { claim, n, token, source: &found.facts };
        if let Some((at, fit)) = dispute.other(around) {
            let with = found.facts.tokens.get(at).map(|t| t.at.clone());
            all.push(Conflict { fit, token: Some(n), kind: token.kind, with, sole: false });
        }
    }
    for kind in [Sole::Day, Sole::Year, Sole::Name] {
        let known = |c: &Conflict| all.iter().any(|other: &Conflict| other.token == c.token);
        let more = sole(claim, found, kind).filter(|c| !known(c));
        all.extend(more);
    }
    all.extend(measures(claim, found));
    all.extend(denial(claim, found));
    all.extend(opposite(claim, found));
    all
}

/// A detail of the digest before a sentence of a source.
struct Dispute<'a> {
    claim: &'a Facts,
    n: usize,
    token: &'a Token,
    source: &'a Facts,
}

impl Dispute<'_> {
    /// What the sentence has in the detail's place, and is another; and how well that place fits.
    fn other(&self, around: &[Facts]) -> Option<(usize, f64)> {
        let here = self.own(self.source);
        let same = around.iter().map(|facts| self.own(facts)).fold(here, f64::max);
        let moved = |at: &usize| {
            // What the digest has itself stands in no other's place, but for numbers of two
            // clauses; two that have changed places have done so both.
            if here < 0.0 {
                let claimed = self.claims(*at);
                claimed.is_none_or(|m| {
                    self.token.kind == Kind::Number && is_parted(self.claim, self.n, m)
                })
            } else {
                self.is_exchanged(*at)
            }
        };
        (0..self.source.tokens.len())
            .filter(|at| self.is_of_kind(self.source, *at) && !self.is_same(self.source, *at))
            .filter(|at| {
                self.token.kind != Kind::Number || same_unit(self.claim, self.n, self.source, *at)
            })
            .filter(moved)
            .map(|at| (at, place(self.claim, self.n, self.source, at)))
            .filter(|(at, fit)| {
                // A shared unit is no sign yet that the same is counted.
                let least = PLACE.0 + if unit(self.source, *at).is_some() { UNIT } else { 0.0 };
                *fit >= least && *fit > same.max(0.0) + PLACE.1
            })
            // One that the digest has not yet is the likelier answer.
            .min_by(|a, b| {
                let claimed = self.is_claimed(a.0).cmp(&self.is_claimed(b.0));
                claimed.then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0))
            })
    }

    fn is_of_kind(&self, facts: &Facts, at: usize) -> bool {
        facts.tokens.get(at).is_some_and(|t| {
            t.kind == self.token.kind
                && t.class == self.token.class
                && (t.kind != Kind::Name || ends_name(facts, at))
        })
    }

    fn is_same(&self, facts: &Facts, at: usize) -> bool {
        same_detail(self.claim, self.n, facts, at)
    }

    /// How well the detail's own place in a sentence fits; negative where it has none.
    fn own(&self, facts: &Facts) -> f64 {
        (0..facts.tokens.len())
            .filter(|at| self.is_of_kind(facts, *at) && self.is_same(facts, *at))
            .map(|at| place(self.claim, self.n, facts, at))
            .fold(f64::NEG_INFINITY, f64::max)
    }

    /// The word of the digest that says the same as one of the source.
    fn claims(&self, at: usize) -> Option<usize> {
        (0..self.claim.tokens.len())
            .filter(|m| *m != self.n && self.is_of_kind(self.claim, *m))
            .find(|m| same_detail(self.claim, *m, self.source, at))
    }

    fn is_claimed(&self, at: usize) -> bool {
        self.claims(at).is_some()
    }

    /// Whether the detail and another have changed places: each stands where the other one stood.
    /// Names do so whenever a sentence is turned round.
    fn is_exchanged(&self, at: usize) -> bool {
        if self.token.kind == Kind::Name {
            return false;
        }
        let own = (0..self.source.tokens.len()).find(|o| self.is_same(self.source, *o));
        own.zip(self.claims(at)).is_some_and(|(own, other)| {
            place(self.claim, other, self.source, own) > place(self.claim, other, self.source, at)
        })
    }
}

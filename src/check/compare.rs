//! A sentence of a digest beside one of a source: what they share, and what stands in the same
//! place and differs.

use std::ops::Range;

use super::facts::{Class, Facts, Kind, Token};
use super::sources::Sources;

/// What a sentence of the digest says that one of a source says otherwise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conflict {
    /// How well its place fits, as [`place`] counts; 0 for denials.
    pub fit: f64,
    /// The word of the digest; `None` where only the source denies.
    pub token: Option<usize>,
    pub kind: Kind,
    /// What stands in its place, as bytes of the source's sentence; `None` where only the digest
    /// denies.
    pub with: Option<Range<usize>>,
}

/// A sentence of the digest beside one of a source.
#[derive(Debug)]
pub(super) struct Comparison {
    pub line: usize,
    pub article: usize,
    /// Share of the digest's words that the sentence has, by weight.
    pub cover: f64,
    /// The share without the words that conflict.
    pub rest: f64,
    /// The share that the sentence and its neighbours have.
    pub whole: f64,
    /// For each word of the digest, its place in the source's sentence.
    pub matched: Vec<Option<usize>>,
    /// Details that neither the sentence nor its neighbours have.
    pub missing: Vec<usize>,
    /// How many words with meaning neither has.
    pub strange: usize,
    pub conflicts: Vec<Conflict>,
    pub facts: Facts,
}

/// Sentences on either side of one that may hold what it leaves out: who "he" is, the second half
/// of a merged sentence.
/// Set by: tests/verify/tuned.tsv, with 1 and 3 beside it.
pub(super) const REACH: usize = 2;

/// How well a place must fit for what stands there to be an answer to the same question, and how
/// much better than the place where the digest's own word stands.
/// Set by: tests/verify/tuned.tsv; see `place`.
const PLACE: (f64, f64) = (0.8, 0.5);

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
            strange += usize::from(token.is_content());
            missing.extend(token.is_detail().then_some(n));
        }
    }
    let mut found = Comparison {
        line,
        article,
        cover: own / total.max(1e-9),
        rest: 0.0,
        whole: whole / total.max(1e-9),
        matched,
        missing,
        strange,
        conflicts: Vec::new(),
        facts,
    };
    found.conflicts = conflicts(claim, &found, &around);
    let disputed: f64 = found
        .conflicts
        .iter()
        .filter_map(|c| c.token.filter(|t| found.matched.get(*t).copied().flatten().is_none()))
        .filter_map(|t| weights.get(t))
        .sum();
    found.rest = own / (total - disputed).max(1e-9);
    Some(found)
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

/// How well the place of one word fits that of another, by the words on either side: a neighbour
/// that both have counts 1, one that is the second of either a half, and so on; a shared title 1.
fn place(a: &Facts, at: usize, b: &Facts, other: usize) -> f64 {
    let side = |left: bool| {
        let (mine, theirs) = (neighbours(a, at, left), neighbours(b, other, left));
        let mut fit: f64 = 0.0;
        for (i, word) in mine.iter().enumerate() {
            if let Some(j) = theirs.iter().position(|t| word.agrees(t) >= 0.8) {
                fit += 1.0 / f64::from(u8::try_from(1 + i.max(j)).unwrap_or(u8::MAX));
            }
        }
        fit.min(SIDE)
    };
    side(true) + side(false) + shared_title(a, at, b, other)
}

/// The most that one side of a place counts.
/// Set by: choice.
const SIDE: f64 = 1.5;

/// The nearest three words with meaning on one side, those of the same name left out.
fn neighbours(facts: &Facts, at: usize, left: bool) -> Vec<&Token> {
    let own = facts.tokens.get(at).map_or(0, |t| t.run);
    let other = |t: &&Token| t.is_content() && (own == 0 || t.run != own);
    if left {
        facts.tokens.iter().take(at).rev().filter(other).take(3).collect()
    } else {
        facts.tokens.iter().skip(at + 1).filter(other).take(3).collect()
    }
}

/// A sign where two names of as many words begin alike and end otherwise: "Judge Olm", "Judge Merrick".
fn shared_title(a: &Facts, at: usize, b: &Facts, other: usize) -> f64 {
    let (x, y) = (name(a, at), name(b, other));
    let first = |name: &[&Token]| name.len() > 1 && x.len() == y.len();
    let same =
        first(&x) && first(&y) && x.first().zip(y.first()).is_some_and(|(x, y)| x.agrees(y) > 0.0);
    TITLE * f64::from(u8::from(same))
}

/// How much a shared title counts: less than enough alone.
/// Set by: "Saudi Arabia" beside "Saudi Crown Prince" in a report of oil prices.
const TITLE: f64 = 0.6;

/// The words of the name that a word belongs to.
fn name(facts: &Facts, at: usize) -> Vec<&Token> {
    let Some(token) = facts.tokens.get(at) else { return Vec::new() };
    if token.run == 0 {
        return vec![token];
    }
    facts.tokens.iter().filter(|t| t.run == token.run).collect()
}

/// Whether a word is the last of its name: the one that tells it from others.
pub(super) fn ends_name(facts: &Facts, at: usize) -> bool {
    let Some(token) = facts.tokens.get(at) else { return false };
    token.run == 0 || facts.tokens.get(at + 1).is_none_or(|next| next.run != token.run)
}

/// What a number counts: the word right behind it.
pub(super) fn unit(facts: &Facts, at: usize) -> Option<&Token> {
    let number =
        facts.tokens.get(at).filter(|t| t.kind == Kind::Number && t.class == Class::Things)?;
    let next = facts.tokens.get(at + 1).filter(|t| matches!(t.kind, Kind::Word | Kind::Name))?;
    // Nothing but a blank or a hyphen between them.
    (next.at.start <= number.at.end + 3).then_some(next)
}

/// Whether two numbers count the same, or both nothing that is named.
pub(super) fn same_unit(a: &Facts, at: usize, b: &Facts, other: usize) -> bool {
    match (unit(a, at), unit(b, other)) {
        (Some(x), Some(y)) => x.agrees(y) >= 0.8,
        (None, None) => true,
        _ => false,
    }
}

/// Whether two details answer one question alike. A name does when the last word of one is in the
/// other.
fn same_detail(a: &Facts, at: usize, b: &Facts, other: usize) -> bool {
    let (x, y) = (name(a, at), name(b, other));
    let within = |last: Option<&&Token>, name: &[&Token]| {
        last.is_some_and(|last| name.iter().any(|t| t.agrees(last) > 0.0))
    };
    within(x.last(), &y) || within(y.last(), &x)
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
            all.push(Conflict { fit, token: Some(n), kind: token.kind, with });
        }
    }
    all.extend(denial(claim, found));
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
            // A name that the digest has itself stands in no other's place; two that have changed
            // places have done so both.
            if here < 0.0 {
                self.token.kind != Kind::Name || !self.is_claimed(*at)
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

    /// Whether the detail and another have changed places: each stands where the other one stood. Names do so whenever
    /// a sentence is turned round.
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

/// Whether one denies what the other states. Only where nearly all words are shared: a paraphrase
/// may turn "ruled out" into "not" and mean the same.
fn denial(claim: &Facts, found: &Comparison) -> Option<Conflict> {
    /// Least number of shared words, the least share of them (one in so many), and most words that
    /// may be left over.
    /// Set by: tests/verify/tuned.tsv.
    const CLOSE: (usize, usize, usize) = (3, 2, 2);
    let source = &found.facts;
    let content = claim.tokens.iter().filter(|t| t.is_content()).count();
    let shared = found.matched.iter().flatten().count();
    if shared < CLOSE.0 || shared * CLOSE.1 < content || found.strange > CLOSE.2 {
        return None;
    }
    let theirs = denials(source).find(|n| {
        let about = scope(source, *n);
        !about.is_empty() && about.iter().all(|word| found.matched.contains(&Some(*word)))
    });
    let matched = |word: &usize| found.matched.get(*word).copied().flatten().is_some();
    match (denials(claim).next(), theirs) {
        // Where the source denies something, it may be this in other words.
        (Some(n), None) if denials(source).next().is_none() => {
            let about = scope(claim, n);
            let held = !about.is_empty() && about.iter().all(matched);
            held.then_some(Conflict { fit: 0.0, token: Some(n), kind: Kind::Denial, with: None })
        }
        (None, Some(n)) => {
            let with = source.tokens.get(n).map(|t| t.at.clone());
            Some(Conflict { fit: 0.0, token: None, kind: Kind::Denial, with })
        }
        _ => None,
    }
}

fn denials(facts: &Facts) -> impl Iterator<Item = usize> + '_ {
    facts.tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Denial).map(|(n, _)| n)
}

/// The words that a denial is about: the next two with meaning, or the nearest before it where
/// there are fewer.
pub(super) fn scope(facts: &Facts, at: usize) -> Vec<usize> {
    let content = |n: &usize| facts.tokens.get(*n).is_some_and(Token::is_content);
    let behind = (at + 1..facts.tokens.len()).filter(content);
    behind.chain((0..at).rev().filter(content)).take(2).collect()
}

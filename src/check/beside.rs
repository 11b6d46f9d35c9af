//! A sentence of a digest beside one of a source, and how well the places of two words fit.

use std::ops::Range;

use super::facts::{Class, Facts, Kind, Token};

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
    /// Whether each is the only one of its kind in its sentence that the other has not.
    pub sole: bool,
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
    /// That share without the words that conflict.
    pub held: f64,
    /// For each word of the digest, its place in the source's sentence.
    pub matched: Vec<Option<usize>>,
    /// Details that neither the sentence nor its neighbours have.
    pub missing: Vec<usize>,
    /// How many words with meaning the source has nowhere.
    pub strange: usize,
    pub conflicts: Vec<Conflict>,
    pub facts: Facts,
}

impl Comparison {
    /// Whether the digest has every word of the sentence that has a meaning.
    pub(super) fn is_whole(&self) -> bool {
        let theirs = self.facts.tokens.iter().filter(|t| t.is_content()).count();
        theirs > 0 && self.matched.iter().flatten().count() == theirs
    }
}

/// How well a place must fit for what stands there to be an answer to the same question, and how
/// much better than the place where the digest's own word stands.
/// Set by: tests/verify/tuned.tsv; see `place`.
pub(super) const PLACE: (f64, f64) = (0.8, 0.5);

/// How well the place of one word fits that of another, by the words on either side: a neighbour
/// that both have counts 1, one that is the second of either a half, and so on; a shared title 1.
pub(super) fn place(a: &Facts, at: usize, b: &Facts, other: usize) -> f64 {
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
pub(super) fn neighbours(facts: &Facts, at: usize, left: bool) -> Vec<&Token> {
    let own = facts.tokens.get(at).map_or(0, |t| t.run);
    let other = |t: &&Token| t.is_content() && (own == 0 || t.run != own);
    if left {
        facts.tokens.iter().take(at).rev().filter(other).take(3).collect()
    } else {
        facts.tokens.iter().skip(at + 1).filter(other).take(3).collect()
    }
}

/// A sign where two names of as many words begin alike and end otherwise: "Judge Olm", "Judge
/// Merrick".
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

/// Whether the same word with meaning, no name, stands next to two names on one side: what someone
/// is, or does. So does a shared title.
pub(super) fn shares_role(a: &Facts, at: usize, b: &Facts, other: usize) -> bool {
    let beside = |left: bool| {
        let (mine, theirs) = (neighbours(a, at, left), neighbours(b, other, left));
        let mut words = mine.iter().take(2).filter(|t| t.kind == Kind::Word);
        words.any(|word| theirs.iter().take(2).any(|t| word.agrees(t) >= 0.8))
    };
    beside(true) || beside(false) || shared_title(a, at, b, other) > 0.0
}

/// The words of the name that a word belongs to.
pub(super) fn name(facts: &Facts, at: usize) -> Vec<&Token> {
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
pub(super) fn same_detail(a: &Facts, at: usize, b: &Facts, other: usize) -> bool {
    let (x, y) = (name(a, at), name(b, other));
    let within = |last: Option<&&Token>, name: &[&Token]| {
        last.is_some_and(|last| name.iter().any(|t| t.agrees(last) > 0.0))
    };
    within(x.last(), &y) || within(y.last(), &x)
}

/// Whether a mark stands between two words.
pub(super) fn is_parted(facts: &Facts, a: usize, b: usize) -> bool {
    (a.min(b)..a.max(b)).any(|n| facts.tokens.get(n).is_some_and(|t| t.ends_clause))
}

pub(super) fn denials(facts: &Facts) -> impl Iterator<Item = usize> + '_ {
    facts.tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Denial).map(|(n, _)| n)
}

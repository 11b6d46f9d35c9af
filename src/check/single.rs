//! Two details of which each is the only one of its kind in its sentence, and a number's measure.

use super::beside::{Comparison, Conflict, ends_name, name, neighbours, place, same_detail};
use super::facts::{Class, Facts, Kind, Token};

/// A kind of which a sentence often has but one.
#[derive(Clone, Copy)]
pub(super) enum Sole {
    Day,
    Year,
    /// Of two words and more.
    Name,
}

impl Sole {
    fn is_of(self, facts: &Facts, at: usize) -> bool {
        facts.tokens.get(at).is_some_and(|t| match self {
            Self::Day => t.kind == Kind::Day,
            Self::Year => t.kind == Kind::Number && t.class == Class::Year,
            Self::Name => t.kind == Kind::Name && ends_name(facts, at) && name(facts, at).len() > 1,
        })
    }
}

/// A detail that the sentence and its neighbours have not, where it has one of the same kind that
/// the digest has not, and there is no third.
pub(super) fn sole(claim: &Facts, found: &Comparison, kind: Sole) -> Option<Conflict> {
    let source = &found.facts;
    let mut mine = (0..claim.tokens.len()).filter(|n| kind.is_of(claim, *n));
    let mut theirs = (0..source.tokens.len()).filter(|at| {
        let same = |n: usize| same_detail(claim, n, source, *at);
        kind.is_of(source, *at) && !(0..claim.tokens.len()).any(|n| kind.is_of(claim, n) && same(n))
    });
    let new = |n: &usize| found.missing.contains(n);
    let (n, at) = (mine.by_ref().find(new)?, theirs.next()?);
    if mine.any(|n| new(&n)) || theirs.next().is_some() {
        return None;
    }
    if matches!(kind, Sole::Name) && !shares_neighbour(claim, n, source, at) {
        return None;
    }
    let with = source.tokens.get(at).map(|t| t.at.clone());
    let fit = place(claim, n, source, at);
    Some(Conflict { fit, token: Some(n), kind: claim.tokens.get(n)?.kind, with, sole: true })
}

/// Whether the same word with meaning, no name, is near two words, on either side.
fn shares_neighbour(a: &Facts, at: usize, b: &Facts, other: usize) -> bool {
    let near = |facts, at| [neighbours(facts, at, true), neighbours(facts, at, false)].concat();
    let theirs = near(b, other);
    let mine = near(a, at);
    let mut words = mine.iter().filter(|t| t.kind == Kind::Word);
    words.any(|word| theirs.iter().any(|t| word.agrees(t) >= 0.8))
}

/// A number that both have, of another measure: 60 metres, 60 kilometres.
pub(super) fn measures(claim: &Facts, found: &Comparison) -> Option<Conflict> {
    let source = &found.facts;
    let measure = |facts: &Facts, n: usize| {
        let number = facts.tokens.get(n).filter(|t| t.kind == Kind::Number)?;
        let next = facts.tokens.get(n + 1).filter(|t| t.measure)?;
        (next.at.start <= number.at.end + 3).then_some(n + 1)
    };
    (0..claim.tokens.len()).find_map(|n| {
        let at = found.matched.get(n).copied().flatten()?;
        let (mine, theirs) = (measure(claim, n)?, measure(source, at)?);
        let (unit, other) = (claim.tokens.get(mine)?, source.tokens.get(theirs)?);
        let has = |facts: &Facts, unit: &Token| facts.tokens.iter().any(|t| t.stem == unit.stem);
        let with = Some(other.at.clone());
        let short = |a: &Token, b: &Token| a.plain.starts_with(&b.plain);
        let same = short(unit, other) || short(other, unit) || unit.is_measure(other);
        let differ = !same && !has(source, unit) && !has(claim, other);
        let fit = place(claim, n, source, at);
        differ.then_some(Conflict { fit, token: Some(mine), kind: Kind::Number, with, sole: false })
    })
}

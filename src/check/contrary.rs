//! When a sentence says the contrary of another: one denies what the other states, or a word stands
//! in the place of its opposite.

use super::beside::{Comparison, Conflict, PLACE, denials, is_parted, place};
use super::facts::{Facts, Kind, Token};
use super::opposites::{are_on_one_side, are_opposite, is_negated};

/// Whether one denies what the other states. Only where nearly all words are shared: a paraphrase
/// may turn "ruled out" into "not" and mean the same.
pub(super) fn denial(claim: &Facts, found: &Comparison) -> Option<Conflict> {
    if !is_close(claim, found) {
        return None;
    }
    let source = &found.facts;
    // "No woman before her" is "the first woman".
    let bounds = |a: &Facts, b: &Facts| {
        a.tokens.iter().any(|t| t.bounds && !b.tokens.iter().any(|o| t.plain == o.plain))
    };
    let theirs = denials(source).filter(|_| !bounds(claim, source)).find(|n| {
        let about = scope(source, *n);
        // "Not secured" is "unsecured".
        let negated = |word: &usize| {
            let word = source.tokens.get(*word);
            claim.tokens.iter().any(|t| word.is_some_and(|word| is_negated(t, word)))
        };
        !about.is_empty()
            && about.iter().all(|word| found.matched.contains(&Some(*word)))
            && !about.iter().any(negated)
    });
    let matched = |word: &usize| found.matched.get(*word).copied().flatten().is_some();
    match (denials(claim).next(), theirs) {
        // Where the source denies something, it may be this in other words.
        // "No heavier one than" it: it is the heaviest.
        (Some(n), None) if !bounds(source, claim) && !bounds(claim, source) => {
            let about = scope(claim, n);
            let held = !about.is_empty() && about.iter().all(matched);
            let there = about.iter().filter_map(|n| found.matched.get(*n).copied().flatten());
            (held && is_plain(source, &there.collect::<Vec<_>>())).then_some(Conflict {
                fit: 0.0,
                token: Some(n),
                kind: Kind::Denial,
                with: None,
                sole: false,
            })
        }
        (None, Some(n)) => {
            let with = source.tokens.get(n).map(|t| t.at.clone());
            Some(Conflict { fit: 0.0, token: None, kind: Kind::Denial, with, sole: false })
        }
        _ => None,
    }
}

/// Whether a word stands in the place of its contrary, and no denial turns it round.
pub(super) fn opposite(claim: &Facts, found: &Comparison) -> Option<Conflict> {
    let source = &found.facts;
    if !is_close(claim, found) || denials(claim).count() % 2 != denials(source).count() % 2 {
        return None;
    }
    let matched = |n: usize| found.matched.get(n).copied().flatten().is_some();
    let taken = |at: usize| found.matched.contains(&Some(at));
    // Another word of the same side that stands there as well says what the digest says.
    let sided = |n: usize, token: &Token, fit: f64| {
        let mut all = source.tokens.iter().enumerate().filter(|(_, t)| are_on_one_side(t, token));
        all.any(|(at, _)| place(claim, n, source, at) >= fit)
    };
    let mut best: Option<Conflict> = None;
    for (n, token) in claim.tokens.iter().enumerate().filter(|(n, _)| !matched(*n)) {
        for (at, other) in source.tokens.iter().enumerate().filter(|(at, _)| !taken(*at)) {
            let has =
                |facts: &Facts, word: &Token| facts.tokens.iter().any(|t| t.plain == word.plain);
            if !are_opposite(token, other) || has(claim, other) || has(source, token) {
                continue;
            }
            let fit = place(claim, n, source, at);
            if fit >= PLACE.0 && !sided(n, token, fit) && best.as_ref().is_none_or(|b| fit > b.fit)
            {
                let with = Some(other.at.clone());
                best = Some(Conflict { fit, token: Some(n), kind: Kind::Word, with, sole: false });
            }
        }
    }
    best
}

/// Whether nearly all that a sentence of the digest says stands in one of a source.
fn is_close(claim: &Facts, found: &Comparison) -> bool {
    /// Least number of shared words, the least share of them (one in so many), and most words that
    /// may be left over.
    /// Set by: tests/verify/tuned.tsv.
    const CLOSE: (usize, usize, usize) = (3, 2, 2);
    /// The least share of the source's words that does as well.
    /// Set by: choice.
    const WHOLE: (usize, usize) = (3, 4);
    let content = claim.tokens.iter().filter(|t| t.is_content()).count();
    let shared = found.matched.iter().flatten().count();
    let theirs = found.facts.tokens.iter().filter(|t| t.is_content()).count();
    let most = shared * CLOSE.1 >= content || shared * WHOLE.1 >= theirs * WHOLE.0;
    ((shared >= CLOSE.0 && most) || found.is_whole()) && found.strange <= CLOSE.2
}

/// Whether no denial of a sentence may be about these of its words: each stands before another
/// mark than they, and about other words.
fn is_plain(facts: &Facts, words: &[usize]) -> bool {
    denials(facts).all(|n| {
        let about = scope(facts, n);
        words.iter().all(|word| !about.contains(word) && is_parted(facts, *word, n))
    })
}

/// The words that a denial is about: the next two with meaning, or the nearest before it where
/// there are fewer.
pub(super) fn scope(facts: &Facts, at: usize) -> Vec<usize> {
    let content = |n: &usize| facts.tokens.get(*n).is_some_and(Token::is_content);
    let behind = (at + 1..facts.tokens.len()).filter(content);
    behind.chain((0..at).rev().filter(content)).take(2).collect()
}

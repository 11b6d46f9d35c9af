//! A number that both have, and that rose in one and fell in the other.

use super::beside::{Comparison, denials, is_parted, same_unit};
use super::facts::{Class, Facts, Kind, Token};
use super::judge::{Case, Judge};
use super::opposites::{are_on_one_side, are_opposite};
use super::{Detail, Difference};
use crate::model::Span;

/// Words with meaning on either side of a number among which the word stands that says which way
/// it went.
/// Set by: choice; the verb of a clause is seldom farther.
const NEAR: usize = 2;

impl Judge<'_> {
    /// A word on the other side of a contrast than what the sources have near the same number:
    /// "gained 3 per cent" where they have "lost 3 per cent". None of their sentences with that
    /// number may have it as the digest does.
    pub(super) fn turned(&self, case: &Case<'_>) -> Option<(Option<usize>, Difference)> {
        let own = &case.facts;
        let numbers = own.tokens.iter().enumerate().filter(|(_, t)| t.kind == Kind::Number);
        numbers.filter(|(_, t)| t.is_detail() && t.class != Class::Year).find_map(|(n, _)| {
            let beside: Vec<(&Comparison, usize)> = self.with_same(case, n);
            let turn = turns(own, n).find(|turn| {
                let against = |(c, at): &(&Comparison, usize)| is_against(own, turn, &c.facts, *at);
                let told = |(c, _): &(&Comparison, usize)| has_side(&c.facts, turn);
                !beside.is_empty() && beside.iter().all(against) && !beside.iter().any(told)
            })?;
            let (found, at) = beside.first()?;
            let other = turns(&found.facts, *at).find(|o| are_opposite(o, turn))?;
            let said = case.text.get(turn.at.clone())?.to_owned();
            let text = self.sources.text(found.line).get(other.at.clone())?.to_owned();
            let at = Some(Span::of_range(turn.at.clone()));
            let kind = Detail::Opposite;
            Some((Some(found.line), Difference { kind, said, at, found: Some(text) }))
        })
    }

    /// The near sentences of the sources asked that have the same number of the same things.
    fn with_same<'c>(&self, case: &'c Case<'_>, n: usize) -> Vec<(&'c Comparison, usize)> {
        let asked = case.near.iter().filter(|c| case.asked.contains(&c.article));
        let same = |c: &Comparison, at: usize, t: &Token| {
            let number = case.facts.tokens.get(n);
            number.is_some_and(|own| own.class == t.class && own.agrees(t) > 0.0)
                && same_unit(&case.facts, n, &c.facts, at)
        };
        asked
            .filter_map(|c| {
                let mut tokens = c.facts.tokens.iter().enumerate();
                let at = tokens.find(|(at, t)| t.kind == Kind::Number && same(c, *at, t))?.0;
                Some((c, at))
            })
            .collect()
    }
}

/// Words near a number that stand on one side of a contrast, the nearest first.
fn turns(facts: &Facts, n: usize) -> impl Iterator<Item = &Token> {
    let content = |at: &usize| {
        facts.tokens.get(*at).is_some_and(Token::is_content) && !is_parted(facts, *at, n)
    };
    let left = (0..n).rev().filter(content).take(NEAR).enumerate();
    let right = (n + 1..facts.tokens.len()).filter(content).take(NEAR).enumerate();
    let mut near: Vec<(usize, usize)> = left.chain(right).collect();
    near.sort_unstable();
    let tokens = near.into_iter().filter_map(|(_, at)| facts.tokens.get(at));
    tokens.filter(|token| !token.sides.is_empty())
}

/// Whether a source's sentence has the contrary near its number, and no denial turns either round.
fn is_against(own: &Facts, turn: &Token, source: &Facts, at: usize) -> bool {
    let denied = |facts: &Facts| denials(facts).count() % 2;
    denied(own) == denied(source) && turns(source, at).any(|other| are_opposite(other, turn))
}

/// Whether a sentence has a word on the same side as one.
fn has_side(facts: &Facts, word: &Token) -> bool {
    facts.tokens.iter().any(|t| are_on_one_side(t, word))
}

//! Faults made by program: a detail of a faithful sentence exchanged for another one of its kind.

use std::collections::BTreeMap;

use super::features::{Held, Of, whole_name};
use crate::check::beside::ends_name;
use crate::check::facts::{Class, Facts, Kind};
use crate::check::sources::Sources;
use crate::model::{Language, Span};

/// Most faults that are made of one sentence.
/// Set by: choice.
const MOST: usize = 6;

/// What may stand in a detail's place: kind, class, whether in digits, and words of a name.
type Slot = (Option<Language>, u8, u8, bool, usize);

/// The details of all sources, by what they may be exchanged for.
#[derive(Debug, Default)]
pub struct Pool(BTreeMap<Slot, Vec<(usize, String)>>);

/// A generator of numbers: the multiplier is Knuth's, of MMIX.
pub(in crate::check) struct Generator(pub u64);

impl Generator {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }
}

fn slot(facts: &Facts, at: usize, language: Option<Language>, of: Of) -> Option<Slot> {
    let token = facts.tokens.get(at)?;
    let kind = match (of, token.kind) {
        (Of::Number, _) => 0,
        (Of::Name, _) => 1,
        (Of::Date, Kind::Day) => 2,
        (Of::Date, _) => 3,
        (Of::Measure, _) => 4,
    };
    let class = match token.class {
        Class::Things => 0,
        Class::Percent => 1,
        Class::Day => 2,
        Class::Year => 3,
    };
    let own = |n: &usize| facts.tokens.get(*n).is_some_and(|t| token.run > 0 && t.run == token.run);
    let words = (0..facts.tokens.len()).filter(own).count().max(1);
    Some((language, kind, class, token.digits, if of == Of::Name { words } else { 0 }))
}

impl Pool {
    pub(in crate::check) fn new(sources: &Sources<'_>) -> Self {
        let mut pool = Self::default();
        for article in 0..sources.articles.len() {
            let language = sources.languages.get(article).copied().flatten();
            for line in sources.of(article) {
                if sources.line(line).is_none_or(|l| l.span.is_none()) {
                    continue;
                }
                let (facts, text) = (sources.facts(line), sources.text(line));
                let held = Held { text, facts: &facts, language };
                for at in 0..facts.tokens.len() {
                    let Some(of) = held.kind(at) else { continue };
                    if of == Of::Name && !ends_name(&facts, at) {
                        continue;
                    }
                    let words = whole_name(&facts, at).and_then(|range| text.get(range));
                    if let (Some(slot), Some(words)) = (slot(&facts, at, language, of), words) {
                        pool.0.entry(slot).or_default().push((article, words.to_owned()));
                    }
                }
            }
        }
        pool
    }

    /// A sentence with details exchanged, each by itself, and the bytes that were put in: one of
    /// `articles`, one of any source, for numbers in digits one with other digits.
    pub(in crate::check) fn faults(
        &self,
        held: &Held<'_>,
        articles: &[usize],
        generator: &mut Generator,
    ) -> Vec<(String, Span)> {
        let mut all = Vec::new();
        for at in 0..held.facts.tokens.len() {
            let Some(of) = held.kind(at) else { continue };
            let Some(range) = whole_name(held.facts, at) else { continue };
            if held.facts.quotations.iter().any(|q| q.contains(&range.start)) {
                continue;
            }
            let said = held.text.get(range.clone()).unwrap_or("");
            let none = Vec::new();
            let slot = slot(held.facts, at, held.language, of);
            let others = slot.and_then(|slot| self.0.get(&slot)).unwrap_or(&none);
            let lower = held.text.to_lowercase();
            let new = |(_, words): &&(usize, String)| !lower.contains(&words.to_lowercase());
            let near = others.iter().filter(|(a, _)| articles.contains(a)).filter(new);
            let near: Vec<&String> = near.map(|(_, words)| words).collect();
            let far: Vec<&String> = others.iter().filter(new).map(|(_, words)| words).collect();
            let mut put = Vec::new();
            for pool in [near, far] {
                put.extend(pool.get(generator.below(pool.len())).map(|words| (*words).clone()));
            }
            put.extend(other_digits(said, generator));
            for words in put.into_iter().filter(|words| words != said) {
                let (Some(before), Some(after)) =
                    (held.text.get(..range.start), held.text.get(range.end..))
                else {
                    continue;
                };
                let at = Span::of_range(range.start..range.start + words.len());
                all.push((format!("{before}{words}{after}"), at));
            }
        }
        // A few of them, drawn.
        while all.len() > MOST {
            all.remove(generator.below(all.len()));
        }
        all
    }
}

/// A number with its first two digits exchanged, or with another one of its digits.
fn other_digits(said: &str, generator: &mut Generator) -> Option<String> {
    let mut letters: Vec<char> = said.chars().collect();
    let places: Vec<usize> =
        (0..letters.len()).filter(|n| letters.get(*n).is_some_and(char::is_ascii_digit)).collect();
    let first = *places.first()?;
    if let Some(second) = places.get(1).copied()
        && letters.get(second) != Some(&'0')
        && generator.below(2) == 0
    {
        letters.swap(first, second);
    } else {
        let at = *places.get(generator.below(places.len()))?;
        let digit = letters.get(at)?.to_digit(10)?;
        let step = 1 + u32::try_from(generator.below(8)).unwrap_or(0);
        let other = (digit + step) % 10;
        let other = if at == first && other == 0 { 9 } else { other };
        *letters.get_mut(at)? = char::from_digit(other, 10)?;
    }
    Some(letters.into_iter().collect())
}

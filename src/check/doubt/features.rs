//! The details of a sentence, each with figures that say whether it stands where the sources have
//! it: how much of what is around it they have beside it, and how much beside another of its kind.

use std::ops::Range;

use crate::check::beside::ends_name;
use crate::check::facts::{Facts, Kind, Token, is_short};
use crate::model::Language;

/// Names of the features, in order. "Own" are sentences of the cited sources that have the detail,
/// "rival" those that have another of its kind instead, "any" all of them, "other" those of other
/// sources; "near" is the share of the six words around it, "whole" that of the sentence, "wide"
/// the same with the two sentences before and behind; "fit" says how well the places agree.
pub const FEATURES: [&str; 20] = [
    "rival near, less own",
    "rival fit, less own",
    "rival wide, less own",
    "rival whole, less own",
    "other whole",
    "other near",
    "fit in the best sentence",
    "any near, less own",
    "any wide, less own",
    "any whole, less own",
    "own fit",
    "own whole",
    "around the best sentence",
    "rival wide",
    "in the sources",
    "in a title",
    "a number",
    "a name",
    "a day or month",
    "a measure",
];

/// The number of features.
pub const WIDTH: usize = FEATURES.len();

/// A kind of detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A number.
    Number,
    /// A name.
    Name,
    /// A day of the week or a month.
    Date,
    /// The measure of a number.
    Measure,
}

/// A sentence of a source.
pub(in crate::check) struct Row<'f> {
    pub line: usize,
    pub article: usize,
    pub title: bool,
    /// Whether its source is one that the digest's sentence cites.
    pub asked: bool,
    pub facts: &'f Facts,
}

/// A detail of a sentence of the digest.
#[derive(Debug, Clone)]
pub(in crate::check) struct Doubt {
    /// The place of its word.
    pub token: usize,
    pub of: Of,
    pub x: [f32; WIDTH],
    /// What stands in its place: the line, and bytes of it.
    pub instead: Option<(usize, Range<usize>)>,
    /// Whether any of the sentences has it.
    pub known: bool,
    /// Whether the sentence that tells most, or one near it in its source, has it.
    pub around: bool,
    /// How much better the place of another of its kind fits than its own does.
    pub better: f64,
}

/// A sentence of the digest that is held against rows.
pub(in crate::check) struct Held<'c> {
    pub text: &'c str,
    pub facts: &'c Facts,
    pub language: Option<Language>,
}

impl Held<'_> {
    /// What kind of detail a word is, if it is one.
    pub fn kind(&self, at: usize) -> Option<Of> {
        let token = self.facts.tokens.get(at)?;
        let name = || {
            let said = self.text.get(token.at.clone()).unwrap_or("");
            // A capital tells nothing where every noun has one.
            let noun = token.joins && token.run > 0 && !token.named;
            ends_name(self.facts, at)
                && token.is_detail()
                && !self.facts.shouted
                && !is_short(said)
                && token.plain.chars().count() > 1
                && !noun
        };
        match token.kind {
            Kind::Number => token.is_detail().then_some(Of::Number),
            Kind::Name => name().then_some(Of::Name),
            Kind::Day | Kind::Month => Some(Of::Date),
            _ if token.measure => number_of(self.facts, at).map(|_| Of::Measure),
            _ => None,
        }
    }
}

/// Bytes of a word, or of the whole name that it belongs to.
pub(in crate::check) fn whole_name(facts: &Facts, at: usize) -> Option<Range<usize>> {
    let token = facts.tokens.get(at)?;
    let mut own = facts.tokens.iter().filter(|t| token.run > 0 && t.run == token.run);
    let first = own.next().unwrap_or(token);
    let last = own.next_back().unwrap_or(if first.at == token.at { token } else { first });
    Some(first.at.start..last.at.end.max(token.at.end))
}

/// The number that a measure belongs to: among the four words before it, "60 Kubikmeter in der
/// Sekunde".
pub(super) fn number_of(facts: &Facts, at: usize) -> Option<&Token> {
    facts.tokens.get(number_at(facts, at)?)
}

/// The place of that number.
pub(in crate::check) fn number_at(facts: &Facts, at: usize) -> Option<usize> {
    let of = |n: &usize, wanted: &dyn Fn(&Token) -> bool| facts.tokens.get(*n).is_some_and(wanted);
    let mut before = (at.saturating_sub(4)..at).rev();
    let nearest = before.find(|n| of(n, &|t| t.kind == Kind::Number));
    nearest.filter(|n| of(n, &Token::is_detail))
}

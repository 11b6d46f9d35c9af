//! Details that the model takes for wrong, and for which something can be shown.

use super::beside::Comparison;
use super::doubt::{Doubt, Of, number_at, whole_name};
use super::facts::{Class, Kind, is_short};
use super::judge::{Case, Judge};
use super::{Detail, Difference};
use crate::model::Span;

/// Least share of a sentence that cites nothing that another tells whose detail is held against it.
/// Set by: summaries in corpus/gold/references.
const WORTH: f64 = 0.2;

/// Whether two words begin with the same day: "Montagabend", "Montagnachmittag".
fn is_same_day(a: &str, b: &str) -> bool {
    /// Letters of the shortest name in full, "Montag". Set by: German.
    const LETTERS: usize = 6;
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count() >= LETTERS
}

impl Judge<'_> {
    /// Details that the model takes for wrong.
    pub(super) fn doubted(&self, case: &Case<'_>) -> Vec<(Option<usize>, Difference)> {
        if !self.shares_language(case) {
            return Vec::new();
        }
        // Something must be shown: what stands instead, or that it stands nowhere. An abbreviation
        // may be the same in short: "American", "U.S."; a day is the same in the evening. Where
        // nothing is cited, what stands instead must tell some of the same.
        let shown = |doubt: &Doubt| match &doubt.instead {
            Some((line, at)) => {
                let other = self.sources.text(*line).get(at.clone()).unwrap_or("");
                let said = case.facts.tokens.get(doubt.token).map_or("", |t| t.plain.as_str());
                let near = |c: &Comparison| c.line == *line && c.cover >= WORTH;
                (doubt.of != Of::Name || !is_short(other))
                    && (doubt.of != Of::Date || !is_same_day(said, &other.to_lowercase()))
                    && (!case.cited.is_empty() || case.near.iter().any(near))
            }
            None => !doubt.known,
        };
        let token = |doubt: &Doubt| case.facts.tokens.get(doubt.token);
        // A source leaves its own day to its date, and gives a number that another one tells
        // rounder.
        let dated = |doubt: &Doubt| {
            let day = token(doubt).is_some_and(|t| t.class == Class::Day || t.kind == Kind::Month);
            day && case.asked.iter().any(|article| self.is_dated(case, doubt.token, *article))
        };
        let rounded = |doubt: &Doubt| {
            let Some((line, at)) = &doubt.instead else { return false };
            let facts = self.sources.facts(*line);
            let other = facts.tokens.iter().find(|t| t.at.start == at.start);
            doubt.known && token(doubt).zip(other).is_some_and(|(own, other)| other.rounds(own))
        };
        let counted = |doubt: &Doubt| {
            let near = case.near.iter().filter(|c| case.asked.contains(&c.article)).take(2);
            let lines = doubt.instead.iter().map(|(line, _)| *line).chain(near.map(|c| c.line));
            let number = match doubt.of {
                Of::Number => Some(doubt.token),
                // "Sixty years": the number is nobody else's, and has no other measure.
                Of::Measure => number_at(&case.facts, doubt.token),
                Of::Name | Of::Date => None,
            };
            let made = |n| lines.clone().any(|line| self.is_worked_out(case, n, line));
            number.is_some_and(made)
        };
        // Near the sentence that tells most stands the name that its pronoun means; and another's
        // place must fit better than its own.
        let leaned = |doubt: &Doubt| doubt.of == Of::Name && (doubt.around || doubt.better <= 0.0);
        let wrong = case.doubts.iter().filter(|(doubt, wrong)| {
            *wrong >= self.model.sure
                && shown(doubt)
                && !dated(doubt)
                && !rounded(doubt)
                && !counted(doubt)
                && !leaned(doubt)
        });
        wrong.map(|(doubt, _)| self.because(case, doubt)).collect()
    }

    fn because(&self, case: &Case<'_>, doubt: &Doubt) -> (Option<usize>, Difference) {
        let range = whole_name(&case.facts, doubt.token);
        let said = range.clone().and_then(|range| case.text.get(range)).unwrap_or("").to_owned();
        let line = doubt.instead.as_ref().map(|(line, _)| *line);
        let found = doubt.instead.clone().and_then(|(line, at)| self.sources.text(line).get(at));
        let kind = match doubt.of {
            Of::Number | Of::Measure => Detail::Number,
            Of::Name => Detail::Name,
            Of::Date => Detail::Date,
        };
        let found = found.map(str::to_owned);
        (line, Difference { kind, said, at: range.map(Span::of_range), found })
    }
}

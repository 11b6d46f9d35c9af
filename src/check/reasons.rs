//! Why a sentence is in no source: each reason can be shown.

use super::beside::Comparison;
use super::contradicted::SAME;
use super::facts::{Class, Facts, Kind, Token, flat};
use super::judge::{Case, Judge};
use super::reader::Reader;
use super::{Detail, Difference};
use crate::model::Span;

/// From which value of the model on a number is called unknown that no sentence about the same has.
/// Set by: the two writers of tests/verify whom nobody had looked at (w1, w2): of 14 such numbers
/// the two that were right lie below.
const UNKNOWN: f32 = 0.5;

/// A number of three digits is seldom near another one by chance; in thousandths.
/// Set by: choice.
const SEVERAL: i64 = 100_000;

/// Sources whose every sentence is looked through for a number near one.
/// Set by: choice; it bounds the cost of a sentence that cites all.
const FEW: usize = 8;

impl Judge<'_> {
    /// Why the sentence stands in no source: the line that shows it, and what differs.
    pub(super) fn absent(&self, case: &Case<'_>) -> Vec<(Option<usize>, Difference)> {
        let mut reasons = self.unquoted(case);
        reasons.extend(self.unknown(case));
        if !reasons.is_empty() {
            return reasons;
        }
        reasons = self.contradicted(case);
        reasons.extend(reasons.is_empty().then(|| self.turned(case)).flatten());
        if reasons.is_empty() { self.misattributed(case) } else { reasons }
    }

    /// How likely the model takes a detail for wrong.
    fn doubt(&self, case: &Case<'_>, n: usize) -> f32 {
        case.doubts.iter().find(|(d, _)| d.token == n).map_or(0.0, |(_, wrong)| *wrong)
    }

    /// Quotations that no source has. Where sources are in another language a quotation is
    /// translated.
    fn unquoted(&self, case: &Case<'_>) -> Vec<(Option<usize>, Difference)> {
        if !self.shares_language(case) {
            return Vec::new();
        }
        let absent = |words: &str| {
            // What is left out or put in between is not the speaker's.
            let parts = words.split(['[', ']', '…']).flat_map(|part| part.split("..."));
            let mut whole = parts.filter(|part| flat(part).split_whitespace().count() >= 3);
            whole.any(|part| {
                self.sources.quoted(part, &self.facts(case, part), &case.cited).is_none()
            })
        };
        let spans = case.facts.quotations.iter();
        let said = spans.filter_map(|range| Some((range, case.text.get(range.clone())?)));
        said.filter(|(_, words)| absent(words))
            .map(|(range, words)| {
                let at = Some(Span::of_range(range.clone()));
                let kind = Detail::Quotation;
                (None, Difference { kind, said: words.trim().to_owned(), at, found: None })
            })
            .collect()
    }

    fn facts(&self, case: &Case<'_>, text: &str) -> Facts {
        Reader::new(case.language).read(text, self.sources.names(case.language))
    }

    /// Whether a source that counts is in the digest's language.
    pub(super) fn shares_language(&self, case: &Case<'_>) -> bool {
        let of = |index: usize| self.sources.languages.get(index).copied().flatten();
        let known = |index: &usize| of(*index).is_none() || of(*index) == case.language;
        if case.cited.is_empty() {
            let found: Vec<usize> = case.near.iter().take(3).map(|c| c.article).collect();
            return found.is_empty() || found.iter().any(known);
        }
        case.cited.iter().any(known)
    }

    /// Numbers and names that no source has, or none in a sentence that is about the same.
    fn unknown(&self, case: &Case<'_>) -> Vec<(Option<usize>, Difference)> {
        let mut all = Vec::new();
        let same_language = self.shares_language(case);
        for (n, token) in case.facts.tokens.iter().enumerate() {
            let missing = match token.kind {
                Kind::Number if token.is_detail() => {
                    !self.knows_number(case, n, token)
                        && self.doubt(case, n) >= UNKNOWN
                        && !self.is_told_otherwise(case, n)
                }
                Kind::Name if !case.facts.shouted && token.is_detail() => {
                    same_language && self.is_unknown_name(case, n)
                }
                _ => false,
            };
            if missing {
                let kind = if token.kind == Kind::Number { Detail::Number } else { Detail::Name };
                let at = Some(Span::of_range(token.at.clone()));
                let said = case.text.get(token.at.clone()).unwrap_or("").to_owned();
                let (line, found) = self.instead(case, n);
                all.push((line, Difference { kind, said, at, found }));
            }
        }
        all
    }

    /// Whether a number can be worked out of one of the nearest passages.
    fn is_told_otherwise(&self, case: &Case<'_>, n: usize) -> bool {
        let mut near = case.near.iter().filter(|c| case.asked.contains(&c.article)).take(2);
        near.any(|c| self.is_worked_out(case, n, c.line))
    }

    /// Whether a source has a number in a sentence that is about the same, a rounder one of it, or
    /// the day as its date.
    fn knows_number(&self, case: &Case<'_>, n: usize, token: &Token) -> bool {
        let near = || case.near.iter();
        let dated = |c: &Comparison| token.class == Class::Day && self.is_dated(case, n, c.article);
        let several = token.values.iter().all(|value| *value >= SEVERAL);
        let rounds = |line: usize| self.rounds(case, n, &self.sources.facts(line));
        let mut cited = case.cited.iter().take(FEW).flat_map(|article| self.sources.of(*article));
        near().any(|c| self.rounds(case, n, &c.facts) || dated(c))
            || (several && cited.any(rounds))
            || self.sources.with_number(token).iter().any(|line| self.about(case, *line))
    }

    /// What the nearest sentence that tells the same has in the place of a detail that no source
    /// has.
    fn instead(&self, case: &Case<'_>, n: usize) -> (Option<usize>, Option<String>) {
        let of = |c: &Comparison| {
            let conflict = c.conflicts.iter().find(|conflict| conflict.token == Some(n))?;
            let said = self.sources.text(c.line).get(conflict.with.clone()?)?.to_owned();
            Some((c.line, said))
        };
        match case.near.iter().filter(|c| c.rest >= SAME.0).find_map(of) {
            Some((line, said)) => (Some(line), Some(said)),
            None => (None, None),
        }
    }

    /// Whether a line of the sources, itself or with its neighbours, is about what the digest's
    /// sentence is about.
    fn about(&self, case: &Case<'_>, line: usize) -> bool {
        let shares = |facts: &Facts| {
            let content =
                case.facts.tokens.iter().filter(|t| t.is_content() && t.kind != Kind::Number);
            content
                .filter(|t| facts.tokens.iter().any(|o| o.is_content() && t.agrees(o) > 0.0))
                .count()
        };
        let content =
            case.facts.tokens.iter().filter(|t| t.is_content() && t.kind != Kind::Number).count();
        let article = self.sources.line(line).map_or(0, |l| l.article);
        let foreign = self.sources.languages.get(article).copied().flatten() != case.language;
        if content < 2 || foreign || shares(&self.sources.facts(line)) >= 1 {
            return true;
        }
        let around = self.sources.around(line, 1);
        around.into_iter().map(|n| shares(&self.sources.facts(n))).sum::<usize>() >= 3
    }
}

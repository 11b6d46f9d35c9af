//! When a source's sentence says all that one of the digest says.

use super::beside::Comparison;
use super::facts::{Class, Facts, Kind, Token, flat};
use super::judge::{Case, Judge};

/// Least share of a sentence's words, by weight, that a source's sentence with its neighbours has
/// where it supports it; least share of the source's sentence alone.
/// Set by: tests/verify/tuned.tsv.
const SUPPORT: (f64, f64) = (0.5, 0.35);

/// How far a number may be from one that is rounded, as a share.
/// Set by: choice; "nearly 12,000" for 11,400 is one in twenty.
const ROUNDED: f64 = 0.06;

/// How far a number of one digit and zeros may be from what it stands for, as a share: "over
/// 200,000" of 216,000.
/// Set by: the first look at tests/verify/outsider10.tsv.
const ROUNDEST: f64 = 0.1;

/// Below this, in thousandths, tens stand for whatever is nearer to them than to the next.
/// Set by: choice.
const FEW: i64 = 100_000;

/// How far a number, in thousandths, that a word calls round may be from another, as a share of it.
pub(super) fn rounded(number: i64) -> f64 {
    let mut digits = number.abs();
    while digits >= 10 && digits % 10 == 0 {
        digits /= 10;
    }
    if digits < 10 && number.abs() >= 10_000 { ROUNDEST } else { ROUNDED }
}

impl Judge<'_> {
    /// Whether a source's sentence says all that the digest's does.
    pub(super) fn supports(&self, case: &Case<'_>, found: &Comparison) -> bool {
        /// A sentence with fewer words that tell something is a greeting or a label.
        /// Set by: choice.
        const TELLING: usize = 3;
        /// So many words one after another of which the source has none are not its.
        /// Set by: tests/verify/*.tsv.
        const NEW: usize = 3;
        let mut runs = case.content.split(|(_, told)| *told);
        if case.asked.contains(&found.article) && runs.any(|run| run.len() >= NEW) {
            return false;
        }
        let telling = case.facts.tokens.iter().filter(|t| t.is_content()).count() >= TELLING;
        let near = telling && found.whole >= SUPPORT.0 && found.cover >= SUPPORT.1;
        let elsewhere = |n: &usize| {
            // A name may stand anywhere in the article, in its title most of all; a number may be
            // rounded.
            let token = case.facts.tokens.get(*n);
            token.is_some_and(|token| match token.kind {
                Kind::Name => self.article_has(found.article, &token.plain),
                Kind::Number => {
                    self.rounds(case, *n, &found.facts)
                        || self.told_of(case, *n, found.article)
                        || self.is_dated(case, *n, found.article)
                }
                // A day of the week that no one contradicts is one that the source leaves to its
                // date.
                Kind::Day => true,
                Kind::Month => self.is_dated(case, *n, found.article),
                _ => false,
            })
        };
        near && found.conflicts.is_empty() && found.missing.iter().all(elsewhere)
    }

    /// Whether a day of a month is one that an article may leave to its own date, as by a day of
    /// the week: of the nine days until then and after it.
    pub(super) fn is_dated(&self, case: &Case<'_>, n: usize, article: usize) -> bool {
        /// Set by: choice; a newspaper writes "Friday" of a day in the week before or after.
        const DAYS: i64 = 9;
        let tokens = &case.facts.tokens;
        let beside = |kind: Kind| {
            let near = tokens.get(n.saturating_sub(2)..(n + 3).min(tokens.len())).unwrap_or(&[]);
            near.iter().find(|t| t.kind == kind && (kind != Kind::Number || t.class == Class::Day))
        };
        let value = |token: Option<&Token>| token.and_then(|t| t.values.first()).map(|v| v / 1000);
        let (day, month) = (value(beside(Kind::Number)), value(beside(Kind::Month)));
        let published = self.sources.articles.get(article).and_then(|a| a.published);
        let year = tokens.get(n + 1).filter(|t| t.class == Class::Year);
        if let (None, Some(month), Some(year), Some(published)) =
            (day, month, value(year), published)
        {
            // "In October 2011", of a report of that month.
            let moment = jiff::Timestamp::from_second(published.at.as_second()).ok();
            let date = moment.map(|m| m.to_zoned(jiff::tz::TimeZone::UTC).date());
            return date
                .is_some_and(|d| i64::from(d.year()) == year && i64::from(d.month()) == month);
        }
        let (Some(day), Some(month), Some(published)) = (day, month, published) else {
            return false;
        };
        let local = published.at.as_second() + i64::from(published.offset.unwrap_or(0));
        (-DAYS..=DAYS).any(|back| {
            let moment = jiff::Timestamp::from_second(local - back * 86_400).ok();
            let date = moment.map(|m| m.to_zoned(jiff::tz::TimeZone::UTC).date());
            date.is_some_and(|d| i64::from(d.day()) == day && i64::from(d.month()) == month)
        })
    }

    /// Whether an article has a number in a sentence that shares a name with the digest's: an age,
    /// for one.
    fn told_of(&self, case: &Case<'_>, n: usize, article: usize) -> bool {
        let Some(token) = case.facts.tokens.get(n) else { return false };
        let own = |line: &usize| self.sources.line(*line).is_some_and(|l| l.article == article);
        self.sources.with_number(token).into_iter().filter(own).any(|line| {
            let facts = self.sources.facts(line);
            let names = case.facts.tokens.iter().filter(|t| t.kind == Kind::Name);
            let mut shared = names.filter(|t| facts.tokens.iter().any(|o| t.agrees(o) >= 1.0));
            shared.next().is_some()
        })
    }

    pub(super) fn article_has(&self, article: usize, word: &str) -> bool {
        let Some(article) = self.sources.articles.get(article) else { return false };
        let wanted = format!(" {word} ");
        let has = |text: &str| flat(text).replace("'s ", " ").contains(&wanted);
        has(article.text())
            || article.title.as_deref().is_some_and(has)
            || article.source.publisher.as_deref().is_some_and(has)
    }

    /// Whether a number of the digest is a rounded one of this sentence.
    pub(super) fn rounds(&self, case: &Case<'_>, n: usize, source: &Facts) -> bool {
        let Some(token) = case.facts.tokens.get(n) else { return false };
        let near = |a: i64, b: i64| {
            // "More than 20" of 23.
            let far = if a < FEW && a % 10_000 == 0 { ROUNDEST * 1.5 } else { rounded(a) };
            let (a, b) = (a as f64, b as f64);
            b.abs() >= 20_000.0 && (a - b).abs() <= far * b.abs()
        };
        let part = |t: &Token| t.kind == Kind::Word && t.values == token.values;
        if token.class == Class::Percent && source.tokens.iter().any(part) {
            return true;
        }
        let of = |other: &&Token| other.kind == Kind::Number && other.class == token.class;
        let mut others = source.tokens.iter().filter(of);
        let things = token.class == Class::Things;
        others.any(|o| {
            let mut pairs = o.values.iter().flat_map(|b| token.values.iter().map(|a| (*a, *b)));
            pairs.any(|(a, b)| (case.facts.hedged && near(a, b)) || (things && is_coarser(a, b)))
        })
    }
}

/// Whether a number is another one to fewer digits: "34 million" of 34.5 million.
fn is_coarser(a: i64, b: i64) -> bool {
    /// How far it may be from the other, one in so many.
    /// Set by: choice; figures that were exchanged are seldom nearer.
    const NEAR: i64 = 33;
    let mut digit = 1;
    while a != 0 && digit <= a.abs() / 10 && a % (digit * 10) == 0 {
        digit *= 10;
    }
    let (below, above) = (b / digit * digit, (b + digit / 2) / digit * digit);
    a != b && (a == below || a == above) && (a - b).abs() * NEAR <= b.abs()
}

//! Numbers that a writer has worked out of those of a passage: no source has them, and they are
//! right.

use super::facts::{Class, Facts, Kind, Token};
use super::judge::{Case, Judge};
use super::support::ROUNDED;

/// How many of one measure make another: days a week, months a year, hours a day, minutes an hour.
const PARTS: [i64; 4] = [7, 12, 24, 60];

/// The least number, in thousandths, that may be a hedged one. Set by: choice, as for numbers that
/// stand in the source.
const ROUND: i64 = 20_000;

impl Judge<'_> {
    /// Whether a number can be worked out of those of a passage, sentence `line` and its
    /// neighbours: the sum, difference or quotient of two that stand in one sentence, twice or half
    /// of one, the years until the source's, one measure told in another; or is a hedged one near those.
    pub(super) fn is_worked_out(&self, case: &Case<'_>, n: usize, line: usize) -> bool {
        let tokens = &case.facts.tokens;
        let Some(token) = tokens.get(n).filter(|t| t.kind == Kind::Number) else { return false };
        if matches!(token.class, Class::Year | Class::Day) {
            return false;
        }
        let measured = tokens.get(n + 1).is_some_and(|t| t.measure);
        let year = self.year(line);
        let told = |value: i64, made: i64| {
            let near = value >= ROUND && (value - made).abs() as f64 <= ROUNDED * made.abs() as f64;
            value == made || (case.facts.hedged && near)
        };
        let of = |facts: &Facts| {
            let mut made = of_numbers(&numbers(facts, token.class));
            made.extend(numbers(facts, Class::Year).iter().filter_map(|y| Some(year? - y)));
            made.extend(of_shares(facts));
            if measured {
                let all = numbers(facts, Class::Things);
                made.extend(all.iter().flat_map(|v| PARTS.map(|parts| v * parts)));
            }
            token.values.iter().any(|value| made.iter().any(|made| told(*value, *made)))
        };
        let near = self.sources.around(line, 1).into_iter().chain([line]);
        near.map(|line| self.sources.facts(line)).any(|facts| of(&facts))
    }

    /// The year of a sentence's source, in thousandths.
    fn year(&self, line: usize) -> Option<i64> {
        let article = self.sources.articles.get(self.sources.line(line)?.article)?;
        let moment = jiff::Timestamp::from_second(article.published?.at.as_second()).ok()?;
        Some(i64::from(moment.to_zoned(jiff::tz::TimeZone::UTC).year()) * 1000)
    }
}

/// The numbers of a class, in thousandths.
fn numbers(facts: &Facts, class: Class) -> Vec<i64> {
    let own = facts.tokens.iter().filter(|t| t.kind == Kind::Number && t.class == class);
    own.filter_map(|t| t.values.first().copied()).collect()
}

/// What two numbers of a sentence, or one, make.
fn of_numbers(numbers: &[i64]) -> Vec<i64> {
    let mut made: Vec<i64> = numbers.iter().flat_map(|a| [a * 2, a / 2]).collect();
    for (n, a) in numbers.iter().enumerate() {
        for b in numbers.iter().skip(n + 1) {
            let (most, least) = (*a.max(b), *a.min(b));
            made.extend([most + least, most - least]);
            made.extend((least > 0 && most % least == 0).then(|| most / least * 1000));
        }
    }
    made
}

/// What fractions in words make of the measures: half an hour is thirty minutes.
fn of_shares(facts: &Facts) -> Vec<i64> {
    let shares = |t: &&Token| !matches!(t.kind, Kind::Number | Kind::Month);
    let all = facts.tokens.iter().filter(shares).flat_map(|t| &t.values);
    all.flat_map(|share| PARTS.map(|parts| share * parts / 100)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_make_others() {
        let made = of_numbers(&[20_000_000, 4_000_000]);
        for value in [24_000_000, 16_000_000, 5_000, 40_000_000, 2_000_000] {
            assert!(made.contains(&value), "{value}");
        }
        assert!(!made.contains(&3_000_000));
        // A list with nothing, or nought, makes nothing odd.
        assert!(of_numbers(&[]).is_empty());
        assert_eq!(of_numbers(&[0, 7_000]), [0, 0, 14_000, 3_500, 7_000, 7_000]);
    }
}

//! The day of a date: around a month's name, or in numbers.

use jiff::civil::{Date, Weekday};
use jiff::tz::Offset;

use super::calendar::{is_weekday, month};
use super::date_time::{from_unix, instant};
use super::date_tokens::{Problem, Token};
use crate::lexicon::{Lexicon, List};
use crate::model::Published;

/// A day and the index of the token after it.
pub(super) type Found = Result<(Date, usize), Problem>;

/// The first date and the index of the token after it.
pub(super) fn civil_date(tokens: &[Token<'_>], tag: Option<&str>) -> Found {
    let mut problem = Problem::Unreadable;
    // "mar. 3 févr.": what is also a weekday is no month beside a word that can only be one.
    let certain = tokens.iter().any(|token| {
        matches!(token, Token::Word(word) if month(word, tag).is_some() && !is_weekday(word, tag))
    });
    for at in 0..tokens.len() {
        let rest = tokens.get(at..).unwrap_or(&[]);
        let before = tokens.get(..at).unwrap_or(&[]);
        let found = match rest {
            // Vietnamese counts its months.
            [Token::Word("tháng" | "thg"), Token::Number { value: value @ 1..=12, .. }, ..] => {
                i8::try_from(*value)
                    .ok()
                    .and_then(|month| named(before, rest.get(1..).unwrap_or(&[]), at + 1, month))
            }
            [Token::Word(word), ..] if !(certain && is_weekday(word, tag)) => {
                month(word, tag).and_then(|month| named(before, rest, at, month))
            }
            _ => None,
        };
        match found.or_else(|| numeric(rest, tag).map(|f| f.map(|(date, used)| (date, at + used))))
        {
            Some(Ok(found)) => return Ok(found),
            Some(Err(Problem::Ambiguous)) => problem = Problem::Ambiguous,
            _ => {}
        }
    }
    Err(problem)
}

fn date(year: u64, month: i8, day: u64) -> Result<Date, Problem> {
    let year = i16::try_from(year).map_err(|_| Problem::Unreadable)?;
    // Thailand counts from the death of the Buddha.
    let year = if (2400..2700).contains(&year) { year - 543 } else { year };
    let day = i8::try_from(day).map_err(|_| Problem::Unreadable)?;
    if year < 1000 {
        return Err(Problem::Unreadable);
    }
    Date::new(year, month, day).map_err(|_| Problem::Unreadable)
}

/// A year of two digits, as RFC 5322 section 4.3 reads it.
const fn century(year: u64) -> u64 {
    if year < 50 { 2000 + year } else { 1900 + year }
}

/// A number and how many digits it is written with.
fn number(token: &Token<'_>) -> Option<(u64, usize)> {
    match token {
        Token::Number { value, digits, .. } => Some((*value, *digits)),
        _ => None,
    }
}

/// What may stand between the parts of a date: signs, "of", "de", the ordinal's raised letter.
fn is_filler(token: &Token<'_>) -> bool {
    match token {
        Token::Sign(sign) => matches!(sign, '.' | ',' | '-' | '/' | 'º' | 'ª' | '°'),
        Token::Word(word) => {
            matches!(*word, "º" | "ª") || Lexicon::of(None).holds(List::DateFillers, word)
        }
        Token::Number { .. } => false,
    }
}

/// Whether a number can be the day of a month.
fn is_day(value: u64, digits: usize) -> bool {
    digits <= 2 && (1..=31).contains(&value)
}

/// The year of four digits that stands before the day that `before` ends with.
fn year_before(before: &[Token<'_>]) -> Option<u64> {
    let behind = before.iter().rev().skip_while(|token| number(token).is_none()).skip(1);
    let (year, digits) = behind.take(5).find(|token| !is_filler(token)).and_then(number)?;
    (digits == 4).then_some(year)
}

/// A date around a month's name: "4 May 2026", "May 4th, 2026", "4. Mai 2026", "4 de mayo de 2026",
/// "2026 May 4", "Mon May  4 14:10:00 CEST 2026".
fn named(before: &[Token<'_>], rest: &[Token<'_>], at: usize, month: i8) -> Option<Found> {
    let back = before.iter().rev().take(4).find(|token| !is_filler(token)).and_then(number);
    let ahead: Vec<(usize, u64, usize)> = rest
        .iter()
        .enumerate()
        .skip(1)
        .take(14)
        .filter_map(|(index, token)| number(token).map(|(value, digits)| (index, value, digits)))
        .collect();
    // The number right after the name, with nothing but fillers between.
    let next = ahead.first().copied().filter(|(index, ..)| {
        rest.get(1..*index).is_some_and(|between| between.iter().all(is_filler))
    });
    if let Some((day, digits)) = back
        && is_day(day, digits)
        && let Some((index, year, digits)) = next
        && (digits == 4 || digits == 2)
    {
        let year = if digits == 2 { century(year) } else { year };
        return Some(date(year, month, day).map(|date| (date, at + index + 1)));
    }
    // "2026. gada 4. maijs": the year first, the month last.
    if let Some((day, digits)) = back.filter(|_| next.is_none())
        && is_day(day, digits)
        && let Some(year) = year_before(before)
    {
        return Some(date(year, month, day).map(|date| (date, at + 1)));
    }
    let (index, day, digits) = next?;
    if !is_day(day, digits) {
        return None;
    }
    if let Some((year, 4)) = back {
        return Some(date(year, month, day).map(|date| (date, at + index + 1)));
    }
    // The year may stand behind the time, as in ctime's form; then the time is still ahead.
    let &(year_at, year, _) = ahead.iter().skip(1).find(|(_, _, digits)| *digits == 4)?;
    let direct = rest.get(index + 1..year_at).is_some_and(|between| between.iter().all(is_filler));
    let end = if direct { year_at } else { index };
    Some(date(year, month, day).map(|date| (date, at + end + 1)))
}

/// A date in numbers: "2026-05-04", "2026/5/4", "04.05.2026", "4/5/2026", "2026-W19-1", "2026-124".
fn numeric(rest: &[Token<'_>], tag: Option<&str>) -> Option<Found> {
    use Token::{Number, Sign, Word};
    match *rest {
        [
            Number { value: year, digits: 4, .. },
            Sign(first @ ('-' | '/' | '.')),
            Number { value: month, digits: 1 | 2, glued: true },
            Sign(second),
            Number { value: day, digits: 1 | 2, glued: true },
            ..,
        ] if first == second => {
            let month = i8::try_from(month).unwrap_or(-1);
            Some(date(year, month, day).map(|date| (date, 5)))
        }
        [
            Number { value: year, digits: 4, .. },
            Sign('-'),
            Word("w"),
            Number { value: week, digits: 2, .. },
            Sign('-'),
            Number { value: day @ 1..=7, digits: 1, .. },
            ..,
        ] => {
            let year = i16::try_from(year).ok()?;
            let weekday = Weekday::from_monday_one_offset(i8::try_from(day).ok()?).ok()?;
            let week = jiff::civil::ISOWeekDate::new(year, i8::try_from(week).ok()?, weekday);
            Some(week.map(|week| (week.date(), 6)).map_err(|_| Problem::Unreadable))
        }
        [
            Number { value: year, digits: 4, .. },
            Sign('-'),
            Number { value: day, digits: 3, glued: true },
            ..,
        ] => {
            let year = i16::try_from(year).ok().filter(|year| *year >= 1000)?;
            let first = Date::new(year, 1, 1).ok()?;
            let date = first.with().day_of_year(i16::try_from(day).ok()?).build();
            Some(date.map(|date| (date, 3)).map_err(|_| Problem::Unreadable))
        }
        [
            Number { value: a, digits: 1 | 2, .. },
            Sign(first @ ('.' | '/' | '-')),
            Number { value: b, digits: 1 | 2, .. },
            Sign(second),
            Number { value: year, digits, .. },
            ..,
        ] if first == second && (digits == 4 || digits == 2 && first == '.') => {
            let year = if digits == 2 { century(year) } else { year };
            Some(
                day_and_month(a, b, first, tag)
                    .and_then(|(day, month)| date(year, month, day).map(|date| (date, 5))),
            )
        }
        [Number { value, digits: 8, .. }, Word("t"), ..] => match digits_only(value, 8) {
            Ok(day) => Some(Ok((Offset::UTC.to_datetime(day.at).date(), 1))),
            Err(problem) => Some(Err(problem)),
        },
        _ => None,
    }
}

/// Which of two numbers is the day. Points are written day first everywhere; strokes only where the
/// language says so.
fn day_and_month(a: u64, b: u64, sign: char, tag: Option<&str>) -> Result<(u64, i8), Problem> {
    let month = |n: u64| i8::try_from(n).map_err(|_| Problem::Unreadable);
    let day_first = match (a, b) {
        _ if sign == '.' => true,
        (13.., _) => true,
        (_, 13..) => false,
        _ if a == b => true,
        _ => day_comes_first(tag).ok_or(Problem::Ambiguous)?,
    };
    if day_first { Ok((a, month(b)?)) } else { Ok((b, month(a)?)) }
}

/// Whether a language writes the day before the month; English needs its country.
fn day_comes_first(tag: Option<&str>) -> Option<bool> {
    let tag = tag?.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    match (parts.next()?, parts.next()) {
        ("en", Some("us" | "ph")) => Some(false),
        ("en", Some("gb" | "uk" | "ie" | "au" | "nz" | "in" | "za" | "ke" | "ng" | "sg")) => {
            Some(true)
        }
        ("en" | "", _) => None,
        (language, _) if language.len() == 2 => Some(true),
        _ => None,
    }
}

pub(super) fn digits_only(value: u64, digits: usize) -> Result<Published, Problem> {
    let part = |divisor: u64, modulus: u64| i16::try_from(value / divisor % modulus).unwrap_or(0);
    let small = |n: i16| i8::try_from(n).unwrap_or(-1);
    let day = |scale: u64| {
        Date::new(
            part(scale * 10_000, 10_000),
            small(part(scale * 100, 100)),
            small(part(scale, 100)),
        )
    };
    match digits {
        8 => instant(day(1).map_err(|_| Problem::Unreadable)?, None, None),
        14 => {
            let date = day(1_000_000).map_err(|_| Problem::Unreadable)?;
            let time = (small(part(10_000, 100)), small(part(100, 100)), small(part(1, 100)), 0);
            instant(date, Some(time), None)
        }
        9.. => i64::try_from(value).ok().and_then(from_unix).ok_or(Problem::Unreadable),
        _ => Err(Problem::Unreadable),
    }
}

//! The time of day and the zone of a date, and the moment that all of it means.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;

use super::date_tokens::{Problem, Token};
use super::months::{Zone, zone};
use crate::model::{Precision, Published};

/// Hour, minute, second and nanosecond.
pub(super) type Clock = (i8, i8, i8, i32);

/// The first time of day and the index of the token after it. `near` wants it close to the start,
/// where a date ended.
pub(super) fn clock(tokens: &[Token<'_>], near: bool) -> Option<(Clock, usize)> {
    use Token::{Number, Sign, Word};
    for at in 0..tokens.len().min(if near { 8 } else { usize::MAX }) {
        let rest = tokens.get(at..)?;
        let found = match *rest {
            [
                Number { value: hour, digits: 1 | 2, .. },
                Sign(':'),
                Number { value: minute, digits: 2, glued: true },
                ref more @ ..,
            ] => Some(with_seconds(hour, minute, more, 3)),
            // "14h10", "14 h 10", "14h".
            [
                Number { value: hour, digits: 1 | 2, .. },
                Word("h"),
                Number { value: minute, digits: 2, .. },
                ..,
            ] => Some((hour, minute, 0, 0, 3)),
            [Number { value: hour, digits: 1 | 2, .. }, Word("h" | "uhr"), ..] => {
                Some((hour, 0, 0, 0, 2))
            }
            // "14.10 Uhr", "2.10pm".
            [
                Number { value: hour, digits: 1 | 2, .. },
                Sign('.'),
                Number { value: minute, digits: 2, glued: true },
                Word("uhr" | "h" | "am" | "pm" | "a" | "p"),
                ..,
            ] => Some((hour, minute, 0, 0, 3)),
            // "kl. 14.10", "T140500".
            [
                Word("kl" | "klo"),
                Sign('.'),
                Number { value: hour, digits: 1 | 2, .. },
                Sign('.' | ':'),
                Number { value: minute, digits: 2, .. },
                ..,
            ] => Some((hour, minute, 0, 0, 5)),
            [Word("t"), Number { value, digits: 6, glued: true }, ..] => {
                Some((value / 10_000, value / 100 % 100, value % 100, 0, 2))
            }
            [Word("t"), Number { value, digits: 4, glued: true }, ..] => {
                Some((value / 100, value % 100, 0, 0, 2))
            }
            [Number { value: hour, digits: 1 | 2, .. }, Word("am" | "pm" | "a" | "p"), ..] => {
                Some((hour, 0, 0, 0, 1))
            }
            _ => None,
        };
        if let Some((hour, minute, second, nano, used)) = found {
            let (hour, more) = half_day(hour, rest.get(used..).unwrap_or(&[]))?;
            let small = |value: u64| i8::try_from(value).ok();
            let clock = (small(hour)?, small(minute)?, small(second.min(59))?, nano);
            return Some((clock, at + used + more));
        }
    }
    None
}

/// Seconds and their fraction after hours and minutes.
fn with_seconds(
    hour: u64,
    minute: u64,
    more: &[Token<'_>],
    used: usize,
) -> (u64, u64, u64, i32, usize) {
    use Token::{Number, Sign};
    let [Sign(':'), Number { value: second, digits: 2, glued: true }, rest @ ..] = more else {
        return (hour, minute, 0, 0, used);
    };
    match rest {
        [Sign('.' | ','), Number { value, digits, glued: true }, ..] => {
            let mut nano = *value;
            for _ in *digits..9 {
                nano = nano.saturating_mul(10);
            }
            for _ in 9..*digits {
                nano /= 10;
            }
            let nano = i32::try_from(nano).unwrap_or(0).min(999_999_999);
            (hour, minute, *second, nano, used + 4)
        }
        _ => (hour, minute, *second, 0, used + 2),
    }
}

/// Applies "a.m." and "p.m."; the number of tokens it takes comes along.
fn half_day(hour: u64, rest: &[Token<'_>]) -> Option<(u64, usize)> {
    use Token::{Sign, Word};
    let (afternoon, used) = match rest {
        [Word("pm"), ..] => (true, 1),
        [Word("am"), ..] => (false, 1),
        [Word("p"), Sign('.'), Word("m"), Sign('.'), ..] => (true, 4),
        [Word("a"), Sign('.'), Word("m"), Sign('.'), ..] => (false, 4),
        [Word("p"), Sign('.'), Word("m"), ..] => (true, 3),
        [Word("a"), Sign('.'), Word("m"), ..] => (false, 3),
        _ => return (hour <= 24).then_some((hour, 0)),
    };
    match (hour, afternoon) {
        (12, false) => Some((0, used)),
        (12, true) => Some((12, used)),
        (0..=11, _) => Some((hour + if afternoon { 12 } else { 0 }, used)),
        // "14:10 p.m." is written by people who mean 14:10.
        (13..=23, true) => Some((hour, used)),
        _ => None,
    }
}

/// The zone in the tokens after a time (or after a date, then only right behind it).
pub(super) fn stated_zone(rest: &[Token<'_>], timed: bool) -> Option<Zone> {
    use Token::{Number, Sign, Word};
    for (at, token) in rest.iter().enumerate().take(if timed { 6 } else { 1 }) {
        match *token {
            Sign(sign @ ('+' | '-' | '−')) => return offset(sign, rest.get(at + 1..)?),
            Word(word @ ("utc" | "gmt")) => {
                return match rest.get(at + 1..) {
                    Some([Sign(sign @ ('+' | '-' | '−')), more @ ..]) => offset(*sign, more),
                    _ => zone(word),
                };
            }
            Word(word) if zone(word).is_some() => return zone(word),
            Sign('(' | '[' | ',') | Word("uhr" | "h" | "hrs" | "hours") => {}
            // ctime's form has the year last: "14:10:00 CEST 2026".
            Number { .. } | Word(_) | Sign(_) => return None,
        }
    }
    None
}

fn offset(sign: char, rest: &[Token<'_>]) -> Option<Zone> {
    use Token::{Number, Sign};
    let (hours, minutes) = match *rest {
        [
            Number { value: h, digits: 1 | 2, .. },
            Sign(':'),
            Number { value: m, digits: 2, .. },
            ..,
        ] => (h, m),
        [Number { value, digits: 4, .. }, ..] => (value / 100, value % 100),
        [Number { value, digits: 1 | 2, .. }, ..] => (value, 0),
        _ => return None,
    };
    // RFC 5322: "-0000" says that the zone is unknown.
    if sign != '+' && hours == 0 && minutes == 0 {
        return None;
    }
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    Some(Zone::Fixed(if sign == '+' { seconds } else { -seconds }))
}

/// The moment of a day, a time of day and a zone; without a time its first, without a zone that of
/// UTC.
pub(super) fn instant(
    date: Date,
    clock: Option<Clock>,
    zone: Option<Zone>,
) -> Result<Published, Problem> {
    let (hour, minute, second, nano) = clock.unwrap_or((0, 0, 0, 0));
    let (date, hour) = if hour == 24 && minute == 0 {
        (date.tomorrow().map_err(|_| Problem::Unreadable)?, 0)
    } else {
        (date, hour)
    };
    let time = Time::new(hour, minute, second, nano).map_err(|_| Problem::Unreadable)?;
    let local = date.to_datetime(time);
    let seconds = zone.map(|zone| match zone {
        Zone::Fixed(seconds) => seconds,
        Zone::American(winter) => winter + if american_summer(local) { 3600 } else { 0 },
    });
    if seconds.is_some_and(|seconds| seconds.abs() > 15 * 3600) {
        return Err(Problem::Unreadable);
    }
    let offset = Offset::from_seconds(seconds.unwrap_or(0)).map_err(|_| Problem::Unreadable)?;
    let at = offset.to_timestamp(local).map_err(|_| Problem::Unreadable)?;
    let precision = if clock.is_some() { Precision::Second } else { Precision::Day };
    Ok(Published { at, offset: seconds, precision })
}

/// Summer time in the United States since 2007: from 2:00 on the second Sunday of March to 2:00 on
/// the first of November.
fn american_summer(local: DateTime) -> bool {
    let sunday = |month: i8, nth: i8| {
        Date::new(local.year(), month, 1)
            .and_then(|first| first.nth_weekday_of_month(nth, Weekday::Sunday))
            .map(|date| date.at(2, 0, 0, 0))
    };
    match (sunday(3, 2), sunday(11, 1)) {
        (Ok(start), Ok(end)) => start <= local && local < end,
        _ => false,
    }
}

/// Seconds, milliseconds, microseconds or nanoseconds since 1970 as a number, by its size.
pub(super) fn from_unix(value: i64) -> Option<Published> {
    let seconds_2001 = 978_307_200;
    let at = match value {
        0..=99_999_999_999 => Timestamp::from_second(value),
        100_000_000_000..=99_999_999_999_999 => Timestamp::from_millisecond(value),
        100_000_000_000_000..=99_999_999_999_999_999 => Timestamp::from_microsecond(value),
        100_000_000_000_000_000.. => Timestamp::from_nanosecond(i128::from(value)),
        _ => return None,
    }
    .ok()?;
    // Small numbers are years, counters and zeros, not moments.
    (at.as_second() >= seconds_2001 / 4).then_some(Published {
        at,
        offset: Some(0),
        precision: Precision::Second,
    })
}

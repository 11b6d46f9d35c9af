//! Dates as articles state them: RFC 3339, RFC 2822, Unix time and the plain forms of newspapers in
//! many languages.
//!
//! Nothing is guessed: "04/05/2026" is a date only where the language says which number is the
//! month, and a form that is not understood gives no date rather than a wrong one.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::Offset;

use super::calendar::{is_weekday, month};
use super::months::{Zone, is_companion, is_update, zone};
use crate::lexicon::{Lexicon, List};
use crate::model::{Precision, Published};

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// "04/05/2026": the fourth of May or the fifth of April.
    Ambiguous,
    /// Not a date, or one that does not exist.
    Unreadable,
}

/// Reads a date in RFC 3339, RFC 2822, Unix seconds or milliseconds, or a plain form ("4 May 2026",
/// "May 4, 2026 2:10 p.m. ET", "04.05.2026", "le 4 mai 2026 à 14h10"); `None` when it is none or
/// could mean two days.
///
/// ```
/// use tidings::read::parse_date;
/// let date = parse_date("May 4, 2026 2:10 p.m. ET").unwrap();
/// assert_eq!(date.at.to_string(), "2026-05-04T18:10:00Z");
/// assert_eq!(date.offset, Some(-4 * 3600));
/// assert!(parse_date("04/05/2026").is_none());
/// ```
#[must_use]
pub fn parse_date(text: &str) -> Option<Published> {
    read_date(text, None).ok()
}

/// The same with the document's language tag ("en-GB"), which settles the order of day and month.
pub(super) fn read_date(text: &str, tag: Option<&str>) -> Result<Published, Problem> {
    let lower: String = text.trim().chars().take(160).map(ascii_digit).collect();
    let lower = lower.to_lowercase();
    let lower = if lower.contains(['年', '년']) {
        let signs = lower.replace(['年', '月', '년', '월'], "-").replace(['日', '일'], " ");
        signs.replace("- ", "-")
    } else {
        lower
    };
    let tokens = tokens(&lower);
    if let [Token::Number { value, digits, .. }] = tokens.as_slice() {
        return digits_only(*value, *digits);
    }
    let (date, after) = civil_date(&tokens, tag)?;
    let rest = tokens.get(after..).unwrap_or(&[]);
    // A time stands after the date, or else before it ("14:10, 4 May 2026").
    let (clock, zone_from) = match clock(rest, after > 0) {
        Some((clock, used)) => (Some(clock), rest.get(used..).unwrap_or(&[])),
        None => match clock(&tokens, false) {
            Some((clock, used)) => (Some(clock), tokens.get(used..).unwrap_or(&[])),
            None => (None, rest),
        },
    };
    instant(date, clock, stated_zone(zone_from, clock.is_some()))
}

/// Reads a line that is a date and nothing else ("Thursday 7 May 2026, 06:30 +0200", "Published 4
/// May 2026").
pub(super) fn only_date(line: &str, tag: Option<&str>) -> Option<Published> {
    if line.chars().count() > 80 || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = line.to_lowercase();
    let known =
        |word: &str| is_companion(word) || month(word, tag).is_some() || is_weekday(word, tag);
    let strange =
        tokens(&lower).iter().any(|token| matches!(token, Token::Word(word) if !known(word)));
    if strange { None } else { read_date(line, tag).ok() }
}

/// Reads a short line that holds a date among other words ("By Jane Doe | 4 May 2026, 14:10"): the
/// date, and how many words are no part of one. A line that speaks of rights ("© 2026") is none.
pub(super) fn date_among(line: &str, tag: Option<&str>) -> Option<(Published, usize)> {
    if line.chars().count() > 160
        || !line.contains(|c: char| c.is_numeric())
        || line.contains(['©', '®'])
    {
        return None;
    }
    let found = read_date(line, tag).ok()?;
    let lower = line.to_lowercase();
    let known =
        |word: &str| is_companion(word) || month(word, tag).is_some() || is_weekday(word, tag);
    let words = tokens(&lower);
    let strange =
        words.iter().filter(|token| matches!(token, Token::Word(word) if !known(word))).count();
    Some((found, strange))
}

/// Whether a line says that its first date is that of a change ("Updated 4 May 2026", but not "4
/// May 2026, updated …").
pub(super) fn says_updated(line: &str) -> bool {
    let lower = line.to_lowercase();
    let lower = lower.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    tokens(lower).iter().any(|token| matches!(token, Token::Word(word) if is_update(word)))
}

/// A decimal digit of another script as that of ASCII.
fn ascii_digit(c: char) -> char {
    // The zeros of Arabic, Persian, Devanagari, Bengali, Gujarati, Tamil, Telugu, Kannada, Thai,
    // Lao, Burmese, Khmer and full-width digits; nine more follow each.
    const ZEROS: [char; 13] = ['٠', '۰', '०', '০', '૦', '௦', '౦', '೦', '๐', '໐', '၀', '០', '０'];
    if c.is_ascii() {
        return c;
    }
    let value = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|n| *n < 10);
    ZEROS.into_iter().find_map(value).and_then(|n| char::from_digit(n, 10)).unwrap_or(c)
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

fn digits_only(value: u64, digits: usize) -> Result<Published, Problem> {
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number { value: u64, digits: usize, glued: bool },
    Word(&'a str),
    Sign(char),
}

/// Numbers, words and signs; `glued` numbers follow the token before without a space.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut glued = false;
    while let Some(first) = rest.chars().next() {
        let while_ = |test: fn(char) -> bool| rest.find(|c| !test(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = while_(|c| c.is_ascii_digit());
            let value =
                rest.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(u64::MAX);
            out.push(Token::Number { value, digits: length, glued });
            length
        } else if first.is_alphabetic() {
            let length = while_(|c| c.is_alphabetic() || is_mark(c));
            out.push(Token::Word(rest.get(..length).unwrap_or("")));
            length
        } else {
            if !first.is_whitespace() {
                out.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        glued = !first.is_whitespace();
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// Marks that belong to the letter before: accents, vowel signs, joiners.
const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{93c}' | '\u{94d}' | '\u{9bc}' | '\u{9cd}' | '\u{a3c}' | '\u{a4d}'
        | '\u{abc}' | '\u{acd}' | '\u{b3c}' | '\u{b4d}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}' | '\u{d4d}'
        | '\u{dca}' | '\u{e31}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{eb1}'..='\u{ecd}'
        | '\u{1000}'..='\u{103f}' | '\u{1780}'..='\u{17d3}' | '\u{f00}'..='\u{fbc}' | '\u{200c}' | '\u{200d}')
}

type Found = Result<(Date, usize), Problem>;

/// The first date and the index of the token after it.
fn civil_date(tokens: &[Token<'_>], tag: Option<&str>) -> Found {
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

/// A date around a month's name: "4 May 2026", "May 4th, 2026", "4. Mai 2026", "4 de mayo de 2026",
/// "2026 May 4", "Mon May  4 14:10:00 CEST 2026".
fn named(before: &[Token<'_>], rest: &[Token<'_>], at: usize, month: i8) -> Option<Found> {
    let filler = |token: &Token<'_>| match token {
        Token::Sign(sign) => matches!(sign, '.' | ',' | '-' | '/' | 'º' | 'ª' | '°'),
        Token::Word(word) => {
            matches!(*word, "º" | "ª") || Lexicon::of(None).holds(List::DateFillers, word)
        }
        Token::Number { .. } => false,
    };
    let number = |token: &Token<'_>| match token {
        Token::Number { value, digits, .. } => Some((*value, *digits)),
        _ => None,
    };
    let back = before.iter().rev().take(4).find(|token| !filler(token)).and_then(number);
    let ahead: Vec<(usize, u64, usize)> = rest
        .iter()
        .enumerate()
        .skip(1)
        .take(14)
        .filter_map(|(index, token)| number(token).map(|(value, digits)| (index, value, digits)))
        .collect();
    // The number right after the name, with nothing but fillers between.
    let next = ahead.first().copied().filter(|(index, ..)| {
        rest.get(1..*index).is_some_and(|between| between.iter().all(filler))
    });
    let is_day = |value: u64, digits: usize| digits <= 2 && (1..=31).contains(&value);
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
    {
        let year = before
            .iter()
            .rev()
            .skip_while(|token| number(token).is_none())
            .skip(1)
            .take(5)
            .find(|token| !filler(token))
            .and_then(number);
        if let Some((year, 4)) = year {
            return Some(date(year, month, day).map(|date| (date, at + 1)));
        }
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
    let direct = rest.get(index + 1..year_at).is_some_and(|between| between.iter().all(filler));
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

type Clock = (i8, i8, i8, i32);

/// The first time of day and the index of the token after it. `near` wants it close to the start,
/// where a date ended.
fn clock(tokens: &[Token<'_>], near: bool) -> Option<(Clock, usize)> {
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
fn stated_zone(rest: &[Token<'_>], timed: bool) -> Option<Zone> {
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

fn instant(date: Date, clock: Option<Clock>, zone: Option<Zone>) -> Result<Published, Problem> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// `instant offset precision`, or the problem.
    fn shown(text: &str, tag: Option<&str>) -> String {
        match read_date(text, tag) {
            Ok(found) => {
                let offset = found.offset.map_or("?".into(), |seconds| (seconds / 60).to_string());
                let day = if found.precision == Precision::Day { " day" } else { "" };
                format!("{} {offset}{day}", found.at)
            }
            Err(problem) => format!("{problem:?}"),
        }
    }

    #[test]
    fn forms() {
        for (text, expected) in [
            ("2026-05-04T14:10:00+02:00", "2026-05-04T12:10:00Z 120"),
            ("2026-05-04T14:10:00Z", "2026-05-04T14:10:00Z 0"),
            ("2026-05-04T14:10:00.123456Z", "2026-05-04T14:10:00.123456Z 0"),
            ("2026-05-04t14:10z", "2026-05-04T14:10:00Z 0"),
            ("2026-05-04T14:10:00-0430", "2026-05-04T18:40:00Z -270"),
            ("2026-05-04T14:10:00", "2026-05-04T14:10:00Z ?"),
            ("2026-05-04 14:10:00 +0200", "2026-05-04T12:10:00Z 120"),
            ("2026-05-04 14:10:00 UTC", "2026-05-04T14:10:00Z 0"),
            ("2026-05-04", "2026-05-04T00:00:00Z ? day"),
            ("2026-05-04Z", "2026-05-04T00:00:00Z 0 day"),
            ("2026/5/4", "2026-05-04T00:00:00Z ? day"),
            ("20260504", "2026-05-04T00:00:00Z ? day"),
            ("20260504T141000Z", "2026-05-04T14:10:00Z 0"),
            ("20260504141000", "2026-05-04T14:10:00Z ?"),
            ("2026-W19-1", "2026-05-04T00:00:00Z ? day"),
            ("2026-124", "2026-05-04T00:00:00Z ? day"),
            ("2026年5月4日 14:10", "2026-05-04T14:10:00Z ?"),
            ("1777903800", "2026-05-04T14:10:00Z 0"),
            ("1777903800000", "2026-05-04T14:10:00Z 0"),
            ("Mon, 04 May 2026 14:10:00 +0200", "2026-05-04T12:10:00Z 120"),
            ("Mon, 4 May 26 14:10 EST", "2026-05-04T19:10:00Z -300"),
            ("Mon, 04 May 2026 14:10:00 -0000", "2026-05-04T14:10:00Z ?"),
            ("Mon, 04 May 2026 14:10:00 GMT", "2026-05-04T14:10:00Z 0"),
            ("Mon, 04 May 2026 14:10:00 +0200 (CEST)", "2026-05-04T12:10:00Z 120"),
            ("Mon May  4 14:10:00 CEST 2026", "2026-05-04T12:10:00Z 120"),
            ("Mon May  4 14:10:00 2026", "2026-05-04T14:10:00Z ?"),
            ("4 May 2026", "2026-05-04T00:00:00Z ? day"),
            ("04-May-2026", "2026-05-04T00:00:00Z ? day"),
            ("May 4, 2026", "2026-05-04T00:00:00Z ? day"),
            ("May 4th 2026", "2026-05-04T00:00:00Z ? day"),
            ("2026 May 4", "2026-05-04T00:00:00Z ? day"),
            ("Published: Monday, May 4, 2026 at 2:10 PM EDT", "2026-05-04T18:10:00Z -240"),
            ("May 4, 2026 2:10 p.m. ET", "2026-05-04T18:10:00Z -240"),
            ("January 4, 2026 2:10 p.m. ET", "2026-01-04T19:10:00Z -300"),
            ("May 4, 2026, 12:05 a.m. PT", "2026-05-04T07:05:00Z -420"),
            ("Monday 4 May 2026 14.10 BST", "2026-05-04T00:00:00Z ? day"),
            ("4 May 2026 2.10pm BST", "2026-05-04T13:10:00Z 60"),
            ("14:10, 4 May 2026", "2026-05-04T14:10:00Z ?"),
            ("14:10 GMT, 4 May 2026", "2026-05-04T14:10:00Z 0"),
            ("4 May 2026 14:10 UTC+2", "2026-05-04T12:10:00Z 120"),
            ("04.05.2026", "2026-05-04T00:00:00Z ? day"),
            ("04.05.26, 14:10 Uhr", "2026-05-04T14:10:00Z ?"),
            ("4. Mai 2026, 14.10 Uhr MESZ", "2026-05-04T12:10:00Z 120"),
            ("Montag, 4. März 2026", "2026-03-04T00:00:00Z ? day"),
            ("le 4 mai 2026 à 14h10", "2026-05-04T14:10:00Z ?"),
            ("1er août 2026 à 14 h 10", "2026-08-01T14:10:00Z ?"),
            ("4 de mayo de 2026", "2026-05-04T00:00:00Z ? day"),
            ("4 de março de 2026 às 14h10", "2026-03-04T14:10:00Z ?"),
            ("4 maggio 2026", "2026-05-04T00:00:00Z ? day"),
            ("4 mei 2026", "2026-05-04T00:00:00Z ? day"),
            ("4 maj 2026 kl. 14.10", "2026-05-04T14:10:00Z ?"),
            ("mar., 03 Fev 2026 09:00:00 +0100", "2026-02-03T08:00:00Z 60"),
            ("mar. 3 févr. 2026 à 14h10", "2026-02-03T14:10:00Z ?"),
            ("mar 3 feb 2026", "2026-02-03T00:00:00Z ? day"),
            ("martes, 3 de feb. de 2026", "2026-02-03T00:00:00Z ? day"),
            ("Tue, 3 Mar 2026", "2026-03-03T00:00:00Z ? day"),
            ("Thu, 30 Apr 2026 08:57:00 MEST", "2026-04-30T06:57:00Z 120"),
            ("ti 4. toukokuuta 2026", "2026-05-04T00:00:00Z ? day"),
            ("2026년 5월 4일 14:10", "2026-05-04T14:10:00Z ?"),
            ("ngày 4 tháng 5 năm 2026", "2026-05-04T00:00:00Z ? day"),
            ("4 พฤษภาคม 2569", "2026-05-04T00:00:00Z ? day"),
            ("٤ مايو ٢٠٢٦", "2026-05-04T00:00:00Z ? day"),
            ("4 मई 2026", "2026-05-04T00:00:00Z ? day"),
            ("4 अक्टूबर 2026", "2026-10-04T00:00:00Z ? day"),
            ("4 במאי 2026", "2026-05-04T00:00:00Z ? day"),
            ("2026. május 4.", "2026-05-04T00:00:00Z ? day"),
            ("2026 m. gegužės 4 d.", "2026-05-04T00:00:00Z ? day"),
            ("2026. gada 4. maijs", "2026-05-04T00:00:00Z ? day"),
            ("4 Μαΐου 2026", "2026-05-04T00:00:00Z ? day"),
            ("4 травня 2026 р.", "2026-05-04T00:00:00Z ? day"),
            ("４月 4 2026", "Unreadable"),
            ("4 мая 2026, 14:10 МСК", "2026-05-04T11:10:00Z 180"),
            ("25/12/2026", "2026-12-25T00:00:00Z ? day"),
            ("12/25/2026 06:00 PM", "2026-12-25T18:00:00Z ?"),
            ("05/05/2026", "2026-05-05T00:00:00Z ? day"),
            ("04/05/2026", "Ambiguous"),
            ("", "Unreadable"),
            ("yesterday", "Unreadable"),
            ("May 2026", "Unreadable"),
            ("4 May", "Unreadable"),
            ("2 hours ago", "Unreadable"),
            ("2026-02-30", "Unreadable"),
            ("0000-00-00", "Unreadable"),
            ("Mon, 30 Feb 2019 25:61:61 GMT", "Unreadable"),
            ("2019-04-09T06:00:00+99:99", "Unreadable"),
            ("9999-99-99T99:99:99Z", "Unreadable"),
            ("99999-01-01T00:00:00Z", "Unreadable"),
            ("9223372036854775807", "2262-04-11T23:47:16.854775807Z 0"),
            ("99999999999999999999999", "Unreadable"),
            ("42", "Unreadable"),
            ("2019-04-09T24:00:00Z", "2019-04-10T00:00:00Z 0"),
            ("2019-04-09T23:59:60Z", "2019-04-09T23:59:59Z 0"),
        ] {
            assert_eq!(shown(text, None), expected, "{text}");
        }
    }

    #[test]
    fn lines_that_are_dates() {
        for line in [
            "Thursday 7 May 2026, 06:30 +0200",
            "Published: 4 May 2026",
            "4. Mai 2026, 14.10 Uhr",
            "2026-05-04",
            "Posted on May 4, 2026 at 2:10 p.m. ET",
        ] {
            assert!(only_date(line, None).is_some(), "{line}");
        }
        for line in [
            "Updated at 22:40 on Tuesday 5 May",
            "The trial of 4 May 2026",
            "Council votes 7–4",
            "Last updated: 11:00, 4 May 2026",
            "",
        ] {
            assert!(only_date(line, None).is_none(), "{line}");
        }
    }

    #[test]
    fn every_month_of_every_language_is_read_in_a_date() {
        let mut count = 0;
        for line in
            include_str!("../lexicon/shared/calendar.txt").lines().filter(|l| !l.starts_with('#'))
        {
            let mut parts = line.split(' ');
            let (language, kind) = (parts.next().unwrap_or(""), parts.next());
            let months = (1..).zip(parts).filter(|(_, names)| *names != "-");
            for (number, names) in months.filter(|_| kind == Some("months")) {
                let name = names.split(',').next().unwrap_or("");
                let text = format!("4 {name} 2026");
                let expected = format!("2026-{number:02}-04T00:00:00Z ? day");
                assert_eq!(shown(&text, Some(language)), expected, "{language} {text}");
                count += 1;
            }
        }
        assert!(count > 1_700, "{count}");
    }

    #[test]
    fn the_language_settles_the_order() {
        for (tag, expected) in [
            ("fr", "2026-05-04T00:00:00Z ? day"),
            ("pt-BR", "2026-05-04T00:00:00Z ? day"),
            ("en-GB", "2026-05-04T00:00:00Z ? day"),
            ("en_US", "2026-04-05T00:00:00Z ? day"),
            ("en", "Ambiguous"),
        ] {
            assert_eq!(shown("04/05/2026", Some(tag)), expected, "{tag}");
        }
    }
}

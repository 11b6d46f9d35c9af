//! Which span of time a briefing tells of. Pure reckoning: the clock, the zone and the last run
//! come in as arguments.

use std::str::FromStr;
use std::time::Duration;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, Zoned};
use tidings::model::{Precision, Published, Window};

/// What a first run, or one without memory, goes back.
const FIRST: SignedDuration = SignedDuration::from_hours(24);

/// A moment as a person names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// The end of the last briefing that was written.
    LastRun,
    /// The midnight that began today, in the reader's zone, and so many days before it.
    Midnight(i64),
    /// So many seconds ago.
    Ago(i64),
    /// So many days ago at this time of the day.
    DaysAgo(i64),
    /// The midnight that began a day.
    Day(Date),
    /// A time of the reader's clock.
    Clock(DateTime),
    /// A moment with its own offset.
    Moment(Timestamp),
}

/// A text that names no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no time; write for example yesterday, today, 24h, 7d, last-run, 2026-11-19 or 2026-11-19T06:30"
)]
pub struct NoMoment(String);

impl FromStr for Since {
    type Err = NoMoment;

    fn from_str(given: &str) -> Result<Self, NoMoment> {
        let text = given.trim();
        let lower = text.to_ascii_lowercase();
        match lower.as_str() {
            "last-run" => return Ok(Self::LastRun),
            "today" => return Ok(Self::Midnight(0)),
            "yesterday" => return Ok(Self::Midnight(1)),
            "now" => return Ok(Self::Ago(0)),
            _ => {}
        }
        let stamp = text.replacen(' ', "T", 1);
        if let Ok(moment) = stamp.parse::<Timestamp>() {
            return Ok(Self::Moment(moment));
        }
        if !text.contains([':', 'T', 't'])
            && let Ok(day) = text.parse::<Date>()
        {
            return Ok(Self::Day(day));
        }
        if let Ok(clock) = stamp.parse::<DateTime>()
            && text.contains(':')
        {
            return Ok(Self::Clock(clock));
        }
        let no = || NoMoment(given.to_owned());
        let (number, unit) = quantity(&lower).ok_or_else(no)?;
        match unit {
            "d" | "day" | "days" => Ok(Self::DaysAgo(number)),
            "w" | "week" | "weeks" => number.checked_mul(7).map(Self::DaysAgo).ok_or_else(no),
            unit => seconds(number, unit).map(Self::Ago).ok_or_else(no),
        }
    }
}

impl std::fmt::Display for Since {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::LastRun => f.write_str("last-run"),
            Self::Midnight(0) => f.write_str("today"),
            Self::Midnight(1) => f.write_str("yesterday"),
            Self::Midnight(days) => write!(f, "{days} midnights ago"),
            Self::Ago(seconds) if seconds % 3_600 == 0 => write!(f, "{}h", seconds / 3_600),
            Self::Ago(seconds) => write!(f, "{seconds}s"),
            Self::DaysAgo(days) => write!(f, "{days}d"),
            Self::Day(day) => day.fmt(f),
            Self::Clock(clock) => clock.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
        }
    }
}

/// A number of at most six digits and its unit.
fn quantity(text: &str) -> Option<(i64, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    (1..=6).contains(&digits).then_some(())?;
    Some((number.parse().ok()?, unit.trim()))
}

fn seconds(number: i64, unit: &str) -> Option<i64> {
    let factor = match unit {
        "s" | "sec" | "second" | "seconds" => 1,
        "m" | "min" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3_600,
        _ => return None,
    };
    number.checked_mul(factor)
}

/// How long something may take: 20s, 5min, 24h, 7d.
pub fn duration(text: &str) -> Option<Duration> {
    let lower = text.trim().to_ascii_lowercase();
    let (number, unit) = quantity(&lower)?;
    let seconds = match unit {
        "d" | "day" | "days" => number.checked_mul(86_400),
        unit => seconds(number, unit),
    }?;
    u64::try_from(seconds).ok().filter(|s| *s > 0).map(Duration::from_secs)
}

impl Since {
    /// The moment it names on a clock that shows `now` in `zone`; `last` is the end of the last
    /// briefing. `None` for a time that no calendar holds.
    pub fn moment(self, now: &Zoned, last: Option<Timestamp>) -> Option<Timestamp> {
        let zone = || now.time_zone().clone();
        Some(match self {
            Self::LastRun => last.or_else(|| now.timestamp().checked_sub(FIRST).ok())?,
            Self::Midnight(days) => {
                midnight(now.date().checked_sub(Span::new().try_days(days).ok()?).ok()?, zone())?
            }
            Self::Ago(seconds) => {
                now.timestamp().checked_sub(SignedDuration::from_secs(seconds)).ok()?
            }
            Self::DaysAgo(days) => {
                now.checked_sub(Span::new().try_days(days).ok()?).ok()?.timestamp()
            }
            Self::Day(day) => midnight(day, zone())?,
            Self::Clock(clock) => clock.to_zoned(zone()).ok()?.timestamp(),
            Self::Moment(moment) => moment,
        })
    }

    /// The day it names, for `--date`.
    pub fn day(self, now: &Zoned) -> Option<Date> {
        match self {
            Self::Midnight(days) => now.date().checked_sub(Span::new().try_days(days).ok()?).ok(),
            Self::Day(day) => Some(day),
            _ => None,
        }
    }
}

/// The first moment of a day; not 00:00 where clocks are put forward at midnight.
fn midnight(day: Date, zone: TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone).ok().map(|start| start.timestamp())
}

/// What was asked for: nothing, a span, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Asked {
    /// The first moment; the last run when nobody says otherwise.
    pub since: Option<Since>,
    /// The moment after the last; now when nobody says otherwise.
    pub until: Option<Since>,
    /// A whole day instead.
    pub date: Option<Since>,
}

/// A span of time that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// The end does not come after the beginning.
    #[error(
        "the time from {from} until {until} is empty; hint: --since names the earlier of the two"
    )]
    Empty {
        /// First moment.
        from: String,
        /// The moment after the last.
        until: String,
    },
    /// A time outside of the calendar.
    #[error("`{0}` lies outside of the calendar")]
    Outside(String),
    /// A day was wanted.
    #[error("--date takes a day, such as 2026-11-19, today or yesterday; `{0}` is none")]
    NoDay(String),
}

/// The span of time on a clock that shows `now`; `last` is the end of the last briefing.
///
/// # Errors
/// When it would hold no moment.
pub fn window(
    asked: Asked,
    now: &Zoned,
    last: Option<Timestamp>,
) -> Result<(Timestamp, Timestamp), WindowError> {
    let outside = |since: Since| WindowError::Outside(since.to_string());
    if let Some(date) = asked.date {
        let day = date.day(now).ok_or_else(|| WindowError::NoDay(date.to_string()))?;
        let zone = now.time_zone();
        let next = day.tomorrow().map_err(|_| outside(date))?;
        let (from, until) = (midnight(day, zone.clone()), midnight(next, zone.clone()));
        return from.zip(until).ok_or_else(|| outside(date));
    }
    let until = match asked.until {
        Some(until) => until.moment(now, last).ok_or_else(|| outside(until))?,
        None => now.timestamp(),
    };
    let since = asked.since.unwrap_or(Since::LastRun);
    let from = since.moment(now, last).ok_or_else(|| outside(since))?;
    if from >= until {
        let show = |at: Timestamp| {
            at.to_zoned(now.time_zone().clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
        };
        return Err(WindowError::Empty { from: show(from), until: show(until) });
    }
    Ok((from, until))
}

/// The span as a briefing states it, each end with the reader's offset of that moment.
pub fn shown((from, until): (Timestamp, Timestamp), zone: &TimeZone) -> Window {
    let at = |at: Timestamp| Published {
        at,
        offset: Some(zone.to_offset(at).seconds()),
        precision: Precision::Second,
    };
    Window { from: at(from), until: at(until) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Zoned {
        "2026-11-20T07:00:00+01:00[Europe/Berlin]".parse().unwrap()
    }

    fn asked(since: Option<&str>, until: Option<&str>, date: Option<&str>) -> Asked {
        let read = |text: Option<&str>| text.map(|text| text.parse().unwrap());
        Asked { since: read(since), until: read(until), date: read(date) }
    }

    fn ends(asked: Asked, now: &Zoned, last: Option<&str>) -> String {
        match window(asked, now, last.map(|t| t.parse().unwrap())) {
            Ok((from, until)) => format!("{from} {until}"),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn every_way_to_name_a_window() {
        let now = now();
        for (since, until, date, expected) in [
            (Some("yesterday"), None, None, "2026-11-18T23:00:00Z 2026-11-20T06:00:00Z"),
            (Some("today"), None, None, "2026-11-19T23:00:00Z 2026-11-20T06:00:00Z"),
            (Some("24h"), None, None, "2026-11-19T06:00:00Z 2026-11-20T06:00:00Z"),
            (Some("90 min"), None, None, "2026-11-20T04:30:00Z 2026-11-20T06:00:00Z"),
            (Some("1w"), None, None, "2026-11-13T06:00:00Z 2026-11-20T06:00:00Z"),
            (Some("2026-11-19"), None, None, "2026-11-18T23:00:00Z 2026-11-20T06:00:00Z"),
            (Some("2026-11-19T06:30"), None, None, "2026-11-19T05:30:00Z 2026-11-20T06:00:00Z"),
            (Some("2026-11-19 06:30"), None, None, "2026-11-19T05:30:00Z 2026-11-20T06:00:00Z"),
            (Some("2026-11-19T06:30Z"), None, None, "2026-11-19T06:30:00Z 2026-11-20T06:00:00Z"),
            (
                Some("2026-11-18"),
                Some("2026-11-19"),
                None,
                "2026-11-17T23:00:00Z 2026-11-18T23:00:00Z",
            ),
            (None, None, Some("2026-11-19"), "2026-11-18T23:00:00Z 2026-11-19T23:00:00Z"),
            (None, None, Some("yesterday"), "2026-11-18T23:00:00Z 2026-11-19T23:00:00Z"),
            (None, None, None, "2026-11-19T06:00:00Z 2026-11-20T06:00:00Z"),
        ] {
            assert_eq!(ends(asked(since, until, date), &now, None), expected, "{since:?}");
        }
    }

    #[test]
    fn the_last_run_is_where_the_next_begins_however_long_ago() {
        let last = Some("2026-11-17T06:00:05Z");
        let expected = "2026-11-17T06:00:05Z 2026-11-20T06:00:00Z";
        assert_eq!(ends(Asked::default(), &now(), last), expected);
        assert_eq!(ends(asked(Some("last-run"), None, None), &now(), last), expected);
    }

    #[test]
    fn days_are_as_long_as_the_clock_makes_them() {
        let spring: Zoned = "2026-03-30T07:00:00+02:00[Europe/Berlin]".parse().unwrap();
        let day = asked(None, None, Some("2026-03-29"));
        assert_eq!(ends(day, &spring, None), "2026-03-28T23:00:00Z 2026-03-29T22:00:00Z");
        let autumn: Zoned = "2026-10-26T07:00:00+01:00[Europe/Berlin]".parse().unwrap();
        let day = asked(None, None, Some("yesterday"));
        assert_eq!(ends(day, &autumn, None), "2026-10-24T22:00:00Z 2026-10-25T23:00:00Z");
        // 24 hours are 24 hours; a day ago is the same time of the day.
        assert_eq!(
            ends(asked(Some("24h"), None, None), &spring, None),
            "2026-03-29T05:00:00Z 2026-03-30T05:00:00Z"
        );
        let after: Zoned = "2026-03-29T12:00:00+02:00[Europe/Berlin]".parse().unwrap();
        assert_eq!(
            ends(asked(Some("1d"), None, None), &after, None),
            "2026-03-28T11:00:00Z 2026-03-29T10:00:00Z"
        );
    }

    #[test]
    fn what_cannot_be_is_said() {
        for text in ["", "soon", "24", "h", "-3h", "2026-13-01", "2026-02-30", "24x", "9999999d"] {
            let error = text.parse::<Since>().unwrap_err().to_string();
            assert!(error.contains("is no time; write for example yesterday"), "{error}");
        }
        let backwards = asked(Some("2026-11-19"), Some("2026-11-18"), None);
        let error = ends(backwards, &now(), None);
        assert_eq!(
            error,
            "the time from 2026-11-19 00:00:00 until 2026-11-18 00:00:00 is empty; hint: --since names the earlier of the two"
        );
        assert!(ends(asked(None, None, Some("24h")), &now(), None).contains("--date takes a day"));
        assert!(ends(asked(Some("999999w"), None, None), &now(), None).contains("calendar"));
    }

    #[test]
    fn durations() {
        for (text, seconds) in [("20s", 20), ("5min", 300), ("24h", 86_400), ("7 d", 604_800)] {
            assert_eq!(duration(text), Some(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["0s", "5", "min", "5 parsecs", ""] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn a_window_is_shown_on_the_readers_clock() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let ends =
            ("2026-03-28T12:00:00Z".parse().unwrap(), "2026-03-29T12:00:00Z".parse().unwrap());
        let window = shown(ends, &zone);
        assert_eq!((window.from.offset, window.until.offset), (Some(3_600), Some(7_200)));
    }
}

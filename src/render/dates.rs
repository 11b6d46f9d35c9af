//! Dates for readers: the source's own clock, with its zone.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::model::{Precision, Published};

const DAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The moment on the source's own clock; on UTC's where the source names no zone or an impossible one.
fn local(published: Published) -> Zoned {
    let offset = published.offset.and_then(|s| Offset::from_seconds(s).ok()).unwrap_or(Offset::UTC);
    published.at.to_zoned(TimeZone::fixed(offset))
}

fn day_name(date: &Zoned) -> &'static str {
    let index = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0);
    DAYS.get(index).copied().unwrap_or("")
}

fn month_name(date: &Zoned) -> &'static str {
    let index = usize::try_from(date.month()).unwrap_or(1).saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or("")
}

/// The first three letters of an English name.
fn short(name: &str) -> &str {
    name.get(..3).unwrap_or(name)
}

/// The offset from UTC: "+02:00" with a colon, "+0200" without.
fn zone(date: &Zoned, colon: &str) -> String {
    let seconds = date.offset().seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs() / 60);
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}

/// "Monday 8 April 2019".
pub(super) fn long_day(published: Published) -> String {
    let date = local(published);
    format!("{} {} {} {}", day_name(&date), date.day(), month_name(&date), date.year())
}

/// "Mon 8 Apr".
pub(super) fn short_day(published: Published) -> String {
    let date = local(published);
    format!("{} {} {}", short(day_name(&date)), date.day(), short(month_name(&date)))
}

/// "Mon 8 Apr 2019".
pub(super) fn dated_day(published: Published) -> String {
    format!("{} {}", short_day(published), local(published).year())
}

/// Whether a span of time is one whole day, each end on its own clock.
pub(super) fn is_day(from: Published, until: Published) -> bool {
    let (from, until) = (local(from), local(until));
    let midnight = jiff::civil::Time::midnight();
    let starts = from.time() == midnight && until.time() == midnight;
    starts && from.date().tomorrow().is_ok_and(|next| next == until.date())
}

/// Whether two moments fall into one year, each on its own clock.
pub(super) fn same_year(one: Published, other: Published) -> bool {
    local(one).year() == local(other).year()
}

/// "05:30 +02:00"; nothing where only the day is known.
pub(super) fn clock(published: Published) -> Option<String> {
    if published.precision == Precision::Day {
        return None;
    }
    let date = local(published);
    let zone = match published.offset {
        None => "(no zone given)".to_owned(),
        Some(0) => "UTC".to_owned(),
        Some(_) => zone(&date, ":"),
    };
    Some(format!("{:02}:{:02} {zone}", date.hour(), date.minute()))
}

/// "Mon 8 Apr, 05:30".
pub(super) fn short_moment(published: Published) -> String {
    let date = local(published);
    let clock = match published.precision {
        Precision::Day => String::new(),
        Precision::Second => format!(", {:02}:{:02}", date.hour(), date.minute()),
    };
    format!("{}{clock}", short_day(published))
}

/// "8 Apr 05:30" on the clock of `here`, with the year when it is not the year of `here`. Where only the day is known, that
/// day, since it is not known which day it was elsewhere.
pub(super) fn moment(published: Published, here: Option<Published>) -> String {
    let known = published.precision == Precision::Second;
    let offset = here.filter(|_| known).map_or(published.offset, |here| here.offset);
    let date = local(Published { offset, ..published });
    let year = match here {
        Some(here) if local(here).year() == date.year() => String::new(),
        _ => format!(" {}", date.year()),
    };
    let clock =
        if known { format!(" {:02}:{:02}", date.hour(), date.minute()) } else { String::new() };
    format!("{} {}{year}{clock}", date.day(), short(month_name(&date)))
}

/// "Mon 8 Apr 2019, 05:30 +02:00".
pub(super) fn short_date(published: Published) -> String {
    let day = dated_day(published);
    clock(published).map_or_else(|| day.clone(), |clock| format!("{day}, {clock}"))
}

/// "Mon 8 Apr 2019, 05:30" on the clock of `here`. Where only the day is known, that day; a moment whose source states no
/// zone stays as it was written, and says so, as does one where nobody's clock is known.
pub(super) fn date_at(published: Published, here: Option<Published>) -> String {
    let known = published.precision == Precision::Second && published.offset.is_some();
    let Some(here) = here.filter(|_| known) else { return short_date(published) };
    let there = Published { offset: here.offset, ..published };
    format!("{}, {}", dated_day(there), local(there).strftime("%H:%M"))
}

/// The day alone, for machines: "2019-04-08".
pub(super) fn day(published: Published) -> String {
    local(published).date().to_string()
}

/// For machines: "2019-04-08T05:30:00+02:00", or "2019-04-08" where only the day is known.
pub(super) fn iso(published: Published) -> String {
    let date = local(published);
    if published.precision == Precision::Day {
        return date.date().to_string();
    }
    let zone = match published.offset {
        None | Some(0) => "Z".to_owned(),
        Some(_) => zone(&date, ":"),
    };
    format!("{}{zone}", date.datetime().strftime("%Y-%m-%dT%H:%M:%S"))
}

/// For feeds: "2019-04-08T05:30:00+02:00", midnight where only the day is known. `None` for years that RFC 3339 cannot
/// write.
pub(super) fn rfc3339(published: Published) -> Option<String> {
    let year = local(published).year();
    (0..=9999).contains(&year).then(|| iso(Published { precision: Precision::Second, ..published }))
}

/// For mail: "Mon, 08 Apr 2019 05:30:00 +0200". `None` for years that RFC 5322 cannot write.
pub(super) fn mail(published: Published) -> Option<String> {
    let date = local(published);
    (1900..=9999).contains(&date.year()).then(|| {
        format!(
            "{}, {:02} {} {:04} {:02}:{:02}:{:02} {}",
            short(day_name(&date)),
            date.day(),
            short(month_name(&date)),
            date.year(),
            date.hour(),
            date.minute(),
            date.second(),
            zone(&date, "")
        )
    })
}

/// A day that is written "2026-05-10", as `form` has it; as it is written where there is no such day.
fn of_day(day: &str, form: impl Fn(Published) -> String) -> String {
    let date = day.parse::<jiff::civil::Date>().ok();
    let at = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|date| date.timestamp());
    let published = at.map(|at| Published { at, offset: Some(0), precision: Precision::Day });
    published.map_or_else(|| day.to_owned(), form)
}

/// "Sunday 10 May 2026" of "2026-05-10".
pub(super) fn long_day_of(day: &str) -> String {
    of_day(day, long_day)
}

/// "Sun 10 May" of "2026-05-10".
pub(super) fn short_day_of(day: &str) -> String {
    of_day(day, short_day)
}

/// "Sun 10 May 2026" of "2026-05-10".
pub(super) fn dated_day_of(day: &str) -> String {
    of_day(day, dated_day)
}

/// "May" of "2026-05".
pub(super) fn month_alone(month: &str) -> String {
    of_day(&format!("{month}-01"), |day| month_name(&local(day)).to_owned())
}

/// "May 2026" of "2026-05".
pub(super) fn month_of(month: &str) -> String {
    of_day(&format!("{month}-01"), |day| {
        let date = local(day);
        format!("{} {}", month_name(&date), date.year())
    })
}

/// The earliest and the latest of some moments.
pub(super) fn window(
    moments: impl Iterator<Item = Published> + Clone,
) -> Option<(Published, Published)> {
    let at = |published: &Published| -> Timestamp { published.at };
    Some((moments.clone().min_by_key(at)?, moments.max_by_key(at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(at: &str, offset: Option<i32>, precision: Precision) -> Published {
        Published { at: at.parse().unwrap(), offset, precision }
    }

    #[test]
    fn dates_keep_their_zone() {
        let moment = published("2019-04-08T03:30:05Z", Some(7200), Precision::Second);
        assert_eq!(long_day(moment), "Monday 8 April 2019");
        assert_eq!(short_date(moment), "Mon 8 Apr 2019, 05:30 +02:00");
        assert_eq!(iso(moment), "2019-04-08T05:30:05+02:00");
        assert_eq!(mail(moment).unwrap(), "Mon, 08 Apr 2019 05:30:05 +0200");
        let west = published("2019-04-08T03:30:00Z", Some(-12_600), Precision::Second);
        assert_eq!(short_date(west), "Mon 8 Apr 2019, 00:00 -03:30");
        let unknown = published("2019-04-08T03:30:00Z", None, Precision::Second);
        assert_eq!(short_date(unknown), "Mon 8 Apr 2019, 03:30 (no zone given)");
        assert_eq!(iso(unknown), "2019-04-08T03:30:00Z");
        let day = published("2019-04-08T00:00:00Z", Some(0), Precision::Day);
        assert_eq!((short_date(day), iso(day)), ("Mon 8 Apr 2019".into(), "2019-04-08".into()));
    }

    #[test]
    fn moments_are_told_on_the_readers_clock() {
        let here = Some(published("2019-04-09T05:00:00Z", Some(7200), Precision::Second));
        let late = published("2019-04-08T22:30:00Z", Some(-14_400), Precision::Second);
        assert_eq!(date_at(late, here), "Tue 9 Apr 2019, 00:30");
        assert_eq!(date_at(late, None), "Mon 8 Apr 2019, 18:30 -04:00");
        let day = published("2019-04-08T00:00:00Z", Some(-14_400), Precision::Day);
        assert_eq!(date_at(day, here), short_date(day));
        let unknown = published("2019-04-08T22:30:00Z", None, Precision::Second);
        assert_eq!(date_at(unknown, here), "Mon 8 Apr 2019, 22:30 (no zone given)");
    }

    #[test]
    fn impossible_dates_are_survived() {
        for at in [Timestamp::MIN, Timestamp::MAX] {
            for offset in [None, Some(i32::MIN), Some(i32::MAX), Some(93_599), Some(-93_599)] {
                let moment = Published { at, offset, precision: Precision::Second };
                assert!(!short_date(moment).is_empty() && !iso(moment).is_empty());
                let _ = mail(moment);
                assert!(!date_at(moment, Some(moment)).is_empty());
            }
        }
    }
}

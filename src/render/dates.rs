//! Dates for readers: the source's own clock, with its zone.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};

use crate::lexicon::{Label, Labels, NameList};
use crate::model::{Precision, Published};

/// English names, which the headers of mails have in every language (RFC 5322).
const MAIL_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MAIL_MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The moment on the source's own clock; on UTC's where the source names no zone or an impossible
/// one.
fn local(published: Published) -> Zoned {
    let offset = published.offset.and_then(|s| Offset::from_seconds(s).ok()).unwrap_or(Offset::UTC);
    published.at.to_zoned(TimeZone::fixed(offset))
}

/// The place of a date's day in the week, Monday at 0.
fn weekday(date: &Zoned) -> usize {
    usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)
}

/// The place of a date's month in the year, January at 0.
fn month(date: &Zoned) -> usize {
    usize::try_from(date.month()).unwrap_or(1).saturating_sub(1)
}

/// A date in one of the language's forms, with these names for the day of the week and the month.
fn formed(
    date: &Zoned,
    labels: &Labels,
    form: Label,
    (days, months): (NameList, NameList),
) -> String {
    let gaps = [
        ("weekday", labels.name(days, weekday(date))),
        ("day", &date.day().to_string()),
        ("month", labels.name(months, month(date))),
        ("year", &date.year().to_string()),
    ];
    labels.fill(form, &gaps)
}

/// Names in full, and short ones.
const LONG: (NameList, NameList) = (NameList::Weekdays, NameList::Months);
const SHORT: (NameList, NameList) = (NameList::WeekdaysShort, NameList::MonthsShort);

/// The offset from UTC: "+02:00" with a colon, "+0200" without.
fn zone(date: &Zoned, colon: &str) -> String {
    let seconds = date.offset().seconds();
    let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs() / 60);
    format!("{sign}{:02}{colon}{:02}", minutes / 60, minutes % 60)
}

/// "Monday 8 April 2019".
pub(super) fn long_day(published: Published, labels: &Labels) -> String {
    formed(&local(published), labels, Label::LongDay, LONG)
}

/// "Mon 8 Apr".
pub(super) fn short_day(published: Published, labels: &Labels) -> String {
    formed(&local(published), labels, Label::ShortDay, SHORT)
}

/// "Mon 8 Apr 2019".
pub(super) fn dated_day(published: Published, labels: &Labels) -> String {
    formed(&local(published), labels, Label::DatedDay, SHORT)
}

/// Whether a span of time is one whole day, each end on its own clock.
pub(super) fn is_day(from: Published, until: Published) -> bool {
    let (from, until) = (local(from), local(until));
    let midnight = jiff::civil::Time::midnight();
    let starts = from.time() == midnight && until.time() == midnight;
    starts && from.date().tomorrow().is_ok_and(|next| next == until.date())
}

/// Whether two moments fall on one day, each on its own clock.
pub(super) fn same_day(one: Published, other: Published) -> bool {
    local(one).date() == local(other).date()
}

/// Whether two moments fall into one year, each on its own clock.
pub(super) fn same_year(one: Published, other: Published) -> bool {
    local(one).year() == local(other).year()
}

/// "05:30 +02:00"; nothing where only the day is known.
pub(super) fn clock(published: Published, labels: &Labels) -> Option<String> {
    if published.precision == Precision::Day {
        return None;
    }
    let date = local(published);
    let zone = match published.offset {
        None => labels.text(Label::NoZone).to_owned(),
        Some(0) => "UTC".to_owned(),
        Some(_) => zone(&date, ":"),
    };
    Some(format!("{} {zone}", time(&date)))
}

/// "Mon 8 Apr, 05:30".
pub(super) fn short_moment(published: Published, labels: &Labels) -> String {
    let day = short_day(published, labels);
    match published.precision {
        Precision::Day => day,
        Precision::Second => at_time(&day, &time(&local(published)), labels),
    }
}

/// "05:30".
fn time(date: &Zoned) -> String {
    format!("{:02}:{:02}", date.hour(), date.minute())
}

/// "Mon 8 Apr, 05:30" of both parts.
fn at_time(day: &str, time: &str, labels: &Labels) -> String {
    labels.fill(Label::DayTime, &[("day", day), ("time", time)])
}

/// "8 Apr 05:30" on the clock of `here`, with the year when it is not the year of `here`. Where
/// only the day is known, that day, since it is not known which day it was elsewhere.
pub(super) fn moment(published: Published, here: Option<Published>, labels: &Labels) -> String {
    let known = published.precision == Precision::Second;
    let offset = here.filter(|_| known).map_or(published.offset, |here| here.offset);
    let date = local(Published { offset, ..published });
    let form = match here {
        Some(here) if local(here).year() == date.year() => Label::DayMonth,
        _ => Label::DayMonthYear,
    };
    let day = formed(&date, labels, form, SHORT);
    if known { format!("{day} {}", time(&date)) } else { day }
}

/// "Mon 8 Apr 2019, 05:30 +02:00".
pub(super) fn short_date(published: Published, labels: &Labels) -> String {
    let day = dated_day(published, labels);
    clock(published, labels).map_or_else(|| day.clone(), |clock| at_time(&day, &clock, labels))
}

/// "Mon 8 Apr 2019, 05:30" on the clock of `here`. Where only the day is known, that day; a moment
/// whose source states no zone stays as it was written, and says so, as does one where nobody's
/// clock is known.
pub(super) fn date_at(published: Published, here: Option<Published>, labels: &Labels) -> String {
    let known = published.precision == Precision::Second && published.offset.is_some();
    let Some(here) = here.filter(|_| known) else { return short_date(published, labels) };
    let there = Published { offset: here.offset, ..published };
    at_time(&dated_day(there, labels), &time(&local(there)), labels)
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

/// For feeds: "2019-04-08T05:30:00+02:00", midnight where only the day is known. `None` for years
/// that RFC 3339 cannot write.
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
            MAIL_DAYS.get(weekday(&date)).unwrap_or(&""),
            date.day(),
            MAIL_MONTHS.get(month(&date)).unwrap_or(&""),
            date.year(),
            date.hour(),
            date.minute(),
            date.second(),
            zone(&date, "")
        )
    })
}

/// A day that is written "2026-05-10", as `form` has it; as it is written where there is no such
/// day.
fn of_day(day: &str, form: impl Fn(Published) -> String) -> String {
    let date = day.parse::<jiff::civil::Date>().ok();
    let at = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok()).map(|date| date.timestamp());
    let published = at.map(|at| Published { at, offset: Some(0), precision: Precision::Day });
    published.map_or_else(|| day.to_owned(), form)
}

/// "Sunday 10 May 2026" of "2026-05-10".
pub(super) fn long_day_of(day: &str, labels: &Labels) -> String {
    of_day(day, |day| long_day(day, labels))
}

/// "Sun 10 May" of "2026-05-10".
pub(super) fn short_day_of(day: &str, labels: &Labels) -> String {
    of_day(day, |day| short_day(day, labels))
}

/// "Sun 10 May 2026" of "2026-05-10".
pub(super) fn dated_day_of(day: &str, labels: &Labels) -> String {
    of_day(day, |day| dated_day(day, labels))
}

/// "May" of "2026-05".
pub(super) fn month_alone(month: &str, labels: &Labels) -> String {
    let name = |day| labels.name(NameList::MonthsAlone, self::month(&local(day))).to_owned();
    of_day(&format!("{month}-01"), name)
}

/// "May 2026" of "2026-05".
pub(super) fn month_of(month: &str, labels: &Labels) -> String {
    let names = (NameList::Weekdays, NameList::MonthsAlone);
    of_day(&format!("{month}-01"), |day| formed(&local(day), labels, Label::MonthYear, names))
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

    fn english() -> &'static Labels {
        Labels::of(None)
    }

    fn published(at: &str, offset: Option<i32>, precision: Precision) -> Published {
        Published { at: at.parse().unwrap(), offset, precision }
    }

    #[test]
    fn dates_keep_their_zone() {
        let moment = published("2019-04-08T03:30:05Z", Some(7200), Precision::Second);
        assert_eq!(long_day(moment, english()), "Monday 8 April 2019");
        assert_eq!(short_date(moment, english()), "Mon 8 Apr 2019, 05:30 +02:00");
        assert_eq!(iso(moment), "2019-04-08T05:30:05+02:00");
        assert_eq!(mail(moment).unwrap(), "Mon, 08 Apr 2019 05:30:05 +0200");
        let west = published("2019-04-08T03:30:00Z", Some(-12_600), Precision::Second);
        assert_eq!(short_date(west, english()), "Mon 8 Apr 2019, 00:00 -03:30");
        let unknown = published("2019-04-08T03:30:00Z", None, Precision::Second);
        assert_eq!(short_date(unknown, english()), "Mon 8 Apr 2019, 03:30 (no zone given)");
        assert_eq!(iso(unknown), "2019-04-08T03:30:00Z");
        let day = published("2019-04-08T00:00:00Z", Some(0), Precision::Day);
        assert_eq!(
            (short_date(day, english()), iso(day)),
            ("Mon 8 Apr 2019".into(), "2019-04-08".into())
        );
    }

    #[test]
    fn moments_are_told_on_the_readers_clock() {
        let here = Some(published("2019-04-09T05:00:00Z", Some(7200), Precision::Second));
        let late = published("2019-04-08T22:30:00Z", Some(-14_400), Precision::Second);
        assert_eq!(date_at(late, here, english()), "Tue 9 Apr 2019, 00:30");
        assert_eq!(date_at(late, None, english()), "Mon 8 Apr 2019, 18:30 -04:00");
        let day = published("2019-04-08T00:00:00Z", Some(-14_400), Precision::Day);
        assert_eq!(date_at(day, here, english()), short_date(day, english()));
        let unknown = published("2019-04-08T22:30:00Z", None, Precision::Second);
        assert_eq!(date_at(unknown, here, english()), "Mon 8 Apr 2019, 22:30 (no zone given)");
    }

    #[test]
    fn impossible_dates_are_survived() {
        for at in [Timestamp::MIN, Timestamp::MAX] {
            for offset in [None, Some(i32::MIN), Some(i32::MAX), Some(93_599), Some(-93_599)] {
                let moment = Published { at, offset, precision: Precision::Second };
                assert!(!short_date(moment, english()).is_empty() && !iso(moment).is_empty());
                let _ = mail(moment);
                assert!(!date_at(moment, Some(moment), english()).is_empty());
            }
        }
    }
}

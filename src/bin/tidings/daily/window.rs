//! Which articles a briefing tells of.
//!
//! A window is a span of time of publication. A briefing that follows on an earlier one also takes
//! what came into the archive after that one, though it was published before: a feed that failed
//! yesterday, or that is slow, loses nothing.

use anyhow::Context as _;
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use tidings::archive::{Archive, Kept};
use tidings::model::Precision;

use super::Daily;
use super::record::Record;
use crate::window::{Since, window};

/// How long before its window an article may have been published that came late.
const LATE: SignedDuration = SignedDuration::from_hours(72);

/// How long after its window an article may be dated and still be waited for; a date further off is
/// wrong.
const EARLY: SignedDuration = SignedDuration::from_hours(24);

/// Days are known to the day: what is dated so may lie a day beside its window by the instant.
const DAY: SignedDuration = SignedDuration::from_hours(26);

/// The window of a run, and what it follows on.
#[derive(Debug, Clone)]
pub(super) struct Chosen<'r> {
    pub from: Timestamp,
    pub until: Timestamp,
    /// Whether it belongs to the row of briefings that follow on one another.
    pub row: bool,
    /// The last arrival that the briefing before this one knew of.
    pub mark: Option<i64>,
    /// The briefing of this very window that went out before.
    pub same: Option<&'r Record>,
    /// Whether nothing came since that one, and it is told once more.
    pub again: bool,
}

/// Chooses the window: what was asked, else on from the last briefing; and when nothing came since
/// that one, on the same day, that briefing again, unless silence or a mail was asked for.
pub(super) fn choose<'r>(
    daily: &Daily<'_>,
    archive: &Archive,
    earlier: &'r [Record],
) -> anyhow::Result<Chosen<'r>> {
    let now = &daily.now.at;
    let asked = daily.asked();
    let row = asked.date.is_none()
        && asked.until.is_none()
        && asked.since.is_none_or(|since| since == Since::LastRun);
    if let Some(again) = again(daily, archive, earlier)? {
        return Ok(again);
    }
    let last = covered(earlier, now.timestamp());
    let (from, until) = window(asked, now, last)?;
    let before = |record: &&Record| record.row && record.briefed.until <= from;
    let mark = earlier.iter().filter(before).map(|record| record.mark).max();
    let same = earlier.iter().find(|record| record.window() == (from, until));
    Ok(Chosen { from, until, row, mark: mark.filter(|_| row), same, again: false })
}

/// The end of the time that the row of briefings covers, looked at from a moment: briefings that
/// follow on one another, and those that were asked for beside them and leave no gap.
fn covered(earlier: &[Record], before: Timestamp) -> Option<Timestamp> {
    let mut chain: Vec<&Record> =
        earlier.iter().filter(|record| record.briefed.until < before).collect();
    chain.sort_by_key(|record| record.window());
    let mut end: Option<Timestamp> = None;
    for record in chain {
        let (from, until) = record.window();
        if record.row || end.is_some_and(|end| from <= end) {
            end = end.max(Some(until));
        }
    }
    end
}

/// The last briefing once more, for a person who asks twice on one day.
fn again<'r>(
    daily: &Daily<'_>,
    archive: &Archive,
    earlier: &'r [Record],
) -> anyhow::Result<Option<Chosen<'r>>> {
    let options = daily.options;
    let asks = options.since.is_none() && options.until.is_none() && options.date.is_none();
    let sends = daily.output.mail.deliver.is_some();
    let Some(last) = earlier.last().filter(|_| asks && !options.exit_empty && !sends) else {
        return Ok(None);
    };
    let now = &daily.now.at;
    let day = |at: Timestamp| at.to_zoned(now.time_zone().clone()).date();
    let (from, until) = last.window();
    let is_today = day(last.briefed.made) == now.date() && until < now.timestamp();
    if !is_today || !last.row || archive.arrivals()? > last.mark {
        return Ok(None);
    }
    // What was known before and is dated in the time since is news now.
    if !archive.articles(Some((until, now.timestamp())))?.is_empty() {
        return Ok(None);
    }
    let (row, mark) = (true, last.follows);
    Ok(Some(Chosen { from, until, row, mark, same: Some(last), again: true }))
}

/// The articles that a window tells of, in canonical order.
pub(super) fn articles(
    archive: &Archive,
    chosen: &Chosen<'_>,
    zone: &TimeZone,
) -> anyhow::Result<Vec<Kept>> {
    let outside = || "the window reaches beyond the calendar";
    let first = chosen.from.checked_sub(DAY).ok().with_context(outside)?;
    let end = chosen.until.checked_add(DAY).ok().with_context(outside)?;
    let mut articles = archive.articles(Some((first, end)))?;
    articles.retain(|kept| {
        let at = moment(kept, zone);
        chosen.from <= at && at < chosen.until
    });
    if let Some(mark) = chosen.mark {
        let late = chosen.from.checked_sub(LATE).ok().with_context(outside)?;
        let early = chosen.until.checked_add(EARLY).ok().with_context(outside)?;
        let known: std::collections::BTreeSet<String> =
            articles.iter().map(|kept| kept.id.clone()).collect();
        let came = archive.arrived_after(mark)?.into_iter().filter(|kept| {
            let at = moment(kept, zone);
            (late <= at && at < chosen.from || early <= at) && !known.contains(&kept.id)
        });
        articles.extend(came);
        articles.sort_by(|a, b| a.article.canonical_cmp(&b.article).then_with(|| a.id.cmp(&b.id)));
    }
    Ok(articles)
}

/// When an article counts as published: a day without a clock begins at the reader's midnight; what
/// has no date counts from the moment it was first seen.
fn moment(kept: &Kept, zone: &TimeZone) -> Timestamp {
    let Some(published) = kept.article.published else { return kept.seen };
    if published.precision != Precision::Day {
        return published.at;
    }
    let own = published.offset.and_then(|s| Offset::from_seconds(s).ok()).unwrap_or(Offset::UTC);
    let day = own.to_datetime(published.at).date();
    day.to_zoned(zone.clone()).map_or(published.at, |midnight| midnight.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings::archive::Briefed;

    fn record(from: &str, until: &str, row: bool) -> Record {
        let day = |hour: &str| format!("2026-05-{hour}:00:00Z").parse().unwrap();
        let settings = format!("{{\"row\":{row}}}");
        Record::of(Briefed {
            profile: "default".to_owned(),
            from: day(from),
            until: day(until),
            made: day(until),
            message_id: None,
            settings,
            document: None,
            stories: Vec::new(),
            statements: Vec::new(),
        })
    }

    fn end(records: &[Record]) -> String {
        let now = "2026-05-08T07:00:00Z".parse().unwrap();
        covered(records, now).map_or_else(|| "nothing".to_owned(), |end| end.to_string())
    }

    #[test]
    fn a_look_at_another_time_leaves_no_gap_behind() {
        let row = || record("04T07", "05T07", true);
        assert_eq!(end(&[]), "nothing");
        assert_eq!(end(&[row()]), "2026-05-05T07:00:00Z");
        // One hour of the afternoon was asked for: the hours before it are still to be told.
        assert_eq!(end(&[row(), record("05T11", "05T12", false)]), "2026-05-05T07:00:00Z");
        // What was asked for joins what was told: on from its end.
        assert_eq!(end(&[row(), record("05T06", "05T12", false)]), "2026-05-05T12:00:00Z");
        // A day of the past is no run.
        assert_eq!(end(&[record("01T00", "02T00", false)]), "nothing");
        // A run of this very moment is repeated, not followed.
        assert_eq!(end(&[row(), record("05T07", "08T07", true)]), "2026-05-05T07:00:00Z");
    }
}

//! Dates as articles state them: RFC 3339, RFC 2822, Unix time and the plain forms of newspapers in
//! many languages.
//!
//! Nothing is guessed: "04/05/2026" is a date only where the language says which number is the
//! month, and a form that is not understood gives no date rather than a wrong one.

use super::calendar::{is_weekday, month};
use super::date_day::{civil_date, digits_only};
use super::date_time::{clock, instant, stated_zone};
use super::date_tokens::{Problem, Token, ascii_digit, tokens};
use super::months::{is_companion, is_update};
use crate::model::Published;

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

/// Reads a date with the document's language tag ("en-GB"), which settles the order of day and
/// month.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Precision;

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

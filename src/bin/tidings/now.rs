//! The moment of the run and the reader's time zone, which the library does not know.

use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use tidings::model::Published;

use crate::config::{Config, Environment};

/// `--now` and `--timezone`.
#[derive(Debug, Clone, clap::Args)]
pub struct NowOptions {
    /// The moment that counts as now, for results that can be repeated: 2026-05-10T18:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment, help_heading = "Time")]
    now: Option<Published>,
    /// The reader's time zone: Europe/Berlin; without one, here or in the configuration, UTC
    #[arg(long, value_name = "ZONE", visible_alias = "tz", value_parser = zone_name, help_heading = "Time")]
    timezone: Option<String>,
}

/// The moment of the run on the reader's clock.
#[derive(Debug, Clone)]
pub struct Now {
    /// Instant and zone.
    pub at: Zoned,
    /// Whether the moment was given, not read from a clock.
    pub given: bool,
    /// The zone's name, where somebody named one.
    pub zone: Option<String>,
}

impl Now {
    /// Seconds east of UTC.
    pub fn offset(&self) -> i32 {
        self.at.offset().seconds()
    }

    /// A moment on the reader's clock, to the second: "2026-05-10 20:00:00 +02:00".
    pub fn shown(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.at.time_zone().clone());
        zoned.strftime("%Y-%m-%d %H:%M:%S %:z").to_string()
    }
}

impl NowOptions {
    /// What was given, or the clock's time; in the zone of the flag, the configuration or `TZ`,
    /// else in the offset that the moment was given in, else in UTC. The system's own zone is never
    /// asked: a briefing that is made elsewhere must not silently tell of another day.
    pub fn resolve(&self, config: &Config, environment: Environment<'_>) -> anyhow::Result<Now> {
        let from_tz = || {
            let tz = environment("TZ")?.into_string().ok()?;
            zone(&tz).is_ok().then_some(tz)
        };
        let name = self.timezone.clone().or_else(|| config.zone.clone()).or_else(from_tz);
        let zone = name.as_deref().map(zone).transpose().map_err(|m| anyhow::anyhow!(m))?;
        let (at, offset) = match &self.now {
            Some(given) => (given.at, given.offset),
            None => (Timestamp::now(), None),
        };
        let own = || {
            let offset = offset.and_then(|s| Offset::from_seconds(s).ok());
            offset.filter(|o| *o != Offset::UTC).map_or(TimeZone::UTC, TimeZone::fixed)
        };
        let zone = zone.unwrap_or_else(own);
        Ok(Now { at: at.to_zoned(zone), given: self.now.is_some(), zone: name })
    }
}

/// The moment that somebody wrote down.
fn moment(given: &str) -> Result<Published, String> {
    tidings::read::parse_date(given)
        .ok_or_else(|| "it is no time; write for example 2026-05-10T18:00:00Z".to_owned())
}

/// The name of a time zone that there is.
fn zone_name(name: &str) -> Result<String, String> {
    zone(name).map(|_| name.to_owned())
}

/// The time zone of that name.
///
/// # Errors
/// What is wrong, and which name is near.
pub fn zone(name: &str) -> Result<TimeZone, String> {
    let name = name.trim();
    if let Ok(zone) = TimeZone::get(name) {
        return Ok(zone);
    }
    if name.eq_ignore_ascii_case("utc") {
        return Ok(TimeZone::UTC);
    }
    let known: Vec<String> = jiff::tz::db().available().map(|name| name.to_string()).collect();
    if known.is_empty() {
        return Err(format!(
            "`{name}`: this system has no time zones; hint: install the package tzdata, or use UTC"
        ));
    }
    let near = crate::config::nearest(name, known.iter().map(String::as_str));
    Err(match near {
        Some(near) => format!("`{name}` is no time zone; did you mean `{near}`?"),
        None => format!("`{name}` is no time zone; write an IANA name such as Europe/Berlin"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(
        now: Option<&str>,
        timezone: Option<&str>,
        configured: Option<&str>,
        tz: Option<&str>,
    ) -> String {
        let now = now.map(|now| moment(now).unwrap());
        let options = NowOptions { now, timezone: timezone.map(str::to_owned) };
        let mut config = Config::default();
        config.zone = configured.map(str::to_owned);
        let environment = |name: &str| tz.filter(|_| name == "TZ").map(Into::into);
        let now = options.resolve(&config, &environment).unwrap();
        format!("{} {}", now.at.datetime(), now.zone.unwrap_or_default())
    }

    #[test]
    fn flag_then_configuration_then_tz_then_the_moments_own_offset_then_utc() {
        let noon = Some("2026-05-10T12:00:00Z");
        let east = Some("2026-05-10T12:00:00+03:00");
        let (berlin, lisbon) = (Some("Europe/Berlin"), Some("Europe/Lisbon"));
        let tokyo = Some("Asia/Tokyo");
        assert_eq!(at(noon, berlin, lisbon, tokyo), "2026-05-10T14:00:00 Europe/Berlin");
        assert_eq!(at(noon, None, lisbon, tokyo), "2026-05-10T13:00:00 Europe/Lisbon");
        assert_eq!(at(noon, None, None, tokyo), "2026-05-10T21:00:00 Asia/Tokyo");
        assert_eq!(at(noon, None, None, Some(":/etc/localtime")), "2026-05-10T12:00:00 ");
        assert_eq!(at(east, None, None, None), "2026-05-10T12:00:00 ");
        assert_eq!(at(noon, None, None, None), "2026-05-10T12:00:00 ");
    }

    #[test]
    fn zones_that_do_not_exist_are_said_with_what_is_near() {
        assert_eq!(
            zone("Europe/Berlni").unwrap_err(),
            "`Europe/Berlni` is no time zone; did you mean `Europe/Berlin`?"
        );
        let error = zone("Mitteleuropa").unwrap_err();
        assert!(error.contains("write an IANA name such as Europe/Berlin"), "{error}");
        assert!(zone("utc").is_ok());
    }
}

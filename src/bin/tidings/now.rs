//! The moment of the run, which the library does not know.

use anyhow::Context as _;
use jiff::Timestamp;

/// `--now`.
#[derive(Debug, clap::Args)]
pub struct NowOptions {
    /// The moment that counts as now, for results that can be repeated: 2026-05-10T18:00:00Z
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
}

/// A moment and the offset from UTC, in seconds east, that it is shown in.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    /// The instant.
    pub at: Timestamp,
    /// Seconds east of UTC.
    pub offset: i32,
}

impl NowOptions {
    /// What was given, or the clock's time in the system's zone.
    pub fn resolve(&self) -> anyhow::Result<Now> {
        match &self.now {
            Some(given) => {
                let published = tidings::read::parse_date(given).with_context(|| {
                    format!("`{given}` is no time; write for example 2026-05-10T18:00:00Z")
                })?;
                Ok(Now { at: published.at, offset: published.offset.unwrap_or(0) })
            }
            None => {
                let at = Timestamp::now();
                let zone = jiff::tz::TimeZone::system();
                Ok(Now { at, offset: zone.to_offset(at).seconds() })
            }
        }
    }
}

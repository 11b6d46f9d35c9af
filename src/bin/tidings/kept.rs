//! Articles of the archive, for commands that were given no other input.

use std::path::PathBuf;

use anyhow::Context as _;
use tidings::archive::{Access, Archive, Select};
use tidings::model::{Article, Outcome};

use crate::config::{Config, environment};
use crate::fetching::{self, WebOptions};
use crate::input::{ReadOptions, gather};
use crate::now::Now;
use crate::places;
use crate::window::Since;

/// Which articles of the archive are read.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "From the archive (without INPUT)")]
pub struct KeptOptions {
    /// The archive, instead of the one in the configuration or in the XDG data folder
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    archive: Option<PathBuf>,
    /// Only articles published (undated ones: first seen) since: yesterday, 24h, 7d, 2026-11-19
    #[arg(long, value_name = "TIME", conflicts_with = "inputs")]
    since: Option<Since>,
    /// Only articles published before this time
    #[arg(long, value_name = "TIME", conflicts_with = "inputs")]
    until: Option<Since>,
}

impl KeptOptions {
    /// Whether there is an archive.
    pub fn is_there(&self, config: &Config) -> bool {
        let path = places::archive_of(self.archive.as_deref(), config, &environment, false);
        path.is_ok_and(|path| path.exists())
    }

    /// The articles of `inputs`, or where there are none, those of the archive.
    pub fn or_inputs(
        &self,
        inputs: &[PathBuf],
        (read, web): (&ReadOptions, &WebOptions),
        config: &Config,
        now: &Now,
    ) -> anyhow::Result<Outcome<Vec<Article>>> {
        if !inputs.is_empty() {
            let moment = now.at.timestamp();
            return Ok(fetching::gather(inputs, read, web, config, moment, gather)?.read);
        }
        let path = places::archive_of(self.archive.as_deref(), config, &environment, false)?;
        anyhow::ensure!(
            path.exists(),
            "no articles: no INPUT was named, and there is no archive at {}; hint: name files, folders or addresses, or fetch first",
            path.display()
        );
        let window = (self.since.is_some() || self.until.is_some()).then(|| {
            Ok::<_, anyhow::Error>((
                moment(self.since, jiff::Timestamp::MIN, now)?,
                moment(self.until, jiff::Timestamp::MAX, now)?,
            ))
        });
        let select = Select { window: window.transpose()?, ..Select::default() };
        let kept = Archive::open(&path, Access::Read)?.select(&select)?;
        Ok(Outcome {
            value: kept.into_iter().map(|kept| kept.article).collect(),
            warnings: Vec::new(),
        })
    }
}

/// A moment as it was named, or `otherwise` where none was.
fn moment(
    since: Option<Since>,
    otherwise: jiff::Timestamp,
    now: &Now,
) -> anyhow::Result<jiff::Timestamp> {
    let Some(since) = since else { return Ok(otherwise) };
    anyhow::ensure!(since != Since::LastRun, "`last-run` has no meaning here; name a time");
    since.moment(&now.at, None).with_context(|| format!("`{since}` lies outside of the calendar"))
}

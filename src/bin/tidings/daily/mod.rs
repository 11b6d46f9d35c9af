//! The daily briefing: from the archive, since the last one, without what was told.
//!
//! The order of events is what a reader can rely on: the lock, the window, the articles, the
//! memory, the briefing, the page under its final name or in other hands, and only then the record
//! of what was told. A run that dies before the record tells the same again; none tells less.

mod diff;
mod preview;
mod record;
mod window;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context as _;
use jiff::Timestamp;
use tidings::archive::{Access, Archive, Kept};
use tidings::brief::{Members, Plan, PlanError, Settings, WithMembers};
use tidings::model::{Article, Briefing, Outcome, Warning};

use crate::config::{Config, Environment};
use crate::exit::Exit;
use crate::fetching;
use crate::lock::Lock;
use crate::now::Now;
use crate::output::OutputOptions;
use crate::say::Say;
use crate::window::{Asked, Since};

/// How long it is remembered what was told.
const REMEMBERED: jiff::SignedDuration = jiff::SignedDuration::from_hours(24 * 120);

/// What a briefing from the archive can be asked, beside what every briefing can.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "From the archive (without INPUT)")]
pub struct DailyOptions {
    /// The archive, instead of the one in the configuration or in the XDG data folder
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Take what came since: yesterday, today, 24h, 7d, last-run, 2026-11-19, 2026-11-19T06:30
    ///
    /// Without it a briefing goes back to the last one of the profile, or 24 hours before the
    /// first. Days begin at midnight in the reader's time zone.
    #[arg(long, value_name = "TIME", conflicts_with_all = ["inputs", "date"])]
    since: Option<Since>,
    /// Take what came before this time; now without it
    #[arg(long, value_name = "TIME", conflicts_with_all = ["inputs", "date"])]
    until: Option<Since>,
    /// Take this whole day: 2026-11-19, today or yesterday
    #[arg(long, value_name = "DAY", conflicts_with = "inputs")]
    date: Option<Since>,
    /// Fetch the feeds of the configuration first; one that fails is named, and the briefing is
    /// made without it
    #[arg(long, conflicts_with = "inputs")]
    fetch: bool,
    /// Write nothing and end with code 4 when there is nothing new
    #[arg(long, conflicts_with = "inputs")]
    exit_empty: bool,
    /// Show what would be fetched, quoted and sent; change nothing
    #[arg(long, conflicts_with_all = ["inputs", "diff"])]
    dry_run: bool,
    /// Show which sentences are new and which are gone since the last briefing of the profile;
    /// change nothing
    #[arg(long, conflicts_with = "inputs")]
    diff: bool,
    /// Write the briefing, but do not remember it: the next one may say the same
    #[arg(long, conflicts_with = "inputs")]
    no_record: bool,
    /// Repeat also what earlier briefings said
    #[arg(long, conflicts_with = "inputs")]
    forget: bool,
    /// Wait so many seconds for another run of the same archive and profile; 0 ends at once with
    /// code 75
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    wait: u32,
}

impl DailyOptions {
    /// The archive that counts, its folder made where it is the one in its own place.
    pub fn archive(
        &self,
        config: &Config,
        environment: Environment<'_>,
    ) -> anyhow::Result<PathBuf> {
        crate::places::archive_of(self.archive.as_deref(), config, environment, true)
    }
}

/// Everything that a run from the archive is made with.
pub struct Daily<'a> {
    /// What was asked.
    pub options: &'a DailyOptions,
    /// The configuration of the profile.
    pub config: &'a Config,
    /// The moment of the run.
    pub now: &'a Now,
    /// Where the page goes.
    pub output: &'a OutputOptions,
    /// The process's environment.
    pub environment: Environment<'a>,
    /// Whether servers on this machine may be asked, whatever the configuration says.
    pub allow_loopback: bool,
    /// The person's ear.
    pub say: Say,
}

/// What a run found out before it writes anything.
struct Made<'r> {
    briefing: Briefing,
    /// For each story, the articles that it is made of.
    members: Vec<Members>,
    warnings: Vec<Warning>,
    /// The articles of the window.
    read: Vec<Kept>,
    chosen: window::Chosen<'r>,
    /// The moment that the briefing says it was made.
    made: Timestamp,
    /// The last arrival in the archive that was known.
    arrivals: i64,
}

impl Daily<'_> {
    /// Makes the briefing of `settings` from the archive and writes, sends and records it, or shows
    /// what would be.
    pub fn run(&self, settings: Settings, page: tidings::render::Page) -> anyhow::Result<Exit> {
        let named = self.options.archive.as_deref();
        let path =
            crate::places::archive_of(named, self.config, self.environment, self.options.fetch)?;
        let looks = self.options.dry_run || self.options.diff;
        let _lock = if looks {
            None
        } else {
            let wait = Duration::from_secs(u64::from(self.options.wait));
            Some(Lock::take(&path, &self.config.profile, wait, self.environment)?)
        };
        let fetched =
            if self.options.fetch && !looks { self.fetch(&path)? } else { Exit::Complete };
        let records = !looks && !self.options.no_record;
        let access = if records { Access::Write } else { Access::Read };
        anyhow::ensure!(
            path.exists(),
            "{}: there is no archive yet; hint: `tidings fetch` or `tidings archive import INPUT` makes one, or name files to brief",
            path.display()
        );
        let mut archive = Archive::open(&path, access)?;
        let earlier = self.earlier(&archive)?;
        let mut made = self.make(&archive, &earlier, settings)?;
        if self.options.diff {
            return self.write_difference(&earlier, &made.briefing);
        }
        let mut exit = fetched.worse(self.say.warnings(&made.warnings));
        let mut page = page;
        page.profile = Some(self.config.profile.clone());
        page.mail.references = record::references(&archive, &made, &earlier);
        if self.options.dry_run {
            let text = preview::text(self, &path, &made, &page)?;
            self.output.file.write(text.as_bytes())?;
            return Ok(exit);
        }
        let empty = made.briefing.stories.is_empty();
        if empty && self.options.exit_empty {
            // Feeds that could not be had were named; there is nothing to write all the same.
            exit =
                if exit == Exit::Partial { Exit::NothingNew } else { exit.worse(Exit::NothingNew) };
        } else {
            let warnings = std::mem::take(&mut made.warnings);
            let published =
                self.output.publish((&made.briefing, &made.members), &warnings, &page, self.say)?;
            if !published.whole {
                self.say
                    .detail("the reader of standard output went away: nothing is recorded as told");
                return Ok(exit);
            }
            record::drop_untold(&mut made.briefing, &published.untold);
        }
        if records {
            let message = tidings::render::message_id(&made.briefing, &page).ok();
            let briefed = record::briefed(self, &made, message)?;
            archive.record_briefing(&briefed).context("the briefing is written, not recorded")?;
            archive.run_finished(&self.config.profile, self.now.at.timestamp())?;
        }
        Ok(exit)
    }

    /// Writes what has changed since the last briefing that told of anything.
    fn write_difference(
        &self,
        earlier: &[record::Record],
        briefing: &Briefing,
    ) -> anyhow::Result<Exit> {
        let told = earlier.iter().filter(|record| !record.briefed.statements.is_empty());
        let last = told.max_by_key(|record| record.first);
        let text = diff::text(last.map(|record| &record.briefed), briefing, self.now);
        self.output.file.write(text.as_bytes())?;
        Ok(Exit::Complete)
    }

    /// Fetches as `tidings fetch` does. Feeds that fail cost the run its code 0 and nothing else.
    fn fetch(&self, archive: &Path) -> anyhow::Result<Exit> {
        let mut request = fetching::Request::default();
        request.network.allow_loopback = self.allow_loopback;
        let settings = fetching::Settings::resolve(&request, self.config)?;
        // Where no moment was given, each feed's articles arrive when they do.
        let now = if self.now.given { self.now.at.timestamp() } else { Timestamp::now() };
        match fetching::run(&settings, archive, now, self.say)? {
            Exit::Complete => Ok(Exit::Complete),
            _ => Ok(Exit::Partial),
        }
    }

    /// What earlier briefings of the profile told, as far back as is remembered, in the order in
    /// which they first went out.
    fn earlier(&self, archive: &Archive) -> anyhow::Result<Vec<record::Record>> {
        let since = self.now.at.timestamp().checked_sub(REMEMBERED).ok();
        let told = archive.told(Some(&self.config.profile), since)?;
        let mut records: Vec<record::Record> = told.into_iter().map(record::Record::of).collect();
        records.sort_by_key(|record| (record.first, record.briefed.from, record.briefed.until));
        Ok(records)
    }

    fn asked(&self) -> Asked {
        let options = self.options;
        let plain = options.since.is_none() && options.until.is_none() && options.date.is_none();
        let since = if plain { self.config.since } else { options.since };
        Asked { since, until: options.until, date: options.date }
    }

    /// Chooses the window and its articles, and briefs them.
    fn make<'r>(
        &self,
        archive: &Archive,
        earlier: &'r [record::Record],
        mut settings: Settings,
    ) -> anyhow::Result<Made<'r>> {
        // The count of arrivals, the memory and the articles are of one moment: what arrives while
        // this run reads is known to the next, and what another run prunes meanwhile is still
        // there.
        let held = archive.hold()?;
        let arrivals = archive.arrivals()?;
        let chosen = window::choose(self, archive, earlier)?;
        let zone = self.now.at.time_zone();
        let remembered = if self.options.forget { &[] } else { record::before(earlier, &chosen) };
        let (memory, told) = record::memory(archive, remembered)?;
        let read = window::articles(archive, &chosen, zone)?;
        drop(held);
        let made = match chosen.same {
            Some(same) if chosen.again => same.briefed.made,
            Some(same) if !self.now.given && same.digest == record::digest(&read) => {
                same.briefed.made
            }
            _ => self.now.at.timestamp(),
        };
        settings.now = Some(made);
        settings.offset = zone.to_offset(made).seconds();
        settings.window = Some(crate::window::shown((chosen.from, chosen.until), zone));
        settings.profile = Some(self.config.profile.clone());
        settings.zone = Some(self.now.zone.clone().unwrap_or_else(|| "UTC".to_owned()));
        settings.memory = memory;
        let plan = settings.check()?;
        let Outcome { value: (briefing, members), mut warnings } = brief(&plan, &read, &told)?;
        if self.now.zone.is_none() {
            let note = Warning::note("time zone", "none is configured: days and clocks are UTC's");
            let hint = "say `timezone = \"Europe/Berlin\"` in the configuration, or --timezone";
            warnings.push(note.hint(hint));
        }
        if chosen.again {
            self.say.detail(&format!(
                "nothing came since the briefing of {}: this is that one again",
                made.to_zoned(zone.clone()).strftime("%H:%M")
            ));
        }
        Ok(Made { briefing, members, warnings, read, chosen, made, arrivals })
    }
}

/// The briefing of the articles that no earlier briefing's story held; one without stories where
/// there is nothing new.
fn brief(
    plan: &Plan,
    read: &[Kept],
    told: &BTreeSet<String>,
) -> anyhow::Result<Outcome<WithMembers>> {
    let articles = |told: Option<&BTreeSet<String>>| -> Vec<Article> {
        let is_new = |kept: &&Kept| told.is_none_or(|told| !told.contains(&kept.id));
        read.iter().filter(is_new).map(|kept| kept.article.clone()).collect()
    };
    match plan.run_with_members(articles(Some(told))) {
        Ok(outcome) => Ok(outcome),
        Err(
            PlanError::NoArticles
            | PlanError::NothingNew { .. }
            | PlanError::NothingMatches { .. }
            | PlanError::NothingToQuote { .. },
        ) => Ok(Outcome::clean((plan.nothing(&articles(None)), Vec::new()))),
        Err(error) => Err(error.into()),
    }
}

//! `tidings fetch`: feeds and pages into the archive.

mod listing;
mod settings;
mod take;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use tidings::archive::{Access, Archive};
use tidings::fetch::{Clock, Fetcher, Network};

use crate::config::{ConfigOptions, environment};
use crate::exit::Exit;
use crate::now::NowOptions;
use crate::output::OutputFile;
use crate::places;
use crate::say::Say;

use settings::Settings;
use take::Taking;

/// Arguments of `tidings fetch`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tidings fetch                                 the feeds of the configuration
  tidings fetch https://ledger.example/feed     a feed, or a page, without any configuration
  tidings fetch --feeds subscriptions.opml      the feeds of a list that another reader exported
  tidings fetch --full-text                     and the whole articles behind their items
  tidings fetch --export-opml -o feeds.opml     the configured feeds as such a list
  tidings fetch --feeds old.opml --export-toml  such a list as lines for the configuration

What was fetched once is asked for under conditions (ETag, Last-Modified); a server that wants to be left alone
(Retry-After) is. One request at a time goes to a host, with a pause between two. Pages behind items are fetched as
far as robots.txt allows; feeds and the addresses that you name are not asked about. A configured feed that fails is
reported when it has failed in three runs in a row, an address of the command line at once.

Exit code 75: everything failed, for reasons that pass (no answer, 429, 503, …).")]
pub struct Args {
    /// Feeds or pages; without any, the feeds of --feeds or of the configuration
    #[arg(value_name = "URL")]
    urls: Vec<String>,
    /// Fetch the feeds of a subscription list (OPML)
    #[arg(long, value_name = "FILE")]
    feeds: Option<PathBuf>,
    /// The archive that takes the articles, instead of the one in the XDG data folder
    #[arg(long, value_name = "FILE")]
    archive: Option<PathBuf>,
    /// Follow the items' links and take the whole articles
    #[arg(long)]
    full_text: bool,
    /// Most pages that are fetched for one feed in a run; the rest follows in the next
    #[arg(long, value_name = "N", default_value_t = 50)]
    max_pages: usize,
    /// Show what would be fetched, and fetch nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the feeds as a subscription list (OPML), and fetch nothing
    #[arg(long)]
    export_opml: bool,
    /// Print the feeds as lines for the configuration, and fetch nothing
    #[arg(long, conflicts_with_all = ["export_opml", "dry_run"])]
    export_toml: bool,
    #[command(flatten)]
    output: OutputFile,
    #[command(flatten)]
    network: NetworkOptions,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    now: NowOptions,
}

/// How requests are made.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Network")]
struct NetworkOptions {
    /// Allow servers on this machine (127.0.0.0/8, ::1)
    #[arg(long)]
    allow_loopback: bool,
    /// Allow servers in this network: 192.168.1.0/24 (may be repeated)
    #[arg(long, value_name = "NETWORK")]
    allow_network: Vec<Network>,
    /// Seconds that one fetch may take with all its redirects [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    timeout: Option<u64>,
    /// Most bytes of one reply, packed and unpacked [default: 16777216]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    max_bytes: Option<u64>,
    /// Hosts that are asked at the same time [default: 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=64))]
    jobs: Option<u64>,
    /// Seconds between two requests to one host
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = seconds)]
    pause: f64,
    /// Who is said to ask
    #[arg(long, value_name = "TEXT")]
    user_agent: Option<String>,
}

fn seconds(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| "a number of seconds is wanted".to_owned())?;
    if (0.0..=600.0).contains(&value) {
        Ok(value)
    } else {
        Err("0 to 600 seconds are possible".to_owned())
    }
}

/// The machine's clock, and the moment that counts as now.
struct WallClock {
    now: Timestamp,
    start: Instant,
}

impl Clock for WallClock {
    fn now(&self) -> Timestamp {
        let since = jiff::SignedDuration::try_from(self.start.elapsed()).unwrap_or_default();
        self.now.checked_add(since).unwrap_or(self.now)
    }

    fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

/// Runs the command with arguments as a shell would give them, for a briefing that fetches first.
pub fn run_with(arguments: Vec<std::ffi::OsString>, say: Say) -> anyhow::Result<Exit> {
    use clap::{Args as _, FromArgMatches as _};
    let command = Args::augment_args(clap::Command::new("fetch").no_binary_name(true));
    let matches = command.try_get_matches_from(arguments)?;
    run(Args::from_arg_matches(&matches)?, say)
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let config = args.config.load(&environment)?;
    let now = args.now.resolve(&config, &environment)?.at.timestamp();
    let settings = Settings::resolve(&args, &config)?;
    if args.export_opml || args.export_toml {
        args.output.write(listing::export(&settings, args.export_toml).as_bytes())?;
        return Ok(Exit::Complete);
    }
    let path = places::archive_of(args.archive.as_deref(), &config, &environment, !args.dry_run)?;
    if args.dry_run {
        let archive = if path.exists() { Some(Archive::open(&path, Access::Read)?) } else { None };
        args.output.write(listing::plan(&settings, archive.as_ref(), now)?.as_bytes())?;
        return Ok(Exit::Complete);
    }
    let archive = Archive::open(&path, Access::Write)?;
    let clock = WallClock { now, start: Instant::now() };
    let fetcher = Fetcher::new(settings.manners.clone(), &clock).context("--user-agent")?;
    let mut taking = Taking::new(archive, &settings, now, say)?;
    taking.feeds(&fetcher)?;
    taking.pages(&fetcher)?;
    Ok(taking.finish())
}

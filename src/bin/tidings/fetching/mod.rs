//! Feeds and pages into the archive: the job that `tidings fetch` and a briefing with `--fetch` do.

mod check;
mod given;
mod once;
mod settings;
mod take;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::Timestamp;
use tidings::archive::{Access, Archive};
use tidings::fetch::{Clock, Fetcher, Link, Manners, Network};
use tidings::model::{Article, Outcome, Warning};

use crate::exit::Exit;
use crate::input::bytes;
use crate::say::Say;

pub use check::check;
pub use given::header;
pub use once::{WebOptions, gather};
pub use settings::{Settings, Wanted, manners};
use take::Taking;

/// Most pages that are fetched for one feed in a run, where nobody says more.
const MAX_PAGES: usize = 50;

/// What is fetched, and how.
#[derive(Debug, clap::Args)]
pub struct Request {
    /// Feeds or pages; without any, the feeds of --feeds or of the configuration
    #[arg(value_name = "URL")]
    pub urls: Vec<String>,
    /// Fetch the feeds of a subscription list (OPML)
    #[arg(long, value_name = "FILE")]
    pub feeds: Option<PathBuf>,
    /// Follow the items' links and take the whole articles
    #[arg(long)]
    pub full_text: bool,
    /// Most pages that are fetched for one feed in a run; the rest follows in the next
    #[arg(long, value_name = "N", default_value_t = MAX_PAGES)]
    pub max_pages: usize,
    #[command(flatten)]
    pub network: NetworkOptions,
}

impl Default for Request {
    /// The feeds of the configuration, as it wants them.
    fn default() -> Self {
        let network = NetworkOptions::default();
        Self { urls: Vec::new(), feeds: None, full_text: false, max_pages: MAX_PAGES, network }
    }
}

/// How requests are made.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Network")]
pub struct NetworkOptions {
    /// Allow servers on this machine (127.0.0.0/8, ::1)
    #[arg(long)]
    pub allow_loopback: bool,
    /// Allow servers in this network: 192.168.1.0/24 (may be repeated)
    #[arg(long, value_name = "NETWORK")]
    pub allow_network: Vec<Network>,
    /// Seconds that one fetch may take with all its redirects [default: 30]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub timeout: Option<u64>,
    /// Most bytes of one reply, packed and unpacked (K, M and G are 1024 of the smaller) [default:
    /// 16M]
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub max_bytes: Option<u64>,
    /// Hosts that are asked at the same time [default: 8]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=64))]
    pub jobs: Option<u64>,
    /// Seconds between two requests to one host [default: 1]
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub pause: Option<f64>,
    /// Send requests through this proxy (http://HOST:PORT), or through the one that the environment
    /// names
    #[arg(long, value_name = "URL|environment")]
    pub proxy: Option<String>,
    /// How requests name themselves (User-Agent)
    #[arg(long, value_name = "TEXT")]
    pub user_agent: Option<String>,
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

impl WallClock {
    /// A clock that shows `now` and goes from there.
    fn at(now: Timestamp) -> Self {
        Self { now, start: Instant::now() }
    }
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

/// Fetches the pages at `addresses`, each on its own; none is kept. Those that could not be fetched
/// are named.
///
/// A document's links lead to no server of this machine, unless `loopback` says that whoever gave
/// it meant them to.
pub fn pages(
    addresses: Vec<String>,
    loopback: bool,
    manners: Manners,
    now: Timestamp,
) -> anyhow::Result<Outcome<Vec<Article>>> {
    let clock = WallClock::at(now);
    let fetcher = Fetcher::new(manners, &clock).context("the configuration's user agent")?;
    let links: Vec<Link> = addresses
        .into_iter()
        .map(|address| Link { local: loopback.then(|| server(&address)), address })
        .collect();
    let mut all = Outcome { value: Vec::new(), warnings: Vec::new() };
    fetcher.pages(&links, &mut |place, page| {
        match page {
            Ok(page) => {
                // The page may name another address than the one that led to it; both are its own.
                let mut article = page.article;
                article.id = links.get(place).map(|link| link.address.clone());
                all.value.push(article);
            }
            Err(error) => {
                let address = links.get(place).map_or("", |link| link.address.as_str());
                all.warnings.push(Warning::failed(address, error.to_string()));
            }
        }
        ControlFlow::Continue(())
    });
    Ok(all)
}

/// Host and port of an address.
fn server(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("http", address));
    let host = rest.split(['/', '?']).next().unwrap_or(rest);
    let port = if scheme == "https" { 443 } else { 80 };
    let has_port = host.rsplit(':').next().is_some_and(|port| port.parse::<u16>().is_ok());
    if has_port { host.to_owned() } else { format!("{host}:{port}") }
}

/// Fetches what `settings` want into the archive at `path`.
pub fn run(settings: &Settings, path: &Path, now: Timestamp, say: Say) -> anyhow::Result<Exit> {
    let archive = Archive::open(path, Access::Write)?;
    let clock = WallClock::at(now);
    let fetcher = Fetcher::new(settings.manners.clone(), &clock)?;
    let mut taking = Taking::new(archive, settings, now, say)?;
    taking.feeds(&fetcher)?;
    taking.pages(&fetcher)?;
    Ok(taking.finish())
}

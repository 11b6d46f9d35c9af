//! `tidings fetch`: feeds and pages into the archive.

mod listing;

use std::path::PathBuf;

use tidings::archive::{Access, Archive};

use crate::config::{ConfigOptions, environment};
use crate::exit::Exit;
use crate::fetching::{self, Request, Settings};
use crate::now::NowOptions;
use crate::output::OutputFile;
use crate::places;
use crate::say::Say;

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

What was fetched once is asked for under conditions (ETag, Last-Modified); a server that asks for a pause (Retry-After) \
gets it. One request at a time goes to a host, with a pause between two. Pages behind items are fetched as far as \
robots.txt allows; feeds and the addresses that you name are not asked about. A configured feed that fails is reported \
when it has failed in three runs in a row, an address of the command line at once.

Exit code 75: everything failed, for reasons that pass (no answer, 429, 503, …).")]
pub struct Args {
    #[command(flatten)]
    request: Request,
    /// The archive that takes the articles, instead of the one in the XDG data folder
    #[arg(long, value_name = "FILE", help_heading = "Fetching")]
    archive: Option<PathBuf>,
    /// Show what would be fetched, and fetch nothing
    #[arg(long, help_heading = "Fetching")]
    dry_run: bool,
    /// Print the feeds as a subscription list (OPML), and fetch nothing
    #[arg(long, help_heading = "Fetching")]
    export_opml: bool,
    /// Print the feeds as lines for the configuration, and fetch nothing
    #[arg(long, conflicts_with_all = ["export_opml", "dry_run"], help_heading = "Fetching")]
    export_toml: bool,
    #[command(flatten)]
    output: OutputFile,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    now: NowOptions,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let config = args.config.load(&environment)?;
    let now = args.now.resolve(&config, &environment)?.at.timestamp();
    let settings = Settings::resolve(&args.request, &config)?;
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
    fetching::run(&settings, &path, now, say)
}

//! `tidings verify`: does a briefing, ours or anybody's, say what its sources say?

mod bytes;

use std::collections::BTreeSet;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tidings::check::{Digest, Report, Verdict, check, digest};
use tidings::model::{Article, Outcome};

use crate::config::{Config, ConfigOptions, environment};
use crate::exit::Exit;
use crate::fetching::{self, WebOptions};
use crate::input::ReadOptions;
use crate::kept::KeptOptions;
use crate::now::{Now, NowOptions};
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tidings verify briefing.json articles/          our own: every quote, byte by byte
  tidings verify letter.md articles/              any digest: what stands in which source, and what in none
  tidings verify world.json -o report.html        Kite's JSON against the archive; both sides beside each other
  tidings verify letter.eml --fetch articles/     pages that it cites and that are not at hand are fetched
  tidings verify letter.md articles/ --fail-on elsewhere --format json

Exit codes: 0 all holds; 1 a quote does not hold, or a sentence stands in no source (see --fail-on); 3 some inputs could
not be read.")]
pub struct Args {
    /// The briefing: our JSON, Kite's JSON, Markdown, HTML, plain text or a mail; - for standard
    /// input
    #[arg(value_name = "DIGEST")]
    digest: PathBuf,
    /// Its sources: files, folders, addresses, or - for standard input; without any, the archive
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// text, html or json; without it the extension of -o decides, else text
    #[arg(short, long, value_enum, value_name = "FORMAT")]
    format: Option<Form>,
    /// Take a briefing of ours sentence by sentence too, as any other digest
    #[arg(long)]
    by_sentence: bool,
    /// Fetch the cited pages that are not among the sources, as far as robots.txt allows
    #[arg(long)]
    fetch: bool,
    /// What ends the run with code 1; each includes those above it
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = FailOn::Absent)]
    fail_on: FailOn,
    #[command(flatten)]
    kept: KeptOptions,
    #[command(flatten)]
    web: WebOptions,
    #[command(flatten)]
    read: ReadOptions,
    #[command(flatten)]
    output: OutputFile,
    #[command(flatten)]
    config: ConfigOptions,
    #[command(flatten)]
    now: NowOptions,
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Text,
    Html,
    Json,
}

/// `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
enum FailOn {
    /// Nothing
    Never,
    /// A sentence that is in no source
    Absent,
    /// One that is only in a source that it does not cite
    Elsewhere,
    /// One that is not decided
    Unclear,
}

impl FailOn {
    fn fails(self, report: &Report) -> bool {
        let has = |verdict| report.counts.of(verdict) > 0;
        (self >= Self::Absent && has(Verdict::Absent))
            || (self >= Self::Elsewhere && has(Verdict::Elsewhere))
            || (self >= Self::Unclear && has(Verdict::Unclear))
    }
}

impl Args {
    fn format(&self) -> Form {
        let extension = self.output.path.as_ref().and_then(|p| p.extension()?.to_str());
        self.format.unwrap_or(match extension.map(str::to_ascii_lowercase).as_deref() {
            Some("html" | "htm") => Form::Html,
            Some("json") => Form::Json,
            _ => Form::Text,
        })
    }
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if is_stdin(&args.digest) && args.inputs.iter().any(is_stdin) {
        bail!("standard input cannot be both the briefing and an article");
    }
    let (given, place) = given(&args.digest)?;
    let config = args.config.load(&environment)?;
    let now = args.now.resolve(&config, &environment)?;
    let own = bytes::is_own(&given);
    if own && !args.by_sentence && args.format() == Form::Text {
        let briefing = bytes::parse(&given).with_context(|| format!("{place}: is no briefing"))?;
        let read = args.kept.or_inputs(&args.inputs, (&args.read, &args.web), &config, &now)?;
        let exit = say.warnings(&read.warnings);
        let report = tidings::cite::verify(&briefing, &read.value);
        args.output.write(bytes::as_text(&report).as_bytes())?;
        return Ok(if report.holds() { exit } else { Exit::Failed });
    }
    let digest =
        digest::read(&given, &place).with_context(|| format!("{place}: cannot be checked"))?;
    let read = sources(&args, &config, &now, &digest)?;
    let exit = say.warnings(&read.warnings);
    let report = check(&digest, &read.value);
    args.output.write(page(&report, args.format())?.as_bytes())?;
    Ok(if args.fail_on.fails(&report) { Exit::Failed } else { exit })
}

/// The sources: what was named, else the archive; and the pages that are cited and not among them,
/// where that is asked.
fn sources(
    args: &Args,
    config: &Config,
    now: &Now,
    digest: &Digest,
) -> anyhow::Result<Outcome<Vec<Article>>> {
    let mut read = if args.fetch && args.inputs.is_empty() && !args.kept.is_there(config) {
        Outcome::default()
    } else {
        args.kept.or_inputs(&args.inputs, (&args.read, &args.web), config, now)?
    };
    if args.fetch {
        let known: BTreeSet<String> =
            read.value.iter().filter_map(|a| a.source.url.clone()).collect();
        let mut wanted: Vec<String> = digest
            .claims
            .iter()
            .flat_map(|claim| &claim.cites)
            .filter_map(|address| tidings::read::canonical_address(address))
            .filter(|address| !known.contains(address))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        let network = fetching::NetworkOptions {
            allow_loopback: args.web.allow_loopback(),
            ..fetching::NetworkOptions::default()
        };
        let manners = fetching::manners(&network, config)?;
        let pages =
            fetching::pages(wanted, args.web.allow_loopback(), manners, now.at.timestamp())?;
        read.value.extend(pages.value);
        read.warnings.extend(pages.warnings);
    }
    Ok(read)
}

fn page(report: &Report, form: Form) -> anyhow::Result<String> {
    Ok(match form {
        Form::Text => tidings::check::text(report),
        Form::Html => tidings::check::page(report),
        Form::Json => {
            let mut json = serde_json::to_string_pretty(report)?;
            json.push('\n');
            json
        }
    })
}

/// The bytes of the digest, and what they are called.
fn given(path: &Path) -> anyhow::Result<(Vec<u8>, String)> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes);
        let name = "standard input".to_owned();
        return read.map(|bytes| (bytes, name)).context("standard input: cannot be read");
    }
    let name = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("{name}: cannot be read"))?;
    Ok((bytes, name))
}

//! `tidings archive`: the articles that were seen, in one file.

mod doc_freq;
mod import;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context as _;
use tidings::archive::{Access, Archive, ArchiveError, Cut, Kept, Select, json_line};
use tidings::model::Precision;
use tidings::read::canonical_address;
use tidings::text::encode::hexadecimal;

use doc_freq::{DocFreqArgs, doc_freq};
use import::{ImportArgs, import};

use crate::choice::Listing;
use crate::config::{Config, ConfigOptions, environment};
use crate::exit::Exit;
use crate::now::{Now, NowOptions};
use crate::places;
use crate::say::Say;
use crate::window::Since;

/// Arguments of `tidings archive`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tidings archive import corpus/             take in everything in a folder
  tidings archive list --since 7d            what was published in the last seven days
  tidings archive search 'ferry -strike'     articles about a ferry and no strike
  tidings archive export > articles.jsonl    everything, one article a line
  tidings archive doc-freq -o df.tsv         how rare words are in all of it, for --doc-freq
  tidings archive prune --older-than 90d     articles of the last 90 days are enough")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    /// Use this archive instead of the configuration's, or of tidings/archive.sqlite in the XDG
    /// data folder
    #[arg(long, global = true, value_name = "FILE")]
    archive: Option<PathBuf>,
    #[command(flatten)]
    config: ConfigOptions,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Take in articles, each once
    Import(Box<ImportArgs>),
    /// List articles by time
    List(ListArgs),
    /// Print one article
    Show(ShowArgs),
    /// Find articles by their words
    Search(SearchArgs),
    /// Write articles as lines of JSON
    Export(ExportArgs),
    /// Write how many articles hold each word, for --doc-freq
    DocFreq(DocFreqArgs),
    /// Take out old articles and give the space back
    Prune(PruneArgs),
    /// Examine the file
    Check,
}

/// Which articles.
#[derive(Debug, clap::Args)]
struct Which {
    /// Only those published (undated ones: first seen) since: yesterday, 24h, 7d, 2026-11-19
    #[arg(long, value_name = "WHEN")]
    since: Option<Since>,
    /// Only those published before
    #[arg(long, value_name = "WHEN")]
    until: Option<Since>,
    /// Only those of this publisher
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    #[command(flatten)]
    now: NowOptions,
}

#[derive(Debug, clap::Args)]
struct ListArgs {
    /// Print identifiers only, in their own order
    #[arg(long, conflicts_with_all = ["since", "until", "publisher", "json", "format"])]
    ids: bool,
    #[command(flatten)]
    form: Listing,
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct ShowArgs {
    /// The article's identifier, or its address
    #[arg(value_name = "ID")]
    id: String,
    #[command(flatten)]
    form: Listing,
}

#[derive(Debug, clap::Args)]
struct SearchArgs {
    /// Words that must occur; "several words" together, word* for a beginning, -word for none of
    /// it, OR between two
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Print at most this many
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: usize,
    #[command(flatten)]
    form: Listing,
}

/// What stands for the hyphen of an excluded word until the command line is read.
const EXCLUDED: &str = "\u{1}";

/// The command line, where the words behind `archive search` that begin with one hyphen (`-strike`)
/// stand as words, so that options may stand behind them. `-q` and `-v` are options there as
/// everywhere.
pub fn query_words(arguments: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
    let mut seen = 0;
    let mut words = Vec::new();
    for argument in arguments {
        let text = argument.to_str().unwrap_or_default();
        match seen {
            0 if text == "archive" => seen = 1,
            1 if text == "search" => seen = 2,
            2 if text == "--" => seen = 3,
            _ => {}
        }
        let word = text.strip_prefix('-').filter(|word| seen == 2 && !word.starts_with('-'));
        let option = |word: &str| matches!(word.trim_end_matches('v'), "" | "q" | "h" | "f");
        match word {
            Some(word) if !option(word) => words.push(format!("{EXCLUDED}{word}").into()),
            _ => words.push(argument),
        }
    }
    words
}

#[derive(Debug, clap::Args)]
struct ExportArgs {
    #[command(flatten)]
    which: Which,
}

#[derive(Debug, clap::Args)]
struct PruneArgs {
    /// Take out what was published (undated: first seen) before: 90d, 52w, 2026-01-01
    #[arg(long, value_name = "WHEN")]
    older_than: Since,
    /// Say what would be taken out, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    now: NowOptions,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let writes = matches!(args.command, Command::Import(_) | Command::Prune(_));
    let config = args.config.load(&environment)?;
    let path = places::archive_of(args.archive.as_deref(), &config, &environment, writes)?;
    let reading = || Archive::open(&path, Access::Read);
    match args.command {
        Command::Import(args) => import(*args, &config, Archive::open(&path, Access::Write)?, say),
        Command::List(args) => list(&args, &config, &reading()?),
        Command::Show(args) => show(&args, &reading()?),
        Command::Search(args) => search(&args, &reading()?),
        Command::Export(args) => export(&args, &config, &reading()?),
        Command::DocFreq(args) => doc_freq(&args, &config, &reading()?),
        Command::Prune(args) => prune(&args, &config, &path, say),
        Command::Check => check(&path, say),
    }
}

fn articles(number: u64) -> String {
    if number == 1 { "1 article".to_owned() } else { format!("{number} articles") }
}

impl Which {
    fn select(&self, config: &Config) -> anyhow::Result<Select> {
        let now = self.now.resolve(config, &environment)?;
        let moment = |since: Option<Since>, otherwise| match since {
            None => Ok(otherwise),
            Some(since) => moment(since, &now),
        };
        let window = (self.since.is_some() || self.until.is_some()).then(|| {
            Ok::<_, anyhow::Error>((
                moment(self.since, jiff::Timestamp::MIN)?,
                moment(self.until, jiff::Timestamp::MAX)?,
            ))
        });
        Ok(Select { window: window.transpose()?, publisher: self.publisher.clone(), changed: None })
    }
}

/// Writes lines to standard output; what does not fit there is an error.
fn lines(fill: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    fill(&mut out)?;
    out.flush().context("standard output")
}

fn list(args: &ListArgs, config: &Config, archive: &Archive) -> anyhow::Result<Exit> {
    lines(|out| {
        if args.ids {
            return archive.visit_ids(|id| Ok(writeln!(out, "{}", plain(id))?));
        }
        let select = args.which.select(config)?;
        archive.visit(&select, |kept| Ok(write_article(out, &kept, args.form.is_json())?))
    })?;
    Ok(Exit::Complete)
}

fn export(args: &ExportArgs, config: &Config, archive: &Archive) -> anyhow::Result<Exit> {
    let select = args.which.select(config)?;
    lines(|out| archive.visit(&select, |kept| Ok(writeln!(out, "{}", json_line(&kept))?)))?;
    Ok(Exit::Complete)
}

fn search(args: &SearchArgs, archive: &Archive) -> anyhow::Result<Exit> {
    let found = archive.search(&args.query.join(" ").replace(EXCLUDED, "-"), args.limit)?;
    lines(|out| {
        for found in &found {
            write_article(out, &found.kept, args.form.is_json())?;
        }
        Ok(())
    })?;
    Ok(Exit::Complete)
}

fn show(args: &ShowArgs, archive: &Archive) -> anyhow::Result<Exit> {
    let mut found = archive.get(&args.id)?;
    if found.is_none()
        && let Some(address) = canonical_address(&args.id)
        && let Some((id, _)) = archive.knows(&address)?
    {
        found = archive.get(&id)?;
    }
    let kept = found.with_context(|| {
        format!(
            "{}: it holds no article `{}`; hint: `tidings archive list` names them",
            archive.path().display(),
            args.id
        )
    })?;
    lines(|out| {
        if args.form.is_json() {
            return Ok(writeln!(out, "{}", json_line(&kept))?);
        }
        for (name, value) in facts(&kept) {
            writeln!(out, "{name}: {}", plain(&value))?;
        }
        let text: String = kept
            .article
            .text()
            .chars()
            .map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { '\u{fffd}' } else { c })
            .collect();
        Ok(writeln!(out, "\n{}", text.trim_end())?)
    })?;
    Ok(Exit::Complete)
}

/// What is known of an article, by name.
fn facts(kept: &Kept) -> Vec<(&'static str, String)> {
    let article = &kept.article;
    let mut facts = vec![("Id", kept.id.clone())];
    let mut add = |name, value: Option<String>| facts.extend(value.map(|value| (name, value)));
    add("Title", article.title.clone());
    add("Publisher", article.source.publisher.clone());
    add("Author", article.byline.clone());
    add("Published", article.published.is_some().then(|| date(kept)));
    add("Language", article.language.map(|language| language.code().to_owned()));
    add("Address", article.source.url.clone());
    add("Read from", Some(article.source.place.to_string()));
    add("Feed", article.feed.clone());
    add("First seen", Some(kept.seen.to_string()));
    add("This version", (kept.changed != kept.seen).then(|| kept.changed.to_string()));
    add("SHA-256 of the source", kept.raw.map(|raw| hexadecimal(&raw)));
    add("SHA-256 of the text", Some(hexadecimal(&tidings::archive::text_hash(article))));
    add("Teaser", article.teaser.then(|| "yes".to_owned()));
    facts
}

/// One line: identifier, time, publisher, headline, apart by tabs.
fn write_article(out: &mut dyn Write, kept: &Kept, json: bool) -> io::Result<()> {
    if json {
        return writeln!(out, "{}", json_line(kept));
    }
    let article = &kept.article;
    let first = article.text().lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let title = article.title.clone().unwrap_or_else(|| first.chars().take(80).collect());
    let publisher = article.source.publisher.as_deref().unwrap_or("-");
    writeln!(out, "{}\t{}\t{}\t{}", plain(&kept.id), date(kept), plain(publisher), plain(&title))
}

/// When an article was published, on its own clock; in brackets when it was seen, for one without a
/// date.
fn date(kept: &Kept) -> String {
    let shown = |at: jiff::Timestamp, offset: Option<i32>, form: &str| {
        let offset = offset.and_then(|seconds| jiff::tz::Offset::from_seconds(seconds).ok());
        let zone = jiff::tz::TimeZone::fixed(offset.unwrap_or(jiff::tz::Offset::UTC));
        at.to_zoned(zone).strftime(form).to_string()
    };
    match kept.article.published {
        None => format!("({})", shown(kept.seen, None, "%Y-%m-%d %H:%M")),
        Some(published) => {
            let form = match published.precision {
                Precision::Day => "%Y-%m-%d",
                Precision::Second => "%Y-%m-%d %H:%M",
            };
            shown(published.at, published.offset, form)
        }
    }
}

/// Without anything that a terminal would obey.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

fn moment(since: Since, now: &Now) -> anyhow::Result<jiff::Timestamp> {
    anyhow::ensure!(since != Since::LastRun, "`last-run` has no meaning here; name a time");
    since.moment(&now.at, None).with_context(|| format!("`{since}` lies outside of the calendar"))
}

/// How much longer than articles what was told is remembered: feeds bring up old articles.
const MEMORY: jiff::SignedDuration = jiff::SignedDuration::from_hours(400 * 24);

fn prune(
    args: &PruneArgs,
    config: &Config,
    path: &std::path::Path,
    say: Say,
) -> anyhow::Result<Exit> {
    let before = moment(args.older_than, &args.now.resolve(config, &environment)?)?;
    if args.dry_run {
        let count = Archive::open(path, Access::Read)?.count_before(before)?;
        lines(|out| Ok(writeln!(out, "{} would be taken out", articles(count))?))?;
        return Ok(Exit::Complete);
    }
    // Only an archive that exists is pruned.
    Archive::open(path, Access::Read).map(drop).or_else(|error| match error.fault {
        tidings::archive::Fault::Older { .. } => Ok(()),
        _ => Err(error),
    })?;
    let mut archive = Archive::open(path, Access::Write)?;
    let briefings = before.checked_sub(MEMORY).unwrap_or(jiff::Timestamp::MIN);
    let pruned = archive.prune(Cut { articles: before, briefings })?;
    if !say.is_quiet() {
        say.line(&format!(
            "{} taken out; the archive had {} bytes and has {}",
            articles(pruned.articles),
            pruned.bytes_before,
            pruned.bytes_after
        ));
        if pruned.briefings > 0 {
            say.line(&format!(
                "{} briefings and {} statements that they told are forgotten",
                pruned.briefings, pruned.told
            ));
        }
    }
    Ok(Exit::Complete)
}

fn check(path: &std::path::Path, say: Say) -> anyhow::Result<Exit> {
    // The index of words can only be examined where writing is allowed.
    let read = Archive::open(path, Access::Read)?;
    let (archive, whole) = match Archive::open(path, Access::Write) {
        Ok(archive) => (archive, true),
        Err(ArchiveError { .. }) => (read, false),
    };
    let problems = archive.check()?;
    let count = archive.count();
    lines(|out| {
        for problem in &problems {
            writeln!(out, "{}: {}", plain(&problem.place), plain(&problem.message))?;
        }
        if problems.is_empty() {
            let kept = articles(count?);
            writeln!(out, "{}: {kept}, nothing wrong", archive.path().display())?;
        }
        Ok(())
    })?;
    if !whole {
        say.line("the index of words was not examined, because the archive may not be written");
    }
    anyhow::ensure!(
        problems.is_empty(),
        "{}: it is damaged; hint: put a copy from before in its place, or save what can be read with `tidings archive export`",
        path.display()
    );
    Ok(Exit::Complete)
}

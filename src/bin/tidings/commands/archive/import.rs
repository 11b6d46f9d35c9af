//! `tidings archive import`: articles of inputs join the archive, batch by batch.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::Context as _;
use tidings::archive::{Archive, Arrival, Incoming};
use tidings::model::{Severity, Warning};

use super::articles;
use crate::config::{Config, environment};
use crate::exit::Exit;
use crate::input::{Content, ReadOptions, each};
use crate::now::NowOptions;
use crate::say::Say;

#[derive(Debug, clap::Args)]
pub(super) struct ImportArgs {
    /// Files, folders (read with everything below them), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Print each article's identifier once the disk has it
    #[arg(long)]
    ack: bool,
    #[command(flatten)]
    read: ReadOptions,
    #[command(flatten)]
    now: NowOptions,
}

/// Articles of one transaction at most.
const BATCH: usize = 512;

/// Bytes of text of one transaction at most, unless one article alone has more.
const BATCH_BYTES: usize = 4 << 20;

/// What an import did.
#[derive(Debug, Default)]
struct Tally {
    /// New ones with a text.
    new: u64,
    /// New ones of a title alone.
    titles: u64,
    newer: u64,
    known: u64,
    failed: bool,
}

struct Import {
    archive: Archive,
    seen: jiff::Timestamp,
    ack: bool,
    batch: Vec<Incoming>,
    bytes: usize,
    tally: Tally,
}

pub(super) fn import(
    args: ImportArgs,
    config: &Config,
    archive: Archive,
    say: Say,
) -> anyhow::Result<Exit> {
    let seen = args.now.resolve(config, &environment)?.at.timestamp();
    let mut import = Import {
        archive,
        seen,
        ack: args.ack,
        batch: Vec::new(),
        bytes: 0,
        tally: Tally::default(),
    };
    let mut warnings: Vec<Warning> = Vec::new();
    each(&args.inputs, &args.read.limits(), args.read.format(), |content| {
        import.take(content, &mut warnings)
    })?;
    import.commit()?;
    let exit = say.warnings(&warnings);
    let Tally { new, titles, newer, known, failed } = import.tally;
    let all = new + titles + newer + known;
    anyhow::ensure!(all > 0 || !failed, "no article was found in the inputs");
    if !say.is_quiet() {
        let newer = if newer > 0 { format!(", {newer} in a newer version") } else { String::new() };
        let titles =
            if titles > 0 { format!(", {titles} new titles without text") } else { String::new() };
        say.line(&format!("{}: {new} new{titles}{newer}, {known} known", articles(all)));
    }
    Ok(exit)
}

impl Import {
    /// Takes in what one input held.
    fn take(&mut self, content: Content, warnings: &mut Vec<Warning>) -> anyhow::Result<()> {
        self.tally.failed |=
            content.outcome.warnings.iter().any(|w| w.severity == Severity::Failed);
        warnings.extend(content.outcome.warnings);
        for article in content.outcome.value {
            let length = article.text().len();
            if self.batch.len() >= BATCH || self.bytes + length > BATCH_BYTES {
                self.commit()?;
            }
            self.bytes += length;
            self.batch.push(Incoming { article, raw: content.hash });
        }
        Ok(())
    }

    /// Puts the batch on the disk, and says so.
    fn commit(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        if batch.is_empty() {
            return Ok(());
        }
        let imported = self.archive.import(&batch, self.seen)?;
        let mut said = String::new();
        for (one, given) in imported.iter().zip(&batch) {
            match one.arrival {
                Arrival::New if given.article.text().is_empty() => self.tally.titles += 1,
                Arrival::New => self.tally.new += 1,
                Arrival::Newer => self.tally.newer += 1,
                Arrival::Known => self.tally.known += 1,
            }
            if self.ack {
                said.push_str(&one.id);
                said.push('\n');
            }
        }
        let mut out = io::stdout().lock();
        match out.write_all(said.as_bytes()).and_then(|()| out.flush()) {
            // Nobody listens any more; the articles are taken in all the same.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.ack = false,
            result => result.context("standard output")?,
        }
        Ok(())
    }
}

//! `tidings archive doc-freq`: how many of the archive's articles hold each word, as a file that
//! stays what it is while the archive grows.

use tidings::archive::Archive;

use super::Which;
use crate::commands::terms;
use crate::config::Config;
use crate::exit::Exit;
use crate::output::OutputFile;

/// Arguments of `tidings archive doc-freq`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Name the file by --doc-freq or in the configuration (doc_freq = \"FILE\"): briefings then weigh words
by it, and their recipe says by which. What this writes of one archive is the same every time;
--until keeps out what came after. `tidings terms --merge` adds tables up.

Example:
  tidings archive doc-freq --until 2026-11-01 -o df.tsv")]
pub(super) struct DocFreqArgs {
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub(super) fn doc_freq(
    args: &DocFreqArgs,
    config: &Config,
    archive: &Archive,
) -> anyhow::Result<Exit> {
    let kept = archive.select(&args.which.select(config)?)?;
    let table = terms::count(kept.into_iter().map(|kept| kept.article).collect());
    args.output.write(table.to_tsv().as_bytes())?;
    Ok(Exit::Complete)
}

//! `tidings terms`: document frequencies, to be used with `--doc-freq`; tables merge by addition.

use std::path::PathBuf;

use tidings::analysis::{Background, Frame, prepare};
use tidings::model::Article;
use tidings::terms::DocumentFrequencies;

use crate::commands::judge::frequencies;
use crate::exit::Exit;
use crate::input::{ReadOptions, gather};
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings terms`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").required(true).args(["count", "merge"]))]
pub struct Args {
    /// Count how many articles hold each stem
    #[arg(long)]
    count: bool,
    /// Add up tables that were counted before
    #[arg(long)]
    merge: bool,
    /// Articles to count, or tables to merge
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    read: ReadOptions,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let (table, exit) =
        if args.merge { (merged(&args.inputs)?, Exit::Complete) } else { counted(&args, say) };
    args.output.write(table.to_tsv().as_bytes())?;
    Ok(exit)
}

fn counted(args: &Args, say: Say) -> (DocumentFrequencies, Exit) {
    let read = gather(&args.inputs, &args.read.limits(), args.read.format());
    let exit = say.warnings(&read.warnings);
    (count(read.value), exit)
}

/// How many of the articles hold each stem.
pub fn count(articles: Vec<Article>) -> DocumentFrequencies {
    let corpus = prepare(articles, usize::MAX);
    let frame = Frame::new(&corpus, &Background::default(), None);
    DocumentFrequencies::count(&corpus, &frame.table)
}

fn merged(paths: &[PathBuf]) -> anyhow::Result<DocumentFrequencies> {
    let mut sum = DocumentFrequencies::default();
    for path in paths {
        sum.merge(&frequencies(path)?);
    }
    Ok(sum)
}

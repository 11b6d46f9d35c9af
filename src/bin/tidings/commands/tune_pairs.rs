//! `tidings tune-pairs`: the model of sentence pairs, fitted to pairs that readers have labelled.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::Value;
use tidings::evaluate::pairs::{LabelledPair, LeaveOut, PairSet, PairTuner, Quality, Side};
use tidings::model::Span;

use super::tuning::{check_left_out, command_of, labelled_set};
use crate::exit::Exit;
use crate::input::read_text;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings tune-pairs`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Pairs, NAME.pairs.jsonl, one a line: {"a":{"url","start","end"},"b":{…},"label"}, with bytes
    /// of the article's text (null for its title) and 0, 1 or 2 (nothing new) as label; the
    /// articles stand beside it in NAME.articles.jsonl
    #[arg(required = true, value_name = "PAIRS")]
    pairs: Vec<PathBuf>,
    /// A set, by its NAME, that the model must not learn from; may be given several times
    #[arg(long, value_name = "NAME")]
    leave_out: Vec<String>,
    /// Print how well pairs are judged by a model that did not see their set, nor, in a second
    /// table, their language
    #[arg(long)]
    validate: bool,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let sets = args.pairs.iter().map(|path| set(path)).collect::<anyhow::Result<Vec<_>>>()?;
    check_left_out(&args.leave_out, |name| sets.iter().any(|set| set.name == name))?;
    let tuner = PairTuner::new(sets);
    if args.validate {
        let sets = tuner.validate(LeaveOut::Set);
        say.line(table("each set by a model of the others", &sets).trim_end());
        let languages = tuner.validate(LeaveOut::Language);
        say.line(table("each set by a model of other languages", &languages).trim_end());
    }
    let command = command_of("tune-pairs", &args.pairs, &args.leave_out);
    let model = tuner.model(command, &args.leave_out);
    args.output.write(model.to_json().as_bytes())?;
    Ok(Exit::Complete)
}

fn set(path: &Path) -> anyhow::Result<PairSet> {
    let (name, articles) = labelled_set(path, "pairs")?;
    let mut pairs = Vec::new();
    for (n, line) in read_text(path)?.lines().enumerate() {
        pairs.push(pair(line).with_context(|| format!("{}: line {}", path.display(), n + 1))?);
    }
    Ok(PairSet { name, articles, pairs })
}

fn pair(line: &str) -> anyhow::Result<LabelledPair> {
    let value: Value = serde_json::from_str(line).context("is no JSON")?;
    let (Some(a), Some(b), Some(label @ 0..=2)) =
        (side(&value["a"]), side(&value["b"]), value["label"].as_u64())
    else {
        bail!("needs `a` and `b` with `url`, `start` and `end`, and a `label` of 0, 1 or 2");
    };
    Ok(LabelledPair { a, b, retold: label > 0 })
}

fn side(value: &Value) -> Option<Side> {
    let number = |name: &str| value[name].as_u64().and_then(|n| u32::try_from(n).ok());
    let span = match (number("start"), number("end")) {
        (Some(start), Some(end)) => Some(Span::new(start, end.max(start))),
        (None, None) => None,
        _ => return None,
    };
    Some(Side { url: value["url"].as_str()?.to_owned(), span })
}

fn table(heading: &str, rows: &[Quality]) -> String {
    let mut out = format!(
        "{heading}: average precision, recall at precision .90\n{:8} {:>6} {:>6} {:>6} {:>6} {:>8} {:>6}\n",
        "language", "pairs", "retold", "AP", "R@.90", "cos. AP", "R@.90"
    );
    for row in rows {
        let _ = writeln!(
            out,
            "{:8} {:>6} {:>6} {:>6.3} {:>6.3} {:>8.3} {:>6.3}",
            row.name,
            row.pairs,
            row.retold,
            row.precision,
            row.recall,
            row.cosine_precision,
            row.cosine_recall
        );
    }
    out
}

//! `tidings tune-editor`: the editor's judgement, fitted to sentences that readers have labelled.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::Value;
use tidings::edit::judgement::Label;
use tidings::evaluate::editor::{EditorTuner, Labelled, LabelledSet, LeaveOut, Quality};
use tidings::model::Span;

use super::tuning::{check_left_out, command_of, labelled_set, write_rows};
use crate::exit::Exit;
use crate::input::read_text;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings tune-editor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Labels, NAME.labels.jsonl, one sentence a line: {"url","start","end","label"} with bytes of
    /// the article's text and a letter of the guide (G N D F O S E M R), and, where the reader saw
    /// them, the "headline" above it and the sentences quoted "before"; the articles stand beside
    /// it in NAME.articles.jsonl
    #[arg(required = true, value_name = "LABELS")]
    labels: Vec<PathBuf>,
    /// A set, by its NAME, that the model must not learn from; may be given several times
    #[arg(long, value_name = "NAME")]
    leave_out: Vec<String>,
    /// Print how well each set is judged by a model that did not see it, nor, in a second table,
    /// its language
    #[arg(long)]
    validate: bool,
    /// Write also what is measured of every labelled sentence, as a table parted by tabs
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let sets = args.labels.iter().map(|path| set(path)).collect::<anyhow::Result<Vec<_>>>()?;
    check_left_out(&args.leave_out, |name| sets.iter().any(|set| set.name == name))?;
    let tuner = EditorTuner::new(sets);
    write_rows(args.rows.as_deref(), || tuner.table())?;
    if args.validate {
        say.line(
            table("each set by a model of the others", &tuner.validate(LeaveOut::Set)).trim_end(),
        );
        let languages = tuner.validate(LeaveOut::Language);
        say.line(table("each set by a model of other languages", &languages).trim_end());
    }
    let command = command_of("tune-editor", &args.labels, &args.leave_out);
    let model = tuner.model(command, &args.leave_out);
    args.output.write(model.to_json().as_bytes())?;
    Ok(Exit::Complete)
}

fn set(path: &Path) -> anyhow::Result<LabelledSet> {
    let (name, articles) = labelled_set(path, "labels")?;
    let mut labels = Vec::new();
    for (n, line) in read_text(path)?.lines().enumerate() {
        let at = || format!("{}: line {}", path.display(), n + 1);
        labels.push(labelled(line).with_context(at)?);
    }
    Ok(LabelledSet { name, articles, labels })
}

fn labelled(line: &str) -> anyhow::Result<Labelled> {
    let value: Value = serde_json::from_str(line).context("is no JSON")?;
    let number = |name: &str| value[name].as_u64().and_then(|n| u32::try_from(n).ok());
    let letter = value["label"].as_str().and_then(|label| label.chars().next());
    let (Some(url), Some(start), Some(end), Some(label)) =
        (value["url"].as_str(), number("start"), number("end"), letter.and_then(Label::of_letter))
    else {
        bail!("needs `url`, `start`, `end` and a `label` of the guide (G N D F O S E M R)");
    };
    let span = Span::new(start, end.max(start));
    let headline = value["headline"].as_str().map(str::to_owned);
    let before = value["before"].as_array().map_or(&[][..], Vec::as_slice);
    let before = before.iter().filter_map(|text| Some(text.as_str()?.to_owned())).collect();
    Ok(Labelled { url: url.to_owned(), span, label, headline, before })
}

fn table(heading: &str, rows: &[Quality]) -> String {
    let mut out = format!(
        "{heading}\n{:28} {:>9} {:>6} {:>6} {:>6}\n",
        "set", "sentences", "kept", "AUC", "best"
    );
    for row in rows {
        let _ = writeln!(
            out,
            "{:28} {:>9} {:>6.2} {:>6.3} {:>6.2}",
            row.name, row.sentences, row.kept, row.area, row.best
        );
    }
    out
}

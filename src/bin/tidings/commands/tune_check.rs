//! `tidings tune-check`: the check's judgement of details, fitted to sentences that people wrote.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::bail;
use tidings::check::digest::Claim;
use tidings::evaluate::checks::{CheckTuner, Found, LabelledClaim};
use tidings::evaluate::datasets;
use tidings::model::{Article, Language};
use tidings::read::Limits;

use super::tuning::{name_of, push_files};
use crate::exit::Exit;
use crate::input::{gather, read_text};
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings tune-check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Sentences, a line each with tabs between: language, the source that is cited, how the
    /// sentence was made, what is true of it (verbatim, supported, elsewhere or absent), the
    /// sentence; the first line names the columns. Several sources have commas between them
    #[arg(required = true, value_name = "SENTENCES")]
    sentences: Vec<PathBuf>,
    /// The sources: files and folders; a sentence cites one by the end of its path
    #[arg(long, required = true, num_args = 1.., value_name = "INPUT")]
    sources: Vec<PathBuf>,
    /// Data sets of articles with people's summaries, whose details are right
    #[arg(long, num_args = 1.., value_name = "DATASET")]
    summaries: Vec<PathBuf>,
    /// Files by one writer, by their names without ending, with commas between; every other file
    /// has a writer of its own
    #[arg(long, value_name = "NAME,NAME…")]
    same_writer: Vec<String>,
    /// Print how well each writer is judged by a model of the others
    #[arg(long)]
    validate: bool,
    #[command(flatten)]
    output: OutputFile,
}

/// From which values on details are called wrong in the table.
const BOUNDS: [f32; 7] = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9];

/// Runs the command.
pub fn run(args: &Args, say: Say) -> anyhow::Result<Exit> {
    let read = gather(&args.sources, &Limits::default(), None);
    let exit = say.warnings(&read.warnings);
    let places: Vec<String> = read.value.iter().map(|a| a.source.place.to_string()).collect();
    let mut claims = Vec::new();
    let mut data = Vec::new();
    for path in &args.sentences {
        let own = sentences(path, &writer(path, &args.same_writer), &places)?;
        data.push(format!("{}: {} sentences", name_of(path), own.len()));
        claims.extend(own);
    }
    let mut tuner = CheckTuner::new(&read.value, claims);
    for path in &args.summaries {
        let set = datasets::read(path, None)?;
        say.warnings(&set.warnings);
        data.push(format!("{}: summaries of {} sets", set.value.name, set.value.items.len()));
        for item in &set.value.items {
            let articles: &[Article] = &item.articles;
            item.references.iter().for_each(|lines| tuner.add_summary(articles, lines));
        }
    }
    let (right, wrong) = tuner.counts();
    say.line(&format!("{right} right and {wrong} wrong details"));
    if args.validate {
        for (n, found) in tuner.validate(&BOUNDS) {
            let bound = BOUNDS.get(n).copied().unwrap_or(0.0);
            say.line(table(bound, &found).trim_end());
        }
    }
    let model = tuner.model(None, command(args), data);
    args.output.write(model.to_json().as_bytes())?;
    Ok(exit)
}

/// Who wrote a file.
fn writer(path: &Path, same: &[String]) -> String {
    let name = name_of(path);
    let group = same.iter().find(|group| group.split(',').any(|one| one == name));
    group.cloned().unwrap_or(name)
}

/// The places of what a name cites: one record, or all of a file.
fn places_of(name: &str, places: &[String]) -> Vec<String> {
    let is_cited = |place: &&String| {
        let path = place.rsplit_once('#').map_or(place.as_str(), |(path, _)| path);
        [place.as_str(), path].iter().any(|place| {
            place
                .strip_suffix(name)
                .is_some_and(|before| before.is_empty() || before.ends_with('/'))
        })
    };
    places.iter().filter(is_cited).cloned().collect()
}

fn sentences(path: &Path, writer: &str, places: &[String]) -> anyhow::Result<Vec<LabelledClaim>> {
    let shown = path.display();
    let text = read_text(path)?;
    let mut known: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut all = Vec::new();
    for (n, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [language, cited, _, verdict, sentence, ..] = cells.as_slice() else {
            bail!("{shown}, line {}: five columns are expected", n + 1);
        };
        let mut cites = Vec::new();
        for name in cited.split(',') {
            let found = known.entry(name).or_insert_with(|| places_of(name, places));
            if found.is_empty() {
                bail!("{shown}, line {}: no source ends in {name}", n + 1);
            }
            cites.extend(found.iter().cloned());
        }
        all.push(LabelledClaim {
            writer: writer.to_owned(),
            language: Language::parse(language),
            claim: Claim { text: (*sentence).to_owned(), section: None, cites },
            absent: *verdict == "absent",
            faithful: *verdict == "supported",
        });
    }
    Ok(all)
}

fn table(bound: f32, found: &[Found]) -> String {
    let mut out = format!("called wrong from {bound:.2} on\n");
    let all =
        found.iter().fold((0, 0, 0), |sum, f| (sum.0 + f.are, sum.1 + f.called, sum.2 + f.right));
    let total = Found { writer: "all".to_owned(), are: all.0, called: all.1, right: all.2 };
    for one in found.iter().chain([&total]) {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let _ = writeln!(
            out,
            "  {:<24} {:>4} called {:>4} right {:>4} are  precision {:.3}  recall {:.3}",
            one.writer,
            one.called,
            one.right,
            one.are,
            share(one.right, one.called),
            share(one.right, one.are)
        );
    }
    out
}

/// The command that made the model, without folders.
fn command(args: &Args) -> String {
    let mut command = "tidings tune-check".to_owned();
    push_files(&mut command, &args.sentences);
    command.push_str(" --sources");
    push_files(&mut command, &args.sources);
    if !args.summaries.is_empty() {
        command.push_str(" --summaries");
        push_files(&mut command, &args.summaries);
    }
    for group in &args.same_writer {
        let _ = write!(command, " --same-writer {group}");
    }
    command
}

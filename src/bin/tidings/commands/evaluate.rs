//! `tidings evaluate`: runs methods over data sets and prints the table that a paper would.

mod contestants;
mod fitted;
mod names;
mod scoring;
mod settings;
mod show;
mod stories;
mod systems;
mod world;

use std::num::NonZeroU32;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use tidings::evaluate::contest::{self, Rules};
use tidings::evaluate::datasets::{self, DataSet, Form};
use tidings::evaluate::paper::Paper;
use tidings::evaluate::plots;
use tidings::evaluate::report::{Report, report};
use tidings::evaluate::rouge::Metric;
use tidings::evaluate::tune;
use tidings::model::{Budget, Outcome, Warning};

use crate::exit::Exit;
use crate::output::{OutputFile, write_file};
use crate::say::Say;
use contestants::{learned, weights};
use fitted::Fitted;
use scoring::{Setup, named, several};
use world::Machine;

/// Arguments of `tidings evaluate`.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// Data sets: JSONL, Multi-News .src, WCEP .jsonl.gz, folders of DUC or TAC, of .story files,
    /// of articles
    #[arg(required_unless_present = "stories", value_name = "DATASET")]
    datasets: Vec<PathBuf>,
    /// Group the articles of these JSONL files into stories and compare with the story (`cluster`)
    /// that each line names: B-cubed, pairwise F1, NMI
    #[arg(long, value_name = "GOLD", num_args = 1.., conflicts_with_all = ["datasets", "systems", "folds", "jsonl", "svg"])]
    stories: Vec<PathBuf>,
    #[command(flatten)]
    judge: super::judge::JudgeOptions,
    /// Methods, with commas between them (help lists them); all is every one, random and oracle
    /// among them. Beside them the product itself: brief, brief-older-keep, brief-plain (its
    /// newsroom's rules off) and brief-no-RULE (one rule off, as `brief --rules-off` names it)
    /// brief each item as one story
    #[arg(short, long, value_name = "LIST", default_value = "all", value_parser = names::MethodList)]
    methods: String,
    /// Length of the summaries, one for all data sets or one for each (250w,50w); their references'
    /// mean length otherwise
    #[arg(short, long, value_name = "LENGTH", value_delimiter = ',')]
    length: Vec<Budget>,
    /// How to score: a preset of `tidings rouge`, one for all data sets or one for each
    /// (duc2004,multinews); `usual`, or none: stemmed ROUGE-1.5.5, recall of summaries cut to the
    /// length where items have several references, F1 where they have one; in scripts that it does
    /// not see the flavour unicode, not stemmed
    #[arg(long, alias = "presets", value_name = "NAME", value_delimiter = ',')]
    preset: Vec<String>,
    /// Measures: 1 to 9, L, Lsum, W1.2, S4, SU4, S*, SU*
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    metrics: Vec<Metric>,
    /// The form of the data sets, where their content does not show it: jsonl, multinews, wcep,
    /// duc, stories, folder
    #[arg(long, value_name = "FORM")]
    form: Option<Form>,
    /// Other systems' summaries to score beside ours: JSONL, {"system", "id", "summary"} a line
    #[arg(long, value_name = "FILE")]
    systems: Vec<PathBuf>,
    /// Weights of coverage, as `tidings tune` writes them
    #[arg(long, value_name = "FILE", conflicts_with = "folds")]
    weights: Option<PathBuf>,
    /// Cross-validate coverage: fit its weights to these data sets, for each item without the fold
    /// it belongs to
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    folds: Option<u32>,
    /// Score coverage on each data set by weights fitted to the others; data sets that share
    /// articles or references are left out together: `each`, or groups like `a+b`, with commas
    /// between them
    #[arg(long, value_name = "GROUPS", value_delimiter = ',', conflicts_with_all = ["folds", "weights"])]
    leave_out: Vec<String>,
    /// Data sets made of those above (`benches/summaries/merge.py`), which coverage is fitted to
    /// beside them
    #[arg(long, value_name = "FILE")]
    made: Vec<PathBuf>,
    /// Times the weight of a data set that each made one is learned from
    #[arg(long, default_value_t = tune::MADE_WEIGHT, value_name = "X")]
    made_weight: f64,
    /// Keep from the methods what the data set's items ask for
    #[arg(long)]
    no_query: bool,
    /// What readers have seen before: JSONL, a set of articles a line, {"id", "documents"}; of the
    /// item with that id only what they did not say is wanted. Items may have it as a field of
    /// their own, `earlier`, and TAC's sets B have sets A
    #[arg(long, value_name = "FILE")]
    since_set: Vec<PathBuf>,
    /// Do not tell the methods what readers have seen before
    #[arg(long)]
    no_earlier: bool,
    /// Use the first N items of each data set only
    #[arg(long, value_name = "N")]
    items: Option<usize>,
    #[command(flatten)]
    chance: Chance,
    /// What to print
    #[arg(short, long, value_enum, default_value_t, help_heading = "Output")]
    format: Shape,
    /// The older name of `--format json`
    #[arg(long, hide = true, conflicts_with_all = ["jsonl", "format"])]
    json: bool,
    /// Print the tables for a paper: markdown, csv or latex (booktabs), with intervals and marks of
    /// significance
    #[arg(long, value_name = "FORM", conflicts_with_all = ["json", "jsonl", "stories", "format"], help_heading = "Output")]
    table: Option<TableForm>,
    /// The older name of `--format jsonl`
    #[arg(long, hide = true, conflicts_with = "format")]
    jsonl: bool,
    /// Run nothing: print every setting that a paper's table needs, with checksums of data and
    /// weights
    #[arg(long, conflicts_with_all = ["stories", "jsonl", "table", "svg"], help_heading = "Output")]
    print_settings: bool,
    /// Draw the figures too, as SVG
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    svg: Option<PathBuf>,
    /// Use so many threads (default: all)
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    #[command(flatten)]
    output: OutputFile,
}

/// A form of the tables.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum TableForm {
    Markdown,
    Csv,
    Latex,
}

impl TableForm {
    const fn paper(self) -> Paper {
        match self {
            Self::Markdown => Paper::Markdown,
            Self::Csv => Paper::Csv,
            Self::Latex => Paper::Latex,
        }
    }
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum Shape {
    /// Tables for people
    #[default]
    Text,
    /// One document with every figure
    Json,
    /// One line an item and method, with the summary
    Jsonl,
}

/// Where chance comes in.
#[derive(Debug, clap::Args)]
struct Chance {
    /// Resamples of the intervals
    #[arg(long, value_name = "N", default_value = "1000", value_parser = clap::value_parser!(u32).range(1..))]
    samples: u32,
    /// Draws of each paired test
    #[arg(long, value_name = "N", default_value = "10000", value_parser = clap::value_parser!(u32).range(1..))]
    trials: u32,
    /// Seed of resamples, tests and the method random
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
}

const AFTER_HELP: &str = "\
Examples:
  tidings evaluate multinews.jsonl --length 220w
  tidings evaluate test.src --methods coverage,lexrank,lead,oracle --svg figure.svg
  tidings evaluate duc2004/ --length 100w --preset duc2004 --systems peers.jsonl
  tidings evaluate a.jsonl b.jsonl --length 250w,50w --folds 5 -f json -o table.json
  tidings evaluate duc2004/ test.src --length 665b,220w --preset duc2004-665b,multinews
  tidings evaluate --stories gold.jsonl

A broken item is named, left out and counted. The rows of --format jsonl can be scored again
with --systems, or by `tidings rouge -c FILE --system NAME`.";

/// The preset's name that stands for none.
const USUAL: &str = "usual";

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    if let Some(threads) = args.threads {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.max(1)).build_global();
        pool.context("the threads cannot be started")?;
    }
    if !args.stories.is_empty() {
        return stories::run(
            &args.stories,
            &args.judge,
            args.items,
            args.json || args.format == Shape::Json,
            &args.output,
            say,
        );
    }
    let mut warnings = Vec::new();
    let sets = args.sets(&mut warnings)?;
    let lengths = args.lengths(&sets)?;
    let presets = args.presets(sets.len())?;
    let given = args.given(&mut warnings)?;
    if args.print_settings {
        let text = settings::text(&args, &sets, &lengths, &presets, say)?;
        args.output.write(text.as_bytes())?;
        return Ok(say.warnings(&warnings));
    }
    let fitted = Fitted::new(&args, &sets, &lengths)?;
    let mut exit = say.warnings(&warnings);
    let machine = Machine::new(say);
    let mut shown = show::Shown::new(
        args.json || args.format == Shape::Json,
        args.jsonl || args.format == Shape::Jsonl,
        args.table.map(TableForm::paper),
    );
    let mut reports: Vec<Report> = Vec::new();
    let asked = sets.iter().zip(lengths).zip(presets);
    for (number, (((set, broken), length), preset)) in asked.enumerate() {
        let setup = args.setup(set, length, preset)?;
        let contestants = args.contestants(&given, set, &fitted.of(number), say)?;
        let contest = contest::run(set, &contestants, &args.rules(length, &setup), &machine)?;
        machine.finish();
        let about = args.about(set, *broken, length, &setup, contest.references);
        let found = report(&contest, &about);
        if found.standings.iter().any(|standing| standing.missing > 0) {
            exit = Exit::Partial;
        }
        shown.add(set, &contest, &about, &found);
        reports.push(found);
    }
    args.output.write(shown.finish(&reports)?.as_bytes())?;
    if let Some(path) = &args.svg {
        write_file(path, plots::svg(&reports).as_bytes())?;
    }
    Ok(exit)
}

fn broken(warnings: &[Warning]) -> usize {
    warnings.iter().filter(|warning| warning.message.contains("the item is left out")).count()
}

impl Args {
    fn rules(&self, budget: Budget, setup: &Setup) -> Rules {
        Rules {
            budget,
            scorer: setup.scorer.clone(),
            measure: setup.measure,
            queries: !self.no_query,
            earlier: !self.no_earlier,
            background: tidings::analysis::Background::default(),
        }
    }

    /// The data sets, and of each how many of its items are broken.
    fn sets(&self, warnings: &mut Vec<Warning>) -> anyhow::Result<Vec<(DataSet, usize)>> {
        let mut sets = Vec::new();
        for path in &self.datasets {
            let Outcome { value: mut set, warnings: odd } = datasets::read(path, self.form)?;
            let broken = broken(&odd);
            warnings.extend(odd);
            set.items.truncate(self.items.unwrap_or(usize::MAX));
            sets.push((set, broken));
        }
        for path in &self.since_set {
            let Outcome { value: mut seen, warnings: odd } = datasets::earlier(path)?;
            warnings.extend(odd);
            for item in sets.iter_mut().flat_map(|(set, _)| &mut set.items) {
                item.earlier.extend(seen.remove(&item.id).unwrap_or_default());
            }
        }
        Ok(sets)
    }

    /// The length of each data set's summaries.
    fn lengths(&self, sets: &[(DataSet, usize)]) -> anyhow::Result<Vec<Budget>> {
        match self.length.as_slice() {
            [] => {
                let mean = |set: &DataSet| {
                    NonZeroU32::new(set.reference_words()).unwrap_or(NonZeroU32::MIN)
                };
                Ok(sets.iter().map(|(set, _)| Budget::Words(mean(set))).collect())
            }
            [one] => Ok(vec![*one; sets.len()]),
            many if many.len() == sets.len() => Ok(many.to_vec()),
            many => bail!(
                "{} lengths for {} data sets; give one length for all or one for each",
                many.len(),
                sets.len()
            ),
        }
    }

    /// The name of each data set's preset; `None` for what is usual.
    fn presets(&self, sets: usize) -> anyhow::Result<Vec<Option<&str>>> {
        match self.preset.as_slice() {
            [] => Ok(vec![None; sets]),
            [one] => Ok(vec![named(one); sets]),
            many if many.len() == sets => Ok(many.iter().map(|one| named(one)).collect()),
            many => bail!(
                "{} presets for {sets} data sets; give one for all or one for each (`{USUAL}` for none)",
                many.len()
            ),
        }
    }
}

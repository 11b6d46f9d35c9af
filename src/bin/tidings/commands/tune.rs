//! `tidings tune`: weights for the method `coverage`, fitted to sets of articles with people's
//! summaries.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::Value;
use tidings::evaluate::boost::Fit;
use tidings::evaluate::tune::{self, Collection, Figures, Item, Recipe};
use tidings::model::{Budget, count_words};
use tidings::rank::coverage::Weights;
use tidings::read::{Format, Limits, read};

use super::tuning::push_files;
use crate::exit::Exit;
use crate::input::read_text;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings tune`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSONL files, one set a line:
    /// {"documents":[{"title","source","date","text"},…],"references":["…",…]}
    #[arg(required = true, value_name = "DATASET")]
    datasets: Vec<PathBuf>,
    /// Length of the summaries of each data set, in order (250w,50w); their references' mean length
    /// otherwise
    #[arg(short, long, value_name = "LENGTH", value_delimiter = ',')]
    length: Vec<Budget>,
    /// Parts of the cross-validation; 0 leaves it out
    #[arg(long, default_value_t = 5, value_name = "N")]
    folds: usize,
    /// Score each data set by weights fitted to the others; data sets that share articles or
    /// references are left out together: `each`, or groups like `a+b`, with commas between them
    #[arg(long, value_name = "GROUPS", value_delimiter = ',')]
    leave_out: Vec<String>,
    /// Learn nothing from sets that share an address with these articles (any file that `brief`
    /// reads)
    #[arg(long, value_name = "FILE")]
    apart: Vec<PathBuf>,
    /// Data sets made of those above (`benches/summaries/merge.py`): learned from, never scored,
    /// and left out together with whatever shares an article with them
    #[arg(long, value_name = "FILE")]
    made: Vec<PathBuf>,
    /// Times the weight of a data set that each made one is learned from
    #[arg(long, default_value_t = tune::MADE_WEIGHT, value_name = "X")]
    made_weight: f64,
    /// Share of the weight that single words have, 0 to 1; pairs of words have the rest
    #[arg(long, default_value_t = Recipe::default().words, value_name = "X")]
    words: f64,
    /// Expectation below which a concept counts for next to nothing (the mean of all concepts is
    /// 0.05)
    #[arg(long, default_value_t = Recipe::default().threshold, value_name = "X")]
    threshold: f64,
    /// Number of trees
    #[arg(long, default_value_t = Fit::default().trees, value_name = "N")]
    trees: usize,
    /// Questions that a tree asks, 1 to 8
    #[arg(long, default_value_t = Fit::default().depth, value_name = "N")]
    depth: usize,
    /// Learning rate: what a tree may mend at most
    #[arg(long, default_value_t = Fit::default().rate, value_name = "X")]
    rate: f32,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    if !(0.0..=1.0).contains(&args.words) {
        bail!("--words {}: a share lies between 0 and 1", args.words);
    }
    let mut collections = Vec::new();
    for (n, path) in args.datasets.iter().enumerate() {
        let words = match args.length.get(n) {
            Some(Budget::Words(words)) => Some(*words),
            Some(other) => bail!("`{other}`: summaries are tuned to a number of words, like 250w"),
            None => None,
        };
        collections.push(collection(path, words)?);
    }
    for path in &args.made {
        collections.push(Collection { made: Some(args.made_weight), ..collection(path, None)? });
    }
    set_apart(&mut collections, &args.apart)?;
    let names: Vec<&str> = collections.iter().map(|c| c.name.as_str()).collect();
    let groups = tune::groups(&args.leave_out, &names)
        .map_err(|name| anyhow::anyhow!("--leave-out: there is no data set `{name}`"))?;
    let fit = Fit { trees: args.trees, depth: args.depth, rate: args.rate, ..Fit::default() };
    let recipe = Recipe { fit, threshold: args.threshold, words: args.words };
    let weights = tune::with(collections, |tuner| {
        if !args.leave_out.is_empty() {
            let figures = tuner.leave_out(recipe, &groups);
            say.line(table(&figures, "each without its own set").trim_end());
        }
        if args.folds > 1 {
            let heading = format!("{}-fold cross-validation", args.folds);
            say.line(table(&tuner.validate(recipe, args.folds), &heading).trim_end());
        }
        Weights::new(tuner.fit(recipe), args.threshold, command(&args), tuner.data())
    })?;
    args.output.write(weights.to_json().as_bytes())?;
    Ok(Exit::Complete)
}

/// The command that made the weights, without folders.
fn command(args: &Args) -> String {
    let mut command = "tidings tune".to_owned();
    push_files(&mut command, &args.datasets);
    if !args.length.is_empty() {
        let lengths: Vec<String> = args.length.iter().map(ToString::to_string).collect();
        let _ = write!(command, " --length {}", lengths.join(","));
    }
    for path in &args.apart {
        command.push_str(" --apart");
        push_files(&mut command, std::slice::from_ref(path));
    }
    for path in &args.made {
        command.push_str(" --made");
        push_files(&mut command, std::slice::from_ref(path));
    }
    let Args { made_weight, words, threshold, trees, depth, rate, .. } = args;
    if !args.made.is_empty() {
        let _ = write!(command, " --made-weight {made_weight}");
    }
    let _ = write!(
        command,
        " --words {words} --threshold {threshold} --trees {trees} --depth {depth} --rate {rate}"
    );
    command
}

fn collection(path: &Path, words: Option<NonZeroU32>) -> anyhow::Result<Collection> {
    let shown = path.display();
    let text = read_text(path)?;
    let mut items = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        items.push(item(line).with_context(|| format!("{shown}: line {}", n + 1))?);
    }
    let references = || items.iter().flat_map(|i: &Item| &i.references);
    let count = u32::try_from(references().count()).unwrap_or(u32::MAX).max(1);
    let total: u32 = references().map(|r| count_words(r)).fold(0, u32::saturating_add);
    let words = words.or_else(|| NonZeroU32::new(total / count)).unwrap_or(NonZeroU32::MIN);
    let recall = items.iter().any(|i| i.references.len() > 1);
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Collection { name, items, words, recall, made: None })
}

/// Marks the items that share an address with the articles of `files`.
fn set_apart(collections: &mut [Collection], files: &[PathBuf]) -> anyhow::Result<()> {
    let mut addresses = BTreeSet::new();
    for path in files {
        let bytes =
            std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
        let place = tidings::model::Place::Stdin { record: None };
        let articles = read(&bytes, &place, None, &Limits::default()).value;
        addresses.extend(articles.into_iter().filter_map(|article| article.source.url));
    }
    for item in collections.iter_mut().flat_map(|c| &mut c.items) {
        let urls = item.articles.iter().filter_map(|article| article.source.url.as_ref());
        item.apart = urls.into_iter().any(|url| addresses.contains(url));
    }
    Ok(())
}

fn item(line: &str) -> anyhow::Result<Item> {
    let value: Value = serde_json::from_str(line).context("is no JSON")?;
    let texts = value["references"].as_array().map(Vec::as_slice).unwrap_or_default();
    let references: Vec<String> =
        texts.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    if references.is_empty() {
        bail!("has no `references`");
    }
    let place = tidings::model::Place::Stdin { record: None };
    let articles = read(line.as_bytes(), &place, Some(Format::JsonLines), &Limits::default());
    Ok(Item { articles: articles.value, references, apart: false })
}

fn table(figures: &[Figures], heading: &str) -> String {
    let mut out = format!(
        "{heading}, rouge-1.5.5, stemmed, × 100\n{:24} {:>5} {:>6} {:>7} {:>6} {:>6} {:>6}\n",
        "data set", "sets", "words", "", "R-1", "R-2", "SU4"
    );
    for f in figures {
        let judged = if f.recall { "recall" } else { "F1" };
        let [a, b, c] = f.means.map(|x| 100.0 * x);
        let _ = writeln!(
            out,
            "{:24} {:>5} {:>6} {judged:>7} {a:>6.2} {b:>6.2} {c:>6.2}",
            f.name, f.sets, f.words
        );
    }
    out
}

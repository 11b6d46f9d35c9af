//! `tidings tune-stories`: the model of whether two articles are about one event.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::Value;
use tidings::evaluate::tune_stories::{StoriesTuner, StorySet};
use tidings::model::{Article, Place};
use tidings::read::{Format, Limits, read};

use super::tuning::{command_of, name_of};
use crate::exit::Exit;
use crate::input::read_text;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSONL files of articles with their `cluster`, or of stories with their `documents`
    #[arg(required = true, value_name = "STORIES")]
    stories: Vec<PathBuf>,
    /// A file, by its name without ending, that is not learned from, nor any story that shares an
    /// article with it
    #[arg(long, value_name = "NAME")]
    leave_out: Vec<String>,
    /// Penalty on the squares of the weights
    // Set by: German front pages left out, B-cubed F1 .857 at 1, .851 at 5, .863 at 10, .851 at 20;
    // other sets hardly change.
    #[arg(long, default_value_t = 10.0, value_name = "X")]
    penalty: f64,
    #[command(flatten)]
    output: OutputFile,
}

/// Fits the model to all files but those left out, and writes it.
pub fn run(args: &Args, say: Say) -> anyhow::Result<Exit> {
    let mut known = Known::default();
    let mut sets = Vec::new();
    // What is left out is read first, so that nothing of it is learned from under another name.
    let is_out = |path: &Path| args.leave_out.iter().any(|name| *name == name_of(path));
    for name in &args.leave_out {
        if !args.stories.iter().any(|path| name_of(path) == *name) {
            bail!("--leave-out {name}: no file has this name");
        }
    }
    for path in args.stories.iter().filter(|path| is_out(path)) {
        known.add(&set(path)?);
    }
    for path in args.stories.iter().filter(|path| !is_out(path)) {
        let mut set = set(path)?;
        known.sift(&mut set);
        known.add(&set);
        sets.push(set);
    }
    let mut tuner = StoriesTuner::default();
    for set in &sets {
        say.line(&format!("{}: {} articles", set.name, set.articles.len()));
        tuner.add(set);
    }
    let model = tuner.fit(command(args), args.penalty);
    args.output.write(model.to_json().as_bytes())?;
    Ok(Exit::Complete)
}

/// The command that made the model, without folders.
fn command(args: &Args) -> String {
    let mut command = command_of("tune-stories", &args.stories, &args.leave_out);
    let _ = write!(command, " --penalty {}", args.penalty);
    command
}

/// Addresses and titles of the articles of sets that were read.
#[derive(Debug, Default)]
struct Known {
    marks: BTreeSet<String>,
}

/// What names an article: its address, and its title where that is long enough to be its own.
fn marks(article: &Article) -> impl Iterator<Item = String> {
    let title = article.title.as_deref().map(str::to_lowercase);
    let title = title.filter(|title| title.split_whitespace().count() >= 4);
    article.source.url.clone().into_iter().chain(title)
}

impl Known {
    fn add(&mut self, set: &StorySet) {
        self.marks.extend(set.articles.iter().flat_map(|(article, _)| marks(article)));
    }

    /// Takes the stories out of a set that share an article with a set read before.
    fn sift(&self, set: &mut StorySet) {
        let is_known = |article: &Article| marks(article).any(|mark| self.marks.contains(&mark));
        let gone: BTreeSet<String> = set
            .articles
            .iter()
            .filter(|(article, _)| is_known(article))
            .map(|(_, label)| label.clone())
            .collect();
        set.articles.retain(|(_, label)| !gone.contains(label));
    }
}

/// The articles of a file: one with its `cluster` a line, or one story with its `documents` a line.
fn set(path: &Path) -> anyhow::Result<StorySet> {
    let shown = path.display();
    let text = read_text(path)?;
    let mut articles = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let value: Value = serde_json::from_str(line)
            .with_context(|| format!("{shown}: line {} is no JSON", n + 1))?;
        let documents = value["documents"].as_array();
        let label = value["cluster"].as_str().map_or_else(|| format!("line {n}"), str::to_owned);
        if documents.is_none() && value["cluster"].as_str().is_none() {
            bail!("{shown}: line {} has neither `cluster` nor `documents`", n + 1);
        }
        for document in documents.map_or_else(|| vec![&value], |all| all.iter().collect()) {
            articles.extend(article(document).map(|article| (article, label.clone())));
        }
    }
    Ok(StorySet { name: name_of(path), articles })
}

/// One article; where it has no text, its title stands for it.
fn article(value: &Value) -> Option<Article> {
    let mut value = value.clone();
    if value["text"].as_str().is_none_or(|text| text.trim().is_empty()) {
        value["text"] = value["title"].clone();
    }
    let line = serde_json::to_vec(&value).ok()?;
    let place = Place::Stdin { record: None };
    let read = read(&line, &place, Some(Format::JsonLines), &Limits::default());
    read.value.into_iter().next()
}

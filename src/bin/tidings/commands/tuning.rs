//! What the commands that fit a model share: how a model names the files it was made of, and the
//! sets that it does not learn from.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tidings::model::{Article, Place};
use tidings::read::{Format, Limits, read};

use crate::input::read_text;

/// The name of a set: its file's, without folder and ending.
pub fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The name of a labelled set, NAME.`what`.jsonl, and its articles, which stand beside it in
/// NAME.articles.jsonl.
pub fn labelled_set(path: &Path, what: &str) -> anyhow::Result<(String, Vec<Article>)> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let Some(name) = file.strip_suffix(&format!(".{what}.jsonl")) else {
        bail!("{}: a file of {what} is named NAME.{what}.jsonl", path.display());
    };
    let articles = read_text(&path.with_file_name(format!("{name}.articles.jsonl")))?;
    let place = Place::Stdin { record: None };
    let read = read(articles.as_bytes(), &place, Some(Format::JsonLines), &Limits::default());
    Ok((name.to_owned(), read.value))
}

/// Writes files behind a command, without their folders: those differ from machine to machine.
pub fn push_files(command: &mut String, paths: &[PathBuf]) {
    for path in paths {
        let _ = write!(command, " {}", path.file_name().unwrap_or_default().display());
    }
}

/// The command that made a model, without folders: its name, the files given, the sets left out.
pub fn command_of(name: &str, files: &[PathBuf], left_out: &[String]) -> String {
    let mut command = format!("tidings {name}");
    push_files(&mut command, files);
    for name in left_out {
        let _ = write!(command, " --leave-out {name}");
    }
    command
}

/// Refuses to leave out what is no set.
pub fn check_left_out(left_out: &[String], is_set: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    match left_out.iter().find(|name| !is_set(name)) {
        Some(name) => bail!("no set is named `{name}`, so it cannot be left out"),
        None => Ok(()),
    }
}

/// Writes the table of what was measured, where one is asked for.
pub fn write_rows(path: Option<&Path>, table: impl FnOnce() -> String) -> anyhow::Result<()> {
    let Some(path) = path else { return Ok(()) };
    std::fs::write(path, table()).with_context(|| format!("{}: cannot be written", path.display()))
}

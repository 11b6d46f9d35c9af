//! The texts of files, as sentences.

use std::path::Path;

use anyhow::Context as _;

/// How the files are to be read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Each line is an item of its own.
    pub by_line: bool,
    /// Stands between sentences inside a line ("<q>").
    pub mark: Option<String>,
    /// Which system of a file with several.
    pub system: Option<String>,
}

pub(super) fn is_jsonl(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("jsonl") || end.eq_ignore_ascii_case("ndjson"))
}

pub(super) fn stem_of(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(super) fn text_of(path: &Path) -> anyhow::Result<String> {
    let bytes =
        std::fs::read(path).with_context(|| format!("`{}` cannot be read", path.display()))?;
    // ROUGE sees ASCII letters and digits only, so a wrong byte costs no word.
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}

pub(super) fn lines_of(path: &Path, reading: &Reading) -> anyhow::Result<Vec<String>> {
    Ok(sentences(&text_of(path)?, reading))
}

/// The sentences of a text: its lines, and those that a mark divides further.
pub(super) fn sentences(text: &str, reading: &Reading) -> Vec<String> {
    let lines = text.lines();
    match reading.mark.as_deref().filter(|mark| !mark.is_empty()) {
        None => lines.map(str::to_owned).collect(),
        Some(mark) => {
            lines.flat_map(|line| line.split(mark)).map(|part| part.trim().to_owned()).collect()
        }
    }
}

/// Whether the first character of a file opens a JSON object.
pub(super) fn starts_with_json(path: &Path) -> anyhow::Result<bool> {
    Ok(text_of(path)?.trim_start().starts_with('{'))
}

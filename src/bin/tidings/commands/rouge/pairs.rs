//! Which candidate belongs to which references: two files, folders with matching names,
//! line-aligned files, or JSONL.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;
use tidings::model::Warning;

use super::texts::{Reading, is_jsonl, lines_of, sentences, starts_with_json, stem_of, text_of};

/// A candidate and what it is compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub id: String,
    pub candidate: Vec<String>,
    pub references: Vec<Vec<String>>,
}

/// Texts by item; several of one item are several references.
type Texts = BTreeMap<String, Vec<Vec<String>>>;

/// The pairs in the order of their ids, and what could not be paired.
pub fn read(
    candidate: &Path,
    references: &[PathBuf],
    reading: &Reading,
) -> anyhow::Result<(Vec<Pair>, Vec<Warning>)> {
    if reading.by_line {
        return by_line(candidate, references, reading);
    }
    if candidate.is_dir() {
        return folders(candidate, references, reading);
    }
    if is_jsonl(candidate) {
        return jsonl(candidate, references, reading);
    }
    if let Some(path) = references.iter().find(|path| is_jsonl(path)) {
        bail!(
            "`{}` is JSONL and the candidate `{}` is a text; write the candidate as JSONL too, a line {{\"id\": …, \
             \"summary\": …}} for each item, or give references that are texts",
            path.display(),
            candidate.display()
        );
    }
    let candidate_lines = lines_of(candidate, reading)?;
    if references.is_empty() {
        bail!("no reference for `{}`; name it with --reference FILE", candidate.display());
    }
    let texts = references
        .iter()
        .map(|path| {
            if path.is_dir() {
                bail!(
                    "`{}` is a folder and the candidate `{}` is a file; give two files or two folders",
                    path.display(),
                    candidate.display()
                );
            }
            lines_of(path, reading)
        })
        .collect::<Result<Vec<Vec<String>>, _>>()?;
    let warnings = aligned(candidate, &candidate_lines, &texts).into_iter().collect();
    let id = stem_of(candidate);
    Ok((vec![Pair { id, candidate: candidate_lines, references: texts }], warnings))
}

/// Lines from which on files of equally many lines are taken for line-aligned ones. Set by:
/// summaries of people are seldom longer than ten sentences, and two of one length by chance still
/// more seldom.
const ALIGNED: usize = 10;

/// A note where files of equally many lines look as if each line were an item of its own.
fn aligned(path: &Path, candidate: &[String], references: &[Vec<String>]) -> Option<Warning> {
    let lines = candidate.len();
    let same = lines >= ALIGNED && references.iter().all(|reference| reference.len() == lines);
    let message =
        format!("it has {lines} lines, and so has each reference; all were read as one text");
    same.then(|| {
        Warning::note(path.display().to_string(), message)
            .hint("where each line is a summary of its own, say --by-line")
    })
}

fn by_line(
    candidate: &Path,
    references: &[PathBuf],
    reading: &Reading,
) -> anyhow::Result<(Vec<Pair>, Vec<Warning>)> {
    let candidates = text_of(candidate)?;
    let candidates: Vec<&str> = candidates.lines().collect();
    let texts = references.iter().map(|path| text_of(path)).collect::<Result<Vec<_>, _>>()?;
    let columns: Vec<Vec<&str>> = texts.iter().map(|text| text.lines().collect()).collect();
    for (path, column) in references.iter().zip(&columns) {
        if column.len() != candidates.len() {
            bail!(
                "`{}` has {} lines and `{}` has {}; line-aligned files need one line an item in each",
                candidate.display(),
                candidates.len(),
                path.display(),
                column.len()
            );
        }
    }
    let (mut pairs, mut warnings) = (Vec::new(), Vec::new());
    for (at, text) in candidates.iter().enumerate() {
        let id = (at + 1).to_string();
        let references: Vec<Vec<String>> = columns
            .iter()
            .filter_map(|column| column.get(at))
            .filter(|line| !line.trim().is_empty())
            .map(|line| sentences(line, reading))
            .collect();
        if references.is_empty() {
            let place = format!("{}: line {id}", candidate.display());
            warnings.push(Warning::failed(place, "no reference has text on this line"));
            continue;
        }
        pairs.push(Pair { id, candidate: sentences(text, reading), references });
    }
    Ok((pairs, warnings))
}

fn files_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("the folder `{}` cannot be read", folder.display()))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry
            .with_context(|| format!("the folder `{}` cannot be read", folder.display()))?
            .path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !hidden {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        bail!(
            "the folder `{}` has no files; name the folder that holds the texts",
            folder.display()
        );
    }
    Ok(files)
}

/// Whether a reference of this name belongs to the candidate `stem`: the same name, or the stem and
/// more behind a separator ("D001.A", "D001_2").
fn belongs(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '_', '-', '#']))
}

fn folders(
    candidate: &Path,
    references: &[PathBuf],
    reading: &Reading,
) -> anyhow::Result<(Vec<Pair>, Vec<Warning>)> {
    let mut pairs: BTreeMap<String, Pair> = BTreeMap::new();
    let mut warnings = Vec::new();
    for path in files_in(candidate)? {
        let id = stem_of(&path);
        match lines_of(&path, reading) {
            Ok(candidate) => {
                pairs.insert(id.clone(), Pair { id, candidate, references: Vec::new() });
            }
            Err(error) => {
                warnings.push(Warning::failed(path.display().to_string(), format!("{error:#}")))
            }
        }
    }
    for folder in references {
        if !folder.is_dir() {
            bail!(
                "`{}` is a file and the candidate `{}` is a folder; give two files or two folders",
                folder.display(),
                candidate.display()
            );
        }
        for path in files_in(folder)? {
            let name = path
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default();
            // The longest that fits: "D1.2" goes to "D1.2" before "D1".
            let longest = pairs
                .keys()
                .filter(|stem| belongs(&name, stem))
                .max_by_key(|stem| stem.len())
                .cloned();
            let Some(pair) = longest.and_then(|stem| pairs.get_mut(&stem)) else {
                warnings.push(
                    Warning::failed(path.display().to_string(), "this reference has no candidate")
                        .hint(format!(
                            "a file `{}` belongs in `{}`",
                            stem_of(&path),
                            candidate.display()
                        )),
                );
                continue;
            };
            match lines_of(&path, reading) {
                Ok(lines) => pair.references.push(lines),
                Err(error) => {
                    warnings.push(Warning::failed(path.display().to_string(), format!("{error:#}")))
                }
            }
        }
    }
    Ok(with_references(pairs.into_values(), candidate, warnings))
}

/// Drops and names what has nothing to be compared with.
fn with_references(
    pairs: impl Iterator<Item = Pair>,
    candidate: &Path,
    mut warnings: Vec<Warning>,
) -> (Vec<Pair>, Vec<Warning>) {
    let mut kept = Vec::new();
    for pair in pairs {
        if pair.references.is_empty() {
            warnings.push(
                Warning::failed(format!("{}: {}", candidate.display(), pair.id), "this candidate has no reference")
                    .hint("references match by id, or by file name: `X.txt` or `X.A.txt` for the candidate `X.txt`"),
            );
        } else {
            kept.push(pair);
        }
    }
    (kept, warnings)
}

fn jsonl(
    candidate: &Path,
    references: &[PathBuf],
    reading: &Reading,
) -> anyhow::Result<(Vec<Pair>, Vec<Warning>)> {
    let mut warnings = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut systems = std::collections::BTreeSet::new();
    for (place, row) in rows(candidate, &mut warnings)? {
        let system = row.get("system").and_then(Value::as_str);
        if reading.system.is_some() && system != reading.system.as_deref() {
            continue;
        }
        systems.extend(system.map(str::to_owned));
        let id = id_of(&row).unwrap_or_else(|| (pairs.len() + 1).to_string());
        let text = ["candidate", "summary", "prediction"].iter().find_map(|key| row.get(*key));
        let Some(text) = text.and_then(|text| text_value(text, reading)) else {
            warnings.push(Warning::failed(place, "no text to score").hint(
                "the field is \"candidate\" or \"summary\": a string or a list of sentences",
            ));
            continue;
        };
        if let Some(first) = seen.insert(id.clone(), pairs.len()) {
            seen.insert(id.clone(), first);
            warnings.push(Warning::failed(place, format!("the id `{id}` comes a second time")));
            continue;
        }
        pairs.push(Pair {
            id,
            candidate: text,
            references: references_of(&row, &["reference"], reading),
        });
    }
    if let (Some(first), true) = (systems.first(), systems.len() > 1) {
        bail!(
            "`{}` holds {} systems; choose one with --system NAME, for example --system {first}",
            candidate.display(),
            systems.len()
        );
    }
    let mut texts = reference_texts(candidate, references, reading, &mut warnings)?;
    for pair in &mut pairs {
        pair.references.extend(texts.remove(&pair.id).unwrap_or_default());
    }
    for id in texts.keys() {
        let place = references.first().map(|path| path.display().to_string()).unwrap_or_default();
        warnings.push(Warning::failed(format!("{place}: {id}"), "this reference has no candidate"));
    }
    Ok(with_references(pairs.into_iter(), candidate, warnings))
}

/// The references by the items that they belong to.
fn reference_texts(
    candidate: &Path,
    references: &[PathBuf],
    reading: &Reading,
    warnings: &mut Vec<Warning>,
) -> anyhow::Result<Texts> {
    let mut texts = Texts::new();
    for path in references {
        if path.is_dir() || !is_jsonl(path) && !starts_with_json(path)? {
            bail!(
                "the candidate `{}` is JSONL and the reference `{}` is not; write a line {{\"id\": …, \"references\": […]}} \
                 for each item",
                candidate.display(),
                path.display()
            );
        }
        for (place, row) in rows(path, warnings)? {
            let found = references_of(&row, &["reference", "summary"], reading);
            match id_of(&row) {
                Some(id) if !found.is_empty() => texts.entry(id).or_default().extend(found),
                _ => {
                    warnings.push(Warning::failed(place, "no reference in this line").hint(
                        "a line needs \"id\" and \"references\", \"reference\" or \"summary\"",
                    ))
                }
            }
        }
    }
    Ok(texts)
}

/// The JSON objects of a file, one a line, each with its place.
fn rows(path: &Path, warnings: &mut Vec<Warning>) -> anyhow::Result<Vec<(String, Value)>> {
    let text = text_of(path)?;
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{}: line {}", path.display(), at + 1);
        match serde_json::from_str::<Value>(line) {
            Ok(row @ Value::Object(_)) => rows.push((place, row)),
            Ok(_) => warnings.push(Warning::failed(place, "not a JSON object")),
            Err(error) => warnings.push(Warning::failed(place, format!("not JSON: {error}"))),
        }
    }
    Ok(rows)
}

fn id_of(row: &Value) -> Option<String> {
    match row.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// A text as JSON: a string with line breaks, or a list of sentences.
fn text_value(value: &Value, reading: &Reading) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(sentences(text, reading)),
        Value::Array(lines) => lines.iter().map(|line| line.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// The references of a line: "references" (a list of texts) or "reference"; in a file of references
/// "summary" too.
fn references_of(row: &Value, keys: &[&str], reading: &Reading) -> Vec<Vec<String>> {
    if let Some(Value::Array(list)) = row.get("references") {
        return list.iter().filter_map(|value| text_value(value, reading)).collect();
    }
    let single = keys.iter().find_map(|key| row.get(*key));
    single.and_then(|value| text_value(value, reading)).into_iter().collect()
}

//! Plain folders of articles in any format that the reader knows, with references beside them.
//! Three layouts:
//! - `gold/stories.json` lists the stories
//!   (`{"stories": [{"id", "articles": ["path#record", …]}, …]}`), and `gold/references/ID.txt` or
//!   `ID.1.txt`, `ID.2.txt`, … are their summaries;
//! - a folder an item, and `references/ID.txt` or `ID.1.txt`, … beside those folders;
//! - a folder an item, each with a folder `references` of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{DataSetError, Item, Sink, files, lines_of};
use crate::model::{Article, Place, Severity};
use crate::read::Limits;

pub(super) fn read(path: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    let gold = path.join("gold").join("stories.json");
    if gold.is_file() {
        return listed(path, &gold, sink);
    }
    let beside = path.join("references");
    let references = if beside.is_dir() { references_in(&beside, sink)? } else { BTreeMap::new() };
    for folder in
        files::entries(path)?.into_iter().filter(|entry| entry.is_dir() && *entry != beside)
    {
        let id = files::file_name(&folder);
        let own = folder.join("references");
        let mut found = references.get(&id).cloned().unwrap_or_default();
        if own.is_dir() {
            found.extend(references_in(&own, sink)?.into_values().flatten());
        }
        let articles: Vec<Article> = files::below(&folder)?
            .into_iter()
            .filter(|file| !file.starts_with(&own) && !is_note(file))
            .flat_map(|file| articles_of(&file, sink))
            .collect();
        sink.take(
            folder.display().to_string(),
            Item { id, articles, references: found, query: None, earlier: Vec::new() },
        );
    }
    Ok(())
}

/// Files that explain instead of telling news.
fn is_note(file: &Path) -> bool {
    let name = files::file_name(file).to_ascii_uppercase();
    ["README", "LICENSE", "LICENCE"].iter().any(|note| name.starts_with(note))
}

/// References by item: `ID.txt`, `ID.1.txt`, ….
fn references_in(
    folder: &Path,
    sink: &mut Sink,
) -> Result<BTreeMap<String, Vec<Vec<String>>>, DataSetError> {
    let mut references: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for file in files::entries(folder)?.into_iter().filter(|file| file.is_file()) {
        let name = files::file_name(&file);
        let id = name.split('.').next().unwrap_or(&name).to_owned();
        match files::text(&file) {
            Ok(text) => references.entry(id).or_default().push(lines_of(&text)),
            Err(error) => sink.broken(file.display().to_string(), error.to_string()),
        }
    }
    Ok(references)
}

fn articles_of(file: &Path, sink: &mut Sink) -> Vec<Article> {
    let bytes = match std::fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            sink.broken(file.display().to_string(), error.to_string());
            return Vec::new();
        }
    };
    let place = Place::File { path: file.display().to_string(), record: None };
    let outcome = crate::read::read(&bytes, &place, None, &Limits::default());
    let lost = outcome.warnings.into_iter().filter(|warning| warning.severity == Severity::Failed);
    sink.warnings.extend(lost);
    outcome.value
}

#[derive(Deserialize)]
struct Stories {
    stories: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    id: String,
    articles: Vec<String>,
}

/// Stories of a list; each file is read once.
fn listed(path: &Path, gold: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    let parsed: Result<Stories, _> = serde_json::from_str(&files::text(gold)?);
    let stories = match parsed {
        Ok(stories) => stories.stories,
        Err(error) => {
            sink.broken(gold.display().to_string(), format!("not a list of stories: {error}"));
            return Ok(());
        }
    };
    let folder = path.join("gold").join("references");
    let references = if folder.is_dir() { references_in(&folder, sink)? } else { BTreeMap::new() };
    let mut read: BTreeMap<PathBuf, Vec<Article>> = BTreeMap::new();
    for story in stories {
        let mut articles = Vec::new();
        for key in &story.articles {
            let (name, record) = match key.rsplit_once('#') {
                Some((name, number)) if number.bytes().all(|b| b.is_ascii_digit()) => {
                    (name, number.parse::<u32>().ok())
                }
                _ => (key.as_str(), None),
            };
            let file = path.join(name);
            if !read.contains_key(&file) {
                read.insert(file.clone(), articles_of(&file, sink));
            }
            let all = read.get(&file).map(Vec::as_slice).unwrap_or_default();
            let before = articles.len();
            articles.extend(
                all.iter()
                    .filter(|article| record.is_none() || record_of(article) == record)
                    .cloned(),
            );
            if articles.len() == before {
                sink.broken(format!("{}: {key}", gold.display()), "no such article");
            }
        }
        let found = references.get(&story.id).cloned().unwrap_or_default();
        let place = format!("{}: {}", gold.display(), story.id);
        sink.take(
            place,
            Item { id: story.id, articles, references: found, query: None, earlier: Vec::new() },
        );
    }
    Ok(())
}

const fn record_of(article: &Article) -> Option<u32> {
    match &article.source.place {
        Place::File { record, .. } | Place::Stdin { record } => *record,
        Place::Url(_) => None,
    }
}

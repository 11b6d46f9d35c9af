//! Multi-News (Fabbri et al. 2019, "Multi-News: a Large-Scale Multi-Document Summarization Dataset
//! and Abstractive Hierarchical Model"): two line-aligned files. A line of `X.src` holds an item's
//! documents between `|||||` (in tokenised copies `story_separator_special_tag`), with
//! `NEWLINE_CHAR` for line breaks; the same line of `X.tgt` its summary, which begins with a dash.

use std::path::{Path, PathBuf};

use super::{DataSetError, Item, Sink, article_of, files, lines_of};

const SEPARATORS: [&str; 2] = ["|||||", "story_separator_special_tag"];
const LINE_BREAKS: [&str; 2] = ["NEWLINE_CHAR", "newline_char"];

pub(super) fn read(path: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    let sources = if path.is_dir() {
        let all = files::entries(path)?;
        all.into_iter().filter(|file| files::file_name(file).ends_with(".src")).collect()
    } else {
        vec![path.to_owned()]
    };
    let several = sources.len() > 1;
    for source in &sources {
        // Ids of several splits must differ: "test:17".
        let prefix = if several { format!("{}:", files::name_of(source)) } else { String::new() };
        read_pair(source, &target_of(source)?, &prefix, sink)?;
    }
    Ok(())
}

/// `X.tgt` beside `X.src`.
fn target_of(source: &Path) -> Result<PathBuf, DataSetError> {
    let name = files::file_name(source);
    let target = source.with_file_name(name.replacen(".src", ".tgt", 1));
    if target == source || !target.is_file() {
        return Err(DataSetError::Missing {
            path: target,
            why: "it holds the summaries of the `.src` file",
        });
    }
    Ok(target)
}

fn read_pair(
    source: &Path,
    target: &Path,
    prefix: &str,
    sink: &mut Sink,
) -> Result<(), DataSetError> {
    let (documents, summaries) = (files::text(source)?, files::text(target)?);
    // `lines` would also split at other line ends than these files use.
    let mut lines = documents.split('\n').collect::<Vec<_>>();
    let mut wanted = summaries.split('\n').collect::<Vec<_>>();
    for list in [&mut lines, &mut wanted] {
        if list.last().is_some_and(|line| line.is_empty()) {
            list.pop();
        }
    }
    if lines.len() != wanted.len() {
        let message = format!(
            "it has {} lines and {} has {}; lines without a partner are left out",
            lines.len(),
            files::file_name(target),
            wanted.len()
        );
        sink.broken(source.display().to_string(), message);
    }
    for ((line, summary), number) in lines.iter().zip(&wanted).zip(1u32..) {
        let articles = split_documents(line)
            .filter_map(|text| article_of(source, Some(number), text))
            .collect();
        let summary = unescaped(summary);
        let summary = summary.trim().trim_start_matches(['–', '-', '—']).trim();
        let item = Item {
            id: format!("{prefix}{number}"),
            articles,
            references: vec![lines_of(summary)],
            query: None,
            earlier: Vec::new(),
        };
        sink.take(format!("{}: line {number}", source.display()), item);
    }
    Ok(())
}

/// The documents of a line, without empty ones.
fn split_documents(line: &str) -> impl Iterator<Item = String> + '_ {
    let separator =
        SEPARATORS.into_iter().find(|mark| line.contains(mark)).unwrap_or(SEPARATORS[0]);
    line.split(separator).map(unescaped).filter(|text| !text.trim().is_empty())
}

/// Line breaks as line breaks.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for mark in LINE_BREAKS {
        if text.contains(mark) {
            let lines: Vec<&str> = text.split(mark).map(str::trim).collect();
            text = lines.join("\n");
        }
    }
    text.trim().to_owned()
}

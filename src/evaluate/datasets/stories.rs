//! CNN/DailyMail (Hermann et al. 2015, "Teaching Machines to Read and Comprehend"): one `.story`
//! file an article; each `@highlight` line announces one line of the summary.

use std::path::Path;

use super::{DataSetError, Item, Sink, article_of, files};

pub(super) fn read(path: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    let all = if path.is_dir() { files::below(path)? } else { vec![path.to_owned()] };
    for file in all.iter().filter(|file| files::file_name(file).ends_with(".story")) {
        let text = match files::text(file) {
            Ok(text) => text,
            Err(error) => {
                sink.broken(file.display().to_string(), error.to_string());
                continue;
            }
        };
        let (body, highlights) = split(&text);
        let item = Item {
            id: files::name_of(file),
            articles: article_of(file, None, body).into_iter().collect(),
            references: vec![highlights],
            query: None,
            earlier: Vec::new(),
        };
        sink.take(file.display().to_string(), item);
    }
    Ok(())
}

/// The article, and the lines that follow an `@highlight`.
fn split(text: &str) -> (String, Vec<String>) {
    let (mut body, mut highlights) = (Vec::new(), Vec::new());
    let mut announced = false;
    let mut behind = false;
    for line in text.lines().map(str::trim) {
        if line == "@highlight" {
            (announced, behind) = (true, true);
        } else if announced && !line.is_empty() {
            highlights.push(line.to_owned());
            announced = false;
        } else if !behind {
            body.push(line);
        }
    }
    (body.join("\n").trim().to_owned(), highlights)
}

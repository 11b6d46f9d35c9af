//! Gold stories: articles of a day or a year, each with the label of the story that people put it
//! in.
//!
//! JSONL, one article a line, in any shape that an article has in JSON, with its story under
//! `cluster`, `story`, `event`, `topic` or `label` (a text or a number). An article without a text
//! of its own is its title. A line without a story, or that holds no article, is named and left
//! out.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::{DataSetError, Sink, article_of, common, files};
use crate::model::{Article, Outcome, Place};
use crate::read::{Format, Limits};

/// Names of the field that holds an article's story, the surest first.
const LABELS: [&str; 7] =
    ["cluster", "cluster_id", "story", "story_id", "event", "event_id", "label"];

/// Articles and the stories that people put them in.
#[derive(Debug, Clone, Default)]
pub struct GoldStories {
    /// The file's own name.
    pub name: String,
    /// The articles, in the file's order; their places are the file and the line, which no two
    /// share.
    pub articles: Vec<Article>,
    /// The story of each article, numbered from 0 in order of appearance.
    pub stories: Vec<usize>,
}

impl GoldStories {
    /// The story of the article at `place`, which reading and sorting leave alone.
    #[must_use]
    pub fn by_place(&self) -> BTreeMap<Place, usize> {
        let places = self.articles.iter().map(|article| article.source.place.clone());
        places.zip(self.stories.iter().copied()).collect()
    }
}

/// Reads gold stories.
///
/// # Errors
/// [`DataSetError`] when the file cannot be read or holds no article with a story.
pub fn gold_stories(path: &Path) -> Result<Outcome<GoldStories>, DataSetError> {
    let mut sink = Sink::default();
    let mut gold = GoldStories { name: files::name_of(path), ..GoldStories::default() };
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    common::each_object(path, &mut sink, |place, number, row, sink| {
        let Some(label) = label(row) else {
            return sink.broken(place, "no story is named; the article is left out");
        };
        let Some(article) = article(path, number, row) else {
            return sink.broken(place, "no text and no title; the article is left out");
        };
        let next = labels.len();
        gold.stories.push(*labels.entry(label).or_insert(next));
        gold.articles.push(article);
    })?;
    if gold.articles.is_empty() {
        let first = sink.warnings.first().map(ToString::to_string);
        return Err(DataSetError::Empty { path: path.to_owned(), first });
    }
    Ok(Outcome { value: gold, warnings: sink.warnings })
}

fn label(row: &Value) -> Option<String> {
    LABELS.iter().find_map(|name| match row.get(name)? {
        Value::String(label) if !label.is_empty() => Some(label.clone()),
        Value::Number(label) => Some(label.to_string()),
        _ => None,
    })
}

fn article(path: &Path, number: u32, row: &Value) -> Option<Article> {
    let mut row = row.clone();
    if let Value::Object(fields) = &mut row {
        for name in LABELS {
            fields.remove(name);
        }
    }
    let place = Place::File { path: path.display().to_string(), record: Some(number) };
    let read = crate::read::read(
        row.to_string().as_bytes(),
        &place,
        Some(Format::Json),
        &Limits::default(),
    );
    let mut article = match read.value.into_iter().next() {
        Some(article) => article,
        None => {
            let title = row.get("title").or_else(|| row.get("headline"))?.as_str()?.trim();
            let text = title.to_owned();
            let mut bare =
                article_of(path, Some(number), text.clone()).filter(|_| !text.is_empty())?;
            bare.title = Some(text);
            bare
        }
    };
    article.source.place = place;
    Some(article)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_and_their_stories() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("gold.jsonl");
        let lines = [
            r#"{"id":"a","title":"Ferry sinks","text":"A ferry sank.","cluster":7,"date":"2026-05-04"}"#,
            r#"{"id":"b","title":"Ferry lost","text":"","cluster":7}"#,
            r#"{"id":"c","text":"A mayor resigned.","story":"mayor"}"#,
            r#"{"id":"d","text":"Nobody says what this is."}"#,
            r#"{"id":"e","cluster":3}"#,
        ];
        std::fs::write(&path, lines.join("\n")).expect("written");
        let read = gold_stories(&path).expect("read");
        assert_eq!(read.value.name, "gold");
        assert_eq!(read.value.stories, [0, 0, 1]);
        let texts: Vec<&str> = read.value.articles.iter().map(Article::text).collect();
        assert_eq!(texts, ["A ferry sank.", "Ferry lost", "A mayor resigned."]);
        assert_eq!(read.value.by_place().len(), 3);
        assert_eq!(read.warnings.len(), 2, "{:?}", read.warnings);
    }

    #[test]
    fn a_file_without_stories_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("none.jsonl");
        std::fs::write(&path, "{\"text\":\"No story.\"}\n").expect("written");
        assert!(matches!(gold_stories(&path), Err(DataSetError::Empty { .. })));
        assert!(matches!(
            gold_stories(&folder.path().join("absent")),
            Err(DataSetError::Unreadable { .. })
        ));
    }
}

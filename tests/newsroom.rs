//! The newsroom in `corpus/`, read through the library.

use std::fs;
use std::path::{Path, PathBuf};

use tidings::model::{Article, Place};
use tidings::read::{Limits, read};

/// All files with news, in byte order of their paths.
pub fn files() -> Vec<PathBuf> {
    let files = files_below("corpus");
    assert!(files.len() >= 40, "only {} files in corpus/", files.len());
    files
}

fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    walk(Path::new(folder), &mut files);
    files
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    if folder.join(".tidings-ignore").exists() {
        return;
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with('.') || name == "README.md" || name == "LICENSE" {
            continue;
        }
        if path.is_dir() {
            walk(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// All articles, file by file; the test fails where a file cannot be read in full.
pub fn articles() -> Vec<Article> {
    read_all(files())
}

/// The articles of `corpus/languages/de` and `es`.
pub fn foreign_articles() -> Vec<Article> {
    ["de", "es"]
        .iter()
        .flat_map(|code| read_all(files_below(&format!("corpus/languages/{code}"))))
        .collect()
}

fn read_all(files: Vec<PathBuf>) -> Vec<Article> {
    let mut articles = Vec::new();
    for path in files {
        let bytes = fs::read(&path).unwrap();
        let place = Place::File { path: path.to_string_lossy().into_owned(), record: None };
        let outcome = read(&bytes, &place, None, &Limits::default());
        assert!(!outcome.value.is_empty(), "{}: {:?}", path.display(), outcome.warnings);
        articles.extend(outcome.value);
    }
    articles
}

/// Strings of the gold that are furniture and may stand in no briefing. Headings that were glued to
/// the sentence after them are left aside: their words alone do not tell where the heading ends.
pub fn furniture() -> Vec<String> {
    let gold = fs::read_to_string("corpus/gold/furniture.jsonl").unwrap();
    gold.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap())
        .filter(|row| !(row["kind"] == "heading" && row["where"] == "inline"))
        .map(|row| row["text"].as_str().unwrap().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

/// The newsroom's publishers never differ on one thing at one time: its tolls rise from day to day,
/// and its traps (the semi-final's minutes beside the final's) are told of different things. Every
/// speaker set apart is named.
#[test]
fn no_figure_is_a_false_alarm_and_every_speaker_is_named() {
    let settings = tidings::brief::Settings {
        length: Some("20000w".parse().unwrap()),
        ..tidings::brief::Settings::default()
    };
    let briefing = settings.check().unwrap().run(articles()).unwrap().value;
    let mut speakers = Vec::new();
    for story in &briefing.stories {
        assert!(story.differences.is_empty(), "{:?}", story.differences);
        assert!(story.wires <= story.independent, "{:?}", story.headline);
        assert!(story.first.map(|p| p.at) <= story.last.map(|p| p.at), "{:?}", story.headline);
        for item in &story.items {
            let Some(said) = &item.said else { continue };
            assert!(said.words.iter().all(|w| w.of(&item.text).is_some()), "{}", item.text);
            speakers.push(said.speaker.of(&item.text).unwrap().to_owned());
        }
    }
    assert!(speakers.len() >= 5, "{speakers:?}");
    for pronoun in ["he", "she", "they", "er", "sie", "it"] {
        assert!(!speakers.iter().any(|s| s.eq_ignore_ascii_case(pronoun)), "{speakers:?}");
    }
}

/// What the readers find in the German and the Spanish newsroom is what the gold says, page
/// furniture left out.
#[test]
fn the_newsrooms_of_other_languages_are_read_as_their_gold_says() {
    let articles = foreign_articles();
    let gold = fs::read_to_string("corpus/gold/languages.jsonl").unwrap();
    let mut seen = 0;
    for row in gold.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()) {
        let url = row["url"].as_str();
        let article = articles.iter().find(|a| a.source.url.as_deref() == url).unwrap();
        assert_eq!(article.title.as_deref(), row["title"].as_str());
        assert_eq!(article.source.publisher.as_deref(), row["publisher"].as_str(), "{url:?}");
        let date = article.published.map(|p| p.at);
        let stated: jiff::Timestamp = row["date"].as_str().unwrap().parse().unwrap();
        assert_eq!(date, Some(stated), "{url:?}");
        let paragraphs: Vec<&str> =
            row["paragraphs"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
        assert!(article.text().contains(&paragraphs[..3].join("\n\n")), "{}", article.text());
        for paragraph in paragraphs {
            assert!(article.text().contains(paragraph), "{url:?}: {paragraph}");
        }
        seen += 1;
    }
    assert_eq!((seen, articles.len()), (20, 20));
}

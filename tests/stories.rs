//! Stories of the newsroom in `corpus/` against its gold, whatever order the articles come in.

use std::collections::BTreeMap;

use tidings::brief::{Settings, StoryEntry};
use tidings::evaluate::clustering::report;
use tidings::model::{Article, Place, Source};

use crate::newsroom;

fn list(articles: Vec<Article>) -> Vec<StoryEntry> {
    Settings::default().check().unwrap().list(articles)
}

/// Story and whether it is of another time, by place.
fn gold() -> BTreeMap<String, (String, bool)> {
    let text = std::fs::read_to_string("corpus/gold/stories.json").unwrap();
    let gold: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut by_place = BTreeMap::new();
    for story in gold["stories"].as_array().unwrap() {
        for article in story["articles"].as_array().unwrap() {
            let place = format!("corpus/{}", article["key"].as_str().unwrap());
            let id = story["id"].as_str().unwrap().to_owned();
            by_place.insert(place, (id, article["old"].as_bool().unwrap()));
        }
    }
    for alone in gold["unrelated"].as_array().unwrap() {
        let key = alone.as_str().unwrap();
        by_place.insert(format!("corpus/{key}"), (key.to_owned(), false));
    }
    assert!(by_place.len() > 50);
    by_place
}

#[test]
fn the_newsroom_falls_into_its_stories() {
    let gold = gold();
    let stories = list(newsroom::articles());
    let (mut expected, mut found) = (Vec::new(), Vec::new());
    for (n, story) in stories.iter().enumerate() {
        for (article, older) in
            story.articles.iter().map(|a| (a, false)).chain(story.older.iter().map(|a| (a, true)))
        {
            let (id, old) = &gold[&article.place.to_string()];
            assert!(!older || *old, "{} is of this week", article.place);
            expected.push(id.as_str());
            found.push(n);
        }
    }
    assert_eq!(expected.len(), gold.len());
    let report = report(&expected, &found);
    // Nothing is put together wrongly; a teaser of two lines may stay alone.
    assert!(report.bcubed.precision > 0.999, "{report:?} {stories:#?}");
    assert!(report.bcubed.recall > 0.97, "{report:?} {stories:#?}");
}

#[test]
fn an_article_of_two_feeds_is_listed_once() {
    let item = |feed: &str, record: u32, title: &str| {
        let place = Place::File { path: feed.to_owned(), record: Some(record) };
        let address = format!("https://gazette.example/{}", title.len());
        let publisher = Some("Gazette".to_owned());
        let source = Source { publisher, url: Some(address), place };
        let mut article = Article::new(source, "The ferry sank off Skerrin.".to_owned()).unwrap();
        article.title = Some(title.to_owned());
        article
    };
    let (first, second) = ("Ferry sinks off Skerrin", "Mayor of Port Skerrin resigns");
    let all = [("news.xml", 1, first), ("news.xml", 2, second), ("top.xml", 7, first)];
    let items = all.map(|(feed, record, title)| item(feed, record, title)).to_vec();
    let mut listed: Vec<(String, Vec<String>)> = list(items.clone())
        .iter()
        .flat_map(|story| &story.articles)
        .map(|a| (a.place.to_string(), a.also.iter().map(ToString::to_string).collect()))
        .collect();
    listed.sort();
    let once = [("news.xml#1", vec!["top.xml#7"]), ("news.xml#2", vec![])];
    let once =
        once.map(|(at, also)| (at.to_owned(), also.iter().map(ToString::to_string).collect()));
    assert_eq!(listed, once);
    // It is what a briefing makes of them.
    let briefing = Settings::default().check().unwrap().run(items).unwrap().value;
    assert_eq!(briefing.counts.articles, 2);
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    let mut articles = newsroom::articles();
    let expected = list(articles.clone());
    // A few fixed permutations: reversed, rotated, and two that jump about.
    articles.reverse();
    assert_eq!(list(articles.clone()), expected);
    articles.rotate_left(17);
    assert_eq!(list(articles.clone()), expected);
    for step in [7, 23] {
        articles =
            (0..articles.len()).map(|n| articles[n * step % articles.len()].clone()).collect();
        assert_eq!(list(articles.clone()), expected);
    }
}

/// Articles of JSON lines.
fn articles(lines: &[(&str, &str)]) -> Vec<Article> {
    let line = |(title, text): &(&str, &str)| {
        let text = if text.is_empty() { title } else { text };
        let value = serde_json::json!({
            "title": title, "text": text, "lang": "en", "date": "2026-05-06T08:00:00Z",
        });
        format!("{value}\n")
    };
    let lines: String = lines.iter().map(line).collect();
    let place = tidings::model::Place::Stdin { record: None };
    let format = Some(tidings::read::Format::JsonLines);
    tidings::read::read(lines.as_bytes(), &place, format, &tidings::read::Limits::default()).value
}

/// The stories of two and more articles, as sorted titles.
fn together(articles: Vec<Article>) -> Vec<Vec<String>> {
    let titles = |story: &StoryEntry| {
        let mut titles: Vec<String> =
            story.articles.iter().filter_map(|article| article.title.clone()).collect();
        titles.sort_unstable();
        titles
    };
    let mut all: Vec<_> = list(articles).iter().map(titles).filter(|t| t.len() > 1).collect();
    all.sort_unstable();
    all
}

const DAY: [(&str, &str); 7] = [
    ("Earthquake of magnitude 6.1 shakes Tarvos island", ""),
    ("Strong earthquake hits Tarvos, no tsunami warning", "Rescuers are on their way."),
    ("Tarvos island: earthquake damages harbour", "The harbour of Tarvos was closed."),
    ("Lindqvist wins the Brennholm marathon", ""),
    ("Brennholm marathon: Lindqvist first again", "She ran 42 kilometres in 2:21."),
    ("Bakers of Oststadt ask for cheaper flour", ""),
    ("Parliament of Veldania debates pensions", "A vote is due in June."),
];

#[test]
fn titles_and_teasers_of_one_event_are_one_story() {
    let stories = together(articles(&DAY));
    let sizes: Vec<usize> = stories.iter().map(Vec::len).collect();
    assert_eq!(sizes, [2, 3], "{stories:#?}");
    assert!(stories[1].iter().all(|title| title.contains("Tarvos")), "{stories:#?}");
}

#[test]
fn what_else_lies_on_the_table_does_not_matter() {
    let alone = together(articles(&DAY));
    let mut beside = newsroom::articles();
    beside.extend(articles(&DAY));
    let titles: Vec<&str> = DAY.iter().map(|item| item.0).collect();
    let mut with: Vec<Vec<String>> = together(beside);
    with.retain(|story| story.iter().any(|title| titles.contains(&title.as_str())));
    assert_eq!(with, alone);
}

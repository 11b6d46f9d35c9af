//! Stories of the newsroom in `corpus/` against its gold, whatever order the articles come in.

use std::collections::BTreeMap;

use tidings::brief::{Settings, StoryEntry};
use tidings::evaluate::clustering::report;
use tidings::model::Article;

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

//! Titles as news, outlets counted once, what leads and what is named.

use tidings::brief::Settings;
use tidings::cite::{Fault, verify};
use tidings::model::{Article, Briefing, Citation, Place};
use tidings::read::{Limits, read};

const WORLD: &str = "<rss><channel><title>NYT > World News</title><link>https://www.nytimes.com/section/world</link>
  <item><title>Ferry with 40 aboard sinks off Skerrin</title><link>https://www.nytimes.com/2026/ferry.html</link>
    <pubDate>Mon, 16 Nov 2026 08:00:00 GMT</pubDate></item>
  <item><title>Why we love the sea</title><link>https://www.nytimes.com/2026/sea.html</link>
    <pubDate>Mon, 16 Nov 2026 08:30:00 GMT</pubDate></item></channel></rss>";
const EUROPE: &str = "<rss><channel><title>NYT > World > Europe</title><link>https://www.nytimes.com/section/europe</link>
  <item><title>Ferry with 40 aboard sinks off Skerrin</title><link>https://www.nytimes.com/2026/ferry.html?utm_source=x</link>
    <pubDate>Mon, 16 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>";
const OTHER: &str = "<rss><channel><title>RSS di - ANSA.it</title><link>https://www.ansa.it/</link>
  <item><title>Ferry sinks off Skerrin with 40 aboard</title><link>https://www.ansa.it/ferry</link>
    <pubDate>Mon, 16 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>";

fn articles(feeds: &[&str]) -> Vec<Article> {
    let of = |(n, feed): (usize, &&str)| {
        let place = Place::File { path: format!("{n}.xml"), record: None };
        read(feed.as_bytes(), &place, None, &Limits::default()).value
    };
    feeds.iter().enumerate().flat_map(of).collect()
}

fn brief(articles: Vec<Article>, change: impl FnOnce(&mut Settings)) -> Briefing {
    let mut settings = Settings::default();
    change(&mut settings);
    settings.check().unwrap().run(articles).unwrap().value
}

#[test]
fn a_day_of_titles_is_briefed_and_proved() {
    let all = articles(&[WORLD, EUROPE, OTHER]);
    assert!(all.iter().all(|article| article.text().is_empty() && article.teaser));
    let briefing = brief(all.clone(), |_| {});
    let first = &briefing.stories[0];
    assert_eq!((first.counts.publishers, first.independent), (2, 2), "{first:#?}");
    assert_eq!(first.items.len(), 1);
    let item = &first.items[0];
    assert!(item.is_title() && item.text.contains("Skerrin"));
    let json = serde_json::to_value(item.citations[0]).unwrap();
    assert_eq!(json["title"], true);
    assert!(json.get("span").is_none(), "{json}");
    let report = verify(&briefing, &all);
    assert!(report.holds(), "{:?}", report.problems);
    // Another title at the same address is not what was quoted.
    let mut changed = all.clone();
    changed.iter_mut().for_each(|article| article.title = Some("Nothing sank".to_owned()));
    let report = verify(&briefing, &changed);
    assert!(report.problems.iter().any(|problem| problem.fault == Fault::NoSuchTitle));
    let mut wrong = briefing;
    wrong.stories[0].items[0].text.push('!');
    let report = verify(&wrong, &all);
    assert!(report.problems.iter().any(|p| matches!(p.fault, Fault::OtherTitle { .. })));
}

#[test]
fn a_citation_has_a_span_or_is_of_the_title() {
    for wrong in [
        r#"{"source":1}"#,
        r#"{"source":1,"title":true,"span":{"start":0,"end":1}}"#,
        r#"{"source":1,"title":false}"#,
    ] {
        assert!(serde_json::from_str::<Citation>(wrong).is_err(), "{wrong}");
    }
    for right in [r#"{"source":1,"title":true}"#, r#"{"source":1,"span":{"start":0,"end":1}}"#] {
        let citation: Citation = serde_json::from_str(right).unwrap();
        assert_eq!(serde_json::to_string(&citation).unwrap(), right);
    }
}

#[test]
fn feeds_of_one_outlet_are_one_publisher_and_its_article_is_one() {
    let all = articles(&[WORLD, EUROPE, OTHER]);
    let names: Vec<_> = all.iter().map(|a| a.source.publisher.as_deref().unwrap()).collect();
    assert_eq!(names, ["nytimes.com", "nytimes.com", "nytimes.com", "ansa.it"]);
    let briefing = brief(all, |_| {});
    assert_eq!((briefing.counts.articles, briefing.counts.publishers), (3, 2));
}

#[test]
fn news_comes_before_explainers_and_what_is_left_out_is_named() {
    let all = articles(&[WORLD, OTHER]);
    let briefing = brief(all, |settings| {
        settings.headlines = 5;
        settings.length = Some("9w".parse().unwrap());
    });
    assert_eq!(briefing.stories.len(), 1);
    assert!(briefing.stories[0].items[0].text.contains("Skerrin"));
    let named: Vec<&str> = briefing.passed_over.iter().map(|s| s.headline.as_str()).collect();
    assert_eq!(named, ["Why we love the sea"]);
}

#[test]
fn a_query_chooses_stories_and_says_when_there_is_none() {
    let all = articles(&[WORLD, OTHER]);
    let briefing = brief(all.clone(), |settings| settings.query = Some("ferry Skerrin".to_owned()));
    assert_eq!(briefing.stories.len(), 1);
    let settings = Settings { query: Some("cup final".to_owned()), ..Settings::default() };
    let error = settings.check().unwrap().run(all).unwrap_err();
    assert!(error.to_string().contains("no story is about `cup final`"), "{error}");
}

#[test]
fn the_moment_of_the_run_hides_what_is_dated_later() {
    let all = articles(&[WORLD, OTHER]);
    let settings =
        Settings { now: Some("2026-11-16T08:10:00Z".parse().unwrap()), ..Settings::default() };
    let outcome = settings.check().unwrap().run(all).unwrap();
    assert_eq!(outcome.value.counts.articles, 1);
    let said = outcome.warnings[0].to_string();
    assert!(said.contains("2 articles were left out: dated after"), "{said}");
}

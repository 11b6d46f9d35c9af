//! What a reader wishes of every briefing, and what a reader remembers, on the newsroom.

use std::collections::BTreeMap;

use tidings::brief::{
    Members, Memory, Mute, PlanError, Preferences, Section, Settings, Wanted, Watch, Weighted,
};
use tidings::model::{Article, Briefing, StoryBriefing};

use crate::newsroom;

fn settings(preferences: Preferences) -> Settings {
    Settings {
        length: Some("900w".parse().unwrap()),
        now: Some("2026-05-10T18:00:00Z".parse().unwrap()),
        preferences,
        ..Settings::default()
    }
}

fn brief(articles: &[Article], preferences: Preferences) -> Briefing {
    settings(preferences).check().unwrap().run(articles.to_vec()).unwrap().value
}

fn wanted(phrases: &[&str], publishers: &[&str]) -> Wanted {
    Wanted {
        phrases: phrases.iter().map(|phrase| phrase.parse().unwrap()).collect(),
        publishers: publishers.iter().map(|&name| name.to_owned()).collect(),
        feeds: Vec::new(),
    }
}

fn section(name: &str, phrases: &[&str], stories: Option<usize>) -> Section {
    Section { name: name.to_owned(), wanted: wanted(phrases, &[]), stories }
}

fn headline(story: &StoryBriefing) -> &str {
    story.headline.as_ref().map_or("", |headline| headline.text.as_str())
}

/// The publisher that each quoted sentence of a story is quoted from.
fn quoted<'b>(briefing: &'b Briefing, story: &StoryBriefing) -> Vec<&'b str> {
    let of = |number| briefing.sources.iter().find(|source| source.number == number);
    let first = story.items.iter().filter_map(|item| of(item.citations.first()?.source));
    first.filter_map(|source| source.source.publisher.as_deref()).collect()
}

#[test]
fn sections_stand_in_the_readers_order_and_empty_ones_do_not() {
    let articles = newsroom::articles();
    let names = ["Sport", "Nothing at all", "Rail and sea"];
    let briefing = brief(
        &articles,
        Preferences {
            sections: vec![
                section(names[0], &["cup final", "goalkeeper"], None),
                section(names[1], &["xylophone"], None),
                section(names[2], &["ferry", "rail strike"], None),
            ],
            ..Preferences::default()
        },
    );
    let mut order: Vec<&str> =
        briefing.stories.iter().filter_map(|story| story.section.as_deref()).collect();
    assert_eq!(order.len(), briefing.stories.len(), "every story has a section");
    order.dedup();
    assert_eq!(order, [names[0], names[2], "Other news"]);
    let sea: Vec<&str> = briefing
        .stories
        .iter()
        .filter(|s| s.section.as_deref() == Some(names[2]))
        .map(headline)
        .collect();
    assert_eq!(sea.len(), 2, "{sea:?}");
}

#[test]
fn sections_and_briefings_hold_no_more_stories_than_asked() {
    let articles = newsroom::articles();
    let preferences = |most| Preferences {
        sections: vec![section("Sea", &["ferry", "rail strike", "lighthouse"], Some(1))],
        rest: Some("Also".to_owned()),
        stories: most,
        ..Preferences::default()
    };
    let briefing = brief(&articles, preferences(Some(3)));
    let sections: Vec<&str> =
        briefing.stories.iter().filter_map(|s| s.section.as_deref()).collect();
    assert_eq!(sections, ["Sea", "Also", "Also"]);
    assert!(brief(&articles, preferences(None)).stories.len() > 3);
}

#[test]
fn a_watch_list_lifts_its_story_and_a_weight_lowers_its_publisher() {
    let articles = newsroom::articles();
    let place = |briefing: &Briefing, word: &str| {
        briefing.stories.iter().position(|s| headline(s).to_lowercase().contains(word)).unwrap()
    };
    let plain = brief(&articles, Preferences::default());
    assert!(place(&plain, "lighthouse") > 0);
    let watch =
        Watch { name: "light".to_owned(), wanted: wanted(&["lighthouse"], &[]), boost: 9.0 };
    let watched = brief(&articles, Preferences { watches: vec![watch], ..Preferences::default() });
    assert_eq!(place(&watched, "lighthouse"), 0);
    // Everybody who tells the leading story counts next to nothing: another story leads.
    let names: Vec<String> = articles.iter().filter_map(|a| a.source.publisher.clone()).collect();
    let first = headline(&plain.stories[0]).to_owned();
    let tellers = quoted(&plain, &plain.stories[0]);
    assert!(!tellers.is_empty() && names.len() > tellers.len());
    let numbers = &plain.stories[0].sources;
    let publishers = plain
        .sources
        .iter()
        .filter(|source| numbers.contains(&source.number))
        .filter_map(|source| source.source.publisher.as_deref())
        .map(|name| Weighted { wanted: wanted(&[], &[name]), weight: 0.1, stories: None })
        .collect();
    let lowered = brief(&articles, Preferences { publishers, ..Preferences::default() });
    assert_ne!(headline(&lowered.stories[0]), first);
}

#[test]
fn no_publisher_is_quoted_in_more_stories_than_asked() {
    let articles = newsroom::articles();
    let quotes = |briefing: &Briefing| {
        let mut quotes: BTreeMap<String, usize> = BTreeMap::new();
        for story in &briefing.stories {
            let mut names = quoted(briefing, story);
            names.sort_unstable();
            names.dedup();
            for name in names {
                *quotes.entry(name.to_owned()).or_insert(0) += 1;
            }
        }
        quotes
    };
    let plain = quotes(&brief(&articles, Preferences::default()));
    let (most, count) = plain.iter().max_by_key(|(_, count)| **count).unwrap();
    assert!(*count >= 2, "{plain:?}");
    let capped = quotes(&brief(
        &articles,
        Preferences { publisher_stories: Some(1), ..Preferences::default() },
    ));
    assert!(capped.values().all(|count| *count == 1), "{capped:?}");
    let own = Weighted { wanted: wanted(&[], &[most]), weight: 1.0, stories: Some(1) };
    let one =
        quotes(&brief(&articles, Preferences { publishers: vec![own], ..Preferences::default() }));
    assert_eq!(one.get(most).copied().unwrap_or(0), 1, "{one:?}");
    assert!(one.values().any(|count| *count > 1), "others are not capped: {one:?}");
}

#[test]
fn what_is_muted_is_nowhere_and_is_counted() {
    let articles = newsroom::articles();
    let mute = Mute { wanted: wanted(&["ferry", "Ardena"], &[]), title_only: false, until: None };
    let plan = settings(Preferences { mutes: vec![mute.clone()], ..Preferences::default() });
    let outcome = plan.check().unwrap().run(articles.clone()).unwrap();
    for item in outcome.value.stories.iter().flat_map(|story| &story.items) {
        let words = item.text.to_lowercase();
        assert!(!words.contains("ardena") && !words.contains(" ferry "), "{}", item.text);
    }
    let note = outcome.warnings.iter().find(|warning| warning.place == "mutes").unwrap();
    assert!(note.message.contains("articles were left out: `ferry`, `Ardena`"), "{note}");
    // All muted: nothing new, not a failure of the inputs.
    let all = Mute { wanted: wanted(&["the", "der", "el", "de"], &[]), ..mute };
    let plan = settings(Preferences { mutes: vec![all], ..Preferences::default() });
    let some: Vec<Article> = articles.iter().take(3).cloned().collect();
    let error = plan.check().unwrap().run(some).unwrap_err();
    assert_eq!(error, PlanError::NothingNew { articles: 3 });
}

fn of(members: &[Members]) -> Vec<Article> {
    members.iter().flat_map(|members| members.articles.clone()).collect()
}

/// The articles until a moment and those after it.
fn halves(articles: &[Article], moment: &str) -> (Vec<Article>, Vec<Article>) {
    let moment = moment.parse().unwrap();
    articles
        .iter()
        .filter(|article| article.published.is_some())
        .cloned()
        .partition(|article| article.published.is_some_and(|at| at.at < moment))
}

#[test]
fn what_was_told_is_not_told_again_and_what_goes_on_is_an_update() {
    let articles = newsroom::articles();
    let (before, after) = halves(&articles, "2026-05-06T12:00:00Z");
    let plan = settings(Preferences::default()).check().unwrap();
    let (first, members) = plan.run_with_members(before.clone()).unwrap().value;
    assert!(first.stories.iter().all(|story| !story.update));
    assert_eq!(members.len(), first.stories.len());
    let language = tidings::model::Language::parse("en");
    let told: Vec<_> = first
        .stories
        .iter()
        .flat_map(|story| &story.items)
        .map(|item| (item.text.clone(), language))
        .collect();
    let memory = Memory { reported: told.clone(), seen: of(&members) };
    let mut later = settings(Preferences::default());
    later.memory = memory.clone();
    let later = later.check().unwrap();
    let second = later.run(after.clone()).unwrap().value;
    assert!(second.stories.iter().any(|story| story.update), "the ferry goes on");
    assert!(second.stories.iter().any(|story| !story.update), "there is news");
    for item in second.stories.iter().flat_map(|story| &story.items) {
        assert!(!told.iter().any(|(text, _)| *text == item.text), "{}", item.text);
    }
    assert_eq!(second.counts.articles as usize, after.len(), "the seen ones are not counted");
    for source in &second.sources {
        let old = memory.seen.iter().any(|article| article.source == source.source);
        assert!(!old, "{:?} is a source again", source.source);
    }
    // The same articles once more hold nothing new.
    let again = later.run(memory.seen.clone());
    assert!(matches!(again, Err(PlanError::NothingNew { .. })), "{again:?}");
}

#[test]
fn near_copies_of_what_was_told_are_not_told_again() {
    let articles = newsroom::articles();
    let (before, _) = halves(&articles, "2026-05-06T12:00:00Z");
    let plan = settings(Preferences::default()).check().unwrap();
    let (first, members) = plan.run_with_members(before.clone()).unwrap().value;
    let told: Vec<String> =
        first.stories.iter().flat_map(|s| &s.items).map(|item| item.text.clone()).collect();
    // Another outlet prints the same reports a day later, a word changed here and there.
    let copies: Vec<Article> = before
        .iter()
        .map(|article| {
            let text = article
                .text()
                .replace(" said ", " told reporters ")
                .replace(" people ", " persons ");
            let source = tidings::model::Source {
                publisher: Some("The Copier".to_owned()),
                url: None,
                place: article.source.place.clone(),
            };
            let mut copy = Article::new(source, text).unwrap();
            copy.title.clone_from(&article.title);
            copy.language = article.language;
            copy.published = article.published.map(|p| tidings::model::Published {
                at: p.at.checked_add(jiff::SignedDuration::from_hours(24)).unwrap(),
                ..p
            });
            copy
        })
        .collect();
    let mut settings = settings(Preferences::default());
    let language = tidings::model::Language::parse("en");
    settings.memory = Memory {
        reported: told.iter().map(|text| (text.clone(), language)).collect(),
        seen: of(&members),
    };
    match settings.check().unwrap().run(copies) {
        Err(PlanError::NothingNew { .. }) => {}
        Err(error) => panic!("{error}"),
        Ok(outcome) => {
            // What the first briefing had no room for in no story of its own may be told, never
            // what it told.
            for story in &outcome.value.stories {
                assert!(!story.update, "{story:?}");
                for item in &story.items {
                    assert!(!told.contains(&item.text), "{}", item.text);
                }
            }
        }
    }
}

#[test]
fn an_empty_memory_changes_no_byte() {
    let articles = newsroom::articles();
    let plain = brief(&articles, Preferences::default());
    let mut with = settings(Preferences::default());
    with.memory = Memory::default();
    assert_eq!(with.check().unwrap().run(articles).unwrap().value, plain);
}

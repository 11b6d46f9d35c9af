//! The main job on the newsroom: what every briefing must hold to, whatever the method and the
//! length.

use tidings::brief::{MethodChoice, Older, PlanError, Settings};
use tidings::cite::verify;
use tidings::model::{Article, Briefing, Budget, Mark, count_words};
use tidings::rank;
use tidings::render::{Format, Page, render};

use crate::newsroom;

fn settings(method: &str, length: &str) -> Settings {
    Settings {
        method: method.parse().unwrap(),
        length: Some(length.parse().unwrap()),
        now: Some("2026-05-10T18:00:00Z".parse().unwrap()),
        ..Settings::default()
    }
}

fn brief(articles: &[Article], settings: Settings) -> Briefing {
    settings.check().unwrap().run(articles.to_vec()).unwrap().value
}

fn json(briefing: &Briefing) -> Vec<u8> {
    render(briefing, &[], &Page::new(Format::Json)).unwrap()
}

fn quotes(briefing: &Briefing) -> Vec<&str> {
    briefing.stories.iter().flat_map(|s| &s.items).map(|i| i.text.as_str()).collect()
}

#[test]
fn texts_that_lie_on_a_shelf_meanwhile_give_the_same_briefing() {
    let articles = newsroom::articles();
    let plan = settings("coverage", "900w").check().unwrap();
    let mut shelf = std::io::Cursor::new(Vec::new());
    let shelved = plan.run_shelved(articles.clone(), &mut shelf).unwrap().value;
    assert!(shelf.into_inner().len() > 100_000);
    assert_eq!(json(&shelved), json(&plan.run(articles).unwrap().value));
}

#[test]
fn every_method_quotes_word_for_word_within_every_budget() {
    let articles = newsroom::articles();
    for method in rank::methods() {
        for length in ["40w", "250w", "900w", "8s", "1500c", "2000b"] {
            let briefing = brief(&articles, settings(method.name(), length));
            let report = verify(&briefing, &articles);
            assert!(report.holds(), "{} {length}: {:?}", method.name(), report.problems);
            assert_within(&briefing, length.parse().unwrap(), method.name());
        }
    }
}

fn assert_within(briefing: &Briefing, budget: Budget, method: &str) {
    let quotes = quotes(briefing);
    assert!(!quotes.is_empty(), "{method} {budget}");
    let joints = u32::try_from(quotes.len() - 1).unwrap() * budget.joint();
    let used = quotes.iter().map(|q| budget.cost(q)).sum::<u32>() + joints;
    assert!(used <= budget.limit(), "{method}: {used} for {budget}");
    let words: u32 = quotes.iter().map(|q| count_words(q)).sum();
    assert_eq!(briefing.counts.words, words);
}

#[test]
fn no_furniture_is_quoted_and_no_sentence_twice() {
    let articles = newsroom::articles();
    let furniture = newsroom::furniture();
    for method in rank::methods() {
        let briefing = brief(&articles, settings(method.name(), "1200w"));
        // A title that tells its story may stand as a link under another article.
        let titles = briefing.stories.iter().flat_map(|s| &s.items).filter(|i| i.is_title());
        let titles: Vec<&str> = titles.map(|item| item.text.as_str()).collect();
        let mut quotes = quotes(&briefing);
        for quote in quotes.iter().filter(|quote| !titles.contains(quote)) {
            let folded = quote.split_whitespace().collect::<Vec<_>>().join(" ");
            let found = furniture.iter().find(|f| {
                folded == **f || f.len() > 12 && f.contains(' ') && folded.contains(f.as_str())
            });
            assert_eq!(found, None, "{}: {quote}", method.name());
        }
        let all = quotes.len();
        quotes.sort_unstable();
        quotes.dedup();
        assert_eq!(quotes.len(), all, "{} says a sentence twice", method.name());
    }
}

#[test]
fn neither_the_order_of_articles_nor_the_number_of_threads_matters() {
    let articles = newsroom::articles();
    let expected = json(&brief(&articles, settings("coverage", "600w")));
    let mut other = articles.clone();
    for turn in 0..4 {
        other.reverse();
        other.rotate_left(7 + turn);
        assert_eq!(json(&brief(&other, settings("coverage", "600w"))), expected);
    }
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let briefing = pool.install(|| brief(&articles, settings("coverage", "600w")));
        assert_eq!(json(&briefing), expected, "{threads} threads");
    }
}

#[test]
fn articles_of_another_time_are_marked_and_not_quoted_unless_asked() {
    let articles = newsroom::articles();
    let older = |briefing: &Briefing| {
        briefing
            .sources
            .iter()
            .filter(|s| s.marks.contains(&Mark::Older))
            .map(|s| s.number)
            .collect::<Vec<_>>()
    };
    let marked = brief(&articles, settings("coverage", "2000w"));
    let old = older(&marked);
    assert!(!old.is_empty());
    for item in marked.stories.iter().flat_map(|s| &s.items) {
        assert!(item.citations.iter().all(|c| !old.contains(&c.source)), "{}", item.text);
    }
    let kept = brief(&articles, Settings { older: Older::Keep, ..settings("coverage", "2000w") });
    assert!(older(&kept).is_empty());
}

#[test]
fn articles_that_are_all_dated_in_the_future_are_told_all_the_same() {
    let articles = newsroom::articles();
    let now = Some("2020-01-01T00:00:00Z".parse().unwrap());
    let told = Settings { now, ..settings("coverage", "300w") }.check().unwrap().run(articles);
    assert!(!told.unwrap().value.stories.is_empty());
}

#[test]
fn a_length_too_small_says_what_would_fit() {
    let articles = newsroom::articles();
    let error = settings("coverage", "2w").check().unwrap().run(articles.clone()).unwrap_err();
    let PlanError::TooShort { least, limit: 2, .. } = error else { panic!("{error}") };
    let enough = settings("coverage", &format!("{least}w")).check().unwrap().run(articles);
    assert!(enough.is_ok());
    let nothing = Settings::default().check().unwrap().run(Vec::new());
    assert_eq!(nothing.unwrap_err(), PlanError::NoArticles);
}

#[test]
fn wrong_settings_name_what_is_possible() {
    let error = "lexrnk".parse::<MethodChoice>().unwrap_err();
    assert!(error.to_string().contains("lexrank"), "{error}");
    let method = MethodChoice::Published("lexrnk".to_owned());
    assert!(Settings { method, ..Settings::default() }.check().is_err());
    assert!(Settings { sentences_per_article: 0, ..Settings::default() }.check().is_err());
}

/// The recipe never names weights that were not used.
#[test]
fn weights_belong_to_coverage_alone() {
    let weights = tidings::rank::coverage::Weights::shipped();
    let lexrank: MethodChoice = "lexrank".parse().unwrap();
    let error = lexrank.with_weights(weights.clone()).unwrap_err();
    assert!(error.to_string().starts_with("the method `lexrank` has no weights"), "{error}");
    let coverage = MethodChoice::default().with_weights(weights).unwrap();
    assert!(coverage.weights().is_some());
    assert_eq!(coverage.build().unwrap().name(), "coverage");
}

/// A quotation is set apart with its speaker unless the next sentence leans on it.
#[test]
fn what_the_next_sentence_leans_on_is_not_set_apart() {
    let said = |after: &str| {
        let text = format!(
            "Nurses at Hollin hospital waited a week for their own test results, the health board said on Tuesday.\n\n\
             “We know how the system works, and still nobody answered us,” said Mira Voss, a nurse at Hollin \
             hospital.{after}"
        );
        let place = tidings::model::Place::File { path: "hollin.txt".into(), record: None };
        let source = tidings::model::Source { publisher: None, url: None, place };
        let briefing = brief(&[Article::new(source, text).unwrap()], settings("coverage", "200w"));
        let items = briefing.stories.into_iter().flat_map(|s| s.items);
        items.map(|item| (item.text, item.said.is_some())).collect::<Vec<_>>()
    };
    let alone = said("");
    assert!(alone.iter().any(|(text, apart)| text.contains("Mira Voss") && *apart), "{alone:?}");
    let followed = said(" “Members of the public surely fare much worse in this district.”");
    assert_eq!(followed.len(), 3, "{followed:?}");
    assert!(followed[2].0.starts_with("“Members"), "{followed:?}");
    assert!(followed.iter().all(|(_, apart)| !apart), "{followed:?}");
}

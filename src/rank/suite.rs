//! One table of tests that every method must pass; a method that is added to
//! [`methods`](super::methods) is in it.

use crate::model::{Budget, Selection, StatementId};

use super::testing::{Fixture, invented};
use super::{Method, Story, methods};

const BUDGETS: [&str; 12] =
    ["1s", "3s", "1000s", "12w", "40w", "250w", "1w", "100c", "600c", "90b", "700b", "1c"];

fn cost(story: &Story<'_>, selection: &Selection, budget: Budget) -> u64 {
    let costs = selection.picks.iter().map(|p| u64::from(budget.cost(story.text(p.statement))));
    let joints = selection.picks.len().saturating_sub(1) as u64 * u64::from(budget.joint());
    costs.sum::<u64>() + joints
}

/// What must hold for any story; the messages tell whoever adds a method what to look at.
fn check(method: &dyn Method, story: &Story<'_>, budget: &str) -> Selection {
    let name = method.name();
    let budget: Budget = budget.parse().unwrap();
    let selection = method.select(story, budget);
    let spent = cost(story, &selection, budget);
    assert!(
        spent <= u64::from(budget.limit()),
        "{name} spends {spent} of {budget}: use Draft::take"
    );
    let mut ids: Vec<StatementId> = selection.picks.iter().map(|p| p.statement).collect();
    for id in &ids {
        let quotable = story
            .statements
            .get(id.index())
            .is_some_and(|s| s.quotable || s.leans_on.is_some_and(|on| ids.contains(&on)));
        assert!(quotable, "{name} picks what may not be quoted: use Story::candidates");
    }
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), selection.picks.len(), "{name} picks a statement twice");
    for pick in &selection.picks {
        assert!(pick.gain.is_finite(), "{name}: {pick:?}");
        assert!(!pick.why.parts.is_empty(), "{name} does not say why");
    }
    assert_eq!(selection, method.select(story, budget), "{name} differs from run to run");
    selection
}

fn for_all(test: impl Fn(&dyn Method)) {
    for method in methods() {
        test(&*method);
    }
}

#[test]
fn no_budget_is_passed() {
    let fixture = Fixture::of(invented(7, 9)).unquotable(0).unquotable(11);
    let story = fixture.story();
    for_all(|method| {
        for budget in BUDGETS {
            let selection = check(method, &story, budget);
            let limit = budget.parse::<Budget>().unwrap();
            let room = story.candidates().any(|c| limit.cost(story.text(c)) <= limit.limit());
            assert_eq!(selection.picks.is_empty(), !room, "{} with {budget}", method.name());
        }
    });
}

#[test]
fn the_budget_is_used() {
    let fixture = Fixture::of(invented(7, 9));
    let story = fixture.story();
    for_all(|method| {
        let budget = "120w".parse().unwrap();
        let selection = check(method, &story, "120w");
        let left = 120 - cost(&story, &selection, budget);
        let unused =
            story.candidates().filter(|c| !selection.picks.iter().any(|p| p.statement == *c));
        let shortest = unused.map(|c| budget.cost(story.text(c))).min().unwrap();
        assert!(
            left < u64::from(shortest),
            "{} leaves {left} words: use Draft::by_score",
            method.name()
        );
    });
}

#[test]
fn an_empty_story_gives_an_empty_selection() {
    let fixture = Fixture::new(&[]);
    for_all(|method| assert!(check(method, &fixture.story(), "100w").picks.is_empty()));
}

#[test]
fn evidence_alone_gives_an_empty_selection() {
    let fixture = Fixture::new(&[&["a b c"]]).unquotable(0);
    for_all(|method| assert!(check(method, &fixture.story(), "100w").picks.is_empty()));
}

#[test]
fn one_sentence_is_picked_when_it_fits() {
    let fixture = Fixture::new(&[&["a b c"]]);
    for_all(|method| {
        let picked = |budget| check(method, &fixture.story(), budget).picks.len();
        let table = [("3w", 1), ("2w", 0), ("5c", 1), ("4c", 0), ("5b", 1), ("4b", 0), ("1s", 1)];
        for (budget, expected) in table {
            assert_eq!(picked(budget), expected, "{} with {budget}", method.name());
        }
    });
}

#[test]
fn sentences_of_stop_words_or_signs_do_no_harm() {
    let english = crate::model::Language::ENGLISH;
    let lines = |lines: &[&str]| lines.iter().map(|&l| l.to_owned()).collect::<Vec<_>>();
    let articles =
        vec![lines(&["It was so.", "… — !", "He is who he is."]), lines(&["So was it."])];
    let fixture = Fixture::in_language(articles, Some(english));
    for_all(|method| {
        for budget in BUDGETS {
            check(method, &fixture.story(), budget);
        }
        let picks = check(method, &fixture.story(), "100w").picks;
        let story = fixture.story();
        assert!(picks.iter().all(|p| story.text(p.statement) != "… — !"), "{}", method.name());
    });
}

#[test]
fn identical_sentences_are_said_once() {
    let fixture = Fixture::new(&[&["a b c d", "e f g"], &["a b c d", "h i"], &["a b c d"]]);
    for_all(|method| {
        let story = fixture.story();
        let picks = check(method, &story, "100w").picks;
        let times = picks.iter().filter(|p| story.text(p.statement) == "a b c d").count();
        assert_eq!(times, 1, "{}", method.name());
    });
}

#[test]
fn the_order_of_articles_does_not_matter() {
    let articles = invented(6, 8);
    let mut turned = articles.clone();
    turned.reverse();
    turned.swap(1, 3);
    let (a, b) = (Fixture::of(articles), Fixture::of(turned));
    for_all(|method| {
        for budget in ["80w", "500c"] {
            let texts = |fixture: &Fixture| -> Vec<String> {
                let story = fixture.story();
                let picks = check(method, &story, budget).picks;
                picks.iter().map(|p| story.text(p.statement).to_owned()).collect()
            };
            assert_eq!(texts(&a), texts(&b), "{}", method.name());
        }
    });
}

#[test]
fn budgets_of_great_length_take_everything_that_is_new() {
    let fixture = Fixture::new(&[&["a b", "c d"], &["e f", "g h i"]]);
    for_all(|method| {
        let picks = check(method, &fixture.story(), "4294967295b").picks;
        assert_eq!(picks.len(), 4, "{}", method.name());
    });
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    /// Random words of a tiny alphabet: many ties, repeats and empty intersections.
    #[test]
    fn random_stories_break_no_rule(
        articles in proptest::collection::vec(
            proptest::collection::vec("[a-e]( [a-h]){0,7}", 0..6), 0..5),
        budget in 0usize..BUDGETS.len(),
    ) {
        let fixture = Fixture::of(articles);
        for_all(|method| { check(method, &fixture.story(), BUDGETS[budget]); });
    }
}

//! Statements of the newsroom in `corpus/` against its gold: what differs is never one statement.

use std::collections::BTreeMap;

use serde_json::Value;
use tidings::model::{Role, SentenceId};

use crate::newsroom;

/// The statement of each body sentence, by article and words.
fn grouped() -> BTreeMap<(String, String), usize> {
    let corpus = tidings::analysis::prepare(newsroom::articles(), 2_000);
    let table = tidings::terms::TermTable::new(&corpus);
    let sentences: Vec<SentenceId> = corpus
        .article_ids()
        .flat_map(|a| corpus.sentences_of(a))
        .filter(|&s| corpus.sentence(s).role == Role::Body)
        .collect();
    let mut found = BTreeMap::new();
    for (n, statement) in tidings::statements::group(&corpus, &table, &sentences).iter().enumerate()
    {
        for &member in &statement.members {
            let place = corpus.article(corpus.sentence(member).article).source.place.to_string();
            found.insert((place, folded(corpus.text(member))), n);
        }
    }
    found
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gold() -> Value {
    serde_json::from_str(&std::fs::read_to_string("corpus/gold/same.json").unwrap()).unwrap()
}

fn find(found: &BTreeMap<(String, String), usize>, sentence: &Value) -> Option<usize> {
    let place = format!("corpus/{}", sentence["article"].as_str()?);
    found.get(&(place, folded(sentence["text"].as_str()?))).copied()
}

#[test]
fn sentences_that_differ_in_a_fact_are_never_one_statement() {
    let found = grouped();
    let mut compared = 0;
    for pair in gold()["not_same"].as_array().unwrap() {
        if let (Some(a), Some(b)) = (find(&found, &pair["a"]), find(&found, &pair["b"])) {
            assert_ne!(a, b, "{pair:#}");
            compared += 1;
        }
    }
    assert!(compared >= 40, "only {compared} pairs were found among the sentences");
}

#[test]
fn sentences_that_are_the_same_are_one_statement() {
    let found = grouped();
    let (mut whole, mut sets) = (0, 0);
    for group in gold()["same"].as_array().unwrap() {
        for near in group["near"].as_array().unwrap() {
            let at = |i: &Value| find(&found, &group["sentences"][i.as_u64().unwrap() as usize]);
            let members: Vec<Option<usize>> = near.as_array().unwrap().iter().map(at).collect();
            if members.iter().all(Option::is_some) {
                sets += 1;
                let together = members.iter().all(|m| *m == members[0]);
                whole += usize::from(together);
                assert!(together || group["kind"] != "identical", "{group:#}");
            }
        }
    }
    assert!(sets >= 20 && whole * 2 >= sets, "{whole} of {sets}");
}

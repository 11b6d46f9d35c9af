//! Which story is which from one day to the next.
//!
//! A day's grouping knows nothing of yesterday's. A story is the one of yesterday with which it
//! shares most articles; of several that came out of one, the largest part goes on under its key
//! and the others begin their own. Articles are named by whatever names them for the caller for
//! good: an archive's identifiers, addresses, hashes of texts.

use std::collections::{BTreeMap, BTreeSet};

use crate::text::encode::sha256_hex;

/// A story of an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Earlier {
    /// Its key then.
    pub key: String,
    /// The names of its articles.
    pub articles: Vec<String>,
}

/// What a story of today is called, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Its key: that of the earlier story that it goes on from, or a new one.
    pub key: String,
    /// The earlier story that most of its known articles belong to, as its place in the list given;
    /// also for a part that has split off and goes on under a key of its own.
    pub from: Option<usize>,
    /// Whether it goes on under that story's key.
    pub goes_on: bool,
}

/// The key of a story that begins with the article of this name: 16 hexadecimal digits.
#[must_use]
pub fn story_key(first_article: &str) -> String {
    let mut key = sha256_hex(format!("story\n{first_article}"));
    key.truncate(16);
    key
}

/// Names today's stories, each given by the names of its articles (earliest first), after those of
/// earlier days, of which none goes on in two. Where an article stands in several earlier stories,
/// the first in the list has it. Cost is linear in the articles, but for a logarithm.
#[must_use]
pub fn identify(today: &[Vec<String>], earlier: &[Earlier]) -> Vec<Identity> {
    let mut home: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, story) in earlier.iter().enumerate() {
        for article in &story.articles {
            home.entry(article).or_insert(n);
        }
    }
    let mut shared: Vec<(usize, usize, usize)> = Vec::new();
    for (n, story) in today.iter().enumerate() {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for article in story {
            if let Some(&from) = home.get(article.as_str()) {
                *counts.entry(from).or_insert(0) += 1;
            }
        }
        shared.extend(counts.into_iter().map(|(from, count)| (count, n, from)));
    }
    // Most shared articles first; among equals the earlier of today's, which is the more important
    // or the older.
    shared.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut identities: Vec<Option<Identity>> = vec![None; today.len()];
    let mut taken = vec![false; earlier.len()];
    for &(_, n, from) in &shared {
        if identities[n].is_none() && !taken[from] {
            taken[from] = true;
            let key = earlier[from].key.clone();
            identities[n] = Some(Identity { key, from: Some(from), goes_on: true });
        }
    }
    let mut parents: Vec<Option<usize>> = vec![None; today.len()];
    for &(_, n, from) in &shared {
        parents[n].get_or_insert(from);
    }
    let keys: BTreeSet<&str> = earlier.iter().map(|story| story.key.as_str()).collect();
    identities
        .into_iter()
        .enumerate()
        .map(|(n, identity)| {
            identity.unwrap_or_else(|| Identity {
                key: fresh(&today[n], &keys),
                from: parents[n],
                goes_on: false,
            })
        })
        .collect()
}

/// A key for a story of its own: after its first article, unless an earlier story has that key.
fn fresh(articles: &[String], taken: &BTreeSet<&str>) -> String {
    let is_new = |key: &String| !taken.contains(key.as_str());
    let own = articles.iter().map(|article| story_key(article)).find(is_new);
    own.unwrap_or_else(|| story_key(&articles.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<String> {
        list.iter().map(|name| (*name).to_owned()).collect()
    }

    fn earlier(key: &str, list: &[&str]) -> Earlier {
        Earlier { key: key.to_owned(), articles: names(list) }
    }

    #[test]
    fn a_story_keeps_its_key_while_it_grows() {
        let first = identify(&[names(&["a", "b"]), names(&["x"])], &[]);
        assert_eq!(first[0].key, story_key("a"));
        assert!(first.iter().all(|i| !i.goes_on && i.from.is_none()));
        assert_ne!(first[0].key, first[1].key);
        let known = [earlier(&first[0].key, &["a", "b"]), earlier(&first[1].key, &["x"])];
        // The next day's window has left "a" behind, and the order has changed.
        let second =
            identify(&[names(&["x", "y"]), names(&["b", "c", "d"]), names(&["n"])], &known);
        assert_eq!(second[0].key, first[1].key);
        assert_eq!(second[1].key, first[0].key);
        assert!(second[0].goes_on && second[1].goes_on);
        assert_eq!((second[2].goes_on, second[2].from), (false, None));
    }

    #[test]
    fn of_two_parts_the_larger_goes_on() {
        let known = [earlier(&story_key("a"), &["a", "b", "c"])];
        let parts = identify(&[names(&["a", "n"]), names(&["b", "c", "m"])], &known);
        assert_eq!(parts[1].key, known[0].key);
        assert_eq!(parts[0].from, Some(0));
        assert!(!parts[0].goes_on);
        // "a" opens the smaller part, but its key is the whole story's already.
        assert_eq!(parts[0].key, story_key("n"));
    }

    #[test]
    fn two_stories_that_became_one_go_on_as_the_larger() {
        let known = [earlier("one", &["a"]), earlier("two", &["b", "c"])];
        let joined = identify(&[names(&["a", "b", "c", "d"])], &known);
        assert_eq!((joined[0].key.as_str(), joined[0].from), ("two", Some(1)));
    }

    #[test]
    fn nothing_to_name() {
        assert!(identify(&[], &[earlier("one", &["a"])]).is_empty());
        assert_eq!(identify(&[Vec::new()], &[]).len(), 1);
    }
}

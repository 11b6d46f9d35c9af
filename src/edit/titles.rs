//! How titles speak: which of them tell news, and which promise, ask or comment.

use crate::lexicon::{Lexicon, List};
use crate::model::{Article, Language};
use crate::text::opinion;

/// Whether a title asks to be opened rather than tells: "Meet the judge who …", "The 7 most …,
/// explained".
pub(crate) fn lures(title: &str, language: Option<Language>) -> bool {
    let lexicon = Lexicon::of(language);
    let lower = title.to_lowercase().replace('’', "'");
    let mut words = lower.split_whitespace().map(|w| w.trim_matches([':', ',', '"', '“', '¿']));
    let first = words.next().unwrap_or("");
    let second = words.next().unwrap_or("");
    let number = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    // "7 things", "The 7 most": a list; "14 dead", "7 killed" tell.
    let inner = lower.split_once(' ').and_then(|(_, rest)| rest.rsplit_once(' '));
    let ranks = |word: &str| lexicon.holds(List::Ranks, word);
    let list = inner.is_some_and(|(words, _)| words.split(' ').any(ranks));
    let things = |word: &str| lexicon.holds(List::Things, word);
    lexicon.holds(List::Openings, first)
        || lexicon.mentions(List::Lures, &lower)
        || (lexicon.holds(List::Definite, first) && number(second) && list)
        || (number(first) && (list || things(second)))
}

/// Whether a title asks.
pub(crate) fn asks(title: &str) -> bool {
    title.contains(['?', '¿', '؟', '？'])
}

/// Folders of an address, in lower case; its last part is the article's own name and does not
/// count.
pub(crate) fn folders(url: &str) -> Vec<String> {
    let path = url.split_once("://").map_or("", |(_, rest)| rest);
    let path = path.split(['?', '#']).next().unwrap_or("").trim_end_matches('/');
    let mut parts: Vec<String> = path.split('/').skip(1).map(str::to_lowercase).collect();
    parts.pop();
    parts
}

/// Whether one of an address's folders is of a list.
pub(crate) fn is_filed(folders: &[String], list: List) -> bool {
    folders.iter().any(|folder| Lexicon::of(None).holds(list, folder))
}

/// Whether an article is no report of what happened: opinion, an explainer, a question, service.
pub(crate) fn is_aside(article: &Article, language: Option<Language>) -> bool {
    let title = article.title.as_deref().unwrap_or("");
    opinion::of(article) || lures(title, language) || asks(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_lure() {
        let lures = |title| lures(title, Some(Language::ENGLISH));
        for title in [
            "Why the ferry off Skerrin was lost",
            "Meet the diver who found the ferry",
            "The 7 most dangerous crossings near Skerrin",
            "7 things to take from the ferry inquiry",
            "Ferry sinks off Skerrin: what we know",
        ] {
            assert!(lures(title), "{title}");
        }
        for title in [
            "14 dead as ferry rolls over off Skerrin",
            "7 killed in storm near Port Skerrin",
            "The mayor of Skerrin resigns after ferry inquiry",
        ] {
            assert!(!lures(title), "{title}");
        }
    }
}

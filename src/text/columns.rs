//! Headlines that begin with the name of who speaks: "LAURA INGRAHAM: …", "Jane Roe: …". What
//! follows is that person's opinion or words, whatever the outlet says of it.
//!
//! Told by form, with no list of names. A name in the headline is that of a speaker where the
//! article's byline is that name, or where it stands in capitals and the article's own text gives
//! it the word in the same way, in capitals before a colon. So "BREAKING NEWS: …", "SRI LANKA: …"
//! and "COVID-19: …" stay what they are; a text that begins with its place ("NEW DELHI: …") gives
//! nobody the word.

use crate::model::Article;

/// Longest name before the colon, in bytes.
/// Set by hand; no trial of other values is recorded.
const LONGEST: usize = 40;

/// Whether an article's headline begins with the name of who speaks in it.
pub(super) fn is_spoken(article: &Article) -> bool {
    let Some((name, rest)) = article.title.as_deref().and_then(|title| title.split_once(':'))
    else {
        return false;
    };
    let name = name.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    if name.len() > LONGEST
        || !rest.starts_with(char::is_whitespace)
        || !words.iter().all(|word| is_part(word))
    {
        return false;
    }
    match words.as_slice() {
        [surname] => signs(article, surname),
        [_, _] | [_, _, _] => {
            is_byline(article, name) || (is_shouted(name) && has_the_word(article.text(), name))
        }
        _ => false,
    }
}

/// Whether a word may be part of a name: it begins with a capital and has nothing but letters,
/// hyphens, apostrophes and the full stop of an initial.
fn is_part(word: &str) -> bool {
    let first = word.chars().next();
    first.is_some_and(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
}

fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// The first author of the byline.
fn author(article: &Article) -> Option<&str> {
    article.byline.as_deref()?.split([',', ';', '&', '/', '|']).next().map(str::trim)
}

/// Whether the byline is, or begins with, a whole name.
fn is_byline(article: &Article, name: &str) -> bool {
    let Some(author) = author(article) else { return false };
    let (author, name) = (author.to_lowercase(), name.to_lowercase());
    let after = author.strip_prefix(&name);
    after.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) && !is_house(article, &name)
}

/// Whether the only author of the byline, a person of two or three names, has this surname.
fn signs(article: &Article, surname: &str) -> bool {
    /// Shorter ones are desks and abbreviations as often.
    /// Set by hand; no trial of other values is recorded.
    const SHORTEST: usize = 4;
    let Some(author) = author(article) else { return false };
    let names: Vec<&str> = author.split_whitespace().collect();
    (2..=3).contains(&names.len())
        && names.iter().all(|name| is_part(name))
        && surname.chars().count() >= SHORTEST
        && names.last().is_some_and(|last| last.to_lowercase() == surname.to_lowercase())
        && !is_house(article, author)
}

/// Whether an author is the outlet itself or one of its desks: "BBC Sport" of BBC News.
fn is_house(article: &Article, author: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let address = article.source.url.as_deref().unwrap_or("");
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = letters(host.split('/').next().unwrap_or(""));
    let publisher = letters(article.source.publisher.as_deref().unwrap_or(""));
    author
        .split_whitespace()
        .map(letters)
        .filter(|name| name.len() > 2)
        .any(|name| publisher.contains(&name) || host.contains(&name))
}

/// Whether a text, beyond its beginning, gives `name` the word: "JANE ROE: I am certain …".
fn has_the_word(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or("");
        let after = text.get(at + name.len()..).unwrap_or("");
        after.trim_start_matches(' ').starts_with(':')
            && before.contains(char::is_alphabetic)
            && !before.ends_with(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn spoken(title: &str, byline: &str, text: &str) -> bool {
        let source = Source {
            publisher: Some("Harbour News".to_owned()),
            url: Some("https://news.gazette.example/a/b".to_owned()),
            place: Place::Stdin { record: None },
        };
        let mut article = Article::new(source, text.to_owned()).unwrap();
        article.title = Some(title.to_owned());
        article.byline = Some(byline.to_owned()).filter(|byline| !byline.is_empty());
        is_spoken(&article)
    }

    #[test]
    fn a_name_before_the_colon_speaks() {
        let monologue = "Gazette host Jane Roe on the ferry.\n\nJANE ROE: I am certain of it.";
        assert!(spoken("JANE ROE: The ferry was no accident", "", monologue));
        assert!(spoken("Jane Roe: The ferry was no accident", "Jane Roe", ""));
        assert!(spoken("Jane Roe: The ferry", "Jane Roe, Political Editor", ""));
        assert!(spoken("Roth: The ferry was no accident", "Jane Roth", ""));
        assert!(spoken("J.J. O’Roe: The ferry", "J.J. O’Roe and John Doe", ""));
    }

    #[test]
    fn other_words_before_a_colon_do_not() {
        for title in [
            "BREAKING: Ferry sinks",
            "BREAKING NEWS: Ferry sinks",
            "LIVE: Ferry sinks",
            "LIVE UPDATES: Ferry sinks",
            "UKRAINE: Ferry sinks",
            "SRI LANKA: Ferry sinks",
            "COVID-19: Ferry crews test positive",
            "AP FACT CHECK: The ferry was no accident",
            "'A BIG STEP': Mayor on the ferry",
            "Mayor: Ferry was no accident",
            "John Doe: 'I saw the ferry sink'",
            "8:30 ferry sinks",
        ] {
            for byline in ["", "Jane Roe", "Harbour News", "Staff"] {
                let text =
                    "SRI LANKA: The ferry sank. BREAKING NEWS of it came late, said John Doe.";
                assert!(!spoken(title, byline, text), "{title} by {byline}");
            }
        }
        assert!(!spoken("Sport: Ferry race off", "Gazette Sport", ""), "a desk");
        assert!(!spoken("Harbour News: Ferry sinks", "Harbour News", ""), "the outlet");
    }
}

//! Outlets that a text names: "The New York Times writes".

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::outlet::{Keys, Words, label};
use crate::model::Source;
use crate::text::words::without_possessive;

/// The names of some sources' outlets, to be found in texts.
///
/// ```
/// use tidings::model::{Place, Source};
/// use tidings::text::mentioned::Outlets;
/// let url = Some("https://www.nytimes.com/2026/05/ferry.html".to_owned());
/// let source = Source { publisher: None, url, place: Place::Stdin { record: None } };
/// let outlets = Outlets::of([&source].into_iter());
/// assert_eq!(outlets.mentioned("Nine died, The New York Times writes."), [15..29]);
/// ```
#[derive(Debug, Default)]
pub struct Outlets {
    /// What their names and domains spell, by the first letter.
    labels: BTreeMap<char, BTreeSet<String>>,
}

impl Outlets {
    /// The outlets of sources: the names of publishers, and what their domains spell, "the" before
    /// and "news" behind either left out or not.
    #[must_use]
    pub fn of<'s>(sources: impl Iterator<Item = &'s Source>) -> Self {
        Self::with(sources, LETTERS)
    }

    /// The outlets of sources that a text cites: a domain may be of two letters.
    #[must_use]
    pub fn cited<'s>(sources: impl Iterator<Item = &'s Source>) -> Self {
        Self::with(sources, CITED)
    }

    fn with<'s>(sources: impl Iterator<Item = &'s Source>, letters: usize) -> Self {
        let mut outlets = Self::default();
        for source in sources {
            let keys = Keys::of(source);
            let domain = keys.domain.as_deref().map(|domain| label(domain).replace('-', ""));
            let own = keys.name.iter().chain(&domain).map(String::as_str);
            let all = own
                .flat_map(|label| {
                    [Some(label), label.strip_prefix("the"), label.strip_suffix("news")]
                })
                .flatten();
            for label in all.filter(|label| label.chars().count() >= letters) {
                if let Some(first) = label.chars().next() {
                    outlets.labels.entry(first).or_default().insert(label.to_owned());
                }
            }
        }
        outlets
    }

    /// Where a text names one of them, in bytes: capitalised words that are its name or, put
    /// together by their beginnings, its domain.
    #[must_use]
    pub fn mentioned(&self, text: &str) -> Vec<Range<usize>> {
        let words = Words::of(text);
        let bare = |word: &str| without_possessive(&word.replace('’', "'")).to_owned();
        let lower: Vec<String> = words.0.iter().map(|(.., word)| bare(word)).collect();
        let capital = |(from, ..): &(usize, usize, String)| {
            text.get(*from..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
        };
        let named = |first: usize| {
            let begin = words.0.get(first).filter(|word| capital(word))?;
            let labels = self.labels.get(&lower.get(first)?.chars().next()?)?;
            let spelled = |count: &usize| {
                let said = lower.get(first..first + count);
                said.is_some_and(|said| labels.iter().any(|label| is_spelled_by(label, said)))
            };
            let count = (1..=NAMED).rev().find(spelled)?;
            let last = words.0.get(first + count - 1).filter(|word| capital(word))?;
            Some(begin.0..last.1)
        };
        (0..words.0.len()).filter_map(named).collect()
    }
}

/// Letters that a domain has at least: two are the first letters of too many people.
/// Set by: choice.
const LETTERS: usize = 3;

/// Those of an outlet that is cited.
/// Set by: choice.
const CITED: usize = 2;

/// Words of the longest name of an outlet.
/// Set by: choice.
const NAMED: usize = 6;

/// Letters up to which a domain is spelled by first letters alone: "Wall Street Journal" is
/// wsj.com, "Fabian Zimmer" is not faz.net.
/// Set by: choice.
const INITIALS: usize = 4;

/// Whether some words, all of them, spell `label` with their beginnings; one word must be it.
fn is_spelled_by(label: &str, words: &[String]) -> bool {
    let letters = label.chars().count();
    match words {
        [word] => word == label,
        _ if letters <= INITIALS && letters != words.len() => words.concat() == label,
        _ => is_begun_by(label, words),
    }
}

fn is_begun_by(label: &str, words: &[String]) -> bool {
    let Some((first, rest)) = words.split_first() else { return label.is_empty() };
    let common = label.chars().zip(first.chars()).take_while(|(a, b)| a == b).count();
    let mut ends = label.char_indices().map(|(at, c)| at + c.len_utf8()).take(common);
    ends.any(|end| label.get(end..).is_some_and(|left| is_begun_by(left, rest)))
}

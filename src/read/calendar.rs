//! Names of months and weekdays in the languages of CLDR, for dates.
//!
//! One word may be a month in one language and a weekday in another, or two months in two ("mar":
//! March, and Tuesday in five languages; "listopad": October and November). So the document's own
//! language is asked first, and where none is known, only what all languages agree on counts.

use std::sync::LazyLock;

use super::months;
use crate::lexicon::Lexicon;
use crate::text::hash::fnv1a;

/// A name in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    word: &'static str,
    language: &'static str,
    /// From 1; `None` for a weekday.
    month: Option<i8>,
}

/// Lists that the names are dealt into by their word; a power of two. Set by: fewer names than
/// that have two in most lists, and sorting costs more than reading.
const LISTS: usize = 1 << 13;

/// All names, dealt into lists by their word, each list sorted.
#[derive(Debug)]
struct Names {
    names: Vec<Name>,
    /// Where each list begins, and the end.
    first: Vec<usize>,
}

impl Names {
    fn new(given: &[Name]) -> Self {
        let mut first = vec![0; LISTS + 1];
        for name in given {
            if let Some(count) = first.get_mut(list(name.word) + 1) {
                *count += 1;
            }
        }
        for n in 1..first.len() {
            first[n] += first[n - 1];
        }
        let mut next = first.clone();
        let mut names = given.to_vec();
        for name in given {
            let Some(at) = next.get_mut(list(name.word)) else { continue };
            if let Some(place) = names.get_mut(*at) {
                *place = *name;
            }
            *at += 1;
        }
        for range in first.windows(2) {
            if let Some(list) = names.get_mut(range[0]..range[1]) {
                list.sort_unstable();
            }
        }
        Self { names, first }
    }

    /// The names of a word, in the order of their languages.
    fn of(&self, word: &str) -> &[Name] {
        let list = list(word);
        let (from, to) = (self.first.get(list), self.first.get(list + 1));
        let names = from.zip(to).and_then(|(from, to)| self.names.get(*from..*to)).unwrap_or(&[]);
        let from = names.partition_point(|name| name.word < word);
        let rest = names.get(from..).unwrap_or(&[]);
        rest.get(..rest.partition_point(|name| name.word == word)).unwrap_or(&[])
    }
}

/// The list of a word.
fn list(word: &str) -> usize {
    (fnv1a(word.bytes()) >> 19) as usize % LISTS
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Vec::with_capacity(6_500);
    let lines = Lexicon::shared().files("calendar").flat_map(str::lines);
    for line in lines.filter(|line| !line.starts_with('#')) {
        let mut parts = line.split(' ');
        let (Some(language), Some(kind)) = (parts.next(), parts.next()) else { continue };
        for (number, spellings) in (1_i8..).zip(parts) {
            let month = (kind == "months").then_some(number);
            let words = spellings.split(',').filter(|word| *word != "-");
            names.extend(words.map(|word| Name { word, language, month }));
        }
    }
    Names::new(&names)
});

/// What a word is called in any language.
fn named(word: &str) -> &'static [Name] {
    NAMES.of(word)
}

/// The language of a tag ("pt" of "pt-BR"), as the file writes it.
fn language(tag: Option<&str>) -> String {
    tag.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or("").to_ascii_lowercase()
}

/// The month that a word (in small letters, without a full stop) names, in the document's language
/// before others.
pub(super) fn month(word: &str, tag: Option<&str>) -> Option<i8> {
    let names = named(word);
    let own = language(tag);
    if let Some(month) =
        names.iter().filter(|name| name.language == own).find_map(|name| name.month)
    {
        return Some(month);
    }
    if let Some(month) = months::month(word) {
        return Some(month);
    }
    let mut all = names.iter().filter_map(|name| name.month);
    match all.next() {
        Some(first) => all.all(|other| other == first).then_some(first),
        // Hebrew writes "in May" as one word.
        None => word.strip_prefix('ב').filter(|rest| rest.len() > 4).and_then(|rest| {
            named(rest).iter().filter(|name| name.language == "he").find_map(|name| name.month)
        }),
    }
}

/// Whether a word names a weekday: in the document's language where that is known, else in any.
pub(super) fn is_weekday(word: &str, tag: Option<&str>) -> bool {
    let own = language(tag);
    let mut days = named(word).iter().filter(|name| name.month.is_none());
    if own.is_empty() { days.next().is_some() } else { days.any(|name| name.language == own) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_every_language_is_known() {
        assert!(NAMES.names.len() > 6_000);
        for name in &NAMES.names {
            assert!(named(name.word).contains(name), "{name:?}");
            let tag = Some(name.language);
            match name.month {
                Some(number) => {
                    let twice = named(name.word)
                        .iter()
                        .filter(|other| other.language == name.language && other.month.is_some())
                        .count();
                    assert!(twice > 1 || month(name.word, tag) == Some(number), "{name:?}");
                }
                None => assert!(is_weekday(name.word, tag), "{name:?}"),
            }
        }
    }

    #[test]
    fn languages_that_differ_decide_nothing() {
        assert_eq!(month("srpanj", None), Some(7));
        assert_eq!(month("listopada", Some("hr")), Some(10));
        assert_eq!(month("listopada", Some("pl")), Some(11));
        assert!(is_weekday("mar", Some("fr")) && !is_weekday("mar", Some("en")));
        assert!(is_weekday("mar", None));
    }
}

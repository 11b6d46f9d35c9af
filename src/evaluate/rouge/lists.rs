//! The two word lists inside ROUGE-1.5.5, as data files with their origin beside them
//! (`data/README.md`).

use std::sync::OnceLock;

/// Irregular forms and their base forms, sorted by form; only those that Lin's Porter stemmer does
/// not give anyway.
const EXCEPTIONS: &str = include_str!("data/wordnet_exceptions.txt");
/// The SMART stop list, sorted.
const STOP_WORDS: &str = include_str!("data/smart_stopwords.txt");

/// The base form that ROUGE-1.5.5 looks up for an irregular word ("went" → "go") instead of
/// stemming it; `None` for a word that it stems, and for one whose base form is what
/// [`super::porter::lin`] gives.
#[must_use]
pub fn exception(word: &[u8]) -> Option<&'static str> {
    static TABLE: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let table =
        TABLE.get_or_init(|| EXCEPTIONS.lines().filter_map(|line| line.split_once(' ')).collect());
    let found = table.binary_search_by(|(form, _)| form.as_bytes().cmp(word)).ok()?;
    table.get(found).map(|(_, base)| *base)
}

/// Whether ROUGE-1.5.5 drops the word under `-s`.
#[must_use]
pub fn is_stop_word(word: &[u8]) -> bool {
    static TABLE: OnceLock<Vec<&str>> = OnceLock::new();
    let table = TABLE.get_or_init(|| STOP_WORDS.split_ascii_whitespace().collect());
    table.binary_search_by(|known| known.as_bytes().cmp(word)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_are_sorted_and_complete() {
        let forms: Vec<&str> =
            EXCEPTIONS.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(forms.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
        assert_eq!(forms.len(), EXCEPTIONS.lines().count());
        let stops: Vec<&str> = STOP_WORDS.split_ascii_whitespace().collect();
        assert!(stops.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
        assert_eq!(stops.len(), 543);
    }

    #[test]
    fn every_exception_differs_from_the_plain_stem() {
        for line in EXCEPTIONS.lines() {
            let (form, base) = line.split_once(' ').unwrap();
            assert_ne!(super::super::porter::lin(form.as_bytes()), base.as_bytes(), "{form}");
        }
    }

    #[test]
    fn known_words_are_found() {
        assert_eq!(exception(b"went"), Some("go"));
        // The verb list comes last and wins, but has no "better": the adjective and adverb lists
        // say "well".
        assert_eq!(exception(b"better"), Some("well"));
        assert_eq!(exception(b"harbour"), None);
        assert!(is_stop_word(b"reuters") && is_stop_word(b"the") && !is_stop_word(b"harbour"));
    }
}

//! Fixed lists of words, asked whether a word is on them.

use std::sync::OnceLock;

/// A list of words, written with spaces between them and sorted by length when it is first asked.
#[derive(Debug)]
pub struct Listed {
    words: &'static str,
    by_length: OnceLock<Vec<Vec<&'static str>>>,
}

impl Listed {
    /// The list of the words in `words`.
    #[must_use]
    pub const fn new(words: &'static str) -> Self {
        Self { words, by_length: OnceLock::new() }
    }

    /// Whether `word` stands on the list, as it is written there.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let lists = self.by_length.get_or_init(|| sorted(self.words));
        lists.get(word.len()).is_some_and(|list| list.binary_search(&word).is_ok())
    }
}

fn sorted(words: &'static str) -> Vec<Vec<&'static str>> {
    let mut lists: Vec<Vec<&str>> = Vec::new();
    for word in words.split_whitespace() {
        lists.resize(lists.len().max(word.len() + 1), Vec::new());
        lists[word.len()].push(word);
    }
    for list in &mut lists {
        list.sort_unstable();
    }
    lists
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_what_is_listed_and_nothing_else() {
        static LIST: Listed = Listed::new("um  an\nélan zwei jusqu'à an");
        for word in ["um", "an", "élan", "zwei", "jusqu'à"] {
            assert!(LIST.holds(word), "{word}");
        }
        for word in ["", " ", "a", "Um", "um an", "zweiundzwanzig", "elan"] {
            assert!(!LIST.holds(word), "{word}");
        }
        assert!(!Listed::new("").holds(""));
    }
}

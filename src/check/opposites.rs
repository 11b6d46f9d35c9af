//! Words of contrary meaning: "rose" and "fell", "before" and "after", "safe" and "unsafe".

use std::collections::BTreeMap;

use super::facts::Token;
use crate::lexicon::{Lexicon, List};
use crate::text::stem::Stemmer;

/// On which side of which contrast words stand: the number of the contrast, negative on the other
/// side.
#[derive(Debug, Default)]
pub(super) struct Opposites(BTreeMap<String, Vec<i16>>);

impl Opposites {
    pub(super) fn new(lexicon: &Lexicon, stemmer: &Stemmer) -> Self {
        let mut sides: BTreeMap<String, Vec<i16>> = BTreeMap::new();
        for (number, entry) in (1..).zip(lexicon.words(List::Opposites)) {
            let Some((one, other)) = entry.split_once('/') else { continue };
            for (words, side) in [(one, number), (other, -number)] {
                for word in words.split_whitespace() {
                    for key in [word.to_owned(), stemmer.stem(word).into_owned()] {
                        let all = sides.entry(key).or_default();
                        if !all.contains(&side) {
                            all.push(side);
                        }
                    }
                }
            }
        }
        Self(sides)
    }

    /// The sides of a word, looked up as it stands and by its stem.
    pub(super) fn of(&self, plain: &str, stem: &str) -> Vec<i16> {
        self.0.get(plain).or_else(|| self.0.get(stem)).cloned().unwrap_or_default()
    }
}

/// Bytes of the syllable before a word that denies the rest ("*un*safe"); 0 where it has none.
pub(super) fn denying(word: &str, lexicon: &Lexicon) -> usize {
    /// "in" and "terms" make no word of "internal"; letters that the rest must have.
    /// Set by: choice.
    const LETTERS: usize = 5;
    let rest =
        |syllable: &str| word.strip_prefix(syllable).is_some_and(|r| r.chars().count() >= LETTERS);
    let mut syllables = lexicon.words(List::DenyingSyllables);
    syllables.find(|syllable| rest(syllable)).map_or(0, str::len)
}

/// Whether two words are each other's contrary.
pub(super) fn are_opposite(a: &Token, b: &Token) -> bool {
    a.sides.iter().any(|side| b.sides.contains(&-side)) || is_negated(a, b)
}

/// Whether two words stand on the same side of a contrast.
pub(super) fn are_on_one_side(a: &Token, b: &Token) -> bool {
    a.sides.iter().any(|side| b.sides.contains(side))
}

/// Whether one word is the other with a syllable before it that denies: "safe", "unsafe".
pub(super) fn is_negated(a: &Token, b: &Token) -> bool {
    let denies = |a: &Token, b: &Token| a.denying > 0 && a.plain.get(a.denying..) == Some(&b.plain);
    denies(a, b) || denies(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn syllables_deny_in_their_own_language() {
        let length = |code: &str, word: &str| denying(word, Lexicon::of(Language::parse(code)));
        assert_eq!((length("en", "unlawful"), length("de", "unsicher")), (2, 2));
        assert_eq!((length("fr", "desservir"), length("en", "desservir")), (3, 0));
        // What is left must be a word that can be compared.
        assert_eq!((length("en", "under"), length("en", "unit")), (0, 0));
    }
}

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

/// Whether two words are each other's contrary.
pub(super) fn are_opposite(a: &Token, b: &Token) -> bool {
    a.sides.iter().any(|side| b.sides.contains(&-side)) || is_negated(&a.plain, &b.plain)
}

/// Whether one word is another with a syllable before it that denies: "safe", "unsafe".
pub(super) fn is_negated(a: &str, b: &str) -> bool {
    /// In the languages whose words the room tells apart; what stands behind them must be a whole
    /// word of the other sentence.
    const PREFIXES: [&str; 7] = ["un", "in", "im", "ir", "dis", "des", "non"];
    /// "in" and "terms" make no word of "internal"; letters that the shorter word must have.
    /// Set by: choice.
    const LETTERS: usize = 5;
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= LETTERS
        && long.strip_suffix(short).is_some_and(|before| PREFIXES.contains(&before))
}

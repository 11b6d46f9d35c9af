//! Words in which no difference is small: numbers and dates written as words, and words that turn a fact round.

use crate::lexicon::{Lexicon, List};

/// What a word does to the sentence it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// It is a number or a date.
    pub number: bool,
    /// It is no number, and turns the fact round, bounds it, or names its outcome.
    pub turns: bool,
}

/// What a word does, by its form in lower case with straight apostrophes and by its stem.
#[must_use]
pub fn turn(plain: &str, stem: &str) -> Turn {
    let lexicon = Lexicon::of(None);
    let number =
        lexicon.holds(List::Numerals, plain) || lexicon.holds(List::CalendarNumbers, plain);
    let turns = lexicon.holds(List::Polarity, plain) || lexicon.holds(List::Outcomes, stem);
    Turn { number, turns: turns && !number }
}

/// A word in lower case with a straight apostrophe.
#[must_use]
pub fn plain(word: &str) -> String {
    word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_turning_words() {
        let what = |word: &str, stem: &str| {
            let turn = turn(&plain(word), stem);
            (turn.number, turn.turns)
        };
        assert_eq!(what("Monday", "monday"), (true, false));
        assert_eq!(what("won’t", "won't"), (false, true));
        assert_eq!(what("killed", "kill"), (false, true));
        assert_eq!(what("bridge", "bridg"), (false, false));
    }
}

//! Words in which no difference is small: numbers and dates written as words, and words that turn a
//! fact round.

use super::stem::Stemmer;
use crate::lexicon::{Lexicon, List};
use crate::model::Language;

/// What a word does to the sentence it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// It is a number or a date.
    pub number: bool,
    /// It is no number, and turns the fact round, bounds it, or names its outcome.
    pub turns: bool,
}

/// The words of one language that turn a fact round, bound it, or are numbers.
#[derive(Debug)]
pub struct Turns {
    lexicon: &'static Lexicon,
    /// Stems of the words that name an outcome, sorted.
    outcomes: Vec<String>,
}

impl Turns {
    /// Those of a language; of all languages where it is not known.
    #[must_use]
    pub fn of(language: Option<Language>) -> Self {
        let lexicon = Lexicon::of(language);
        let stemmer = Stemmer::new(language);
        let stems = lexicon.words(List::Outcomes).map(|word| stemmer.stem(word).into_owned());
        let mut outcomes: Vec<String> = stems.collect();
        outcomes.sort_unstable();
        outcomes.dedup();
        Self { lexicon, outcomes }
    }

    /// What a word does, by its form in lower case with straight apostrophes and by its stem. The
    /// stem of a stop word counts only where the word itself is listed: "even" has the stem of
    /// "evening".
    #[must_use]
    pub fn turn(&self, plain: &str, stem: &str, stop: bool) -> Turn {
        let Self { lexicon, outcomes } = self;
        let number = lexicon.holds(List::Numerals, plain)
            || lexicon.is_weekday(plain)
            || lexicon.is_month(plain)
            || lexicon.relative_day(plain).is_some();
        let turns = lexicon.holds(List::Polarity, plain)
            || (outcomes.binary_search_by(|outcome| outcome.as_str().cmp(stem)).is_ok()
                && (!stop || lexicon.holds(List::Outcomes, plain)));
        Turn { number, turns: turns && !number }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::stop::StopWords;

    #[test]
    fn numbers_and_turning_words() {
        let what = |code: &str, word: &str| {
            let language = Language::parse(code);
            let plain = crate::lexicon::folded(word);
            let stop = StopWords::of(language).holds(&plain);
            let stem = Stemmer::new(language).stem(&plain).into_owned();
            let turn = Turns::of(language).turn(&plain, &stem, stop);
            (turn.number, turn.turns)
        };
        let (number, turns, neither) = ((true, false), (false, true), (false, false));
        for (code, word, expected) in [
            ("en", "Monday", number),
            ("en", "won’t", turns),
            ("en", "killing", turns),
            ("en", "bridge", neither),
            ("en", "evening", turns),
            ("en", "even", neither),
            ("de", "gestern", number),
            ("de", "eröffneten", turns),
            ("fr", "blessées", turns),
            // Words that another language turns a fact round with.
            ("de", "die", neither),
            ("nl", "die", neither),
            ("de", "hier", neither),
            ("nl", "hier", neither),
            ("fr", "hier", number),
            ("de", "man", neither),
            ("fr", "son", neither),
            ("fr", "ton", neither),
            ("fr", "mais", neither),
            ("pt", "mais", turns),
            ("sv", "sin", neither),
            ("es", "sin", turns),
            ("pt", "no", neither),
            ("es", "no", turns),
        ] {
            assert_eq!(what(code, word), expected, "{code}: {word}");
        }
    }
}

//! The words of sentences as the features see them: numbered, in lower case, with what the
//! language's lists say of them looked up once for each distinct word; capitals and quotation marks
//! are noted word by word.

// The maps are asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::FxHashMap;

use crate::lexicon::{Lexicon, List};
use crate::model::Language;
use crate::text::stop::StopWords;
use crate::text::words;

use super::keys::{bare, distinct, key};

/// A word of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// Its number in the [`Vocabulary`].
    pub word: usize,
    /// What the lists say of it.
    pub is: Traits,
    /// Characters, in lower case.
    pub letters: usize,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// All letters are upper case, and there are at least three.
    pub shouted: bool,
    /// Holds a digit.
    pub digit: bool,
    /// Stands between quotation marks.
    pub quoted: bool,
    /// First byte in the sentence.
    pub start: usize,
    /// Bytes as written.
    pub length: usize,
}

impl Seen {
    /// The furthest byte at which the next word of one name may begin: one character further on.
    pub(super) const fn end_with_space(&self) -> usize {
        self.start + self.length + 1
    }

    /// Carries content: no stop word, no number, more than two letters (or one that is no letter of
    /// an alphabet).
    pub(super) const fn is_content(&self) -> bool {
        !self.digit && !self.is.any(Traits::STOP) && !self.is.any(Traits::SHORT)
    }

    /// Names a day by the week or by its distance from the day of writing.
    pub(super) const fn names_day(&self) -> bool {
        self.is.any(Traits::WEEKDAY) || self.is.any(Traits::RELATIVE)
    }
}

/// A set of properties of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Traits(u16);

/// The lists that words are looked up in, in the order of their bits.
const LOOKED_UP: [List; 7] = [
    List::FirstPerson,
    List::SecondPerson,
    List::Modals,
    List::Polarity,
    List::Reporting,
    List::Pronouns,
    List::Articles,
];

impl Traits {
    /// A stop word.
    pub(super) const STOP: Self = Self(1 << 7);
    /// At most two bytes long.
    pub(super) const SHORT: Self = Self(1 << 8);
    /// The name of a weekday, or short for it.
    pub(super) const WEEKDAY: Self = Self(1 << 9);
    /// The name of a month, or short for it.
    pub(super) const MONTH: Self = Self(1 << 10);
    /// Names a time by its distance from the day of writing.
    pub(super) const RELATIVE: Self = Self(1 << 11);
    /// A year of the last century or this.
    pub(super) const YEAR: Self = Self(1 << 12);

    /// Stands on a list; nothing for lists that words are not looked up in.
    pub(super) fn on(list: List) -> Self {
        let bit = LOOKED_UP.iter().position(|other| *other == list);
        Self(bit.map_or(0, |bit| 1 << bit))
    }

    /// Whether the two sets share a property.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn of(word: &str, lexicon: &Lexicon, stop: &StopWords) -> Self {
        let mut bits = 0;
        for (bit, list) in LOOKED_UP.iter().enumerate() {
            bits |= u16::from(lexicon.holds(*list, word)) << bit;
        }
        for (property, held) in [
            (Self::STOP, stop.holds(word)),
            (Self::SHORT, word.len() <= 2),
            (Self::WEEKDAY, lexicon.weekday(word).is_some()),
            (Self::MONTH, lexicon.month(word).is_some()),
            (Self::RELATIVE, lexicon.is_relative_time(word)),
            (Self::YEAR, is_year(word)),
        ] {
            bits |= if held { property.0 } else { 0 };
        }
        Self(bits)
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|b| b.is_ascii_digit())
}

/// What is known of the words of several languages.
#[derive(Debug, Default)]
pub struct Vocabularies(Vec<(Option<Language>, Vocabulary)>);

impl Vocabularies {
    /// The words of one language.
    pub(in crate::edit) fn of(&mut self, language: Option<Language>) -> &mut Vocabulary {
        let at = self.0.iter().position(|own| own.0 == language).unwrap_or_else(|| {
            let (lexicon, stop) = (Lexicon::of(language), StopWords::of(language));
            self.0.push((language, Vocabulary::new(lexicon, stop)));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// The words of a language as far as they were seen, each looked up once; and the distinct words of
/// one article, numbered as they come.
#[derive(Debug)]
pub(in crate::edit) struct Vocabulary {
    lexicon: &'static Lexicon,
    stop: &'static StopWords,
    /// As written: the place in `words`, and whether it is shouted.
    written: FxHashMap<Box<str>, (usize, bool)>,
    places: FxHashMap<String, usize>,
    words: Vec<Known>,
    /// Number of the article.
    article: usize,
    /// The places of the article's words, by their numbers.
    own: Vec<usize>,
}

#[derive(Debug)]
struct Known {
    text: String,
    is: Traits,
    letters: usize,
    /// What it is compared by.
    key: u32,
    /// The last article that holds the word, and its number there.
    seen: (usize, usize),
}

impl Vocabulary {
    pub(super) fn new(lexicon: &'static Lexicon, stop: &'static StopWords) -> Self {
        Self {
            lexicon,
            stop,
            written: FxHashMap::default(),
            places: FxHashMap::default(),
            words: Vec::new(),
            article: 1,
            own: Vec::new(),
        }
    }

    /// Goes on to another article.
    pub(super) fn open(&mut self) {
        self.article += 1;
        self.own.clear();
    }

    /// What the language knows of words.
    pub(super) const fn lexicon(&self) -> &'static Lexicon {
        self.lexicon
    }

    /// Number of distinct words of the article.
    pub(super) const fn len(&self) -> usize {
        self.own.len()
    }

    /// A word in lower case, with straight apostrophes and without an English possessive ending.
    pub(super) fn text(&self, word: usize) -> &str {
        self.own.get(word).and_then(|&at| self.words.get(at)).map_or("", |known| &known.text)
    }

    /// What the content words and numbers among `words` are compared by, ascending.
    pub(super) fn keys<'w>(&self, words: impl Iterator<Item = &'w Seen>) -> Vec<u32> {
        let content = words.filter(|w| w.is_content() || w.digit);
        let known = content.filter_map(|w| self.words.get(*self.own.get(w.word)?));
        distinct(known.map(|known| known.key).collect())
    }

    /// The words of `text` in order.
    pub(super) fn read(&mut self, text: &str) -> Vec<Seen> {
        let mut marks = Marks::default();
        let mut at = 0;
        words(text)
            .map(|word| {
                marks.pass(text.get(at..word.start).unwrap_or(""));
                at = word.end;
                let written = text.get(word.start..word.end).unwrap_or("");
                let (place, shouted) = self.place(written);
                let known = &mut self.words[place];
                if known.seen.0 != self.article {
                    known.seen = (self.article, self.own.len());
                    self.own.push(place);
                }
                Seen {
                    word: known.seen.1,
                    is: known.is,
                    letters: known.letters,
                    capital: word.capital,
                    shouted,
                    digit: word.digit,
                    quoted: marks.inside,
                    start: word.start,
                    length: word.end - word.start,
                }
            })
            .collect()
    }

    fn place(&mut self, written: &str) -> (usize, bool) {
        if let Some(known) = self.written.get(written) {
            return *known;
        }
        let lower = bare(written);
        let place = match self.places.get(&lower) {
            Some(place) => *place,
            None => {
                let place = self.words.len();
                let is = Traits::of(&lower, self.lexicon, self.stop);
                let letters = lower.chars().count();
                let key = key(&lower);
                self.words.push(Known { text: lower.clone(), is, letters, key, seen: (0, 0) });
                self.places.insert(lower, place);
                place
            }
        };
        let shouted = written.chars().count() > 2
            && written.chars().all(|c| !c.is_lowercase())
            && written.chars().any(char::is_uppercase);
        self.written.insert(written.into(), (place, shouted));
        (place, shouted)
    }
}

/// Whether a quotation is open, mark by mark.
#[derive(Debug, Default)]
struct Marks {
    inside: bool,
}

impl Marks {
    fn pass(&mut self, between: &str) {
        for c in between.chars() {
            match c {
                '"' => self.inside = !self.inside,
                '“' if self.inside => self.inside = false, // closes in German
                '“' | '„' | '«' | '「' | '『' => self.inside = true,
                '”' | '»' | '」' | '』' => {
                    self.inside = !matches!(c, '”' | '」' | '』') && !self.inside
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        let english = Some(crate::model::Language::ENGLISH);
        Vocabulary::new(Lexicon::of(english), StopWords::of(english))
    }

    #[test]
    fn words_know_whether_they_are_quoted() {
        let quoted = |text: &'static str| -> Vec<String> {
            let mut known = vocabulary();
            let seen = known.read(text);
            seen.iter().filter(|w| w.quoted).map(|w| known.text(w.word).to_owned()).collect()
        };
        assert_eq!(quoted("“It rained,” Roe said."), ["it", "rained"]);
        assert_eq!(quoted("\"It rained,\" Roe said."), ["it", "rained"]);
        assert_eq!(quoted("„Es regnet“, sagte Roe."), ["es", "regnet"]);
        assert_eq!(quoted("« Il pleut », a dit Roe."), ["il", "pleut"]);
        assert!(quoted("It rained.").is_empty());
    }

    #[test]
    fn words_are_plain() {
        let mut known = vocabulary();
        let seen = known.read("NASA’s Roe kept 12 boats.");
        let lower: Vec<&str> = seen.iter().map(|w| known.text(w.word)).collect();
        assert_eq!(lower, ["nasa", "roe", "kept", "12", "boats"]);
        assert!(seen[1].capital && !seen[2].capital && seen[3].digit);
    }

    #[test]
    fn what_the_lists_say_is_known_of_each_word() {
        let mut known = vocabulary();
        let seen = known.read("We said the boats left on Tuesday in June 2019.");
        let with = |of: Traits| -> Vec<&str> {
            seen.iter().filter(|w| w.is.any(of)).map(|w| known.text(w.word)).collect()
        };
        assert_eq!(with(Traits::on(List::FirstPerson)), ["we"]);
        assert_eq!(with(Traits::on(List::Reporting)), ["said"]);
        assert_eq!(with(Traits::on(List::Articles)), ["the"]);
        assert_eq!(with(Traits::WEEKDAY), ["tuesday"]);
        assert_eq!(with(Traits::MONTH), ["june"]);
        assert_eq!(with(Traits::YEAR), ["2019"]);
        let content: Vec<&str> =
            seen.iter().filter(|w| w.is_content()).map(|w| known.text(w.word)).collect();
        assert_eq!(content, ["boats", "left", "tuesday", "june"]);
    }
}

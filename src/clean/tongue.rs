//! What the lists of phrases say about the sentences of one language.

use super::fold::{Begin, Bloom, Folded};
use super::scan::{first_word, is_word_byte, is_word_char};
use crate::lexicon::{Lexicon, List};

/// A sentence opening that leans on what stands before it.
#[derive(Debug)]
struct Opening {
    phrase: &'static str,
    /// Its first word, by which it is found.
    word: &'static str,
    condition: Condition,
}

#[derive(Debug)]
enum Condition {
    Always,
    /// Stands alone when one of these words comes next.
    Unless(Vec<&'static str>, bool),
    /// Leans only when one of these words comes next.
    When(Vec<&'static str>, bool),
}

/// What the lists say about the sentences of one language.
#[derive(Debug, Default)]
pub(super) struct Tongue {
    openings: Vec<Opening>,
    /// First words of `openings`.
    opens: Bloom,
    expletive: Vec<&'static str>,
    /// Those of several words, with a blank on either side.
    expletive_phrases: Vec<String>,
    person: Vec<&'static str>,
    abstracts: Vec<&'static str>,
    /// One bit for each pair of bytes that begins a word of `person`.
    person_begins: Vec<u64>,
    speech: Vec<&'static str>,
    pronoun: Vec<&'static str>,
    asking: Vec<&'static str>,
    verbs: Vec<&'static str>,
    starters: Vec<&'static str>,
    dates: Vec<&'static str>,
    /// The other lists of the language.
    lexicon: Option<&'static Lexicon>,
}

impl Tongue {
    /// Empty lists beside the other ones of the language.
    pub(super) fn new(lexicon: Option<&'static Lexicon>) -> Self {
        Self { lexicon, ..Self::default() }
    }

    /// Takes in a line of a section of the file.
    pub(super) fn add(&mut self, section: &str, phrase: &'static str) {
        match section {
            "opening" => self.openings.push(Opening::read(phrase)),
            "expletive" if phrase.contains(' ') => {
                self.expletive_phrases.push(format!(" {phrase} "));
            }
            "expletive" => self.expletive.push(phrase),
            "person" => self.person.push(phrase),
            "abstract" => self.abstracts.push(phrase),
            "speech" => self.speech.push(phrase),
            "pronoun" => self.pronoun.push(phrase),
            "asking" => self.asking.push(phrase),
            "verb" => self.verbs.push(phrase),
            "starter" => self.starters.push(phrase),
            "date" => self.dates.push(phrase),
            _ => {}
        }
    }

    /// Sorts the lists, once all lines are in.
    pub(super) fn sort(&mut self) {
        self.openings.sort_by(|a, b| (a.word, a.phrase).cmp(&(b.word, b.phrase)));
        for list in [
            &mut self.expletive,
            &mut self.person,
            &mut self.speech,
            &mut self.pronoun,
            &mut self.asking,
            &mut self.verbs,
            &mut self.starters,
            &mut self.dates,
        ] {
            list.sort_unstable();
            list.dedup();
        }
        self.opens = Bloom::of(self.openings.iter().map(|o| o.phrase));
        self.person_begins = vec![0; (1 << 16) / 64];
        for word in &self.person {
            let mut bytes = word.bytes();
            let first = bytes.next().unwrap_or(0);
            let bit = pair(first, bytes.next().filter(|b| is_word_byte(*b)).unwrap_or(0));
            if let Some(word) = self.person_begins.get_mut(bit / 64) {
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// Whether [`Self::leans`] can be true of a sentence that begins so.
    pub(super) fn may_lean(&self, begin: &Begin) -> bool {
        self.opens.may_hold(begin)
    }

    /// Whether a sentence that begins like `head` leans on the one before it. The longest opening
    /// decides.
    pub(super) fn leans(&self, head: &Folded) -> bool {
        let word = head.word();
        let from = self.openings.partition_point(|o| o.word < word);
        self.openings
            .iter()
            .skip(from)
            .take_while(|o| o.word == word)
            .filter(|o| head.follows(o.phrase).is_some_and(|next| next != '-'))
            .max_by_key(|o| o.phrase.len())
            .is_some_and(|o| {
                let rest = head.after(o.phrase);
                let next = next_word(rest);
                match &o.condition {
                    Condition::Always => true,
                    Condition::Unless(words, expletive) => {
                        !(words.contains(&next) || (*expletive && self.is_expletive(rest)))
                    }
                    Condition::When(words, expletive) => {
                        words.contains(&next) && !(*expletive && self.is_expletive(rest))
                    }
                }
            })
    }

    /// "It *is unclear whether*", "Es *ist das erste Mal, dass*": the pronoun stands for what
    /// follows.
    fn is_expletive(&self, rest: &str) -> bool {
        rest.split(' ').skip_while(|w| w.is_empty()).take(6).any(|word| {
            let word = word.trim_matches(|c: char| !is_word_char(c));
            self.expletive.binary_search(&word).is_ok()
        }) || self.expletive_phrases.iter().any(|phrase| rest.contains(phrase))
    }

    /// Whether a heading, in lower case, stands above a paper's abstract.
    pub(super) fn is_abstract(&self, heading: &str) -> bool {
        self.abstracts.contains(&heading)
    }

    pub(super) fn is_person(&self, word: &str) -> bool {
        self.person.binary_search(&word).is_ok()
    }

    /// Whether a word that begins with these bytes may be one of [`Self::is_person`]; the second is
    /// 0 for a single one.
    pub(super) fn may_be_person(&self, first: u8, second: u8) -> bool {
        let bit = pair(first, second);
        self.person_begins.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1)
    }

    pub(super) fn is_speech(&self, word: &str) -> bool {
        self.speech.binary_search(&word).is_ok()
    }

    pub(super) fn is_pronoun(&self, word: &str) -> bool {
        self.pronoun.binary_search(&word).is_ok()
    }

    fn holds(&self, list: List, word: &str) -> bool {
        self.lexicon.is_some_and(|lexicon| lexicon.holds(list, word))
    }

    /// Whether a word alone heads a paragraph, before a colon ("Background").
    pub(super) fn heads_paragraph(&self, word: &str) -> bool {
        self.holds(List::RunIn, word)
    }

    /// Whether a word opens a circumstance before the subject ("*In* a statement, he said").
    pub(super) fn opens_circumstance(&self, word: &str) -> bool {
        self.holds(List::Circumstances, word)
    }

    /// Whether a word is such a circumstance alone ("today").
    pub(super) fn is_circumstance(&self, word: &str) -> bool {
        self.holds(List::CircumstanceAlone, word)
    }

    /// Whether a pronoun can only mean a person.
    pub(super) fn means_person(&self, word: &str) -> bool {
        self.holds(List::PersonalPronouns, word)
    }

    pub(super) fn is_asking(&self, word: &str) -> bool {
        self.asking.binary_search(&word).is_ok()
    }

    pub(super) fn is_verb(&self, word: &str) -> bool {
        self.verbs.binary_search(&word).is_ok()
    }

    /// Whether a word may stand in a line that is only a date.
    pub(super) fn is_date(&self, word: &str) -> bool {
        self.dates.binary_search(&word).is_ok()
    }

    /// Whether a Roman numeral may follow a word, whatever its case ("World *War* I").
    pub(super) fn is_numbered(&self, word: &str) -> bool {
        self.holds(List::RomanAfter, &word.to_lowercase())
    }

    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.binary_search(&word).is_ok()
    }

    /// Whether verb forms are listed for this language.
    pub(super) fn knows_verbs(&self) -> bool {
        !self.verbs.is_empty()
    }
}

impl Opening {
    fn read(line: &'static str) -> Self {
        let (line, expletive) = match line.strip_suffix(" expletive") {
            Some(rest) => (rest, true),
            None => (line, false),
        };
        if let Some((phrase, words)) = line.split_once(" unless ") {
            let words = words.split(' ').collect();
            return Self {
                phrase,
                word: first_word(phrase),
                condition: Condition::Unless(words, expletive),
            };
        }
        if let Some((phrase, words)) = line.split_once(" when ") {
            let words = words.split(' ').collect();
            return Self {
                phrase,
                word: first_word(phrase),
                condition: Condition::When(words, expletive),
            };
        }
        let condition =
            if expletive { Condition::Unless(Vec::new(), true) } else { Condition::Always };
        Self { phrase: line, word: first_word(line), condition }
    }
}

fn pair(first: u8, second: u8) -> usize {
    usize::from(first.to_ascii_lowercase()) << 8 | usize::from(second.to_ascii_lowercase())
}

fn next_word(rest: &str) -> &str {
    let rest = rest.trim_start_matches([' ', ',', '"', '“', '„', '«', '(']);
    rest.split(|c: char| !is_word_char(c) && c != '-').next().unwrap_or("")
}

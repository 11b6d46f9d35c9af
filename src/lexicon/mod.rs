//! Floor 0: all that is known of single languages, as data: one folder a language, one text file a
//! subject.
//!
//! A list is always asked with the language of the text at hand: [`Lexicon::of`] gives the lists of
//! one language, and words of another are not on them ("die" is a verb in English and an article in
//! German). The files are part of the program and each list is read once, when it is first asked.
//! `README.md` in the folder says what each file holds; `docs/adding-a-language.md` how a language
//! is added.
//!
//! ```
//! use tidings::lexicon::{Lexicon, List};
//! use tidings::model::Language;
//!
//! let english = Lexicon::of(Some(Language::ENGLISH));
//! assert!(english.is_pronoun("they"));
//! let opening = english.opens_with(List::Connectives, "On the other hand, it rained.");
//! assert_eq!(opening, Some("on the other hand"));
//! assert_eq!(english.month("may"), Some(5));
//! let german = Lexicon::of(Language::parse("de"));
//! assert!(german.mentions(List::RelativeTimes, "Der Rat tagt heute Abend."));
//! assert!(!german.is_pronoun("they"));
//! ```

mod entries;
mod files;
mod keys;
mod labels;
mod list;

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use crate::model::Language;

use entries::{Entries, Table};

pub(crate) use entries::folded;
use files::FILES;
pub(crate) use keys::{Count, Label, Names as NameList};
pub use labels::Labels;
pub use list::List;

/// What is known of one language. Nothing is known of a language without a folder: its lists are
/// empty.
#[derive(Debug)]
pub struct Lexicon {
    /// Code of the folder; empty for the union of all and for a language without a folder.
    code: &'static str,
    folders: &'static [Folder],
    lists: [OnceLock<Entries>; List::ALL.len()],
    months: OnceLock<Names>,
    weekdays: OnceLock<Names>,
    relative_days: OnceLock<Table<i8>>,
    numbers: OnceLock<Table<f64>>,
    multipliers: OnceLock<Table<f64>>,
    decimal_comma: OnceLock<bool>,
    noun_capitals: OnceLock<bool>,
}

/// Names with their numbers from 1, and whether they are written in full.
type Names = Table<(i8, bool)>;

/// A folder: the code of its language, and its files by name, sorted.
type Folder = (&'static str, &'static [(&'static str, &'static str)]);

/// The folder of what no single language owns.
const SHARED: &str = "shared";

/// One lexicon a folder, in the order of [`FILES`].
static LEXICONS: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| FILES.chunks(1).map(|folder| Lexicon::new(folder[0].0, folder)).collect());

/// The union of all languages. [`SHARED`] is none.
static EVERY: LazyLock<Lexicon> = LazyLock::new(|| {
    let of_languages: Vec<Folder> =
        FILES.iter().copied().filter(|(code, _)| *code != SHARED).collect();
    Lexicon::new("", of_languages.leak())
});

/// The place in [`FILES`] of each code of two letters.
static PLACES: LazyLock<Vec<Option<usize>>> = LazyLock::new(|| {
    let letters = || b'a'..=b'z';
    let codes = letters().flat_map(|first| letters().map(move |second| [first, second]));
    codes.map(|code| place(std::str::from_utf8(&code).unwrap_or(""))).collect()
});

/// The number of a pair of small letters, in the order of the alphabet.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first - b'a') * 26 + usize::from(second - b'a')
}

fn place(code: &str) -> Option<usize> {
    FILES.binary_search_by(|(of, _)| (*of).cmp(code)).ok()
}

static NONE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new("", &[]));

impl Lexicon {
    /// What is known of `language`. Where the language of a text is not known (`None`), a word is
    /// on a list when it is on that of any language.
    #[must_use]
    pub fn of(language: Option<Language>) -> &'static Self {
        let Some(language) = language else { return &EVERY };
        Self::folder(folder(language.code()))
    }

    /// What no single language owns: abbreviations that all use, news agencies.
    pub(crate) fn shared() -> &'static Self {
        Self::folder(SHARED)
    }

    /// What is known of `language`, or else of a close relative that abbreviates alike.
    pub(crate) fn or_relative(language: Option<Language>) -> &'static Self {
        let Some(language) = language else { return &NONE };
        let own = Self::of(Some(language));
        if own.files("abbreviations").next().is_some() {
            return own;
        }
        let relative =
            Self::shared().files("relatives").flat_map(entries::lines).find_map(|line| {
                let (code, languages) = line.split_once(':')?;
                entries::parts(languages).any(|other| other == language.code()).then_some(code)
            });
        relative.map_or(own, Self::folder)
    }

    fn folder(code: &str) -> &'static Self {
        // Asked for single words: the place of a code of two letters is looked up.
        let place = match code.as_bytes() {
            &[first @ b'a'..=b'z', second @ b'a'..=b'z'] => PLACES[pair(first, second)],
            _ => place(code),
        };
        place.and_then(|place| LEXICONS.get(place)).unwrap_or(&NONE)
    }

    /// The codes of all languages that have a folder, sorted.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|(code, _)| *code).filter(|code| *code != SHARED)
    }

    const fn new(code: &'static str, folders: &'static [Folder]) -> Self {
        Self {
            code,
            folders,
            lists: [const { OnceLock::new() }; List::ALL.len()],
            months: OnceLock::new(),
            weekdays: OnceLock::new(),
            relative_days: OnceLock::new(),
            numbers: OnceLock::new(),
            multipliers: OnceLock::new(),
            decimal_comma: OnceLock::new(),
            noun_capitals: OnceLock::new(),
        }
    }

    /// The code of the language's folder; empty where it has none and for the union of all
    /// languages.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The names of the files of the language's folder, without `.txt`, sorted; of a union, folder
    /// by folder.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.folders.iter().flat_map(|(_, files)| files.iter().map(|(name, _)| *name))
    }

    /// The text of one file (`"months"`) of each folder that has it.
    pub(crate) fn files(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let file = move |(_, files): &Folder| {
            let place = files.binary_search_by(|(file, _)| (*file).cmp(name)).ok()?;
            files.get(place).map(|(_, text)| *text)
        };
        self.folders.iter().filter_map(file)
    }

    /// The lines of one section of one file, as they stand.
    pub(crate) fn lines(&self, file: &str, section: &str) -> Vec<&'static str> {
        let mut inside = false;
        let own = |line: &&str| {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                inside = name == section;
                return false;
            }
            inside && !line.is_empty() && !line.starts_with('#')
        };
        self.files(file).flat_map(str::lines).filter(own).collect()
    }

    /// Whether `word`, in lower case with straight apostrophes, is an entry of `list`.
    #[must_use]
    pub fn holds(&self, list: List, word: &str) -> bool {
        self.entries(list).hold(word)
    }

    /// The longest entry of `list` that `text` begins with, whatever its case. Where words are
    /// written with spaces, only whole words count.
    #[must_use]
    pub fn opens_with(&self, list: List, text: &str) -> Option<&'static str> {
        self.entries(list).at_start(text)
    }

    /// Whether an entry of `list` stands anywhere in `text`, whatever its case; whole words as in
    /// [`Self::opens_with`].
    #[must_use]
    pub fn mentions(&self, list: List, text: &str) -> bool {
        self.entries(list).inside(text)
    }

    /// The entries of a list, sorted by length.
    pub fn words(&self, list: List) -> impl Iterator<Item = &'static str> + '_ {
        self.entries(list).all()
    }

    /// How many entries a list has.
    #[must_use]
    pub fn count(&self, list: List) -> usize {
        self.entries(list).len()
    }

    /// Whether a word is a pronoun or demonstrative that leans on what was said before ("she",
    /// "these").
    #[must_use]
    pub fn is_pronoun(&self, word: &str) -> bool {
        self.holds(List::Pronouns, word)
    }

    /// Whether a word ties its sentence to the one before ("but", "meanwhile").
    #[must_use]
    pub fn is_connective(&self, word: &str) -> bool {
        self.holds(List::Connectives, word)
    }

    /// Whether a word is a verb form that reports what somebody said ("said", "announced").
    #[must_use]
    pub fn is_reporting(&self, word: &str) -> bool {
        self.holds(List::Reporting, word)
    }

    /// Whether a word names a time by its distance from the day of writing ("yesterday").
    #[must_use]
    pub fn is_relative_time(&self, word: &str) -> bool {
        self.holds(List::RelativeTimes, word)
    }

    /// The month, from 1 to 12, that a word in lower case without a full stop names.
    #[must_use]
    pub fn month(&self, word: &str) -> Option<i8> {
        self.months().get(word).map(|(number, _)| *number)
    }

    /// The day of the week, from 1 for Monday to 7, that a word in lower case without a full stop
    /// names.
    #[must_use]
    pub fn weekday(&self, word: &str) -> Option<i8> {
        self.weekdays().get(word).map(|(number, _)| *number)
    }

    /// Whether a word is the full name of a month. Short forms are too often other words ("mar",
    /// "set").
    #[must_use]
    pub fn is_month(&self, word: &str) -> bool {
        self.months().get(word).is_some_and(|(_, full)| *full)
    }

    /// Whether a word is the full name of a day of the week.
    #[must_use]
    pub fn is_weekday(&self, word: &str) -> bool {
        self.weekdays().get(word).is_some_and(|(_, full)| *full)
    }

    /// Days from the day of writing to the one that a word names: -1 for "yesterday".
    #[must_use]
    pub fn relative_day(&self, word: &str) -> Option<i8> {
        let read = || {
            let lines = self.files("relative_days").flat_map(entries::lines);
            let pairs = lines.filter_map(|line| line.split_once(':'));
            let numbered = pairs.filter_map(|(days, names)| Some((days.parse().ok()?, names)));
            let named =
                numbered.flat_map(|(days, names)| entries::parts(names).map(move |n| (n, days)));
            // Of a word that stands twice, the last line counts.
            named.collect::<BTreeMap<&str, i8>>().into_iter().collect()
        };
        self.relative_days.get_or_init(read).get(word).copied()
    }

    /// What a number written as a word in lower case is worth: 3 for "three".
    #[must_use]
    pub fn number(&self, word: &str) -> Option<f64> {
        self.numbers.get_or_init(|| self.worths("worth")).get(word).copied()
    }

    /// What a word in lower case multiplies the number before it by: 1,000 for "thousand".
    #[must_use]
    pub fn multiplier(&self, word: &str) -> Option<f64> {
        self.multipliers.get_or_init(|| self.worths("times")).get(word).copied()
    }

    /// Whether the language writes 1.700,5 and not 1,700.5.
    #[must_use]
    pub fn has_decimal_comma(&self) -> bool {
        *self.decimal_comma.get_or_init(|| self.is_named_in("decimal_comma"))
    }

    /// Whether the language writes every noun with a capital.
    pub(crate) fn has_noun_capitals(&self) -> bool {
        *self.noun_capitals.get_or_init(|| self.is_named_in("noun_capitals"))
    }

    /// Whether a shared file of codes names the language.
    fn is_named_in(&self, file: &'static str) -> bool {
        let mut codes = Self::shared().files(file).flat_map(entries::lines);
        codes.any(|line| entries::parts(line).any(|code| code == self.code))
    }

    /// The code of the language that metadata name in English or in the language itself, in lower
    /// case.
    pub(crate) fn code_of(name: &str) -> Option<&'static str> {
        let mut lines = Self::shared().files("languages").flat_map(entries::lines);
        lines.find_map(|line| {
            let (code, names) = line.split_once(':')?;
            entries::parts(names).any(|own| own == name).then_some(code)
        })
    }

    /// The numbers ("three=3") of a section of the numerals.
    fn worths(&self, section: &'static str) -> Table<f64> {
        let entries = self.files("numerals").flat_map(|text| entries::section(text, section));
        let pairs = entries.filter_map(|entry| entry.split_once('='));
        let worths = pairs.filter_map(|(word, worth)| Some((word, worth.parse().ok()?)));
        worths.collect::<BTreeMap<&str, f64>>().into_iter().collect()
    }

    fn months(&self) -> &Names {
        self.months.get_or_init(|| self.numbered("months"))
    }

    fn weekdays(&self) -> &Names {
        self.weekdays.get_or_init(|| self.numbered("weekdays"))
    }

    /// Names with the number of their line, from 1. Where languages disagree, the first counts.
    fn numbered(&self, file: &str) -> Names {
        let mut names = BTreeMap::new();
        for text in self.files(file) {
            for (number, line) in (1..).zip(entries::lines(text)) {
                let full = line.split(';').next().unwrap_or("");
                for name in entries::parts(line) {
                    names.entry(name).or_insert((number, entries::parts(full).any(|f| f == name)));
                }
            }
        }
        names.into_iter().collect()
    }

    fn entries(&self, list: List) -> &Entries {
        let (file, section) = list.place();
        self.lists[list as usize].get_or_init(|| {
            self.files(file).flat_map(|text| entries::section(text, section)).collect()
        })
    }
}

/// The folder for a language's code: the two written forms of Norwegian share one.
fn folder(code: &str) -> &str {
    match code {
        "nb" | "nn" => "no",
        code => code,
    }
}

#[cfg(test)]
mod tests;

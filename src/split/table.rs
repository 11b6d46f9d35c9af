//! Abbreviation tables: the file of each language's folder, read once into sorted arrays.

use std::sync::{LazyLock, OnceLock};

use crate::lexicon::Lexicon;
use crate::model::Language;

/// What a full stop after a listed word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    /// No sentence ends here, unless the block does.
    Never,
    /// No sentence ends here when a number follows; elsewhere an ordinary word.
    Number,
    /// A sentence ends here only when the next word is one that opens sentences.
    Maybe,
    /// After a number a sentence may end; elsewhere it belongs to the name that follows ("2010 г.",
    /// "г. Москва").
    Unit,
    /// An ordinary word that looks like an abbreviation.
    Plain,
}

/// One listed word: where its key (small letters, without the last full stop) stands in the table's
/// arena.
#[derive(Debug, Clone, Copy)]
struct Entry {
    start: u32,
    end: u32,
    /// Whether the word must begin with a capital.
    capital: bool,
    class: Class,
}

/// What the table says about one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// A number after it belongs to it.
    pub(super) number: bool,
    /// Its class otherwise.
    pub(super) class: Option<Class>,
}

/// All that a splitter knows about one language.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// All keys, one after the other.
    keys: String,
    /// Sorted by key; equal keys in order of precedence.
    entries: Vec<Entry>,
    /// Where the keys with each first byte begin in `entries`.
    firsts: Index,
    /// Length of the longest key in bytes: most words are longer and need no look-up.
    longest: usize,
    starters: Vec<&'static str>,
    /// Where the words with each first byte begin in `starters`.
    starter_firsts: Index,
    inner: Vec<&'static str>,
    says: Vec<&'static str>,
    /// Ends of words that are abbreviations though they are not listed.
    endings: Vec<&'static str>,
    /// Months that a number with a full stop stands before.
    months: Vec<&'static str>,
    /// Nouns are written with a capital, so a capital alone opens no sentence.
    pub(super) nouns: bool,
    /// A full stop after a number makes an ordinal.
    pub(super) ordinals: bool,
    /// A word without a vowel is an abbreviation.
    pub(super) vowelless: bool,
    /// The pronoun "i" opens a sentence though small.
    pub(super) english: bool,
    /// The language has a file of its own: what is not listed is no abbreviation.
    pub(super) known: bool,
}

/// Longest listed word in bytes; longer words are never looked up.
/// Set by: the lists of abbreviations.
pub(super) const LONGEST: usize = 32;

/// A slot for each language with abbreviations of its own, sorted by code, and one for all others.
static TABLES: LazyLock<Vec<(&'static str, OnceLock<Table>)>> = LazyLock::new(|| {
    let codes = Lexicon::codes().chain([UNKNOWN]);
    let mut slots: Vec<_> = codes.map(|code| (code, OnceLock::new())).collect();
    slots.sort_unstable_by_key(|(code, _)| *code);
    slots
});

/// The code of the slot for languages that we have no abbreviations of.
const UNKNOWN: &str = "";

impl Table {
    /// The table of a language; languages without a file borrow a close relative's, or the general
    /// one.
    pub(super) fn of(language: Option<Language>) -> &'static Self {
        let lexicon = Lexicon::or_relative(language);
        let own = lexicon.files("abbreviations").next();
        let code = own.map_or(UNKNOWN, |_| lexicon.code());
        static EMPTY: OnceLock<Table> = OnceLock::new();
        let slots = &*TABLES;
        let slot = slots.binary_search_by_key(&code, |(code, _)| code).ok();
        let slot = slot.and_then(|place| slots.get(place)).map_or(&EMPTY, |(_, slot)| slot);
        slot.get_or_init(|| {
            let shared = |name| Lexicon::shared().files(name).next().unwrap_or("");
            let file = own.unwrap_or_else(|| shared("abbreviations_unknown"));
            Self { known: own.is_some(), ..Self::read(file, shared("abbreviations")) }
        })
    }

    /// Reads a language's file; its own word wins over the common one.
    fn read(file: &'static str, common: &'static str) -> Self {
        let mut table = Self::default();
        table.add(file);
        table.add(common);
        // A stable sort keeps the language's own entry before the common one of the same key.
        let Self { keys, entries, .. } = &mut table;
        entries.sort_by(|a, b| key(keys, a).cmp(key(keys, b)));
        table.longest = table.entries.iter().map(|e| (e.end - e.start) as usize).max().unwrap_or(0);
        let Self { starters, inner, says, months, .. } = &mut table;
        for words in [starters, inner, says, months] {
            words.sort_unstable();
            words.dedup();
        }
        table.firsts = Index::of(table.entries.iter().map(|entry| key(&table.keys, entry)));
        table.starter_firsts = Index::of(table.starters.iter().copied());
        table
    }

    fn add(&mut self, file: &'static str) {
        let mut section = "";
        for line in file.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                section = name;
                continue;
            }
            for word in line.split_ascii_whitespace() {
                match section {
                    "never" => self.enter(word, Class::Never),
                    "number" => self.enter(word, Class::Number),
                    "maybe" => self.enter(word, Class::Maybe),
                    "unit" => self.enter(word, Class::Unit),
                    "plain" => self.enter(word, Class::Plain),
                    "starters" => self.starters.push(word),
                    "inner" => self.inner.push(word),
                    "says" => self.says.push(word),
                    "months" => self.months.push(word),
                    "endings" => self.endings.push(word),
                    "options" => match word {
                        "nouns" => self.nouns = true,
                        "ordinals" => self.ordinals = true,
                        "english" => self.english = true,
                        "vowelless" => self.vowelless = true,
                        _ => debug_assert!(false, "unknown option {word}"),
                    },
                    _ => debug_assert!(false, "unknown section {section}"),
                }
            }
        }
    }

    fn enter(&mut self, word: &'static str, class: Class) {
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let start = self.keys.len();
        self.keys.extend(word.chars().flat_map(char::to_lowercase));
        let at = |position| u32::try_from(position).unwrap_or(u32::MAX);
        self.entries.push(Entry { start: at(start), end: at(self.keys.len()), capital, class });
    }

    /// What is known of a word, given in small letters without its full stop, and whether it was
    /// written with a capital.
    pub(super) fn listed(&self, small: &str, capital: bool) -> Listed {
        if small.len() > self.longest {
            return Listed::default();
        }
        let bucket = self.entries.get(self.firsts.range(small)).unwrap_or(&[]);
        let first = bucket.partition_point(|entry| key(&self.keys, entry) < small);
        let mut listed = Listed::default();
        for entry in bucket.get(first..).unwrap_or(&[]) {
            if key(&self.keys, entry) != small {
                break;
            }
            if capital || !entry.capital {
                match entry.class {
                    Class::Number => listed.number = true,
                    class => listed.class = listed.class.or(Some(class)),
                }
            }
        }
        listed
    }

    /// Whether `word` (as written) is one that opens sentences and seldom a name.
    pub(super) fn starter(&self, word: &str) -> bool {
        let bucket = self.starters.get(self.starter_firsts.range(word)).unwrap_or(&[]);
        bucket.binary_search(&word).is_ok()
    }

    /// Whether `word` ends like an abbreviation that is one word with what stands before it
    /// ("Hafenstr.").
    pub(super) fn ending(&self, word: &str) -> bool {
        self.endings.iter().any(|ending| word.ends_with(ending))
    }

    /// Whether `word` goes on after a time of day ("6 p.m. Eastern").
    pub(super) fn inner(&self, word: &str) -> bool {
        self.inner.binary_search(&word).is_ok()
    }

    /// Whether `word` (as written) is a month in a language that writes ordinals with a full stop.
    pub(super) fn month(&self, word: &str) -> bool {
        self.months.binary_search(&word).is_ok()
    }

    /// Whether `word` reports speech ("said").
    pub(super) fn says(&self, word: &str) -> bool {
        self.says.binary_search(&word).is_ok()
    }
}

/// The key of an entry.
fn key<'k>(keys: &'k str, entry: &Entry) -> &'k str {
    keys.get(entry.start as usize..entry.end as usize).unwrap_or("")
}

/// Where the words with each first byte begin in a sorted list: a search then looks at a handful.
#[derive(Debug, Default)]
struct Index(Vec<u32>);

impl Index {
    /// The index of sorted `words`.
    fn of<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut counts = vec![0_u32; 257];
        for word in words {
            let first = word.bytes().next().map_or(0, usize::from);
            if let Some(count) = counts.get_mut(first + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += *count;
            *count = sum;
        }
        Self(counts)
    }

    /// The places of the words that begin with the same byte as `word`.
    fn range(&self, word: &str) -> std::ops::Range<usize> {
        let first = word.bytes().next().map_or(0, usize::from);
        let at = |place: usize| self.0.get(place).map_or(0, |place| *place as usize);
        at(first)..at(first + 1)
    }
}

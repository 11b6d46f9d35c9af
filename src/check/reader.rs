//! Reads a sentence: which of its words are numbers, names, dates and denials, and what it quotes.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::facts::{Class, Facts, Kind, Token};
use super::opposites::{Opposites, denying};
use crate::lexicon::{Lexicon, List};
use crate::model::Language;
use crate::terms::common_stems;
use crate::text::stem::Stemmer;
use crate::text::stop::StopWords;
use crate::text::words::without_possessive;
use crate::text::{Word, folded, words};

/// Words of a sentence that are read. Two sentences are compared word by word, so that text without
/// marks must not be one.
/// Set by: choice; hardly a sentence of news has a hundred.
pub(super) const MOST: usize = 300;

/// Reads sentences of one language.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) language: Option<Language>,
    pub(super) lexicon: &'static Lexicon,
    pub(super) stop: &'static StopWords,
    stemmer: Stemmer,
    opposites: Opposites,
    /// For a people or its country in lower case the first word of its entry.
    peoples: BTreeMap<&'static str, &'static str>,
    /// Whether every noun has a capital.
    nouns: bool,
    /// The commonest stems, where it matters which nouns are names.
    common: BTreeSet<&'static str>,
}

/// For each people and country of a language the first word of its entry.
fn peoples(lexicon: &'static Lexicon) -> BTreeMap<&'static str, &'static str> {
    let words = |entry: &'static str| entry.split_whitespace().filter(|word| *word != "/");
    let entries = lexicon.words(List::Peoples);
    let of = |entry| words(entry).map(move |word| (word, words(entry).next().unwrap_or(word)));
    entries.flat_map(of).collect()
}

impl Reader {
    pub(super) fn new(language: Option<Language>) -> Self {
        let (lexicon, stemmer) = (Lexicon::of(language), Stemmer::new(language));
        let nouns = language.filter(|l| Lexicon::of(Some(*l)).has_noun_capitals());
        Self {
            language,
            lexicon,
            stop: StopWords::of(language),
            opposites: Opposites::new(lexicon, &stemmer),
            stemmer,
            peoples: peoples(lexicon),
            nouns: nouns.is_some(),
            common: nouns.into_iter().flat_map(common_stems).collect(),
        }
    }

    /// Reads a sentence. `known` holds words in lower case that are names wherever they stand.
    pub(super) fn read(&self, text: &str, known: &BTreeSet<String>) -> Facts {
        let found: Vec<Word> = words(text).take(MOST).collect();
        let lower: Vec<String> =
            found.iter().map(|w| folded(text.get(w.start..w.end).unwrap_or(""))).collect();
        let runs = runs(text, &found);
        let mut facts = Facts { quotations: quotations(text), ..Facts::default() };
        let mut at = 0;
        while at < found.len() {
            if let Some((token, next)) = self.number(text, &found, &lower, at) {
                facts.tokens.push(token);
                at = next;
                continue;
            }
            let place = Place { text, found: &found, lower: &lower, runs: &runs, at };
            facts.hedged |= self.lexicon.holds(List::Hedges, place.lower());
            facts.tokens.push(self.word(&place, known));
            at += 1;
        }
        if self.nouns {
            part_single_nouns(&mut facts.tokens);
        }
        for n in 1..facts.tokens.len() {
            let next = facts.tokens.get(n).map_or(0, |t| t.at.start);
            if let Some(token) = facts.tokens.get_mut(n - 1) {
                let gap = text.get(token.at.end..next).unwrap_or("");
                let joins = self.lexicon.holds(List::Joining, &token.plain);
                token.ends_clause = joins || gap.contains([',', ';', ':', '.', '–', '—', '(', ')']);
            }
        }
        let letters = || facts.tokens.iter().filter(|t| t.kind != Kind::Number);
        let capital = letters().filter(|t| t.capital).count();
        facts.shouted = !self.nouns && capital * 10 > letters().count() * 7 && capital > 3;
        facts
    }

    fn word(&self, place: &Place<'_>, known: &BTreeSet<String>) -> Token {
        let lower = place.lower();
        let bare = without_possessive(lower);
        let word = place.word();
        let run = place.runs.get(place.at).copied().unwrap_or(0);
        let opens = opens(place.text, &word);
        let named = self.nouns && word.capital && is_known(bare, known);
        let people = self.people(place, bare);
        let kind = match people {
            Some(_) => Kind::Name,
            None => self.kind(place, bare, named || known.contains(bare)),
        };
        let month = if kind == Kind::Month { self.lexicon.month(bare) } else { None };
        let share = self
            .lexicon
            .words(List::Fractions)
            .find_map(|entry| entry.strip_prefix(bare)?.strip_prefix(' ')?.parse::<i64>().ok());
        let stem = people.map_or_else(|| self.stemmer.stem(bare).into_owned(), str::to_owned);
        Token {
            at: word.start..word.end,
            sides: self.opposites.of(bare, &stem),
            denying: denying(bare, self.lexicon),
            joins: self.nouns,
            named,
            measure: self.is_measure(bare),
            single: self.lexicon.holds(List::Single, bare),
            bounds: kind != Kind::Denial && self.lexicon.holds(List::Bounds, lower),
            ends_clause: false,
            stem,
            plain: bare.to_owned(),
            kind,
            values: month.map(i64::from).or(share).map(|n| n * 1000).into_iter().collect(),
            class: Class::Things,
            digits: false,
            // Days and small words are no part of a name that they stand beside.
            run: if kind == Kind::Name { run } else { 0 },
            opens,
            capital: word.capital,
        }
    }

    /// What stands for a people and its country, where a capitalised word names either: "American",
    /// "U.S."; "us" is none, "US" is.
    fn people(&self, place: &Place<'_>, bare: &str) -> Option<&'static str> {
        let word = place.word();
        let found = *self.peoples.get(bare).filter(|_| word.capital)?;
        let said = place.text.get(word.start..word.end)?;
        let shouted = said.chars().all(|c| !c.is_lowercase());
        (shouted || !self.stop.holds(bare)).then_some(found)
    }

    /// What a word is; `named` says that it is a name wherever it stands.
    fn kind(&self, place: &Place<'_>, bare: &str, named: bool) -> Kind {
        let (lower, word) = (place.lower(), place.word());
        let run = place.runs.get(place.at).copied().unwrap_or(0);
        let calendar =
            word.capital || !self.language.is_none_or(|l| matches!(l.code(), "en" | "de"));
        let before = place.at.checked_sub(1).and_then(|n| place.lower.get(n));
        let open = before.is_some_and(|word| self.lexicon.holds(List::Undecided, word));
        let denies =
            self.lexicon.holds(List::Negations, lower) || self.lexicon.holds(List::Denials, lower);
        if denies {
            if open { Kind::Small } else { Kind::Denial }
        } else if calendar && self.is_weekday(bare) {
            Kind::Day
        } else if calendar && self.lexicon.is_month(bare) {
            Kind::Month
        } else if self.stop.holds(lower) || self.lexicon.holds(List::Hundredths, lower) {
            Kind::Small
        } else if word.capital
            && (run > 0
                || named
                || (!self.nouns && !opens(place.text, &word))
                || (self.nouns && self.is_place(place, bare)))
            && bare.chars().count() > 1
        {
            Kind::Name
        } else if self.lexicon.is_reporting(lower) {
            Kind::Small
        } else {
            Kind::Word
        }
    }

    /// Whether a word is a measure, or ends with one where words are joined: "Kubikmeter".
    fn is_measure(&self, word: &str) -> bool {
        /// Letters of the shortest measure that others are made with, "meter", "liter".
        /// Set by: German.
        const LETTERS: usize = 5;
        let holds = |word: &str| self.lexicon.holds(List::Measures, word);
        holds(word) || (self.nouns && ends(word, LETTERS).any(holds))
    }

    /// Whether a word is a day of the week, or begins with one where words are joined:
    /// "Montagabend".
    fn is_weekday(&self, word: &str) -> bool {
        /// Letters of the shortest name in full, "Montag". Set by: German.
        const LETTERS: usize = 6;
        let starts = |(at, _): (usize, char)| {
            at >= LETTERS && word.get(..at).is_some_and(|start| self.lexicon.is_weekday(start))
        };
        self.lexicon.is_weekday(word) || (self.nouns && word.char_indices().any(starts))
    }

    /// Whether a noun is the name of a place: it stands without an article behind a word that
    /// places stand behind, and is neither common nor made of common words.
    fn is_place(&self, place: &Place<'_>, bare: &str) -> bool {
        /// Letters that a common word at the end of a longer one must have.
        /// Set by: choice; names of places end with "haus" and "brück".
        const LETTERS: usize = 6;
        let before = place.at.checked_sub(1).and_then(|n| place.lower.get(n));
        if !before.is_some_and(|word| self.lexicon.holds(List::Places, word)) {
            return false;
        }
        let stem = self.stemmer.stem(bare);
        !ends(&stem, LETTERS).any(|word| self.common.contains(word))
    }

    /// Whether a word, in lower case, is a common noun where every noun has a capital: its language
    /// lists it, or a word that it ends with.
    pub(super) fn is_noun(&self, word: &str) -> bool {
        /// Letters that a common word at the end of a longer one must have.
        /// Set by: choice; surnames end with "hart" and "hof", places with "heim".
        const LETTERS: usize = 5;
        let is_common = |end: &str| self.common.contains(self.stemmer.stem(end).as_ref());
        self.nouns && ends(word, LETTERS).any(is_common)
    }

    /// Whether a word stands before a noun and no name: "der", "diese", a number.
    pub(super) fn leads_noun(&self, token: &Token) -> bool {
        token.kind == Kind::Number || self.lexicon.holds(List::Articles, &token.plain)
    }
}

/// A run of one word is no name where every noun has a capital: "Ein Schrotthändler"; nor is one
/// that is measured: "neun Metern Absenkung".
fn part_single_nouns(tokens: &mut [Token]) {
    let runs: Vec<usize> = tokens.iter().map(|t| t.run).collect();
    let mut measured: Vec<usize> = Vec::new();
    for n in 0..tokens.len() {
        let Some(token) = tokens.get(n).filter(|t| t.run > 0) else { continue };
        let before = n.checked_sub(1).and_then(|n| tokens.get(n));
        let opens = before.is_none_or(|t| t.run != token.run);
        if opens && (token.measure || before.is_some_and(|t| t.kind == Kind::Number)) {
            measured.push(token.run);
        }
    }
    for token in tokens.iter_mut().filter(|t| t.kind == Kind::Name && t.run > 0) {
        let alone = runs.iter().filter(|run| **run == token.run).count() < 2;
        if measured.contains(&token.run) || (alone && !token.named) {
            (token.kind, token.run) = (Kind::Word, 0);
        } else if alone {
            token.run = 0;
        }
    }
}

/// A word, and what it ends with, of so many letters or more: what it may be joined of.
fn ends(word: &str, letters: usize) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().map(|(at, _)| word.get(at..).unwrap_or(""));
    ends.filter(move |end| end.len() == word.len() || end.chars().count() >= letters)
}

/// Whether a word, or what a genitive is made of, is a name wherever it stands.
fn is_known(word: &str, known: &BTreeSet<String>) -> bool {
    known.contains(word) || word.strip_suffix('s').is_some_and(|bare| known.contains(bare))
}

/// A word among its sentence's.
struct Place<'t> {
    text: &'t str,
    found: &'t [Word],
    lower: &'t [String],
    runs: &'t [usize],
    at: usize,
}

impl Place<'_> {
    fn lower(&self) -> &str {
        self.lower.get(self.at).map_or("", String::as_str)
    }

    fn word(&self) -> Word {
        let none = Word { start: 0, end: 0, capital: false, digit: false };
        self.found.get(self.at).copied().unwrap_or(none)
    }
}

/// Runs of two and more capitalised words with nothing but a blank or a hyphen between them: a
/// number from 1 for each word, 0 outside runs. What stands behind a number is measured, not
/// named: "38 Millionen Kubikmeter".
fn runs(text: &str, found: &[Word]) -> Vec<usize> {
    let mut runs = vec![0; found.len()];
    let mut run = 0;
    let joined = |n: usize| match (found.get(n), found.get(n + 1)) {
        (Some(a), Some(b)) => {
            let short = |w: &Word| text.get(w.start..w.end).unwrap_or("").chars().count() < 2;
            let initial = short(a) && text.get(a.end..b.start) == Some(". ");
            let gap = text.get(a.end..b.start).unwrap_or("");
            a.capital && b.capital && (matches!(gap, " " | "-" | "\u{a0}") || initial)
        }
        _ => false,
    };
    let counted = |n: usize| n > 0 && found.get(n - 1).is_some_and(|w| w.digit);
    let mut at = 0;
    while at < found.len() {
        let mut end = at;
        while joined(end) {
            end += 1;
        }
        if end > at && !counted(at) {
            run += 1;
            for place in runs.iter_mut().take(end + 1).skip(at) {
                *place = run;
            }
        }
        at = end + 1;
    }
    runs
}

/// Whether a word begins its sentence, a quotation in it, or what follows a colon.
fn opens(text: &str, word: &Word) -> bool {
    let before = text.get(..word.start).unwrap_or("").trim_end();
    before.chars().next_back().is_none_or(|c| {
        matches!(
            c,
            '"' | '“'
                | '„'
                | '«'
                | '»'
                | '‘'
                | ':'
                | '.'
                | '!'
                | '?'
                | '('
                | '—'
                | '–'
                | '•'
                | '*'
        )
    })
}

/// What stands between quotation marks, from three words on.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in text.char_indices() {
        let closes = |opened: char| match opened {
            '"' => c == '"',
            '“' => matches!(c, '”' | '"'),
            '„' => matches!(c, '“' | '”' | '"'),
            '«' => c == '»',
            '»' => c == '«',
            _ => false,
        };
        match open {
            Some((opened, from)) if closes(opened) => {
                if words(text.get(from..at).unwrap_or("")).count() >= 3 {
                    found.push(from..at);
                }
                open = None;
            }
            None if matches!(c, '"' | '“' | '„' | '«' | '»') => {
                open = Some((c, at + c.len_utf8()))
            }
            _ => {}
        }
    }
    found
}

//! What a sentence says that can be held against another: words by stem, numbers, names, dates,
//! denials, quotations.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::text::names::fold_name;
use crate::text::{folded, words};

/// What a word is to a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A word that carries meaning.
    Word,
    /// A stop word or a verb of saying: it tells nothing apart.
    Small,
    /// A number, in digits or words.
    Number,
    /// A part of a name.
    Name,
    /// A day of the week.
    Day,
    /// A month.
    Month,
    /// A word that denies.
    Denial,
}

/// What a number counts: only numbers of one class can stand in each other's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Things or people, or nothing that can be told.
    Things,
    /// Hundredths.
    Percent,
    /// The day of a month that stands beside it.
    Day,
    /// The year.
    Year,
}

/// A word of a sentence.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Bytes of the sentence.
    pub at: Range<usize>,
    /// In lower case with straight apostrophes, without a possessive ending.
    pub plain: String,
    /// Its stem.
    pub stem: String,
    pub kind: Kind,
    /// What a number may be worth, in thousandths: "6.3m" is millions or metres. The hundredths of
    /// a fraction that is a word: "a fifth".
    pub values: Vec<i64>,
    /// What a number counts.
    pub class: Class,
    /// Whether a number stands in digits.
    pub digits: bool,
    /// Which run of capitalised words it belongs to; names of one run are one name.
    pub run: usize,
    /// Whether it starts the sentence or a quotation, where a capital says nothing.
    pub opens: bool,
    pub capital: bool,
    /// On which side of which contrast it stands; see [`super::opposites::Opposites`].
    pub sides: Vec<i16>,
    /// Bytes of `plain` that are a syllable which denies the rest: "*un*safe".
    pub denying: usize,
    /// Whether it is a measure: "kilometre", "hour".
    pub measure: bool,
    /// Whether it is a word for one of several: "one in six".
    pub single: bool,
    /// Whether it bounds what is so: "first", "only".
    pub bounds: bool,
    /// Whether it ends a statement: a mark stands behind it, or it joins two.
    pub ends_clause: bool,
    /// Whether its language joins words to new ones: "Trinkwasserversorgung".
    pub joins: bool,
    /// Whether the sources show it to be a name, where every noun has a capital.
    pub named: bool,
}

impl Token {
    /// Whether it says something that is either right or wrong.
    pub(super) fn is_detail(&self) -> bool {
        match self.kind {
            Kind::Number => self.digits || self.values.iter().all(|v| *v > SMALL),
            Kind::Name => !self.opens || self.run > 0,
            Kind::Day | Kind::Month => true,
            Kind::Word | Kind::Small | Kind::Denial => false,
        }
    }

    /// Whether it counts when neighbours are compared.
    pub(super) fn is_content(&self) -> bool {
        !matches!(self.kind, Kind::Small | Kind::Denial)
    }

    /// How much two words say the same: 1 for the same, 0 for nothing.
    pub(super) fn agrees(&self, other: &Self) -> f64 {
        match (self.kind, other.kind) {
            (Kind::Number, Kind::Number) => {
                let same = self.values.iter().any(|v| other.values.contains(v));
                f64::from(u8::from(same))
            }
            (Kind::Number, _) | (_, Kind::Number) => 0.0,
            _ if self.stem == other.stem || self.plain == other.plain => 1.0,
            (Kind::Day | Kind::Month, _) | (_, Kind::Day | Kind::Month) => 0.0,
            _ if self.capital && other.capital && same_name(&self.plain, &other.plain) => 1.0,
            _ if self.joins && other.joins && is_part(&self.plain, &other.plain) => PART,
            _ => alike(&self.plain, &other.plain),
        }
    }
}

impl Token {
    /// Whether a number is another one to fewer digits ("400" of 412), or its millions were left
    /// out ("60 of 90 million").
    pub(super) fn rounds(&self, other: &Self) -> bool {
        const MILLION: i64 = 1_000_000;
        let things = self.class == Class::Things && other.class == Class::Things;
        let near = |a: &i64| {
            other.values.iter().any(|b| is_rounder(*a, *b) || a.checked_mul(MILLION) == Some(*b))
        };
        things && self.values.iter().any(near)
    }

    /// Whether two measures are one in other forms or spellings: one begins the other ("kilo",
    /// "Kilogramm"), or they have the same consonants ("foot", "feet"; "metres", "meters").
    pub(super) fn is_measure(&self, other: &Self) -> bool {
        /// Set by: choice.
        const LETTERS: usize = 4;
        let (a, b) = (&self.plain, &other.plain);
        let long = a.chars().count().min(b.chars().count()) >= LETTERS;
        let begins = long && (a.starts_with(b.as_str()) || b.starts_with(a.as_str()));
        self.measure && other.measure && (begins || consonants(a) == consonants(b))
    }

    /// Whether a percentage is a fraction that stands in a word: "ten per cent", "a tenth".
    pub(super) fn is_share(&self, word: &Self) -> bool {
        self.class == Class::Percent && !word.values.is_empty() && word.values == self.values
    }
}

/// The consonants of a word without their accents, each run of the same one once, without an s at
/// the end.
fn consonants(word: &str) -> String {
    // Accents stand behind their letters as marks of their own.
    let bare = word.nfd().filter(|c| !is_combining_mark(*c));
    let mut kept: Vec<char> = bare.filter(|c| !"aeiou".contains(*c)).collect();
    kept.dedup();
    if kept.len() > 1 && kept.last() == Some(&'s') {
        kept.pop();
    }
    kept.into_iter().collect()
}

/// Whether one number, in thousandths, is another one with more zeros at its end.
fn is_rounder(a: i64, b: i64) -> bool {
    /// The least unit that is rounded to, tens, and how far the two may be from each other, one in
    /// so many.
    /// Set by: faithful sentences of tests/verify/*.tsv: "over four thousand years" of 4,300.
    const ROUND: (i64, i64) = (10_000, 8);
    let unit = |n: i64| {
        let mut unit = 1;
        while n != 0 && unit <= n.abs() / 10 && n % (unit * 10) == 0 {
            unit *= 10;
        }
        unit
    };
    let far = (a - b).abs();
    a != b && unit(a) >= ROUND.0 && unit(a) > unit(b) && far <= unit(a) && far * ROUND.1 <= b.abs()
}

/// How much a word and one that it is part of say the same.
/// Set by: choice; as forms of one word.
const PART: f64 = 0.8;

/// Whether one stem is part of the other: "länger" of "verlängert", "Versorgung" of
/// "Trinkwasserversorgung".
fn is_part(a: &str, b: &str) -> bool {
    /// Shorter ones stand in words of any meaning.
    /// Set by: choice.
    const LETTERS: usize = 5;
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().count() >= LETTERS && (long.contains(short))
}

/// Numbers in words up to this many thousandths ("two", "three") are as often pronouns as counts.
/// Set by: choice, before anything was measured.
const SMALL: i64 = 3000;

/// Whether two spellings are of one name.
fn same_name(a: &str, b: &str) -> bool {
    fold_name(a).is_some_and(|key| fold_name(b).is_some_and(|other| other == key))
}

/// How alike two words are by the letters that they begin with: 0.8 for forms of one word that
/// stemming parts, else 0.
pub(super) fn alike(a: &str, b: &str) -> f64 {
    /// Letters that must be shared, and their least share of the longer word.
    /// Set by: the sentences of tests/verify/tuned.tsv, where 4 joins words of different meaning.
    const LETTERS: (usize, f64) = (5, 0.6);
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let longer = a.chars().count().max(b.chars().count());
    let most = f64::from(u32::try_from(longer).unwrap_or(u32::MAX));
    let share = f64::from(u32::try_from(shared).unwrap_or(0)) / most.max(1.0);
    if shared >= LETTERS.0 && share >= LETTERS.1 { 0.8 } else { 0.0 }
}

/// A sentence read.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub tokens: Vec<Token>,
    /// Quotations of three words or more, without their marks, as bytes of the sentence.
    pub quotations: Vec<Range<usize>>,
    /// Whether most words are capitalised, as in headlines: capitals then say nothing.
    pub shouted: bool,
    /// Whether a word says that numbers are round ones.
    pub hedged: bool,
}

/// The words of a text in lower case, one blank between two: what a quotation is looked for in.
pub(super) fn flat(text: &str) -> String {
    let mut flat = String::with_capacity(text.len());
    for word in words(text) {
        flat.push(' ');
        flat.push_str(&folded(text.get(word.start..word.end).unwrap_or("")));
    }
    flat.push(' ');
    flat
}

/// Whether a word may be an abbreviation.
pub(super) fn is_short(word: &str) -> bool {
    word.chars().count() <= 5 && word.chars().skip(1).all(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_number_stands_for_one_near_it() {
        assert!(is_rounder(4_000_000, 4_300_000) && is_rounder(400_000, 412_000));
        // 20 is not 17, nor 412 the rounder of the two.
        assert!(!is_rounder(20_000, 17_000) && !is_rounder(412_000, 400_000));
        assert!(!is_rounder(0, 0) && !is_rounder(5_000, 5_000));
    }

    #[test]
    fn forms_of_a_measure_share_their_consonants() {
        assert_eq!(consonants("foot"), consonants("feet"));
        assert_eq!(consonants("metres"), consonants("meters"));
        assert_ne!(consonants("hours"), consonants("years"));
    }
}

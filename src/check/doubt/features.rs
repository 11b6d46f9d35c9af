//! The details of a sentence, each with figures that say whether it stands where the sources have
//! it: how much of what is around it they have beside it, and how much beside another of its kind.

use std::ops::Range;

use crate::check::beside::{ends_name, place};
use crate::check::facts::{Facts, Kind, Token, is_short};
use crate::model::Language;
use crate::terms::Listed;

/// Names of the features, in order. "Own" are sentences of the cited sources that have the detail,
/// "rival" those that have another of its kind instead, "any" all of them, "other" those of other
/// sources; "near" is the share of the six words around it, "whole" that of the sentence, "wide"
/// the same with the two sentences before and behind; "fit" says how well the places agree.
pub const FEATURES: [&str; 20] = [
    "rival near, less own",
    "rival fit, less own",
    "rival wide, less own",
    "rival whole, less own",
    "other whole",
    "other near",
    "fit in the best sentence",
    "any near, less own",
    "any wide, less own",
    "any whole, less own",
    "own fit",
    "own whole",
    "around the best sentence",
    "rival wide",
    "in the sources",
    "in a title",
    "a number",
    "a name",
    "a day or month",
    "a measure",
];

/// The number of features.
pub const WIDTH: usize = FEATURES.len();

/// What stands for a share where there is no such sentence, and for a fit.
/// Set by: choice; below any that there can be.
const NONE: (f64, f64) = (-0.3, -0.5);

/// Sentences before and behind one that belong to it.
/// Set by: as `REACH` of the comparison.
const AROUND: usize = 2;

/// Sentences whose places are compared: those that share most. Set by: choice.
const PLACES: usize = 6;

/// A kind of detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A number.
    Number,
    /// A name.
    Name,
    /// A day of the week or a month.
    Date,
    /// The measure of a number.
    Measure,
}

/// A sentence of a source.
pub(in crate::check) struct Row<'f> {
    pub line: usize,
    pub article: usize,
    pub title: bool,
    /// Whether its source is one that the digest's sentence cites.
    pub asked: bool,
    pub facts: &'f Facts,
}

/// A detail of a sentence of the digest.
#[derive(Debug, Clone)]
pub(in crate::check) struct Doubt {
    /// The place of its word.
    pub token: usize,
    pub of: Of,
    pub x: [f32; WIDTH],
    /// What stands in its place: the line, and bytes of it.
    pub instead: Option<(usize, Range<usize>)>,
    /// Whether any of the sentences has it.
    pub known: bool,
    /// Whether the sentence that tells most, or one near it in its source, has it.
    pub around: bool,
    /// How much better the place of another of its kind fits than its own does.
    pub better: f64,
}

/// A sentence of the digest that is held against rows.
pub(in crate::check) struct Held<'c> {
    pub text: &'c str,
    pub facts: &'c Facts,
    pub language: Option<Language>,
}

impl Held<'_> {
    /// What kind of detail a word is, if it is one.
    pub fn kind(&self, at: usize) -> Option<Of> {
        let token = self.facts.tokens.get(at)?;
        let name = || {
            let said = self.text.get(token.at.clone()).unwrap_or("");
            // A capital tells nothing where every noun has one.
            let noun = token.joins && token.run > 0 && !token.named;
            ends_name(self.facts, at)
                && token.is_detail()
                && !self.facts.shouted
                && !is_short(said)
                && token.plain.chars().count() > 1
                && !noun
        };
        match token.kind {
            Kind::Number => token.is_detail().then_some(Of::Number),
            Kind::Name => name().then_some(Of::Name),
            Kind::Day | Kind::Month => Some(Of::Date),
            _ if token.measure => number_of(self.facts, at).map(|_| Of::Measure),
            _ => None,
        }
    }

    /// All details, in order; `rows` has the cited sources' sentences, each source's in its order,
    /// and then others.
    pub fn doubts(&self, rows: &[Row<'_>]) -> Vec<Doubt> {
        let scene = Scene::new(self, rows);
        if scene.asked == 0 {
            return Vec::new();
        }
        let details = (0..self.facts.tokens.len()).filter_map(|at| Some((at, self.kind(at)?)));
        details.map(|(at, of)| scene.doubt(at, of)).collect()
    }
}

/// What all details of a sentence share.
struct Scene<'a> {
    held: &'a Held<'a>,
    rows: &'a [Row<'a>],
    /// Rows of cited sources; they come first.
    asked: usize,
    /// Places of the words with meaning.
    words: Vec<usize>,
    weights: Vec<f64>,
    /// For each word with meaning and each row, whether the row has it.
    has: Vec<Vec<f64>>,
    /// The same of the row and those around it.
    wide: Vec<Vec<f64>>,
}

impl<'a> Scene<'a> {
    fn new(held: &'a Held<'a>, rows: &'a [Row<'a>]) -> Self {
        let tokens = &held.facts.tokens;
        let listed = Listed::of(held.language);
        let asked = rows.iter().take_while(|row| row.asked).count();
        let words: Vec<usize> =
            (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(Token::is_content)).collect();
        let weights: Vec<f64> = tokens.iter().map(|token| weigh(token, listed)).collect();
        let mut has = vec![Vec::new(); tokens.len()];
        for at in &words {
            if let (Some(token), Some(slot)) = (tokens.get(*at), has.get_mut(*at)) {
                *slot = rows.iter().map(|row| tells(row.facts, token)).collect();
            }
        }
        let around = |row: usize| surroundings(rows, asked, row);
        let widened = |of: &Vec<f64>| -> Vec<f64> {
            let best = |row| around(row).filter_map(|r| of.get(r)).copied().fold(0.0, f64::max);
            (0..of.len()).map(best).collect()
        };
        let wide = has.iter().map(widened).collect();
        Self { held, rows, asked, words, weights, has, wide }
    }

    /// Weighted share, row by row, of some words.
    fn shares(&self, words: &[(usize, f64)], has: &[Vec<f64>]) -> Vec<f64> {
        let weight = |at: usize, near: f64| near * self.weights.get(at).copied().unwrap_or(0.0);
        let all: f64 = words.iter().map(|(at, near)| weight(*at, *near)).sum();
        let of = |row: usize| {
            let told = |at: usize| has.get(at).and_then(|h| h.get(row)).copied().unwrap_or(0.0);
            words.iter().map(|(at, near)| weight(*at, *near) * told(*at)).sum::<f64>()
        };
        (0..self.rows.len()).map(|row| of(row) / all.max(1e-9)).collect()
    }

    fn doubt(&self, at: usize, of: Of) -> Doubt {
        let facts = self.held.facts;
        let token = facts.tokens.get(at);
        let run = token.map_or(0, |t| t.run);
        let mut beside = Vec::new();
        for left in [true, false] {
            let near = neighbours(facts, at, left).into_iter();
            beside.extend((1u8..).zip(near).map(|(n, word)| (word, 1.0 / f64::from(n))));
        }
        let same = |word: usize| facts.tokens.get(word).is_some_and(|t| run > 0 && t.run == run);
        let rest: Vec<(usize, f64)> = self
            .words
            .iter()
            .filter(|word| **word != at && !same(**word))
            .map(|word| (*word, 1.0))
            .collect();
        let near = self.shares(&beside, &self.has);
        let whole = self.shares(&rest, &self.has);
        let wide = self.shares(&rest, &self.wide);
        let none = Vec::new();
        let has = self.has.get(at).unwrap_or(&none);
        let has_it = |row: usize| has.get(row).copied().unwrap_or(0.0);
        let rivals: Vec<Vec<usize>> =
            self.rows.iter().map(|row| self.rivals(at, of, row.facts)).collect();
        let own: Vec<usize> = (0..self.asked).filter(|row| has_it(*row) > 0.0).collect();
        let other: Vec<usize> =
            (self.asked..self.rows.len()).filter(|row| has_it(*row) > 0.0).collect();
        let rival: Vec<usize> = (0..self.asked)
            .filter(|row| has_it(*row) == 0.0 && rivals.get(*row).is_some_and(|r| !r.is_empty()))
            .collect();
        let any: Vec<usize> = (0..self.asked).collect();
        let best = |of: &[f64], rows: &[usize]| {
            rows.iter().filter_map(|row| of.get(*row)).copied().fold(NONE.0, f64::max)
        };
        let value = |of: &[f64], row: usize| of.get(row).copied().unwrap_or(0.0);
        let fit = |row: usize, there: usize| {
            self.rows.get(row).map_or(NONE.1, |r| place(facts, at, r.facts, there))
        };
        let top = |rows: &[usize]| -> Vec<usize> {
            let mut rows = rows.to_vec();
            let rank = |row: usize| value(&near, row) + value(&whole, row);
            rows.sort_by(|a, b| rank(*b).total_cmp(&rank(*a)).then(a.cmp(b)));
            rows.truncate(PLACES);
            rows
        };
        let places = |row: usize| {
            let tokens = self.rows.get(row).map_or(&[][..], |r| r.facts.tokens.as_slice());
            let same = |(n, other): (usize, &Token)| {
                token.is_some_and(|t| similarity(t, other) > 0.0).then_some(n)
            };
            tokens.iter().enumerate().filter_map(same).collect::<Vec<usize>>()
        };
        let fits = |rows: &[usize], at: &dyn Fn(usize) -> Vec<usize>| {
            let all = rows.iter().flat_map(|row| at(*row).into_iter().map(|n| fit(*row, n)));
            all.fold(NONE.1, f64::max)
        };
        let of_rivals = |row: usize| rivals.get(row).cloned().unwrap_or_default();
        let own_fit = fits(&top(&own), &places);
        let rival_fit = fits(&top(&rival), &of_rivals);
        let rank = |row: usize| value(&whole, row) + 0.5 * value(&near, row);
        let first = any.iter().copied().max_by(|a, b| rank(*a).total_cmp(&rank(*b)).then(b.cmp(a)));
        let first = first.unwrap_or(0);
        let held = surroundings(self.rows, self.asked, first).map(has_it).fold(0.0, f64::max);
        let titled = own.iter().filter(|row| self.rows.get(**row).is_some_and(|r| r.title));
        let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
        let x = [
            best(&near, &rival) - best(&near, &own),
            rival_fit - own_fit,
            best(&wide, &rival) - best(&wide, &own),
            best(&whole, &rival) - best(&whole, &own),
            best(&whole, &other),
            best(&near, &other),
            fits(&[first], &of_rivals),
            best(&near, &any) - best(&near, &own),
            best(&wide, &any) - best(&wide, &own),
            best(&whole, &any) - best(&whole, &own),
            own_fit,
            best(&whole, &own),
            held,
            best(&wide, &rival),
            own.iter().map(|row| has_it(*row)).fold(0.0, f64::max),
            titled.map(|row| has_it(*row)).fold(0.0, f64::max),
            flag(of == Of::Number),
            flag(of == Of::Name),
            flag(of == Of::Date),
            flag(of == Of::Measure),
        ];
        let mut instead: Option<(f64, usize, usize)> = None;
        for row in &rival {
            for there in of_rivals(*row) {
                let score = value(&near, *row) + value(&whole, *row) + 0.5 * fit(*row, there);
                if instead.is_none_or(|(most, _, _)| score > most) {
                    instead = Some((score, *row, there));
                }
            }
        }
        let instead = instead.and_then(|(_, row, there)| {
            let row = self.rows.get(row)?;
            Some((row.line, whole_name(row.facts, there)?))
        });
        #[allow(clippy::cast_possible_truncation)]
        let x = x.map(|value: f64| value as f32);
        let known = !own.is_empty() || !other.is_empty();
        let (around, better) = (held > 0.0, rival_fit - own_fit);
        Doubt { token: at, of, x, instead, known, around, better }
    }

    /// Words of a row that are of a detail's kind and that the digest's sentence does not have.
    fn rivals(&self, at: usize, of: Of, row: &Facts) -> Vec<usize> {
        let facts = self.held.facts;
        let Some(token) = facts.tokens.get(at) else { return Vec::new() };
        let counts_the_same = |there: usize| match (number_of(facts, at), number_of(row, there)) {
            (Some(a), Some(b)) => a.agrees(b) > 0.0,
            _ => false,
        };
        let is_rival = |there: &usize| {
            let Some(other) = row.tokens.get(*there) else { return false };
            let kind = match of {
                Of::Number => other.kind == Kind::Number && other.class == token.class,
                Of::Name => other.kind == Kind::Name && ends_name(row, *there),
                Of::Date => other.kind == token.kind,
                Of::Measure => other.measure && other.kind == token.kind && counts_the_same(*there),
            };
            kind && !facts.tokens.iter().any(|own| similarity(own, other) > 0.0)
        };
        (0..row.tokens.len()).filter(is_rival).collect()
    }
}

/// Bytes of a word, or of the whole name that it belongs to.
pub(in crate::check) fn whole_name(facts: &Facts, at: usize) -> Option<Range<usize>> {
    let token = facts.tokens.get(at)?;
    let mut own = facts.tokens.iter().filter(|t| token.run > 0 && t.run == token.run);
    let first = own.next().unwrap_or(token);
    let last = own.next_back().unwrap_or(if first.at == token.at { token } else { first });
    Some(first.at.start..last.at.end.max(token.at.end))
}

/// The rows around one in the same cited source, with itself; other rows stand alone.
fn surroundings<'r>(
    rows: &'r [Row<'r>],
    asked: usize,
    row: usize,
) -> impl Iterator<Item = usize> + 'r {
    let (from, to) = if row < asked {
        (row.saturating_sub(AROUND), (row + AROUND + 1).min(asked))
    } else {
        (row, (row + 1).min(rows.len()))
    };
    let article = rows.get(row).map_or(0, |r| r.article);
    (from..to).filter(move |near| rows.get(*near).is_some_and(|r| r.article == article))
}

/// The nearest three words with meaning on one side, the nearest first, those of the same name
/// left out.
fn neighbours(facts: &Facts, at: usize, left: bool) -> Vec<usize> {
    let run = facts.tokens.get(at).map_or(0, |t| t.run);
    let other = |n: &usize| {
        facts.tokens.get(*n).is_some_and(|t| t.is_content() && (run == 0 || t.run != run))
    };
    if left {
        (0..at).rev().filter(other).take(3).collect()
    } else {
        (at + 1..facts.tokens.len()).filter(other).take(3).collect()
    }
}

/// The number that a measure belongs to: among the four words before it, "60 Kubikmeter in der
/// Sekunde".
fn number_of(facts: &Facts, at: usize) -> Option<&Token> {
    facts.tokens.get(number_at(facts, at)?)
}

/// The place of that number.
pub(in crate::check) fn number_at(facts: &Facts, at: usize) -> Option<usize> {
    let of = |n: &usize, wanted: &dyn Fn(&Token) -> bool| facts.tokens.get(*n).is_some_and(wanted);
    let mut before = (at.saturating_sub(4)..at).rev();
    let nearest = before.find(|n| of(n, &|t| t.kind == Kind::Number));
    nearest.filter(|n| of(n, &Token::is_detail))
}

/// How much a word tells, by how rare it is in its language.
/// Set by: choice; half the idf, as that of numbers, which no list has, is 4.
fn weigh(token: &Token, listed: Option<&Listed>) -> f64 {
    const NUMBER: f64 = 4.0;
    /// A word of a language without a list.
    const UNLISTED: f64 = 2.5;
    match (token.kind, listed) {
        (Kind::Number, _) => NUMBER,
        (_, Some(listed)) => (listed.idf(&token.stem) / 2.0).clamp(1.0, 5.0),
        (_, None) => UNLISTED,
    }
}

fn tells(facts: &Facts, token: &Token) -> f64 {
    let mut best: f64 = 0.0;
    for other in &facts.tokens {
        best = best.max(similarity(token, other));
        if best >= 1.0 {
            break;
        }
    }
    best
}

/// How much two words say the same, with what a paraphrase makes of a number, a day or a measure:
/// 400 of 412, a tenth of "ten per cent", "Freitagmorgen" of "Freitag".
fn similarity(a: &Token, b: &Token) -> f64 {
    /// As forms of one word.
    const FORM: f64 = 0.8;
    let agrees = a.agrees(b);
    if agrees > 0.0 {
        return agrees;
    }
    let starts = |least: usize| {
        let short = a.plain.chars().count().min(b.plain.chars().count());
        short >= least && (a.plain.starts_with(&b.plain) || b.plain.starts_with(&a.plain))
    };
    let same = match (a.kind, b.kind) {
        (Kind::Number, Kind::Number) => a.rounds(b),
        (Kind::Number, Kind::Word | Kind::Small) => a.is_share(b),
        (Kind::Number, _) | (_, Kind::Number) => false,
        (Kind::Day, Kind::Day) => starts(6),
        _ => a.is_measure(b),
    };
    if same { FORM } else { 0.0 }
}

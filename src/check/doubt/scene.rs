//! A sentence of the digest beside the rows of the sources: how much of what is around a detail
//! each of them has.

use std::ops::Range;

use super::features::{Doubt, Held, Of, Row, number_of, whole_name};
use crate::check::beside::{ends_name, place};
use crate::check::facts::{Facts, Kind, Token};
use crate::terms::Listed;

/// What stands for a share where there is no such sentence, and for a fit.
/// Set by: choice; below any that there can be.
const NONE: (f64, f64) = (-0.3, -0.5);

/// Sentences before and behind one that belong to it.
/// Set by: as `REACH` of the comparison.
const AROUND: usize = 2;

/// Sentences whose places are compared: those that share most. Set by: choice.
const PLACES: usize = 6;

impl Held<'_> {
    /// All details, in order; `rows` has the cited sources' sentences, each source's in its order,
    /// and then others.
    pub fn doubts(&self, rows: &[Row<'_>]) -> Vec<Doubt> {
        let scene = Scene::new(self, rows);
        if scene.asked == 0 {
            return Vec::new();
        }
        let details = (0..self.facts.tokens.len()).filter_map(|at| Some((at, self.kind(at)?)));
        details.map(|(at, of)| scene.detail(at, of).doubt()).collect()
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
    /// For each word with meaning and each row, whether the row or one around it has it.
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

    /// A detail beside the rows.
    fn detail(&self, at: usize, of: Of) -> Detail<'_> {
        let facts = self.held.facts;
        let run = facts.tokens.get(at).map_or(0, |t| t.run);
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
        let has = self.has.get(at).map_or(&[][..], Vec::as_slice);
        let has_it = |row: &usize| value(has, *row) > 0.0;
        let rivals: Vec<Vec<usize>> =
            self.rows.iter().map(|row| self.rivals(at, of, row.facts)).collect();
        let has_rival = |row: &usize| rivals.get(*row).is_some_and(|r| !r.is_empty());
        Detail {
            scene: self,
            at,
            of,
            near: self.shares(&beside, &self.has),
            whole: self.shares(&rest, &self.has),
            wide: self.shares(&rest, &self.wide),
            own: (0..self.asked).filter(has_it).collect(),
            other: (self.asked..self.rows.len()).filter(has_it).collect(),
            rival: (0..self.asked).filter(|row| !has_it(row) && has_rival(row)).collect(),
            has,
            rivals,
        }
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

/// A detail of a sentence beside the rows.
struct Detail<'s> {
    scene: &'s Scene<'s>,
    /// The place of its word.
    at: usize,
    of: Of,
    /// For each row, how much it has of the six words around the detail, of the sentence, and of
    /// the sentence together with the rows around.
    near: Vec<f64>,
    whole: Vec<f64>,
    wide: Vec<f64>,
    /// For each row, whether it has the detail.
    has: &'s [f64],
    /// For each row, its words of the detail's kind that the digest's sentence does not have.
    rivals: Vec<Vec<usize>>,
    /// Rows of cited sources that have the detail, and those that have another instead.
    own: Vec<usize>,
    rival: Vec<usize>,
    /// Rows of other sources that have it.
    other: Vec<usize>,
}

impl Detail<'_> {
    fn row(&self, row: usize) -> Option<&Row<'_>> {
        self.scene.rows.get(row)
    }

    fn rivals_in(&self, row: usize) -> &[usize] {
        self.rivals.get(row).map_or(&[], Vec::as_slice)
    }

    /// Words of a row that say the same as the detail.
    fn places(&self, row: usize) -> Vec<usize> {
        let Some(token) = self.scene.held.facts.tokens.get(self.at) else { return Vec::new() };
        let tokens = self.row(row).map_or(&[][..], |r| r.facts.tokens.as_slice());
        let same = |n: &usize| tokens.get(*n).is_some_and(|other| similarity(token, other) > 0.0);
        (0..tokens.len()).filter(same).collect()
    }

    /// How well the place of a word of a row fits that of the detail.
    fn fit(&self, row: usize, there: usize) -> f64 {
        let facts = self.scene.held.facts;
        self.row(row).map_or(NONE.1, |r| place(facts, self.at, r.facts, there))
    }

    /// How well the best of some words fits.
    fn best_fit(&self, row: usize, words: &[usize]) -> f64 {
        words.iter().map(|there| self.fit(row, *there)).fold(NONE.1, f64::max)
    }

    /// Those of some rows that share most.
    fn top(&self, rows: &[usize]) -> Vec<usize> {
        let mut rows = rows.to_vec();
        let rank = |row: usize| value(&self.near, row) + value(&self.whole, row);
        rows.sort_by(|a, b| rank(*b).total_cmp(&rank(*a)).then(a.cmp(b)));
        rows.truncate(PLACES);
        rows
    }

    /// The row of a cited source that tells most of the sentence.
    fn first(&self) -> usize {
        let rank = |row: usize| value(&self.whole, row) + 0.5 * value(&self.near, row);
        let rows = 0..self.scene.asked;
        rows.max_by(|a, b| rank(*a).total_cmp(&rank(*b)).then(b.cmp(a))).unwrap_or(0)
    }

    /// What stands in the place of the detail: the line, and bytes of it.
    fn instead(&self) -> Option<(usize, Range<usize>)> {
        let mut best: Option<(f64, usize, usize)> = None;
        for &row in &self.rival {
            for &there in self.rivals_in(row) {
                let score =
                    value(&self.near, row) + value(&self.whole, row) + 0.5 * self.fit(row, there);
                if best.is_none_or(|(most, _, _)| score > most) {
                    best = Some((score, row, there));
                }
            }
        }
        let (_, row, there) = best?;
        let row = self.row(row)?;
        Some((row.line, whole_name(row.facts, there)?))
    }

    /// The detail with its features, in the order of [`FEATURES`](super::FEATURES).
    fn doubt(&self) -> Doubt {
        let Self { near, whole, wide, own, rival, other, .. } = self;
        let any: Vec<usize> = (0..self.scene.asked).collect();
        let fits = |rows: Vec<usize>, words: &dyn Fn(usize) -> Vec<usize>| {
            let fits = rows.into_iter().map(|row| self.best_fit(row, &words(row)));
            fits.fold(NONE.1, f64::max)
        };
        let of_rivals = |row: usize| self.rivals_in(row).to_vec();
        let own_fit = fits(self.top(own), &|row| self.places(row));
        let rival_fit = fits(self.top(rival), &of_rivals);
        let first = self.first();
        let has_it = |row: usize| value(self.has, row);
        let around = surroundings(self.scene.rows, self.scene.asked, first);
        let held = around.map(has_it).fold(0.0, f64::max);
        let titled = own.iter().filter(|row| self.row(**row).is_some_and(|r| r.title));
        let flag = |of: Of| if self.of == of { 1.0 } else { 0.0 };
        let x = [
            best(near, rival) - best(near, own),
            rival_fit - own_fit,
            best(wide, rival) - best(wide, own),
            best(whole, rival) - best(whole, own),
            best(whole, other),
            best(near, other),
            fits(vec![first], &of_rivals),
            best(near, &any) - best(near, own),
            best(wide, &any) - best(wide, own),
            best(whole, &any) - best(whole, own),
            own_fit,
            best(whole, own),
            held,
            best(wide, rival),
            own.iter().map(|row| has_it(*row)).fold(0.0, f64::max),
            titled.map(|row| has_it(*row)).fold(0.0, f64::max),
            flag(Of::Number),
            flag(Of::Name),
            flag(Of::Date),
            flag(Of::Measure),
        ];
        #[allow(clippy::cast_possible_truncation)]
        let x = x.map(|value: f64| value as f32);
        Doubt {
            token: self.at,
            of: self.of,
            x,
            instead: self.instead(),
            known: !own.is_empty() || !other.is_empty(),
            around: held > 0.0,
            better: rival_fit - own_fit,
        }
    }
}

/// The greatest share of some rows.
fn best(of: &[f64], rows: &[usize]) -> f64 {
    rows.iter().filter_map(|row| of.get(*row)).copied().fold(NONE.0, f64::max)
}

fn value(of: &[f64], row: usize) -> f64 {
    of.get(row).copied().unwrap_or(0.0)
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

/// How much a word tells, by how rare it is in its language: half its idf.
fn weigh(token: &Token, listed: Option<&Listed>) -> f64 {
    /// Numbers stand in no list. Set by: choice.
    const NUMBER: f64 = 4.0;
    /// A word of a language without a list.
    /// Set by: choice.
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
    /// Set by: choice.
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

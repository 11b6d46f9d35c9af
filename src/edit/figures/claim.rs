//! What a sentence counts: a number, what it is a number of, and the words that say so.

use crate::lexicon::{Lexicon, List};
use crate::model::{ArticleId, Language, Span, TermId};
use crate::text::Word;

use super::super::outdated::is_day;
use super::number::{Number, between, lower};

/// What befell those counted. The same fate is told with a verb, a noun or an adjective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    Dead,
    Injured,
    Missing,
    Arrested,
    Evacuated,
    Rescued,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// People, told by their fate: whoever they are (`None`), or of one kind only.
    Toll(Fate, Option<TermId>),
    /// Things named by the word after the number.
    Count(TermId),
    /// An amount with a sign: money or a share.
    Amount(char),
}

/// A figure that a sentence states.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claim {
    pub article: ArticleId,
    /// Place of its sentence in `Story::sentences`.
    pub row: usize,
    /// Place of its sentence in its article.
    pub position: u32,
    pub kind: Kind,
    pub number: Number,
    /// The words that state it, as bytes of the article's text.
    pub phrase: Span,
    /// The number, as bytes of the phrase.
    pub digits: Span,
    /// Words of its sentence that name days and months, in order.
    pub days: Vec<String>,
    /// Words of its sentence that turn a fact round, sorted, without repeats.
    pub turns: Vec<String>,
}

/// The fates that are told apart, with the list of the words that tell each.
const FATES: [(Fate, List); 6] = [
    (Fate::Dead, List::Dead),
    (Fate::Injured, List::Injured),
    (Fate::Missing, List::Missing),
    (Fate::Arrested, List::Arrested),
    (Fate::Evacuated, List::Evacuated),
    (Fate::Rescued, List::Rescued),
];

/// Words on either side of a number that may say what part or time it counts.
/// Set by hand; no trial of other values is recorded.
const AROUND: usize = 10;

/// How many words may stand between "death toll" and its number.
/// Set by hand; no trial of other values is recorded.
const TOLL_REACH: usize = 12;

/// How many words may stand between a number and the fate of those counted.
/// Set by hand; no trial of other values is recorded.
const REACH: usize = 6;

/// How many words before a length of time may rank the event: "the island's most powerful tremor in
/// at least 25 years". Chosen by hand.
const RANKED: usize = 7;

/// A sentence as words.
pub(super) struct Sentence<'t> {
    pub article: ArticleId,
    pub row: usize,
    pub position: u32,
    /// First byte of the sentence in its article's text.
    pub start: usize,
    pub text: &'t str,
    pub words: Vec<Word>,
    pub lower: Vec<String>,
    pub language: Option<Language>,
}

impl<'t> Sentence<'t> {
    pub(super) fn new(text: &'t str, language: Option<Language>) -> Self {
        let words: Vec<Word> = crate::text::words(text).collect();
        let lower = words.iter().map(|w| lower(text, w)).collect();
        Self { article: ArticleId(0), row: 0, position: 0, start: 0, text, words, lower, language }
    }

    fn word(&self, n: usize) -> &str {
        self.lower.get(n).map_or("", String::as_str)
    }

    /// Whether word `n` is on a list of the sentence's language.
    fn is(&self, n: usize, list: List) -> bool {
        Lexicon::of(self.language).holds(list, self.word(n))
    }

    fn fate(&self, n: usize) -> Option<Fate> {
        FATES.iter().find(|(_, list)| self.is(n, *list)).map(|(fate, _)| *fate)
    }

    /// Whether nothing but space, a hyphen or an apostrophe parts word `n` from the next.
    fn runs_on(&self, n: usize) -> bool {
        let gap = between(self.text, &self.words, n);
        n + 1 < self.words.len() && gap.chars().all(|c| c.is_whitespace() || c == '-' || c == '‑')
    }

    /// The claim that a number makes; `term` gives the term of a word.
    pub(super) fn claim(
        &self,
        number: Number,
        term: &dyn Fn(usize) -> Option<TermId>,
    ) -> Option<Claim> {
        let (kind, from, to) = match number.sign {
            Some(sign) => self.amount(number, sign),
            None => self.toll(&number, term).or_else(|| self.count(&number, term))?,
        };
        let (first, last) = (self.words.get(from)?, self.words.get(to)?);
        let (at, end) = (self.words.get(number.at)?, self.words.get(number.next - 1)?);
        // A sign of money or a percent sign belongs to the phrase and to the figure.
        let lead = |at: usize| match (
            number.sign,
            self.text.get(..at).and_then(|t| t.chars().next_back()),
        ) {
            (Some(sign), Some(c)) if c == sign => at - c.len_utf8(),
            _ => at,
        };
        let tail =
            |at: usize| match (number.sign, self.text.get(at..).and_then(|t| t.chars().next())) {
                (Some(sign), Some(c)) if c == sign => at + c.len_utf8(),
                _ => at,
            };
        let start = if from == number.at { lead(first.start) } else { first.start };
        let stop = if to + 1 == number.next { tail(last.end) } else { last.end };
        Some(Claim {
            article: self.article,
            row: self.row,
            position: self.position,
            kind,
            number,
            phrase: Span::of_range(self.start + start..self.start + stop),
            digits: Span::of_range(lead(at.start) - start..tail(end.end) - start),
            days: {
                let lexicon = Lexicon::of(self.language);
                let month = |w: &str| lexicon.is_month(w) && !lexicon.holds(List::NoMonths, w);
                self.those(|w| month(w) || is_day(lexicon, w))
            },
            turns: {
                let lexicon = Lexicon::of(self.language);
                let mut turns = self.those(|word| lexicon.holds(List::Turns, word));
                turns.sort_unstable();
                turns.dedup();
                turns
            },
        })
    }

    fn those(&self, wanted: impl Fn(&str) -> bool) -> Vec<String> {
        self.lower.iter().filter(|word| wanted(word)).cloned().collect()
    }

    fn amount(&self, number: Number, sign: char) -> (Kind, usize, usize) {
        (Kind::Amount(sign), number.from, self.onward(number.next - 1, 4))
    }

    /// The last of at most `most` words that follow word `n` without a break.
    fn onward(&self, n: usize, most: usize) -> usize {
        let mut at = n;
        while at < n + most && self.runs_on(at) && at + 1 < self.words.len() {
            at += 1;
        }
        // No phrase ends with a small word.
        while at > n
            && (self.word(at).chars().count() < 4)
            && !self.words.get(at).is_some_and(|w| w.digit)
        {
            at -= 1;
        }
        at
    }

    /// "21 people were killed", "32 dead", "killed at least 21 people", "the death toll rose to
    /// 21".
    pub(super) fn toll(
        &self,
        number: &Number,
        term: &dyn Fn(usize) -> Option<TermId>,
    ) -> Option<(Kind, usize, usize)> {
        if number.value < 2.0 || number.value.fract() != 0.0 {
            return None;
        }
        if self.is_otherwise(number) {
            return None;
        }
        let mut kind: Option<usize> = None;
        let mut at = number.next;
        while at < number.next + REACH && at < self.words.len() && self.runs_on(at - 1) {
            if let Some(fate) = self.fate(at) {
                let whom = match kind {
                    Some(noun) => Some(term(noun)?),
                    None => None,
                };
                return Some((Kind::Toll(fate, whom), number.from, at));
            }
            let known = self.is(at, List::People) || self.is(at, List::Links);
            if !known && (kind.is_some() || at > number.next + 1) {
                break;
            }
            if !known {
                kind = Some(at);
            }
            at += 1;
        }
        self.toll_before(number, term)
    }

    /// Whether the words around a number say that it is a part, an addition, another time's count
    /// or no fact. "More than" before the number is its hedge and says nothing of the kind.
    fn is_otherwise(&self, number: &Number) -> bool {
        let near = number.from.saturating_sub(AROUND)..(number.next + AROUND).min(self.words.len());
        near.filter(|n| !(number.from..number.next).contains(n))
            .any(|n| self.is(n, List::Otherwise) && !self.ranks(n))
    }

    /// Whether a length of time ranks the event itself, as in "the strongest earthquake in 25
    /// years": it then says nothing of the time in which people were counted.
    fn ranks(&self, n: usize) -> bool {
        let before = n.saturating_sub(RANKED)..n;
        self.is(n, List::Lengths)
            && before.clone().all(|n| self.runs_on(n))
            && before.clone().any(|n| self.words.get(n).is_some_and(|w| w.digit))
            && before.into_iter().any(|n| self.is(n, List::Superlatives))
    }

    fn toll_before(
        &self,
        number: &Number,
        term: &dyn Fn(usize) -> Option<TermId>,
    ) -> Option<(Kind, usize, usize)> {
        let before = number.from.checked_sub(1)?;
        if !self.runs_on(before) {
            return None;
        }
        if let Some(fate) = self.fate(before) {
            if !self.runs_on(number.next - 1) {
                return Some((Kind::Toll(fate, None), before, number.next - 1));
            }
            if self.is(number.next, List::People) {
                return Some((Kind::Toll(fate, None), before, number.next));
            }
            if self.is(number.next, List::Onward) {
                return Some((Kind::Toll(fate, None), before, number.next - 1));
            }
            return Some((Kind::Toll(fate, Some(term(number.next)?)), before, number.next));
        }
        let rises = self.is(before, List::Rises);
        let heads = |&n: &usize| {
            let dead = |n: usize| self.fate(n) == Some(Fate::Dead);
            self.is(n, List::Tolls)
                || self.is(n, List::CountNouns) && (n + 1..before.min(n + 4)).any(dead)
        };
        let from = (before.saturating_sub(TOLL_REACH)..before).find(heads)?;
        let from = if from > 0 && self.is(from - 1, List::TollHeads) { from - 1 } else { from };
        let whole = (from..before).all(|n| self.runs_on(n));
        (rises && whole).then_some((Kind::Toll(Fate::Dead, None), from, number.next - 1))
    }

    /// "1,200 hectares": the word after the number, or after one adjective of it.
    fn count(
        &self,
        number: &Number,
        term: &dyn Fn(usize) -> Option<TermId>,
    ) -> Option<(Kind, usize, usize)> {
        let mut noun = number.next;
        if !self.runs_on(number.next - 1) {
            return None;
        }
        if self.is(noun, List::CountedOf) {
            noun += 1;
        }
        let word = self.words.get(noun)?;
        if self.is(noun, List::Lengths) || self.is_otherwise(number) {
            return None;
        }
        if word.capital && !Lexicon::of(self.language).has_noun_capitals() || word.digit {
            return None;
        }
        Some((Kind::Count(term(noun)?), number.from, self.onward(noun, 4)))
    }
}

/// Adds a claim to the figure that it agrees with, or as a figure of its own.
pub(super) fn push<'c>(figures: &mut Vec<Vec<&'c Claim>>, claim: &'c Claim) {
    if !support(figures, claim) {
        figures.push(vec![claim]);
    }
}

/// Adds a claim to the figure that it agrees with; says whether there is one, and one only.
pub(super) fn support<'c>(figures: &mut [Vec<&'c Claim>], claim: &'c Claim) -> bool {
    let agrees = |figure: &Vec<&Claim>| figure.iter().all(|c| c.number.agrees(&claim.number));
    let mut agreeing: Vec<&mut Vec<&'c Claim>> = figures.iter_mut().filter(|f| agrees(f)).collect();
    match agreeing.as_mut_slice() {
        [one] => {
            one.push(claim);
            true
        }
        _ => false,
    }
}

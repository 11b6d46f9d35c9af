//! Reads the numbers of a sentence: what each may be worth, and whether it is a date or a share.

use super::facts::{Class, Kind, Token};
use super::reader::Reader;
use crate::edit::figures::{number_at, number_in_digits};
use crate::lexicon::{Lexicon, List};
use crate::model::Language;
use crate::text::Word;

impl Reader {
    /// The number that starts at word `at`, and the word after it.
    pub(super) fn number(
        &self,
        text: &str,
        found: &[Word],
        lower: &[String],
        at: usize,
    ) -> Option<(Token, usize)> {
        let word = found.get(at)?;
        let raw = lower.get(at)?;
        let (values, next) = match number_at(text, found, lower, at, self.language) {
            Some((value, _, next)) => (vec![thousandths(value)?], next),
            None if word.digit => (self.odd(raw)?, at + 1),
            None => return None,
        };
        let (values, next) = Self::joined(values, next, word.digit, |n| {
            let (value, _, end) = number_at(text, found, lower, n, self.language)?;
            let digit = found.get(n).is_none_or(|word| word.digit);
            let word = lower.get(n - 1)?;
            let joins = self.lexicon.holds(List::Joining, word);
            (joins && !digit).then_some((thousandths(value)?, end))
        });
        let last = found.get(next - 1)?;
        let after = lower.get(next).map_or("", String::as_str);
        let tail = text.get(last.end..)?;
        let percent = self.is_percent(tail, lower, next);
        let mut values = values;
        let timed = tail.starts_with(':') || self.lexicon.holds(List::Clock, after);
        if timed && let Some(&hour) = values.first().filter(|v| (1000..=24_000).contains(*v)) {
            values.push(if hour > 12_000 { hour - 12_000 } else { hour + 12_000 });
        }
        let dated = self.is_dated(lower, at, next);
        let first = values.first().copied().unwrap_or(0);
        let class = match raw.len() {
            _ if dated && (1000..=31_000).contains(&first) => Class::Day,
            4 if word.digit && (1_800_000..2_200_000).contains(&first) => Class::Year,
            _ => Class::Things,
        };
        let token = Token {
            at: word.start..last.end,
            plain: raw.clone(),
            stem: raw.clone(),
            kind: Kind::Number,
            values,
            class: if percent { Class::Percent } else { class },
            digits: word.digit,
            run: 0,
            opens: false,
            capital: false,
            sides: Vec::new(),
            denying: 0,
            joins: false,
            named: false,
            single: false,
            bounds: false,
            measure: false,
            ends_clause: false,
        };
        Some((token, next))
    }

    /// Whether the number before word `next` counts hundredths; `tail` is what follows it.
    fn is_percent(&self, tail: &str, lower: &[String], next: usize) -> bool {
        let hundredths = |n: usize| {
            lower.get(n).filter(|word| self.lexicon.holds(List::Hundredths, word.as_str()))
        };
        tail.trim_start().starts_with('%')
            || hundredths(next).is_some()
            || hundredths(next + 1).is_some_and(|word| word.len() > 4)
    }

    /// Whether a month stands beside the number of words `at` to `next`: "5 May", "May 5",
    /// "5. Mai", "5 de mayo".
    fn is_dated(&self, lower: &[String], at: usize, next: usize) -> bool {
        let month = |n: usize| lower.get(n).is_some_and(|word| self.lexicon.month(word).is_some());
        let small = lower.get(next).is_some_and(|word| self.stop.holds(word));
        at.checked_sub(1).is_some_and(month) || month(next) || (small && month(next + 1))
    }

    /// "Four hundred and eleven": hundreds, and what a joining word adds to them. `more` reads the
    /// number behind that word.
    fn joined(
        values: Vec<i64>,
        next: usize,
        digit: bool,
        more: impl Fn(usize) -> Option<(i64, usize)>,
    ) -> (Vec<i64>, usize) {
        const HUNDRED: i64 = 100_000;
        let hundreds = |v: &i64| !digit && *v >= HUNDRED && *v % HUNDRED == 0;
        match (values.as_slice(), more(next + 1)) {
            ([value], Some((rest, end))) if hundreds(value) && rest < HUNDRED => {
                (vec![value + rest], end)
            }
            _ => (values, next),
        }
    }

    /// Numbers with letters behind them ("2.4bn", "23rd", "6.3m"), and with separators of another
    /// language.
    fn odd(&self, raw: &str) -> Option<Vec<i64>> {
        let end =
            raw.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(raw.len());
        let (digits, unit) = raw.split_at(end);
        let english = Some(Language::ENGLISH);
        let value = number_in_digits(digits, self.language)
            .or_else(|| number_in_digits(digits, english))
            .or_else(|| number_in_digits(digits, Language::parse("de")))
            .or_else(|| digits.parse().ok().map(|v| (v, 1.0)))?
            .0;
        let factors: &[f64] = match unit {
            "bn" => &[1e9],
            "m" => &[1e6, 1.0],
            "k" => &[1e3],
            "" => &[1.0],
            _ if [self.lexicon, Lexicon::shared()].iter().any(|l| l.holds(List::Behind, unit)) => {
                &[1.0]
            }
            _ => return None,
        };
        factors.iter().map(|factor| thousandths(value * factor)).collect()
    }
}

/// A number in thousandths; `None` where it is too large to be one of the news.
fn thousandths(value: f64) -> Option<i64> {
    let scaled = (value * 1000.0).round();
    // Below 2^53 a float holds every whole number.
    (scaled.abs() < 9e15).then_some(scaled as i64)
}

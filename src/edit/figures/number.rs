//! Numbers of prose: written with digits or words, with their separators, multipliers and hedges.
//!
//! Left alone is whatever looks like a number and counts nothing: years, times, dates, ages,
//! ordinals, scores, ranges, fractions ("two of the five"), and numbers inside names ("COVID-19",
//! "Flight 370").

use crate::lexicon::{Lexicon, List, folded};
use crate::model::Language;
use crate::text::Word;

/// How a number is bounded by the words before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hedge {
    /// Stated as it is.
    Exact,
    /// "at least", "more than".
    Floor,
    /// "up to", "nearly", "fewer than".
    Ceiling,
    /// "about".
    Around,
}

/// A number in a sentence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// What it is worth.
    pub value: f64,
    /// What one step of its last stated digit is worth: 100 for "1,700", 1 for "21".
    pub step: f64,
    pub hedge: Hedge,
    /// Words of its hedge, by position: `from..at`; empty without one.
    pub from: usize,
    /// Words of the number itself, by position: `at..next`.
    pub at: usize,
    pub next: usize,
    /// A sign that stands before or after it and gives its unit.
    pub sign: Option<char>,
}

impl Number {
    /// Whether two numbers can both be true of one thing, as they are rounded and hedged.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        let (low, high) = if self.value <= other.value { (self, other) } else { (other, self) };
        let gap = high.value - low.value;
        if gap == 0.0 {
            return true;
        }
        let rough = low.step.max(high.step);
        let large = high.value >= 1_000.0 || low.value.fract() != 0.0 || high.value.fract() != 0.0;
        (low.hedge == Hedge::Floor && low.step > 1.0 && gap < low.step.max(low.value / 5.0))
            || (high.hedge == Hedge::Ceiling && gap < high.step.max(high.value / 5.0))
            || ((low.hedge == Hedge::Around || high.hedge == Hedge::Around)
                && gap <= rough.max(high.value / 10.0))
            || (large
                && rough > 1e-9
                && gap < rough
                && low.step.max(high.step) > low.step.min(high.step))
    }
}

/// Whether the language writes 1.700,5; not where none is known.
fn comma_is_decimal(language: Option<Language>) -> bool {
    language.is_some() && Lexicon::of(language).has_decimal_comma()
}

/// A number written in digits: its worth and the worth of one step of its last significant digit.
pub(crate) fn digits(word: &str, language: Option<Language>) -> Option<(f64, f64)> {
    if word.len() > 18 || !word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    let (thousands, decimal) = if comma_is_decimal(language) { ('.', ',') } else { (',', '.') };
    let (whole, part) = match word.split_once(decimal) {
        Some((whole, part)) => (whole, part),
        None => (word, ""),
    };
    // "1.700" in English, "1,700" in German: nobody can tell whose separators they are.
    if part.len() == 3 || part.contains([',', '.']) {
        return None;
    }
    let mut groups = whole.split(thousands);
    let first = groups.next()?;
    let mut plain = first.to_owned();
    for group in groups {
        if group.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        plain.push_str(group);
    }
    if plain.is_empty() || (plain.len() > 1 && plain.starts_with('0')) {
        return None;
    }
    let zeros = plain.len() - plain.trim_end_matches('0').len();
    let value: f64 = format!("{plain}.{part}").trim_end_matches('.').parse().ok()?;
    let ten = |n: usize| (0..n).fold(1.0, |power: f64, _| power * 10.0);
    let step =
        if part.is_empty() { ten(zeros.min(plain.len() - 1)) } else { 1.0 / ten(part.len()) };
    Some((value, step))
}

/// The number that a word in lower case spells in a language.
fn spelled(word: &str, language: Option<Language>) -> Option<f64> {
    let lexicon = Lexicon::of(Some(language?));
    if let Some(value) = lexicon.number(word) {
        return Some(value);
    }
    // "einundzwanzig", "tweeëntwintig": the unit stands before the ten.
    lexicon.words(List::NumberJoints).find_map(|joint| {
        let at = word.rfind(joint).filter(|at| *at > 0)?;
        let ten = lexicon.number(word.get(at + joint.len()..)?).filter(|ten| *ten >= 20.0)?;
        let unit = word.get(..at)?;
        let one = lexicon.holds(List::NumberFirst, unit).then_some(1.0);
        let unit = one.or_else(|| lexicon.number(unit).filter(|unit| *unit < 10.0))?;
        Some(ten + unit)
    })
}

/// Lists of the words before a number that bound it.
const HEDGES: [(Hedge, List); 3] =
    [(Hedge::Floor, List::AtLeast), (Hedge::Ceiling, List::AtMost), (Hedge::Around, List::About)];

/// Reads the numbers of a sentence, `text`, from its words, given also in lower case ([`lower`]).
pub(super) fn numbers(
    text: &str,
    words: &[Word],
    lower: &[String],
    language: Option<Language>,
) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((value, step, next)) = value(text, words, lower, at, language) else {
            at += 1;
            continue;
        };
        let lexicon = Lexicon::of(language);
        if let Some(number) = checked(text, words, lower, lexicon, (value, step, at, next)) {
            found.push(number);
        }
        at = next;
    }
    found
}

/// A word in lower case with a straight apostrophe.
pub(super) fn lower(text: &str, word: &Word) -> String {
    folded(text.get(word.start..word.end).unwrap_or(""))
}

/// What stands between two neighbouring words.
pub(super) fn between<'t>(text: &'t str, words: &[Word], first: usize) -> &'t str {
    match (words.get(first), words.get(first + 1)) {
        (Some(a), Some(b)) => text.get(a.end..b.start).unwrap_or(""),
        (Some(a), None) => text.get(a.end..).unwrap_or(""),
        _ => "",
    }
}

fn is_space(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_whitespace)
}

/// The number that starts at word `at`: worth, step, and the word after it.
pub(crate) fn value(
    text: &str,
    words: &[Word],
    lower: &[String],
    at: usize,
    language: Option<Language>,
) -> Option<(f64, f64, usize)> {
    let word = words.get(at)?;
    let mut next = at + 1;
    let (mut value, mut step) = if word.digit {
        let raw = text.get(word.start..word.end)?;
        let mut plain = raw.to_owned();
        // "1 700": groups of three after a space, in languages that write so.
        while comma_is_decimal(language)
            && plain.len() <= 12
            && (plain.len() <= 3 || next > at + 1)
            && plain.bytes().all(|b| b.is_ascii_digit())
            && matches!(between(text, words, next - 1), " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
            && let Some(group) = words.get(next).and_then(|w| text.get(w.start..w.end))
            && group.len() == 3
            && group.bytes().all(|b| b.is_ascii_digit())
        {
            plain.push_str(group);
            next += 1;
        }
        digits(&plain, language)?
    } else {
        let mut value = spelled(lower.get(at)?, language)?;
        let joint = |n: usize| matches!(between(text, words, n), "-" | "‑" | " ");
        if (20.0..100.0).contains(&value) && joint(at) {
            let lexicon = Lexicon::of(language);
            let and = lower.get(next).is_some_and(|w| lexicon.holds(List::NumberAnd, w));
            let unit = lower.get(next + usize::from(and));
            let one = unit.filter(|w| lexicon.holds(List::NumberOne, w));
            let unit = one.map(|_| 1.0).or_else(|| unit.and_then(|w| spelled(w, language)));
            let hyphen = between(text, words, at) != " ";
            if let Some(unit) = unit.filter(|unit| *unit < 10.0 && (and || hyphen)) {
                value += unit;
                next += 1 + usize::from(and);
            }
        }
        (value, 1.0)
    };
    while let Some(times) = lower.get(next).and_then(|w| Lexicon::of(language).multiplier(w)) {
        if !matches!(between(text, words, next - 1), " " | "\u{a0}" | "-" | "\u{202f}") {
            break;
        }
        value *= times;
        step *= times;
        next += 1;
    }
    Some((value, step, next))
}

/// The number, unless it counts nothing.
fn checked(
    text: &str,
    words: &[Word],
    lower: &[String],
    lexicon: &Lexicon,
    (value, step, at, next): (f64, f64, usize, usize),
) -> Option<Number> {
    let first = words.get(at)?;
    let last = words.get(next - 1)?;
    let before = text.get(..first.start)?.chars().next_back();
    let after = text.get(last.end..)?.chars().next();
    let digits = text.get(first.start..first.end)?;
    let is_year = next == at + 1 && digits.len() == 4 && (1800.0..2200.0).contains(&value);
    let joined = |c: Option<char>| {
        c.is_some_and(|c| {
            matches!(c, '-' | '‑' | '–' | '/' | ':' | '#' | '°' | '\'' | '’' | '+' | '@' | '_')
        })
    };
    if is_year || joined(before) || joined(after) {
        return None;
    }
    let word = |n: usize| lower.get(n).map_or("", String::as_str);
    let previous = at.checked_sub(1).map_or("", |n| word(n));
    let sign = before
        .filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹'))
        .or_else(|| after.filter(|c| matches!(c, '%' | '€' | '£' | '$')));
    if lexicon.month(previous).is_some() || lexicon.month(word(next)).is_some() {
        return None;
    }
    let spaced = is_space(between(text, words, next - 1));
    let counted = lexicon.holds(List::NumberOf, word(next)) && value >= 1_000.0;
    if spaced && lexicon.holds(List::NumberAfter, word(next)) && !counted {
        return None;
    }
    if is_range_or_age(text, words, lower, lexicon, (at, next), (before, after)) {
        return None;
    }
    let (from, hedge) = hedge(text, words, lower, lexicon, at);
    if from == at && lexicon.holds(List::NumberBefore, previous) {
        return None;
    }
    // "Flight 370", "Boeing 737": a capitalised word before a bare number that no hedge parts from
    // it.
    let named = at >= 2 && words.get(at - 1).is_some_and(|w| w.capital);
    if from == at
        && named
        && first.digit
        && sign.is_none()
        && is_space(between(text, words, at - 1))
    {
        return None;
    }
    Some(Number { value, step, hedge, from, at, next, sign })
}

/// Whether the number is one of two that bound a range, or somebody's age. The words `at` to `next`
/// are the number's; the characters are those beside it.
fn is_range_or_age(
    text: &str,
    words: &[Word],
    lower: &[String],
    lexicon: &Lexicon,
    (at, next): (usize, usize),
    (before, after): (Option<char>, Option<char>),
) -> bool {
    let word = |n: usize| lower.get(n).map_or("", String::as_str);
    let previous = at.checked_sub(1).map_or("", |n| word(n));
    let spaced = is_space(between(text, words, next - 1));
    // "between 5 and 7", "5 to 7": a range; "(21)": an age.
    let range = |n: &str| lexicon.holds(List::RangeTo, n);
    let pair = |n: &str| lexicon.holds(List::RangeAnd, n);
    let between_two =
        |at: usize| at.checked_sub(1).is_some_and(|n| lexicon.holds(List::RangeBetween, word(n)));
    let beside = words.get(next + 1).is_some_and(|w| w.digit);
    if (range(word(next)) && beside && spaced) || before == Some('(') && after == Some(')') {
        return true;
    }
    if range(previous) && at >= 2 && words.get(at - 2).is_some_and(|w| w.digit) {
        return true;
    }
    if between_two(at) || (pair(previous) && at >= 2 && between_two(at - 2)) {
        return true;
    }
    // ", 42, ": an age.
    let comma = at > 0 && between(text, words, at - 1).trim() == ",";
    comma && matches!(after, Some(',' | '.' | ';'))
}

/// The hedge before word `at`: where it starts and what it says.
fn hedge(
    text: &str,
    words: &[Word],
    lower: &[String],
    lexicon: &Lexicon,
    at: usize,
) -> (usize, Hedge) {
    for length in (1..=3).rev() {
        let Some(from) = at.checked_sub(length) else { continue };
        // A sign of money may stand before the number.
        let gap = |n: usize| between(text, words, n).trim_end_matches(['$', '€', '£', '¥', '₹']);
        let plain = (from..at).all(|n| is_space(gap(n)));
        let joined = lower.get(from..at).unwrap_or_default().join(" ");
        if let Some((hedge, _)) = HEDGES.iter().find(|(_, list)| lexicon.holds(*list, &joined))
            && plain
        {
            return (from, *hedge);
        }
    }
    (at, Hedge::Exact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    fn read(text: &str, language: &str) -> Vec<String> {
        let all: Vec<Word> = words(text).collect();
        let small: Vec<String> = all.iter().map(|w| lower(text, w)).collect();
        numbers(text, &all, &small, Language::parse(language))
            .iter()
            .map(|n| {
                format!("{:?} {}{}", n.hedge, n.value, n.sign.map(String::from).unwrap_or_default())
            })
            .collect()
    }

    #[test]
    fn numbers_of_seven_languages() {
        let table: &[(&str, &str, &[&str])] = &[
            (
                "en",
                "At least 1,700 people and twenty-one dogs were lost.",
                &["Floor 1700", "Exact 21"],
            ),
            ("en", "It cost $2.5 million and 12% more.", &["Exact 2500000$", "Exact 12%"]),
            ("en", "Nearly two hundred boats sank.", &["Ceiling 200"]),
            (
                "de",
                "Mindestens 1.700 Menschen und einundzwanzig Hunde.",
                &["Floor 1700", "Exact 21"],
            ),
            ("de", "Rund 2,5 Millionen Euro.", &["Around 2500000"]),
            ("fr", "Plus de 1 700 personnes et vingt-deux chiens.", &["Floor 1700", "Exact 22"]),
            ("fr", "Près de 1\u{202f}200 maisons.", &["Ceiling 1200"]),
            ("es", "Al menos treinta y dos personas y 1.250 casas.", &["Floor 32", "Exact 1250"]),
            ("pt", "Pelo menos vinte e duas pessoas e 3,5 mil casas.", &["Floor 22", "Exact 3500"]),
            ("nl", "Zeker tweeëntwintig doden en 1.500 huizen.", &["Floor 22", "Exact 1500"]),
            ("it", "Almeno dodici morti e 40 feriti.", &["Floor 12", "Exact 40"]),
        ];
        for (language, text, expected) in table {
            assert_eq!(&read(text, language), expected, "{text}");
        }
    }

    #[test]
    fn what_counts_nothing_is_no_number() {
        for (language, text) in [
            ("en", "It was founded in 2014 and closed on May 21."),
            ("en", "A 42-year-old man, Jon Voss, 42, was seen at 10:30 and at 5 p.m."),
            ("en", "Between 5 and 7 ships, or 20-30, of COVID-19, won 3-1."),
            ("en", "He was aged 31 on Flight 370 over Highway 12."),
            ("en", "Two of the boats. She is 21 years old."),
            ("de", "Am 21. Mai um 14 Uhr, im Jahr 1998."),
            ("fr", "Il a 34 ans, le 3 avril à 15 heures."),
            ("en", "The 1.700 figure."),
        ] {
            assert_eq!(read(text, language), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn rounded_and_hedged_numbers_agree() {
        let number = |text: &str| {
            let all: Vec<Word> = words(text).collect();
            let small: Vec<String> = all.iter().map(|w| lower(text, w)).collect();
            numbers(text, &all, &small, Language::parse("en")).into_iter().next().expect("a number")
        };
        for (a, b, agree) in [
            ("more than 20 boats", "26 boats", true),
            ("more than 20 boats", "35 boats", false),
            ("more than 100 boats", "117 boats", true),
            ("at least 21 boats", "32 boats", false),
            ("nearly 50 boats", "48 boats", true),
            ("about 30 boats", "28 boats", true),
            ("1.5 million boats", "1,483,112 boats", true),
            ("1.5 million boats", "1.7 million boats", false),
            ("21 boats", "22 boats", false),
            ("1,200 boats", "1,500 boats", false),
        ] {
            assert_eq!(number(a).agrees(&number(b)), agree, "{a} / {b}");
            assert_eq!(number(b).agrees(&number(a)), agree, "{b} / {a}");
        }
    }
}

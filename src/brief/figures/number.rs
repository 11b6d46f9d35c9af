//! Numbers of prose: written with digits or words, with their separators, multipliers and hedges.
//!
//! Left alone is whatever looks like a number and counts nothing: years, times, dates, ages, ordinals, scores, ranges,
//! fractions ("two of the five"), and numbers inside names ("COVID-19", "Flight 370").

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
            || (large && rough > 1e-9 && gap < rough && low.step.max(high.step) > low.step.min(high.step))
    }
}

/// Languages that write 1.700,5.
fn comma_is_decimal(language: Option<Language>) -> bool {
    language.is_some_and(|l| {
        matches!(
            l.code(),
            "de" | "fr" | "es" | "pt" | "nl" | "it" | "sv" | "da" | "no" | "ru" | "pl" | "tr" | "vi" | "id" | "ro" | "cs"
        )
    })
}

/// A number written in digits: its worth and the worth of one step of its last significant digit.
pub(super) fn digits(word: &str, language: Option<Language>) -> Option<(f64, f64)> {
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
    let step = if part.is_empty() { ten(zeros.min(plain.len() - 1)) } else { 1.0 / ten(part.len()) };
    Some((value, step))
}

/// Numbers as words, the surest few of each language; "one" and its like are articles as often as numbers.
const SPELLED: &[(&str, &[(&str, f64)])] = &[
    ("en", &[
        ("two", 2.0), ("three", 3.0), ("four", 4.0), ("five", 5.0), ("six", 6.0), ("seven", 7.0), ("eight", 8.0),
        ("nine", 9.0), ("ten", 10.0), ("eleven", 11.0), ("twelve", 12.0), ("thirteen", 13.0), ("fourteen", 14.0),
        ("fifteen", 15.0), ("sixteen", 16.0), ("seventeen", 17.0), ("eighteen", 18.0), ("nineteen", 19.0),
        ("twenty", 20.0), ("thirty", 30.0), ("forty", 40.0), ("fifty", 50.0), ("sixty", 60.0), ("seventy", 70.0),
        ("eighty", 80.0), ("ninety", 90.0),
    ]),
    ("de", &[
        ("zwei", 2.0), ("drei", 3.0), ("vier", 4.0), ("fünf", 5.0), ("sechs", 6.0), ("sieben", 7.0), ("acht", 8.0),
        ("neun", 9.0), ("zehn", 10.0), ("elf", 11.0), ("zwölf", 12.0), ("dreizehn", 13.0), ("vierzehn", 14.0),
        ("fünfzehn", 15.0), ("sechzehn", 16.0), ("siebzehn", 17.0), ("achtzehn", 18.0), ("neunzehn", 19.0),
        ("zwanzig", 20.0), ("dreißig", 30.0), ("vierzig", 40.0), ("fünfzig", 50.0), ("sechzig", 60.0),
        ("siebzig", 70.0), ("achtzig", 80.0), ("neunzig", 90.0),
    ]),
    ("fr", &[
        ("deux", 2.0), ("trois", 3.0), ("quatre", 4.0), ("cinq", 5.0), ("six", 6.0), ("sept", 7.0), ("huit", 8.0),
        ("neuf", 9.0), ("dix", 10.0), ("onze", 11.0), ("douze", 12.0), ("treize", 13.0), ("quatorze", 14.0),
        ("quinze", 15.0), ("seize", 16.0), ("vingt", 20.0), ("trente", 30.0), ("quarante", 40.0),
        ("cinquante", 50.0), ("soixante", 60.0),
    ]),
    ("es", &[
        ("dos", 2.0), ("tres", 3.0), ("cuatro", 4.0), ("cinco", 5.0), ("seis", 6.0), ("siete", 7.0), ("ocho", 8.0),
        ("nueve", 9.0), ("diez", 10.0), ("once", 11.0), ("doce", 12.0), ("trece", 13.0), ("catorce", 14.0),
        ("quince", 15.0), ("dieciséis", 16.0), ("diecisiete", 17.0), ("dieciocho", 18.0), ("diecinueve", 19.0),
        ("veinte", 20.0), ("veintiuno", 21.0), ("veintidós", 22.0), ("veintitrés", 23.0), ("veinticuatro", 24.0),
        ("veinticinco", 25.0), ("veintiséis", 26.0), ("veintisiete", 27.0), ("veintiocho", 28.0),
        ("veintinueve", 29.0), ("treinta", 30.0), ("cuarenta", 40.0), ("cincuenta", 50.0), ("sesenta", 60.0),
        ("setenta", 70.0), ("ochenta", 80.0), ("noventa", 90.0),
    ]),
    ("pt", &[
        ("dois", 2.0), ("duas", 2.0), ("três", 3.0), ("quatro", 4.0), ("cinco", 5.0), ("seis", 6.0), ("sete", 7.0),
        ("oito", 8.0), ("nove", 9.0), ("dez", 10.0), ("onze", 11.0), ("doze", 12.0), ("treze", 13.0),
        ("catorze", 14.0), ("quatorze", 14.0), ("quinze", 15.0), ("dezesseis", 16.0), ("dezasseis", 16.0),
        ("dezessete", 17.0), ("dezassete", 17.0), ("dezoito", 18.0), ("dezenove", 19.0), ("dezanove", 19.0),
        ("vinte", 20.0), ("trinta", 30.0), ("quarenta", 40.0), ("cinquenta", 50.0), ("sessenta", 60.0),
        ("setenta", 70.0), ("oitenta", 80.0), ("noventa", 90.0),
    ]),
    ("nl", &[
        ("twee", 2.0), ("drie", 3.0), ("vier", 4.0), ("vijf", 5.0), ("zes", 6.0), ("zeven", 7.0), ("acht", 8.0),
        ("negen", 9.0), ("tien", 10.0), ("elf", 11.0), ("twaalf", 12.0), ("dertien", 13.0), ("veertien", 14.0),
        ("vijftien", 15.0), ("zestien", 16.0), ("zeventien", 17.0), ("achttien", 18.0), ("negentien", 19.0),
        ("twintig", 20.0), ("dertig", 30.0), ("veertig", 40.0), ("vijftig", 50.0), ("zestig", 60.0),
        ("zeventig", 70.0), ("tachtig", 80.0), ("negentig", 90.0),
    ]),
    ("it", &[
        ("due", 2.0), ("tre", 3.0), ("quattro", 4.0), ("cinque", 5.0), ("sei", 6.0), ("sette", 7.0), ("otto", 8.0),
        ("nove", 9.0), ("dieci", 10.0), ("undici", 11.0), ("dodici", 12.0), ("tredici", 13.0), ("quattordici", 14.0),
        ("quindici", 15.0), ("sedici", 16.0), ("venti", 20.0), ("trenta", 30.0), ("quaranta", 40.0),
        ("cinquanta", 50.0),
    ]),
];

/// Words that multiply what stands before them.
const TIMES: &[(&str, f64)] = &[
    ("hundred", 1e2), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12), ("bn", 1e9),
    ("hundert", 1e2), ("tausend", 1e3), ("millionen", 1e6), ("mio", 1e6), ("milliarde", 1e9), ("milliarden", 1e9),
    ("mrd", 1e9), ("mille", 1e3), ("millions", 1e6), ("milliard", 1e9), ("milliards", 1e9), ("mil", 1e3),
    ("millón", 1e6), ("millones", 1e6), ("milhão", 1e6), ("milhões", 1e6), ("bilhão", 1e9), ("bilhões", 1e9),
    ("duizend", 1e3), ("miljoen", 1e6), ("miljard", 1e9), ("mila", 1e3), ("milione", 1e6), ("milioni", 1e6),
    ("miliardi", 1e9),
];

/// The number that a word in lower case spells in a language, and whether further ones may be joined to it (a ten).
fn spelled(word: &str, language: Option<Language>) -> Option<f64> {
    let code = language.map(|l| l.code().to_owned())?;
    let (_, words) = SPELLED.iter().find(|(own, _)| *own == code)?;
    let known = |word: &str| words.iter().find(|(own, _)| *own == word).map(|(_, value)| *value);
    if let Some(value) = known(word) {
        return Some(value);
    }
    // "einundzwanzig", "tweeëntwintig": the unit stands before the ten.
    let joints: &[&str] = match code.as_str() {
        "de" => &["und"],
        "nl" => &["en", "ën"],
        _ => return None,
    };
    joints.iter().find_map(|joint| {
        let at = word.rfind(joint).filter(|at| *at > 0)?;
        let ten = known(word.get(at + joint.len()..)?).filter(|ten| *ten >= 20.0)?;
        let unit = match word.get(..at)? {
            "ein" | "een" => 1.0,
            unit => known(unit).filter(|unit| *unit < 10.0)?,
        };
        Some(ten + unit)
    })
}

/// Words before a number that bound it. Longer ones stand before shorter ones that end alike.
const HEDGES: &[(&str, Hedge)] = &[
    ("at least", Hedge::Floor), ("more than", Hedge::Floor), ("over", Hedge::Floor), ("greater than", Hedge::Floor),
    ("as many as", Hedge::Ceiling), ("up to", Hedge::Ceiling), ("nearly", Hedge::Ceiling), ("almost", Hedge::Ceiling),
    ("fewer than", Hedge::Ceiling), ("less than", Hedge::Ceiling), ("close to", Hedge::Ceiling),
    ("just under", Hedge::Ceiling), ("about", Hedge::Around), ("around", Hedge::Around), ("some", Hedge::Around),
    ("roughly", Hedge::Around), ("approximately", Hedge::Around), ("an estimated", Hedge::Around),
    ("mindestens", Hedge::Floor), ("mehr als", Hedge::Floor), ("über", Hedge::Floor), ("wenigstens", Hedge::Floor),
    ("rund", Hedge::Around), ("etwa", Hedge::Around), ("ungefähr", Hedge::Around), ("fast", Hedge::Ceiling),
    ("knapp", Hedge::Ceiling), ("bis zu", Hedge::Ceiling), ("weniger als", Hedge::Ceiling),
    ("au moins", Hedge::Floor), ("plus de", Hedge::Floor), ("près de", Hedge::Ceiling), ("environ", Hedge::Around),
    ("quelque", Hedge::Around), ("presque", Hedge::Ceiling), ("jusqu'à", Hedge::Ceiling), ("moins de", Hedge::Ceiling),
    ("al menos", Hedge::Floor), ("por lo menos", Hedge::Floor), ("más de", Hedge::Floor), ("unos", Hedge::Around),
    ("unas", Hedge::Around), ("cerca de", Hedge::Around), ("alrededor de", Hedge::Around), ("casi", Hedge::Ceiling),
    ("hasta", Hedge::Ceiling), ("menos de", Hedge::Ceiling),
    ("pelo menos", Hedge::Floor), ("ao menos", Hedge::Floor), ("mais de", Hedge::Floor), ("quase", Hedge::Ceiling),
    ("até", Hedge::Ceiling),
    ("minstens", Hedge::Floor), ("ten minste", Hedge::Floor), ("zeker", Hedge::Floor), ("meer dan", Hedge::Floor),
    ("ruim", Hedge::Floor), ("bijna", Hedge::Ceiling), ("ongeveer", Hedge::Around), ("minder dan", Hedge::Ceiling),
    ("almeno", Hedge::Floor), ("più di", Hedge::Floor), ("oltre", Hedge::Floor), ("circa", Hedge::Around),
    ("quasi", Hedge::Ceiling),
];

/// Months, by which a number is a date.
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "januar",
    "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "janvier", "février", "mars", "avril", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre", "enero", "febrero", "marzo", "abril", "mayo",
    "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre", "janeiro", "fevereiro", "março",
    "maio", "junho", "julho", "setembro", "outubro", "novembro", "dezembro", "januari", "februari", "maart", "mei",
    "augustus", "december", "gennaio", "febbraio", "aprile", "maggio", "giugno", "luglio", "settembre", "ottobre",
    "dicembre",
];

/// Whether a word in lower case names a month.
pub(in crate::brief) fn is_month(word: &str) -> bool {
    MONTHS.contains(&word)
}

/// Words after a number by which it is a time, an age or a part of something.
const AFTER: &[&str] = &[
    "of", "a.m", "p.m", "am", "pm", "gmt", "uhr", "heures", "horas", "uur", "o'clock", "years", "year", "jahre", "jahren",
    "ans", "años", "anos", "jaar", "anni", "st", "nd", "rd", "th", "von", "der", "des", "de", "dos", "das", "van", "percent",
    "per",
];

/// Words before a number by which it is a time, an age, a place in a row, or part of a name.
const BEFORE: &[&str] = &[
    "aged", "age", "no", "number", "nr", "nummer", "flight", "route", "highway", "section", "article", "artikel",
    "chapter", "page", "room", "phase", "grade", "class", "um", "gegen", "kl", "à", "às", "of", "the", "von", "edad",
    "idade", "interstate", "title", "group", "under", "bill", "hr", "district", "top",
];

/// Reads the numbers of a sentence, `text`, from its words.
pub(super) fn numbers(text: &str, words: &[Word], language: Option<Language>) -> Vec<Number> {
    let lower: Vec<String> = words.iter().map(|w| lower(text, w)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some((value, step, next)) = value(text, words, &lower, at, language) else {
            at += 1;
            continue;
        };
        if let Some(number) = checked(text, words, &lower, (value, step, at, next)) {
            found.push(number);
        }
        at = next;
    }
    found
}

/// A word in lower case with a straight apostrophe.
pub(super) fn lower(text: &str, word: &Word) -> String {
    let word = text.get(word.start..word.end).unwrap_or("");
    word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
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
fn value(
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
        if value >= 20.0 && value < 100.0 && joint(at) {
            let and = lower.get(next).is_some_and(|w| matches!(w.as_str(), "y" | "e" | "et"));
            let unit = lower.get(next + usize::from(and));
            let one = unit.filter(|w| matches!(w.as_str(), "one" | "un" | "uno" | "um" | "una" | "uma"));
            let unit = one.map(|_| 1.0).or_else(|| unit.and_then(|w| spelled(w, language)));
            let hyphen = between(text, words, at) != " ";
            if let Some(unit) = unit.filter(|unit| *unit < 10.0 && (and || hyphen)) {
                value += unit;
                next += 1 + usize::from(and);
            }
        }
        (value, 1.0)
    };
    while let Some((_, times)) =
        lower.get(next).and_then(|word| TIMES.iter().find(|(own, _)| own == word))
    {
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
    (value, step, at, next): (f64, f64, usize, usize),
) -> Option<Number> {
    let first = words.get(at)?;
    let last = words.get(next - 1)?;
    let before = text.get(..first.start)?.chars().next_back();
    let after = text.get(last.end..)?.chars().next();
    let digits = text.get(first.start..first.end)?;
    let is_year = next == at + 1 && digits.len() == 4 && (1800.0..2200.0).contains(&value);
    let joined = |c: Option<char>| {
        c.is_some_and(|c| matches!(c, '-' | '‑' | '–' | '/' | ':' | '#' | '°' | '\'' | '’' | '+' | '@' | '_'))
    };
    if is_year || joined(before) || joined(after) {
        return None;
    }
    let word = |n: usize| lower.get(n).map_or("", String::as_str);
    let previous = at.checked_sub(1).map_or("", |n| word(n));
    let sign = before
        .filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹'))
        .or_else(|| after.filter(|c| matches!(c, '%' | '€' | '£' | '$')));
    if is_month(previous) || is_month(word(next)) || (after == Some('.') && is_month(word(next))) {
        return None;
    }
    let spaced = is_space(between(text, words, next - 1));
    let counted = matches!(word(next), "de" | "di" | "von") && value >= 1_000.0;
    if spaced && AFTER.contains(&word(next)) && !counted {
        return None;
    }
    // "between 5 and 7", "5 to 7": a range; "(21)": an age.
    let range =
        |n: &str| matches!(n, "to" | "or" | "bis" | "à" | "a" | "tot" | "oder" | "ou" | "o" | "of");
    let pair = |n: &str| matches!(n, "and" | "und" | "et" | "y" | "e" | "en");
    let between_two = |at: usize| at.checked_sub(1).is_some_and(|n| {
        matches!(word(n), "between" | "zwischen" | "entre" | "tussen" | "tra" | "fra")
    });
    let beside = words.get(next + 1).is_some_and(|w| w.digit);
    if (range(word(next)) && beside && spaced) || before == Some('(') && after == Some(')') {
        return None;
    }
    if range(previous) && at >= 2 && words.get(at - 2).is_some_and(|w| w.digit) {
        return None;
    }
    if between_two(at) || (pair(previous) && at >= 2 && between_two(at - 2)) {
        return None;
    }
    // ", 42, ": an age.
    let comma = at > 0 && between(text, words, at - 1).trim() == ",";
    if comma && matches!(after, Some(',' | '.' | ';')) {
        return None;
    }
    let (from, hedge) = hedge(text, words, lower, at);
    if from == at && BEFORE.contains(&previous) {
        return None;
    }
    // "Flight 370", "Boeing 737": a capitalised word before a bare number that no hedge parts from it.
    let named = at >= 2 && words.get(at - 1).is_some_and(|w| w.capital);
    if from == at && named && first.digit && sign.is_none() && is_space(between(text, words, at - 1)) {
        return None;
    }
    Some(Number { value, step, hedge, from, at, next, sign })
}

/// The hedge before word `at`: where it starts and what it says.
fn hedge(text: &str, words: &[Word], lower: &[String], at: usize) -> (usize, Hedge) {
    for length in (1..=3).rev() {
        let Some(from) = at.checked_sub(length) else { continue };
        // A sign of money may stand before the number.
        let gap = |n: usize| between(text, words, n).trim_end_matches(['$', '€', '£', '¥', '₹']);
        let plain = (from..at).all(|n| is_space(gap(n)));
        let joined = lower.get(from..at).unwrap_or_default().join(" ");
        if let Some((_, hedge)) = HEDGES.iter().find(|(own, _)| *own == joined)
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
        numbers(text, &all, Language::parse(language))
            .iter()
            .map(|n| format!("{:?} {}{}", n.hedge, n.value, n.sign.map(String::from).unwrap_or_default()))
            .collect()
    }

    #[test]
    fn numbers_of_seven_languages() {
        let table: &[(&str, &str, &[&str])] = &[
            ("en", "At least 1,700 people and twenty-one dogs were lost.", &["Floor 1700", "Exact 21"]),
            ("en", "It cost $2.5 million and 12% more.", &["Exact 2500000$", "Exact 12%"]),
            ("en", "Nearly two hundred boats sank.", &["Ceiling 200"]),
            ("de", "Mindestens 1.700 Menschen und einundzwanzig Hunde.", &["Floor 1700", "Exact 21"]),
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
            numbers(text, &all, Language::parse("en")).into_iter().next().expect("a number")
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

//! Datelines: "TRIPOLI, Libya (Reuters) —", "Berlin (dpa) -", "(ANSA) - ROMA, 4 APR -", "МОСКВА, 4
//! апреля. /ТАСС/.".
//!
//! They are told by shape: a short place-like stretch, mostly capitalised or in capitals, perhaps
//! an agency in brackets and a date, then a dash, then the sentence. Unknown places and agencies
//! are told alike.

use std::ops::Range;

use super::credits::agency;
use super::phrases::phrases;
use super::scan::{bare, floor, is_capitalised, is_shouted};
use crate::lexicon::{Lexicon, List};
use crate::model::Language;

/// A dateline in front of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dateline<'a> {
    /// Bytes up to where the sentence begins.
    pub len: usize,
    /// What stands in its brackets.
    pub credit: Option<&'a str>,
}

/// Bytes of a paragraph that a dateline may take.
/// Set by hand; no trial of other values is recorded.
const REACH: usize = 140;

/// The dateline that `paragraph` begins with. `early` says that it is among the first paragraphs of
/// its article: there a place in small letters with a long dash ("Brussels — ") is taken for one,
/// too.
pub(super) fn dateline(
    paragraph: &str,
    language: Option<Language>,
    early: bool,
) -> Option<Dateline<'_>> {
    let first = paragraph.chars().next()?;
    if first == '(' {
        return bracketed(paragraph, language, early);
    }
    if !first.is_uppercase() && !first.is_ascii_digit() {
        return None;
    }
    let head = paragraph.get(..floor(paragraph, REACH))?;
    let mut found = dashes(head)
        .take(3)
        .find_map(|(at, after)| placed(paragraph, at..after, language, early))
        .or_else(|| slashed(head, paragraph, language))
        .or_else(|| undashed(head, paragraph, language, early));
    if let Some(dateline) = &mut found {
        dateline.len += leading_space(paragraph.get(dateline.len..)?);
        let rest = paragraph.get(dateline.len..)?;
        if rest.split_whitespace().take(3).count() < 3 {
            return None;
        }
    }
    found
}

/// "(Reuters) - ", "(CNN) ", "(ANSA) - ROMA, 4 APR - ".
fn bracketed(paragraph: &str, language: Option<Language>, early: bool) -> Option<Dateline<'_>> {
    let close = paragraph.get(..floor(paragraph, 48))?.find(')')?;
    let inner = paragraph.get(1..close)?.trim();
    let known = agency(inner).is_some()
        || (is_shouted(inner, 2) && !inner.contains(' '))
        || (early && is_credit(inner) && is_capitalised(inner));
    if !known {
        return None;
    }
    let mut at = close + 1;
    let rest = paragraph.get(at..)?;
    let dashed = leading_dash(rest);
    match dashed {
        Some(len) => at += len,
        None if agency(inner).is_some() => at += leading_space(rest),
        None => return None,
    }
    let rest = paragraph.get(at..)?;
    if !rest.starts_with(starts_sentence) {
        return None;
    }
    if let Some(second) = dateline(rest, language, false) {
        return Some(Dateline { len: at + second.len, credit: Some(inner) });
    }
    Some(Dateline { len: at, credit: Some(inner) })
}

/// A place, perhaps with an agency and a date, before the dash and the blanks at `dash`.
fn placed(
    paragraph: &str,
    dash: Range<usize>,
    language: Option<Language>,
    early: bool,
) -> Option<Dateline<'_>> {
    let Range { start: at, end: after } = dash;
    let prefix = paragraph.get(..at)?.trim_end_matches(|c: char| c.is_whitespace() || c == '.');
    let rest = paragraph.get(after..)?.trim_start();
    if !rest.starts_with(starts_sentence) {
        return None;
    }
    if let Some((place, inner)) = prefix
        .strip_suffix(')')
        .and_then(|body| body.rfind('(').map(|open| (body.get(..open), body.get(open + 1..))))
        .and_then(|(place, inner)| Some((place?.trim(), inner?.trim())))
    {
        let fits = is_credit(inner) && is_place(place, 12, language);
        return fits.then_some(Dateline { len: after, credit: Some(inner) });
    }
    let shouted = prefix.split([',', '/']).next().is_some_and(|piece| {
        let mut strong = false;
        piece.split_whitespace().all(|word| {
            strong |= is_shouted(word, 3);
            is_shouted(word, 1) || phrases().is_small(&word.to_lowercase(), language)
        }) && strong
    });
    if shouted && is_place(prefix, 9, language) {
        return Some(Dateline { len: after, credit: None });
    }
    let dash = paragraph.get(at..after)?.trim();
    let plain = early
        && (dash == "—" || dash == "–")
        && prefix.split_whitespace().count() <= 4
        && prefix
            .split_whitespace()
            .all(|word| is_capitalised(word) && !word.starts_with(|c: char| c.is_ascii_digit()))
        && !prefix.contains([':', '.', '"', '“', '\'', '’'])
        && rest.starts_with(char::is_uppercase)
        && !opens_sentence(prefix, language);
    plain.then_some(Dateline { len: after, credit: None })
}

/// Whether the first word is one that begins sentences and no place.
fn opens_sentence(prefix: &str, language: Option<Language>) -> bool {
    let first = prefix.split_whitespace().next().unwrap_or("").to_lowercase();
    Lexicon::of(language).holds(List::Openers, &first)
}

/// "МОСКВА, 4 апреля. /ТАСС/. ".
fn slashed<'a>(
    head: &'a str,
    paragraph: &'a str,
    language: Option<Language>,
) -> Option<Dateline<'a>> {
    let open = head.find(" /")? + 2;
    let close = open + head.get(open..)?.find('/')?;
    let inner = head.get(open..close)?;
    let place = head.get(..open - 2)?.trim_end_matches(['.', ' ', '-']);
    if !(is_credit(inner)
        && is_place(place, 9, language)
        && place.split([',', ' ']).next().is_some_and(|w| is_shouted(w, 3)))
    {
        return None;
    }
    let rest = paragraph.get(close + 1..)?;
    let len = close
        + 1
        + (rest.len() - rest.trim_start_matches(['.', ' ', '-', '–', '—', '\u{a0}']).len());
    Some(Dateline { len, credit: Some(inner) })
}

/// "STOCKHOLM (TT) ", "NEW DELHI (PTI): ": a known agency needs no dash after a place in capitals,
/// nor, where an article begins, after any other ("Washington (CNN) ").
fn undashed<'a>(
    head: &'a str,
    paragraph: &'a str,
    language: Option<Language>,
    early: bool,
) -> Option<Dateline<'a>> {
    let open = head.find('(')?;
    let close = open + head.get(open..)?.find(')')?;
    let inner = head.get(open + 1..close)?.trim();
    let place = head.get(..open)?.trim();
    let shouted = || place.split([',', ' ']).next().is_some_and(|word| is_shouted(word, 3));
    let plain = || {
        early
            && place.split_whitespace().count() <= PLAIN
            && place.split_whitespace().all(is_capitalised)
            && !opens_sentence(place, language)
            && !is_spelt_out(place, inner)
    };
    let fits = agency(inner).is_some() && is_place(place, 9, language) && (shouted() || plain());
    if !fits {
        return None;
    }
    let rest = paragraph.get(close + 1..)?;
    let len = close + 1 + (rest.len() - rest.trim_start_matches([':', '.', ' ', '\u{a0}']).len());
    paragraph
        .get(len..)?
        .starts_with(starts_sentence)
        .then_some(Dateline { len, credit: Some(inner) })
}

/// Words of a place in small letters that needs no dash.
/// Set by: choice; names of people and offices are as long as longer ones.
const PLAIN: usize = 3;

/// Whether the brackets hold the first letters of the words before them: "Agence France-Presse
/// (AFP)" is a name and no place.
fn is_spelt_out(place: &str, inner: &str) -> bool {
    let first = |word: &str| word.chars().next();
    let initials = place.split([' ', '-']).filter_map(first).flat_map(char::to_lowercase);
    initials.eq(inner.chars().flat_map(char::to_lowercase))
}

/// Whether the brackets hold what an agency's credit looks like; party and state marks ("R-Iowa")
/// do not.
fn is_credit(inner: &str) -> bool {
    if inner.is_empty() || inner.len() > 40 || inner.split_whitespace().count() > 4 {
        return false;
    }
    if agency(inner).is_some() {
        return true;
    }
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let marks = inner
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '/' | ',' | '&' | '.' | '’' | '\''));
    let party = inner.get(1..2) == Some("-") || inner.get(1..2) == Some(",");
    letters >= 2
        && marks
        && !party
        && inner
            .split([' ', '/', ','])
            .all(|part| part.is_empty() || is_capitalised(part) || part.chars().count() <= 4)
}

/// Whether `place` is at most `limit` capitalised words, small words, and dates.
fn is_place(place: &str, limit: usize, language: Option<Language>) -> bool {
    let mut previous_digit = false;
    let mut words = 0;
    for word in place.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty())
    {
        words += 1;
        let core = bare(word);
        let digit = core.starts_with(|c: char| c.is_ascii_digit());
        let fits = is_capitalised(core)
            || digit
            || core.is_empty()
            || (previous_digit && core.len() <= 16)
            || phrases().is_small(core, language)
            || core.split(['\'', '’']).next_back().is_some_and(is_capitalised);
        if words > limit || !fits || word.contains(['"', '“', '”', ':', ';', '!', '?']) {
            return false;
        }
        previous_digit = digit || (previous_digit && phrases().is_small(core, language));
    }
    true
}

/// The dashes of `head` with what they need around them: start, and where the text after them
/// begins.
fn dashes(head: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    head.char_indices().filter_map(move |(at, c)| match c {
        '—' | '–' | '―' | '−' => Some((at, at + c.len_utf8())),
        // "BERLIN _ The", where a dash was lost.
        '_' => (head.get(..at)?.ends_with(' ') && head.get(at + 1..)?.starts_with(' '))
            .then_some((at, at + 1)),
        '-' => {
            let rest = head.get(at + 1..)?;
            let before = head.get(..at)?;
            if rest.starts_with('-') {
                return Some((at, at + 2));
            }
            (rest.starts_with(char::is_whitespace) && before.ends_with([' ', '\u{a0}', ')', '.']))
                .then_some((at, at + 1))
        }
        _ => None,
    })
}

/// Bytes of white space, a dash, and white space again; `None` without the dash.
fn leading_dash(text: &str) -> Option<usize> {
    let rest = text.trim_start();
    let after = rest.trim_start_matches(['.', ':']);
    let dashed = after.trim_start().trim_start_matches(['—', '–', '-', '―', '−']);
    (dashed.len() < after.trim_start().len()).then(|| text.len() - dashed.trim_start().len())
}

fn starts_sentence(c: char) -> bool {
    c.is_uppercase()
        || c.is_ascii_digit()
        || (c.is_alphabetic() && !c.is_lowercase())
        || matches!(c, '"' | '“' | '„' | '«' | '‘' | '\'' | '¿' | '¡' | '$' | '€' | '£' | '»')
}

fn leading_space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

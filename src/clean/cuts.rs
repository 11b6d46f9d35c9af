//! Where a paragraph's prose begins and ends: behind a bullet or a heading run into it, before a
//! glued credit or link.

use super::credits::tail_credit;
use super::lines::{anchored, stops_before};
use super::phrases::{Match, phrases};
use super::scan::{ends_like_sentence, floor, is_bullet, is_capitalised};
use super::traits::words;
use crate::lexicon::Lexicon;
use crate::model::{Language, Reason};

/// Bytes of a bullet before a sentence.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let mark = text.chars().next().filter(|c| is_bullet(*c))?;
    let rest = text.get(mark.len_utf8()..)?;
    let space = rest.len() - rest.trim_start().len();
    let prose = ends_like_sentence(rest) && words(rest) >= 5 && is_capitalised(rest);
    ((space > 0 || mark == '•') && prose).then_some(mark.len_utf8() + space)
}

/// Bytes of a run-in heading: "Country in chaos: ", or a question that the paragraph answers ("Who
/// is X? He became …").
pub(super) fn run_in(text: &str, language: Option<Language>) -> Option<usize> {
    let head = text.get(..floor(text, 120))?;
    let stop = head
        .bytes()
        .position(|b| matches!(b, b':' | b'?' | b'.' | b'!' | b',' | b'"' | b';' | b'(' | b'\n'))?;
    if !matches!(head.as_bytes().get(stop)?, b':' | b'?')
        || head.get(..stop)?.contains(['“', '”', '„', '«', '»'])
    {
        return None;
    }
    let label = head.get(..stop)?;
    let rest = text.get(stop + 1..)?;
    let body = rest.trim_start();
    if body.len() == rest.len() || !body.starts_with(char::is_uppercase) || words(body) < 6 {
        return None;
    }
    let tongue = phrases().tongue(language.or(Some(Language::ENGLISH)))?;
    let count = label.split_whitespace().count();
    let len = stop + 1 + (rest.len() - body.len());
    match text.as_bytes().get(stop)? {
        b'?' => {
            let first = label.split_whitespace().next()?.to_lowercase();
            (tongue.is_asking(&first) && (2..=9).contains(&count)).then_some(len)
        }
        b':' => {
            let mut all = label.split_whitespace();
            let first = all.next()?;
            let small = all.clone().any(|word| word.starts_with(char::is_lowercase));
            let speech =
                label.split_whitespace().any(|word| tongue.is_speech(&word.to_lowercase()));
            let known = tongue.heads_paragraph(&first.to_lowercase());
            (is_capitalised(first)
                && count <= 6
                && !speech
                && ((small && count >= 2) || (known && count == 1)))
                .then_some(len)
        }
        _ => None,
    }
}

/// Bytes of a place with a full stop before the lead, as papers in some languages print it:
/// "Lothmark. Das Amt …".
pub(super) fn stopped_place(text: &str, language: Option<Language>) -> Option<usize> {
    let styled = matches!(
        language?.code(),
        "de" | "fr" | "es" | "pt" | "it" | "nl" | "sv" | "ru" | "da" | "no" | "fi"
    );
    let (place, rest) = text.split_once(". ")?;
    let fits = styled
        && place.len() <= 40
        && (1..=3).contains(&place.split_whitespace().count())
        && place.split_whitespace().all(|word| {
            is_capitalised(word) && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '/')
        })
        && place.chars().count() > 3
        && rest.starts_with(char::is_uppercase)
        && words(rest) >= 6;
    fits.then(|| place.len() + 2)
}

/// Bytes of a heading glued to its paragraph without any mark ("Mixed feelings The harbour …"): a
/// small word that begins sentences stands with a capital inside a run of words without
/// punctuation, and goes on in small letters.
pub(super) fn glued(text: &str, language: Option<Language>) -> Option<usize> {
    let tongue = phrases().tongue(language.or(Some(Language::ENGLISH)))?;
    let head = text.get(..floor(text, 110))?;
    let nouns = Lexicon::of(language).has_noun_capitals();
    if !is_capitalised(head) {
        return None;
    }
    let mut at = 0;
    let mut previous: Option<&str> = None;
    for (index, word) in head.split(' ').enumerate() {
        let start = at;
        at += word.len() + 1;
        if index >= 2
            && word.starts_with(char::is_uppercase)
            && word.chars().all(char::is_alphabetic)
            && tongue.is_starter(&word.to_lowercase())
            && word.chars().skip(1).all(char::is_lowercase)
        {
            let small_before = previous.is_some_and(|p| {
                p.starts_with(char::is_lowercase) && (index > 2 || !phrases().is_small(p, language))
            });
            let next = text.get(at..)?.split_whitespace().next()?;
            let goes_on = next.starts_with(char::is_lowercase) || nouns;
            let last_is_link = previous.is_some_and(|p| phrases().is_small(p, language));
            return (small_before || nouns).then_some(start).filter(|_| {
                goes_on && !last_is_link && words(text.get(start..).unwrap_or("")) >= 6
            });
        }
        if word.is_empty()
            || word.ends_with(|c: char| !c.is_alphanumeric())
            || word.contains(['"', '“', '”', '(', '—', '–'])
            || index > 9
        {
            return None;
        }
        previous = Some(word);
    }
    None
}

/// Where the last sentence-like piece of a paragraph begins when it is a glued credit, link or
/// byline, and its reason.
pub(super) fn tail(
    text: &str,
    language: Option<Language>,
    suspect: bool,
) -> Option<(usize, Reason)> {
    if let Some(at) = tail_credit(text) {
        return Some((at, Reason::AgencyCredit));
    }
    let from = floor(text, text.len().saturating_sub(260));
    let near = text.get(from..)?;
    let bytes = near.as_bytes();
    let stops = memchr::memchr3_iter(b'.', b'!', b'?', bytes);
    for stop in stops.chain(memchr::memchr3_iter(b'\n', b')', b'"', bytes)) {
        let after = near.get(stop + 1..)?;
        let rest = after.trim_start_matches(['"', '”', '’', ')', '\'', '»', ']']);
        let piece = rest.trim_start();
        let parted = piece.len() < rest.len() || bytes.get(stop) == Some(&b'\n');
        if !parted || piece.is_empty() || piece.starts_with(char::is_lowercase) || is_inset(piece) {
            continue;
        }
        let telling = || {
            let hit = phrases()
                .anywhere(piece, language)
                .next()
                .filter(|hit| !stops_before(piece, 0, hit))?;
            Some((Match::Start, hit.reason))
        };
        let found = anchored(piece, language, ends_like_sentence(piece))
            .or_else(|| if suspect { telling() } else { None });
        if let Some((_, reason)) =
            found.filter(|(kind, _)| *kind != Match::Lead || words(piece) <= 20)
        {
            return Some((from + (near.len() - piece.len()), reason));
        }
    }
    None
}

/// Whether the bracket that `piece` begins with closes before its end: then it is set into the
/// paragraph, not its tail.
pub(super) fn is_inset(piece: &str) -> bool {
    piece.starts_with(['(', '['])
        && piece
            .find([')', ']'])
            .and_then(|close| piece.get(close + 1..))
            .is_some_and(|rest| rest.chars().any(char::is_alphanumeric))
}

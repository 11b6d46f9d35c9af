//! Sentences that are understood only with another: by their opening, by who says them, by whose
//! "we" they hold.

use super::fold::{Begin, Folded};
use super::quotations::Quotations;
use super::scan::{bare, floor, goes_on, is_capitalised, is_shouted, is_word_byte};
use super::tongue::Tongue;

/// Whether the sentence needs another one: by its opening or by who says it.
pub(super) fn leans(sentence: &str, tongue: &Tongue, marks: &Quotations) -> bool {
    let quoted = sentence.starts_with(['"', '“', '„', '«', '‘', '\'', '»', '”']);
    if !quoted && tongue.may_lean(&Begin::of(sentence)) && tongue.leans(&Folded::new(sentence)) {
        return true;
    }
    attributed_to_pronoun(sentence, tongue, marks) || is_all_quotation(sentence, marks)
}

/// Nothing but somebody's words: who said them stands elsewhere.
fn is_all_quotation(sentence: &str, marks: &Quotations) -> bool {
    let (Some(first), Some(last)) = (marks.ranges.first(), marks.ranges.last()) else {
        return false;
    };
    let outside = |text: Option<&str>| text.is_some_and(|t| !t.chars().any(char::is_alphanumeric));
    outside(sentence.get(..first.start))
        && outside(sentence.get(last.end..))
        && marks.ranges.windows(2).all(|pair| {
            let [a, b] = pair else { return true };
            outside(sentence.get(a.end..b.start.max(a.end)))
        })
}

/// "…", she said: whoever says it was named elsewhere.
fn attributed_to_pronoun(sentence: &str, tongue: &Tongue, marks: &Quotations) -> bool {
    marks.ranges.iter().any(|range| {
        let after = sentence.get(range.end..).unwrap_or("");
        let mut words = after.split_whitespace().take(6).map(bare).filter(|word| !word.is_empty());
        let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
        (tongue.is_pronoun(first) && tongue.is_speech(second))
            || (tongue.is_speech(first) && tongue.is_pronoun(second))
            || (first.contains('-') && tongue.is_speech(first))
    }) || leading_circumstance(sentence, tongue, marks)
        || parenthetical(sentence, tongue, marks)
}

/// "The rules, she said, were clear.", "Rain is likely, he added.": the only speaker is a pronoun.
fn parenthetical(sentence: &str, tongue: &Tongue, marks: &Quotations) -> bool {
    let mut from = 0;
    while let Some(at) =
        memchr::memchr(b',', sentence.get(from..).unwrap_or("").as_bytes()).map(|at| from + at)
    {
        let rest = sentence.get(at + 1..).unwrap_or("");
        from = at + 1;
        if marks.hold(at) || !rest.starts_with(' ') {
            continue;
        }
        let mut words = rest.split_whitespace();
        let (Some(first), Some(second)) = (words.next(), words.next()) else { break };
        let closed = second.ends_with([',', '.']) || words.next().is_none();
        if closed && tongue.is_pronoun(first) && tongue.is_speech(bare(second)) {
            let before = sentence.get(..at).unwrap_or("");
            return !before.split_whitespace().map(bare).any(|word| tongue.is_speech(word));
        }
    }
    false
}

/// "In a statement, he said …", "Speaking on Friday, she added …": a pronoun is the subject and
/// nobody was named.
fn leading_circumstance(sentence: &str, tongue: &Tongue, marks: &Quotations) -> bool {
    let head = sentence.get(..floor(sentence, 120)).unwrap_or("");
    let Some(comma) = memchr::memchr(b',', head.as_bytes()) else { return false };
    let (lead, rest) = (head.get(..comma).unwrap_or(""), head.get(comma + 1..).unwrap_or(""));
    if marks.hold(lead.len()) || lead.split_whitespace().count() > 8 {
        return false;
    }
    let named = lead.split_whitespace().skip(1).any(is_capitalised);
    let subject = rest.split_whitespace().next().map_or("", bare);
    let opener = lead.split_whitespace().next().unwrap_or("").to_lowercase();
    let adverbial = tongue.opens_circumstance(&opener)
        || (opener.len() == lead.len()
            && (tongue.is_date(&opener) || tongue.is_circumstance(&opener)));
    // A name in the circumstance is mostly a place ("At a rally in Hollin, she …"): only a thing
    // may be meant by it.
    let thing = !tongue.means_person(subject);
    adverbial && tongue.is_pronoun(subject) && !(named && thing)
}

/// Whether the "I" at `start` is a letter of an abbreviation ("F.B.I.") or a number ("Article I",
/// "World War I").
fn is_numeral(sentence: &str, start: usize, tongue: &Tongue) -> bool {
    let before = sentence.get(..start).unwrap_or("");
    before.ends_with('.')
        || (before.ends_with(' ')
            && before
                .split_whitespace()
                .next_back()
                .is_some_and(|word| is_capitalised(word) && tongue.is_numbered(word)))
}

/// A writer's or speaker's own "we" outside any quotation.
pub(super) fn speaks_of_us(sentence: &str, tongue: &Tongue, marks: &Quotations) -> bool {
    let bytes = sentence.as_bytes();
    let mut opening = true;
    let mut inside = false;
    for (start, byte) in bytes.iter().enumerate() {
        let before = inside;
        inside = goes_on(*byte, inside);
        if before || !inside {
            continue;
        }
        let first = std::mem::replace(&mut opening, false);
        let second = bytes.get(start + 1).copied().filter(|b| is_word_byte(*b)).unwrap_or(0);
        if !tongue.may_be_person(*byte, second) {
            continue;
        }
        let rest = sentence.get(start..).unwrap_or("");
        let end = rest
            .find(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or("").trim_end_matches(['\'', '’']);
        let hit = if word.starts_with(char::is_lowercase) {
            tongue.is_person(word)
        } else {
            (first || *byte == b'I')
                && word.len() <= 20
                && !is_shouted(word, 2)
                && tongue.is_person(&word.to_lowercase())
        };
        if word == "I" && is_numeral(sentence, start, tongue) {
            continue;
        }
        // A possessive's or contraction's second half is no word of its own.
        let whole = !sentence.get(..start).is_some_and(|t| t.ends_with(['\'', '’']));
        if hit && whole && !marks.hold(start) {
            return true;
        }
    }
    false
}

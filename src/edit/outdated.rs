//! What the clock has overtaken: announcements whose day has come, wishes that later articles have
//! seen settled, and sentences that look back to an earlier year.

use crate::analysis::Story;
use crate::lexicon::{Lexicon, List};
use crate::model::SentenceId;

/// Seconds by which a story must have gone on before what an earlier article expected counts as
/// overtaken.
/// Set by hand; no trial of other values is recorded.
pub(super) const OVERTAKEN_AFTER: i64 = 20 * 3_600;

/// "The council will vote on Tuesday" is no news once another article has told of Wednesday, and
/// neither is what somebody "is asking for" on Monday.
pub(super) fn is_overtaken(story: &Story<'_>, voice: SentenceId, latest: Option<i64>) -> bool {
    let published = story.second(story.corpus.sentence(voice).article);
    let (Some(published), Some(latest)) = (published, latest) else { return false };
    latest - published > OVERTAKEN_AFTER
        && (announces(story, voice) || is_pending(story.corpus.text(voice), lexicon(story, voice)))
}

/// Whether a sentence tells in the present tense of its own time what is still to be settled. What
/// is quoted was said then, and stays said. Wishes are verbs only before an object or a number,
/// since "job offers" and "hopes of peace" are none; efforts only behind "is" or "are".
fn is_pending(text: &str, lexicon: &Lexicon) -> bool {
    if text.contains(['"', '\u{201c}', '\u{201e}', '«']) {
        return false;
    }
    let mut found = false;
    let mut before = Before::Other;
    each_word(text, |word| {
        if lexicon.holds(List::EffortBetween, word) {
            return;
        }
        found |= match before {
            Before::Is => lexicon.holds(List::Efforts, word),
            Before::Wishes => {
                lexicon.holds(List::WishObjects, word)
                    || word.starts_with(|c: char| c.is_ascii_digit())
            }
            Before::Other => false,
        };
        before = match word {
            word if lexicon.holds(List::EffortIs, word) => Before::Is,
            word if lexicon.holds(List::Wishes, word) => Before::Wishes,
            _ => Before::Other,
        };
    });
    found
}

/// What the word before was.
#[derive(Clone, Copy)]
enum Before {
    Is,
    Wishes,
    Other,
}

/// Sentences that open an article tell its news, whatever year they name.
/// Set by hand; no trial of other values is recorded.
const OPENING: u32 = 2;

/// Whether a sentence looks back: it names a year before that of its article, and no day.
pub(super) fn looks_back(story: &Story<'_>, voice: SentenceId) -> bool {
    let sentence = story.corpus.sentence(voice);
    let Some(published) = story.corpus.article(sentence.article).published else { return false };
    let named = || story.numbers(voice).filter(|number| is_year(number));
    // The calendar is asked last: few sentences name a year.
    if sentence.position < OPENING || named().next().is_none() {
        return false;
    }
    let year = published.at.to_zoned(jiff::tz::TimeZone::UTC).year();
    let earlier = |number: &str| number.parse::<i16>().is_ok_and(|named| named < year);
    let mut day = false;
    if named().any(earlier) {
        let lexicon = lexicon(story, voice);
        each_word(story.corpus.text(voice), |word| day |= is_day(lexicon, word));
        return !day;
    }
    false
}

/// What is known of the language of a sentence.
fn lexicon(story: &Story<'_>, sentence: SentenceId) -> &'static Lexicon {
    Lexicon::of(story.corpus.language(story.corpus.sentence(sentence).article))
}

/// Whether a word in lower case names a day near the article's own: of the week, or by its
/// distance.
pub(super) fn is_day(lexicon: &Lexicon, word: &str) -> bool {
    lexicon.is_weekday(word) || lexicon.relative_day(word).is_some()
}

/// Calls `see` with each word of a text in lower case.
fn each_word(text: &str, mut see: impl FnMut(&str)) {
    let mut small = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !word.is_ascii() {
            see(&word.to_lowercase());
        } else if word.bytes().any(|b| b.is_ascii_uppercase()) {
            small.clear();
            small.push_str(word);
            small.make_ascii_lowercase();
            see(&small);
        } else {
            see(word);
        }
    }
}

/// Whether a sentence tells of the future, and of a day that is not gone.
fn announces(story: &Story<'_>, sentence: SentenceId) -> bool {
    let lexicon = lexicon(story, sentence);
    let text = story.corpus.text(sentence);
    let (mut future, mut day) = (false, false);
    each_word(text, |word| future |= lexicon.holds(List::Future, word));
    // Few sentences tell of the future: the calendar is asked last.
    if future {
        each_word(text, |word| {
            day |= lexicon.is_weekday(word) || lexicon.relative_day(word).is_some_and(|by| by >= 0);
        });
    }
    day
}

/// A sentence that names a year may be about that year: it corrects nothing.
pub(super) fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_and_efforts_of_the_moment_are_pending() {
        let english = Lexicon::of(Some(crate::model::Language::ENGLISH));
        for text in [
            "The union is asking for 7 per cent.",
            "Varnian Rail offers 3 per cent plus 600 crowns, paid once.",
            "Divers are still searching the wreck.",
            "The council hopes to vote soon.",
        ] {
            assert!(is_pending(text, english), "{text}");
        }
        for text in [
            "The union asked for 7 per cent.",
            "Two job offers from the committee were refused.",
            "It fell short of demands and hopes.",
            "\u{201c}The union is asking for 7 per cent,\u{201d} Ms Rae said.",
            "The bridge is open.",
        ] {
            assert!(!is_pending(text, english), "{text}");
        }
    }
}

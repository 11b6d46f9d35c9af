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
    if latest - published <= OVERTAKEN_AFTER {
        return false;
    }
    let (text, lexicon) = (story.corpus.text(voice), lexicon(story, voice));
    announces(text, lexicon) || is_pending(text, lexicon)
}

/// Words that open a sentence; a wish further in stands beside what the sentence tells: "… a bill
/// that seeks to ban it".
/// Set by: the sentences of 150 roundups that would be withdrawn for a wish. Of 46 whose wish
/// stands in the first ten words it is nearly always the sentence's own news; of 33 others seldom.
const OPENING_WORDS: usize = 10;

/// Marks that open a quotation.
const QUOTES: [char; 4] = ['"', '\u{201c}', '\u{201e}', '«'];

/// Marks between clauses.
const BREAKS: [char; 7] = [',', ';', ':', '\u{2013}', '\u{2014}', '(', ')'];

/// What stands before the first quotation of a sentence.
pub(super) fn before_quotation(text: &str) -> &str {
    text.split(QUOTES).next().unwrap_or(text)
}

/// Whether a sentence opens with what is still to be settled, in the present tense of its own time.
/// What is quoted was said then, and stays said. Wishes are verbs only before an object or a
/// number, since "job offers" and "hopes of peace" are none; efforts only behind "is" or "are".
fn is_pending(text: &str, lexicon: &Lexicon) -> bool {
    if text.contains(QUOTES) {
        return false;
    }
    let mut found = false;
    let mut before = Before::Other;
    let mut words = 0;
    each_word(text, |word| {
        words += 1;
        if words > OPENING_WORDS + 1 || lexicon.holds(List::EffortBetween, word) {
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

/// Whether a sentence tells of the future, and of its day. The day stands behind the word of the
/// future in the same clause ("will vote on Tuesday") or right before it ("on Tuesday will"): any
/// other day is that of what was done or said ("said on Tuesday that it will"). What is quoted
/// announces nothing.
fn announces(text: &str, lexicon: &Lexicon) -> bool {
    let told = before_quotation(text);
    let is_future = |word: &str| lexicon.holds(List::Future, word);
    let mut any = false;
    each_word(told, |word| any |= is_future(word));
    // Few sentences tell of the future: the calendar is asked last.
    any && told.split(BREAKS).any(|clause| {
        let (mut found, mut future, mut after_day) = (false, false, false);
        each_word(clause, |word| {
            let day =
                lexicon.is_weekday(word) || lexicon.relative_day(word).is_some_and(|by| by >= 0);
            if is_future(word) {
                found |= after_day;
                future = true;
            }
            found |= future && day;
            after_day = day;
        });
        found
    })
}

/// A sentence that names a year may be about that year: it corrects nothing.
pub(super) fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_announced_where_it_belongs_to_the_future() {
        let english = Lexicon::of(Some(crate::model::Language::ENGLISH));
        for text in [
            "The council will vote on Tuesday.",
            "The council on Monday will unveil its plan for the harbour.",
            "The strike, the longest in years, is set to end today.",
            "The ferry line will resume its trips on Friday, the owner said.",
        ] {
            assert!(announces(text, english), "{text}");
        }
        for text in [
            "The council said on Tuesday that it will not close the bridge.",
            "Rents will rise by 22 per cent, the council acknowledged Monday.",
            "Members stormed the hall on Wednesday, upending a scheduled hearing.",
            "The mayor condemned the raid on Monday, vowing \u{201c}justice will be done on Friday\u{201d}.",
            "The bank raised its rate Wednesday as expected.",
            "The council voted on Tuesday.",
        ] {
            assert!(!announces(text, english), "{text}");
        }
    }

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
            "Members of the upper house passed a short bill that seeks to ban the nets.",
            "It fell short of demands and hopes.",
            "\u{201c}The union is asking for 7 per cent,\u{201d} Ms Rae said.",
            "The bridge is open.",
        ] {
            assert!(!is_pending(text, english), "{text}");
        }
    }
}

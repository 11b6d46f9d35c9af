//! What the clock has overtaken: announcements whose day has come, wishes that later articles have
//! seen settled, and sentences that look back to an earlier year.

use crate::analysis::Story;
use crate::model::{Corpus, SentenceId};
use crate::text::Listed;

/// Seconds by which a story must have gone on before what an earlier article expected counts as overtaken.
pub(super) const OVERTAKEN_AFTER: i64 = 20 * 3_600;

/// "The council will vote on Tuesday" is no news once another article has told of Wednesday, and neither is what somebody
/// "is asking for" on Monday.
pub(super) fn is_overtaken(story: &Story<'_>, voice: SentenceId, latest: Option<i64>) -> bool {
    let published = story.second(story.corpus.sentence(voice).article);
    let (Some(published), Some(latest)) = (published, latest) else { return false };
    latest - published > OVERTAKEN_AFTER
        && (announces(story.corpus, voice) || is_pending(story.corpus.text(voice)))
}

/// What is not settled: a wish, an offer, a search. The first are verbs only before one of `OBJECT` or a number, since
/// "job offers" and "hopes of peace" are none; the others only behind "is" or "are".
static WISHES: Listed = Listed::new("wants offers demands hopes threatens intends seeks");
static OBJECT: Listed = Listed::new("a an the to that more its his her their");
static EFFORTS: Listed = Listed::new(
    "asking demanding seeking offering considering negotiating threatening searching hoping trying \
    awaiting",
);

/// Whether a sentence tells in the present tense of its own time what is still to be settled. What is quoted was said
/// then, and stays said.
fn is_pending(text: &str) -> bool {
    if text.contains(['"', '\u{201c}', '\u{201e}', '«']) {
        return false;
    }
    let mut found = false;
    let mut before = Before::Other;
    each_word(text, |word| {
        if matches!(word, "still" | "also" | "now" | "not") {
            return;
        }
        found |= match before {
            Before::Is => EFFORTS.holds(word),
            Before::Wishes => OBJECT.holds(word) || word.starts_with(|c: char| c.is_ascii_digit()),
            Before::Other => false,
        };
        before = match word {
            "is" | "are" => Before::Is,
            wish if WISHES.holds(wish) => Before::Wishes,
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

/// Words of the future, and words that name a day near the day of writing, in the commonest languages.
static FUTURE: Listed = Listed::new(
    "will shall expected due scheduled set plans wird werden soll sollen doit va vont prévu van previsto \
    prevista vai zal zullen verrà будет",
);
static DAYS: Listed = Listed::new(
    "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday heute morgen montag \
    dienstag mittwoch donnerstag freitag samstag sonntag demain lundi mardi mercredi jeudi vendredi \
    samedi dimanche mañana lunes martes miércoles jueves viernes sábado domingo amanhã maandag dinsdag \
    woensdag donderdag vrijdag zaterdag zondag завтра",
);

/// Sentences that open an article tell its news, whatever year they name.
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
        each_word(story.corpus.text(voice), |word| day |= is_day(word));
        return !day;
    }
    false
}

/// Whether a word in lower case names a day near the article's own.
pub(super) fn is_day(word: &str) -> bool {
    static YESTERDAY: Listed =
        Listed::new("yesterday gestern hier ayer ontem ieri gisteren igår вчера");
    DAYS.holds(word) || YESTERDAY.holds(word)
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

fn announces(corpus: &Corpus, sentence: SentenceId) -> bool {
    let (mut future, mut day) = (false, false);
    each_word(corpus.text(sentence), |word| {
        future |= FUTURE.holds(word);
        day |= DAYS.holds(word);
    });
    future && day
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
        for text in [
            "The union is asking for 7 per cent.",
            "Varnian Rail offers 3 per cent plus 600 crowns, paid once.",
            "Divers are still searching the wreck.",
            "The council hopes to vote soon.",
        ] {
            assert!(is_pending(text), "{text}");
        }
        for text in [
            "The union asked for 7 per cent.",
            "Two job offers from the committee were refused.",
            "It fell short of demands and hopes.",
            "\u{201c}The union is asking for 7 per cent,\u{201d} Ms Rae said.",
            "The bridge is open.",
        ] {
            assert!(!is_pending(text), "{text}");
        }
    }
}

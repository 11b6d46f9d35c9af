//! Months, time zones and other words of dates as newspapers print them.

use crate::lexicon::{Lexicon, List};

/// The month that a word (in lower case) names in any language: metadata seldom say theirs. Where
/// the document does, [`super::calendar`] has asked it before.
pub(super) fn month(word: &str) -> Option<i8> {
    Lexicon::of(None).month(word)
}

/// Whether a word (in lower case) may stand in a line that is only a date.
pub(super) fn is_companion(word: &str) -> bool {
    Lexicon::of(None).holds(List::DateWords, word)
        || month(word).is_some()
        || zone(word).is_some()
        || word == "t"
}

/// Whether a word (in lower case) says that a text was changed.
pub(super) fn is_update(word: &str) -> bool {
    Lexicon::of(None).holds(List::UpdateWords, word)
}

/// Whose clock a zone's abbreviation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    Fixed(i32),
    /// "ET" and its like: summer time by the rule of the United States since 2007; seconds east in
    /// winter.
    American(i32),
}

const HOUR: i32 = 3600;

/// The zone that an abbreviation (in lower case) names. Those that mean several zones are read as
/// RFC 5322 does, or not at all ("IST" is India, Ireland or Israel).
pub(super) fn zone(word: &str) -> Option<Zone> {
    Some(Zone::Fixed(match word {
        "z" | "ut" | "utc" | "gmt" | "wet" => 0,
        "cet" | "met" | "mez" | "bst" | "west" | "wat" => HOUR,
        "cest" | "mest" | "mesz" | "eet" | "oez" | "sast" | "cat" => 2 * HOUR,
        "eest" | "msk" | "мск" | "oesz" | "eat" | "trt" => 3 * HOUR,
        "gst" => 4 * HOUR,
        "pkt" => 5 * HOUR,
        "ict" | "wib" => 7 * HOUR,
        "hkt" | "sgt" | "awst" | "pht" | "myt" => 8 * HOUR,
        "jst" | "kst" => 9 * HOUR,
        "aest" => 10 * HOUR,
        "aedt" => 11 * HOUR,
        "nzst" => 12 * HOUR,
        "nzdt" => 13 * HOUR,
        "ndt" => -HOUR * 5 / 2,
        "nst" => -HOUR * 7 / 2,
        "brt" | "art" | "adt" => -3 * HOUR,
        "ast" | "edt" => -4 * HOUR,
        "est" | "cdt" | "cot" | "pet" => -5 * HOUR,
        "cst" | "mdt" => -6 * HOUR,
        "mst" | "pdt" => -7 * HOUR,
        "pst" | "akdt" => -8 * HOUR,
        "akst" => -9 * HOUR,
        "hst" => -10 * HOUR,
        "et" => return Some(Zone::American(-5 * HOUR)),
        "ct" => return Some(Zone::American(-6 * HOUR)),
        "mt" => return Some(Zone::American(-7 * HOUR)),
        "pt" => return Some(Zone::American(-8 * HOUR)),
        _ => return None,
    }))
}

//! Month names, time zones and weekdays as newspapers print them.

/// Month names in lower case without a closing point; several languages share forms. Genitives where dates use them.
const MONTHS: [(&[&str], u8); 12] = [
    (&["january", "jan", "januar", "jänner", "jän", "janvier", "janv", "enero", "ene", "janeiro", "gennaio", "gen", "januari", "января", "янв", "январь", "січня", "stycznia", "sty", "ledna", "ocak", "ianuarie", "tammikuuta", "gener", "led"], 1),
    (&["february", "feb", "febr", "februar", "februari", "février", "fevrier", "févr", "fév", "fevr", "febrero", "fevereiro", "fev", "febbraio", "февраля", "фев", "февр", "февраль", "лютого", "lutego", "lut", "února", "şubat", "februarie", "helmikuuta", "febrer"], 2),
    (&["march", "mar", "märz", "mär", "mrz", "mars", "marzo", "março", "marco", "maart", "mrt", "marts", "марта", "мар", "март", "березня", "marca", "března", "mart", "martie", "maaliskuuta", "març"], 3),
    (&["april", "apr", "avril", "avr", "abril", "abr", "aprile", "апреля", "апр", "апрель", "квітня", "kwietnia", "kwi", "dubna", "nisan", "aprilie", "huhtikuuta"], 4),
    (&["may", "mai", "mayo", "maio", "maggio", "mag", "mei", "maj", "мая", "май", "травня", "maja", "května", "mayıs", "toukokuuta", "maig"], 5),
    (&["june", "jun", "juni", "juin", "junio", "junho", "giugno", "giu", "июня", "июн", "июнь", "червня", "czerwca", "cze", "června", "haziran", "iunie", "kesäkuuta", "juny"], 6),
    (&["july", "jul", "juli", "juillet", "juil", "julio", "julho", "luglio", "lug", "июля", "июл", "июль", "липня", "lipca", "lip", "července", "temmuz", "iulie", "heinäkuuta", "juliol"], 7),
    (&["august", "aug", "août", "aout", "agosto", "ago", "augustus", "augusti", "августа", "авг", "август", "серпня", "sierpnia", "sie", "srpna", "ağustos", "elokuuta", "agost"], 8),
    (&["september", "sept", "sep", "septembre", "septiembre", "setiembre", "setembro", "set", "settembre", "сентября", "сен", "сент", "сентябрь", "вересня", "września", "wrz", "září", "eylül", "septembrie", "syyskuuta", "setembre"], 9),
    (&["october", "oct", "oktober", "okt", "octobre", "octubre", "outubro", "out", "ottobre", "ott", "октября", "окт", "октябрь", "жовтня", "października", "paź", "října", "ekim", "octombrie", "lokakuuta"], 10),
    (&["november", "nov", "novembre", "noviembre", "novembro", "ноября", "ноя", "нояб", "ноябрь", "листопада", "listopada", "lis", "listopadu", "kasım", "noiembrie", "marraskuuta"], 11),
    (&["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "dezembro", "dicembre", "декабря", "дек", "декабрь", "грудня", "grudnia", "gru", "prosince", "aralık", "decembrie", "joulukuuta", "desember", "des", "desembre"], 12),
];

/// The month that a word (in lower case) names.
pub(super) fn month(word: &str) -> Option<i8> {
    MONTHS
        .iter()
        .find(|(names, _)| names.contains(&word))
        .and_then(|(_, number)| i8::try_from(*number).ok())
}

/// Whose clock a zone's abbreviation means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    Fixed(i32),
    /// "ET" and its like: summer time by the rule of the United States since 2007; seconds east in winter.
    American(i32),
}

const HOUR: i32 = 3600;

/// The zone that an abbreviation (in lower case) names. Those that mean several zones are read as RFC 5322 does, or not
/// at all ("IST" is India, Ireland or Israel).
pub(super) fn zone(word: &str) -> Option<Zone> {
    Some(Zone::Fixed(match word {
        "z" | "ut" | "utc" | "gmt" | "wet" => 0,
        "cet" | "mez" | "bst" | "west" | "wat" => HOUR,
        "cest" | "mesz" | "eet" | "oez" | "sast" | "cat" => 2 * HOUR,
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

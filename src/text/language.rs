//! The language of a text: function words for the clear cases, trigrams (`whatlang`) for the rest.

use crate::model::Language;

/// How much of a text is looked at, in bytes.
/// Bounds the work; set by hand.
const SAMPLE: usize = 1200;

/// The language of an article: what its own words say, else what it declares. Declarations are
/// often a template's.
#[must_use]
pub fn of(article: &crate::model::Article) -> Option<Language> {
    let text = article.text();
    match article.language {
        Some(declared) if text.len() < 200 => Some(declared),
        // Trigrams guess at a language that they do not know: a declaration is worth more than a
        // guess.
        Some(declared) => {
            read(text).filter(|found| found.1).map(|found| found.0).or(Some(declared))
        }
        None => detect(text),
    }
}

/// The language that `text` is written in, from its first words; `None` when there is too little to
/// tell.
#[must_use]
pub fn detect(text: &str) -> Option<Language> {
    read(text).map(|found| found.0)
}

/// The language of `text`, and whether that is sure.
fn read(text: &str) -> Option<(Language, bool)> {
    let sample = sample(text);
    if is_plainly_english(sample) {
        return Some((Language::ENGLISH, true));
    }
    let info = whatlang::detect(sample)?;
    if !info.is_reliable() && sample.len() < 40 {
        return None;
    }
    if !info.is_reliable()
        && sample.len() < SHORT
        && let Some(language) = by_function_words(sample)
    {
        return Some((language, false));
    }
    Some((Language::parse(two_letters(info.lang())?)?, info.is_reliable()))
}

/// A text with fewer bytes than this is too short for trigrams where they are not sure themselves.
/// Set by hand; no trial of other values is recorded.
const SHORT: usize = 400;

/// The language whose function words a text is full of: four at least, and a fourth more than of
/// any other.
fn by_function_words(sample: &str) -> Option<Language> {
    const ASKED: [&str; 15] =
        ["da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv", "tr"];
    let lower = sample.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let mut counts: Vec<(usize, Language)> = ASKED
        .iter()
        .filter_map(|code| Language::parse(code))
        .map(|language| {
            let list = super::stop::StopWords::of(Some(language));
            (words.iter().filter(|word| list.holds(word)).count(), language)
        })
        .collect();
    counts.sort_unstable_by_key(|(count, language)| (std::cmp::Reverse(*count), *language));
    let [(first, language), (second, _), ..] = *counts.as_slice() else { return None };
    (first >= 4 && first * 4 >= second * 5).then_some(language)
}

/// Function words that no other language's texts are full of.
const ENGLISH: [&[u8]; 16] = [
    b"the", b"and", b"that", b"with", b"from", b"were", b"which", b"this", b"they", b"been",
    b"would", b"said", b"their", b"what", b"who", b"his",
];

/// Fewest bytes of a text that is plainly English.
/// Set by hand; no trial of other values is recorded.
const PLAIN: usize = 300;

/// Whether every twelfth word or more of a longer text is an English function word, and hardly a
/// letter is not ASCII. Trigrams give English for all of these too, at a hundred times the cost.
fn is_plainly_english(sample: &str) -> bool {
    let bytes = sample.as_bytes();
    if bytes.len() < PLAIN {
        return false;
    }
    let (mut words, mut known, mut foreign) = (0usize, 0usize, 0usize);
    for word in bytes.split(|b| !b.is_ascii_alphabetic() && *b < 0x80).filter(|w| !w.is_empty()) {
        words += 1;
        foreign += usize::from(!word.is_ascii());
        known += usize::from(
            (3..=5).contains(&word.len()) && ENGLISH.iter().any(|e| e.eq_ignore_ascii_case(word)),
        );
    }
    known * 12 >= words && foreign * 12 <= words
}

/// The first [`SAMPLE`] bytes of `text`, cut at a character.
fn sample(text: &str) -> &str {
    let text = text.trim_start();
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// ISO 639-1 for the languages that `whatlang` names by ISO 639-3.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang as L;
    Some(match lang {
        L::Ara => "ar",
        L::Bul => "bg",
        L::Cat => "ca",
        L::Ces => "cs",
        L::Cmn => "zh",
        L::Dan => "da",
        L::Deu => "de",
        L::Ell => "el",
        L::Eng => "en",
        L::Est => "et",
        L::Fin => "fi",
        L::Fra => "fr",
        L::Heb => "he",
        L::Hin => "hi",
        L::Hrv => "hr",
        L::Hun => "hu",
        L::Ind => "id",
        L::Ita => "it",
        L::Jpn => "ja",
        L::Kor => "ko",
        L::Lav => "lv",
        L::Lit => "lt",
        L::Nld => "nl",
        L::Nob => "no",
        L::Pes => "fa",
        L::Pol => "pl",
        L::Por => "pt",
        L::Ron => "ro",
        L::Rus => "ru",
        L::Slk => "sk",
        L::Slv => "sl",
        L::Spa => "es",
        L::Srp => "sr",
        L::Swe => "sv",
        L::Tam => "ta",
        L::Tha => "th",
        L::Tur => "tr",
        L::Ukr => "uk",
        L::Urd => "ur",
        L::Vie => "vi",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_languages_are_told_apart() {
        let table = [
            (
                "The harbour council voted on Tuesday to close the old bridge after months of talks.",
                "en",
            ),
            (
                "Der Stadtrat stimmte am Dienstag dafür, die alte Brücke nach Monaten zu schließen.",
                "de",
            ),
            (
                "El ayuntamiento votó el martes a favor de cerrar el viejo puente tras meses de negociaciones.",
                "es",
            ),
            (
                "Le conseil municipal a voté mardi la fermeture du vieux pont après des mois de discussions.",
                "fr",
            ),
            (
                "»Das Geld lag immer im Tresor.« Am 31. August bzw. 21. November 2012 holte er es ab.",
                "de",
            ),
            ("Городской совет во вторник проголосовал за закрытие старого моста.", "ru"),
        ];
        for (text, code) in table {
            assert_eq!(detect(text).map(|l| l.code().to_owned()).as_deref(), Some(code), "{text}");
        }
        assert_eq!(detect(""), None);
    }

    #[test]
    fn what_is_plainly_english_is_english_to_the_trigrams() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let lines = std::fs::read_to_string(root.join("corpus/gold/articles.jsonl")).unwrap();
        let (mut plain, mut others) = (0, 0);
        for line in lines.lines() {
            let article: serde_json::Value = serde_json::from_str(line).unwrap();
            let paragraphs = article["paragraphs"].as_array().unwrap();
            let text: Vec<&str> = paragraphs.iter().filter_map(|p| p.as_str()).collect();
            let text = text.join("\n\n");
            let english =
                whatlang::detect(sample(&text)).map(|i| i.lang()) == Some(whatlang::Lang::Eng);
            others += usize::from(!english);
            if is_plainly_english(sample(&text)) {
                assert!(english, "{text}");
                plain += 1;
            }
        }
        assert!(plain > 40 && others > 0, "{plain} {others}");
    }
}

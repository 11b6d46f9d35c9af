//! The language of a text: function words for the clear cases, trigrams (`whatlang`) for the rest.

use crate::model::Language;

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 1200;

/// The language of an article: what its own words say, else what it declares. Declarations are often a template's.
#[must_use]
pub fn of(article: &crate::model::Article) -> Option<Language> {
    let text = article.text();
    match article.language {
        Some(declared) if text.len() < 200 => Some(declared),
        // Trigrams guess at a language that they do not know: a declaration is worth more than a guess.
        Some(declared) => {
            read(text).filter(|found| found.1).map(|found| found.0).or(Some(declared))
        }
        None => detect(text),
    }
}

/// The language that `text` is written in, from its first words; `None` when there is too little to tell.
#[must_use]
pub fn detect(text: &str) -> Option<Language> {
    read(text).map(|found| found.0)
}

/// The language of `text`, and whether that is sure.
fn read(text: &str) -> Option<(Language, bool)> {
    let sample = sample(text);
    let info = whatlang::detect(sample)?;
    if !info.is_reliable() && sample.len() < 40 {
        return None;
    }
    Some((Language::parse(two_letters(info.lang())?)?, info.is_reliable()))
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
            ("Городской совет во вторник проголосовал за закрытие старого моста.", "ru"),
        ];
        for (text, code) in table {
            assert_eq!(detect(text).map(|l| l.code().to_owned()).as_deref(), Some(code), "{text}");
        }
        assert_eq!(detect(""), None);
    }
}

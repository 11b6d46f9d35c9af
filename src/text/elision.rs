//! Elided words before another: "l'incendie", "dell'acqua".
//!
//! French, Italian and Catalan write a small word without its last vowel and with an apostrophe
//! before a vowel. The word behind it is the same with and without it.

use crate::lexicon::{Lexicon, List};

/// A word, in lower case with straight apostrophes, without an elided word before it.
///
/// `lexicon` is that of the word's language; a language without a list elides nothing.
#[must_use]
pub fn without_elision<'w>(word: &'w str, lexicon: &Lexicon) -> &'w str {
    match word.split_once('\'') {
        Some((before, rest)) if rest.len() > 1 && lexicon.holds(List::Elisions, before) => rest,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

    #[test]
    fn the_word_behind_an_elided_one_is_the_same_without() {
        for (code, word, bare) in [
            ("fr", "l'incendie", "incendie"),
            ("fr", "qu'il", "il"),
            ("fr", "aujourd'hui", "aujourd'hui"),
            ("it", "dell'acqua", "acqua"),
            ("it", "po'", "po'"),
            ("ca", "d'incendis", "incendis"),
            ("en", "d'etat", "d'etat"),
            ("en", "don't", "don't"),
        ] {
            let lexicon = Lexicon::of(Language::parse(code));
            assert_eq!(without_elision(word, lexicon), bare, "{code}");
        }
    }
}

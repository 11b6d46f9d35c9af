//! From lines to terms in the flavour `unicode`: words of any script.
//!
//! The two exact flavours know ASCII letters and digits only: of a Russian, Arabic or Chinese text
//! they see nothing. Here a word is a run of letters, digits and the marks on them, in normal form
//! NFKC, lower-cased; everything else separates. This is how the multilingual ROUGE of XL-Sum
//! (Hasan et al. 2021) reads languages for which it has no dictionary. Of scripts that are written
//! without spaces (Chinese characters, kana, Thai, Lao, Khmer, Burmese) each letter with its marks
//! is a word, as in the character-based ROUGE of LCSTS (Hu, Chen & Zhu 2015), so that nothing
//! depends on a dictionary and its version; XL-Sum cuts those by jieba, fugashi and PyThaiNLP, and
//! its figures for them are others. Nothing is stemmed.
//!
//! All else is as in ROUGE-1.5.5: the figures of an ASCII text are the same to the digit.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::lexicon::{Reader, Word};
use super::text::Text;
use super::{Limit, Options};
use crate::model::{count_words, end_of_words};

/// Reads sentences, one a line.
pub(super) fn read(lines: &[&str], options: &Options, reader: &mut Reader<'_>) -> Text {
    let mut text = Text::default();
    let mut left = match options.limit {
        Limit::Words(words) => u32::try_from(words).unwrap_or(u32::MAX),
        Limit::None | Limit::Bytes(_) => u32::MAX,
    };
    for line in lines.iter().filter(|line| !line.is_empty()) {
        let words = count_words(line);
        let end = if words < left { None } else { end_of_words(line, left) };
        add_line(&mut text, end.and_then(|end| line.get(..end)).unwrap_or(line), reader);
        left = left.saturating_sub(words);
        if left == 0 {
            break;
        }
    }
    text
}

/// Splits one line into terms and ends the sentence.
fn add_line(text: &mut Text, line: &str, reader: &mut Reader<'_>) {
    let mut word = Word::default();
    let mut alone = false;
    for c in line.nfkc().flat_map(char::to_lowercase) {
        if is_joiner(c) || is_combining_mark(c) && word.is_empty() {
            continue;
        }
        let mark = is_combining_mark(c);
        let own = !mark && is_unspaced(c);
        if !mark && (own || alone || !c.is_alphanumeric()) {
            text.push_word(&mut word, reader);
            alone = own;
        }
        if mark || c.is_alphanumeric() {
            // The Greek sigma at the end of a word is the same letter.
            let c = if c == 'ς' { 'σ' } else { c };
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| word.push(byte));
        }
    }
    text.push_word(&mut word, reader);
    text.ends.push(text.terms.len());
}

/// Characters that say how letters are drawn or where a word may break: they are no part of a word
/// and end none.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a letter is of a script that is written without spaces between words.
fn is_unspaced(c: char) -> bool {
    let unspaced = matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{1950}'..='\u{19df}' | '\u{1a20}'..='\u{1aaf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{a9e0}'..='\u{a9ff}' | '\u{aa60}'..='\u{aadf}' | '\u{f900}'..='\u{faff}' | '\u{1b000}'..='\u{1b16f}'
        | '\u{20000}'..='\u{3ffff}');
    unspaced && c.is_alphabetic()
}

/// Share of the letters of `texts` that the two exact flavours see, 0 to 1; 1 where there are none.
#[allow(clippy::cast_precision_loss)]
pub fn seen<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> f64 {
    let (mut ascii, mut all) = (0u64, 0u64);
    for text in texts {
        for c in text.as_ref().chars().filter(|c| c.is_alphabetic()) {
            all += 1;
            ascii += u64::from(c.is_ascii());
        }
    }
    if all == 0 { 1.0 } else { ascii as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;

    /// The words of each line: distinct words by distinct numbers, counted from 0 in order of
    /// appearance.
    fn words(lines: &[&str], limit: Limit) -> Vec<Vec<u32>> {
        let options = Options { limit, ..Options::UNICODE };
        let lexicon = Lexicon::new(options);
        let text = read(lines, &options, &mut lexicon.reader());
        text.sentences().map(<[u32]>::to_vec).collect()
    }

    fn same(a: &str, b: &str) {
        let both = words(&[a, b], Limit::None);
        assert_eq!(both[0], both[1], "{a} / {b}");
    }

    fn count(text: &str) -> usize {
        words(&[text], Limit::None)[0].len()
    }

    #[test]
    fn words_of_many_scripts() {
        for (text, expected) in [
            ("Паром «Ардена» затонул.", 3),
            ("Το πλοίο βυθίστηκε.", 3),
            ("غرقت العبّارة أردينا", 3),
            ("הַמַּעֲבֹרֶת טָבְעָה", 2),
            ("जहाज़ डूब गया", 3),
            ("연락선이 침몰했다", 2),
            ("渡轮沉没，9人遇难。", 8),
            ("フェリーが沈没し", 8),
            ("เรือล่ม", 5),
            ("1,700 pro-reform voters", 5),
            ("…—!", 0),
            ("\u{301}", 0),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        same("Café", "CAFE\u{301}");
        same("ΟΔΟΣ", "οδος");
        same("οδός", "οδόσ");
        same("ＡＢＣ１２", "abc12");
        same("ﾌｪﾘｰ", "フェリー");
        same("می\u{200c}خواهم", "میخواهم");
        assert_ne!(
            words(&["Maße", "Masse"], Limit::None)[0],
            words(&["Maße", "Masse"], Limit::None)[1]
        );
    }

    #[test]
    fn a_limit_counts_as_lengths_are_counted() {
        assert_eq!(words(&["渡轮沉没", "渡轮"], Limit::Words(5)), [vec![0, 1, 2, 3], vec![0]]);
        assert_eq!(words(&["渡轮沉没", "渡轮"], Limit::Words(4)), [vec![0, 1, 2, 3]]);
        assert_eq!(words(&["паром затонул", "во вторник"], Limit::Words(3)), [vec![0, 1], vec![2]]);
    }

    #[test]
    fn what_the_exact_flavours_see() {
        assert!(seen(["The ferry sank."]) > 0.99 && seen(["Паром затонул."]) < 0.01);
        assert!(seen(["Die Fähre sank."]) > 0.9 && (seen([""; 0]) - 1.0).abs() < 1e-9);
    }
}

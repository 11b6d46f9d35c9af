//! From lines to terms: how the two programs cut, lower-case and split a text.
//!
//! Both end at the same alphabet: a word is a run of ASCII letters and digits, lower-cased.
//! ROUGE-1.5.5 works on bytes and lower-cases ASCII only, so "café" is "caf"; rouge-score
//! lower-cases as Unicode does, which turns just two more characters into ASCII letters, the Kelvin
//! sign and the dotted capital I.

use super::lexicon::{Reader, Word};
use super::text::Text;
use super::{Flavour, Limit, Options, unicode};

/// Reads sentences, one a line, as the flavour does. A line break inside a sentence begins another
/// one.
pub(super) fn read<S: AsRef<str>>(
    sentences: &[S],
    options: &Options,
    reader: &mut Reader<'_>,
) -> Text {
    let changed = options.one_line || options.unicode_lower;
    let owned = changed.then(|| rewritten(sentences, options));
    if options.flavour == Flavour::Unicode {
        let lines: Vec<&str> = match &owned {
            Some(text) => text.lines().collect(),
            None => sentences.iter().flat_map(|sentence| sentence.as_ref().lines()).collect(),
        };
        return unicode::read(&lines, options, reader);
    }
    let mut lines: Vec<&[u8]> = Vec::with_capacity(sentences.len());
    match &owned {
        Some(text) => lines.extend(split_lines(text)),
        None => lines.extend(sentences.iter().flat_map(|sentence| split_lines(sentence.as_ref()))),
    }
    let mut text = Text::default();
    let Limit::Bytes(limit) = options.limit else {
        if let Limit::Words(limit) = options.limit {
            cut_words(&mut lines, limit);
        }
        lines.iter().for_each(|line| add_line(&mut text, line, options, reader));
        return text;
    };
    let mut overlong = Text::default();
    for line in overlong_lines(&lines, limit) {
        add_line(&mut overlong, line, options, reader);
    }
    cut_bytes(&mut lines, limit);
    lines.iter().for_each(|line| add_line(&mut text, line, options, reader));
    text.overlong = Some(Box::new(overlong));
    text
}

fn rewritten<S: AsRef<str>>(sentences: &[S], options: &Options) -> String {
    let lines: Vec<&str> = sentences.iter().map(AsRef::as_ref).collect();
    let text = if options.one_line { lines.join(" ").replace('\n', " ") } else { lines.join("\n") };
    if options.unicode_lower { text.to_lowercase() } else { text }
}

/// The lines of a text that are not empty; lines of white space stay.
fn split_lines(text: &str) -> impl Iterator<Item = &[u8]> {
    text.as_bytes().split(|&byte| byte == b'\n').filter(|line| !line.is_empty())
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c)
}

/// Where the words end that Perl's `split /\s+/` finds; white space at the start makes one empty
/// word.
fn word_ends(line: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let empty_word =
        line.first().is_some_and(|&b| is_space(b)) && !line.iter().all(|&b| is_space(b));
    let ends = (0..line.len()).filter(|&at| {
        line.get(at).is_some_and(|&b| !is_space(b)) && line.get(at + 1).is_none_or(|&b| is_space(b))
    });
    empty_word.then_some(0).into_iter().chain(ends.map(|at| at + 1))
}

/// `-l`: lines stay whole while the words stay below the limit; the line that reaches it is cut,
/// and is the last.
fn cut_words(lines: &mut Vec<&[u8]>, limit: usize) {
    let mut taken = 0;
    for at in 0..lines.len() {
        let Some(line) = lines.get(at).copied() else { return };
        let words = word_ends(line).count();
        if taken + words < limit {
            taken += words;
            continue;
        }
        let end = word_ends(line).nth(limit - taken - 1).unwrap_or(line.len());
        lines.truncate(at);
        lines.push(line.get(..end).unwrap_or(line));
        return;
    }
}

/// `-b`: the same by bytes, in the middle of a word or character if need be.
fn cut_bytes(lines: &mut Vec<&[u8]>, limit: usize) {
    let mut taken = 0;
    for at in 0..lines.len() {
        let Some(line) = lines.get(at).copied() else { return };
        if taken + line.len() < limit {
            taken += line.len();
            continue;
        }
        lines.truncate(at);
        lines.push(line.get(..limit - taken).unwrap_or(line));
        return;
    }
}

/// The LCS reader under `-b` never counts what it has read: each line shorter than the limit is
/// whole, and the first that reaches it is cut and ends the text.
fn overlong_lines<'t>(lines: &[&'t [u8]], limit: usize) -> Vec<&'t [u8]> {
    let mut kept = Vec::with_capacity(lines.len());
    for &line in lines {
        kept.push(line.get(..limit).unwrap_or(line));
        if line.len() >= limit {
            break;
        }
    }
    kept
}

/// Lower case for ASCII letters and digits, 0 for every other byte.
const LETTERS: [u8; 256] = {
    let mut letters = [0u8; 256];
    let mut byte = 0u8;
    while byte < 0x80 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// Splits one line into terms and ends the sentence.
fn add_line(text: &mut Text, line: &[u8], options: &Options, reader: &mut Reader<'_>) {
    let unicode = options.flavour == Flavour::Google;
    let mut word = Word::default();
    let mut bytes = line.iter().enumerate();
    while let Some((at, &byte)) = bytes.next() {
        let letter = LETTERS.get(usize::from(byte)).copied().unwrap_or(0);
        if letter > 0 {
            word.push(letter);
            continue;
        }
        if unicode && byte >= 0x80 {
            match line.get(at..) {
                // KELVIN SIGN
                Some([0xe2, 0x84, 0xaa, ..]) => {
                    word.push(b'k');
                    bytes.nth(1);
                    continue;
                }
                // LATIN CAPITAL LETTER I WITH DOT ABOVE: an i and a combining dot, which separates.
                Some([0xc4, 0xb0, ..]) => word.push(b'i'),
                _ => {}
            }
        }
        text.push_word(&mut word, reader);
    }
    text.push_word(&mut word, reader);
    text.ends.push(text.terms.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_characters_become_ascii_letters() {
        let others: String = ('\u{80}'..=char::MAX)
            .filter(|c| c.to_lowercase().any(|l| l.is_ascii_alphanumeric()))
            .collect();
        assert_eq!(others, "\u{130}\u{212a}");
    }

    fn cut(lines: &[&'static str], limit: usize, by: fn(&mut Vec<&[u8]>, usize)) -> Vec<String> {
        let mut lines: Vec<&[u8]> = lines.iter().map(|line| line.as_bytes()).collect();
        by(&mut lines, limit);
        lines.iter().map(|line| String::from_utf8_lossy(line).into_owned()).collect()
    }

    #[test]
    fn words_are_cut_as_split_counts_them() {
        assert_eq!(cut(&["a b c", "d e"], 4, cut_words), ["a b c", "d"]);
        assert_eq!(cut(&["a b c", "d e"], 3, cut_words), ["a b c"]);
        assert_eq!(cut(&["a b c", "d e"], 9, cut_words), ["a b c", "d e"]);
        // White space in front is a word more; dashes are words; white space alone is none.
        assert_eq!(cut(&[" a b"], 2, cut_words), [" a"]);
        assert_eq!(cut(&["a — b"], 2, cut_words), ["a —"]);
        assert_eq!(cut(&["  ", "a b"], 1, cut_words), ["  ", "a"]);
    }

    #[test]
    fn bytes_are_cut_without_counting_line_ends() {
        assert_eq!(cut(&["abc", "def"], 5, cut_bytes), ["abc", "de"]);
        assert_eq!(cut(&["abc", "def"], 3, cut_bytes), ["abc"]);
        let lines: [&[u8]; 3] = [b"abc", b"defgh", b"i"];
        assert_eq!(overlong_lines(&lines, 4), [b"abc".as_slice(), b"defg"]);
    }
}

//! The words of one sentence as the features see them: in lower case, with capitals and quotation marks noted.

use crate::text::words;

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seen {
    /// In lower case, with straight apostrophes and without an English possessive ending.
    pub lower: String,
    /// Begins with an upper-case letter.
    pub capital: bool,
    /// All letters are upper case, and there are at least three.
    pub shouted: bool,
    /// Holds a digit.
    pub digit: bool,
    /// Stands between quotation marks.
    pub quoted: bool,
    /// First byte in the sentence.
    pub start: usize,
    /// Bytes as written.
    pub length: usize,
}

impl Seen {
    /// The furthest byte at which the next word of one name may begin: one character further on.
    pub(super) const fn end_with_space(&self) -> usize {
        self.start + self.length + 1
    }
}

/// The words of `text` in order.
pub(super) fn read(text: &str) -> Vec<Seen> {
    let mut marks = Marks::default();
    let mut at = 0;
    words(text)
        .map(|word| {
            marks.pass(text.get(at..word.start).unwrap_or(""));
            at = word.end;
            let written = text.get(word.start..word.end).unwrap_or("");
            Seen {
                lower: plain(written),
                capital: word.capital,
                shouted: written.chars().count() > 2
                    && written.chars().all(|c| !c.is_lowercase())
                    && written.chars().any(char::is_uppercase),
                digit: word.digit,
                quoted: marks.inside,
                start: word.start,
                length: word.end - word.start,
            }
        })
        .collect()
}

/// Lower case, straight apostrophes, no possessive ending.
pub(super) fn plain(word: &str) -> String {
    let lower = word.to_lowercase().replace('\u{2019}', "'");
    match lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')) {
        Some(bare) if !bare.is_empty() => bare.to_owned(),
        _ => lower,
    }
}

/// Whether a quotation is open, mark by mark.
#[derive(Debug, Default)]
struct Marks {
    inside: bool,
}

impl Marks {
    fn pass(&mut self, between: &str) {
        for c in between.chars() {
            match c {
                '"' => self.inside = !self.inside,
                '“' if self.inside => self.inside = false, // closes in German
                '“' | '„' | '«' | '「' | '『' => self.inside = true,
                '”' | '»' | '」' | '』' => {
                    self.inside = !matches!(c, '”' | '」' | '』') && !self.inside
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_whether_they_are_quoted() {
        let quoted = |text: &str| -> Vec<String> {
            read(text).into_iter().filter(|w| w.quoted).map(|w| w.lower).collect()
        };
        assert_eq!(quoted("“It rained,” Roe said."), ["it", "rained"]);
        assert_eq!(quoted("\"It rained,\" Roe said."), ["it", "rained"]);
        assert_eq!(quoted("„Es regnet“, sagte Roe."), ["es", "regnet"]);
        assert_eq!(quoted("« Il pleut », a dit Roe."), ["il", "pleut"]);
        assert!(quoted("It rained.").is_empty());
    }

    #[test]
    fn words_are_plain() {
        let seen = read("NASA’s Roe kept 12 boats.");
        let lower: Vec<&str> = seen.iter().map(|w| w.lower.as_str()).collect();
        assert_eq!(lower, ["nasa", "roe", "kept", "12", "boats"]);
        assert!(seen[1].capital && !seen[2].capital && seen[3].digit);
    }
}

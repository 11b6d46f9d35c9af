//! Sentences of real (or of our own invented) articles, taken apart into what stays and what is
//! filled in anew.

use tidings::model::{Language, Span};
use tidings::split::Splitter;
use tidings::text::paragraphs;
use tidings::text::stop::StopWords;
use tidings::text::words::words;

/// What a word of a frame is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A small word, or the first of its sentence: stays.
    Plain,
    /// A word with a meaning of its own.
    Content,
    /// A capitalised word inside the sentence.
    Name,
    /// Holds a digit.
    Figure,
}

/// A word and the text between it and the one before.
#[derive(Debug, Clone)]
pub struct Piece {
    /// What stands before the word: spaces, quotation marks, commas.
    pub before: String,
    /// The word.
    pub word: String,
    /// What it is.
    pub kind: Kind,
}

/// A sentence to be filled.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Its words.
    pub pieces: Vec<Piece>,
    /// What stands after the last word.
    pub end: String,
}

/// The frames of one article.
pub type Topic = Vec<Frame>;

/// Takes an English text apart.
pub fn topic(text: &str) -> Topic {
    let splitter = Splitter::new(Some(Language::ENGLISH));
    let stop = StopWords::of(Some(Language::ENGLISH));
    paragraphs(text)
        .into_iter()
        .flat_map(|paragraph| splitter.sentences(text, paragraph))
        .filter_map(|span: Span| span.of(text))
        .filter(|sentence| (6..=60).contains(&sentence.split_whitespace().count()))
        .filter(|sentence| sentence.ends_with(['.', '"', '”']))
        .map(|sentence| frame(sentence, stop))
        .collect()
}

fn frame(sentence: &str, stop: &StopWords) -> Frame {
    let mut pieces = Vec::new();
    let mut last = 0;
    for word in words(sentence) {
        let text = &sentence[word.start..word.end];
        let kind = if word.digit {
            Kind::Figure
        } else if pieces.is_empty() || stop.holds(&text.to_lowercase()) {
            Kind::Plain
        } else if word.capital {
            Kind::Name
        } else {
            Kind::Content
        };
        let before = sentence[last..word.start].to_owned();
        pieces.push(Piece { before, word: text.to_owned(), kind });
        last = word.end;
    }
    Frame { pieces, end: sentence[last..].to_owned() }
}

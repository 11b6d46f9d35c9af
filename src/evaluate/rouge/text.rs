//! A text as ROUGE sees it: the numbers of its terms, sentence by sentence.

use super::lexicon::{DROPPED, Reader, Word};

/// A text as terms, sentence by sentence.
#[derive(Debug, Default, Clone)]
pub(super) struct Text {
    /// The terms of all sentences in a row.
    pub(super) terms: Vec<u32>,
    /// Where each sentence ends in `terms`; empty sentences are kept.
    pub(super) ends: Vec<usize>,
    /// What the LCS reader of ROUGE-1.5.5 sees instead, where a limit in bytes makes it differ.
    pub(super) overlong: Option<Box<Text>>,
}

impl Text {
    pub(super) fn sentences(&self) -> impl Iterator<Item = &[u32]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| {
            let sentence = self.terms.get(start..end).unwrap_or_default();
            start = end;
            sentence
        })
    }

    /// The text that ROUGE-L and ROUGE-W align.
    pub(super) fn aligned(&self) -> &Self {
        self.overlong.as_deref().unwrap_or(self)
    }

    pub(super) fn push(&mut self, sentence: &[u32]) {
        self.terms.extend_from_slice(sentence);
        self.ends.push(self.terms.len());
    }

    /// Ends a word: its term joins the sentence unless it is dropped; an empty word is none.
    pub(super) fn push_word(&mut self, word: &mut Word, reader: &mut Reader<'_>) {
        if word.is_empty() {
            return;
        }
        let term = reader.term(word);
        if term != DROPPED {
            self.terms.push(term);
        }
        word.clear();
    }
}

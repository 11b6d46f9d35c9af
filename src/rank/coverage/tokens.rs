//! The tokens of one story under small, dense word numbers.

use crate::model::TermId;
use crate::rank::Story;
use crate::terms::Token;
use crate::text::words;

/// One word of a story.
#[derive(Debug, Clone, Copy)]
pub(super) struct Local {
    /// Number of the word in this story.
    pub word: u32,
    /// A stop word.
    pub stop: bool,
    /// Starts with a capital and does not open its sentence.
    pub name: bool,
    /// Holds a digit.
    pub digit: bool,
    /// Stands between quotation marks.
    pub quoted: bool,
}

/// All rows of a story as [`Local`] tokens, and its titles.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The term behind each word number, ascending.
    pub terms: Vec<TermId>,
    tokens: Vec<Local>,
    rows: Vec<usize>,
    /// The words of each article's title, by position in the story.
    pub titles: Vec<Vec<Local>>,
}

impl Tokens {
    /// Reads the rows and titles of `story`.
    pub fn of(story: &Story<'_>) -> Self {
        let mut raw: Vec<Token> = Vec::new();
        let mut tokens = Vec::new();
        let mut rows = vec![0];
        for &sentence in &story.sentences {
            let text = story.corpus.text(sentence);
            read(story.table.sentence(sentence), text, &mut raw, &mut tokens);
            rows.push(tokens.len());
        }
        let mut ends = Vec::new();
        for &article in &story.articles {
            let title = story.corpus.article(article).title.as_deref().unwrap_or("");
            read(story.table.title(article), title, &mut raw, &mut tokens);
            ends.push(tokens.len());
        }
        let terms = number(&raw, &mut tokens);
        let mut start = rows.last().copied().unwrap_or(0);
        let body = start;
        let mut titles = Vec::new();
        for end in ends {
            titles.push(tokens[start..end].to_vec());
            start = end;
        }
        tokens.truncate(body);
        Self { terms, tokens, rows, titles }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// The words of a row.
    pub fn row(&self, row: usize) -> &[Local] {
        &self.tokens[self.rows[row]..self.rows[row + 1]]
    }
}

fn read(from: &[Token], text: &str, raw: &mut Vec<Token>, tokens: &mut Vec<Local>) {
    let mut quoted = false;
    let mut at = 0usize;
    for (n, (token, word)) in from.iter().zip(words(text)).enumerate() {
        for c in text.get(at..word.start).unwrap_or("").chars() {
            match c {
                '“' | '«' | '„' => quoted = true,
                '”' | '»' => quoted = false,
                '"' => quoted = !quoted,
                _ => {}
            }
        }
        at = word.end;
        raw.push(*token);
        tokens.push(Local {
            word: 0,
            stop: token.is_stop(),
            name: token.is_capital() && n > 0,
            digit: token.has_digit(),
            quoted,
        });
    }
}

/// Numbers the distinct terms of `raw` in ascending order and writes the numbers into `tokens`.
#[allow(clippy::cast_possible_truncation)]
fn number(raw: &[Token], tokens: &mut [Local]) -> Vec<TermId> {
    let place = |term: TermId, at: usize| (u64::from(term.0) << 32) | (at as u64 & 0xffff_ffff);
    let mut order: Vec<u64> = raw.iter().enumerate().map(|(at, t)| place(t.term(), at)).collect();
    order.sort_unstable();
    let mut terms = Vec::new();
    for same in order.chunk_by(|a, b| a >> 32 == b >> 32) {
        let word = u32::try_from(terms.len()).unwrap_or(u32::MAX);
        terms.push(TermId((same[0] >> 32) as u32));
        for at in same {
            tokens[(at & 0xffff_ffff) as usize].word = word;
        }
    }
    terms
}

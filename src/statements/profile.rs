//! What two sentences must agree in before they can be one statement.

use std::collections::BTreeMap;

use crate::model::{Corpus, SentenceId, TermId};
use crate::terms::{Spelt, TermTable, Token};
use crate::text::folded;
use crate::text::names::fold_name;

/// One sentence, ready for comparison.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Number of the sentence's article.
    pub article: u32,
    /// Content terms in order of the text, names folded.
    pub sequence: Vec<TermId>,
    /// Content terms sorted by rarity (rarest first), without repeats.
    pub set: Vec<u32>,
    /// What must be equal: numbers, dates and names in order of appearance (who is dead and who
    /// missing is told by order), negations and turning words (sorted).
    pub strict: Strict,
}

/// The parts of a sentence in which no difference is small.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Strict {
    numbers: Vec<Box<str>>,
    turns: Vec<TermId>,
    names: Vec<TermId>,
    /// All other words, in order, of a sentence with few content words.
    small: Vec<TermId>,
    /// Whether it is a question.
    asks: bool,
}

/// Content words below which every other word must agree too.
/// Set by hand; no trial of other values is recorded.
const FEW: usize = 5;

/// Whether a sentence ends with a question mark, closing quotes and brackets aside.
fn asks(text: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '؟' | '？'))
        .ends_with(['?', '؟', '？'])
}

/// Profiles of all sentences given, in their order.
#[derive(Debug)]
pub(super) struct Profiles {
    pub rows: Vec<Profile>,
    /// One more than the largest entry of any set.
    pub width: usize,
}

impl Profiles {
    pub(super) fn new(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Self {
        let names = Names::new(corpus, table, sentences);
        let mut rows: Vec<Profile> =
            sentences.iter().map(|&s| profile(corpus, table, s, &names)).collect();
        let width = rank_by_rarity(&mut rows);
        Self { rows, width }
    }
}

fn profile(corpus: &Corpus, table: &TermTable, sentence: SentenceId, names: &Names) -> Profile {
    let mut spelt = Spelt::new(corpus.text(sentence));
    let tokens = table.sentence(sentence);
    let article = corpus.sentence(sentence).article.0;
    let sequence = Vec::with_capacity(tokens.len());
    let mut row = Profile { article, sequence, ..Profile::default() };
    for (n, token) in tokens.iter().enumerate() {
        if token.has_digit() || token.is_number() {
            let plain = folded(spelt.word(n));
            let number = if token.has_digit() { number(&plain) } else { plain };
            row.strict.numbers.push(number.into());
        } else if token.turns() {
            row.strict.turns.push(token.term());
        }
        if token.is_content() {
            let term = names.fold(token.term());
            if names.is_name(*token, n) && !row.strict.names.contains(&term) {
                row.strict.names.push(term);
            }
            row.sequence.push(term);
        }
    }
    if row.sequence.len() < FEW {
        // "She was crying" and "We're crying": so short a sentence says what its small words say.
        let stops = tokens.iter().filter(|t| !t.is_content());
        row.strict.small = stops.map(|t| t.term()).collect();
    }
    row.strict.asks = asks(corpus.text(sentence));
    row.strict.turns.sort_unstable();
    row.strict.turns.dedup();
    row
}

/// A number without its thousands separators: "1,700" and "1700" are one, "3.5" stays.
fn number(word: &str) -> String {
    let bytes = word.as_bytes();
    word.char_indices()
        .filter(|&(at, c)| {
            let separates = matches!(c, ',' | '.')
                && bytes.len() >= at + 4
                && bytes[at + 1..at + 4].iter().all(u8::is_ascii_digit)
                && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
            !separates
        })
        .map(|(_, c)| c)
        .collect()
}

/// Which terms are names, and which of them are one name spelled differently.
#[derive(Debug, Default)]
struct Names {
    /// Terms that stand capitalised and also in lower case somewhere: ordinary words that a heading
    /// or sentence start capitalised. Ascending.
    ordinary: Vec<TermId>,
    /// Terms, ascending, and the first term (by id) with the same folded spelling, where that is
    /// another.
    folded: Vec<(TermId, TermId)>,
}

impl Names {
    fn new(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Self {
        // The first capitalised place of a term stands for it.
        let mut capital: Vec<Capital> = Vec::new();
        for &sentence in sentences {
            let tokens = (0u32..).zip(table.sentence(sentence));
            let capitals = tokens.filter(|(_, token)| token.is_capital());
            capital.extend(capitals.map(|(at, token)| (token.term(), sentence, at)));
        }
        capital.sort_unstable();
        capital.dedup_by_key(|c| c.0);
        let ordinary = ordinary(&capital, sentences.iter().flat_map(|&s| table.sentence(s)));
        let mut names = Self { ordinary, folded: Vec::new() };
        capital.retain(|c| names.ordinary.binary_search(&c.0).is_err());
        let mut first: BTreeMap<String, TermId> = BTreeMap::new();
        for (term, word) in spellings(corpus, capital) {
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            if let Some(key) = fold_name(word) {
                let representative = *first.entry(key).or_insert(term);
                if representative != term {
                    names.folded.push((term, representative));
                }
            }
        }
        names
    }

    fn fold(&self, term: TermId) -> TermId {
        self.folded.binary_search_by_key(&term, |f| f.0).map_or(term, |at| self.folded[at].1)
    }

    /// A capitalised content word that is not merely the first of its sentence.
    fn is_name(&self, token: Token, position: usize) -> bool {
        token.is_capital() && (position > 0 || self.ordinary.binary_search(&token.term()).is_err())
    }
}

/// A term, and where it stands capitalised: a sentence and the token's place in it.
type Capital = (TermId, SentenceId, u32);

/// The terms, ascending, with their spellings.
fn spellings(corpus: &Corpus, mut capital: Vec<Capital>) -> Vec<(TermId, &str)> {
    capital.sort_unstable_by_key(|c| (c.1, c.2));
    let mut spelt = Vec::with_capacity(capital.len());
    for run in capital.chunk_by(|a, b| a.1 == b.1) {
        let mut words = Spelt::new(corpus.text(run[0].1));
        spelt.extend(run.iter().map(|(term, _, at)| (*term, words.word(*at as usize))));
    }
    spelt.sort_unstable();
    spelt
}

/// Which of the terms in `capital` (ascending) stand in lower case somewhere.
fn ordinary<'t>(capital: &[Capital], tokens: impl Iterator<Item = &'t Token>) -> Vec<TermId> {
    // Most words in lower case never stand capitalised: a table of bits tells, and only the rest
    // are looked up.
    const BITS: usize = 1 << 14;
    let slot = |term: TermId| (term.index() % BITS / 64, 1u64 << (term.index() % 64));
    let mut bits = [0u64; BITS / 64];
    for (term, _, _) in capital {
        let (at, bit) = slot(*term);
        bits[at] |= bit;
    }
    let mut found = vec![false; capital.len()];
    for token in tokens.filter(|token| !token.is_capital()) {
        let (at, bit) = slot(token.term());
        if bits[at] & bit != 0
            && let Ok(at) = capital.binary_search_by_key(&token.term(), |c| c.0)
        {
            found[at] = true;
        }
    }
    capital.iter().zip(found).filter(|(_, found)| *found).map(|(c, _)| c.0).collect()
}

/// Gives every row the ranks of rarity of its terms among all sentences, the rarest first; says how
/// many ranks there are.
fn rank_by_rarity(rows: &mut [Profile]) -> usize {
    let mut held: Vec<(TermId, u32)> = (0u32..)
        .zip(rows.iter())
        .flat_map(|(row, profile)| profile.sequence.iter().map(move |term| (*term, row)))
        .collect();
    held.sort_unstable();
    held.dedup();
    let mut order: Vec<&[(TermId, u32)]> = held.chunk_by(|a, b| a.0 == b.0).collect();
    order.sort_unstable_by_key(|run| (run.len(), run[0].0));
    for (rank, run) in (0u32..).zip(&order) {
        for (_, row) in *run {
            rows[*row as usize].set.push(rank);
        }
    }
    order.len()
}

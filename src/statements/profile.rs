//! What two sentences must agree in before they can be one statement.

use std::collections::BTreeMap;

use crate::model::{Corpus, SentenceId, TermId};
use crate::terms::{Spelt, TermTable, Token};
use crate::text::names::fold_name;
use crate::text::turns::plain;

/// One sentence, ready for comparison.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Content terms in order of the text, names folded.
    pub sequence: Vec<TermId>,
    /// The same, sorted by rarity (rarest first), without repeats.
    pub set: Vec<u32>,
    /// What must be equal: numbers, dates and names in order of appearance (who is dead and who missing is told by order),
    /// negations and turning words (sorted).
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
    let mut row = Profile { sequence: Vec::with_capacity(tokens.len()), ..Profile::default() };
    for (n, token) in tokens.iter().enumerate() {
        if token.has_digit() || token.is_number() {
            let plain = plain(spelt.word(n));
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
    /// Terms that also stand in lower case somewhere: ordinary words that a heading or sentence start capitalised.
    /// Ascending.
    ordinary: Vec<TermId>,
    /// Terms, ascending, and the first term (by id) with the same folded spelling, where that is another.
    folded: Vec<(TermId, TermId)>,
}

impl Names {
    fn new(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Self {
        let tokens: Vec<Token> =
            sentences.iter().flat_map(|&sentence| table.sentence(sentence)).copied().collect();
        // By term, those in lower case first, then by place: the first capitalised place of a term stands for it.
        let mut seen: Vec<(u64, u32)> = (0u32..)
            .zip(&tokens)
            .map(|(n, t)| (u64::from(t.term().0) << 1 | u64::from(t.is_capital()), n))
            .collect();
        seen.sort_unstable();
        let mut names = Self::default();
        let mut capitalised = Vec::new();
        for run in seen.chunk_by(|a, b| a.0 >> 1 == b.0 >> 1) {
            let token = tokens[run[0].1 as usize];
            if token.is_capital() {
                capitalised.push(run[0].1);
            } else {
                names.ordinary.push(token.term());
            }
        }
        capitalised.sort_unstable();
        let mut spelt = spellings(corpus, table, sentences, &capitalised);
        spelt.sort_unstable_by_key(|s| s.0);
        let mut first: BTreeMap<String, TermId> = BTreeMap::new();
        for (term, word) in spelt {
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

/// The terms and the spellings of the tokens at `places` (ascending) among all tokens of `sentences`.
fn spellings<'c>(
    corpus: &'c Corpus,
    table: &TermTable,
    sentences: &[SentenceId],
    places: &[u32],
) -> Vec<(TermId, &'c str)> {
    let mut all = Vec::with_capacity(places.len());
    let mut rest = places;
    let mut from = 0;
    for &sentence in sentences {
        let tokens = table.sentence(sentence);
        let here = rest.partition_point(|&place| (place as usize) < from + tokens.len());
        let (own, later) = rest.split_at(here);
        let mut spelt = Spelt::new(corpus.text(sentence));
        for &place in own {
            let n = place as usize - from;
            all.push((tokens[n].term(), spelt.word(n)));
        }
        from += tokens.len();
        rest = later;
    }
    all
}

/// Replaces terms by their rank of rarity among all sentences, so that the rarest stand first in every set; gives the
/// number of ranks.
fn rank_by_rarity(rows: &mut [Profile]) -> usize {
    let mut all: Vec<TermId> = Vec::new();
    for row in rows.iter() {
        let start = all.len();
        all.extend_from_slice(&row.sequence);
        all[start..].sort_unstable();
        let mut kept = start;
        for at in start..all.len() {
            if kept == start || all[kept - 1] != all[at] {
                all[kept] = all[at];
                kept += 1;
            }
        }
        all.truncate(kept);
    }
    all.sort_unstable();
    let mut order: Vec<(usize, TermId)> =
        all.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
    order.sort_unstable();
    let mut rank: Vec<(TermId, u32)> = order.iter().map(|o| o.1).zip(0u32..).collect();
    rank.sort_unstable();
    for row in rows {
        let of = |term: &TermId| rank.binary_search_by_key(term, |r| r.0).map(|at| rank[at].1);
        row.set = row.sequence.iter().filter_map(|term| of(term).ok()).collect();
        row.set.sort_unstable();
        row.set.dedup();
    }
    rank.len()
}

//! What an article holds: its words, those of its title, its names, and pairs of adjacent content
//! words, with repeats.

// The map is an interner: asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::FxHashMap;

use crate::model::{ArticleId, Corpus, Role, TermId};
use crate::terms::{TermTable, Token};

/// Number of parts.
pub(super) const PARTS: usize = 5;

pub(super) const WORDS: usize = 0;
pub(super) const TITLE: usize = 1;
pub(super) const NAMES: usize = 2;
pub(super) const PAIRS: usize = 3;
pub(super) const ACROSS: usize = 4;

/// How often a title's word counts in the text, beside its own time.
/// Set by hand; no trial of other values is recorded.
const TITLE_TIMES: u32 = 3;

/// One article's features with repeats, each part in order of its keys.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Terms by part; nothing at [`PAIRS`].
    pub terms: [Vec<u32>; PARTS],
    /// Pairs of terms, the first in the upper half.
    pairs: Vec<u64>,
}

impl Counted {
    pub fn new(corpus: &Corpus, table: &TermTable, article: ArticleId) -> Self {
        let mut counted = Self::default();
        let title = table.title(article);
        for token in title.iter().filter(|t| t.is_content()) {
            counted.terms[WORDS].extend([token.term().0; TITLE_TIMES as usize]);
            counted.terms[TITLE].push(token.term().0);
        }
        counted.read(title);
        for sentence in corpus.sentences_of(article) {
            if corpus.sentence(sentence).role != Role::Boilerplate {
                counted.read(table.sentence(sentence));
            }
        }
        for keys in &mut counted.terms {
            keys.sort_unstable();
            keys.shrink_to_fit();
        }
        counted.pairs.sort_unstable();
        counted.pairs.shrink_to_fit();
        counted
    }

    /// Notes what one stretch of tokens holds.
    fn read(&mut self, tokens: &[Token]) {
        let mut before: Option<TermId> = None;
        for token in tokens {
            if !token.is_content() {
                before = None;
                continue;
            }
            let key = token.term().0;
            self.terms[WORDS].push(key);
            if token.is_capital() {
                self.terms[NAMES].push(key);
            }
            if token.is_capital() || token.has_digit() {
                self.terms[ACROSS].push(key);
            }
            if let Some(first) = before {
                self.pairs.push(u64::from(first.0) << 32 | u64::from(key));
            }
            before = Some(token.term());
        }
    }

    /// Calls `see` with each distinct key of a part, ascending, and its count.
    pub fn each(&self, part: usize, mut see: impl FnMut(u64, u32)) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        if part == PAIRS {
            for run in self.pairs.chunk_by(|a, b| a == b) {
                see(run[0], number(run.len()));
            }
        } else {
            for run in self.terms[part].chunk_by(|a, b| a == b) {
                see(u64::from(run[0]), number(run.len()));
            }
        }
    }
}

/// Numbers for the pairs that at least two articles hold (and for a few more).
#[derive(Debug, Default)]
pub(super) struct Pairs {
    ids: FxHashMap<u64, u32>,
}

impl Pairs {
    /// Most pairs of a collection stand in one article only. A table of bits that hashes share
    /// tells most of them apart before anything is interned.
    pub fn new(counted: &[Counted]) -> Self {
        let total: usize = counted.iter().map(|c| c.pairs.len()).sum();
        let bits = (total.saturating_mul(8)).next_power_of_two().max(64);
        let slot = |key: u64| {
            let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let at = (hash >> 16) as usize & (bits - 1);
            (at / 64, 1u64 << (at % 64))
        };
        let (mut once, mut twice) = (vec![0u64; bits / 64], vec![0u64; bits / 64]);
        for article in counted {
            article.each(PAIRS, |key, _| {
                let (at, bit) = slot(key);
                twice[at] |= once[at] & bit;
                once[at] |= bit;
            });
        }
        drop(once);
        let mut pairs = Self::default();
        for article in counted {
            article.each(PAIRS, |key, _| {
                let (at, bit) = slot(key);
                if twice[at] & bit != 0 {
                    let next = u32::try_from(pairs.ids.len()).unwrap_or(u32::MAX);
                    pairs.ids.entry(key).or_insert(next);
                }
            });
        }
        pairs
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn id(&self, key: u64) -> usize {
        self.ids.get(&key).map_or(usize::MAX, |id| *id as usize)
    }
}

//! Concepts: content words and pairs of neighbouring words with at least one content word, as
//! sorted integers.

use super::tokens::Tokens;

/// The second half of a key that is one word.
const SINGLE: u32 = u32::MAX;

/// The two kinds of concepts; what is learned of one says nothing of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Two neighbouring words, one of them at least a content word.
    Pair,
    /// A content word.
    Word,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Pair, Self::Word];
}

/// A word, or two neighbouring words, of one story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    pub const fn word(a: u32) -> Self {
        Self(((a as u64) << 32) | SINGLE as u64)
    }

    pub const fn pair(a: u32, b: u32) -> Self {
        Self(((a as u64) << 32) | b as u64)
    }

    /// The first word.
    pub const fn first(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// The last word: the first again for a single word.
    pub const fn last(self) -> u32 {
        let last = (self.0 & 0xffff_ffff) as u32;
        if last == SINGLE { self.first() } else { last }
    }

    pub const fn is_pair(self) -> bool {
        (self.0 & 0xffff_ffff) as u32 != SINGLE
    }
}

/// All concepts of a story, ascending by key, with the rows that hold each and the concepts that
/// each row holds.
#[derive(Debug, Default)]
pub(super) struct Concepts {
    pub keys: Vec<Key>,
    starts: Vec<usize>,
    rows: Vec<u32>,
    row_starts: Vec<usize>,
    ids: Vec<u32>,
}

impl Concepts {
    pub fn of(tokens: &Tokens) -> Self {
        let mut seen: Vec<(Key, u32)> = Vec::new();
        for row in 0..tokens.len() {
            let words = tokens.row(row);
            let number = u32::try_from(row).unwrap_or(u32::MAX);
            for (n, a) in words.iter().enumerate() {
                if !a.stop {
                    seen.push((Key::word(a.word), number));
                }
                if let Some(b) = words.get(n + 1).filter(|b| !(a.stop && b.stop)) {
                    seen.push((Key::pair(a.word, b.word), number));
                }
            }
        }
        seen.sort_unstable();
        seen.dedup();
        Self::index(&seen, tokens.len())
    }

    fn index(seen: &[(Key, u32)], rows: usize) -> Self {
        let mut concepts = Self { starts: vec![0], ..Self::default() };
        let mut counts = vec![0usize; rows + 1];
        for same in seen.chunk_by(|a, b| a.0 == b.0) {
            concepts.keys.push(same[0].0);
            for (_, row) in same {
                concepts.rows.push(*row);
                counts[*row as usize + 1] += 1;
            }
            concepts.starts.push(concepts.rows.len());
        }
        for row in 0..rows {
            counts[row + 1] += counts[row];
        }
        concepts.row_starts.clone_from(&counts);
        concepts.ids = vec![0; concepts.rows.len()];
        for id in 0..concepts.keys.len() {
            for at in concepts.starts[id]..concepts.starts[id + 1] {
                let row = concepts.rows[at] as usize;
                concepts.ids[counts[row]] = u32::try_from(id).unwrap_or(u32::MAX);
                counts[row] += 1;
            }
        }
        concepts
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// The rows that hold a concept, ascending.
    pub fn rows_of(&self, id: usize) -> &[u32] {
        &self.rows[self.starts[id]..self.starts[id + 1]]
    }

    /// The concepts that a row holds, ascending.
    pub fn of_row(&self, row: usize) -> &[u32] {
        &self.ids[self.row_starts[row]..self.row_starts[row + 1]]
    }
}

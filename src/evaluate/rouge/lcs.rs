//! ROUGE-L (Lin 2004, section 3), by bits.
//!
//! Length of the longest common subsequence: Hyyrö 2004, "Bit-parallel LCS-length computation revisited". One bit a
//! reference word; after each candidate word
//! ```text
//! U = V & M        V = (V + U) | (V & !M)
//! ```
//! where M marks the places of that word, and the zeros of V count the length.
//!
//! Summary level: for each reference sentence the *union* over candidate sentences of one longest common subsequence each.
//! Which one matters. Both programs fill the table c with the reference in rows and go back from its end: diagonally at
//! equal words, else up when `c[i-1][j] >= c[i][j-1]`, else left. At unequal words `c[i][j]` is the greater of the two, so
//! "up" is `c[i][j] == c[i-1][j]`, and that is bit i−1 of V after candidate word j: the bits alone show the way.

use super::reading::Text;
use super::table::NONE;

/// More bits than this are not kept for the way back; rows are then made again from checkpoints. In 64-bit words.
const ROWS_KEPT: usize = 1 << 21;

/// Where each word of a sequence stands, as bits.
#[derive(Debug, Clone)]
pub(super) struct Masks {
    /// (word's number, from, to in `bits`), by number.
    classes: Vec<(u32, u32, u32)>,
    /// (index of the 64-bit word, its bits).
    bits: Vec<(u32, u64)>,
    /// Words in the sequence.
    length: usize,
}

impl Masks {
    pub(super) fn new(sequence: &[u32]) -> Self {
        let mut places: Vec<(u32, u32)> = sequence.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let mut masks = Self { classes: Vec::new(), bits: Vec::new(), length: sequence.len() };
        let mut last = None;
        for (class, place) in places {
            let (word, bit) = (place / 64, 1u64 << (place % 64));
            let end = u32::try_from(masks.bits.len()).unwrap_or(u32::MAX);
            if last != Some(class) {
                masks.classes.push((class, end, end));
            }
            match masks.bits.last_mut() {
                Some((known, bits)) if *known == word && last == Some(class) => *bits |= bit,
                _ => masks.bits.push((word, bit)),
            }
            if let Some((_, _, to)) = masks.classes.last_mut() {
                *to = u32::try_from(masks.bits.len()).unwrap_or(u32::MAX);
            }
            last = Some(class);
        }
        masks
    }

    const fn words(&self) -> usize {
        self.length.div_ceil(64)
    }

    fn bits(&self, (from, to): (u32, u32)) -> &[(u32, u64)] {
        self.bits.get(from as usize..to as usize).unwrap_or_default()
    }
}

/// One row on, for a candidate word with these places.
#[inline]
fn advance(row: &mut [u64], bits: &[(u32, u64)]) {
    if let ([value], &[(_, mask)]) = (&mut *row, bits) {
        *value = value.wrapping_add(*value & mask) | (*value & !mask);
        return;
    }
    let mut carry = 0u64;
    let mut next = 0usize;
    for &(word, mask) in bits {
        ripple(row, &mut next, word as usize, &mut carry);
        let Some(value) = row.get_mut(word as usize) else { return };
        let (sum, over) = value.overflowing_add(*value & mask);
        let (sum, again) = sum.overflowing_add(carry);
        *value = sum | (*value & !mask);
        carry = u64::from(over | again);
        next = word as usize + 1;
    }
    let end = row.len();
    ripple(row, &mut next, end, &mut carry);
}

/// Takes a carry through words without places of their own, up to `end`.
fn ripple(row: &mut [u64], next: &mut usize, end: usize, carry: &mut u64) {
    while *carry > 0 && *next < end {
        let Some(value) = row.get_mut(*next) else { return };
        let (sum, over) = value.overflowing_add(1);
        *value |= sum;
        *carry = u64::from(over);
        *next += 1;
    }
}

/// Look-up by word number for one [`Masks`] at a time; wiped by going through the same numbers.
#[derive(Debug)]
pub(super) struct Board {
    ranges: Vec<(u32, u32)>,
}

impl Board {
    pub(super) fn new(vocabulary: usize) -> Self {
        Self { ranges: vec![(0, 0); vocabulary] }
    }

    fn set(&mut self, masks: &Masks) {
        for &(class, from, to) in &masks.classes {
            if let Some(range) = self.ranges.get_mut(class as usize) {
                *range = (from, to);
            }
        }
    }

    fn wipe(&mut self, masks: &Masks) {
        for &(class, ..) in &masks.classes {
            if let Some(range) = self.ranges.get_mut(class as usize) {
                *range = (0, 0);
            }
        }
    }

    fn range(&self, class: u32) -> (u32, u32) {
        self.ranges.get(class as usize).copied().unwrap_or((0, 0))
    }
}

/// Length of the longest common subsequence of a reference and a candidate (by the reference's word numbers).
pub(super) fn length(masks: &Masks, candidate: &[u32], board: &mut Board) -> u64 {
    board.set(masks);
    let mut row = vec![u64::MAX; masks.words()];
    for &class in candidate {
        let bits = masks.bits(board.range(class));
        if !bits.is_empty() {
            advance(&mut row, bits);
        }
    }
    board.wipe(masks);
    row.iter().map(|word| u64::from(word.count_zeros())).sum()
}

/// Marks in `union` the reference words of the longest common subsequence with one candidate sentence.
fn mark(
    masks: &Masks,
    reference: &[u32],
    candidate: &[u32],
    board: &Board,
    union: &mut [bool],
    rows: &mut Vec<u64>,
) {
    let width = masks.words();
    // A word that the reference sentence lacks changes no row, but the way back may go up at it. Of several in a row the
    // second changes nothing any more.
    let is_known = |class: u32| board.range(class).0 < board.range(class).1;
    let mut known: Vec<u32> =
        candidate.iter().map(|&class| if is_known(class) { class } else { NONE }).collect();
    known.dedup_by(|a, b| *a == NONE && *b == NONE);
    if width == 0 || known.iter().all(|&class| class == NONE) {
        return;
    }
    let block =
        if known.len() * width <= ROWS_KEPT { known.len() } else { known.len().isqrt() + 1 };
    // The row before each block.
    let mut checkpoints = vec![u64::MAX; width];
    let mut row = vec![u64::MAX; width];
    let blocks = known.len().div_ceil(block);
    for part in known.chunks(block).take(blocks - 1) {
        part.iter().for_each(|&class| advance(&mut row, masks.bits(board.range(class))));
        checkpoints.extend_from_slice(&row);
    }
    let mut i = reference.len();
    for (at, part) in known.chunks(block).enumerate().rev() {
        let Some(before) = checkpoints.get(at * width..(at + 1) * width) else { return };
        fill(masks, part, board, before, rows);
        i = go_back(reference, part, rows, width, i, union);
    }
}

/// All rows after the words of `part`, from the row before it.
fn fill(masks: &Masks, part: &[u32], board: &Board, before: &[u64], rows: &mut Vec<u64>) {
    rows.clear();
    rows.extend_from_slice(before);
    for (at, &class) in part.iter().enumerate() {
        let width = before.len();
        rows.extend_from_within(at * width..);
        let Some(row) = rows.get_mut((at + 1) * width..) else { return };
        advance(row, masks.bits(board.range(class)));
    }
}

/// Follows the table back from reference word `i` through the candidate words of `part`; gives the place it leaves at.
fn go_back(
    reference: &[u32],
    part: &[u32],
    rows: &[u64],
    width: usize,
    mut i: usize,
    union: &mut [bool],
) -> usize {
    for (at, &class) in part.iter().enumerate().rev() {
        let Some(row) = rows.get((at + 1) * width..(at + 2) * width) else { return i };
        while let Some(above) = i.checked_sub(1) {
            if reference.get(above) == Some(&class) {
                if let Some(mark) = union.get_mut(above) {
                    *mark = true;
                }
                i = above;
                break;
            }
            let up = row.get(above / 64).is_some_and(|bits| bits >> (above % 64) & 1 == 1);
            if !up {
                break;
            }
            i = above;
        }
    }
    i
}

/// The reference side of summary-level ROUGE-L: a mask for each sentence.
#[derive(Debug, Clone)]
pub(super) struct Sentences {
    masks: Vec<Masks>,
}

impl Sentences {
    /// `reference` by its own word numbers.
    pub(super) fn new(reference: &Text) -> Self {
        Self { masks: reference.sentences().map(Masks::new).collect() }
    }

    /// Hits of the union, clipped: a marked word counts while both whole texts still have it to give (`left`: what the
    /// reference has of each word, `given`: what the candidate has).
    pub(super) fn hits(
        &self,
        reference: &Text,
        candidate: &Text,
        mut left: Vec<u32>,
        mut given: Vec<u32>,
    ) -> u64 {
        let mut board = Board::new(left.len());
        let mut rows = Vec::new();
        let mut hits = 0;
        for (masks, sentence) in self.masks.iter().zip(reference.sentences()) {
            let mut union = vec![false; sentence.len()];
            board.set(masks);
            for other in candidate.sentences() {
                mark(masks, sentence, other, &board, &mut union, &mut rows);
            }
            board.wipe(masks);
            for (&class, _) in sentence.iter().zip(&union).filter(|(_, marked)| **marked) {
                hits += u64::from(take(class, &mut left, &mut given));
            }
        }
        hits
    }
}

/// Takes one of a word from both texts, if both have it.
pub(super) fn take(class: u32, left: &mut [u32], given: &mut [u32]) -> bool {
    match (left.get_mut(class as usize), given.get_mut(class as usize)) {
        (Some(left), Some(given)) if class != NONE && *left > 0 && *given > 0 => {
            *left -= 1;
            *given -= 1;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table as the papers and both programs write it.
    fn table(reference: &[u32], candidate: &[u32]) -> Vec<Vec<usize>> {
        let mut c = vec![vec![0; candidate.len() + 1]; reference.len() + 1];
        for i in 1..=reference.len() {
            for j in 1..=candidate.len() {
                c[i][j] = if reference[i - 1] == candidate[j - 1] {
                    c[i - 1][j - 1] + 1
                } else {
                    c[i - 1][j].max(c[i][j - 1])
                };
            }
        }
        c
    }

    fn marked(reference: &[u32], candidate: &[u32]) -> Vec<bool> {
        let c = table(reference, candidate);
        let (mut i, mut j) = (reference.len(), candidate.len());
        let mut union = vec![false; i];
        while i > 0 && j > 0 {
            if reference[i - 1] == candidate[j - 1] {
                union[i - 1] = true;
                (i, j) = (i - 1, j - 1);
            } else if c[i - 1][j] >= c[i][j - 1] {
                i -= 1;
            } else {
                j -= 1;
            }
        }
        union
    }

    fn sequence(seed: &mut u64, length: usize, words: u64) -> Vec<u32> {
        (0..length)
            .map(|_| {
                *seed = seed
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                ((*seed >> 33) % words) as u32
            })
            .collect()
    }

    #[test]
    fn bits_give_the_table_s_length_and_way() {
        let mut seed = 7;
        for (n, m, words) in [
            (0, 5, 3),
            (5, 0, 3),
            (1, 1, 1),
            (9, 12, 2),
            (30, 25, 6),
            (64, 64, 9),
            (65, 40, 3),
            (200, 150, 12),
        ] {
            for _ in 0..40 {
                let reference = sequence(&mut seed, n, words);
                let candidate = sequence(&mut seed, m, words + 2);
                let masks = Masks::new(&reference);
                let mut board = Board::new(words as usize + 2);
                assert_eq!(
                    length(&masks, &candidate, &mut board),
                    table(&reference, &candidate)[n][m] as u64
                );
                board.set(&masks);
                let mut union = vec![false; n];
                mark(&masks, &reference, &candidate, &board, &mut union, &mut Vec::new());
                assert_eq!(union, marked(&reference, &candidate));
            }
        }
    }

    #[test]
    fn checkpoints_give_the_same_way() {
        let mut seed = 11;
        let reference = sequence(&mut seed, 9000, 40);
        let candidate = sequence(&mut seed, 16_000, 40);
        let masks = Masks::new(&reference);
        assert!(masks.words() * candidate.len() > ROWS_KEPT);
        let mut board = Board::new(40);
        board.set(&masks);
        let mut union = vec![false; reference.len()];
        mark(&masks, &reference, &candidate, &board, &mut union, &mut Vec::new());
        board.wipe(&masks);
        let marks = union.iter().filter(|mark| **mark).count() as u64;
        assert_eq!(marks, length(&masks, &candidate, &mut board));
    }
}

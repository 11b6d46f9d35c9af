//! ROUGE-L (Lin 2004, section 3), by bits.
//!
//! Length of the longest common subsequence: Hyyrö 2004, "Bit-parallel LCS-length computation
//! revisited". One bit a reference word; after each candidate word
//! ```text
//! U = V & M        V = (V + U) | (V & !M)
//! ```
//! where M marks the places of that word, and the zeros of V count the length.
//!
//! Summary level: for each reference sentence the *union* over candidate sentences of one longest
//! common subsequence each. Which one matters. Both programs fill the table c with the reference in
//! rows and go back from its end: diagonally at equal words, else up when `c[i-1][j] >= c[i][j-1]`,
//! else left. At unequal words `c[i][j]` is the greater of the two, so "up" is
//! `c[i][j] == c[i-1][j]`, and that is bit i−1 of V after candidate word j: the bits alone show the
//! way.

use super::table::{NONE, Places};
use super::text::Text;

/// More bits than this are not kept for the way back; rows are then made again from checkpoints. In
/// 64-bit words.
const ROWS_KEPT: usize = 1 << 21;

/// Where each word of a sequence stands, as bits.
#[derive(Debug, Clone)]
pub(super) struct Masks {
    /// From where to where in `bits`, by the word's number.
    ranges: Vec<(u32, u32)>,
    /// (index of the 64-bit word, its bits).
    bits: Vec<(u32, u64)>,
    /// Words in the sequence.
    length: usize,
}

impl Masks {
    pub(super) fn new(sequence: &[u32], places: &Places) -> Self {
        let mut masks = Self {
            ranges: Vec::with_capacity(places.len()),
            bits: Vec::new(),
            length: sequence.len(),
        };
        let end = |bits: &Vec<(u32, u64)>| u32::try_from(bits.len()).unwrap_or(u32::MAX);
        for class in 0..places.len() {
            let from = end(&masks.bits);
            for &place in places.of(class) {
                let (word, bit) = (place / 64, 1u64 << (place % 64));
                match masks.bits.get_mut(from as usize..).and_then(|bits| bits.last_mut()) {
                    Some((known, bits)) if *known == word => *bits |= bit,
                    _ => masks.bits.push((word, bit)),
                }
            }
            masks.ranges.push((from, end(&masks.bits)));
        }
        masks
    }

    const fn words(&self) -> usize {
        self.length.div_ceil(64)
    }

    fn bits(&self, class: u32) -> &[(u32, u64)] {
        let (from, to) = self.ranges.get(class as usize).copied().unwrap_or((0, 0));
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

/// Length of the longest common subsequence of a reference and a candidate (by the reference's word
/// numbers).
pub(super) fn length(masks: &Masks, candidate: &[u32]) -> u64 {
    let mut row = vec![u64::MAX; masks.words()];
    for &class in candidate {
        let bits = masks.bits(class);
        if !bits.is_empty() {
            advance(&mut row, bits);
        }
    }
    row.iter().map(|word| u64::from(word.count_zeros())).sum()
}

/// Marks in `union` the reference words of the longest common subsequence with one candidate
/// sentence.
fn mark(
    masks: &Masks,
    reference: &[u32],
    candidate: &[u32],
    union: &mut [bool],
    rows: &mut Vec<u64>,
) {
    let width = masks.words();
    // A word that the reference sentence lacks changes no row, but the way back may go up at it. Of
    // several in a row the second changes nothing any more.
    let is_known = |class: u32| !masks.bits(class).is_empty();
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
        part.iter().for_each(|&class| advance(&mut row, masks.bits(class)));
        checkpoints.extend_from_slice(&row);
    }
    let mut i = reference.len();
    for (at, part) in known.chunks(block).enumerate().rev() {
        let Some(before) = checkpoints.get(at * width..(at + 1) * width) else { return };
        fill(masks, part, before, rows);
        i = go_back(reference, part, rows, width, i, union);
    }
}

/// Most words of a sentence whose rows are single numbers.
const SHORT: usize = 64;

/// As [`mark`] for a reference sentence of up to [`SHORT`] words: `board` has each word's places as
/// bits, and the union is a number too.
fn mark_short(board: &[u64], length: usize, candidate: &[u32], rows: &mut Vec<(u64, u64)>) -> u64 {
    if rows.len() < candidate.len() {
        rows.resize(candidate.len(), (0, 0));
    }
    let mut row = u64::MAX;
    for (&class, slot) in candidate.iter().zip(rows.iter_mut()) {
        let places = board.get(class as usize).copied().unwrap_or(0);
        row = row.wrapping_add(row & places) | (row & !places);
        *slot = (row, places);
    }
    let mut union = 0;
    if row == u64::MAX {
        return union;
    }
    // The bits below the place that the way back has come to.
    let mut below = if length >= SHORT { u64::MAX } else { (1 << length) - 1 };
    let rows = rows.get(..candidate.len()).unwrap_or_default();
    for &(row, places) in rows.iter().rev() {
        // Going up ends at an equal word or where the length grows.
        let stops = (!row | places) & below;
        if stops == 0 {
            break;
        }
        let bit = 1u64 << (63 - stops.leading_zeros());
        if places & bit == 0 {
            below = bit | (bit - 1);
        } else {
            union |= bit;
            below = bit - 1;
        }
    }
    union
}

/// All rows after the words of `part`, from the row before it.
fn fill(masks: &Masks, part: &[u32], before: &[u64], rows: &mut Vec<u64>) {
    rows.clear();
    rows.extend_from_slice(before);
    for (at, &class) in part.iter().enumerate() {
        let width = before.len();
        rows.extend_from_within(at * width..);
        let Some(row) = rows.get_mut((at + 1) * width..) else { return };
        advance(row, masks.bits(class));
    }
}

/// Follows the table back from reference word `i` through the candidate words of `part`; gives the
/// place it leaves at.
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

/// Hits of the union over candidate sentences, clipped: a marked word counts while both whole texts
/// still have it to give (`left`: what the reference has of each word, `given`: what the candidate
/// has).
pub(super) fn union_hits(
    reference: &Text,
    candidate: &Text,
    mut left: Vec<u32>,
    mut given: Vec<u32>,
) -> u64 {
    let mut board = vec![0u64; left.len()];
    let mut short_rows = Vec::new();
    let mut hits = 0;
    for sentence in reference.sentences() {
        if sentence.len() > SHORT {
            let union = long_union(sentence, candidate, left.len());
            for (&class, _) in sentence.iter().zip(&union).filter(|(_, marked)| **marked) {
                hits += u64::from(take(class, &mut left, &mut given));
            }
            continue;
        }
        for (&class, place) in sentence.iter().zip(0..) {
            if let Some(places) = board.get_mut(class as usize) {
                *places |= 1 << place;
            }
        }
        let union = candidate.sentences().fold(0, |union, other| {
            union | mark_short(&board, sentence.len(), other, &mut short_rows)
        });
        for (&class, place) in sentence.iter().zip(0..) {
            if union >> place & 1 == 1 {
                hits += u64::from(take(class, &mut left, &mut given));
            }
            if let Some(places) = board.get_mut(class as usize) {
                *places = 0;
            }
        }
    }
    hits
}

fn long_union(sentence: &[u32], candidate: &Text, vocabulary: usize) -> Vec<bool> {
    let masks = Masks::new(sentence, &Places::new(sentence, vocabulary));
    let mut union = vec![false; sentence.len()];
    let mut rows = Vec::new();
    for other in candidate.sentences() {
        mark(&masks, sentence, other, &mut union, &mut rows);
    }
    union
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

    fn masks_of(sequence: &[u32]) -> Masks {
        Masks::new(sequence, &Places::new(sequence, 64))
    }

    fn short_union(reference: &[u32], candidate: &[u32]) -> Vec<bool> {
        let mut board = [0u64; 64];
        for (place, &class) in reference.iter().enumerate() {
            board[class as usize] |= 1 << place;
        }
        let union = mark_short(&board, reference.len(), candidate, &mut Vec::new());
        (0..reference.len()).map(|place| union >> place & 1 == 1).collect()
    }

    #[test]
    fn bits_give_the_table_s_length_and_way() {
        let mut seed = 7;
        let sizes = [
            (0, 5, 3),
            (5, 0, 3),
            (1, 1, 1),
            (9, 12, 2),
            (30, 25, 6),
            (64, 64, 9),
            (65, 40, 3),
            (200, 150, 12),
        ];
        for (n, m, words) in sizes {
            for _ in 0..40 {
                let reference = sequence(&mut seed, n, words);
                let candidate = sequence(&mut seed, m, words + 2);
                let masks = masks_of(&reference);
                assert_eq!(length(&masks, &candidate), table(&reference, &candidate)[n][m] as u64);
                let expected = marked(&reference, &candidate);
                let mut union = vec![false; n];
                mark(&masks, &reference, &candidate, &mut union, &mut Vec::new());
                assert_eq!(union, expected);
                if n <= SHORT {
                    assert_eq!(short_union(&reference, &candidate), expected);
                }
            }
        }
    }

    #[test]
    fn checkpoints_give_the_same_way() {
        let mut seed = 11;
        let reference = sequence(&mut seed, 9000, 40);
        let candidate = sequence(&mut seed, 16_000, 40);
        let masks = masks_of(&reference);
        assert!(masks.words() * candidate.len() > ROWS_KEPT);
        let mut union = vec![false; reference.len()];
        mark(&masks, &reference, &candidate, &mut union, &mut Vec::new());
        let marks = union.iter().filter(|mark| **mark).count() as u64;
        assert_eq!(marks, length(&masks, &candidate));
    }
}

//! ROUGE-W (Lin 2004, section 4): as ROUGE-L, but a run of k neighbouring hits weighs
//! `f(k) = k^weight`.
//!
//! ```text
//! equal words:  c[i][j] = c[i-1][j-1] + f(k + 1) − f(k),  k the run that ends at (i−1, j−1)
//! else:         the greater of c[i-1][j] (up, on ties) and c[i][j-1] (left), the run is broken
//! recall    = (hits / f(Σ f(length of reference sentence))) ^ (1/weight)
//! precision = (hits / f(words of the candidate)) ^ (1/weight)
//! ```
//! Quirks kept from ROUGE-1.5.5: recall is weighted twice, so that a text does not reach 1 against
//! itself; a marked word that fails the clipping neither ends nor closes the run around it; a
//! reference without words ends the program, which is "no score" here.

use super::lcs::take;
use super::score::{Counts, power};
use super::text::Text;

/// Tables with more cells than this are not made; there is no score then. The script would have
/// ended long before.
const MOST_CELLS: usize = 1 << 31;

/// `f(0), f(1), …`, made once for the longest run that can come.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    exponent: f64,
    known: Vec<f64>,
}

impl Weights {
    pub(super) fn new(exponent: f64, longest: usize) -> Self {
        let mut weights = Self { exponent, known: Vec::new() };
        weights.known = (0..=longest + 1).map(|k| weights.of(k as f64)).collect();
        weights
    }

    fn of(&self, length: f64) -> f64 {
        power(length, self.exponent)
    }

    fn run(&self, length: usize) -> f64 {
        self.known.get(length).copied().unwrap_or_else(|| self.of(length as f64))
    }
}

/// Directions as bits: set is up.
struct Ways {
    up: Vec<u64>,
    columns: usize,
}

impl Ways {
    fn set(&mut self, i: usize, j: usize) {
        let at = i * self.columns + j;
        if let Some(bits) = self.up.get_mut(at / 64) {
            *bits |= 1 << (at % 64);
        }
    }

    fn is_up(&self, i: usize, j: usize) -> bool {
        let at = i * self.columns + j;
        self.up.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
    }
}

/// Marks the reference words of the best weighted subsequence with one candidate sentence; `None`
/// if the table would be too large.
fn mark(reference: &[u32], candidate: &[u32], weights: &Weights, union: &mut [bool]) -> Option<()> {
    let columns = candidate.len();
    let cells = reference.len().checked_mul(columns).filter(|&cells| cells <= MOST_CELLS)?;
    let mut ways = Ways { up: vec![0; cells.div_ceil(64)], columns };
    // One row of (c, run) is enough: `diagonal` keeps the cell that was overwritten last.
    let mut row = vec![(0.0f64, 0usize); columns];
    for (i, &word) in reference.iter().enumerate() {
        let (mut diagonal, mut left) = ((0.0, 0), 0.0);
        for (j, (&other, cell)) in candidate.iter().zip(row.iter_mut()).enumerate() {
            let above = *cell;
            *cell = if word == other {
                let (sum, run) = diagonal;
                ((sum + weights.run(run + 1)) - weights.run(run), run + 1)
            } else if above.0 >= left {
                ways.set(i, j);
                (above.0, 0)
            } else {
                (left, 0)
            };
            diagonal = above;
            left = cell.0;
        }
    }
    let (mut i, mut j) = (reference.len(), columns);
    while let (Some(above), Some(left)) = (i.checked_sub(1), j.checked_sub(1)) {
        if reference.get(above) == candidate.get(left) {
            if let Some(mark) = union.get_mut(above) {
                *mark = true;
            }
            (i, j) = (above, left);
        } else if ways.is_up(above, left) {
            i = above;
        } else {
            j = left;
        }
    }
    Some(())
}

/// Weighted hits and sizes against one reference; `None` where the script ends with a division by
/// zero. `words` is the number of words of the candidate, `left` and `given` are what reference and
/// candidate have of each word.
pub(super) fn counts(
    reference: &Text,
    candidate: &Text,
    words: usize,
    weights: &Weights,
    mut left: Vec<u32>,
    mut given: Vec<u32>,
) -> Option<Counts> {
    let sentences: f64 = reference.sentences().map(|sentence| weights.run(sentence.len())).sum();
    if sentences <= 0.0 {
        return None;
    }
    let mut hits = 0.0;
    for sentence in reference.sentences() {
        let mut union = vec![false; sentence.len()];
        for other in candidate.sentences() {
            mark(sentence, other, weights, &mut union)?;
        }
        let mut run = 0;
        for (at, (&class, &marked)) in sentence.iter().zip(&union).enumerate() {
            if marked && take(class, &mut left, &mut given) {
                run += 1;
                if !union.get(at + 1).copied().unwrap_or(false) {
                    hits += weights.run(run);
                    run = 0;
                }
            }
        }
    }
    Some(Counts {
        reference: weights.of(sentences),
        candidate: weights.run(words),
        hits,
        base: sentences,
    })
}

//! Floor 2: TF-IDF rows, cosine, centroid.
//!
//! A row holds, for each distinct content term of a sentence, (1 + ln tf) · idf, scaled to length 1
//! (the `ltc` weighting of Salton & Buckley 1988). Rows are sparse, in CSR: all rows' terms in one
//! vector, in term order inside a row.

use crate::model::{SentenceId, TermId};
use crate::terms::{Idf, TermTable, Token};

/// Sparse rows of unit length (a row without content terms is empty).
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    terms: Vec<TermId>,
    weights: Vec<f32>,
    rows: Vec<usize>,
}

impl Vectors {
    /// One row for each of `sentences`, in that order.
    #[must_use]
    pub fn of_sentences(sentences: &[SentenceId], table: &TermTable, idf: &Idf) -> Self {
        Self::of_tokens(sentences.iter().map(|&s| table.sentence(s)), idf)
    }

    /// One row for each stretch of tokens.
    #[must_use]
    pub fn of_tokens<'t>(stretches: impl Iterator<Item = &'t [Token]>, idf: &Idf) -> Self {
        let mut vectors = Self { rows: vec![0], ..Self::default() };
        let mut terms = Vec::new();
        for tokens in stretches {
            terms.clear();
            terms.extend(tokens.iter().filter(|t| t.is_content()).map(|t| t.term()));
            terms.sort_unstable();
            vectors.push_counted(&terms, idf);
        }
        vectors
    }

    /// Adds a row from sorted terms, repeats counted.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn push_counted(&mut self, sorted: &[TermId], idf: &Idf) {
        let first = self.terms.len();
        for run in sorted.chunk_by(|a, b| a == b) {
            // Most terms stand once in a sentence: the logarithm of 1 is 0.
            let tf = if run.len() == 1 { 1.0 } else { 1.0 + libm::log(run.len() as f64) };
            self.terms.push(run[0]);
            self.weights.push((tf * idf.of(run[0])) as f32);
        }
        let norm = norm(&self.weights[first..]);
        if norm > 0.0 {
            for weight in &mut self.weights[first..] {
                *weight = (f64::from(*weight) / norm) as f32;
            }
        }
        self.rows.push(self.terms.len());
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The terms (ascending) and weights of a row; empty past the end.
    #[must_use]
    pub fn row(&self, row: usize) -> (&[TermId], &[f32]) {
        match (self.rows.get(row), self.rows.get(row + 1)) {
            (Some(&start), Some(&end)) => (&self.terms[start..end], &self.weights[start..end]),
            _ => (&[], &[]),
        }
    }

    /// Cosine of two rows, 0 to 1.
    #[must_use]
    pub fn cosine(&self, a: usize, b: usize) -> f64 {
        dot(self.row(a), self.row(b))
    }

    /// The sum of the rows in `rows`.
    #[must_use]
    pub fn sum(&self, rows: impl Iterator<Item = usize>) -> Sum {
        let mut all: Vec<(TermId, f64)> = Vec::new();
        for row in rows {
            let (ids, weights) = self.row(row);
            all.extend(ids.iter().copied().zip(weights.iter().map(|w| f64::from(*w))));
        }
        // Stable: the weights of one term are added in the order of the rows.
        all.sort_by_key(|(term, _)| *term);
        let sums = all.chunk_by(|a, b| a.0 == b.0);
        let (terms, weights) =
            sums.map(|run| (run[0].0, run.iter().map(|w| w.1).sum::<f64>())).unzip();
        Sum { terms, weights }
    }

    /// The sum of the rows in `rows`, scaled to length 1.
    #[must_use]
    pub fn centroid(&self, rows: impl Iterator<Item = usize>) -> Sum {
        let mut sum = self.sum(rows);
        let length = sum.weights.iter().map(|w| w * w).sum::<f64>().sqrt();
        if length > 0.0 {
            for weight in &mut sum.weights {
                *weight /= length;
            }
        }
        sum
    }

    /// Product of a row with a sum of rows.
    #[must_use]
    pub fn project(&self, row: usize, sum: &Sum) -> f64 {
        let (ids, weights) = self.row(row);
        ids.iter().zip(weights).map(|(t, w)| f64::from(*w) * sum.of(*t)).sum()
    }
}

/// Some rows under numbers of their own, so that one of them spread out is small, and its products
/// with many others cost one look a term. The products are those of [`Vectors::cosine`], to the
/// last bit.
#[derive(Debug)]
pub(crate) struct Compact {
    terms: Vec<u32>,
    weights: Vec<f32>,
    ends: Vec<usize>,
    /// The weights of the row that is set, by term.
    spread: Vec<f32>,
    /// The row that is set.
    set: Option<usize>,
}

impl Compact {
    /// The rows of `vectors` at the places given (an empty row for one past the end), numbered from
    /// 0.
    pub(crate) fn new(vectors: &Vectors, rows: &[usize]) -> Self {
        let mut all: Vec<TermId> =
            rows.iter().flat_map(|&row| vectors.row(row).0).copied().collect();
        all.sort_unstable();
        all.dedup();
        let (mut terms, mut weights, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for &row in rows {
            let (ids, own) = vectors.row(row);
            // Every id is among them; numbers ascend as terms do.
            let number = |id: &TermId| all.partition_point(|other| other < id);
            terms.extend(ids.iter().map(number).filter_map(|at| u32::try_from(at).ok()));
            weights.extend_from_slice(own);
            ends.push(terms.len());
        }
        Self { terms, weights, ends, spread: vec![0.0; all.len()], set: None }
    }

    fn row(&self, row: usize) -> std::ops::Range<usize> {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[row]
    }

    /// Sets the row that others are compared with.
    pub(crate) fn set(&mut self, row: usize) {
        if let Some(before) = self.set.replace(row) {
            for at in self.row(before) {
                self.spread[self.terms[at] as usize] = 0.0;
            }
        }
        for at in self.row(row) {
            self.spread[self.terms[at] as usize] = self.weights[at];
        }
    }

    /// Cosine of the row that is set with another.
    pub(crate) fn cosine(&self, row: usize) -> f64 {
        let range = self.row(row);
        let terms = self.terms[range.clone()].iter().zip(&self.weights[range]);
        terms.fold(0.0, |sum, (term, weight)| {
            sum + f64::from(self.spread[*term as usize]) * f64::from(*weight)
        })
    }
}

/// A sum of rows. It holds the terms of those rows only, so that a story costs what it holds.
#[derive(Debug, Clone, Default)]
pub struct Sum {
    /// Ascending.
    terms: Vec<TermId>,
    weights: Vec<f64>,
}

impl Sum {
    /// The weight of a term; 0 where no row holds it.
    #[must_use]
    pub fn of(&self, term: TermId) -> f64 {
        self.terms.binary_search(&term).map_or(0.0, |at| self.weights[at])
    }
}

fn norm(weights: &[f32]) -> f64 {
    weights.iter().map(|w| f64::from(*w) * f64::from(*w)).sum::<f64>().sqrt()
}

/// Product of two sparse rows whose terms ascend.
fn dot(a: (&[TermId], &[f32]), b: (&[TermId], &[f32])) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.0.get(i), b.0.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(a.1[i]) * f64::from(b.1[j]);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

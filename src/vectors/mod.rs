//! Floor 2: TF-IDF rows, cosine, centroid.
//!
//! A row holds, for each distinct content term of a sentence, (1 + ln tf) · idf, scaled to length 1 (the `ltc` weighting
//! of Salton & Buckley 1988). Rows are sparse, in CSR: all rows' terms in one vector, in term order inside a row.

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
            let tf = 1.0 + libm::log(run.len() as f64);
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

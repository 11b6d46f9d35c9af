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
            terms.extend(tokens.iter().filter(|t| t.is_content()).map(|t| t.term));
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

    /// The sum of the rows in `rows`, dense over `terms` terms.
    #[must_use]
    pub fn sum(&self, rows: impl Iterator<Item = usize>, terms: usize) -> ndarray::Array1<f64> {
        let mut sum = ndarray::Array1::<f64>::zeros(terms);
        for row in rows {
            let (ids, weights) = self.row(row);
            for (term, weight) in ids.iter().zip(weights) {
                sum[term.index()] += f64::from(*weight);
            }
        }
        sum
    }

    /// The sum of the rows in `rows`, scaled to length 1, dense over `terms` terms.
    #[must_use]
    pub fn centroid(
        &self,
        rows: impl Iterator<Item = usize>,
        terms: usize,
    ) -> ndarray::Array1<f64> {
        let mut sum = self.sum(rows, terms);
        let length = sum.dot(&sum).sqrt();
        if length > 0.0 {
            sum /= length;
        }
        sum
    }

    /// Product of a row with a dense vector over all terms.
    #[must_use]
    pub fn project(&self, row: usize, dense: &ndarray::Array1<f64>) -> f64 {
        let (ids, weights) = self.row(row);
        ids.iter().zip(weights).map(|(t, w)| f64::from(*w) * dense[t.index()]).sum()
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

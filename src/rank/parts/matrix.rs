//! Sparse matrices over one story: a row for each of its sentences, a column for each term that
//! occurs in it.

use ndarray::Array1;

use crate::model::TermId;
use crate::rank::Story;
use crate::terms::{Listed, Token};

/// A sparse matrix in compressed rows. Columns are numbered in order of first sight, so that a
/// story's matrix is as small as the story, however large the corpus's lexicon.
#[derive(Debug, Clone)]
pub struct Matrix {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    width: usize,
}

/// Numbers terms from 0 in order of first sight.
struct Numbering {
    /// One more than the number of a term; 0 for one not seen. Zeroed memory that is never touched
    /// costs nothing.
    of: Vec<u32>,
    next: u32,
}

impl Numbering {
    fn new(terms: usize) -> Self {
        Self { of: vec![0; terms], next: 0 }
    }

    fn number(&mut self, term: TermId) -> u32 {
        if term.index() >= self.of.len() {
            self.of.resize(term.index() + 1, 0);
        }
        let known = &mut self.of[term.index()];
        if *known == 0 {
            self.next += 1;
            *known = self.next;
        }
        *known - 1
    }
}

impl Matrix {
    /// The story's TF-IDF rows.
    #[must_use]
    pub fn of_vectors(story: &Story<'_>) -> Self {
        let mut numbering = Numbering::new(story.table.lexicon().len());
        let mut matrix = Self::empty();
        for row in 0..story.vectors.len() {
            let (terms, weights) = story.vectors.row(row);
            for (&term, &weight) in terms.iter().zip(weights) {
                matrix.columns.push(numbering.number(term));
                matrix.values.push(weight);
            }
            matrix.starts.push(matrix.columns.len());
        }
        matrix.width = numbering.next as usize;
        matrix
    }

    /// TF-IDF rows of unit length whose idf is that of the language at large ([`Listed`]), as in
    /// papers that count their documents' words in a large collection: inside one story the words
    /// that matter most stand in every article, and an idf that is counted there makes them worth
    /// nothing. The story's own idf serves for languages without a table.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn of_rarities(story: &Story<'_>) -> Self {
        let Some(listed) = Listed::of(story.main_language()) else {
            return Self::of_vectors(story);
        };
        let idf = |term| listed.idf(story.table.lexicon().stem(term));
        Self::of_terms(story, |term, count| ((1.0 + libm::log(count)) * idf(term)) as f32)
            .unit_rows()
    }

    /// The story's own weights without scaling to length 1: how often a term stands in the
    /// sentence, times its idf.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn of_weights(story: &Story<'_>) -> Self {
        Self::of_terms(story, |term, count| (count * story.idf.of(term)) as f32)
    }

    /// How often each content term stands in each sentence.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn of_counts(story: &Story<'_>) -> Self {
        Self::of_terms(story, |_, count| count as f32)
    }

    #[allow(clippy::cast_precision_loss)]
    fn of_terms(story: &Story<'_>, value: impl Fn(TermId, f64) -> f32) -> Self {
        let mut numbering = Numbering::new(story.table.lexicon().len());
        let mut matrix = Self::empty();
        let mut terms: Vec<TermId> = Vec::new();
        for &sentence in &story.sentences {
            terms.clear();
            let content =
                story.table.sentence(sentence).iter().copied().filter(|t| Token::is_content(*t));
            terms.extend(content.map(|t| t.term()));
            terms.sort_unstable();
            for run in terms.chunk_by(|a, b| a == b) {
                matrix.columns.push(numbering.number(run[0]));
                matrix.values.push(value(run[0], run.len() as f64));
            }
            matrix.starts.push(matrix.columns.len());
        }
        matrix.width = numbering.next as usize;
        matrix
    }

    /// This matrix with every value 1.
    #[must_use]
    pub fn ones(mut self) -> Self {
        self.values.fill(1.0);
        self
    }

    /// This matrix with every row scaled to length 1 (rows without entries stay as they are).
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn unit_rows(mut self) -> Self {
        for row in 0..self.height() {
            let range = self.range(row);
            let squares = self.values[range.clone()].iter().map(|&v| f64::from(v) * f64::from(v));
            let length = squares.sum::<f64>().sqrt();
            if length > 0.0 {
                self.values[range].iter_mut().for_each(|v| *v = (f64::from(*v) / length) as f32);
            }
        }
        self
    }

    fn empty() -> Self {
        Self { starts: vec![0], columns: Vec::new(), values: Vec::new(), width: 0 }
    }

    /// Rows become columns.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn transposed(&self) -> Self {
        let mut starts = vec![0usize; self.width + 1];
        for &column in &self.columns {
            starts[column as usize + 1] += 1;
        }
        for at in 0..self.width {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let mut columns = vec![0u32; self.columns.len()];
        let mut values = vec![0f32; self.values.len()];
        for row in 0..self.height() {
            for (column, value) in self.row(row) {
                let at = &mut next[column];
                columns[*at] = row as u32;
                values[*at] = value;
                *at += 1;
            }
        }
        Self { starts, columns, values, width: self.height() }
    }

    /// Number of rows.
    #[must_use]
    pub fn height(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of columns.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Number of entries in a row; 0 past the end.
    #[must_use]
    pub fn len_of(&self, row: usize) -> usize {
        self.columns_of(row).len()
    }

    /// The columns of a row's entries; none past the end.
    #[must_use]
    pub fn columns_of(&self, row: usize) -> &[u32] {
        &self.columns[self.range(row)]
    }

    /// The entries of a row as column and value; none past the end.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let range = self.range(row);
        let columns = self.columns[range.clone()].iter().map(|&c| c as usize);
        columns.zip(self.values[range].iter().copied())
    }

    fn range(&self, row: usize) -> std::ops::Range<usize> {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&start), Some(&end)) => start..end,
            _ => 0..0,
        }
    }

    /// The sum of a row's values.
    #[must_use]
    pub fn sum_of(&self, row: usize) -> f64 {
        self.row(row).map(|(_, value)| f64::from(value)).sum()
    }

    /// Product of a row with a vector of [`width`](Self::width) entries.
    #[must_use]
    pub fn dot(&self, row: usize, dense: &[f64]) -> f64 {
        self.row(row).map(|(column, value)| f64::from(value) * dense[column]).sum()
    }

    /// Product with a column vector of [`width`](Self::width) entries.
    #[must_use]
    pub fn times(&self, vector: &Array1<f64>) -> Array1<f64> {
        (0..self.height())
            .map(|row| self.row(row).map(|(c, v)| f64::from(v) * vector[c]).sum::<f64>())
            .collect()
    }

    /// Product of the transposed matrix with a column vector of [`height`](Self::height) entries.
    #[must_use]
    pub fn transposed_times(&self, vector: &Array1<f64>) -> Array1<f64> {
        let mut product = Array1::zeros(self.width);
        for (row, &factor) in vector.iter().enumerate() {
            for (column, value) in self.row(row) {
                product[column] += f64::from(value) * factor;
            }
        }
        product
    }
}

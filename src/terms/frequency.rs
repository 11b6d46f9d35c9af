//! Document frequencies and the inverse document frequency.
//!
//! idf(t) = ln((N + 1) / (df(t) + ½)), where N is the number of documents and df(t) the number of
//! those that hold t (a smoothed form of Spärck Jones 1972, positive for every df ≤ N). Frequencies
//! of two collections merge by addition.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::model::{ArticleId, Corpus, TermId};
use crate::text::encode::sha256_hex;
use crate::threads;

use super::{Lexicon, TermTable};

/// How many documents hold each stem.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentFrequencies {
    documents: u64,
    counts: BTreeMap<String, u64>,
}

/// A saved table that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct FrequencyError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: &'static str,
}

impl DocumentFrequencies {
    /// Counts the articles of a corpus: each counts a stem once, stop words left out.
    #[must_use]
    pub fn count(corpus: &Corpus, table: &TermTable) -> Self {
        let by_term = count_terms(corpus, table);
        let counts = by_term
            .iter()
            .enumerate()
            .filter(|(_, n)| **n > 0)
            .map(|(term, n)| (table.lexicon().stem(TermId::of(term)).to_owned(), u64::from(*n)))
            .collect();
        Self { documents: corpus.articles().len() as u64, counts }
    }

    /// Number of documents counted.
    #[must_use]
    pub const fn documents(&self) -> u64 {
        self.documents
    }

    /// How many documents hold `stem`.
    #[must_use]
    pub fn get(&self, stem: &str) -> u64 {
        self.counts.get(stem).copied().unwrap_or(0)
    }

    /// All stems with the number of documents that hold them, in order of the stems' bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.counts.iter().map(|(stem, count)| (stem.as_str(), *count))
    }

    /// Adds the counts of another, disjoint collection.
    pub fn merge(&mut self, other: &Self) {
        self.documents = self.documents.saturating_add(other.documents);
        for (stem, count) in &other.counts {
            let sum = self.counts.entry(stem.clone()).or_insert(0);
            *sum = sum.saturating_add(*count);
        }
    }

    /// The table as text: a first line `#documents<TAB>N`, then `stem<TAB>count` in order of the
    /// stems' bytes.
    #[must_use]
    pub fn to_tsv(&self) -> String {
        let mut tsv = format!("#documents\t{}\n", self.documents);
        for (stem, count) in &self.counts {
            let _ = writeln!(tsv, "{stem}\t{count}");
        }
        tsv
    }

    /// SHA-256 of [`to_tsv`](Self::to_tsv), in hexadecimal: what `sha256sum` says of the file.
    #[must_use]
    pub fn digest(&self) -> String {
        sha256_hex(self.to_tsv())
    }

    /// Reads what [`to_tsv`](Self::to_tsv) wrote.
    ///
    /// # Errors
    /// [`FrequencyError`] with the first line that is not of that form, or whose count passes the
    /// number of documents.
    pub fn from_tsv(tsv: &str) -> Result<Self, FrequencyError> {
        let wrong = |line: usize, problem| FrequencyError { line: line + 1, problem };
        let mut lines = tsv.lines().enumerate();
        let documents = lines
            .next()
            .and_then(|(_, first)| first.strip_prefix("#documents\t")?.trim().parse().ok())
            .ok_or_else(|| wrong(0, "expected `#documents`, a tab and the number of documents"))?;
        let mut table = Self { documents, counts: BTreeMap::new() };
        for (n, line) in lines.filter(|(_, line)| !line.is_empty()) {
            let (stem, count) = line
                .split_once('\t')
                .ok_or_else(|| wrong(n, "expected a stem, a tab and a count"))?;
            let count: u64 =
                count.trim().parse().map_err(|_| wrong(n, "the count is no whole number"))?;
            if count > documents {
                return Err(wrong(n, "the count is larger than the number of documents"));
            }
            let sum = table.counts.entry(stem.to_owned()).or_insert(0);
            *sum = sum.saturating_add(count);
        }
        Ok(table)
    }
}

/// Inverse document frequencies by term.
#[derive(Debug, Clone, Default)]
pub struct Idf {
    by_term: Vec<f64>,
    highest: f64,
}

impl Idf {
    /// From the articles of `corpus`, with a background table added where there is one.
    #[must_use]
    pub fn new(
        corpus: &Corpus,
        table: &TermTable,
        background: Option<&DocumentFrequencies>,
    ) -> Self {
        let counts = count_terms(corpus, table);
        let documents =
            corpus.articles().len() as u64 + background.map_or(0, DocumentFrequencies::documents);
        let lexicon = table.lexicon();
        let by_term = (0..lexicon.len())
            .map(|term| {
                let own = u64::from(counts.get(term).copied().unwrap_or(0));
                let before = background.map_or(0, |b| b.get(lexicon.stem(TermId::of(term))));
                idf(documents, own + before)
            })
            .collect();
        Self { by_term, highest: idf(documents, 0) }
    }

    /// The idf of a term; that of an unseen word for terms of another lexicon.
    #[must_use]
    pub fn of(&self, term: TermId) -> f64 {
        self.by_term.get(term.index()).copied().unwrap_or(self.highest)
    }

    /// The idf of a word never seen.
    #[must_use]
    pub const fn highest(&self) -> f64 {
        self.highest
    }
}

#[allow(clippy::cast_precision_loss)]
fn idf(documents: u64, count: u64) -> f64 {
    libm::log((documents as f64 + 1.0) / (count as f64 + 0.5)).max(0.0)
}

/// How many articles hold each term as a content word, by [`TermId`].
fn count_terms(corpus: &Corpus, table: &TermTable) -> Vec<u32> {
    // A part costs a table of all terms, so there are few.
    const PARTS: usize = 8;
    /// Articles below which a part does not pay. Bounds the work; set by hand.
    const FEWEST: usize = 1_000;
    let articles = corpus.articles().len();
    let parts = threads::ranges(articles, PARTS.min(articles / FEWEST).max(1));
    let counted = threads::map(&parts, |_, range| count_range(corpus, table, range.clone()));
    let mut counted = counted.into_iter();
    let mut sum = counted.next().unwrap_or_else(|| vec![0; table.lexicon().len()]);
    for part in counted {
        for (sum, count) in sum.iter_mut().zip(part) {
            *sum += count;
        }
    }
    sum
}

fn count_range(corpus: &Corpus, table: &TermTable, range: std::ops::Range<usize>) -> Vec<u32> {
    let terms = Lexicon::len(table.lexicon());
    let mut counts = vec![0u32; terms];
    let mut last_seen = vec![u32::MAX; terms];
    for article in range.map(ArticleId::of) {
        for sentence in corpus.sentences_of(article) {
            for token in table.sentence(sentence).iter().filter(|t| t.is_content()) {
                let at = token.term().index();
                if last_seen[at] != article.0 {
                    last_seen[at] = article.0;
                    counts[at] += 1;
                }
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_merge_by_addition_and_survive_the_disk() {
        let a = DocumentFrequencies::from_tsv("#documents\t10\nbridg\t3\nvote\t2\n").unwrap();
        let mut b = DocumentFrequencies::from_tsv("#documents\t5\nvote\t5\n").unwrap();
        b.merge(&a);
        assert_eq!(b.to_tsv(), "#documents\t15\nbridg\t3\nvote\t7\n");
        assert_eq!(DocumentFrequencies::from_tsv(&b.to_tsv()).unwrap(), b);
    }

    #[test]
    fn broken_tables_name_the_line() {
        for (tsv, line) in
            [("", 1), ("x\t1", 1), ("#documents\t2\nvote", 2), ("#documents\t2\nvote\t3", 2)]
        {
            assert_eq!(DocumentFrequencies::from_tsv(tsv).unwrap_err().line, line, "{tsv:?}");
        }
    }

    #[test]
    fn rarer_terms_weigh_more_and_none_is_negative() {
        assert!(idf(10, 1) > idf(10, 5));
        assert!(idf(10, 10) >= 0.0);
        assert!((idf(10, 1) - libm::log(11.0 / 1.5)).abs() < 1e-12);
    }
}

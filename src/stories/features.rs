//! What two articles are compared by: one sparse vector an article, made of four parts.
//!
//! The parts are the words of the text (the title counted three times), the words of the title, the capitalised words, and
//! pairs of adjacent content words; each is a TF-IDF row of length 1, scaled by the root of its share, so that the product
//! of two vectors is the shares' weighted mean of four cosines. The idf of a small collection says little, so every
//! feature is taken to stand in 5 of 500 further documents.

use std::collections::BTreeMap;

use crate::model::{Corpus, Role, TermId};
use crate::terms::{TermTable, Token};

/// Shares of the four parts.
const WORDS: f64 = 0.5;
const TITLE: f64 = 0.1;
const NAMES: f64 = 0.1;
const PAIRS: f64 = 0.3;

/// How often a title's word counts in the text.
const TITLE_TIMES: u32 = 3;

/// Further documents, and how many of them hold any feature.
const BEYOND: f64 = 500.0;
const BEYOND_WITH: f64 = 5.0;

/// Most features of one part that an article keeps: those of greatest weight. Longer articles lose only their tail.
const MOST: usize = 400;

/// One sparse vector for each article, by id.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// Feature and weight, by feature.
    pub rows: Vec<Vec<(u32, f32)>>,
    /// Days since 1970, where the article is dated.
    pub days: Vec<Option<f64>>,
    /// Number of distinct features.
    pub width: usize,
}

impl Features {
    pub(super) fn new(corpus: &Corpus, table: &TermTable) -> Self {
        let mut features =
            Self { days: corpus.articles().iter().map(day).collect(), ..Self::default() };
        let counted: Vec<Counted> =
            corpus.article_ids().map(|a| Counted::new(corpus, table, a)).collect();
        features.rows = vec![Vec::new(); counted.len()];
        for (part, share) in [WORDS, TITLE, NAMES, PAIRS].into_iter().enumerate() {
            features.add_part(&counted, part, share);
        }
        for row in &mut features.rows {
            row.sort_unstable_by_key(|&(feature, _)| feature);
        }
        features
    }

    /// Adds one part of every article, its features numbered after those of the parts before it.
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn add_part(&mut self, counted: &[Counted], part: usize, share: f64) {
        let mut keys: Vec<u64> =
            counted.iter().flat_map(|c| c.parts[part].iter().map(|&(k, _)| k)).collect();
        keys.sort_unstable();
        let mut frequency: Vec<(u64, u32)> = Vec::new();
        for run in keys.chunk_by(|a, b| a == b) {
            frequency.push((run[0], u32::try_from(run.len()).unwrap_or(u32::MAX)));
        }
        let documents = counted.len() as f64 + BEYOND + 1.0;
        for (row, article) in self.rows.iter_mut().zip(counted) {
            let mut weights: Vec<(u32, f64)> = article.parts[part]
                .iter()
                .filter_map(|&(key, count)| {
                    let at = frequency.binary_search_by_key(&key, |f| f.0).ok()?;
                    let idf =
                        libm::log(documents / (f64::from(frequency[at].1) + BEYOND_WITH + 0.5));
                    let feature = u32::try_from(self.width + at).ok()?;
                    Some((feature, (1.0 + libm::log(f64::from(count))) * idf.max(0.0)))
                })
                .collect();
            if weights.len() > MOST {
                weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                weights.truncate(MOST);
            }
            let length = weights.iter().map(|w| w.1 * w.1).sum::<f64>().sqrt();
            if length > 0.0 {
                row.extend(weights.iter().map(|&(f, w)| (f, (w / length * share.sqrt()) as f32)));
            }
        }
        self.width += frequency.len();
    }

    /// Likeness of two articles by content alone, 0 to 1.
    pub(super) fn likeness(&self, a: u32, b: u32) -> f64 {
        dot(&self.rows[a as usize], &self.rows[b as usize])
    }

    /// Whether an article lies well before a story, or, undated, seems to.
    pub(super) fn is_older(&self, corpus: &Corpus, lone: u32, story: &[u32]) -> bool {
        let mut days: Vec<f64> = story.iter().filter_map(|&a| self.days[a as usize]).collect();
        days.sort_by(f64::total_cmp);
        match (self.days[lone as usize], days.get(days.len() / 2)) {
            (Some(day), Some(middle)) => middle - day > super::age::DAYS_F64,
            _ => super::age::seems_older(corpus, lone, story),
        }
    }
}

/// Product of two sparse rows in feature order.
pub(super) fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += f64::from(x.1) * f64::from(y.1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

#[allow(clippy::cast_precision_loss)]
fn day(article: &crate::model::Article) -> Option<f64> {
    article.published.map(|p| p.at.as_second() as f64 / 86_400.0)
}

/// Counts of one article's features, by part.
#[derive(Debug, Default)]
struct Counted {
    parts: [Vec<(u64, u32)>; 4],
}

impl Counted {
    fn new(corpus: &Corpus, table: &TermTable, article: crate::model::ArticleId) -> Self {
        let mut counts: [BTreeMap<u64, u32>; 4] = Default::default();
        let title = table.title(article);
        for token in title.iter().filter(|t| t.is_content()) {
            *counts[0].entry(u64::from(token.term.0)).or_insert(0) += TITLE_TIMES;
            *counts[1].entry(u64::from(token.term.0)).or_insert(0) += 1;
        }
        let mut read = |tokens: &[Token]| {
            let mut before: Option<TermId> = None;
            for token in tokens {
                if !token.is_content() {
                    before = None;
                    continue;
                }
                let key = u64::from(token.term.0);
                *counts[0].entry(key).or_insert(0) += 1;
                if token.is_capital() {
                    *counts[2].entry(key).or_insert(0) += 1;
                }
                if let Some(first) = before {
                    *counts[3].entry(u64::from(first.0) << 32 | key).or_insert(0) += 1;
                }
                before = Some(token.term);
            }
        };
        read(title);
        for sentence in corpus.sentences_of(article) {
            if corpus.sentence(sentence).role != Role::Furniture {
                read(table.sentence(sentence));
            }
        }
        Self { parts: counts.map(|c| c.into_iter().collect()) }
    }
}

//! Focus: what a reader asked for weighs more, and after an earlier telling what is new about the
//! same thing.
//!
//! A query is expanded from the story itself by pseudo-relevance feedback (Rocchio 1971; for
//! query-focused summaries Daumé & Marcu 2006, "Bayesian query-focused summarization"): the
//! sentences that match the query best lend it the words that they use more than the rest does. A
//! concept then keeps [`LEAST`] of its weight and the rest in proportion to how near the query its
//! words, its best sentence and its best article are.
//!
//! What earlier articles say tells what the story is about: people's summaries of what has come to
//! pass since hold such pairs of words more often than other pairs, not less. So a sentence most of
//! which was told is not quoted, but in the others what was told weighs more ([`KNOWN`]), and so
//! does what is new beside it ([`BESIDE`]).

use crate::model::TermId;
use crate::rank::Story;

use super::facts::Facts;

/// Share of its weight that a concept keeps however far it is from the query. Chosen by
/// hand, as all constants here: no trial of other values is recorded.
const LEAST: f64 = 0.06;
/// Exponent of the nearness of a concept's words and best sentence: below 1, so that a story that
/// is all about the query keeps the weights that it has without. Chosen by hand.
const SENTENCE: f64 = 0.4;
/// Exponent of the nearness of its best article, which tells other stories apart. Chosen by
/// hand.
const ARTICLE: f64 = 0.7;
/// Words that the query is expanded by, at most.
/// Set by hand; no trial of other values is recorded.
const EXPANSIONS: usize = 25;
/// What the best word of an expansion counts beside a word of the query. Chosen by
/// hand.
const LENT: f64 = 0.5;
/// Times its weight that a concept counts when the reader was told it. Set by: update sets of
/// halves of three data sets, of 0.05, 0.5, 1, 1.5, 2.5 and 4, and reading 14 stories of two days
/// (`MODEL.md`).
const KNOWN: f64 = 1.5;
/// How much more a new concept weighs whose best sentence was all told; one half told gets half of
/// it. Set by: the same, of 0, 1 and 2.
const BESIDE: f64 = 1.0;
/// A sentence is old news when this share of its word pairs was told.
/// Set by: the same, of 0.5, 0.6, 0.7, 0.8 and never.
const OLD: f64 = 0.7;

impl Facts {
    /// Nearness of each concept to the story's query, [`LEAST`] to 1; 1 everywhere when no word of
    /// it occurs.
    pub(super) fn focus(&self, story: &Story<'_>) -> Vec<f64> {
        let words: Vec<f64> = self.asked(story);
        if words.iter().all(|w| *w <= 0.0) {
            return vec![1.0; self.len()];
        }
        let near = self.nearness(&words);
        let papers = self.nearness_of_articles(&near);
        let of = |concept: usize| {
            let key = self.concepts.keys[concept];
            let own = words[key.first() as usize].max(words[key.last() as usize]);
            let rows = || self.concepts.rows_of(concept).iter().map(|&row| row as usize);
            let best = rows().map(|row| near[row]).fold(0.0, f64::max);
            let paper =
                rows().map(|row| papers[self.rows[row].article as usize]).fold(0.0, f64::max);
            let near = libm::pow((own + best) / 2.0, SENTENCE) * libm::pow(paper, ARTICLE);
            LEAST + (1.0 - LEAST) * near
        };
        (0..self.len()).map(of).collect()
    }

    /// Nearness of every article, from its three nearest sentences, as a share of the nearest
    /// article's.
    fn nearness_of_articles(&self, near: &[f64]) -> Vec<f64> {
        let mut best = vec![[0.0f64; 3]; self.papers.len()];
        for (row, &near) in self.rows.iter().zip(near) {
            let Some(best) = best.get_mut(row.article as usize) else { continue };
            if near > best[2] {
                best[2] = near;
                best.sort_by(|a, b| b.total_cmp(a));
            }
        }
        let sums: Vec<f64> = best.iter().map(|best| best.iter().sum()).collect();
        let most = sums.iter().copied().fold(0.0, f64::max);
        sums.iter().map(|sum| if most > 0.0 { sum / most } else { 0.0 }).collect()
    }

    /// How much each word was asked for, 0 to 1: 1 for the query's own, less for those of its best
    /// sentences.
    fn asked(&self, story: &Story<'_>) -> Vec<f64> {
        let mut words: Vec<f64> = self
            .tokens
            .terms
            .iter()
            .map(|term| f64::from(u8::from(story.query.binary_search(term).is_ok())))
            .collect();
        let near = self.nearness(&words);
        let mut best: Vec<usize> = (0..near.len()).filter(|&row| near[row] > 0.0).collect();
        best.sort_by(|&a, &b| near[b].total_cmp(&near[a]).then(a.cmp(&b)));
        best.truncate((self.rows.len() / 10).clamp(3, 20));
        let mut lent = vec![0.0; words.len()];
        for row in best {
            for word in self.content(row) {
                lent[word] += near[row] * self.rarity(word);
            }
        }
        let mut order: Vec<usize> =
            (0..words.len()).filter(|&w| lent[w] > 0.0 && words[w] <= 0.0).collect();
        order.sort_by(|&a, &b| lent[b].total_cmp(&lent[a]).then(a.cmp(&b)));
        let most = order.first().map_or(1.0, |&w| lent[w]);
        for &word in order.iter().take(EXPANSIONS) {
            words[word] = LENT * lent[word] / most;
        }
        words
    }

    /// Nearness of every row to weighted words: Σ weight · rarity over its distinct content words
    /// by the root of their number, as a share of the nearest row's.
    #[allow(clippy::cast_precision_loss)]
    fn nearness(&self, words: &[f64]) -> Vec<f64> {
        let near = |row: usize| {
            let content = self.content(row);
            let sum: f64 = content.iter().map(|&w| words[w] * self.rarity(w)).sum();
            sum / (content.len().max(1) as f64).sqrt()
        };
        let mut near: Vec<f64> = (0..self.rows.len()).map(near).collect();
        let most = near.iter().copied().fold(0.0, f64::max);
        if most > 0.0 {
            near.iter_mut().for_each(|x| *x /= most);
        }
        near
    }

    /// The distinct content words of a row, ascending.
    fn content(&self, row: usize) -> Vec<usize> {
        let content = self.tokens.row(row).iter().filter(|t| !t.stop);
        let mut words: Vec<usize> = content.map(|t| t.word as usize).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// ln(1 + sentences / sentences with the word).
    #[allow(clippy::cast_precision_loss)]
    fn rarity(&self, word: usize) -> f64 {
        libm::log1p(self.rows.len() as f64 / f64::from(self.words[word].rows.max(1)))
    }

    /// Lifts the concepts that the reader was told, and new ones by the share of their best
    /// sentence that was told.
    pub(super) fn go_on(&self, story: &Story<'_>, weights: &mut [f64]) {
        let mut words: Vec<TermId> = story.known_pairs.iter().flat_map(|&(a, b)| [a, b]).collect();
        words.sort_unstable();
        words.dedup();
        let is_known = |concept: usize| match self.terms_of(concept) {
            (word, None) => words.binary_search(&word).is_ok(),
            (_, Some(_)) => self.is_known(story, concept),
        };
        let known: Vec<bool> = (0..self.len()).map(is_known).collect();
        let shares: Vec<f64> =
            (0..self.rows.len()).map(|row| self.known_share(row, &known)).collect();
        for (concept, weight) in weights.iter_mut().enumerate() {
            let rows = self.concepts.rows_of(concept).iter();
            let beside = rows.map(|&row| shares[row as usize]).fold(0.0, f64::max);
            *weight *= if known[concept] { KNOWN } else { 1.0 + BESIDE * beside };
        }
    }

    /// Share of a row's pairs that were told.
    #[allow(clippy::cast_precision_loss)]
    fn known_share(&self, row: usize, known: &[bool]) -> f64 {
        let concepts = self.concepts.of_row(row).iter().map(|&c| c as usize);
        let (mut held, mut all) = (0usize, 0usize);
        for concept in concepts.filter(|&c| self.is_pair(c)) {
            all += 1;
            held += usize::from(known[concept]);
        }
        held as f64 / all.max(1) as f64
    }

    /// Whether most of what a row says was told before.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn is_old(&self, story: &Story<'_>, row: usize) -> bool {
        if story.known_pairs.is_empty() {
            return false;
        }
        let pairs = self.concepts.of_row(row).iter().map(|&c| c as usize);
        let pairs: Vec<usize> = pairs.filter(|&c| self.is_pair(c)).collect();
        let (known, new): (Vec<usize>, Vec<usize>) =
            pairs.iter().partition(|&&c| self.is_known(story, c));
        // A new figure is news, whatever stands around it.
        !pairs.is_empty()
            && known.len() as f64 >= OLD * pairs.len() as f64
            && !new.iter().any(|&c| self.has_digit(c))
    }

    fn has_digit(&self, concept: usize) -> bool {
        let key = self.concepts.keys[concept];
        [key.first(), key.last()].iter().any(|&word| self.words[word as usize].digit)
    }

    fn is_known(&self, story: &Story<'_>, concept: usize) -> bool {
        let (first, second): (TermId, Option<TermId>) = self.terms_of(concept);
        second.is_some_and(|second| story.known_pairs.binary_search(&(first, second)).is_ok())
    }
}

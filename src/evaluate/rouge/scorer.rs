//! Scorer → prepared references → scores.

use std::sync::Arc;

use super::lcs::{self, Masks};
use super::lexicon::Lexicon;
use super::ngrams::{self, NGrams};
use super::reading;
use super::score::Counts;
use super::skip;
use super::table::{NONE, Numbered, Places};
use super::text::Text;
use super::weighted::{self, Weights};
use super::{Flavour, Metric, Options, OptionsError, References, Score};

/// Options and measures that fit each other, and the words met so far. Clones share those words.
#[derive(Debug, Clone)]
pub struct Scorer {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    options: Options,
    metrics: Vec<Metric>,
    lexicon: Lexicon,
}

/// References read, stemmed and counted once, ready for any number of candidates, from any number
/// of threads.
#[derive(Debug, Clone)]
pub struct Prepared {
    shared: Arc<Shared>,
    references: Vec<Reference>,
}

/// A line that was read once, for [`Prepared::score_lines`]. It means something only to the scorer
/// (or its clones) whose [`Scorer::line`] made it.
#[derive(Debug, Clone)]
pub struct Line(Vec<u32>);

/// What one measure says about one candidate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// Recall, precision and F as the flavour prints them.
    pub score: Score,
    /// What they were made of.
    pub counts: Counts,
}

impl Scorer {
    /// A scorer for these measures.
    ///
    /// # Errors
    /// [`OptionsError`] when options and measures do not fit each other ([`Options::check`]).
    pub fn new(options: Options, metrics: &[Metric]) -> Result<Self, OptionsError> {
        options.check(metrics)?;
        let lexicon = Lexicon::new(options);
        Ok(Self { shared: Arc::new(Shared { options, metrics: metrics.to_vec(), lexicon }) })
    }

    /// The options.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.shared.options
    }

    /// The measures, in the order of all results.
    #[must_use]
    pub fn metrics(&self) -> &[Metric] {
        &self.shared.metrics
    }

    /// Reads references, each a list of sentences. An empty list gives scores of 0.
    pub fn prepare<R, S>(&self, references: &[R]) -> Prepared
    where
        R: AsRef<[S]>,
        S: AsRef<str>,
    {
        let shared = &self.shared;
        let mut reader = shared.lexicon.reader();
        let texts =
            references.iter().map(|r| reading::read(r.as_ref(), &shared.options, &mut reader));
        let references =
            texts.map(|text| Reference::new(&text, &shared.options, &shared.metrics)).collect();
        Prepared { shared: Arc::clone(shared), references }
    }

    /// Reads one line once, for [`Prepared::score_lines`]. A line break inside it is white space.
    #[must_use]
    pub fn line(&self, line: &str) -> Line {
        let options = Options { limit: super::Limit::None, one_line: true, ..self.shared.options };
        Line(reading::read(&[line], &options, &mut self.shared.lexicon.reader()).terms)
    }
}

impl Prepared {
    /// Scores a candidate, a list of sentences: one score a measure, in the scorer's order. `None`
    /// stands where ROUGE-1.5.5 itself ends with an error (ROUGE-W against a reference without
    /// words).
    pub fn score<S: AsRef<str>>(&self, candidate: &[S]) -> Vec<Option<Score>> {
        self.measure(candidate).into_iter().map(|m| m.map(|m| m.score)).collect()
    }

    /// As [`Prepared::score`], with the counts.
    pub fn measure<S: AsRef<str>>(&self, candidate: &[S]) -> Vec<Option<Measured>> {
        let text =
            reading::read(candidate, &self.shared.options, &mut self.shared.lexicon.reader());
        self.measure_text(&text)
    }

    /// Scores a candidate of lines that were read before. The options' limit is not applied to it.
    pub fn score_lines<'l>(
        &self,
        candidate: impl IntoIterator<Item = &'l Line>,
    ) -> Vec<Option<Score>> {
        let mut text = Text::default();
        candidate.into_iter().for_each(|line| text.push(&line.0));
        self.measure_text(&text).into_iter().map(|m| m.map(|m| m.score)).collect()
    }

    fn measure_text(&self, text: &Text) -> Vec<Option<Measured>> {
        let Shared { options, metrics, .. } = &*self.shared;
        let by_reference: Vec<Vec<Option<Counts>>> = self
            .references
            .iter()
            .map(|reference| reference.counts(text, options, metrics))
            .collect();
        metrics
            .iter()
            .enumerate()
            .map(|(at, &metric)| {
                let counts: Option<Vec<Counts>> =
                    by_reference.iter().map(|row| row.get(at).copied().flatten()).collect();
                counts.map(|counts| joined(&counts, metric, options))
            })
            .collect()
    }
}

/// One figure of several references.
fn joined(counts: &[Counts], metric: Metric, options: &Options) -> Measured {
    let counts = match options.references {
        References::Sum => {
            let mut sum = Counts::default();
            counts.iter().for_each(|&counts| sum.add(counts));
            sum
        }
        References::Best => best(counts, Counts::worth),
        References::MaxF => best(counts, |counts| counts.score(metric, options).f),
    };
    Measured { score: counts.score(metric, options), counts }
}

/// The first with the highest worth.
fn best(counts: &[Counts], worth: impl Fn(&Counts) -> f64) -> Counts {
    let mut best: Option<(f64, Counts)> = None;
    for counts in counts {
        let worth = worth(counts);
        if best.is_none_or(|(highest, _)| worth > highest) {
            best = Some((worth, *counts));
        }
    }
    best.map(|(_, counts)| counts).unwrap_or_default()
}

/// One reference, with what its measures need.
#[derive(Debug, Clone)]
struct Reference {
    /// Term → number within the reference, with counts over the whole text.
    classes: Numbered,
    /// The whole text by those numbers, and the text that L and W align.
    text: Vec<u32>,
    aligned: Text,
    places: Places,
    ngrams: NGrams,
    whole: Option<Masks>,
    weights: Vec<(f64, Weights)>,
}

impl Reference {
    fn new(text: &Text, options: &Options, metrics: &[Metric]) -> Self {
        let mut classes = Numbered::with_capacity(text.terms.len());
        let numbers: Vec<u32> =
            text.terms.iter().map(|&term| classes.add(u64::from(term), 1)).collect();
        let source = text.aligned();
        let aligned = Text {
            terms: source.terms.iter().map(|&term| classes.add(u64::from(term), 0)).collect(),
            ends: source.ends.clone(),
            overlong: None,
        };
        let longest =
            metrics.iter().map(|m| if let Metric::N(n) = m { *n } else { 1 }).max().unwrap_or(1);
        let places = Places::new(&numbers, classes.counts().len());
        let whole =
            metrics.iter().any(|&m| is_whole(m, options)).then(|| Masks::new(&numbers, &places));
        let most = aligned.terms.len().max(numbers.len());
        let weights = metrics.iter().filter_map(|metric| match metric {
            Metric::W(exponent) => Some((*exponent, Weights::new(*exponent, most))),
            _ => None,
        });
        Self {
            ngrams: NGrams::new(&numbers, longest),
            weights: weights.collect(),
            whole,
            places,
            classes,
            text: numbers,
            aligned,
        }
    }

    /// The counts of each measure against this one reference.
    fn counts(
        &self,
        candidate: &Text,
        options: &Options,
        metrics: &[Metric],
    ) -> Vec<Option<Counts>> {
        let numbers = |text: &Text| -> Vec<u32> {
            text.terms.iter().map(|&term| self.classes.find(u64::from(term))).collect()
        };
        let text = numbers(candidate);
        let mut given = vec![0u32; self.classes.counts().len()];
        for &class in &text {
            if let Some(count) = given.get_mut(class as usize) {
                *count += 1;
            }
        }
        let source = candidate.aligned();
        let aligned = Text { terms: numbers(source), ends: source.ends.clone(), overlong: None };
        let compared = Compared { reference: self, text, given, aligned };
        let longer = self.ngrams.hits(&compared.text);
        let pairs = compared.pair_hits(metrics);
        metrics.iter().map(|&metric| compared.counts(metric, options, &longer, &pairs)).collect()
    }
}

/// Whether the measure aligns whole texts, sentence ends ignored.
fn is_whole(metric: Metric, options: &Options) -> bool {
    metric == Metric::L && options.flavour == Flavour::Google
}

/// A candidate beside a reference, by the reference's numbers.
struct Compared<'r> {
    reference: &'r Reference,
    text: Vec<u32>,
    /// How often the candidate has each word of the reference.
    given: Vec<u32>,
    aligned: Text,
}

impl Compared<'_> {
    /// Hits of each distance that a measure asks for.
    fn pair_hits(&self, metrics: &[Metric]) -> Vec<(Option<u32>, u64)> {
        let mut pairs: Vec<(Option<u32>, u64)> = Vec::new();
        let mut places = None;
        for metric in metrics {
            let (Metric::S(distance) | Metric::Su(distance)) = *metric else { continue };
            if pairs.iter().all(|(known, _)| *known != distance) {
                let reference = self.reference;
                let there = places.get_or_insert_with(|| Places::new(&self.text, self.given.len()));
                let here = (reference.text.as_slice(), &reference.places);
                pairs.push((distance, skip::hits(here, (&self.text, there), distance)));
            }
        }
        pairs
    }

    fn counts(
        &self,
        metric: Metric,
        options: &Options,
        longer: &[u64],
        pairs: &[(Option<u32>, u64)],
    ) -> Option<Counts> {
        let reference = self.reference;
        let words = self.text.len();
        let whole = |reference: usize, candidate: usize, hits: u64| {
            Some(Counts::new(reference as u64, candidate as u64, hits))
        };
        match metric {
            Metric::N(n) => {
                let hits = match n.checked_sub(2) {
                    None => self.single_hits(),
                    Some(at) => longer.get(usize::from(at)).copied().unwrap_or(0),
                };
                whole(reference.ngrams.total(n), ngrams::total(words, n), hits)
            }
            Metric::L | Metric::Lsum => {
                let hits = self.aligned_hits(metric, options);
                whole(reference.aligned.terms.len(), words, hits)
            }
            Metric::S(distance) => Some(self.pair_counts(distance, pairs)),
            Metric::Su(distance) => {
                let mut counts = self.pair_counts(distance, pairs);
                // The last word of each text is not counted.
                let singles = |length: usize| length.saturating_sub(1) as u64;
                counts.add(Counts::new(
                    singles(reference.text.len()),
                    singles(words),
                    self.hits_without_last(),
                ));
                Some(counts)
            }
            Metric::W(exponent) => {
                let (_, weights) =
                    reference.weights.iter().find(|(known, _)| *known == exponent)?;
                let left = reference.classes.counts().to_vec();
                weighted::counts(
                    &reference.aligned,
                    &self.aligned,
                    words,
                    weights,
                    left,
                    self.given.clone(),
                )
            }
        }
    }

    fn single_hits(&self) -> u64 {
        let counts = self.reference.classes.counts();
        counts.iter().zip(&self.given).map(|(a, b)| u64::from(*a.min(b))).sum()
    }

    fn hits_without_last(&self) -> u64 {
        let last = self.reference.text.last().copied().unwrap_or(NONE);
        let other = self.text.last().copied().unwrap_or(NONE);
        let counts = self.reference.classes.counts();
        (0u32..)
            .zip(counts.iter().zip(&self.given))
            .map(|(class, (a, b))| {
                u64::from((a - u32::from(class == last)).min(b - u32::from(class == other)))
            })
            .sum()
    }

    fn aligned_hits(&self, metric: Metric, options: &Options) -> u64 {
        let reference = self.reference;
        if is_whole(metric, options) {
            return reference.whole.as_ref().map_or(0, |masks| lcs::length(masks, &self.text));
        }
        let left = reference.classes.counts().to_vec();
        lcs::union_hits(&reference.aligned, &self.aligned, left, self.given.clone())
    }

    fn pair_counts(&self, distance: Option<u32>, pairs: &[(Option<u32>, u64)]) -> Counts {
        let hits = pairs.iter().find(|(known, _)| *known == distance).map_or(0, |(_, hits)| *hits);
        Counts::new(
            skip::total_pairs(self.reference.text.len(), distance),
            skip::total_pairs(self.text.len(), distance),
            hits,
        )
    }
}

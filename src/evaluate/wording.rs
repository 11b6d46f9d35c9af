//! Fitting how sentences of each label are worded ([`Wording`]): a logistic regression a label over
//! grams, by stochastic gradient descent with steps of its own for each gram (`AdaGrad`; Duchi,
//! Hazan & Singer 2011).

use std::collections::BTreeMap;

use crate::edit::judgement::{Gram, Label, Wording};

const LABELS: usize = Label::ALL.len();

/// Sentences in which a gram must be seen.
/// Chosen by hand; other values were not tried.
const SEEN: u32 = 3;

/// Most grams that are learned: the most frequent.
/// Chosen by hand; other values were not tried.
const MOST: usize = 6_000;

/// Times that every sentence is read.
/// Chosen by hand; other values were not tried.
const ROUNDS: usize = 12;

/// The first step of a gram.
/// Chosen by hand; other values were not tried.
const STEP: f32 = 0.5;

/// Penalty of a squared weight, shared by the sentences that have the gram.
/// Chosen by hand; other values were not tried.
const PENALTY: f32 = 0.5;

/// A sentence to learn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Worded<'s> {
    pub grams: &'s [Gram],
    pub label: Label,
    pub weight: f32,
}

/// The weights fitted to sentences; none where there are too few.
pub(super) fn fit(sentences: &[Worded<'_>]) -> Wording {
    let known = frequent(sentences);
    if known.is_empty() {
        return Wording::default();
    }
    // The numbers of each sentence's known grams.
    let rows: Vec<Vec<usize>> = sentences
        .iter()
        .map(|s| s.grams.iter().filter_map(|g| number(&known, g.hash)).collect())
        .collect();
    let fitted: Vec<(f32, Vec<f32>)> =
        Label::ALL.iter().map(|label| regression(*label, sentences, &rows, &known)).collect();
    let mut bias = [0.0; LABELS];
    bias.iter_mut().zip(&fitted).for_each(|(bias, (fitted, _))| *bias = *fitted);
    let weights = known.iter().enumerate().map(|(n, (hash, _))| {
        let mut own = [0.0; LABELS];
        own.iter_mut().zip(&fitted).for_each(|(own, (_, weights))| *own = weights[n]);
        (*hash, own)
    });
    Wording::new(bias, weights.collect())
}

/// The grams to learn, by hash, each with its number of sentences.
fn frequent(sentences: &[Worded<'_>]) -> Vec<(u32, u32)> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for gram in sentences.iter().flat_map(|s| s.grams) {
        *counts.entry(gram.hash).or_default() += 1;
    }
    let mut known: Vec<(u32, u32)> =
        counts.into_iter().filter(|(_, count)| *count >= SEEN).collect();
    known.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    known.truncate(MOST);
    known.sort_unstable();
    known
}

fn number(known: &[(u32, u32)], hash: u32) -> Option<usize> {
    known.binary_search_by_key(&hash, |(known, _)| *known).ok()
}

#[allow(clippy::cast_precision_loss)]
fn regression(
    label: Label,
    sentences: &[Worded<'_>],
    rows: &[Vec<usize>],
    known: &[(u32, u32)],
) -> (f32, Vec<f32>) {
    let mut weights = vec![0.0f32; known.len()];
    let mut squares = vec![1e-2f32; known.len()];
    let (mut bias, mut bias_square) = (0.0f32, 1e-2f32);
    // Sentences in an order that is mixed and always the same: a stride that is prime to their
    // number.
    let count = sentences.len();
    let stride = (count * 7 / 11..).find(|stride| prime_to(*stride, count)).unwrap_or(1);
    for at in (0..ROUNDS * count).map(|n| n.wrapping_mul(stride) % count) {
        let (sentence, row) = (&sentences[at], &rows[at]);
        let x = 1.0 / (sentence.grams.len().max(1) as f32).sqrt();
        let z = bias + row.iter().map(|&n| weights[n]).sum::<f32>() * x;
        let y = f32::from(u8::from(sentence.label == label));
        let error = (1.0 / (1.0 + libm::expf(-z)) - y) * sentence.weight;
        bias_square += error * error;
        bias -= STEP * error / bias_square.sqrt();
        for &n in row {
            let slope = error * x + PENALTY / known[n].1 as f32 * weights[n];
            squares[n] += slope * slope;
            weights[n] -= STEP * slope / squares[n].sqrt();
        }
    }
    (bias, weights)
}

/// Whether two numbers share no divisor but 1.
const fn prime_to(mut a: usize, mut b: usize) -> bool {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::judgement::grams;

    #[test]
    fn what_tells_the_labels_apart_is_learned() {
        let texts = [
            ("The court ruled on Monday.", Label::Keep),
            ("The council voted on Tuesday.", Label::Keep),
            ("Subscribe to our letter.", Label::Boilerplate),
            ("Subscribe to our channel.", Label::Boilerplate),
        ];
        let read: Vec<(Vec<Gram>, Label)> =
            (0..5).flat_map(|_| texts).map(|(text, label)| (grams(text), label)).collect();
        let sentences: Vec<Worded<'_>> = read
            .iter()
            .map(|(grams, label)| Worded { grams, label: *label, weight: 1.0 })
            .collect();
        let wording = fit(&sentences);
        let scores = |text: &str| wording.scores(&grams(text));
        let (news, notice) =
            (scores("The mayor ruled on Monday."), scores("Subscribe to our show."));
        assert!(news[0] > 0.0 && news[2] < 0.0, "{news:?}");
        assert!(notice[0] < 0.0 && notice[2] > 0.0, "{notice:?}");
        assert_eq!(fit(&[]), Wording::default());
    }
}

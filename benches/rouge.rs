//! ROUGE over 5,000 pairs of 250-word texts, and 1,000 resamples of 5,000 items; each asserts its
//! result.
#![allow(clippy::unwrap_used)] // A bench that fails should stop.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use tidings::evaluate::bootstrap::{self, Resampling};
use tidings::evaluate::random::Random;
use tidings::evaluate::rouge::{Bootstrap, Measured, Metric, Options, Scorer, averages};

const PAIRS: usize = 5000;

/// Texts of ten sentences of 25 words, the frequent words first as in any language.
fn texts(seed: u64) -> Vec<Vec<String>> {
    let mut random = Random::new(seed);
    let mut sentence = || {
        let words: Vec<String> = (0..25)
            .map(|_| {
                let rank = random.below(60).min(random.below(4000)) * random.below(12);
                format!(
                    "{}ing",
                    ["walk", "talk", "flood", "report", "vote"][rank % 5].repeat(rank % 3 + 1)
                        + &rank.to_string()
                )
            })
            .collect();
        words.join(" ") + "."
    };
    (0..PAIRS).map(|_| (0..10).map(|_| sentence()).collect()).collect()
}

fn rouge(c: &mut Criterion) {
    let (candidates, references) = (texts(1), texts(2));
    let metrics = [Metric::N(1), Metric::N(2), Metric::L, Metric::Su(Some(4))];
    let options = Options { stem: true, ..Options::PERL };
    let score = || -> Vec<Vec<Option<Measured>>> {
        let scorer = Scorer::new(options, &metrics).unwrap();
        candidates.iter().zip(&references).map(|(c, r)| scorer.prepare(&[r]).measure(c)).collect()
    };
    let rows = score();
    let mean = |at: usize| {
        rows.iter().filter_map(|row| row[at]).map(|m| m.score.f).sum::<f64>() / PAIRS as f64
    };
    assert!(mean(0) > mean(3) && mean(3) > mean(1) && mean(1) > 0.0 && mean(0) < 1.0);
    let mut group = c.benchmark_group("rouge");
    group.sample_size(10);
    group.bench_function("1,2,L,SU4 of 5,000 pairs of 250 words", |b| {
        b.iter(|| {
            let again = score();
            assert_eq!(again.len(), PAIRS);
            assert_eq!(again[PAIRS - 1], rows[PAIRS - 1]);
            black_box(again)
        });
    });
    group.bench_function("1,000 resamples of 5,000 items as ROUGE-1.5.5", |b| {
        b.iter(|| {
            let averages = averages(&rows, metrics.len(), &options, Bootstrap::default());
            let first = averages[0].unwrap();
            assert!(first.f.lo < mean(0) && mean(0) < first.f.hi);
            black_box(averages)
        });
    });
    let columns: Vec<[f64; 4]> = rows
        .iter()
        .map(|row| std::array::from_fn(|at| row[at].map_or(0.0, |m| m.score.f)))
        .collect();
    group.bench_function("1,000 resamples of 5,000 items, seeded", |b| {
        b.iter(|| {
            let [first, ..] = bootstrap::means(&columns, Resampling::default());
            assert!(
                (first.avg - mean(0)).abs() < 1e-12 && first.lo < first.avg && first.avg < first.hi
            );
            black_box(first)
        });
    });
    group.finish();
}

criterion_group!(benches, rouge);
criterion_main!(benches);

//! Speed of reading words: tokens, lexicon, document frequencies, in bytes of text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "stages/stage.rs"]
mod stage;

fn terms(c: &mut Criterion) {
    let chain = stage::Chain::new(1_000);
    let (table, _) = stage::stage_terms(&chain.corpus);
    let (words, terms) =
        (table.sentence(tidings::model::SentenceId(0)).len(), table.lexicon().len());
    assert!(words > 5 && terms > 10_000, "{words} {terms}");
    let mut group = c.benchmark_group("terms");
    group.throughput(Throughput::Bytes(chain.bytes as u64)).sample_size(20);
    group.bench_function("tokens and idf", |b| {
        b.iter(|| assert_eq!(stage::stage_terms(&chain.corpus).0.lexicon().len(), terms));
    });
    group.finish();
}

criterion_group!(benches, terms);
criterion_main!(benches);

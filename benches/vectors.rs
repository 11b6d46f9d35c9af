//! Speed of TF-IDF rows, in bytes of text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "stages/stage.rs"]
mod stage;

fn vectors(c: &mut Criterion) {
    let chain = stage::Chain::new(1_000);
    let (frame, groups) = stage::grouped(&chain.corpus);
    let casts = stage::sentences(&chain.corpus, &groups);
    let sentences: usize = casts.iter().map(|c| c.1.len()).sum();
    let mut group = c.benchmark_group("vectors");
    group.throughput(Throughput::Bytes(chain.bytes as u64)).sample_size(20);
    group.bench_function("rows of all stories", |b| {
        b.iter(|| {
            let rows = stage::stage_vectors(&casts, &frame.table, &frame.idf);
            assert_eq!(rows.iter().map(tidings::vectors::Vectors::len).sum::<usize>(), sentences);
        });
    });
    group.finish();
}

criterion_group!(benches, vectors);
criterion_main!(benches);

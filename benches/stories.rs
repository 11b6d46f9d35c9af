//! Speed of grouping articles into stories, in bytes of text.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "stages/stage.rs"]
mod stage;

fn stories(c: &mut Criterion) {
    let chain = stage::Chain::new(1_000);
    let (table, _) = stage::stage_terms(&chain.corpus);
    let count = stage::stage_stories(&chain.corpus, &table).len();
    // The collection has 372 stories.
    assert!((300..450).contains(&count), "{count}");
    let mut group = c.benchmark_group("stories");
    group.throughput(Throughput::Bytes(chain.bytes as u64)).sample_size(10);
    group.bench_function("1,000 articles", |b| {
        b.iter(|| assert_eq!(stage::stage_stories(&chain.corpus, &table).len(), count));
    });
    group.finish();
}

criterion_group!(benches, stories);
criterion_main!(benches);

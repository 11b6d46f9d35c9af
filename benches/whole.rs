//! Speed of the whole chain, from JSONL to pages, in bytes of text.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

#[path = "stages/stage.rs"]
mod stage;

fn whole(c: &mut Criterion) {
    let mut group = c.benchmark_group("whole");
    group.sample_size(10);
    for count in [100, 1_000] {
        let chain = stage::Chain::new(count);
        let words = chain.briefing.counts.words;
        assert!(words > 300 && words <= 600, "{words}");
        group.throughput(Throughput::Bytes(chain.bytes as u64));
        group.bench_function(BenchmarkId::from_parameter(count), |b| {
            b.iter(|| assert_eq!(stage::stage_whole(&chain.jsonl).counts.words, words));
        });
    }
    group.finish();
}

criterion_group!(benches, whole);
criterion_main!(benches);

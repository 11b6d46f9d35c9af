//! Speed of grouping near-identical sentences, in bytes of text: the stories of a collection, and
//! one story of 1,000.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "stages/stage.rs"]
mod stage;

fn statements(c: &mut Criterion) {
    let chain = stage::Chain::new(1_000);
    let (frame, groups) = stage::grouped(&chain.corpus);
    let casts = stage::sentences(&chain.corpus, &groups);
    let all: Vec<_> = groups.iter().flat_map(|g| g.articles.iter().copied()).collect();
    let mut one = tidings::stories::Group { articles: all, older: Vec::new() };
    one.articles.sort_unstable();
    let one = stage::sentences(&chain.corpus, &[one]);
    let mut group = c.benchmark_group("statements");
    group.throughput(Throughput::Bytes(chain.bytes as u64)).sample_size(10);
    for (name, casts) in [("stories", &casts), ("one story", &one)] {
        let run = || stage::stage_statements(&chain.corpus, &frame.table, casts);
        let count: usize = run().iter().map(|(statements, _)| statements.len()).sum();
        let sentences: usize = casts.iter().map(|c| c.1.len()).sum();
        assert!(count > 1_000 && count < sentences, "{count} of {sentences}");
        group.bench_function(name, |b| {
            b.iter(|| assert_eq!(run().iter().map(|(s, _)| s.len()).sum::<usize>(), count));
        });
    }
    group.finish();
}

criterion_group!(benches, statements);
criterion_main!(benches);

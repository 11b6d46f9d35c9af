//! Speed of setting a briefing in text, HTML, Markdown and JSON, in bytes of its pages.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

#[path = "stages/stage.rs"]
mod stage;

fn render(c: &mut Criterion) {
    let chain = stage::Chain::new(300);
    let bytes = stage::stage_render(&chain.briefing);
    assert!(chain.briefing.counts.words > 300 && bytes > 10_000, "{bytes}");
    let mut group = c.benchmark_group("render");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    group.bench_function("four formats", |b| {
        b.iter(|| assert_eq!(stage::stage_render(&chain.briefing), bytes));
    });
    group.finish();
}

criterion_group!(benches, render);
criterion_main!(benches);

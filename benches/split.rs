//! Speed of the sentence splitter on English prose, in bytes of input.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

use tidings::model::{Language, Span};
use tidings::split::Splitter;
use tidings::text::paragraphs;

/// Our own news prose: titles, acronyms, figures, times and quotations as often as a newspaper has
/// them. 13 sentences.
const STORY: &str = "The harbour council voted on Tuesday to close the old Lantern Bridge after months of talks, and the \
mayor, Dr. Ilse Ode, said that no date had been set for its return. \"We waited too long. We shall not wait again,\" she \
told reporters outside the town hall at 5 p.m. The decision, which passed by nine votes to four, leaves some 12,500 people \
without a dry way to the northern shore.\n\
Engineers of Vale & Parr Inc. found 3.5 millimetres of rust on the main cables last year. Their report went to the U.N. \
Shipping Office and to the U.S. State Department, neither of which answered. \"Is it safe?\" Ode asked in March. It was not.\n\
Ferries will run every half hour from No. 4 Quay, the company said on harbour.example, and the fare stays at 2.40 crowns. \
Mr. J. R. Lund, who has sold fish beside the bridge since 1987, doubts that they will be on time. He remembers the winter of \
1996, when the sound froze and the boats stayed in port for six weeks. Repairs could cost more than 40 million crowns, \
according to a first estimate that the council published last week. Work may begin in Sept. if the province pays half.\n";

fn split(c: &mut Criterion) {
    let text = STORY.repeat(1_000);
    let blocks = paragraphs(&text);
    let splitter = Splitter::new(Some(Language::ENGLISH));
    let count = |blocks: &[Span]| {
        blocks.iter().map(|block| splitter.sentences(&text, *block).len()).sum::<usize>()
    };
    assert_eq!((blocks.len(), count(&blocks)), (3_000, 13_000));

    let mut group = c.benchmark_group("split");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("paragraphs", |b| b.iter(|| paragraphs(black_box(&text)).len()));
    group.bench_function("sentences/en", |b| b.iter(|| count(black_box(&blocks))));
    group.finish();
}

criterion_group!(benches, split);
criterion_main!(benches);

//! Speed of reading, in bytes of input: plain text, JSONL, a feed, a mailbox and article pages.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

use tidings::model::Place;
use tidings::read::{Format, Limits, read};

/// Invented words for every format.
const PARAGRAPHS: [&str; 3] = [
    "The Ardena ferry ran aground off Skerrin Island on Tuesday evening with 212 people aboard, the coast guard said.",
    "Nobody was hurt. \"We felt a bump, and then the coffee was on the ceiling,\" said Tomas Ekker, a dock worker.",
    "Tugs will try to free the ship at high water. Sound Lines, which runs the service, has opened a telephone line.",
];

/// How many articles stand in one input.
const ARTICLES: usize = 2_000;

fn inputs() -> Vec<(Format, usize, String)> {
    let text = PARAGRAPHS.join("\n\n");
    let html: String = PARAGRAPHS.iter().map(|text| format!("<p>{text}</p>")).collect();
    let quoted = serde_json::to_string(&text).unwrap_or_default();
    let line = |n: usize| {
        format!(
            "{{\"id\":{n},\"title\":\"Ferry {n}\",\"text\":{quoted},\"source\":\"Gazette\",\"date\":\"2026-05-05T22:40:00+02:00\",\"tags\":[\"sea\",\"ships\"]}}\n"
        )
    };
    let item = |n: usize| {
        format!(
            "<item><title>Ferry {n}</title><link>https://g.example/{n}</link><pubDate>Tue, 05 May 2026 22:40:00 +0200</pubDate><description><![CDATA[{html}]]></description></item>\n"
        )
    };
    let message = |n: usize| {
        format!(
            "From g@g.example Tue May  5 22:40:00 2026\nFrom: Gazette <g@g.example>\nSubject: Ferry {n}\nDate: Tue, 05 May 2026 22:40:00 +0200\n\n{text}\n\n"
        )
    };
    let many = |one: &dyn Fn(usize) -> String| (0..ARTICLES).map(one).collect::<String>();
    let page = include_str!("../tests/fixtures/html/good/wordpress.html");
    vec![
        (Format::Text, 1, format!("{text}\n\n").repeat(10 * ARTICLES)),
        (Format::JsonLines, ARTICLES, many(&line)),
        (
            Format::Feed,
            ARTICLES,
            format!("<rss><channel><title>Gazette</title>{}</channel></rss>", many(&item)),
        ),
        (Format::Mbox, ARTICLES, many(&message)),
        (Format::Html, 1, page.to_owned()),
    ]
}

fn reading(c: &mut Criterion) {
    let place = Place::Stdin { record: None };
    let mut group = c.benchmark_group("read");
    group.sample_size(20);
    for (format, articles, input) in inputs() {
        group.throughput(Throughput::Bytes(input.len() as u64));
        group.bench_function(format.name(), |b| {
            b.iter(|| {
                let outcome =
                    read(black_box(input.as_bytes()), &place, Some(format), &Limits::default());
                assert_eq!((outcome.value.len(), outcome.warnings.len()), (articles, 0));
                outcome
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);

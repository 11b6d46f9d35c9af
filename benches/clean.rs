//! Speed of cleaning on English articles with furniture, in bytes of input: learning, blocks, and
//! the sentences' verdicts.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

use tidings::clean::{Block, Context, Recurring, blocks, judge_all};
use tidings::model::{Article, Language, Place, Role, Source};
use tidings::split::Splitter;

/// Our own news article with the furniture of a web page: 6 body paragraphs of 17 sentences.
const STORY: &str = "By Ann Lee, Harbour correspondent\n\n\
PORT SELLICK, Varnia (Norpress) — The harbour council voted on Tuesday to close the old Lantern Bridge after months of talks, \
and the mayor, Dr. Ilse Ode, said that no date had been set for its return.\n\n\
\"We waited too long. We shall not wait again,\" she told reporters outside the town hall at 5 p.m. The decision, which passed \
by nine votes to four, leaves some 12,500 people without a dry way to the northern shore.\n\n\
The Lantern Bridge on Monday evening. Photo: Ivo Marsh/Coast Daily\n\n\
Engineers of Vale & Parr Inc. found 3.5 millimetres of rust on the main cables last year. Their report went to the Shipping \
Office and to the State Department, neither of which answered. \"Is it safe?\" Ode asked in March. It was not.\n\n\
Read more: What the closed bridge means for islanders\n\n\
A bridge without a future\n\n\
Ferries will run every half hour from No. 4 Quay, the company said, and the fare stays at 2.40 crowns. Mr. J. R. Lund, who has \
sold fish beside the bridge since 1987, doubts that they will be on time. He remembers the winter of 1996, when the sound froze \
and the boats stayed in port for six weeks.\n\n\
Repairs could cost more than 40 million crowns, according to a first estimate that the council published last week. Work may \
begin in September if the province pays half. The minister of transport, Jon Varga, has promised an answer before the summer.\n\n\
Sign up for our morning letter.\n\n\
However, the opposition wants a tunnel. \"A bridge rusts, a tunnel does not,\" said Ivo Pell, who leads it in the council.\n\n\
(Norpress)\n";

fn clean(c: &mut Criterion) {
    let articles: Vec<Article> = (0..400)
        .filter_map(|index| {
            let publisher = Some(format!("Outlet {}", index % 20));
            let source = Source { publisher, url: None, place: Place::Stdin { record: None } };
            Article::new(source, format!("{STORY}\nArticle {index} of the harbour desk\n")).ok()
        })
        .collect();
    let language = Some(Language::ENGLISH);
    let bytes: usize = articles.iter().map(|article| article.text().len()).sum();
    let recurring = Recurring::learn(&articles);
    let part = |articles: &[Article]| -> Vec<Vec<Block>> {
        let each = |(index, article)| blocks(index, article, language, &recurring);
        articles.iter().enumerate().map(each).collect()
    };
    let parted = part(&articles);
    let bodies = parted.iter().flatten().filter(|block| block.role == Role::Body).count();
    assert_eq!(bodies, 400 * 6);

    let splitter = Splitter::new(language);
    let mut sentences = Vec::new();
    for (article, blocks) in articles.iter().zip(&parted) {
        for block in blocks.iter().filter(|block| block.role == Role::Body) {
            let text = article.text();
            let spans = splitter.sentences(text, block.span);
            let found: Vec<&str> = spans.iter().filter_map(|span| span.of(text)).collect();
            sentences.push((block.span.of(text).unwrap_or(""), found, block.suspect));
        }
    }
    let judge = || {
        let quotable = |(block, sentences, suspect): &(&str, Vec<&str>, bool)| {
            let context = Context { unsuspected: !suspect, ..Context::default() };
            let verdicts = judge_all(block, sentences, language, &context);
            verdicts.iter().filter(|verdict| verdict.unquotable.is_none()).count()
        };
        sentences.iter().map(quotable).sum::<usize>()
    };
    assert_eq!(judge(), 400 * 10);

    let mut group = c.benchmark_group("clean");
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("learn", |b| b.iter(|| Recurring::learn(black_box(&articles))));
    group.bench_function("blocks/en", |b| b.iter(|| part(black_box(&articles)).len()));
    group.bench_function("judge/en", |b| b.iter(|| black_box(judge())));
    group.finish();
}

criterion_group!(benches, clean);
criterion_main!(benches);

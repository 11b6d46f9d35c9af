//! Speed of every ranking method on stories of an invented language, 250 words each.

#![allow(clippy::unwrap_used)]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;

use tidings::model::{
    Article, ArticleId, Budget, Corpus, Language, Place, Role, Sentence, SentenceId, Source, Span,
};
use tidings::rank::{Method, Story, methods};
use tidings::statements;
use tidings::terms::{Idf, TermTable};
use tidings::vectors::Vectors;

/// Xorshift (Marsaglia 2003): the same words every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// A word of two or three invented syllables.
fn word(number: u64) -> String {
    const ONSETS: [&str; 12] = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "t", "v"];
    const RHYMES: [&str; 10] = ["a", "e", "i", "o", "u", "an", "el", "or", "ust", "ink"];
    let mut rest = number;
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(ONSETS[(rest % 12) as usize]);
        rest /= 12;
        word.push_str(RHYMES[(rest % 10) as usize]);
        rest /= 10;
    }
    word
}

/// Sentences of 8 to 27 words. A third of the words are function words, a third come from forty
/// facts that all articles tell, three words each, the rest from the whole language by a law like
/// Zipf's.
fn sentence(dice: &mut Dice) -> String {
    let mut words: Vec<String> = Vec::new();
    let length = 8 + dice.below(20);
    while (words.len() as u64) < length {
        match dice.below(6) {
            0 | 1 => {
                words.push(["the", "of", "in", "and", "to", "a"][dice.below(6) as usize].to_owned())
            }
            2 => {
                let most = 1 + dice.below(40);
                let fact = dice.below(most);
                words.extend((0..3).map(|n| word(7 + 31 * (3 * fact + n))));
            }
            _ => {
                let most = 1 + dice.below(20_000);
                words.push(word(5_000 + 37 * dice.below(most)));
            }
        }
    }
    words.join(" ") + "."
}

/// `count` articles of 25 sentences.
fn corpus(count: usize) -> Corpus {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut articles = Vec::new();
    for number in 0..count {
        let lines: Vec<String> = (0..25).map(|_| sentence(&mut dice)).collect();
        let place = Place::Stdin { record: u32::try_from(number).ok() };
        let source = Source { publisher: Some(format!("Outlet {number}")), url: None, place };
        articles.push(Article::new(source, lines.join("\n")).unwrap());
    }
    let articles = Corpus::canonical_order(articles);
    let parts = articles.iter().map(|a| (Some(Language::ENGLISH), sentences(a.text()), Vec::new()));
    let parts = parts.collect();
    Corpus::new(articles, parts)
}

fn sentences(text: &str) -> Vec<Sentence> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        found.push(Sentence {
            article: ArticleId(0),
            span: Span::of_range(start..start + line.len()),
            paragraph: 0,
            position: u32::try_from(found.len()).unwrap(),
            role: Role::Body,
            unquotable: None,
        });
        start += line.len() + 1;
    }
    found
}

fn story<'c>(corpus: &'c Corpus, table: &'c TermTable, idf: &'c Idf) -> Story<'c> {
    let articles: Vec<ArticleId> = corpus.article_ids().collect();
    let sentences: Vec<SentenceId> = (0..corpus.sentences().len()).map(SentenceId::of).collect();
    let vectors = Vectors::of_sentences(&sentences, table, idf);
    let mut statements = statements::group(corpus, table, &sentences);
    let origins = statements::origins(corpus, &articles, &statements);
    statements::count_support(corpus, &mut statements, &origins);
    Story {
        corpus,
        table,
        idf,
        articles,
        sentences,
        vectors,
        statements,
        origins,
        query: Vec::new(),
        known_pairs: &[],
    }
}

/// Chooses, and checks the choice.
fn run(method: &dyn Method, story: &Story<'_>, budget: Budget) -> u32 {
    let picks = method.select(black_box(story), budget).picks;
    let words = picks.iter().map(|p| budget.cost(story.text(p.statement))).sum();
    assert!(words <= budget.limit() && words + 8 > budget.limit(), "{} words", words);
    words
}

fn rank(c: &mut Criterion) {
    let budget: Budget = "250w".parse().unwrap();
    for count in [10, 100] {
        let corpus = corpus(count);
        let table = TermTable::new(&corpus);
        let idf = Idf::new(&corpus, &table, None);
        let story = story(&corpus, &table, &idf);
        assert_eq!(story.sentences.len(), 25 * count);
        let mut group = c.benchmark_group(format!("rank/{count} articles"));
        group.throughput(Throughput::Elements(count as u64)).sample_size(10);
        group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
        for method in methods() {
            let words = run(&*method, &story, budget);
            group.bench_function(BenchmarkId::from_parameter(method.name()), |b| {
                b.iter(|| assert_eq!(run(&*method, &story, budget), words));
            });
        }
        group.finish();
    }
}

criterion_group!(benches, rank);
criterion_main!(benches);

//! Measures every stage of the chain on one collection.
//!
//! `cargo run --release --example stages -- table [ARTICLES]` prints a Markdown table: speed on one
//! and two threads, share of the whole, and how many times longer a stage takes than reading its
//! text from memory once, measured in the same run.
//!
//! On one thread the seconds are those on a processor, as Linux counts them for each thread, so
//! that other work on the machine hardly shows; elsewhere, and on two threads, they are those of a
//! clock.
//!
//! `stages once [ARTICLES]` runs each stage once on one thread, for a tool that counts
//! instructions.

#![allow(clippy::print_stdout)]

mod stage;

use std::hint::black_box;
use std::time::Instant;

use stage::{Chain, STAGES};

/// Runs of each stage; the fastest counts.
const RUNS: usize = 3;

/// Seconds that this process has spent on processors, all threads together.
fn on_processors() -> Option<f64> {
    let mut nanoseconds = 0.0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let line = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += line.split(' ').next()?.parse::<f64>().ok()?;
    }
    Some(nanoseconds / 1e9)
}

/// Which seconds count.
#[derive(Clone, Copy)]
enum Clock {
    Processors,
    Wall,
}

impl Clock {
    fn fastest(self, mut run: impl FnMut()) -> f64 {
        (0..RUNS)
            .map(|_| {
                let (start, before) = (Instant::now(), on_processors());
                run();
                match (self, before, on_processors()) {
                    (Self::Processors, Some(before), Some(after)) => after - before,
                    _ => start.elapsed().as_secs_f64(),
                }
            })
            .fold(f64::INFINITY, f64::min)
    }
}

/// Seconds of every stage, then of the whole.
fn times(chain: &Chain, clock: Clock) -> Vec<f64> {
    let fastest = |run: &mut dyn FnMut()| clock.fastest(run);
    let corpus = &chain.corpus;
    let (frame, groups) = stage::grouped(corpus);
    let casts = stage::sentences(corpus, &groups);
    let stories = stage::largest(&frame, &groups);
    let method = stage::coverage();
    let clean = fastest(&mut || {
        black_box(stage::stage_clean(&chain.articles));
        black_box(stage::stage_clean_judge(&chain.articles, &chain.cut));
    });
    vec![
        fastest(&mut || drop(black_box(stage::stage_read(&chain.jsonl)))),
        clean,
        fastest(&mut || drop(black_box(stage::stage_split(&chain.articles, &chain.blocks)))),
        fastest(&mut || drop(black_box(stage::stage_terms(corpus)))),
        fastest(&mut || drop(black_box(stage::stage_vectors(&casts, &frame.table, &frame.idf)))),
        fastest(&mut || drop(black_box(stage::stage_statements(corpus, &frame.table, &casts)))),
        fastest(&mut || drop(black_box(stage::stage_stories(corpus, &frame.table)))),
        fastest(&mut || assert!(black_box(stage::stage_rank(&stories, &*method)) > 0)),
        fastest(&mut || assert!(black_box(stage::stage_render(&chain.briefing)) > 0)),
        fastest(&mut || drop(black_box(stage::stage_whole(&chain.jsonl)))),
    ]
}

/// Bytes a second that one thread reads from memory: the sum of a buffer larger than the caches.
#[allow(clippy::cast_precision_loss)]
fn bandwidth() -> f64 {
    let buffer = vec![1u64; 32 << 20];
    let seconds = Clock::Processors.fastest(|| {
        let sum: u64 = black_box(&buffer).chunks(8).map(|c| c.iter().sum::<u64>()).sum();
        assert_eq!(black_box(sum), 32 << 20);
    });
    (buffer.len() * 8) as f64 / seconds
}

#[cfg(feature = "parallel")]
fn on_threads<T: Send>(threads: usize, run: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(run),
        Err(_) => run(),
    }
}

#[cfg(not(feature = "parallel"))]
fn on_threads<T: Send>(_: usize, run: impl FnOnce() -> T + Send) -> T {
    run()
}

#[allow(clippy::cast_precision_loss)]
fn table(articles: usize) {
    let chain = Chain::new(articles);
    let bound = bandwidth();
    let one = on_threads(1, || times(&chain, Clock::Processors));
    let two = on_threads(2, || times(&chain, Clock::Wall));
    let bytes = chain.bytes as f64;
    println!(
        "{articles} articles, {:.1} MB of text; reading memory: {:.1} GB/s on one thread\n",
        bytes / 1e6,
        bound / 1e9
    );
    println!(
        "| stage | MB/s, one thread | two threads | share of the whole, one thread | × the time of reading the text from memory |"
    );
    println!("| --- | ---: | ---: | ---: | ---: |");
    let whole = one.last().copied().unwrap_or(1.0);
    for ((name, one), two) in STAGES.iter().chain(&["whole"]).zip(&one).zip(&two) {
        println!(
            "| {name} | {:.0} | {:.0} | {:.1} % | {:.0} |",
            bytes / one / 1e6,
            bytes / two / 1e6,
            100.0 * one / whole,
            one * bound / bytes
        );
    }
}

fn once(articles: usize) {
    let chain = Chain::new(articles);
    let corpus = &chain.corpus;
    let (frame, groups) = stage::grouped(corpus);
    let casts = stage::sentences(corpus, &groups);
    let stories = stage::largest(&frame, &groups);
    black_box(stage::stage_clean_judge(&chain.articles, &chain.cut));
    black_box(stage::stage_terms(corpus));
    black_box(stage::stage_vectors(&casts, &frame.table, &frame.idf));
    black_box(stage::stage_statements(corpus, &frame.table, &casts));
    black_box(stage::stage_stories(corpus, &frame.table));
    black_box(stage::stage_rank(&stories, &*stage::coverage()));
    println!("{} stories, {} articles", groups.len(), chain.articles.len());
}

fn main() -> std::process::ExitCode {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_default();
    let articles = args.next().and_then(|n| n.parse().ok());
    match what.as_str() {
        "table" => table(articles.unwrap_or(4_000)),
        "once" => once(articles.unwrap_or(300)),
        _ => {
            println!("usage: stages table|once [ARTICLES]");
            return std::process::ExitCode::from(2);
        }
    }
    std::process::ExitCode::SUCCESS
}

//! What each reader costs: how often a CPU second it reads the inputs that are given, format by
//! format.
//!
//! `cargo run --release --example readers -- FILE…` prints, for each format, files, bytes and calls
//! a second. Under `valgrind --tool=callgrind`, `readers once FILE…` `reader_NAME` reads each file
//! once, what is set up at the first call included; `readers twice FILE…` reads each twice.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use tidings::model::Place;
use tidings::read::{Format, Limits, read};

/// How long each format is read for its speed.
const LONG: Duration = Duration::from_secs(2);

fn call(bytes: &[u8], format: Format) -> usize {
    let place = Place::File { path: "bench".to_owned(), record: None };
    black_box(read(bytes, &place, Some(format), &Limits::default())).value.len()
}

macro_rules! readers {
    ($($name:ident $format:ident $($ending:literal)*;)*) => {
        $(#[inline(never)]
        fn $name(files: &[Vec<u8>]) -> usize {
            files.iter().map(|bytes| call(bytes, Format::$format)).sum()
        })*
        /// Name, endings of file names, and what reads them.
        const READERS: &[(&str, &[&str], fn(&[Vec<u8>]) -> usize)] =
            &[$((stringify!($name), &[$($ending),*], $name)),*];
    };
}

readers! {
    reader_text Text "txt";
    reader_markdown Markdown "md";
    reader_html Html "html" "htm";
    reader_feed Feed "xml" "rss" "atom";
    reader_json Json "json";
    reader_jsonl JsonLines "jsonl";
    reader_mail Mail "eml";
    reader_mbox Mbox "mbox";
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let rounds = match arguments.first().map(String::as_str) {
        Some("once") => Some(1),
        Some("twice") => Some(2),
        _ => None,
    };
    if rounds.is_some() {
        arguments.remove(0);
    }
    for (name, endings, reader) in READERS {
        let ends = |path: &&String| {
            path.rsplit('.').next().is_some_and(|ending| endings.contains(&ending))
        };
        let files: Vec<Vec<u8>> =
            arguments.iter().filter(ends).map(|path| std::fs::read(path).unwrap()).collect();
        if files.is_empty() {
            continue;
        }
        let bytes: usize = files.iter().map(Vec::len).sum();
        if let Some(rounds) = rounds {
            let articles: usize = (0..rounds).map(|_| reader(&files)).sum();
            println!("{name} {} files, {bytes} bytes, {articles} articles", files.len());
            continue;
        }
        // Once before, for all that is set up at the first call.
        black_box(reader(&files));
        let (start, mut rounds) = (Instant::now(), 0_u32);
        while start.elapsed() < LONG {
            black_box(reader(&files));
            rounds += 1;
        }
        let calls = f64::from(rounds) * files.len() as f64 / start.elapsed().as_secs_f64();
        println!("{name:16} {:4} files {bytes:9} bytes {calls:9.0} calls a second", files.len());
    }
}

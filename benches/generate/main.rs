//! Makes a collection of N articles for measuring, one JSON object a line on standard output, and
//! says on standard error what it is like. The same arguments give the same bytes.
//!
//! `cargo run --release --example generate -- 10000 > news.jsonl`
//!
//! Options: `--seed S` (default 1); `--from FILE.jsonl` takes sentences from these articles
//! (members `text` and `lang`) instead of the repository's own invented newsroom; `--one-story`
//! makes one story of all.

#![allow(clippy::print_stderr)]

mod dice;
mod frames;
mod measure;
mod mix;

use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use frames::Topic;
use measure::Measure;
use mix::{Made, Taste, World};

#[derive(Debug)]
struct Args {
    articles: usize,
    seed: u64,
    from: Option<PathBuf>,
    one_story: bool,
}

fn args() -> Result<Args, String> {
    let mut given = Args { articles: 0, seed: 1, from: None, one_story: false };
    let mut rest = std::env::args().skip(1);
    while let Some(arg) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{arg} needs a value"));
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number"));
        match arg.as_str() {
            "--seed" => given.seed = number(value()?)?,
            "--from" => given.from = Some(value()?.into()),
            "--one-story" => given.one_story = true,
            _ => {
                given.articles = usize::try_from(number(arg.clone())?).map_err(|e| e.to_string())?
            }
        }
    }
    if given.articles == 0 {
        return Err("usage: generate N [--seed S] [--from FILE.jsonl] [--one-story]".to_owned());
    }
    Ok(given)
}

/// The repository's own articles, or those of a file, taken apart.
fn topics(from: Option<&Path>) -> Result<Vec<Topic>, String> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold/articles.jsonl");
    let path = from.unwrap_or(&own);
    let lines = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut topics = Vec::new();
    for line in lines.lines() {
        let article: serde_json::Value = serde_json::from_str(line).map_err(|e| e.to_string())?;
        let language = article.get("lang").or_else(|| article.get("language"));
        if language.and_then(|l| l.as_str()).is_some_and(|l| l != "en") {
            continue;
        }
        let paragraphs = article.get("paragraphs").and_then(|p| p.as_array());
        let text = match (article.get("text").and_then(|t| t.as_str()), paragraphs) {
            (Some(text), _) => text.to_owned(),
            (None, Some(all)) => {
                all.iter().filter_map(|p| p.as_str()).collect::<Vec<_>>().join("\n\n")
            }
            (None, None) => continue,
        };
        topics.extend(Some(frames::topic(&text)).filter(|topic| topic.len() >= 4));
    }
    if topics.is_empty() {
        Err(format!("{}: no article with four sentences", path.display()))
    } else {
        Ok(topics)
    }
}

fn line(number: usize, made: &Made) -> Result<String, String> {
    let date = jiff::Timestamp::from_second(made.second).map_err(|e| e.to_string())?;
    let article = serde_json::json!({
        "id": number,
        "title": made.title,
        "source": made.publisher,
        "date": date.to_string(),
        "url": format!("https://news.example/{number}"),
        "text": made.text,
        "story": made.story,
    });
    Ok(article.to_string())
}

fn run() -> Result<(), String> {
    let args = args()?;
    let topics = topics(args.from.as_deref())?;
    // Real articles bring words of their own; the invented newsroom is small and lends mostly its
    // shapes.
    let taste = if args.from.is_some() {
        Taste { kept: 0.8, discount: 0.5 }
    } else {
        Taste { kept: 0.45, discount: 0.5 }
    };
    let mut world = World::new(&topics, taste, args.articles, args.seed);
    let mut measure = Measure::default();
    let mut out = BufWriter::with_capacity(1 << 20, io::stdout().lock());
    while measure.articles < args.articles {
        let left = args.articles - measure.articles;
        let story = if args.one_story { world.told(left) } else { world.story(left) };
        for (number, article) in (measure.articles..).zip(&story) {
            writeln!(out, "{}", line(number, article)?).map_err(|e| e.to_string())?;
        }
        measure.story(&story);
    }
    out.flush().map_err(|e| e.to_string())?;
    eprintln!("{}", measure.line());
    Ok(())
}

fn main() -> std::process::ExitCode {
    match run() {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("generate: {problem}");
            std::process::ExitCode::FAILURE
        }
    }
}

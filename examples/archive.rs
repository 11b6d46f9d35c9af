//! Articles are kept, found again by their words, and briefed.
//!
//! `cargo run --example archive`

#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use tidings::archive::{Access, Archive, Incoming};
use tidings::brief::Settings;
use tidings::model::{Article, Place};
use tidings::read::{Limits, read};

/// The articles of `examples/ferry`.
fn articles() -> Vec<Article> {
    let texts = [include_str!("ferry/gazette.txt"), include_str!("ferry/post.txt")];
    let read_one = |(n, text): (u32, &&str)| {
        let place = Place::Stdin { record: Some(n) };
        read(text.as_bytes(), &place, None, &Limits::default()).value
    };
    (0..).zip(&texts).flat_map(read_one).collect()
}

/// Takes two articles in twice, looks for one, and briefs what is there.
pub fn run(file: &Path) -> Result<String, Box<dyn Error>> {
    let mut archive = Archive::open(file, Access::Write)?;
    // The library has no clock: the moment at which articles were seen comes from outside.
    let now = "2026-05-06T06:00:00Z".parse()?;
    let mut out = String::new();
    for _ in 0..2 {
        let incoming: Vec<Incoming> = articles().into_iter().map(Incoming::from).collect();
        let fresh = archive.import(&incoming, now)?.iter().filter(|one| one.is_fresh()).count();
        writeln!(out, "{fresh} new articles, {} in the archive", archive.count()?)?;
    }
    for found in archive.search("inspection OR helicopters", 10)? {
        writeln!(out, "found: {}", found.kept.article.title.as_deref().unwrap_or("untitled"))?;
    }
    let mut kept = Vec::new();
    for found in archive.search("ferry", 1_000)? {
        kept.push(found.kept.article);
    }
    let plan = Settings { length: Some("1s".parse()?), ..Settings::default() }.check()?;
    for item in &plan.run(kept)?.value.stories[0].items {
        writeln!(out, "quoted: {}", item.text)?;
    }
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::temp_dir().join(format!("tidings-example-{}.sqlite", std::process::id()));
    let told = run(&file);
    std::fs::remove_file(&file)?;
    print!("{}", told?);
    Ok(())
}

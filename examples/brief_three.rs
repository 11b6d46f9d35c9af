//! Three articles become a briefing, and every quote is checked against its source.
//!
//! `cargo run --example brief_three`

#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;
use std::path::Path;

use tidings::brief::Settings;
use tidings::cite::verify;
use tidings::model::{Article, Place};
use tidings::read::{Limits, read};
use tidings::render::{Format, Page, render};

/// The articles of `examples/ferry`, as the bytes of files.
const FILES: [(&str, &str); 3] = [
    ("gazette.txt", include_str!("ferry/gazette.txt")),
    ("post.txt", include_str!("ferry/post.txt")),
    ("wire.txt", include_str!("ferry/wire.txt")),
];

/// Reads the files; what was odd about them would stand in `warnings`.
pub fn articles() -> Vec<Article> {
    let mut articles = Vec::new();
    for (name, text) in FILES {
        let place = Place::File { path: name.to_owned(), record: None };
        articles.extend(read(text.as_bytes(), &place, None, &Limits::default()).value);
    }
    articles
}

/// The briefing as a page of text.
pub fn run() -> Result<String, Box<dyn Error>> {
    let settings = Settings { length: Some("45w".parse()?), ..Settings::default() };
    let plan = settings.check()?;
    let briefing = plan.run(articles())?.value;

    let report = verify(&briefing, &articles());
    assert!(report.holds(), "every quote is word for word: {:?}", report.problems);

    let format = Format::from_extension(Path::new("page.txt")).ok_or("no such format")?;
    Ok(String::from_utf8(render(&briefing, &[], &Page::new(format))?)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

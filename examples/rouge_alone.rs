//! ROUGE as ROUGE-1.5.5 computes it, without a data set, a briefing or Perl.
//!
//! `cargo run --example rouge_alone`

#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;
use std::fmt::Write as _;

use tidings::evaluate::rouge::{Metric, Options, Scorer};

/// ROUGE-1, ROUGE-2 and ROUGE-SU4 of a summary against two people's.
pub fn run() -> Result<String, Box<dyn Error>> {
    let metrics = [Metric::N(1), Metric::N(2), Metric::Su(Some(4))];
    let scorer = Scorer::new(Options { stem: true, ..Options::PERL }, &metrics)?;

    // References are read, stemmed and counted once, however many summaries are scored against
    // them.
    let people = [
        vec!["The ferry sank off Skerrin.", "Nine people died."],
        vec!["Nine were killed when a ferry sank on Tuesday."],
    ];
    let prepared = scorer.prepare(&people);
    let scores = prepared.score(&["The ferry sank on Tuesday, killing nine people."]);

    let mut out = String::new();
    for (metric, score) in scorer.metrics().iter().zip(scores) {
        let score = score.ok_or("a reference without words")?;
        writeln!(
            out,
            "ROUGE-{metric}: recall {:.5}, precision {:.5}, F1 {:.5}",
            score.recall, score.precision, score.f
        )?;
    }
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

//! A ranking method of one's own: the longest sentences first, measured beside `lead`.
//!
//! `cargo run --example own_method`

#![allow(clippy::print_stdout)] // An example shows what it does.

use std::error::Error;
use std::fmt::Write as _;

use tidings::analysis::{Background, Frame, prepare, story};
use tidings::model::{Article, Budget, Place, Selection, count_words};
use tidings::rank::parts::Draft;
use tidings::rank::{Lead, Method, Story};
use tidings::read::{Limits, read};

/// The longest sentence that says something new, until the budget is spent.
#[derive(Debug)]
struct Longest;

impl Method for Longest {
    fn name(&self) -> &'static str {
        "longest"
    }

    fn select(&self, story: &Story<'_>, budget: Budget) -> Selection {
        // A draft knows which statements may be quoted, what still fits, and what repeats a pick.
        let mut draft = Draft::new(story, budget);
        loop {
            let words = |n: usize| count_words(story.text(draft.candidates()[n].statement));
            let open =
                (0..draft.candidates().len()).filter(|&n| draft.open(n) && !draft.repeats(n));
            // Of two of a length the first: results must not depend on anything but the story.
            let best = open.max_by_key(|&n| (words(n), std::cmp::Reverse(n)));
            let Some(best) = best else { return draft.finish() };
            let value = f64::from(words(best));
            draft.take(best, value, &[("words", value)]);
        }
    }
}

/// The articles of `examples/ferry`.
fn articles() -> Vec<Article> {
    let texts = [
        include_str!("ferry/gazette.txt"),
        include_str!("ferry/post.txt"),
        include_str!("ferry/wire.txt"),
    ];
    let read_one = |(n, text): (u32, &&str)| {
        let place = Place::Stdin { record: Some(n) };
        read(text.as_bytes(), &place, None, &Limits::default()).value
    };
    (0..).zip(&texts).flat_map(read_one).collect()
}

/// What each method chooses within 30 words.
pub fn run() -> Result<String, Box<dyn Error>> {
    // The arena of all articles, what all stories share, and one story of every article.
    let corpus = prepare(articles(), 2_000);
    let frame = Frame::new(&corpus, &Background::default(), None);
    let story = story(&frame, corpus.article_ids().collect());

    let mut out = String::new();
    let methods: [&dyn Method; 2] = [&Longest, &Lead];
    for method in methods {
        writeln!(out, "{}:", method.name())?;
        for pick in method.select(&story, "30w".parse()?).picks {
            writeln!(out, "  {:5.2}  {}", pick.gain, story.text(pick.statement))?;
        }
    }
    Ok(out)
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}", run()?);
    Ok(())
}

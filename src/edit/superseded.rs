//! Figures that a later article has corrected: of two sentences that differ in their figures only
//! the later one is quoted.

use crate::analysis::Story;
use crate::vectors::Compact;

use super::outdated::is_year;

/// Most statements with figures that are compared with one another; the first in canonical order.
/// Bounds the work; set by hand.
const FIGURES: usize = 400;

/// Least cosine of two sentences that report one thing with different figures.
/// Set by: hand, with the rule; what else was tried is not recorded.
const SAME_BUT_FIGURES: f64 = 0.55;

/// Statements whose figures a later article has corrected: much the same words, other numbers,
/// published earlier.
pub(super) fn superseded(story: &Story<'_>) -> Vec<bool> {
    if story.articles.len() < 2 {
        return vec![false; story.statements.len()];
    }
    let numbered: Vec<Numbered<'_>> = (0..story.statements.len())
        .filter(|&n| story.statements[n].quotable)
        .filter_map(|n| Numbered::new(story, n))
        .take(FIGURES)
        .collect();
    let rows: Vec<usize> = numbered.iter().map(|n| n.row).collect();
    let mut compact = Compact::new(&story.vectors, &rows);
    let mut superseded = vec![false; story.statements.len()];
    for (n, old) in numbered.iter().enumerate() {
        compact.set(n);
        superseded[old.statement] = numbered.iter().enumerate().any(|(m, new)| {
            !new.names_year
                && old.second.is_some_and(|old| new.second.is_some_and(|new| new - old > 3_600))
                && compact.cosine(m) >= SAME_BUT_FIGURES
                && old.numbers != new.numbers
        });
    }
    superseded
}

/// A statement with figures.
struct Numbered<'s> {
    statement: usize,
    row: usize,
    numbers: Vec<&'s str>,
    names_year: bool,
    second: Option<i64>,
}

impl<'s> Numbered<'s> {
    fn new(story: &'s Story<'_>, statement: usize) -> Option<Self> {
        let voice = story.statements[statement].voice;
        let numbers: Vec<&str> = story.numbers(voice).collect();
        if numbers.is_empty() {
            return None;
        }
        Some(Self {
            statement,
            row: story.row(voice).unwrap_or(story.sentences.len()),
            names_year: numbers.iter().any(|number| is_year(number)),
            numbers,
            second: story.second(story.corpus.sentence(voice).article),
        })
    }
}

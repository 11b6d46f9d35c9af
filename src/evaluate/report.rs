//! From a contest to the figures of a table: means, intervals, the best, and who is not
//! significantly worse.

use serde::Serialize;

use super::bootstrap::{self, Resampling};
use super::contest::{Contest, Entry, Row};
use super::redundancy::REPEATS;
use super::rouge::{Interval, Measure, Metric};
use super::significance::{Paired, paired};

/// Below this p a difference counts as significant.
pub const LEVEL: f64 = 0.05;

/// One contestant's figure for one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// Mean over its items, and the interval.
    #[serde(flatten)]
    pub interval: Interval,
    /// Whether no competitor has a higher mean.
    pub best: bool,
    /// The comparison with the best (`a` is the best, `b` this one), on the items that both have.
    pub against_best: Option<Paired>,
}

impl Cell {
    /// Whether it is worse than the best and the difference is not significant.
    #[must_use]
    pub fn ties(&self) -> bool {
        self.against_best.is_some_and(|paired| paired.p_randomisation >= LEVEL)
    }
}

/// One contestant's line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// Whether it saw the references and so does not compete.
    pub bound: bool,
    /// Items it has a summary for.
    pub items: usize,
    /// Items it has none for.
    pub missing: usize,
    /// Mean words of a summary.
    pub words: f64,
    /// One a measure; `None` where no item has a score.
    pub cells: Vec<Option<Cell>>,
    /// Share of summaries with two sentences that overlap by [`REPEATS`] or more of their content
    /// words.
    pub repeating: f64,
    /// Mean of the summaries' greatest overlaps.
    pub overlap: f64,
    /// Seconds, all items together, without preparation; `None` for given summaries.
    pub seconds: Option<f64>,
    /// Bytes above what the data need, where known.
    pub peak_bytes: Option<u64>,
}

/// The table of one data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Name of the data set.
    pub name: String,
    /// Items that were summarised.
    pub items: usize,
    /// Items that were broken and left out.
    pub left_out: usize,
    /// Length asked for.
    pub length: String,
    /// The figure that counts: recall, precision or F1.
    pub measure: &'static str,
    /// Names of the measures.
    pub metrics: Vec<String>,
    /// Position of the measure that the lines are sorted by: ROUGE-2, or the first.
    pub headline: usize,
    /// Lines, best first, bounds last.
    pub standings: Vec<Standing>,
    /// Seconds of preparation, which all methods share.
    pub preparation_seconds: f64,
    /// The line that lets anybody repeat the figures.
    pub signature: String,
}

/// What a report needs beside the contest.
#[derive(Debug, Clone)]
pub struct About {
    /// Name of the data set.
    pub name: String,
    /// Broken items.
    pub left_out: usize,
    /// Length asked for.
    pub length: String,
    /// The figure that counts.
    pub measure: Measure,
    /// Measures, in the order of the rows' scores.
    pub metrics: Vec<Metric>,
    /// Signature.
    pub signature: String,
    /// Resamples of the intervals.
    pub resampling: Resampling,
    /// Draws of each paired test.
    pub trials: u32,
}

/// Works the figures out.
#[must_use]
pub fn report(contest: &Contest, about: &About) -> Report {
    let headline = about.metrics.iter().position(|metric| *metric == Metric::N(2)).unwrap_or(0);
    let mut standings: Vec<Standing> =
        contest.entries.iter().map(|entry| standing(entry, about)).collect();
    for at in 0..about.metrics.len() {
        compare(contest, about, &mut standings, at);
    }
    let mean = |s: &Standing| {
        s.cells.get(headline).and_then(Option::as_ref).map_or(0.0, |cell| cell.interval.avg)
    };
    standings.sort_by(|a, b| a.bound.cmp(&b.bound).then(mean(b).total_cmp(&mean(a))));
    Report {
        name: about.name.clone(),
        items: contest.ids.len(),
        left_out: about.left_out,
        length: about.length.clone(),
        measure: about.measure.name(),
        metrics: about.metrics.iter().map(ToString::to_string).collect(),
        headline,
        standings,
        preparation_seconds: contest.preparation,
        signature: about.signature.clone(),
    }
}

fn standing(entry: &Entry, about: &About) -> Standing {
    let rows: Vec<&Row> = entry.rows.iter().flatten().collect();
    let n = rows.len().max(1) as f64;
    let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
    let cell = |at: usize| {
        let values: Vec<[f64; 1]> =
            figures(entry, about.measure, at).into_iter().flatten().map(|x| [x]).collect();
        let [interval] = bootstrap::means(&values, about.resampling);
        (!values.is_empty()).then_some(Cell { interval, best: false, against_best: None })
    };
    Standing {
        name: entry.name.clone(),
        bound: entry.bound,
        items: rows.len(),
        missing: entry.rows.len() - rows.len(),
        words: rows.iter().map(|row| f64::from(row.words)).sum::<f64>() / n,
        cells: (0..about.metrics.len()).map(cell).collect(),
        repeating: rows.iter().filter(|row| row.redundancy >= REPEATS).count() as f64 / n,
        overlap: rows.iter().map(|row| row.redundancy).sum::<f64>() / n,
        seconds: entry.timed.then_some(seconds),
        peak_bytes: entry.peak,
    }
}

/// The figure that counts of each item.
fn figures(entry: &Entry, measure: Measure, at: usize) -> Vec<Option<f64>> {
    let figure = |row: &Row| row.scores.get(at).copied().flatten().map(|score| measure.of(score));
    entry.rows.iter().map(|row| row.as_ref().and_then(figure)).collect()
}

/// Marks the best of one measure and compares the others with it.
fn compare(contest: &Contest, about: &About, standings: &mut [Standing], at: usize) {
    let mean =
        |s: &Standing| s.cells.get(at).and_then(Option::as_ref).map(|cell| cell.interval.avg);
    let competing = standings.iter().enumerate().filter(|(_, s)| !s.bound);
    let best = competing.filter_map(|(place, s)| mean(s).map(|mean| (place, mean))).fold(
        None,
        |best: Option<(usize, f64)>, (place, mean)| match best {
            Some((_, highest)) if highest >= mean => best,
            _ => Some((place, mean)),
        },
    );
    let Some((best, highest)) = best else { return };
    let Some(leader) = contest.entries.get(best) else { return };
    let leading = figures(leader, about.measure, at);
    let tests = Resampling { samples: about.trials, ..about.resampling };
    for (standing, entry) in standings.iter_mut().zip(&contest.entries) {
        let Some(cell) = standing.cells.get_mut(at).and_then(Option::as_mut) else { continue };
        if entry.bound {
            continue;
        }
        if cell.interval.avg >= highest {
            cell.best = true;
            continue;
        }
        let theirs = figures(entry, about.measure, at);
        let (a, b): (Vec<f64>, Vec<f64>) =
            leading.iter().zip(&theirs).filter_map(|(a, b)| a.zip(*b)).unzip();
        cell.against_best = Some(paired(&a, &b, tests));
    }
}

//! `tidings rouge --compare A B`: is B better than A on the same items, or just lucky?

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use serde_json::{Map, Value, json};
use tidings::evaluate::rouge::{Measure, Measured, Score, Scorer};
use tidings::evaluate::significance::{Paired, paired};
use tidings::model::Warning;

use super::pairs::{self, Pair};
use super::texts::Reading;
use super::{Setup, print, score};
use crate::exit::Exit;
use crate::say::Say;

/// Runs the comparison.
pub fn run(
    a: &Path,
    b: &Path,
    references: &[PathBuf],
    reading: &Reading,
    setup: &Setup,
    as_json: bool,
    say: Say,
) -> anyhow::Result<Exit> {
    let scorer = Scorer::new(setup.preset.options, &setup.preset.metrics)?;
    let (first, mut warnings) = pairs::read(a, references, reading)?;
    let (second, more) = pairs::read(b, references, reading)?;
    warnings.extend(more);
    let (first, second) = if reading.by_line || first.len() > 1 || second.len() > 1 {
        in_both(first, second, (a, b), &mut warnings)
    } else {
        // Two single texts: their file names need not be the same.
        (first, second)
    };
    let exit = say.warnings(&warnings);
    if first.is_empty() {
        bail!(
            "`{}` and `{}` have no item in common, nothing was compared",
            a.display(),
            b.display()
        );
    }
    let (one, other) = (score(&first, &scorer), score(&second, &scorer));
    let outcomes: Vec<Paired> = (0..setup.preset.metrics.len())
        .map(|at| {
            let (x, y) = columns(&one.rows, &other.rows, at, setup.preset.measure);
            paired(&x, &y, setup.resampling())
        })
        .collect();
    let line = print::signature_of(setup, one.references, true);
    let table = Table { a, b, setup, outcomes: &outcomes, line: &line, warnings: &warnings };
    if as_json {
        table.json()?
    } else {
        table.text()?
    }
    Ok(exit)
}

/// The items that both have, in the same order; the others are named.
fn in_both(
    first: Vec<Pair>,
    second: Vec<Pair>,
    (a, b): (&Path, &Path),
    warnings: &mut Vec<Warning>,
) -> (Vec<Pair>, Vec<Pair>) {
    let mut waiting: BTreeMap<String, Pair> =
        second.into_iter().map(|pair| (pair.id.clone(), pair)).collect();
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for pair in first {
        if let Some(partner) = waiting.remove(&pair.id) {
            one.push(pair);
            other.push(partner);
        } else {
            let place = format!("{}: {}", a.display(), pair.id);
            warnings.push(Warning::failed(place, format!("`{}` has no such item", b.display())));
        }
    }
    for id in waiting.keys() {
        let place = format!("{}: {id}", b.display());
        warnings.push(Warning::failed(place, format!("`{}` has no such item", a.display())));
    }
    (one, other)
}

type Rows = [Vec<Option<Measured>>];

/// The figures of one measure, for items where both systems have one.
fn columns(one: &Rows, other: &Rows, at: usize, measure: Measure) -> (Vec<f64>, Vec<f64>) {
    let figure = |score: Score| match measure {
        Measure::Recall => score.recall,
        Measure::Precision => score.precision,
        Measure::F => score.f,
    };
    let of = |row: &[Option<Measured>]| row.get(at).copied().flatten().map(|m| figure(m.score));
    one.iter().zip(other).filter_map(|(x, y)| of(x).zip(of(y))).unzip()
}

struct Table<'t> {
    a: &'t Path,
    b: &'t Path,
    setup: &'t Setup,
    outcomes: &'t [Paired],
    line: &'t str,
    warnings: &'t [Warning],
}

impl Table<'_> {
    fn text(&self) -> anyhow::Result<()> {
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        let measure = print::name_of(self.setup.preset.measure);
        writeln!(out, "A  {}\nB  {}\n", self.a.display(), self.b.display())?;
        let interval = format!("{} % interval", self.setup.bootstrap.confidence);
        writeln!(
            out,
            "{:<10} {:>7} {:>7} {:>8}  {interval:<20} {:>8} {:>9}",
            measure, "A", "B", "B - A", "p boot", "p random"
        )?;
        for (metric, o) in self.setup.preset.metrics.iter().zip(self.outcomes) {
            writeln!(
                out,
                "{:<10} {:>7.5} {:>7.5} {:>+8.5}  {:>+8.5} to {:>+8.5} {:>8} {:>9}",
                metric.to_string(),
                o.a,
                o.b,
                o.difference,
                o.lo,
                o.hi,
                p_text(o.p_bootstrap),
                p_text(o.p_randomisation)
            )?;
        }
        let items = self.outcomes.iter().map(|o| o.items).max().unwrap_or(0);
        write!(out, "\n{items} items in both")?;
        match print::skipped(self.warnings) {
            0 => {}
            lost => write!(out, ", {lost} left out")?,
        }
        writeln!(
            out,
            "; {} draws for each test, two-sided, seed {}",
            self.setup.bootstrap.samples, self.setup.seed
        )?;
        writeln!(out, "{}", self.line)?;
        out.flush()?;
        Ok(())
    }

    fn json(&self) -> anyhow::Result<()> {
        let names = self.setup.preset.metrics.iter().map(ToString::to_string);
        let outcomes: Map<String, Value> =
            names.zip(self.outcomes.iter().map(|o| json!(o))).collect();
        let value = json!({
            "form": 1,
            "signature": self.line,
            "a": self.a.display().to_string(),
            "b": self.b.display().to_string(),
            "measure": print::name_of(self.setup.preset.measure).to_lowercase(),
            "trials": self.setup.bootstrap.samples,
            "confidence": self.setup.bootstrap.confidence,
            "seed": self.setup.seed,
            "left_out": self.warnings,
            "differences": outcomes,
        });
        let mut out = std::io::BufWriter::new(std::io::stdout().lock());
        serde_json::to_writer_pretty(&mut out, &value)?;
        writeln!(out)?;
        out.flush()?;
        Ok(())
    }
}

fn p_text(p: f64) -> String {
    if p < 0.0001 { "<0.0001".to_owned() } else { format!("{p:.4}") }
}

//! Tables, JSON and the signature of `tidings rouge`.

use std::io::Write;

use serde_json::{Map, Value, json};
use tidings::evaluate::bootstrap;
use tidings::evaluate::rouge::{
    Average, Averaging, Interval, Measure, averages, presets, signature,
};
use tidings::model::{Severity, Warning};

use super::{Scored, Setup};
use crate::exit::Exit;

/// The form of the JSON; changes when a field changes its meaning.
const FORM: u32 = 1;

/// The figure that stands for a score.
pub fn name_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Recall => "recall",
        Measure::Precision => "precision",
        Measure::F => "F",
    }
}

/// Averages by measure; `None` where no item has a score.
fn averaged(scored: &Scored, setup: &Setup) -> Vec<Option<Average>> {
    let metrics = setup.preset.metrics.len();
    if setup.preset.averaging == Averaging::Script {
        return averages(&scored.rows, metrics, &setup.preset.options, setup.bootstrap);
    }
    (0..metrics)
        .map(|at| {
            let scores = scored.rows.iter().filter_map(|row| row.get(at).copied().flatten());
            let rows: Vec<[f64; 3]> =
                scores.map(|m| [m.score.recall, m.score.precision, m.score.f]).collect();
            let [recall, precision, f] = bootstrap::means(&rows, setup.resampling());
            (!rows.is_empty()).then_some(Average { recall, precision, f })
        })
        .collect()
}

/// The line that lets anybody repeat the figures.
pub fn signature_of(setup: &Setup, references: (usize, usize), own_seed: bool) -> String {
    let preset = &setup.preset;
    let seed = own_seed.then_some(setup.seed);
    signature(&preset.options, &preset.metrics, preset.averaging, setup.bootstrap, seed, references)
}

/// How many items were lost.
pub fn skipped(warnings: &[Warning]) -> usize {
    warnings.iter().filter(|warning| warning.severity == Severity::Failed).count()
}

/// Prints one system's scores.
pub fn scores(
    scored: &Scored,
    setup: &Setup,
    warnings: &[Warning],
    as_json: bool,
    per_item: bool,
) -> anyhow::Result<()> {
    let averages = averaged(scored, setup);
    let line = signature_of(setup, scored.references, setup.preset.averaging == Averaging::Mean);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if as_json {
        let value = as_value(scored, setup, &averages, &line, warnings, per_item);
        serde_json::to_writer_pretty(&mut out, &value)?;
        writeln!(out)?;
        out.flush()?;
        return Ok(());
    }
    let measure = setup.preset.measure;
    writeln!(
        out,
        "{:<12} {:>8} {:>9} {:>8}   {} % interval of {}",
        "measure",
        "recall",
        "precision",
        "F",
        setup.bootstrap.confidence,
        name_of(measure)
    )?;
    for (metric, average) in setup.preset.metrics.iter().zip(&averages) {
        let name = metric.to_string();
        let Some(average) = average else {
            writeln!(
                out,
                "{name:<12} {:>8} {:>9} {:>8}   no score: a reference has no words",
                "-", "-", "-"
            )?;
            continue;
        };
        let Interval { lo, hi, .. } = figure(average, measure);
        writeln!(
            out,
            "{name:<12} {:>8.5} {:>9.5} {:>8.5}   {lo:.5} to {hi:.5}",
            average.recall.avg, average.precision.avg, average.f.avg
        )?;
    }
    if per_item {
        items_table(&mut out, scored, setup)?;
    }
    let items = scored.rows.len();
    let lost = skipped(warnings);
    write!(out, "\n{items} item{}", if items == 1 { "" } else { "s" })?;
    if lost > 0 {
        write!(out, ", {lost} left out")?;
    }
    writeln!(out, "\n{line}")?;
    out.flush()?;
    Ok(())
}

fn figure(average: &Average, measure: Measure) -> Interval {
    match measure {
        Measure::Recall => average.recall,
        Measure::Precision => average.precision,
        Measure::F => average.f,
    }
}

fn items_table(out: &mut impl Write, scored: &Scored, setup: &Setup) -> anyhow::Result<()> {
    for (id, row) in scored.ids.iter().zip(&scored.rows) {
        writeln!(out, "\n{id}")?;
        for (metric, measured) in setup.preset.metrics.iter().zip(row) {
            let name = format!("  {metric}");
            match measured {
                Some(m) => writeln!(
                    out,
                    "{name:<12} {:>8.5} {:>9.5} {:>8.5}",
                    m.score.recall, m.score.precision, m.score.f
                )?,
                None => writeln!(out, "{name:<12} {:>8} {:>9} {:>8}", "-", "-", "-")?,
            }
        }
    }
    Ok(())
}

fn as_value(
    scored: &Scored,
    setup: &Setup,
    averages: &[Option<Average>],
    line: &str,
    warnings: &[Warning],
    per_item: bool,
) -> Value {
    let names = || setup.preset.metrics.iter().map(ToString::to_string);
    let scores: Map<String, Value> =
        names().zip(averages.iter().map(|average| json!(average))).collect();
    let mut value = json!({
        "form": FORM,
        "preset": setup.preset.name,
        "signature": line,
        "measure": name_of(setup.preset.measure).to_lowercase(),
        "items": scored.rows.len(),
        "left_out": warnings,
        "scores": scores,
    });
    if per_item && let Some(object) = value.as_object_mut() {
        let items = scored.ids.iter().zip(&scored.rows).map(|(id, row)| {
            let scores: Map<String, Value> =
                names().zip(row.iter().map(|m| json!(m.map(|m| m.score)))).collect();
            json!({ "id": id, "scores": scores })
        });
        object.insert("per_item".to_owned(), items.collect());
    }
    value
}

/// Names the presets.
pub fn list_presets() -> anyhow::Result<Exit> {
    let mut out = std::io::stdout().lock();
    for preset in presets() {
        writeln!(out, "{}", preset.name)?;
        for line in wrapped(preset.about, 74) {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(Exit::Complete)
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

//! `tidings evaluate --print-settings`: what a paper must say so that its table can be made again.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};
use tidings::evaluate::datasets::{self, DataSet};
use tidings::evaluate::rouge::{Bootstrap, perl_options};
use tidings::model::Budget;
use tidings::rank::coverage::Weights;

use super::{Args, Shape, USUAL, learned, weights};
use crate::say::Say;

/// The settings as text, or as JSON with `--format json`.
pub(super) fn text(
    args: &Args,
    sets: &[(DataSet, usize)],
    lengths: &[Budget],
    presets: &[Option<&str>],
    say: Say,
) -> anyhow::Result<String> {
    let asked = lengths.iter().zip(presets);
    let mut rows = Vec::new();
    for ((path, set), (length, preset)) in args.datasets.iter().zip(sets).zip(asked) {
        rows.push(of_set(args, path, set, *length, *preset)?);
    }
    let nothing = DataSet { name: String::new(), items: Vec::new() };
    let contestants = args.contestants(&[], &nothing, &[], say)?;
    let names: Vec<&str> = contestants.iter().map(|contestant| contestant.name()).collect();
    let fits = args.folds.is_some() || !args.leave_out.is_empty();
    let fitted = if fits { json!("fitted in the run") } else { of_weights(args)? };
    let uses = |name: &&str| learned(name) || name.starts_with("brief");
    let systems: anyhow::Result<Vec<Value>> = args.systems.iter().map(|path| file(path)).collect();
    let words: Vec<String> = std::env::args().filter(|word| word != "--print-settings").collect();
    let value = json!({
        "form": 1,
        "version": env!("CARGO_PKG_VERSION"),
        "command": words.join(" "),
        "datasets": rows,
        "methods": names,
        "weights": names.iter().any(uses).then_some(fitted),
        "folds": args.folds,
        "leave_out": args.leave_out,
        "systems": systems?,
        "queries": !args.no_query,
        "earlier": !args.no_earlier,
        "seed": args.chance.seed,
        "samples": args.chance.samples,
        "trials": args.chance.trials,
    });
    let as_json = args.json || args.format == Shape::Json;
    Ok(if as_json { serde_json::to_string_pretty(&value)? + "\n" } else { shown(&value) })
}

fn of_set(
    args: &Args,
    path: &Path,
    (set, broken): &(DataSet, usize),
    length: Budget,
    preset: Option<&str>,
) -> anyhow::Result<Value> {
    let setup = args.setup(set, length, preset)?;
    let range = |counts: Vec<usize>| match (counts.iter().min(), counts.iter().max()) {
        (Some(least), Some(most)) => [*least, *most],
        _ => [0, 0],
    };
    let references = range(set.items.iter().map(|item| item.references.len()).collect());
    let articles = range(set.items.iter().map(|item| item.articles.len()).collect());
    let about = args.about(set, *broken, length, &setup, (references[0], references[1]));
    let bootstrap = Bootstrap { samples: args.chance.samples, confidence: 95.0 };
    Ok(json!({
        "name": set.name,
        "path": path.display().to_string(),
        "sha256": datasets::checksum(path)?,
        "items": set.items.len(),
        "first_items": args.items,
        "broken": broken,
        "articles": articles,
        "references": references,
        "length": length.to_string(),
        "preset": preset.unwrap_or(USUAL),
        "measure": about.measure.name(),
        "rouge_1_5_5": perl_options(setup.scorer.options(), &setup.metrics, bootstrap),
        "signature": about.signature,
    }))
}

/// Where the weights of coverage come from.
fn of_weights(args: &Args) -> anyhow::Result<Value> {
    let Some(path) = &args.weights else {
        let shipped = Weights::shipped();
        let sum = tidings::cite::sha256_hex(shipped.to_json());
        return Ok(json!({ "path": "shipped", "sha256": sum, "learned_from": shipped.data }));
    };
    let mut value = file(path)?;
    value["learned_from"] = json!(weights(path)?.data);
    Ok(value)
}

fn file(path: &Path) -> anyhow::Result<Value> {
    Ok(json!({ "path": path.display().to_string(), "sha256": datasets::checksum(path)? }))
}

/// The settings for people: one a line.
fn shown(value: &Value) -> String {
    let mut out = format!("tidings {}\n{}\n", plain(&value["version"]), plain(&value["command"]));
    for set in value["datasets"].as_array().into_iter().flatten() {
        let _ = writeln!(out, "\n{}", plain(&set["name"]));
        lines(&mut out, set, &["name"], "  ");
    }
    out.push('\n');
    lines(&mut out, value, &["form", "version", "command", "datasets"], "");
    out
}

fn lines(out: &mut String, value: &Value, but: &[&str], indent: &str) {
    for (name, value) in value.as_object().into_iter().flatten() {
        if but.contains(&name.as_str()) || value.is_null() || *value == json!([]) {
            continue;
        }
        let name = if name == "rouge_1_5_5" { "ROUGE-1.5.5" } else { name.as_str() };
        let name = name.replace('_', " ");
        match value {
            Value::Object(_) => {
                let _ = writeln!(out, "{indent}{name}");
                lines(out, value, &[], &format!("{indent}  "));
            }
            value => {
                let _ = writeln!(out, "{indent}{name:<12} {}", plain(value));
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => match list.as_slice() {
            [least, most] if least.is_u64() && least == most => plain(least),
            [least, most] if least.is_u64() => format!("{} to {}", plain(least), plain(most)),
            list => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        },
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Object(fields) => fields.values().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

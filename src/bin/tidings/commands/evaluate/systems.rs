//! Other systems' summaries: JSONL, one summary a line, `{"system", "id", "summary", "dataset"}`.
//! The summary is a text with line breaks or a list of sentences; "dataset" is needed only where
//! data sets share ids.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde_json::Value;
use tidings::evaluate::contest::Contestant;
use tidings::evaluate::datasets::DataSet;
use tidings::model::Warning;

/// A system and its summaries.
#[derive(Debug)]
pub struct System {
    /// Its name.
    pub name: String,
    /// Lines by data set ("" for any) and item.
    summaries: BTreeMap<(String, String), Vec<String>>,
}

impl System {
    /// The system's summaries of this data set, if it has any.
    pub fn contestant(&self, set: &DataSet) -> Option<Contestant> {
        let of = |dataset: &str, id: &str| self.summaries.get(&(dataset.to_owned(), id.to_owned()));
        let summaries: BTreeMap<String, Vec<String>> = set
            .items
            .iter()
            .filter_map(|item| {
                let lines = of(&set.name, &item.id).or_else(|| of("", &item.id))?;
                Some((item.id.clone(), lines.clone()))
            })
            .collect();
        (!summaries.is_empty()).then(|| Contestant::Given { name: self.name.clone(), summaries })
    }
}

/// The systems of one file, in the order of their first lines.
pub fn read(path: &Path, warnings: &mut Vec<Warning>) -> anyhow::Result<Vec<System>> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let mut systems: Vec<System> = Vec::new();
    for (line, number) in bytes.split(|&byte| byte == b'\n').zip(1..) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let place = format!("{}: line {number}", path.display());
        let Some((name, dataset, id, lines)) = row(line) else {
            warnings.push(
                Warning::failed(place, "not a summary")
                    .hint("a line is {\"system\": name, \"id\": item, \"summary\": text or list of sentences}"),
            );
            continue;
        };
        let at = systems.iter().position(|system| system.name == name).unwrap_or_else(|| {
            systems.push(System { name: name.clone(), summaries: BTreeMap::new() });
            systems.len() - 1
        });
        let Some(system) = systems.get_mut(at) else { continue };
        if system.summaries.insert((dataset, id.clone()), lines).is_some() {
            warnings.push(Warning::failed(
                place,
                format!("`{name}` has a second summary of `{id}`; it is used"),
            ));
        }
    }
    if systems.is_empty() {
        bail!(
            "{}: no summaries; hint: a line is {{\"system\": name, \"id\": item, \"summary\": text}}",
            path.display()
        );
    }
    Ok(systems)
}

fn row(line: &[u8]) -> Option<(String, String, String, Vec<String>)> {
    let row: Value = serde_json::from_slice(line).ok()?;
    let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let id =
        text("id").or_else(|| row.get("id").and_then(Value::as_u64).map(|id| id.to_string()))?;
    let lines = match row.get("summary")? {
        Value::String(text) => text.lines().map(str::to_owned).collect(),
        Value::Array(lines) => {
            lines.iter().map(|line| line.as_str().map(str::to_owned)).collect::<Option<_>>()?
        }
        _ => return None,
    };
    Some((text("system")?, text("dataset").unwrap_or_default(), id, lines))
}

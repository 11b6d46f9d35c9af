//! Tables, JSON or rows of JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};
use tidings::evaluate::contest::Contest;
use tidings::evaluate::datasets::DataSet;
use tidings::evaluate::paper::Paper;
use tidings::evaluate::report::{About, Report};
use tidings::evaluate::tables;

/// The form of the JSON; changes when a field changes its meaning.
const FORM: u32 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tables,
    Paper(Paper),
    Json,
    Rows,
}

/// What will be written.
#[derive(Debug)]
pub struct Shown {
    kind: Kind,
    text: String,
}

impl Shown {
    /// As the options ask.
    pub const fn new(json: bool, rows: bool, paper: Option<Paper>) -> Self {
        let kind = match (json, rows, paper) {
            (true, ..) => Kind::Json,
            (_, true, _) => Kind::Rows,
            (.., Some(paper)) => Kind::Paper(paper),
            _ => Kind::Tables,
        };
        Self { kind, text: String::new() }
    }

    /// Adds a data set.
    pub fn add(&mut self, set: &DataSet, contest: &Contest, about: &About, report: &Report) {
        match self.kind {
            Kind::Json | Kind::Paper(_) => {}
            Kind::Rows => self.rows(set, contest, about),
            Kind::Tables => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                self.text.push_str(&tables::table(report));
            }
        }
    }

    /// One line an item and contestant; nothing in it depends on the machine.
    fn rows(&mut self, set: &DataSet, contest: &Contest, about: &About) {
        for entry in &contest.entries {
            for (id, row) in contest.ids.iter().zip(&entry.rows) {
                let Some(row) = row else { continue };
                let scores: Map<String, Value> = about
                    .metrics
                    .iter()
                    .map(ToString::to_string)
                    .zip(row.scores.iter().map(|score| json!(score)))
                    .collect();
                let line = json!({
                    "dataset": set.name,
                    "id": id,
                    "system": entry.name,
                    "summary": row.lines,
                    "words": row.words,
                    "overlap": row.redundancy,
                    "scores": scores,
                });
                let _ = writeln!(self.text, "{line}");
            }
        }
    }

    /// Everything, as text.
    pub fn finish(self, reports: &[Report]) -> anyhow::Result<String> {
        if let Kind::Paper(paper) = self.kind {
            return Ok(paper.tables(reports));
        }
        if self.kind != Kind::Json {
            return Ok(self.text);
        }
        Ok(serde_json::to_string_pretty(&json!({ "form": FORM, "datasets": reports }))? + "\n")
    }
}

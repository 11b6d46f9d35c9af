//! `tidings evaluate --stories`: how well our grouping of articles agrees with people's.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;
use tidings::evaluate::clustering::{Agreement, Report, report};
use tidings::evaluate::datasets::{GoldStories, gold_stories};
use tidings::model::Outcome;

use crate::commands::judge::JudgeOptions;
use crate::config::Config;
use crate::exit::Exit;
use crate::output::OutputFile;
use crate::say::Say;

/// Groups the articles of each file by themselves and prints how well that agrees with the file's
/// stories.
pub(super) fn run(
    paths: &[PathBuf],
    judge: &JudgeOptions,
    most: Option<usize>,
    as_json: bool,
    output: &OutputFile,
    say: Say,
) -> anyhow::Result<Exit> {
    let mut exit = Exit::Complete;
    let mut rows = Vec::new();
    for path in paths {
        let Outcome { value: mut gold, warnings } = gold_stories(path)?;
        exit = exit.worse(say.warnings(&warnings));
        gold.articles.truncate(most.unwrap_or(usize::MAX));
        gold.stories.truncate(most.unwrap_or(usize::MAX));
        let name = gold.name.clone();
        rows.push((name, compared(gold, judge)?));
    }
    output.write(if as_json { json_of(&rows)? } else { table(&rows) }.as_bytes())?;
    Ok(exit)
}

/// The articles grouped as `tidings stories` groups them; an older article listed with a story
/// counts to it.
fn compared(gold: GoldStories, judge: &JudgeOptions) -> anyhow::Result<Report> {
    let labels = gold.by_place();
    let plan = judge.settings(&Config::default())?.check()?;
    let (mut wanted, mut found) = (Vec::new(), Vec::new());
    for (n, story) in plan.list(gold.articles).iter().enumerate() {
        for article in story.articles.iter().chain(&story.older) {
            for place in std::iter::once(&article.place).chain(&article.also) {
                wanted.push(labels.get(place).copied());
                found.push(n);
            }
        }
    }
    Ok(report(&wanted, &found))
}

fn table(rows: &[(String, Report)]) -> String {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).clamp(4, 24);
    let mut out = format!(
        "{:<width$} {:>8} {:>6} {:>6}   {:^20}   {:^20}   {:>6}\n{:<width$} {:>8} {:>6} {:>6}   {:>6} {:>6} {:>6}   \
         {:>6} {:>6} {:>6}\n",
        "set",
        "articles",
        "gold",
        "found",
        "B-cubed",
        "pairwise",
        "NMI",
        "",
        "",
        "",
        "",
        "P",
        "R",
        "F1",
        "P",
        "R",
        "F1"
    );
    let three = |a: Agreement| format!("{:.4} {:.4} {:.4}", a.precision, a.recall, a.f1());
    for (name, r) in rows {
        let name: String = name.chars().take(24).collect();
        let _ = writeln!(
            out,
            "{name:<width$} {:>8} {:>6} {:>6}   {}   {}   {:.4}",
            r.items,
            r.gold,
            r.found,
            three(r.bcubed),
            three(r.pairwise),
            r.nmi
        );
    }
    out.push_str("\nB-cubed: Bagga & Baldwin 1998; NMI over the mean of both entropies.\n");
    out
}

fn json_of(rows: &[(String, Report)]) -> anyhow::Result<String> {
    let three = |a: Agreement| json!({"precision": a.precision, "recall": a.recall, "f1": a.f1()});
    let sets: Vec<_> = rows
        .iter()
        .map(|(name, r)| {
            json!({
                "set": name,
                "articles": r.items,
                "gold_stories": r.gold,
                "found_stories": r.found,
                "bcubed": three(r.bcubed),
                "pairwise": three(r.pairwise),
                "nmi": r.nmi,
            })
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&sets)?;
    text.push('\n');
    Ok(text)
}

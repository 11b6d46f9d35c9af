//! The report as plain text: what is wrong first, both sides one above the other.

use std::fmt::Write as _;

use super::{Checked, Difference, Passage, Read, Report, Verdict};

/// The order in which verdicts are told: what a person must look at first.
pub(super) const ORDER: [Verdict; 5] =
    [Verdict::Absent, Verdict::Elsewhere, Verdict::Unclear, Verdict::Supported, Verdict::Verbatim];

/// The report as lines of text without control characters, ending with a line break.
#[must_use]
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    if let Some(title) = &report.title {
        let _ = writeln!(out, "{}", plain(title));
    }
    let _ = writeln!(out, "{}", summary(report));
    for verdict in ORDER {
        let of: Vec<(usize, &Checked)> = (1..)
            .zip(&report.sentences)
            .filter(|(_, sentence)| sentence.verdict == verdict)
            .collect();
        if of.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{} ({})", heading(verdict), of.len());
        for (number, sentence) in of {
            let _ = writeln!(out, "\n{number:>4}. {}", plain(&sentence.text));
            for line in notes(sentence) {
                let _ = writeln!(out, "      {line}");
            }
            let most = if verdict == Verdict::Verbatim { 0 } else { sentence.passages.len() };
            for passage in sentence.passages.iter().take(most) {
                told(&mut out, report, passage);
            }
        }
    }
    if !report.sources.is_empty() {
        out.push_str("\nSources\n\n");
        for source in &report.sources {
            let _ = writeln!(out, "  [{}] {}", source.number, name(source));
            let at = source.url.as_deref().unwrap_or(&source.place);
            let _ = writeln!(out, "      {}", plain(at));
        }
    }
    out
}

/// "12 sentences against 62 sources: 3 word for word, 5 supported, …".
pub(super) fn summary(report: &Report) -> String {
    let counted: Vec<String> = ORDER
        .iter()
        .filter(|verdict| report.counts.of(**verdict) > 0)
        .map(|verdict| format!("{} {}", report.counts.of(*verdict), verdict.label()))
        .collect();
    let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let found = if counted.is_empty() { "nothing to check".to_owned() } else { counted.join(", ") };
    let sentences = many(report.sentences.len(), "sentence");
    format!("{sentences} against {}: {found}", many(report.articles, "source"))
}

const fn heading(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Absent => "In no source",
        Verdict::Elsewhere => "In another source than the one cited",
        Verdict::Unclear => "Not decided",
        Verdict::Supported => "Supported",
        Verdict::Verbatim => "Word for word",
    }
}

/// What is said of a sentence beside its verdict.
pub(super) fn notes(sentence: &Checked) -> Vec<String> {
    let mut lines: Vec<String> = sentence.differs.iter().map(difference).collect();
    lines.extend(sentence.missing.iter().map(|address| format!("not at hand: {}", plain(address))));
    if sentence.cited.is_empty() && sentence.missing.is_empty() {
        lines.push("cites nothing; held against all sources".to_owned());
    }
    if sentence.verdict == Verdict::Unclear && sentence.differs.is_empty() {
        lines.push("no sentence of the sources says all of it".to_owned());
    }
    lines
}

pub(super) fn difference(differs: &Difference) -> String {
    let kind = differs.kind.label();
    let said = plain(&differs.said);
    match (&differs.found, said.is_empty()) {
        (Some(found), false) => format!("{kind}: says \"{said}\", the source \"{}\"", plain(found)),
        (Some(found), true) => format!("{kind}: the source says \"{}\"", plain(found)),
        (None, false) => format!("{kind}: \"{said}\" stands in no source"),
        (None, true) => format!("{kind}: the source denies it"),
    }
}

fn told(out: &mut String, report: &Report, passage: &Passage) {
    let source = report.sources.iter().find(|source| source.number == passage.source);
    let cited = if passage.cited { "cited" } else { "not cited" };
    let share = (passage.similarity * 100.0).round();
    let name = source.map(name).unwrap_or_default();
    let _ = writeln!(out, "      [{}] {name} ({cited}, {share} % shared)", passage.source);
    let _ = writeln!(out, "          {}", plain(&passage.text));
}

/// "Harbour Ledger · Ferry sinks".
pub(super) fn name(source: &Read) -> String {
    let parts = [source.publisher.as_deref(), source.title.as_deref()];
    let known: Vec<String> = parts.into_iter().flatten().map(plain).collect();
    if known.is_empty() { plain(&source.place) } else { known.join(" · ") }
}

/// On one line, without control characters.
pub(super) fn plain(text: &str) -> String {
    let safe: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}

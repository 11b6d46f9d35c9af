//! A briefing of ours, checked byte by byte.

use anyhow::{Context as _, bail};
use tidings::cite::Report;
use tidings::model::Briefing;

/// What stands on standard output: every problem on a line, then the sum.
pub fn as_text(report: &Report) -> String {
    let mut out = String::new();
    for problem in &report.problems {
        let line: String = problem
            .to_string()
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect();
        out.push_str(&line);
        out.push('\n');
    }
    let Report { sentences, figures, places, sources, problems } = report;
    let figures = match figures {
        0 => String::new(),
        n => format!(", {}", counted(*n, "figure")),
    };
    let checked = format!(
        "{}{figures}, {} and {} checked",
        counted(*sentences, "sentence"),
        counted(*places, "cited place"),
        counted(*sources, "source")
    );
    let found = u32::try_from(problems.len()).unwrap_or(u32::MAX);
    let verdict = match found {
        0 => "every quote holds".to_owned(),
        1 => "1 problem".to_owned(),
        n => format!("{n} problems"),
    };
    out.push_str(&format!("{checked}: {verdict}\n"));
    out
}

fn counted(n: u32, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What a document says of itself.
#[derive(serde::Deserialize)]
struct Head {
    schema: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
}

/// The head of the first JSON value, if there is any.
fn head(bytes: &[u8]) -> Option<serde_json::Result<Head>> {
    serde_json::Deserializer::from_slice(bytes).into_iter().next()
}

/// The bytes behind a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Whether a document claims to be a briefing of ours, whole or in lines.
pub fn is_own(bytes: &[u8]) -> bool {
    head(without_mark(bytes)).and_then(Result::ok).is_some_and(|head| {
        head.kind.as_deref() == Some("briefing")
            || head.schema.is_some_and(|schema| schema.starts_with("tidings-"))
    })
}

/// Reads a briefing.
///
/// # Errors
/// Where it is none, with what to do.
pub fn parse(bytes: &[u8]) -> anyhow::Result<Briefing> {
    const HINT: &str = "hint: make one with `tidings brief --format json`";

    let bytes = without_mark(bytes);
    let head = head(bytes).with_context(|| format!("it is empty; {HINT}"))?;
    let head = head.context(HINT)?;
    if head.kind.is_some() {
        bail!("it is in the format jsonl, which cannot be verified; {HINT}");
    }
    match head.schema.as_deref() {
        Some("tidings-briefing/1") => {}
        Some(other) => bail!("its schema is `{}`, not tidings-briefing/1", other.escape_debug()),
        None => bail!("it names no schema; {HINT}"),
    }
    serde_json::from_slice(bytes).context("it does not follow schema/briefing-1.schema.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_briefings_are_read() {
        let why = |text: &str| format!("{:#}", parse(text.as_bytes()).unwrap_err());
        assert!(why("").starts_with("it is empty; hint:"));
        assert!(why("no").contains("hint: make one"));
        assert!(why("{}").starts_with("it names no schema"));
        assert!(why("{\"schema\":\"x\\u001b\"}").starts_with("its schema is `x\\u{1b}`"));
        assert!(why("{\"type\":\"briefing\"}\n{}").contains("jsonl"));
        assert!(why("{\"schema\":\"tidings-briefing/1\"}").contains("does not follow"));
        let empty = "\u{feff}{\"schema\":\"tidings-briefing/1\",\"made\":null,\"counts\":{\"articles\":0,\
                     \"publishers\":0,\"words\":0,\"minutes\":0},\"stories\":[],\"left_out\":0,\"sources\":[],\
                     \"recipe\":{}}";
        assert_eq!(parse(empty.as_bytes()).unwrap().stories.len(), 0);
        let report = tidings::cite::verify(&parse(empty.as_bytes()).unwrap(), &[]);
        assert_eq!(
            as_text(&report),
            "0 sentences, 0 cited places and 0 sources checked: every quote holds\n"
        );
    }
}

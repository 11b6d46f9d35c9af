//! `tidings verify`: does a briefing say what its sources say?

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tidings::cite::{Report, verify};
use tidings::model::Briefing;

use crate::exit::Exit;
use crate::input::{ReadOptions, gather};
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The briefing, as `tidings brief --format json` wrote it; - for standard input
    #[arg(value_name = "BRIEFING.json")]
    briefing: PathBuf,
    /// The articles it was made of: files, folders, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    read: ReadOptions,
}

/// Runs the command: complete when every quote holds, failed when one does not.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if is_stdin(&args.briefing) && args.inputs.iter().any(is_stdin) {
        bail!("standard input cannot be both the briefing and an article");
    }
    let briefing = read_briefing(&args.briefing)?;
    let read = gather(&args.inputs, &args.read.limits(), args.read.format());
    let exit = say.warnings(&read.warnings);
    let report = verify(&briefing, &read.value);
    OutputFile::default().write(told(&report).as_bytes())?;
    Ok(if report.holds() { exit } else { Exit::Failed })
}

/// What stands on standard output: every problem on a line, then the sum.
fn told(report: &Report) -> String {
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

fn read_briefing(path: &Path) -> anyhow::Result<Briefing> {
    let (bytes, place) = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes);
        (read, "standard input".to_owned())
    } else {
        (std::fs::read(path), path.display().to_string())
    };
    let bytes = bytes.with_context(|| format!("{place}: cannot be read"))?;
    parse(&bytes).with_context(|| format!("{place}: is no briefing"))
}

fn parse(bytes: &[u8]) -> anyhow::Result<Briefing> {
    const HINT: &str = "hint: make one with `tidings brief --format json`";

    #[derive(serde::Deserialize)]
    struct Head {
        schema: Option<String>,
        #[serde(rename = "type")]
        kind: Option<String>,
    }

    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut stream = serde_json::Deserializer::from_slice(bytes).into_iter::<Head>();
    let head = stream.next().with_context(|| format!("it is empty; {HINT}"))?;
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
        let report = verify(&parse(empty.as_bytes()).unwrap(), &[]);
        assert_eq!(
            told(&report),
            "0 sentences, 0 cited places and 0 sources checked: every quote holds\n"
        );
    }
}

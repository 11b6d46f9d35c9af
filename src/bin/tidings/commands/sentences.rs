//! `tidings sentences`: every unit of a text, one a line.

use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

use anyhow::Context;
use clap::ValueEnum;
use serde::Serialize;
use tidings::analysis::{Unit, units};
use tidings::model::{Article, Language, Place, Role, Source};

use crate::exit::Exit;

/// Print the sentences of a plain text, each with its place.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Plain text in UTF-8; `-` reads standard input
    #[arg(value_name = "FILE", default_value = "-")]
    input: PathBuf,
    /// What to print: the words alone, or one JSON object a line with `start`, `end`, `paragraph`,
    /// `role`, `text`
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The text's language ("de", "pt-BR"); found out when not given
    #[arg(long, value_name = "CODE", value_parser = language)]
    language: Option<Language>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One unit a line, line breaks inside it as spaces
    Text,
    /// One JSON object a line; `start` and `end` are bytes of the input
    Jsonl,
}

fn language(code: &str) -> Result<Language, String> {
    Language::parse(code)
        .ok_or_else(|| "expected a language code such as `en` or `pt-BR`".to_owned())
}

/// One line of the JSON output.
#[derive(Serialize)]
struct Line<'t> {
    start: usize,
    end: usize,
    paragraph: u32,
    role: Role,
    text: &'t str,
}

/// Reads, splits, prints.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let bytes = read(args)?;
    let text = Decoded::new(&bytes);
    let source = Source { publisher: None, url: None, place: Place::Stdin { record: None } };
    let article = Article::new(source, text.text.clone())?;
    let mut out = BufWriter::new(io::stdout().lock());
    for unit in units(&article, args.language) {
        print(&mut out, args.format, &text, &unit)?;
    }
    out.flush()?;
    Ok(Exit::Complete)
}

fn read(args: &Args) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if args.input.as_os_str() == "-" {
        io::stdin().lock().read_to_end(&mut bytes).context("standard input: cannot be read")?;
    } else {
        bytes = std::fs::read(&args.input)
            .with_context(|| format!("`{}`: cannot be read", args.input.display()))?;
    }
    // Spans count in 32 bits.
    anyhow::ensure!(
        u32::try_from(bytes.len()).is_ok(),
        "the text has 4 GiB or more; hint: split it into several files"
    );
    Ok(bytes)
}

fn print(out: &mut impl Write, format: Format, text: &Decoded, unit: &Unit) -> anyhow::Result<()> {
    let (span, words) = (unit.span, unit.span.of(&text.text).unwrap_or(""));
    match format {
        Format::Text if words.contains(['\n', '\r']) => {
            let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
            write!(out, "{}", lines.next().unwrap_or(""))?;
            for line in lines {
                write!(out, " {line}")?;
            }
            writeln!(out)?;
        }
        Format::Text => writeln!(out, "{words}")?,
        Format::Jsonl => {
            let (start, end) = (text.given(span.start() as usize), text.given(span.end() as usize));
            serde_json::to_writer(
                &mut *out,
                &Line { start, end, paragraph: unit.paragraph, role: unit.role, text: words },
            )?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A text, and the way back to the bytes as they were given where some of them were no UTF-8.
struct Decoded {
    text: String,
    /// For every replaced stretch: where its replacement ends in `text`, and where it ended in the
    /// input.
    replaced: Vec<(usize, usize)>,
}

impl Decoded {
    fn new(bytes: &[u8]) -> Self {
        let mut decoded = Self { text: String::with_capacity(bytes.len()), replaced: Vec::new() };
        let mut given = 0;
        for chunk in bytes.utf8_chunks() {
            decoded.text.push_str(chunk.valid());
            given += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                decoded.text.push(char::REPLACEMENT_CHARACTER);
                given += chunk.invalid().len();
                decoded.replaced.push((decoded.text.len(), given));
            }
        }
        decoded
    }

    /// The byte of the input that byte `at` of the text stands for. A span begins or ends beside a
    /// replacement, never inside one.
    fn given(&self, at: usize) -> usize {
        let after = self.replaced.partition_point(|(end, _)| *end <= at);
        match after.checked_sub(1).and_then(|last| self.replaced.get(last)) {
            Some((end, given)) => given + (at - end),
            None => at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings::model::Span;
    use tidings::split::Splitter;

    #[test]
    fn offsets_count_the_bytes_as_given() {
        let bytes = b"Gr\xfc\xdfe. A\xe2\x82 boat. End.";
        let decoded = Decoded::new(bytes);
        let spans =
            Splitter::new(None).sentences(&decoded.text, Span::of_range(0..decoded.text.len()));
        let given: Vec<_> = spans
            .iter()
            .map(|s| (decoded.given(s.start() as usize), decoded.given(s.end() as usize)))
            .collect();
        let parts: Vec<_> =
            given.iter().filter_map(|(start, end)| bytes.get(*start..*end)).collect();
        assert_eq!(parts, [&b"Gr\xfc\xdfe."[..], b"A\xe2\x82 boat.", b"End."]);
    }
}

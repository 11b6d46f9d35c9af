//! `tidings languages`: what is known of each language.

use std::fmt::Write as _;

use tidings::lexicon::{Lexicon, List};
use tidings::model::Language;

use crate::exit::Exit;
use crate::output::OutputFile;

/// Arguments of `tidings languages`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these languages (ISO 639-1: en, de …), each with the entries of its lists
    #[arg(value_name = "CODE")]
    codes: Vec<String>,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let page = if args.codes.is_empty() { table() } else { entries(&args.codes)? };
    args.output.write(page.as_bytes())?;
    Ok(Exit::Complete)
}

/// A row a language, a column a file: how many entries the file has in all its lists; "yes" for
/// files of another form.
fn table() -> String {
    let mut names: Vec<&str> = Lexicon::codes().flat_map(|code| of(code).names()).collect();
    names.sort_unstable();
    names.dedup();
    let mut rows = vec![["language"].iter().chain(&names).map(|n| (*n).to_owned()).collect()];
    for code in Lexicon::codes() {
        let lexicon = of(code);
        let cell = |name: &&str| {
            let lists = List::ALL.into_iter().filter(|list| list.place().0 == *name);
            match lists.map(|list| lexicon.count(list)).sum::<usize>() {
                0 if lexicon.names().any(|own| own == *name) => "yes".to_owned(),
                0 => "–".to_owned(),
                count => count.to_string(),
            }
        };
        rows.push(std::iter::once(code.to_owned()).chain(names.iter().map(cell)).collect());
    }
    set(&rows)
}

fn entries(codes: &[String]) -> anyhow::Result<String> {
    let mut page = String::new();
    for code in codes {
        let known = Lexicon::codes().any(|known| known == code);
        anyhow::ensure!(
            known,
            "`{code}`: nothing is known of this language; try `tidings languages`"
        );
        for list in List::ALL.into_iter().filter(|list| of(code).count(*list) > 0) {
            let (file, section) = list.place();
            let place = if section.is_empty() { String::new() } else { format!(" [{section}]") };
            let words: Vec<&str> = of(code).words(list).collect();
            let _ = writeln!(page, "{code}/{file}.txt{place}: {}", words.join(", "));
        }
    }
    Ok(page)
}

fn of(code: &str) -> &'static Lexicon {
    Lexicon::of(Language::parse(code))
}

/// Rows in columns as wide as their widest cell.
fn set(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..).map_while(width).collect();
    let mut page = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        page.push_str(line.trim_end());
        page.push('\n');
    }
    page
}

//! `tidings rouge`
use crate::exit::Exit;
use std::io::{BufRead, Write};
use tidings::evaluate::rouge::{Answerer, lists, porter};
#[derive(Debug, clap::Args)]
pub struct Args {
    #[arg(long)]
    jsonl: bool,
    #[arg(long)]
    stems: Option<String>,
}
pub fn run(args: Args) -> anyhow::Result<Exit> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut answerer = Answerer::default();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if let Some(kind) = &args.stems {
            let w = line.as_bytes();
            let s = match kind.as_str() {
                "porter-lin" => porter::lin(w),
                "porter-nltk" => porter::nltk(w),
                _ => lists::exception(w).map_or_else(|| porter::lin(w), |b| b.as_bytes().to_vec()),
            };
            out.write_all(&s)?;
            writeln!(out)?;
        } else {
            match answerer.answer(&line) {
                Ok(v) => writeln!(out, "{v}")?,
                Err(e) => writeln!(out, "{}", serde_json::json!({"error": e.to_string()}))?,
            }
        }
    }
    Ok(Exit::Complete)
}

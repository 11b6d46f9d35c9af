//! `tidings tune-news-value`: how much news a title tells, fitted to titles that readers rated.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tidings::evaluate::news_value::{Agreement, LeaveOut, NewsValueTuner};
use tidings::model::Article;
use tidings::read::Limits;
use tidings::text::encode::sha256_hex;

use super::tuning::{check_left_out, command_of, name_of, write_rows};
use crate::exit::Exit;
use crate::input::{gather, read_text};
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of the command.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Ratings, a line each with tabs between: the article's address (empty where it has none), 0
    /// to 4, and the first eight hexadecimal digits of the SHA-256 of its title
    #[arg(required = true, value_name = "RATINGS")]
    ratings: Vec<PathBuf>,
    /// The articles: files and folders; what a title's digits do not confirm is left out and
    /// counted
    #[arg(long, required = true, num_args = 1.., value_name = "INPUT")]
    articles: Vec<PathBuf>,
    /// A set, by its file's name without ending, that the model must not learn from; may be given
    /// several times
    #[arg(long, value_name = "NAME")]
    leave_out: Vec<String>,
    /// Print how well each set is judged by a model that did not see it, nor, in a second table,
    /// its language
    #[arg(long)]
    validate: bool,
    /// Write also the value of every title by a model that did not see its set, a table parted by
    /// tabs: set, address, rating, value
    #[arg(long, value_name = "FILE")]
    rows: Option<PathBuf>,
    #[command(flatten)]
    output: OutputFile,
}

/// Runs the command.
pub fn run(args: &Args, say: Say) -> anyhow::Result<Exit> {
    check_left_out(&args.leave_out, |name| args.ratings.iter().any(|path| name_of(path) == name))?;
    let read = gather(&args.articles, &Limits::default(), None);
    let exit = say.warnings(&read.warnings);
    let mut known: BTreeMap<(&str, String), &Article> = BTreeMap::new();
    for article in &read.value {
        if let Some(title) = &article.title {
            let url = article.source.url.as_deref().unwrap_or("");
            known.entry((url, digits(title))).or_insert(article);
        }
    }
    let mut tuner = NewsValueTuner::default();
    let mut addresses = Vec::new();
    for path in &args.ratings {
        let ratings = ratings(path)?;
        let mut confirmed = 0;
        for (url, rating, digits) in &ratings {
            let Some(article) = known.get(&(url.as_str(), digits.clone())) else { continue };
            tuner.add(&name_of(path), article, *rating);
            addresses.push(url.clone());
            confirmed += 1;
        }
        let total = ratings.len();
        say.line(&format!("{}: {total} ratings, {confirmed} confirmed", name_of(path)));
    }
    write_rows(args.rows.as_deref(), || rows(&tuner, &addresses))?;
    if args.validate {
        let own = "each set by a model of the others";
        say.line(table(own, &tuner.validate(LeaveOut::Set)).trim_end());
        let other = "each set by a model of other languages";
        say.line(table(other, &tuner.validate(LeaveOut::Language)).trim_end());
    }
    let command = command_of("tune-news-value", &args.ratings, &args.leave_out);
    let model = tuner.model(command, &args.leave_out);
    args.output.write(model.to_json().as_bytes())?;
    Ok(exit)
}

/// The first eight hexadecimal digits of a title's SHA-256.
fn digits(title: &str) -> String {
    let mut digits = sha256_hex(title.as_bytes());
    digits.truncate(8);
    digits
}

fn ratings(path: &Path) -> anyhow::Result<Vec<(String, u8, String)>> {
    let shown = path.display();
    let text = read_text(path)?;
    let mut all = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [url, rating, digits] = cells.as_slice() else {
            bail!("{shown}, line {}: an address, a rating and eight digits are expected", n + 1);
        };
        let rating = rating.parse::<u8>().ok().filter(|rating| *rating <= 4);
        let rating =
            rating.with_context(|| format!("{shown}, line {}: no rating 0 to 4", n + 1))?;
        all.push(((*url).to_owned(), rating, (*digits).to_owned()));
    }
    Ok(all)
}

/// The value of every title by a model that did not see its set.
fn rows(tuner: &NewsValueTuner, addresses: &[String]) -> String {
    let values = tuner.values(LeaveOut::Set);
    let mut table = "set\turl\trating\tvalue\n".to_owned();
    for (((set, rating), value), url) in tuner.ratings().zip(values).zip(addresses) {
        let _ = writeln!(table, "{set}\t{url}\t{rating}\t{value:.4}");
    }
    table
}

fn table(heading: &str, rows: &[Agreement]) -> String {
    let mut out = format!("{heading}\n{:28} {:>7} {:>6} {:>6}\n", "set", "titles", "rank", "AUC");
    for row in rows {
        let _ =
            writeln!(out, "{:28} {:>7} {:>6.2} {:>6.3}", row.set, row.titles, row.rank, row.auc);
    }
    out
}

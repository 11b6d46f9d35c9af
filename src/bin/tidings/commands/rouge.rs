//! `tidings rouge`: scores summaries against references, answers golden cases, compares two
//! systems.

mod compare;
mod pairs;
mod print;
mod texts;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tidings::evaluate::bootstrap::Resampling;
use tidings::evaluate::rouge::{
    Answerer, Averaging, Bootstrap, Flavour, Limit, Measure, Measured, Metric, Options, Preset,
    References, Scorer, lists, porter, preset, presets, script_order, seen,
};
use tidings::model::Warning;

use crate::choice::Document;
use crate::exit::{Exit, Misuse};
use crate::say::Say;
use pairs::Pair;
use texts::Reading;

/// What `tidings rouge` takes.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct Args {
    /// What to score: a text (one sentence a line), a folder of texts, or JSONL
    #[arg(short, long, value_name = "FILE|DIR", required_unless_present_any = ["cases", "compare", "stems", "list_presets"])]
    candidate: Option<PathBuf>,
    /// What to compare with, in the same form; several are several references
    #[arg(short, long, value_name = "FILE|DIR", num_args = 1..)]
    reference: Vec<PathBuf>,
    /// Compare two systems on the same items
    #[arg(long, value_names = ["A", "B"], num_args = 2, conflicts_with = "candidate")]
    compare: Option<Vec<PathBuf>>,
    /// Answer cases: one JSON object a line in, one a line out
    #[arg(long, alias = "jsonl", conflicts_with_all = ["candidate", "reference", "compare"])]
    cases: bool,
    /// Show every item's scores too
    #[arg(long)]
    per_item: bool,
    #[command(flatten)]
    form: Document,
    #[command(flatten)]
    scoring: Scoring,
    /// Each line of the files is an item of its own
    #[arg(long, help_heading = "Reading")]
    by_line: bool,
    /// What stands between sentences inside a line, for example "<q>"
    #[arg(long, value_name = "MARK", help_heading = "Reading")]
    sentence_mark: Option<String>,
    /// The system to score, where a JSONL file holds several
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    system: Option<String>,
    /// List the presets
    #[arg(long, help_heading = "Scoring")]
    list_presets: bool,
    /// Print the stem of each word on standard input: porter-lin, porter-lin-exceptions or
    /// porter-nltk
    #[arg(long, value_name = "STEMMER", hide = true)]
    stems: Option<Stemmer>,
}

/// How to score.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Scoring")]
struct Scoring {
    /// Settings that papers used, by name (--list-presets shows them)
    #[arg(long, value_name = "NAME", default_value = "default")]
    preset: String,
    /// Whose figures: rouge-1.5.5 (the Perl script) or rouge-score (Google's package), which see
    /// Latin letters only; unicode for words of any script, and characters of scripts without
    /// spaces
    #[arg(long, value_name = "NAME")]
    flavour: Option<String>,
    /// Measures: 1 to 9, L, Lsum, W1.2, S4, SU4, S*, SU*
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    metrics: Vec<Metric>,
    /// Stem words (-m)
    #[arg(long, overrides_with = "no_stem")]
    stem: bool,
    /// Do not stem words
    #[arg(long)]
    no_stem: bool,
    /// Stem irregular words like others instead of looking them up
    #[arg(long)]
    no_exceptions: bool,
    /// Drop stop words (-s)
    #[arg(long)]
    stop_words: bool,
    /// Read only so many words of each text (-l; 0 reads all)
    #[arg(long, value_name = "N", conflicts_with = "bytes")]
    words: Option<usize>,
    /// Read only so many bytes of each text (-b; 0 reads all)
    #[arg(long, value_name = "N")]
    bytes: Option<usize>,
    /// Several references: A sums them, B takes the best recall, max-f the best F (-f)
    #[arg(long, value_name = "RULE")]
    multi: Option<String>,
    /// Weight of F: 0 is recall, 1 precision (-p)
    #[arg(long, value_name = "X")]
    alpha: Option<f64>,
    /// Average over items by sums of counts (-t 1)
    #[arg(long)]
    pooled: bool,
    /// Take each text as one line
    #[arg(long)]
    one_line: bool,
    /// How items make one figure: script (as ROUGE-1.5.5 prints it) or mean
    #[arg(long, value_name = "RULE")]
    average: Option<String>,
    /// The figure that counts: r, p or f
    #[arg(long, value_name = "FIGURE")]
    measure: Option<String>,
    /// Resamples (default 1000; 10000 with --compare)
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    samples: Option<u32>,
    /// Per cent that intervals hold
    #[arg(long, value_name = "N", default_value = "95")]
    confidence: f64,
    /// Seed of the resamples
    #[arg(long, value_name = "N", default_value = "1")]
    seed: u64,
}

const AFTER_HELP: &str = "\
Examples:
  tidings rouge -c summary.txt -r gold1.txt gold2.txt
  tidings rouge -c system/ -r models/ --preset tac2008
  tidings rouge -c out.jsonl -r gold.jsonl --format json
  tidings rouge -c hyp.txt -r ref.txt --by-line --sentence-mark '<q>' --preset rouge-score
  tidings rouge --compare lead.jsonl mine.jsonl -r gold.jsonl
  tidings rouge --cases < cases.jsonl

Folders match by file name: `X.txt` has the references `X.txt`, `X.A.txt`, `X_2.txt`.
A JSONL line is {\"id\", \"summary\"} with {\"id\", \"references\"} in the reference file,
or has all three itself; a text is a string with line breaks or a list of sentences.";

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Stemmer {
    #[value(name = "porter-lin")]
    Lin,
    #[value(name = "porter-lin-exceptions")]
    LinExceptions,
    #[value(name = "porter-nltk")]
    Nltk,
}

/// Everything that decides a figure.
#[derive(Debug)]
struct Setup {
    preset: Preset,
    bootstrap: Bootstrap,
    seed: u64,
}

impl Setup {
    const fn resampling(&self) -> Resampling {
        Resampling {
            samples: self.bootstrap.samples,
            confidence: self.bootstrap.confidence,
            seed: self.seed,
        }
    }
}

impl Scoring {
    /// Resolves the preset and what was said beside it.
    fn resolve(&self, samples: u32) -> anyhow::Result<Setup> {
        let Some(mut chosen) = preset(&self.preset) else {
            let names: Vec<&str> = presets().iter().map(|preset| preset.name).collect();
            let (given, names) = (&self.preset, names.join(", "));
            return Err(Misuse(format!("`{given}` is no preset; the presets are {names}")).into());
        };
        if let Some(flavour) = self.flavour()?.filter(|flavour| *flavour != chosen.options.flavour)
        {
            let stem = chosen.options.stem && flavour != Flavour::Unicode;
            chosen.options = Options { stem, ..Options::new(flavour) };
            let script = flavour == Flavour::Perl;
            chosen.averaging = if script { Averaging::Script } else { Averaging::Mean };
            chosen.metrics = flavour.usual_metrics();
        }
        let options = &mut chosen.options;
        options.stem = (options.stem || self.stem) && !self.no_stem;
        options.exceptions &= !self.no_exceptions;
        options.stop_words |= self.stop_words;
        options.pooled |= self.pooled;
        options.one_line |= self.one_line;
        match (self.words, self.bytes) {
            (Some(0), _) | (_, Some(0)) => options.limit = Limit::None,
            (Some(words), _) => options.limit = Limit::Words(words),
            (_, Some(bytes)) => options.limit = Limit::Bytes(bytes),
            (None, None) => {}
        }
        options.alpha = self.alpha.unwrap_or(options.alpha);
        self.choose_rules(&mut chosen)?;
        if !self.metrics.is_empty() {
            chosen.metrics.clone_from(&self.metrics);
        }
        if chosen.options.pooled && chosen.averaging == Averaging::Mean {
            bail!("sums of counts (--pooled) go with --average script only");
        }
        if !(self.confidence > 0.0 && self.confidence <= 100.0) {
            bail!(
                "an interval cannot hold {} per cent; give more than 0 and at most 100",
                self.confidence
            );
        }
        let bootstrap =
            Bootstrap { samples: self.samples.unwrap_or(samples), confidence: self.confidence };
        Ok(Setup { preset: chosen, bootstrap, seed: self.seed })
    }

    /// How several references, and the items, make one figure, and which figure that is.
    fn choose_rules(&self, chosen: &mut Preset) -> anyhow::Result<()> {
        let options = &mut chosen.options;
        match self.multi.as_deref() {
            None => {}
            Some("A" | "a") => options.references = References::Sum,
            Some("B" | "b") => options.references = References::Best,
            Some("max-f") => options.references = References::MaxF,
            Some(other) => {
                bail!("`{other}` is no rule for several references; the rules are A, B and max-f")
            }
        }
        match self.average.as_deref() {
            None => {}
            Some("script") => chosen.averaging = Averaging::Script,
            Some("mean") => chosen.averaging = Averaging::Mean,
            Some(other) => bail!("`{other}` is no way of averaging; the ways are script and mean"),
        }
        match self.measure.as_deref() {
            None => {}
            Some("r") => chosen.measure = Measure::Recall,
            Some("p") => chosen.measure = Measure::Precision,
            Some("f") => chosen.measure = Measure::F,
            Some(other) => bail!("`{other}` is no figure of a score; the figures are r, p and f"),
        }
        Ok(())
    }

    fn flavour(&self) -> anyhow::Result<Option<Flavour>> {
        Ok(match self.flavour.as_deref() {
            None => None,
            Some("rouge-1.5.5") => Some(Flavour::Perl),
            Some("rouge-score") => Some(Flavour::Google),
            Some("unicode") => Some(Flavour::Unicode),
            Some(other) => {
                bail!(
                    "`{other}` is no flavour; the flavours are rouge-1.5.5, rouge-score and unicode"
                )
            }
        })
    }
}

/// One system's scores, item by item.
struct Scored {
    ids: Vec<String>,
    rows: Vec<Vec<Option<Measured>>>,
    /// Fewest and most references of an item.
    references: (usize, usize),
}

fn score(pairs: &[Pair], scorer: &Scorer) -> Scored {
    let ids: Vec<String> = pairs.iter().map(|pair| pair.id.clone()).collect();
    let order = script_order(&ids);
    let in_order: Vec<&Pair> = order.iter().filter_map(|&at| pairs.get(at)).collect();
    let counts = || in_order.iter().map(|pair| pair.references.len());
    Scored {
        ids: in_order.iter().map(|pair| pair.id.clone()).collect(),
        rows: in_order
            .iter()
            .map(|pair| scorer.prepare(&pair.references).measure(&pair.candidate))
            .collect(),
        references: (counts().min().unwrap_or(0), counts().max().unwrap_or(0)),
    }
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    if let Some(stemmer) = args.stems {
        return stems(stemmer);
    }
    if args.list_presets {
        return print::list_presets();
    }
    if args.cases {
        return answer(say);
    }
    let reading = Reading {
        by_line: args.by_line,
        mark: args.sentence_mark.clone(),
        system: args.system.clone(),
    };
    if let Some([a, b]) = args.compare.as_deref() {
        let mut setup = args.scoring.resolve(10_000)?;
        // The tests compare means of the items' own scores.
        setup.preset.averaging = Averaging::Mean;
        return compare::run(a, b, &args.reference, &reading, &setup, args.form.is_json(), say);
    }
    let setup = args.scoring.resolve(1000)?;
    let scorer = Scorer::new(setup.preset.options, &setup.preset.metrics)?;
    let Some(candidate) = args.candidate.as_deref() else {
        bail!("nothing to score; name it with --candidate")
    };
    let (pairs, warnings) = pairs::read(candidate, &args.reference, &reading)?;
    let mut warnings = warnings;
    warnings.extend(unseen(&pairs, &setup.preset.options, candidate));
    let exit = say.warnings(&warnings);
    if pairs.is_empty() {
        bail!("`{}`: no candidate has a reference, nothing was scored", candidate.display());
    }
    let scored = score(&pairs, &scorer);
    print::scores(&scored, &setup, &warnings, args.form.is_json(), args.per_item)?;
    Ok(exit)
}

/// A note where the flavour does not see the references' script.
fn unseen(pairs: &[Pair], options: &Options, candidate: &Path) -> Option<Warning> {
    let texts = pairs.iter().flat_map(|pair| pair.references.iter().flatten());
    let share = seen(texts);
    let blind = options.flavour != Flavour::Unicode && share < 0.5;
    let message = format!(
        "{} sees ASCII letters only, {:.0} % of those of the references",
        options.flavour.name(),
        100.0 * share
    );
    blind.then(|| {
        Warning::note(candidate.display().to_string(), message)
            .hint("--preset unicode compares words of any script")
    })
}

/// Cases in, answers out; a line that cannot be answered says so in its place.
fn answer(say: Say) -> anyhow::Result<Exit> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut answerer = Answerer::default();
    let mut exit = Exit::Complete;
    for (at, line) in std::io::stdin().lock().split(b'\n').enumerate() {
        let line = line.context("standard input cannot be read")?;
        let line = String::from_utf8_lossy(&line);
        if line.trim().is_empty() {
            continue;
        }
        match answerer.answer(&line) {
            Ok(answer) => writeln!(out, "{answer}")?,
            Err(error) => {
                exit = say.warnings(&[Warning::failed(
                    format!("standard input: line {}", at + 1),
                    error.to_string(),
                )]);
                writeln!(out, "{}", serde_json::json!({ "error": error.to_string() }))?;
            }
        }
    }
    out.flush()?;
    Ok(exit)
}

/// One stem a word, for checks against lists of stems.
fn stems(stemmer: Stemmer) -> anyhow::Result<Exit> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().split(b'\n') {
        let mut word = line?.trim_ascii().to_ascii_lowercase();
        word.retain(u8::is_ascii_alphanumeric);
        let stem = match stemmer {
            Stemmer::Lin => porter::lin(&word),
            Stemmer::Nltk => porter::nltk(&word),
            Stemmer::LinExceptions => match lists::exception(&word) {
                Some(base) => base.as_bytes().to_vec(),
                None => porter::lin(&word),
            },
        };
        out.write_all(&stem)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Exit::Complete)
}

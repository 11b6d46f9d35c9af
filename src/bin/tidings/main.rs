//! The command line: the only room that prints, and the door by which clock, environment and
//! terminal come in.

mod choice;
mod commands;
mod config;
mod daily;
mod deliver;
mod exit;
mod fetching;
mod input;
mod kept;
mod lock;
mod now;
mod output;
mod pages;
mod places;
mod say;
mod scratch;
mod waiting;
mod walk;
mod welcome;
mod window;

use clap::{CommandFactory as _, Parser, Subcommand};

use say::Say;

#[cfg(unix)]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Many articles become one short briefing, every sentence quoted word for word with its sources.
#[derive(Debug, Parser)]
#[command(name = "tidings", version, about, after_help = AFTER_HELP, max_term_width = 100)]
struct Arguments {
    #[command(flatten)]
    voice: say::Options,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  tidings brief corpus/                      a briefing of everything in a folder
  tidings brief https://ledger.example/feed  of feeds and pages, fetched now
  tidings brief --length 100w *.html         at most 100 words
  tidings brief news.jsonl -o today.html     a page to read in a browser
  tidings brief mail/ --to you@example.org --deliver 'msmtp -t'
  tidings brief corpus/ -o b.json && tidings verify b.json corpus/
  tidings explain corpus/                    why each sentence was chosen or left out

Exit codes:
  0  complete
  1  failed: nothing was written
  2  wrong usage
  3  written, but some inputs failed (each is named on standard error)
  4  nothing new, and nothing written, with --exit-empty
  75 failed for a reason that passes: the same command may succeed later";

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a briefing of articles
    Brief(Box<commands::brief::Args>),
    /// Show why each sentence was chosen, passed over or left out
    Explain(Box<commands::explain::Args>),
    /// Group articles into stories and list them
    Stories(Box<commands::stories::Args>),
    /// Check a briefing, anybody's, against its sources: word for word, supported, or in no source
    Verify(Box<commands::verify::Args>),
    /// Fetch feeds and pages into the archive
    Fetch(Box<commands::fetch::Args>),
    /// Keep articles: take them in, list, show, search, export, prune and check them
    Archive(commands::archive::Args),
    /// Write, check and show the configuration
    Config(commands::config::Args),
    /// Run methods over data sets and print the table that a paper would
    Evaluate(Box<commands::evaluate::Args>),
    /// Score summaries with ROUGE as papers do, without Perl
    Rouge(Box<commands::rouge::Args>),
    /// Fit the weights of the method `coverage` to data sets with people's summaries
    Tune(commands::tune::Args),
    /// Fit the model of sentence pairs to pairs that readers have labelled
    TunePairs(commands::tune_pairs::Args),
    /// Fit the model of stories to articles that people grouped
    TuneStories(commands::tune_stories::Args),
    /// Fit the editor's judgement to sentences that readers have labelled
    TuneEditor(commands::tune_editor::Args),
    /// Fit the value of news to titles that readers rated
    TuneNewsValue(commands::tune_news_value::Args),
    /// Fit the check's judgement of numbers, names and dates to sentences that people wrote
    TuneCheck(commands::tune_check::Args),
    /// Print the sentences of a plain text, each with its place
    Sentences(commands::sentences::Args),
    /// Count document frequencies into a table, or add tables up
    Terms(commands::terms::Args),
    /// Show what is known of each language: its lists and how many entries each has
    Languages(commands::languages::Args),
    /// Print the completions of a shell
    Completions(commands::manual::CompletionArgs),
    /// Write the manual pages into a folder
    Man(commands::manual::ManArgs),
}

fn main() -> std::process::ExitCode {
    leave_caught_panics_alone();
    if welcome::is_due() {
        return welcome();
    }
    let words = commands::archive::query_words(std::env::args_os());
    let arguments = Arguments::parse_from(words);
    let say = Say::new(&arguments.voice);
    let result = match arguments.command {
        Command::Brief(args) => commands::brief::run(*args, say),
        Command::Explain(args) => commands::explain::run(*args, say),
        Command::Stories(args) => commands::stories::run(*args, say),
        Command::Verify(args) => commands::verify::run(*args, say),
        Command::Sentences(args) => commands::sentences::run(&args),
        Command::Terms(args) => commands::terms::run(args, say),
        Command::Rouge(args) => commands::rouge::run(*args, say),
        Command::Tune(args) => commands::tune::run(args, say),
        Command::TunePairs(args) => commands::tune_pairs::run(args, say),
        Command::TuneStories(args) => commands::tune_stories::run(&args, say),
        Command::TuneEditor(args) => commands::tune_editor::run(args, say),
        Command::TuneNewsValue(args) => commands::tune_news_value::run(&args, say),
        Command::TuneCheck(args) => commands::tune_check::run(&args, say),
        Command::Evaluate(args) => commands::evaluate::run(*args, say),
        Command::Archive(args) => commands::archive::run(args, say),
        Command::Fetch(args) => commands::fetch::run(*args, say),
        Command::Config(args) => commands::config::run(args, say),
        Command::Languages(args) => commands::languages::run(&args),
        Command::Completions(args) => commands::manual::completions(args, Arguments::command()),
        Command::Man(args) => commands::manual::man(args, Arguments::command()),
    };
    result.unwrap_or_else(|error| say.failure(&error)).into()
}

/// Somebody tries the command for the first time, or has forgotten how it goes.
fn welcome() -> std::process::ExitCode {
    use std::io::Write as _;
    let about = Arguments::command().get_about().map(ToString::to_string).unwrap_or_default();
    let text = welcome::text(&config::environment);
    // Whoever closed standard error does not want to read it.
    let _ = write!(std::io::stderr().lock(), "tidings: {about}\n\n{text}");
    exit::Exit::Complete.into()
}

/// What a reader of strangers' files catches is told as a warning; the usual message stays for what
/// nobody catches.
fn leave_caught_panics_alone() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !tidings::read::is_guarded() {
            usual(panic);
        }
    }));
}

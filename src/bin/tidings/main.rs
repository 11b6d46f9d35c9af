//! The command line: the only room that prints, and the door by which clock, environment and terminal come in.

mod commands;
mod exit;

use clap::{Parser, Subcommand};

use exit::Exit;

/// Many articles become one short briefing, every sentence quoted word for word with its sources.
#[derive(Debug, Parser)]
#[command(name = "tidings", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Score summaries with ROUGE as papers do, without Perl.
    Rouge(commands::rouge::Args),
}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Rouge(args) => commands::rouge::run(args),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(error) => {
            use std::io::Write;
            // Nothing is left to do when even standard error is closed.
            let _ = writeln!(std::io::stderr(), "tidings: {error:#}");
            Exit::Failed.into()
        }
    }
}

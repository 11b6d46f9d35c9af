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
enum Command {}

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    match arguments.command {}
    #[allow(unreachable_code)]
    Exit::Complete.into()
}

//! `tidings completions` and `tidings man`: made from the same definitions as the help texts.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::exit::Exit;

/// Arguments of `tidings completions`.
#[derive(Debug, clap::Args)]
pub struct CompletionArgs {
    /// The shell
    shell: clap_complete::Shell,
}

/// Arguments of `tidings man`.
#[derive(Debug, clap::Args)]
pub struct ManArgs {
    /// Folder that gets one page for tidings and one for each command
    folder: PathBuf,
}

/// Prints a shell's completions.
pub fn completions(args: CompletionArgs, mut command: clap::Command) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "tidings", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(Exit::Complete)
}

/// Writes the manual pages.
pub fn man(args: ManArgs, command: clap::Command) -> anyhow::Result<Exit> {
    let shown = args.folder.display();
    std::fs::create_dir_all(&args.folder).with_context(|| format!("{shown}: cannot be made"))?;
    clap_mangen::generate_to(command, &args.folder)
        .with_context(|| format!("{shown}: the manual pages cannot be written there"))?;
    Ok(Exit::Complete)
}

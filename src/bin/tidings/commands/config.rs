//! `tidings config`: write, check and show the configuration.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use clap::Subcommand;

use crate::config::{Config, ConfigOptions, SAMPLE, environment};
use crate::exit::Exit;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings config`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tidings config init                  write a commented configuration to start from
  tidings config check                 every problem with its line, and what was probably meant
  tidings config show --profile work   what counts for a profile, environment included
  $EDITOR \"$(tidings config path)\"")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write a commented configuration; one that exists is never overwritten
    Init(ConfigOptions),
    /// Check the configuration and all of its profiles
    Check(ConfigOptions),
    /// Print what counts: the file, the profile and the environment together
    Show(ConfigOptions),
    /// Print where the configuration is
    Path(ConfigOptions),
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let (Action::Init(options)
    | Action::Check(options)
    | Action::Show(options)
    | Action::Path(options)) = &args.action;
    let Some((path, _)) = options.path(&environment) else {
        bail!("there is no place for a configuration; hint: set HOME, or name one with --config");
    };
    let out = OutputFile::default();
    match &args.action {
        Action::Path(_) => out.write(format!("{}\n", path.display()).as_bytes())?,
        Action::Init(_) => {
            init(&path)?;
            if !say.is_quiet() {
                say.line(&format!(
                    "{}: written; say there where your news comes from",
                    path.display()
                ));
            }
        }
        Action::Check(_) => out.write(check(&path)?.as_bytes())?,
        Action::Show(_) => out.write(show(&options.load(&environment)?).as_bytes())?,
    }
    Ok(Exit::Complete)
}

/// Writes the sample where nothing stands yet.
fn init(path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)
            .with_context(|| format!("{}: cannot be made", folder.display()))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{shown}: exists already and is left as it is")
        }
        Err(error) => return Err(error).with_context(|| format!("{shown}: cannot be written")),
    };
    let written = file.write_all(SAMPLE.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written.with_context(|| format!("{shown}: cannot be written"))
}

/// One line on a configuration that is right.
fn check(path: &Path) -> anyhow::Result<String> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| {
        format!("{shown}: cannot be read; hint: `tidings config init` writes one")
    })?;
    match Config::of_file(&text) {
        Ok(file) => {
            let names: Vec<&str> = file.names().collect();
            let number = names.len();
            let noun = if number == 1 { "profile" } else { "profiles" };
            Ok(format!("{shown}: all is well ({number} {noun}: {})\n", names.join(", ")))
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(|p| format!("{shown}:{p}")).collect();
            bail!(lines.join("\n"))
        }
    }
}

/// Everything that counts, as `key = value` lines that are TOML themselves.
fn show(config: &Config) -> String {
    let mut out = String::new();
    let from = config.path.as_ref().map_or_else(
        || "no file; what stands here is what counts without one".to_owned(),
        |path| path.display().to_string(),
    );
    let _ = writeln!(out, "# {from}");
    let _ = writeln!(out, "# profile {}", config.profile);
    for (key, value) in config.lines() {
        if key.starts_with('[') {
            let _ = writeln!(out, "\n{key}");
        } else {
            let _ = writeln!(out, "{key} = {value}");
        }
    }
    out
}

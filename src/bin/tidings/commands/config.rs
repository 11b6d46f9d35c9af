//! `tidings config`: write, check and show the configuration.

use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use clap::builder::PossibleValuesParser;

use crate::config::{Config, ConfigOptions, File, environment, languages, sample};
use crate::exit::Exit;
use crate::fetching;
use crate::output::OutputFile;
use crate::say::Say;

/// Arguments of `tidings config`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  tidings config init                  write a commented configuration to start from
  tidings config init --starter fr     with well-known public feeds of a language in it
  tidings config check                 every problem with its line, and what was probably meant
  tidings config check --online        and which feeds do not answer
  tidings config show --profile work   what counts for a profile, environment included
  $EDITOR \"$(tidings config path)\"")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Write a commented configuration; one that exists is never overwritten
    Init(InitArgs),
    /// Check the configuration and all of its profiles
    Check(CheckArgs),
    /// Print what counts: the file, the profile and the environment together
    Show(ConfigOptions),
    /// Print where the configuration is
    Path(ConfigOptions),
}

#[derive(Debug, clap::Args)]
struct InitArgs {
    /// Put a dozen well-known public feeds of this language in; nobody has verified them lately
    /// (`check --online` does)
    #[arg(long, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(languages()))]
    starter: Option<String>,
    #[command(flatten)]
    config: ConfigOptions,
}

#[derive(Debug, clap::Args)]
struct CheckArgs {
    /// Ask every feed once, and name those that do not answer, have moved or have fallen silent
    /// (code 3 when one is dead)
    #[arg(long)]
    online: bool,
    /// Allow servers on this machine (127.0.0.0/8, ::1)
    #[arg(long, requires = "online")]
    allow_loopback: bool,
    #[command(flatten)]
    config: ConfigOptions,
}

/// Runs the command.
pub fn run(args: Args, say: Say) -> anyhow::Result<Exit> {
    let options = match &args.action {
        Action::Init(init) => &init.config,
        Action::Check(check) => &check.config,
        Action::Show(options) | Action::Path(options) => options,
    };
    let Some((path, _)) = options.path(&environment) else {
        bail!("there is no place for a configuration; hint: set HOME, or name one with --config");
    };
    let out = OutputFile::default();
    match &args.action {
        Action::Path(_) => out.write(format!("{}\n", path.display()).as_bytes())?,
        Action::Init(args) => {
            init(&path, args.starter.as_deref())?;
            if !say.is_quiet() {
                let next = match args.starter {
                    Some(_) => {
                        "next: `tidings config check --online`, then `tidings brief --fetch`"
                    }
                    None => "say there where your news comes from",
                };
                say.line(&format!("{}: written; {next}", path.display()));
            }
        }
        Action::Check(args) => {
            let (file, report) = check(&path)?;
            out.write(report.as_bytes())?;
            if args.online {
                let profiles: Vec<&Config> = file.all().collect();
                let now = jiff::Timestamp::now();
                let (line, warnings) = fetching::check(&path, &profiles, args.allow_loopback, now)?;
                out.write(line.as_bytes())?;
                return Ok(say.warnings(&warnings));
            }
        }
        Action::Show(_) => out.write(show(&options.load(&environment)?).as_bytes())?,
    }
    Ok(Exit::Complete)
}

/// Writes the sample, with a language's feeds where one is named, where nothing stands yet.
fn init(path: &Path, starter: Option<&str>) -> anyhow::Result<()> {
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
    let written = file.write_all(sample(starter).as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written.with_context(|| format!("{shown}: cannot be written"))
}

/// A configuration that is right, and one line on it.
fn check(path: &Path) -> anyhow::Result<(File, String)> {
    let shown = path.display();
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!("{shown}: there is no such file; hint: `tidings config init` writes one")
        }
        read => read.with_context(|| format!("{shown}: cannot be read"))?,
    };
    match Config::of_file(&text) {
        Ok(file) => {
            let names: Vec<&str> = file.names().collect();
            let number = names.len();
            let noun = if number == 1 { "profile" } else { "profiles" };
            let line = format!("{shown}: all is well ({number} {noun}: {})\n", names.join(", "));
            Ok((file, line))
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

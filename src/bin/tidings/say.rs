//! What is said to the person, on standard error: warnings, failures, and with `-v` more.

use std::io::Write as _;

use tidings::archive::ArchiveError;
use tidings::brief::SettingsError;
use tidings::model::{Severity, Warning};
use tidings::rank::RankError;

use crate::exit::{Exit, Misuse, Passing};

/// How much is said.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Options {
    /// Say only what went wrong
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Global options")]
    quiet: bool,
    /// Say more (twice: everything)
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "Global options")]
    verbose: u8,
}

/// The person's ear.
#[derive(Debug, Clone, Copy)]
pub struct Say {
    quiet: bool,
    verbose: u8,
}

/// Most warnings of one run that are printed one by one unless `-v` asks for all.
const MOST: usize = 20;

impl Say {
    /// As the options ask.
    pub const fn new(options: &Options) -> Self {
        Self { quiet: options.quiet, verbose: options.verbose }
    }

    /// One line on standard error. A closed or full standard error is no reason to stop.
    pub fn line(self, text: &str) {
        let safe: String = text
            .chars()
            .map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c })
            .collect();
        let _ = writeln!(std::io::stderr().lock(), "tidings: {safe}");
    }

    /// Something worth knowing with `-v`.
    pub fn detail(self, text: &str) {
        if self.verbose > 0 {
            self.line(text);
        }
    }

    /// Whether nothing but trouble is wanted.
    pub const fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Prints warnings and tells how the run stands: partial when an input was lost.
    pub fn warnings(self, warnings: &[Warning]) -> Exit {
        let failed = warnings.iter().filter(|w| w.severity == Severity::Failed).count();
        let notes = warnings.len() - failed;
        let shown = |severity: Severity, most: usize| {
            for warning in warnings.iter().filter(|w| w.severity == severity).take(most) {
                self.line(&warning.to_string());
            }
        };
        let most = if self.verbose > 0 { usize::MAX } else { MOST };
        shown(Severity::Failed, most);
        if !self.quiet {
            shown(Severity::Note, most);
        }
        let hidden =
            failed.saturating_sub(most) + if self.quiet { 0 } else { notes.saturating_sub(most) };
        if hidden > 0 {
            self.line(&format!("{hidden} more warnings; -v shows them all"));
        }
        if failed > 0 { Exit::Partial } else { Exit::Complete }
    }

    /// Prints why a run failed, cause by cause.
    pub fn failure(self, error: &anyhow::Error) -> Exit {
        if is_closed_pipe(error) {
            return Exit::Complete;
        }
        self.line(&format!("{error:#}"));
        if error.chain().any(|cause| cause.is::<Passing>() || is_locked(cause)) {
            Exit::TryAgain
        } else if error.chain().any(is_misuse) {
            Exit::Misused
        } else {
            Exit::Failed
        }
    }
}

/// Whether something was asked for that there is not.
fn is_misuse(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.is::<Misuse>() || cause.is::<RankError>() || cause.is::<SettingsError>()
}

fn is_locked(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<ArchiveError>().is_some_and(ArchiveError::is_passing)
}

/// Whoever read our output has had enough: that is success.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}

//! Exit codes, one meaning each.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Complete,
    /// Nothing could be written.
    Failed,
    /// The result was written, but some inputs failed.
    Partial,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        // 2 is clap's own code for wrong usage.
        Self::from(match exit {
            Exit::Complete => 0,
            Exit::Failed => 1,
            Exit::Partial => 3,
        })
    }
}

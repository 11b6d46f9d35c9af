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

impl Exit {
    /// The worse of two ends: failed, then partial, then complete.
    pub const fn worse(self, other: Self) -> Self {
        match (self, other) {
            (Self::Failed, _) | (_, Self::Failed) => Self::Failed,
            (Self::Partial, _) | (_, Self::Partial) => Self::Partial,
            _ => Self::Complete,
        }
    }
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

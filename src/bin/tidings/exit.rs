//! Exit codes, one meaning each.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything was done.
    Complete,
    /// Nothing could be written.
    Failed,
    /// The command was used wrongly, which showed only after the arguments were read.
    Misused,
    /// The result was written, but some inputs failed.
    Partial,
    /// Failed for a reason that passes: the same command may succeed later.
    TryAgain,
    /// There was nothing new, and nothing was written, as asked.
    NothingNew,
}

impl Exit {
    /// The worse of two ends: wrong usage, then failed, then to be tried again, then partial, then
    /// nothing new, then complete.
    pub const fn worse(self, other: Self) -> Self {
        match (self, other) {
            (Self::Misused, _) | (_, Self::Misused) => Self::Misused,
            (Self::Failed, _) | (_, Self::Failed) => Self::Failed,
            (Self::TryAgain, _) | (_, Self::TryAgain) => Self::TryAgain,
            (Self::Partial, _) | (_, Self::Partial) => Self::Partial,
            (Self::NothingNew, _) | (_, Self::NothingNew) => Self::NothingNew,
            _ => Self::Complete,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        // 2 is clap's own code for wrong usage; 75 is EX_TEMPFAIL of sysexits.h.
        Self::from(match exit {
            Exit::Complete => 0,
            Exit::Failed => 1,
            Exit::Misused => 2,
            Exit::Partial => 3,
            Exit::NothingNew => 4,
            Exit::TryAgain => 75,
        })
    }
}

/// A failure that passes: what went wrong. A run that ends with it ends with [`Exit::TryAgain`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Passing(pub String);

/// Wrong usage that shows only after the arguments were read: what is wrong, and what to write. A
/// run that ends with it ends with [`Exit::Misused`].
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Misuse(pub String);

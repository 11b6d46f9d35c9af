//! What may go wrong with an archive: which file, what happened, what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of one archive file. Nothing of the call that failed is in the file.
#[derive(Debug, thiserror::Error)]
#[error("{}: {fault}; hint: {}", path.display(), fault.hint())]
pub struct ArchiveError {
    /// The file.
    pub path: PathBuf,
    /// What happened.
    pub fault: Fault,
}

/// What happened to an archive.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// There is no such file.
    #[error("there is no archive here")]
    Missing,
    /// The folder that should hold it does not exist.
    #[error("its folder does not exist")]
    NoFolder,
    /// It is a folder, or something else that is no file.
    #[error("it is not a file")]
    NotAFile,
    /// It is not an SQLite database.
    #[error("it is not an archive of tidings, and was not changed")]
    NotAnArchive,
    /// It is an SQLite database of another program.
    #[error("it is a database of another program, and was not changed")]
    Foreign,
    /// A newer tidings made it.
    #[error(
        "it was made by a newer tidings (version {found} of the archive, this one knows {known}), and was not changed"
    )]
    Newer {
        /// Version of the file.
        found: i64,
        /// Newest version that this build knows.
        known: i64,
    },
    /// An older tidings made it, and it was opened for reading only.
    #[error(
        "it was made by an older tidings (version {found} of the archive, this one writes {known})"
    )]
    Older {
        /// Version of the file.
        found: i64,
        /// The version that is needed.
        known: i64,
    },
    /// It, or its folder, may not be written.
    #[error("it may not be written")]
    ReadOnly,
    /// It may not be opened.
    #[error("it cannot be opened: {0}")]
    NoAccess(String),
    /// The disk is full.
    #[error("the disk is full; what was not acknowledged is not in it")]
    Full,
    /// Its bytes contradict each other.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// Another process kept it locked for longer than a writer waits.
    #[error("another process has kept it locked")]
    Locked,
    /// A search that cannot be understood.
    #[error("the search cannot be understood: {0}")]
    Search(String),
    /// Anything else that SQLite or the system said.
    #[error("it failed: {0}")]
    Other(String),
}

impl Fault {
    /// The next step, in plain words.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Missing => {
                "`tidings archive import` and `tidings fetch` make one; check the path"
            }
            Self::NoFolder => "make the folder, or check the path",
            Self::NotAFile => "name a file with --archive",
            Self::NotAnArchive | Self::Foreign => "name another file with --archive",
            Self::Newer { .. } => "install the newer tidings, or name another file with --archive",
            Self::Older { .. } => {
                "any command that writes to it brings it up to date, for example `tidings archive import`"
            }
            Self::ReadOnly => {
                "check the permissions of the file and of its folder, or copy it elsewhere"
            }
            Self::NoAccess(_) => "check the path, its permissions and the limit of open files",
            Self::Full => "free some space and run the same command again",
            Self::Damaged(_) => {
                "put a copy from before in its place; `tidings archive export` saves what can still be read"
            }
            Self::Locked => "try again when the other process has ended",
            Self::Search(_) => "put words in \"quotation marks\" to search for exactly these",
            Self::Other(_) => "`tidings archive check` examines the file",
        }
    }
}

impl ArchiveError {
    /// A fault of a file.
    #[must_use]
    pub fn new(path: &Path, fault: Fault) -> Self {
        Self { path: path.to_owned(), fault }
    }

    /// Whether the same call may succeed later without anybody doing anything.
    #[must_use]
    pub const fn is_passing(&self) -> bool {
        matches!(self.fault, Fault::Locked)
    }

    /// What SQLite said about a file.
    pub(super) fn of(path: &Path, error: rusqlite::Error) -> Self {
        Self::new(path, fault(&error))
    }
}

fn fault(error: &rusqlite::Error) -> Fault {
    let said = match &error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.clone(),
        _ => error.to_string(),
    };
    let Some(code) = error.sqlite_error() else {
        return match error {
            // What a column holds is not what only this program writes.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => Fault::Damaged(said),
            _ => Fault::Other(said),
        };
    };
    match code.code {
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => Fault::Locked,
        ErrorCode::DatabaseCorrupt => Fault::Damaged(said),
        ErrorCode::NotADatabase => Fault::NotAnArchive,
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Fault::ReadOnly,
        ErrorCode::DiskFull => Fault::Full,
        ErrorCode::CannotOpen => Fault::NoAccess(said),
        // A table or column that every archive has is not there.
        ErrorCode::Unknown if said.contains("no such") || said.contains("malformed") => {
            Fault::Damaged(said)
        }
        _ => Fault::Other(said),
    }
}

//! Edge: the articles that were seen and what briefings said of them, in one SQLite file.
//!
//! An [`Archive`] keeps each article once (see `identity.rs` for what that means), gives it back
//! exactly as it came, finds it by time and by words, and remembers which briefing held which
//! statements, how each feed fared, and when a profile last ran. Many processes may read it at once
//! and several may write: a writer waits for its turn.
//!
//! **What may be relied on.** A function that changes something has committed, and the disk has it,
//! when it returns `Ok`: write-ahead log with `synchronous=FULL`, one `BEGIN IMMEDIATE` transaction
//! a call. When it returns an error, nothing of that call is in the file. A file that is no
//! archive, one of another program, one of a newer version and one that is damaged are refused and
//! stay as they were; a name for the reason and the next step are in every [`ArchiveError`].
//!
//! The room has no clock and no environment: paths and times are arguments. SQL stays in this room.

mod articles;
mod care;
mod error;
mod export;
mod feeds;
mod grams;
mod identity;
mod import;
mod open;
mod schema;
mod seal;
mod search;
mod told;
mod values;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use articles::{Kept, Select};
pub use care::{Cut, Problem, Pruned};
pub use error::{ArchiveError, Fault};
pub use export::json_line;
pub use feeds::FeedState;
pub use import::{Arrival, Imported, Incoming};
pub use open::Access;
pub use search::Found;
pub use told::{Briefed, ToldStatement, ToldStory};

use crate::model::Article;

/// SHA-256 of some bytes.
pub type Sha256 = [u8; 32];

/// SHA-256 of an article's text in UTF-8: the name by which told statements and briefings know it.
#[must_use]
pub fn text_hash(article: &Article) -> Sha256 {
    values::sha256(&[article.text().as_bytes()])
}

/// The state of an archive at one moment; see [`Archive::hold`].
#[derive(Debug)]
pub struct Held<'a> {
    _snapshot: Option<rusqlite::Transaction<'a>>,
}

/// An open archive. It is one connection: give each thread its own.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    path: PathBuf,
}

impl Archive {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// As long as the value lives, everything that is read is of one moment, that of the first
    /// reading, whatever other processes write or take out meanwhile. Give it back before writing.
    ///
    /// # Errors
    /// See [`Fault`].
    pub fn hold(&self) -> Result<Held<'_>, ArchiveError> {
        let snapshot = self.snapshot().map_err(|error| self.fault(error))?;
        Ok(Held { _snapshot: snapshot })
    }

    /// Gives a fault of SQLite this archive's name.
    fn fault(&self, error: rusqlite::Error) -> ArchiveError {
        ArchiveError::of(&self.path, error)
    }

    /// Holds the state of the archive as it is now until the value is dropped, unless somebody
    /// further out does so.
    fn snapshot(&self) -> rusqlite::Result<Option<rusqlite::Transaction<'_>>> {
        self.connection.is_autocommit().then(|| self.connection.unchecked_transaction()).transpose()
    }

    /// Runs `work` in one transaction that holds the write lock from its start; any error undoes
    /// all of it.
    fn write<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T, ArchiveError> {
        let path = &self.path;
        let of = |error| ArchiveError::of(path, error);
        let transaction = self
            .connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(of)?;
        let value = work(&transaction).map_err(of)?;
        transaction.commit().map_err(of)?;
        Ok(value)
    }
}

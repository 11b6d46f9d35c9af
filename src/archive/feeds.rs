//! How each feed fared: what the next request says, and when a feed is in trouble.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::values;
use super::{Archive, ArchiveError};

/// What is known of a feed from the last times it was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FeedState {
    /// Its `ETag`, as the server gave it.
    pub etag: Option<String>,
    /// Its `Last-Modified`, as the server gave it.
    pub last_modified: Option<String>,
    /// When it was last fetched, or found unchanged.
    pub success: Option<Timestamp>,
    /// How many times in a row it has failed since.
    pub failures: u32,
    /// Why it failed last; `None` after a success.
    pub error: Option<String>,
    /// The server asked not to be called before this.
    pub retry_after: Option<Timestamp>,
    /// Where it moved for good; asked there from then on.
    pub moved: Option<String>,
}

const COLUMNS: &str = "etag, last_modified, success, failures, error, retry_after, moved";

fn state(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    Ok(FeedState {
        etag: row.get(0)?,
        last_modified: row.get(1)?,
        success: values::maybe_time(row.get(2)?, 2)?,
        failures: row.get(3)?,
        error: row.get(4)?,
        retry_after: values::maybe_time(row.get(5)?, 5)?,
        moved: row.get(6)?,
    })
}

impl Archive {
    /// What is known of the feed at `url`; `None` when it was never fetched.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn feed(&self, url: &str) -> Result<Option<FeedState>, ArchiveError> {
        let find = || {
            self.connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM feeds WHERE url = ?1"))?
                .query_row([url], state)
                .optional()
        };
        find().map_err(|error| self.fault(error))
    }

    /// All feeds that were ever fetched, by their addresses in byte order.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn feeds(&self) -> Result<Vec<(String, FeedState)>, ArchiveError> {
        let find = || {
            self.connection
                .prepare_cached(&format!("SELECT {COLUMNS}, url FROM feeds ORDER BY url"))?
                .query_map([], |row| Ok((row.get(7)?, state(row)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        find().map_err(|error| self.fault(error))
    }

    /// Notes how a feed fared; what was known of it is forgotten.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn set_feed(&mut self, url: &str, feed: &FeedState) -> Result<(), ArchiveError> {
        self.write(|transaction| {
            transaction
                .prepare_cached(
                    "INSERT OR REPLACE INTO feeds (url, etag, last_modified, success, failures, error, retry_after, moved)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                )?
                .execute(params![
                    url,
                    feed.etag,
                    feed.last_modified,
                    feed.success.map(values::time),
                    feed.failures,
                    feed.error,
                    feed.retry_after.map(values::time),
                    feed.moved,
                ])
        })
        .map(|_| ())
    }

    /// Forgets a feed; true when it was known.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn forget_feed(&mut self, url: &str) -> Result<bool, ArchiveError> {
        self.write(|transaction| transaction.execute("DELETE FROM feeds WHERE url = ?1", [url]))
            .map(|forgotten| forgotten > 0)
    }
}

//! A hash over everything that a row of the archive says, so that a byte that changed on the disk
//! is found.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, Transaction};
use sha2::{Digest as _, Sha256 as Hasher};

use super::Sha256;

/// The columns that the hash is over; the text has one of its own, `text_hash`.
const SEALED: &str = "id, input_id, publisher, url, place, title, byline, published, offset, precision, language, \
    teaser, feed, text_hash, raw_hash, moment, seen, changed, arrival, opinion, \
    place_in_feed";

/// Writes the hash of a row.
pub(super) fn seal(transaction: &Transaction<'_>, n: i64) -> rusqlite::Result<()> {
    let hash = transaction
        .prepare_cached(&format!("SELECT {SEALED} FROM articles WHERE n = ?1"))?
        .query_row([n], of)?;
    transaction
        .prepare_cached("UPDATE articles SET row_hash = ?2 WHERE n = ?1")?
        .execute(rusqlite::params![n, &hash[..]])?;
    Ok(())
}

/// Writes the hashes of all rows that have none: an archive made before there were any.
pub(super) fn seal_all(transaction: &Transaction<'_>) -> rusqlite::Result<()> {
    let all: Vec<i64> = transaction
        .prepare("SELECT n FROM articles WHERE row_hash IS NULL ORDER BY n")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    all.into_iter().try_for_each(|n| seal(transaction, n))
}

/// The articles whose rows are not as they were written: identifiers, `most` of them.
pub(super) fn broken(connection: &Connection, most: usize) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare(&format!("SELECT {SEALED}, row_hash FROM articles ORDER BY n"))?;
    let last = statement.column_count() - 1;
    let mut rows = statement.query([])?;
    let mut broken = Vec::new();
    while let Some(row) = rows.next()?
        && broken.len() < most
    {
        let written = match row.get_ref(last)? {
            ValueRef::Blob(hash) => hash == of(row)?,
            _ => false,
        };
        if !written {
            let id = row.get_ref(0)?;
            broken.push(id.as_str().map_or_else(|_| "without a name".to_owned(), str::to_owned));
        }
    }
    Ok(broken)
}

/// The hash of a row of [`SEALED`]: of every value its kind, its length and its bytes.
fn of(row: &Row<'_>) -> rusqlite::Result<Sha256> {
    let mut hasher = Hasher::new();
    let mut add = |kind: u8, bytes: &[u8]| {
        hasher.update([kind]);
        hasher.update((bytes.len() as u64).to_be_bytes());
        hasher.update(bytes);
    };
    for column in 0..SEALED.split(',').count() {
        match row.get_ref(column)? {
            ValueRef::Null => add(0, &[]),
            ValueRef::Integer(number) => add(1, &number.to_be_bytes()),
            ValueRef::Real(number) => add(2, &number.to_be_bytes()),
            ValueRef::Text(bytes) => add(3, bytes),
            ValueRef::Blob(bytes) => add(4, bytes),
        }
    }
    Ok(hasher.finalize().into())
}

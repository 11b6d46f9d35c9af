//! The tables, and how an older file becomes a newer one.

use rusqlite::Transaction;

/// "tidi" in ASCII: stands in the file's header and says whose it is.
pub(super) const APPLICATION_ID: i64 = 0x7469_6469;

/// One step a version; a file's `user_version` says how many it has gone. Steps are never changed
/// once released.
pub(super) const STEPS: &[&str] = &["
-- Every article once. Times are UTC with nine decimals, so that text sorts as time does.
CREATE TABLE articles (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,            -- what people and programs call it
    input_id TEXT,                      -- as its input gave it
    publisher TEXT,
    url TEXT,                           -- canonical
    place TEXT NOT NULL,                -- JSON
    title TEXT,
    byline TEXT,
    published TEXT,
    offset INTEGER,                     -- seconds east that the source stated
    precision INTEGER,                  -- 0 day, 1 second
    language TEXT,
    teaser INTEGER NOT NULL,
    feed TEXT,
    text TEXT NOT NULL,
    text_hash BLOB NOT NULL,            -- SHA-256 of the text
    raw_hash BLOB,                      -- SHA-256 of the bytes it was read from
    moment TEXT NOT NULL,               -- published, or first seen where undated
    seen TEXT NOT NULL,                 -- first seen
    changed TEXT NOT NULL,              -- this version of it came
    arrival INTEGER NOT NULL UNIQUE     -- grows from one new article or version to the next, whatever clocks say
) STRICT;
-- How many arrivals there were. Counted, because the last arrival may be pruned.
CREATE TABLE arrivals (only INTEGER PRIMARY KEY CHECK (only = 1), count INTEGER NOT NULL) STRICT;
INSERT INTO arrivals (only, count) VALUES (1, 0);
CREATE INDEX articles_moment ON articles (moment);
CREATE INDEX articles_changed ON articles (changed);
CREATE INDEX articles_text_hash ON articles (text_hash);
-- What makes two articles the same one: hashes of address, identifier, content.
CREATE TABLE keys (
    key BLOB PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES articles (n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX keys_article ON keys (article);
CREATE VIRTUAL TABLE words USING fts5 (
    title, byline, publisher, text,
    content='articles', content_rowid='n', tokenize='unicode61 remove_diacritics 2'
);
-- What was told.
CREATE TABLE briefings (
    n INTEGER PRIMARY KEY,
    profile TEXT NOT NULL,
    window_from TEXT NOT NULL,
    window_until TEXT NOT NULL,
    made TEXT NOT NULL,
    message_id TEXT,
    settings TEXT NOT NULL,
    document TEXT,
    UNIQUE (profile, window_from, window_until)
) STRICT;
CREATE TABLE told_stories (
    briefing INTEGER NOT NULL REFERENCES briefings (n) ON DELETE CASCADE,
    key TEXT NOT NULL,
    headline TEXT,
    articles TEXT NOT NULL,             -- JSON list of article ids
    PRIMARY KEY (briefing, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE told (
    briefing INTEGER NOT NULL REFERENCES briefings (n) ON DELETE CASCADE,
    text_hash BLOB NOT NULL,
    start INTEGER NOT NULL,             -- bytes of the article's text
    end INTEGER NOT NULL,
    story TEXT NOT NULL,
    sentence TEXT NOT NULL,
    PRIMARY KEY (briefing, text_hash, start, end)
) STRICT, WITHOUT ROWID;
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    etag TEXT,
    last_modified TEXT,
    success TEXT,
    failures INTEGER NOT NULL,
    error TEXT,
    retry_after TEXT,
    moved TEXT                          -- permanent redirect
) STRICT, WITHOUT ROWID;
CREATE TABLE runs (profile TEXT PRIMARY KEY, finished TEXT NOT NULL) STRICT, WITHOUT ROWID;
", "
-- Whether its page or feed files it under opinion.
ALTER TABLE articles ADD COLUMN opinion INTEGER NOT NULL DEFAULT 0;
", "
-- Its place among the items of its feed, from 1.
ALTER TABLE articles ADD COLUMN place_in_feed INTEGER;
-- A hash over the other columns, and the words that need rewriting to be found (`grams.rs`). Both are filled in after
-- this step, which SQL alone cannot do.
ALTER TABLE articles ADD COLUMN row_hash BLOB;
CREATE VIRTUAL TABLE grams USING fts5 (
    title, byline, publisher, text,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2'
);
"];

/// The first version whose archives hold hashes of rows and rewritten words.
pub(super) const FILLED: i64 = 3;

/// The version that this program writes.
pub(super) fn version() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Goes the steps that a file of version `from` lacks.
pub(super) fn migrate(
    transaction: &Transaction<'_>,
    steps: &[&str],
    from: i64,
) -> rusqlite::Result<()> {
    for step in steps.iter().skip(usize::try_from(from).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    let version = i64::try_from(steps.len()).unwrap_or(i64::MAX);
    transaction.pragma_update(None, "user_version", version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn only_missing_steps_are_gone() {
        let mut connection = Connection::open_in_memory().unwrap();
        let steps = ["CREATE TABLE a (x);", "CREATE TABLE b (y);", "ALTER TABLE a ADD COLUMN z;"];
        for (from, to) in [(0, 2), (2, 3), (3, 3)] {
            let transaction = connection.transaction().unwrap();
            migrate(&transaction, &steps[..to], from).unwrap();
            transaction.commit().unwrap();
            let version: i64 =
                connection.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
            assert_eq!(version, to as i64);
        }
        connection.execute_batch("INSERT INTO a (x, z) VALUES (1, 2)").unwrap();
    }

    #[test]
    fn a_step_that_fails_leaves_the_file_as_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        let transaction = connection.transaction().unwrap();
        assert!(migrate(&transaction, &["CREATE TABLE a (x);", "CREATE TABEL b (y);"], 0).is_err());
        drop(transaction);
        let tables: i64 = connection
            .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
            .unwrap();
        assert_eq!(tables, 0);
    }
}

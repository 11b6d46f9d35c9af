//! Care: examining the file, and making it smaller.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::import::unindex;
use super::values;
use super::{Archive, ArchiveError};
use super::{grams, seal};

/// Up to when [`Archive::prune`] takes out what it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Articles published (undated ones: first seen) before this go.
    pub articles: Timestamp,
    /// Briefings made before this are forgotten, and what they told with them, except each
    /// profile's last and those that told a text that is still there. Give it a good deal more time
    /// than the articles: what is forgotten may be told again when a feed brings it up again.
    pub briefings: Timestamp,
}

/// What [`Archive::prune`] took out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    /// Articles.
    pub articles: u64,
    /// Briefings.
    pub briefings: u64,
    /// Statements that were told.
    pub told: u64,
    /// Size of the file before, in bytes.
    pub bytes_before: u64,
    /// Size of the file after.
    pub bytes_after: u64,
}

/// Something wrong that [`Archive::check`] found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What it is about: "article art-7", "the file".
    pub place: String,
    /// What is wrong, in plain words.
    pub message: String,
}

/// One examination: it adds the problems that it finds.
type Check = fn(&Connection, &mut Vec<Problem>) -> rusqlite::Result<()>;

/// How many problems [`Archive::check`] lists at most.
const MOST: usize = 100;

impl Archive {
    /// Takes out what is old, and gives the space back to the disk. The first is one transaction;
    /// the second needs as much free space as the archive has after it, and what it cannot give
    /// back is used for new articles.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault). On [`Fault::Full`](super::Fault::Full) and
    /// [`Fault::Locked`](super::Fault::Locked) the old articles may be out and the file as large as
    /// before.
    pub fn prune(&mut self, cut: Cut) -> Result<Pruned, ArchiveError> {
        let bytes_before = self.bytes()?;
        let mut pruned = self.write(|transaction| {
            let before = values::time(cut.articles);
            let old: Vec<i64> = transaction
                .prepare("SELECT n FROM articles WHERE moment < ?1 ORDER BY n")?
                .query_map([&before], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for n in &old {
                unindex(transaction, *n)?;
                transaction.prepare_cached("DELETE FROM articles WHERE n = ?1")?.execute([n])?;
            }
            let forgotten: Vec<i64> = transaction
                .prepare(
                    "SELECT n FROM briefings b WHERE made < ?1
                     AND EXISTS (SELECT 1 FROM briefings l WHERE l.profile = b.profile AND l.made > b.made)
                     AND NOT EXISTS (SELECT 1 FROM told t JOIN articles a ON a.text_hash = t.text_hash WHERE t.briefing = b.n)
                     ORDER BY n",
                )?
                .query_map([values::time(cut.briefings)], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let mut told = 0;
            for n in &forgotten {
                told += transaction.execute("DELETE FROM told WHERE briefing = ?1", params![n])?;
                transaction.execute("DELETE FROM briefings WHERE n = ?1", params![n])?;
            }
            Ok(Pruned {
                articles: old.len() as u64,
                briefings: forgotten.len() as u64,
                told: told as u64,
                ..Pruned::default()
            })
        })?;
        self.shrink().map_err(|error| self.fault(error))?;
        pruned.bytes_before = bytes_before;
        pruned.bytes_after = self.bytes()?;
        Ok(pruned)
    }

    /// How many articles [`Archive::prune`] would take out.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn count_before(&self, cut: Timestamp) -> Result<u64, ArchiveError> {
        self.connection
            .query_row(
                "SELECT count(*) FROM articles WHERE moment < ?1",
                [values::time(cut)],
                |row| values::count(row, 0),
            )
            .map_err(|error| self.fault(error))
    }

    fn shrink(&self) -> rusqlite::Result<()> {
        self.connection.execute_batch(
            "INSERT INTO words (words) VALUES ('optimize'); INSERT INTO grams (grams) VALUES ('optimize'); VACUUM;",
        )?;
        self.connection
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0))
            .map(|_| ())
    }

    /// Size of the database in bytes, as it is after the log has gone into it.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn bytes(&self) -> Result<u64, ArchiveError> {
        let pragma = |name: &str| {
            self.connection.query_row(&format!("PRAGMA {name}"), [], |row| values::count(row, 0))
        };
        let pages = pragma("page_count").map_err(|error| self.fault(error))?;
        let page = pragma("page_size").map_err(|error| self.fault(error))?;
        Ok(pages * page)
    }

    /// Examines the whole file: SQLite's own structures, references between tables, the hash of
    /// every text, the index of words against the texts (only with
    /// [`Access::Write`](super::Access::Write), because SQLite asks for that), and things in the
    /// file that do not belong there. At most 100 problems; none when all is well.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault); damage that stops SQLite from reading at all is one.
    pub fn check(&self) -> Result<Vec<Problem>, ArchiveError> {
        let mut problems = Vec::new();
        let checks: [Check; 6] = [structure, references, texts, rows, index, strangers];
        for check in checks {
            match check(&self.connection, &mut problems) {
                Ok(()) => {}
                // Damage that was found already may stop the next check; what was found is worth
                // more than that.
                Err(_) if !problems.is_empty() => {}
                Err(error) => return Err(self.fault(error)),
            }
        }
        problems.sort();
        problems.dedup();
        problems.truncate(MOST);
        Ok(problems)
    }
}

fn add(problems: &mut Vec<Problem>, place: impl Into<String>, message: impl Into<String>) {
    problems.push(Problem { place: place.into(), message: message.into() });
}

fn structure(connection: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            add(problems, "the file", said);
        }
    }
    Ok(())
}

fn references(connection: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()?
        && problems.len() < MOST
    {
        let (table, parent): (String, String) = (row.get(0)?, row.get(2)?);
        add(
            problems,
            format!("table {table}"),
            format!("a row points to one of {parent} that is not there"),
        );
    }
    let lost =
        "SELECT id FROM articles WHERE NOT EXISTS (SELECT 1 FROM keys WHERE article = n) LIMIT 100";
    let mut statement = connection.prepare(lost)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: String = row.get(0)?;
        add(problems, format!("article {id}"), "nothing says what makes it the same as another");
    }
    Ok(())
}

fn texts(connection: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare("SELECT id, text, text_hash FROM articles ORDER BY n")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()?
        && problems.len() < MOST
    {
        let id = row.get_ref(0)?.as_str()?;
        let hash = values::sha256(&[row.get_ref(1)?.as_bytes()?]);
        if row.get_ref(2)?.as_blob()? != hash {
            add(problems, format!("article {id}"), "its text is not the one that came in");
        }
    }
    Ok(())
}

/// Everything that a row says besides its text.
fn rows(connection: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    for id in seal::broken(connection, MOST)? {
        add(problems, format!("article {id}"), "what is known of it is not what was written");
    }
    Ok(())
}

fn index(connection: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    if !grams::wrong(connection)?.is_empty() {
        add(problems, "the index of rewritten words", "it does not agree with the texts");
    }
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Ok(());
    }
    match connection.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", []) {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(code, _))
            if code.code == rusqlite::ErrorCode::DatabaseCorrupt =>
        {
            add(problems, "the index of words", "it does not agree with the texts");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Triggers and views have no business in an archive; they are never obeyed.
fn strangers(connection: &Connection, problems: &mut Vec<Problem>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') LIMIT 100",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
        add(
            problems,
            format!("{kind} {name}"),
            "it does not belong in an archive and is never obeyed",
        );
    }
    Ok(())
}

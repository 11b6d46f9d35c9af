//! Opening: whose file is it, which version, and how SQLite is to treat it.
//!
//! A file is looked at before SQLite may touch it: its first 100 bytes name the program that made
//! it. A new archive gets its tables and its name in one transaction with a rollback journal, and
//! becomes a write-ahead log after that, so that the header always tells; a process that dies in
//! between leaves an archive that the next one finishes.

use core::time::Duration;
use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::error::{ArchiveError, Fault};
use super::{Archive, grams, schema, seal};

/// How long a call waits for another process, in milliseconds.
const PATIENCE: u64 = 25_000;
/// How long one wait for another process is, in milliseconds, where SQLite does not wait by itself.
const PAUSE: u64 = 20;
/// How often a file that seems damaged is looked at again before that is believed.
const LOOKS: usize = 3;

/// What an archive is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading an archive that exists; the file is not changed.
    Read,
    /// Reading and writing; a missing or empty file becomes an archive.
    Write,
}

/// What the first bytes of a file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    Missing,
    Empty,
    Ours,
    Other,
    NoDatabase,
}

impl Archive {
    /// Opens the archive at `path`; with [`Access::Write`] it is made where there is none (its
    /// folder must exist), and brought up to this program's version.
    ///
    /// # Errors
    /// Files that are no archive, of another program, of a newer version, damaged, not accessible,
    /// or locked for more than 25 seconds. None of them is changed.
    pub fn open(path: impl Into<PathBuf>, access: Access) -> Result<Self, ArchiveError> {
        let path = path.into();
        let header = look(&path)?;
        let fault = |fault| Err(ArchiveError::new(&path, fault));
        match (header, access) {
            (Header::NoDatabase, _) => return fault(Fault::NotAnArchive),
            (Header::Missing, Access::Read) => return fault(Fault::Missing),
            (Header::Missing, Access::Write) if !has_folder(&path) => {
                return fault(Fault::NoFolder);
            }
            _ => {}
        }
        let result = match access {
            Access::Read => open_to_read(&path, header),
            Access::Write => open_to_write(&path, header),
        };
        let connection = match result {
            Ok(connection) => connection,
            Err(Refusal::Fault(found)) => return fault(found),
            Err(Refusal::Sqlite(error)) => return Err(of(&path, error)),
        };
        Ok(Self { connection, path })
    }
}

/// An error at opening; that a file cannot be opened for lack of a permission is said as such.
fn of(path: &Path, error: rusqlite::Error) -> ArchiveError {
    let mut error = ArchiveError::of(path, error);
    let is_unwritable = || {
        let denied = File::options().append(true).open(path).err().map(|error| error.kind());
        matches!(denied, Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem))
            || !can_write_beside(path)
    };
    if matches!(error.fault, Fault::NoAccess(_)) && is_unwritable() {
        error.fault = Fault::ReadOnly;
    }
    error
}

enum Refusal {
    Fault(Fault),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn has_folder(path: &Path) -> bool {
    path.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir())
}

/// A file beside the database ("-wal", "-journal").
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn is_filled(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.len() > 0)
}

/// Looks at a file without SQLite, and so without a lock: what seems damaged may be a file that
/// another process is just writing, and is looked at again.
fn look(path: &Path) -> Result<Header, ArchiveError> {
    for _ in 0..LOOKS {
        match glance(path) {
            Err(ArchiveError { fault: Fault::Damaged(_), .. }) => {
                std::thread::sleep(Duration::from_millis(PAUSE));
            }
            result => return result,
        }
    }
    glance(path)
}

fn glance(path: &Path) -> Result<Header, ArchiveError> {
    let fail = |fault| Err(ArchiveError::new(path, fault));
    let no_access = |error: std::io::Error| fail(Fault::NoAccess(error.to_string()));
    let length = match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => metadata.len(),
        Ok(_) => return fail(Fault::NotAFile),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Header::Missing),
        Err(error) => return no_access(error),
    };
    if length == 0 {
        return Ok(Header::Empty);
    }
    let mut start = Vec::with_capacity(100);
    match File::open(path).and_then(|file| file.take(100).read_to_end(&mut start)) {
        Ok(_) => {}
        Err(error) => return no_access(error),
    }
    if !start.starts_with(b"SQLite format 3\0") {
        return Ok(Header::NoDatabase);
    }
    let number = |at: usize| -> Option<u32> {
        Some(u32::from_be_bytes(start.get(at..at + 4)?.try_into().ok()?))
    };
    if number(68).map(i64::from) != Some(schema::APPLICATION_ID) {
        return Ok(Header::Other);
    }
    // With a log or journal beside it, a database may be of any length; alone it is as long as its
    // header says.
    let alone = !is_filled(&beside(path, "-wal")) && !is_filled(&beside(path, "-journal"));
    let page = start.get(16..18).map_or(0, |b| match b {
        [0, 1] => 65_536,
        [high, low] => u64::from(*high) << 8 | u64::from(*low),
        _ => 0,
    });
    if alone
        && number(24) == number(92)
        && let Some(pages) = number(28).map(u64::from)
        && length < pages * page
    {
        let message = format!("it has {length} bytes and should have {}", pages * page);
        return fail(Fault::Damaged(message));
    }
    Ok(Header::Ours)
}

fn open_to_read(path: &Path, header: Header) -> Result<Connection, Refusal> {
    if header == Header::Empty {
        return nothing();
    }
    if header == Header::Other {
        refuse_foreign(path)?;
    }
    let open = |immutable: bool| -> Result<Connection, Refusal> {
        let connection = if immutable {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(address(path), flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?
        } else {
            // Whoever may write tidies the log away at the end; whoever may not reads all the same.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(path, flags)?
        };
        connection.pragma_update(None, "query_only", true)?;
        guard(&connection)?;
        let found = version_of(&connection)?;
        match found {
            found if found == schema::version() => Ok(connection),
            0 => nothing(),
            found => {
                let known = schema::version();
                Err(Refusal::Fault(Fault::Older { found, known }))
            }
        }
    };
    match open(false) {
        // Where nothing may be written beside it, not even the index of the log, an archive without
        // a log is still read.
        Err(Refusal::Sqlite(_)) if !is_filled(&beside(path, "-wal")) && !can_write_beside(path) => {
            open(true)
        }
        result => result,
    }
}

/// What a file holds whose first writer has not come far, or died: no articles.
fn nothing() -> Result<Connection, Refusal> {
    let mut connection = Connection::open_in_memory()?;
    let transaction = connection.transaction()?;
    schema::migrate(&transaction, schema::STEPS, 0)?;
    transaction.commit()?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Whether files can be made beside this one.
fn can_write_beside(path: &Path) -> bool {
    is_filled(&beside(path, "-shm")) || {
        let probe = beside(path, "-probe");
        let made = File::options().write(true).create_new(true).open(&probe);
        let is_there = matches!(&made, Err(error) if error.kind() == ErrorKind::AlreadyExists);
        if made.is_ok() {
            let _ = fs::remove_file(&probe);
        }
        made.is_ok() || is_there
    }
}

/// A file's address for SQLite that says that nobody changes the file.
fn address(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                address.push(char::from(*byte));
            }
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address + "?immutable=1"
}

fn open_to_write(path: &Path, header: Header) -> Result<Connection, Refusal> {
    if header == Header::Other {
        refuse_foreign(path)?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    guard(&connection)?;
    // SQLite opens what may not be written for reading: told now rather than in the middle.
    if connection.is_readonly(rusqlite::MAIN_DB)? {
        return Err(Refusal::Fault(Fault::ReadOnly));
    }
    if version_of(&connection)? < schema::version() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have been quicker.
        let found = version_of(&transaction)?;
        if found < schema::version() {
            transaction.pragma_update(None, "application_id", schema::APPLICATION_ID)?;
            schema::migrate(&transaction, schema::STEPS, found)?;
            if found < schema::FILLED {
                grams::fill(&transaction)?;
                seal::seal_all(&transaction)?;
            }
        }
        transaction.commit()?;
    }
    keep_a_log(&connection)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(connection)
}

/// Refuses a database that has tables and not our name.
fn refuse_foreign(path: &Path) -> Result<(), Refusal> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    guard(&connection)?;
    version_of(&connection).map(|_| ())
}

/// How every connection treats the file: it waits for others, maps no memory, and obeys nothing
/// that is written in the file (triggers, views, functions in the schema).
fn guard(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_millis(PATIENCE))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

/// The version of an archive; 0 for an empty database.
fn version_of(connection: &Connection) -> Result<i64, Refusal> {
    // All three in one look: between two of them another process may make the file an archive.
    let (name, version, things) = connection.query_row(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)
         FROM pragma_application_id, pragma_user_version",
        [],
        |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)),
    )?;
    if name != schema::APPLICATION_ID {
        return if name == 0 && things == 0 { Ok(0) } else { Err(Refusal::Fault(Fault::Foreign)) };
    }
    if version > schema::version() {
        let known = schema::version();
        return Err(Refusal::Fault(Fault::Newer { found: version, known }));
    }
    Ok(version)
}

/// Makes sure of the write-ahead log. The change needs the file for a moment alone, and SQLite may
/// give up at once.
fn keep_a_log(connection: &Connection) -> Result<(), Refusal> {
    for attempt in 0.. {
        let mode =
            connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
        match mode {
            Ok(mode) if mode == "wal" => break,
            // Some file systems have no shared memory: a rollback journal is as safe, only slower.
            Ok(_) => break,
            Err(rusqlite::Error::SqliteFailure(code, _))
                if code.code == rusqlite::ErrorCode::DatabaseBusy && attempt < PATIENCE / PAUSE =>
            {
                std::thread::sleep(Duration::from_millis(PAUSE));
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

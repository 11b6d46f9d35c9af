//! How values stand in columns: times as text that sorts, places as JSON, hashes as bytes.

use jiff::Timestamp;
use rusqlite::types::Type;
use sha2::{Digest as _, Sha256 as Hasher};

use super::Sha256;
use crate::model::{Language, Place, Precision, Published};

/// A time as `2026-05-04T08:00:00.000000000Z`: readable, exact, and in the order of time from the
/// year 0 on.
pub(super) fn time(at: Timestamp) -> String {
    format!("{at:.9}")
}

/// Reads [`time`]. `column` is the column's number, for the error.
pub(super) fn read_time(text: &str, column: usize) -> rusqlite::Result<Timestamp> {
    text.parse().map_err(|error| broken(column, error))
}

/// Reads a time that may be absent.
pub(super) fn maybe_time(
    text: Option<String>,
    column: usize,
) -> rusqlite::Result<Option<Timestamp>> {
    text.map(|text| read_time(&text, column)).transpose()
}

/// A number that is never negative.
pub(super) fn count(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|error| broken(column, error))
}

/// A value that no version of this program wrote.
pub(super) fn broken(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error))
}

/// A place as JSON.
pub(super) fn place(place: &Place) -> String {
    // Strings and numbers always serialise.
    serde_json::to_string(place).unwrap_or_default()
}

/// Reads [`place`].
pub(super) fn read_place(text: &str, column: usize) -> rusqlite::Result<Place> {
    serde_json::from_str(text).map_err(|error| broken(column, error))
}

/// A precision as a number.
pub(super) const fn precision(published: Published) -> i64 {
    match published.precision {
        Precision::Day => 0,
        Precision::Second => 1,
    }
}

/// Puts a time of publication together again.
pub(super) fn published(
    at: Option<Timestamp>,
    offset: Option<i32>,
    precision: Option<i64>,
) -> Option<Published> {
    let precision = if precision == Some(0) { Precision::Day } else { Precision::Second };
    at.map(|at| Published { at, offset, precision })
}

/// A language by its code.
pub(super) fn language(code: Option<String>) -> Option<Language> {
    code.and_then(|code| Language::parse(&code))
}

/// SHA-256 of parts, one after the other.
pub(super) fn sha256(parts: &[&[u8]]) -> Sha256 {
    let mut hasher = Hasher::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_come_back_and_sort() {
        let times: Vec<Timestamp> = [
            "0001-01-01T00:00:00Z",
            "1969-12-31T23:59:59.999999999Z",
            "1970-01-01T00:00:00Z",
            "2026-05-04T08:00:00Z",
            "2026-05-04T08:00:00.000000001Z",
            "2026-05-04T08:00:00.5Z",
            "2026-05-04T08:00:01Z",
            "9999-12-30T00:00:00Z",
        ]
        .iter()
        .map(|text| text.parse().unwrap())
        .collect();
        let texts: Vec<String> = times.iter().map(|at| time(*at)).collect();
        assert!(texts.is_sorted(), "{texts:?}");
        for (at, text) in times.iter().zip(&texts) {
            assert_eq!(read_time(text, 0).unwrap(), *at);
        }
        for at in [Timestamp::MIN, Timestamp::MAX] {
            assert_eq!(read_time(&time(at), 0).unwrap(), at);
        }
    }
}

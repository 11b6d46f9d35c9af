//! Articles come back, exactly as they went in.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::values;
use super::{Archive, ArchiveError, Sha256};
use crate::model::{Article, Source};

/// An article of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// What the archive calls it: stable, one word, unique.
    pub id: String,
    /// When it was first seen.
    pub seen: Timestamp,
    /// When this version of it came: later than `seen` where a fuller version took the place of a
    /// teaser.
    pub changed: Timestamp,
    /// SHA-256 of the bytes it was read from, where known.
    pub raw: Option<Sha256>,
    /// The article as it came.
    pub article: Article,
}

/// Which articles. All conditions must hold; times are from the first (inclusive) until the second
/// (exclusive).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Select {
    /// By time of publication, undated articles by the time first seen.
    pub window: Option<(Timestamp, Timestamp)>,
    /// By the time at which this version of the article came.
    pub changed: Option<(Timestamp, Timestamp)>,
    /// By publisher, as the input gave the name.
    pub publisher: Option<String>,
}

/// The columns that [`kept`] reads, in its order.
pub(super) const COLUMNS: &str = "id, seen, changed, raw_hash, input_id, publisher, url, place, title, byline, \
    published, offset, precision, language, teaser, feed, text, opinion, place_in_feed";

/// Reads a row of [`COLUMNS`].
pub(super) fn kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let time = |column: usize| -> rusqlite::Result<Timestamp> {
        values::read_time(row.get_ref(column)?.as_str()?, column)
    };
    let source = Source {
        publisher: row.get(5)?,
        url: row.get(6)?,
        place: values::read_place(row.get_ref(7)?.as_str()?, 7)?,
    };
    let mut article =
        Article::new(source, row.get(16)?).map_err(|error| values::broken(16, error))?;
    article.id = row.get(4)?;
    article.title = row.get(8)?;
    article.byline = row.get(9)?;
    article.published =
        values::published(values::maybe_time(row.get(10)?, 10)?, row.get(11)?, row.get(12)?);
    article.language = values::language(row.get(13)?);
    article.teaser = row.get(14)?;
    article.feed = row.get(15)?;
    article.opinion = row.get(17)?;
    article.place_in_feed = row.get(18)?;
    Ok(Kept { id: row.get(0)?, seen: time(1)?, changed: time(2)?, raw: row.get(3)?, article })
}

/// An article's place in the canonical order, without its text.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    undated: bool,
    published: Option<Timestamp>,
    publisher: Option<String>,
    title: Option<String>,
    n: i64,
}

impl Rank {
    fn ties(&self, other: &Self) -> bool {
        (self.undated, self.published, &self.publisher, &self.title)
            == (other.undated, other.published, &other.publisher, &other.title)
    }
}

impl Archive {
    /// The articles of a window of time: published in it or, where undated, first seen in it; all
    /// without a window. In canonical order, whatever the order in which they came.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn articles(
        &self,
        window: Option<(Timestamp, Timestamp)>,
    ) -> Result<Vec<Kept>, ArchiveError> {
        self.select(&Select { window, ..Select::default() })
    }

    /// The articles that [`Select`] asks for, in canonical order.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn select(&self, select: &Select) -> Result<Vec<Kept>, ArchiveError> {
        let mut all = Vec::new();
        self.visit::<ArchiveError>(select, |kept| {
            all.push(kept);
            Ok(())
        })?;
        Ok(all)
    }

    /// Hands the articles that [`Select`] asks for to `take`, one by one in canonical order, and
    /// stops at its first error. Memory: one article, and the headline and publisher of each that
    /// was asked for.
    ///
    /// Everything is read from the state of the archive at the start, whatever other processes
    /// write meanwhile.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault); and what `take` returns.
    pub fn visit<E: From<ArchiveError>>(
        &self,
        select: &Select,
        mut take: impl FnMut(Kept) -> Result<(), E>,
    ) -> Result<(), E> {
        let fault = |error| E::from(self.fault(error));
        let snapshot = self.snapshot().map_err(fault)?;
        let ranks = self.ranks(select).map_err(fault)?;
        let mut rest = ranks.as_slice();
        while let Some(first) = rest.first() {
            // Articles that differ in nothing but text and place are few: those are read together
            // and sorted.
            let end = rest.iter().position(|rank| !rank.ties(first)).unwrap_or(rest.len());
            let (group, after) = rest.split_at(end);
            rest = after;
            let mut tied = Vec::with_capacity(group.len());
            for rank in group {
                tied.push(self.row(rank.n).map_err(fault)?);
            }
            tied.sort_by(|a, b| a.article.canonical_cmp(&b.article).then_with(|| a.id.cmp(&b.id)));
            for kept in tied {
                take(kept)?;
            }
        }
        drop(snapshot);
        Ok(())
    }

    fn ranks(&self, select: &Select) -> rusqlite::Result<Vec<Rank>> {
        let window = select.window.map(|(from, until)| (values::time(from), values::time(until)));
        let changed = select.changed.map(|(from, until)| (values::time(from), values::time(until)));
        let mut conditions = Vec::new();
        let mut parameters: Vec<&dyn rusqlite::ToSql> = Vec::new();
        for (column, range) in [("moment", &window), ("changed", &changed)] {
            if let Some((from, until)) = range {
                conditions.push(format!("{column} >= ? AND {column} < ?"));
                parameters.push(from);
                parameters.push(until);
            }
        }
        if let Some(publisher) = &select.publisher {
            conditions.push("publisher = ?".to_owned());
            parameters.push(publisher);
        }
        let wheres = if conditions.is_empty() {
            String::new()
        } else {
            format!(" WHERE {}", conditions.join(" AND "))
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT published, publisher, title, n FROM articles{wheres}"
        ))?;
        let rows = statement.query_map(parameters.as_slice(), |row| {
            let published = values::maybe_time(row.get(0)?, 0)?;
            Ok(Rank {
                undated: published.is_none(),
                published,
                publisher: row.get(1)?,
                title: row.get(2)?,
                n: row.get(3)?,
            })
        })?;
        let mut ranks = rows.collect::<rusqlite::Result<Vec<Rank>>>()?;
        ranks.sort_unstable();
        Ok(ranks)
    }

    pub(super) fn row(&self, n: i64) -> rusqlite::Result<Kept> {
        self.connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM articles WHERE n = ?1"))?
            .query_row([n], kept)
    }

    /// How many new articles and newer versions have come so far: the number of the last arrival.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn arrivals(&self) -> Result<i64, ArchiveError> {
        self.connection
            .query_row("SELECT count FROM arrivals", [], |row| row.get(0))
            .map_err(|error| self.fault(error))
    }

    /// The articles that came, or came in a newer version, after [`arrivals`](Self::arrivals) gave
    /// `number`, in the order in which they came. Whatever clocks say, none is missed; the cost is
    /// that of what came.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn arrived_after(&self, number: i64) -> Result<Vec<Kept>, ArchiveError> {
        let find = || {
            self.connection
                .prepare_cached(&format!(
                    "SELECT {COLUMNS} FROM articles WHERE arrival > ?1 ORDER BY arrival"
                ))?
                .query_map([number], kept)?
                .collect::<rusqlite::Result<Vec<Kept>>>()
        };
        find().map_err(|error| self.fault(error))
    }

    /// The article of this identifier.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn get(&self, id: &str) -> Result<Option<Kept>, ArchiveError> {
        let find = || {
            self.connection
                .prepare_cached(&format!("SELECT {COLUMNS} FROM articles WHERE id = ?1"))?
                .query_row([id], kept)
                .optional()
        };
        find().map_err(|error| self.fault(error))
    }

    /// All identifiers, in byte order, to `take`, which may stop by an error.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault); and what `take` returns.
    pub fn visit_ids<E: From<ArchiveError>>(
        &self,
        mut take: impl FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let fault = |error| E::from(self.fault(error));
        let mut statement =
            self.connection.prepare("SELECT id FROM articles ORDER BY id").map_err(fault)?;
        let mut rows = statement.query(params![]).map_err(fault)?;
        while let Some(row) = rows.next().map_err(fault)? {
            let id = row.get_ref(0).map_err(fault)?;
            take(id.as_str().map_err(|error| fault(error.into()))?)?;
        }
        Ok(())
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn count(&self) -> Result<u64, ArchiveError> {
        self.connection
            .query_row("SELECT count(*) FROM articles", [], |row| values::count(row, 0))
            .map_err(|error| self.fault(error))
    }
}

//! Memory: which briefing told what.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::values;
use super::{Archive, ArchiveError, Sha256};
use crate::model::Span;

/// A statement that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldStatement {
    /// SHA-256 of the text of the article that was quoted; see [`text_hash`](super::text_hash).
    pub text_hash: Sha256,
    /// The quoted bytes of that text.
    pub span: Span,
    /// The words that were told.
    pub sentence: String,
    /// The story they belonged to: its [`ToldStory::key`].
    pub story: String,
}

/// A story that was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldStory {
    /// What the story is called from briefing to briefing; the caller's choice.
    pub key: String,
    /// Its headline.
    pub headline: Option<String>,
    /// The archive's identifiers of its articles.
    pub articles: Vec<String>,
}

/// A briefing that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Briefed {
    /// Whose briefing.
    pub profile: String,
    /// First instant of its window.
    pub from: Timestamp,
    /// The instant after the last.
    pub until: Timestamp,
    /// When it was made.
    pub made: Timestamp,
    /// The `Message-ID` of the mail that carried it.
    pub message_id: Option<String>,
    /// The settings it was made with, in a canonical form of the caller's.
    pub settings: String,
    /// The briefing itself, in the caller's form (JSON), where it wants it back.
    pub document: Option<String>,
    /// Its stories, in the order of their keys.
    pub stories: Vec<ToldStory>,
    /// Its statements, in the order of text hash and span.
    pub statements: Vec<ToldStatement>,
}

impl Archive {
    /// Records a briefing that went out, in one transaction. One of the same profile and window
    /// takes the place of the earlier; what the earlier told stays told.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault); nothing is recorded then.
    pub fn record_briefing(&mut self, briefing: &Briefed) -> Result<(), ArchiveError> {
        self.write(|transaction| {
            let n: i64 = transaction
                .prepare_cached(
                    "INSERT INTO briefings (profile, window_from, window_until, made, message_id, settings, document)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                     ON CONFLICT (profile, window_from, window_until) DO UPDATE SET made = excluded.made,
                     message_id = coalesce(excluded.message_id, message_id), settings = excluded.settings,
                     document = excluded.document RETURNING n",
                )?
                .query_row(
                    params![
                        briefing.profile,
                        values::time(briefing.from),
                        values::time(briefing.until),
                        values::time(briefing.made),
                        briefing.message_id,
                        briefing.settings,
                        briefing.document,
                    ],
                    |row| row.get(0),
                )?;
            let mut story = transaction.prepare_cached(
                "INSERT INTO told_stories (briefing, key, headline, articles) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (briefing, key) DO UPDATE SET headline = excluded.headline, articles = excluded.articles",
            )?;
            for told in &briefing.stories {
                let articles = serde_json::to_string(&told.articles).unwrap_or_default();
                story.execute(params![n, told.key, told.headline, articles])?;
            }
            let mut statement = transaction.prepare_cached(
                "INSERT OR IGNORE INTO told (briefing, text_hash, start, end, story, sentence)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for told in &briefing.statements {
                statement.execute(params![
                    n,
                    &told.text_hash[..],
                    told.span.start(),
                    told.span.end(),
                    told.story,
                    told.sentence,
                ])?;
            }
            Ok(())
        })
    }

    /// What a profile's briefings told since a moment, by the time they were made: the earliest
    /// briefing first. All profiles without one, everything without a moment.
    ///
    /// A re-run leaves out the briefing of its own window by its `from` and `until`.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn told(
        &self,
        profile: Option<&str>,
        since: Option<Timestamp>,
    ) -> Result<Vec<Briefed>, ArchiveError> {
        self.briefings(
            "(?1 IS NULL OR profile = ?1) AND (?2 IS NULL OR made >= ?2) ORDER BY made, n",
            params![profile, since.map(values::time)],
        )
    }

    /// The briefing of a profile that was made last.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn last_briefing(&self, profile: &str) -> Result<Option<Briefed>, ArchiveError> {
        let found =
            self.briefings("profile = ?1 ORDER BY made DESC, n DESC LIMIT 1", params![profile])?;
        Ok(found.into_iter().next())
    }

    /// The briefing of a profile for exactly this window (first instant, instant after the last).
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn briefing(
        &self,
        profile: &str,
        window: (Timestamp, Timestamp),
    ) -> Result<Option<Briefed>, ArchiveError> {
        let found = self.briefings(
            "profile = ?1 AND window_from = ?2 AND window_until = ?3",
            params![profile, values::time(window.0), values::time(window.1)],
        )?;
        Ok(found.into_iter().next())
    }

    fn briefings(
        &self,
        wheres: &str,
        parameters: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<Briefed>, ArchiveError> {
        let find = || {
            // The parts of one briefing are of one moment.
            let snapshot = self.snapshot()?;
            let mut statement = self.connection.prepare_cached(&format!(
                "SELECT n, profile, window_from, window_until, made, message_id, settings, document
                 FROM briefings WHERE {wheres}"
            ))?;
            let rows = statement
                .query_map(parameters, |row| Ok((row.get::<_, i64>(0)?, head(row)?)))?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let mut found = Vec::with_capacity(rows.len());
            for (n, mut briefing) in rows {
                briefing.stories = self.stories_of(n)?;
                briefing.statements = self.statements_of(n)?;
                found.push(briefing);
            }
            drop(statement);
            drop(snapshot);
            Ok(found)
        };
        find().map_err(|error| self.fault(error))
    }

    fn stories_of(&self, n: i64) -> rusqlite::Result<Vec<ToldStory>> {
        self.connection
            .prepare_cached(
                "SELECT key, headline, articles FROM told_stories WHERE briefing = ?1 ORDER BY key",
            )?
            .query_map([n], |row| {
                let articles = row.get_ref(2)?.as_str()?;
                let articles =
                    serde_json::from_str(articles).map_err(|error| values::broken(2, error))?;
                Ok(ToldStory { key: row.get(0)?, headline: row.get(1)?, articles })
            })?
            .collect()
    }

    fn statements_of(&self, n: i64) -> rusqlite::Result<Vec<ToldStatement>> {
        self.connection
            .prepare_cached(
                "SELECT text_hash, start, end, sentence, story FROM told WHERE briefing = ?1
                 ORDER BY text_hash, start, end",
            )?
            .query_map([n], |row| {
                Ok(ToldStatement {
                    text_hash: row.get(0)?,
                    span: Span::new(row.get(1)?, row.get(2)?),
                    sentence: row.get(3)?,
                    story: row.get(4)?,
                })
            })?
            .collect()
    }

    /// Notes that a run of a profile came to its end.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn run_finished(&mut self, profile: &str, at: Timestamp) -> Result<(), ArchiveError> {
        self.write(|transaction| {
            transaction.execute(
                "INSERT INTO runs (profile, finished) VALUES (?1, ?2)
                 ON CONFLICT (profile) DO UPDATE SET finished = excluded.finished",
                params![profile, values::time(at)],
            )
        })
        .map(|_| ())
    }

    /// When the last run of a profile came to its end; `None` before the first.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn last_run(&self, profile: &str) -> Result<Option<Timestamp>, ArchiveError> {
        self.connection
            .query_row("SELECT finished FROM runs WHERE profile = ?1", [profile], |row| {
                values::read_time(row.get_ref(0)?.as_str()?, 0)
            })
            .optional()
            .map_err(|error| self.fault(error))
    }
}

/// A briefing without its stories and statements.
fn head(row: &Row<'_>) -> rusqlite::Result<Briefed> {
    let time = |column: usize| values::read_time(row.get_ref(column)?.as_str()?, column);
    Ok(Briefed {
        profile: row.get(1)?,
        from: time(2)?,
        until: time(3)?,
        made: time(4)?,
        message_id: row.get(5)?,
        settings: row.get(6)?,
        document: row.get(7)?,
        stories: Vec::new(),
        statements: Vec::new(),
    })
}

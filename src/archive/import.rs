//! Articles go in: each once, and a fuller or later version takes the place of what was there.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Transaction, params};

use super::identity::{self, Key, Keys, Shared};
use super::values;
use super::{Archive, ArchiveError, Sha256, text_hash};
use super::{grams, seal};
use crate::model::Article;

/// An article on its way into the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The article.
    pub article: Article,
    /// SHA-256 of the bytes it was read from, as they came: a page, a feed's document, a file.
    pub raw: Option<Sha256>,
}

impl From<Article> for Incoming {
    fn from(article: Article) -> Self {
        Self { article, raw: None }
    }
}

/// What an article was to the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// Not seen before.
    New,
    /// A fuller or later version of one that was there, whose place it took.
    Newer,
    /// It was there.
    Known,
}

/// What became of one article of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What the archive calls it: stable, one word, unique.
    pub id: String,
    /// Whether it was new.
    pub arrival: Arrival,
}

impl Imported {
    /// Whether the archive holds something now that it did not hold before.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.arrival != Arrival::Known
    }
}

impl Archive {
    /// Takes articles in, first seen at `seen`, in one transaction: one entry a given article, in
    /// the same order. When it returns, all of them are on the disk; on an error, none is.
    ///
    /// An article that is there already (same address and headline, same identifier of the same
    /// publisher, same content) is not taken in again, unless it is fuller (the one there is a
    /// teaser and this is not, or is a longer teaser) or was published later; then it takes the
    /// other's place and keeps its identifier and the time first seen.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault); nothing of the call is in the file then.
    pub fn import(
        &mut self,
        articles: &[Incoming],
        seen: Timestamp,
    ) -> Result<Vec<Imported>, ArchiveError> {
        let seen = values::time(seen);
        self.write(|transaction| {
            let count: i64 =
                transaction.query_row("SELECT count FROM arrivals", [], |row| row.get(0))?;
            let mut moment = Moment { seen, arrivals: count };
            let imported = articles
                .iter()
                .map(|incoming| take(transaction, incoming, &mut moment))
                .collect::<rusqlite::Result<Vec<Imported>>>()?;
            if moment.arrivals > count {
                transaction.execute("UPDATE arrivals SET count = ?1", [moment.arrivals])?;
            }
            Ok(imported)
        })
    }

    /// The identifier of the article at a canonical address, and whether only a teaser of it is
    /// there; `None` when the archive has none. What need not be fetched again is found out here.
    ///
    /// # Errors
    /// See [`Fault`](super::Fault).
    pub fn knows(&self, url: &str) -> Result<Option<(String, bool)>, ArchiveError> {
        let Some(key) = identity::address(url) else { return Ok(None) };
        let find = || {
            self.connection
                .prepare_cached(
                    "SELECT a.id, a.teaser FROM keys k JOIN articles a ON a.n = k.article WHERE k.key = ?1",
                )?
                .query_row([&key[..]], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        };
        find().map_err(|error| self.fault(error))
    }
}

/// When articles come.
#[derive(Debug)]
struct Moment {
    /// The time.
    seen: String,
    /// How many new articles and versions came before.
    arrivals: i64,
}

/// What is there of an article that may be the same.
#[derive(Debug)]
struct Old {
    n: i64,
    id: String,
    teaser: bool,
    published: Option<String>,
    length: i64,
    url: Option<String>,
    title: Option<String>,
    text_hash: Vec<u8>,
}

fn take(
    transaction: &Transaction<'_>,
    incoming: &Incoming,
    moment: &mut Moment,
) -> rusqlite::Result<Imported> {
    let article = &incoming.article;
    let text = text_hash(article);
    let keys = Keys::of(article, &text);
    let Some(old) = find(transaction, article, &text, &keys)? else {
        let id = free_name(transaction, article, &keys)?;
        let n = insert(transaction, incoming, &id, &text, moment)?;
        claim(transaction, &keys, n)?;
        return Ok(Imported { id, arrival: Arrival::New });
    };
    let arrival = if is_better(article, &old, &text) {
        replace(transaction, incoming, &old, &text, moment)?;
        Arrival::Newer
    } else {
        Arrival::Known
    };
    // The next time any of its names is enough.
    claim(transaction, &keys, old.n)?;
    Ok(Imported { id: old.id, arrival })
}

fn find(
    transaction: &Transaction<'_>,
    article: &Article,
    text: &Sha256,
    keys: &Keys,
) -> rusqlite::Result<Option<Old>> {
    for key in keys.all() {
        let Some(old) = behind(transaction, key)? else { continue };
        let agree = identity::titles_agree(article.title.as_deref(), old.title.as_deref());
        if Some(key) == keys.address {
            if agree {
                return Ok(Some(old));
            }
            continue;
        }
        if Some(key) != keys.identifier {
            return Ok(Some(old));
        }
        let same = |mine: Option<&str>, theirs: Option<&String>| {
            mine.is_some() && mine == theirs.map(String::as_str)
        };
        let published = article.published.map(|published| values::time(published.at));
        let shared = Shared {
            url: same(article.source.url.as_deref(), old.url.as_ref()),
            title: same(article.title.as_deref(), old.title.as_ref()),
            agree,
            published: same(published.as_deref(), old.published.as_ref()),
            text: old.text_hash == text,
        };
        let texts = || -> rusqlite::Result<bool> {
            let text: String = transaction
                .prepare_cached("SELECT text FROM articles WHERE n = ?1")?
                .query_row([old.n], |row| row.get(0))?;
            Ok(identity::overlap(article.text(), &text))
        };
        if shared.is_same(texts)? {
            return Ok(Some(old));
        }
    }
    Ok(None)
}

fn behind(transaction: &Transaction<'_>, key: Key) -> rusqlite::Result<Option<Old>> {
    transaction
        .prepare_cached(
            "SELECT a.n, a.id, a.teaser, a.published, octet_length(a.text), a.url, a.title, a.text_hash
             FROM keys k JOIN articles a ON a.n = k.article WHERE k.key = ?1",
        )?
        .query_row([&key[..]], |row| {
            Ok(Old {
                n: row.get(0)?,
                id: row.get(1)?,
                teaser: row.get(2)?,
                published: row.get(3)?,
                length: row.get(4)?,
                url: row.get(5)?,
                title: row.get(6)?,
                text_hash: row.get(7)?,
            })
        })
        .optional()
}

/// Whether an article should stand in the place of what is there.
fn is_better(article: &Article, old: &Old, text: &Sha256) -> bool {
    if old.text_hash == text && old.teaser == article.teaser {
        return false;
    }
    let longer = i64::try_from(article.text().len()).unwrap_or(i64::MAX) > old.length;
    match (old.teaser, article.teaser) {
        (true, false) => true,
        (false, true) => false,
        (true, true) => longer,
        (false, false) => {
            article.published.map(|published| values::time(published.at)) > old.published
        }
    }
}

/// Gives an article's keys to the row that holds it; those that another article has stay there.
fn claim(transaction: &Transaction<'_>, keys: &Keys, n: i64) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare_cached("INSERT OR IGNORE INTO keys (key, article) VALUES (?1, ?2)")?;
    for key in keys.all() {
        insert.execute(params![&key[..], n])?;
    }
    Ok(())
}

fn free_name(
    transaction: &Transaction<'_>,
    article: &Article,
    keys: &Keys,
) -> rusqlite::Result<String> {
    let mut taken =
        transaction.prepare_cached("SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1)")?;
    let wanted = identity::name(article, keys);
    let mut name = wanted.clone();
    let mut attempt = 0;
    while taken.query_row([&name], |row| row.get::<_, bool>(0))? {
        name = identity::another_name(&wanted, keys, attempt);
        attempt += 1;
    }
    Ok(name)
}

fn insert(
    transaction: &Transaction<'_>,
    incoming: &Incoming,
    id: &str,
    text: &Sha256,
    moment: &mut Moment,
) -> rusqlite::Result<i64> {
    write_row(
        transaction,
        "INSERT INTO articles (input_id, publisher, url, place, title, byline, published, offset, precision, language,
         teaser, feed, text, text_hash, raw_hash, changed, moment, arrival, id, seen, opinion,
         place_in_feed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, coalesce(?7, ?16), ?17, ?18, ?16, ?19, ?20)",
        incoming,
        text,
        moment,
        &id,
    )?;
    let n = transaction.last_insert_rowid();
    index(transaction, incoming, n)?;
    seal::seal(transaction, n)?;
    Ok(n)
}

fn replace(
    transaction: &Transaction<'_>,
    incoming: &Incoming,
    old: &Old,
    text: &Sha256,
    moment: &mut Moment,
) -> rusqlite::Result<()> {
    unindex(transaction, old.n)?;
    write_row(
        transaction,
        "UPDATE articles SET input_id = ?1, publisher = ?2, url = ?3, place = ?4, title = ?5, byline = ?6,
         published = ?7, offset = ?8, precision = ?9, language = ?10, teaser = ?11, feed = ?12, text = ?13,
         text_hash = ?14, raw_hash = ?15, changed = ?16, moment = coalesce(?7, seen), arrival = ?17,
         opinion = ?19, place_in_feed = ?20 WHERE n = ?18",
        incoming,
        text,
        moment,
        &old.n,
    )?;
    index(transaction, incoming, old.n)?;
    seal::seal(transaction, old.n)
}

/// Writes what an article holds into a row; `which` says which row, as the statement's parameter
/// 18.
fn write_row(
    transaction: &Transaction<'_>,
    statement: &str,
    incoming: &Incoming,
    text: &Sha256,
    moment: &mut Moment,
    which: &dyn rusqlite::ToSql,
) -> rusqlite::Result<()> {
    let article = &incoming.article;
    moment.arrivals += 1;
    transaction.prepare_cached(statement)?.execute(params![
        article.id,
        article.source.publisher,
        article.source.url,
        values::place(&article.source.place),
        article.title,
        article.byline,
        article.published.map(|published| values::time(published.at)),
        article.published.and_then(|published| published.offset),
        article.published.map(values::precision),
        article.language.as_ref().map(crate::model::Language::code),
        article.teaser,
        article.feed,
        article.text(),
        &text[..],
        incoming.raw.as_ref().map(|raw| &raw[..]),
        moment.seen,
        moment.arrivals,
        which,
        article.opinion,
        article.place_in_feed,
    ])?;
    Ok(())
}

/// Makes an article's words findable.
fn index(transaction: &Transaction<'_>, incoming: &Incoming, n: i64) -> rusqlite::Result<()> {
    let article = &incoming.article;
    transaction
        .prepare_cached(
            "INSERT INTO words (rowid, title, byline, publisher, text) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            n,
            article.title,
            article.byline,
            article.source.publisher,
            article.text(),
        ])?;
    let or_empty = |text: &'_ Option<String>| text.clone().unwrap_or_default();
    let (title, byline) = (or_empty(&article.title), or_empty(&article.byline));
    let publisher = or_empty(&article.source.publisher);
    grams::add(transaction, n, [&title, &byline, &publisher, article.text()])
}

/// Takes an article's words out of the index; the row must still hold what was indexed.
pub(super) fn unindex(transaction: &Transaction<'_>, n: i64) -> rusqlite::Result<()> {
    transaction
        .prepare_cached(
            "INSERT INTO words (words, rowid, title, byline, publisher, text)
             SELECT 'delete', n, title, byline, publisher, text FROM articles WHERE n = ?1",
        )?
        .execute([n])?;
    grams::remove(transaction, n)
}

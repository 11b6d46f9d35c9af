//! What is fetched, what is remembered of it from run to run, and what came of it.

use jiff::Timestamp;

use super::address::without_login;
use super::error::FetchError;
use super::header::Header;
use crate::model::{Article, Warning};

/// A feed to fetch; or, where the person named the address on the spot, perhaps a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// Its address, perhaps with a user name and password.
    pub address: String,
    /// The publisher's name for items that do not name another; the outlet of their address where
    /// it is `None`.
    pub publisher: Option<String>,
    /// Whether all its items are somebody's opinion.
    pub opinion: bool,
    /// Whether the items' links are followed for the whole article.
    pub full_text: bool,
    /// Headers that its own server gets with every request, and no other does.
    pub headers: Vec<Header>,
    /// Whether it may be a page: then an article's page is read as one article. Otherwise a page is
    /// searched for the feed that it names.
    pub page: bool,
}

impl Source {
    /// The address without user name and password: what archives, warnings and articles call the
    /// feed.
    #[must_use]
    pub fn key(&self) -> String {
        without_login(&self.address)
    }
}

/// What is remembered of a feed from one run to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    /// The server's `ETag`, byte for byte.
    pub etag: Option<String>,
    /// The server's `Last-Modified`, byte for byte.
    pub last_modified: Option<String>,
    /// The feed is not asked before this moment (`Retry-After`).
    pub retry_at: Option<Timestamp>,
    /// Runs in a row in which it failed.
    pub failures: u32,
    /// Where it moved for good, or the feed that a page names; asked in place of the address.
    pub moved: Option<String>,
}

/// What came of one source.
#[derive(Debug, Clone, PartialEq)]
pub struct Fetched {
    /// Its place in the list that was asked for, from 0.
    pub index: usize,
    /// [`Source::key`].
    pub key: String,
    /// What was found.
    pub found: Result<Found, FetchError>,
    /// What to remember.
    pub state: State,
    /// What was odd about it.
    pub warnings: Vec<Warning>,
    /// SHA-256 of the reply, unpacked, where articles came of it.
    pub raw: Option<[u8; 32]>,
    /// The server (host and port) that answered, where its address is not public: then its items
    /// may lead back to it.
    pub local: Option<String>,
}

/// What a source held.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Its articles, those of a feed with [`Article::feed`] set.
    Articles(Vec<Article>),
    /// Nothing new since the last time: the server said so.
    Unchanged,
    /// It was not asked, because the server wants to be left alone until then.
    Waiting(Timestamp),
}

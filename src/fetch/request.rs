//! What is asked of a server, and what it answers.

use jiff::Timestamp;
use url::Url;

use super::error::FetchError;
use super::header::Header;

/// What kind of reply is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Feed,
    Page,
    Robots,
}

impl Want {
    pub(super) const fn accept(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, \
                 text/xml;q=0.9, text/html;q=0.7, */*;q=0.1"
            }
            Self::Page => "text/html, application/xhtml+xml, */*;q=0.1",
            Self::Robots => "text/plain, */*;q=0.1",
        }
    }
}

/// A request.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) address: &'a str,
    pub(super) etag: Option<&'a str>,
    pub(super) last_modified: Option<&'a str>,
    pub(super) want: Want,
    /// Sent as long as the request stays with the address's own server.
    pub(super) headers: &'a [Header],
    /// Where the address comes from.
    pub(super) origin: &'a Origin,
    /// Asked before every hop, with the hop's address and where that comes from.
    pub(super) permit: Option<Permit<'a>>,
}

/// Says whether an address may be fetched.
pub(super) type Permit<'a> = &'a dyn Fn(&Url, &Origin) -> Result<(), FetchError>;

/// Where an address comes from, which decides what is not public that it may lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// From the person: to whatever the guard allows.
    Person,
    /// From this server (host and port), which is not public: back to it and to the networks that
    /// the guard names, but not to other services of this machine.
    Local(String),
    /// From a public server: to public ones only.
    Public,
}

impl Origin {
    /// The origin of what a reply names.
    pub(super) fn of(local: Option<&String>) -> Self {
        local.map_or(Self::Public, |server| Self::Local(server.clone()))
    }
}

/// A reply, whatever its status; the body is there for 200 only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) status: u16,
    /// The address that answered, without a user name.
    pub(super) address: String,
    /// Where the address moved for good, when the redirects from it are all permanent up to there.
    pub(super) moved: Option<String>,
    pub(super) etag: Option<String>,
    pub(super) last_modified: Option<String>,
    /// The earliest time to ask again, as the server has it.
    pub(super) retry_at: Option<Timestamp>,
    /// Media type in lower case, without parameters.
    pub(super) media: Option<String>,
    pub(super) charset: Option<String>,
    pub(super) body: Vec<u8>,
    /// The server (host and port) that answered, where its address is not public.
    pub(super) local: Option<String>,
}

//! One source: asked for under the conditions that are remembered, read by its content, searched
//! for a feed where it is a page that names one.

use url::Url;

use super::client::Client;
use super::error::FetchError;
use super::request::{Origin, Reply, Request, Want};
use super::source::{Fetched, Found, Source, State};
use crate::model::{Article, Outcome, Place, Severity, Warning};
use crate::read::{self, Format, Limits};

/// After this many failures in a row a remembered address is given up for the one in the list.
const PATIENCE: u32 = 3;

/// What one source gave, on its way to [`Fetched`].
struct Read {
    articles: Vec<Article>,
    warnings: Vec<Warning>,
    reply: Reply,
    /// The feed's address, where a page led to it.
    discovered: Option<String>,
}

/// Fetches one source.
pub(super) fn fetch(client: &Client<'_>, index: usize, source: &Source, state: &State) -> Fetched {
    let key = source.key();
    let mut fetched = Fetched {
        index,
        key: key.clone(),
        found: Ok(Found::Unchanged),
        state: state.clone(),
        warnings: Vec::new(),
        raw: None,
        local: None,
    };
    if let Some(until) = state.retry_at.filter(|until| *until > client.clock.now()) {
        fetched.found = Ok(Found::Waiting(until));
        return fetched;
    }
    fetched.state.retry_at = None;
    let address = state.moved.as_deref().unwrap_or(&source.address);
    let request = Request {
        address,
        etag: state.etag.as_deref(),
        last_modified: state.last_modified.as_deref(),
        want: Want::Feed,
        headers: headers_for(source, address),
        origin: &Origin::Person,
        permit: None,
    };
    match answer(client, request, source, state) {
        Ok(Answer::Unchanged(reply)) => {
            fetched.state.failures = 0;
            fetched.state.etag = reply.etag.or(fetched.state.etag);
            fetched.state.last_modified = reply.last_modified.or(fetched.state.last_modified);
            fetched.local = reply.local;
        }
        Ok(Answer::Later(error, reply)) => {
            fetched.state.retry_at = reply.retry_at;
            fetched.fail(error);
        }
        Ok(Answer::Read(read)) => fetched.take(*read, source, state),
        Err(error) => fetched.fail(error),
    }
    fetched
}

impl Fetched {
    fn fail(&mut self, error: FetchError) {
        self.state.failures = self.state.failures.saturating_add(1);
        if !error.passes() || self.state.failures >= PATIENCE {
            // Next time from the start: what is remembered may be what is wrong.
            let State { failures, retry_at, .. } = self.state;
            self.state = State { failures, retry_at, ..State::default() };
        }
        self.found = Err(error);
    }

    fn take(&mut self, read: Read, source: &Source, state: &State) {
        let lost = read.warnings.iter().any(|warning| warning.severity == Severity::Failed);
        self.local.clone_from(&read.reply.local);
        self.raw = Some(digest(&read.reply.body));
        // A reply of which something was lost is asked for in full again.
        let keep = |value: Option<String>| value.filter(|_| !lost);
        self.state = State {
            etag: keep(read.reply.etag),
            last_modified: keep(read.reply.last_modified),
            retry_at: None,
            failures: 0,
            moved: state.moved.clone(),
        };
        let now = read.discovered.clone().or(read.reply.moved);
        if let Some(new) =
            now.filter(|new| Some(new) != state.moved.as_ref() && *new != source.address)
        {
            let message = match read.discovered {
                Some(_) => format!("the page's feed is {new}"),
                None => format!("it moved for good to {new}"),
            };
            let list = "write that address into your list; it is remembered until then";
            self.warnings.push(Warning::note(&self.key, message).hint(list));
            self.state.moved = Some(new);
        }
        self.warnings.extend(read.warnings);
        self.found = Ok(Found::Articles(read.articles));
    }
}

enum Answer {
    Read(Box<Read>),
    Unchanged(Reply),
    Later(FetchError, Reply),
}

fn answer(
    client: &Client<'_>,
    request: Request<'_>,
    source: &Source,
    state: &State,
) -> Result<Answer, FetchError> {
    let reply = client.get(request)?;
    let asked = state.etag.is_some() || state.last_modified.is_some();
    match reply.status {
        200 | 203 => {}
        304 if asked => return Ok(Answer::Unchanged(reply)),
        304 => return Err(FetchError::Unasked),
        status => return Ok(Answer::Later(FetchError::Status(status), reply)),
    }
    let bytes = text_of(&reply);
    let place = Place::Url(reply.address.clone());
    match read::detect(&bytes, &place) {
        Format::Feed | Format::Json => {
            let outcome = items(&bytes, place, source, client)?;
            Ok(finish(outcome, reply, None))
        }
        Format::Html => {
            let links = read::page_links(&bytes);
            let front =
                !links.article || Url::parse(&reply.address).is_ok_and(|url| url.path() == "/");
            let feed = links.feeds.first().filter(|_| !source.page || front);
            match feed.and_then(|feed| joined(&reply.address, links.base.as_deref(), feed)) {
                Some(feed) => discovered(client, &feed, &reply, source),
                None if source.page => Ok(finish(page(&bytes, place, client)?, reply, None)),
                None => Err(FetchError::Content(
                    "it is a page that names no feed; give the feed's address".to_owned(),
                )),
            }
        }
        Format::Text | Format::Markdown
            if source.page
                && matches!(reply.media.as_deref(), Some("text/plain" | "text/markdown")) =>
        {
            Ok(finish(page(&bytes, place, client)?, reply, None))
        }
        _ if bytes.is_empty() => Err(FetchError::Content("the reply is empty".to_owned())),
        _ => Err(FetchError::Content("it is neither a feed nor a page".to_owned())),
    }
}

/// The feed that a page names; a page that it leads to is not followed any further.
fn discovered(
    client: &Client<'_>,
    address: &str,
    page: &Reply,
    source: &Source,
) -> Result<Answer, FetchError> {
    let request = Request {
        address,
        etag: None,
        last_modified: None,
        want: Want::Feed,
        headers: headers_for(source, address),
        origin: &Origin::of(page.local.as_ref()),
        permit: None,
    };
    let reply = client.get(request)?;
    if !matches!(reply.status, 200 | 203) {
        return Ok(Answer::Later(FetchError::Status(reply.status), reply));
    }
    let bytes = text_of(&reply);
    let place = Place::Url(reply.address.clone());
    if !matches!(read::detect(&bytes, &place), Format::Feed | Format::Json) {
        return Err(FetchError::Content(format!(
            "the feed that the page names, {address}, is none"
        )));
    }
    let outcome = items(&bytes, place, source, client)?;
    Ok(finish(outcome, reply, Some(address.to_owned())))
}

fn finish(outcome: Outcome<Vec<Article>>, reply: Reply, discovered: Option<String>) -> Answer {
    let Outcome { value: articles, warnings } = outcome;
    Answer::Read(Box::new(Read { articles, warnings, reply, discovered }))
}

/// The headers of a source, for an address of its own server only.
fn headers_for<'s>(source: &'s Source, address: &str) -> &'s [super::Header] {
    let origin = |address: &str| Url::parse(address.trim()).ok().map(|url| url.origin());
    if origin(address).is_some() && origin(address) == origin(&source.address) {
        &source.headers
    } else {
        &[]
    }
}

/// What a feed holds that came from a file or a command instead of a server, as
/// [`super::Fetcher::feeds`] would give it.
pub(super) fn local(
    index: usize,
    bytes: &[u8],
    source: &Source,
    state: &State,
    max_bytes: u64,
) -> Fetched {
    let mut fetched = Fetched {
        index,
        key: source.key(),
        found: Ok(Found::Unchanged),
        state: State { failures: state.failures, ..State::default() },
        warnings: Vec::new(),
        raw: Some(digest(bytes)),
        local: None,
    };
    let place = Place::Url(source.key());
    let most = Limits { max_bytes, max_decompressed: max_bytes, ..Limits::default() };
    let is_feed = matches!(read::detect(bytes, &place), Format::Feed | Format::Json);
    let found = if is_feed {
        items_within(bytes, place, source, &most)
    } else {
        Err(FetchError::Content("it is no feed".to_owned()))
    };
    match found {
        Ok(outcome) => {
            fetched.state.failures = 0;
            fetched.warnings = outcome.warnings;
            fetched.found = Ok(Found::Articles(outcome.value));
        }
        Err(error) => fetched.fail(error),
    }
    fetched
}

/// A source whose file could not be read or whose command failed.
pub(super) fn not_given(index: usize, message: String, source: &Source, state: &State) -> Fetched {
    let mut fetched = Fetched {
        index,
        key: source.key(),
        found: Ok(Found::Unchanged),
        state: state.clone(),
        warnings: Vec::new(),
        raw: None,
        local: None,
    };
    fetched.fail(FetchError::Content(message));
    fetched
}

/// The body in UTF-8 where the header's charset is needed for that.
fn text_of(reply: &Reply) -> Vec<u8> {
    match &reply.charset {
        Some(charset) => read::recode(&reply.body, charset).into_owned(),
        None => reply.body.clone(),
    }
}

fn limits(client: &Client<'_>) -> Limits {
    let most = client.manners.max_bytes.saturating_mul(4);
    Limits { max_bytes: most, max_decompressed: client.manners.max_bytes, ..Limits::default() }
}

/// The items of a feed.
fn items(
    bytes: &[u8],
    place: Place,
    source: &Source,
    client: &Client<'_>,
) -> Result<Outcome<Vec<Article>>, FetchError> {
    items_within(bytes, place, source, &limits(client))
}

fn items_within(
    bytes: &[u8],
    place: Place,
    source: &Source,
    limits: &Limits,
) -> Result<Outcome<Vec<Article>>, FetchError> {
    let mut outcome = read::read(bytes, &place, None, limits);
    for warning in &mut outcome.warnings {
        if warning.message == read::EMPTY_FEED {
            warning.severity = Severity::Note;
        }
    }
    refuse_nothing(&outcome)?;
    let key = source.key();
    let own = read::feed_title(bytes);
    for article in &mut outcome.value {
        // An item that names its publisher keeps it; what was made of its address and the feed's
        // title gives way.
        let made = read::outlet_of(own.as_deref(), article.source.url.as_deref());
        let publisher = &mut article.source.publisher;
        if source.publisher.is_some() && (publisher.is_none() || *publisher == made) {
            publisher.clone_from(&source.publisher);
        }
        article.opinion |= source.opinion;
        article.feed = Some(key.clone());
    }
    Ok(outcome)
}

/// A page's article.
pub(super) fn page(
    bytes: &[u8],
    place: Place,
    client: &Client<'_>,
) -> Result<Outcome<Vec<Article>>, FetchError> {
    let address = match &place {
        Place::Url(address) => read::canonical_address(address),
        _ => None,
    };
    let mut outcome = read::read(bytes, &place, None, &limits(client));
    refuse_nothing(&outcome)?;
    for article in &mut outcome.value {
        // A page may call itself by another address of its site, not by one of another's.
        let named = article.source.url.take();
        let same = |named: &String| {
            host(Some(named)).is_some() && host(Some(named)) == host(address.as_ref())
        };
        article.source.url = named.filter(same).or_else(|| address.clone());
    }
    Ok(outcome)
}

/// An article's page fetched for its text.
pub(super) fn article(reply: &Reply, client: &Client<'_>) -> Result<Article, FetchError> {
    if !matches!(reply.status, 200 | 203) {
        return Err(FetchError::Status(reply.status));
    }
    let bytes = text_of(reply);
    let place = Place::Url(reply.address.clone());
    if read::detect(&bytes, &place) != Format::Html {
        return Err(FetchError::Content("it is no page".to_owned()));
    }
    let mut articles = page(&bytes, place, client)?.value.into_iter();
    articles.next().ok_or_else(|| FetchError::Content("the page holds no article".to_owned()))
}

/// A reply of which nothing could be read is an error with the reader's words.
fn refuse_nothing(outcome: &Outcome<Vec<Article>>) -> Result<(), FetchError> {
    let failed = outcome.warnings.iter().find(|warning| warning.severity == Severity::Failed);
    match failed {
        Some(warning) if outcome.value.is_empty() => {
            Err(FetchError::Content(warning.message.clone()))
        }
        _ => Ok(()),
    }
}

/// SHA-256 of a reply.
pub(super) fn digest(bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest as _;
    sha2::Sha256::digest(bytes).into()
}

/// An address as a page writes it, made absolute.
fn joined(page: &str, base: Option<&str>, address: &str) -> Option<String> {
    let page = Url::parse(page).ok()?;
    let base = base.and_then(|base| page.join(base).ok()).unwrap_or(page);
    base.join(address).ok().map(|url| url.to_string())
}

fn host(address: Option<&String>) -> Option<String> {
    let url = Url::parse(address?).ok()?;
    url.host_str().map(|host| host.strip_prefix("www.").unwrap_or(host).to_owned())
}

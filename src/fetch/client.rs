//! One request with everything that may go wrong: deadline, caps, redirects, guard, politeness.

use core::time::Duration;
use std::collections::BTreeSet;
use std::io;
use std::sync::PoisonError;

use jiff::{SignedDuration, Timestamp};
use ureq::http::{HeaderMap, Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use super::decode::{self, ACCEPTED};
use super::error::FetchError;
use super::gate::{Clock, Gate};
use super::guard::{Guard, is_web_port};
use super::header::Header;
use super::resolve::{GuardedResolver, LocalHosts};

/// How requests are made.
#[derive(Debug, Clone, PartialEq)]
pub struct Manners {
    /// Who asks: the `User-Agent` header, printable ASCII. Its first word up to `/` is our name in
    /// robots.txt.
    pub user_agent: String,
    /// How long one fetch may take with all its redirects, without waiting for politeness' sake.
    /// Default 30 s.
    pub timeout: Duration,
    /// The most bytes of a reply, packed and unpacked. Default 16 MiB.
    pub max_bytes: u64,
    /// Redirects that are followed. Default 8.
    pub max_redirects: u32,
    /// Pause between two requests to one host. Default 1 s.
    pub pause: Duration,
    /// Hosts that are asked at the same time. Default 8.
    pub jobs: usize,
    /// Which addresses beside public ones may be connected to.
    pub guard: Guard,
    /// The proxy that all requests go through (`http://user:password@host:port`). Default none.
    pub proxy: Option<String>,
    /// Hosts that are asked without it, comma-separated (`localhost, .example.org`).
    pub no_proxy: String,
    /// Certificates of authorities (PEM) that are trusted instead of the usual ones. Default none:
    /// the usual ones are.
    pub authorities: Option<String>,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            user_agent: user_agent(),
            timeout: Duration::from_secs(30),
            max_bytes: 16 << 20,
            max_redirects: 8,
            pause: Duration::from_secs(1),
            jobs: 8,
            guard: Guard::default(),
            proxy: None,
            no_proxy: String::new(),
            authorities: None,
        }
    }
}

/// Who we are: name, version and, where the package names one, the page that tells more.
#[must_use]
pub fn user_agent() -> String {
    let name = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let pages = [env!("CARGO_PKG_HOMEPAGE"), env!("CARGO_PKG_REPOSITORY")];
    match pages.into_iter().find(|page| !page.is_empty()) {
        Some(page) => format!("{name} (+{page})"),
        None => format!("{name} (feed reader)"),
    }
}

/// [`Manners`] that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadManners {
    /// A header must be printable ASCII.
    #[error("the user agent `{0}` is not printable ASCII that begins with a name")]
    UserAgent(String),
    /// A proxy has a scheme, a host and perhaps a port.
    #[error("the proxy's address is none; write it like http://proxy.example:3128")]
    Proxy,
    /// The authorities are certificates in PEM.
    #[error("the authorities' file holds no certificate (PEM)")]
    Authorities,
}

/// The head of a server's reply is read up to this length, in bytes.
const MOST_HEAD: usize = 64 << 10;
/// Addresses longer than this, in bytes, are not asked for.
const MOST_ADDRESS: usize = 8 << 10;
/// The longest `ETag` or `Last-Modified` that is kept, in bytes.
const MOST_VALIDATOR: usize = 1024;
/// The longest time that a `Retry-After` is taken to mean.
const MOST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// What kind of reply is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Want {
    Feed,
    Page,
    Robots,
}

impl Want {
    const fn accept(self) -> &'static str {
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

/// Makes requests. Shared between threads.
pub(super) struct Client<'c> {
    open: Agent,
    near: Agent,
    strict: Agent,
    proxied: Option<ureq::Proxy>,
    local: LocalHosts,
    pub(super) gate: Gate<'c>,
    pub(super) clock: &'c dyn Clock,
    pub(super) manners: Manners,
}

impl<'c> Client<'c> {
    pub(super) fn new(manners: Manners, clock: &'c dyn Clock) -> Result<Self, BadManners> {
        let name = &manners.user_agent;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic())
            || !name.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic())
        {
            return Err(BadManners::UserAgent(name.chars().take(80).collect()));
        }
        let local = LocalHosts::default();
        let proxy = manners
            .proxy
            .as_deref()
            .map(|address| proxy_of(address, &manners.no_proxy).ok_or(BadManners::Proxy))
            .transpose()?;
        let tls = match &manners.authorities {
            Some(pem) => trusting(pem).ok_or(BadManners::Authorities)?,
            None => TlsConfig::default(),
        };
        let agent = |guard: Guard| {
            let config = Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .proxy(proxy.clone())
                .tls_config(tls.clone())
                .user_agent(name)
                .max_response_header_size(MOST_HEAD)
                .max_idle_connections(manners.jobs)
                .max_idle_connections_per_host(1)
                .build();
            let proxy = proxy.as_ref().map(|proxy| proxy.host().to_owned());
            let resolver = GuardedResolver { guard, proxy, local: local.clone() };
            Agent::with_parts(config, DefaultConnector::default(), resolver)
        };
        Ok(Self {
            open: agent(manners.guard.clone()),
            near: agent(Guard { loopback: false, networks: manners.guard.networks.clone() }),
            strict: agent(Guard::strict()),
            proxied: proxy,
            local: local.clone(),
            gate: Gate::new(manners.pause, clock),
            clock,
            manners,
        })
    }

    /// Our name in robots.txt, in lower case.
    pub(super) fn token(&self) -> String {
        let end = self.manners.user_agent.find(['/', ' ']);
        let name = self.manners.user_agent.get(..end.unwrap_or(usize::MAX));
        name.unwrap_or(&self.manners.user_agent).to_ascii_lowercase()
    }

    /// Makes a request and follows its redirects. A reply with an error's status is a reply too.
    pub(super) fn get(&self, request: Request<'_>) -> Result<Reply, FetchError> {
        let (mut url, login) = target(request.address)?;
        let origin = url.origin();
        let mut seen = BTreeSet::from([url.to_string()]);
        let mut spent = Duration::ZERO;
        let mut from = request.origin.clone();
        let (mut moved, mut permanent) = (None, true);
        for _ in 0..=self.manners.max_redirects {
            if let Some(permit) = request.permit {
                permit(&url, &from)?;
            }
            let own = url.origin() == origin;
            let headers = if own { request.headers } else { &[] };
            let named = headers.iter().any(|header| header.name() == "authorization");
            let login = login.as_deref().filter(|_| own && !named);
            let pass = self.gate.enter(&authority(&url));
            let left = self.manners.timeout.saturating_sub(spent);
            let start = self.clock.elapsed();
            let response = self.ask(&url, &Request { headers, ..request }, login, &from, left)?;
            let local = self.is_local(&url).then(|| authority(&url));
            let status = response.status().as_u16();
            if !matches!(status, 301 | 302 | 303 | 307 | 308) {
                let reply = self.reply(response, &url, request.want)?;
                return Ok(Reply { moved, local, ..reply });
            }
            let next = follow(&url, response.headers())?;
            drop(response);
            drop(pass);
            spent += self.clock.elapsed().saturating_sub(start);
            permanent &= matches!(status, 301 | 308);
            if permanent {
                moved = Some(next.to_string());
            }
            if !seen.insert(next.to_string()) {
                return Err(FetchError::Circle);
            }
            from = Origin::of(local.as_ref());
            url = next;
        }
        Err(FetchError::Redirects(self.manners.max_redirects))
    }

    fn ask(
        &self,
        url: &Url,
        request: &Request<'_>,
        login: Option<&str>,
        from: &Origin,
        left: Duration,
    ) -> Result<Response<Body>, FetchError> {
        if left.is_zero() {
            return Err(self.late());
        }
        let agent = self.agent(url, from);
        self.check_written(url, from)?;
        let mut call = agent
            .get(url.as_str())
            .header(header::ACCEPT, request.want.accept())
            .header(header::ACCEPT_ENCODING, ACCEPTED);
        for (name, value) in [
            (header::IF_NONE_MATCH, request.etag),
            (header::IF_MODIFIED_SINCE, request.last_modified),
            (header::AUTHORIZATION, login),
        ] {
            if let Some(value) = value {
                call = call.header(name, value);
            }
        }
        for header in request.headers {
            call = call.header(header.name(), header.value());
        }
        call.config().timeout_global(Some(left)).build().call().map_err(|error| self.error(error))
    }

    fn agent(&self, url: &Url, from: &Origin) -> &Agent {
        match from {
            Origin::Person => &self.open,
            Origin::Local(server) if is_near(server, url) => &self.open,
            Origin::Local(_) => &self.near,
            Origin::Public => &self.strict,
        }
    }

    /// A proxy resolves the names; what is written out as an address, or is this machine's name, is
    /// checked here.
    fn check_written(&self, url: &Url, from: &Origin) -> Result<(), FetchError> {
        let Some(proxy) = &self.proxied else { return Ok(()) };
        let host = url.host_str().unwrap_or("").trim_matches(['[', ']']);
        let by_proxy = url.as_str().parse().is_ok_and(|uri| !proxy.is_no_proxy(&uri));
        let own = host == "localhost" || host.ends_with(".localhost");
        let address =
            if own { Some(std::net::Ipv4Addr::LOCALHOST.into()) } else { host.parse().ok() };
        let Some(address) = address.filter(|_| by_proxy) else { return Ok(()) };
        let guard = match from {
            Origin::Person => self.manners.guard.clone(),
            Origin::Local(_) => {
                Guard { loopback: false, networks: self.manners.guard.networks.clone() }
            }
            Origin::Public => Guard::strict(),
        };
        guard.check(address).map_err(|kind| FetchError::Refused {
            host: host.to_owned(),
            address,
            kind,
        })
    }

    fn reply(
        &self,
        mut response: Response<Body>,
        url: &Url,
        want: Want,
    ) -> Result<Reply, FetchError> {
        let status = response.status().as_u16();
        let headers = response.headers();
        let text = |name: header::HeaderName| {
            headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
        };
        let short = |name: header::HeaderName| {
            text(name).filter(|value| !value.is_empty() && value.len() <= MOST_VALIDATOR)
        };
        let codings: Vec<&str> = headers
            .get_all(header::CONTENT_ENCODING)
            .iter()
            .map(|value| value.to_str().unwrap_or("unreadable"))
            .collect();
        let codings = codings.join(",");
        let (media, charset) = content_type(text(header::CONTENT_TYPE).as_deref().unwrap_or(""));
        let retry_at =
            text(header::RETRY_AFTER).and_then(|value| retry_at(&value, self.clock.now()));
        let mut reply = Reply {
            status,
            address: url.to_string(),
            moved: None,
            etag: short(header::ETAG),
            last_modified: short(header::LAST_MODIFIED),
            retry_at,
            media,
            charset,
            body: Vec::new(),
            local: None,
        };
        if status == 200 || status == 203 {
            let (most, cut) = match want {
                Want::Robots => (super::robots::MOST_BYTES, true),
                Want::Feed | Want::Page => (self.manners.max_bytes, false),
            };
            let broken = |error: &io::Error| self.broken(error);
            let body = response.body_mut().as_reader();
            reply.body = decode::read_all(body, Some(&codings), most, cut, &broken)?;
        }
        Ok(reply)
    }

    fn is_local(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or("").trim_matches(['[', ']']);
        let known = self.local.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(host).copied().unwrap_or(false)
    }

    const fn late(&self) -> FetchError {
        FetchError::Late(self.manners.timeout.as_secs())
    }

    fn error(&self, error: ureq::Error) -> FetchError {
        use ureq::Error;
        match error {
            Error::Timeout(_) => self.late(),
            Error::HostNotFound => FetchError::NoHost("this".to_owned()),
            Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                FetchError::Connection("it ended before the reply".to_owned())
            }
            // What TLS refuses comes as invalid data: a certificate does not get better by asking
            // again.
            Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                FetchError::Tls(error.to_string())
            }
            Error::Io(error) => FetchError::Connection(error.to_string()),
            Error::ConnectionFailed => FetchError::Connection("no address answered".to_owned()),
            Error::BodyStalled => FetchError::Incomplete("nothing more came".to_owned()),
            Error::LargeResponseHeader(_, most) => FetchError::LongHead(most),
            Error::Tls(_) | Error::Rustls(_) | Error::TlsRequired | Error::Pem(_) => {
                FetchError::Tls(error.to_string())
            }
            Error::BadUri(_) => FetchError::BadAddress,
            Error::Other(inner) => match inner.downcast::<FetchError>() {
                Ok(error) => *error,
                Err(other) => FetchError::Connection(other.to_string()),
            },
            other => FetchError::Reply(other.to_string()),
        }
    }

    /// What an error while the body was read means.
    fn broken(&self, error: &io::Error) -> FetchError {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<ureq::Error>());
        match inner {
            Some(ureq::Error::Timeout(_)) => self.late(),
            Some(other) => FetchError::Incomplete(other.to_string()),
            None if error.kind() == io::ErrorKind::UnexpectedEof => {
                FetchError::Incomplete("the connection ended before it".to_owned())
            }
            None => FetchError::Incomplete(error.to_string()),
        }
    }
}

/// Trust in the authorities of a PEM file and in no others.
fn trusting(pem: &str) -> Option<TlsConfig> {
    let mut certificates = Vec::new();
    for item in ureq::tls::parse_pem(pem.as_bytes()) {
        if let PemItem::Certificate(certificate) = item.ok()? {
            certificates.push(certificate);
        }
    }
    let roots = RootCerts::new_with_certs(&certificates);
    (!certificates.is_empty()).then(|| TlsConfig::builder().root_certs(roots).build())
}

/// A proxy by its address.
fn proxy_of(address: &str, no_proxy: &str) -> Option<ureq::Proxy> {
    let url = Url::parse(address.trim()).ok()?;
    if url.scheme() != "http" {
        return None;
    }
    let word = |text: &str| String::from_utf8(percent_decoded(text)).ok();
    let mut builder = ureq::Proxy::builder(ureq::ProxyProtocol::Http)
        .host(url.host_str()?)
        .port(url.port_or_known_default()?);
    if !url.username().is_empty() {
        builder = builder.username(&word(url.username())?);
        builder = builder.password(&word(url.password().unwrap_or(""))?);
    }
    for host in no_proxy.split(',').map(str::trim).filter(|host| !host.is_empty()) {
        builder = builder.no_proxy(host);
    }
    builder.build().ok()
}

/// An address as it is asked for, and the `Authorization` that its user name and password make.
fn target(address: &str) -> Result<(Url, Option<String>), FetchError> {
    let url = Url::parse(address.trim()).map_err(|_| FetchError::BadAddress)?;
    let login = (!url.username().is_empty() || url.password().is_some()).then(|| {
        let word = |text: &str| percent_decoded(text);
        let pair = [word(url.username()), word(url.password().unwrap_or(""))].join(&b':');
        format!("Basic {}", base64(&pair))
    });
    Ok((checked(url)?, login))
}

/// Only http and https, no user name, no fragment, no strange port, not endless.
fn checked(mut url: Url) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https")
        || url.host_str().is_none_or(str::is_empty)
        || url.as_str().len() > MOST_ADDRESS
        || url.set_username("").is_err()
        || url.set_password(None).is_err()
    {
        return Err(FetchError::BadAddress);
    }
    url.set_fragment(None);
    match url.port_or_known_default() {
        Some(port) if is_web_port(port) => Ok(url),
        port => Err(FetchError::BadPort(port.unwrap_or(0))),
    }
}

/// An address without the user name and password that it may hold; what is no address stays as it
/// is.
pub(super) fn without_login(address: &str) -> String {
    match Url::parse(address.trim()) {
        Ok(url) if url.username().is_empty() && url.password().is_none() => {
            address.trim().to_owned()
        }
        Ok(mut url) => {
            let done = url.set_username("").is_ok() && url.set_password(None).is_ok();
            if done { url.to_string() } else { String::new() }
        }
        Err(_) => address.trim().to_owned(),
    }
}

/// The host and port of an address, by which politeness is measured.
pub(super) fn authority(url: &Url) -> String {
    let port = url.port_or_known_default().unwrap_or(0);
    format!("{}:{port}", url.host_str().unwrap_or(""))
}

/// Whether an address is on a server: the same host, and its port or one of the web's own.
fn is_near(server: &str, url: &Url) -> bool {
    let host = server.rsplit_once(':').map_or(server, |(host, _)| host);
    let port = url.port_or_known_default();
    authority(url) == server || url.host_str() == Some(host) && matches!(port, Some(80 | 443))
}

/// Where a redirect leads.
fn follow(from: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let location = headers.get(header::LOCATION).ok_or(FetchError::NoTarget)?;
    let location = String::from_utf8_lossy(location.as_bytes());
    let location = location.trim();
    if location.is_empty() {
        return Err(FetchError::NoTarget);
    }
    let refuse = |why: FetchError| {
        let address = location.chars().take(100).collect();
        FetchError::BadTarget { address, why: Box::new(why) }
    };
    let next = from.join(location).map_err(|_| refuse(FetchError::BadAddress))?;
    checked(next).map_err(refuse)
}

/// Media type and charset of a `Content-Type`.
fn content_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let media = parts.next().unwrap_or("").trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).trim();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    (Some(media).filter(|media| media.contains('/')), charset)
}

/// The moment that a `Retry-After` means, at most a day away; `None` for one that lies in the past
/// or makes no sense.
fn retry_at(value: &str, now: Timestamp) -> Option<Timestamp> {
    let value = value.trim();
    let latest = now.checked_add(MOST_WAIT).ok()?;
    let at = if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let seconds = value.parse().unwrap_or(i64::MAX).min(MOST_WAIT.as_secs());
        now.checked_add(SignedDuration::from_secs(seconds)).ok()?
    } else {
        crate::read::parse_date(value)?.at
    };
    (at > now).then(|| at.min(latest))
}

fn percent_decoded(text: &str) -> Vec<u8> {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match (byte, digit(at + 1), digit(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}

pub(super) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4_usize {
            let index = (group >> (18 - 6 * place)) & 63;
            let letter = usize::try_from(index).ok().and_then(|index| LETTERS.get(index));
            out.push(if place > chunk.len() {
                '='
            } else {
                char::from(letter.copied().unwrap_or(b'='))
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        let ok = |address: &str| target(address).map(|(url, login)| (url.to_string(), login));
        assert_eq!(ok(" HTTP://A.example:80/x#y "), Ok(("http://a.example/x".into(), None)));
        assert_eq!(
            ok("https://ann:p%40ss@a.example/x"),
            Ok(("https://a.example/x".into(), Some("Basic YW5uOnBAc3M=".into())))
        );
        assert_eq!(ok("http://0x7f.1/"), Ok(("http://127.0.0.1/".into(), None)));
        assert_eq!(
            ok("https://bücher.example/"),
            Ok(("https://xn--bcher-kva.example/".into(), None))
        );
        for bad in
            ["", "feed.xml", "file:///etc/passwd", "ftp://a.example/", "javascript:x", "data:,x"]
        {
            assert_eq!(ok(bad), Err(FetchError::BadAddress), "{bad}");
        }
        assert_eq!(ok("http://a.example:25/"), Err(FetchError::BadPort(25)));
        assert_eq!(
            ok(&format!("http://a.example/{}", "x".repeat(9000))),
            Err(FetchError::BadAddress)
        );
        assert_eq!(without_login("https://ann:x@a.example/f"), "https://a.example/f");
        assert_eq!(without_login("https://a.example/f"), "https://a.example/f");
        assert_eq!(without_login(" nonsense"), "nonsense");
    }

    #[test]
    fn encodings_of_logins() {
        for (bytes, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
        assert_eq!(percent_decoded("a%41%zz%4"), b"aA%zz%4");
    }

    #[test]
    fn content_types() {
        let of = |value: &str| content_type(value);
        assert_eq!(
            of("Text/XML; x=1; Charset=\"ISO-8859-1\""),
            (Some("text/xml".into()), Some("ISO-8859-1".into()))
        );
        assert_eq!(of("; ; =\u{1b}"), (None, None));
        assert_eq!(of("text/html; charset="), (Some("text/html".into()), None));
    }

    #[test]
    fn waits() {
        let now: Timestamp = "2026-05-10T18:00:00Z".parse().unwrap();
        let of = |value: &str| retry_at(value, now).map(|at| at.to_string());
        assert_eq!(of("120").as_deref(), Some("2026-05-10T18:02:00Z"));
        assert_eq!(of("99999999999999999999999").as_deref(), Some("2026-05-11T18:00:00Z"));
        assert_eq!(of("Sun, 10 May 2026 19:00:00 GMT").as_deref(), Some("2026-05-10T19:00:00Z"));
        assert_eq!(of("Tue, 31 Dec 2030 23:59:59 GMT").as_deref(), Some("2026-05-11T18:00:00Z"));
        for none in [
            "0",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "-5",
            "soon",
            "",
            "Sun, 10 May 2020 19:00:00 GMT",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }
}

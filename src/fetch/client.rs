//! One request with everything that may go wrong: deadline, caps, redirects, guard, politeness.

use core::time::Duration;
use std::collections::BTreeSet;
use std::io;
use std::sync::PoisonError;

use ureq::http::{Response, header};
use ureq::tls::{PemItem, RootCerts, TlsConfig};
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};
use url::Url;

use super::address::{authority, content_type, follow, is_near, percent_decoded, retry_at, target};
use super::decode::{self, ACCEPTED};
use super::error::FetchError;
use super::gate::{Clock, Gate};
use super::guard::Guard;
use super::manners::{BadManners, Manners};
use super::request::{Origin, Reply, Request, Want};
use super::resolve::{GuardedResolver, LocalHosts};

/// The head of a server's reply is read up to this length, in bytes.
const MOST_HEAD: usize = 64 << 10;
/// The longest `ETag` or `Last-Modified` that is kept, in bytes.
const MOST_VALIDATOR: usize = 1024;

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

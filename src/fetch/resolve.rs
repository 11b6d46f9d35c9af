//! Host names become addresses once, are checked, and only the checked ones are connected to.
//!
//! Checking a name first and letting the HTTP client resolve it again would leave a gap: a name
//! server may answer with another address the second time ("DNS rebinding").

use core::net::SocketAddr;
use std::collections::BTreeMap;
use std::net::ToSocketAddrs as _;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::error::FetchError;
use super::guard::{Guard, Kind, kind_of};

/// Hosts that resolved to something other than a public address.
pub(super) type LocalHosts = Arc<Mutex<BTreeMap<String, bool>>>;

/// Resolves through the system and lets through what the guard does.
#[derive(Debug)]
pub(super) struct GuardedResolver {
    pub(super) guard: Guard,
    /// The host of the proxy, which the person named and the guard lets be.
    pub(super) proxy: Option<String>,
    pub(super) local: LocalHosts,
}

/// The most addresses of one host that are tried; as many as the HTTP client keeps.
const MOST: usize = 16;

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        _config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let fail = |error: FetchError| ureq::Error::Other(Box::new(error));
        let host = uri.host().unwrap_or("").trim_matches(['[', ']']).to_owned();
        let default = if uri.scheme_str() == Some("https") { 443 } else { 80 };
        let port = uri.port_u16().unwrap_or(default);
        let found = look_up(host.clone(), port, *timeout.after).map_err(|late| {
            if late {
                ureq::Error::Timeout(timeout.reason)
            } else {
                fail(FetchError::NoHost(host.clone()))
            }
        })?;
        let mut passed = self.empty();
        if self.proxy.as_deref().is_some_and(|proxy| proxy.trim_matches(['[', ']']) == host) {
            found.iter().take(MOST).for_each(|address| passed.push(*address));
            return Ok(passed);
        }
        let mut refused = None;
        for address in found.iter().take(MOST) {
            match self.guard.check(address.ip()) {
                Ok(()) => passed.push(*address),
                Err(kind) => refused = refused.or(Some((address.ip(), kind))),
            }
        }
        if passed.is_empty() {
            return Err(fail(match refused {
                Some((address, kind)) => FetchError::Refused { host, address, kind },
                None => FetchError::NoHost(host),
            }));
        }
        let local = passed.iter().any(|address| kind_of(address.ip()) != Kind::Public);
        self.local.lock().unwrap_or_else(PoisonError::into_inner).insert(host, local);
        Ok(passed)
    }
}

/// The addresses of a host; the error says whether time ran out. The system's call knows no
/// deadline, so it gets a thread.
fn look_up(host: String, port: u16, within: core::time::Duration) -> Result<Vec<SocketAddr>, bool> {
    if let Ok(address) = host.parse() {
        return Ok(vec![SocketAddr::new(address, port)]);
    }
    let (sender, receiver) = sync_channel(1);
    let ask = move || {
        let found = (host.as_str(), port).to_socket_addrs().map(Iterator::collect::<Vec<_>>);
        // Nobody waits any more when the deadline has passed.
        let _ = sender.send(found);
    };
    std::thread::Builder::new().spawn(ask).map_err(|_| false)?;
    match receiver.recv_timeout(within) {
        Ok(found) => found.map_err(|_| false),
        Err(RecvTimeoutError::Timeout) => Err(true),
        Err(RecvTimeoutError::Disconnected) => Err(false),
    }
}

//! How requests are made: who asks, how fast, how long, how much, of whom.

use core::time::Duration;

use super::guard::Guard;

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

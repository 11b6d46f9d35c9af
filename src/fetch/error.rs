//! Why something could not be fetched.

use core::net::IpAddr;

use super::guard::Kind;

/// Why something could not be fetched. The messages are for people: what happened, without the
/// address asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No address of the web.
    #[error("it is no address of the web; only http and https are fetched")]
    BadAddress,
    /// A port on which no web server listens.
    #[error("port {0} is not for web servers, and is not asked")]
    BadPort(u16),
    /// The name resolves only to addresses that may not be connected to.
    #[error("{host} is a {kind} address ({address}), which is not fetched unless allowed")]
    Refused {
        /// The name asked for.
        host: String,
        /// What it resolved to.
        address: IpAddr,
        /// What kind of address that is.
        kind: Kind,
    },
    /// The name could not be resolved.
    #[error("no host of the name {0} was found")]
    NoHost(String),
    /// No connection, or one that broke off.
    #[error("the connection failed: {0}")]
    Connection(String),
    /// The server's certificate or its TLS was not in order.
    #[error("the encrypted connection failed: {0}")]
    Tls(String),
    /// The deadline passed.
    #[error("no complete reply within {0} s")]
    Late(u64),
    /// What came was not HTTP.
    #[error("the server's reply is not in order: {0}")]
    Reply(String),
    /// The reply's head is too long.
    #[error("the head of the server's reply is longer than {0} bytes")]
    LongHead(usize),
    /// The reply is longer than what is read.
    #[error("it is longer than {0} bytes")]
    TooLarge(u64),
    /// The reply broke off.
    #[error("the reply is incomplete: {0}")]
    Incomplete(String),
    /// The reply's compression was not in order, or is not known.
    #[error("its {0}")]
    Coding(String),
    /// More redirects than are followed.
    #[error("it redirects more than {0} times")]
    Redirects(u32),
    /// A redirect to where it came from.
    #[error("its redirects lead in a circle")]
    Circle,
    /// A redirect that names no address.
    #[error("it redirects without saying where to")]
    NoTarget,
    /// A redirect that is not followed.
    #[error("it redirects to {address}: {why}")]
    BadTarget {
        /// Where to, shortened.
        address: String,
        /// Why not.
        why: Box<FetchError>,
    },
    /// The server answered with an error, or with nothing.
    #[error("the server answered {}", status_text(*.0))]
    Status(u16),
    /// "Not modified" without having been asked.
    #[error("the server answered 304 (not modified) to a first request")]
    Unasked,
    /// What came is neither a feed nor a page.
    #[error("{0}")]
    Content(String),
    /// The site's robots.txt asks not to fetch it.
    #[error("the site's robots.txt asks not to fetch it")]
    Robots,
    /// The site asks for a longer pause between two pages than a run waits; in seconds.
    #[error("the site asks for {0} s between two pages; it is left for the next run")]
    Crowded(u64),
    /// The site's robots.txt could not be had, which counts as a refusal.
    #[error("the site's robots.txt could not be had: {0}")]
    NoRobots(Box<FetchError>),
}

impl FetchError {
    /// Whether trying again later may well succeed: nothing is wrong with the address itself.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            Self::NoHost(_)
            | Self::Connection(_)
            | Self::Late(_)
            | Self::Incomplete(_)
            | Self::Crowded(_) => true,
            Self::Status(code) => matches!(code, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            Self::BadTarget { why, .. } | Self::NoRobots(why) => why.passes(),
            _ => false,
        }
    }

    /// What the person can do about it, where there is something.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Refused { kind: Kind::Loopback, .. } => {
                Some("--allow-loopback, if the server on this machine is meant")
            }
            Self::Refused { .. } => Some("--allow-network allows its network, if it is meant"),
            Self::TooLarge(_) => Some("raise --max-bytes"),
            Self::Late(_) => Some("raise --timeout, or try again later"),
            Self::Status(410) => Some("it is gone for good: take it out of your list"),
            Self::Status(401 | 403) => Some("the server wants to know who asks, or refuses us"),
            Self::BadTarget { why, .. } => why.hint(),
            _ => None,
        }
    }
}

/// A status code with its meaning, where that is common knowledge.
fn status_text(code: u16) -> String {
    let meaning = match code {
        204 | 205 => "no content",
        206 => "partial content",
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        406 => "not acceptable",
        407 => "proxy authentication required",
        408 => "request timeout",
        410 => "gone",
        418 => "I'm a teapot",
        429 => "too many requests",
        451 => "unavailable for legal reasons",
        500 => "internal server error",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return code.to_string(),
    };
    format!("{code} ({meaning})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes() {
        assert!(FetchError::Status(503).passes());
        assert!(FetchError::Late(30).passes());
        assert!(!FetchError::Status(404).passes());
        let why = Box::new(FetchError::Late(1));
        assert!(FetchError::BadTarget { address: String::new(), why }.passes());
        assert_eq!(
            FetchError::Status(429).to_string(),
            "the server answered 429 (too many requests)"
        );
        assert_eq!(FetchError::Status(999).to_string(), "the server answered 999");
    }
}

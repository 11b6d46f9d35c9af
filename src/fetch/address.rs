//! Addresses as they are asked for and as replies name them, and what else a reply's headers mean.

use jiff::{SignedDuration, Timestamp};
use ureq::http::{HeaderMap, header};
use url::Url;

use super::error::FetchError;
use super::guard::is_web_port;
use crate::text::encode::base64;

/// Addresses longer than this, in bytes, are not asked for.
const MOST_ADDRESS: usize = 8 << 10;

/// The longest time that a `Retry-After` is taken to mean.
const MOST_WAIT: SignedDuration = SignedDuration::from_hours(24);

/// An address as it is asked for, and the `Authorization` that its user name and password make.
pub(super) fn target(address: &str) -> Result<(Url, Option<String>), FetchError> {
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
pub(super) fn is_near(server: &str, url: &Url) -> bool {
    let host = server.rsplit_once(':').map_or(server, |(host, _)| host);
    let port = url.port_or_known_default();
    authority(url) == server || url.host_str() == Some(host) && matches!(port, Some(80 | 443))
}

/// Where a redirect leads.
pub(super) fn follow(from: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
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
pub(super) fn content_type(value: &str) -> (Option<String>, Option<String>) {
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
pub(super) fn retry_at(value: &str, now: Timestamp) -> Option<Timestamp> {
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

pub(super) fn percent_decoded(text: &str) -> Vec<u8> {
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

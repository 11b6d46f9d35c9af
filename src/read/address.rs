//! Web addresses in their canonical form, without what only tracks readers.

/// Query parameters that name a campaign or a reader, never a page.
const TRACKING: [&str; 44] = [
    "fbclid",
    "gclid",
    "gclsrc",
    "dclid",
    "wbraid",
    "gbraid",
    "msclkid",
    "twclid",
    "yclid",
    "ysclid",
    "igshid",
    "igsh",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "vero_id",
    "vero_conv",
    "oly_anon_id",
    "oly_enc_id",
    "wickedid",
    "ncid",
    "cmpid",
    "cmp",
    "icid",
    "ito",
    "smid",
    "smtyp",
    "sref",
    "xtor",
    "taid",
    "at_medium",
    "at_campaign",
    "at_custom1",
    "ns_campaign",
    "ns_mchannel",
    "guccounter",
    "guce_referrer",
    "s_cid",
    "traffic_source",
    "ref_src",
    "ref_url",
];

/// The canonical form of an `http` or `https` address: scheme and host in lower case, no user name,
/// default port, fragment or tracking parameter; `None` for anything else (`javascript:`, `file:`,
/// relative ones, control characters, more than 2,000 bytes).
///
/// ```
/// use tidings::read::canonical_address;
/// assert_eq!(
///     canonical_address("HTTPS://News.example/a?id=7&utm_source=x#top").as_deref(),
///     Some("https://news.example/a?id=7"),
/// );
/// assert_eq!(canonical_address("javascript:alert(1)"), None);
/// ```
#[must_use]
pub fn canonical_address(address: &str) -> Option<String> {
    let address = address.trim();
    let odd = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || matches!(c, '<' | '>' | '"' | '`' | '\\' | '{' | '}' | '^')
    };
    if address.len() > 2000 || address.contains(odd) || super::tidy::tidy(address) != address {
        return None;
    }
    let (scheme, rest) = address.split_once("://")?;
    let (scheme, default_port) = match scheme.to_ascii_lowercase().as_str() {
        "http" => ("http", ":80"),
        "https" => ("https", ":443"),
        _ => return None,
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let host = authority.rsplit('@').next()?.to_lowercase();
    let host = host.strip_suffix(default_port).unwrap_or(&host).trim_end_matches('.');
    let valid =
        |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']' | '%');
    if host.is_empty() || !host.contains(char::is_alphanumeric) || !host.chars().all(valid) {
        return None;
    }
    let tail = tail.split('#').next().unwrap_or("");
    let (path, query) = tail.split_once('?').map_or((tail, ""), |(path, query)| (path, query));
    let kept: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !tracks(pair)).collect();
    let mark = if kept.is_empty() { "" } else { "?" };
    let path = if path.is_empty() { "/" } else { path };
    let tail = format!("{path}{mark}{}", kept.join("&")).replace('\'', "%27").replace('|', "%7C");
    Some(format!("{scheme}://{host}{tail}"))
}

fn tracks(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
    name.starts_with("utm_")
        || name.starts_with("pk_")
        || name.starts_with("mtm_")
        || TRACKING.contains(&name.as_str())
}

/// An address as a page gives it, made absolute by the page's own (RFC 3986, 5.2).
pub(super) fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    if let Some(rest) = address.strip_prefix("//") {
        let scheme = base.and_then(|base| base.split_once("://")).map_or("https", |(s, _)| s);
        return canonical_address(&format!("{scheme}://{rest}"));
    }
    if address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) {
        return canonical_address(address);
    }
    if address.is_empty() || address.starts_with('#') || address.len() > 2000 {
        return None;
    }
    let (scheme, rest) = base?.split_once("://")?;
    let rest = rest.split(['#', '?']).next()?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let joined = if address.starts_with('/') {
        address.to_owned()
    } else if address.starts_with('?') {
        format!("{}{address}", if path.is_empty() { "/" } else { path })
    } else {
        let folder = path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or("/");
        format!("{folder}{address}")
    };
    let (path, tail) = joined.split_at(joined.find(['?', '#']).unwrap_or(joined.len()));
    canonical_address(&format!("{scheme}://{host}{}{tail}", without_dots(path)))
}

/// A path without its `.` and `..` steps.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut steps = path.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let last = steps.peek().is_none();
        match step {
            "." | ".." => {
                if step == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            step => kept.push(step),
        }
    }
    format!("/{}", kept.join("/"))
}

/// The host of an address without "www.", as a publisher's name of last resort.
pub(super) fn host(address: &str) -> Option<String> {
    let canonical = canonical_address(address)?;
    let host = canonical.split_once("://")?.1.split(['/', '?', ':']).next()?.to_owned();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// The day in an address like `/2026/05/04/title`.
pub(super) fn day_in_address(url: &str) -> Option<String> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '?']).collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else { return None };
        let number = |text: &str, length: usize| {
            (text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| text.parse::<u32>().ok())
                .flatten()
        };
        let (y, m, d) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
        ((1990..2100).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d))
            .then(|| format!("{year}-{month}-{day}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical() {
        for (source, expected) in [
            (
                "https://News.Example:443/A/b?utm_source=x&id=1&fbclid=2&gclid=3#c",
                Some("https://news.example/A/b?id=1"),
            ),
            ("http://a.example", Some("http://a.example/")),
            ("http://user:pass@a.example/", Some("http://a.example/")),
            (" http://a.example/ä?q=ü ", Some("http://a.example/ä?q=ü")),
            ("http://a.example:8080/?a&b=", Some("http://a.example:8080/?a&b=")),
            ("http://[::1]/x", Some("http://[::1]/x")),
            ("javascript:alert(1)", None),
            ("java\nscript://x", None),
            ("ftp://a.example/", None),
            ("file:///etc/passwd", None),
            ("http:///x", None),
            ("http://a.example/\" onmouseover=x", None),
            ("http://a.example/\u{202e}x", None),
            ("/relative", None),
            ("", None),
        ] {
            assert_eq!(canonical_address(source).as_deref(), expected, "{source}");
        }
        assert_eq!(canonical_address(&format!("http://a.example/{}", "x".repeat(3000))), None);
    }

    #[test]
    fn relative() {
        let base = Some("https://a.example/x/y");
        assert_eq!(absolute("/z", base).as_deref(), Some("https://a.example/z"));
        assert_eq!(absolute("//b.example/z", base).as_deref(), Some("https://b.example/z"));
        for (address, expected) in [
            ("z", Some("https://a.example/x/z")),
            ("./z?q=../r", Some("https://a.example/x/z?q=../r")),
            ("../z", Some("https://a.example/z")),
            ("../../../z/", Some("https://a.example/z/")),
            ("..", Some("https://a.example/")),
            (".", Some("https://a.example/x/")),
            ("?p=7", Some("https://a.example/x/y?p=7")),
            ("/a//b/../c", Some("https://a.example/a//c")),
            ("#top", None),
            ("", None),
            ("mailto:x@a.example", None),
            ("javascript:x", None),
            ("http://b.example/z", Some("http://b.example/z")),
        ] {
            assert_eq!(absolute(address, base).as_deref(), expected, "{address}");
        }
        assert_eq!(
            absolute("z", Some("https://a.example")).as_deref(),
            Some("https://a.example/z")
        );
        assert_eq!(absolute("z", None), None);
        assert_eq!(host("https://www.a.example/x").as_deref(), Some("a.example"));
    }
}

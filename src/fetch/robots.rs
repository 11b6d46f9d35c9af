//! robots.txt as RFC 9309 has it: which pages of a site a robot may fetch.
//!
//! Written by hand after `texting_robots` was looked at: that one gives up the whole file when one
//! rule does not compile, and knows a robot only by exactly equal names; it brings a parser
//! generator and a regex engine along. Here a rule is matched in one pass over the path, piece by
//! piece between its stars.

/// At most this much of a robots.txt is read (RFC 9309, 2.5: at least 500 KiB).
pub(super) const MOST_BYTES: u64 = 512 << 10;

/// A rule: whether it allows, and the pattern with `*` inside and perhaps `$` at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: Vec<u8>,
}

/// What one site's robots.txt says to us.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Rules {
    rules: Vec<Rule>,
    /// Seconds between two requests, where it asks for some (`Crawl-delay`, not in the RFC, but
    /// common).
    pub(super) delay: Option<f64>,
}

impl Rules {
    /// The rules for the robot whose product token is `token` (lower case): those of all groups
    /// that name it, or else of all groups for everybody.
    pub(super) fn parse(bytes: &[u8], token: &str) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{feff}');
        let (mut named, mut general) = (Self::default(), Self::default());
        let (mut found, mut reading_agents) = (false, false);
        let (mut for_us, mut for_all) = (false, false);
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or("");
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            match key.as_str() {
                "user-agent" | "useragent" | "user agent" => {
                    if !reading_agents {
                        (for_us, for_all) = (false, false);
                    }
                    reading_agents = true;
                    for_all |= value == "*" || value.starts_with("* ");
                    for_us |= product(value) == token;
                    found |= for_us;
                }
                "allow" | "disallow" => {
                    reading_agents = false;
                    let pattern = normal(value);
                    // An empty "Disallow:" forbids nothing.
                    if pattern.first().is_some_and(|byte| matches!(byte, b'/' | b'*')) {
                        let rule = Rule { allow: key == "allow", pattern };
                        if for_us {
                            named.rules.push(rule.clone());
                        }
                        if for_all {
                            general.rules.push(rule);
                        }
                    }
                }
                "crawl-delay" => {
                    reading_agents = false;
                    let delay = value.parse().ok().filter(|delay: &f64| *delay >= 0.0);
                    if for_us {
                        named.delay = delay;
                    }
                    if for_all {
                        general.delay = delay;
                    }
                }
                // Sitemaps and what else there is belong to no group.
                _ => {}
            }
        }
        if found { named } else { general }
    }

    /// Whether the path and query of an address may be fetched: the longest rule that fits decides,
    /// of equally long ones the one that allows.
    pub(super) fn allow(&self, path: &str) -> bool {
        let path = normal(path);
        if path == b"/robots.txt" {
            return true;
        }
        self.rules
            .iter()
            .filter(|rule| fits(&rule.pattern, &path))
            .max_by_key(|rule| (rule.pattern.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

/// The product token at the start of a User-Agent line, in lower case.
fn product(value: &str) -> String {
    let end = value.find(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '-' | '_'));
    value.get(..end.unwrap_or(value.len())).unwrap_or("").to_ascii_lowercase()
}

/// Percent-encoding made equal: letters, digits and `-._~` bare, everything else that is encoded in
/// capitals, bytes beyond ASCII and spaces encoded.
fn normal(path: &str) -> Vec<u8> {
    let bytes = path.as_bytes();
    let digit = |at: usize| bytes.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte == b'%'
            && let (Some(high), Some(low)) = (digit(at), digit(at + 1))
        {
            at += 2;
            let value = u8::try_from(high * 16 + low).unwrap_or(b'%');
            if value.is_ascii_alphanumeric() || matches!(value, b'-' | b'.' | b'_' | b'~') {
                out.push(value);
            } else {
                out.extend_from_slice(format!("%{value:02X}").as_bytes());
            }
        } else if byte.is_ascii_graphic() {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    out
}

/// Whether `pattern` fits the start of `path`: `*` is any run of bytes, `$` at the end is the
/// path's end. Each piece between stars is taken at its first place, which is never worse than a
/// later one.
fn fits(pattern: &[u8], path: &[u8]) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix(b"$") {
        Some(rest) => (rest, true),
        None => (pattern, false),
    };
    let mut pieces = pattern.split(|&byte| byte == b'*');
    let Some(mut rest) = pieces.next().and_then(|first| path.strip_prefix(first)) else {
        return false;
    };
    let mut last: Option<&[u8]> = None;
    for piece in pieces {
        if let Some(before) = last.replace(piece) {
            match memchr::memmem::find(rest, before) {
                Some(at) => rest = rest.get(at + before.len()..).unwrap_or(&[]),
                None => return false,
            }
        }
    }
    match last {
        None => !to_end || rest.is_empty(),
        Some(piece) if to_end => rest.ends_with(piece),
        Some(piece) => memchr::memmem::find(rest, piece).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        Rules::parse(robots.as_bytes(), "tidings").allow(path)
    }

    #[test]
    fn groups() {
        let robots = "\u{feff}User-agent: other\nUser-Agent: Tidings/2.0\nDisallow: /a # why\n\n\
                      user-agent: *\rDisallow: /\nSitemap: /x\nuser-agent: tidings\r\nDisallow:/b\nAllow: /b/c";
        assert!(allows(robots, "/"));
        assert!(!allows(robots, "/a"));
        assert!(!allows(robots, "/b"), "groups of one name add up");
        assert!(allows(robots, "/b/c"));
        assert!(allows(robots, "/robots.txt"));
        assert!(!Rules::parse(robots.as_bytes(), "unknown").allow("/"));
        assert!(!Rules::parse(robots.as_bytes(), "other").allow("/a/x"));
        assert!(Rules::parse(robots.as_bytes(), "other").allow("/b"));
        assert!(allows("", "/"));
        assert!(allows("Disallow: /", "/"), "a rule without a group is no rule");
        assert!(allows("User-agent: *\nDisallow:", "/"));
        assert!(!allows("User-agent: *\nSitemap: x\nDisallow: /", "/"));
        assert!(allows("User-agent: tidings-beta\nDisallow: /", "/"));
        assert!(allows("User-agent: *\nDisallow: /\nUser-agent: tidings\nDisallow:", "/"));
    }

    #[test]
    fn the_longest_rule_decides() {
        // RFC 9309, 5.2, and the examples of Google's documentation.
        for (rules, path, expected) in [
            (
                "Allow: /example/page/\nDisallow: /example/page/disallowed.gif",
                "/example/page/disallowed.gif",
                false,
            ),
            (
                "Allow: /example/page/\nDisallow: /example/page/disallowed.gif",
                "/example/page/",
                true,
            ),
            ("Allow: /p\nDisallow: /", "/page", true),
            ("Allow: /folder\nDisallow: /folder", "/folder/page", true),
            ("Allow: /page\nDisallow: /*.htm", "/page.htm", false),
            ("Allow: /page\nDisallow: /*.ph", "/page.php5", true),
            ("Allow: /$\nDisallow: /", "/", true),
            ("Allow: /$\nDisallow: /", "/page.htm", false),
            ("Disallow: *.php$", "/a/b.php", false),
            ("Disallow: /*.php$", "/a.php?x", true),
            ("Disallow: /a*b*c", "/axxbxxc", false),
            ("Disallow: /a*b*c$", "/abcbc", false),
            ("Disallow: /a*b*c$", "/abcb", true),
            ("Disallow: /*", "/", false),
            ("Disallow: /***", "/x", false),
            ("Disallow: /*$", "/x", false),
            ("Disallow: /fish$", "/fish", false),
            ("Disallow: /fish$", "/fish/", true),
            ("Disallow: /fish$", "/Fish", true),
            ("Disallow: relative", "/relative", true),
        ] {
            assert_eq!(
                allows(&format!("User-agent: *\n{rules}"), path),
                expected,
                "{rules} {path}"
            );
        }
    }

    #[test]
    fn encoding_is_made_equal() {
        for (rule, path) in [
            ("/foo/bar/ツ", "/foo/bar/%E3%83%84"),
            ("/foo/bar/%e3%83%84", "/foo/bar/ツ"),
            ("/foo/bar/%62%61%7A", "/foo/bar/baz"),
            ("/a%3cd", "/a%3Cd"),
            ("/100%", "/100%x"),
        ] {
            assert!(!allows(&format!("User-agent: *\nDisallow: {rule}"), path), "{rule} {path}");
        }
        assert!(allows("User-agent: *\nDisallow: /a%2Fb", "/a/b"));
    }

    #[test]
    fn delays() {
        let delay = |text: &str| Rules::parse(text.as_bytes(), "tidings").delay;
        assert_eq!(delay("User-agent: *\nCrawl-delay: 2.5"), Some(2.5));
        assert_eq!(delay("User-agent: x\nCrawl-delay: 2.5"), None);
        assert_eq!(delay("User-agent: *\nCrawl-delay: -1"), None);
        assert_eq!(delay("User-agent: *\nCrawl-delay: soon"), None);
        assert_eq!(delay("User-agent: *\nCrawl-delay: NaN"), None);
    }

    #[test]
    fn hostile_rules_cost_little() {
        let rule = format!("User-agent: *\nDisallow: /{}b", "*a".repeat(50_000));
        assert!(allows(&rule, &format!("/{}", "a".repeat(60_000))));
    }
}

//! What a source's own server is told with every request: cookies, keys, a login.

use core::fmt;

use crate::text::encode::base64;

/// A request header whose value is never shown, since it may be a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Header {
    name: String,
    value: String,
}

/// Why something is no header that a source may have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadHeader {
    /// The name is not one of letters, digits and hyphens.
    #[error("`{0}` is no name of a header")]
    Name(String),
    /// The name is one that the program must set itself.
    #[error("the header `{0}` cannot be set")]
    Reserved(String),
    /// The value has line ends or other characters that no header may have.
    #[error("the value of the header `{0}` is not printable ASCII")]
    Value(String),
}

impl Header {
    /// A header of this name and value (printable ASCII).
    ///
    /// # Errors
    /// [`BadHeader`] for what no header may be, and for those that decide how a request is read
    /// (`Host`, lengths).
    pub fn new(name: &str, value: &str) -> Result<Self, BadHeader> {
        const RESERVED: [&str; 10] = [
            "host",
            "content-length",
            "transfer-encoding",
            "connection",
            "te",
            "trailer",
            "upgrade",
            "accept-encoding",
            "if-none-match",
            "if-modified-since",
        ];
        let lower = name.trim().to_ascii_lowercase();
        if lower.is_empty()
            || lower.len() > 100
            || !lower.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            return Err(BadHeader::Name(name.chars().take(40).collect()));
        }
        if RESERVED.contains(&lower.as_str()) {
            return Err(BadHeader::Reserved(lower));
        }
        let value = value.trim();
        if value.is_empty() || !value.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic()) {
            return Err(BadHeader::Value(lower));
        }
        Ok(Self { name: lower, value: value.to_owned() })
    }

    /// The header that sends a user's name and password (RFC 7617).
    #[must_use]
    pub fn login(user: &str, password: &str) -> Self {
        let pair = base64(format!("{user}:{password}").as_bytes());
        Self { name: "authorization".to_owned(), value: format!("Basic {pair}") }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn value(&self) -> &str {
        &self.value
    }
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({}: …)", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_header_may_be() {
        let header = Header::new(" X-Key ", " secret ").unwrap();
        assert_eq!((header.name(), header.value()), ("x-key", "secret"));
        assert_eq!(format!("{header:?}"), "Header(x-key: …)");
        assert_eq!(Header::login("ann", "p@ss").value(), "Basic YW5uOnBAc3M=");
        for (name, value, expected) in [
            ("", "x", BadHeader::Name(String::new())),
            ("a b", "x", BadHeader::Name("a b".into())),
            ("Host", "x", BadHeader::Reserved("host".into())),
            ("x", "a\r\nHost: b", BadHeader::Value("x".into())),
            ("x", "", BadHeader::Value("x".into())),
            ("x", "ü", BadHeader::Value("x".into())),
        ] {
            assert_eq!(Header::new(name, value), Err(expected), "{name} {value}");
        }
    }
}

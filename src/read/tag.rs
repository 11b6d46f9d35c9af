//! A start tag and its attributes.

use memchr::memmem;

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// Its name, as written.
    pub(crate) name: &'a str,
    /// The rest of the tag.
    pub(super) attributes: &'a str,
    /// Whether it ends with `/>`.
    pub(crate) closed: bool,
}

impl<'a> Tag<'a> {
    /// Attribute names and still encoded values, in order; at most the first 64.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        Attributes { rest: self.attributes, left: 64 }
    }

    /// The decoded value of an attribute (its name in lower case), trimmed; `None` when it is
    /// absent.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| super::entities::decode_attribute(value).trim().to_owned())
    }

    /// Whether a word stands anywhere in the tag: a cheap question before its attributes are read.
    pub(crate) fn mentions(&self, word: &str) -> bool {
        memmem::find(self.attributes.as_bytes(), word.as_bytes()).is_some()
    }

    /// Whether the attribute is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.attributes().any(|(key, _)| key.eq_ignore_ascii_case(name))
    }
}

struct Attributes<'a> {
    rest: &'a str,
    left: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        let text = self.rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if text.is_empty() {
            return None;
        }
        let end = text
            .char_indices()
            .find(|&(at, c)| at > 0 && (c.is_ascii_whitespace() || c == '=' || c == '/'))
            .map_or(text.len(), |(at, _)| at);
        let (name, rest) = text.split_at(end);
        let after = rest.trim_start();
        let Some(after) = after.strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let after = after.trim_start();
        let quoted = match after.as_bytes().first() {
            Some(b'"') => after.get(1..).and_then(|inside| inside.split_once('"')),
            Some(b'\'') => after.get(1..).and_then(|inside| inside.split_once('\'')),
            _ => None,
        };
        let (value, rest) = quoted.unwrap_or_else(|| {
            let end = after.find(|c: char| c.is_ascii_whitespace()).unwrap_or(after.len());
            after.split_at(end)
        });
        self.rest = rest;
        Some((name, value))
    }
}

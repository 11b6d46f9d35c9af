//! What of an input's characters may reach a page that people read.
//!
//! Quotes are exact in the JSON; a page shows what a reader would see of them. Characters that
//! steer a terminal, turn the reading direction of what follows, or carry text that nobody sees are
//! left out; white space of any kind becomes one space, so that a sentence wrapped in its source is
//! not wrapped twice.

use std::borrow::Cow;

/// Whether a page may show this character at all. White space is decided by [`visible`].
pub(super) const fn is_visible(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'      // controls, among them the escapes of terminals
        | '\u{ad}'                                  // soft hyphen: seen only where a line breaks
        | '\u{180e}' | '\u{200b}'                   // white space without width
        | '\u{202a}'..='\u{202e}'                   // embeddings and overrides of direction ("Trojan Source")
        | '\u{2060}'..='\u{206f}'                   // invisible operators, isolates, deprecated controls
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}'      // byte order mark, annotations
        | '\u{fffe}' | '\u{ffff}'                   // not characters
        | '\u{e0000}'..='\u{e0fff}') // tags: whole texts that nobody sees
}

/// A text as one line that people read: see the room's description.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut line = String::with_capacity(text.len());
    let mut gap = None;
    for c in text.chars() {
        if c.is_whitespace() || c == '\u{b}' {
            // A space that holds words together stays what it is, unless other white space stands
            // beside it.
            let kept = if is_no_break_space(c) && gap.is_none() { c } else { ' ' };
            gap = Some(kept);
        } else if is_visible(c) {
            if let Some(space) = gap.take()
                && !line.is_empty()
            {
                line.push(space);
            }
            line.push(c);
        }
    }
    Cow::Owned(line)
}

/// Spaces at which no line may break.
pub(super) const fn is_no_break_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Whether [`visible`] would change nothing: words with single spaces between them.
fn is_plain(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let odd = match c {
            ' ' => before == ' ',
            _ => c.is_whitespace() || !is_visible(c),
        };
        if odd {
            return false;
        }
        before = c;
    }
    before != ' ' || text.is_empty()
}

/// An address that may become a link: `http` or `https` with a host, percent-encoded where a
/// character could end the attribute it is put into, hide, or be read as another address.
pub(super) fn web_link(address: &str) -> Option<String> {
    let address = address.trim();
    let rest = ["https://", "http://"].iter().find_map(|scheme| {
        let head = address.get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &address[scheme.len()..])
    })?;
    let host = rest.split(['/', '?', '#']).next()?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '<' | '>' | '"');
    if host.is_empty() || host.starts_with(':') || host.chars().any(odd) {
        return None;
    }
    let mut link = String::with_capacity(address.len());
    for byte in address.bytes() {
        let kept = byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&*+,;=%".contains(&byte);
        if kept {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_without_what_nobody_sees() {
        for (given, seen) in [
            ("", ""),
            ("  two\r\n\tlines\u{2028}here ", "two lines here"),
            ("\u{1b}[31mred\u{9b}0m\u{7}", "[31mred0m"),
            ("a\u{202e}b\u{2066}c\u{200b}d\u{e0041}e\u{feff}f\0g", "abcdefg"),
            ("10\u{a0}000 km", "10\u{a0}000 km"),
            ("👩\u{200d}🚀 می\u{200c}خواهم", "👩\u{200d}🚀 می\u{200c}خواهم"),
        ] {
            assert_eq!(visible(given), seen, "{given:?}");
        }
        assert!(matches!(visible("plain words"), Cow::Borrowed(_)));
    }

    #[test]
    fn only_the_web_is_linked() {
        for (address, link) in [
            ("https://a.example/b?c=d&e#f", Some("https://a.example/b?c=d&e#f")),
            ("HTTP://a.example", Some("HTTP://a.example")),
            (
                "https://a.example/\"><script>'(ü)",
                Some("https://a.example/%22%3E%3Cscript%3E%27%28%C3%BC%29"),
            ),
            ("https://ü.example/", Some("https://%C3%BC.example/")),
            ("javascript:alert(1)", None),
            ("data:text/html,x", None),
            ("https://", None),
            ("https:///etc/passwd", None),
            ("https://a b/", None),
            ("https://a\\b.example/", None),
            ("file:///etc/passwd", None),
            ("hé", None),
        ] {
            assert_eq!(web_link(address).as_deref(), link, "{address}");
        }
    }
}

//! A linear lexer for HTML and XML as they are found: it never fails, never looks back and never
//! nests.
//!
//! Everything that reads mark-up in this room stands on it, because tree builders are quadratic or
//! recursive on hostile pages: 64,000 nested `<div>` took html5ever 18 s, a tag of 10⁶ attributes
//! is as bad. What it yields is what the HTML standard's tokenizer would yield, less character
//! references (see [`super::entities`]) and less error reports.

use memchr::{memchr, memchr_iter, memmem};

pub(crate) use super::tag::Tag;

/// One piece of mark-up, in document order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Text whose character references are still encoded.
    Text(&'a str),
    /// Text without character references: CDATA, or the inside of `<script>` and its like.
    Raw(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag's name, as written.
    End(&'a str),
}

/// Elements whose inside is text to the parser, whatever it looks like.
const RAW: [&str; 8] =
    ["script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"];

/// The lexer: an iterator over [`Token`]s.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    source: &'a str,
    at: usize,
    xml: bool,
    /// Index into [`RAW`] of the element whose inside comes next.
    inside: Option<usize>,
    /// Raw elements, comments, CDATA and internal subsets that are known not to be closed any more:
    /// looking for each end once keeps the whole linear.
    unclosed: [bool; RAW.len()],
    open_comment: bool,
    open_cdata: bool,
    open_subset: bool,
    plain: bool,
}

impl<'a> Lexer<'a> {
    /// Reads HTML.
    pub(crate) fn html(source: &'a str) -> Self {
        Self::new(source, false)
    }

    /// Reads XML: no element is special, names keep their case.
    pub(crate) fn xml(source: &'a str) -> Self {
        Self::new(source, true)
    }

    const fn new(source: &'a str, xml: bool) -> Self {
        Self {
            source,
            at: 0,
            xml,
            inside: None,
            unclosed: [false; RAW.len()],
            open_comment: false,
            open_cdata: false,
            open_subset: false,
            plain: false,
        }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or("")
    }

    /// The inside of a raw element up to its end tag; text up to the next tag when it is never
    /// closed.
    fn raw(&mut self, element: usize) -> Option<Token<'a>> {
        let rest = self.rest();
        let name = RAW.get(element).copied().unwrap_or("script");
        let end =
            if self.unclosed.get(element) == Some(&true) { None } else { end_of_raw(rest, name) };
        let length = match end {
            Some(end) => end,
            None => {
                if let Some(flag) = self.unclosed.get_mut(element) {
                    *flag = true;
                }
                // An unclosed title or text area would swallow the page; a script may.
                if matches!(name, "title" | "textarea" | "noframes" | "noembed" | "iframe") {
                    memchr(b'<', rest.as_bytes()).unwrap_or(rest.len())
                } else {
                    rest.len()
                }
            }
        };
        self.at += length;
        let text = rest.get(..length).unwrap_or("");
        match (text.is_empty(), name) {
            (true, _) => None,
            (_, "title" | "textarea") => Some(Token::Text(text)),
            _ => Some(Token::Raw(text)),
        }
    }

    /// Skips `<!…>` and `<?…>`, or yields CDATA.
    fn declaration(&mut self, rest: &'a str) -> Option<Token<'a>> {
        let bytes = rest.as_bytes();
        let end = |at: Option<usize>, more: usize| at.map_or(rest.len(), |at| at + more);
        if let Some(body) = rest.strip_prefix("<!--") {
            let close = if self.open_comment {
                None
            } else if body.starts_with('>') {
                Some(0)
            } else if body.starts_with("->") {
                Some(1)
            } else {
                comment_end(body)
            };
            self.open_comment |= close.is_none();
            self.at += close.map_or(rest.len(), |at| at + 4 + 1);
            return None;
        }
        if let Some(body) = rest.strip_prefix("<![CDATA[") {
            let close = if self.open_cdata { None } else { memmem::find(body.as_bytes(), b"]]>") };
            self.open_cdata |= close.is_none();
            let length = close.unwrap_or_else(|| {
                if self.xml {
                    body.len()
                } else {
                    memchr(b'<', body.as_bytes()).unwrap_or(body.len())
                }
            });
            self.at += 9 + length + if close.is_some() { 3 } else { 0 };
            return body.get(..length).filter(|text| !text.is_empty()).map(Token::Raw);
        }
        let close = memchr(b'>', bytes);
        let subset = bytes.get(..close.unwrap_or(bytes.len())).and_then(|head| memchr(b'[', head));
        let doctype = bytes.get(2..9).is_some_and(|word| word.eq_ignore_ascii_case(b"doctype"));
        if doctype && subset.is_some() && !self.open_subset {
            let found = subset_end(bytes);
            self.open_subset = found.is_none();
            if let Some(length) = found {
                self.at += length;
                return None;
            }
        }
        self.at += end(close, 1);
        None
    }

    fn tag(&mut self, rest: &'a str, name_at: usize) -> Option<Token<'a>> {
        let bytes = rest.as_bytes();
        let name_end = bytes
            .iter()
            .skip(name_at)
            .position(|&b| b.is_ascii_whitespace() || b == b'/' || b == b'>')
            .map_or(bytes.len(), |n| name_at + n);
        let Some(end) = tag_end(bytes, name_end) else {
            // The input ends inside the tag: the standard drops it.
            self.at = self.source.len();
            return None;
        };
        self.at += end + 1;
        let name = rest.get(name_at..name_end).unwrap_or("");
        if name_at == 2 {
            return Some(Token::End(name));
        }
        let attributes = rest.get(name_end..end).unwrap_or("");
        let closed = attributes.ends_with('/');
        if !self.xml {
            self.inside = RAW.iter().position(|raw| raw.eq_ignore_ascii_case(name));
            self.plain = name.eq_ignore_ascii_case("plaintext");
        }
        Some(Token::Start(Tag { name, attributes, closed }))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if self.plain {
                self.at = self.source.len();
                return Some(Token::Raw(rest));
            }
            if let Some(element) = self.inside.take() {
                if let Some(token) = self.raw(element) {
                    return Some(token);
                }
                continue;
            }
            let token = match markup_at(rest.as_bytes(), 0) {
                Some(Kind::Start) => self.tag(rest, 1),
                Some(Kind::End) => self.tag(rest, 2),
                Some(Kind::Other) => self.declaration(rest),
                None => {
                    let length = next_markup(rest.as_bytes());
                    self.at += length;
                    rest.get(..length).map(Token::Text)
                }
            };
            if token.is_some() {
                return token;
            }
        }
    }
}

enum Kind {
    Start,
    End,
    Other,
}

/// What kind of mark-up stands at `at`, if any.
fn markup_at(bytes: &[u8], at: usize) -> Option<Kind> {
    let byte = |n: usize| bytes.get(at + n).copied();
    if byte(0) != Some(b'<') {
        return None;
    }
    match byte(1)? {
        b'!' | b'?' => Some(Kind::Other),
        b'/' => match byte(2)? {
            b if b.is_ascii_alphabetic() => Some(Kind::End),
            _ => Some(Kind::Other),
        },
        b if b.is_ascii_alphabetic() || b == b'_' => Some(Kind::Start),
        _ => None,
    }
}

/// Length of the text before the next mark-up.
fn next_markup(bytes: &[u8]) -> usize {
    memchr_iter(b'<', bytes)
        .find(|&at| at > 0 && markup_at(bytes, at).is_some())
        .unwrap_or(bytes.len())
}

/// Position of the `>` that ends a tag, outside quotes that follow a `=`.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    let mut after_equals = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'"' | b'\'' if after_equals => {
                let inside = bytes.get(at + 1..)?;
                at += 1 + memchr(byte, inside)?;
                after_equals = false;
            }
            b'=' => after_equals = true,
            b if b.is_ascii_whitespace() => {}
            _ => after_equals = false,
        }
        at += 1;
    }
    None
}

/// Position of the last byte before `>` of a comment's end, in the comment's inside.
fn comment_end(body: &str) -> Option<usize> {
    let bytes = body.as_bytes();
    memmem::find_iter(bytes, b"--").find_map(|at| match bytes.get(at + 2) {
        Some(b'>') => Some(at + 2),
        Some(b'!') if bytes.get(at + 3) == Some(&b'>') => Some(at + 3),
        // "--->": the iterator does not overlap.
        Some(b'-') if bytes.get(at + 3) == Some(&b'>') => Some(at + 3),
        _ => None,
    })
}

/// Length of a document type with an internal subset, to its `]>`.
fn subset_end(bytes: &[u8]) -> Option<usize> {
    memchr_iter(b']', bytes).find_map(|at| {
        let gap = bytes.get(at + 1..)?.iter().take_while(|b| b.is_ascii_whitespace()).count();
        (bytes.get(at + 1 + gap) == Some(&b'>')).then_some(at + gap + 2)
    })
}

/// Position of the `</name` that ends a raw element. A script that opens a comment and a script
/// inside it needs two.
fn end_of_raw(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut checked = 0;
    let mut nested = false;
    let mut first = None;
    for at in memchr_iter(b'<', bytes) {
        let is_end = bytes.get(at + 1) == Some(&b'/')
            && bytes
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(at + 2 + name.len()).is_none_or(|b| !b.is_ascii_alphanumeric());
        if !is_end {
            continue;
        }
        if name == "script" && !nested {
            nested = opens_nested_script(text.get(checked..at).unwrap_or(""));
            checked = at;
            if nested {
                first = Some(at);
                continue;
            }
        }
        return Some(at);
    }
    // Without a second end, the first one is meant: a script that swallows its page helps nobody.
    first
}

fn opens_nested_script(text: &str) -> bool {
    let Some(comment) = text.rfind("<!--") else { return false };
    let inside = text.get(comment..).unwrap_or("");
    let lower = inside.to_ascii_lowercase();
    !inside.contains("-->")
        && lower.match_indices("<script").any(|(at, word)| {
            lower
                .as_bytes()
                .get(at + word.len())
                .is_some_and(|&b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>'))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        Lexer::html(source)
            .map(|token| match token {
                Token::Text(text) => format!("[{text}]"),
                Token::Raw(text) => format!("{{{text}}}"),
                Token::Start(tag) => {
                    let attributes: Vec<String> =
                        tag.attributes().map(|(k, v)| format!(" {k}={v}")).collect();
                    format!("<{}{}>", tag.name, attributes.concat())
                }
                Token::End(name) => format!("</{name}>"),
            })
            .collect()
    }

    #[test]
    fn tokens() {
        for (source, expected) in [
            ("a<b>c</b >d", "[a]<b>[c]</b>[d]"),
            ("1 < 2 <3", "[1 < 2 <3]"),
            ("<!-- x > --><p>y", "<p>[y]"),
            ("<!--><p>", "<p>"),
            ("<!---><p>", "<p>"),
            ("<!-- a --!>b", "[b]"),
            ("<!-- a --->b", "[b]"),
            ("<!-- never", ""),
            ("<a href='x>y' b=\"<\" c=d/e f>z", "<a href=x>y b=< c=d/e f=>[z]"),
            ("<script>if (a<b) '</p>'</script>x", "<script>{if (a<b) '</p>'}</script>[x]"),
            (
                "<script><!--<script>s</script>--></script>x",
                "<script>{<!--<script>s</script>-->}</script>[x]",
            ),
            ("<script>'<!-- <sCrIpt'</script>x", "<script>{'<!-- <sCrIpt'}</script>[x]"),
            ("<script><!--<script></script>x", "<script>{<!--<script>}</script>[x]"),
            ("<title>a <b> &amp;</title>", "<title>[a <b> &amp;]</title>"),
            ("<title>open<p>text", "<title>[open]<p>[text]"),
            ("<a href=\"never", ""),
            ("<!DOCTYPE html [<!ENTITY k \"v\">]>x", "[x]"),
            ("</ x>y<?pi?>z", "[y][z]"),
            ("<![CDATA[a<b]]>c", "{a<b}[c]"),
            ("<plaintext><p>", "<plaintext>{<p>}"),
            ("", ""),
        ] {
            assert_eq!(shown(source), expected, "{source}");
        }
    }

    #[test]
    fn unclosed_repeats_are_linear() {
        for piece in
            ["<!--", "<title>", "<![CDATA[", "<!DOCTYPE a [", "<script>", "</", "<a href=\"", "<"]
        {
            let source = piece.repeat(200_000);
            assert!(Lexer::html(&source).count() <= 400_001, "{piece}");
        }
    }
}

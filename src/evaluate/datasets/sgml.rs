//! Just enough SGML for newswire: elements by name, without attributes or nesting of their own
//! kind, and entities.

/// The contents of each element of that name, in order; tags in either case.
pub(super) fn elements<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
    tagged(text, name).into_iter().map(|(_, content)| content).collect()
}

/// Each element of that name: its opening tag and its content. One that is not closed ends where
/// the next one of its kind begins, or with the text.
pub(super) fn tagged<'t>(text: &'t str, name: &str) -> Vec<(&'t str, &'t str)> {
    let mut found = Vec::new();
    let mut next = find_tag(text, 0, name, false);
    while let Some((start, inside)) = next {
        next = find_tag(text, inside, name, false);
        let limit = next.map_or(text.len(), |(start, _)| start);
        let end = find_tag(text, inside, name, true).map_or(limit, |(end, _)| end.min(limit));
        found.extend(text.get(start..inside).zip(text.get(inside..end)));
    }
    found
}

/// The content of the first element of any of these names that has text, tags and entities
/// resolved.
pub(super) fn first_text(text: &str, names: &[&str]) -> Option<String> {
    names
        .iter()
        .flat_map(|name| elements(text, name))
        .map(plain)
        .find(|content| !content.is_empty())
}

/// Where a tag begins and ends, looking from `from`.
fn find_tag(text: &str, from: usize, name: &str, closing: bool) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr::memchr(b'<', bytes.get(at..)?)?;
        let slash = usize::from(closing);
        let start = at + 1 + slash;
        let fits = (!closing || bytes.get(at + 1) == Some(&b'/'))
            && bytes
                .get(start..start + name.len())
                .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
            && bytes.get(start + name.len()).is_some_and(|&b| b == b'>' || b.is_ascii_whitespace());
        if fits {
            let end = memchr::memchr(b'>', bytes.get(start..)?)? + start + 1;
            return Some((at, end));
        }
        at += 1;
    }
}

/// Text without tags, entities resolved, paragraphs kept apart by a blank line and lines joined
/// within them.
pub(super) fn paragraphs(text: &str) -> String {
    let inside = elements(text, "P");
    let parts: Vec<String> =
        if inside.is_empty() { indented(text) } else { inside.into_iter().map(plain).collect() };
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n\n")
}

/// Without paragraph tags a blank or an indented line begins a paragraph.
fn indented(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for line in text.lines() {
        let starts = line.trim().is_empty() || line.starts_with(['\t', ' ']);
        if starts && parts.last().is_some_and(|part| !part.is_empty()) {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(line);
            part.push(' ');
        }
    }
    parts.iter().map(|part| plain(part)).collect()
}

/// One line of text: tags out, entities resolved, white space single.
pub(super) fn plain(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        bare.push_str(before);
        // A lone "<" is text.
        let is_tag =
            tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
        match tag.find('>').filter(|_| is_tag) {
            Some(end) => {
                bare.push(' ');
                rest = &tag[end + 1..];
            }
            None => {
                bare.push('<');
                rest = &tag[1..];
            }
        }
    }
    bare.push_str(rest);
    let resolved = entities(&bare);
    resolved.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The entities that newswire uses; others stay as they are.
fn entities(text: &str) -> String {
    const KNOWN: [(&str, &str); 11] = [
        ("amp", "&"),
        ("lt", "<"),
        ("gt", ">"),
        ("quot", "\""),
        ("apos", "'"),
        ("nbsp", " "),
        ("LR", ""),
        ("UR", ""),
        ("QL", ""),
        ("QR", ""),
        ("QC", ""),
    ];
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.char_indices().take(10).find(|(_, c)| *c == ';').map(|(end, _)| end);
        let name = end.map(|end| &rest[..end]).unwrap_or_default();
        let number = name.strip_prefix('#').and_then(|n| {
            let hex = n.strip_prefix(['x', 'X']).map(|h| u32::from_str_radix(h, 16));
            hex.unwrap_or_else(|| n.parse()).ok().and_then(char::from_u32)
        });
        let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        match (number, known, end) {
            (Some(c), _, Some(end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            (_, Some((_, with)), Some(end)) => {
                out.push_str(with);
                rest = &rest[end + 1..];
            }
            _ => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newswire_becomes_paragraphs() {
        let text = "<TEXT>\n<P>\nThe dam &amp; the mill\nheld.\n</P>\n<p>5 &lt; 6 &#233;&unknown; & more\n</TEXT>";
        assert_eq!(
            paragraphs(elements(text, "text")[0]),
            "The dam & the mill held.\n\n5 < 6 é&unknown; & more"
        );
        assert_eq!(
            paragraphs("   One line\nand more.\n   Second.\n\nThird."),
            "One line and more.\n\nSecond.\n\nThird."
        );
        assert_eq!(
            first_text("<HEADLINE> A  <b>B</b> </HEADLINE>", &["HEAD", "HEADLINE"]).unwrap(),
            "A B"
        );
    }

    #[test]
    fn odd_markup_does_not_hurt() {
        for text in ["<", "<P", "<P>", "</P>", "&", "&#x110000;", "&#", "a < b", "<P>é<P", "<é>"]
        {
            let _ = (paragraphs(text), plain(text), elements(text, "P"));
        }
        assert_eq!(plain("a < b &"), "a < b &");
    }
}

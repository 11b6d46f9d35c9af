//! Newsletters: `.eml` messages, mbox files and the messages of a Maildir.
//!
//! A message gives the article of its own text, whichever of its plain and its HTML part has the
//! real one, and one article for every message that is attached to it. A message that only forwards
//! another in its text takes over that one's sender, subject and date. `mail-parser` does the MIME;
//! guards stand in front of it, because its drop is recursive (100,000 nested messages overflow a
//! stack of 2 MB).

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;

use super::draft::{Draft, Sink, Stated, record};
use super::format::is_header;
use super::mail_quotes::{is_reply, own_words};
use super::mail_text::{Flow, forwarded, reflow};
use super::{base64, charset, mail_header, plain, prose, tidy};

/// How many nested messages and digests one message may hold; more are left alone.
const NESTED: usize = 500;
/// The longest header of a message that is parsed, in bytes.
const HEADER: usize = 1 << 20;

/// Reads one message.
pub(super) fn message(bytes: &[u8], sink: &mut Sink<'_>) {
    let mut count = 0;
    let before = sink.len();
    one(bytes, &mut count, false, "", sink);
    if sink.len() == before && sink.is_silent() {
        sink.failed("", "the message holds no text", "");
    }
}

pub(super) fn one(
    bytes: &[u8],
    count: &mut usize,
    numbered: bool,
    part: &str,
    sink: &mut Sink<'_>,
) {
    let bytes = guarded(bytes);
    let Some(message) = MessageParser::default().parse(bytes.as_ref()) else {
        return plain::text(&bytes, sink);
    };
    let mut found = Vec::new();
    collect(&message, sink.limits.max_depth, &mut found, part, sink);
    // Without MIME that can be followed, the body is text as it stands.
    if found.is_empty()
        && let Some(draft) = raw(&message, &bytes)
    {
        found.push(draft);
    }
    let numbered = numbered || found.len() > 1;
    for draft in found {
        let number = record(*count);
        *count += 1;
        sink.push(draft, number.filter(|_| numbered), part);
    }
}

/// The bytes, with line ends that the parser knows, a header of bounded length and a bounded number
/// of nested messages.
fn guarded(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut bytes = Cow::Borrowed(bytes);
    if memchr::memchr(b'\n', &bytes).is_none() && memchr::memchr(b'\r', &bytes).is_some() {
        bytes = Cow::Owned(bytes.iter().map(|&b| if b == b'\r' { b'\n' } else { b }).collect());
    }
    let header =
        [b"\n\n".as_slice(), b"\n\r\n"].iter().filter_map(|end| memmem::find(&bytes, end)).min();
    if header.unwrap_or(bytes.len()) > HEADER {
        bytes = Cow::Owned(short_header(&bytes, header.unwrap_or(bytes.len())));
    }
    let nested: Vec<usize> = memchr::memchr2_iter(b'm', b'M', &bytes)
        .filter(|&at| {
            [b"message/rfc822".as_slice(), b"message/global", b"multipart/"].iter().any(|kind| {
                bytes.get(at..at + kind.len()).is_some_and(|word| word.eq_ignore_ascii_case(kind))
            })
        })
        .skip(NESTED)
        .collect();
    if !nested.is_empty() {
        let mut owned = bytes.into_owned();
        for at in nested {
            if let Some(byte) = owned.get_mut(at) {
                *byte = b'x';
            }
        }
        return Cow::Owned(owned);
    }
    bytes
}

/// A message whose header is beyond reason, with only those fields that an article needs.
fn short_header(bytes: &[u8], end: usize) -> Vec<u8> {
    const KEPT: [&str; 7] = [
        "from:",
        "subject:",
        "date:",
        "list-id:",
        "content-type:",
        "content-transfer-encoding:",
        "mime-version:",
    ];
    let mut out = Vec::new();
    let mut keep = false;
    for line in bytes.get(..end).unwrap_or(&[]).split_inclusive(|&b| b == b'\n') {
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            keep = KEPT.iter().any(|name| {
                line.get(..name.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
            });
        }
        if keep && out.len() + line.len() < HEADER / 2 {
            out.extend_from_slice(line);
        }
    }
    if !out.ends_with(b"\n") {
        out.push(b'\n');
    }
    out.extend_from_slice(bytes.get(end..).unwrap_or(&[]).strip_prefix(b"\n").unwrap_or_default());
    out
}

/// The drafts of a message and of those inside it.
fn collect(
    message: &Message<'_>,
    depth: u32,
    found: &mut Vec<Draft>,
    part: &str,
    sink: &mut Sink<'_>,
) {
    if let Some(draft) = draft(message) {
        found.push(draft);
    }
    for inner in message.parts.iter().filter_map(MessagePart::message) {
        if depth == 0 {
            return sink.failed(
                part,
                "messages stand too deep inside one another",
                "raise --max-depth",
            );
        }
        collect(inner, depth - 1, found, part, sink);
    }
}

/// What the header says.
fn envelope(message: &Message<'_>) -> Draft {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name()).map(str::to_owned).map(|name| {
        raw_value(message, "From").and_then(|raw| mail_header::sender_name(&raw)).unwrap_or(name)
    });
    let list = message.header_raw("List-Id").and_then(mail_header::list_name);
    let domain =
        sender.and_then(|sender| Some(sender.address()?.rsplit_once('@')?.1.to_lowercase()));
    // "Gazette <desk@gazette.example>" with a list "Court in brief" is the Gazette; "Jane Doe
    // <jane@tide.example>" with a list "The Tide" is The Tide.
    let is_house = name
        .as_deref()
        .zip(domain.as_deref())
        .is_some_and(|(name, domain)| mail_header::names_domain(name, domain));
    let list = list.filter(|_| !is_house);
    let header = |name: &'static str| message.header_raw(name).map(|value| value.trim().to_owned());
    let address = ["Archived-At", "X-RSS-URL", "Content-Location"]
        .into_iter()
        .find_map(header)
        .map(|url| url.trim_matches(['<', '>']).to_owned());
    Draft {
        title: raw_value(message, "Subject").or_else(|| message.subject().map(str::to_owned)),
        byline: name.clone().filter(|_| list.is_some() && list != name),
        publisher: list.or(name).or(domain),
        url: address,
        date: header("Date").map(Stated::Text),
        language: header("Content-Language"),
        id: message.message_id().map(str::to_owned),
        ..Draft::default()
    }
}

/// A header's value, where the parser's own is not to be had: with encoded words, which it decodes
/// one by one, and bytes beyond ASCII.
fn raw_value(message: &Message<'_>, name: &str) -> Option<String> {
    let header = message.headers().iter().find(|h| h.name.as_str().eq_ignore_ascii_case(name))?;
    let raw = message
        .raw_message
        .get(header.offset_start as usize..header.offset_end as usize)?
        .trim_ascii();
    let plain = raw.is_ascii() && memmem::find(raw, b"=?").is_none();
    (!plain).then(|| mail_header::decode(raw)).filter(|value| !value.is_empty())
}

fn draft(message: &Message<'_>) -> Option<Draft> {
    let mut texts = Vec::new();
    let mut pages = Vec::new();
    for &id in message.text_body.iter().chain(&message.html_body) {
        let Some(part) = message.part(id) else { continue };
        match &part.body {
            PartType::Text(_) if !texts.iter().any(|(known, _)| *known == id) => {
                texts.push((id, part))
            }
            PartType::Html(_) if !pages.iter().any(|(known, _)| *known == id) => {
                pages.push((id, part))
            }
            _ => {}
        }
    }
    // A part whose base64 the parser could not read to its end counts as an attachment for it.
    for (id, part) in (0..).zip(&message.parts).filter(|(_, part)| is_cut_base64(part)) {
        if !texts.iter().any(|(known, _)| *known == id) {
            texts.push((id, part));
        }
    }
    let outer = envelope(message);
    let reply = is_reply(outer.title.as_deref());
    let plain: Vec<String> = texts
        .iter()
        .map(|(_, part)| reflow(&own_words(&text_of(part, message), reply), flow(part)))
        .collect();
    let html: Vec<String> =
        pages.iter().map(|(_, part)| page_text(&text_of(part, message), reply)).collect();
    // Parts beside one another are one text, parts instead of one another are two versions of it.
    let alternative =
        texts.iter().any(|(id, _)| !message.html_body.contains(id)) || plain.is_empty();
    let text = if alternative || pages.is_empty() {
        better(plain.join("\n\n"), html.join("\n\n"))
    } else {
        let mut all: Vec<(u32, String)> = texts.iter().map(|(id, _)| *id).zip(plain).collect();
        all.extend(pages.iter().map(|(id, _)| *id).zip(html));
        all.sort_by_key(|(id, _)| *id);
        let all: Vec<String> =
            all.into_iter().map(|(_, text)| text).filter(|text| !text.trim().is_empty()).collect();
        all.join("\n\n")
    };
    if tidy::is_blank(&text) {
        return None;
    }
    Some(match forwarded(&text) {
        Some((inner, body)) if !reply => Draft { text: body, ..inner.or(&outer) },
        _ => Draft { text, ..outer },
    })
}

/// The text of an HTML part without what it quotes of another message; forwarded ones are
/// quotations too, and stay.
fn page_text(html: &str, reply: bool) -> String {
    let whole = prose::of_html(html);
    if !prose::quotes(html) || forwarded(&whole).is_some() && !reply {
        return if reply { own_words(&whole, reply) } else { whole };
    }
    let own = own_words(&prose::of_reply(html), true);
    if tidy::is_blank(&own) { whole } else { own }
}

/// Whether a text part holds base64 that the parser gave up on.
fn is_cut_base64(part: &MessagePart<'_>) -> bool {
    part.is_encoding_problem
        && matches!(part.body, PartType::Text(_))
        && part
            .content_transfer_encoding()
            .is_some_and(|coding| coding.trim().eq_ignore_ascii_case("base64"))
        && part.content_type().is_none_or(|kind| kind.ctype().eq_ignore_ascii_case("text"))
}

/// Of a plain and an HTML version the one with the real text: HTML has whole paragraphs and no
/// written-out addresses, so it is taken unless the plain version says clearly more.
fn better(plain: String, html: String) -> String {
    let words = |text: &str| {
        text.split_whitespace()
            .filter(|word| !word.contains("://") && word.contains(char::is_alphabetic))
            .count()
    };
    if words(&html) * 5 >= words(&plain) * 4 { html } else { plain }
}

fn flow(part: &MessagePart<'_>) -> Flow {
    let says = |name: &str, value: &str| {
        part.content_type()
            .and_then(|kind| kind.attribute(name))
            .is_some_and(|said| said.eq_ignore_ascii_case(value))
    };
    match (says("format", "flowed"), says("delsp", "yes")) {
        (false, _) => Flow::Fixed,
        (true, false) => Flow::Flowed,
        (true, true) => Flow::Joined,
    }
}

/// Base64 without what stands behind the padding on the same line; `None` when nothing does.
fn without_junk(raw: &[u8]) -> Option<Vec<u8>> {
    let padded = |line: &[u8]| {
        let start = memchr::memchr(b'=', line)?;
        Some(start + line.iter().skip(start).take_while(|b| **b == b'=').count())
    };
    let lines = || raw.split_inclusive(|&b| b == b'\n');
    let junk = lines().any(|line| {
        padded(line)
            .and_then(|end| line.get(end..))
            .is_some_and(|rest| !rest.trim_ascii().is_empty())
    });
    junk.then(|| {
        lines()
            .flat_map(|line| line.get(..padded(line).unwrap_or(line.len())).unwrap_or(line))
            .copied()
            .collect()
    })
}

/// A part's text; where the parser had to replace characters, ours is tried on the raw bytes.
fn text_of<'m>(part: &'m MessagePart<'_>, message: &Message<'_>) -> Cow<'m, str> {
    let text = match &part.body {
        PartType::Text(text) | PartType::Html(text) => text.as_ref(),
        _ => "",
    };
    let raw = message.raw_message.get(part.offset_body as usize..part.offset_end as usize);
    let clean = raw.filter(|_| part.encoding == Encoding::Base64).and_then(without_junk);
    if let Some(bytes) = clean.and_then(|clean| base64_decode(&clean)) {
        let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
        return Cow::Owned(charset::decode(&bytes, declared).text.into_owned());
    }
    if is_cut_base64(part) {
        let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
        let bytes = raw.and_then(base64::decode).unwrap_or_default();
        return Cow::Owned(charset::decode(&bytes, declared).text.into_owned());
    }
    if !text.contains('\u{fffd}') {
        return Cow::Borrowed(text);
    }
    let bytes = raw.and_then(|raw| match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::Base64 => base64_decode(raw),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
    });
    let declared = part.content_type().and_then(|kind| kind.attribute("charset"));
    match bytes {
        Some(bytes) => {
            let decoded = charset::decode(
                &bytes,
                declared.filter(|label| !label.eq_ignore_ascii_case("us-ascii")),
            );
            if decoded.replaced < text.matches('\u{fffd}').count() {
                return Cow::Owned(decoded.text.into_owned());
            }
            Cow::Borrowed(text)
        }
        None => Cow::Borrowed(text),
    }
}

/// The body as plain text, where the parser found no text in it (a multipart without its boundary).
fn raw(message: &Message<'_>, bytes: &[u8]) -> Option<Draft> {
    let root = message.parts.first()?;
    let kind =
        root.content_type().map(|kind| kind.ctype().to_ascii_lowercase()).unwrap_or_default();
    if !matches!(kind.as_str(), "" | "text" | "multipart") {
        return None;
    }
    // A page without text is no text: the parser has seen that it is one.
    if matches!(root.body, PartType::Html(_)) {
        return None;
    }
    let body = bytes.get(root.offset_body as usize..)?;
    let decoded = charset::decode(body, None).text;
    let lines: Vec<&str> =
        decoded.lines().filter(|line| !line.starts_with("--") && !is_part_header(line)).collect();
    let text = reflow(&lines.join("\n"), Flow::Fixed);
    (!tidy::is_blank(&text)).then(|| Draft { text, ..envelope(message) })
}

fn is_part_header(line: &str) -> bool {
    let lower = line.get(..8).unwrap_or("").to_ascii_lowercase();
    lower == "content-" && is_header(line)
}

#[cfg(test)]
mod tests {
    use crate::model::Place;
    use crate::read::{Format, Limits, read};

    fn shown(source: &[u8], format: Format) -> Vec<String> {
        let place = Place::File { path: "m".into(), record: None };
        let outcome = read(source, &place, Some(format), &Limits::default());
        let none = || "-".to_owned();
        let mut lines: Vec<String> = outcome
            .value
            .iter()
            .map(|a| {
                format!(
                    "{} | {} | {} | {} | {}",
                    a.source.place,
                    a.title.clone().unwrap_or_else(none),
                    a.source.publisher.clone().unwrap_or_else(none),
                    a.published.map_or_else(none, |p| p.at.to_string()),
                    a.text()
                )
            })
            .collect();
        lines.extend(outcome.warnings.iter().map(ToString::to_string));
        lines
    }

    const HEAD: &str = "From: =?utf-8?q?Harbour_N=C3=A9ws?= <n@h.example>\nSubject: A\n ferry\nDate: Tue, 09 Apr 2019 06:00:00 +0200\nMIME-Version: 1.0\n";

    #[test]
    fn messages() {
        for (source, expected) in [
            (
                format!("{HEAD}\nOne.\n\nTwo.\n-- \nsignature\n"),
                vec!["m | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | One.\n\nTwo."],
            ),
            (
                format!(
                    "{HEAD}List-Id: \"The Tide\" <t.h.example>\nContent-Type: text/html; charset=utf-8\n\n<p>One.</p><p>Two.</p>"
                ),
                vec!["m | A ferry | The Tide | 2019-04-09T04:00:00Z | One.\n\nTwo."],
            ),
            (
                format!(
                    "{HEAD}Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nView it in your browser: http://x\n--B\nContent-Type: text/html\n\n<p>The real text is here, all of it.</p>\n--B--\n"
                ),
                vec![
                    "m | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | The real text is here, all of it.",
                ],
            ),
            (
                format!(
                    "{HEAD}Content-Type: multipart/alternative; boundary=B\n\n--B\nContent-Type: text/plain\n\nThe real text is here, all of it.\n--B\nContent-Type: text/html\n\n<img src=x>Picture only\n--B--\n"
                ),
                vec![
                    "m | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | The real text is here, all of it.",
                ],
            ),
            (
                format!(
                    "{HEAD}Content-Type: multipart/mixed; boundary=B\n\n--B\n\nSee below.\n--B\nContent-Type: message/rfc822\n\nFrom: G <g@g.example>\nSubject: Inner\n\nInner text.\n--B--\n"
                ),
                vec![
                    "m#1 | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | See below.",
                    "m#2 | Inner | G | - | Inner text.",
                ],
            ),
            (
                format!(
                    "{HEAD}\nFYI\n\n---------- Forwarded message ---------\nFrom: Gazette <g@g.example>\nDate: Mon, 8 Apr 2019 at 05:00\nSubject: Real title\nTo: me\n\nThe text.\n"
                ),
                vec!["m | Real title | Gazette | 2019-04-08T05:00:00Z | The text."],
            ),
            (
                format!(
                    "{HEAD}Content-Type: multipart/mixed\n\n--B\nContent-Type: text/plain\n\nText.\n--B--\n"
                ),
                vec!["m | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | Text."],
            ),
            (format!("{HEAD}\n"), vec!["m: the message holds no text"]),
        ] {
            assert_eq!(shown(source.as_bytes(), Format::Mail), expected, "{source}");
            let crlf = source.replace('\n', "\r\n");
            assert_eq!(shown(crlf.as_bytes(), Format::Mail), expected, "{crlf}");
        }
        let latin = [HEAD.as_bytes(), b"\nLe navire a quitt\xe9 Gen\xe8ve.\n"].concat();
        assert_eq!(
            shown(&latin, Format::Mail),
            ["m | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | Le navire a quitté Genève."]
        );
    }

    #[test]
    fn mailboxes() {
        let source = format!(
            "From n@h.example Tue Apr  9 06:00:00 2019\n{HEAD}\nOne.\n\nFrom here it drifted.\n>From there too.\n\nFrom x\n{HEAD}\nTwo.\n"
        );
        assert_eq!(
            shown(source.as_bytes(), Format::Mbox),
            [
                "m#1 | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | One.\n\nFrom here it drifted.\nFrom there too.",
                "m#2 | A ferry | Harbour Néws | 2019-04-09T04:00:00Z | Two.",
            ]
        );
    }

    #[test]
    fn nests_are_survived() {
        for kind in [
            "Content-Type: message/rfc822\n\nSubject: x\n",
            "Content-Type: multipart/digest; boundary=b\n\n--b\n\n",
        ] {
            let source = format!("From: a@b.example\n{}\n\ntext\n", kind.repeat(20_000));
            let place = Place::Stdin { record: None };
            let _ = read(source.as_bytes(), &place, Some(Format::Mail), &Limits::default());
        }
    }
}

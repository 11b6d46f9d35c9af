//! Web archives (WARC 1.0 and 1.1): the pages in them, each an article.
//!
//! Records of type `response` and `resource` are read by what they hold, `conversion` (WET) as
//! text; everything else is passed over. Lengths that are wrong, common in the wild, cost no other
//! record: reading goes on at the next `WARC/`.

use memchr::memmem;

use super::address::host;
use super::draft::{Context, Draft, Sink, record};
use super::{Format, Limits, compressed, detect, foreign, read_as};
use crate::model::Place;

/// Reads the records of an archive.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) {
    let mut rest = bytes;
    let mut count = 0;
    let mut cut = false;
    let before = sink.len();
    while let Some(start) = next_record(rest) {
        rest = rest.get(start..).unwrap_or(&[]);
        let Some((head, body_at)) = header(rest) else {
            cut = true;
            break;
        };
        let (body, used, whole) = body(rest, body_at, length(&head));
        cut |= !whole;
        rest = rest.get(used..).unwrap_or(&[]);
        if !sink.has_room() {
            return;
        }
        page(&head, body, &mut count, sink);
    }
    sink.enter(None);
    if cut {
        sink.failed("", "a record is cut short or states a wrong length", "");
    }
    if sink.len() == before && sink.is_silent() {
        sink.failed("", "the archive holds no pages with text", "");
    }
}

/// Where the next record starts.
fn next_record(bytes: &[u8]) -> Option<usize> {
    if bytes.starts_with(b"WARC/") {
        return Some(0);
    }
    memmem::find(bytes, b"\nWARC/").map(|at| at + 1)
}

/// Header fields in lower case, in order.
type Head = Vec<(String, String)>;

/// The fields of a header and where it ends; `None` when it does not.
fn header(bytes: &[u8]) -> Option<(Head, usize)> {
    let limited = bytes.get(..bytes.len().min(2 << 20)).unwrap_or(bytes);
    let ends = [(b"\r\n\r\n".as_slice(), 4), (b"\n\n".as_slice(), 2)];
    let (at, width) =
        ends.iter().filter_map(|(end, width)| Some((memmem::find(limited, end)?, *width))).min()?;
    let text = String::from_utf8_lossy(limited.get(..at)?);
    let fields = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .take(200)
        .collect();
    Some((fields, at + width))
}

fn value<'h>(head: &'h Head, name: &str) -> Option<&'h str> {
    head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn length(head: &Head) -> Option<usize> {
    value(head, "content-length")?.parse().ok()
}

/// A record's body, the bytes used up to its end, and whether the stated length was right.
fn body(record: &[u8], at: usize, length: Option<usize>) -> (&[u8], usize, bool) {
    let all = record.get(at..).unwrap_or(&[]);
    let stated = length.and_then(|length| Some((all.get(..length)?, all.get(length..)?)));
    if let Some((body, after)) = stated {
        let gap = after.iter().take(8).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let next = after.get(gap..).unwrap_or(&[]);
        if next.is_empty() || next.starts_with(b"WARC/") {
            return (body, at + body.len(), true);
        }
    }
    let end = memmem::find(all, b"\nWARC/1.").unwrap_or(all.len());
    (all.get(..end).unwrap_or(all), at + end, false)
}

fn page(head: &Head, body: &[u8], count: &mut usize, sink: &mut Sink<'_>) {
    let kind = value(head, "warc-type").unwrap_or("").to_ascii_lowercase();
    let own_type = value(head, "content-type").unwrap_or("").to_ascii_lowercase();
    let (content, media) = match kind.as_str() {
        "conversion" => (body.to_vec(), "text/plain".to_owned()),
        "resource" => (body.to_vec(), own_type),
        "response" if own_type.is_empty() || own_type.contains("http") => {
            match http(body, sink.limits) {
                Some(page) => page,
                None => return,
            }
        }
        "response" => (body.to_vec(), own_type),
        _ => return,
    };
    if ["image/", "video/", "audio/", "font/", "javascript", "text/css", "octet-stream"]
        .iter()
        .any(|no| media.contains(no))
    {
        return;
    }
    if content.trim_ascii().is_empty() || foreign::foreign(&content).is_some() {
        return;
    }
    let address = value(head, "warc-target-uri").map(|uri| uri.trim_matches(['<', '>']).to_owned());
    let number = record(*count);
    *count += 1;
    sink.enter(Some(Context {
        known: Draft {
            publisher: address.as_deref().and_then(host),
            url: address.clone(),
            ..Draft::default()
        },
        record: number,
        part: format!("record {count}"),
    }));
    let format = match media.split(';').next().unwrap_or("").trim() {
        "text/html" | "application/xhtml+xml" => Format::Html,
        "text/plain" => Format::Text,
        // An archive in an archive is not opened: it would nest without bound.
        _ => match detect(&content, &Place::Url(address.unwrap_or_default())) {
            Format::Warc => return,
            format => format,
        },
    };
    read_as(format, &content, sink);
}

/// The body of a stored HTTP response and its media type; `None` for one that is no page.
fn http(bytes: &[u8], limits: &Limits) -> Option<(Vec<u8>, String)> {
    let status = bytes.get(9..12)?;
    if bytes.starts_with(b"HTTP/") && !status.starts_with(b"2") {
        return None;
    }
    let (head, at) = header(bytes)?;
    let mut body = bytes.get(at..)?.to_vec();
    if value(&head, "transfer-encoding")
        .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
        && let Some(joined) = dechunked(&body)
    {
        body = joined;
    }
    if value(&head, "content-encoding").is_some_and(|coding| coding != "identity") {
        // A page that cannot be unpacked is passed over; one that was stored unpacked is taken as
        // it is.
        body = match compressed::unpack(&body, limits) {
            Ok(Some((inner, _))) => inner,
            Ok(None) => body,
            Err(_) => return None,
        };
    }
    Some((body, value(&head, "content-type").unwrap_or("").to_ascii_lowercase()))
}

/// The chunks of a body joined; `None` where it is not chunked after all.
fn dechunked(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let line = memchr::memchr(b'\n', rest.get(..rest.len().min(64))?)?;
        let size = std::str::from_utf8(rest.get(..line)?).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let start = line + 1;
        let chunk = rest.get(start..start.checked_add(size)?);
        let Some(chunk) = chunk else {
            // Cut short: what is there counts.
            out.extend_from_slice(rest.get(start..)?);
            return Some(out);
        };
        out.extend_from_slice(chunk);
        rest = rest.get(start + size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Place;
    use crate::read::{Format, Limits, read};

    fn one(kind: &str, body: &str, length: Option<usize>) -> String {
        let length = length.unwrap_or(body.len());
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <http://n.example/{kind}>\r\nContent-Type: application/http; msgtype={kind}\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
    }

    fn shown(source: &str) -> Vec<String> {
        let place = Place::File { path: "w".into(), record: None };
        let outcome = read(source.as_bytes(), &place, Some(Format::Warc), &Limits::default());
        let lines = outcome.value.iter().map(|a| {
            format!(
                "{} | {} | {}",
                a.source.place,
                a.source.url.clone().unwrap_or_default(),
                a.text()
            )
        });
        lines.chain(outcome.warnings.iter().map(ToString::to_string)).collect()
    }

    #[test]
    fn records() {
        let ok = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nJust some words.";
        let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nError page.";
        let chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nJust\r\n6\r\n words\r\n0\r\n\r\n";
        let plain = "w#1 | http://n.example/response | Just some words.";
        assert_eq!(
            shown(&format!(
                "{}{}{}",
                one("warcinfo", "x", None),
                one("response", ok, None),
                one("response", gone, None)
            )),
            [plain]
        );
        assert_eq!(
            shown(&one("response", chunked, None)),
            ["w#1 | http://n.example/response | Just words"]
        );
        assert_eq!(
            shown(&one("conversion", "Just some words.", None)),
            ["w#1 | http://n.example/conversion | Just some words."]
        );
        for wrong in [5, 9_999_999] {
            let found = shown(&format!(
                "{}{}",
                one("response", ok, Some(wrong)),
                one("conversion", "More words.", None)
            ));
            assert_eq!(found.len(), 3, "{found:?}");
            assert!(
                found[0].starts_with("w#1")
                    && found[1].starts_with("w#2")
                    && found[2].contains("wrong length")
            );
        }
        assert_eq!(
            shown(&one("request", "GET /", None)),
            ["w: the archive holds no pages with text"]
        );
    }
}

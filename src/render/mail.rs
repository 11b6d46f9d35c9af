//! A briefing as one RFC 5322 message: multipart/alternative, the plain part first, both parts
//! UTF-8 in quoted-printable; ready for `sendmail -t`.
//!
//! `mail-builder` folds and encodes the headers (RFC 2047) and joins the parts. Three things are
//! ours, since a page must come out the same every time and safe for every tool on its way: the
//! boundary and the `Message-ID` are digests of the content instead of clock and chance, a missing
//! date stays missing instead of being read off the clock, and the parts are always
//! quoted-printable, also where a line begins with "." or "From ".

use mail_builder::headers::Header;
use mail_builder::headers::content_type::ContentType;
use mail_builder::mime::MimePart;

use crate::model::Briefing;
use crate::text::encode::sha256_hex;

use super::dates;
use super::mail_headers::Checked;
use super::view::{Limit, View};
use super::{Page, RenderError, Rendered, mail_page, text};

/// Bytes that a whole message may have on its way: mail programs cut those of 102 kB (and count
/// differently), and on the way a message may get more headers.
const MOST_BYTES: usize = 80_000;

/// The message, and the sentences that it has no room for.
pub(super) fn render(view: &View<'_>, page: &Page) -> Result<Rendered, RenderError> {
    let headers = Checked::new(&page.mail)?;
    let digest = digest(view.briefing, page.profile.as_deref());
    let write = |limit: Limit| {
        let view = view.limited(limit);
        (message(&view, page, &headers, &digest), view)
    };
    let fits = |limit: Limit| on_the_wire(&write(limit).0) <= MOST_BYTES;
    // Whole stories go from the bottom; of a story that is too long alone, the weakest sentences.
    let mut limit = Limit::NONE;
    if !fits(limit) {
        let stories = view.briefing.stories.len();
        limit.stories = most(stories, |stories| fits(Limit { stories, ..Limit::NONE })).max(1);
        if !fits(limit) {
            let items = view.briefing.stories.iter().map(|story| story.items.len()).max();
            limit.items =
                most(items.unwrap_or(0), |items| fits(Limit { stories: 1, items })).max(1);
        }
    }
    let (bytes, view) = write(limit);
    Ok(Rendered { bytes, untold: view.untold() })
}

/// Bytes of a message with CR LF at the ends of its lines, as it travels.
fn on_the_wire(message: &[u8]) -> usize {
    let ends = message.iter().filter(|byte| **byte == b'\n').count();
    let returns = message.iter().filter(|byte| **byte == b'\r').count();
    message.len() + ends - returns.min(ends)
}

/// The largest number up to `top` that holds; 0 when none does. What holds for a number holds for
/// all below.
fn most(top: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut good, mut bad) = (0, top + 1);
    while bad - good > 1 {
        let middle = good + (bad - good) / 2;
        if holds(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

fn message(view: &View<'_>, page: &Page, headers: &Checked, digest: &str) -> Vec<u8> {
    let plain = text::flowed(view, page.width);
    let html = mail_page::render(view);
    let part = |kind: ContentType<'static>, content: &str| {
        MimePart::new(kind.attribute("charset", "utf-8"), quoted_printable(content))
            .transfer_encoding("quoted-printable")
    };
    // No quoted-printable text holds "=_" (RFC 2045, section 6.7), so no part can hold the
    // boundary.
    let boundary = format!("=_tidings_{}", digest.get(..24).unwrap_or(digest));
    let body = MimePart::new(
        ContentType::new("multipart/alternative").attribute("boundary", boundary),
        vec![
            part(ContentType::new("text/plain").attribute("format", "flowed"), &plain),
            part(ContentType::new("text/html"), &html),
        ],
    );
    let mut message = Vec::new();
    for (name, value) in headers.all(view, digest) {
        message.extend_from_slice(name.as_bytes());
        message.extend_from_slice(b": ");
        value.write_header(&mut message, name.len() + 2);
    }
    body.write_part(&mut message);
    if !page.mail.crlf {
        // Every line end in it was written above, so each CR stands before a LF.
        message.retain(|byte| *byte != b'\r');
    }
    message
}

/// The `Message-ID` with its angle brackets.
pub(super) fn message_id(briefing: &Briefing, page: &Page) -> Result<String, RenderError> {
    let headers = Checked::new(&page.mail)?;
    Ok(format!("<{}>", headers.id(&digest(briefing, page.profile.as_deref()))))
}

/// Digest of the profile, the days that are told of and what is told, not of when and with which
/// version: the same news told again has the same `Message-ID`, and mail tools drop the second
/// copy. Days, since a window that ends now ends at another second each time. A briefing without a
/// window tells of the day on which it was made.
pub(super) fn digest(briefing: &Briefing, profile: Option<&str>) -> String {
    let mut content = format!("{profile:?}");
    let days = match briefing.window {
        Some(window) => [Some(window.from), Some(window.until)],
        None => [briefing.made, None],
    };
    for end in days.into_iter().flatten() {
        content.push_str(&format!(" {}", dates::day(end)));
    }
    for entry in &briefing.sources {
        content.push_str(&format!("\n{} {}", entry.sha256, super::entries::place(entry)));
    }
    for story in &briefing.stories {
        content.push_str("\n-");
        for citation in story.items.iter().flat_map(|item| &item.citations) {
            let number = citation.source.0;
            content.push_str(&match citation.span {
                Some(span) => format!(" {number}:{}-{}", span.start(), span.end()),
                None => format!(" {number}:title"),
            });
        }
    }
    sha256_hex(content)
}

/// Quoted-printable (RFC 2045, section 6.7) in lines of at most 76 characters, with CRLF at line
/// ends. No character is cut in two; a leading "." (which ends a message on some ways into
/// `sendmail`) and a leading "From " (which mailbox files change) are encoded.
fn quoted_printable(text: &str) -> String {
    const MOST: usize = 76;
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    for line in text.lines() {
        let mut used = 0;
        for (at, c) in line.char_indices() {
            let last = at + c.len_utf8() == line.len();
            let encode = match c {
                '=' => true,
                ' ' | '\t' => last,
                '.' => used == 0,
                'F' => used == 0 && line[at..].starts_with("From "),
                c => !c.is_ascii_graphic(),
            };
            let width = if encode { 3 * c.len_utf8() } else { 1 };
            if used + width > MOST - usize::from(!last) {
                out.push_str("=\r\n");
                used = 0;
            }
            if encode || (used == 0 && c == '.') {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    out.push_str(&format!("={byte:02X}"));
                    used += 3;
                }
            } else {
                out.push(c);
                used += 1;
            }
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_printable_as_in_rfc_2045() {
        for (text, encoded) in [
            ("a=b", "a=3Db\r\n"),
            ("trailing \n", "trailing=20\r\n"),
            (".\nFrom here", "=2E\r\n=46rom here\r\n"),
            ("Fähre 日", "F=C3=A4hre =E6=97=A5\r\n"),
        ] {
            assert_eq!(quoted_printable(text), encoded);
        }
        let long = quoted_printable(&format!("{}日本.{}", "x".repeat(74), ".".repeat(200)));
        assert!(long.lines().all(|line| line.len() <= 76 && !line.starts_with('.')), "{long}");
        assert!(long.starts_with(&format!("{}=\r\n=E6=97=A5", "x".repeat(74))), "{long}");
    }
}

//! A briefing as one RFC 5322 message: multipart/alternative, the plain part first, both parts
//! UTF-8 in quoted-printable; ready for `sendmail -t`.
//!
//! `mail-builder` folds and encodes the headers (RFC 2047) and joins the parts. Three things are
//! ours, since a page must come out the same every time and safe for every tool on its way: the
//! boundary and the `Message-ID` are digests of the content instead of clock and chance, a missing
//! date stays missing instead of being read off the clock, and the parts are always
//! quoted-printable, also where a line begins with "." or "From ".

use mail_builder::headers::address::Address;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;
use mail_builder::headers::{Header, HeaderType};
use mail_builder::mime::MimePart;
use sha2::{Digest as _, Sha256};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::lexicon::{Count, Label};
use crate::model::Briefing;

use super::dates;
use super::view::{self, Limit, View};
use super::visible::visible;
use super::{MailHeaders, Page, RenderError, Rendered, mail_page, text};

/// Columns of a subject: what a phone shows of it.
const SUBJECT_WIDTH: usize = 60;

/// The local part of who sends, where nobody is named.
const NOBODY: &str = "tidings";

/// What RFC 5322 (appendix A.1.3) writes where no receiver is named: a group without members. Tools
/// such as `sendmail -t` then ask for one, as they do when the header is missing.
const NO_RECEIVERS: &str = "undisclosed-recipients:;";

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
        content.push_str(&format!("\n{} {}", entry.sha256, super::view::place(entry)));
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
    Sha256::digest(content.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The sender's and receivers' headers after the check that they are what they should be.
struct Checked {
    from: Vec<Mailbox>,
    to: Vec<Mailbox>,
    list: Option<Mailbox>,
    unsubscribe: Option<String>,
    /// Without their angle brackets.
    references: Vec<String>,
}

/// Most earlier mails that one names: readers need the last few, and the header must not grow for
/// ever.
const MOST_REFERENCES: usize = 20;

impl Checked {
    fn new(given: &MailHeaders) -> Result<Self, RenderError> {
        let list = given.list_id.as_deref().map(list_id).transpose()?;
        let unsubscribe = given.unsubscribe.as_deref().map(unsubscribe).transpose()?;
        let from = match given.from.as_deref() {
            Some(from) => mailboxes(from)?,
            None => {
                let domain = list.as_ref().map_or("localhost", |list| &list.address);
                vec![Mailbox { name: String::new(), address: format!("{NOBODY}@{domain}").into() }]
            }
        };
        let to = given.to.iter().map(|list| mailboxes(list)).collect::<Result<Vec<_>, _>>()?;
        let earlier = given.references.len().saturating_sub(MOST_REFERENCES);
        let references = given.references.iter().skip(earlier).map(|id| reference(id));
        let references = references.collect::<Result<_, _>>()?;
        Ok(Self { from, to: to.concat(), list, unsubscribe, references })
    }

    /// The `Message-ID` without its angle brackets, in the first sender's domain.
    fn id(&self, digest: &str) -> String {
        let sender = self.from.first().and_then(|from| from.address.rsplit_once('@'));
        let domain = sender.map_or("localhost", |(_, domain)| domain);
        format!("briefing.{}@{domain}", digest.get(..32).unwrap_or(digest))
    }

    fn all<'x>(&'x self, view: &View<'_>, digest: &str) -> Vec<(&'static str, HeaderType<'x>)> {
        let text = |value: &str| HeaderType::from(Text::new(value.to_owned()));
        let raw = |value: String| HeaderType::from(Raw::new(value));
        let mut all = Vec::new();
        let newest = view.briefing.sources.iter().filter_map(|entry| entry.published);
        let date = view.briefing.made.or_else(|| newest.max_by_key(|published| published.at));
        if let Some(date) = date.and_then(dates::mail) {
            all.push(("Date", raw(date)));
        }
        all.push(("From", addresses(&self.from)));
        all.push((
            "To",
            if self.to.is_empty() { raw(NO_RECEIVERS.into()) } else { addresses(&self.to) },
        ));
        let subject = subject(view);
        // What looks like an encoded word would be decoded by readers: a title must not write
        // header fields.
        let written = if subject.contains("=?") { raw(encoded(&subject)) } else { text(&subject) };
        all.push(("Subject", written));
        all.push(("Message-ID", MessageId::new(self.id(digest)).into()));
        if let Some(last) = self.references.last() {
            all.push(("In-Reply-To", MessageId::new(last.clone()).into()));
            all.push((
                "References",
                MessageId::new_list(self.references.iter().map(String::as_str)).into(),
            ));
        }
        if let Some(list) = &self.list {
            all.push(("List-Id", addresses(std::slice::from_ref(list))));
        }
        if let Some(address) = &self.unsubscribe {
            all.push(("List-Unsubscribe", raw(format!("<{address}>"))));
            if address.starts_with("https:") {
                all.push(("List-Unsubscribe-Post", raw("List-Unsubscribe=One-Click".into())));
            }
        }
        all.push(("Auto-Submitted", raw("auto-generated".into())));
        all.push(("X-Tidings-Stories", raw(view.briefing.stories.len().to_string())));
        all.push(("X-Tidings-Sources", raw(view.briefing.sources.len().to_string())));
        let recipe = view.briefing.recipe.to_string();
        if !recipe.is_empty() {
            // Lines are folded at spaces, and a recipe has none of its own.
            all.push(("X-Tidings-Recipe", text(&visible(&recipe.replace('|', " | ")))));
        }
        all.push(("MIME-Version", raw("1.0".into())));
        all
    }
}

/// "Briefing Mon 8 Apr: Sea gates hold as the worst storm… (+4)".
fn subject(view: &View<'_>) -> String {
    let day =
        view::headed(view.briefing).map(|day| format!(" {}", dates::short_day(day, view.labels)));
    let day = day.unwrap_or_default();
    let title = shorten(&view.title(), SUBJECT_WIDTH / 3);
    let start = format!("{title}{day}");
    let stories = view.briefing.stories.len();
    if view.nothing().is_some() {
        return format!("{start}: {}", view.labels.text(Label::NothingNewSubject));
    }
    let first = view.told().chain(view.in_brief()).find_map(super::view::headline);
    let Some(headline) = first else {
        return format!("{start}: {}", view.labels.count(Count::Stories, stories));
    };
    let rest = if stories > 1 { format!(" (+{})", stories - 1) } else { String::new() };
    let room = SUBJECT_WIDTH.saturating_sub(start.width() + 2 + rest.width());
    format!("{start}: {}{rest}", shorten(&headline, room))
}

/// The beginning of a line in at most `width` columns, cut behind a word where there is one.
fn shorten(line: &str, width: usize) -> String {
    if line.width() <= width {
        return line.to_owned();
    }
    let mut used = 1; // the ellipsis
    let mut end = 0;
    for (at, cluster) in line.grapheme_indices(true) {
        used += cluster.width();
        if used > width {
            break;
        }
        end = at + cluster.len();
    }
    let cut = line.get(..end).unwrap_or("");
    let whole_word = line.get(end..).is_some_and(|rest| rest.starts_with(' '));
    let at_word = cut.rfind(' ').filter(|at| !whole_word && *at * 2 > end);
    let cut = at_word.and_then(|at| cut.get(..at)).unwrap_or(cut);
    format!("{}…", cut.trim_end_matches([' ', ',', ';', ':', '–', '-']))
}

/// A name, which may be empty, and an address in printable ASCII without white space or syntax.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mailbox {
    name: String,
    address: std::borrow::Cow<'static, str>,
}

/// A text as encoded words (RFC 2047, "Q"), a space between them.
fn encoded(text: &str) -> String {
    // A word has at most 75 characters, its frame of 12 among them.
    const LONGEST: usize = 60;
    let mut words: Vec<String> = vec![String::new()];
    for c in text.chars() {
        let mut bytes = [0; 4];
        let code: String = match c {
            ' ' => "_".to_owned(),
            c if c.is_ascii_alphanumeric() => c.to_string(),
            c => c.encode_utf8(&mut bytes).bytes().map(|b| format!("={b:02X}")).collect(),
        };
        if words.last().is_some_and(|word| word.len() + code.len() > LONGEST) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push_str(&code);
        }
    }
    let framed: Vec<String> = words.iter().map(|word| format!("=?utf-8?Q?{word}?=")).collect();
    framed.join(" ")
}

fn addresses(list: &[Mailbox]) -> HeaderType<'_> {
    let one = |mailbox: &Mailbox| {
        let name = (!mailbox.name.is_empty()).then(|| mailbox.name.clone());
        Address::new_address(name, mailbox.address.clone().into_owned())
    };
    match list {
        [mailbox] => one(mailbox).into(),
        list => Address::new_list(list.iter().map(one).collect()).into(),
    }
}

/// Reads "a@b.example, Name <c@d.example>, \"Last, First\" <e@f.example>".
fn mailboxes(list: &str) -> Result<Vec<Mailbox>, RenderError> {
    let wrong = || RenderError::Address { given: list.escape_debug().to_string() };
    if list.chars().any(char::is_control) {
        return Err(wrong());
    }
    let (mut quoted, mut escaped) = (false, false);
    let parts = list.split(|c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ',' => return !quoted,
            _ => {}
        }
        false
    });
    let mailbox = |part: &str| {
        let part = part.trim();
        let (name, address) = match part.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            Some((name, address)) => (name.trim(), address.trim()),
            None => ("", part),
        };
        let name = match name.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
            Some(inner) => inner.replace("\\\"", "\"").replace("\\\\", "\\"),
            None => name.to_owned(),
        };
        is_address(address).then(|| Mailbox {
            name: visible(&name).into_owned(),
            address: address.to_owned().into(),
        })
    };
    parts.map(|part| mailbox(part).ok_or_else(wrong)).collect()
}

/// Whether this is "local@domain" or a local name, without quoting.
fn is_address(address: &str) -> bool {
    let atom = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"()<>[]:;@\\,\"".contains(&byte))
    };
    let (local, domain) = address.rsplit_once('@').unwrap_or((address, "localhost"));
    address.len() <= 254 && atom(local) && is_domain(domain)
}

/// Whether this is a domain of letters, digits, hyphens and dots.
fn is_domain(domain: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    domain.len() <= 253 && domain.split('.').all(label)
}

/// Reads "morning.example.org" or "The morning list <morning.example.org>" (RFC 2919).
fn list_id(given: &str) -> Result<Mailbox, RenderError> {
    let wrong = || RenderError::ListId { given: given.escape_debug().to_string() };
    let trimmed = given.trim();
    let (name, id) = match trimmed.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, id)) => (name.trim().trim_matches('"'), id),
        None => ("", trimmed),
    };
    if given.chars().any(char::is_control) || !is_domain(id) {
        return Err(wrong());
    }
    Ok(Mailbox { name: visible(name).into_owned(), address: id.to_owned().into() })
}

/// Reads "<id@host>", with or without the brackets.
fn reference(given: &str) -> Result<String, RenderError> {
    let trimmed = given.trim();
    let bare = trimmed.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(trimmed);
    let plain =
        bare.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>()[],;:\\\"".contains(&byte));
    let parts = bare.split_once('@').is_some_and(|(id, host)| !id.is_empty() && !host.is_empty());
    if plain && parts && bare.len() <= 250 {
        Ok(bare.to_owned())
    } else {
        Err(RenderError::MessageId { given: given.escape_debug().to_string() })
    }
}

/// An address of the web over TLS or of mail at which one can leave a list.
fn unsubscribe(given: &str) -> Result<String, RenderError> {
    let given = given.trim();
    let wrong = || RenderError::Unsubscribe { given: given.escape_debug().to_string() };
    let plain = given.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>,\"".contains(&byte));
    let known = ["https://", "mailto:"].iter().any(|scheme| given.starts_with(scheme));
    if plain && known && given.len() <= 900 { Ok(given.to_owned()) } else { Err(wrong()) }
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

    #[test]
    fn addresses_are_read_or_refused() {
        let list = mailboxes("a@b.example, Zoë Q <c+d@e.example>, \"F, G\" <root>").unwrap();
        let shown: Vec<_> = list.iter().map(|m| (m.name.as_str(), m.address.as_ref())).collect();
        assert_eq!(shown, [("", "a@b.example"), ("Zoë Q", "c+d@e.example"), ("F, G", "root")]);
        for wrong in [
            "",
            "a@b.example,",
            "a@b.example\r\nBcc: x@y.example",
            "a b@c.example",
            "a@@b",
            "a@b..c",
            "a@bücher.example",
            "<a@b.example",
            "a@b.example\u{0}",
        ] {
            assert!(mailboxes(wrong).is_err(), "{wrong:?}");
        }
        assert_eq!(list_id("The list <a.b.example>").unwrap().address, "a.b.example");
        assert!(list_id("a.b>\r\nX: y").is_err() && list_id("a b").is_err());
        assert!(unsubscribe("https://a.example/u?x=1").is_ok());
        assert!(unsubscribe("http://a.example").is_err() && unsubscribe("mailto:a>b").is_err());
    }

    #[test]
    fn what_looks_like_an_encoded_word_is_encoded() {
        let coded = encoded("=?utf-8?b?DQpCY2M6?= and ä");
        assert_eq!(coded, "=?utf-8?Q?=3D=3Futf=2D8=3Fb=3FDQpCY2M6=3F=3D_and_=C3=A4?=");
        assert!(encoded(&"=?ü".repeat(60)).split(' ').all(|word| word.len() <= 75));
    }

    #[test]
    fn subjects_fit_a_phone() {
        assert_eq!(shorten("short", 10), "short");
        assert_eq!(shorten("Sea gates hold, as the storm", 17), "Sea gates hold…");
        assert_eq!(shorten("Donaudampfschifffahrt", 10), "Donaudamp…");
        assert_eq!(shorten("地下鉄四号線", 7), "地下鉄…");
        assert_eq!(shorten("abc", 0), "…");
    }
}

//! The headers of a mail, after the check that they are what they should be.

use mail_builder::headers::HeaderType;
use mail_builder::headers::address::Address;
use mail_builder::headers::message_id::MessageId;
use mail_builder::headers::raw::Raw;
use mail_builder::headers::text::Text;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::dates;
use super::view::{self, View};
use super::visible::visible;
use super::{MailHeaders, RenderError};
use crate::lexicon::{Count, Label};

/// The local part of who sends, where nobody is named.
const NOBODY: &str = "tidings";

/// What RFC 5322 (appendix A.1.3) writes where no receiver is named: a group without members. Tools
/// such as `sendmail -t` then ask for one, as they do when the header is missing.
const NO_RECEIVERS: &str = "undisclosed-recipients:;";

/// The sender's and receivers' headers after the check that they are what they should be.
pub(super) struct Checked {
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
    pub(super) fn new(given: &MailHeaders) -> Result<Self, RenderError> {
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
    pub(super) fn id(&self, digest: &str) -> String {
        let sender = self.from.first().and_then(|from| from.address.rsplit_once('@'));
        let domain = sender.map_or("localhost", |(_, domain)| domain);
        format!("briefing.{}@{domain}", digest.get(..32).unwrap_or(digest))
    }

    /// All headers of a mail, in order.
    pub(super) fn all<'x>(
        &'x self,
        view: &View<'_>,
        digest: &str,
    ) -> Vec<(&'static str, HeaderType<'x>)> {
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

/// Columns of a subject: what a phone shows of it.
const SUBJECT_WIDTH: usize = 60;

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
    let first = view.at_length().chain(view.in_brief()).find_map(super::view::headline);
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

#[cfg(test)]
mod tests {
    use super::*;

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

//! RSS 0.9x to 2.0, RDF and Atom 0.3 and 1.0, read leniently.
//!
//! Feeds are broken more often than pages: undeclared entities, bare ampersands, control
//! characters, a cut end, a PHP warning in front. A strict parser loses the whole feed to any of
//! them, so this one walks the tokens of [`super::markup`] and keeps every item that it has seen.
//! (`feed-rs` was tried first: it refuses a feed as a whole, drops `<source>`, refuses XHTML
//! content and panics on some encodings; what feeds say about articles is a dozen fields.)
//!
//! | field | RSS | Atom |
//! | --- | --- | --- |
//! | text | `content:encoded`, `xhtml:body`, else `description` as a teaser | `content`, else `summary` as a teaser |
//! | text where there is none | `media:description`, `itunes:summary`, `dc:description` as a teaser | the same |
//! | title | `title`, else `media:title`, `itunes:title`, `dc:title` | the same |
//! | publisher | item's `source`, `dc:publisher`, else the outlet of its address | entry's `source/title`, else the same |
//! | date | `pubDate`, `dc:date`, `dcterms:*` | `published`, `issued`, else `updated` |
//! | address | `link`, a permanent `guid`, `feedburner:origLink` | `link rel="alternate"` |
//! | byline | `dc:creator`, `author` | `author/name` |
//! | language | `language`, `xml:lang` | `xml:lang` |
//!
//! An item of a title alone is an article without text. Elements of other vocabularies are passed
//! over with all that is in them, whatever they are called (`spaces.rs`).

use std::borrow::Cow;

use super::charset;
use super::draft::{Draft, Sink, Stated, outlet_of, record};
use super::entities::decode;
use super::markup::{Lexer, Tag, Token};
use super::plain::decoded;
use super::spaces::{Space, Spaces};
use super::{address, base64, prose, tidy};
use crate::model::Place;
use crate::text::opinion;

/// How much of an element's text is kept where only a line is wanted, in bytes.
const LINE: usize = 4096;

/// What is said of a feed that is in order and holds nothing.
pub const EMPTY_FEED: &str = "the feed holds no items";

/// Reads a feed: one article an item.
pub(super) fn read(bytes: &[u8], sink: &mut Sink<'_>) {
    let declared = charset::of_xml(bytes);
    let text = decoded(bytes, declared.as_deref(), sink);
    let start =
        ["<rss", "<feed", "<rdf:", "<RDF", "<?xml"].iter().filter_map(|mark| text.find(mark)).min();
    let mut reader = Reader::default();
    if let Place::Url(address) = sink.place() {
        reader.own = address::canonical_address(address);
    }
    let mut lexer = Lexer::xml(text.get(start.unwrap_or(0)..).unwrap_or(""));
    while let Some(token) = lexer.next() {
        reader.token(token, &mut lexer);
        for item in std::mem::take(&mut reader.done) {
            if !sink.has_room() {
                return;
            }
            reader.file(item, sink);
        }
    }
    if let Some(item) = reader.item.take() {
        sink.failed("", "the feed ends inside an item", "fetch the feed again");
        reader.file(item, sink);
    }
    reader.parts_of_pages(sink);
    if reader.count == 0 {
        let message = match reader.root.as_str() {
            "opml" => "it is a list of feeds (OPML), not a feed",
            "rss" | "feed" | "rdf" | "channel" => EMPTY_FEED,
            _ => "it is neither RSS nor Atom",
        };
        sink.failed(
            "",
            message,
            if reader.root == "opml" { "fetch the feeds that it names" } else { "" },
        );
    }
}

/// An item on its way: the draft and what else decides about it.
#[derive(Debug, Default)]
struct Item {
    draft: Draft,
    summary: Option<String>,
    /// A description in another vocabulary than the feed's own, and a title.
    described: Option<String>,
    entitled: Option<String>,
    updated: Option<String>,
    guid: Option<String>,
    /// What its relative addresses start from, where it says so itself.
    base: Option<String>,
    /// Rank of the address that the draft holds; lower is better.
    link: u8,
}

#[derive(Debug, Default)]
struct Reader {
    /// Local name of the first element.
    root: String,
    spaces: Spaces,
    /// The feed's own title, language and address.
    feed: Draft,
    /// The address that the feed was read from, and the one that it names for its relative ones
    /// (`xml:base`).
    own: Option<String>,
    base: Option<String>,
    item: Option<Item>,
    /// Items that are complete.
    done: Vec<Item>,
    count: usize,
    /// Items whose addresses name a part of a page: the article's place among those read, and the
    /// part.
    parts: Vec<(usize, String)>,
    /// Inside an item's `<source>` or a person.
    inside: Option<Inside>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Source,
    Author,
    Image,
}

impl Reader {
    fn token(&mut self, token: Token<'_>, lexer: &mut Lexer<'_>) {
        match token {
            Token::Start(tag) => self.start(tag, lexer),
            Token::End(name) => self.end(name),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, lexer: &mut Lexer<'_>) {
        let (prefix, name) = split(tag.name);
        let own = self.spaces.declare(&tag);
        if self.root.is_empty() {
            name.clone_into(&mut self.root);
        }
        let space = match self.spaces.of(&prefix) {
            // An element may change its own default namespace, the feed's own elements must not
            // lose it.
            Space::Core if prefix.is_empty() && self.item.is_some() => own.unwrap_or(Space::Core),
            space => space,
        };
        if space == Space::Other {
            if self.item.is_some() && !tag.closed {
                inner(lexer, tag.name, 0);
            }
            return;
        }
        if matches!(name.as_str(), "feed" | "rss" | "entry" | "item")
            && let Some(language) = tag.attribute("xml:lang")
            && self.feed.language.is_none()
        {
            self.feed.language = Some(language);
        }
        let stated = tag.attribute("xml:base").filter(|_| self.inside.is_none());
        let base = stated.and_then(|base| {
            address::absolute(&base, self.base.as_deref().or(self.own.as_deref()))
        });
        if matches!(name.as_str(), "feed" | "rss" | "channel") && base.is_some() {
            self.base.clone_from(&base);
        }
        match name.as_str() {
            "item" | "entry" if self.inside != Some(Inside::Source) => {
                // An item inside an item: the end tag of the first is missing.
                self.inside = None;
                self.done.extend(self.item.take());
                let item = Item { link: u8::MAX, base, ..Item::default() };
                if tag.closed {
                    self.done.push(item);
                } else {
                    self.item = Some(item);
                }
                return;
            }
            "image" | "textinput" if space == Space::Core => {
                self.inside = (!tag.closed).then_some(Inside::Image);
                return;
            }
            "link" if self.inside.is_none() && space == Space::Core => {
                return self.link(&tag, lexer);
            }
            "source" if self.item.is_some() && !tag.closed && space == Space::Core => {
                // RSS names the publisher in it, Atom holds a feed's head.
                if tag.has("url") || self.root != "feed" {
                    let (text, _) = inner(lexer, tag.name, LINE);
                    if let Some(item) = &mut self.item {
                        item.draft.publisher = title(&text, "").or(item.draft.publisher.take());
                    }
                } else {
                    self.inside = Some(Inside::Source);
                }
                return;
            }
            "author" | "contributor" if self.root == "feed" && !tag.closed => {
                self.inside = Some(Inside::Author);
                return;
            }
            "category" if self.inside.is_none() && space == Space::Core => {
                // Atom's; RSS has the name as text.
                if let (Some(item), Some(term)) = (&mut self.item, tag.attribute("term")) {
                    item.draft.opinion |= opinion::is_section(&term);
                }
            }
            _ => {}
        }
        if tag.closed {
            return;
        }
        let wanted = self.wants(space, &name);
        if let Some(most) = wanted {
            let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
            let coded = tag.attribute("mode").is_some_and(|m| m.eq_ignore_ascii_case("base64"));
            let (text, marked) = inner(lexer, tag.name, most);
            let found = Found { space, name, text, marked, kind, coded };
            self.field(found, tag.attribute("isPermaLink"));
        }
    }

    /// Whether an element's text is needed, and how many bytes of it.
    fn wants(&self, space: Space, name: &str) -> Option<usize> {
        if self.inside == Some(Inside::Image) {
            return None;
        }
        match (space, name) {
            (
                Space::Core | Space::Content | Space::Xhtml,
                "encoded" | "content" | "description" | "summary" | "body" | "abstract",
            )
            | (
                Space::Media | Space::Itunes | Space::Dublin,
                "description" | "summary" | "abstract",
            ) if self.item.is_some() => Some(usize::MAX),
            (Space::Media | Space::Itunes, "title" | "author") => Some(LINE),
            (Space::Media | Space::Itunes | Space::Content | Space::Xhtml, _) => None,
            (
                _,
                "title" | "pubdate" | "date" | "published" | "issued" | "updated" | "modified"
                | "created" | "creator" | "author" | "publisher" | "guid" | "id" | "origlink"
                | "language" | "name" | "category" | "subject",
            ) => Some(LINE),
            _ => None,
        }
    }

    fn field(&mut self, found: Found, permanent: Option<String>) {
        let line = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let Found { space, name, text, marked, kind, coded } = found;
        let (name, kind) = (name.as_str(), kind.as_str());
        let Some(item) = &mut self.item else {
            match (name, space) {
                ("title", Space::Core)
                    if self.inside.is_none() && self.feed.publisher.is_none() =>
                {
                    self.feed.publisher = title(&text, kind);
                }
                ("language", _) => self.feed.language = line(&text),
                _ => {}
            }
            return;
        };
        let foreign = matches!(space, Space::Media | Space::Itunes | Space::Dublin);
        match (self.inside, name) {
            (None, "title") if foreign => {
                item.entitled = item.entitled.take().or_else(|| title(&text, kind));
            }
            (None, "description" | "summary" | "abstract") if foreign => {
                let text = body(&text, marked, kind);
                if item.described.as_ref().is_none_or(|old| old.len() < text.len()) {
                    item.described = Some(text);
                }
            }
            (Some(Inside::Source), "title") => {
                item.draft.publisher = title(&text, kind).or(item.draft.publisher.take())
            }
            (Some(Inside::Author), "name") => {
                item.draft.byline = item.draft.byline.take().or_else(|| title(&text, kind))
            }
            (Some(_), _) => {}
            (None, "title") => {
                item.draft.title = title(&text, kind).or(item.draft.title.take());
            }
            (None, "author") if space == Space::Itunes => {
                item.draft.byline = item.draft.byline.take().or_else(|| title(&text, kind));
            }
            (None, "creator" | "author") => {
                item.draft.byline = title(&text, kind).map(person).or(item.draft.byline.take());
            }
            (None, "publisher") => {
                item.draft.publisher = item.draft.publisher.take().or_else(|| title(&text, kind))
            }
            (None, "pubdate" | "published" | "issued") => {
                item.draft.date = line(&text).map(Stated::Text).or(item.draft.date.take());
            }
            (None, "date" | "created") if item.draft.date.is_none() => {
                item.draft.date = line(&text).map(Stated::Text);
            }
            (None, "updated" | "modified") => item.updated = line(&text),
            (None, "guid") => {
                item.draft.id = line(&text);
                // Without a scheme it is an address only where the feed says so.
                item.guid = line(&text).filter(|guid| match permanent.as_deref() {
                    Some("false") => false,
                    Some("true") => true,
                    _ => guid.contains("://"),
                });
            }
            (None, "id") => {
                item.draft.id = line(&text);
                item.guid = line(&text).filter(|id| id.contains("://"));
            }
            (None, "origlink") => {
                item.draft.url = line(&text);
                item.link = 0;
            }
            (None, "language") => item.draft.language = line(&text),
            (None, "category" | "subject") => item.draft.opinion |= opinion::is_section(&text),
            (None, "content") if coded || is_media(kind) => {
                if let Some(text) = coded_text(&text, kind)
                    && text.len() > item.draft.text.len()
                {
                    item.draft.text = body(&text, false, kind);
                }
            }
            (None, "encoded" | "content" | "body") => {
                let text = body(&text, marked, kind);
                if text.len() > item.draft.text.len() {
                    item.draft.text = text;
                }
            }
            (None, "description" | "summary" | "abstract") => {
                let text = body(&text, marked, kind);
                if item.summary.as_ref().is_none_or(|old| old.len() < text.len()) {
                    item.summary = Some(text);
                }
            }
            _ => {}
        }
    }

    /// `<link>…</link>` of RSS, `<link href rel>` of Atom.
    fn link(&mut self, tag: &Tag<'_>, lexer: &mut Lexer<'_>) {
        let (address, rank) = match tag.attribute("href") {
            Some(address) => match relation(tag.attribute("rel").as_deref()) {
                "alternate" if tag.attribute("type").is_none_or(|kind| kind.contains("html")) => {
                    (address, 1)
                }
                "alternate" => (address, 3),
                "canonical" => (address, 0),
                _ => return,
            },
            None if tag.closed => return,
            None => {
                let (text, _) = inner(lexer, tag.name, LINE);
                (decode(text.trim()).into_owned(), 1)
            }
        };
        match &mut self.item {
            Some(item) if rank < item.link => {
                item.draft.url = Some(address);
                item.link = rank;
            }
            None if self.feed.url.is_none() => {
                self.feed.url =
                    address::absolute(&address, self.base.as_deref().or(self.own.as_deref()));
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match split(name).1.as_str() {
            "item" | "entry" => {
                self.inside = None;
                self.done.extend(self.item.take());
            }
            "source" | "author" | "contributor" | "image" | "textinput" => self.inside = None,
            _ => {}
        }
    }

    /// Several items of one page are told apart by the parts that their addresses name.
    fn parts_of_pages(&self, sink: &mut Sink<'_>) {
        let mut pages: std::collections::BTreeMap<String, Vec<(usize, &str)>> =
            std::collections::BTreeMap::new();
        for (at, part) in &self.parts {
            if let Some(page) = sink.url(*at) {
                pages.entry(page.to_owned()).or_default().push((*at, part));
            }
        }
        for (page, items) in pages {
            let first = items.first().map(|(_, part)| *part);
            if items.iter().any(|(_, part)| Some(*part) != first) {
                for (at, part) in items {
                    sink.set_url(at, format!("{page}#{part}"));
                }
            }
        }
    }

    /// Hands a finished item on.
    fn file(&mut self, item: Item, sink: &mut Sink<'_>) {
        let number = record(self.count);
        self.count += 1;
        let part = format!("item {}", self.count);
        let mut draft = item.draft;
        let summary = item.summary.filter(|text| !tidy::is_blank(text)).or(item.described);
        let summary = summary.unwrap_or_default();
        draft.title = draft.title.or(item.entitled);
        // A "content" shorter than the summary is a placeholder.
        if draft.text.len() < summary.len() && draft.text.chars().count() < 400
            || tidy::is_blank(&draft.text)
        {
            draft.teaser = true;
            draft.text = summary;
        }
        if let Some((title, name)) = draft.title.as_deref().zip(self.feed.publisher.as_deref()) {
            let end = footer(&draft.text, title, name);
            draft.text.truncate(end);
        }
        if draft.url.is_none() {
            draft.url = item.guid;
        }
        let part_of_page = draft.url.as_deref().and_then(|url| url.split_once('#'));
        if let Some((_, fragment)) = part_of_page.filter(|(_, fragment)| !fragment.is_empty()) {
            self.parts.push((sink.len(), fragment.to_owned()));
        }
        let bases = [&item.base, &self.base, &self.feed.url, &self.own];
        let base = bases.into_iter().flatten().next().map(String::as_str);
        draft.url = draft.url.and_then(|url| address::absolute(&url, base));
        draft.date = draft.date.or(item.updated.map(Stated::Text));
        let named = self.feed.publisher.as_deref();
        let known = [draft.url.as_deref(), self.feed.url.as_deref(), self.own.as_deref()];
        let feed = Draft {
            publisher: outlet_of(named, known.into_iter().flatten()),
            language: self.feed.language.clone(),
            ..Draft::default()
        };
        if tidy::is_blank(&draft.text) && draft.title.is_none() {
            return sink.note(&part, "the item holds no text, and is left out");
        }
        draft.place_in_feed = number;
        sink.push(draft.or(&feed), number, &part);
    }
}

/// What an element of an item holds.
#[derive(Debug)]
struct Found {
    space: Space,
    /// Its local name, in small letters.
    name: String,
    text: String,
    /// Whether it has child elements.
    marked: bool,
    /// Atom's `type`.
    kind: String,
    /// Whether it says that it is in base64.
    coded: bool,
}

/// The text that base64 holds, where it is no picture or sound; `None` when it is not text after
/// all.
fn coded_text(text: &str, kind: &str) -> Option<String> {
    if ["image/", "audio/", "video/", "font/"].iter().any(|media| kind.starts_with(media)) {
        return None;
    }
    String::from_utf8(base64::decode(text.as_bytes())?).ok().filter(|text| !text.contains('\0'))
}

/// Where a text ends without the paragraph that programs for weblogs put below it, in any language:
/// "The post TITLE appeared first on NAME."
fn footer(text: &str, title: &str, name: &str) -> usize {
    /// Letters that the sentence adds to the title and the name.
    const MORE: usize = 60;
    let end = text.trim_end().len();
    let start = text.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let last = text.get(start..end).unwrap_or("");
    let is_footer = start > 0
        && title.split_whitespace().count() >= 2
        && last.len() <= title.len() + name.len() + MORE
        && last.contains(title)
        && last.rfind(name).is_some_and(|at| {
            at > last.find(title).unwrap_or(0) && last.len() - at - name.len() <= 2
        });
    if is_footer { text.get(..start).map_or(end, |text| text.trim_end().len()) } else { text.len() }
}

/// A person without the mail address that RSS puts before the name: `desk@n.example (Ann Desk)`.
fn person(text: String) -> String {
    let named = text.split_once('@').and_then(|(_, rest)| rest.strip_suffix(')')?.split_once(" ("));
    match named {
        Some((_, name)) if !name.trim().is_empty() => name.trim().to_owned(),
        _ => text,
    }
}

/// What a link is for; the registry's names may be written as its addresses (RFC 4287, 4.2.7.2).
fn relation(rel: Option<&str>) -> &str {
    let rel = rel.map_or("", str::trim);
    match rel.rsplit('/').next() {
        Some("") | None => "alternate",
        Some(name) => name,
    }
}

/// Whether an element's type says that its inside is no text: a picture in base64, say.
fn is_media(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or("").trim();
    let text = kind.starts_with("text/") || kind.ends_with("xml") || kind.ends_with("html");
    kind.contains('/') && !text
}

/// A name without its prefix, and the prefix, both in lower case.
fn split(name: &str) -> (String, String) {
    let lower = name.get(..name.len().min(64)).unwrap_or("").to_ascii_lowercase();
    match lower.split_once(':') {
        Some((prefix, local)) => (prefix.to_owned(), local.to_owned()),
        None => (String::new(), lower),
    }
}

/// The inside of an element up to its end tag, at most `most` bytes of it: text decoded once and
/// CDATA as it is, with child elements written as tags. Whether there were any comes along.
fn inner(lexer: &mut Lexer<'_>, name: &str, most: usize) -> (String, bool) {
    let mut out = String::new();
    let mut marked = false;
    let mut depth = 1_usize;
    let mut push = |text: &str| {
        let room = most.saturating_sub(out.len());
        let mut end = text.len().min(room);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        out.push_str(text.get(..end).unwrap_or(""));
    };
    loop {
        // An element that is never closed must not swallow the next item.
        let mut ahead = lexer.clone();
        let Some(token) = ahead.next() else {
            *lexer = ahead;
            break;
        };
        match token {
            // Mark-up is decoded once, by whoever reads it as such.
            Token::Text(text) if marked => push(text),
            Token::Text(text) => push(&decode(text)),
            Token::Raw(text) => push(text),
            Token::Start(tag) => {
                let local = split(tag.name).1;
                if matches!(local.as_str(), "item" | "entry") {
                    break;
                }
                if tag.name == name && !tag.closed {
                    depth += 1;
                }
                marked = true;
                push("<");
                push(&local);
                push(if super::skip::is_hidden(&tag) { " hidden>" } else { ">" });
            }
            Token::End(end) => {
                let local = split(end).1;
                if end == name {
                    depth -= 1;
                    if depth == 0 {
                        *lexer = ahead;
                        break;
                    }
                }
                if matches!(local.as_str(), "item" | "entry" | "channel" | "rss" | "feed") {
                    break;
                }
                marked = true;
                push("</");
                push(&local);
                push(">");
            }
        }
        *lexer = ahead;
    }
    (out, marked)
}

/// An item's text without mark-up. `kind` is Atom's `type`.
fn body(text: &str, marked: bool, kind: &str) -> String {
    if kind.starts_with("text") && !kind.contains("html") && !marked {
        return text.trim().to_owned();
    }
    let text = without_cdata(text);
    let text = text.as_ref();
    let tags = marked
        || text.contains("</")
        || text.contains("<p")
        || text.contains("<br")
        || text.contains("<img");
    let text = if tags || text.contains('&') && text.contains(';') {
        prose::of_html(text)
    } else {
        text.trim().to_owned()
    };
    without_label(text)
}

/// Text without the marks of a CDATA section that was escaped together with its inside.
fn without_cdata(text: &str) -> Cow<'_, str> {
    if !text.contains("<![CDATA[") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("<![CDATA[", "").replace("]]>", ""))
}

/// An abstract without what an archive of papers prints before it: "arXiv:2605.00001v1 Announce
/// Type: new Abstract: We …".
fn without_label(text: String) -> String {
    const LABEL: &str = "Abstract:";
    let head = text.get(..120).unwrap_or(&text);
    if !head.starts_with("arXiv:") {
        return text;
    }
    let rest = head.find(LABEL).and_then(|at| text.get(at + LABEL.len()..));
    rest.map(|rest| rest.trim_start().to_owned()).unwrap_or(text)
}

/// A title: mark-up removed where there is some, however it was escaped, unless it says that it is
/// none.
fn title(text: &str, kind: &str) -> Option<String> {
    let text = without_cdata(text);
    let text = text.as_ref();
    let marked =
        text.contains("</") || text.contains('&') || text.contains("<br") || text.contains("<img");
    let text = if marked && kind != "text" { prose::of_html(text) } else { text.to_owned() };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::model::Place;
    use crate::read::{Format, Limits, read};

    fn shown(source: &str) -> Vec<String> {
        let place = Place::File { path: "f".into(), record: None };
        let outcome = read(source.as_bytes(), &place, Some(Format::Feed), &Limits::default());
        let none = || "-".to_owned();
        let mut lines: Vec<String> = outcome
            .value
            .iter()
            .map(|a| {
                format!(
                    "{} | {} | {} | {} | {} | {} | {}{}",
                    a.source.place,
                    a.title.clone().unwrap_or_else(none),
                    a.source.publisher.clone().unwrap_or_else(none),
                    a.published.map_or_else(none, |p| p.at.to_string()),
                    a.source.url.clone().unwrap_or_else(none),
                    a.byline.clone().unwrap_or_else(none),
                    a.text(),
                    if a.teaser { " (teaser)" } else { "" }
                )
            })
            .collect();
        lines.extend(outcome.warnings.iter().map(ToString::to_string));
        lines
    }

    #[test]
    fn rss() {
        let source = "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour &amp; News</title><link>http://n.example/</link><image><title>Logo</title></image><language>en-GB</language>
            <item><title>Ferry &lt;b&gt;aground&lt;/b&gt;</title><link>/a?utm_source=x</link><pubDate>Tue, 09 Apr 2019 06:00:00 GMT</pubDate><source url='http://g.example/rss'>Gazette</source><dc:creator>A. Writer</dc:creator><description>Short.</description><content:encoded><![CDATA[<p>One.</p><p>Two &amp; three.</p>]]></content:encoded></item>
            <item><title><![CDATA[A & B]]></title><guid isPermaLink='false'>x</guid><description>Only &amp;mdash; this&nbsp;.</description></item>
            <item/><item><title>Nothing else</title></item></channel></rss>";
        assert_eq!(
            shown(source),
            [
                "f#1 | Ferry aground | Gazette | 2019-04-09T06:00:00Z | http://n.example/a | A. Writer | One.\n\nTwo & three.",
                "f#2 | A & B | Harbour & News | - | - | - | Only — this . (teaser)",
                "f#4 | Nothing else | Harbour & News | - | - | - |  (teaser)",
                "f: item 3: the item holds no text, and is left out",
            ]
        );
    }

    #[test]
    fn atom() {
        let source = "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>News</title><author><name>Desk</name></author>
            <entry><title type='html'>A &amp;amp; B</title><id>urn:x</id><link rel='enclosure' href='http://n/x.mp3'/><link href='http://n.example/1'/><updated>2019-04-10T06:00:00Z</updated><published>2019-04-09T06:00:00Z</published><author><name>Jane</name></author><source><title>Gazette</title><id>no</id></source>
            <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One.</p><script>no</script><p>Two.</p></div></content></entry>
            <entry><title>C</title><summary>Sum.</summary><updated>2019-04-10T06:00:00Z</updated></entry></feed>";
        assert_eq!(
            shown(source),
            [
                "f#1 | A & B | Gazette | 2019-04-09T06:00:00Z | http://n.example/1 | Jane | One.\n\nTwo.",
                "f#2 | C | News | 2019-04-10T06:00:00Z | - | - | Sum. (teaser)",
            ]
        );
    }

    #[test]
    fn addresses_start_from_what_the_feed_says() {
        let urls = |source: &str, own: &str| -> Vec<String> {
            let outcome =
                read(source.as_bytes(), &Place::Url(own.into()), None, &Limits::default());
            outcome.value.into_iter().map(|a| a.source.url.unwrap_or_default()).collect()
        };
        let own = "https://own.example/feeds/all.xml";
        let atom = "<feed xmlns='a' xml:base='https://n.example/news/'><title>T</title><link rel='self' href='x'/>\
            <entry><link href='2026/a.html'/><id>tag:n.example,1</id><summary>One.</summary></entry>\
            <entry xml:base='../b/'><link rel='http://www.iana.org/assignments/relation/alternate' href='c.html'/><summary>Two.</summary></entry>\
            <entry><id>7</id><link rel='related' href='https://x.example/'/><summary>Three.</summary></entry></feed>";
        assert_eq!(
            urls(atom, own),
            ["https://n.example/news/2026/a.html", "https://n.example/b/c.html", ""]
        );
        let item = "<item><link>?p=7</link><description>One.</description></item>\
            <item><guid isPermaLink='true'>/g</guid><description>Two.</description></item>\
            <item><guid>g-3</guid><description>Three.</description></item>";
        let site = format!(
            "<rss><channel><title>T</title><link>https://s.example/x/</link>{item}</channel></rss>"
        );
        assert_eq!(urls(&site, own), ["https://s.example/x/?p=7", "https://s.example/g", ""]);
        let bare = format!("<rss><channel><title>T</title>{item}</channel></rss>");
        assert_eq!(
            urls(&bare, own),
            ["https://own.example/feeds/all.xml?p=7", "https://own.example/g", ""]
        );
    }

    #[test]
    fn what_is_no_text_and_no_date_is_passed_over() {
        let atom = "<feed><title>T</title><entry><title>A</title><content type='image/png'>iVBORw0KGgo=</content><summary>Sum.</summary></entry>\
            <entry><title>B</title><content type='application/xhtml+xml'><p>Body.</p></content></entry></feed>";
        assert_eq!(
            shown(atom),
            ["f#1 | A | T | - | - | - | Sum. (teaser)", "f#2 | B | T | - | - | - | Body."]
        );
        let rss = "<rss><channel><title>T</title><item><title>A</title><dc:date>2026-05-10T08:05:00Z</dc:date><pubDate/><pubDate> </pubDate>\
            <author>desk@n.example (Ann Desk)</author><description>One.</description></item></channel></rss>";
        assert_eq!(
            shown(rss),
            ["f#1 | A | T | 2026-05-10T08:05:00Z | - | Ann Desk | One. (teaser)"]
        );
    }

    #[test]
    fn broken_feeds_keep_what_they_have() {
        let item = "<item><title>A</title><description>Text & more.</description>";
        for (source, articles) in [
            (format!("<rss><channel>{item}</item>{item}</item></channel></rss>"), 2),
            (format!("<rss><channel>{item}</item>{item}"), 2),
            (format!("<rss><channel>{item}{item}</itm></channel></rss>"), 2),
            ("<rss><channel><item><description>Never closed <item><description>Two.</description></item>".into(), 2),
            (format!("<br/><b>Warning</b>: x <?xml version='1.0'?><rss>{item}</item></rss>"), 1),
            (format!("<rdf:RDF><channel><title>t</title></channel>{item}</item></rdf:RDF>"), 1),
            (format!("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss>{item}&x;</item></rss>"), 1),
        ] {
            let place = Place::Stdin { record: None };
            let outcome = read(source.as_bytes(), &place, Some(Format::Feed), &Limits::default());
            assert_eq!(outcome.value.len(), articles, "{source} {:?}", outcome.warnings);
        }
        assert_eq!(
            shown("<opml></opml>"),
            ["f: it is a list of feeds (OPML), not a feed; hint: fetch the feeds that it names"]
        );
    }
}

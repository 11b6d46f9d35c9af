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
//! | text | `content:encoded`, `xhtml:body` | `content` |
//! | teaser, where there is no text | `description` | `summary` |
//! | else as a teaser | `media:description`, `itunes:summary`, `dc:description` | the same |
//! | title | `title`, else `media:title`, `itunes:title`, `dc:title` | the same |
//! | publisher | item's `source`, `dc:publisher` | entry's `source/title` |
//! | publisher, where nothing says | the outlet of the address | the same |
//! | date | `pubDate`, `dc:date`, `dcterms:*` | `published`, `issued`, else `updated` |
//! | address | `link`, a permanent `guid`, `feedburner:origLink` | `link rel="alternate"` |
//! | byline | `dc:creator`, `author` | `author/name` |
//! | language | `language`, `xml:lang` | `xml:lang` |
//!
//! An item of a title alone is an article without text. Elements of other vocabularies are passed
//! over with all that is in them, whatever they are called (`spaces.rs`).

use super::draft::{Draft, Sink, Stated, outlet_of, record};
use super::entities::decode;
use super::feed_item::{Found, Inside, Item};
use super::feed_text::{footer, inner, split, title};
use super::markup::{Lexer, Tag, Token};
use super::plain::decoded;
use super::spaces::{Space, Spaces};
use super::{address, charset, tidy};
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
        let space = self.space_of(&tag, &prefix);
        if self.root.is_empty() {
            name.clone_into(&mut self.root);
        }
        if space == Space::Other {
            if self.item.is_some() && !tag.closed {
                inner(lexer, tag.name, 0);
            }
            return;
        }
        if self.is_structure(&tag, &name, space, lexer) || tag.closed {
            return;
        }
        if let Some(most) = self.wants(space, &name) {
            let kind = tag.attribute("type").unwrap_or_default().to_ascii_lowercase();
            let coded = tag.attribute("mode").is_some_and(|m| m.eq_ignore_ascii_case("base64"));
            let (text, marked) = inner(lexer, tag.name, most);
            let permanent = tag.attribute("isPermaLink");
            self.field(&Found { space, name, text, marked, kind, coded, permanent });
        }
    }

    /// The vocabulary of an element, after the namespaces that it declares itself.
    fn space_of(&mut self, tag: &Tag<'_>, prefix: &str) -> Space {
        let own = self.spaces.declare(tag);
        match self.spaces.of(prefix) {
            // An element may change its own default namespace, the feed's own elements must not
            // lose it.
            Space::Core if prefix.is_empty() && self.item.is_some() => own.unwrap_or(Space::Core),
            space => space,
        }
    }

    /// Takes in the language of a feed or an item, and what its relative addresses start from;
    /// returns the latter where the element says so itself.
    fn head(&mut self, tag: &Tag<'_>, name: &str) -> Option<String> {
        if matches!(name, "feed" | "rss" | "entry" | "item")
            && let Some(language) = tag.attribute("xml:lang")
            && self.feed.language.is_none()
        {
            self.feed.language = Some(language);
        }
        let stated = tag.attribute("xml:base").filter(|_| self.inside.is_none());
        let base = stated.and_then(|base| {
            address::absolute(&base, self.base.as_deref().or(self.own.as_deref()))
        });
        if matches!(name, "feed" | "rss" | "channel") && base.is_some() {
            self.base.clone_from(&base);
        }
        base
    }

    /// Takes in an element that holds others or says something by its attributes: an item, its
    /// source, a person, a link. Whether that is all there is to it.
    fn is_structure(
        &mut self,
        tag: &Tag<'_>,
        name: &str,
        space: Space,
        lexer: &mut Lexer<'_>,
    ) -> bool {
        let base = self.head(tag, name);
        match name {
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
            }
            "image" | "textinput" if space == Space::Core => {
                self.inside = (!tag.closed).then_some(Inside::Image);
            }
            "link" if self.inside.is_none() && space == Space::Core => self.link(tag, lexer),
            "source" if self.item.is_some() && !tag.closed && space == Space::Core => {
                self.source(tag, lexer);
            }
            "author" | "contributor" if self.root == "feed" && !tag.closed => {
                self.inside = Some(Inside::Author);
            }
            "category" if self.inside.is_none() && space == Space::Core => {
                // Atom's; RSS has the name as text.
                if let (Some(item), Some(term)) = (&mut self.item, tag.attribute("term")) {
                    item.draft.opinion |= opinion::is_section(&term);
                }
                return false;
            }
            _ => return false,
        }
        true
    }

    /// An item's `<source>`: RSS names the publisher in it, Atom holds a feed's head.
    fn source(&mut self, tag: &Tag<'_>, lexer: &mut Lexer<'_>) {
        if tag.has("url") || self.root != "feed" {
            let (text, _) = inner(lexer, tag.name, LINE);
            if let Some(item) = &mut self.item {
                item.draft.publisher = title(&text, "").or(item.draft.publisher.take());
            }
        } else {
            self.inside = Some(Inside::Source);
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

    /// Takes in the text of an element, of the item that is open or of the feed.
    fn field(&mut self, found: &Found) {
        if let Some(item) = &mut self.item {
            return item.take(found, self.inside);
        }
        match (found.name.as_str(), found.space) {
            ("title", Space::Core) if self.inside.is_none() && self.feed.publisher.is_none() => {
                self.feed.publisher = title(&found.text, &found.kind);
            }
            ("language", _) => self.feed.language = found.line(),
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

/// What a link is for; the registry's names may be written as its addresses (RFC 4287, 4.2.7.2).
fn relation(rel: Option<&str>) -> &str {
    let rel = rel.map_or("", str::trim);
    match rel.rsplit('/').next() {
        Some("") | None => "alternate",
        Some(name) => name,
    }
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

//! A reader of JSON that keeps only the fields of articles.
//!
//! Their names (`json_keys.rs`) are those of schema.org, JSON Feed, WordPress, Arc, the Guardian's,
//! the New York Times' and NewsAPI's answers, news-please, newspaper3k, trafilatura, Common Crawl
//! sets and Elasticsearch exports. Everything else is skipped without being stored, however deep or
//! long it is.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::draft::{Draft, Stated};
use super::json_keys::{Field, Key};
use super::json_values::{is_opinion, names, newsapi_cut, one_line, shown, stated, text, words};

/// A value with the rank of the key that it came by.
#[derive(Debug, Clone, PartialEq)]
struct Ranked<T> {
    value: Option<T>,
    rank: u8,
}

impl<T> Default for Ranked<T> {
    fn default() -> Self {
        Self { value: None, rank: u8::MAX }
    }
}

impl<T> Ranked<T> {
    /// Takes a value of the same or a better rank: of two equal keys the later counts, as in most
    /// readers of JSON.
    fn offer(&mut self, rank: u8, value: Option<T>) {
        if value.is_some() && (self.value.is_none() || rank <= self.rank) {
            self.value = value;
            self.rank = rank;
        }
    }
}

/// One JSON value: an article's fields, and the articles inside it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Node {
    title: Ranked<String>,
    text: Ranked<String>,
    teaser: Ranked<String>,
    publisher: Ranked<String>,
    date: Ranked<Stated>,
    url: Ranked<String>,
    language: Ranked<String>,
    author: Ranked<String>,
    id: Option<String>,
    place_in_feed: Option<u32>,
    /// Whether its section or one of its categories is opinion.
    opinion: bool,
    json_feed: bool,
    /// Whether it was an object or list at all.
    pub(super) structured: bool,
    /// Articles inside, in order.
    pub(super) children: Vec<Node>,
}

impl Node {
    /// Whether it holds an article of its own.
    pub(super) const fn is_article(&self) -> bool {
        self.text.value.is_some() || self.teaser.value.is_some()
    }

    /// Whether it is a JSON Feed, which may have no items.
    #[cfg(feature = "feeds")]
    pub(super) const fn is_empty_feed(&self) -> bool {
        self.json_feed && self.children.is_empty()
    }

    /// Whether it holds the title of an article, and when or where that was published.
    pub(super) const fn is_headline(&self) -> bool {
        self.title.value.is_some() && (self.url.value.is_some() || self.date.value.is_some())
    }

    /// The draft of the article and, from its own fields, what its children inherit.
    pub(super) fn into_draft(self, inherited: &Draft) -> Draft {
        let teaser_only = self.text.value.is_none();
        let text = self.text.value.or(self.teaser.value).unwrap_or_default();
        let cut = newsapi_cut(&text);
        let draft = Draft {
            teaser: teaser_only || cut.is_some(),
            text: cut.map_or(text.clone(), str::to_owned),
            title: self.title.value.map(|title| one_line(&title)),
            byline: self.author.value,
            publisher: self.publisher.value.map(|name| one_line(&name)),
            url: self.url.value.or_else(|| self.id.clone().filter(|id| id.starts_with("http"))),
            date: self.date.value,
            language: self.language.value,
            opinion: self.opinion,
            id: self.id,
            place_in_feed: self.place_in_feed,
            ..Draft::default()
        };
        draft.or(inherited)
    }

    /// What the articles inside inherit.
    pub(super) fn inheritance(&self, inherited: &Draft) -> Draft {
        let feed_title = self.title.value.clone().filter(|_| self.json_feed);
        let publisher = self.publisher.value.clone().filter(|_| !self.json_feed);
        let language = self.language.value.clone();
        Draft { publisher, feed_title, language, ..Draft::default() }.or(inherited)
    }

    fn take(&mut self, field: Field, value: &Value) {
        match field {
            Field::Title(rank) => {
                self.title.offer(rank, words(value, &["rendered", "main", "text", "value", "name"]))
            }
            Field::Text(rank) => self.text.offer(rank, text(value, false)),
            Field::Html(rank) => self.text.offer(rank, text(value, true)),
            Field::Plain(rank) => self.text.offer(rank, words(value, &["text", "value"])),
            Field::Teaser(rank) => self.teaser.offer(rank, text(value, false)),
            Field::Publisher(rank) => {
                let name = words(value, &["name", "title", "label", "domain", "uri", "id"]);
                self.publisher
                    .offer(rank, name.map(|name| super::address::host(&name).unwrap_or(name)));
            }
            Field::Domain(rank) => {
                let name = words(value, &["name"]);
                self.publisher
                    .offer(rank, name.map(|name| name.trim_start_matches("www.").to_owned()));
            }
            Field::Date(rank) => self.date.offer(rank, stated(value)),
            Field::Url(rank) => {
                self.url.offer(rank, words(value, &["@id", "url", "href", "link", "canonical"]))
            }
            Field::Language(rank) => {
                self.language.offer(rank, words(value, &["code", "name", "alternateName"]))
            }
            Field::Author(rank) => self.author.offer(rank, names(value)),
            Field::Id => {
                let number = value.as_number().map(ToString::to_string);
                self.id = words(value, &["rendered", "$oid"]).or(number);
            }
            Field::Version => {
                self.json_feed =
                    value.as_str().is_some_and(|version| version.contains("jsonfeed.org"))
            }
            Field::PlaceInFeed => {
                self.place_in_feed = value.as_u64().and_then(|place| u32::try_from(place).ok());
            }
            Field::Section => self.opinion = is_opinion(value),
            Field::Set | Field::Wrapper => {}
        }
    }

    /// Takes over the fields of an object that only wraps the article's.
    fn merge(&mut self, inner: Self) {
        let better = |mine: &mut Ranked<String>, theirs: Ranked<String>| {
            mine.offer(theirs.rank, theirs.value)
        };
        better(&mut self.title, inner.title);
        better(&mut self.text, inner.text);
        better(&mut self.teaser, inner.teaser);
        better(&mut self.publisher, inner.publisher);
        better(&mut self.url, inner.url);
        better(&mut self.language, inner.language);
        better(&mut self.author, inner.author);
        self.opinion |= inner.opinion;
        self.date.offer(inner.date.rank, inner.date.value);
        self.children.extend(inner.children);
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an article or a list of articles")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut node = Node { structured: true, ..Node::default() };
        while let Some(key) = map.next_key::<Key>()? {
            match key {
                Key::Field(Field::Set) => {
                    let inner: Node = map.next_value()?;
                    if inner.is_article() {
                        node.children.push(inner);
                    } else {
                        let inherited = inner.inheritance_as_node();
                        node.children.extend(inner.children);
                        node.adopt(inherited);
                    }
                }
                Key::Field(Field::Wrapper) => {
                    let inner: Node = map.next_value()?;
                    node.merge(inner);
                }
                // Elasticsearch wraps the document in it; feeds name the outlet in it.
                Key::Source => {
                    let mut inner: Node = map.next_value()?;
                    if !inner.is_article() && inner.publisher.value.is_none() {
                        inner.publisher.offer(1, inner.title.value.take());
                    }
                    node.merge(inner);
                }
                Key::Field(
                    field @ (Field::Text(_) | Field::Plain(_) | Field::Title(_) | Field::Teaser(_)),
                ) => match map.next_value::<Fast>()? {
                    Fast::Text(text) => node.take_text(field, text),
                    Fast::Other(value) => node.take(field, &value),
                },
                Key::Field(field) => {
                    let value: Value = map.next_value()?;
                    node.take(field, &value);
                }
                Key::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(node)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut node = Node { structured: true, ..Node::default() };
        while let Some(inner) = list.next_element::<Node>()? {
            node.children.push(inner);
        }
        Ok(node)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Node, E> {
        Ok(Node::default())
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::default())
    }
}

impl Node {
    /// A string for a field, without a detour.
    fn take_text(&mut self, field: Field, text: String) {
        match field {
            Field::Title(rank) => {
                self.title.offer(rank, Some(text).filter(|t| !t.trim().is_empty()))
            }
            Field::Text(rank) => self.text.offer(rank, shown(text, false)),
            Field::Plain(rank) => {
                self.text.offer(rank, Some(text).filter(|t| !t.trim().is_empty()))
            }
            Field::Teaser(rank) => self.teaser.offer(rank, shown(text, false)),
            _ => {}
        }
    }

    /// What a set says of all its articles, to be merged into the object that holds the set.
    fn inheritance_as_node(&self) -> Self {
        Self {
            publisher: self.publisher.clone(),
            language: self.language.clone(),
            json_feed: self.json_feed,
            ..Self::default()
        }
    }

    fn adopt(&mut self, inner: Self) {
        self.publisher.offer(inner.publisher.rank, inner.publisher.value);
        self.language.offer(inner.language.rank, inner.language.value);
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

/// A string as it is, anything else as a value.
enum Fast {
    Text(String),
    Other(Value),
}

impl<'de> Deserialize<'de> for Fast {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::String(text) => Self::Text(text),
            other => Self::Other(other),
        })
    }
}

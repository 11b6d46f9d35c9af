//! The names that articles' fields have in JSON.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Visitor};

/// What a key holds. The number is its rank: a lower one wins over a higher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title(u8),
    Text(u8),
    Html(u8),
    /// Text that is no mark-up whatever it looks like: `content_text` of JSON Feed.
    Plain(u8),
    Teaser(u8),
    Publisher(u8),
    Domain(u8),
    Date(u8),
    Url(u8),
    Language(u8),
    Author(u8),
    /// Section or categories.
    Section,
    Version,
    Id,
    /// Place among the items of a feed, as the archive's export has it.
    PlaceInFeed,
    /// A list of articles, or something that may hold one.
    Set,
    /// An object whose fields are the article's own.
    Wrapper,
}

/// The field that a key names, whatever its case and underscores.
fn field(key: &str) -> Option<Field> {
    let mut buffer = [0_u8; 24];
    let mut length = 0;
    for &byte in key.as_bytes() {
        if !byte.is_ascii_alphanumeric() {
            continue;
        }
        *buffer.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let name = buffer.get(..length)?;
    words_field(name).or_else(|| fact_field(name)).or_else(|| structure_field(name))
}

/// Names of fields that hold what an article says.
fn words_field(name: &[u8]) -> Option<Field> {
    use Field::{Html, Plain, Teaser, Text, Title};
    Some(match name {
        b"title" | b"headline" => Title(0),
        b"webtitle" | b"articletitle" | b"newstitle" | b"ogtitle" => Title(1),
        b"name" | b"subject" | b"heading" | b"alternativeheadline" => Title(3),
        b"text" | b"body" | b"articlebody" | b"fulltext" | b"maintext" | b"bodytext" => Text(0),
        b"contenttext" => Plain(0),
        b"content" | b"article" | b"articletext" | b"story" | b"document" | b"plaintext"
        | b"rawtext" | b"cleanedtext" | b"textcontent" | b"newstext" | b"contents"
        | b"contentelements" => Text(1),
        b"contenthtml" | b"bodyhtml" | b"html" | b"contentencoded" => Html(2),
        b"paragraphs" | b"sentences" | b"transcript" => Text(3),
        b"leadparagraph" | b"lead" => Teaser(4),
        b"description" | b"summary" | b"abstract" | b"excerpt" | b"teaser" | b"snippet"
        | b"trailtext" | b"standfirst" | b"dek" | b"subtitle" | b"intro" => Teaser(5),
        _ => return None,
    })
}

/// Names of fields that say whose an article is, when and where it was published, in what language.
fn fact_field(name: &[u8]) -> Option<Field> {
    use Field::{Author, Date, Domain, Language, Publisher, Url};
    Some(match name {
        b"publisher" | b"outlet" | b"sourcename" | b"publication" | b"newspaper" | b"medianame" => {
            Publisher(0)
        }
        b"source" | b"site" | b"sitename" | b"media" | b"provider" | b"website" | b"feedtitle"
        | b"ispartof" => Publisher(1),
        b"domain" | b"sourcedomain" | b"hostname" | b"host" | b"netloc" => Domain(2),
        b"datepublished"
        | b"publishedat"
        | b"published"
        | b"pubdate"
        | b"publicationdate"
        | b"publishdate"
        | b"datepublish"
        | b"publishedtime"
        | b"publisheddate"
        | b"firstpublished"
        | b"publishdatetime"
        | b"webpublicationdate"
        | b"articlepublishedtime"
        | b"displaydate"
        | b"firstpublishdate" => Date(0),
        b"date" | b"datetime" | b"dategmt" | b"publishtime" => Date(1),
        b"timestamp" | b"created" | b"createdat" | b"datecreated" | b"time" | b"seendate"
        | b"isodate" => Date(2),
        b"updated" | b"updatedat" | b"datemodified" | b"modified" | b"crawled"
        | b"datedownload" => Date(3),
        b"url" | b"canonical" | b"canonicalurl" | b"weburl" | b"articleurl"
        | b"mainentityofpage" => Url(0),
        b"link" | b"permalink" | b"href" | b"sourceurl" | b"pageurl" | b"externalurl"
        | b"originalurl" => Url(1),
        b"lang" | b"language" | b"inlanguage" | b"locale" | b"langcode" => Language(0),
        b"author" | b"authors" | b"byline" | b"creator" | b"writer" => Author(0),
        _ => return None,
    })
}

/// Names of fields that file an article, or hold articles.
fn structure_field(name: &[u8]) -> Option<Field> {
    use Field::{Id, PlaceInFeed, Section, Set, Version, Wrapper};
    Some(match name {
        b"section" | b"sectionname" | b"articlesection" | b"category" | b"categories" => Section,
        b"placeinfeed" => PlaceInFeed,
        b"version" => Version,
        b"id" | b"guid" => Id,
        b"documents" | b"articles" | b"items" | b"entries" | b"results" | b"docs" | b"news"
        | b"stories" | b"records" | b"hits" | b"data" | b"posts" | b"response" | b"graph"
        | b"feed" | b"channel" | b"rows" => Set,
        b"fields" | b"attributes" | b"doc" | b"metadata" | b"meta" => Wrapper,
        _ => return None,
    })
}

/// What a key names, as it is read.
pub(super) enum Key {
    Field(Field),
    /// `_source`.
    Source,
    Other,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl Visitor<'_> for KeyVisitor {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_str<E>(self, key: &str) -> Result<Key, E> {
                if key == "_source" {
                    return Ok(Key::Source);
                }
                Ok(field(key).map_or(Key::Other, Key::Field))
            }
        }
        deserializer.deserialize_str(KeyVisitor)
    }
}

//! The finished product: quoted statements with their citations. It alone owns copied text, bounded
//! by the budget.

use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Explanation, Published, Reason, Source, Span};

/// Reading speed that minutes are reckoned with (the constant of common newsletter tools).
pub const WORDS_PER_MINUTE: u32 = 200;

/// A source's number in a briefing, from 1: what stands in the brackets of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceNo(pub u32);

/// A place in a source that says what a quotation says: bytes of its text, or its title as a whole.
///
/// In JSON it has either a `span` or `"title": true`, never both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CitationFields", into = "CitationFields")]
pub struct Citation {
    /// The source.
    pub source: SourceNo,
    /// The bytes of that source's text; `None` for its title.
    pub span: Option<Span>,
}

impl Citation {
    /// Cites bytes of a source's text.
    #[must_use]
    pub const fn of_text(source: SourceNo, span: Span) -> Self {
        Self { source, span: Some(span) }
    }

    /// Cites a source's title.
    #[must_use]
    pub const fn of_title(source: SourceNo) -> Self {
        Self { source, span: None }
    }

    /// Whether the title is cited.
    #[must_use]
    pub const fn is_title(&self) -> bool {
        self.span.is_none()
    }
}

/// A [`Citation`] as JSON has it.
#[derive(Clone, Serialize, Deserialize)]
struct CitationFields {
    source: SourceNo,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    title: bool,
}

impl From<Citation> for CitationFields {
    fn from(citation: Citation) -> Self {
        Self { source: citation.source, span: citation.span, title: citation.is_title() }
    }
}

impl TryFrom<CitationFields> for Citation {
    type Error = &'static str;

    fn try_from(fields: CitationFields) -> Result<Self, Self::Error> {
        if fields.span.is_some() == fields.title {
            return Err("a citation has either a span or `\"title\": true`");
        }
        Ok(Self { source: fields.source, span: fields.span })
    }
}

/// One quoted sentence, or the title that tells a story of which no sentence is quoted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// The sentence or title, byte for byte as the place of the first citation holds it.
    pub text: String,
    /// Place in the ranked list of its story, from 1.
    pub rank: u32,
    /// What it added to the method's objective when chosen.
    #[serde(deserialize_with = "super::selection::number_or_null")]
    pub gain: f64,
    /// How many independent publishers say it.
    pub support: u32,
    /// The quoted place first, then one for every other supporting article.
    pub citations: Vec<Citation>,
    /// Parts of its score.
    pub why: Explanation,
    /// Set where the sentence is a quotation whose speaker stands in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
    /// Whether the quoted words are from a piece of opinion.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opinion: bool,
}

impl Item {
    /// Whether a title is quoted.
    #[must_use]
    pub fn is_title(&self) -> bool {
        self.citations.first().is_some_and(Citation::is_title)
    }
}

/// Who says what in a quoted sentence that holds both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The speaker, as bytes of the item's text ("Colonel Mira Voss").
    pub speaker: Span,
    /// The quoted words between and without their marks, as bytes of the item's text, in order.
    pub words: Vec<Span>,
}

/// One of several figures that publishers give for the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The words that hold it, word for word ("21 people were killed").
    pub text: String,
    /// The figure alone, as bytes of `text` ("21").
    pub number: Span,
    /// Where those words stand: the latest of its publishers first.
    pub citations: Vec<Citation>,
    /// Time of publication of the latest article that gives it.
    pub published: Option<Published>,
}

/// Figures that differ: the same thing counted differently by different publishers, earliest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// At least two.
    pub figures: Vec<Figure>,
}

/// The best existing headline of a story, word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Headline {
    /// The words.
    pub text: String,
    /// Whose headline it is.
    pub source: SourceNo,
}

/// What a reader should know about a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Only a teaser of the article was there to read.
    Teaser,
    /// About the same thing, but of another time than the rest; its statements are left out unless
    /// asked for.
    Older,
    /// Dated after the moment of the run.
    FutureDated,
    /// Without a date.
    Undated,
    /// Somebody's opinion and no report, by what its publisher says of it.
    Opinion,
    /// A copy of the report that the other source holds too.
    CopyOf(SourceNo),
}

/// One article behind a briefing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceEntry {
    /// Its number.
    pub number: SourceNo,
    /// Publisher and place.
    pub source: Source,
    /// Headline.
    pub title: Option<String>,
    /// Time of publication.
    pub published: Option<Published>,
    /// Language code.
    pub language: Option<String>,
    /// SHA-256 of the article's text in UTF-8, lower-case hexadecimal: spans are bytes of exactly
    /// this text.
    pub sha256: String,
    /// Length of that text in bytes.
    pub bytes: u64,
    /// Notices.
    pub marks: Vec<Mark>,
}

/// A sentence that was considered, chosen or not (only on request).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The sentence.
    pub text: String,
    /// Where it stands.
    pub citation: Citation,
    /// Its rank when it was chosen.
    pub rank: Option<u32>,
    /// What it would add to an empty briefing, by the method's objective.
    pub score: Option<f64>,
    /// Parts of its score.
    pub why: Explanation,
    /// Why it may not be quoted.
    pub dropped: Option<Reason>,
    /// The place whose sentence speaks for it, when it was a duplicate.
    pub duplicate_of: Option<Citation>,
}

/// Numbers for a header line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Articles read.
    pub articles: u32,
    /// Distinct publishers among them (articles without one count by their place).
    pub publishers: u32,
    /// Quoted words.
    pub words: u32,
    /// Reading time at [`WORDS_PER_MINUTE`], rounded up.
    pub minutes: u32,
}

/// One story of a briefing.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct StoryBriefing {
    /// What tells this story from every other, and stays the same as long as the story lives: 32
    /// hexadecimal digits. Empty in a briefing that was read from a file that has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// Headline, where any source has one.
    pub headline: Option<Headline>,
    /// Its numbers.
    pub counts: Counts,
    /// Independent publishers (a wire report counts once however many print it).
    pub independent: u32,
    /// Quoted sentences in reading order.
    pub items: Vec<Item>,
    /// Numbers of its sources, those cited first in order of citation, then the rest.
    pub sources: Vec<SourceNo>,
    /// Told in one line, under "In brief".
    pub brief: bool,
    /// Goes on from an earlier briefing and tells only what is new.
    #[serde(default)]
    pub update: bool,
    /// Whether it is made of pieces of opinion alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub opinion: bool,
    /// The section that the reader's settings put it in; `None` in a briefing without sections.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// How many of its independent origins are wire agencies.
    #[serde(default)]
    pub wires: u32,
    /// Publication of its first dated article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Published>,
    /// Publication of its last dated article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Published>,
    /// Figures on which its publishers differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// All considered sentences, when asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// A story that is not told, by its headline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    /// Its best headline, word for word.
    pub headline: String,
    /// Whose headline it is; `None` where no source says.
    pub publisher: Option<String>,
    /// The address of that article.
    pub url: Option<String>,
    /// Its time of publication.
    pub published: Option<Published>,
    /// Articles of the story.
    pub articles: u32,
    /// Independent publishers among them.
    pub independent: u32,
}

/// How a briefing or a table was made: ordered `key:value` pairs that let anybody repeat it. It
/// serialises as an object in the same order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Recipe(pub Vec<(String, String)>);

impl Recipe {
    /// Adds a pair at the end.
    pub fn push(&mut self, key: impl Into<String>, value: impl std::fmt::Display) {
        self.0.push((key.into(), value.to_string()));
    }
}

impl Serialize for Recipe {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, value) in &self.0 {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Recipe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> serde::de::Visitor<'de> for Pairs {
            type Value = Recipe;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object of strings")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Recipe, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Recipe(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

impl std::fmt::Display for Recipe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, (key, value)) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("|")?;
            }
            write!(f, "{key}:{value}")?;
        }
        Ok(())
    }
}

/// A span of time, from the first instant to just before the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// First instant, with the reader's offset.
    pub from: Published,
    /// The instant after the last, with the reader's offset.
    pub until: Published,
}

/// A whole briefing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Briefing {
    /// When it was made, as the caller said; `None` leaves every date out of the result.
    pub made: Option<Published>,
    /// The time that it tells of, from (inclusive) and to (exclusive), where it was asked for by
    /// time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Numbers over all stories.
    pub counts: Counts,
    /// The stories, most important first.
    pub stories: Vec<StoryBriefing>,
    /// Articles that were read and belong to no story told here.
    pub left_out: u32,
    /// Stories that are not told, the most important first, as many as were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// All sources, in the order of their numbers.
    pub sources: Vec<SourceEntry>,
    /// How it was made.
    pub recipe: Recipe,
}

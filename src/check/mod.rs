//! Floor 6: anybody's briefing held against its sources, sentence by sentence.
//!
//! [`cite::verify`](crate::cite::verify()) proves a briefing made here byte by byte. This room
//! takes any digest with links ([`digest`]) and says of each sentence whether it stands in the
//! cited source word for word, is supported by it or by another source, or has a number, name,
//! date, denial or quotation that no source has. Where it cannot tell it says so: of what it calls
//! "in no source" nearly all must be right.
//!
//! The sources' sentences are found by the rare words that they share with one of the digest; a
//! bounded number of them is compared, word by word (`compare`). The cost is that of reading the
//! sources once.
//!
//! ```
//! use tidings::check::{Verdict, check, digest};
//! use tidings::model::{Article, Place, Source};
//!
//! let place = Place::File { path: "ferry.txt".into(), record: None };
//! let url = Some("https://ledger.example/ferry".to_owned());
//! let source = Source { publisher: Some("Harbour Ledger".into()), url, place };
//! let text = "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people.";
//! let articles = [Article::new(source, text.into())?];
//! let letter = "The Ardena sank on Tuesday and killed 19 people. \
//!               [Ledger](https://ledger.example/ferry)";
//! let report = check(&digest::markdown(letter), &articles);
//! assert_eq!(report.sentences[0].verdict, Verdict::Absent);
//! assert_eq!(report.sentences[0].differs[0].said, "19");
//! # Ok::<(), tidings::model::TextTooLong>(())
//! ```

mod beside;
mod compare;
mod contradicted;
mod contrary;
pub mod digest;
mod direction;
pub mod doubt;
mod doubted;
mod facts;
mod judge;
mod names;
mod numbers;
mod opposites;
mod page;
mod passage;
mod reader;
mod reasons;
mod single;
mod sources;
mod speaker;
mod support;
mod text;
mod worked_out;

pub use digest::Digest;
pub use page::page;
pub use text::text;

use std::borrow::Cow;

use serde::Serialize;

use crate::model::{Article, Language, Span};

/// What was found out about a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It stands word for word in a cited source, or in any where none is cited.
    Verbatim,
    /// A sentence of a cited source supports it.
    Supported,
    /// Only a source that is not cited supports it.
    Elsewhere,
    /// It says what no source says.
    Absent,
    /// Nothing can be said: no sentence is near enough, or the cited source is not at hand.
    Unclear,
}

impl Verdict {
    /// All, in the order of the enum.
    pub const ALL: [Self; 5] =
        [Self::Verbatim, Self::Supported, Self::Elsewhere, Self::Absent, Self::Unclear];

    /// For people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Verbatim => "word for word",
            Self::Supported => "supported",
            Self::Elsewhere => "in another source",
            Self::Absent => "in no source",
            Self::Unclear => "not decided",
        }
    }
}

/// What kind of detail differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// A number.
    Number,
    /// A name.
    Name,
    /// A day or month.
    Date,
    /// One denies what the other states.
    Denial,
    /// A word stands in the place of its contrary.
    Opposite,
    /// Words between quotation marks.
    Quotation,
}

impl Detail {
    /// For people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Name => "name",
            Self::Date => "date",
            Self::Denial => "denial",
            Self::Opposite => "opposite",
            Self::Quotation => "quotation",
        }
    }
}

/// Something that a sentence says otherwise than its sources.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What kind.
    pub kind: Detail,
    /// The words of the digest; empty where only the source denies.
    pub said: String,
    /// Their bytes in the sentence; `None` where only the source denies.
    pub at: Option<Span>,
    /// What the nearest sentence has in their place; `None` where no source has anything there.
    pub found: Option<String>,
}

/// A sentence of a source beside one of the digest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Passage {
    /// Number of the source in [`Report::sources`], from 1.
    pub source: usize,
    /// Whether the digest cites it there.
    pub cited: bool,
    /// Bytes of the source's text; `None` where it is its title.
    pub span: Option<Span>,
    /// What stands there.
    pub text: String,
    /// Share of the digest's words that stand there, by how much they tell: 0 to 1.
    pub similarity: f64,
    /// Bytes of `text` that stand in the digest's sentence too.
    pub shared: Vec<Span>,
    /// Bytes of `text` that stand in place of what differs.
    pub differs: Vec<Span>,
}

/// A sentence of the digest, checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// The sentence.
    pub text: String,
    /// The heading it stands under.
    pub section: Option<String>,
    /// What was found out.
    pub verdict: Verdict,
    /// Numbers of the cited sources, as in [`Report::sources`].
    pub cited: Vec<usize>,
    /// Addresses that are cited and not at hand.
    pub missing: Vec<String>,
    /// What differs from the first passage, or stands in no source.
    pub differs: Vec<Difference>,
    /// The nearest sentences, the best first; at most two.
    pub passages: Vec<Passage>,
}

/// A source that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Read {
    /// Its number, from 1.
    pub number: usize,
    /// Its title.
    pub title: Option<String>,
    /// Its publisher.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was read.
    pub place: String,
}

/// What was found out about a digest.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Always `tidings-check/1`.
    pub schema: &'static str,
    /// The form that the digest was read as.
    pub form: digest::Form,
    /// Its title.
    pub title: Option<String>,
    /// How many sources were at hand.
    pub articles: usize,
    /// Sentences by verdict, in the order of [`Verdict::ALL`].
    pub counts: Counts,
    /// Its sentences, in order.
    pub sentences: Vec<Checked>,
    /// The sources that are cited or shown, in their order.
    pub sources: Vec<Read>,
}

/// How many sentences have each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Word for word.
    pub verbatim: usize,
    /// Supported by a cited source.
    pub supported: usize,
    /// Supported by another source only.
    pub elsewhere: usize,
    /// In no source.
    pub absent: usize,
    /// Not decided.
    pub unclear: usize,
}

impl Counts {
    /// Of one verdict.
    #[must_use]
    pub const fn of(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::Verbatim => self.verbatim,
            Verdict::Supported => self.supported,
            Verdict::Elsewhere => self.elsewhere,
            Verdict::Absent => self.absent,
            Verdict::Unclear => self.unclear,
        }
    }
}

/// Sources, read and indexed once for any number of digests.
#[derive(Debug)]
pub struct Shelf<'a> {
    sources: sources::Sources<'a>,
    model: Cow<'static, doubt::Model>,
}

impl<'a> Shelf<'a> {
    /// Reads the sources. Their order decides nothing but their numbers in reports.
    #[must_use]
    pub fn new(articles: &'a [Article]) -> Self {
        let model = Cow::Borrowed(doubt::Model::shipped());
        Self { sources: sources::Sources::new(articles), model }
    }

    /// With other weights than those that come with the library.
    #[must_use]
    pub fn judged_by(self, model: doubt::Model) -> Self {
        Self { model: Cow::Owned(model), ..self }
    }

    /// The details of a sentence as the model sees them, and the largest share of it that one
    /// sentence of the sources with its neighbours tells, 0 to 1.
    #[must_use]
    pub fn trials(
        &self,
        claim: &digest::Claim,
        language: Option<Language>,
    ) -> (Vec<doubt::Trial>, f64) {
        let mut judge = judge::Judge::new(&self.sources, &self.model);
        let case = judge.case(claim, language);
        let trial = |doubt: &doubt::Doubt| {
            let at = Span::of_range(case.facts.tokens.get(doubt.token)?.at.clone());
            Some(doubt::Trial { at, of: doubt.of, x: doubt.x, known: doubt.known })
        };
        let trials = case.doubts.iter().filter_map(|(doubt, _)| trial(doubt)).collect();
        (trials, case.near.iter().map(|c| c.whole).fold(0.0, f64::max))
    }

    /// The details of all sources, to make faults of.
    #[must_use]
    pub fn pool(&self) -> doubt::faults::Pool {
        doubt::faults::Pool::new(&self.sources)
    }

    /// A sentence with single details exchanged, and the bytes that were put in; `seed` decides
    /// which.
    #[must_use]
    pub fn faults(
        &self,
        pool: &doubt::faults::Pool,
        claim: &digest::Claim,
        language: Option<Language>,
        seed: u64,
    ) -> Vec<(String, Span)> {
        let mut judge = judge::Judge::new(&self.sources, &self.model);
        let case = judge.case(claim, language);
        let articles: Vec<usize> = case.asked.iter().copied().collect();
        let held = doubt::Held { text: case.text, facts: &case.facts, language: case.language };
        pool.faults(&held, &articles, &mut doubt::faults::Generator(seed))
    }

    /// Holds every sentence of a digest against the sources.
    #[must_use]
    pub fn check(&self, digest: &Digest) -> Report {
        judge::check(digest, &self.sources, &self.model)
    }
}

/// Holds every sentence of one digest against `articles`; see [`Shelf`] for several.
#[must_use]
pub fn check(digest: &Digest, articles: &[Article]) -> Report {
    Shelf::new(articles).check(digest)
}

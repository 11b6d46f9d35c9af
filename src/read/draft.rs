//! What a format's reader found, on its way to becoming an [`Article`], and the place where
//! articles and warnings gather.

use super::date::read_date;
use super::date_time::from_unix;
use super::date_tokens::Problem;
use super::{Limits, address, tidy};
use crate::lexicon::Lexicon;
use crate::model::{Article, Language, Outcome, Place, Published, Source, Warning};
use crate::text::outlet;

/// The longest headline that is kept, in characters; longer ones are cut between words.
const TITLE: usize = 300;
/// The longest name of a publisher or an author that is kept, in characters.
const NAME: usize = 160;
/// The longest identifier that is kept, in characters.
const IDENTIFIER: usize = 1_000;
/// How many warnings of one kind an input may give before they are counted instead.
const REPEATS: usize = 5;

/// A date as a format states it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Stated {
    /// In words.
    Text(String),
    /// Seconds, milliseconds … since 1970.
    Unix(i64),
    /// Already read, with what the rest of the page says about how its dates are written.
    At(Published),
}

/// An article as it was found: everything still as the input has it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) publisher: Option<String>,
    /// Title of the feed that holds it, which may name the outlet.
    pub(super) feed_title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) date: Option<Stated>,
    /// BCP 47 tag or a language's English name.
    pub(super) language: Option<String>,
    pub(super) teaser: bool,
    /// Whether its section or category is one of opinion.
    pub(super) opinion: bool,
    /// Its place among the items of its feed, from 1.
    pub(super) place_in_feed: Option<u32>,
    /// Identifier that the input gives it.
    pub(super) id: Option<String>,
}

impl Draft {
    /// Fills what is missing from `other`.
    pub(super) fn or(mut self, other: &Self) -> Self {
        let fill = |mine: &mut Option<String>, theirs: &Option<String>| {
            if mine.is_none() {
                mine.clone_from(theirs);
            }
        };
        fill(&mut self.title, &other.title);
        fill(&mut self.byline, &other.byline);
        fill(&mut self.publisher, &other.publisher);
        fill(&mut self.feed_title, &other.feed_title);
        fill(&mut self.url, &other.url);
        fill(&mut self.language, &other.language);
        fill(&mut self.id, &other.id);
        self.opinion |= other.opinion;
        if self.date.is_none() {
            self.date.clone_from(&other.date);
        }
        self
    }
}

/// Gathers the articles and warnings of one input.
#[derive(Debug)]
pub(super) struct Sink<'a> {
    pub(super) limits: &'a Limits,
    place: &'a Place,
    articles: Vec<Article>,
    warnings: Vec<Warning>,
    /// Kind of warning, how often it came, where last.
    counts: Vec<(String, usize, String)>,
    full: bool,
    /// What is known of the record that is being read, where an archive holds it.
    context: Option<Context>,
}

/// A record of an archive: what it says of its article, its number, and its name for warnings.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) known: Draft,
    pub(super) record: Option<u32>,
    pub(super) part: String,
}

impl<'a> Sink<'a> {
    pub(super) const fn new(place: &'a Place, limits: &'a Limits) -> Self {
        Self {
            limits,
            place,
            articles: Vec::new(),
            warnings: Vec::new(),
            counts: Vec::new(),
            full: false,
            context: None,
        }
    }

    /// Says which record of an archive is read from now on.
    pub(super) fn enter(&mut self, context: Option<Context>) {
        self.context = context;
    }

    /// The input.
    pub(super) const fn place(&self) -> &'a Place {
        self.place
    }

    /// Whether another article may come; the first that may not is reported.
    pub(super) fn has_room(&mut self) -> bool {
        let most = self.limits.max_articles;
        if (self.articles.len() as u64) < most {
            return true;
        }
        if !std::mem::replace(&mut self.full, true) {
            let message = format!("it holds more than {most} articles; the rest was not read");
            self.warn(Warning::failed("", message).hint("raise --max-articles"), "");
        }
        false
    }

    /// How many articles there are.
    pub(super) const fn len(&self) -> usize {
        self.articles.len()
    }

    /// The address of an article.
    pub(super) fn url(&self, at: usize) -> Option<&str> {
        self.articles.get(at)?.source.url.as_deref()
    }

    /// Gives an article a more exact address.
    pub(super) fn set_url(&mut self, at: usize, url: String) {
        if let Some(article) = self.articles.get_mut(at) {
            article.source.url = Some(url);
        }
    }

    /// Whether nothing was lost so far.
    pub(super) fn is_silent(&self) -> bool {
        !self.warnings.iter().any(|warning| warning.severity == crate::model::Severity::Failed)
    }

    /// Something was lost at `part` of the input ("line 3"; empty for the whole).
    pub(super) fn failed(&mut self, part: &str, message: impl Into<String>, hint: &str) {
        let warning = Warning::failed("", message);
        self.warn(if hint.is_empty() { warning } else { warning.hint(hint) }, part);
    }

    /// Something is worth knowing about `part` of the input.
    pub(super) fn note(&mut self, part: &str, message: impl Into<String>) {
        self.warn(Warning::note("", message), part);
    }

    /// Files a warning under its part of the input; after a few of a kind the rest is counted.
    fn warn(&mut self, mut warning: Warning, part: &str) {
        let place = self.place.to_string();
        warning.place = tidy::line(&place, 4096).unwrap_or_default();
        let outer = self.context.as_ref().map_or("", |context| context.part.as_str());
        for part in [outer, part].into_iter().filter(|part| !part.is_empty()) {
            warning.place = format!("{}: {part}", warning.place);
        }
        let part = if part.is_empty() { outer.to_owned() } else { part.to_owned() };
        let part = part.as_str();
        // Messages of one kind differ in what they quote after a colon.
        let kind = warning.message.split(':').next().unwrap_or("").to_owned();
        match self.counts.iter_mut().find(|(known, ..)| *known == kind) {
            Some((_, count, last)) => {
                *count += 1;
                part.clone_into(last);
                if *count > REPEATS {
                    return;
                }
            }
            None => self.counts.push((kind, 1, part.to_owned())),
        }
        self.warnings.push(warning);
    }

    /// Makes an article of a draft. `record` counts from 1 where the input holds several.
    pub(super) fn push(&mut self, draft: Draft, record: Option<u32>, part: &str) {
        if !self.has_room() {
            return;
        }
        let (draft, record) = match &self.context {
            Some(context) => (draft.or(&context.known), record.or(context.record)),
            None => (draft, record),
        };
        let is_blank = tidy::is_blank(&draft.text);
        // A teaser may be a title alone.
        if is_blank && (!draft.teaser || draft.title.as_deref().is_none_or(tidy::is_blank)) {
            return self.failed(part, "it holds no text", "");
        }
        let published = self.published(&draft, part);
        let place = with_record(self.place, record);
        let titled = || outlet_of(draft.feed_title.as_deref(), draft.url.as_deref());
        let publisher =
            draft.publisher.clone().or_else(|| titled().filter(|_| draft.feed_title.is_some()));
        let publisher = publisher.as_deref().and_then(|name| tidy::line(name, NAME));
        let url = draft.url.as_deref().and_then(address::canonical_address);
        let text = match tidy::tidy(&draft.text) {
            _ if is_blank => String::new(),
            std::borrow::Cow::Borrowed(_) => draft.text,
            std::borrow::Cow::Owned(text) => text,
        };
        match Article::new(Source { publisher, url, place }, text) {
            Ok(mut article) => {
                article.title = draft.title.as_deref().and_then(|title| tidy::line(title, TITLE));
                article.byline = draft.byline.as_deref().and_then(|name| tidy::line(name, NAME));
                article.language = draft.language.as_deref().and_then(language);
                article.teaser = draft.teaser;
                article.place_in_feed = draft.place_in_feed;
                article.opinion = draft.opinion;
                article.id = draft.id.as_deref().and_then(|id| tidy::line(id, IDENTIFIER));
                article.published = published;
                self.articles.push(article);
            }
            Err(error) => self.failed(part, error.to_string(), "split it into several files"),
        }
    }

    fn published(&mut self, draft: &Draft, part: &str) -> Option<Published> {
        match draft.date.as_ref()? {
            Stated::Unix(value) => {
                let found = from_unix(*value);
                if found.is_none() {
                    self.note(part, format!("its date is no moment: {value}"));
                }
                found
            }
            Stated::At(found) => Some(*found),
            Stated::Text(text) if text.trim().is_empty() => None,
            Stated::Text(text) => match read_date(text, draft.language.as_deref()) {
                Ok(found) => Some(found),
                Err(problem) => {
                    let quoted = tidy::line(text, 60).unwrap_or_default();
                    self.note(
                        part,
                        match problem {
                            Problem::Ambiguous => {
                                format!("its date could mean two days and is left out: {quoted}")
                            }
                            Problem::Unreadable => format!("its date was not understood: {quoted}"),
                        },
                    );
                    None
                }
            },
        }
    }

    /// Articles and warnings, with a count of the warnings that were left out.
    pub(super) fn finish(mut self) -> Outcome<Vec<Article>> {
        for (kind, count, last) in std::mem::take(&mut self.counts) {
            if count > REPEATS {
                let more = count - REPEATS;
                let last =
                    if last.is_empty() { String::new() } else { format!(", the last at {last}") };
                let severity = self
                    .warnings
                    .iter()
                    .find(|warning| warning.message.starts_with(&kind))
                    .map_or(crate::model::Severity::Note, |warning| warning.severity);
                self.warnings.push(Warning {
                    severity,
                    place: tidy::line(&self.place.to_string(), 4096).unwrap_or_default(),
                    message: format!("{kind}: {more} more times{last}"),
                    hint: None,
                });
            }
        }
        Outcome { value: self.articles, warnings: self.warnings }
    }
}

/// The outlet of an item that names none: what the feed's `title` calls the outlet of the first of
/// `addresses` that lies on a registered domain, else that domain. A title says nothing by itself
/// ("World News"), unless no address does.
#[must_use]
pub fn outlet_of<'a>(
    title: Option<&str>,
    addresses: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    let Some(domain) = addresses.into_iter().find_map(outlet::registrable_domain) else {
        return title.map(str::to_owned);
    };
    title.and_then(|title| outlet::name_in(title, &domain)).or(Some(domain))
}

/// The place of a record inside a place.
pub(super) fn with_record(place: &Place, record: Option<u32>) -> Place {
    match place {
        Place::File { path, record: outer } => {
            Place::File { path: path.clone(), record: record.or(*outer) }
        }
        Place::Stdin { record: outer } => Place::Stdin { record: record.or(*outer) },
        Place::Url(url) => Place::Url(url.clone()),
    }
}

/// The position of a record as it is counted in places, from 1.
pub(super) fn record(index: usize) -> Option<u32> {
    Some(u32::try_from(index).unwrap_or(u32::MAX - 1) + 1)
}

/// A language by tag or English name.
pub(super) fn language(text: &str) -> Option<Language> {
    let lower = text.trim().to_lowercase();
    Language::parse(&lower).or_else(|| Lexicon::code_of(&lower).and_then(Language::parse))
}

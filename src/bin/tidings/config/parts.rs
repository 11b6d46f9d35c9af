//! The tables of a configuration as they are written; what a table does not say stays open.

use std::path::PathBuf;

use jiff::civil::Date;
use tidings::brief::{Length, OpinionPieces, Phrase};
use tidings::model::Language;

use crate::pages::SiteOptions;
use crate::window::Since;

/// `[[feed]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Feed {
    /// Its address.
    pub url: String,
    /// What sections and mutes call it; its address otherwise.
    pub name: Option<String>,
    /// The publisher of its items, where they name none.
    pub publisher: Option<String>,
    /// Whether all its items are somebody's opinion.
    pub opinion: Option<bool>,
    /// What its articles count, 1 without.
    pub weight: Option<f64>,
    /// Whether the items' links are followed; `None` as for all feeds.
    pub full_text: Option<bool>,
    /// Sections that its articles belong to.
    pub sections: Vec<String>,
    /// Headers that its own server gets, `Name: value`.
    pub headers: Vec<String>,
    /// What the header `Cookie` says.
    pub cookies: Option<String>,
    /// Who logs in.
    pub user: Option<String>,
    /// The password, or where it comes from.
    pub password: Option<Password>,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// Where a password comes from.
#[derive(Clone, PartialEq)]
pub enum Password {
    /// It is written down.
    Plain(String),
    /// The first line of a file.
    File(PathBuf),
    /// The first line that a command says.
    Command(String),
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Plain(_) => f.write_str("Plain(…)"),
            Self::File(path) => write!(f, "File({})", path.display()),
            Self::Command(_) => f.write_str("Command(…)"),
        }
    }
}

/// `[[section]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionRule {
    pub(super) name: String,
    pub(super) query: Vec<Phrase>,
    pub(super) feeds: Vec<String>,
    pub(super) publishers: Vec<String>,
    pub(super) stories: Option<u64>,
    pub(super) line: usize,
}

/// `[[watch]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct WatchRule {
    pub(super) name: String,
    pub(super) query: Vec<Phrase>,
    pub(super) feeds: Vec<String>,
    pub(super) publishers: Vec<String>,
    pub(super) boost: f64,
    pub(super) line: usize,
}

/// `[[mute]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct MuteRule {
    pub(super) phrases: Vec<Phrase>,
    pub(super) publishers: Vec<String>,
    pub(super) feeds: Vec<String>,
    pub(super) title_only: bool,
    pub(super) until: Option<Date>,
    pub(super) line: usize,
}

/// `[[publisher]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct PublisherRule {
    pub(super) name: String,
    pub(super) weight: f64,
    pub(super) stories: Option<u64>,
}

/// `[mail]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mail {
    /// Receivers.
    pub to: Vec<String>,
    /// Sender.
    pub from: Option<String>,
    /// Identifier of the mailing list.
    pub list_id: Option<String>,
    /// Where receivers leave the list.
    pub unsubscribe: Option<String>,
    /// Command or folder that takes the mail.
    pub deliver: Option<String>,
}

/// `[fetch]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FetchKeys {
    /// Whether the items' links are followed.
    pub full_text: Option<bool>,
    /// Whether loopback addresses may be asked.
    pub allow_loopback: Option<bool>,
    /// Whether private addresses may be asked.
    pub allow_private: Option<bool>,
    /// Requests at the same time.
    pub parallel: Option<u64>,
    /// How long one request may take.
    pub timeout: Option<std::time::Duration>,
    /// Most bytes of one answer.
    pub max_bytes: Option<u64>,
    /// What is said about us.
    pub user_agent: Option<String>,
    /// Failures in a row after which a feed is reported.
    pub failures: Option<u64>,
    /// Seconds between two requests to one host.
    pub pause: Option<f64>,
    /// The proxy's address, or `environment`.
    pub proxy: Option<String>,
    /// Certificates of authorities that are trusted instead of the usual ones.
    pub ca_file: Option<PathBuf>,
    /// Whether feeds may be commands (`exec:`).
    pub allow_commands: Option<bool>,
    /// Whether feeds may be files (`file:`).
    pub allow_files: Option<bool>,
}

/// What one table says; what it does not say stays open.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Partial {
    pub(super) zone: Option<String>,
    pub(super) languages: Option<Vec<Language>>,
    pub(super) locale: Option<Language>,
    pub(super) length: Option<Length>,
    pub(super) method: Option<String>,
    pub(super) opinion: Option<OpinionPieces>,
    pub(super) stories: Option<u64>,
    pub(super) publisher_stories: Option<u64>,
    pub(super) since: Option<Since>,
    pub(super) archive: Option<PathBuf>,
    pub(super) doc_freq: Option<PathBuf>,
    pub(super) rest: Option<String>,
    pub(super) feeds: Option<Vec<Feed>>,
    pub(super) sections: Option<Vec<SectionRule>>,
    pub(super) watches: Option<Vec<WatchRule>>,
    pub(super) mutes: Option<Vec<MuteRule>>,
    pub(super) publishers: Option<Vec<PublisherRule>>,
    pub(super) mail: Option<Mail>,
    pub(super) site: Option<SiteOptions>,
    pub(super) fetch: Option<FetchKeys>,
}

/// `[profile.NAME]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub(super) name: String,
    pub(super) line: usize,
    pub(super) settings: Partial,
}

impl Partial {
    /// What it says, and where it says nothing, what `common` says.
    pub(super) fn over(self, common: Self) -> Self {
        Self {
            zone: self.zone.or(common.zone),
            languages: self.languages.or(common.languages),
            locale: self.locale.or(common.locale),
            length: self.length.or(common.length),
            method: self.method.or(common.method),
            opinion: self.opinion.or(common.opinion),
            stories: self.stories.or(common.stories),
            publisher_stories: self.publisher_stories.or(common.publisher_stories),
            since: self.since.or(common.since),
            archive: self.archive.or(common.archive),
            doc_freq: self.doc_freq.or(common.doc_freq),
            rest: self.rest.or(common.rest),
            feeds: self.feeds.or(common.feeds),
            sections: self.sections.or(common.sections),
            watches: self.watches.or(common.watches),
            mutes: self.mutes.or(common.mutes),
            publishers: self.publishers.or(common.publishers),
            mail: self.mail.or(common.mail),
            site: self.site.or(common.site),
            fetch: self.fetch.or(common.fetch),
        }
    }
}

//! The configuration: one TOML file, its profiles, the environment over it.
//!
//! Flags count before the environment, the environment before the profile, the profile before the
//! rest of the file. A list (feeds, sections, watch-lists, mutes, publishers) that a profile has
//! replaces the file's.

mod parts;
mod preferences;
mod problem;
mod read;
mod show;
mod starters;
mod tables;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tidings::brief::{Length, OpinionPieces};
use tidings::model::Language;

use crate::now::zone;
use crate::pages::SiteOptions;
use crate::window::Since;

use parts::{MuteRule, Partial, PublisherRule, SectionRule, WatchRule};

pub use parts::{Feed, FetchKeys, Mail, Password};
pub use problem::{Problem, nearest};
pub use starters::{languages, sample};

/// A commented configuration to start from.
const SAMPLE: &str = include_str!("sample.toml");

/// The profile of those who name none.
pub const DEFAULT_PROFILE: &str = "default";

/// Where the configuration is, and which profile of it.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Configuration")]
pub struct ConfigOptions {
    /// Read this configuration instead of the one in the XDG configuration folder
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
    /// Use the settings and the memory of this profile
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
}

/// The configuration of one profile.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Config {
    /// The file that was read; `None` without one.
    pub path: Option<PathBuf>,
    /// The profile.
    pub profile: String,
    /// All profiles of the file, by name.
    pub profiles: Vec<String>,
    /// The name of the reader's time zone.
    pub zone: Option<String>,
    /// Languages that are read; empty for all.
    pub languages: Vec<Language>,
    /// Language of what pages say themselves; the first of `languages` that has labels, else
    /// English, without it.
    pub locale: Option<Language>,
    /// Length of a briefing.
    pub length: Option<Length>,
    /// Ranking method.
    pub method: Option<String>,
    /// What becomes of articles that are filed under opinion.
    pub opinion: Option<OpinionPieces>,
    /// Most stories.
    pub stories: Option<usize>,
    /// Most stories that quote one publisher.
    pub publisher_stories: Option<usize>,
    /// What a briefing goes back to.
    pub since: Option<Since>,
    /// The archive.
    pub archive: Option<PathBuf>,
    /// Document frequencies of a larger collection.
    pub doc_freq: Option<PathBuf>,
    /// Heading of the stories of no section.
    pub rest: Option<String>,
    /// Feeds.
    pub feeds: Vec<Feed>,
    sections: Vec<SectionRule>,
    watches: Vec<WatchRule>,
    mutes: Vec<MuteRule>,
    publishers: Vec<PublisherRule>,
    /// Mail.
    pub mail: Mail,
    /// A folder of pages.
    pub site: SiteOptions,
    /// Fetching.
    pub fetch: FetchKeys,
}

/// What a program is told by its environment.
pub type Environment<'e> = &'e dyn Fn(&str) -> Option<OsString>;

/// The environment of this process.
pub fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

impl ConfigOptions {
    /// The file that counts, whether it exists or not, and whether a person named it; `None`
    /// without any place for one.
    pub fn path(&self, environment: Environment<'_>) -> Option<(PathBuf, bool)> {
        if let Some(path) = &self.config {
            return Some((path.clone(), true));
        }
        if let Some(path) = environment("TIDINGS_CONFIG") {
            return Some((path.into(), true));
        }
        let absolute =
            |name: &str| environment(name).map(PathBuf::from).filter(|p| p.is_absolute());
        let folder =
            absolute("XDG_CONFIG_HOME").or_else(|| Some(absolute("HOME")?.join(".config")))?;
        Some((folder.join("tidings").join("config.toml"), false))
    }

    /// The profile's name, as flags and environment give it.
    fn profile(&self, environment: Environment<'_>) -> anyhow::Result<String> {
        let name = match &self.profile {
            Some(name) => name.clone(),
            None => {
                text(environment, "TIDINGS_PROFILE")?.unwrap_or_else(|| DEFAULT_PROFILE.to_owned())
            }
        };
        if name.trim().is_empty() || name.chars().any(char::is_control) {
            bail!("a profile's name is at least one letter");
        }
        Ok(name)
    }

    /// Reads the file and the environment.
    ///
    /// # Errors
    /// When a file that was named cannot be read, anything in it is wrong, or there is no such
    /// profile.
    pub fn load(&self, environment: Environment<'_>) -> anyhow::Result<Config> {
        let profile = self.profile(environment)?;
        let mut config = match self.path(environment).filter(|_| !self.no_config) {
            None => Config::default(),
            Some((path, named)) => match std::fs::read_to_string(&path) {
                Ok(text) => {
                    let problems = |problems: Vec<Problem>| joined(&path, &problems);
                    let file = Config::of_file(&text).map_err(problems)?;
                    let mut config = file.profile(&path, &profile)?;
                    config.path = Some(path);
                    config
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => {
                    Config::default()
                }
                Err(error) => {
                    let hint = if error.kind() == std::io::ErrorKind::NotFound {
                        "; hint: `tidings config init` writes one"
                    } else {
                        ""
                    };
                    return Err(error)
                        .with_context(|| format!("{}: cannot be read{hint}", path.display()));
                }
            },
        };
        config.profile = profile;
        config.hear(environment)?;
        Ok(config)
    }
}

/// All problems as one error, one a line.
fn joined(path: &Path, problems: &[Problem]) -> anyhow::Error {
    let lines: Vec<String> =
        problems.iter().map(|problem| format!("{}:{problem}", path.display())).collect();
    anyhow::anyhow!(lines.join("\n"))
}

/// A variable that must be text.
fn text(environment: Environment<'_>, name: &str) -> anyhow::Result<Option<String>> {
    match environment(name).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
        Some(Err(_)) => bail!("{name} is not UTF-8"),
    }
}

/// A whole file with all its profiles, each of them checked.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Without a profile, and then each profile, by name.
    profiles: Vec<(String, Config)>,
}

impl File {
    /// The settings of one profile.
    fn profile(self, path: &Path, name: &str) -> anyhow::Result<Config> {
        let names: Vec<String> = self.profiles.iter().map(|(name, _)| name.clone()).collect();
        let found = self.profiles.into_iter().find(|(own, _)| own == name);
        if let Some((_, mut config)) = found {
            config.profiles = names;
            return Ok(config);
        }
        let meant = nearest(name, names.iter().map(String::as_str)).map_or_else(
            || format!("there are {}", names.join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        bail!("{}: there is no profile `{name}`; {meant}", path.display())
    }

    /// The settings without a profile, then those of each profile.
    pub fn all(&self) -> impl Iterator<Item = &Config> {
        self.profiles.iter().map(|(_, config)| config)
    }

    /// Names of the profiles.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.profiles.iter().map(|(name, _)| name.as_str())
    }
}

impl Config {
    /// Reads a file and checks all of its profiles.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the file.
    pub fn of_file(text: &str) -> Result<File, Vec<Problem>> {
        let file = read::read(text)?;
        let mut problems = Vec::new();
        let common = Self::of(file.common.clone());
        problems.extend(common.contradictions());
        let mut profiles = vec![(DEFAULT_PROFILE.to_owned(), common)];
        for profile in file.profiles {
            if profile.name.trim().is_empty() || profile.name.chars().any(char::is_control) {
                let message = "a profile's name is at least one letter".to_owned();
                problems.push(Problem { line: profile.line, column: 1, message });
            }
            let config = Self::of(profile.settings.over(file.common.clone()));
            problems.extend(config.contradictions());
            if profile.name == DEFAULT_PROFILE {
                profiles[0].1 = config;
            } else {
                profiles.push((profile.name, config));
            }
        }
        problems.sort();
        problems.dedup();
        if problems.is_empty() { Ok(File { profiles }) } else { Err(problems) }
    }

    fn of(partial: Partial) -> Self {
        let count = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
        Self {
            path: None,
            profile: String::new(),
            profiles: Vec::new(),
            zone: partial.zone,
            languages: partial.languages.unwrap_or_default(),
            locale: partial.locale,
            length: partial.length,
            method: partial.method,
            opinion: partial.opinion,
            stories: partial.stories.map(count),
            publisher_stories: partial.publisher_stories.map(count),
            since: partial.since,
            archive: partial.archive,
            doc_freq: partial.doc_freq,
            rest: partial.rest,
            feeds: partial.feeds.unwrap_or_default(),
            sections: partial.sections.unwrap_or_default(),
            watches: partial.watches.unwrap_or_default(),
            mutes: partial.mutes.unwrap_or_default(),
            publishers: partial.publishers.unwrap_or_default(),
            mail: partial.mail.unwrap_or_default(),
            site: partial.site.unwrap_or_default(),
            fetch: partial.fetch.unwrap_or_default(),
        }
    }

    /// Names that one table uses and no other explains.
    fn contradictions(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut problem = |line, message| problems.push(Problem { line, column: 1, message });
        let sections = || self.sections.iter().map(|section| section.name.as_str());
        for feed in &self.feeds {
            for name in feed.sections.iter().filter(|name| !sections().any(|s| s == name.as_str()))
            {
                problem(feed.line, unknown("section", name, sections()));
            }
        }
        let named_by_feeds =
            |name: &str| self.feeds.iter().any(|feed| feed.sections.iter().any(|own| own == name));
        for section in &self.sections {
            let empty = section.query.is_empty()
                && section.feeds.is_empty()
                && section.publishers.is_empty();
            if empty && !named_by_feeds(&section.name) {
                let message = format!(
                    "[[section]] `{}` needs a `query`, `feeds` or `publishers`, or a feed that names it",
                    section.name
                );
                problem(section.line, message);
            }
        }
        let feeds: Vec<(usize, &String)> = self
            .sections
            .iter()
            .flat_map(|section| section.feeds.iter().map(|feed| (section.line, feed)))
            .chain(self.watches.iter().flat_map(|w| w.feeds.iter().map(|feed| (w.line, feed))))
            .chain(self.mutes.iter().flat_map(|m| m.feeds.iter().map(|feed| (m.line, feed))))
            .collect();
        for (line, name) in feeds {
            if self.feed(name).is_none() {
                let names = self.feeds.iter().flat_map(|f| f.name.iter().chain([&f.url]));
                problem(line, unknown("feed", name, names.map(String::as_str)));
            }
        }
        problems
    }

    /// The feed of that name or address.
    fn feed(&self, name: &str) -> Option<&Feed> {
        self.feeds.iter().find(|feed| feed.name.as_deref() == Some(name) || feed.url == name)
    }

    /// Takes what the environment says over what the file says.
    fn hear(&mut self, environment: Environment<'_>) -> anyhow::Result<()> {
        let wrong = |name: &str, message: &str| anyhow::anyhow!("{name}: {message}");
        if let Some(name) = text(environment, "TIDINGS_TIMEZONE")? {
            zone(&name).map_err(|message| wrong("TIDINGS_TIMEZONE", &message))?;
            self.zone = Some(name);
        }
        if let Some(codes) = text(environment, "TIDINGS_LANGUAGE")? {
            let languages: Option<Vec<Language>> = codes.split(',').map(Language::parse).collect();
            self.languages = languages.ok_or_else(|| {
                wrong("TIDINGS_LANGUAGE", "write two-letter codes with commas between, as in en,de")
            })?;
        }
        if let Some(code) = text(environment, "TIDINGS_LOCALE")? {
            let locale = crate::choice::locale(&code);
            self.locale = Some(locale.map_err(|message| wrong("TIDINGS_LOCALE", &message))?);
        }
        if let Some(length) = text(environment, "TIDINGS_LENGTH")? {
            self.length = Some(length.parse().context("TIDINGS_LENGTH")?);
        }
        if let Some(method) = text(environment, "TIDINGS_METHOD")? {
            tidings::rank::named(&method).context("TIDINGS_METHOD")?;
            self.method = Some(method);
        }
        if let Some(stories) = text(environment, "TIDINGS_STORIES")? {
            let number = stories.trim().parse().ok().filter(|n| *n > 0);
            let number =
                number.ok_or_else(|| wrong("TIDINGS_STORIES", "write a whole number from 1"))?;
            self.stories = Some(number);
        }
        if let Some(since) = text(environment, "TIDINGS_SINCE")? {
            self.since = Some(since.parse().map_err(|e| wrong("TIDINGS_SINCE", &format!("{e}")))?);
        }
        if let Some(path) = environment("TIDINGS_ARCHIVE") {
            self.archive = Some(path.into());
        }
        if let Some(path) = environment("TIDINGS_DOC_FREQ") {
            self.doc_freq = Some(path.into());
        }
        if let Some(deliver) = text(environment, "TIDINGS_DELIVER")? {
            self.mail.deliver = Some(deliver);
        }
        Ok(())
    }
}

fn unknown<'n>(what: &str, name: &str, names: impl Iterator<Item = &'n str>) -> String {
    match nearest(name, names) {
        Some(near) => format!("there is no {what} `{name}`; did you mean `{near}`?"),
        None => format!("there is no {what} `{name}`"),
    }
}

#[cfg(test)]
mod tests;

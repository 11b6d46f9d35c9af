//! Addresses among a command's inputs: fetched as `tidings fetch` does, into memory, remembered
//! nowhere.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::Timestamp;
use tidings::archive::{Access, Archive, Incoming};
use tidings::fetch::{Fetched, Fetcher, Found, Link, Page, Source, State, merge};
use tidings::model::{Article, Outcome, Warning};

use super::take::teasers;
use super::{NetworkOptions, Request, Settings, WallClock};
use crate::config::Config;
use crate::exit::Passing;
use crate::input::ReadOptions;
use crate::walk::is_address;

/// How addresses among the inputs are fetched; what is not said here is as the configuration's
/// `[fetch]` says.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Addresses among the inputs")]
pub struct WebOptions {
    /// Follow the links of a feed's items and take the whole articles
    #[arg(long, requires = "inputs")]
    full_text: bool,
    /// Allow servers on this machine (127.0.0.0/8, ::1)
    #[arg(long)]
    pub allow_loopback: bool,
}

impl WebOptions {
    /// Whether servers on this machine are allowed.
    pub const fn allow_loopback(&self) -> bool {
        self.allow_loopback
    }
}

/// Parts files and folders from addresses of the web. What exists as a file is a file, whatever it
/// is called.
pub fn parted(inputs: &[PathBuf]) -> (Vec<PathBuf>, Vec<String>) {
    let (mut files, mut addresses) = (Vec::new(), Vec::new());
    for input in inputs {
        match input.to_str().filter(|text| is_address(text) && !input.exists()) {
            Some(address) => addresses.push(address.to_owned()),
            None => files.push(input.clone()),
        }
    }
    (files, addresses)
}

/// Reads what the inputs name: addresses are fetched, the rest is read by `take`.
///
/// # Errors
/// [`Passing`] when there are addresses only and nothing came of them for reasons that pass; a
/// configured user agent that no request can be made with.
pub fn gather(
    inputs: &[PathBuf],
    read: &ReadOptions,
    web: &WebOptions,
    config: &Config,
    now: Timestamp,
    take: Take,
) -> anyhow::Result<Gathered> {
    let (files, addresses) = parted(inputs);
    let mut gathered = Gathered::default();
    if !addresses.is_empty() {
        let network =
            NetworkOptions { allow_loopback: web.allow_loopback, ..NetworkOptions::default() };
        let request =
            Request { urls: addresses, full_text: web.full_text, network, ..Request::default() };
        let fetched = fetch(&Settings::resolve(&request, config)?, now)?;
        if fetched.passing && files.is_empty() && fetched.incoming.is_empty() {
            let lines: Vec<String> = fetched.warnings.iter().map(ToString::to_string).collect();
            return Err(Passing(lines.join("\n")).into());
        }
        gathered.fetched = fetched.incoming;
        gathered.read.warnings = fetched.warnings;
    }
    let mut from_files = take(&files, &read.limits(), read.format());
    let fetched = gathered.fetched.iter().map(|incoming| incoming.article.clone());
    gathered.read.value = fetched.collect();
    gathered.read.value.append(&mut from_files.value);
    gathered.read.warnings.append(&mut from_files.warnings);
    Ok(gathered)
}

/// [`crate::input::gather`], or what does the same in pieces.
type Take =
    fn(&[PathBuf], &tidings::read::Limits, Option<tidings::read::Format>) -> Outcome<Vec<Article>>;

/// What inputs held.
#[derive(Debug, Default)]
pub struct Gathered {
    /// All articles, and what was odd.
    pub read: Outcome<Vec<Article>>,
    /// Those of them that came from addresses.
    pub fetched: Vec<Incoming>,
}

impl Gathered {
    /// Takes what came from addresses into the archive at `path`.
    pub fn keep(&self, path: &Path, now: Timestamp) -> anyhow::Result<()> {
        if self.fetched.is_empty() {
            return Ok(());
        }
        let shown = path.display();
        let mut archive = Archive::open(path, Access::Write)?;
        archive.import(&self.fetched, now).with_context(|| format!("{shown}: nothing is kept"))?;
        Ok(())
    }
}

/// What a fetch gave.
struct Once {
    incoming: Vec<Incoming>,
    warnings: Vec<Warning>,
    /// Something failed, and all of it for reasons that pass.
    passing: bool,
}

fn fetch(settings: &Settings, now: Timestamp) -> anyhow::Result<Once> {
    let clock = WallClock::at(now);
    let fetcher = Fetcher::new(settings.manners.clone(), &clock)?;
    let sources: Vec<(Source, State)> =
        settings.wanted.iter().map(|wanted| (wanted.source.clone(), State::default())).collect();
    let mut all: Vec<Fetched> = Vec::new();
    fetcher.feeds(&sources, &mut |fetched| {
        all.push(fetched);
        ControlFlow::Continue(())
    });
    let failures = || all.iter().filter_map(|fetched| fetched.found.as_ref().err());
    let passing = failures().count() > 0 && failures().all(tidings::fetch::FetchError::passes);
    let mut warnings = Vec::new();
    for fetched in &mut all {
        for mut warning in std::mem::take(&mut fetched.warnings) {
            // What it hints at is a list of feeds, and here is none.
            warning.hint = warning.hint.filter(|_| fetched.state.moved.is_none());
            warnings.push(warning);
        }
        if let Err(error) = &fetched.found {
            let warning = Warning::failed(&fetched.key, error.to_string());
            warnings.push(Warning { hint: error.hint().map(str::to_owned), ..warning });
        }
    }
    let pages = if sources.iter().any(|(source, _)| source.full_text) {
        pages(&fetcher, &all, settings.max_pages, &mut warnings)
    } else {
        BTreeMap::new()
    };
    let mut incoming = Vec::new();
    for fetched in all {
        let raw = fetched.raw;
        let Ok(Found::Articles(articles)) = fetched.found else { continue };
        incoming.extend(articles.into_iter().map(|article| {
            let page = article.source.url.as_ref().filter(|_| article.teaser);
            match page.and_then(|address| pages.get(address)) {
                Some(page) => {
                    Incoming { article: merge(article, page.article.clone()), raw: Some(page.raw) }
                }
                None => Incoming { article, raw },
            }
        }));
    }
    Ok(Once { incoming, warnings, passing })
}

/// The pages behind the items whose whole text is not in their feed, each once; at most `most` of
/// one feed.
fn pages(
    fetcher: &Fetcher<'_>,
    all: &[Fetched],
    most: usize,
    warnings: &mut Vec<Warning>,
) -> BTreeMap<String, Page> {
    let mut links: BTreeMap<String, Option<String>> = BTreeMap::new();
    for fetched in all {
        for address in teasers(fetched).take(most) {
            links.entry(address.to_owned()).or_insert_with(|| fetched.local.clone());
        }
    }
    let links: Vec<Link> =
        links.into_iter().map(|(address, local)| Link { address, local }).collect();
    let mut pages = BTreeMap::new();
    fetcher.pages(&links, &mut |at, page| {
        if let Some(link) = links.get(at) {
            match page {
                Ok(page) => {
                    pages.insert(link.address.clone(), page);
                }
                Err(error) => {
                    let message = format!("{error}; the feed's own text is used");
                    warnings.push(Warning::note(&link.address, message));
                }
            }
        }
        ControlFlow::Continue(())
    });
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_paths() {
        let inputs: Vec<PathBuf> =
            ["https://a.example/f", "HTTP://b.example", "http:/x", "a.txt", "-", "https:"]
                .map(PathBuf::from)
                .into();
        let (files, addresses) = parted(&inputs);
        assert_eq!(addresses, ["https://a.example/f", "HTTP://b.example"]);
        assert_eq!(files, ["http:/x", "a.txt", "-", "https:"].map(PathBuf::from));
    }
}

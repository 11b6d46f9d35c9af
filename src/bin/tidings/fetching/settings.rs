//! What was typed and configured becomes what is done.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tidings::fetch::{Guard, Manners, Network, Source};
use tidings::read::{canonical_address, outlines};

use super::Request;
use crate::config::Config;

/// Networks that `allow_private` means.
const PRIVATE: [&str; 4] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

/// A source with what only this command knows of it.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// For the fetcher.
    pub source: Source,
    /// Its name in lists, where it has one.
    pub name: Option<String>,
    /// Sections or folders that it belongs to.
    pub folders: Vec<String>,
}

/// What is done.
#[derive(Debug)]
pub struct Settings {
    /// In the order given, each address once.
    pub wanted: Vec<Wanted>,
    /// How requests are made.
    pub manners: Manners,
    /// Runs in a row after which a configured feed's failure is reported.
    pub patience: u32,
    /// Most pages of one feed.
    pub max_pages: usize,
}

impl Settings {
    /// Flags over the configuration.
    pub fn resolve(request: &Request, config: &Config) -> anyhow::Result<Self> {
        let keys = &config.fetch;
        let network = &request.network;
        let mut networks = network.allow_network.clone();
        if keys.allow_private == Some(true) {
            networks.extend(PRIVATE.iter().filter_map(|text| text.parse::<Network>().ok()));
        }
        let defaults = Manners::default();
        let whole = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok());
        let manners = Manners {
            user_agent: network
                .user_agent
                .clone()
                .or_else(|| keys.user_agent.clone())
                .unwrap_or(defaults.user_agent),
            timeout: network
                .timeout
                .map(Duration::from_secs)
                .or(keys.timeout)
                .unwrap_or(defaults.timeout),
            max_bytes: network.max_bytes.or(keys.max_bytes).unwrap_or(defaults.max_bytes),
            max_redirects: defaults.max_redirects,
            pause: Duration::from_secs_f64(network.pause),
            jobs: whole(network.jobs.or(keys.parallel)).unwrap_or(defaults.jobs),
            guard: Guard {
                loopback: network.allow_loopback || keys.allow_loopback == Some(true),
                networks,
            },
        };
        let patience = keys.failures.and_then(|n| u32::try_from(n).ok()).unwrap_or(3).max(1);
        let wanted = wanted(request, config)?;
        Ok(Self { wanted, manners, patience, max_pages: request.max_pages })
    }
}

/// Addresses of the command line, then those of the list; those of the configuration where there are neither.
fn wanted(request: &Request, config: &Config) -> anyhow::Result<Vec<Wanted>> {
    let mut all: Vec<Wanted> = request
        .urls
        .iter()
        .map(|url| {
            let source = Source {
                address: url.clone(),
                full_text: request.full_text,
                page: true,
                ..Source::default()
            };
            Wanted { source, name: None, folders: Vec::new() }
        })
        .collect();
    if let Some(path) = &request.feeds {
        let shown = path.display();
        let bytes = std::fs::read(path).with_context(|| format!("{shown}: cannot be read"))?;
        let Some(list) = outlines(&bytes) else {
            bail!(
                "{shown}: it is no list of feeds (OPML); hint: give the address of a feed without --feeds"
            );
        };
        if list.is_empty() {
            bail!("{shown}: the list names no feeds");
        }
        for outline in list {
            let (name, folders) = (outline.title.clone(), outline.folders.clone());
            let source = Source { full_text: request.full_text, ..Source::from(outline) };
            all.push(Wanted { source, name, folders });
        }
    } else if request.urls.is_empty() {
        let everywhere = request.full_text || config.fetch.full_text == Some(true);
        for feed in &config.feeds {
            let source = Source {
                address: feed.url.clone(),
                publisher: feed.publisher.clone(),
                full_text: request.full_text || feed.full_text.unwrap_or(everywhere),
                opinion: feed.opinion == Some(true),
                page: false,
            };
            all.push(Wanted { source, name: feed.name.clone(), folders: feed.sections.clone() });
        }
    }
    let mut seen = BTreeSet::new();
    all.retain(|wanted| {
        let key = wanted.source.key();
        seen.insert(canonical_address(&key).unwrap_or(key))
    });
    if all.is_empty() {
        bail!(
            "there are no feeds; hint: name one, give a list with --feeds, or write [[feed]] into the configuration (`tidings config path`)"
        );
    }
    Ok(all)
}

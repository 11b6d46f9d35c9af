//! What was typed and configured becomes what is done.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, bail};
use tidings::fetch::{Guard, Manners, Network, Source};
use tidings::read::{canonical_address, outlines};

use super::{NetworkOptions, Request, given};
use crate::config::{Config, Feed, environment};

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
        let patience =
            config.fetch.failures.and_then(|n| u32::try_from(n).ok()).unwrap_or(3).max(1);
        let manners = manners(&request.network, config)?;
        let wanted = wanted(request, config)?;
        Ok(Self { wanted, manners, patience, max_pages: request.max_pages })
    }
}

/// How requests are made: flags over the configuration.
pub fn manners(network: &NetworkOptions, config: &Config) -> anyhow::Result<Manners> {
    let keys = &config.fetch;
    let mut networks = network.allow_network.clone();
    if keys.allow_private == Some(true) {
        networks.extend(PRIVATE.iter().filter_map(|text| text.parse::<Network>().ok()));
    }
    let defaults = Manners::default();
    let whole = |value: Option<u64>| value.and_then(|value| usize::try_from(value).ok());
    let (proxy, no_proxy) = proxy(network.proxy.as_ref().or(keys.proxy.as_ref()))?;
    Ok(Manners {
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
        pause: network.pause.or(keys.pause).map_or(defaults.pause, |seconds| {
            Duration::try_from_secs_f64(seconds).unwrap_or(defaults.pause)
        }),
        jobs: whole(network.jobs.or(keys.parallel)).unwrap_or(defaults.jobs),
        guard: Guard {
            loopback: network.allow_loopback || keys.allow_loopback == Some(true),
            networks,
        },
        proxy,
        no_proxy,
        authorities: authorities(config)?,
    })
}

/// The certificates of the file that the configuration names.
fn authorities(config: &Config) -> anyhow::Result<Option<String>> {
    let read = |path: &std::path::PathBuf| {
        std::fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))
    };
    config.fetch.ca_file.as_ref().map(read).transpose()
}

/// The proxy that is asked for, and the hosts that are asked without it. What the environment names
/// counts only when it is asked for by the word `environment`.
fn proxy(asked: Option<&String>) -> anyhow::Result<(Option<String>, String)> {
    let Some(asked) = asked else { return Ok((None, String::new())) };
    if asked != "environment" {
        return Ok((Some(asked.clone()), String::new()));
    }
    let first = |names: &[&str]| -> anyhow::Result<Option<String>> {
        let value = names.iter().find_map(|name| environment(name));
        value
            .map(|v| {
                v.into_string().map_err(|_| anyhow::anyhow!("the environment's proxy is no text"))
            })
            .transpose()
    };
    let proxy = first(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "http_proxy"])?;
    Ok((proxy, first(&["NO_PROXY", "no_proxy"])?.unwrap_or_default()))
}

/// Addresses of the command line, then those of the list; those of the configuration where there
/// are neither.
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
            allowed(feed, config)?;
            let source = Source {
                headers: given::headers(feed)?,
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
            "there are no feeds; hint: `tidings config init --starter en` writes a configuration with some; add yours as [[feed]] (`tidings config path` names the file), or `tidings fetch ADDRESS`"
        );
    }
    Ok(all)
}

/// A file or command is a feed only where the configuration says so: an address must not turn into
/// either by itself.
fn allowed(feed: &Feed, config: &Config) -> anyhow::Result<()> {
    let (what, key, allowed) = if feed.url.starts_with("exec:") {
        ("a command", "allow_commands", config.fetch.allow_commands)
    } else if feed.url.starts_with("file:") {
        ("a file", "allow_files", config.fetch.allow_files)
    } else {
        return Ok(());
    };
    if allowed != Some(true) {
        bail!("{}: it is {what}; hint: write `{key} = true` below [fetch]", feed.url);
    }
    Ok(())
}

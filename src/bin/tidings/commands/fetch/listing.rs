//! What is shown without fetching: the plan of a run, and the feeds as lists.

use std::fmt::Write as _;

use jiff::Timestamp;
use tidings::archive::Archive;
use tidings::fetch::{Entry, export as opml};

use crate::fetching::Settings;

/// One line a source: what would be asked, and under which conditions.
pub fn plan(
    settings: &Settings,
    archive: Option<&Archive>,
    now: Timestamp,
) -> anyhow::Result<String> {
    let mut out = String::new();
    for wanted in &settings.wanted {
        let key = wanted.source.key();
        let state = match archive {
            Some(archive) => archive.feed(&key)?,
            None => None,
        }
        .unwrap_or_default();
        let what = match state.retry_after.filter(|until| *until > now) {
            Some(until) => format!("waits until {until}, as its server asked"),
            None if state.etag.is_some() || state.last_modified.is_some() => {
                "would be asked for what is new".to_owned()
            }
            None => "would be asked".to_owned(),
        };
        let trouble = match state.failures {
            0 => String::new(),
            n => format!(" (failed {n} times in a row: {})", state.error.unwrap_or_default()),
        };
        let pages = if wanted.source.full_text { ", with the pages of its items" } else { "" };
        writeln!(out, "{}: {what}{pages}{trouble}", line(&key))?;
    }
    Ok(out)
}

/// The feeds as OPML, or as lines for the configuration.
pub fn export(settings: &Settings, toml: bool) -> String {
    if toml {
        // The configuration wants names that tell feeds apart; lists of other readers need not have
        // them.
        let mut seen = std::collections::BTreeSet::new();
        let mut tables = String::new();
        for wanted in &settings.wanted {
            let mut wanted = wanted.clone();
            wanted.name = wanted.name.map(|name| {
                let numbered = (2..).map(|n| format!("{name} ({n})"));
                let mut free = std::iter::once(name.clone()).chain(numbered);
                free.find(|name| !seen.contains(name)).unwrap_or(name)
            });
            seen.extend(wanted.name.clone());
            tables += &table(&wanted);
        }
        // A folder is a section, which must be there for feeds to belong to it.
        let mut folders: Vec<&String> = Vec::new();
        for folder in settings.wanted.iter().flat_map(|wanted| &wanted.folders) {
            if !folders.contains(&folder) {
                folders.push(folder);
            }
        }
        for folder in folders {
            tables += &format!("[[section]]\nname = {}\n\n", quoted(folder));
        }
        return tables;
    }
    let entries: Vec<Entry<'_>> = settings
        .wanted
        .iter()
        .map(|wanted| Entry {
            address: &wanted.source.address,
            name: wanted.source.publisher.as_deref().or(wanted.name.as_deref()),
            folder: wanted.folders.first().map(String::as_str),
        })
        .collect();
    opml("Feeds", &entries)
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn table(wanted: &crate::fetching::Wanted) -> String {
    let mut out = format!("[[feed]]\nurl = {}\n", quoted(&wanted.source.address));
    if let Some(name) = &wanted.name {
        out += &format!("name = {}\n", quoted(name));
    }
    if let Some(publisher) = &wanted.source.publisher {
        out += &format!("publisher = {}\n", quoted(publisher));
    }
    if wanted.source.full_text {
        out += "full_text = true\n";
    }
    if !wanted.folders.is_empty() {
        let names: Vec<String> = wanted.folders.iter().map(|name| quoted(name)).collect();
        out += &format!("sections = [{}]\n", names.join(", "));
    }
    out + "\n"
}

/// Text for a terminal, on one line.
fn line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

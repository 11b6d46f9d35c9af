//! Do the configured feeds answer? Each is asked once; nothing is kept or remembered.

use std::ops::ControlFlow;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use tidings::fetch::{Fetched, Fetcher, Found, Source, State};
use tidings::model::{Article, Severity, Warning};

use super::given::is_given;
use super::{NetworkOptions, Request, Settings, WallClock};
use crate::config::Config;

/// A feed without a newer item is named as one that may have ended. Set by: judgement; the slowest
/// feeds of the starter lists, weeklies, have four items in this time.
const SILENT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Asks every feed of the profiles, each address once. What is wrong comes as warnings that name
/// the line of the file at `path`; beside them one line that counts.
pub fn check(
    path: &Path,
    profiles: &[&Config],
    allow_loopback: bool,
    now: Timestamp,
) -> anyhow::Result<(String, Vec<Warning>)> {
    let mut config = Config::default();
    for profile in profiles {
        // Files and commands are no matter of the network.
        let online = profile.feeds.iter().filter(|feed| !is_given(&feed.url));
        config.feeds.extend(online.cloned());
        config.fetch.clone_from(&profile.fetch);
    }
    if config.feeds.is_empty() {
        return Ok(("no feeds are configured, so none was asked\n".to_owned(), Vec::new()));
    }
    let network = NetworkOptions { allow_loopback, ..NetworkOptions::default() };
    let request = Request { network, ..Request::default() };
    let settings = Settings::resolve(&request, &config)?;
    let clock = WallClock::at(now);
    let fetcher = Fetcher::new(settings.manners.clone(), &clock)?;
    let sources: Vec<(Source, State)> =
        settings.wanted.iter().map(|wanted| (wanted.source.clone(), State::default())).collect();
    let mut warnings = Vec::new();
    let mut answered = 0;
    fetcher.feeds(&sources, &mut |fetched| {
        let line = config.feeds.iter().find(|feed| {
            sources.get(fetched.index).is_some_and(|(source, _)| source.address == feed.url)
        });
        let line = line.map_or(0, |feed| feed.line);
        let place = format!("{}:{line}: {}", path.display(), fetched.key);
        answered += usize::from(fetched.found.is_ok());
        warnings.extend(findings(&place, fetched, now));
        ControlFlow::Continue(())
    });
    let (all, dead) = (sources.len(), sources.len() - answered);
    let noun = if all == 1 { "feed" } else { "feeds" };
    let none = if answered == 0 && dead > 1 { "; is this machine online?" } else { "" };
    Ok((format!("{all} {noun} asked: {answered} answered, {dead} did not{none}\n"), warnings))
}

/// What is to be said of one feed.
fn findings(place: &str, fetched: Fetched, now: Timestamp) -> Vec<Warning> {
    let mut warnings: Vec<Warning> = fetched
        .warnings
        .into_iter()
        .filter(|warning| warning.hint.is_some() || warning.severity == Severity::Failed)
        .map(|warning| Warning {
            place: place.to_owned(),
            hint: fetched.state.moved.is_some().then(|| "write that address here".to_owned()),
            ..warning
        })
        .collect();
    match fetched.found {
        Err(error) => {
            let hint = error.hint().unwrap_or("correct the address, or take the feed out");
            warnings.push(Warning::failed(place, error.to_string()).hint(hint));
        }
        Ok(Found::Articles(articles)) => warnings.extend(silent(place, &articles, now)),
        Ok(Found::Unchanged | Found::Waiting(_)) => {}
    }
    warnings
}

/// A feed that answers and says nothing new any more.
fn silent(place: &str, articles: &[Article], now: Timestamp) -> Option<Warning> {
    if articles.is_empty() {
        return Some(Warning::note(place, "it answers, and holds no items"));
    }
    let newest = articles.iter().filter_map(|article| article.published).map(|p| p.at).max()?;
    let old = now.duration_since(newest) > SILENT;
    old.then(|| {
        let day = newest.to_zoned(jiff::tz::TimeZone::UTC).date();
        Warning::note(place, format!("it answers, and its newest item is of {day}"))
    })
}

//! What was fetched goes into the archive, and what failed is told.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use jiff::Timestamp;
use tidings::archive::{Archive, ArchiveError, Arrival, FeedState, Incoming};
use tidings::fetch::{FetchError, Fetched, Fetcher, Found, Link, Page, Source, State, merge};
use tidings::model::{Article, Severity, Warning};

use super::given::{bytes, is_given};
use super::settings::Settings;
use crate::exit::Exit;
use crate::say::Say;

/// How many there were of each kind.
#[derive(Debug, Default)]
struct Counts {
    new: usize,
    fuller: usize,
    whole: usize,
    answered: usize,
    unchanged: usize,
    waiting: usize,
    failed: usize,
    /// Failures that do not pass by themselves.
    lasting: usize,
    /// Failures that were told.
    reported: usize,
    pages_failed: usize,
}

/// A run of the command.
pub struct Taking<'s> {
    archive: Archive,
    settings: &'s Settings,
    sources: Vec<(Source, State)>,
    /// Feeds whose items' pages are wanted.
    held: Vec<Fetched>,
    counts: Counts,
    warnings: Vec<Warning>,
    now: Timestamp,
    say: Say,
}

impl<'s> Taking<'s> {
    /// Reads what is remembered of each source.
    pub fn new(
        archive: Archive,
        settings: &'s Settings,
        now: Timestamp,
        say: Say,
    ) -> anyhow::Result<Self> {
        let mut sources = Vec::new();
        for wanted in &settings.wanted {
            let known = archive.feed(&wanted.source.key())?.unwrap_or_default();
            let state = State {
                etag: known.etag,
                last_modified: known.last_modified,
                retry_at: known.retry_after,
                failures: known.failures,
                moved: known.moved,
            };
            sources.push((wanted.source.clone(), state));
        }
        Ok(Self {
            archive,
            settings,
            sources,
            held: Vec::new(),
            counts: Counts::default(),
            warnings: Vec::new(),
            now,
            say,
        })
    }

    /// Fetches all sources; what is complete goes into the archive at once.
    pub fn feeds(&mut self, fetcher: &Fetcher<'_>) -> Result<(), ArchiveError> {
        let all = std::mem::take(&mut self.sources);
        let (given, sources): (Vec<_>, Vec<_>) =
            all.into_iter().partition(|(source, _)| !source.page && is_given(&source.address));
        let mut trouble = Ok(());
        fetcher.feeds(&sources, &mut |fetched| {
            let wanted = sources.get(fetched.index).map(|(source, _)| source);
            trouble = self.take(fetched, wanted.is_some_and(|source| source.full_text), wanted);
            if trouble.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        trouble?;
        let manners = &self.settings.manners;
        for (at, (source, state)) in given.iter().enumerate() {
            let bytes = bytes(&source.address, manners.timeout, manners.max_bytes);
            let fetched = fetcher.given(at, &bytes, source, state);
            self.take(fetched, source.full_text, Some(source))?;
        }
        Ok(())
    }

    fn take(
        &mut self,
        mut fetched: Fetched,
        full_text: bool,
        source: Option<&Source>,
    ) -> Result<(), ArchiveError> {
        let key = fetched.key.clone();
        self.note(std::mem::take(&mut fetched.warnings), source.is_some_and(|source| source.page));
        match &fetched.found {
            Ok(Found::Articles(_)) => {
                self.counts.answered += 1;
                if full_text {
                    self.held.push(fetched);
                    return Ok(());
                }
                return self.store(fetched);
            }
            Ok(Found::Unchanged) => {
                self.counts.answered += 1;
                self.counts.unchanged += 1;
                self.say.detail(&format!("{key}: nothing new"));
            }
            Ok(Found::Waiting(until)) => {
                self.counts.waiting += 1;
                let text =
                    format!("{key}: not asked, its server wants to be left alone until {until}");
                if source.is_some_and(|source| source.page) {
                    self.say.line(&text)
                } else {
                    self.say.detail(&text)
                }
                return Ok(());
            }
            Err(error) => self.failed(&fetched, error, source.is_some_and(|source| source.page)),
        }
        self.remember(&fetched)
    }

    /// Tells a failure, at once where the person named the address, else when it has lasted.
    fn failed(&mut self, fetched: &Fetched, error: &FetchError, named: bool) {
        self.counts.failed += 1;
        self.counts.lasting += usize::from(!error.passes());
        let hint = error.hint().map_or(String::new(), |hint| format!("; hint: {hint}"));
        let runs = fetched.state.failures;
        let often =
            if runs > 1 { format!(" (failed {runs} times in a row)") } else { String::new() };
        let text = format!("{}: {error}{often}{hint}", fetched.key);
        if named || runs >= self.settings.patience {
            self.counts.reported += 1;
            self.say.line(&text);
        } else {
            self.say.detail(&text);
        }
    }

    /// Keeps warnings: what was lost always, what is only odd where the person named the source or
    /// asks for more.
    fn note(&mut self, warnings: Vec<Warning>, named: bool) {
        let moved = |warning: &Warning| warning.hint.is_some();
        for warning in warnings {
            if named || warning.severity == Severity::Failed || moved(&warning) {
                self.warnings.push(warning);
            } else {
                self.say.detail(&warning.to_string());
            }
        }
    }

    /// A feed's articles, then what is remembered of it: should the run end between the two, it is
    /// asked for again.
    fn store(&mut self, fetched: Fetched) -> Result<(), ArchiveError> {
        if let Ok(Found::Articles(articles)) = &fetched.found {
            let raw = fetched.raw;
            let incoming: Vec<Incoming> =
                articles.iter().map(|article| Incoming { article: article.clone(), raw }).collect();
            self.import(&fetched.key, &incoming)?;
        }
        self.remember(&fetched)
    }

    fn import(&mut self, key: &str, incoming: &[Incoming]) -> Result<(), ArchiveError> {
        let (mut new, mut fuller) = (0, 0);
        for imported in self.archive.import(incoming, self.now)? {
            match imported.arrival {
                Arrival::New => new += 1,
                Arrival::Newer => fuller += 1,
                Arrival::Known => {}
            }
        }
        self.counts.new += new;
        self.counts.fuller += fuller;
        self.say.detail(&format!(
            "{key}: {} articles, {new} of them new, {fuller} newer or fuller",
            incoming.len()
        ));
        Ok(())
    }

    fn remember(&mut self, fetched: &Fetched) -> Result<(), ArchiveError> {
        let failed = fetched.found.as_ref().err();
        let success = match failed {
            None => Some(self.now),
            Some(_) => self.archive.feed(&fetched.key)?.and_then(|known| known.success),
        };
        let state = &fetched.state;
        self.archive.set_feed(
            &fetched.key,
            &FeedState {
                etag: state.etag.clone(),
                last_modified: state.last_modified.clone(),
                success,
                failures: state.failures,
                error: failed.map(ToString::to_string),
                retry_after: state.retry_at,
                moved: state.moved.clone(),
            },
        )
    }

    /// Fetches the pages behind the items that are wanted whole and are not held whole, each once.
    pub fn pages(&mut self, fetcher: &Fetcher<'_>) -> Result<(), ArchiveError> {
        let mut links: BTreeMap<String, Option<String>> = BTreeMap::new();
        let mut cut = Vec::new();
        for (at, fetched) in self.held.iter().enumerate() {
            let mut left = self.settings.max_pages;
            for address in teasers(fetched) {
                if links.contains_key(address)
                    || self.archive.knows(address)?.is_some_and(|(_, teaser)| !teaser)
                {
                    continue;
                }
                if left == 0 {
                    cut.push(at);
                    break;
                }
                left -= 1;
                links.insert(address.to_owned(), fetched.local.clone());
            }
        }
        let links: Vec<Link> =
            links.into_iter().map(|(address, local)| Link { address, local }).collect();
        let mut found: BTreeMap<&str, Result<Page, FetchError>> = BTreeMap::new();
        fetcher.pages(&links, &mut |at, page| {
            if let Some(link) = links.get(at) {
                if let Err(error) = &page {
                    self.say.detail(&format!("{}: {error}", link.address));
                }
                found.insert(&link.address, page);
            }
            ControlFlow::Continue(())
        });
        self.counts.pages_failed = found.values().filter(|page| page.is_err()).count();
        for (at, mut fetched) in std::mem::take(&mut self.held).into_iter().enumerate() {
            let again = teasers(&fetched)
                .filter_map(|address| found.get(address)?.as_ref().err())
                .any(FetchError::passes);
            if again || cut.contains(&at) {
                // Without its conditions the feed comes whole again in the next run, and with it
                // the links.
                fetched.state.etag = None;
                fetched.state.last_modified = None;
            }
            self.store_whole(fetched, &found)?;
        }
        Ok(())
    }

    fn store_whole(
        &mut self,
        fetched: Fetched,
        pages: &BTreeMap<&str, Result<Page, FetchError>>,
    ) -> Result<(), ArchiveError> {
        if let Ok(Found::Articles(articles)) = &fetched.found {
            let whole = |article: &Article| {
                let page = article.source.url.as_deref().filter(|_| article.teaser);
                match page.and_then(|address| pages.get(address)) {
                    Some(Ok(page)) => Incoming {
                        article: merge(article.clone(), page.article.clone()),
                        raw: Some(page.raw),
                    },
                    _ => Incoming { article: article.clone(), raw: fetched.raw },
                }
            };
            let incoming: Vec<Incoming> = articles.iter().map(whole).collect();
            let before = articles.iter().filter(|article| article.teaser).count();
            let after = incoming.iter().filter(|incoming| incoming.article.teaser).count();
            self.counts.whole += before.saturating_sub(after);
            self.import(&fetched.key, &incoming)?;
        }
        self.remember(&fetched)
    }

    /// Tells how it went.
    pub fn finish(self) -> Exit {
        let read = self.say.warnings(&self.warnings);
        let counts = &self.counts;
        if !self.say.is_quiet() {
            self.say.line(&summary(counts));
        }
        let nothing = counts.answered == 0;
        if nothing && counts.failed + counts.waiting > 0 {
            if counts.reported < counts.failed && self.say.is_quiet() {
                self.say.line("no feed could be fetched; -v says why");
            }
            return if counts.lasting > 0 { Exit::Failed } else { Exit::TryAgain };
        }
        if counts.reported > 0 { Exit::Partial.worse(read) } else { read }
    }
}

/// Addresses of a feed's items whose whole text is not in it.
pub(super) fn teasers(fetched: &Fetched) -> impl Iterator<Item = &str> {
    let articles = match &fetched.found {
        Ok(Found::Articles(articles)) => articles.as_slice(),
        _ => &[],
    };
    articles
        .iter()
        .filter(|article| article.teaser)
        .filter_map(|article| article.source.url.as_deref())
}

fn summary(counts: &Counts) -> String {
    let number =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let all = counts.answered + counts.failed + counts.waiting;
    let mut text = format!(
        "{} from {}",
        number(counts.new, "new article", "new articles"),
        number(all, "source", "sources"),
    );
    for (n, what) in [
        (counts.fuller, "articles newer or fuller than before"),
        (counts.whole, "fetched whole"),
        (counts.pages_failed, "pages could not be had"),
        (counts.unchanged, "unchanged"),
        (counts.waiting, "waiting"),
        (counts.failed, "failed"),
    ] {
        if n > 0 {
            text += &format!("; {n} {what}");
        }
    }
    let hidden = counts.pages_failed + counts.failed - counts.reported;
    if hidden > 0 { text + " (-v names them)" } else { text }
}

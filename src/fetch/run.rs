//! All sources of a run: hosts side by side, the requests to one host one after the other.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, PoisonError};

use url::Url;

use super::address::authority;
use super::client::Client;
use super::error::FetchError;
use super::feeds;
use super::gate::Clock;
use super::manners::{BadManners, Manners};
use super::pages::{self, Link, Page};
use super::permission::Permissions;
use super::source::{Fetched, Source, State};

/// Fetches feeds and pages.
///
/// ```no_run
/// # fn clock() -> &'static dyn tidings::fetch::Clock { unimplemented!() }
/// use std::ops::ControlFlow;
/// use tidings::fetch::{Fetcher, Found, Manners, Source, State};
///
/// let fetcher = Fetcher::new(Manners::default(), clock())?;
/// let source = Source { address: "https://ledger.example/feed".into(), ..Source::default() };
/// fetcher.feeds(&[(source, State::default())], &mut |fetched| {
///     if let Ok(Found::Articles(articles)) = fetched.found {
///         println!("{}: {} articles", fetched.key, articles.len());
///     }
///     ControlFlow::Continue(())
/// });
/// # Ok::<(), tidings::fetch::BadManners>(())
/// ```
pub struct Fetcher<'c> {
    client: Client<'c>,
    permissions: Permissions,
}

impl<'c> Fetcher<'c> {
    /// A fetcher with these manners; `clock` is its only notion of time.
    ///
    /// # Errors
    /// [`BadManners`] that no request could be made with.
    pub fn new(manners: Manners, clock: &'c dyn Clock) -> Result<Self, BadManners> {
        Ok(Self { client: Client::new(manners, clock)?, permissions: Permissions::default() })
    }

    /// Fetches sources, each with what is remembered of it, and hands each result to `then` on this
    /// thread, in the order of the sources, as soon as it and all before it are there. None stops
    /// another; `then` may stop the run.
    pub fn feeds(
        &self,
        sources: &[(Source, State)],
        then: &mut dyn FnMut(Fetched) -> ControlFlow<()>,
    ) {
        let address = |(source, state): &(Source, State)| {
            state.moved.clone().unwrap_or_else(|| source.address.clone())
        };
        let work = |index: usize, (source, state): &(Source, State)| {
            feeds::fetch(&self.client, index, source, state)
        };
        self.spread(sources, &address, &work, &mut |_, fetched| then(fetched));
    }

    /// The articles of a feed that a file or a command gave, read and remembered as one that a
    /// server sent; `index` is its place in the caller's list. A failure counts like one of a
    /// server.
    #[must_use]
    pub fn given(
        &self,
        index: usize,
        bytes: &Result<Vec<u8>, String>,
        source: &Source,
        state: &State,
    ) -> Fetched {
        match bytes {
            Ok(bytes) => feeds::local(index, bytes, source, state, self.client.manners.max_bytes),
            Err(message) => feeds::not_given(index, message.clone(), source, state),
        }
    }

    /// Fetches the pages of articles, as far as their sites' robots.txt allow, and hands each to
    /// `then` as [`Self::feeds`] does, with its place in the list.
    pub fn pages(
        &self,
        links: &[Link],
        then: &mut dyn FnMut(usize, Result<Page, FetchError>) -> ControlFlow<()>,
    ) {
        let work = |_: usize, link: &Link| pages::fetch(&self.client, &self.permissions, link);
        self.spread(links, &|link| link.address.clone(), &work, then);
    }

    /// Does `work` for all, at most [`Manners::jobs`] hosts at a time.
    fn spread<T: Sync, R: Send>(
        &self,
        tasks: &[T],
        address: &dyn Fn(&T) -> String,
        work: &(dyn Fn(usize, &T) -> R + Sync),
        then: &mut dyn FnMut(usize, R) -> ControlFlow<()>,
    ) {
        let mut hosts: BTreeMap<String, Vec<(usize, &T)>> = BTreeMap::new();
        for (index, task) in tasks.iter().enumerate() {
            let host = Url::parse(&address(task)).map(|url| authority(&url)).unwrap_or_default();
            hosts.entry(host).or_default().push((index, task));
        }
        let mut queues: Vec<Vec<(usize, &T)>> = hosts.into_values().collect();
        // In the order of their first task, so that the first results come first.
        queues.sort_by_key(|queue| queue.first().map_or(usize::MAX, |(index, _)| *index));
        let threads = self.client.manners.jobs.clamp(1, 64).min(queues.len());
        let queues = Mutex::new(VecDeque::from(queues));
        let (sender, receiver) = channel();
        let run = |sender: Sender<(usize, R)>| {
            while let Some(queue) = take(&queues) {
                for (index, task) in queue {
                    if sender.send((index, work(index, task))).is_err() {
                        return;
                    }
                }
            }
        };
        let run = &run;
        std::thread::scope(|scope| {
            let mut started = 0;
            for _ in 0..threads {
                let sender = sender.clone();
                let thread = std::thread::Builder::new().spawn_scoped(scope, move || run(sender));
                started += usize::from(thread.is_ok());
            }
            if started == 0 {
                // A system that gives no threads gets the work done all the same.
                run(sender.clone());
            }
            drop(sender);
            let mut waiting = BTreeMap::new();
            let mut next = 0;
            for (index, result) in receiver {
                waiting.insert(index, result);
                while let Some(result) = waiting.remove(&next) {
                    if then(next, result).is_break() {
                        // Without a receiver the threads end with what they are at.
                        return;
                    }
                    next += 1;
                }
            }
        });
    }
}

fn take<T>(queues: &Mutex<VecDeque<T>>) -> Option<T> {
    queues.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

//! Each site's robots.txt, asked for once a run.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use url::Url;

use super::address::authority;
use super::client::Client;
use super::error::FetchError;
use super::gate::LONGEST;
use super::request::{Origin, Request, Want};
use super::robots::Rules;

type Answer = Arc<OnceLock<Result<Rules, FetchError>>>;

/// The rules of the sites of a run.
#[derive(Debug, Default)]
pub(super) struct Permissions {
    sites: Mutex<BTreeMap<String, Answer>>,
    /// Sites that ask for a longer pause than a run can wait, and gave their one page of it.
    slow: Mutex<BTreeSet<String>>,
}

impl Permissions {
    /// Whether an article's page may be fetched. Without a robots.txt (400 to 499) everything may
    /// be; where the server fails (429, 500 to 599) or cannot be reached, nothing may be (RFC 9309,
    /// 2.3.1).
    pub(super) fn check(
        &self,
        client: &Client<'_>,
        url: &Url,
        from: &Origin,
        counted: &Cell<bool>,
    ) -> Result<(), FetchError> {
        let site = format!("{}://{}", url.scheme(), authority(url));
        let answer = {
            let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(sites.entry(site.clone()).or_default())
        };
        match answer.get_or_init(|| ask(client, url, from)) {
            Ok(rules) if !rules.allow(path(url)) => Err(FetchError::Robots),
            Ok(Rules { delay: Some(delay), .. }) if *delay > LONGEST.as_secs_f64() => {
                let mut slow = self.slow.lock().unwrap_or_else(PoisonError::into_inner);
                if counted.replace(true) || slow.insert(site) {
                    Ok(())
                } else {
                    Err(FetchError::Crowded(*delay as u64))
                }
            }
            Ok(_) => Ok(()),
            Err(error) => Err(FetchError::NoRobots(Box::new(error.clone()))),
        }
    }
}

/// Path and query, as robots.txt means them.
fn path(url: &Url) -> &str {
    url.as_str().get(url[..url::Position::BeforePath].len()..).unwrap_or("/")
}

fn ask(client: &Client<'_>, url: &Url, from: &Origin) -> Result<Rules, FetchError> {
    let address = url.join("/robots.txt").map_err(|_| FetchError::BadAddress)?;
    let request = Request {
        address: address.as_str(),
        etag: None,
        last_modified: None,
        want: Want::Robots,
        headers: &[],
        origin: from,
        permit: None,
    };
    let reply = client.get(request)?;
    match reply.status {
        200 | 203 => {
            let rules = Rules::parse(&reply.body, &client.token());
            // Who asks for more is asked for one page only.
            if let Some(delay) = rules.delay.filter(|delay| *delay <= LONGEST.as_secs_f64()) {
                client.gate.slow(&authority(url), delay);
            }
            Ok(rules)
        }
        429 | 500..=599 => Err(FetchError::Status(reply.status)),
        _ => Ok(Rules::default()),
    }
}

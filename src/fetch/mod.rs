//! Edge: feeds and pages over HTTP, as articles.
//!
//! [`Fetcher::feeds`] asks for each source under the conditions that are remembered of it
//! ([`State`]: `ETag`, `Last-Modified`, `Retry-After`, a permanent move), finds by content whether
//! a feed or a page came, and hands the articles on in the order of the sources. [`Fetcher::pages`]
//! follows items' links for the whole article, as far as the sites' robots.txt allow. What is
//! remembered lies with the caller; nothing here knows an archive.
//!
//! Every reply is hostile until shown otherwise: one deadline over the whole exchange with its
//! redirects, caps on head, body and unpacked body, addresses checked after resolution and again at
//! each hop ([`Guard`]), only http and https, user names, passwords and headers sent to the origin
//! that they were given for and to nobody else, no proxy but the one that is asked for. Through a
//! proxy, names are resolved by it: the guard then sees only addresses that are written out. And
//! every server is somebody's: one request at a time to a host, a pause between two, a User-Agent
//! that says who asks.
//!
//! This room alone of the library uses the network; time comes in through [`Clock`].

mod address;
mod client;
mod decode;
mod error;
mod feeds;
mod gate;
mod guard;
mod header;
mod manners;
mod opml;
mod pages;
mod permission;
mod request;
mod resolve;
mod robots;
mod run;
mod source;

pub use error::FetchError;
pub use gate::Clock;
pub use guard::{BadNetwork, Guard, Kind, Network, kind_of};
pub use header::{BadHeader, Header};
pub use manners::{BadManners, Manners, user_agent};
pub use opml::{Entry, export};
pub use pages::{Link, Page, merge};
pub use run::Fetcher;
pub use source::{Fetched, Found, Source, State};

//! When two articles are one.
//!
//! Two articles are the same when one of these agrees:
//!
//! 1. the canonical address, unless that is a site's front page, and the headline: all entries of a
//!    live page share its address;
//! 2. the identifier that the input gives, with the same publisher (feed or file where no publisher
//!    is known) and the headline - and at least one of address, headline and text, because
//!    collections number their articles from 1 again every day; or the time and a good part of the
//!    words, because broken feeds give one identifier to all their items;
//! 3. publisher and text, for texts below [`SHORT`] bytes the headline too ("This page is not
//!    available" is no article).
//!
//! An article without a headline agrees with any headline, and one headline that goes on where the
//! other ends is the same.
//!
//! One text from two publishers is two articles: that both printed it is evidence, and
//! statements know a copy.

use super::Sha256;
use super::values::sha256;
use crate::model::{Article, Place};
use crate::text::encode::hexadecimal;

/// Texts with fewer bytes than this are the same only together with their headline.
pub(super) const SHORT: usize = 200;
/// The longest identifier that is kept whole, in bytes.
const LONGEST: usize = 200;

/// A hash that stands for one reason why articles are the same.
pub(super) type Key = [u8; 16];

/// The keys of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keys {
    /// Address and headline.
    pub(super) titled: Option<Key>,
    pub(super) address: Option<Key>,
    pub(super) identifier: Option<Key>,
    pub(super) content: Key,
}

impl Keys {
    /// The keys of an article whose text has this hash.
    pub(super) fn of(article: &Article, text: &Sha256) -> Self {
        let publisher = article.source.publisher.as_deref().map(fold);
        let scope = match (&publisher, &article.feed) {
            (Some(publisher), _) => format!("p{publisher}"),
            (None, Some(feed)) => format!("f{feed}"),
            (None, None) => format!("x{}", container(&article.source.place)),
        };
        let title = if article.text().len() < SHORT {
            article.title.as_deref().unwrap_or("").trim()
        } else {
            ""
        };
        let folded = article.title.as_deref().map(letters).filter(|title| !title.is_empty());
        let url = article.source.url.as_deref().filter(|url| !is_front_page(url));
        Self {
            titled: url
                .zip(folded)
                .map(|(url, title)| key("ut", &[without_scheme(url).as_bytes(), title.as_bytes()])),
            address: article.source.url.as_deref().and_then(address),
            identifier: article
                .id
                .as_deref()
                .map(|id| key("i", &[scope.as_bytes(), id.as_bytes()])),
            content: key(
                "c",
                &[publisher.as_deref().unwrap_or("").as_bytes(), text, title.as_bytes()],
            ),
        }
    }

    /// All of them, the strongest first.
    pub(super) fn all(&self) -> impl Iterator<Item = Key> + use<> {
        [self.titled, self.address, self.identifier, Some(self.content)].into_iter().flatten()
    }
}

/// The key of a canonical address; `None` for a site's front page.
pub(super) fn address(url: &str) -> Option<Key> {
    (!is_front_page(url)).then(|| key("u", &[without_scheme(url).as_bytes()]))
}

/// A hash of a kind and parts, whose lengths count.
fn key(kind: &str, parts: &[&[u8]]) -> Key {
    let mut all: Vec<Vec<u8>> = vec![kind.as_bytes().to_vec()];
    for part in parts {
        all.push((part.len() as u64).to_be_bytes().to_vec());
        all.push(part.to_vec());
    }
    let slices: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
    let mut out = Key::default();
    for (to, from) in out.iter_mut().zip(sha256(&slices)) {
        *to = from;
    }
    out
}

/// A publisher's name for comparison.
fn fold(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Pages are the same over http and https.
fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// Whether an address is that of a whole site.
fn is_front_page(url: &str) -> bool {
    without_scheme(url).split_once('/').is_none_or(|(_, rest)| rest.is_empty())
}

fn container(place: &Place) -> &str {
    match place {
        Place::File { path, .. } => path,
        Place::Url(url) => url,
        Place::Stdin { .. } => "",
    }
}

/// What an article is called in the archive when nobody else is called so: the identifier of its
/// input, or one made of its address or content. One word without spaces.
pub(super) fn name(article: &Article, keys: &Keys) -> String {
    let given: String = article
        .id
        .as_deref()
        .unwrap_or("")
        .chars()
        .map(|c| if c.is_whitespace() || c.is_control() { '_' } else { c })
        .collect();
    match given.len() {
        0 => format!("t-{}", hexadecimal(&keys.address.unwrap_or(keys.content)[..8])),
        1..=LONGEST => given,
        _ => another_name(&cut(&given), keys, 0),
    }
}

fn cut(name: &str) -> String {
    let end = (0..=LONGEST).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    name.get(..end).unwrap_or("").to_owned()
}

/// A name for an article when another one has `name`: with a hash of what makes it different.
pub(super) fn another_name(name: &str, keys: &Keys, attempt: usize) -> String {
    let all: Vec<u8> = keys.all().flatten().collect();
    let hash = hexadecimal(&sha256(&[&all, &attempt.to_be_bytes()])[..4]);
    format!("{}~{hash}", cut(name))
}

/// Letters of a headline below which it must agree as a whole.
const ENOUGH: usize = 10;

/// Whether two headlines may be those of one article: one is missing, or one goes on where the
/// other ends ("Ferry sinks", "Ferry sinks - Harbour Gazette").
pub(super) fn titles_agree(mine: Option<&str>, theirs: Option<&str>) -> bool {
    let (mine, theirs) = (letters(mine.unwrap_or("")), letters(theirs.unwrap_or("")));
    let goes_on = |long: &str, short: &str| short.len() >= ENOUGH && long.starts_with(short);
    mine.is_empty()
        || theirs.is_empty()
        || mine == theirs
        || goes_on(&mine, &theirs)
        || goes_on(&theirs, &mine)
}

/// The letters and digits of a headline in lower case.
fn letters(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What an article already in the archive shares with a new one of the same identifier.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) url: bool,
    /// Both have the same headline.
    pub(super) title: bool,
    /// Their headlines do not say otherwise.
    pub(super) agree: bool,
    pub(super) published: bool,
    pub(super) text: bool,
}

impl Shared {
    /// Whether the identifier can be trusted. `texts` compares the two, where that must be known.
    pub(super) fn is_same<E>(&self, texts: impl FnOnce() -> Result<bool, E>) -> Result<bool, E> {
        if self.text || self.agree && (self.url || self.title) {
            return Ok(true);
        }
        if self.published { texts() } else { Ok(false) }
    }
}

/// Whether two texts share a good part of their words: a third of those of the shorter.
pub(super) fn overlap(a: &str, b: &str) -> bool {
    let words = |text: &str| -> std::collections::BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() > 3)
            .take(2_000)
            .map(str::to_lowercase)
            .collect()
    };
    let (a, b) = (words(a), words(b));
    let least = a.len().min(b.len());
    least > 0 && a.intersection(&b).count() * 3 >= least
}

//! Which outlet published an article.
//!
//! What a reader calls a publisher is an outlet: all feeds, sections and hosts of one house count
//! as one. An outlet is known by its name, where an article states one, and by the registrable
//! domain of its address (the part of the host that somebody registered, by the public suffix list
//! of <https://publicsuffix.org>: `bbc.co.uk` of `feeds.bbc.co.uk`). A name and a domain are of one
//! outlet where the domain is spelled by the beginnings of the name's words: "The New York Times"
//! spells `nytimes.com`, "Wall Street Journal" `wsj.com`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::model::{Place, Source};

/// Words up to which a part of a feed's title that names the outlet is taken whole: "BBC News",
/// "Corriere della Sera".
/// Set by hand; no trial of other values is recorded.
const WHOLE: usize = 3;

/// What parts a feed's title: "Europe | Harbour Gazette", "NYT > World News".
const SEPARATORS: [&str; 8] = [" - ", " – ", " — ", " | ", " > ", " » ", " · ", ": "];

/// The registrable domain of a web address, in lower case; `None` for numbers, local names and what
/// is no address.
///
/// ```
/// use tidings::text::outlet::registrable_domain;
/// let domain = registrable_domain("https://feeds.bbci.co.uk/news/rss.xml");
/// assert_eq!(domain.as_deref(), Some("bbci.co.uk"));
/// assert_eq!(registrable_domain("http://127.0.0.1:8000/feed"), None);
/// ```
#[must_use]
pub fn registrable_domain(address: &str) -> Option<String> {
    domain_of_host(host(address)?)
}

fn host(address: &str) -> Option<&str> {
    let rest = address.split_once("://")?.1;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    if host.starts_with('[') { None } else { host.split(':').next() }
}

fn domain_of_host(host: &str) -> Option<String> {
    let host = host.trim_end_matches('.').to_lowercase();
    // The last part of an address of numbers is a number; no domain ends so.
    let last = host.rsplit('.').next().unwrap_or("");
    if !host.contains('.') || last.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    psl::domain_str(&host).map(str::to_owned)
}

/// The part of a domain that its owner chose: "bbc" of "bbc.co.uk".
pub(super) fn label(domain: &str) -> &str {
    domain.split('.').next().unwrap_or(domain)
}

/// What a feed's title calls the outlet of `domain`: the domain itself where it stands there, else
/// the part of the title whose words spell it. `None` for titles that name a section alone ("World
/// News").
#[must_use]
pub fn name_in(title: &str, domain: &str) -> Option<String> {
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    if title.split_whitespace().any(|word| bare(word) == domain) {
        return Some(domain.to_owned());
    }
    parts(title).into_iter().find_map(|part| {
        let words = Words::of(part);
        let (from, to) = words.spelling(label(domain))?;
        let named = if words.0.len() <= WHOLE { part } else { part.get(from..to)? };
        Some(named.trim().to_owned())
    })
}

/// The parts of a title between its separators.
fn parts(title: &str) -> Vec<&str> {
    SEPARATORS.iter().fold(vec![title], |parts, separator| {
        parts.into_iter().flat_map(|part| part.split(separator)).collect()
    })
}

/// Whether a name is that of a domain's owner: its words spell the domain.
#[must_use]
pub fn is_named(name: &str, domain: &str) -> bool {
    name.eq_ignore_ascii_case(domain) || Words::of(name).spelling(label(domain)).is_some()
}

/// The words of a name in lower case without accents, each with its place in the name.
pub(super) struct Words(pub Vec<(usize, usize, String)>);

impl Words {
    pub(super) fn of(name: &str) -> Self {
        let words = super::words(name).map(|word| {
            let plain = name.get(word.start..word.end).unwrap_or("").to_lowercase();
            (word.start, word.end, plain)
        });
        Self(words.collect())
    }

    /// Where the words stand whose beginnings, put together, are `label`; accents may be left out
    /// or, as in German, written with an e.
    fn spelling(&self, label: &str) -> Option<(usize, usize)> {
        let label: String = label.chars().filter(|c| c.is_alphanumeric()).collect();
        let without = |word: &str| -> String {
            word.nfd().filter(|c| c.is_ascii_alphanumeric() || c.is_alphanumeric()).collect()
        };
        let german = |word: &str| {
            without(
                &word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss"),
            )
        };
        let forms: [Vec<String>; 2] = [
            self.0.iter().map(|(.., word)| without(word)).collect(),
            self.0.iter().map(|(.., word)| german(word)).collect(),
        ];
        forms.iter().find_map(|words| {
            (0..words.len()).find_map(|first| {
                let count = spelled(&label, words.get(first..)?)?;
                let (from, last) = (self.0.get(first)?, self.0.get(first + count - 1)?);
                Some((from.0, last.1))
            })
        })
    }
}

/// How many of the first `words` spell `label` with their beginnings.
fn spelled(label: &str, words: &[String]) -> Option<usize> {
    let (first, rest) = words.split_first()?;
    let common = label.chars().zip(first.chars()).take_while(|(a, b)| a == b).count();
    let ends = label.char_indices().map(|(at, c)| at + c.len_utf8()).take(common);
    let ends: Vec<usize> = ends.collect();
    ends.into_iter().rev().find_map(|end| {
        if end == label.len() {
            return Some(1);
        }
        spelled(label.get(end..)?, rest).map(|count| count + 1)
    })
}

/// What identifies an outlet of an article: its name folded, its domain.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    pub name: Option<String>,
    pub domain: Option<String>,
}

impl Keys {
    pub(super) fn of(source: &Source) -> Self {
        let address = source.url.as_deref().or(match &source.place {
            Place::Url(url) => Some(url.as_str()),
            Place::File { .. } | Place::Stdin { .. } => None,
        });
        let domain = address.and_then(registrable_domain);
        let Some(name) = source.publisher.as_deref() else {
            return Self {
                name: None,
                domain: domain.or_else(|| address.and_then(host).map(str::to_owned)),
            };
        };
        // A name that is a domain is that of the outlet, wherever its article stands.
        if name.contains('.')
            && !name.contains(char::is_whitespace)
            && let Some(own) = domain_of_host(name)
        {
            return Self { name: None, domain: Some(own) };
        }
        // An aggregator's address says nothing of the outlet that it names.
        Self { domain: domain.filter(|domain| is_named(name, domain)), name: fold(name) }
    }
}

/// A name for comparison, without its desk ("Harbour Gazette - Opinion", "Harbour Gazette (News)")
/// and decoration.
fn fold(name: &str) -> Option<String> {
    let own = [" - ", " | ", " – ", " ("]
        .iter()
        .filter_map(|mark| name.find(mark))
        .filter(|at| *at > 0)
        .min();
    let name = own.and_then(|end| name.get(..end)).unwrap_or(name);
    let key: String =
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let key = key.strip_prefix("the").filter(|rest| rest.len() > 3).unwrap_or(&key).to_owned();
    (!key.is_empty()).then_some(key)
}

/// For each source the first of them that is of the same outlet. A source that names no outlet and
/// has no address is one by itself.
#[must_use]
pub fn of_each<'s>(sources: impl Iterator<Item = &'s Source>) -> Vec<usize> {
    let mut sets = Sets::default();
    let mut names: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let mut domains: BTreeMap<String, usize> = BTreeMap::new();
    for (at, source) in sources.enumerate() {
        sets.add();
        let keys = Keys::of(source);
        if let (Some(key), Some(name)) = (keys.name, source.publisher.as_deref()) {
            sets.join(at, names.entry(key).or_insert((at, name)).0);
        }
        if let Some(domain) = keys.domain {
            sets.join(at, *domains.entry(domain).or_insert(at));
        }
    }
    for (at, name) in names.values() {
        let words = Words::of(name);
        for (domain, other) in &domains {
            let first = domain.chars().next();
            let may = words.0.iter().any(|(.., word)| word.chars().next() == first);
            if may && words.spelling(label(domain)).is_some() {
                sets.join(*at, *other);
            }
        }
    }
    (0..sets.0.len()).map(|at| sets.root(at)).collect()
}

/// How many outlets some sources are of.
#[must_use]
pub fn count<'s>(sources: impl Iterator<Item = &'s Source>) -> usize {
    of_each(sources).into_iter().enumerate().filter(|(at, first)| at == first).count()
}

/// Disjoint sets whose root is always the smallest member.
#[derive(Default)]
struct Sets(Vec<usize>);

impl Sets {
    fn add(&mut self) {
        self.0.push(self.0.len());
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0.get(at).is_some_and(|&up| up != at) {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(publisher: Option<&str>, url: Option<&str>) -> Source {
        Source {
            publisher: publisher.map(str::to_owned),
            url: url.map(str::to_owned),
            place: Place::Stdin { record: None },
        }
    }

    #[test]
    fn feeds_name_their_outlet_or_its_domain_stands_for_it() {
        for (title, domain, name) in [
            ("NYT > World News", "nytimes.com", None),
            ("World News", "gazette.example", None),
            ("RSS di - ANSA.it", "ansa.it", Some("ansa.it")),
            ("CNN.com - RSS Channel - HP Hero", "cnn.com", Some("cnn.com")),
            ("WSJ.com: World News", "wsj.com", Some("wsj.com")),
            ("BBC News", "bbc.co.uk", Some("BBC News")),
            ("US news | The Guardian", "theguardian.com", Some("The Guardian")),
            ("Latest & Breaking News on Fox News", "foxnews.com", Some("Fox News")),
            ("Süddeutsche Zeitung - Politik", "sueddeutsche.de", Some("Süddeutsche Zeitung")),
            ("Il Fatto Quotidiano", "ilfattoquotidiano.it", Some("Il Fatto Quotidiano")),
        ] {
            assert_eq!(name_in(title, domain).as_deref(), name, "{title}");
        }
    }

    #[test]
    fn names_spell_domains() {
        for (name, domain) in [
            ("The New York Times", "nytimes.com"),
            ("Wall Street Journal", "wsj.com"),
            ("Los Angeles Times", "latimes.com"),
            ("Christian Science Monitor", "csmonitor.com"),
            ("Frankfurter Allgemeine Zeitung", "faz.net"),
        ] {
            assert!(is_named(name, domain), "{name}");
        }
        for (name, domain) in [
            ("The New York Times", "google.com"),
            ("Reuters", "yahoo.com"),
            ("Time", "times.co.uk"),
        ] {
            assert!(!is_named(name, domain), "{name}");
        }
    }

    #[test]
    fn outlets_are_counted_once() {
        let sources = [
            source(Some("nytimes.com"), Some("https://www.nytimes.com/a")),
            source(Some("The New York Times"), Some("https://news.google.com/b")),
            source(Some("New York Times - Opinion"), Some("https://www.nytimes.com/c")),
            source(Some("Reuters"), Some("https://news.google.com/d")),
            source(None, Some("https://edition.cnn.com/e")),
            source(Some("CNN"), None),
            source(None, None),
            source(None, None),
        ];
        assert_eq!(of_each(sources.iter()), [0, 0, 0, 3, 4, 4, 6, 7]);
        assert_eq!(count(sources.iter()), 5);
    }
}

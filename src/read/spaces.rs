//! Whose vocabulary an element of a feed is from: told by the address of its namespace, since
//! prefixes are free.

use super::markup::Tag;

/// The vocabularies that feeds are read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS of any version and Atom.
    Core,
    /// RSS's `content:encoded`.
    Content,
    /// Dublin Core.
    Dublin,
    /// Media RSS.
    Media,
    /// Podcasts.
    Itunes,
    /// XHTML.
    Xhtml,
    /// FeedBurner's own addresses.
    Feedburner,
    /// Any other: its elements mean nothing here, whatever they are called.
    Other,
}

/// The most prefixes that a feed may declare.
const MOST: usize = 200;

/// The prefixes that a feed has declared, with what they mean.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    declared: Vec<(String, Space)>,
}

impl Spaces {
    /// Takes in the declarations of an element; what its own default namespace is comes back where
    /// it has one.
    pub(super) fn declare(&mut self, tag: &Tag<'_>) -> Option<Space> {
        let mut own = None;
        if !tag.mentions("xmlns") {
            return own;
        }
        for (name, address) in tag.attributes() {
            let Some(rest) = name.get(..5).filter(|n| n.eq_ignore_ascii_case("xmlns")) else {
                continue;
            };
            let prefix = name.get(rest.len()..).unwrap_or("").trim_start_matches(':');
            let space = by_address(address);
            if prefix.is_empty() {
                own = Some(space);
            } else if let Some(known) =
                self.declared.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(prefix))
            {
                known.1 = space;
            } else if self.declared.len() < MOST {
                self.declared.push((prefix.to_ascii_lowercase(), space));
            }
        }
        own
    }

    /// What a prefix (in small letters) means: as declared, else by custom.
    pub(super) fn of(&self, prefix: &str) -> Space {
        if prefix.is_empty() {
            return Space::Core;
        }
        let declared = self.declared.iter().find(|(known, _)| known == prefix);
        declared.map_or_else(|| by_custom(prefix), |(_, space)| *space)
    }
}

fn by_address(address: &str) -> Space {
    let lower = address.trim().to_ascii_lowercase();
    let address = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let address = address.strip_prefix("www.").unwrap_or(address);
    const KNOWN: [(&str, Space); 16] = [
        ("w3.org/2005/atom", Space::Core),
        ("purl.org/atom/ns", Space::Core),
        ("purl.org/rss/1.0/modules/content", Space::Content),
        ("purl.org/rss/1.0/modules/", Space::Other),
        ("purl.org/rss/", Space::Core),
        ("purl.org/net/rss", Space::Core),
        ("my.netscape.com/", Space::Core),
        ("channel.netscape.com/", Space::Core),
        ("w3.org/1999/02/22-rdf-syntax", Space::Core),
        ("purl.org/dc/", Space::Dublin),
        ("search.yahoo.com/mrss", Space::Media),
        ("itunes.com/dtds/podcast", Space::Itunes),
        ("w3.org/1999/xhtml", Space::Xhtml),
        ("rssnamespace.org/feedburner", Space::Feedburner),
        ("backend.userland.com/", Space::Core),
        ("blogs.law.harvard.edu/tech/rss", Space::Core),
    ];
    KNOWN
        .iter()
        .find(|(start, _)| address.starts_with(start))
        .map_or(Space::Other, |(_, space)| *space)
}

fn by_custom(prefix: &str) -> Space {
    match prefix {
        "atom" | "atom03" | "atom10" | "a10" | "rss" | "rdf" => Space::Core,
        "content" => Space::Content,
        "dc" | "dcterms" => Space::Dublin,
        "media" => Space::Media,
        "itunes" => Space::Itunes,
        "xhtml" | "html" => Space::Xhtml,
        "feedburner" => Space::Feedburner,
        _ => Space::Other,
    }
}

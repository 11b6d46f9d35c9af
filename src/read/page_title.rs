//! The headline of a page: what its metadata, its `<title>` and its visible headings agree on.

use super::address;
use super::page_found::{Mark, Page, plain};
use super::page_linked::Linked;

/// How many blocks before the article's prose its headline may stand. Set by: heads of the saved
/// pages that were looked at (byline, date, pictures, buttons); not measured.
const ABOVE: usize = 14;
/// How many of an address's words a headline must have to be the one that named it, in tenths.
/// Set by: addresses cut off or leave out small words; not measured.
const NAMED: usize = 6;

/// The headline that most sources agree on, and the name that `<title>` adds to it.
///
/// Visible headings come first where votes are equal: a page's `<h1>` is what its readers see.
/// Headings beside the article or below its beginning (navigation, lists) count only when nothing
/// else is there, and headlines that were cut ("…") lose to whole ones.
pub(super) fn title(
    page: &Page,
    linked: &Linked,
    publisher: Option<&str>,
    url: Option<&str>,
    start: usize,
) -> (Option<String>, Option<String>) {
    let notes = &page.notes;
    let mut sources = Sources::of(page, publisher, start);
    let mut candidates = std::mem::take(&mut sources.first);
    candidates.extend(linked.headline.clone());
    const NAMES: [&str; 9] = [
        "og:title",
        "twitter:title",
        "dc.title",
        "parsely-title",
        "sailthru.title",
        "title",
        "headline",
        "cxenseparse:title",
        "citation_title",
    ];
    candidates.extend(notes.meta(&NAMES[..1]));
    candidates.extend(notes.meta(&NAMES[1..]));
    let tag = notes.title.as_deref().map(folded).filter(|title| !title.is_empty());
    let mut known: Vec<String> = candidates.iter().map(|title| plain(title)).collect();
    known.extend(visible(page, start));
    let names = Names { publisher: publisher.map(plain), host: url.and_then(address::host) };
    let mut suffix = None;
    let mut last = Vec::new();
    if let Some(tag) = &tag {
        let (title, name) = without_name(tag, &names, &known);
        last.push(title);
        suffix = name;
    }
    // What only `<title>` says is trusted when it is seen, or nothing is.
    let seen = last.iter().all(|title| known.contains(&plain(title)));
    if seen || candidates.is_empty() && sources.lead.is_none() {
        candidates.append(&mut last);
    }
    let lead = sources.lead.filter(|_| candidates.len() < 3);
    candidates.extend(lead);
    candidates.append(&mut last);
    candidates.append(&mut sources.last);
    let names = match &suffix {
        Some(name) if names.publisher.is_none() => Names { publisher: Some(plain(name)), ..names },
        _ => names,
    };
    let candidates: Vec<String> = candidates
        .into_iter()
        .map(|title| without_name(&title, &names, &[]).0)
        .filter(|title| !title.is_empty())
        .collect();
    let best = elected(&candidates, &names, &url.map(slug).unwrap_or_default());
    (best.cloned(), suffix.filter(|_| candidates.len() > 1 || tag.is_some()))
}

/// The candidate with most votes: of those that say the same, and of the address. The outlet's own
/// name and headlines that were cut come last; the first of equals wins.
fn elected<'t>(candidates: &'t [String], names: &Names, slug: &[String]) -> Option<&'t String> {
    let keys: Vec<String> = candidates.iter().map(|title| plain(title)).collect();
    let best = candidates.iter().enumerate().max_by_key(|(index, title)| {
        let key = keys.get(*index).map_or("", String::as_str);
        let votes = keys.iter().filter(|other| *other == key).count();
        let votes = votes + usize::from(is_named(title, slug));
        let cut = title.ends_with('…') || title.ends_with("...");
        let named = names.publisher.as_deref() == Some(key) && candidates.len() > 1;
        (!named, !cut, votes, std::cmp::Reverse(*index))
    });
    best.map(|(_, title)| title)
}

/// The headings of a page by how much they promise.
#[derive(Debug, Default)]
struct Sources {
    /// Marked as the headline, or first headings above the article, the nearest first.
    first: Vec<String>,
    /// The last heading of any rank above the article's prose.
    lead: Option<String>,
    /// First headings that stand elsewhere.
    last: Vec<String>,
}

impl Sources {
    fn of(page: &Page, publisher: Option<&str>, start: usize) -> Self {
        let mut sources = Self::default();
        let mut above = Vec::new();
        let headings = page.notes.marked.iter().filter(|noted| noted.mark == Mark::Heading);
        let alone = headings.clone().count() == 1;
        for noted in headings {
            let text = folded(&noted.text);
            // Several first headings: the site's name is often one.
            let site = !alone && publisher.is_some_and(|name| plain(name) == plain(&text));
            if text.is_empty() || site {
                continue;
            }
            if noted.at <= start && (!noted.aside || alone) {
                above.push(text);
            } else {
                sources.last.push(text);
            }
        }
        above.reverse();
        above.truncate(3);
        sources.last.truncate(3);
        let marked = |mark: Mark| {
            page.notes
                .marked
                .iter()
                .filter(move |noted| noted.mark == mark && !noted.aside)
                .map(|noted| folded(&noted.text))
                .find(|text| !text.is_empty())
        };
        sources.first.extend(marked(Mark::Headline));
        sources.first.append(&mut above);
        sources.first.extend(marked(Mark::Titled).filter(|_| sources.first.is_empty()));
        let lead = page.blocks.get(start.saturating_sub(ABOVE)..start).unwrap_or(&[]);
        sources.lead = lead
            .iter()
            .rev()
            .find(|block| block.heading && !block.aside)
            .map(|block| folded(&block.text))
            .filter(|text| !sources.first.contains(text));
        sources
    }
}

/// Lines near the top that may be the headline that `<title>` adds a name to, as letters and
/// digits.
fn visible(page: &Page, start: usize) -> impl Iterator<Item = String> {
    page.blocks.iter().take(40.max(start + 3)).flat_map(|block| {
        let fewest = if block.heading && !block.aside { 2 } else { 4 };
        block
            .text
            .lines()
            .take(3)
            .filter(move |line| line.split_whitespace().count() >= fewest && line.len() < 400)
            .map(plain)
    })
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of an address's longest part ("/news/alaska-sets-new-date-1.4567").
fn slug(url: &str) -> Vec<String> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let words = |part: &str| -> Vec<String> {
        part.split(|c: char| !c.is_alphabetic())
            .filter(|word| word.chars().count() > 2)
            .map(ascii)
            .collect()
    };
    path.split('/').skip(3).map(words).max_by_key(Vec::len).unwrap_or_default()
}

/// Letters as addresses spell them.
fn ascii(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let lower = text.to_lowercase();
    let lower = lower.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    lower.nfd().filter(char::is_ascii_alphanumeric).collect()
}

/// Whether an address was made from a headline.
fn is_named(title: &str, slug: &[String]) -> bool {
    if slug.len() < 3 {
        return false;
    }
    let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).map(ascii).collect();
    let found = slug.iter().filter(|word| words.contains(word)).count();
    found * 10 >= slug.len() * NAMED
}

/// What an outlet may be called at the end of a title.
#[derive(Debug, Clone)]
struct Names {
    /// Its name as letters and digits.
    publisher: Option<String>,
    host: Option<String>,
}

impl Names {
    /// Whether a part of a title names the outlet.
    fn has(&self, part: &str) -> bool {
        let short = part.split_whitespace().count() <= 5;
        let part = plain(part);
        let publisher = self.publisher.as_ref().is_some_and(|name| {
            !name.is_empty()
                && (part == *name
                    || part.len() >= 4
                        && (name.starts_with(&part) || part.starts_with(name.as_str())))
        });
        let host = self.host.as_deref().unwrap_or_default();
        // The last part of a host's name is a country's or a kind's.
        let host = host.rsplit('.').skip(1).map(plain).filter(|label| label.len() >= 3);
        publisher
            || short
                && part.len() >= 3
                && host.into_iter().any(|label| {
                    label == part
                        || part.len() >= 5 && label.contains(&part)
                        || label.len() >= 5 && part.contains(&label)
                })
    }
}

/// A title without the outlet's name at its end or start, and that name. Known headlines tell where
/// it is.
fn without_name(title: &str, names: &Names, known: &[String]) -> (String, Option<String>) {
    const BETWEEN: [&str; 8] = [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • "];
    for between in BETWEEN {
        let Some((head, tail)) = title.rsplit_once(between) else { continue };
        let (front, rest) = title.split_once(between).unwrap_or((head, tail));
        if known.contains(&plain(head)) || names.has(tail) {
            let (again, _) = without_name(head.trim(), names, known);
            return (again, Some(tail.trim().to_owned()));
        }
        if known.contains(&plain(rest)) || names.has(front) {
            return (rest.trim().to_owned(), Some(front.trim().to_owned()));
        }
        // No witness: a short last part behind a stroke is a name.
        if known.is_empty()
            && names.publisher.is_none()
            && between != " - "
            && tail.split_whitespace().count() <= 4
            && head.split_whitespace().count() >= 4
        {
            return (head.trim().to_owned(), Some(tail.trim().to_owned()));
        }
    }
    // "The Gazette: Ferry sinks".
    if let Some((front, rest)) = title.split_once(": ")
        && (known.contains(&plain(rest))
            || names.publisher.as_deref() == Some(plain(front).as_str()))
    {
        return (rest.trim().to_owned(), Some(front.trim().to_owned()));
    }
    (title.trim().to_owned(), None)
}

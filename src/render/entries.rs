//! What a page shows of a source: its outlet, title, address and place.

use std::borrow::Cow;

use crate::model::{Place, SourceEntry};

use super::visible::{visible, web_link};

/// Characters of a headline, a name and an address that a page shows. Longer ones are somebody's
/// mistake or attack; the JSON has them whole.
pub(super) const MOST_TITLE: usize = 400;

pub(super) const MOST_NAME: usize = 120;

pub(super) const MOST_ADDRESS: usize = 2000;

/// The name of who published it: as the input gives it, else the host of its address.
pub(super) fn outlet(entry: &SourceEntry) -> Option<Cow<'_, str>> {
    let named = entry.source.publisher.as_deref().map(|name| clipped(name, MOST_NAME));
    named.filter(|name| !name.is_empty()).or_else(|| {
        let address = address(entry)?;
        let host = address.split("://").nth(1)?.split(['/', '?', '#']).next()?;
        let host = host.rsplit('@').next().unwrap_or(host);
        Some(clipped(host.strip_prefix("www.").unwrap_or(host), MOST_NAME))
    })
}

/// The headline of a source, where it has one.
pub(super) fn title(entry: &SourceEntry) -> Option<Cow<'_, str>> {
    let title = clipped(entry.title.as_deref()?, MOST_TITLE);
    (!title.is_empty()).then_some(title)
}

/// One line that may stand as a headline.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    clipped(text, MOST_TITLE)
}

/// A text as a reader may see it, with an ellipsis when it is longer than `most` characters.
pub(super) fn clipped(text: &str, most: usize) -> Cow<'_, str> {
    let cut = text.char_indices().nth(4 * most).map_or(text, |(at, _)| &text[..at]);
    let seen = visible(cut);
    match seen.char_indices().nth(most) {
        None if cut.len() == text.len() => seen,
        None => Cow::Owned(format!("{seen}…")),
        Some((at, _)) => Cow::Owned(format!("{}…", seen[..at].trim_end())),
    }
}

/// What to call a source where only a few words fit: its outlet, else the file without its folders.
pub(super) fn name(entry: &SourceEntry) -> Cow<'_, str> {
    outlet(entry).unwrap_or_else(|| {
        let place = place(entry);
        let file = place.rsplit('/').find(|part| !part.is_empty());
        Cow::Owned(file.map(str::to_owned).unwrap_or(place))
    })
}

/// The address of an article as the input gives it, a web page's or any other.
pub(super) fn address(entry: &SourceEntry) -> Option<&str> {
    match (&entry.source.url, &entry.source.place) {
        (Some(url), _) | (None, Place::Url(url)) => Some(url),
        _ => None,
    }
}

/// The address that may be linked.
pub(super) fn link(entry: &SourceEntry) -> Option<String> {
    address(entry).filter(|address| address.len() <= MOST_ADDRESS).and_then(web_link)
}

/// Where the article can be found: its address, else the file it was read from.
pub(super) fn place(entry: &SourceEntry) -> String {
    match address(entry) {
        Some(address) => clipped(address, MOST_ADDRESS).into_owned(),
        None => clipped(&entry.source.place.to_string(), MOST_ADDRESS).into_owned(),
    }
}

/// Where the article can be found: its address, else the name of its file without folders.
pub(super) fn file_of(entry: &SourceEntry) -> String {
    let place = place(entry);
    match address(entry) {
        Some(_) => place,
        None => place.rsplit(['/', '\\']).find(|part| !part.is_empty()).unwrap_or("").to_owned(),
    }
}

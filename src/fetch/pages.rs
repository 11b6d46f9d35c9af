//! The whole article behind a feed's item.

use super::client::Client;
use super::error::FetchError;
use super::feeds;
use super::permission::Permissions;
use super::request::{Origin, Request, Want};
use crate::model::Article;

/// A page to fetch.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Its canonical address.
    pub address: String,
    /// The server that named it, where that is not public
    /// ([`Fetched::local`](super::Fetched::local)).
    pub local: Option<String>,
}

/// A page that was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its article.
    pub article: Article,
    /// SHA-256 of the reply, unpacked.
    pub raw: [u8; 32],
}

/// Fetches an article's page, as far as the site's robots.txt allows, and reads the article in it.
pub(super) fn fetch(
    client: &Client<'_>,
    permissions: &Permissions,
    link: &Link,
) -> Result<Page, FetchError> {
    let counted = std::cell::Cell::new(false);
    let permit = |url: &url::Url, from: &Origin| permissions.check(client, url, from, &counted);
    let reply = client.get(Request {
        address: &link.address,
        etag: None,
        last_modified: None,
        want: Want::Page,
        headers: &[],
        origin: &Origin::of(link.local.as_ref()),
        permit: Some(&permit),
    })?;
    Ok(Page { article: feeds::article(&reply, client)?, raw: feeds::digest(&reply.body) })
}

/// A feed's item with the text of its page: the page tells the text, the feed what it knows better
/// (title, publisher, time). A page whose text is shorter than the item's own leaves the item as it
/// is.
#[must_use]
pub fn merge(item: Article, page: Article) -> Article {
    if page.text().len() < item.text().len() {
        return item;
    }
    let mut whole = page;
    let source = &mut whole.source;
    let same_site = |a: &str, b: &str| {
        let host = |address: &str| address.split('/').nth(2).map(str::to_owned);
        host(a) == host(b)
    };
    // The item's address, under which it will come again; but where that only led to another site,
    // the other's.
    if let (Some(own), Some(landed)) = (&item.source.url, &source.url)
        && same_site(own, landed)
    {
        source.url = Some(own.clone());
    }
    source.publisher = item.source.publisher.or(source.publisher.take());
    whole.title = item.title.or(whole.title);
    whole.byline = whole.byline.or(item.byline);
    whole.published = item.published.or(whole.published);
    whole.language = whole.language.or(item.language);
    whole.feed = item.feed;
    whole.id = item.id;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn article(url: &str, publisher: Option<&str>, text: &str) -> Article {
        let source = Source {
            publisher: publisher.map(str::to_owned),
            url: Some(url.to_owned()),
            place: Place::Url(url.to_owned()),
        };
        Article::new(source, text.to_owned()).unwrap()
    }

    #[test]
    fn merging() {
        let mut item = article("https://a.example/1", Some("Ledger"), "Short.");
        item.teaser = true;
        item.title = Some("Ferry".to_owned());
        item.feed = Some("https://a.example/f".to_owned());
        let page = article("https://a.example/1.html", Some("Other"), "A longer text of it.");
        let whole = merge(item.clone(), page.clone());
        assert_eq!(whole.text(), page.text());
        assert!(!whole.teaser);
        assert_eq!(whole.title.as_deref(), Some("Ferry"));
        assert_eq!(whole.source.url.as_deref(), Some("https://a.example/1"));
        assert_eq!(whole.source.publisher.as_deref(), Some("Ledger"));
        assert_eq!(whole.feed, item.feed);
        let elsewhere = article("https://b.example/1", None, "A longer text of it.");
        assert_eq!(
            merge(item.clone(), elsewhere).source.url.as_deref(),
            Some("https://b.example/1")
        );
        let less = article("https://a.example/1", None, "Less.");
        assert_eq!(merge(item.clone(), less), item);
    }
}

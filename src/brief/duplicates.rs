//! One article that came twice: in several feeds of an outlet, at one address, with one text.
//!
//! Two items are one article when their canonical addresses and their titles agree, or when one
//! outlet printed one text under one title. An address alone is not enough (all entries of a live
//! page share it), and neither is a text: that two outlets printed it is known to the reader as a
//! copy.

use std::collections::BTreeMap;

use crate::model::{Article, Place};
use crate::text::outlet;

/// Keeps one of each article: the fullest, then the first in canonical order; with the best of
/// their places in feeds.
pub(super) fn one_of_each(articles: Vec<Article>) -> Vec<Article> {
    one_of_each_and_copies(articles).0
}

/// As [`one_of_each`], and for each place at which one was read the further places of that article.
pub(super) fn one_of_each_and_copies(
    articles: Vec<Article>,
) -> (Vec<Article>, BTreeMap<Place, Vec<Place>>) {
    let outlets = outlet::of_each(articles.iter().map(|article| &article.source));
    let mut order: Vec<usize> = (0..articles.len()).collect();
    let fullness =
        |at: &usize| (articles[*at].teaser, std::cmp::Reverse(articles[*at].text().len()));
    order.sort_by(|a, b| {
        fullness(a).cmp(&fullness(b)).then_with(|| articles[*a].canonical_cmp(&articles[*b]))
    });
    let mut first: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let mut kept: Vec<Option<usize>> = vec![None; articles.len()];
    for at in order {
        let article = &articles[at];
        let title = folded(article.title.as_deref().unwrap_or(""));
        let by_address = article.source.url.as_deref().filter(|_| !title.is_empty());
        let by_text = Some(article.text()).filter(|text| !text.is_empty());
        let keys = [
            by_address.map(|url| (format!("a{title}"), url)),
            by_text.map(|text| (format!("t{}\u{0}{title}", outlets[at]), text)),
        ];
        let known = keys.iter().flatten().find_map(|key| first.get(key).copied());
        let one = known.unwrap_or(at);
        for key in keys.into_iter().flatten() {
            first.entry(key).or_insert(one);
        }
        kept[at] = Some(one);
    }
    let mut places: BTreeMap<usize, u32> = BTreeMap::new();
    for (at, one) in kept.iter().enumerate() {
        if let (Some(one), Some(place)) = (one, articles[at].place_in_feed) {
            places.entry(*one).and_modify(|best| *best = place.min(*best)).or_insert(place);
        }
    }
    let mut copies: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
    for (at, one) in kept.iter().enumerate() {
        if let Some(one) = one.filter(|one| *one != at) {
            let of = articles[one].source.place.clone();
            copies.entry(of).or_default().push(articles[at].source.place.clone());
        }
    }
    copies.values_mut().for_each(|places| places.sort_unstable());
    let one = |at: usize| kept[at] == Some(at);
    let keep: Vec<bool> = (0..articles.len()).map(one).collect();
    let mut at = 0;
    let mut articles = articles;
    articles.retain_mut(|article| {
        if let Some(&place) = places.get(&at) {
            article.place_in_feed = Some(place);
        }
        at += 1;
        keep[at - 1]
    });
    (articles, copies)
}

/// A title for comparison: its letters and digits in lower case.
fn folded(title: &str) -> String {
    title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Source;

    fn article(publisher: &str, url: &str, title: &str, text: &str) -> Article {
        let source = Source {
            publisher: Some(publisher.to_owned()),
            url: Some(url.to_owned()),
            place: Place::Url(url.to_owned()),
        };
        let mut article = Article::new(source, text.to_owned()).unwrap();
        article.title = Some(title.to_owned());
        article
    }

    #[test]
    fn address_and_title_or_outlet_text_and_title_make_one() {
        let a = "https://gazette.example/a";
        let one = article("Gazette", a, "Ferry sinks", "The ferry sank.");
        let teaser = article("Gazette", a, "Ferry  Sinks!", "");
        let elsewhere =
            article("Gazette", "https://gazette.example/b", "Ferry sinks", "The ferry sank.");
        let entry = article("Gazette", a, "Mayor resigns", "The mayor resigned.");
        let copy = article("Ledger", "https://ledger.example/c", "Ferry sinks", "The ferry sank.");
        let all = vec![teaser, elsewhere, one, entry, copy];
        let titles: Vec<(Option<String>, Option<String>)> = one_of_each(all)
            .into_iter()
            .map(|article| (article.source.publisher, article.title))
            .collect();
        assert_eq!(titles.len(), 3, "{titles:?}");
    }
}

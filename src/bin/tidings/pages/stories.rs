//! Which story of today is which of the site's: by the articles that they share.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tidings::brief::Members;
use tidings::cite::sha256_hex;
use tidings::model::Article;
use tidings::render::site::{Index, Living};
use tidings::stories::{Earlier, identify};

/// Days that a story is waited for to go on, before it is told as a new one. Set by: the memory of
/// what was told looks for articles of the last ten days; a site may be made of older days too.
const WAITED: i32 = 31;

/// Articles of a story that are remembered, the latest of a long one. Set by: what keeps the index
/// of a month below 100 kB; the next day's briefing shares the latest articles.
const MOST: usize = 120;

/// What the stories are called, in the order given.
pub(super) fn keys(index: &Index, members: &[Members]) -> Vec<String> {
    let today: Vec<Vec<String>> = members.iter().map(names).collect();
    let earlier: Vec<Earlier> = index
        .stories
        .iter()
        .map(|story| Earlier { key: story.key.clone(), articles: story.articles.clone() })
        .collect();
    identify(&today, &earlier).into_iter().map(|identity| identity.key).collect()
}

/// Short names of all articles of a story, the earliest first.
fn names(members: &Members) -> Vec<String> {
    let mut articles: Vec<(bool, Option<jiff::Timestamp>, String)> = members
        .articles
        .iter()
        .chain(&members.earlier)
        .map(|article| {
            let at = article.published.map(|published| published.at);
            (at.is_none(), at, name(article))
        })
        .collect();
    articles.sort();
    articles.dedup();
    articles.into_iter().map(|(.., name)| name).collect()
}

/// An article is named by its address, since publishers correct their texts; one without an address
/// by its text.
fn name(article: &Article) -> String {
    let digest = sha256_hex(article.source.url.as_deref().unwrap_or(article.text()));
    digest.get(..12).unwrap_or(&digest).to_owned()
}

/// Remembers the stories of a day, and forgets those that have long not gone on.
pub(super) fn remember(index: &mut Index, keys: &[String], members: &[Members], day: &str) {
    let mut living: BTreeMap<String, Living> =
        index.stories.drain(..).map(|story| (story.key.clone(), story)).collect();
    for (key, members) in keys.iter().zip(members) {
        let story = living.entry(key.clone()).or_insert_with(|| Living {
            key: key.clone(),
            last: day.to_owned(),
            articles: Vec::new(),
        });
        story.last = story.last.clone().max(day.to_owned());
        for name in names(members) {
            if !story.articles.contains(&name) {
                story.articles.push(name);
            }
        }
        let extra = story.articles.len().saturating_sub(MOST);
        story.articles.drain(..extra);
    }
    let newest = living.values().map(|story| story.last.clone()).max().unwrap_or_default();
    living.retain(|_, story| !is_over(&story.last, &newest));
    index.stories = living.into_values().collect();
    // Of two stories with one article the later told has it.
    index.stories.sort_by(|a, b| b.last.cmp(&a.last).then_with(|| a.key.cmp(&b.key)));
}

fn is_over(last: &str, newest: &str) -> bool {
    let (Ok(last), Ok(newest)) = (last.parse::<Date>(), newest.parse::<Date>()) else {
        return true;
    };
    (newest - last).get_days() > WAITED
}

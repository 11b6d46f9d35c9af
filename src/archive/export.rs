//! Articles go out as lines of JSON that `tidings` and others read.

use std::borrow::Cow;

use jiff::tz::{Offset, TimeZone};
use serde::Serialize;

use super::articles::Kept;
use crate::model::{Precision, Published};
use crate::text::encode::hexadecimal;

/// An article as a line of JSON. A teaser stands under `summary`, an article under `text`, which is
/// how readers tell; under `content_text` where readers could take a `text` for mark-up.
#[derive(Debug, Serialize)]
struct Line<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_feed: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place_in_feed: Option<u32>,
    first_seen: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_sha256: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
}

/// One line of JSON without its line break: an article as [`read`](crate::read) takes it back, with
/// the archive's identifier, and `from_feed`, `first_seen` and `raw_sha256` for other programs.
#[must_use]
pub fn json_line(kept: &Kept) -> String {
    let article = &kept.article;
    let text = Some(article.text());
    let line = Line {
        id: &kept.id,
        title: article.title.as_deref().map(reference),
        url: article.source.url.as_deref(),
        publisher: article.source.publisher.as_deref().map(reference),
        author: article.byline.as_deref(),
        date: article.published.map(date),
        language: article.language.map(|language| language.code().to_owned()),
        section: article.opinion.then_some("opinion"),
        from_feed: article.feed.as_deref(),
        place_in_feed: article.place_in_feed,
        first_seen: kept.seen.to_string(),
        raw_sha256: kept.raw.map(|raw| hexadecimal(&raw)),
        text: text.filter(|text| !article.teaser && !text.contains('<')),
        content_text: text.filter(|text| !article.teaser && text.contains('<')),
        summary: text.filter(|_| article.teaser),
    };
    // Strings always serialise.
    serde_json::to_string(&line).unwrap_or_default()
}

/// A headline or name in which readers would resolve character references, with those that make it
/// what it is.
fn reference(text: &str) -> Cow<'_, str> {
    if text.contains("</") || text.contains('&') && text.contains(';') {
        Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A time of publication as it was stated: with its offset where one was, a day where only that was
/// known.
fn date(published: Published) -> String {
    let offset = published.offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
    let local = published.at.to_zoned(TimeZone::fixed(offset.unwrap_or(Offset::UTC))).datetime();
    match (published.precision, offset) {
        (Precision::Day, _) => local.date().to_string(),
        (Precision::Second, None) => local.to_string(),
        (Precision::Second, Some(Offset::UTC)) => format!("{local}Z"),
        (Precision::Second, Some(offset)) => {
            let seconds = offset.seconds();
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.unsigned_abs() / 60;
            format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

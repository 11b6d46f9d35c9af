//! Digests as JSON: our own briefings, and the categories of Kagi's Kite.

use serde_json::{Map, Value};

use super::blocks::Builder;
use super::{Claim, Digest, Form};
use crate::model::Briefing;
use crate::text::language::detect;
use crate::text::words;

/// The claims of a briefing made here.
#[must_use]
pub fn briefing(briefing: &Briefing) -> Digest {
    let address = |number| {
        let entry = briefing.sources.iter().find(|entry| entry.number == number)?;
        Some(entry.source.url.clone().unwrap_or_else(|| entry.source.place.to_string()))
    };
    let mut claims = Vec::new();
    for story in &briefing.stories {
        let section = story.headline.as_ref().map(|headline| headline.text.clone());
        for item in &story.items {
            let cites = item.citations.iter().filter_map(|c| address(c.source)).collect();
            claims.push(Claim { text: item.text.clone(), section: section.clone(), cites });
        }
    }
    let all: Vec<&str> = claims.iter().map(|claim| claim.text.as_str()).collect();
    let language = detect(&all.join("\n"));
    Digest { form: Form::Briefing, title: None, language, claims }
}

/// Fields of a cluster that are no prose, or are ours to read otherwise.
const NOT_PROSE: [&str; 16] = [
    "title",
    "emoji",
    "category",
    "location",
    "articles",
    "domains",
    "primary_image",
    "secondary_image",
    "quote",
    "quote_author",
    "quote_attribution",
    "quote_source_url",
    "quote_source_domain",
    "perspectives",
    "id",
    "suggested_qna",
];

/// Reads a category of Kite (`{"clusters": [{"title", "short_summary", "talking_points",
/// "perspectives", "articles": [{"link"}], …}]}`, also under `stories`); `None` where it is none.
#[must_use]
pub fn kite(value: &Value) -> Option<Digest> {
    let clusters = value.get("clusters").or_else(|| value.get("stories"))?.as_array()?;
    let mut claims = Vec::new();
    for cluster in clusters.iter().filter_map(Value::as_object) {
        claims.extend(of_cluster(cluster));
    }
    let title = value.get("category").and_then(Value::as_str).map(str::to_owned);
    let all: Vec<&str> = claims.iter().map(|claim| claim.text.as_str()).collect();
    let language = detect(&all.join("\n"));
    Some(Digest { form: Form::Kite, title, language, claims })
}

fn of_cluster(cluster: &Map<String, Value>) -> Vec<Claim> {
    let text = |key: &str| cluster.get(key).and_then(Value::as_str);
    let section = text("title").map(str::to_owned);
    let articles: Vec<&Value> =
        cluster.get("articles").and_then(Value::as_array).into_iter().flatten().collect();
    let links: Vec<String> = articles
        .iter()
        .filter_map(|a| a.get("link").or_else(|| a.get("url"))?.as_str())
        .map(str::to_owned)
        .collect();
    let mut claims = Vec::new();
    for (_, value) in cluster.iter().filter(|(key, _)| !NOT_PROSE.contains(&key.as_str())) {
        prose(value, 0, &mut |said| claims.extend(sentences(said, &links, &links)));
    }
    for view in cluster.get("perspectives").and_then(Value::as_array).into_iter().flatten() {
        let sources = view.get("sources").and_then(Value::as_array).into_iter().flatten();
        let own: Vec<String> =
            sources.filter_map(|s| s.get("url")?.as_str()).map(str::to_owned).collect();
        let said = view.get("text").and_then(Value::as_str).unwrap_or("");
        claims.extend(sentences(said, if own.is_empty() { &links } else { &own }, &links));
    }
    if let Some(quote) = text("quote").map(str::trim).filter(|quote| !quote.is_empty()) {
        let bare = quote.trim_matches(|c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»'));
        let cites =
            text("quote_source_url").map_or_else(|| links.clone(), |url| vec![url.to_owned()]);
        claims.push(Claim { text: format!("\"{bare}\""), section: None, cites });
    }
    for claim in &mut claims {
        claim.section.clone_from(&section);
    }
    claims
}

/// Hands every string of prose inside a value to `take`, not deeper than a cluster of Kite goes.
fn prose(value: &Value, depth: usize, take: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) if text.contains(' ') => take(text),
        Value::Array(values) if depth < 4 => {
            values.iter().for_each(|value| prose(value, depth + 1, take));
        }
        Value::Object(fields) if depth < 4 => {
            for (key, value) in fields.iter().filter(|(key, _)| *key != "date" && *key != "url") {
                if key != "sources" {
                    prose(value, depth + 1, take);
                }
            }
        }
        _ => {}
    }
}

/// The sentences of a field: those with marks like `[ledger.example#1]` cite that article, the
/// others `links`.
fn sentences(text: &str, links: &[String], all: &[String]) -> Vec<Claim> {
    let mut builder = Builder::default();
    for line in text.lines() {
        builder.text(line);
        builder.end();
    }
    let mut notes = Builder::default();
    notes.blocks = builder.blocks;
    for (label, address) in labels(all).into_iter().filter(|(label, _)| text.contains(label)) {
        notes.label(&label, false);
        notes.open_link(&address);
        notes.text(&label);
        notes.end();
    }
    let mut claims = notes.finish(Form::Kite, None).claims;
    for claim in &mut claims {
        // "Stocks: …": a label of a few words before what is said.
        if let Some((label, said)) = claim.text.split_once(": ")
            && words(label).count() <= LABEL
            && words(said).count() > LABEL
        {
            claim.text = said.to_owned();
        }
    }
    for claim in claims.iter_mut().filter(|claim| claim.cites.is_empty()) {
        claim.cites = links.to_vec();
    }
    claims
}

/// Words that the label before a talking point has at most.
/// Set by: choice; Kite's have one to four.
const LABEL: usize = 5;

/// How Kite names articles: the outlet's domain, and which of its articles, from 1.
fn labels(links: &[String]) -> Vec<(String, String)> {
    let mut seen: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let mut labels = Vec::new();
    for link in links {
        let host = link.split('/').nth(2).unwrap_or("");
        let host = host.strip_prefix("www.").unwrap_or(host).to_owned();
        let count = seen.entry(host.clone()).or_default();
        *count += 1;
        labels.push((format!("{host}#{count}"), link.clone()));
    }
    labels
}

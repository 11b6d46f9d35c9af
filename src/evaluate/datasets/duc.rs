//! The Document Understanding Conferences (2001–2007) and the Text Analysis Conferences
//! (2008–2011): a folder with, at any depth,
//! - a folder a topic that is named after it (`d30001t`, `D0601A`, `D0801A-A`) and holds SGML
//!   documents;
//! - model summaries named after the topic (`D30001.M.100.T.A`, `D0801-A.M.100.A.A`), plain or in
//!   the SEE format;
//! - files with "topic" in their names that say what was asked (`<num>`, `<title>`, `<narr>`).
//!
//! The reader of set B of an update topic has seen the articles of its set A.

use std::collections::BTreeMap;
use std::path::Path;

use super::{DataSetError, Item, Sink, files, lines_of, sgml};
use crate::model::{Article, Place, Source};
use crate::read::parse_date;

#[derive(Default)]
struct Topic {
    articles: Vec<Article>,
    references: Vec<Vec<String>>,
}

pub(super) fn read(path: &Path, sink: &mut Sink) -> Result<(), DataSetError> {
    let mut topics: BTreeMap<String, Topic> = BTreeMap::new();
    let mut queries: BTreeMap<String, String> = BTreeMap::new();
    for file in files::below(path)? {
        let name = files::file_name(&file);
        let text = match files::text(&file) {
            Ok(text) => text,
            Err(error) => {
                sink.broken(file.display().to_string(), error.to_string());
                continue;
            }
        };
        if let Some(key) = model_key(&name) {
            topics.entry(key).or_default().references.push(model(&text));
        } else if let Some(key) =
            file.parent().and_then(|folder| topic_key(&files::file_name(folder)))
        {
            topics.entry(key).or_default().articles.extend(documents(&file, &text));
        } else if name.to_ascii_lowercase().contains("topic") {
            read_topics(&text, &mut queries);
        }
    }
    let seen: BTreeMap<String, Vec<Article>> =
        topics.iter().map(|(id, topic)| (id.clone(), topic.articles.clone())).collect();
    for (id, topic) in topics {
        // Update topics ("D0801-B") share the question of their topic ("D0801").
        let base = id.split('-').next().unwrap_or(&id);
        let query = queries.get(&id).or_else(|| queries.get(base)).cloned();
        let place = format!("{}: {id}", path.display());
        sink.take(
            place,
            Item {
                // Who reads set B of an update topic has read set A.
                earlier: id
                    .strip_suffix("-B")
                    .and_then(|base| seen.get(&format!("{base}-A")).cloned())
                    .unwrap_or_default(),
                id,
                articles: topic.articles,
                references: topic.references,
                query,
            },
        );
    }
    Ok(())
}

/// The topic that a folder's name means: `d30001t` and `D30001` are D30001, `D0801A-A` is D0801-A.
/// Folders of documents carry the letter of the assessor who chose the topic.
fn topic_key(name: &str) -> Option<String> {
    let rest = name.strip_prefix(['d', 'D'])?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !(2..=6).contains(&digits) {
        return None;
    }
    let (number, rest) = rest.split_at(digits);
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, part) = rest.split_at(letters);
    let part = match part.as_bytes() {
        [] => String::new(),
        [b'-', letter] if letter.is_ascii_alphabetic() => {
            format!("-{}", char::from(letter.to_ascii_uppercase()))
        }
        _ => return None,
    };
    (letters.len() <= 2).then(|| format!("D{number}{part}"))
}

/// The topic that a model summary's name begins with; its second part is "M".
pub(super) fn model_key(name: &str) -> Option<String> {
    let mut parts = name.split('.');
    let key = topic_key(parts.next()?)?;
    (parts.next() == Some("M") && parts.next().is_some()).then_some(key)
}

/// The sentences of a model summary: SEE marks each with an anchor; else lines.
fn model(text: &str) -> Vec<String> {
    let anchored: Vec<String> = sgml::elements(text, "a")
        .into_iter()
        .map(sgml::plain)
        // "[1]" names the sentence that follows.
        .filter(|line| !(line.is_empty() || line.starts_with('[') && line.ends_with(']')))
        .collect();
    if anchored.is_empty() { lines_of(text) } else { anchored }
}

/// The articles of one file of documents.
fn documents(file: &Path, text: &str) -> Vec<Article> {
    let inside = sgml::elements(text, "DOC");
    let several = inside.len() > 1;
    inside
        .iter()
        .zip(1u32..)
        .filter_map(|(document, record)| article(file, several.then_some(record), document))
        .collect()
}

fn article(file: &Path, record: Option<u32>, document: &str) -> Option<Article> {
    let bodies = sgml::elements(document, "TEXT");
    let text: Vec<String> =
        bodies.into_iter().map(sgml::paragraphs).filter(|text| !text.is_empty()).collect();
    let number = sgml::first_text(document, &["DOCNO"]).unwrap_or_else(|| files::file_name(file));
    let place = Place::File { path: file.display().to_string(), record };
    // "APW19981016.0240": the agency and the day.
    let letters = number.bytes().take_while(u8::is_ascii_alphabetic).count();
    let publisher = number.get(..letters).filter(|name| !name.is_empty()).map(str::to_owned);
    let mut article =
        Article::new(Source { publisher, url: None, place }, text.join("\n\n")).ok()?;
    article.title = sgml::first_text(document, &["HEADLINE", "HEAD", "HL", "H3"]);
    let stated = sgml::first_text(document, &["DATETIME", "DATE_TIME", "DATE"]);
    article.published =
        stated.as_deref().and_then(parse_date).or_else(|| parse_date(&day_of(&number)?));
    Some(article)
}

/// The eight digits of a document's number as a day.
fn day_of(number: &str) -> Option<String> {
    let start = number.find(|c: char| c.is_ascii_digit())?;
    let digits = number.get(start..start + 8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    Some(format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
}

fn read_topics(text: &str, queries: &mut BTreeMap<String, String>) {
    for (tag, topic) in sgml::tagged(text, "topic") {
        let Some(key) = number_of(topic).or_else(|| attribute_of(tag)) else { continue };
        let parts = ["title", "narr", "narrative"].map(|name| sgml::first_text(topic, &[name]));
        let query: Vec<String> = parts.into_iter().flatten().collect();
        if !query.is_empty() {
            queries.insert(key, query.join("\n"));
        }
    }
}

/// DUC: `<num> D0601A </num>`, in old files without an end.
fn number_of(topic: &str) -> Option<String> {
    let number = sgml::elements(topic, "num").first().copied()?;
    let number = number.split('<').next()?.trim();
    topic_key(number.trim_start_matches("Number:").trim())
}

/// TAC names a topic in the tag itself: `<topic id = "D0801A" …>`.
fn attribute_of(tag: &str) -> Option<String> {
    topic_key(tag.split(['"', '\'']).nth(1)?.trim())
}

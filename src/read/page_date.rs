//! The date of a page: what its metadata state, what stands beside its headline, what its address
//! and its scripts hold.

use super::address::{self, day_in_address};
use super::date::{date_among, only_date, read_date, says_updated};
use super::date_tokens::Problem;
use super::draft::Stated;
use super::page_found::{Block, Mark, Noted, Page, plain};
use super::page_linked::Linked;
use crate::model::{Precision, Published};

/// How many blocks above a headline or below the beginning of the text a date may stand.
/// Set by: heads of the saved pages that were looked at; not measured.
const NEAR: usize = 5;
/// Among how many blocks at the top of a page any line that is only a date counts, when nothing
/// better is there. Set by: what was there before dates were looked for by the headline; not
/// measured.
const TOP: usize = 20;
/// The most words beside a date in a line of an article's head ("By Jane Doe, Staff Writer | 4 May
/// 2026"). Set by: bylines with two names and their places; not measured.
const BESIDE: usize = 14;
/// The longest dateline before a text's first sentence, in bytes.
/// Set by: "SPRINGFIELD, Mass., Feb. 23, 2015 /PRNewswire/"; not measured.
const DATELINE: usize = 90;

/// Names of `<meta>` that hold the date of publication, without what parts their words, the surest
/// first.
const PUBLISHED: [&str; 46] = [
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "ogpublishedtime",
    "datepublished",
    "ogdatepublished",
    "articlepublished",
    "ogarticlepublished",
    "articlepublisheddate",
    "rnewsdatepublished",
    "parselypubdate",
    "sailthrudate",
    "cxenseparserecspublishtime",
    "cxenseparsepublishtime",
    "articlepostdate",
    "dcdateissued",
    "dctermsissued",
    "dcdatepublication",
    "dctermscreated",
    "dctermsdate",
    "dcdate",
    "dcdatecreated",
    "dccreated",
    "btpubdate",
    "ogpubdate",
    "pubdate",
    "pubtime",
    "publishdate",
    "ogpublishdate",
    "publisheddate",
    "publishedtime",
    "publishtime",
    "publicationdate",
    "originalpublicationdate",
    "firstpublished",
    "twtpublishedat",
    "vrpublishedtime",
    "mediatorpublishedtime",
    "dateposted",
    "articledateoriginal",
    "articlecreated",
    "citationpublicationdate",
    "citationdate",
    "datecreated",
    "createdtime",
    "displaydate",
    "date",
];

/// Names of `<meta>` that hold when a page was changed last.
const MODIFIED: [&str; 15] = [
    "articlemodifiedtime",
    "ogarticlemodifiedtime",
    "ogmodifiedtime",
    "ogupdatedtime",
    "datemodified",
    "articlemodified",
    "articlemodifieddate",
    "dcmodified",
    "dctermsmodified",
    "dcdatemodified",
    "btmoddate",
    "modifiedtime",
    "updatedtime",
    "lastmodified",
    "revisiondate",
];

/// Keys of scripts that hold the date of publication.
const KEYS: [&str; 8] = [
    "\"datePublished\"",
    "\"publishedAt\"",
    "\"published_at\"",
    "\"publishDate\"",
    "\"publish_date\"",
    "\"publicationDate\"",
    "\"pubDate\"",
    "\"dateCreated\"",
];

/// What is known of a page when its date is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) page: &'a Page,
    pub(super) linked: &'a Linked,
    pub(super) url: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    /// The block with which the article's prose starts.
    pub(super) start: usize,
    pub(super) html: &'a str,
}

/// The date to go by: the first source that can be read; where it has only the day, a later source
/// that knows the hour of the same day.
pub(super) fn date(found: &Found<'_>) -> Option<Stated> {
    let own = found.language;
    let found = &Found { language: settled(found).or(own), ..*found };
    let tag = found.language;
    let mut stated = stated(found);
    let mut read = readable(&stated, tag);
    let scripts;
    if read.is_empty() {
        scripts = in_scripts(found.html);
        read = readable(&scripts, tag);
    }
    if read.is_empty()
        && let Some(order) = order(found)
    {
        stated = self::stated(&Found { language: Some(order), ..*found });
        read = readable(&stated, Some(order));
    }
    let Some(&(text, first)) = read.first() else {
        // Nothing can be read; the first statement is reported as it is.
        let surest = metadata(found, &PUBLISHED, found.linked.published.as_deref());
        return surest.into_iter().next().map(Stated::Text);
    };
    let day = |found: &Published| {
        found.at.as_second().saturating_add(i64::from(found.offset.unwrap_or(0))).div_euclid(86_400)
    };
    let finer = read.iter().find(|(_, other)| {
        first.precision == Precision::Day
            && other.precision == Precision::Second
            && day(other) == day(&first)
    });
    let (text, first) = finer.map_or((text, first), |&(text, other)| (text, other));
    Some(match read_date(text, own) {
        Ok(own) if own == first => Stated::Text(text.clone()),
        _ => Stated::At(first),
    })
}

/// The order of day and month, where a line of the article's head leaves it open and the rest of
/// the page does not.
fn settled(found: &Found<'_>) -> Option<&'static str> {
    let from = headline(found).saturating_sub(NEAR);
    let head = found.page.blocks.get(from..).unwrap_or(&[]).iter();
    let open = head.take(found.start + 2 - from.min(found.start + 2)).any(|block| {
        is_short(&block.text) && read_date(&block.text, found.language) == Err(Problem::Ambiguous)
    });
    if open { order(found) } else { None }
}

/// What a page states, the surest first.
fn stated(found: &Found<'_>) -> Vec<String> {
    let mut stated = metadata(found, &PUBLISHED, found.linked.published.as_deref());
    let near = Near::of(found);
    stated.extend(near.published);
    stated.extend(found.url.and_then(day_in_address));
    stated.extend(dateline(found));
    stated.extend(near.elsewhere);
    stated.extend(near.updated);
    stated.extend(metadata(found, &MODIFIED, found.linked.modified.as_deref()));
    stated
}

fn readable<'s>(stated: &'s [String], tag: Option<&str>) -> Vec<(&'s String, Published)> {
    stated.iter().filter_map(|text| Some((text, read_date(text, tag).ok()?))).collect()
}

/// What JSON-LD and `<meta>` state, in the order of the names.
fn metadata(found: &Found<'_>, names: &[&str], linked: Option<&str>) -> Vec<String> {
    let mut stated: Vec<String> = linked.into_iter().map(str::to_owned).collect();
    let metas: Vec<(String, &String)> =
        found.page.notes.metas.iter().map(|(name, content)| (plain(name), content)).collect();
    stated.extend(names.iter().filter_map(|name| {
        let (_, content) =
            metas.iter().find(|(key, content)| key == name && !content.trim().is_empty())?;
        Some(content.trim().to_owned())
    }));
    stated
}

/// What stands in a page, by how near it is to the headline.
#[derive(Debug, Default)]
struct Near {
    /// Marked as the date of publication, or in the head of the article.
    published: Vec<String>,
    /// Elsewhere: below the text, or where the page lists itself.
    elsewhere: Vec<String>,
    /// In the head of the article, as the date of a change.
    updated: Vec<String>,
}

impl Near {
    fn of(found: &Found<'_>) -> Self {
        let blocks = &found.page.blocks;
        let head = headline(found);
        let (from, to) = (head.saturating_sub(NEAR), found.start.max(head) + 2);
        let in_head = |noted: &&Noted| (from..to).contains(&noted.at);
        let marked = |marks: &'static [Mark]| {
            found.page.notes.marked.iter().filter(move |noted| marks.contains(&noted.mark))
        };
        let mut near = Self::default();
        near.add(marked(&[Mark::Published]).filter(|noted| !noted.aside).take(2));
        // Below the headline first, then above it, the nearest first.
        let blocks_of =
            |from: usize, to: usize| blocks.get(from..to.min(blocks.len())).unwrap_or(&[]);
        let times = |from: usize, to: usize| {
            let marks = [Mark::PubTime, Mark::Time, Mark::Dated].into_iter();
            marks.flat_map(move |mark| {
                let all = found.page.notes.marked.iter();
                all.filter(move |n| {
                    n.mark == mark && (from..to).contains(&n.at) && is_short(&n.text)
                })
                .take(3)
            })
        };
        near.add(times(head, to));
        blocks_of(head, to).iter().for_each(|block| near.line(block, found.language));
        let mut above: Vec<&Noted> = times(from, head).collect();
        above.sort_by_key(|noted| std::cmp::Reverse(noted.at));
        near.add(above.into_iter());
        blocks_of(from, head).iter().rev().for_each(|block| near.line(block, found.language));
        let rest = |noted: &&Noted| !in_head(noted) && is_short(&noted.text);
        let elsewhere = marked(&[Mark::Published, Mark::PubTime, Mark::Time, Mark::Dated]);
        let mut others = Self::default();
        others.add(elsewhere.filter(|noted| !noted.aside).filter(rest).take(3));
        near.elsewhere = own_entry(found, head);
        near.elsewhere.append(&mut others.published);
        near.updated.append(&mut others.updated);
        // A line that is only a date: soon after the beginning, then below, then anywhere near the
        // top.
        let soon = blocks.iter().take(found.start + 2 * NEAR).skip(found.start);
        let below = blocks.iter().skip(found.start).filter(|block| !block.aside);
        let lines = soon.chain(below).chain(blocks.iter().take(TOP));
        let line =
            lines.map(|block| &block.text).find(|text| only_date(text, found.language).is_some());
        near.elsewhere.extend(line.cloned());
        near
    }

    fn line(&mut self, block: &Block, tag: Option<&str>) {
        if let Some((line, updated)) = head_line(block, tag) {
            if updated { &mut self.updated } else { &mut self.published }.push(line);
        }
    }

    fn add<'n>(&mut self, noted: impl Iterator<Item = &'n Noted>) {
        for noted in noted {
            let text = noted.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if says_updated(&text) { &mut self.updated } else { &mut self.published }.push(text);
        }
    }
}

fn is_short(text: &str) -> bool {
    text.chars().count() <= 100
}

/// The block that shows the headline; the beginning of the text where none does.
fn headline(found: &Found<'_>) -> usize {
    let Some(title) = found.title.map(plain).filter(|title| !title.is_empty()) else {
        return found.start;
    };
    let above = found.page.blocks.get(..=found.start).unwrap_or(&found.page.blocks);
    let is = |block: &Block| plain(&block.text) == title;
    above
        .iter()
        .rposition(|block| block.heading && is(block))
        .or_else(|| above.iter().rposition(is))
        .unwrap_or(found.start)
}

/// A line of an article's head that holds a date, and whether it is that of a change.
fn head_line(block: &Block, tag: Option<&str>) -> Option<(String, bool)> {
    let held = |line: &str| date_among(line, tag).filter(|(_, beside)| *beside <= BESIDE);
    let line = block.text.lines().take(4).find(|line| {
        held(line).is_some_and(|(_, beside)| {
            // A headline or a sentence that tells of a day is not dated by it.
            beside == 0 || !block.heading && !line.trim_end().ends_with(['.', '!', '?', ':'])
        })
    })?;
    Some((line.trim().to_owned(), says_updated(line)))
}

/// Where a page lists its own headline ("More news: 10 May – Ferry sinks"), the date beside it.
fn own_entry(found: &Found<'_>, head: usize) -> Vec<String> {
    let Some(title) = found.title.map(plain).filter(|title| title.len() >= 12) else {
        return Vec::new();
    };
    let blocks = &found.page.blocks;
    let listed = blocks.iter().enumerate().filter(|(index, _)| *index != head);
    let listed = listed.filter(|(_, block)| plain(&block.text) == title).take(3);
    listed
        .filter_map(|(index, _)| {
            let before = blocks.get(index.checked_sub(1)?);
            let beside = before.into_iter().chain(blocks.get(index + 1));
            beside
                .map(|block| &block.text)
                .find(|text| only_date(text, found.language).is_some())
                .cloned()
        })
        .collect()
}

/// The date in a dateline ("BERLIN, 4 May 2026 (dpa) – ", "Feb. 23, 2015 -- ").
fn dateline(found: &Found<'_>) -> Option<String> {
    let text = &found.page.blocks.get(found.start)?.text;
    let mut end = DATELINE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let opening = text.get(..end)?;
    let line = [" -- ", " – ", " — ", " - ", " /", ": "]
        .iter()
        .filter_map(|sign| opening.split_once(sign))
        .map(|(line, _)| line)
        .min_by_key(|line| line.len())?;
    date_among(line, found.language).filter(|(_, beside)| *beside <= 8).map(|_| line.to_owned())
}

/// What scripts say of when the page was published.
fn in_scripts(html: &str) -> Vec<String> {
    let value = |rest: &str| {
        let rest = rest.trim_start().strip_prefix(':')?.trim_start();
        let rest = rest.strip_prefix('"')?;
        rest.get(..rest.find('"').filter(|&end| end <= 40)?).map(str::to_owned)
    };
    KEYS.iter()
        .filter_map(|key| {
            let at = memchr::memmem::find(html.as_bytes(), key.as_bytes())?;
            value(html.get(at + key.len()..)?)
        })
        .collect()
}

/// How a page without a language that tells writes "04/05/2026": as its other dates show, or as its
/// address's country does.
fn order(found: &Found<'_>) -> Option<&'static str> {
    const ENDINGS: [(&str, &str); 10] = [
        (".uk", "en-GB"),
        (".ie", "en-GB"),
        (".au", "en-GB"),
        (".nz", "en-GB"),
        (".in", "en-GB"),
        (".za", "en-GB"),
        (".us", "en-US"),
        (".gov", "en-US"),
        (".mil", "en-US"),
        (".edu", "en-US"),
    ];
    let dates = found.page.blocks.iter().map(|block| block.text.as_str());
    let dates = dates.chain(found.page.notes.marked.iter().map(|noted| noted.text.as_str()));
    let (mut day_first, mut month_first) = (0, 0);
    for text in dates.filter(|text| is_short(text) && text.contains('/')) {
        if read_date(text, None) == Err(Problem::Ambiguous) {
            continue;
        }
        let numbers: Vec<u32> =
            text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
        match numbers.as_slice() {
            [13..=31, 1..=12, 1000..=9999, ..] => day_first += 1,
            [1..=12, 13..=31, 1000..=9999, ..] => month_first += 1,
            _ => {}
        }
    }
    if day_first != month_first {
        return Some(if day_first > month_first { "en-GB" } else { "en-US" });
    }
    let host = found.url.and_then(address::host)?;
    ENDINGS.iter().find(|(ending, _)| host.ends_with(ending)).map(|(_, tag)| *tag)
}

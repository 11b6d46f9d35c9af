//! What is remembered of a briefing, and what a memory makes of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tidings::archive::{Archive, ArchiveError, Briefed, Kept, ToldStatement, ToldStory, text_hash};
use tidings::brief::Memory;
use tidings::model::{Article, Briefing, Item, Role, Span};
use tidings::text::hash::fnv1a;
use tidings::text::language;

use super::window::Chosen;
use super::{Daily, Made};

/// How long after a story was told its articles are looked at for what goes on.
const GOES_ON: SignedDuration = SignedDuration::from_hours(24 * 10);

/// What the archive keeps as a briefing's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Notes {
    /// When the first briefing of this window went out.
    first: Option<Timestamp>,
    /// Whether it belongs to the row of briefings that follow on one another.
    row: bool,
    /// The last arrival in the archive that it knew of.
    mark: i64,
    /// The mark of the briefing that it follows on.
    follows: Option<i64>,
    /// Digest of the articles that it read.
    digest: String,
    /// How it was made.
    recipe: String,
    /// Fingerprints of the sentences of the articles of its stories: publishers change their
    /// articles.
    sentences: BTreeMap<String, Fingerprints>,
}

/// An article as it was when its story was told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Fingerprints {
    /// SHA-256 of its text, in hexadecimal.
    text: String,
    /// One number a sentence.
    sentences: Vec<u32>,
}

impl Fingerprints {
    fn of(article: &Article) -> Self {
        Self {
            text: tidings::cite::sha256_hex(article.text()),
            sentences: sentences(article).map(fingerprint).collect(),
        }
    }
}

/// The sentences of an article.
fn sentences(article: &Article) -> impl Iterator<Item = &str> {
    let units = tidings::analysis::units(article, article.language);
    let bodies = units.into_iter().filter(|unit| unit.role == Role::Body);
    bodies.filter_map(|unit| unit.span.of(article.text()))
}

/// A number for a sentence that does not depend on its letter case and punctuation. Two sentences
/// of one article hardly ever share it; if they do, one is not told.
fn fingerprint(sentence: &str) -> u32 {
    let letters = sentence.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    fnv1a(letters.collect::<String>().into_bytes())
}

/// A briefing that went out.
#[derive(Debug, Clone)]
pub(super) struct Record {
    /// As the archive has it.
    pub briefed: Briefed,
    /// When the first briefing of its window went out: its place among the others, also after it
    /// was made again.
    pub first: Timestamp,
    pub row: bool,
    pub mark: i64,
    pub follows: Option<i64>,
    pub digest: String,
    sentences: BTreeMap<String, Fingerprints>,
}

impl Record {
    /// The first moment of its window and the one after the last.
    pub(super) const fn window(&self) -> (Timestamp, Timestamp) {
        (self.briefed.from, self.briefed.until)
    }

    /// Notes that cannot be read count as none: what was told is told all the same.
    pub(super) fn of(briefed: Briefed) -> Self {
        let notes: Notes = serde_json::from_str(&briefed.settings).unwrap_or_default();
        Self {
            first: notes.first.unwrap_or(briefed.made),
            row: notes.row,
            mark: notes.mark,
            follows: notes.follows,
            digest: notes.digest,
            sentences: notes.sentences,
            briefed,
        }
    }
}

/// Digest of the articles that were read.
pub(super) fn digest(read: &[Kept]) -> String {
    let mut all = String::new();
    for kept in read {
        all.push_str(&format!("{} {:02x?}\n", kept.id, text_hash(&kept.article)));
    }
    tidings::cite::sha256_hex(&all)
}

/// The briefings that count as earlier than one of this window: all, or when this window was told
/// before, those that went out before that.
pub(super) fn before<'r>(earlier: &'r [Record], chosen: &Chosen<'_>) -> &'r [Record] {
    let same = earlier.iter().position(|record| record.window() == (chosen.from, chosen.until));
    earlier.get(..same.unwrap_or(earlier.len())).unwrap_or(earlier)
}

/// What those briefings told, and the identifiers of the articles of their stories. An article that
/// its publisher has changed since is not among them: it may hold news, and only its sentences that
/// stood there before are known.
pub(super) fn memory(
    archive: &Archive,
    earlier: &[Record],
) -> Result<(Memory, BTreeSet<String>), ArchiveError> {
    let mut memory = Memory::default();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let latest = earlier.iter().map(|record| record.briefed.until).max();
    let looked_at = latest.and_then(|latest| latest.checked_sub(GOES_ON).ok());
    let mut lately: BTreeSet<String> = BTreeSet::new();
    for record in earlier {
        for told in &record.briefed.statements {
            memory.reported.push((told.sentence.clone(), language::detect(&told.sentence)));
        }
        let is_late = looked_at.is_none_or(|from| record.briefed.until >= from);
        for id in record.briefed.stories.iter().flat_map(|story| &story.articles) {
            ids.insert(id.clone());
            if is_late {
                lately.insert(id.clone());
            }
        }
    }
    for id in &lately {
        let Some(kept) = archive.get(id)? else { continue };
        let before = earlier.iter().rev().find_map(|record| record.sentences.get(id));
        match before.filter(|before| before.text != tidings::cite::sha256_hex(kept.article.text()))
        {
            None => memory.seen.push(kept.article),
            Some(before) => {
                ids.remove(id);
                let known = |sentence: &&str| before.sentences.contains(&fingerprint(sentence));
                let language = language::of(&kept.article);
                let same = sentences(&kept.article).filter(known);
                memory.reported.extend(same.map(|sentence| (sentence.to_owned(), language)));
            }
        }
    }
    memory.reported.sort();
    memory.reported.dedup();
    Ok((memory, ids))
}

/// Takes back what no page had room for: it was not told.
pub(super) fn drop_untold(briefing: &mut Briefing, untold: &[(usize, usize)]) {
    for (story, told) in briefing.stories.iter_mut().enumerate() {
        let mut item = 0;
        told.items.retain(|_| {
            let kept = !untold.contains(&(story, item));
            item += 1;
            kept
        });
    }
}

/// A quoted sentence as the archive remembers it.
fn statement(briefing: &Briefing, item: &Item, story: &str) -> Option<ToldStatement> {
    let citation = item.citations.first()?;
    let source = briefing.sources.iter().find(|s| s.number == citation.source);
    // A title is kept as the text that it is, since articles without a text share the digest of
    // nothing.
    let (digest, span) = match citation.span {
        Some(span) => (source.map(|source| source.sha256.clone()), span),
        None => (Some(tidings::cite::sha256_hex(&item.text)), Span::of_range(0..item.text.len())),
    };
    Some(ToldStatement {
        text_hash: digest.as_deref().and_then(bytes)?,
        span,
        sentence: item.text.clone(),
        story: story.to_owned(),
    })
}

/// What the archive shall remember. Stories of which nothing stood on the page were not told.
pub(super) fn briefed(
    daily: &Daily<'_>,
    made: &Made<'_>,
    message_id: Option<String>,
) -> anyhow::Result<Briefed> {
    let mut stories = Vec::new();
    let mut statements = Vec::new();
    for (n, (story, members)) in made.briefing.stories.iter().zip(&made.members).enumerate() {
        if story.items.is_empty() {
            continue;
        }
        let key = if story.id.is_empty() { format!("{n}") } else { story.id.clone() };
        let items = story.items.iter();
        statements.extend(items.filter_map(|item| statement(&made.briefing, item, &key)));
        let headline = story.headline.as_ref().map(|headline| headline.text.clone());
        stories.push(ToldStory { key, headline, articles: ids(&members.articles, &made.read) });
    }
    let chosen = &made.chosen;
    let notes = Notes {
        first: Some(chosen.same.map_or(made.made, |same| same.first)),
        row: chosen.row || chosen.same.is_some_and(|same| same.row),
        mark: made.arrivals,
        follows: chosen.mark,
        digest: digest(&made.read),
        recipe: made.briefing.recipe.to_string(),
        sentences: made
            .members
            .iter()
            .flat_map(|members| &members.articles)
            .filter_map(|article| Some((kept(article, &made.read)?, Fingerprints::of(article))))
            .collect(),
    };
    Ok(Briefed {
        profile: daily.config.profile.clone(),
        from: chosen.from,
        until: chosen.until,
        made: made.made,
        message_id,
        settings: serde_json::to_string(&notes)?,
        document: None,
        stories,
        statements,
    })
}

/// The archive's name of an article of the run.
fn kept(article: &Article, read: &[Kept]) -> Option<String> {
    read.iter().find(|kept| kept.article == *article).map(|kept| kept.id.clone())
}

/// The archive's names of articles of the run.
fn ids(articles: &[Article], read: &[Kept]) -> Vec<String> {
    let mut ids: Vec<String> = articles.iter().filter_map(|article| kept(article, read)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// A digest in hexadecimal as bytes.
fn bytes(hexadecimal: &str) -> Option<[u8; 32]> {
    let mut all = [0; 32];
    for (n, byte) in all.iter_mut().enumerate() {
        *byte = u8::from_str_radix(hexadecimal.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    Some(all)
}

/// The mails in which stories of this briefing were told before, the oldest first.
pub(super) fn references(archive: &Archive, made: &Made<'_>, earlier: &[Record]) -> Vec<String> {
    let told: Vec<&Article> = made.members.iter().flat_map(|members| &members.earlier).collect();
    if told.is_empty() {
        return Vec::new();
    }
    let holds = |record: &&Record| {
        let mut ids = record.briefed.stories.iter().flat_map(|story| &story.articles);
        ids.any(|id| {
            archive.get(id).ok().flatten().is_some_and(|kept| told.contains(&&kept.article))
        })
    };
    let earlier = before(earlier, &made.chosen).iter();
    earlier.filter(holds).filter_map(|record| record.briefed.message_id.clone()).collect()
}

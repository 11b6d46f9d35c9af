//! What a reader of news needs beside coverage: one language a story, nothing that the clock has overtaken, no filling.
//!
//! These rules concern briefings alone; `evaluate` scores methods without them.

use std::collections::BTreeMap;

use crate::model::{Corpus, Language, Selection, SentenceId};
use crate::rank::Story;

/// Least share of the strongest pick's gain that a pick must add; less is filling.
const TELLING: f64 = 0.11;

/// Seconds by which a story must have gone on before what an earlier article expected counts as overtaken.
const OVERTAKEN_AFTER: i64 = 20 * 3_600;

/// Withdraws statements from being quoted: those in another language than most of the story's articles, and those that
/// announce for a named day what later articles of the story have seen. At least one statement always stays.
pub(super) fn withdraw(story: &mut Story<'_>) {
    let main = main_language(story);
    let latest = story.articles.iter().filter_map(|&a| second(story, a)).max();
    let withdrawn: Vec<bool> = story
        .statements
        .iter()
        .map(|s| is_foreign(story, s.voice, main) || is_overtaken(story, s.voice, latest))
        .collect();
    let left = story.statements.iter().zip(&withdrawn).filter(|(s, w)| s.quotable && !**w).count();
    if left == 0 {
        return;
    }
    for (statement, withdrawn) in story.statements.iter_mut().zip(withdrawn) {
        if withdrawn {
            statement.quotable = false;
            statement.leans_on = None;
        }
    }
    let quotable: Vec<bool> = story.statements.iter().map(|s| s.quotable || s.leans_on.is_some()).collect();
    for statement in &mut story.statements {
        if statement.leans_on.is_some_and(|on| !quotable[on.index()]) {
            statement.leans_on = None;
        }
    }
}

fn second(story: &Story<'_>, article: crate::model::ArticleId) -> Option<i64> {
    story.corpus.article(article).published.map(|p| p.at.as_second())
}

/// The language of most of the story's articles; the first in alphabetical order among equals.
fn main_language(story: &Story<'_>) -> Option<Language> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for &article in &story.articles {
        if let Some(language) = story.corpus.language(article) {
            *counts.entry(language).or_insert(0) += 1;
        }
    }
    counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(language, _)| language)
}

fn is_foreign(story: &Story<'_>, voice: SentenceId, main: Option<Language>) -> bool {
    let language = story.corpus.language(story.corpus.sentence(voice).article);
    matches!((language, main), (Some(own), Some(main)) if own != main)
}

/// "The council will vote on Tuesday" is no news once another article has told of Wednesday.
fn is_overtaken(story: &Story<'_>, voice: SentenceId, latest: Option<i64>) -> bool {
    let published = second(story, story.corpus.sentence(voice).article);
    let (Some(published), Some(latest)) = (published, latest) else { return false };
    latest - published > OVERTAKEN_AFTER && announces(story.corpus, voice)
}

/// Words of the future, and words that name a day near the day of writing, in the commonest languages.
const FUTURE: &[&str] = &[
    "will", "shall", "expected", "due", "scheduled", "set", "plans", "wird", "werden", "soll", "sollen", "doit", "va",
    "vont", "prévu", "va", "van", "previsto", "prevista", "vai", "zal", "zullen", "verrà", "будет",
];
const DAYS: &[&str] = &[
    "today", "tonight", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "heute",
    "morgen", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "demain", "lundi", "mardi",
    "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "mañana", "lunes", "martes", "miércoles", "jueves", "viernes",
    "sábado", "domingo", "amanhã", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "завтра",
];

fn announces(corpus: &Corpus, sentence: SentenceId) -> bool {
    let (mut future, mut day) = (false, false);
    for word in corpus.text(sentence).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let word = word.to_lowercase();
        future |= FUTURE.contains(&word.as_str());
        day |= DAYS.contains(&word.as_str());
    }
    future && day
}

/// Drops picks that add next to nothing: they fill the length and tell the reader little. What a dropped pick supports
/// goes with it.
pub(super) fn telling(story: &Story<'_>, mut selection: Selection) -> Selection {
    let most = selection.picks.iter().map(|p| p.gain).fold(0.0, f64::max);
    selection.picks.retain(|pick| pick.gain >= TELLING * most);
    let kept: Vec<_> = selection.picks.iter().map(|p| p.statement).collect();
    let leans_on = |id: crate::model::StatementId| story.statements[id.index()].leans_on;
    selection.picks.retain(|pick| {
        story.statements[pick.statement.index()].quotable
            || leans_on(pick.statement).is_none_or(|on| kept.contains(&on))
    });
    selection
}

//! Which statements of a story may be quoted at all.
//!
//! One language a story, and nothing that is out of date. These rules concern briefings alone:
//! `evaluate` scores methods without them.

use crate::analysis::Story;
use crate::model::{Language, SentenceId, StatementId};

use super::outdated;
use super::superseded::superseded;

/// Withdraws statements from being quoted: those in another language than most of the story's
/// articles, those whose figures a later article has corrected, and those that the clock has
/// overtaken. At least one statement always stays.
pub(crate) fn withdraw(story: &mut Story<'_>) {
    let main = story.main_language();
    let latest = story.articles.iter().filter_map(|&a| story.second(a)).max();
    let superseded = superseded(story);
    let withdrawn: Vec<bool> = story
        .statements
        .iter()
        .zip(superseded)
        .map(|(s, old)| {
            old || is_foreign(story, s.voice, main)
                || outdated::is_overtaken(story, s.voice, latest)
                || outdated::looks_back(story, s.voice)
        })
        .collect();
    let left = story.statements.iter().zip(&withdrawn).filter(|(s, w)| s.quotable && !**w).count();
    if left > 0 {
        let withdrawn = (0..).zip(withdrawn).filter(|(_, w)| *w).map(|(n, _)| StatementId(n));
        story.withdraw(withdrawn);
    }
}

fn is_foreign(story: &Story<'_>, voice: SentenceId, main: Option<Language>) -> bool {
    let language = story.corpus.language(story.corpus.sentence(voice).article);
    matches!((language, main), (Some(own), Some(main)) if own != main)
}

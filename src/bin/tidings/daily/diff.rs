//! What changed since the last briefing, sentence by sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tidings::archive::Briefed;
use tidings::model::Briefing;

use crate::now::Now;

/// The sentences that are new under their headlines, then those that the last briefing told and
/// this one does not.
pub(super) fn text(last: Option<&Briefed>, briefing: &Briefing, now: &Now) -> String {
    let span = |from, until| format!("briefing of {} until {}", now.shown(from), now.shown(until));
    let told: BTreeSet<&str> =
        last.iter().flat_map(|last| &last.statements).map(|told| told.sentence.as_str()).collect();
    let said: BTreeSet<&str> =
        briefing.stories.iter().flat_map(|s| &s.items).map(|item| item.text.as_str()).collect();
    let mut out = match last {
        Some(last) => format!("--- {}\n", span(last.from, last.until)),
        None => "--- no briefing before\n".to_owned(),
    };
    if let Some(window) = briefing.window {
        let _ = writeln!(out, "+++ {}", span(window.from.at, window.until.at));
    }
    for story in &briefing.stories {
        let new: Vec<&str> =
            story.items.iter().map(|i| i.text.as_str()).filter(|t| !told.contains(t)).collect();
        if new.is_empty() {
            continue;
        }
        let headline = story.headline.as_ref().map_or("(no headline)", |h| h.text.as_str());
        let update = if story.update { " (update)" } else { "" };
        let _ = writeln!(out, "  {}{update}", plain(headline));
        for sentence in new {
            let _ = writeln!(out, "+ {}", plain(sentence));
        }
    }
    let gone: Vec<&str> = told.iter().filter(|t| !said.contains(*t)).copied().collect();
    for sentence in &gone {
        let _ = writeln!(out, "- {}", plain(sentence));
    }
    let new = said.difference(&told).count();
    let _ = writeln!(out, "{new} new, {} gone, {} as before", gone.len(), said.len() - new);
    out
}

/// On one line, without control characters.
pub(super) fn plain(text: &str) -> String {
    let safe: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    safe.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! The latest stand of a story: what a later article has overtaken is not told.

use crate::analysis::Story;
use crate::lexicon::Lexicon;
use crate::model::{ArticleId, SentenceId, StatementId};
use crate::text::words;

use super::figures::Tolls;
use super::outdated::before_quotation;

/// Withdraws from being quoted, as long as anything is left: counts of the dead and the injured
/// that others have overtaken, and sentences that say "today" or "yesterday" in articles of an
/// earlier day than the story's last.
pub(crate) fn withdraw_overtaken(story: &mut Story<'_>, tolls: &Tolls) {
    let latest = story.articles.iter().filter_map(|&a| day(story, a)).max();
    let is_overtaken = |id: &StatementId| {
        let voice = story.statements[id.index()].voice;
        tolls.is_stale(voice)
            || latest.is_some_and(|latest| is_of_earlier_day(story, voice, latest))
    };
    let (overtaken, left): (Vec<StatementId>, Vec<StatementId>) =
        story.candidates().partition(is_overtaken);
    if !left.is_empty() {
        story.withdraw(overtaken);
    }
}

/// The day of an article where it was published, counted from 1970.
fn day(story: &Story<'_>, article: ArticleId) -> Option<i64> {
    let published = story.corpus.article(article).published?;
    let seconds = published.at.as_second() + i64::from(published.offset.unwrap_or(0));
    Some(seconds.div_euclid(86_400))
}

/// Whether a sentence names a day by its distance from a day before `latest`, outside of quotation
/// marks.
fn is_of_earlier_day(story: &Story<'_>, voice: SentenceId, latest: i64) -> bool {
    let article = story.corpus.sentence(voice).article;
    if day(story, article).is_none_or(|day| day >= latest) {
        return false;
    }
    let lexicon = Lexicon::of(story.corpus.language(article));
    let told = before_quotation(story.corpus.text(voice));
    words(told).any(|word| {
        let written = told.get(word.start..word.end).unwrap_or("");
        !word.capital && lexicon.relative_day(written).is_some()
    })
}

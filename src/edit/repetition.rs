//! Picks that fill the length without informing: those that add next to nothing, and those that say
//! again what other picks say.

use crate::analysis::Story;
use crate::model::{Pick, Selection, StatementId, TermId};

/// Least share of the strongest pick's gain that a pick must add; less is filling. Set by: what
/// `brief` loses in ROUGE-2 on dated sets of long summaries, of 0, 0.01, 0.02 and 0.06. Where
/// articles are few and the length is long, 0.06 left a sixth of it empty; 0 fills it with
/// "President Trump has appointed a couple of justices."
const LEAST_GAIN: f64 = 0.02;

/// Picks without those that add next to nothing (they fill the length and tell the reader little)
/// and without those that repeat others; and of all that was dropped the statements that had better
/// not be offered again. What is quoted only with the sentence before it goes or stays with it.
pub(crate) fn worth_telling(
    story: &Story<'_>,
    selection: Selection,
) -> (Selection, Vec<StatementId>) {
    let runs = runs(story, selection.picks);
    let gain = |run: &[Pick]| run.iter().map(|p| p.gain).sum::<f64>();
    let most = runs.iter().map(|run| gain(run)).fold(0.0, f64::max);
    let telling: Vec<bool> = runs.iter().map(|run| gain(run) >= LEAST_GAIN * most).collect();
    let repeated = repeated(story, &runs, &telling);
    let mut kept = Selection::default();
    let mut dropped = Vec::new();
    for (run, (telling, repeated)) in runs.into_iter().zip(telling.into_iter().zip(repeated)) {
        if telling && !repeated {
            kept.picks.extend(run);
        } else {
            dropped.extend(run.last().map(|pick| pick.statement));
        }
    }
    (kept, dropped)
}

/// Picks in runs: those that lean each on the one before it belong together.
pub(super) fn runs(story: &Story<'_>, picks: Vec<Pick>) -> Vec<Vec<Pick>> {
    let mut runs: Vec<Vec<Pick>> = Vec::new();
    for pick in picks {
        let leans_on = story.statements[pick.statement.index()].leans_on;
        match runs.last_mut() {
            Some(run) if leans_on.is_some() && run.last().map(|p| p.statement) == leans_on => {
                run.push(pick);
            }
            _ => runs.push(vec![pick]),
        }
    }
    runs
}

/// Share of a pick's content words that earlier picks may already hold; more is said twice.
/// Set by: hand, with the rule; what else was tried is not recorded.
pub(super) const REPEATED: f64 = 0.65;

/// Share of a pick's content words that all earlier picks together may hold: the words of ten
/// sentences are those of much news. Set by: the same as [`LEAST_GAIN`], of 0.65, 0.75 and 0.8; no
/// more summaries say a thing twice.
const SAID: f64 = 0.8;

/// Two sentences that share so many content words, and of the shorter's this share, report the
/// same.
/// Set by hand; no trial of other values is recorded.
const REWORDED: (usize, f64) = (6, 0.5);

/// Which runs' words the runs before them have said, in whatever sentences, or one later run says
/// with more besides. Only runs that are `telling` count.
pub(super) fn repeated(story: &Story<'_>, runs: &[Vec<Pick>], telling: &[bool]) -> Vec<bool> {
    let terms: Vec<Vec<TermId>> = runs
        .iter()
        .map(|run| {
            sorted(run.iter().flat_map(|pick| story.content_terms(pick.statement)).collect())
        })
        .collect();
    let mut said: Vec<TermId> = Vec::new();
    let mut repeated = vec![false; runs.len()];
    for (n, own) in terms.iter().enumerate().filter(|(n, _)| telling[*n]) {
        let mut others = (0..runs.len()).filter(|&other| telling[other]);
        repeated[n] = is_held(own, &said, SAID)
            || others.any(|other| {
                let words = &terms[other];
                if other < n {
                    !repeated[other] && is_retold(own, words)
                } else {
                    other > n && own.len() < words.len() && is_held(own, words, REPEATED)
                }
            });
        if !repeated[n] {
            said.extend(own);
            said.sort_unstable();
        }
    }
    repeated
}

fn sorted(mut terms: Vec<TermId>) -> Vec<TermId> {
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// Whether two sets of content words, ascending, are those of two reports of one thing.
#[allow(clippy::cast_precision_loss)]
pub(super) fn is_retold(a: &[TermId], b: &[TermId]) -> bool {
    let shared = a.iter().filter(|t| b.binary_search(t).is_ok()).count();
    shared >= REWORDED.0 && shared as f64 >= REWORDED.1 * a.len().min(b.len()) as f64
}

/// Whether `held`, ascending, holds at least a share of `own`.
#[allow(clippy::cast_precision_loss)]
pub(super) fn is_held(own: &[TermId], held: &[TermId], share: f64) -> bool {
    let known = own.iter().filter(|t| held.binary_search(t).is_ok()).count();
    !own.is_empty() && known as f64 >= share * own.len() as f64
}

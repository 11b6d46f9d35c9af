//! A story that has gone on for most of a day opens with its latest lead.

use crate::analysis::Story;
use crate::model::{Budget, Explanation, Part, Pick, Selection, StatementId, TermId};

use super::outdated::OVERTAKEN_AFTER;
use super::repetition::{is_retold, repeated, runs};
use super::reports;

/// How late in the story, in seconds before its end, a lead must stand to be its latest.
const LATEST: i64 = 24 * 3_600;

/// At this cosine with the latest lead, a pick tells the same.
/// Set by hand; no trial of other values is recorded.
const SIMILAR: f64 = 0.45;

/// The lead that tells the latest of a story that has gone on for most of a day: an opening
/// sentence of its last day, the one most like the story as a whole. `None` for shorter and undated
/// stories, and when none takes at most half the budget.
pub(crate) fn latest_lead(story: &Story<'_>, budget: Budget) -> Option<StatementId> {
    let seconds = || story.articles.iter().filter_map(|&a| story.second(a));
    let (first, latest) = (seconds().min()?, seconds().max()?);
    if latest - first <= OVERTAKEN_AFTER {
        return None;
    }
    let centroid = story.vectors.centroid(0..story.vectors.len());
    let opinions = reports::are_all_opinion(story.corpus, &story.articles);
    let is_latest = |id: &StatementId| {
        let voice = story.corpus.sentence(story.statements[id.index()].voice);
        voice.position <= 1
            && story.second(voice.article).is_some_and(|at| latest - at < LATEST)
            && budget.cost(story.text(*id)) <= budget.limit() / 2
            && (opinions || !reports::is_opinion(story, *id))
    };
    let worth = |id: StatementId| {
        let voice = story.statements[id.index()].voice;
        story.row(voice).map_or(0.0, |row| story.vectors.project(row, &centroid))
    };
    story
        .candidates()
        .filter(is_latest)
        .max_by(|&a, &b| worth(a).total_cmp(&worth(b)).then(b.cmp(&a)))
}

/// Whether a selection tells what a statement says.
pub(crate) fn is_covered(story: &Story<'_>, selection: &Selection, statement: StatementId) -> bool {
    selection.picks.iter().any(|pick| is_similar(story, pick.statement, statement))
}

fn is_similar(story: &Story<'_>, a: StatementId, b: StatementId) -> bool {
    a == b || are_similar(story, (a, || story.content_terms(a)), (b, || story.content_terms(b)))
}

/// Whether two statements tell much the same; their content terms are asked for where their vectors
/// do not decide.
pub(super) fn are_similar<T: AsRef<[TermId]>>(
    story: &Story<'_>,
    (a, terms_of_a): (StatementId, impl FnOnce() -> T),
    (b, terms_of_b): (StatementId, impl FnOnce() -> T),
) -> bool {
    story.cosine(story.statements[a.index()].voice, story.statements[b.index()].voice) >= SIMILAR
        || is_retold(terms_of_a().as_ref(), terms_of_b().as_ref())
}

/// The statements that tell much the same as `lead`, itself among them.
pub(crate) fn similar_to(story: &Story<'_>, lead: StatementId) -> Vec<StatementId> {
    (0..story.statements.len())
        .map(StatementId::of)
        .filter(|&id| is_similar(story, id, lead))
        .collect()
}

/// `rest`, opened by `lead` for the reason given; what the lead has said already goes.
pub(crate) fn opened_by(
    story: &Story<'_>,
    lead: StatementId,
    reason: &str,
    rest: Selection,
) -> Selection {
    let gain = rest.picks.iter().map(|p| p.gain).fold(1.0, f64::max);
    let why = Explanation { parts: vec![Part { name: reason.to_owned(), value: gain }] };
    let mut runs = runs(story, rest.picks);
    runs.insert(0, vec![Pick { statement: lead, gain, why }]);
    let repeated = repeated(story, &runs, &vec![true; runs.len()]);
    let kept = runs.into_iter().zip(repeated).enumerate().filter(|(n, (_, r))| *n == 0 || !r);
    Selection { picks: kept.flat_map(|(_, (run, _))| run).collect() }
}

//! Which statements of one story are told: the method's picks, and what a reader of news needs
//! beside them.

use crate::analysis::Story;
use crate::edit::figures::Tolls;
use crate::edit::{headline, latest_lead, repetition, reports};
use crate::model::{Budget, Explanation, Part, Pick, Selection, StatementId, TermId, count_words};
use crate::rank::Method;

use super::allot;

/// Who chooses, and by which rules.
#[derive(Clone, Copy)]
pub(super) struct Picking<'m> {
    pub method: &'m dyn Method,
    /// Whether opinion is as good as reports.
    pub opinion: bool,
    /// Whether the lead of the latest news opens a story that has gone on.
    pub latest_lead: bool,
    /// Whether what tells the reader nothing more leaves.
    pub repetition: bool,
}

/// The picks of one story told in full: the method's, opened by the latest lead where the story has
/// gone on and they tell nothing of its last day. Opinion alone tells it only where no report
/// could, or where opinion is as good.
pub(super) fn pick(picking: Picking<'_>, story: &mut Story<'_>, budget: Budget) -> Selection {
    let picked = pick_any(picking, story, budget);
    if picking.opinion || !reports::is_report_missing(story, &picked, budget) {
        return picked;
    }
    reports::withdraw_opinion(story);
    let reported = pick_any(picking, story, budget);
    if reported.picks.is_empty() { picked } else { reported }
}

/// What a story that opens with its latest lead may be worth less by the method than one without
/// it. Where it would lose more, that lead is not this story's news: an article of the last day
/// that is about something else, or looks back.
/// Set by: what it costs in ROUGE-2 on one half of 300 roundups, with their own dates and dated by
/// lot, of 0.05, 0.1, 0.15, 0.2, 0.3 and 1 (`rank/coverage/MODEL.md`); the other half confirms it.
const LATEST_MAY_COST: f64 = 0.15;

fn pick_any(picking: Picking<'_>, story: &mut Story<'_>, budget: Budget) -> Selection {
    let chosen = fill(picking, story, budget);
    let leads =
        if picking.latest_lead { latest_lead::latest_leads(story, budget) } else { Vec::new() };
    if leads.is_empty() || latest_lead::is_told(story, &chosen, &leads) {
        return chosen;
    }
    let wanted =
        Wanted { statements: &leads, reason: "lead of the latest news", may_cost: LATEST_MAY_COST };
    with_one_of(picking, story, budget, wanted, chosen)
}

/// Statements of which one is to be told.
#[derive(Debug, Clone, Copy)]
struct Wanted<'w> {
    /// The likeliest to be wanted first.
    statements: &'w [StatementId],
    /// What a reader is told of why one opens the story.
    reason: &'static str,
    /// The share of what the selection is worth that telling one may cost.
    may_cost: f64,
}

/// A selection that is opened by one of the statements wanted; `chosen` where that costs too much
/// or none has room. A method that cannot tell with which it is worth most gives the first that
/// takes at most half the length.
fn with_one_of(
    picking: Picking<'_>,
    story: &mut Story<'_>,
    budget: Budget,
    wanted: Wanted<'_>,
    chosen: Selection,
) -> Selection {
    let Wanted { statements, reason, may_cost } = wanted;
    let Some(with) = fill_with(picking, story, budget, statements) else {
        let short = |id: &&StatementId| budget.cost(story.text(**id)) <= budget.limit() / 2;
        let Some(&first) = statements.iter().find(short) else { return chosen };
        return opened_by(picking, story, budget, (first, reason));
    };
    // What another pick says as well is passed over, even what was to be held.
    let told = with.picks.iter().any(|pick| statements.contains(&pick.statement));
    if !told || value(&with) < (1.0 - may_cost) * value(&chosen) {
        return chosen;
    }
    latest_lead::opening_with(statements, reason, with)
}

/// What the method says that a selection is worth.
fn value(selection: &Selection) -> f64 {
    selection.picks.iter().map(|pick| pick.gain).sum()
}

/// The picks, and where a story of deaths tells the number of the dead neither in them nor in
/// its headline, a sentence that does before what else has room.
pub(super) fn tell_dead(
    picking: Picking<'_>,
    story: &mut Story<'_>,
    tolls: &Tolls,
    budget: Budget,
    picked: Selection,
) -> Selection {
    let voice = |story: &Story<'_>, id: StatementId| story.statements[id.index()].voice;
    let has_dead =
        picked.picks.iter().any(|pick| Tolls::counts_dead(story, voice(story, pick.statement)));
    let titled = headline::best(story, &picked).is_some_and(|a| tolls.title_dead(a).is_some());
    if has_dead || titled || !tolls.open_with_deaths() {
        return picked;
    }
    let tells = |id: &StatementId| tolls.tells_dead(voice(story, *id));
    let mut telling: Vec<StatementId> = story.candidates().filter(tells).collect();
    telling.sort_by_key(|id| {
        let statement = &story.statements[id.index()];
        let position = story.corpus.sentence(statement.voice).position;
        (std::cmp::Reverse(statement.support), position, *id)
    });
    telling.truncate(latest_lead::MOST_WANTED);
    let wanted = Wanted { statements: &telling, reason: "number of the dead", may_cost: 1.0 };
    with_one_of(picking, story, budget, wanted, picked)
}

/// A statement, for the reason given, before what else has room and does not say the same.
fn opened_by(
    picking: Picking<'_>,
    story: &mut Story<'_>,
    budget: Budget,
    (first, reason): (StatementId, &'static str),
) -> Selection {
    let rest = budget.limit().saturating_sub(budget.cost(story.text(first)) + budget.joint());
    let similar = latest_lead::similar_to(story, first);
    story.withdraw(similar);
    let rest = allot::with_limit(budget, rest)
        .map(|budget| fill(picking, story, budget))
        .unwrap_or_default();
    latest_lead::opened_by(story, first, reason, rest)
}

/// The method's picks without those that tell the reader nothing more; what room they leave goes to
/// others.
fn fill(picking: Picking<'_>, story: &mut Story<'_>, budget: Budget) -> Selection {
    let select = |story: &Story<'_>| Some(picking.method.select(story, budget));
    fill_by(picking, story, select).unwrap_or_default()
}

/// As [`fill`], with one of the statements `wanted` among the picks, where the method can tell with
/// which.
fn fill_with(
    picking: Picking<'_>,
    story: &mut Story<'_>,
    budget: Budget,
    wanted: &[StatementId],
) -> Option<Selection> {
    let select = |story: &Story<'_>| picking.method.select_with_one_of(story, budget, wanted);
    fill_by(picking, story, select)
}

fn fill_by(
    picking: Picking<'_>,
    story: &mut Story<'_>,
    select: impl Fn(&Story<'_>) -> Option<Selection>,
) -> Option<Selection> {
    /// How often the room is offered anew.
    /// Bounds the work; set by hand.
    const ROUNDS: usize = 4;
    if !picking.repetition {
        return select(story);
    }
    let offered: Vec<_> = story.statements.iter().map(|s| (s.quotable, s.leans_on)).collect();
    let mut best = None;
    for _ in 0..ROUNDS {
        let Some(chosen) = select(story) else { break };
        let (kept, dropped) = repetition::worth_telling(story, chosen);
        let done = dropped.is_empty();
        let better = |best: &Selection| best.picks.is_empty() || value(&kept) > value(best);
        if best.as_ref().is_none_or(better) {
            best = Some(kept);
        }
        if done {
            break;
        }
        story.withdraw(dropped);
    }
    for (statement, (quotable, leans_on)) in story.statements.iter_mut().zip(offered) {
        (statement.quotable, statement.leans_on) = (quotable, leans_on);
    }
    best
}

/// How many sentences of an article count as its opening.
/// Set by hand; no trial of other values is recorded.
pub(super) const OPENING: u32 = 3;

/// Words below which a line under "In brief" tells nothing: "Joe Biden has a problem."
/// Set by hand; no trial of other values is recorded.
const LEAST_WORDS: u32 = 7;

/// The one sentence that tells a story under "In brief": an opening sentence that speaks of what
/// its headline names, the best supported, of the latest article. With `alone`, where nothing else
/// is told, any opening sentence will do.
pub(super) fn lead(story: &Story<'_>, budget: Budget, alone: bool) -> Selection {
    use std::cmp::Reverse;
    let key = |&id: &StatementId| {
        let statement = &story.statements[id.index()];
        let voice = story.corpus.sentence(statement.voice);
        let published = story.corpus.article(voice.article).published.map(|p| p.at);
        (
            reports::is_opinion(story, id),
            !names_its_title(story, id),
            voice.position,
            Reverse(statement.support),
            Reverse(published),
            id,
        )
    };
    let best = story
        .candidates()
        .filter(|&id| budget.cost(story.text(id)) <= budget.limit())
        .filter(|&id| alone || count_words(story.text(id)) >= LEAST_WORDS)
        .filter(|id| story.corpus.sentence(story.statements[id.index()].voice).position < OPENING)
        .min_by_key(key)
        // A later sentence may be short enough to fit and say nothing that is understood by itself.
        .filter(|&id| {
            let voice = story.corpus.sentence(story.statements[id.index()].voice);
            alone || voice.position == 0 || names_its_title(story, id)
        });
    let picks = best.map(|statement| {
        let support = f64::from(story.statements[statement.index()].support);
        let why =
            Explanation { parts: vec![Part { name: "publishers".to_owned(), value: support }] };
        Pick { statement, gain: support, why }
    });
    Selection { picks: picks.into_iter().collect() }
}

/// Whether a sentence speaks of what the headline of its article names: two of its content words,
/// or all of fewer. So does every sentence of an article without a headline.
fn names_its_title(story: &Story<'_>, id: StatementId) -> bool {
    let voice = story.statements[id.index()].voice;
    let own = story.table.sentence(voice);
    let title = story.table.title(story.corpus.sentence(voice).article);
    let mut terms: Vec<TermId> =
        title.iter().filter(|t| t.is_content()).map(|t| t.term()).collect();
    terms.sort_unstable();
    terms.dedup();
    let named = terms.iter().filter(|&&term| own.iter().any(|t| t.term() == term)).count();
    named >= terms.len().min(2)
}

/// What a selection takes of a budget.
pub(super) fn cost(story: &Story<'_>, selection: &Selection, budget: Budget) -> u32 {
    let joints =
        u32::try_from(selection.picks.len().saturating_sub(1)).unwrap_or(0) * budget.joint();
    selection.picks.iter().map(|p| budget.cost(story.text(p.statement))).sum::<u32>() + joints
}

/// Cost of the shortest sentence that may be quoted.
pub(super) fn shortest(story: &Story<'_>, budget: Budget) -> Option<u32> {
    story.candidates().map(|s: StatementId| budget.cost(story.text(s))).min()
}

//! A story that has gone on for most of a day opens with its latest lead, unless its picks hold an
//! opening sentence of the last day anyway.

use crate::analysis::Story;
use crate::model::{ArticleId, Budget, Explanation, Part, Pick, Selection, StatementId, TermId};

use super::outdated::OVERTAKEN_AFTER;
use super::repetition::{is_retold, repeated, runs};
use super::reports;

/// How late in the story, in seconds before its end, a lead must stand to be its latest.
/// Set by hand; no trial of other values is recorded.
const LATEST: i64 = 24 * 3_600;

/// At this cosine with the latest lead, a pick tells the same.
/// Set by hand; no trial of other values is recorded.
const SIMILAR: f64 = 0.45;

/// Sentences of an article that count as its opening, where the method has picked one itself.
/// Set by: the price of this rule in ROUGE-2 on stories dated by lot, `rank/coverage/MODEL.md`.
const OPENING: u32 = 3;

/// Sentences of which one is to be told that are looked at, the likeliest: of leads those most like
/// the story as a whole. Set by hand, so that a story of thousands of articles is not solved
/// thousands of times.
pub(crate) const MOST_WANTED: usize = 16;

/// The leads of a story's last day, the most like the story as a whole first: the first two
/// sentences of its articles. None of a story that has not gone on for most of a day, or is
/// undated.
pub(crate) fn latest_leads(story: &Story<'_>, budget: Budget) -> Vec<StatementId> {
    let seconds = || story.articles.iter().filter_map(|&a| story.second(a));
    let (Some(first), Some(latest)) = (seconds().min(), seconds().max()) else { return Vec::new() };
    if latest - first <= OVERTAKEN_AFTER {
        return Vec::new();
    }
    let centroid = story.vectors.centroid(0..story.vectors.len());
    let opinions = reports::are_all_opinion(story.corpus, &story.articles);
    let is_latest = |id: &StatementId| {
        let voice = story.corpus.sentence(story.statements[id.index()].voice);
        voice.position <= 1
            && is_late(story, voice.article, latest)
            && budget.cost(story.text(*id)) <= budget.limit()
            && (opinions || !reports::is_opinion(story, *id))
    };
    let worth = |id: StatementId| {
        let voice = story.statements[id.index()].voice;
        story.row(voice).map_or(0.0, |row| story.vectors.project(row, &centroid))
    };
    let leads = story.candidates().filter(is_latest).map(|id| (worth(id), id));
    let mut leads: Vec<(f64, StatementId)> = leads.collect();
    leads.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    leads.into_iter().take(MOST_WANTED).map(|(_, id)| id).collect()
}

fn is_late(story: &Story<'_>, article: ArticleId, latest: i64) -> bool {
    story.second(article).is_some_and(|at| latest - at < LATEST)
}

/// Whether a selection tells the latest of a story: what one of `leads`, its latest leads, says, or
/// another opening sentence of its last day.
pub(crate) fn is_told(story: &Story<'_>, selection: &Selection, leads: &[StatementId]) -> bool {
    let latest = story.articles.iter().filter_map(|&a| story.second(a)).max();
    selection.picks.iter().any(|pick| {
        let voice = story.corpus.sentence(story.statements[pick.statement.index()].voice);
        let late = latest.is_some_and(|latest| is_late(story, voice.article, latest));
        late && voice.position < OPENING
            || leads.iter().any(|&lead| is_similar(story, pick.statement, lead))
    })
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

/// The selection opened by the first of its picks that is one of `wanted`, for the reason given.
pub(crate) fn opening_with(
    wanted: &[StatementId],
    reason: &str,
    mut selection: Selection,
) -> Selection {
    let is_wanted = |pick: &Pick| wanted.contains(&pick.statement);
    let gain = selection.picks.iter().map(|p| p.gain).fold(0.0, f64::max);
    if let Some(at) = selection.picks.iter().position(is_wanted) {
        let mut first = selection.picks.remove(at);
        first.gain = gain;
        first.why.parts.insert(0, Part { name: reason.to_owned(), value: gain });
        selection.picks.insert(0, first);
    }
    selection
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Background, Frame, prepare, story};
    use crate::model::{Article, Language, Place, Precision, Published, Source};

    fn article(day: &str, text: &str) -> Article {
        let source = Source { publisher: None, url: None, place: Place::Stdin { record: None } };
        let mut article = Article::new(source, text.to_owned()).unwrap();
        let at = format!("2026-03-{day}T09:00:00Z").parse().unwrap();
        article.published = Some(Published { at, offset: None, precision: Precision::Second });
        article.language = Some(Language::ENGLISH);
        article
    }

    #[test]
    fn an_opening_of_the_last_day_tells_the_latest_and_its_end_does_not() {
        let corpus = prepare(
            vec![
                article("02", "Miners in the northern valley walked out over pay on Monday."),
                article(
                    "05",
                    "The owners of the pits signed a deal with the union on Thursday. Every shift \
                     will be paid for in full from April, both sides told reporters. Trains with \
                     coal are to run again within the week, the railway said. Local shops had sold \
                     little bread since the gates were shut.",
                ),
            ],
            100,
        );
        let frame = Frame::new(&corpus, &Background::default(), None);
        let story = story(&frame, corpus.article_ids().collect());
        let of = |words: &str| {
            let mut ids = (0..story.statements.len()).map(StatementId::of);
            ids.find(|&id| story.text(id).contains(words)).unwrap()
        };
        let leads = latest_leads(&story, "60w".parse().unwrap());
        let told = |words: &str| {
            let why = Explanation { parts: Vec::new() };
            let pick = Pick { statement: of(words), gain: 1.0, why };
            is_told(&story, &Selection { picks: vec![pick] }, &leads)
        };
        assert_eq!(leads.len(), 2);
        assert!(leads.contains(&of("signed a deal")) && leads.contains(&of("Every shift")));
        assert!(told("signed a deal") && told("Every shift") && told("Trains"));
        assert!(!told("walked out") && !told("Local shops"));
    }
}

//! What a reader of news needs beside coverage: one language a story, nothing that the clock has overtaken, no filling.
//!
//! A story that has gone on for a day opens with its latest lead, and of two sentences that differ in their figures only
//! the later one is quoted.
//!
//! These rules concern briefings alone; `evaluate` scores methods without them.

use std::collections::BTreeMap;

use crate::model::{
    ArticleId, Budget, Corpus, Explanation, Language, Part, Pick, Selection, SentenceId,
    StatementId, TermId,
};
use crate::rank::Story;
use crate::text::Listed;
use crate::vectors::Compact;

use super::reports;

/// Least share of the strongest pick's gain that a pick must add; less is filling.
const TELLING: f64 = 0.06;

/// Seconds by which a story must have gone on before what an earlier article expected counts as overtaken.
const OVERTAKEN_AFTER: i64 = 20 * 3_600;

/// Withdraws statements from being quoted: those in another language than most of the story's articles, those that
/// announce for a named day what later articles of the story have seen, and those that look back to an earlier year. At least one statement always stays.
pub(super) fn withdraw(story: &mut Story<'_>) {
    let main = main_language(story);
    let latest = story.articles.iter().filter_map(|&a| second(story, a)).max();
    let superseded = superseded(story);
    let withdrawn: Vec<bool> = story
        .statements
        .iter()
        .zip(superseded)
        .map(|(s, old)| {
            old || is_foreign(story, s.voice, main)
                || is_overtaken(story, s.voice, latest)
                || is_bygone(story, s.voice)
        })
        .collect();
    let left = story.statements.iter().zip(&withdrawn).filter(|(s, w)| s.quotable && !**w).count();
    if left > 0 {
        let withdrawn = (0..).zip(withdrawn).filter(|(_, w)| *w).map(|(n, _)| StatementId(n));
        silence(story, withdrawn);
    }
}

/// Takes statements out of what may be quoted, and those that lean on them.
pub(super) fn silence(story: &mut Story<'_>, ids: impl IntoIterator<Item = StatementId>) {
    for id in ids {
        story.statements[id.index()].quotable = false;
        story.statements[id.index()].leans_on = None;
    }
    let quotable: Vec<bool> =
        story.statements.iter().map(|s| s.quotable || s.leans_on.is_some()).collect();
    for statement in &mut story.statements {
        if statement.leans_on.is_some_and(|on| !quotable[on.index()]) {
            statement.leans_on = None;
        }
    }
}

fn second(story: &Story<'_>, article: ArticleId) -> Option<i64> {
    story.corpus.article(article).published.map(|p| p.at.as_second())
}

/// The language of most of the story's articles; the first in alphabetical order among equals.
pub(super) fn main_language(story: &Story<'_>) -> Option<Language> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for &article in &story.articles {
        if let Some(language) = story.corpus.language(article) {
            *counts.entry(language).or_insert(0) += 1;
        }
    }
    counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(language, _)| language)
}

fn is_foreign(story: &Story<'_>, voice: SentenceId, main: Option<Language>) -> bool {
    let language = story.corpus.language(story.corpus.sentence(voice).article);
    matches!((language, main), (Some(own), Some(main)) if own != main)
}

/// "The council will vote on Tuesday" is no news once another article has told of Wednesday, and neither is what somebody
/// "is asking for" on Monday.
fn is_overtaken(story: &Story<'_>, voice: SentenceId, latest: Option<i64>) -> bool {
    let published = second(story, story.corpus.sentence(voice).article);
    let (Some(published), Some(latest)) = (published, latest) else { return false };
    latest - published > OVERTAKEN_AFTER
        && (announces(story.corpus, voice) || is_pending(story.corpus.text(voice)))
}

/// What is not settled: a wish, an offer, a search. The first are verbs only before one of `OBJECT` or a number, since
/// "job offers" and "hopes of peace" are none; the others only behind "is" or "are".
static WISHES: Listed = Listed::new("wants offers demands hopes threatens intends seeks");
static OBJECT: Listed = Listed::new("a an the to that more its his her their");
static EFFORTS: Listed = Listed::new(
    "asking demanding seeking offering considering negotiating threatening searching hoping trying \
    awaiting",
);

/// Whether a sentence tells in the present tense of its own time what is still to be settled. What is quoted was said
/// then, and stays said.
fn is_pending(text: &str) -> bool {
    if text.contains(['"', '\u{201c}', '\u{201e}', '«']) {
        return false;
    }
    let mut found = false;
    let mut before = Before::Other;
    each_word(text, |word| {
        if matches!(word, "still" | "also" | "now" | "not") {
            return;
        }
        found |= match before {
            Before::Is => EFFORTS.holds(word),
            Before::Wishes => OBJECT.holds(word) || word.starts_with(|c: char| c.is_ascii_digit()),
            Before::Other => false,
        };
        before = match word {
            "is" | "are" => Before::Is,
            wish if WISHES.holds(wish) => Before::Wishes,
            _ => Before::Other,
        };
    });
    found
}

/// What the word before was.
#[derive(Clone, Copy)]
enum Before {
    Is,
    Wishes,
    Other,
}

/// Words of the future, and words that name a day near the day of writing, in the commonest languages.
static FUTURE: Listed = Listed::new(
    "will shall expected due scheduled set plans wird werden soll sollen doit va vont prévu van previsto \
    prevista vai zal zullen verrà будет",
);
static DAYS: Listed = Listed::new(
    "today tonight tomorrow monday tuesday wednesday thursday friday saturday sunday heute morgen montag \
    dienstag mittwoch donnerstag freitag samstag sonntag demain lundi mardi mercredi jeudi vendredi \
    samedi dimanche mañana lunes martes miércoles jueves viernes sábado domingo amanhã maandag dinsdag \
    woensdag donderdag vrijdag zaterdag zondag завтра",
);

/// Sentences that open an article tell its news, whatever year they name.
const OPENING: u32 = 2;

/// Whether a sentence looks back: it names a year before that of its article, and no day.
fn is_bygone(story: &Story<'_>, voice: SentenceId) -> bool {
    let sentence = story.corpus.sentence(voice);
    let Some(published) = story.corpus.article(sentence.article).published else { return false };
    let named = || numbers(story, voice).filter(|number| is_year(number));
    // The calendar is asked last: few sentences name a year.
    if sentence.position < OPENING || named().next().is_none() {
        return false;
    }
    let year = published.at.to_zoned(jiff::tz::TimeZone::UTC).year();
    let earlier = |number: &str| number.parse::<i16>().is_ok_and(|named| named < year);
    let mut day = false;
    if named().any(earlier) {
        each_word(story.corpus.text(voice), |word| day |= is_day(word));
        return !day;
    }
    false
}

/// Whether a word in lower case names a day near the article's own.
pub(super) fn is_day(word: &str) -> bool {
    static YESTERDAY: Listed =
        Listed::new("yesterday gestern hier ayer ontem ieri gisteren igår вчера");
    DAYS.holds(word) || YESTERDAY.holds(word)
}

/// Calls `see` with each word of a text in lower case.
fn each_word(text: &str, mut see: impl FnMut(&str)) {
    let mut small = String::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !word.is_ascii() {
            see(&word.to_lowercase());
        } else if word.bytes().any(|b| b.is_ascii_uppercase()) {
            small.clear();
            small.push_str(word);
            small.make_ascii_lowercase();
            see(&small);
        } else {
            see(word);
        }
    }
}

fn announces(corpus: &Corpus, sentence: SentenceId) -> bool {
    let (mut future, mut day) = (false, false);
    each_word(corpus.text(sentence), |word| {
        future |= FUTURE.holds(word);
        day |= DAYS.holds(word);
    });
    future && day
}

/// Picks without those that add next to nothing (they fill the length and tell the reader little) and without those
/// that repeat others; and of all that was dropped the statements that had better not be offered again. What is quoted
/// only with the sentence before it goes or stays with it.
pub(super) fn telling(story: &Story<'_>, selection: Selection) -> (Selection, Vec<StatementId>) {
    let runs = runs(story, selection.picks);
    let gain = |run: &[Pick]| run.iter().map(|p| p.gain).sum::<f64>();
    let most = runs.iter().map(|run| gain(run)).fold(0.0, f64::max);
    let telling: Vec<bool> = runs.iter().map(|run| gain(run) >= TELLING * most).collect();
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
fn runs(story: &Story<'_>, picks: Vec<Pick>) -> Vec<Vec<Pick>> {
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
const REPEATED: f64 = 0.65;

/// Two sentences that share so many content words, and of the shorter's this share, report the same.
const RETOLD: (usize, f64) = (6, 0.5);

/// Which runs' words the runs before them have said, in whatever sentences, or one later run says with more besides.
/// Only runs that are `telling` count.
fn repeated(story: &Story<'_>, runs: &[Vec<Pick>], telling: &[bool]) -> Vec<bool> {
    let terms: Vec<Vec<TermId>> = runs
        .iter()
        .map(|run| sorted(run.iter().flat_map(|pick| content(story, pick.statement)).collect()))
        .collect();
    let mut said: Vec<TermId> = Vec::new();
    let mut repeated = vec![false; runs.len()];
    for (n, own) in terms.iter().enumerate().filter(|(n, _)| telling[*n]) {
        let mut others = (0..runs.len()).filter(|&other| telling[other]);
        repeated[n] = is_held(own, &said)
            || others.any(|other| {
                let words = &terms[other];
                if other < n {
                    !repeated[other] && is_retold(own, words)
                } else {
                    other > n && own.len() < words.len() && is_held(own, words)
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

/// The content words of a statement's voice, ascending, without repeats.
fn content(story: &Story<'_>, statement: StatementId) -> Vec<TermId> {
    let tokens = story.table.sentence(story.statements[statement.index()].voice);
    sorted(tokens.iter().filter(|t| t.is_content()).map(|t| t.term()).collect())
}

/// Whether two sets of content words, ascending, are those of two reports of one thing.
#[allow(clippy::cast_precision_loss)]
fn is_retold(a: &[TermId], b: &[TermId]) -> bool {
    let shared = a.iter().filter(|t| b.binary_search(t).is_ok()).count();
    shared >= RETOLD.0 && shared as f64 >= RETOLD.1 * a.len().min(b.len()) as f64
}

/// Whether `held`, ascending, holds most of `own`.
#[allow(clippy::cast_precision_loss)]
fn is_held(own: &[TermId], held: &[TermId]) -> bool {
    let known = own.iter().filter(|t| held.binary_search(t).is_ok()).count();
    !own.is_empty() && known as f64 >= REPEATED * own.len() as f64
}

/// Most statements with figures that are compared with one another; the first in canonical order.
const FIGURES: usize = 400;

/// Least cosine of two sentences that report one thing with different figures.
const SAME_BUT_FIGURES: f64 = 0.55;

/// Statements whose figures a later article has corrected: much the same words, other numbers, published earlier.
fn superseded(story: &Story<'_>) -> Vec<bool> {
    if story.articles.len() < 2 {
        return vec![false; story.statements.len()];
    }
    let numbered: Vec<Numbered<'_>> = (0..story.statements.len())
        .filter(|&n| story.statements[n].quotable)
        .filter_map(|n| Numbered::new(story, n))
        .take(FIGURES)
        .collect();
    let rows: Vec<usize> = numbered.iter().map(|n| n.row).collect();
    let mut compact = Compact::new(&story.vectors, &rows);
    let mut superseded = vec![false; story.statements.len()];
    for (n, old) in numbered.iter().enumerate() {
        compact.set(n);
        superseded[old.statement] = numbered.iter().enumerate().any(|(m, new)| {
            !new.names_year
                && old.second.is_some_and(|old| new.second.is_some_and(|new| new - old > 3_600))
                && compact.cosine(m) >= SAME_BUT_FIGURES
                && old.numbers != new.numbers
        });
    }
    superseded
}

/// A statement with figures.
struct Numbered<'s> {
    statement: usize,
    row: usize,
    numbers: Vec<&'s str>,
    names_year: bool,
    second: Option<i64>,
}

impl<'s> Numbered<'s> {
    fn new(story: &'s Story<'_>, statement: usize) -> Option<Self> {
        let voice = story.statements[statement].voice;
        let numbers: Vec<&str> = numbers(story, voice).collect();
        if numbers.is_empty() {
            return None;
        }
        Some(Self {
            statement,
            row: story.row(voice).unwrap_or(story.sentences.len()),
            names_year: numbers.iter().any(|number| is_year(number)),
            numbers,
            second: second(story, story.corpus.sentence(voice).article),
        })
    }
}

/// A sentence that names a year may be about that year: it corrects nothing.
fn is_year(number: &str) -> bool {
    number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
}

/// The numbers of a sentence as they are written, in order.
fn numbers<'s>(story: &'s Story<'_>, id: SentenceId) -> impl Iterator<Item = &'s str> {
    // Few sentences have any: the tokens tell which, at once.
    let any = story.table.sentence(id).iter().any(|t| t.has_digit());
    let text = if any { story.corpus.text(id) } else { "" };
    crate::text::words(text).filter(|w| w.digit).filter_map(move |w| text.get(w.start..w.end))
}

fn cosine(story: &Story<'_>, a: SentenceId, b: SentenceId) -> f64 {
    match (story.row(a), story.row(b)) {
        (Some(a), Some(b)) => story.vectors.cosine(a, b),
        _ => 0.0,
    }
}

/// How late in the story, in seconds before its end, a lead must stand to be its latest.
const LATEST: i64 = 24 * 3_600;

/// At this cosine with the latest lead, a pick tells the same.
const TOLD: f64 = 0.45;

/// The lead that tells the latest of a story that has gone on for most of a day: an opening sentence of its last day, the
/// one most like the story as a whole. `None` for shorter and undated stories, and when none takes at most half the budget.
pub(super) fn latest_lead(story: &Story<'_>, budget: Budget) -> Option<StatementId> {
    let seconds = || story.articles.iter().filter_map(|&a| second(story, a));
    let (first, latest) = (seconds().min()?, seconds().max()?);
    if latest - first <= OVERTAKEN_AFTER {
        return None;
    }
    let centroid = story.vectors.centroid(0..story.vectors.len());
    let opinions = reports::are_none(story.corpus, &story.articles);
    let is_latest = |id: &StatementId| {
        let voice = story.corpus.sentence(story.statements[id.index()].voice);
        voice.position <= 1
            && second(story, voice.article).is_some_and(|at| latest - at < LATEST)
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
pub(super) fn tells(story: &Story<'_>, selection: &Selection, statement: StatementId) -> bool {
    selection.picks.iter().any(|pick| is_like(story, pick.statement, statement))
}

fn is_like(story: &Story<'_>, a: StatementId, b: StatementId) -> bool {
    a == b
        || cosine(story, story.statements[a.index()].voice, story.statements[b.index()].voice)
            >= TOLD
        || is_retold(&content(story, a), &content(story, b))
}

/// The statements that tell much the same as `lead`, itself among them.
pub(super) fn like(story: &Story<'_>, lead: StatementId) -> Vec<StatementId> {
    (0..story.statements.len())
        .map(StatementId::of)
        .filter(|&id| is_like(story, id, lead))
        .collect()
}

/// `rest`, opened by `lead`; what the lead has said already goes.
pub(super) fn opened_by(story: &Story<'_>, lead: StatementId, rest: Selection) -> Selection {
    let gain = rest.picks.iter().map(|p| p.gain).fold(1.0, f64::max);
    let why = Explanation {
        parts: vec![Part { name: "lead of the latest news".to_owned(), value: gain }],
    };
    let mut runs = runs(story, rest.picks);
    runs.insert(0, vec![Pick { statement: lead, gain, why }]);
    let repeated = repeated(story, &runs, &vec![true; runs.len()]);
    let kept = runs.into_iter().zip(repeated).enumerate().filter(|(n, (_, r))| *n == 0 || !r);
    Selection { picks: kept.flat_map(|(_, (run, _))| run).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_and_efforts_of_the_moment_are_pending() {
        for text in [
            "The union is asking for 7 per cent.",
            "Varnian Rail offers 3 per cent plus 600 crowns, paid once.",
            "Divers are still searching the wreck.",
            "The council hopes to vote soon.",
        ] {
            assert!(is_pending(text), "{text}");
        }
        for text in [
            "The union asked for 7 per cent.",
            "Two job offers from the committee were refused.",
            "It fell short of demands and hopes.",
            "\u{201c}The union is asking for 7 per cent,\u{201d} Ms Rae said.",
            "The bridge is open.",
        ] {
            assert!(!is_pending(text), "{text}");
        }
    }
}

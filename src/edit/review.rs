//! The sentences of a story that an editor would keep, best first.
//!
//! Each body sentence is judged under the story's headline ([`judgement`](super::judgement)). The
//! likeliest to be kept comes first; what tells the same as one before, or echoes the headline, is
//! passed over. After each the likeliest of the rest are judged anew: a name that it introduces no
//! longer dangles, and what it tells is known.

use std::cell::OnceCell;

use crate::analysis::Story;
use crate::model::{
    ArticleId, Budget, Explanation, Pick, Role, Selection, SentenceId, StatementId, TermId,
};

use super::figures::Tolls;
use super::headline;
use super::judgement::{Context, Editor, Judgement, Placed, Rows, Vocabularies};
use super::latest_lead::are_similar;
use super::repetition::{REPEATED, is_held};
use crate::pairs::{Profile, Retelling};

/// What a second supporter adds to a sentence's rank, in shares of editors; a fourth one adds no
/// more.
/// Set by hand; no trial of other values is recorded.
const SUPPORT: f64 = 0.03;

/// What the number of the dead adds to a sentence's rank as long as none so high is told, in shares
/// of editors. Chosen by hand; other values were not tried.
const DEAD: f64 = 0.15;

/// What a sentence loses in rank behind the first [`EARLY`] of its article, in shares of editors:
/// news comes first.
/// Set by: 26 labelled days, each judged by a model that did not see it: of three values the
/// largest that costs no more than a hundredth of the share kept.
const DEEP: f64 = 0.1;

/// Sentences of an article that lose nothing: as far as its readers went.
/// Set by hand; no trial of other values is recorded.
const EARLY: u32 = 16;

/// Probability from which a reader of one sentence feels told again by another.
/// Set by: the labelled pairs, each set judged by a model of the others (precision .85, recall
/// .56).
const RETOLD: f64 = 0.7;

/// Probability from which a later sentence of a story is told again by the headline.
/// Set by: 228 labelled quotes that stood behind others: of 15 that told again what stood above 8
/// remain at .7, 7 at .5; of 171 worth keeping 159 and 137. As for [`RETOLD`], .5 leaves 12 of the
/// 15, and 145 of the 171.
const TOLD_ABOVE: f64 = 0.7;

/// Probability from which a sentence tells another again where both give the same number of dead.
/// Chosen by hand; other values were not tried.
const RETOLD_DEAD: f64 = 0.35;

/// Share of a sentence's content words that its headline may hold; more is an echo of it.
/// Set by hand; no trial of other values is recorded.
const ECHO: f64 = 0.8;

/// The likeliest sentences of a story are judged anew after each that is quoted, so many at most:
/// what an editor would not keep alone is not kept after another either.
/// Chosen by hand; other values were not tried.
const NEXT: usize = 24;

/// A sentence that may be quoted, in its place among those of its story.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub statement: StatementId,
    pub keep: f64,
    /// What it is chosen by: `keep`, with what its supporters and a number of dead add.
    pub rank: f64,
    pub cost: u32,
    /// What it was judged by.
    pub row: Vec<f32>,
}

/// Most sentences that a story of so many articles gets beside others, where the length is short.
pub(crate) const fn most(articles: usize, full: bool) -> usize {
    match (articles, full) {
        (1, _) | (_, false) => 2,
        (2..=3, _) => 4,
        _ => 6,
    }
}

/// The sentences of a story in the order in which they would be quoted beside other stories. At
/// most `most` are given.
pub(crate) fn review(
    editor: &Editor,
    story: &Story<'_>,
    tolls: &Tolls,
    budget: Budget,
    most: usize,
    vocabularies: &mut Vocabularies,
) -> Vec<Offer> {
    let head = headline::best_beside(story, &Selection::default(), Some(tolls))
        .and_then(|a| story.corpus.article(a).title.as_deref().map(|title| (a, title)));
    let mut context = Context::of_headline(head.map(|h| h.1), story.main_language());
    let headed: Vec<TermId> = head.map(|h| title_terms(story, h.0)).unwrap_or_default();
    let mut offers: Vec<Offer> = Vec::new();
    let mut said: Vec<TermId> = Vec::new();
    let tellings = Tellings::new(story);
    let mut left = tellings.candidates(budget, &headed);
    let voice = |s: StatementId| story.statements[s.index()].voice;
    // The dead that the reader knows of.
    let mut known_dead = head.and_then(|h| tolls.title_dead(h.0)).unwrap_or(0.0);
    let of_deaths = tolls.are_of_deaths();
    let mut judged = Judged::new(editor, story, &context, &left, vocabularies);
    let deep = |s: StatementId| {
        if story.corpus.sentence(voice(s)).position < EARLY { 0.0 } else { DEEP }
    };
    while offers.len() < most {
        let is_news = |s| tolls.dead(voice(s)).is_some_and(|dead| dead > known_dead);
        let dead = |s| if of_deaths && is_news(s) { DEAD } else { 0.0 };
        let rank = |s: StatementId| judged.keep(story, s) + support(story, s) + dead(s) - deep(s);
        let ranked = left.iter().map(|&s| (rank(s), s));
        let best = ranked.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)));
        let Some((rank, best)) = best else { break };
        left.retain(|&s| s != best && !tellings.is_retold(tolls, s, best));
        let own = tellings.terms(best);
        let is_told = |h: (ArticleId, &str)| {
            tellings.retelling.probability_of_title(h.0, voice(best)) >= TOLD_ABOVE
        };
        if !offers.is_empty() && (is_held(own, &said, REPEATED) || head.is_some_and(is_told)) {
            continue;
        }
        offers.push(Offer {
            statement: best,
            keep: judged.keep(story, best),
            rank,
            cost: budget.cost(story.text(best)).saturating_add(budget.joint()),
            row: judged.row(story, best).to_vec(),
        });
        known_dead = tolls.dead(voice(best)).map_or(known_dead, |dead| dead.max(known_dead));
        said.extend(own);
        said.sort_unstable();
        if offers.len() < most {
            context.read(story.text(best));
            judged.read(editor, &context, story, &left);
        }
    }
    offers
}

/// Takes what hardly any editor would keep out of a story that fills the whole length, as long as
/// twice the length is left to choose from. They are judged under what was `asked`, or under the
/// story's headline.
pub(crate) fn weed(editor: &Editor, story: &mut Story<'_>, budget: Budget, asked: Option<&str>) {
    /// Chosen by hand; its price in ROUGE was not measured.
    const HARDLY: f64 = 0.1;
    let head = headline::best(story, &Selection::default());
    let title = asked.or_else(|| story.corpus.article(head?).title.as_deref());
    let candidates: Vec<StatementId> = story.candidates().collect();
    let judged = Judged::new(
        editor,
        story,
        &Context::of_headline(title, story.main_language()),
        &candidates,
        &mut Vocabularies::default(),
    );
    let mut ranked: Vec<(f64, StatementId)> =
        candidates.into_iter().map(|s| (judged.worth(story, s), s)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut cost = 0u32;
    let mut weeded = Vec::new();
    for (keep, statement) in ranked {
        if keep < HARDLY && cost > budget.limit().saturating_mul(2) {
            weeded.push(statement);
        }
        cost = cost.saturating_add(budget.cost(story.text(statement)));
    }
    story.withdraw(weeded);
}

/// The body sentences of an article with what is known of their places; asked for are those among
/// `voices`, ascending.
fn placed<'s>(
    story: &Story<'s>,
    article: ArticleId,
    voices: &[SentenceId],
) -> impl Iterator<Item = Placed<'s>> {
    let corpus = story.corpus;
    let body = corpus.sentences_of(article).filter(|s| corpus.sentence(*s).role == Role::Body);
    let mut paragraph = None;
    body.map(move |s| {
        let own = Some(corpus.sentence(s).paragraph);
        let opens = std::mem::replace(&mut paragraph, own) != own;
        let asked = voices.binary_search(&s).is_ok();
        Placed { text: corpus.text(s), start: corpus.sentence(s).span.start(), opens, asked }
    })
}

/// What the statements of a story are compared by, each read when it is first asked for.
struct Tellings<'s, 'c> {
    story: &'s Story<'c>,
    retelling: Retelling<'s>,
    /// By statement.
    profiles: Vec<OnceCell<Profile>>,
    terms: Vec<OnceCell<Vec<TermId>>>,
}

impl<'s, 'c> Tellings<'s, 'c> {
    fn new(story: &'s Story<'c>) -> Self {
        let count = story.statements.len();
        Self {
            story,
            retelling: Retelling::new(story.corpus, story.table, story.idf),
            profiles: vec![OnceCell::new(); count],
            terms: vec![OnceCell::new(); count],
        }
    }

    /// What may be quoted within the budget; without the echoes of a headline of these words,
    /// unless there is nothing else.
    fn candidates(&self, budget: Budget, headed: &[TermId]) -> Vec<StatementId> {
        let fits = |id: &StatementId| budget.cost(self.story.text(*id)) <= budget.limit();
        let mut all: Vec<StatementId> = self.story.candidates().filter(fits).collect();
        let echoes = |id: &StatementId| is_held(self.terms(*id), headed, ECHO);
        if !all.iter().all(echoes) {
            all.retain(|id| !echoes(id));
        }
        all
    }

    fn terms(&self, id: StatementId) -> &[TermId] {
        self.terms[id.index()].get_or_init(|| self.story.content_terms(id))
    }

    fn profile(&self, id: StatementId) -> &Profile {
        let voice = self.story.statements[id.index()].voice;
        self.profiles[id.index()].get_or_init(|| self.retelling.sentence(voice))
    }

    /// Whether who has read `best` finds nothing new in `other`.
    fn is_retold(&self, tolls: &Tolls, other: StatementId, best: StatementId) -> bool {
        let terms = |id| move || self.terms(id);
        if are_similar(self.story, (other, terms(other)), (best, terms(best))) {
            return true;
        }
        let probability = self.retelling.probability_of(self.profile(other), self.profile(best));
        let voice = |id: StatementId| self.story.statements[id.index()].voice;
        probability >= RETOLD
            || probability >= RETOLD_DEAD && tolls.tell_same(voice(other), voice(best))
    }
}

/// The judgements of sentences of a story.
#[derive(Debug, Default)]
struct Judged {
    /// Ascending.
    voices: Vec<SentenceId>,
    rows: Rows,
    judgements: Vec<Judgement>,
}

impl Judged {
    fn new(
        editor: &Editor,
        story: &Story<'_>,
        context: &Context,
        statements: &[StatementId],
        vocabularies: &mut Vocabularies,
    ) -> Self {
        let voice = |s: &StatementId| story.statements[s.index()].voice;
        let mut voices: Vec<SentenceId> = statements.iter().map(voice).collect();
        voices.sort_unstable();
        let mut rows = Rows::default();
        for &article in &story.articles {
            let placed: Vec<Placed<'_>> = placed(story, article, &voices).collect();
            let about = story.corpus.article(article);
            let language = story.corpus.language(article);
            let own = vocabularies.of(language);
            rows.measure_in(own, about, &placed, context, editor.wording());
        }
        let judgements = editor.judge(&rows);
        Self { voices, rows, judgements }
    }

    /// Judges anew the likeliest of the statements `left`, and whatever names somebody whom
    /// `context` introduces.
    fn read(
        &mut self,
        editor: &Editor,
        context: &Context,
        story: &Story<'_>,
        left: &[StatementId],
    ) {
        let mut left: Vec<(f64, StatementId)> =
            left.iter().map(|&s| (self.keep(story, s), s)).collect();
        left.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        left.truncate(NEXT);
        let mut next: Vec<usize> = left.iter().filter_map(|l| self.number(story, l.1)).collect();
        next.sort_unstable();
        let changed = self.rows.read(context, &next);
        editor.judge_again(&self.rows, &changed, &mut self.judgements);
    }

    fn number(&self, story: &Story<'_>, statement: StatementId) -> Option<usize> {
        self.voices.binary_search(&story.statements[statement.index()].voice).ok()
    }

    fn of(&self, story: &Story<'_>, statement: StatementId) -> Option<&Judgement> {
        self.judgements.get(self.number(story, statement)?)
    }

    fn keep(&self, story: &Story<'_>, statement: StatementId) -> f64 {
        self.of(story, statement).map_or(0.0, Judgement::keep)
    }

    /// How likely it is worth quoting, whatever was read before.
    fn worth(&self, story: &Story<'_>, statement: StatementId) -> f64 {
        self.of(story, statement).map_or(0.0, Judgement::worth)
    }

    fn row(&self, story: &Story<'_>, statement: StatementId) -> &[f32] {
        self.number(story, statement).map_or(&[], |n| self.rows.row(n))
    }
}

fn support(story: &Story<'_>, statement: StatementId) -> f64 {
    let support = story.statements[statement.index()].support.clamp(1, 4);
    SUPPORT * f64::from(support - 1)
}

fn title_terms(story: &Story<'_>, article: ArticleId) -> Vec<TermId> {
    let title = story.table.title(article);
    let mut terms: Vec<TermId> =
        title.iter().filter(|t| t.is_content()).map(|t| t.term()).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// The picks of a story: its first `count` offers.
pub(crate) fn picks(editor: &Editor, offers: &[Offer], count: usize) -> Selection {
    let picks = offers.iter().take(count).map(|offer| Pick {
        statement: offer.statement,
        gain: offer.keep,
        why: Explanation { parts: editor.explain(&offer.row) },
    });
    Selection { picks: picks.collect() }
}

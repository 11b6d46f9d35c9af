//! From picks to the finished briefing: reading order, headlines, numbered sources, citations.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::analysis::{Frame, Story};
use crate::cite::{Numbering, sha256_hex, source_entry};
use crate::clean;
use crate::edit::memory::Recall;
use crate::edit::{figures, headline, quotation, reading_order, reports};
use crate::model::{
    ArticleId, Briefing, Citation, Corpus, Counts, Difference, Explanation, Figure, Headline, Item,
    Mark, Published, Recipe, SentenceId, Source, SourceEntry, SourceNo, StatementId, StoryBriefing,
    WORDS_PER_MINUTE, Window, count_words,
};
use crate::text::{opinion, outlet};

use super::chosen::ChosenStory;
use super::{Preferences, explain};

/// A story with this many articles or fewer lists them all; a larger one lists those that it cites.
/// Set by hand; no trial of other values is recorded.
const LIST_ALL: usize = 12;

/// What a briefing says of the run that made it.
pub(super) struct Page<'p> {
    /// The moment of the run.
    pub made: Option<Published>,
    /// The span of time that the articles were chosen by.
    pub window: Option<Window>,
    /// The reader's wishes, for the headings of sections.
    pub preferences: &'p Preferences,
    /// Whether every considered sentence is listed with its reasons.
    pub candidates: bool,
    /// The settings that make the same briefing again.
    pub recipe: Recipe,
}

impl Page<'_> {
    /// Whether a date lies after the moment of the run.
    pub(super) fn is_future(&self, published: Option<Published>) -> bool {
        is_future(self.made.map(|made| made.at), published)
    }
}

/// Whether a date lies more than a day after `now`. Zones differ, and a date without a time says
/// little about hours.
pub(super) fn is_future(now: Option<Timestamp>, published: Option<Published>) -> bool {
    let limit = |now: Timestamp| now.as_second().saturating_add(86_400);
    matches!((now, published), (Some(now), Some(p)) if p.at.as_second() > limit(now))
}

pub(super) fn briefing(
    page: Page<'_>,
    frame: &Frame<'_>,
    recall: &Recall,
    chosen: &[ChosenStory<'_>],
) -> Briefing {
    let corpus = frame.corpus;
    let mut numbers = Numbering::default();
    let mut marks: BTreeMap<ArticleId, Vec<Mark>> = BTreeMap::new();
    let mut stories = Vec::with_capacity(chosen.len());
    let mut used = 0;
    for one in chosen {
        used += one.story.articles.len() + one.older.len();
        stories.push(story(&page, frame, one, &mut numbers, &mut marks));
    }
    let sources = numbers
        .articles()
        .iter()
        .zip(1u32..)
        .map(|(&article, number)| {
            source(&page, corpus, article, SourceNo(number), marks.remove(&article))
        })
        .collect();
    let words = stories.iter().map(|s: &StoryBriefing| s.counts.words).sum();
    let new = || corpus.article_ids().filter(|&article| !recall.is_seen(article));
    Briefing {
        made: page.made,
        window: page.window,
        counts: counts(corpus, new(), words),
        stories,
        passed_over: Vec::new(),
        left_out: u32::try_from(new().count().saturating_sub(used)).unwrap_or(u32::MAX),
        sources,
        recipe: page.recipe,
    }
}

/// The sources of one story, numbered as they are cited.
struct Citing<'n> {
    numbers: &'n mut Numbering,
    sources: Vec<SourceNo>,
}

impl Citing<'_> {
    fn cite(&mut self, article: ArticleId) -> SourceNo {
        let number = self.numbers.number(article);
        if !self.sources.contains(&number) {
            self.sources.push(number);
        }
        number
    }
}

fn story(
    page: &Page<'_>,
    frame: &Frame<'_>,
    chosen: &ChosenStory<'_>,
    numbers: &mut Numbering,
    marks: &mut BTreeMap<ArticleId, Vec<Mark>>,
) -> StoryBriefing {
    let story = &chosen.story;
    let corpus = story.corpus;
    let mut citing = Citing { numbers, sources: Vec::new() };
    let mut items = items(chosen, &mut citing);
    let differences = differences(chosen, &mut citing);
    let best = headline::best(story, &chosen.selection);
    let headline = best.map(|article| Headline {
        text: one_line(corpus.article(article).title.as_deref().unwrap_or_default()),
        source: citing.cite(article),
    });
    if items.is_empty() {
        items.extend(best.and_then(|article| title_item(corpus, article, &mut citing)));
    }
    cite_the_rest(chosen, &mut citing);
    mark(chosen, citing.numbers, marks);
    let Citing { numbers, sources } = citing;
    let words = items.iter().map(|item| count_words(&item.text)).sum();
    let all = story.articles.iter().chain(&chosen.older).copied();
    let (first, last) = times(corpus, &story.articles);
    StoryBriefing {
        id: id(corpus, &story.articles),
        headline,
        counts: counts(corpus, all, words),
        independent: story.independent(),
        wires: wires(story, &frame.wires),
        first,
        last,
        differences,
        items,
        sources,
        brief: chosen.brief,
        update: chosen.update,
        opinion: chosen.opinion,
        section: page.preferences.heading(chosen.section),
        candidates: if page.candidates {
            explain::candidates(chosen, &mut |article| numbers.number(article))
        } else {
            Vec::new()
        },
    }
}

/// The quoted sentences in reading order, each with the places that support it.
fn items(chosen: &ChosenStory<'_>, citing: &mut Citing<'_>) -> Vec<Item> {
    let story = &chosen.story;
    let corpus = story.corpus;
    // What the next sentence leans on stays before it, whoever says it.
    let leaned_on: Vec<StatementId> = chosen
        .selection
        .picks
        .iter()
        .filter_map(|pick| story.statements[pick.statement.index()].leans_on)
        .collect();
    let order = reports::open_with_report(
        story,
        &chosen.selection,
        reading_order(story, &chosen.selection),
    );
    let item = |at: usize| {
        let pick = &chosen.selection.picks[at];
        let statement = &story.statements[pick.statement.index()];
        let text = corpus.text(statement.voice);
        let article = corpus.sentence(statement.voice).article;
        let places = places(corpus, statement.voice, &statement.members);
        let place = |id| {
            let sentence = corpus.sentence(id);
            Citation::of_text(citing.cite(sentence.article), sentence.span)
        };
        Item {
            text: text.to_owned(),
            rank: u32::try_from(at + 1).unwrap_or(u32::MAX),
            gain: pick.gain,
            support: statement.support,
            citations: places.into_iter().map(place).collect(),
            why: pick.why.clone(),
            said: (!leaned_on.contains(&pick.statement))
                .then(|| quotation::said(text, corpus.language(article)))
                .flatten(),
            opinion: opinion::of(corpus.article(article)),
        }
    };
    order.into_iter().map(item).collect()
}

/// Figures that the sources give differently.
fn differences(chosen: &ChosenStory<'_>, citing: &mut Citing<'_>) -> Vec<Difference> {
    let found = if chosen.brief { Vec::new() } else { figures::differences(&chosen.story) };
    let difference = |figures: Vec<figures::Found>| Difference {
        figures: figures
            .into_iter()
            .filter_map(|found| figure(chosen.story.corpus, found, citing))
            .collect(),
    };
    found.into_iter().map(difference).collect()
}

/// Lists articles that no sentence cites: all of a small story, and those of another time.
fn cite_the_rest(chosen: &ChosenStory<'_>, citing: &mut Citing<'_>) {
    let articles = &chosen.story.articles;
    if chosen.brief {
        return;
    }
    if articles.len() + chosen.older.len() <= LIST_ALL {
        articles.iter().for_each(|&article| _ = citing.cite(article));
    }
    chosen.older.iter().for_each(|&article| _ = citing.cite(article));
}

/// Marks articles of another time, and those that copy a listed one.
fn mark(chosen: &ChosenStory<'_>, numbers: &Numbering, marks: &mut BTreeMap<ArticleId, Vec<Mark>>) {
    for &article in &chosen.older {
        marks.entry(article).or_default().push(Mark::Older);
    }
    for &article in &chosen.story.articles {
        if let Some(original) = chosen.story.origins.copy_of(article)
            && numbers.get(article).is_some()
            && let Some(number) = numbers.get(original)
        {
            marks.entry(article).or_default().push(Mark::CopyOf(number));
        }
    }
}

/// The title of an article as the one line that tells its story.
fn title_item(corpus: &Corpus, id: ArticleId, citing: &mut Citing<'_>) -> Option<Item> {
    let article = corpus.article(id);
    Some(Item {
        text: article.title.clone()?,
        rank: 1,
        gain: 0.0,
        support: 1,
        citations: vec![Citation::of_title(citing.cite(id))],
        why: Explanation::default(),
        said: None,
        opinion: opinion::of(article),
    })
}

/// A story is named by its first article, since that one stays its first when others join: by its
/// address where it has one, since publishers correct their texts, else by its text.
fn id(corpus: &Corpus, articles: &[ArticleId]) -> String {
    let dated = |id: &&ArticleId| {
        let published = corpus.article(**id).published.map(|published| published.at);
        (published.is_none(), published, **id)
    };
    let Some(first) = articles.iter().min_by_key(dated) else { return String::new() };
    let article = corpus.article(*first);
    let name = article.source.url.as_deref().unwrap_or(article.text());
    let digest = sha256_hex(name);
    digest.get(..32).unwrap_or(&digest).to_owned()
}

/// A figure with its words and numbered sources.
fn figure(corpus: &Corpus, found: figures::Found, citing: &mut Citing<'_>) -> Option<Figure> {
    let &(article, span) = found.places.first()?;
    Some(Figure {
        text: span.of(corpus.article(article).text())?.to_owned(),
        number: found.digits,
        citations: found
            .places
            .iter()
            .map(|&(article, span)| Citation::of_text(citing.cite(article), span))
            .collect(),
        published: found.published,
    })
}

/// How many of a story's independent origins are wire agencies: one of their articles credits an
/// agency, or an agency published it.
pub(super) fn wires(story: &Story<'_>, credits: &[Vec<String>]) -> u32 {
    let mut origins: Vec<ArticleId> = story
        .articles
        .iter()
        .filter(|article| {
            let credited = credits.get(article.index()).is_some_and(|names| !names.is_empty());
            let publisher = story.corpus.article(**article).source.publisher.as_deref();
            credited || publisher.is_some_and(clean::is_agency)
        })
        .map(|&article| story.origins.of(article))
        .collect();
    origins.sort_unstable();
    origins.dedup();
    u32::try_from(origins.len()).unwrap_or(u32::MAX)
}

/// Publication of the first and of the last dated article.
fn times(corpus: &Corpus, articles: &[ArticleId]) -> (Option<Published>, Option<Published>) {
    let dated = || articles.iter().filter_map(|&a| corpus.article(a).published);
    (dated().min_by_key(|p| p.at), dated().max_by_key(|p| p.at))
}

/// The voice first, then the first sentence of every other supporting article.
pub(super) fn places(
    corpus: &Corpus,
    voice: SentenceId,
    members: &[SentenceId],
) -> Vec<SentenceId> {
    let mut places = vec![voice];
    let mut last = None;
    for &member in members {
        let article = corpus.sentence(member).article;
        if article != corpus.sentence(voice).article && last != Some(article) {
            places.push(member);
        }
        last = Some(article);
    }
    places
}

/// A headline on one line: white space folded, nothing else changed.
fn one_line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn counts(corpus: &Corpus, articles: impl Iterator<Item = ArticleId>, words: u32) -> Counts {
    let sources: Vec<&Source> = articles.map(|id| &corpus.article(id).source).collect();
    let publishers = outlet::count(sources.iter().copied());
    Counts {
        articles: u32::try_from(sources.len()).unwrap_or(u32::MAX),
        publishers: u32::try_from(publishers).unwrap_or(u32::MAX),
        words,
        minutes: words.div_ceil(WORDS_PER_MINUTE).max(u32::from(words > 0)),
    }
}

fn source(
    page: &Page<'_>,
    corpus: &Corpus,
    id: ArticleId,
    number: SourceNo,
    marks: Option<Vec<Mark>>,
) -> SourceEntry {
    let article = corpus.article(id);
    let mut marks = marks.unwrap_or_default();
    if article.teaser {
        marks.push(Mark::Teaser);
    }
    if opinion::of(article) {
        marks.push(Mark::Opinion);
    }
    if article.published.is_none() {
        marks.push(Mark::Undated);
    }
    if page.is_future(article.published) {
        marks.push(Mark::FutureDated);
    }
    marks.sort_unstable();
    marks.dedup();
    source_entry(number, article, corpus.language(id), marks)
}

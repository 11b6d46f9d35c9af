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
    for told in chosen {
        used += told.story.articles.len() + told.older.len();
        stories.push(story(&page, frame, told, &mut numbers, &mut marks));
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

fn story(
    page: &Page<'_>,
    frame: &Frame<'_>,
    told: &ChosenStory<'_>,
    numbers: &mut Numbering,
    marks: &mut BTreeMap<ArticleId, Vec<Mark>>,
) -> StoryBriefing {
    let story = &told.story;
    let corpus = story.corpus;
    let mut sources = Vec::new();
    let mut cite = |numbers: &mut Numbering, article| {
        let number = numbers.number(article);
        if !sources.contains(&number) {
            sources.push(number);
        }
        number
    };
    let mut items = Vec::new();
    // What the next sentence leans on stays before it, whoever says it.
    let leaned_on: Vec<StatementId> = told
        .selection
        .picks
        .iter()
        .filter_map(|pick| story.statements[pick.statement.index()].leans_on)
        .collect();
    let order =
        reports::open_with_report(story, &told.selection, reading_order(story, &told.selection));
    for at in order {
        let pick = &told.selection.picks[at];
        let statement = &story.statements[pick.statement.index()];
        let places = places(corpus, statement.voice, &statement.members);
        let citations = places
            .into_iter()
            .map(|id| {
                let sentence = corpus.sentence(id);
                Citation::of_text(cite(numbers, sentence.article), sentence.span)
            })
            .collect();
        items.push(Item {
            text: corpus.text(statement.voice).to_owned(),
            rank: u32::try_from(at + 1).unwrap_or(u32::MAX),
            gain: pick.gain,
            support: statement.support,
            citations,
            why: pick.why.clone(),
            said: (!leaned_on.contains(&pick.statement))
                .then(|| {
                    let language = corpus.language(corpus.sentence(statement.voice).article);
                    quotation::said(corpus.text(statement.voice), language)
                })
                .flatten(),
            opinion: opinion::of(corpus.article(corpus.sentence(statement.voice).article)),
        });
    }
    let differences = if told.brief { Vec::new() } else { figures::differences(story) };
    let differences = differences
        .into_iter()
        .map(|figures| Difference {
            figures: figures
                .into_iter()
                .filter_map(|found| figure(corpus, found, &mut |article| cite(numbers, article)))
                .collect(),
        })
        .collect();
    let best = headline::best(story, &told.selection);
    let headline = best.map(|article| Headline {
        text: one_line(corpus.article(article).title.as_deref().unwrap_or_default()),
        source: cite(numbers, article),
    });
    if items.is_empty() {
        items.extend(
            best.and_then(|article| title_item(corpus, article, &mut |a| cite(numbers, a))),
        );
    }
    if story.articles.len() + told.older.len() <= LIST_ALL && !told.brief {
        for &article in story.articles.iter().chain(&told.older) {
            cite(numbers, article);
        }
    }
    for &article in &told.older {
        if !told.brief {
            cite(numbers, article);
        }
        marks.entry(article).or_default().push(Mark::Older);
    }
    for &article in &story.articles {
        if let Some(original) = story.origins.copy_of(article)
            && numbers.get(article).is_some()
            && let Some(number) = numbers.get(original)
        {
            marks.entry(article).or_default().push(Mark::CopyOf(number));
        }
    }
    let words = items.iter().map(|item| count_words(&item.text)).sum();
    let all = story.articles.iter().chain(&told.older).copied();
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
        brief: told.brief,
        update: told.update,
        opinion: told.opinion,
        section: page.preferences.heading(told.section),
        candidates: if page.candidates {
            explain::candidates(told, &mut |article| numbers.number(article))
        } else {
            Vec::new()
        },
    }
}

/// The title of an article as the one line that tells its story.
fn title_item(
    corpus: &Corpus,
    id: ArticleId,
    cite: &mut dyn FnMut(ArticleId) -> SourceNo,
) -> Option<Item> {
    let article = corpus.article(id);
    Some(Item {
        text: article.title.clone()?,
        rank: 1,
        gain: 0.0,
        support: 1,
        citations: vec![Citation::of_title(cite(id))],
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
fn figure(
    corpus: &Corpus,
    found: figures::Found,
    cite: &mut dyn FnMut(ArticleId) -> SourceNo,
) -> Option<Figure> {
    let &(article, span) = found.places.first()?;
    Some(Figure {
        text: span.of(corpus.article(article).text())?.to_owned(),
        number: found.digits,
        citations: found
            .places
            .iter()
            .map(|&(article, span)| Citation::of_text(cite(article), span))
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

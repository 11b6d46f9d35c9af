//! The dead and the injured that a story's articles count: which count is the latest, and which
//! ones it has overtaken.
//!
//! Read are an article's first sentences and its title; the first count of a kind that they state
//! is the article's own. One is overtaken when another article counts more of the same kind, not
//! much earlier than it, and neither article also gives the other's figure, the names around the
//! two agree and the higher is no more than [`GROWN`] times the lower. "At least" is overtaken by a
//! higher count whenever that was stated. An article's own title overtakes its sentences, higher or
//! lower: a headline is changed sooner than the text below it, and some of the injured may have
//! died.

use std::collections::BTreeMap;

use crate::analysis::Story;
use crate::lexicon::Lexicon;
use crate::model::{ArticleId, SentenceId, TermId};
use crate::terms::Token;

use super::LEADS;
use super::claim::{Fate, Kind, Sentence};
use super::number::{Hedge, Number, numbers};

/// More than so many times as many are counted of something else.
/// Chosen by hand; other values were not tried.
const GROWN: f64 = 10.0;

/// Counts of a story that are compared at most, the first in canonical order.
/// Bounds the work; set by hand.
const COMPARED: usize = 200;

/// Share of the articles that must count the dead for the story to be one of deaths: one of three.
/// Set by: the project's four sample articles, of which one of three of the same days counts them.
const OF_DEATHS: f64 = 0.33;

/// Sentences of an article that tell what it is about: a count of the dead further down is
/// background.
/// Set by: what the number of the dead costs in ROUGE-2 on one half of 300 roundups, of 2, 3 and
/// 12.
const OPENING: u32 = 3;

/// Where a count stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Sentence(SentenceId),
    Title,
}

#[derive(Debug)]
struct Count {
    article: ArticleId,
    /// Of its sentence; 0 for a title.
    position: u32,
    at: At,
    kind: Kind,
    value: f64,
    floor: bool,
    second: Option<i64>,
    /// Names in its sentence or title, ascending.
    names: Vec<TermId>,
    /// Overtaken by another.
    stale: bool,
    /// Overtaken by the title of its own article.
    retitled: bool,
}

/// The counts of one story.
#[derive(Debug, Default)]
pub(crate) struct Tolls {
    counts: Vec<Count>,
    articles: usize,
}

impl Tolls {
    /// Reads a story.
    pub(crate) fn new(story: &Story<'_>) -> Self {
        let mut counts = Vec::new();
        let mut values: BTreeMap<ArticleId, Vec<f64>> = BTreeMap::new();
        for &article in &story.articles {
            let mut read = Reader { story, article, counts: &mut counts, given: Vec::new() };
            read.title();
            read.given.clear();
            let body = story.corpus.sentences_of(article).filter(|&s| story.row(s).is_some());
            body.for_each(|sentence| read.sentence(sentence));
            values.insert(article, read.given);
        }
        counts.truncate(COMPARED);
        let newer = |old: &Count| {
            let newer = counts.iter().filter(|new| old.is_overtaken_by(new, &values));
            newer.fold((false, false), |(_, own), new| (true, own || new.article == old.article))
        };
        let newer: Vec<(bool, bool)> = counts.iter().map(newer).collect();
        for (count, (stale, retitled)) in counts.iter_mut().zip(newer) {
            (count.stale, count.retitled) = (stale, retitled);
        }
        Self { counts, articles: story.articles.len() }
    }

    /// Whether one of several titles counts the dead or the injured.
    pub(crate) fn are_in_titles(story: &Story<'_>, titled: &[ArticleId]) -> bool {
        let counts = |&article: &ArticleId| {
            let mut counts = Vec::new();
            Reader { story, article, counts: &mut counts, given: Vec::new() }.title();
            !counts.is_empty()
        };
        titled.len() > 1 && titled.iter().any(counts)
    }

    /// Whether a sentence states a count that another has overtaken.
    pub(crate) fn is_stale(&self, sentence: SentenceId) -> bool {
        self.counts.iter().any(|c| c.stale && c.at == At::Sentence(sentence))
    }

    /// Whether a sentence states a count that the title of its own article has overtaken.
    pub(crate) fn is_retitled(&self, sentence: SentenceId) -> bool {
        self.counts.iter().any(|c| c.retitled && c.at == At::Sentence(sentence))
    }

    /// Whether the title of an article states a count that another has overtaken.
    pub(crate) fn is_stale_title(&self, article: ArticleId) -> bool {
        self.counts.iter().any(|c| c.stale && c.at == At::Title && c.article == article)
    }

    /// Whether the story is one of deaths: enough of its articles count the dead.
    pub(crate) fn are_of_deaths(&self) -> bool {
        self.tell_deaths_within(LEADS)
    }

    /// Whether deaths are its news: enough of its articles count them in their title or opening.
    pub(crate) fn open_with_deaths(&self) -> bool {
        self.tell_deaths_within(OPENING)
    }

    #[allow(clippy::cast_precision_loss)]
    fn tell_deaths_within(&self, sentences: u32) -> bool {
        let told = self.counts.iter().filter(|c| c.is_of_dead() && c.position < sentences);
        let mut articles: Vec<ArticleId> = told.map(|c| c.article).collect();
        articles.dedup();
        !articles.is_empty() && articles.len() as f64 >= OF_DEATHS * self.articles as f64
    }

    /// Whether a sentence states how many died, as far as is known.
    pub(crate) fn tells_dead(&self, sentence: SentenceId) -> bool {
        self.dead(sentence).is_some()
    }

    /// How many died, as far as is known, by a sentence.
    pub(crate) fn dead(&self, sentence: SentenceId) -> Option<f64> {
        self.dead_at(|c| c.at == At::Sentence(sentence))
    }

    /// How many died, as far as is known, by the title of an article.
    pub(crate) fn title_dead(&self, article: ArticleId) -> Option<f64> {
        self.dead_at(|c| c.at == At::Title && c.article == article)
    }

    /// The greatest number of dead that nothing has overtaken among some counts.
    fn dead_at(&self, own: impl Fn(&Count) -> bool) -> Option<f64> {
        let counts = self.counts.iter().filter(|c| own(c) && c.is_of_dead() && !c.stale);
        counts.map(|c| c.value).max_by(f64::total_cmp)
    }

    /// Whether a sentence counts dead, be it its article's first count or another.
    pub(crate) fn counts_dead(story: &Story<'_>, sentence: SentenceId) -> bool {
        let place = story.corpus.sentence(sentence);
        let mut counts = Vec::new();
        let mut read =
            Reader { story, article: place.article, counts: &mut counts, given: Vec::new() };
        let tokens = story.table.sentence(sentence);
        read.read(story.corpus.text(sentence), tokens, At::Sentence(sentence), place.position);
        counts.iter().any(Count::is_of_dead)
    }

    /// Whether two sentences state the same number of dead.
    pub(crate) fn tell_same(&self, a: SentenceId, b: SentenceId) -> bool {
        let of = |sentence| {
            let own = move |c: &&Count| c.is_of_dead() && c.at == At::Sentence(sentence);
            self.counts.iter().find(own).map(|count| count.value)
        };
        matches!((of(a), of(b)), (Some(a), Some(b)) if (a - b).abs() < 1e-9)
    }
}

impl Count {
    const fn is_of_dead(&self) -> bool {
        matches!(self.kind, Kind::Toll(Fate::Dead, _))
    }

    fn is_overtaken_by(&self, new: &Self, values: &BTreeMap<ArticleId, Vec<f64>>) -> bool {
        let gives = |article: ArticleId, value: f64| {
            let values = values.get(&article).map_or(&[][..], Vec::as_slice);
            values.iter().any(|other| (other - value).abs() < 1e-9)
        };
        let later = match (self.second, new.second) {
            (Some(old), Some(new)) => new >= old,
            _ => false,
        };
        let named = self.names.is_empty()
            || new.names.is_empty()
            || self.names.iter().any(|name| new.names.binary_search(name).is_ok());
        let own_title = self.article == new.article && self.at != At::Title && new.at == At::Title;
        (self.article != new.article && (later || self.floor) && named || own_title)
            && alike(self.kind, new.kind)
            && (new.value > self.value || own_title && new.value < self.value)
            && new.value.max(self.value) <= new.value.min(self.value) * GROWN
            && !gives(self.article, new.value)
    }
}

/// Whether two kinds count the same: the same fate, of people of whatever kind or of one and the
/// same.
fn alike(a: Kind, b: Kind) -> bool {
    match (a, b) {
        (Kind::Toll(fate, whom), Kind::Toll(other, who)) => {
            fate == other && (whom == who || whom.is_none() || who.is_none())
        }
        _ => false,
    }
}

/// Reads one article.
struct Reader<'s, 'c> {
    story: &'s Story<'c>,
    article: ArticleId,
    counts: &'s mut Vec<Count>,
    /// All values that its first sentences and its title give, of whatever.
    given: Vec<f64>,
}

impl Reader<'_, '_> {
    fn title(&mut self) {
        let corpus = self.story.corpus;
        let text = corpus.article(self.article).title.as_deref().unwrap_or("");
        let tokens = self.story.table.title(self.article);
        self.read(text, tokens, At::Title, 0);
    }

    fn sentence(&mut self, id: SentenceId) {
        let place = self.story.corpus.sentence(id);
        if place.position < LEADS {
            let tokens = self.story.table.sentence(id);
            self.read(self.story.corpus.text(id), tokens, At::Sentence(id), place.position);
        }
    }

    fn read(&mut self, text: &str, tokens: &[Token], at: At, position: u32) {
        if !tokens.iter().any(|t| t.has_digit() || t.is_number()) {
            return;
        }
        let corpus = self.story.corpus;
        let mut sentence = Sentence::new(text, corpus.language(self.article));
        sentence.article = self.article;
        sentence.position = position;
        let found = numbers(text, &sentence.words, &sentence.lower, sentence.language);
        self.given.extend(found.iter().map(|n| n.value));
        let term = |n: usize| tokens.get(n).map(|t| t.term());
        let told: Vec<(Kind, Number)> = found
            .into_iter()
            .filter(|number| number.sign.is_none())
            .filter_map(|number| Some((sentence.toll(&number, &term)?.0, number)))
            .filter(|(kind, _)| matches!(kind, Kind::Toll(Fate::Dead | Fate::Injured, _)))
            .collect();
        if told.is_empty() {
            return;
        }
        // "On Thursday" names nobody.
        let lexicon = Lexicon::of(sentence.language);
        let is_day = |word: &String| lexicon.is_weekday(word) || lexicon.is_month(word);
        let day = |n: usize| sentence.lower.get(n).is_some_and(is_day);
        let names = tokens.iter().enumerate().skip(1).filter(|(n, _)| !day(*n));
        let mut names: Vec<TermId> = names
            .filter(|(_, t)| t.is_capital() && t.is_content() && !t.has_digit())
            .map(|(_, t)| t.term())
            .collect();
        names.sort_unstable();
        names.dedup();
        for (kind, number) in told {
            // The first of a kind is the article's own; in titles words are capitalised, and name
            // nobody.
            let own = |c: &&Count| c.article == self.article && c.at != At::Title;
            if at != At::Title && self.counts.iter().filter(own).any(|c| alike(c.kind, kind)) {
                continue;
            }
            self.counts.push(Count {
                article: self.article,
                position,
                at,
                kind,
                value: number.value,
                floor: number.hedge == Hedge::Floor,
                second: self.story.second(self.article),
                names: if at == At::Title { Vec::new() } else { names.clone() },
                stale: false,
                retitled: false,
            });
        }
    }
}

//! What earlier briefings told is not told again.
//!
//! A reader's memory has two parts: the sentences that were told, and the articles of the stories
//! that they belong to. Those articles are grouped together with the new ones, so that a story
//! which goes on is known to; then only the new articles speak. A statement of theirs is old news
//! when it is near-identical (as [`statements`](crate::statements) join sentences) to a sentence
//! that was told or that one of the story's earlier articles held, when nearly all of its words
//! stand in one told sentence (a quotation told again by another outlet), or when most of its word
//! pairs stand in those articles; never where a figure in it is new. The join is the bounded one of
//! that room, and words are looked up from the rarest; nothing is compared with everything.

use crate::analysis::{Echo, Frame, Held, Story};
use crate::model::{
    Article, ArticleId, Corpus, Language, Place, Role, Sentence, SentenceId, Source, Span, TermId,
};
use crate::statements;
use crate::stories::Group;
use crate::terms::{TermTable, Token};

/// Share of its word pairs that a sentence may have in common with the earlier articles of its
/// story; with more it tells nothing new. Set by: hand; other values were not tried on a reader's
/// days.
const OLD: f64 = 0.6;

/// What earlier briefings told; the default has told nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// Sentences that were told, with the language of their articles.
    pub reported: Vec<(String, Option<Language>)>,
    /// Articles of the stories that were told, cited or not.
    pub seen: Vec<Article>,
}

impl Memory {
    /// Whether nothing was told.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.reported.is_empty() && self.seen.is_empty()
    }
}

/// What a corpus holds of a memory.
#[derive(Debug, Default)]
pub(crate) struct Recall {
    /// By article: whether an earlier briefing's story held it.
    seen: Vec<bool>,
    /// Sentences of new articles that say what was told, ascending.
    reported: Vec<SentenceId>,
    /// Sentences of new articles that retell it, if their story is one that goes on; ascending.
    reworded: Vec<SentenceId>,
}

impl Recall {
    pub(crate) fn new(memory: &Memory, corpus: &Corpus) -> Self {
        if memory.is_empty() {
            return Self::default();
        }
        let mut seen: Vec<(&Source, &str)> =
            memory.seen.iter().map(|a| (&a.source, a.text())).collect();
        seen.sort_unstable();
        let is_seen = |a: &Article| seen.binary_search(&(&a.source, a.text())).is_ok();
        let seen = corpus.articles().iter().map(is_seen).collect();
        let mut recall = Self { seen, ..Self::default() };
        (recall.reported, recall.reworded) = recall.join(memory, corpus);
        recall
    }

    /// Whether an article's story was told before.
    pub(crate) fn is_seen(&self, article: ArticleId) -> bool {
        self.seen.get(article.index()).copied().unwrap_or(false)
    }

    /// Whether nothing is remembered.
    pub(crate) const fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// Sentences of new articles that are one statement with a told sentence or with one of a seen
    /// article. What was told comes first in the joint corpus, so that it leads its statements:
    /// everything that resembles it is found. Beside them those that retell it.
    fn join(&self, memory: &Memory, corpus: &Corpus) -> (Vec<SentenceId>, Vec<SentenceId>) {
        let mut joint = Joint::default();
        joint.add_reported(memory);
        for seen in [true, false] {
            for article in corpus.article_ids().filter(|&a| self.is_seen(a) == seen) {
                joint.article(corpus, article);
            }
        }
        let Joint { articles, parts, origin } = joint;
        let joint = Corpus::new(articles, parts);
        let table = TermTable::new(&joint);
        let sentences: Vec<SentenceId> = (0..joint.sentences().len()).map(SentenceId::of).collect();
        let is_known = |id: &SentenceId| {
            origin[id.index()].is_none_or(|own| self.is_seen(corpus.sentence(own).article))
        };
        let mut reported: Vec<SentenceId> = statements::group(&joint, &table, &sentences)
            .iter()
            .filter(|statement| statement.members.iter().any(is_known))
            .flat_map(|statement| statement.members.iter().filter(|id| !is_known(id)))
            .filter_map(|id| origin[id.index()])
            .collect();
        let is_reported = |id: &SentenceId| origin[id.index()].is_none();
        let (old, rest): (Vec<SentenceId>, Vec<SentenceId>) =
            sentences.into_iter().partition(is_reported);
        let new: Vec<SentenceId> = rest.into_iter().filter(|id| !is_known(id)).collect();
        let held = Held::new(old.iter().map(|&id| table.sentence(id)));
        let mut reworded = Vec::new();
        for id in new {
            let Some(own) = origin[id.index()] else { continue };
            match held.says(table.sentence(id)) {
                Some(Echo::Held) => reported.push(own),
                Some(Echo::Retold) => reworded.push(own),
                None => {}
            }
        }
        for list in [&mut reported, &mut reworded] {
            list.sort_unstable();
            list.dedup();
        }
        (reported, reworded)
    }

    /// Splits a group into its new articles and those of an earlier telling.
    pub(crate) fn part(&self, group: Group) -> (Group, Vec<ArticleId>) {
        let (seen, articles) = group.articles.into_iter().partition(|&a| self.is_seen(a));
        let older = group.older.into_iter().filter(|&a| !self.is_seen(a)).collect();
        (Group { articles, older }, seen)
    }

    /// Withdraws what the reader knows from being quoted. `seen` are the earlier articles of the
    /// story. Says whether the story goes on from an earlier briefing.
    pub(crate) fn withdraw(
        &self,
        frame: &Frame<'_>,
        story: &mut Story<'_>,
        seen: &[ArticleId],
    ) -> bool {
        if self.is_empty() {
            return false;
        }
        let known = Known::of(frame, seen);
        let is_reported = |id: &SentenceId| {
            self.reported.binary_search(id).is_ok()
                || !seen.is_empty() && self.reworded.binary_search(id).is_ok()
        };
        let mut goes_on = !seen.is_empty();
        for statement in &mut story.statements {
            let is_known = statement.members.iter().any(is_reported);
            goes_on |= is_known && statement.quotable;
            if is_known || known.says(frame.table.sentence(statement.voice)) {
                statement.quotable = false;
                statement.leans_on = None;
            }
        }
        story.drop_unsupported();
        goes_on
    }
}

/// What the earlier articles of a story say, as word pairs and figures.
struct Known {
    pairs: Vec<(TermId, TermId)>,
    figures: Vec<TermId>,
}

impl Known {
    fn of(frame: &Frame<'_>, seen: &[ArticleId]) -> Self {
        let mut known = Self { pairs: Vec::new(), figures: Vec::new() };
        for &article in seen {
            for id in frame.corpus.sentences_of(article) {
                let tokens = frame.table.sentence(id);
                known.pairs.extend(pairs(tokens));
                known.figures.extend(tokens.iter().filter(|t| t.has_digit()).map(|t| t.term()));
            }
        }
        known.pairs.sort_unstable();
        known.pairs.dedup();
        known.figures.sort_unstable();
        known.figures.dedup();
        known
    }

    /// Whether a sentence tells nothing beyond them.
    #[allow(clippy::cast_precision_loss)]
    fn says(&self, tokens: &[Token]) -> bool {
        if self.pairs.is_empty() {
            return false;
        }
        let is_new_figure =
            |t: &Token| t.has_digit() && self.figures.binary_search(&t.term()).is_err();
        if tokens.iter().any(is_new_figure) {
            return false;
        }
        let own: Vec<_> = pairs(tokens).collect();
        let known = own.iter().filter(|pair| self.pairs.binary_search(pair).is_ok()).count();
        !own.is_empty() && known as f64 >= OLD * own.len() as f64
    }
}

fn pairs(tokens: &[Token]) -> impl Iterator<Item = (TermId, TermId)> + '_ {
    tokens.windows(2).filter_map(|pair| match pair {
        [a, b] if a.is_content() || b.is_content() => Some((a.term(), b.term())),
        _ => None,
    })
}

type Part = (Option<Language>, Vec<Sentence>, Vec<crate::model::Dropped>);

/// A corpus of what was told and of what might be.
#[derive(Default)]
struct Joint {
    articles: Vec<Article>,
    parts: Vec<Part>,
    /// By sentence: its place in the run's own corpus; `None` for what was told.
    origin: Vec<Option<SentenceId>>,
}

impl Joint {
    /// Adds what was told, one article for each language, in the order of the words.
    fn add_reported(&mut self, memory: &Memory) {
        let mut reported: Vec<(Option<Language>, &str)> =
            memory.reported.iter().map(|(text, language)| (*language, text.as_str())).collect();
        reported.sort_unstable();
        reported.dedup();
        for same in reported.chunk_by(|a, b| a.0 == b.0) {
            let mut text = String::new();
            let mut spans = Vec::new();
            for (_, sentence) in same {
                let start = text.len();
                text.push_str(sentence);
                spans.push(Span::of_range(start..text.len()));
                text.push_str("\n\n");
            }
            let place = Place::Stdin { record: None };
            let source = Source { publisher: None, url: None, place };
            // 4 GiB of told sentences do not happen; if they did, they would not be remembered.
            let Ok(article) = Article::new(source, text) else { continue };
            self.push(article, same[0].0, spans.into_iter().map(|span| (span, None)));
        }
    }

    /// Adds the body sentences of an article of the run.
    fn article(&mut self, corpus: &Corpus, id: ArticleId) {
        let bodies = corpus.sentences_of(id).filter(|&s| corpus.sentence(s).role == Role::Body);
        let spans: Vec<_> = bodies.map(|s| (corpus.sentence(s).span, Some(s))).collect();
        self.push(corpus.article(id).clone(), corpus.language(id), spans.into_iter());
    }

    fn push(
        &mut self,
        mut article: Article,
        language: Option<Language>,
        sentences: impl Iterator<Item = (Span, Option<SentenceId>)>,
    ) {
        // A title would only be read for nothing.
        article.title = None;
        let own = ArticleId::of(self.articles.len());
        let mut list = Vec::new();
        for (position, (span, origin)) in (0u32..).zip(sentences) {
            list.push(Sentence {
                article: own,
                span,
                paragraph: position,
                position,
                role: Role::Body,
                unquotable: None,
            });
            self.origin.push(origin);
        }
        self.articles.push(article);
        self.parts.push((language, list, Vec::new()));
    }
}

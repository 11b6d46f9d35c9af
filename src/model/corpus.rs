//! The arena: all articles and sentences of one run.

use std::io;

use serde::{Deserialize, Serialize};

use super::{Article, ArticleId, Language, SentenceId, Span};

/// What a stretch of an article's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The article's own words. Only this is quoted.
    Body,
    /// A heading inside or above the article.
    Heading,
    /// Bylines, captions, credits, links, notices: never quoted, never counted.
    #[serde(rename = "furniture")]
    Boilerplate,
}

/// Why a stretch of text is not quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The author's name line.
    Byline,
    /// "(AFP, Reuters)", "ls/amp (AP)" and the like.
    AgencyCredit,
    /// "TRIPOLI, Libya (Reuters) —" in front of the first sentence.
    Dateline,
    /// The words under a picture.
    Caption,
    /// "Photo: …", "© …".
    PhotoCredit,
    /// "Read more: …".
    ReadMore,
    /// Words that lead to something else of the publisher: "Watch …", related headlines, programme
    /// notes.
    Promotion,
    /// Consent and cookie notices.
    Cookie,
    /// "Subscribe to our newsletter".
    Subscription,
    /// "Share on …", "Follow us on …".
    Share,
    /// "Updated at 14:10", "Last modified …".
    Updated,
    /// Copyright lines, corrections, editor's notes, disclaimers.
    Notice,
    /// A heading.
    Heading,
    /// A line that recurs across articles of one publisher.
    Recurring,
    /// A post quoted from a social network, with its address or handle.
    Embed,
    /// A list of links, tags, scores, a table's cells: no prose.
    NotProse,
    /// About something else than the article around it.
    OffTopic,
    /// A question.
    Question,
    /// No complete sentence.
    Fragment,
    /// Opens or closes a quotation whose other half stands elsewhere.
    HalfQuotation,
    /// Opens with a word whose referent stands elsewhere ("He", "But").
    Dangling,
    /// Fewer words than a sentence worth quoting.
    TooShort,
    /// Longer than any sentence worth quoting.
    TooLong,
    /// Past the limit of sentences per article.
    OverLimit,
    /// From an article that is older than the rest.
    Older,
    /// Said already in an earlier article that the reader has seen.
    AlreadyTold,
}

impl Reason {
    /// A few plain words for people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Byline => "byline",
            Self::AgencyCredit => "agency credit",
            Self::Dateline => "dateline",
            Self::Caption => "caption",
            Self::PhotoCredit => "photo credit",
            Self::ReadMore => "read more",
            Self::Promotion => "promotion",
            Self::Cookie => "cookie notice",
            Self::Subscription => "subscription notice",
            Self::Share => "share bar",
            Self::Updated => "update stamp",
            Self::Notice => "notice",
            Self::Heading => "heading",
            Self::Recurring => "recurs in this publisher's articles",
            Self::Embed => "embedded post",
            Self::NotProse => "not prose",
            Self::OffTopic => "off topic",
            Self::Question => "question",
            Self::Fragment => "fragment",
            Self::HalfQuotation => "half quotation",
            Self::Dangling => "leans on a sentence that is not quoted",
            Self::TooShort => "too short",
            Self::TooLong => "too long",
            Self::OverLimit => "past the limit of sentences",
            Self::Older => "older than the rest",
            Self::AlreadyTold => "told before",
        }
    }
}

/// One sentence: a place in an article. It owns no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// Its article.
    pub article: ArticleId,
    /// What may be quoted: bytes of the article's text, after any dateline.
    pub span: Span,
    /// Paragraph inside the article, from 0.
    pub paragraph: u32,
    /// Position among the article's sentences of role [`Role::Body`], from 0 (0 also for other
    /// roles).
    pub position: u32,
    /// What it is.
    pub role: Role,
    /// Why it may not be quoted by itself; `None` when it may. Body sentences with a reason still
    /// count as evidence.
    pub unquotable: Option<Reason>,
}

/// A stretch of text that is left out, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dropped {
    /// The article.
    pub article: ArticleId,
    /// Its bytes.
    pub span: Span,
    /// The reason.
    pub reason: Reason,
}

/// All articles and sentences of one run, in canonical order: whatever order files were named in,
/// equal inputs give an equal corpus.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    articles: Vec<Article>,
    languages: Vec<Option<Language>>,
    sentences: Vec<Sentence>,
    firsts: Vec<u32>,
    dropped: Vec<Dropped>,
}

impl Corpus {
    /// Puts articles into canonical order: by time (undated last), publisher, title, text, place.
    #[must_use]
    pub fn canonical_order(mut articles: Vec<Article>) -> Vec<Article> {
        articles.sort_by(Article::canonical_cmp);
        articles
    }

    /// A corpus of `articles`, which stand in canonical order, with the language and the sentences
    /// of each. Sentences of one article must be in text order; `parts` has one entry per article.
    #[must_use]
    pub fn new(
        articles: Vec<Article>,
        parts: Vec<(Option<Language>, Vec<Sentence>, Vec<Dropped>)>,
    ) -> Self {
        let mut corpus = Self { articles, ..Self::default() };
        corpus.sentences.reserve_exact(parts.iter().map(|part| part.1.len()).sum());
        corpus.dropped.reserve_exact(parts.iter().map(|part| part.2.len()).sum());
        for (index, (language, sentences, dropped)) in parts.into_iter().enumerate() {
            let article = ArticleId::of(index);
            corpus.languages.push(language);
            corpus.firsts.push(SentenceId::of(corpus.sentences.len()).0);
            corpus.sentences.extend(sentences.into_iter().map(|s| Sentence { article, ..s }));
            corpus.dropped.extend(dropped.into_iter().map(|d| Dropped { article, ..d }));
        }
        corpus.firsts.push(SentenceId::of(corpus.sentences.len()).0);
        corpus
    }

    /// The articles, indexed by [`ArticleId`].
    #[must_use]
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The sentences, indexed by [`SentenceId`]: article by article, in text order.
    #[must_use]
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Everything that was left out, article by article.
    #[must_use]
    pub fn dropped(&self) -> &[Dropped] {
        &self.dropped
    }

    /// The article behind an identifier of this corpus.
    ///
    /// # Panics
    /// When `id` is of another, larger corpus.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> &Article {
        &self.articles[id.index()]
    }

    /// The sentence behind an identifier of this corpus.
    ///
    /// # Panics
    /// When `id` is of another, larger corpus.
    #[must_use]
    pub fn sentence(&self, id: SentenceId) -> &Sentence {
        &self.sentences[id.index()]
    }

    /// The language of an article, declared or detected.
    #[must_use]
    pub fn language(&self, id: ArticleId) -> Option<Language> {
        self.languages.get(id.index()).copied().flatten()
    }

    /// The words of a sentence; empty when its span does not fit, which no reader produces.
    #[must_use]
    pub fn text(&self, id: SentenceId) -> &str {
        let sentence = self.sentence(id);
        sentence.span.of(self.article(sentence.article).text()).unwrap_or("")
    }

    /// The sentences of one article, in text order.
    pub fn sentences_of(
        &self,
        id: ArticleId,
    ) -> impl DoubleEndedIterator<Item = SentenceId> + use<> {
        let at = |index: usize| self.firsts.get(index).copied().unwrap_or(0);
        (at(id.index())..at(id.index() + 1)).map(SentenceId)
    }

    /// Writes the texts of the dated articles out and lets them go: articles of one event are told
    /// from others of another time by their dates, and by their texts only where they have none.
    /// Gives the texts' lengths.
    pub(crate) fn lay_down(&mut self, to: &mut dyn io::Write) -> io::Result<Vec<usize>> {
        let dated = self.articles.iter_mut().filter(|article| article.published.is_some());
        dated
            .map(|article| {
                let text = article.take_out();
                to.write_all(text.as_bytes()).map(|()| text.len())
            })
            .collect()
    }

    /// Reads the texts back that were written out, by their lengths.
    pub(crate) fn take_up(&mut self, texts: &[usize], from: &mut dyn io::Read) -> io::Result<()> {
        let dated = self.articles.iter_mut().filter(|article| article.published.is_some());
        for (article, &length) in dated.zip(texts) {
            let mut text = vec![0; length];
            from.read_exact(&mut text)?;
            article.put_back(String::from_utf8(text).map_err(|_| io::ErrorKind::InvalidData)?);
        }
        Ok(())
    }

    /// All articles' identifiers.
    pub fn article_ids(&self) -> impl DoubleEndedIterator<Item = ArticleId> + use<> {
        (0..ArticleId::of(self.articles.len()).0).map(ArticleId)
    }
}

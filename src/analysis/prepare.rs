//! From articles to the arena: canonical order, language, cleaning, sentences.

use crate::clean::{self, Recurring};
use crate::model::{Article, ArticleId, Corpus, Dropped, Language, Reason, Role, Sentence, Span};
use crate::split;
use crate::text::language;
use crate::threads;

/// What a run may know beside its articles.
#[derive(Debug, Clone, Default)]
pub struct Background {
    /// Document frequencies of an earlier, larger collection.
    pub frequencies: Option<crate::terms::DocumentFrequencies>,
}

/// Cleans and splits every article; articles are put into canonical order first. At most `limit`
/// body sentences of an article are used; the rest is dropped with [`Reason::OverLimit`].
#[must_use]
pub fn prepare(articles: Vec<Article>, limit: usize) -> Corpus {
    let articles = Corpus::canonical_order(articles);
    let recurring = Recurring::learn(&articles);
    let parts =
        threads::map(&articles, |index, article| Part::new(index, article, &recurring, limit));
    let parts = parts.into_iter().map(|p| (p.language, p.sentences, p.dropped)).collect();
    Corpus::new(articles, parts)
}

/// What cleaning and splitting make of one article. Its own identifier is filled in by the corpus.
#[derive(Debug, Default)]
struct Part {
    language: Option<Language>,
    sentences: Vec<Sentence>,
    dropped: Vec<Dropped>,
    bodies: usize,
    limit: usize,
}

const OWN: ArticleId = ArticleId(0);

impl Part {
    fn new(index: usize, article: &Article, recurring: &Recurring, limit: usize) -> Self {
        let text = article.text();
        let language = language::of(article);
        let mut part = Self { language, limit, ..Self::default() };
        for block in clean::blocks(index, article, language, recurring) {
            match block.role {
                Role::Body => part.body(article, text, &block),
                Role::Heading => {
                    part.push(block.span, block.paragraph, Role::Heading, Some(Reason::Heading));
                    part.drop(block.span, block.reason.unwrap_or(Reason::Heading));
                }
                Role::Boilerplate => {
                    part.drop(block.span, block.reason.unwrap_or(Reason::NotProse))
                }
            }
        }
        part
    }

    /// Splits one body block and judges its sentences; those of one quotation stay together.
    fn body(&mut self, article: &Article, text: &str, block: &clean::Block) {
        let spans = split::sentences(text, block.span, self.language);
        let words: Vec<&str> = spans.iter().map(|s| s.of(text).unwrap_or("")).collect();
        let above = self.sentences.last().filter(|s| s.role == Role::Heading);
        let above = above.and_then(|s| s.span.of(text));
        let context = clean::Context {
            title: article.title.as_deref(),
            unsuspected: !block.suspect,
            by_authors: above.is_some_and(|line| clean::is_abstract(line, self.language)),
            ..clean::Context::default()
        };
        let whole = block.span.of(text).unwrap_or("");
        let verdicts = clean::judge_all(whole, &words, self.language, &context);
        let from = block.span.start();
        let bounds: Vec<_> = spans
            .iter()
            .map(|s| {
                (s.start().saturating_sub(from)) as usize..(s.end().saturating_sub(from)) as usize
            })
            .collect();
        for part in clean::wholes(whole, &bounds, &verdicts, self.language, &context) {
            let Some(stretch) = spans.get(part.sentences) else { continue };
            let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { continue };
            let span = Span::new(first.start(), last.end());
            if part.verdict.role == Role::Boilerplate {
                self.drop(span, part.verdict.unquotable.unwrap_or(Reason::NotProse));
            } else if self.bodies >= self.limit {
                self.drop(span, Reason::OverLimit);
            } else {
                self.push(span, block.paragraph, Role::Body, part.verdict.unquotable);
                self.bodies += 1;
            }
        }
    }

    fn push(&mut self, span: Span, paragraph: u32, role: Role, unquotable: Option<Reason>) {
        let position = match role {
            Role::Body => u32::try_from(self.bodies).unwrap_or(u32::MAX),
            Role::Heading | Role::Boilerplate => 0,
        };
        self.sentences.push(Sentence { article: OWN, span, paragraph, position, role, unquotable });
    }

    fn drop(&mut self, span: Span, reason: Reason) {
        self.dropped.push(Dropped { article: OWN, span, reason });
    }
}

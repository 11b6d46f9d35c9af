//! The stages of the chain, each as one function of what the stage before it gave, with its result
//! in one number.
//!
//! Criterion's benches, the table of speeds and the count of instructions all call these.

#![allow(dead_code, clippy::unwrap_used)]

use tidings::analysis::{Background, Frame, prepare};
use tidings::brief::Settings;
use tidings::clean::{Block, Context, Recurring, blocks, judge_all};
use tidings::model::{
    Article, ArticleId, Briefing, Budget, Corpus, Language, Place, Role, SentenceId, Span,
    Statement,
};
use tidings::rank::{Method, Story, named};
use tidings::read::{Format, Limits, read};
use tidings::render::{Format as PageFormat, Page, render};
use tidings::split::Splitter;
use tidings::statements::{self, Origins};
use tidings::stories::{self, Group};
use tidings::terms::{Idf, TermTable};
use tidings::vectors::Vectors;

#[path = "../generate/dice.rs"]
mod dice;
#[path = "../generate/frames.rs"]
mod frames;
#[path = "../generate/mix.rs"]
mod mix;

use mix::{Taste, World};

/// The names of the stages, in order.
pub const STAGES: [&str; 9] =
    ["read", "clean", "split", "terms", "vectors", "statements", "stories", "rank", "render"];

/// A collection of `count` articles in JSONL, made of the repository's own newsroom; the same every
/// time.
pub fn collection(count: usize) -> String {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let lines =
        std::fs::read_to_string(root.join("corpus/gold/articles.jsonl")).unwrap_or_default();
    let topics: Vec<frames::Topic> = lines
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|article| article["language"] == "en")
        .map(|article| {
            let paragraphs = article["paragraphs"].as_array().cloned().unwrap_or_default();
            let text: Vec<&str> = paragraphs.iter().filter_map(|p| p.as_str()).collect();
            frames::topic(&text.join("\n\n"))
        })
        .filter(|topic| topic.len() >= 4)
        .collect();
    let mut world = World::new(&topics, Taste { kept: 0.45, discount: 0.5 }, count, 1);
    let mut made = Vec::new();
    while made.len() < count {
        made.extend(world.story(count - made.len()));
    }
    let mut jsonl = String::new();
    for article in &made {
        let line = serde_json::json!({
            "title": article.title,
            "source": article.publisher,
            "date": jiff::Timestamp::from_second(article.second).unwrap_or_default().to_string(),
            "text": article.text,
        });
        jsonl.push_str(&line.to_string());
        jsonl.push('\n');
    }
    jsonl
}

/// Maps in parallel where the library does.
fn map<T: Sync, R: Send>(items: &[T], part: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        items.par_iter().map(part).collect()
    }
    #[cfg(not(feature = "parallel"))]
    items.iter().map(part).collect()
}

#[inline(never)]
pub fn stage_read(jsonl: &str) -> Vec<Article> {
    let place = Place::File { path: "news.jsonl".into(), record: None };
    read(jsonl.as_bytes(), &place, Some(Format::JsonLines), &Limits::default()).value
}

/// Blocks of every article.
#[inline(never)]
pub fn stage_clean(articles: &[Article]) -> Vec<Vec<Block>> {
    let recurring = Recurring::learn(articles);
    let numbered: Vec<(usize, &Article)> = articles.iter().enumerate().collect();
    map(&numbered, |&(n, article)| blocks(n, article, Some(Language::ENGLISH), &recurring))
}

/// The second part of cleaning: how many sentences may be quoted.
#[inline(never)]
pub fn stage_clean_judge(articles: &[Article], cut: &[Vec<(Span, Vec<Span>)>]) -> usize {
    let paired: Vec<_> = articles.iter().zip(cut).collect();
    let judged = map(&paired, |(article, blocks)| {
        let text = article.text();
        let quotable = |(block, spans): &(Span, Vec<Span>)| {
            let words: Vec<&str> = spans.iter().filter_map(|s| s.of(text)).collect();
            let context = Context { unsuspected: true, ..Context::default() };
            let whole = block.of(text).unwrap_or("");
            let verdicts = judge_all(whole, &words, Some(Language::ENGLISH), &context);
            verdicts.iter().filter(|v| v.unquotable.is_none()).count()
        };
        blocks.iter().map(quotable).sum::<usize>()
    });
    judged.iter().sum()
}

/// The sentences of every body block.
#[inline(never)]
pub fn stage_split(articles: &[Article], blocks: &[Vec<Block>]) -> Vec<Vec<(Span, Vec<Span>)>> {
    let paired: Vec<_> = articles.iter().zip(blocks).collect();
    let splitter = Splitter::new(Some(Language::ENGLISH));
    map(&paired, |(article, blocks)| {
        let bodies = blocks.iter().filter(|b| b.role == Role::Body);
        bodies.map(|b| (b.span, splitter.sentences(article.text(), b.span))).collect()
    })
}

#[inline(never)]
pub fn stage_terms(corpus: &Corpus) -> (TermTable, Idf) {
    let table = TermTable::new(corpus);
    let idf = Idf::new(corpus, &table, None);
    (table, idf)
}

/// Body sentences of each group.
pub fn sentences(corpus: &Corpus, groups: &[Group]) -> Vec<(Vec<ArticleId>, Vec<SentenceId>)> {
    let body = |&s: &SentenceId| corpus.sentence(s).role == Role::Body;
    let of = |group: &Group| {
        let all = group.articles.iter().flat_map(|&a| corpus.sentences_of(a)).filter(body);
        (group.articles.clone(), all.collect())
    };
    groups.iter().map(of).collect()
}

#[inline(never)]
pub fn stage_vectors(
    casts: &[(Vec<ArticleId>, Vec<SentenceId>)],
    table: &TermTable,
    idf: &Idf,
) -> Vec<Vectors> {
    map(casts, |(_, sentences)| Vectors::of_sentences(sentences, table, idf))
}

#[inline(never)]
pub fn stage_statements(
    corpus: &Corpus,
    table: &TermTable,
    casts: &[(Vec<ArticleId>, Vec<SentenceId>)],
) -> Vec<(Vec<Statement>, Origins)> {
    map(casts, |(articles, sentences)| {
        let mut statements = statements::group(corpus, table, sentences);
        let origins = statements::origins(corpus, articles, &statements);
        statements::count_support(corpus, &mut statements, &origins);
        (statements, origins)
    })
}

#[inline(never)]
pub fn stage_stories(corpus: &Corpus, table: &TermTable) -> Vec<Group> {
    stories::group(corpus, table)
}

/// How many sentences are picked from all stories, 100 words each.
#[inline(never)]
pub fn stage_rank(stories: &[Story<'_>], method: &dyn Method) -> usize {
    let budget: Budget = "100w".parse().unwrap_or(Budget::Words(std::num::NonZeroU32::MIN));
    stories.iter().map(|story| method.select(story, budget).picks.len()).sum()
}

/// Bytes of one page in every format of text.
#[inline(never)]
pub fn stage_render(briefing: &Briefing) -> usize {
    [PageFormat::Text, PageFormat::Html, PageFormat::Markdown, PageFormat::Json]
        .into_iter()
        .filter_map(|format| render(briefing, &[], &Page::new(format)).ok())
        .map(|page| page.len())
        .sum()
}

/// From bytes to a page, with all defaults.
#[inline(never)]
pub fn stage_whole(jsonl: &str) -> Briefing {
    let articles = stage_read(jsonl);
    let briefing = Settings::default().check().unwrap().run(articles).unwrap().value;
    let _ = stage_render(&briefing);
    briefing
}

/// What every stage gave of one collection.
pub struct Chain {
    pub jsonl: String,
    pub articles: Vec<Article>,
    pub blocks: Vec<Vec<Block>>,
    pub cut: Vec<Vec<(Span, Vec<Span>)>>,
    pub corpus: Corpus,
    pub briefing: Briefing,
    /// Bytes of all texts.
    pub bytes: usize,
}

impl Chain {
    /// A collection of `count` articles, up to its arena.
    pub fn new(count: usize) -> Self {
        let jsonl = collection(count);
        let articles = stage_read(&jsonl);
        assert_eq!(articles.len(), count);
        let blocks = stage_clean(&articles);
        let cut = stage_split(&articles, &blocks);
        let corpus = prepare(articles.clone(), 2_000);
        let briefing = stage_whole(&jsonl);
        let bytes = articles.iter().map(|a| a.text().len()).sum();
        Self { jsonl, articles, blocks, cut, corpus, briefing, bytes }
    }
}

/// A frame of the chain's arena with its groups, most articles first.
pub fn grouped(corpus: &Corpus) -> (Frame<'_>, Vec<Group>) {
    let frame = Frame::new(corpus, &Background::default(), None);
    let mut groups = stories::group(corpus, &frame.table);
    groups.sort_by_key(|g| (std::cmp::Reverse(g.articles.len()), g.articles.first().copied()));
    (frame, groups)
}

/// The twenty largest stories, as methods see them.
pub fn largest<'f>(frame: &'f Frame<'_>, groups: &[Group]) -> Vec<Story<'f>> {
    groups.iter().take(20).map(|g| tidings::analysis::story(frame, g.articles.clone())).collect()
}

/// The method of briefings.
pub fn coverage() -> Box<dyn Method> {
    named("coverage").unwrap_or_else(|_| Box::new(tidings::rank::Lead))
}

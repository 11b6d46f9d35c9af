//! Methods over a data set: each item is prepared once, each contestant summarises it, each summary
//! is scored.
//!
//! Time and memory belong to the binary; they come in through [`World`]. Items are prepared in
//! batches, so that memory does not grow with the data set. With the feature `parallel` a
//! contestant's items are summarised on all threads; the results are the same, and times are sums
//! of what each item took by itself.

use std::collections::BTreeMap;

use super::datasets::{DataSet, Item};
use super::oracle;
use super::product::Product;
use super::redundancy::redundancy;
use super::rouge::{Measure, OptionsError, Prepared, Score, Scorer};
use crate::analysis::{Background, Frame, prepare, story};
use crate::edit::reading_order;
use crate::model::{Budget, Corpus, SentenceId, count_words};
use crate::rank::coverage::Weights;
use crate::rank::{Method, Story};

/// Items that are prepared at a time.
const BATCH: usize = 128;

/// Sentences used of one article; as a briefing does it.
const SENTENCES: usize = 2_000;

/// What the library does not know: clock, memory, and who is waiting.
pub trait World: Sync {
    /// Seconds since any fixed moment.
    fn seconds(&self) -> f64;
    /// Forgets the greatest memory use so far.
    fn forget_peak(&self) {}
    /// Bytes that the process has come to hold above what it held at the last
    /// [`World::forget_peak`], where that is known.
    fn peak(&self) -> Option<u64> {
        None
    }
    /// Called after every contestant of a batch: contestant's name, items done, all items.
    fn progress(&self, _name: &str, _done: usize, _all: usize) {}
}

/// One who summarises.
#[derive(Debug)]
pub enum Contestant {
    /// A ranking method; its picks are put into reading order as in a briefing.
    Method(Box<dyn Method>),
    /// A method whose weights were fitted without the item at hand: item n of a data set goes to
    /// the method numbered n modulo their number.
    Folds(Vec<Box<dyn Method>>),
    /// The product: a briefing of each item's articles as one story.
    Product {
        /// How it is run.
        product: Product,
        /// Weights of coverage instead of those shipped.
        weights: Option<Box<Weights>>,
    },
    /// The [`oracle`], which sees the references.
    Oracle,
    /// Summaries that somebody else made, as lines by item.
    Given {
        /// Its name in tables.
        name: String,
        /// Lines by item id.
        summaries: BTreeMap<String, Vec<String>>,
    },
}

impl Contestant {
    /// Its name in tables.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Method(method) => method.name(),
            Self::Folds(methods) => methods.first().map_or("", |method| method.name()),
            Self::Product { product, .. } => product.name(),
            Self::Oracle => "oracle",
            Self::Given { name, .. } => name,
        }
    }
}

/// How summaries are asked for and scored.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Length of the summaries.
    pub budget: Budget,
    /// Options and measures.
    pub scorer: Scorer,
    /// The figure that counts.
    pub measure: Measure,
    /// Whether the items' queries are told to the methods.
    pub queries: bool,
    /// Whether the methods are told what the items' readers have seen.
    pub earlier: bool,
    /// Knowledge beside the articles.
    pub background: Background,
}

/// One summary and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The summary's sentences.
    pub lines: Vec<String>,
    /// Its words.
    pub words: u32,
    /// One score a measure, as the scorer orders them; `None` where ROUGE gives none.
    pub scores: Vec<Option<Score>>,
    /// Greatest overlap of two sentences.
    pub redundancy: f64,
    /// Seconds that the method took; 0 for given summaries.
    pub seconds: f64,
}

/// What one contestant did.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it has seen the references, and so does not compete.
    pub bound: bool,
    /// Whether it worked here, so that its time means something.
    pub timed: bool,
    /// One row an item; `None` where a system gave no summary.
    pub rows: Vec<Option<Row>>,
    /// Bytes held above what the data need, at the most, where that is known.
    pub peak: Option<u64>,
}

/// All entries over one data set.
#[derive(Debug, Clone, PartialEq)]
pub struct Contest {
    /// Ids of the items.
    pub ids: Vec<String>,
    /// One entry a contestant, in their order.
    pub entries: Vec<Entry>,
    /// Seconds that reading sentences, terms and statements took, all items together; every method
    /// builds on it.
    pub preparation: f64,
    /// Fewest and most references of an item.
    pub references: (usize, usize),
}

/// An item, ready to be summarised.
struct Ready<'r> {
    item: &'r Item,
    /// Position in the data set.
    number: usize,
    story: &'r Story<'r>,
    references: &'r Prepared,
    for_oracle: &'r Prepared,
}

/// Runs the contestants over the items.
///
/// # Errors
/// [`OptionsError`] when the oracle's scorer does not take the options.
pub fn run(
    set: &DataSet,
    contestants: &[Contestant],
    rules: &Rules,
    world: &dyn World,
) -> Result<Contest, OptionsError> {
    let oracle = oracle::scorer(*rules.scorer.options())?;
    let mut contest = Contest {
        ids: set.items.iter().map(|item| item.id.clone()).collect(),
        entries: contestants.iter().map(Entry::new).collect(),
        preparation: 0.0,
        references: range(set.items.iter().map(|item| item.references.len())),
    };
    for (batch_number, batch) in set.items.chunks(BATCH).enumerate() {
        let start = world.seconds();
        let corpora: Vec<Corpus> = each(batch.len(), |at| corpus_of(batch.get(at)));
        let frames = each(batch.len(), |at| {
            let item = batch.get(at).filter(|_| rules.queries);
            let query = item.and_then(|item| item.query.as_deref());
            let mut frame = Frame::new(corpora.get(at)?, &rules.background, query);
            if let Some(item) = batch.get(at).filter(|_| rules.earlier) {
                frame.know(&item.earlier);
            }
            Some(frame)
        });
        let stories: Vec<Option<Story<'_>>> = each(batch.len(), |at| {
            let frame = frames.get(at)?.as_ref()?;
            Some(story(frame, frame.corpus.article_ids().collect()))
        });
        contest.preparation += world.seconds() - start;
        let prepared = each(batch.len(), |at| {
            batch.get(at).map(|item| {
                (rules.scorer.prepare(&item.references), oracle.prepare(&item.references))
            })
        });
        let ready: Vec<Ready<'_>> = batch
            .iter()
            .zip(&stories)
            .zip(&prepared)
            .zip(batch_number * BATCH..)
            .filter_map(|(((item, story), prepared), number)| {
                let (references, for_oracle) = prepared.as_ref()?;
                Some(Ready { item, number, story: story.as_ref()?, references, for_oracle })
            })
            .collect();
        for (entry, contestant) in contest.entries.iter_mut().zip(contestants) {
            world.forget_peak();
            let rows = each(ready.len(), |at| {
                ready.get(at).and_then(|ready| row(ready, contestant, rules, &oracle, world))
            });
            entry.rows.extend(rows);
            entry.peak = entry.peak.max(world.peak());
            world.progress(contestant.name(), batch_number * BATCH + batch.len(), set.items.len());
        }
    }
    Ok(contest)
}

impl Entry {
    fn new(contestant: &Contestant) -> Self {
        Self {
            name: contestant.name().to_owned(),
            bound: matches!(contestant, Contestant::Oracle),
            timed: !matches!(contestant, Contestant::Given { .. }),
            rows: Vec::new(),
            peak: None,
        }
    }
}

fn corpus_of(item: Option<&Item>) -> Corpus {
    prepare(item.map(|item| item.articles.clone()).unwrap_or_default(), SENTENCES)
}

fn range(counts: impl Iterator<Item = usize> + Clone) -> (usize, usize) {
    (counts.clone().min().unwrap_or(0), counts.max().unwrap_or(0))
}

fn row(
    ready: &Ready<'_>,
    contestant: &Contestant,
    rules: &Rules,
    oracle: &Scorer,
    world: &dyn World,
) -> Option<Row> {
    let start = world.seconds();
    let lines = match contestant {
        Contestant::Method(method) => by_method(ready.story, method.as_ref(), rules.budget),
        Contestant::Folds(methods) => {
            let method = methods.get(ready.number.checked_rem(methods.len())?)?;
            by_method(ready.story, method.as_ref(), rules.budget)
        }
        Contestant::Product { product, weights } => {
            let query = ready.item.query.clone().filter(|_| rules.queries);
            let item = ready.item;
            let earlier = if rules.earlier { item.earlier.clone() } else { Vec::new() };
            product.lines(item.articles.clone(), earlier, query, rules.budget, weights.as_deref())
        }
        Contestant::Oracle => by_oracle(ready, rules, oracle),
        Contestant::Given { summaries, .. } => summaries.get(&ready.item.id)?.clone(),
    };
    let given = matches!(contestant, Contestant::Given { .. });
    let seconds = if given { 0.0 } else { world.seconds() - start };
    Some(Row {
        words: lines.iter().map(|line| count_words(line)).fold(0, u32::saturating_add),
        scores: ready.references.score(&lines),
        redundancy: redundancy(&lines),
        seconds,
        lines,
    })
}

/// The sentences that a method chooses, in reading order.
pub(super) fn by_method(story: &Story<'_>, method: &dyn Method, budget: Budget) -> Vec<String> {
    let selection = method.select(story, budget);
    reading_order(story, &selection)
        .into_iter()
        .filter_map(|at| selection.picks.get(at))
        .map(|pick| story.text(pick.statement).to_owned())
        .collect()
}

fn by_oracle(ready: &Ready<'_>, rules: &Rules, scorer: &Scorer) -> Vec<String> {
    let corpus = ready.story.corpus;
    let ids: &[SentenceId] = &ready.story.sentences;
    let sentences: Vec<&str> = ids.iter().map(|&id| corpus.text(id)).collect();
    let mut chosen =
        oracle::choose(&sentences, ready.for_oracle, scorer, rules.measure, rules.budget);
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|at| sentences.get(at)).map(|&text| text.to_owned()).collect()
}

/// `make` for 0, 1, …, `count` − 1, on all threads with the feature `parallel`, in order all the
/// same.
fn each<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;
        (0..count).into_par_iter().map(make).collect()
    }
    #[cfg(not(feature = "parallel"))]
    (0..count).map(make).collect()
}

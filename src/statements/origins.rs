//! Who reports independently of whom.
//!
//! Support is counted in publishers, not articles: an article's origin is its publisher, but copies of one wire report
//! (credited to the same agency, or near-identical texts) share one origin however many outlets print them.

use std::collections::BTreeMap;

use crate::model::{Article, ArticleId, Corpus, Place, Role, Statement};

/// Independent publishers of a corpus.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// The origin of each article, by id: the smallest article id that shares it.
    pub of: Vec<u32>,
    /// The article that another one copies nearly whole, by id.
    pub copy_of: Vec<Option<ArticleId>>,
}

/// Least share of an article's sentences that stand in another article when it is a copy of it.
const COPY: f64 = 0.6;

/// Works out origins from publishers, from agency credits (`wires`: the agencies that each article names, by id), and
/// from the statements that articles share.
#[must_use]
pub fn origins(corpus: &Corpus, statements: &[Statement], wires: &[Vec<String>]) -> Origins {
    let articles = corpus.articles();
    let mut union = Union::new(articles.len());
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        let agencies = wires.get(at).map_or(&[][..], Vec::as_slice);
        // Who prints an agency's report speaks with the agency's voice; its own articles stay its own.
        let publisher = publisher_key(article).filter(|_| agencies.is_empty());
        for key in publisher.into_iter().chain(agencies.iter().map(|a| a.to_lowercase())) {
            let other = *first.entry(key).or_insert(at);
            union.join(at, other);
        }
    }
    let copy_of = copies(corpus, statements);
    for (at, copied) in copy_of.iter().enumerate() {
        if let Some(original) = copied {
            union.join(at, original.index());
        }
    }
    let of =
        (0..articles.len()).map(|at| u32::try_from(union.root(at)).unwrap_or(u32::MAX)).collect();
    Origins { of, copy_of }
}

/// What identifies a publisher: its name without decoration, else the host of its address.
fn publisher_key(article: &Article) -> Option<String> {
    if let Some(name) = &article.source.publisher {
        let key: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let key = key.strip_prefix("the").filter(|rest| rest.len() > 3).unwrap_or(&key).to_owned();
        let key = key.strip_suffix("com").filter(|rest| rest.len() > 3).unwrap_or(&key).to_owned();
        return (!key.is_empty()).then_some(key);
    }
    let url = article.source.url.as_deref().or(match &article.source.place {
        Place::Url(url) => Some(url.as_str()),
        Place::File { .. } | Place::Stdin { .. } => None,
    })?;
    let host = url.split("://").nth(1)?.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_lowercase())
}

/// For each article the earlier one that holds most of its sentences.
#[allow(clippy::cast_precision_loss)]
fn copies(corpus: &Corpus, statements: &[Statement]) -> Vec<Option<ArticleId>> {
    let mut shared: BTreeMap<(ArticleId, ArticleId), u32> = BTreeMap::new();
    let mut bodies = vec![0u32; corpus.articles().len()];
    for sentence in corpus.sentences().iter().filter(|s| s.role == Role::Body) {
        bodies[sentence.article.index()] += 1;
    }
    for statement in statements {
        let mut articles: Vec<ArticleId> =
            statement.members.iter().map(|&s| corpus.sentence(s).article).collect();
        articles.dedup();
        // Only the first few articles can be the original: enough to find one, and linear for a thousand copies.
        for (n, &article) in articles.iter().enumerate().skip(1) {
            for &earlier in articles.iter().take(n.min(4)) {
                *shared.entry((article, earlier)).or_insert(0) += 1;
            }
        }
    }
    let mut copy_of: Vec<Option<(u32, ArticleId)>> = vec![None; corpus.articles().len()];
    for ((article, earlier), n) in shared {
        let whole = f64::from(bodies[article.index()].max(1));
        let best = &mut copy_of[article.index()];
        if n >= 2 && f64::from(n) / whole >= COPY && best.is_none_or(|(most, _)| n > most) {
            *best = Some((n, earlier));
        }
    }
    copy_of.into_iter().map(|best| best.map(|(_, earlier)| earlier)).collect()
}

/// Disjoint sets whose root is always the smallest member.
#[derive(Debug)]
struct Union(Vec<usize>);

impl Union {
    fn new(len: usize) -> Self {
        Self((0..len).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        let (low, high) = (a.min(b), a.max(b));
        self.0[high] = low;
    }
}

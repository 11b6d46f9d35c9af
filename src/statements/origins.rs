//! Who reports independently of whom.
//!
//! Support is counted in publishers, not articles: an article's origin is its outlet, but copies of
//! one text share one origin however many outlets print them. A copy holds nearly the same text;
//! who reports in words of its own and credits an agency, even one that others credit, is no copy.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Corpus, Role, Statement};
use crate::text::outlet;

/// Who reports independently of whom among the articles of one story.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// Ascending.
    articles: Vec<ArticleId>,
    /// The smallest article that shares the origin, by position in `articles`.
    of: Vec<ArticleId>,
    /// By position in `articles`.
    copy_of: Vec<Option<ArticleId>>,
}

impl Origins {
    /// Every one of `articles` (ascending) for itself.
    #[must_use]
    pub fn independent(articles: &[ArticleId]) -> Self {
        Self {
            articles: articles.to_vec(),
            of: articles.to_vec(),
            copy_of: vec![None; articles.len()],
        }
    }

    fn at(&self, article: ArticleId) -> Option<usize> {
        self.articles.binary_search(&article).ok()
    }

    /// The origin of an article: the smallest article that shares it; itself for an article of no
    /// such story.
    #[must_use]
    pub fn of(&self, article: ArticleId) -> ArticleId {
        self.at(article).map_or(article, |at| self.of[at])
    }

    /// The earlier article that this one copies nearly whole.
    #[must_use]
    pub fn copy_of(&self, article: ArticleId) -> Option<ArticleId> {
        self.at(article).and_then(|at| self.copy_of[at])
    }
}

/// Least share of an article's sentences that stand in another article when it is a copy of it.
/// Set by: hand, with the rule; what else was tried is not recorded.
const COPY: f64 = 0.6;

/// Works out the origins of `articles` (ascending) from their outlets and from the statements that
/// they share. Texts of their own that credit the same agency are reports of their own. Costs what
/// the story holds, not what the corpus does.
#[must_use]
pub fn origins(corpus: &Corpus, articles: &[ArticleId], statements: &[Statement]) -> Origins {
    let mut union = Union::new(articles.len());
    let sources = articles.iter().map(|&article| &corpus.article(article).source);
    for (at, first) in outlet::of_each(sources).into_iter().enumerate() {
        union.join(at, first);
    }
    let copy_of = copies(corpus, articles, statements);
    for (at, copied) in copy_of.iter().enumerate() {
        if let Some(original) = copied {
            union.join(at, *original);
        }
    }
    Origins {
        articles: articles.to_vec(),
        of: (0..articles.len()).map(|at| articles[union.root(at)]).collect(),
        copy_of: copy_of.into_iter().map(|copied| copied.map(|at| articles[at])).collect(),
    }
}

/// For each article (by position) the earlier one that holds most of its sentences.
fn copies(corpus: &Corpus, articles: &[ArticleId], statements: &[Statement]) -> Vec<Option<usize>> {
    let mut shared: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut bodies = vec![0u32; articles.len()];
    for statement in statements {
        let mut holders: Vec<usize> = Vec::with_capacity(statement.members.len());
        for &member in &statement.members {
            let sentence = corpus.sentence(member);
            let Ok(at) = articles.binary_search(&sentence.article) else { continue };
            bodies[at] += u32::from(sentence.role == Role::Body);
            if holders.last() != Some(&at) {
                holders.push(at);
            }
        }
        // Only the first few articles can be the original: enough to find one, and linear for a
        // thousand copies.
        for (n, &article) in holders.iter().enumerate().skip(1) {
            for &earlier in holders.iter().take(n.min(4)) {
                *shared.entry((article, earlier)).or_insert(0) += 1;
            }
        }
    }
    let mut copy_of: Vec<Option<(u32, usize)>> = vec![None; articles.len()];
    for ((article, earlier), n) in shared {
        let whole = f64::from(bodies[article].max(1));
        let best = &mut copy_of[article];
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

//! Figures that differ: where publishers give different numbers for the same thing, each is shown
//! with its source and time.
//!
//! Precise rather than complete. Two figures count the same thing only
//! * in a story's lead sentences, when both tell the same fate of the same kind of people ("21
//!   people were killed", "at least 32 dead") and neither sentence counts a part, an addition or
//!   another time; or
//! * in two sentences that say nearly the same, with the same word after the number and the same
//!   words around it.
//!
//! Either way the publishers are independent of each other, the articles lie within a day and a
//! half, the sentences name no different days and no different places or people, neither article
//! also gives the other's figure, and the numbers cannot both be true as they are rounded and
//! hedged. Of one publisher's figures the latest counts.
//!
//! Cost: one pass over the story's sentences; claims are compared only with those of the same kind,
//! at most [`COMPARED`] of each.

mod claim;
mod number;
mod tolls;

use std::cell::{LazyCell, OnceCell};
use std::collections::BTreeMap;

use crate::analysis::Story;
use crate::model::{ArticleId, Published, Span, TermId};
use crate::terms::Token;

use claim::{Claim, Fate, Kind, Sentence, push, support};
pub(crate) use number::digits as number_in_digits;
use number::numbers;
pub(crate) use number::value as number_at;
pub(crate) use tolls::Tolls;

/// Most claims of one kind that are compared, the first in canonical order.
/// Bounds the work; set by hand.
const COMPARED: usize = 48;

/// Most differences that a story shows.
/// Set by hand; no trial of other values is recorded.
const MOST: usize = 3;

/// Most figures of one difference.
/// Set by hand; no trial of other values is recorded.
const FIGURES: usize = 4;

/// Sentences of an article in which a toll is the story's own.
/// Set by hand; no trial of other values is recorded.
const LEADS: u32 = 12;

/// Seconds between two articles that may still report the same state of things.
/// Set by hand; no trial of other values is recorded.
const SAME_TIME: i64 = 36 * 3_600;

/// Least share of content words that two sentences share (Jaccard) to say nearly the same.
/// Set by hand; no trial of other values is recorded.
const SAME: f64 = 0.4;

/// A figure and where it stands: what a [`Figure`](crate::model::Figure) is made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// Each article that gives it, and the words that say so, the latest first.
    pub places: Vec<(ArticleId, Span)>,
    /// The number, as bytes of the first place's words.
    pub digits: Span,
    /// Publication of the first place's article.
    pub published: Option<Published>,
}

/// The figures on which a story's publishers differ; the figures of each difference earliest first.
/// A count of the dead or the injured that the article's own title has overtaken ([`Tolls`]) is an
/// earlier stand, no difference.
pub(crate) fn differences(story: &Story<'_>) -> Vec<Vec<Found>> {
    let mut read = Read::new(story);
    // Most stories count nobody.
    let tolls = LazyCell::new(|| Tolls::new(story));
    let stale = |claim: &Claim| {
        matches!(claim.kind, Kind::Toll(Fate::Dead | Fate::Injured, _))
            && story.sentences.get(claim.row).is_some_and(|s| tolls.is_retitled(*s))
    };
    read.claims.retain(|claim| !stale(claim));
    let mut kinds: BTreeMap<Kind, Vec<&Claim>> = BTreeMap::new();
    for claim in &read.claims {
        kinds.entry(claim.kind).or_default().push(claim);
    }
    let mut all: Vec<(u32, Kind, Vec<Found>)> = Vec::new();
    for (kind, claims) in kinds {
        for figures in read.of_kind(kind, &claims) {
            let first = figures.iter().map(|f| f.first).min().unwrap_or(u32::MAX);
            all.push((first, kind, figures.into_iter().map(|f| f.found).collect()));
        }
    }
    all.sort_by_key(|(first, kind, _)| (*first, *kind));
    all.truncate(MOST);
    all.into_iter().map(|(_, _, figures)| figures).collect()
}

/// A figure and the earliest sentence position that gives it.
struct Placed {
    first: u32,
    found: Found,
}

/// A story's sentences, read for figures.
struct Read<'s, 'c> {
    story: &'s Story<'c>,
    claims: Vec<Claim>,
    /// Per article, all the values that it gives, of whatever.
    values: BTreeMap<ArticleId, Vec<f64>>,
    /// Per article, its capitalised terms, ascending.
    names: BTreeMap<ArticleId, Vec<TermId>>,
    /// By row, the content words that are no numbers, once they were asked for.
    terms: Vec<OnceCell<Vec<TermId>>>,
}

impl<'s, 'c> Read<'s, 'c> {
    fn new(story: &'s Story<'c>) -> Self {
        let mut read = Self {
            story,
            claims: Vec::new(),
            values: BTreeMap::new(),
            names: BTreeMap::new(),
            terms: vec![OnceCell::new(); story.sentences.len()],
        };
        for row in 0..story.sentences.len() {
            read.sentence(row);
        }
        for names in read.names.values_mut() {
            names.sort_unstable();
            names.dedup();
        }
        read
    }

    fn sentence(&mut self, row: usize) {
        let Some(&id) = self.story.sentences.get(row) else { return };
        let corpus = self.story.corpus;
        let place = corpus.sentence(id);
        let tokens = self.story.table.sentence(id);
        let names = tokens.iter().filter(|t| t.is_capital() && t.is_content()).map(|t| t.term());
        self.names.entry(place.article).or_default().extend(names);
        let text = corpus.text(id);
        let mut sentence = Sentence::new(text, corpus.language(place.article));
        sentence.article = place.article;
        sentence.row = row;
        sentence.position = place.position;
        sentence.start = place.span.start() as usize;
        let found = numbers(text, &sentence.words, &sentence.lower, sentence.language);
        self.values.entry(place.article).or_default().extend(found.iter().map(|n| n.value));
        let term = |n: usize| {
            // A sentence has one token a word.
            tokens.get(n).map(|t| t.term())
        };
        let mut claims: Vec<Claim> =
            found.into_iter().filter_map(|number| sentence.claim(number, &term)).collect();
        // What a sentence counts twice, it tells apart by its words, which nobody here understands.
        let kinds: Vec<Kind> = claims.iter().map(|c| c.kind).collect();
        claims.retain(|c| kinds.iter().filter(|k| **k == c.kind).count() == 1);
        self.claims.extend(claims);
    }

    /// The differences among claims of one kind.
    fn of_kind(&self, kind: Kind, claims: &[&Claim]) -> Vec<Vec<Placed>> {
        let toll = matches!(kind, Kind::Toll(..));
        let mut usable: Vec<&Claim> =
            claims.iter().copied().filter(|c| !toll || c.position < LEADS).collect();
        if toll {
            self.only_own(&mut usable);
        }
        usable.truncate(COMPARED);
        let mut used = vec![false; usable.len()];
        let mut differences = Vec::new();
        for a in 0..usable.len() {
            if used[a] {
                continue;
            }
            let others: Vec<usize> = (a + 1..usable.len())
                .filter(|&b| !used[b] && self.differ(usable[a], usable[b], toll))
                .collect();
            if others.is_empty() {
                continue;
            }
            let mut figures: Vec<Vec<&Claim>> = Vec::new();
            for (n, &claim) in usable.iter().enumerate().filter(|(n, _)| !used[*n]) {
                let same = n == a || others.contains(&n);
                if same {
                    push(&mut figures, claim);
                }
            }
            // What others say in the same words supports one of the figures.
            for (n, &claim) in usable.iter().enumerate() {
                let told = !used[n] && n != a && !others.contains(&n);
                if told
                    && (toll || self.is_alike(usable[a], claim))
                    && self.in_time(usable[a], claim)
                {
                    support(&mut figures, claim);
                }
            }
            used[a] = true;
            others.iter().for_each(|&b| used[b] = true);
            let placed = self.placed(figures);
            if placed.len() > 1 {
                differences.push(placed);
            }
        }
        differences
    }

    /// Keeps of each article its first claim, if it makes no other, and of each publisher its
    /// latest article's.
    fn only_own(&self, claims: &mut Vec<&Claim>) {
        let mut by_article: BTreeMap<ArticleId, Vec<&Claim>> = BTreeMap::new();
        for claim in claims.iter() {
            by_article.entry(claim.article).or_default().push(claim);
        }
        claims.retain(|claim| {
            let own = by_article.get(&claim.article).map_or(&[][..], Vec::as_slice);
            own.first().is_some_and(|first| std::ptr::eq(*first, *claim))
                && own.iter().all(|other| other.number.agrees(&claim.number))
        });
        let latest = self.latest_of_origin(claims);
        claims.retain(|claim| latest.get(&self.origin(claim)) == Some(&claim.article));
    }

    fn latest_of_origin(&self, claims: &[&Claim]) -> BTreeMap<ArticleId, ArticleId> {
        let mut latest: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
        for claim in claims {
            let entry = latest.entry(self.origin(claim)).or_insert(claim.article);
            if (self.second(claim.article), claim.article) > (self.second(*entry), *entry) {
                *entry = claim.article;
            }
        }
        latest
    }

    fn origin(&self, claim: &Claim) -> ArticleId {
        self.story.origins.of(claim.article)
    }

    fn second(&self, article: ArticleId) -> Option<i64> {
        self.story.corpus.article(article).published.map(|p| p.at.as_second())
    }

    /// Whether two claims of one kind give different figures for the same thing.
    fn differ(&self, a: &Claim, b: &Claim, toll: bool) -> bool {
        self.origin(a) != self.origin(b)
            && !a.number.agrees(&b.number)
            && self.in_time(a, b)
            && !self.gives(a.article, b)
            && !self.gives(b.article, a)
            && Self::days_agree(a, b)
            && (toll || self.is_alike(a, b))
            && self.names_agree(a, b)
            && !self.newer_agrees(a, b)
    }

    fn in_time(&self, a: &Claim, b: &Claim) -> bool {
        match (self.second(a.article), self.second(b.article)) {
            (Some(a), Some(b)) => a.abs_diff(b) <= SAME_TIME.unsigned_abs(),
            _ => true,
        }
    }

    /// Whether an article gives the value of `claim` too.
    fn gives(&self, article: ArticleId, claim: &Claim) -> bool {
        let values = self.values.get(&article).map_or(&[][..], Vec::as_slice);
        values.iter().any(|value| (value - claim.number.value).abs() < 1e-9)
    }

    /// Whether the older one's publisher later gave the newer one's figure, or one that agrees with
    /// it.
    fn newer_agrees(&self, a: &Claim, b: &Claim) -> bool {
        let later = |own: &Claim, other: &Claim| {
            self.story.articles.iter().any(|&article| {
                article != own.article
                    && self.story.origins.of(article) == self.origin(own)
                    && self.second(article) >= self.second(own.article)
                    && self.gives(article, other)
            })
        };
        later(a, b) || later(b, a)
    }

    fn terms(&self, claim: &Claim) -> &[TermId] {
        let place = self.story.sentences.get(claim.row).zip(self.terms.get(claim.row));
        let Some((&id, read)) = place else { return &[] };
        read.get_or_init(|| {
            let tokens = self.story.table.sentence(id).iter();
            let content = tokens.filter(|t| t.is_content() && !t.has_digit());
            let mut terms: Vec<TermId> = content.map(|t| t.term()).collect();
            terms.sort_unstable();
            terms.dedup();
            terms
        })
    }

    /// Whether two sentences say nearly the same, number and all aside, and much the same around
    /// the number.
    #[allow(clippy::cast_precision_loss)]
    fn is_alike(&self, a: &Claim, b: &Claim) -> bool {
        let (own, other) = (self.terms(a), self.terms(b));
        let shared = own.iter().filter(|t| other.binary_search(t).is_ok()).count();
        let all = own.len() + other.len() - shared;
        shared >= 4 && shared as f64 >= SAME * all as f64 && self.near(a, b) && a.turns == b.turns
    }

    /// Whether the content words nearest to the numbers, before and after, are the same.
    fn near(&self, a: &Claim, b: &Claim) -> bool {
        let around = |claim: &Claim| -> (Vec<TermId>, Vec<TermId>) {
            let Some(&id) = self.story.sentences.get(claim.row) else { return Default::default() };
            let at = claim.phrase.start() + claim.digits.start();
            let from = self.story.corpus.sentence(id).span.start();
            let at = at.saturating_sub(from) as usize;
            let tokens = self.story.table.sentence(id);
            let passed =
                crate::text::words(self.story.corpus.text(id)).take_while(|w| w.start < at).count();
            let (before, after) = tokens.split_at(passed.min(tokens.len()));
            let content = |t: &&Token| t.is_content() && !t.has_digit();
            let before: Vec<TermId> = before.iter().filter(content).map(|t| t.term()).collect();
            let after = after.iter().filter(content).map(|t| t.term()).take(2).collect();
            (before.iter().rev().take(2).copied().collect(), after)
        };
        let ((a_before, a_after), (b_before, b_after)) = (around(a), around(b));
        let meet = |x: &[TermId], y: &[TermId]| x.iter().any(|t| y.contains(t));
        let open = a_before.is_empty() && b_before.is_empty();
        (open || meet(&a_before, &b_before)) && meet(&a_after, &b_after)
    }

    /// Sentences that name days must share one.
    fn days_agree(a: &Claim, b: &Claim) -> bool {
        a.days.is_empty() || b.days.is_empty() || a.days.iter().any(|day| b.days.contains(day))
    }

    /// Sentences that both name somebody or some place must share a name, and each article must
    /// know most of the names of the other's sentence: the dead of a town are not those of its
    /// country.
    fn names_agree(&self, a: &Claim, b: &Claim) -> bool {
        let names = |claim: &Claim| -> Vec<TermId> {
            let Some(&id) = self.story.sentences.get(claim.row) else { return Vec::new() };
            let tokens = self.story.table.sentence(id).iter().skip(1);
            tokens
                .filter(|t| t.is_capital() && t.is_content() && !t.has_digit())
                .map(|t| t.term())
                .collect()
        };
        let known = |names: &[TermId], article: ArticleId| {
            let all = self.names.get(&article).map_or(&[][..], Vec::as_slice);
            let unknown = names.iter().filter(|t| all.binary_search(t).is_err()).count();
            2 * unknown <= names.len()
        };
        let (own, other) = (names(a), names(b));
        let meet = own.is_empty() || other.is_empty() || own.iter().any(|t| other.contains(t));
        meet && known(&own, b.article) && known(&other, a.article)
    }

    /// The figures with their places, earliest first; each publisher stands for one of them only.
    fn placed(&self, mut figures: Vec<Vec<&Claim>>) -> Vec<Placed> {
        let latest = self.latest_of_origin(&figures.concat());
        for claims in &mut figures {
            claims.retain(|claim| latest.get(&self.origin(claim)) == Some(&claim.article));
            claims.sort_by_key(|c| (std::cmp::Reverse(self.second(c.article)), c.article));
            claims.dedup_by_key(|c| c.article);
        }
        figures.retain(|claims| !claims.is_empty());
        let mut placed: Vec<Placed> = figures
            .into_iter()
            .filter_map(|claims| {
                let first = claims.first()?;
                Some(Placed {
                    first: claims.iter().map(|c| c.position).min()?,
                    found: Found {
                        places: claims.iter().map(|c| (c.article, c.phrase)).collect(),
                        digits: first.digits,
                        published: self.story.corpus.article(first.article).published,
                    },
                })
            })
            .collect();
        placed.sort_by_key(|p| {
            (
                p.found.published.is_none(),
                p.found.published.map(|t| t.at),
                p.found.places.first().copied(),
            )
        });
        placed.truncate(FIGURES);
        placed
    }
}

#[cfg(test)]
mod tests;

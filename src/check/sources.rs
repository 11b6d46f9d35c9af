//! The sources, sentence by sentence, found by their rare words.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{Facts, Kind, Token, alike, flat};
use super::reader::{MOST, Reader};
use crate::model::{Article, Language, Span};
use crate::read::canonical_address;
use crate::split;
use crate::text::names::fold_name;
use crate::text::{language, mentioned::Outlets, paragraphs, words};
use crate::threads;

/// A sentence of a source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub article: usize,
    /// Bytes of the article's text; `None` for its title.
    pub span: Option<Span>,
}

/// Words that the rarest of a sentence are looked up for, and how long a list of sentences may be
/// that is walked for one.
/// Set by: choice; the first bounds the cost of a sentence, the second that of a word, whatever
/// the number of sources.
const LOOKED_UP: (usize, usize) = (14, 4000);

/// Sentences that are compared with one of the digest: of all sources, and of those it cites.
/// Set by: choice; on tests/verify/tuned.tsv half as many give the same verdicts.
const COMPARED: (usize, usize) = (16, 10);

/// All that is asked of the sources.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    pub articles: &'a [Article],
    pub languages: Vec<Option<Language>>,
    readers: BTreeMap<Option<Language>, Reader>,
    lines: Vec<Line>,
    /// Where an article's lines begin; one more at the end.
    first: Vec<usize>,
    postings: BTreeMap<String, Vec<usize>>,
    /// Words as they stand, in lower case.
    plain: BTreeSet<String>,
    /// Keys of names however they are spelled.
    folded: BTreeSet<String>,
    /// Words that are names wherever they stand, in lower case.
    pub known: BTreeSet<String>,
    /// Words that are names in the sources of one language alone, where every noun has a capital:
    /// "Fund" is a name in English.
    names: BTreeMap<Option<Language>, BTreeSet<String>>,
    /// Words that stand without a capital somewhere.
    pub small: BTreeSet<String>,
    /// First letters of runs of capitalised words: "EU" for "European Union".
    initials: BTreeSet<String>,
    addresses: BTreeMap<String, usize>,
    /// The names of all outlets.
    pub outlets: Outlets,
}

impl<'a> Sources<'a> {
    pub(super) fn new(articles: &'a [Article]) -> Self {
        let languages: Vec<Option<Language>> = articles.iter().map(language::of).collect();
        let readers: BTreeMap<Option<Language>, Reader> =
            languages.iter().map(|l| (*l, Reader::new(*l))).collect();
        let mut sources = Self {
            articles,
            readers,
            lines: Vec::new(),
            first: Vec::new(),
            postings: BTreeMap::new(),
            plain: BTreeSet::new(),
            folded: BTreeSet::new(),
            known: BTreeSet::new(),
            names: BTreeMap::new(),
            initials: BTreeSet::new(),
            small: BTreeSet::new(),
            addresses: BTreeMap::new(),
            outlets: Outlets::of(articles.iter().map(|article| &article.source)),
            languages,
        };
        let none = BTreeSet::new();
        let read = threads::map(articles, |index, article| {
            let language = sources.languages.get(index).copied().flatten();
            let reader = sources.readers.get(&language);
            let lines = lines(index, article, language);
            let read = |line: &Line| reader.map(|r| r.read(said(article, line), &none));
            let facts: Vec<Facts> = lines.iter().map(|l| read(l).unwrap_or_default()).collect();
            (lines, facts)
        });
        let mut seen = Seen::default();
        for (index, (lines, facts)) in read.into_iter().enumerate() {
            sources.first.push(sources.lines.len());
            let language = sources.languages.get(index).copied().flatten();
            if let Some(reader) = sources.readers.get(&language) {
                facts.iter().for_each(|facts| seen.take(facts, reader));
            }
            for (line, facts) in lines.into_iter().zip(facts) {
                sources.take(line, &facts);
            }
            if let Some(article) = articles.get(index) {
                sources.address(index, article);
            }
        }
        sources.first.push(sources.lines.len());
        for word in seen.nouns(&sources.readers) {
            sources.known.remove(&word);
            for names in sources.names.values_mut() {
                names.remove(&word);
            }
        }
        sources
    }

    fn address(&mut self, index: usize, article: &Article) {
        let source = &article.source;
        let place = source.place.to_string();
        let keys = [source.url.as_deref(), Some(place.as_str()), article.id.as_deref()];
        for address in keys.into_iter().flatten() {
            self.addresses.entry(key(address)).or_insert(index);
        }
    }

    fn take(&mut self, line: Line, facts: &Facts) {
        let number = self.lines.len();
        self.lines.push(line);
        let mut terms = BTreeSet::new();
        for (n, token) in facts.tokens.iter().enumerate() {
            terms.extend(keys(token));
            self.plain.insert(token.plain.clone());
            if !token.capital {
                if !self.small.contains(&token.plain) {
                    self.small.insert(token.plain.clone());
                }
                continue;
            }
            self.folded.extend(fold_name(&token.plain));
            let last = facts.tokens.get(n + 1).is_none_or(|next| next.run != token.run);
            if token.kind == Kind::Name && !facts.shouted && (token.run == 0 || last) {
                self.known.insert(token.plain.clone());
                if token.joins {
                    let language = self.languages.get(line.article).copied().flatten();
                    self.names.entry(language).or_default().insert(token.plain.clone());
                }
            }
        }
        for run in runs(facts) {
            self.initials.insert(run.iter().filter_map(|t| t.plain.chars().next()).collect());
        }
        for term in terms {
            self.postings.entry(term).or_default().push(number);
        }
    }

    /// Words that are names wherever they stand in a sentence of a language.
    pub(super) fn names(&self, language: Option<Language>) -> &BTreeSet<String> {
        self.names.get(&language).unwrap_or(&self.known)
    }

    /// The source at an address, a path or an identifier.
    pub(super) fn at(&self, address: &str) -> Option<usize> {
        self.addresses.get(&key(address)).copied()
    }

    pub(super) fn line(&self, number: usize) -> Option<Line> {
        self.lines.get(number).copied()
    }

    pub(super) fn text(&self, number: usize) -> &str {
        let Some(line) = self.lines.get(number) else { return "" };
        self.articles.get(line.article).map_or("", |article| said(article, line))
    }

    /// Reads a sentence of a source, knowing which words are names.
    pub(super) fn facts(&self, number: usize) -> Facts {
        let language = self.lines.get(number).and_then(|l| self.languages.get(l.article)).copied();
        let language = language.flatten();
        let reader = self.readers.get(&language);
        reader.map(|r| r.read(self.text(number), self.names(language))).unwrap_or_default()
    }

    /// The sentences of one source around another, that one left out: `back` before it and as many
    /// behind.
    pub(super) fn around(&self, number: usize, reach: usize) -> Vec<usize> {
        let Some(line) = self.line(number) else { return Vec::new() };
        let from = self.first.get(line.article).copied().unwrap_or(0);
        let to = self.first.get(line.article + 1).copied().unwrap_or(from);
        let near = number.saturating_sub(reach).max(from)..(number + reach + 1).min(to);
        near.filter(|n| *n != number).collect()
    }

    /// How much a word tells, by how few sentences have it.
    pub(super) fn weight(&self, token: &Token) -> f64 {
        /// A word that no source has may be another's synonym: it weighs as one that some have.
        /// Set by: tests/verify/tuned.tsv, with 1 and 4 beside it.
        const UNKNOWN: f64 = 2.0;
        if !token.is_content() {
            return 0.0;
        }
        let have = keys(token).iter().filter_map(|k| self.postings.get(k)).map(Vec::len).max();
        have.map_or(UNKNOWN, |have| self.rarity(have))
    }

    /// Whether a source has a word, in its title or text.
    pub(super) fn tells(&self, article: usize, token: &Token) -> bool {
        let from = self.first.get(article).copied().unwrap_or(0);
        let to = self.first.get(article + 1).copied().unwrap_or(from);
        keys(token).iter().filter_map(|key| self.postings.get(key)).any(|lines| {
            let next = lines.partition_point(|line| *line < from);
            lines.get(next).is_some_and(|line| *line < to)
        })
    }

    /// The sentences of a source, its title first.
    pub(super) fn of(&self, article: usize) -> std::ops::Range<usize> {
        let from = self.first.get(article).copied().unwrap_or(0);
        from..self.first.get(article + 1).copied().unwrap_or(from)
    }

    fn rarity(&self, have: usize) -> f64 {
        let all = f64::from(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
        let have = f64::from(u32::try_from(have).unwrap_or(u32::MAX));
        libm::log((all + 1.0) / (have + 1.0)).clamp(1.0, 5.0)
    }

    /// The sentences that share most with one, best first; those of `cited` sources are sure of
    /// their places.
    pub(super) fn near(&self, facts: &Facts, cited: &BTreeSet<usize>) -> Vec<usize> {
        let terms: BTreeSet<String> =
            facts.tokens.iter().filter(|t| t.is_content()).flat_map(keys).collect();
        let mut lists: Vec<&Vec<usize>> =
            terms.iter().filter_map(|term| self.postings.get(term)).collect();
        lists.sort_by_key(|list| list.len());
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let short = lists.iter().take(LOOKED_UP.0).enumerate();
        for (n, list) in short.filter(|(n, list)| *n == 0 || list.len() <= LOOKED_UP.1) {
            let weight = self.rarity(list.len());
            for line in list.iter().take(if n == 0 { LOOKED_UP.1 } else { usize::MAX }) {
                *scores.entry(*line).or_default() += weight;
            }
        }
        let mut ranked: Vec<(usize, f64)> = scores.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let of = |line: usize| self.line(line).map(|l| l.article);
        let own = ranked.iter().filter(|(line, _)| of(*line).is_some_and(|a| cited.contains(&a)));
        let mut all: Vec<usize> = own.take(COMPARED.1).map(|(line, _)| *line).collect();
        for (line, _) in ranked.iter().take(COMPARED.0) {
            if !all.contains(line) {
                all.push(*line);
            }
        }
        all
    }

    /// The sentences that hold a number.
    pub(super) fn with_number(&self, token: &Token) -> Vec<usize> {
        let lists = keys(token).into_iter().filter_map(|key| self.postings.get(&key));
        let mut all: Vec<usize> = lists.flat_map(|l| l.iter().take(LOOKED_UP.1)).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether a word is a common noun of a language in which every noun has a capital.
    pub(super) fn is_noun(&self, word: &str, language: Option<Language>) -> bool {
        self.readers.get(&language).is_some_and(|reader| reader.is_noun(word))
    }

    /// Whether any source has this word of a name, however it is spelled.
    pub(super) fn has_name(&self, token: &Token) -> bool {
        let word = &token.plain;
        let stem: String = word.chars().take(5).collect();
        let spelled = || {
            let from = self.plain.range(stem.clone()..);
            from.take_while(|w| w.starts_with(&stem)).any(|w| alike(w, word) > 0.0)
        };
        self.plain.contains(word)
            || self.initials.contains(word)
            || fold_name(word).is_some_and(|key| self.folded.contains(&key))
            || (stem.chars().count() == 5 && spelled())
            || self.postings.contains_key(&token.stem)
    }

    /// A source that has these words one after another, whatever the signs between them; a cited
    /// one before others.
    pub(super) fn quoted(
        &self,
        words: &str,
        facts: &Facts,
        cited: &BTreeSet<usize>,
    ) -> Option<usize> {
        let wanted = flat(words);
        let rarest = facts
            .tokens
            .iter()
            .flat_map(keys)
            .map(|key| self.postings.get(&key).map_or(&[][..], Vec::as_slice))
            .min_by_key(|list| list.len())?;
        let mut articles: Vec<usize> = rarest
            .iter()
            .take(LOOKED_UP.1)
            .filter_map(|l| self.line(*l))
            .map(|l| l.article)
            .collect();
        articles.sort_by_key(|article| (!cited.contains(article), *article));
        articles.dedup();
        let has = |article: &Article| {
            flat(article.text()).contains(&wanted)
                || article.title.as_deref().is_some_and(|title| flat(title).contains(&wanted))
        };
        articles.into_iter().find(|index| self.articles.get(*index).is_some_and(has))
    }
}

/// Where every noun has a capital: how often a word ends a run of capitalised words, and whether it
/// ever stands where a name does not.
#[derive(Debug, Default)]
struct Seen(BTreeMap<String, (usize, bool)>);

impl Seen {
    fn take(&mut self, facts: &Facts, reader: &Reader) {
        for (n, token) in facts.tokens.iter().enumerate().filter(|(_, t)| t.joins && t.capital) {
            let before = n.checked_sub(1).and_then(|n| facts.tokens.get(n));
            let led = before.is_some_and(|before| reader.leads_noun(before));
            let last = facts.tokens.get(n + 1).is_none_or(|next| next.run != token.run);
            if led || (token.run > 0 && last) {
                let seen = self.0.entry(token.plain.clone()).or_default();
                seen.0 += usize::from(!led);
                seen.1 |= led;
            }
        }
    }

    /// Words that are common nouns: one that stands behind an article, or one of the language, or
    /// ending with one, that ends a single run.
    fn nouns(&self, readers: &BTreeMap<Option<Language>, Reader>) -> Vec<String> {
        let common = |word: &str| readers.values().any(|reader| reader.is_noun(word));
        let noun = |(word, (ends, led)): (&String, &(usize, bool))| {
            (*led || (*ends < 2 && common(word))).then(|| word.clone())
        };
        self.0.iter().filter_map(noun).collect()
    }
}

/// What a word is looked up by: its stem, or what it may be worth.
fn keys(token: &Token) -> Vec<String> {
    match token.kind {
        Kind::Small | Kind::Denial => Vec::new(),
        Kind::Number => token.values.iter().map(|value| format!("#{value}")).collect(),
        _ => vec![token.stem.clone()],
    }
}

/// Runs of capitalised words.
fn runs(facts: &Facts) -> Vec<Vec<&Token>> {
    let mut runs: BTreeMap<usize, Vec<&Token>> = BTreeMap::new();
    for token in facts.tokens.iter().filter(|token| token.run > 0) {
        runs.entry(token.run).or_default().push(token);
    }
    runs.into_values().collect()
}

fn lines(index: usize, article: &Article, language: Option<Language>) -> Vec<Line> {
    let text = article.text();
    let title = article.title.iter().map(|_| Line { article: index, span: None });
    let blocks = paragraphs(text).into_iter();
    let spans = blocks.flat_map(|block| split::sentences(text, block, language));
    let spans = spans.flat_map(|span| pieces(text, span));
    title.chain(spans.map(|span| Line { article: index, span: Some(span) })).collect()
}

/// A sentence, or its pieces where it has more words than are read at once: text without marks.
fn pieces(text: &str, span: Span) -> Vec<Span> {
    let starts: Vec<u32> = words(span.of(text).unwrap_or(""))
        .step_by(MOST)
        .filter_map(|w| u32::try_from(w.start).ok())
        .collect();
    if starts.len() < 2 {
        return vec![span];
    }
    // The first begins where the sentence does, each other one at a word.
    let from = |n: usize| {
        if n == 0 { span.start() } else { span.start() + starts.get(n).copied().unwrap_or(0) }
    };
    let to = |n: usize| starts.get(n + 1).map_or(span.end(), |at| span.start() + at);
    (0..starts.len()).map(|n| Span::new(from(n), to(n))).collect()
}

fn said<'t>(article: &'t Article, line: &Line) -> &'t str {
    match line.span {
        Some(span) => span.of(article.text()).unwrap_or(""),
        None => article.title.as_deref().unwrap_or(""),
    }
}

/// What addresses are compared by: no scheme, no "www.", no slash at the end.
pub(super) fn key(address: &str) -> String {
    let whole = canonical_address(address).unwrap_or_else(|| address.trim().to_owned());
    let bare = whole.split_once("://").map_or(whole.as_str(), |(_, rest)| rest);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/').to_owned()
}

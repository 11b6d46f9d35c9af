//! From comparisons to a verdict. "In no source" needs a reason that can be shown; support needs
//! every detail.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::Comparison;
use super::compare::compare;
use super::digest::{Claim, Digest};
use super::doubt::{Doubt, Held, Model, Row};
use super::facts::{Facts, Kind, Token};
use super::reader::Reader;
use super::sources::Sources;
use super::{Checked, Counts, Difference, Passage, Read, Report, Verdict};
use crate::model::{Language, Span};
use crate::text::language::detect;
use crate::text::mentioned::Outlets;

pub(super) fn check(digest: &Digest, sources: &Sources<'_>, model: &Model) -> Report {
    let articles = sources.articles;
    let mut judge = Judge::new(sources, model);
    let mut sentences: Vec<Checked> =
        digest.claims.iter().map(|claim| judge.claim(claim, digest.language)).collect();
    // Sources are numbered in the order of the inputs, those alone that the report names.
    let shown: BTreeSet<usize> = judge.shown.keys().copied().collect();
    let numbers: BTreeMap<usize, usize> = shown.iter().copied().zip(1..).collect();
    let mut counts = Counts::default();
    for sentence in &mut sentences {
        match sentence.verdict {
            Verdict::Verbatim => counts.verbatim += 1,
            Verdict::Supported => counts.supported += 1,
            Verdict::Elsewhere => counts.elsewhere += 1,
            Verdict::Absent => counts.absent += 1,
            Verdict::Unclear => counts.unclear += 1,
        }
        let number = |index: &mut usize| *index = numbers.get(index).copied().unwrap_or(0);
        sentence.cited.iter_mut().for_each(number);
        sentence.passages.iter_mut().for_each(|p| number(&mut p.source));
    }
    let read = |(index, number): (&usize, &usize)| {
        let article = articles.get(*index)?;
        Some(Read {
            number: *number,
            title: article.title.clone(),
            publisher: article.source.publisher.clone(),
            url: article.source.url.clone(),
            place: article.source.place.to_string(),
        })
    };
    Report {
        schema: "tidings-check/1",
        form: digest.form,
        title: digest.title.clone(),
        articles: articles.len(),
        counts,
        sentences,
        sources: numbers.iter().filter_map(read).collect(),
    }
}

pub(super) struct Judge<'s> {
    pub(super) sources: &'s Sources<'s>,
    pub(super) model: &'s Model,
    readers: BTreeMap<Option<Language>, Reader>,
    /// Sources that the report names.
    shown: BTreeMap<usize, ()>,
    /// The sentences of sources that were asked before.
    read: BTreeMap<usize, Vec<Facts>>,
}

/// A sentence of the digest on its way to a verdict.
pub(super) struct Case<'c> {
    pub text: &'c str,
    pub facts: Facts,
    pub language: Option<Language>,
    pub cited: BTreeSet<usize>,
    /// Whether something is cited that is not at hand.
    pub blind: bool,
    /// Sentences of the sources, the nearest first.
    pub near: Vec<Comparison>,
    /// The sources that are cited, or else those of `near`.
    pub asked: BTreeSet<usize>,
    /// The words with meaning, and whether those sources have them anywhere.
    pub content: Vec<(usize, bool)>,
    /// Its details, each with what the model says of it: how likely it is wrong.
    pub doubts: Vec<(Doubt, f32)>,
}

impl<'s> Judge<'s> {
    pub(super) fn new(sources: &'s Sources<'s>, model: &'s Model) -> Self {
        Self {
            sources,
            model,
            readers: BTreeMap::new(),
            shown: BTreeMap::new(),
            read: BTreeMap::new(),
        }
    }

    fn claim(&mut self, claim: &Claim, language: Option<Language>) -> Checked {
        let missing: Vec<String> = claim
            .cites
            .iter()
            .filter(|address| self.sources.at(address).is_none())
            .cloned()
            .collect();
        let case = self.case(claim, language);
        let (verdict, differs, first) = self.verdict(&case);
        let mut passages = self.passages(&case, verdict, first);
        if differs.is_empty() {
            // What is not held against the digest is not marked either.
            passages.iter_mut().for_each(|p| p.differs.clear());
        }
        if let Some(passage) = passages.first_mut() {
            let found = differs.iter().filter_map(|d| d.found.as_deref());
            for at in found.filter_map(|words| passage.text.find(words).map(|n| (n, words.len()))) {
                let span = Span::of_range(at.0..at.0 + at.1);
                if !passage.differs.iter().any(|d| d.start() < span.end() && span.start() < d.end())
                {
                    passage.differs.push(span);
                }
            }
        }
        let shown = case.cited.iter().copied().chain(passages.iter().map(|p| p.source));
        self.shown.extend(shown.map(|index| (index, ())));
        Checked {
            text: claim.text.clone(),
            section: claim.section.clone(),
            verdict,
            cited: case.cited.iter().copied().collect(),
            missing,
            differs,
            passages,
        }
    }

    /// A sentence read, with the sentences of the sources that are near it.
    pub(super) fn case<'c>(&mut self, claim: &'c Claim, language: Option<Language>) -> Case<'c> {
        let found: Vec<Option<usize>> = claim.cites.iter().map(|c| self.sources.at(c)).collect();
        let blind = found.contains(&None);
        let cited: BTreeSet<usize> = found.into_iter().flatten().collect();
        let language = self.language(&claim.text, language, &cited);
        let reader = self.readers.entry(language).or_insert_with(|| Reader::new(language));
        let mut facts = reader.read(&claim.text, self.sources.names(language));
        self.credit(&claim.text, &mut facts, &cited);
        let weights: Vec<f64> = facts.tokens.iter().map(|t| self.sources.weight(t)).collect();
        let lines = self.sources.near(&facts, &cited);
        let mut near: Vec<Comparison> = lines
            .into_iter()
            .filter_map(|line| compare(&facts, &weights, self.sources, line))
            .collect();
        near.sort_by(|a, b| {
            (b.cover + b.whole).total_cmp(&(a.cover + a.whole)).then(a.line.cmp(&b.line))
        });
        let asked = match cited.is_empty() {
            true => near.iter().map(|c| c.article).collect(),
            false => cited.clone(),
        };
        for article in &asked {
            self.read.entry(*article).or_insert_with(|| {
                self.sources.of(*article).map(|line| self.sources.facts(line)).collect()
            });
        }
        let content = self.content(&facts, &asked);
        let text = &claim.text;
        let doubts = self.doubts(&Held { text, facts: &facts, language }, &asked, &near);
        Case { text, facts, language, cited, blind, near, asked, content, doubts }
    }

    /// The language of a sentence of a digest in `language`: that of the sources that it cites where
    /// it is plainly in it, as in a letter that has parts in two.
    fn language(
        &self,
        text: &str,
        language: Option<Language>,
        cited: &BTreeSet<usize>,
    ) -> Option<Language> {
        let of = |index: &usize| self.sources.languages.get(*index).copied().flatten();
        let cited: BTreeSet<Language> = cited.iter().filter_map(of).collect();
        let foreign = language.is_some_and(|own| !cited.is_empty() && !cited.contains(&own));
        let found = foreign.then(|| detect(text)).flatten().filter(|found| cited.contains(found));
        found.or(language).or_else(|| detect(text))
    }

    /// Makes the names of the sources' outlets words that tell nothing: "The New York Times writes"
    /// stands in no article of it.
    fn credit(&self, text: &str, facts: &mut Facts, cited: &BTreeSet<usize>) {
        /// Outlets that are looked at with domains of two letters. Set by: choice; a sentence cites
        /// few.
        const CITED: usize = 8;
        let articles = cited.iter().take(CITED).filter_map(|n| self.sources.articles.get(*n));
        let own = Outlets::cited(articles.map(|article| &article.source));
        let all = [&self.sources.outlets, &own].map(|outlets| outlets.mentioned(text));
        for at in all.iter().flatten() {
            for token in &mut facts.tokens {
                if at.contains(&token.at.start) && token.kind == Kind::Name {
                    (token.kind, token.run) = (Kind::Small, 0);
                }
            }
        }
    }

    /// The details of a sentence, and what the model says of each.
    fn doubts(
        &self,
        held: &Held<'_>,
        asked: &BTreeSet<usize>,
        near: &[Comparison],
    ) -> Vec<(Doubt, f32)> {
        /// Sentences of the sources that the details are held against.
        /// Set by: choice; it bounds the cost of a sentence that cites books.
        const ROWS: usize = 4000;
        let title = |line| self.sources.line(line).is_some_and(|l| l.span.is_none());
        let lines = asked.iter().flat_map(|article| {
            let read = self.read.get(article).into_iter().flatten();
            self.sources.of(*article).zip(read).map(move |(line, facts)| Row {
                line,
                article: *article,
                title: title(line),
                asked: true,
                facts,
            })
        });
        let other = near.iter().filter(|c| !asked.contains(&c.article)).map(|c| Row {
            line: c.line,
            article: c.article,
            title: title(c.line),
            asked: false,
            facts: &c.facts,
        });
        let rows: Vec<Row<'_>> = lines.take(ROWS).chain(other).collect();
        let said = held.doubts(&rows).into_iter();
        said.map(|doubt| (doubt.x, doubt)).map(|(x, d)| (d, self.model.wrong(&x))).collect()
    }

    /// The words of a sentence that have a meaning, and whether some of `articles` have them.
    fn content(&self, facts: &Facts, articles: &BTreeSet<usize>) -> Vec<(usize, bool)> {
        let all = || articles.iter().filter_map(|article| self.read.get(article)).flatten();
        let told =
            |word: &Token| all().flat_map(|f| &f.tokens).any(|other| word.agrees(other) > 0.0);
        let words = facts.tokens.iter().enumerate().filter(|(_, t)| t.is_content());
        words.map(|(n, word)| (n, told(word))).collect()
    }

    /// The verdict, what differs, and the line that the report shows first.
    fn verdict(&self, case: &Case<'_>) -> (Verdict, Vec<Difference>, Option<usize>) {
        if let Some((article, line)) = self.verbatim(case) {
            let own = case.cited.contains(&article) || (case.cited.is_empty() && !case.blind);
            let verdict = if own { Verdict::Verbatim } else { Verdict::Elsewhere };
            return (verdict, Vec::new(), line);
        }
        let supports = |c: &&Comparison| self.supports(case, c);
        let own = |c: &&Comparison| case.cited.contains(&c.article) || case.cited.is_empty();
        let reasons = self.absent(case);
        if reasons.is_empty() {
            let supported = case.near.iter().filter(own).find(supports);
            if supported.is_none()
                && let Some(found) = case.near.iter().find(supports)
            {
                return (Verdict::Elsewhere, self.otherwise(case), Some(found.line));
            }
            let reasons = self.doubted(case);
            if !reasons.is_empty() {
                return absent(case, reasons);
            }
            if let Some(found) = supported {
                let verdict = if case.cited.is_empty() && case.blind {
                    Verdict::Elsewhere
                } else {
                    Verdict::Supported
                };
                return (verdict, Vec::new(), Some(found.line));
            }
            return (Verdict::Unclear, Vec::new(), case.near.first().map(|c| c.line));
        }
        absent(case, reasons)
    }

    /// The source that has the whole sentence, and the line of it that is nearest.
    fn verbatim(&self, case: &Case<'_>) -> Option<(usize, Option<usize>)> {
        /// Fewer words than this may stand anywhere by chance.
        /// Set by: choice.
        const WORDS: usize = 4;
        if case.facts.tokens.len() < WORDS {
            return None;
        }
        let article = self.sources.quoted(case.text, &case.facts, &case.cited)?;
        // "No" before it, and it is quoted to mean the contrary.
        let turned = |c: &Comparison| c.conflicts.iter().any(|c| c.kind == Kind::Denial);
        if case.near.iter().any(|c| c.article == article && c.cover > 0.9 && turned(c)) {
            return None;
        }
        let line = case.near.iter().find(|c| c.article == article).map(|c| c.line);
        Some((article, line))
    }

    /// The nearest sentences for the report, `first` before the others.
    fn passages(&self, case: &Case<'_>, verdict: Verdict, first: Option<usize>) -> Vec<Passage> {
        /// Less than this share and a sentence only distracts. Set by: choice.
        const WORTH: f64 = 0.2;
        let far = first.filter(|line| !case.near.iter().any(|c| c.line == *line));
        let far = far.and_then(|line| {
            let weights: Vec<f64> =
                case.facts.tokens.iter().map(|t| self.sources.weight(t)).collect();
            compare(&case.facts, &weights, self.sources, line)
        });
        let near = case.near.iter().filter(|c| Some(c.line) == first);
        let mut shown: Vec<&Comparison> = far.iter().chain(near).collect();
        let others = case.near.iter().filter(|c| Some(c.line) != first && c.cover >= WORTH);
        if verdict == Verdict::Absent || verdict == Verdict::Unclear || shown.is_empty() {
            shown.extend(others.take(1));
        }
        shown.iter().map(|found| self.passage(case, found)).collect()
    }

    fn passage(&self, case: &Case<'_>, found: &Comparison) -> Passage {
        let at = |n: &usize| found.facts.tokens.get(*n).map(|t| Span::of_range(t.at.clone()));
        let mut shared: Vec<Span> = found.matched.iter().flatten().filter_map(at).collect();
        shared.sort_unstable();
        let differs = found.conflicts.iter().filter_map(|c| c.with.clone()).map(Span::of_range);
        Passage {
            source: found.article,
            cited: case.cited.contains(&found.article),
            span: self.sources.line(found.line).and_then(|line| line.span),
            text: self.sources.text(found.line).to_owned(),
            similarity: (found.cover * 100.0).round() / 100.0,
            shared,
            differs: differs.collect(),
        }
    }
}

/// A verdict for these reasons: a source that is cited and not at hand may say it.
fn absent(
    case: &Case<'_>,
    reasons: Vec<(Option<usize>, Difference)>,
) -> (Verdict, Vec<Difference>, Option<usize>) {
    let verdict = if case.blind { Verdict::Unclear } else { Verdict::Absent };
    let line = reasons.iter().find_map(|(line, _)| *line);
    let differs = reasons.into_iter().map(|(_, difference)| difference).collect();
    (verdict, differs, line.or_else(|| case.near.first().map(|c| c.line)))
}

//! Does a briefing say what its sources say?

use std::collections::BTreeMap;

use crate::model::{
    Article, Briefing, Citation, Difference, SourceEntry, SourceNo, Span, StoryBriefing,
};

use super::sha256_hex;

/// Where in a briefing something does not hold. Stories and items count from 1 in the order they
/// are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The list of sources.
    Sources,
    /// A story's headline.
    Headline {
        /// The story.
        story: u32,
    },
    /// A quoted sentence.
    Item {
        /// The story.
        story: u32,
        /// The sentence.
        item: u32,
    },
    /// A figure on which publishers differ.
    Figure {
        /// The story.
        story: u32,
        /// The difference.
        difference: u32,
        /// The figure.
        figure: u32,
    },
    /// A sentence of the list of candidates.
    Candidate {
        /// The story.
        story: u32,
        /// The candidate.
        candidate: u32,
    },
}

/// What does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No source of the briefing has this number.
    UnknownSource,
    /// Two sources of the briefing have this number.
    NumberTwice,
    /// No article among the inputs has the text that the source's SHA-256 names.
    NoSuchText {
        /// That digest.
        sha256: String,
    },
    /// The source states another length than its text has, in bytes.
    Length {
        /// What the briefing states.
        stated: u64,
        /// What the text has.
        found: u64,
    },
    /// The bytes lie outside the text or cut a character.
    NoSuchBytes {
        /// The bytes.
        span: Span,
        /// Length of the text in bytes.
        length: u64,
    },
    /// The cited bytes say something else.
    OtherWords {
        /// The bytes.
        span: Span,
        /// What stands there.
        found: String,
    },
    /// The quotation is empty, or nothing is cited for it.
    Nothing,
    /// Bytes that the briefing points at in its own quotation (a speaker, a figure) are no part of
    /// it.
    NotInQuote {
        /// The bytes.
        span: Span,
        /// Length of the quotation in bytes.
        length: u64,
    },
    /// Fewer than two figures are said to differ.
    NoDifference,
    /// A title is cited, and no article with the source's text has the title that the briefing
    /// lists for it.
    NoSuchTitle,
    /// The cited title says something else.
    OtherTitle {
        /// The title that the source has.
        found: String,
    },
    /// The headline stands neither in the source's title nor in its text.
    NoSuchHeadline,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::UnknownSource => f.write_str("the briefing lists no source of this number"),
            Self::NumberTwice => f.write_str("the briefing lists this number twice"),
            Self::NoSuchText { sha256 } => {
                write!(f, "no input has the text with SHA-256 {sha256}")
            }
            Self::Length { stated, found } => {
                write!(f, "the briefing says {stated} bytes, the text has {found}")
            }
            Self::NoSuchBytes { span, length } => write!(
                f,
                "bytes {}..{} are no part of a text of {length} bytes",
                span.start(),
                span.end()
            ),
            Self::OtherWords { span, found } => {
                write!(f, "bytes {}..{} say \"{}\"", span.start(), span.end(), short(found))
            }
            Self::NoSuchTitle => f.write_str("no input has this title with this text"),
            Self::OtherTitle { found } => write!(f, "the title says \"{}\"", short(found)),
            Self::Nothing => f.write_str("nothing is quoted or cited"),
            Self::NotInQuote { span, length } => write!(
                f,
                "bytes {}..{} are no part of a quotation of {length} bytes",
                span.start(),
                span.end()
            ),
            Self::NoDifference => f.write_str("one figure alone does not differ"),
            Self::NoSuchHeadline => f.write_str("the source has no such headline"),
        }
    }
}

/// The beginning of a text, enough to recognise it.
fn short(text: &str) -> String {
    const MOST: usize = 120;
    let cut = text.char_indices().nth(MOST).map_or(text.len(), |(at, _)| at);
    let more = if cut < text.len() { "…" } else { "" };
    format!("{}{more}", text[..cut].escape_debug())
}

/// One thing that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub spot: Spot,
    /// The source concerned; `None` where nothing is cited.
    pub source: Option<SourceNo>,
    /// What.
    pub fault: Fault,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.spot {
            Spot::Sources => f.write_str("sources")?,
            Spot::Headline { story } => write!(f, "story {story}, headline")?,
            Spot::Item { story, item } => write!(f, "story {story}, sentence {item}")?,
            Spot::Figure { story, difference, figure } => {
                write!(f, "story {story}, difference {difference}, figure {figure}")?;
            }
            Spot::Candidate { story, candidate } => {
                write!(f, "story {story}, candidate {candidate}")?;
            }
        }
        if let Some(SourceNo(number)) = self.source {
            write!(f, ", source [{number}]")?;
        }
        write!(f, ": {}", self.fault)
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// Quoted sentences that were compared.
    pub sentences: u32,
    /// Figures on which publishers differ that were compared.
    pub figures: u32,
    /// Cited places that were looked up, the quoted one of each sentence included.
    pub places: u32,
    /// Sources whose text was found among the inputs.
    pub sources: u32,
    /// What does not hold, in the order of the briefing.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Whether everything holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.problems.is_empty()
    }
}

/// Checks a briefing against articles: every sentence equals the bytes of its first citation in an
/// article whose text has the SHA-256 that the source states, and so does every figure on which
/// publishers differ; every quoted title equals the title of such an article at the source's
/// address; every other citation is a place in such an article; every headline is one; speakers and
/// figures stand in the words that are said to hold them.
///
/// Articles may come in any order and may be more than the briefing used. Nothing is taken on trust
/// from the briefing, so one that was read from a file may say anything. The cost is one pass over
/// the articles' bytes.
#[must_use]
pub fn verify(briefing: &Briefing, articles: &[Article]) -> Report {
    let mut texts: BTreeMap<String, Vec<&Article>> = BTreeMap::new();
    for article in articles {
        texts.entry(sha256_hex(article.text())).or_default().push(article);
    }
    let mut check = Check { entries: BTreeMap::new(), texts, report: Report::default() };
    for entry in &briefing.sources {
        check.source(entry);
    }
    for (number, story) in (1..).zip(&briefing.stories) {
        check.story(number, story);
    }
    check.report
}

struct Check<'a> {
    entries: BTreeMap<SourceNo, &'a SourceEntry>,
    /// Articles by the digest of their text; several may have the same text under titles of their
    /// own.
    texts: BTreeMap<String, Vec<&'a Article>>,
    report: Report,
}

impl<'a> Check<'a> {
    fn problem(&mut self, spot: Spot, source: Option<SourceNo>, fault: Fault) {
        self.report.problems.push(Problem { spot, source, fault });
    }

    fn source(&mut self, entry: &'a SourceEntry) {
        let number = Some(entry.number);
        if self.entries.insert(entry.number, entry).is_some() {
            self.problem(Spot::Sources, number, Fault::NumberTwice);
        }
        match self.texts.get(&entry.sha256).and_then(|same| same.first()) {
            None => {
                let sha256 = entry.sha256.clone();
                self.problem(Spot::Sources, number, Fault::NoSuchText { sha256 });
            }
            Some(article) => {
                self.report.sources += 1;
                let found = article.text().len() as u64;
                if found != entry.bytes {
                    let stated = entry.bytes;
                    self.problem(Spot::Sources, number, Fault::Length { stated, found });
                }
            }
        }
    }

    fn story(&mut self, story: u32, briefing: &StoryBriefing) {
        if let Some(headline) = &briefing.headline {
            let spot = Spot::Headline { story };
            let words = headline.text.as_str();
            let has = |article: &&Article| {
                // A briefing sets headlines on one line: runs of white space are one blank.
                let title = article.title.as_deref().unwrap_or("");
                title.contains(words)
                    || article.text().contains(words)
                    || title.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
            };
            let same = self.articles(spot, headline.source);
            if !same.is_empty() && (words.is_empty() || !same.iter().any(has)) {
                self.problem(spot, Some(headline.source), Fault::NoSuchHeadline);
            }
        }
        for (item, quoted) in (1..).zip(&briefing.items) {
            let spot = Spot::Item { story, item };
            self.report.sentences += 1;
            if quoted.text.is_empty() || quoted.citations.is_empty() {
                self.problem(spot, None, Fault::Nothing);
            }
            for (place, citation) in quoted.citations.iter().enumerate() {
                self.place(spot, *citation, (place == 0).then_some(quoted.text.as_str()));
            }
            let said = quoted.said.iter();
            for span in said.flat_map(|said| std::iter::once(&said.speaker).chain(&said.words)) {
                self.inside(spot, *span, &quoted.text);
            }
        }
        for (number, difference) in (1..).zip(&briefing.differences) {
            self.difference(story, number, difference);
        }
        for (candidate, considered) in (1..).zip(&briefing.candidates) {
            let spot = Spot::Candidate { story, candidate };
            self.place(spot, considered.citation, Some(&considered.text));
            if let Some(speaker) = considered.duplicate_of {
                self.place(spot, speaker, None);
            }
        }
    }

    fn difference(&mut self, story: u32, difference: u32, given: &Difference) {
        if given.figures.len() < 2 {
            let spot = Spot::Figure { story, difference, figure: 1 };
            self.problem(spot, None, Fault::NoDifference);
        }
        for (figure, given) in (1..).zip(&given.figures) {
            let spot = Spot::Figure { story, difference, figure };
            self.report.figures += 1;
            if given.text.is_empty() || given.citations.is_empty() {
                self.problem(spot, None, Fault::Nothing);
            }
            self.inside(spot, given.number, &given.text);
            for (place, citation) in given.citations.iter().enumerate() {
                self.place(spot, *citation, (place == 0).then_some(given.text.as_str()));
            }
        }
    }

    /// Checks that a span that points into a quotation holds something of it.
    fn inside(&mut self, spot: Spot, span: Span, quotation: &str) {
        if span.of(quotation).is_none_or(str::is_empty) {
            let length = quotation.len() as u64;
            self.problem(spot, None, Fault::NotInQuote { span, length });
        }
    }

    /// The articles with a source's text; that there is none is a problem of every place that names
    /// it.
    fn articles(&mut self, spot: Spot, number: SourceNo) -> Vec<&'a Article> {
        let Some(entry) = self.entries.get(&number) else {
            self.problem(spot, Some(number), Fault::UnknownSource);
            return Vec::new();
        };
        let same = self.texts.get(&entry.sha256).cloned().unwrap_or_default();
        if same.is_empty() {
            let sha256 = entry.sha256.clone();
            self.problem(spot, Some(number), Fault::NoSuchText { sha256 });
        }
        same
    }

    /// Checks that an article with a source's text has the title that the briefing lists for that
    /// source, and that the quoted words are this title, byte for byte.
    fn title(&mut self, spot: Spot, number: SourceNo, words: Option<&str>) {
        let listed = self.entries.get(&number).and_then(|entry| entry.title.as_deref());
        let entry = self.entries.get(&number);
        let address = entry.and_then(|entry| entry.source.url.as_deref());
        let has = |article: &&Article| {
            article.title.as_deref() == listed && article.source.url.as_deref() == address
        };
        let source = Some(number);
        let Some(title) = listed.filter(|_| self.articles(spot, number).iter().any(has)) else {
            return self.problem(spot, source, Fault::NoSuchTitle);
        };
        if title.is_empty() {
            self.problem(spot, source, Fault::Nothing);
        } else if words.is_some_and(|words| words != title) {
            let found = title.to_owned();
            self.problem(spot, source, Fault::OtherTitle { found });
        }
    }

    fn place(&mut self, spot: Spot, citation: Citation, words: Option<&str>) {
        self.report.places += 1;
        let same = self.articles(spot, citation.source);
        let Some(article) = same.first() else { return };
        let source = Some(citation.source);
        let Some(span) = citation.span else { return self.title(spot, citation.source, words) };
        match (span.of(article.text()), words) {
            (None, _) => {
                let length = article.text().len() as u64;
                self.problem(spot, source, Fault::NoSuchBytes { span, length });
            }
            (Some(""), _) => self.problem(spot, source, Fault::Nothing),
            (Some(found), Some(words)) if found != words => {
                let found = found.to_owned();
                self.problem(spot, source, Fault::OtherWords { span, found });
            }
            (Some(_), _) => {}
        }
    }
}

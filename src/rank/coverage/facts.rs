//! What is counted once per story, before any concept is looked at: articles, sentences, words.

use crate::lexicon::{Lexicon, List};
use crate::model::{Language, SentenceId, TermId};
use crate::rank::Story;
use crate::text::stem::Stemmer;
use crate::text::words;

use super::concepts::{Concepts, Key, Kind};
use super::tokens::{Local, Tokens};

/// No article or row yet.
const NEVER: u32 = u32::MAX;

/// A sentence.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    /// Position of its article in the story.
    pub article: u32,
    /// Position among the article's sentences.
    pub position: u32,
    /// Whether it stands in one of the article's first three paragraphs.
    pub opening: bool,
    /// Number of tokens.
    pub length: u32,
    /// Cosine with the centroid of all sentences, as a share of the highest.
    pub central: f64,
    /// Mean share of other articles that hold its word pairs.
    pub shared: f64,
    /// Share of words by which a speaker speaks.
    pub speaking: f64,
    /// Mean ln(1 + count in the story) of its content words.
    pub common: f64,
}

/// A word of the story.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub articles: u32,
    pub rows: u32,
    pub tokens: u32,
    pub names: u32,
    pub quoted: u32,
    pub titles: u32,
    pub digit: bool,
    pub stop: bool,
    /// Mean over articles of 1 / (1 + first position); 0 for an article without it.
    pub early: f64,
    last_article: u32,
    last_row: u32,
}

impl Word {
    /// A part of its occurrences.
    pub fn share(&self, part: u32) -> f64 {
        f64::from(part) / f64::from(self.tokens.max(1))
    }
}

/// An article.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Paper {
    /// Number of its sentences.
    pub rows: u32,
    /// Independent publisher.
    pub origin: u32,
    /// Cosine of its own sum of sentences with that of all other articles, at least 0.05.
    pub central: f64,
}

/// A story, counted.
#[derive(Debug)]
pub struct Facts {
    pub(super) tokens: Tokens,
    pub(super) concepts: Concepts,
    pub(super) rows: Vec<Row>,
    pub(super) words: Vec<Word>,
    pub(super) papers: Vec<Paper>,
    /// Articles with a title.
    pub(super) titled: u32,
    /// Words and pairs of words in titles, ascending, with the number of titles that hold each.
    pub(super) title_concepts: Vec<(Key, u32)>,
}

impl Facts {
    /// Counts a story.
    #[must_use]
    pub fn of(story: &Story<'_>) -> Self {
        let tokens = Tokens::of(story);
        let concepts = Concepts::of(&tokens);
        let blank = Word { last_article: NEVER, last_row: NEVER, ..Word::default() };
        let mut facts = Self {
            words: vec![blank; tokens.terms.len()],
            rows: vec![Row::default(); tokens.len()],
            papers: vec![Paper::default(); story.articles.len()],
            titled: 0,
            title_concepts: Vec::new(),
            tokens,
            concepts,
        };
        facts.place(story);
        facts.count_words();
        facts.count_titles();
        facts.centre();
        facts.compare();
        facts.listen(story);
        facts
    }

    /// Where each row stands.
    fn place(&mut self, story: &Story<'_>) {
        for (paper, article) in self.papers.iter_mut().zip(&story.articles) {
            paper.origin = story.origins.of(*article).0;
        }
        for (row, &sentence) in self.rows.iter_mut().zip(&story.sentences) {
            let place = story.corpus.sentence(sentence);
            let article = story.articles.binary_search(&place.article).unwrap_or(0);
            let Some(paper) = self.papers.get_mut(article) else { continue };
            row.article = u32::try_from(article).unwrap_or(NEVER);
            row.position = paper.rows;
            row.opening = place.paragraph < 3;
            paper.rows += 1;
        }
    }

    fn count_words(&mut self) {
        let articles = self.articles();
        for (n, row) in self.rows.iter_mut().enumerate() {
            let words = self.tokens.row(n);
            row.length = u32::try_from(words.len()).unwrap_or(u32::MAX);
            for token in words {
                let word = &mut self.words[token.word as usize];
                word.tokens += 1;
                word.names += u32::from(token.name);
                word.quoted += u32::from(token.quoted);
                word.digit |= token.digit;
                word.stop |= token.stop;
                if word.last_row as usize != n {
                    word.rows += 1;
                    word.last_row = u32::try_from(n).unwrap_or(NEVER);
                }
                if word.last_article != row.article {
                    word.articles += 1;
                    word.last_article = row.article;
                    word.early += 1.0 / (1.0 + f64::from(row.position)) / articles;
                }
            }
        }
    }

    fn count_titles(&mut self) {
        let mut keys: Vec<Key> = Vec::new();
        for title in &self.tokens.titles {
            self.titled += u32::from(!title.is_empty());
            let words = title.iter().map(|t| Key::word(t.word));
            let pairs = title.windows(2).map(|w| Key::pair(w[0].word, w[1].word));
            let mut own: Vec<Key> = words.chain(pairs).collect();
            own.sort_unstable();
            own.dedup();
            keys.append(&mut own);
        }
        keys.sort_unstable();
        for same in keys.chunk_by(|a, b| a == b) {
            let titles = u32::try_from(same.len()).unwrap_or(u32::MAX);
            if !same[0].is_pair() {
                self.words[same[0].first() as usize].titles = titles;
            }
            self.title_concepts.push((same[0], titles));
        }
    }

    /// Distance of every sentence and article from the middle of the story, by counts of content
    /// words.
    fn centre(&mut self) {
        let mut sum = ndarray::Array1::<f64>::zeros(self.words.len());
        let vectors: Vec<Vec<(u32, f64)>> = (0..self.rows.len())
            .map(|row| unit(self.tokens.row(row)))
            .inspect(|vector| vector.iter().for_each(|(word, x)| sum[*word as usize] += x))
            .collect();
        let length = sum.dot(&sum).sqrt();
        for (row, vector) in self.rows.iter_mut().zip(&vectors) {
            row.central = vector.iter().map(|(word, x)| x * sum[*word as usize]).sum();
        }
        let most = self.rows.iter().map(|r| r.central).fold(0.0, f64::max);
        if most > 0.0 {
            self.rows.iter_mut().for_each(|r| r.central /= most);
        }
        let mut first = 0;
        for paper in &mut self.papers {
            let end = first + paper.rows as usize;
            let own = &vectors[first.min(vectors.len())..end.min(vectors.len())];
            paper.central = against_others(own, &sum, length).max(0.05);
            first = end;
        }
    }

    /// What each sentence shares with other articles, and how common its words are.
    fn compare(&mut self) {
        let others = (self.articles() - 1.0).max(1.0);
        let mut shared = vec![0.0; self.concepts.len()];
        for (concept, shared) in shared.iter_mut().enumerate() {
            let rows = self.concepts.rows_of(concept).iter();
            let mut last = NEVER;
            for article in rows.map(|&row| self.rows[row as usize].article) {
                if article != last {
                    *shared += f64::from(u8::from(last != NEVER)) / others;
                    last = article;
                }
            }
        }
        for (n, row) in self.rows.iter_mut().enumerate() {
            let concepts = self.concepts.of_row(n);
            let pairs = concepts.iter().filter(|&&c| self.concepts.keys[c as usize].is_pair());
            row.shared = mean(pairs.map(|&c| shared[c as usize]));
            let content = self.tokens.row(n).iter().filter(|t| !t.stop);
            let counts = content.map(|t| f64::from(self.words[t.word as usize].tokens));
            row.common = mean(counts.map(libm::log1p));
        }
    }

    /// Who speaks.
    fn listen(&mut self, story: &Story<'_>) {
        let language = story.articles.first().and_then(|&a| story.corpus.language(a));
        let speaking = speaking(story, language, &self.tokens);
        for (n, row) in self.rows.iter_mut().enumerate() {
            let words = self.tokens.row(n).iter();
            row.speaking =
                mean(words.map(|t| f64::from(u8::from(speaking.binary_search(&t.word).is_ok()))));
        }
    }

    /// The concepts that a row holds, ascending.
    #[must_use]
    pub fn concepts_of(&self, row: usize) -> &[u32] {
        self.concepts.of_row(row)
    }

    /// The terms of a concept: one, or two in their order.
    #[must_use]
    pub fn terms_of(&self, concept: usize) -> (TermId, Option<TermId>) {
        let key = self.concepts.keys[concept];
        let term = |word: u32| self.tokens.terms[word as usize];
        (term(key.first()), key.is_pair().then(|| term(key.last())))
    }

    /// The concepts of one kind, ascending; where there are more than `most`, those that most
    /// sentences hold, the earliest first.
    #[must_use]
    pub fn of_kind(&self, kind: Kind, most: usize) -> Vec<usize> {
        let is = |&c: &usize| self.is_pair(c) == (kind == Kind::Pair);
        let mut concepts: Vec<usize> = (0..self.len()).filter(is).collect();
        if concepts.len() > most {
            let place = |c: usize| {
                let rows = self.concepts.rows_of(c);
                let first = rows.iter().map(|&r| self.rows[r as usize].position).min();
                (std::cmp::Reverse(rows.len()), first, c)
            };
            concepts.select_nth_unstable_by_key(most, |&c| place(c));
            concepts.truncate(most);
            concepts.sort_unstable();
        }
        concepts
    }

    /// A concept as it stands in a sentence.
    pub(super) fn words_of(&self, concept: usize, story: &Story<'_>, voice: SentenceId) -> String {
        let (first, second) = self.terms_of(concept);
        let tokens = story.table.sentence(voice);
        let place = tokens.iter().enumerate().position(|(n, t)| {
            t.term() == first
                && second.is_none_or(|s| tokens.get(n + 1).is_some_and(|t| t.term() == s))
        });
        let text = story.corpus.text(voice);
        let words = place.and_then(|n| {
            let mut rest = words(text).skip(n);
            let first = rest.next()?;
            let last = if second.is_some() { rest.next()? } else { first };
            text.get(first.start..last.end)
        });
        words.unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Number of articles, at least 1.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn articles(&self) -> f64 {
        self.papers.len().max(1) as f64
    }
}

#[allow(clippy::cast_precision_loss)]
fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0usize), |(sum, count), x| (sum + x, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// The content words of a sentence with weight 1 + ln(count), scaled to length 1.
#[allow(clippy::cast_precision_loss)]
fn unit(tokens: &[Local]) -> Vec<(u32, f64)> {
    let mut words: Vec<u32> = tokens.iter().filter(|t| !t.stop).map(|t| t.word).collect();
    words.sort_unstable();
    let mut vector: Vec<(u32, f64)> = words
        .chunk_by(|a, b| a == b)
        .map(|run| (run[0], 1.0 + libm::log(run.len() as f64)))
        .collect();
    let length = vector.iter().map(|(_, x)| x * x).sum::<f64>().sqrt();
    vector.iter_mut().for_each(|(_, x)| *x /= length);
    vector
}

/// Cosine-like product of an article's sum of sentences with what all others add to `sum`, whose
/// length is `length`.
fn against_others(own: &[Vec<(u32, f64)>], sum: &ndarray::Array1<f64>, length: f64) -> f64 {
    let mut words: Vec<(u32, f64)> = own.iter().flatten().copied().collect();
    words.sort_by_key(|(word, _)| *word);
    let (mut product, mut square) = (0.0, 0.0);
    for run in words.chunk_by(|a, b| a.0 == b.0) {
        let x: f64 = run.iter().map(|(_, x)| x).sum();
        product += x * (sum[run[0].0 as usize] - x);
        square += x * x;
    }
    if square > 0.0 && length > 0.0 { product / square.sqrt() / length } else { 0.0 }
}

/// The numbers of the speaking words, ascending.
fn speaking(story: &Story<'_>, language: Option<Language>, tokens: &Tokens) -> Vec<u32> {
    if language.is_none() {
        return Vec::new();
    }
    let stemmer = Stemmer::new(language);
    let terms = story.table.lexicon();
    let mut numbers: Vec<u32> = Lexicon::of(language)
        .words(List::Speaking)
        .filter_map(|word| terms.find(&stemmer.stem(word)))
        .filter_map(|term| tokens.terms.binary_search(&term).ok())
        .filter_map(|number| u32::try_from(number).ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

//! What the features know of a whole article: its words outside quotations, its title, who was
//! introduced where.

use crate::lexicon::{Lexicon, List};
use jiff::tz::{Offset, TimeZone};

use crate::model::{Article, Published};
use crate::text::opinion;

use super::Placed;
use super::words::{Seen, Traits, Vocabulary};

/// Shares and means over an article, all from its body sentences.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Words per hundred outside quotations that are on a list: first person, second person, modal
    /// verbs, negations, reporting verbs; -1 where the language has no such list.
    pub listed: [f32; LISTS.len()],
    /// Question marks, exclamation marks, quotation marks and dashes a sentence.
    pub marks: [f32; 4],
    /// Digits a hundred words.
    pub digits: f32,
    /// Share of words with a capital, the first of each sentence left out.
    pub capitals: f32,
    /// ln(1 + words).
    pub ln_words: f32,
    /// Mean words a sentence.
    pub sentence_words: f32,
    /// Whether one of the first sentences names a day.
    pub names_day: f32,
}

/// Lists that are counted over an article and over a sentence.
pub(super) const LISTS: [List; 5] =
    [List::FirstPerson, List::SecondPerson, List::Modals, List::Polarity, List::Reporting];

/// Words of an article's opening that are looked at for a day.
/// Set by hand; the weights of the model were learned with it.
const OPENING_WORDS: usize = 150;

/// A set of the words of a [`Vocabulary`].
#[derive(Debug, Clone, Default)]
pub(super) struct Set {
    holds: Vec<bool>,
    len: usize,
}

impl Set {
    fn new(words: usize) -> Self {
        Self { holds: vec![false; words], len: 0 }
    }

    fn insert(&mut self, word: usize) {
        if let Some(held) = self.holds.get_mut(word)
            && !std::mem::replace(held, true)
        {
            self.len += 1;
        }
    }

    pub(super) fn holds(&self, word: &Seen) -> bool {
        self.holds.get(word.word).copied().unwrap_or(false)
    }

    /// Number of words.
    pub(super) const fn len(&self) -> usize {
        self.len
    }
}

/// An article while its sentences are read in order.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub article: &'a Article,
    pub lexicon: &'static Lexicon,
    pub vocabulary: &'a Vocabulary,
    /// Words of every body sentence.
    pub sentences: Vec<Vec<Seen>>,
    /// Content words of the title.
    pub title: Set,
    /// Words of the title, all of them.
    pub title_words: Vec<Seen>,
    /// Words of the sentences before the present one.
    pub before: Set,
    /// Last words of full names in the sentences before.
    pub surnames: Set,
    /// Content words of the first sentences.
    pub opening: Set,
    pub profile: Profile,
    pub is_opinion: bool,
    /// The day of publication, where it was stated.
    pub date: Option<jiff::civil::Date>,
    /// How often the body holds each word.
    counts: Vec<u16>,
}

/// The day of publication where it was published.
fn day(published: Published) -> jiff::civil::Date {
    let offset = published.offset.and_then(|seconds| Offset::from_seconds(seconds).ok());
    published.at.to_zoned(TimeZone::fixed(offset.unwrap_or(Offset::UTC))).date()
}

/// Sentences whose words are the article's opening.
/// Set by hand; the weights of the model were learned with it.
const OPENING: usize = 2;

impl<'a> Reading<'a> {
    pub(super) fn new(
        article: &'a Article,
        sentences: &[Placed<'_>],
        vocabulary: &'a mut Vocabulary,
    ) -> Self {
        let lexicon = vocabulary.lexicon();
        vocabulary.open();
        let read: Vec<Vec<Seen>> = sentences.iter().map(|s| vocabulary.read(s.text)).collect();
        let title_words = vocabulary.read(article.title.as_deref().unwrap_or(""));
        let none = Set::new(vocabulary.len());
        let content = |words: &mut dyn Iterator<Item = &Seen>| {
            let mut set = none.clone();
            words.filter(|w| w.is_content()).for_each(|w| set.insert(w.word));
            set
        };
        let title = content(&mut title_words.iter());
        let opening = content(&mut read.iter().take(OPENING).flatten());
        let profile = Profile::new(lexicon, sentences, &read);
        let mut counts = vec![0u16; vocabulary.len()];
        for word in read.iter().flatten() {
            if let Some(count) = counts.get_mut(word.word) {
                *count = count.saturating_add(1);
            }
        }
        Self {
            article,
            lexicon,
            vocabulary,
            sentences: read,
            title,
            title_words,
            before: none.clone(),
            surnames: none,
            opening,
            profile,
            is_opinion: opinion::of(article),
            date: article.published.map(day),
            counts,
        }
    }

    /// How often the article repeats the content words given, on average and five times at most.
    #[allow(clippy::cast_precision_loss)]
    pub(super) fn frequency(&self, words: &[Seen]) -> f32 {
        /// Set by hand; the weights of the model were learned with it.
        const MOST: u16 = 5;
        let again = |w: &Seen| self.counts.get(w.word).map_or(0, |c| c.saturating_sub(1).min(MOST));
        let content = words.iter().filter(|w| w.is_content() || w.digit).map(again);
        let (sum, count) =
            content.fold((0, 0u16), |(sum, count), n| (sum + u32::from(n), count + 1));
        sum as f32 / f32::from(count.max(1))
    }

    /// Goes on to the sentence after number `n`.
    pub(super) fn pass(&mut self, n: usize) {
        let Some(words) = self.sentences.get(n) else { return };
        for run in names(words) {
            if let [.., _, last] = run {
                self.surnames.insert(last.word);
            }
        }
        words.iter().for_each(|w| self.before.insert(w.word));
    }
}

/// Runs of capitalised words that are neither stop words nor names of days and months; a first word
/// counts when another follows in its run.
pub(super) fn names(words: &[Seen]) -> Vec<&[Seen]> {
    let named = |n: usize| {
        let common = |w: &Seen| w.is.any(Traits::STOP) || w.is.any(Traits::MONTH) || w.names_day();
        words.get(n).is_some_and(|w| w.capital && !w.digit && !common(w))
    };
    let mut runs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let mut end = at;
        // A name goes on only while no mark stands between its words.
        while named(end) && (end == at || words[end].start <= words[end - 1].end_with_space()) {
            end += 1;
        }
        if end > at && (at > 0 || end > 1) {
            runs.push(&words[at..end]);
        }
        at = end.max(at + 1);
    }
    runs
}

impl Profile {
    #[allow(clippy::cast_precision_loss)]
    fn new(lexicon: &Lexicon, texts: &[Placed<'_>], sentences: &[Vec<Seen>]) -> Self {
        let count = texts.len().max(1) as f32;
        let all = || sentences.iter().flatten();
        let total = all().count().max(1) as f32;
        let own = || all().filter(|w| !w.quoted);
        let spoken = own().count().max(1) as f32;
        let listed = LISTS.map(|list| {
            if lexicon.count(list) == 0 {
                return -1.0;
            }
            let on = Traits::on(list);
            100.0 * own().filter(|w| w.is.any(on)).count() as f32 / spoken
        });
        let marks = [&['?', '？', '؟'][..], &['!', '！'], &QUOTES, &['—', '–']];
        let marks = marks.map(|set| {
            texts.iter().map(|t| t.text.chars().filter(|c| set.contains(c)).count()).sum::<usize>()
                as f32
                / count
        });
        let later = || sentences.iter().flat_map(|s| s.iter().skip(1));
        let day = all().take(OPENING_WORDS).any(Seen::names_day);
        Self {
            listed,
            marks,
            digits: 100.0 * all().filter(|w| w.digit).count() as f32 / total,
            capitals: later().filter(|w| w.capital).count() as f32 / later().count().max(1) as f32,
            ln_words: libm::logf(1.0 + total),
            sentence_words: total / count,
            names_day: f32::from(u8::from(day)),
        }
    }
}

/// Quotation marks that open.
pub(super) const QUOTES: [char; 5] = ['"', '“', '„', '«', '「'];

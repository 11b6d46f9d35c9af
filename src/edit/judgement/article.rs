//! What the features know of a whole article: its words outside quotations, its title, who was introduced where.

// The sets are asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::FxHashSet;

use crate::lexicon::{Lexicon, List};
use crate::model::{Article, Language};
use crate::text::opinion;
use crate::text::stop::StopWords;

use super::words::{self, Seen};

/// Shares and means over an article, all from its body sentences.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Words per hundred outside quotations that are on a list: first person, second person, modal verbs, negations,
    /// reporting verbs; -1 where the language has no such list.
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
const OPENING_WORDS: usize = 150;

/// An article while its sentences are read in order.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub article: &'a Article,
    pub lexicon: &'static Lexicon,
    pub stop: &'static StopWords,
    /// Words of every body sentence.
    pub sentences: Vec<Vec<Seen>>,
    /// Content words of the title.
    pub title: FxHashSet<String>,
    /// Words of the title, all of them.
    pub title_words: Vec<Seen>,
    /// Words of the sentences before the present one.
    pub before: FxHashSet<String>,
    /// Last words of full names in the sentences before.
    pub surnames: FxHashSet<String>,
    /// Content words of the first sentences.
    pub opening: FxHashSet<String>,
    pub profile: Profile,
    pub is_opinion: bool,
}

/// Sentences whose words are the article's opening.
const OPENING: usize = 2;

impl<'a> Reading<'a> {
    pub(super) fn new(
        article: &'a Article,
        language: Option<Language>,
        sentences: &[&str],
    ) -> Self {
        let lexicon = Lexicon::of(language);
        let stop = StopWords::of(language);
        let read: Vec<Vec<Seen>> = sentences.iter().map(|s| words::read(s)).collect();
        let title_words = words::read(article.title.as_deref().unwrap_or(""));
        let content = |words: &[Seen]| -> FxHashSet<String> {
            let content = words.iter().filter(|w| is_content(w, stop));
            content.map(|w| w.lower.clone()).collect()
        };
        let title = content(&title_words);
        let opening = read.iter().take(OPENING).flat_map(|words| content(words)).collect();
        let profile = Profile::new(lexicon, sentences, &read);
        Self {
            article,
            lexicon,
            stop,
            sentences: read,
            title,
            title_words,
            before: FxHashSet::default(),
            surnames: FxHashSet::default(),
            opening,
            profile,
            is_opinion: opinion::of(article),
        }
    }

    /// Goes on to the sentence after number `n`.
    pub(super) fn pass(&mut self, n: usize) {
        let Some(words) = self.sentences.get(n) else { return };
        for run in names(words, self.stop, self.lexicon) {
            if let [.., _, last] = run {
                self.surnames.insert(last.lower.clone());
            }
        }
        self.before.extend(words.iter().map(|w| w.lower.clone()));
    }
}

/// Carries content: no stop word, no number, more than two letters (or one that is no letter of an alphabet).
pub(super) fn is_content(word: &Seen, stop: &StopWords) -> bool {
    let long = word.lower.len() > 2;
    long && !word.digit && !stop.holds(&word.lower)
}

/// Runs of capitalised words that are neither stop words nor names of days and months; a first word counts when another follows in its run.
pub(super) fn names<'w>(words: &'w [Seen], stop: &StopWords, lexicon: &Lexicon) -> Vec<&'w [Seen]> {
    let named = |n: usize| {
        words.get(n).is_some_and(|w| {
            w.capital
                && !w.digit
                && !stop.holds(&w.lower)
                && !names_day(lexicon, &w.lower)
                && lexicon.month(&w.lower).is_none()
        })
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
    fn new(lexicon: &Lexicon, texts: &[&str], sentences: &[Vec<Seen>]) -> Self {
        let count = texts.len().max(1) as f32;
        let all = || sentences.iter().flatten();
        let total = all().count().max(1) as f32;
        let own = || all().filter(|w| !w.quoted);
        let spoken = own().count().max(1) as f32;
        let listed = LISTS.map(|list| {
            if lexicon.count(list) == 0 {
                return -1.0;
            }
            100.0 * own().filter(|w| lexicon.holds(list, &w.lower)).count() as f32 / spoken
        });
        let marks = [&['?', '？', '؟'][..], &['!', '！'], &QUOTES, &['—', '–']];
        let marks = marks.map(|set| {
            texts.iter().map(|t| t.chars().filter(|c| set.contains(c)).count()).sum::<usize>()
                as f32
                / count
        });
        let later = || sentences.iter().flat_map(|s| s.iter().skip(1));
        let day = all().take(OPENING_WORDS).any(|w| names_day(lexicon, &w.lower));
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

/// Whether a word names a day by the week or by its distance from the day of writing.
pub(super) fn names_day(lexicon: &Lexicon, lower: &str) -> bool {
    lexicon.weekday(lower).is_some() || lexicon.is_relative_time(lower)
}

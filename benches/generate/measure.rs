//! What a collection that was made is like: figures to hold against those of real news.

// A set that is asked and filled, never walked.
#![allow(clippy::disallowed_types)]

use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash as _, Hasher as _};

use super::mix::Made;
use tidings::text::words::words;

/// Running counts.
#[derive(Debug, Default)]
pub struct Measure {
    /// Articles.
    pub articles: usize,
    /// Stories.
    pub stories: usize,
    /// Articles of the largest story.
    pub largest: usize,
    /// Prints of earlier articles.
    pub copies: usize,
    /// Bytes of all texts.
    pub bytes: usize,
    /// Words of all texts.
    pub words: usize,
    /// Sentences, cut roughly.
    pub sentences: usize,
    /// Sentences that stood before, word for word.
    pub repeated: usize,
    first: i64,
    last: i64,
    vocabulary: FxHashSet<u64>,
    seen: FxHashSet<u64>,
}

impl Measure {
    /// Takes in a story.
    pub fn story(&mut self, articles: &[Made]) {
        self.stories += 1;
        self.largest = self.largest.max(articles.len());
        for article in articles {
            self.article(article);
        }
    }

    fn article(&mut self, article: &Made) {
        let first = self.articles == 0;
        self.first = if first { article.second } else { self.first.min(article.second) };
        self.last = if first { article.second } else { self.last.max(article.second) };
        self.articles += 1;
        self.copies += usize::from(article.copy);
        self.bytes += article.text.len();
        for word in words(&article.text) {
            self.words += 1;
            self.vocabulary.insert(hash(&article.text[word.start..word.end].to_lowercase()));
        }
        for sentence in article.text.split_inclusive(". ").flat_map(|s| s.split("\n\n")) {
            self.sentences += 1;
            self.repeated += usize::from(!self.seen.insert(hash(sentence.trim())));
        }
    }

    /// One line for people.
    #[allow(clippy::cast_precision_loss)]
    pub fn line(&self) -> String {
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        format!(
            "{} articles, {:.1} MB of text, {} words, {} distinct; {} stories, the largest of {}, over {:.1} days; {:.1} % prints of earlier articles, {:.1} % of sentences repeated word for word",
            self.articles,
            self.bytes as f64 / 1e6,
            self.words,
            self.vocabulary.len(),
            self.stories,
            self.largest,
            (self.last - self.first) as f64 / 86_400.0,
            share(self.copies, self.articles),
            share(self.repeated, self.sentences),
        )
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

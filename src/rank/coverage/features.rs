//! What is known of a concept inside one story, as numbers that mean the same for 2 and for 25
//! articles.
//!
//! How many articles and sentences the story has is not among them: by these a model tells one data
//! set from another, and what it learns of one it then takes for a law of that size (`MODEL.md` has
//! the figures).

use super::concepts::Key;
use super::facts::{Facts, Word};

/// Names of a concept's features, in the order of a row. *Share* is of the story's articles unless
/// another whole is named.
pub const NAMES: &[&str] = &[
    // How often.
    "articles",      // share of articles that hold it
    "ln_articles",   // ln of their number
    "ln_sentences",  // ln of the number of sentences that hold it
    "sentences",     // share of all sentences
    "publishers",    // independent publishers that hold it, at most 8, over articles
    "central_share", // share of articles, each weighed by its similarity to the others
    "per_article",   // sentences that hold it over articles that hold it
    // Where.
    "early",            // mean over articles of 1 / (1 + first position)
    "early_others",     // the same without the earliest article
    "earliest",         // the best of those
    "opens",            // share whose first sentence holds it
    "first_three",      // share with it in the first three sentences
    "first_paragraphs", // share with it in the first three paragraphs
    "depth",            // mean of first position / sentences of the article
    "early_articles",   // articles × early
    // In what sentences.
    "best_central",
    "mean_central",
    "sum_central",
    "mean_shared",
    "best_shared",
    "mean_length",
    "mean_speaking",
    "mean_common",
    // Its words; "least" and "most" of the two.
    "least_articles",
    "most_articles",
    "least_early",
    "most_early",
    "least_tokens",
    "most_tokens",
    "least_names",
    "most_names",
    "most_quoted",
    "digit",
    "stop_first",
    "stop_last",
    "together", // sentences that hold both side by side over sentences that hold the rarer
    // Titles.
    "title_pair",
    "title_least",
    "title_most",
];

/// Sums over the sentences that hold a concept.
#[derive(Debug, Default)]
struct Sums {
    articles: f64,
    origins: Vec<u32>,
    early: f64,
    earliest: f64,
    opens: f64,
    first_three: f64,
    first_paragraphs: f64,
    depth: f64,
    article_central: f64,
    best_central: f64,
    central: f64,
    best_shared: f64,
    shared: f64,
    length: f64,
    speaking: f64,
    common: f64,
}

/// Publishers counted one by one up to here.
/// Set by hand; the weights of the model were learned with it.
const MOST_PUBLISHERS: usize = 8;

impl Facts {
    /// Number of concepts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.concepts.len()
    }

    /// Whether the story holds no concept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.concepts.len() == 0
    }

    /// Whether a concept is a pair of words.
    #[must_use]
    pub fn is_pair(&self, concept: usize) -> bool {
        self.concepts.keys[concept].is_pair()
    }

    fn sums(&self, concept: usize) -> Sums {
        let mut sums = Sums::default();
        let mut last = None;
        for &row in self.concepts.rows_of(concept) {
            let row = &self.rows[row as usize];
            if last != Some(row.article) {
                last = Some(row.article);
                let paper = &self.papers[row.article as usize];
                let early = 1.0 / (1.0 + f64::from(row.position));
                sums.articles += 1.0;
                sums.early += early;
                sums.earliest = sums.earliest.max(early);
                sums.opens += f64::from(u8::from(row.position == 0));
                sums.first_three += f64::from(u8::from(row.position < 3));
                sums.first_paragraphs += f64::from(u8::from(row.opening));
                sums.depth += f64::from(row.position) / f64::from(paper.rows.max(1));
                sums.article_central += paper.central;
                if sums.origins.len() < MOST_PUBLISHERS && !sums.origins.contains(&paper.origin) {
                    sums.origins.push(paper.origin);
                }
            }
            sums.best_central = sums.best_central.max(row.central);
            sums.central += row.central;
            sums.best_shared = sums.best_shared.max(row.shared);
            sums.shared += row.shared;
            sums.length += f64::from(row.length);
            sums.speaking += row.speaking;
            sums.common += row.common;
        }
        sums
    }

    /// Appends the features of a concept to `row`, in the order of [`NAMES`].
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    pub fn push_features(&self, concept: usize, row: &mut Vec<f32>) {
        let key = self.concepts.keys[concept];
        let sums = self.sums(concept);
        let sentences = self.concepts.rows_of(concept).len().max(1) as f64;
        let all_sentences = self.rows.len().max(1) as f64;
        let articles = self.articles();
        let all_central: f64 = self.papers.iter().map(|p| p.central).sum();
        let (a, b) = (&self.words[key.first() as usize], &self.words[key.last() as usize]);
        let least = |f: &dyn Fn(&Word) -> f64| f(a).min(f(b));
        let most = |f: &dyn Fn(&Word) -> f64| f(a).max(f(b));
        let titled = f64::from(self.titled.max(1));
        let flag = |x: bool| f64::from(u8::from(x));
        let share = sums.articles / articles;
        let early = sums.early / articles;
        let values = [
            share,
            libm::log(sums.articles.max(1.0)),
            libm::log(sentences),
            sentences / all_sentences,
            sums.origins.len() as f64 / articles,
            sums.article_central / all_central.max(1e-9),
            sentences / sums.articles.max(1.0),
            early,
            (sums.early - sums.earliest) / articles,
            sums.earliest,
            sums.opens / articles,
            sums.first_three / articles,
            sums.first_paragraphs / articles,
            sums.depth / sums.articles.max(1.0),
            share * early,
            sums.best_central,
            sums.central / sentences,
            sums.central / all_sentences,
            sums.shared / sentences,
            sums.best_shared,
            sums.length / sentences,
            sums.speaking / sentences,
            sums.common / sentences,
            least(&|w| f64::from(w.articles)) / articles,
            most(&|w| f64::from(w.articles)) / articles,
            least(&|w| w.early),
            most(&|w| w.early),
            least(&|w| libm::log1p(f64::from(w.tokens))),
            most(&|w| libm::log1p(f64::from(w.tokens))),
            least(&|w| w.share(w.names)),
            most(&|w| w.share(w.names)),
            most(&|w| w.share(w.quoted)),
            flag(a.digit || b.digit),
            flag(a.stop),
            flag(b.stop),
            sentences / least(&|w| f64::from(w.rows)).max(1.0),
            self.titles_with(key) / titled,
            least(&|w| f64::from(w.titles)) / titled,
            most(&|w| f64::from(w.titles)) / titled,
        ];
        debug_assert_eq!(values.len(), NAMES.len());
        row.extend(values.iter().map(|x| *x as f32));
    }

    /// Number of titles that hold a concept.
    fn titles_with(&self, key: Key) -> f64 {
        let place = self.title_concepts.binary_search_by(|(of, _)| of.cmp(&key));
        place.ok().and_then(|n| self.title_concepts.get(n)).map_or(0.0, |(_, n)| f64::from(*n))
    }
}

//! How much news an article's title tells: what an editor of a general briefing would say of the
//! event, from 0 (no news) to 4 (one of the main stories of its day), learned from titles that
//! readers rated.
//!
//! value = bias + Σ_{g ∈ a} weight(g) / √|a|, |a| being the number of distinct grams of the
//! article: a ridge regression (Hoerl & Kennard 1970). Grams are those of the title's wording, the
//! folders of its address, and signs that hold in every language: that it asks or lures, is
//! opinion, begins with a number, is long, stands under public affairs or leisure, speaks to the
//! reader, names a weighty event. `MODEL.md` says what it learned from and how far it holds.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::edit::judgement;
use crate::edit::titles;
use crate::lexicon::{Lexicon, List};
use crate::model::{Article, Language};
use crate::text::hash::fnv1a;
use crate::text::{opinion, words};

/// The form of the file.
const FORMAT: u32 = 1;

/// Weights are whole numbers of this part. Set by hand; no trial of other parts is recorded.
const PART: f64 = 0.02;

/// Words beyond which a title is long. Set by hand; no trial of other values is recorded.
const LONG: usize = 14;

const SHIPPED: &str = include_str!("model.json");

/// The weights.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewsValue {
    /// Always `news value`.
    pub model: String,
    /// Version of this form.
    pub format: u32,
    /// The command that made it.
    pub made_by: String,
    /// The sets of rated titles it learned from, each with its number of titles.
    pub data: Vec<String>,
    /// The value of a title of which no gram is known: the mean of the ratings learned from.
    bias: f64,
    /// Hashes of the grams, ascending.
    grams: Vec<u32>,
    /// Their weights, in parts of 0.02.
    weights: Vec<i16>,
}

impl NewsValue {
    /// A model with a weight for each gram; weights are rounded as they will be written, and those
    /// that round to nothing are left out.
    #[must_use]
    #[allow(clippy::cast_possible_truncation)]
    pub fn new(made_by: String, data: Vec<String>, bias: f64, mut own: Vec<(u32, f64)>) -> Self {
        own.sort_by_key(|(gram, _)| *gram);
        own.dedup_by_key(|(gram, _)| *gram);
        let rounded = own.into_iter().map(|(gram, weight)| (gram, (weight / PART).round() as i16));
        let (grams, weights) = rounded.filter(|(_, weight)| *weight != 0).unzip();
        let bias = (bias * 1e4).round() / 1e4;
        Self { model: "news value".into(), format: FORMAT, made_by, data, bias, grams, weights }
    }

    /// The model that comes with the library.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static MODEL: OnceLock<NewsValue> = OnceLock::new();
        MODEL.get_or_init(|| {
            // The tests read the file, so there is one.
            serde_json::from_str(SHIPPED)
                .unwrap_or_else(|_| Self::new(String::new(), Vec::new(), 0.0, Vec::new()))
        })
    }

    /// The model as it stands in a file.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default() + "\n"
    }

    /// How much news an article's title tells, about 0 to 4.
    #[must_use]
    pub fn value(&self, article: &Article, language: Option<Language>) -> f64 {
        self.of(&grams(article, language))
    }

    /// How much news a title tells a reader to whom opinion is as good as a report: that it is
    /// opinion does not count.
    #[must_use]
    pub fn value_as_report(&self, article: &Article, language: Option<Language>) -> f64 {
        let mut grams = grams(article, language);
        grams.retain(|gram| *gram != sign(OPINION));
        self.of(&grams)
    }

    #[allow(clippy::cast_precision_loss)]
    fn of(&self, grams: &[u32]) -> f64 {
        let known = |gram: &u32| self.weights.get(self.grams.binary_search(gram).ok()?);
        let sum: i64 = grams.iter().filter_map(known).map(|&weight| i64::from(weight)).sum();
        self.bias + sum as f64 * PART * scale(grams)
    }
}

/// What each gram of an article counts: one over the root of their number.
#[must_use]
#[allow(clippy::cast_precision_loss)]
pub fn scale(grams: &[u32]) -> f64 {
    1.0 / (grams.len().max(1) as f64).sqrt()
}

/// The distinct grams of an article's title and address, ascending.
#[must_use]
pub fn grams(article: &Article, language: Option<Language>) -> Vec<u32> {
    let title = article.title.as_deref().unwrap_or("");
    let folders = titles::folders(article.source.url.as_deref().unwrap_or(""));
    let mut grams: Vec<u32> = judgement::grams(title).iter().map(|gram| gram.hash).collect();
    grams.extend(folders.iter().map(|folder| {
        // Dates differ from day to day.
        let digits = folder.bytes().map(|b| if b.is_ascii_digit() { b'0' } else { b });
        fnv1a(b"folder ".iter().copied().chain(digits))
    }));
    grams.extend(signs(article, &folders, language).map(sign));
    grams.sort_unstable();
    grams.dedup();
    grams
}

/// The gram of a sign.
fn sign(name: &str) -> u32 {
    fnv1a("sign ".bytes().chain(name.bytes()))
}

/// The sign of an opinion piece.
const OPINION: &str = "opinion";

/// What holds of a title in every language; `folders` are those of its address.
fn signs(
    article: &Article,
    folders: &[String],
    language: Option<Language>,
) -> impl Iterator<Item = &'static str> {
    let lexicon = Lexicon::of(language);
    let title = article.title.as_deref().unwrap_or("");
    let lower: Vec<String> =
        words(title).map(|w| title.get(w.start..w.end).unwrap_or("").to_lowercase()).collect();
    let number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    let mut weighty: Vec<&String> =
        lower.iter().filter(|word| lexicon.holds(List::Weighty, word)).collect();
    weighty.sort_unstable();
    weighty.dedup();
    [
        ("asks or lures", titles::lures(title, language) || titles::asks(title)),
        (OPINION, opinion::of(article)),
        ("begins with a number", lower.first().is_some_and(number)),
        ("long", lower.len() > LONG),
        ("affairs", titles::is_filed(folders, List::Affairs)),
        ("leisure", titles::is_filed(folders, List::Leisure)),
        ("reader", lower.iter().any(|word| lexicon.holds(List::Reader, word))),
        ("weighty", !weighty.is_empty()),
        ("weighty twice", weighty.len() > 1),
    ]
    .into_iter()
    .filter_map(|(sign, holds)| holds.then_some(sign))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Place, Source};

    fn article(title: &str, url: &str) -> Article {
        let place = Place::Stdin { record: None };
        let source = Source { publisher: None, url: Some(url.to_owned()), place };
        let mut article = Article::new(source, String::new()).unwrap();
        article.title = Some(title.to_owned());
        article
    }

    #[test]
    fn the_file_is_as_it_was_written() {
        let model = NewsValue::shipped();
        assert_eq!(model.to_json(), SHIPPED, "write it with `tidings tune-news-value`");
        assert!(model.grams.is_sorted() && model.grams.len() == model.weights.len());
        assert!(model.grams.len() > 1_000);
    }

    #[test]
    fn disasters_outweigh_recipes_and_columns() {
        let value = |title, url| {
            let article = article(title, url);
            NewsValue::shipped().value(&article, crate::text::language::detect(title))
        };
        let quake = value("Earthquake kills at least 40 on the coast", "https://a.example/world/1");
        let soup = value("Our 10 best soups for a cold evening", "https://a.example/food/2");
        let column = value("Opinion: Why I left the city", "https://a.example/opinion/3");
        assert!(quake > soup + 1.0, "{quake} {soup}");
        assert!(quake > column + 1.0, "{quake} {column}");
    }

    #[test]
    fn grams_do_not_know_numbers_apart() {
        let of = |title, url| grams(&article(title, url), None);
        let (one, other) = (
            of("Storm kills 12 in Orvane", "https://a.example/2024/04/storm"),
            of("Storm kills 31 in Orvane", "https://a.example/2025/11/gale"),
        );
        assert_eq!(one, other);
        assert!(one.is_sorted());
    }
}

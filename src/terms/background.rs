//! How rare words are in general, whatever lies on the table: a background of word frequencies, one
//! table a language.
//!
//! A table lists the commonest stems of its language on the Zipf scale (van Heuven, Mandera,
//! Keuleers & Brysbaert 2014: z = log10 of occurrences in a thousand million words), from
//! `src/lexicon/CODE/frequency.zipf`. The inverse document frequency is that of a document of
//! [`WORDS`] words in which words fall independently: idf(t) = -ln(1 - exp(-WORDS · 10^(z(t) -
//! 9))). A stem that is not listed is rarer than all that are: it counts as [`UNLISTED`] of the
//! frequency of the rarest one.

use std::sync::OnceLock;

use crate::model::Language;

use super::{DocumentFrequencies, Lexicon};

/// Words of the document that the idf is of. Set by: the length of a short news report; weights of
/// pairs are fitted to it.
const WORDS: f64 = 300.0;

/// Frequency of an unlisted stem as a share of the rarest listed one. Chosen by hand, near what a
/// running word of ranks 10,000 to 100,000 has in the mean: 0.37 of rank 10,000 in English and
/// German, 0.39 in Italian.
const UNLISTED: f64 = 0.35;

/// Documents that a collection without a table of its language is taken to be a sample of, and how
/// many of them hold any stem: a small collection says little.
/// Set by hand; no trial of other values is recorded.
const BEYOND: f64 = 500.0;
/// See [`BEYOND`]. Set by hand with it.
const BEYOND_WITH: f64 = 5.0;

/// Articles that the language at large counts as beside a person's own collection.
///
/// Set by: five collections (1,913 articles of a quarter, 200 and 30 of them, the day of feeds
/// before one of the gold days and the day after it) beside three gold days and a year; 103 of the
/// year's 1,285 articles are in the quarter, too. The mean B-cubed F1 is .937 to .942, .938 without
/// any collection; .905 to .940 at 500 and .938 to .940 at 10,000. Where a collection's own counts
/// overrule the language's, 30 articles bring it down to .910.
const AT_LARGE: f64 = 2_000.0;

/// The tables, by the code of their language, ascending.
const TABLES: &[(&str, &str)] = &[
    ("ar", include_str!("../lexicon/ar/frequency.zipf")),
    ("bg", include_str!("../lexicon/bg/frequency.zipf")),
    ("bn", include_str!("../lexicon/bn/frequency.zipf")),
    ("ca", include_str!("../lexicon/ca/frequency.zipf")),
    ("cs", include_str!("../lexicon/cs/frequency.zipf")),
    ("da", include_str!("../lexicon/da/frequency.zipf")),
    ("de", include_str!("../lexicon/de/frequency.zipf")),
    ("el", include_str!("../lexicon/el/frequency.zipf")),
    ("en", include_str!("../lexicon/en/frequency.zipf")),
    ("es", include_str!("../lexicon/es/frequency.zipf")),
    ("fa", include_str!("../lexicon/fa/frequency.zipf")),
    ("fi", include_str!("../lexicon/fi/frequency.zipf")),
    ("fil", include_str!("../lexicon/fil/frequency.zipf")),
    ("fr", include_str!("../lexicon/fr/frequency.zipf")),
    ("he", include_str!("../lexicon/he/frequency.zipf")),
    ("hi", include_str!("../lexicon/hi/frequency.zipf")),
    ("hu", include_str!("../lexicon/hu/frequency.zipf")),
    ("id", include_str!("../lexicon/id/frequency.zipf")),
    ("is", include_str!("../lexicon/is/frequency.zipf")),
    ("it", include_str!("../lexicon/it/frequency.zipf")),
    ("lt", include_str!("../lexicon/lt/frequency.zipf")),
    ("lv", include_str!("../lexicon/lv/frequency.zipf")),
    ("mk", include_str!("../lexicon/mk/frequency.zipf")),
    ("ms", include_str!("../lexicon/ms/frequency.zipf")),
    ("nl", include_str!("../lexicon/nl/frequency.zipf")),
    ("no", include_str!("../lexicon/no/frequency.zipf")),
    ("pl", include_str!("../lexicon/pl/frequency.zipf")),
    ("pt", include_str!("../lexicon/pt/frequency.zipf")),
    ("ro", include_str!("../lexicon/ro/frequency.zipf")),
    ("ru", include_str!("../lexicon/ru/frequency.zipf")),
    ("sh", include_str!("../lexicon/sh/frequency.zipf")),
    ("sk", include_str!("../lexicon/sk/frequency.zipf")),
    ("sl", include_str!("../lexicon/sl/frequency.zipf")),
    ("sv", include_str!("../lexicon/sv/frequency.zipf")),
    ("ta", include_str!("../lexicon/ta/frequency.zipf")),
    ("tr", include_str!("../lexicon/tr/frequency.zipf")),
    ("uk", include_str!("../lexicon/uk/frequency.zipf")),
    ("ur", include_str!("../lexicon/ur/frequency.zipf")),
    ("vi", include_str!("../lexicon/vi/frequency.zipf")),
];

/// The table of a language, where there is one.
fn table(language: Language) -> Option<&'static str> {
    table_number(language).map(|at| TABLES[at].1)
}

/// Its place in [`TABLES`].
fn table_number(language: Language) -> Option<usize> {
    let code = match language.code() {
        "nb" | "nn" => "no",
        "hr" | "bs" | "sr" => "sh",
        code => code,
    };
    TABLES.binary_search_by_key(&code, |(code, _)| code).ok()
}

/// The table of one language, to look up single stems in.
#[derive(Debug)]
pub struct Listed {
    /// Stems with their idf, ascending.
    stems: Vec<(&'static str, f32)>,
    unlisted: f32,
}

/// The tables that were looked into.
static LISTED: [OnceLock<Listed>; TABLES.len()] = [const { OnceLock::new() }; TABLES.len()];

impl Listed {
    /// The shipped table of `language`; `None` without one. It is read at the first call.
    #[must_use]
    pub fn of(language: Option<Language>) -> Option<&'static Self> {
        let at = table_number(language?)?;
        Some(LISTED[at].get_or_init(|| Self::read(TABLES[at].1)))
    }

    #[allow(clippy::cast_possible_truncation)]
    fn read(table: &'static str) -> Self {
        let mut stems = Vec::new();
        for (zipf, listed) in levels(table) {
            let idf = idf(share(zipf)) as f32;
            stems.extend(listed.split(' ').map(|stem| (stem, idf)));
        }
        stems.sort_unstable_by_key(|(stem, _)| *stem);
        Self { stems, unlisted: idf(UNLISTED * share(rarest(table))) as f32 }
    }

    /// The idf of a stem in the language at large: 0 for what every text of `WORDS` words holds.
    #[must_use]
    pub fn idf(&self, stem: &str) -> f64 {
        let found = self.stems.binary_search_by_key(&stem, |(listed, _)| listed);
        f64::from(found.map_or(self.unlisted, |at| self.stems[at].1))
    }
}

/// Occurrences per word of a stem of this place on the Zipf scale.
fn share(zipf: f64) -> f64 {
    libm::pow(10.0, zipf - 9.0)
}

/// The lines of a table: a place on the Zipf scale, and the stems of that place with blanks
/// between.
fn levels(table: &str) -> impl Iterator<Item = (f64, &str)> {
    table.lines().filter_map(|line| {
        let (zipf, stems) = line.split_once(' ')?;
        Some((zipf.parse::<f64>().ok()?, stems))
    })
}

/// The lowest place in a table.
fn rarest(table: &str) -> f64 {
    levels(table).map(|(zipf, _)| zipf).fold(f64::INFINITY, f64::min)
}

/// The commonest stems of a language, the most frequent first; none without a table.
pub(crate) fn common_stems(language: Language) -> impl Iterator<Item = &'static str> {
    let lines = table(language).unwrap_or("").lines();
    lines.filter_map(|line| line.split_once(' ')).flat_map(|(_, stems)| stems.split(' '))
}

/// The idf of a stem of this place on the Zipf scale.
fn idf(share_of_words: f64) -> f64 {
    -libm::log(1.0 - libm::exp(-WORDS * share_of_words))
}

/// Inverse document frequencies of all terms of a lexicon as words of one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Rarity {
    by_term: Vec<f32>,
}

impl Rarity {
    /// From the shipped table of `language`; `None` without one. Where `own` is given, a
    /// collection's frequencies that a person chose, the table is grown by them.
    #[must_use]
    pub fn listed(
        lexicon: &Lexicon,
        language: Option<Language>,
        own: Option<&DocumentFrequencies>,
    ) -> Option<Self> {
        let table = language.and_then(table)?;
        Some(Self { by_term: from_table(table, lexicon) }.grown(lexicon, own))
    }

    /// From how many of `documents` articles hold each term; `own` as in [`listed`](Self::listed).
    #[must_use]
    pub fn counted(
        lexicon: &Lexicon,
        counts: (Vec<u32>, usize),
        own: Option<&DocumentFrequencies>,
    ) -> Self {
        Self { by_term: from_counts(counts, lexicon.len()) }.grown(lexicon, own)
    }

    fn grown(mut self, lexicon: &Lexicon, own: Option<&DocumentFrequencies>) -> Self {
        if let Some(own) = own.filter(|own| own.documents() > 0) {
            grow(&mut self.by_term, lexicon, own);
        }
        self
    }

    /// The share of documents that hold each term, 0 to 1, by its number.
    #[must_use]
    pub fn shares_of_documents(&self) -> Vec<f32> {
        self.by_term.iter().map(|idf| libm::expf(-idf)).collect()
    }

    /// The idf of a term by its number; 0 for one of another lexicon.
    #[must_use]
    pub fn of(&self, term: u32) -> f32 {
        self.by_term.get(term as usize).copied().unwrap_or(0.0)
    }
}

#[allow(clippy::cast_possible_truncation)]
fn from_table(table: &str, lexicon: &Lexicon) -> Vec<f32> {
    let mut by_term = vec![idf(UNLISTED * share(rarest(table))) as f32; lexicon.len()];
    for (zipf, stems) in levels(table) {
        let idf = idf(share(zipf)) as f32;
        for term in stems.split(' ').filter_map(|stem| lexicon.find(stem)) {
            by_term[term.index()] = idf;
        }
    }
    by_term
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn from_counts((counts, documents): (Vec<u32>, usize), terms: usize) -> Vec<f32> {
    let all = documents as f64 + BEYOND + 1.0;
    let weigh = |term| {
        let holders = f64::from(counts.get(term).copied().unwrap_or(0));
        libm::log(all / (holders + BEYOND_WITH + 0.5)).max(0.0) as f32
    };
    (0..terms).map(weigh).collect()
}

/// Each stem that a person's own collection holds counts as in the language at large and that
/// collection together.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn grow(by_term: &mut [f32], lexicon: &Lexicon, own: &DocumentFrequencies) {
    let all = own.documents() as f64 + AT_LARGE + 1.0;
    for (stem, holders) in own.iter() {
        if let Some(term) = lexicon.find(stem) {
            let idf = &mut by_term[term.index()];
            let at_large = AT_LARGE * libm::exp(-f64::from(*idf));
            *idf = libm::log(all / (at_large + holders as f64 + 0.5)).max(0.0) as f32;
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rarity(code: &str, words: &[&str]) -> Vec<f32> {
        let mut lexicon = Lexicon::default();
        let language = Language::parse(code);
        let at = lexicon.language(language);
        let terms: Vec<u32> = words.iter().map(|word| lexicon.intern(at, word).term.0).collect();
        let rarity = Rarity::listed(&lexicon, language, None)
            .unwrap_or_else(|| Rarity::counted(&lexicon, (vec![90, 1], 100), None));
        terms.into_iter().map(|term| rarity.of(term)).collect()
    }

    #[test]
    fn rarer_words_weigh_more_in_every_language() {
        for (code, words) in [
            ("en", ["people", "minister", "Kirchentellinsfurt"]),
            ("de", ["Menschen", "Minister", "Kirchentellinsfurt"]),
            ("it", ["anni", "ministro", "Kirchentellinsfurt"]),
            ("pt", ["pessoas", "ministro", "Kirchentellinsfurt"]),
            ("vi", ["người", "bão", "Kirchentellinsfurt"]),
        ] {
            let found = rarity(code, &words);
            assert!(
                found[0] > 0.0 && found[0] < found[1] && found[1] < found[2],
                "{code} {found:?}"
            );
        }
    }

    #[test]
    fn a_collection_of_ones_own_grows_what_the_language_says() {
        let weigh = |own: &str| {
            let mut lexicon = Lexicon::default();
            let language = Language::parse("en");
            let at = lexicon.language(language);
            let words = ["people", "harbour", "Kirchentellinsfurt"];
            let terms = words.map(|word| lexicon.intern(at, word).term.0);
            let own = DocumentFrequencies::from_tsv(own).unwrap();
            let rarity = Rarity::listed(&lexicon, language, Some(&own)).unwrap();
            terms.map(|term| rarity.of(term))
        };
        let none = weigh("#documents\t0\n");
        let few = weigh("#documents\t4\nharbour\t1\n");
        let many = weigh("#documents\t4000\nharbour\t3000\n");
        assert_eq!((few[0], few[2]), (none[0], none[2]));
        assert!((few[1] - none[1]).abs() < 0.3, "four articles say little: {none:?} {few:?}");
        assert!(many[1] < 1.0 && none[1] > 3.0, "{none:?} {many:?}");
    }

    #[test]
    fn tables_are_sorted_and_complete() {
        assert!(TABLES.is_sorted_by_key(|(code, _)| *code));
        for (code, table) in TABLES {
            let words: usize = table.lines().map(|line| line.split(' ').count() - 1).sum();
            assert!((3_000..=10_000).contains(&words), "{code}: {words}");
            assert!(
                table.lines().all(|line| line.split(' ').next().unwrap().parse::<f64>().is_ok())
            );
        }
    }

    #[test]
    fn single_stems_weigh_what_they_weigh_in_a_lexicon() {
        let language = Language::parse("de");
        let listed = Listed::of(language).unwrap();
        let mut lexicon = Lexicon::default();
        let at = lexicon.language(language);
        for word in ["Menschen", "Minister", "Kirchentellinsfurt"] {
            let term = lexicon.intern(at, word).term;
            let rarity = Rarity::listed(&lexicon, language, None).unwrap();
            let stem = lexicon.stem(term);
            assert!((listed.idf(stem) - f64::from(rarity.of(term.0))).abs() < 1e-6, "{stem}");
        }
        assert!(Listed::of(Language::parse("zz")).is_none() && Listed::of(None).is_none());
    }

    #[test]
    fn a_language_without_a_table_is_counted() {
        let found = rarity("zz", &["common", "rare"]);
        assert!(found[0] < found[1], "{found:?}");
    }

    #[test]
    fn frequent_words_of_a_collection_of_ones_own_weigh_little() {
        let mut lexicon = Lexicon::default();
        let at = lexicon.language(Some(Language::ENGLISH));
        let term = lexicon.intern(at, "gaza").term.0;
        let own = DocumentFrequencies::from_tsv("#documents\t10000\ngaza\t5000\n").unwrap();
        let shipped = Rarity::listed(&lexicon, Some(Language::ENGLISH), None).unwrap();
        let own = Rarity::listed(&lexicon, Some(Language::ENGLISH), Some(&own)).unwrap();
        assert!(own.of(term) < 1.0 && shipped.of(term) > 5.0);
    }
}

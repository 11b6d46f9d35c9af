//! What an article is compared by: its terms, and how it uses each of them.
//!
//! There are three *views* of an article: its title, its lead (the title and the first [`LEAD`]
//! words of the text) and its body (the title's words counted twice, and the whole text). In each a
//! term weighs (1 + ln tf) · idf, scaled to a row of length 1 (TF-IDF, Salton & Buckley 1988). The
//! idf is that of the language at large ([`Rarity`]), so that a word is worth the same whatever
//! else is grouped with it. An article without a text, or whose text only repeats its title, has
//! the same title, lead and body.
//!
//! Terms that only one article holds can match nothing: they count in the lengths, but are not
//! kept.

use crate::model::{Article, ArticleId, Corpus, Role};
use crate::terms::{DocumentFrequencies, Rarity, TermTable, Token};
use crate::threads;

/// Words of the text that belong to the lead.
/// Set by hand; the weights of the model were learned with it.
const LEAD: usize = 60;

/// Content words of a text that are looked at: more than a teaser has.
/// Set by hand; the weights of the model were learned with it.
const WORDS: usize = 100;

/// Most terms that an article keeps: those of greatest weight.
/// Bounds the work; set by hand.
const MOST: usize = 256;

/// How often a title's word counts in the body.
/// Set by hand; the weights of the model were learned with it.
const TITLE_TIMES: u32 = 2;

/// Least idf of a word that says anything; less common ones are stop words, listed or not.
/// Set by hand; the weights of the model were learned with it.
const LEAST_IDF: f32 = 0.6;

/// A capitalised word at the start of a sentence counts as a name when it is at least so rare.
/// Set by hand; the weights of the model were learned with it.
const RARE_START: f32 = 5.0;

/// The idf of a number. Set by hand; the weights of the model were learned with it.
const NUMBER: f32 = 6.0;
/// The idf of a number that is likely to be a date, an age or round. Set by hand, likewise.
const PLAIN_NUMBER: f32 = 2.0;

/// Views: title, lead, body.
pub(super) const VIEWS: usize = 3;
pub(super) const TITLE: usize = 0;
pub(super) const LEAD_VIEW: usize = 1;
pub(super) const BODY: usize = 2;

/// How an article uses one term: how often in each view (at most 255), and some flags, in four
/// bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Use {
    pub times: [u8; VIEWS],
    flags: u8,
}

impl Use {
    const NAME_IN_TITLE: u8 = 1;
    const NAME_IN_LEAD: u8 = 2;
    const NAME: u8 = 4;
    const TELLING_NUMBER: u8 = 8;
    const DIGIT: u8 = 16;

    const fn has(self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Capitalised in the title.
    pub(super) const fn is_name_in_title(self) -> bool {
        self.has(Self::NAME_IN_TITLE)
    }

    /// Capitalised in the lead, the title included.
    pub(super) const fn is_name_in_lead(self) -> bool {
        self.has(Self::NAME_IN_LEAD)
    }

    /// Capitalised anywhere.
    pub(super) const fn is_name(self) -> bool {
        self.has(Self::NAME)
    }

    /// A number in the lead that is no year, no age or day, and not round.
    pub(super) const fn is_telling_number(self) -> bool {
        self.has(Self::TELLING_NUMBER)
    }
}

/// One article's terms, ascending, and what is the same for all of its pairs.
#[derive(Debug, Default)]
pub(super) struct Row {
    pub terms: Box<[u32]>,
    pub uses: Box<[Use]>,
    /// What a weight is multiplied by, by view: 1 over the length of the row.
    pub scale: [f32; VIEWS],
    /// Sum of the idf of all names of the lead, and of the article.
    pub names: [f32; 2],
    /// Distinct terms of title and lead, and content words of the body (at most 400): ln(1 + n).
    pub sizes: [f32; VIEWS],
}

/// All articles of a corpus, by id.
#[derive(Debug, Default)]
pub(super) struct Views {
    rows: Vec<Row>,
    rarity: Vec<Rarity>,
    /// The place of each article's language in `rarity`.
    languages: Vec<u32>,
    log: Log,
}

/// 1 + ln n for n up to 255; 0 for 0.
#[derive(Debug)]
struct Log([f32; 256]);

impl Default for Log {
    #[allow(clippy::cast_possible_truncation)]
    fn default() -> Self {
        let mut log = [0.0; 256];
        for (n, log) in (1i32..).zip(log.iter_mut().skip(1)) {
            *log = (1.0 + libm::log(f64::from(n))) as f32;
        }
        Self(log)
    }
}

impl Views {
    /// The views of all articles, where any is short: long articles are compared by other means.
    /// `languages` numbers the language of each article, and has for each language what its table
    /// says, where there is one.
    pub(super) fn of_short(
        corpus: &Corpus,
        table: &TermTable,
        own: Option<&DocumentFrequencies>,
        languages: (Vec<u32>, Vec<Option<Rarity>>),
    ) -> Option<Self> {
        let is_short = |article| {
            let sentences = corpus.sentences_of(article).map(|s| table.sentence(s));
            let content = sentences.flatten().filter(|token| token.is_content());
            content.take(WORDS).count() < WORDS
        };
        corpus.article_ids().any(is_short).then(|| Self::new(corpus, table, own, languages))
    }

    fn new(
        corpus: &Corpus,
        table: &TermTable,
        own: Option<&DocumentFrequencies>,
        (languages, listed): (Vec<u32>, Vec<Option<Rarity>>),
    ) -> Self {
        let ids: Vec<ArticleId> = corpus.article_ids().collect();
        let width = table.lexicon().len();
        let kinds = threads::map(&ids, |_, &article| occurrences(corpus, table, article));
        let numbered: Vec<_> = listed.into_iter().enumerate().collect();
        let rarity = threads::map_owned(numbered, |(n, listed): (usize, Option<Rarity>)| {
            listed.unwrap_or_else(|| {
                Rarity::counted(table.lexicon(), counts(&kinds, &languages, n, width), own)
            })
        });
        let numbers = numbers_of(table);
        let log = Log::default();
        let mut rows: Vec<Row> = {
            let numbered: Vec<_> = languages.iter().copied().zip(kinds).collect();
            threads::map_owned(numbered, |(language, kinds)| {
                Row::new(&kinds, &rarity[language as usize], &numbers, &log)
            })
        };
        let holders = holders(&rows, width);
        rows = threads::map_owned(rows, |row: Row| row.keep_shared(&holders));
        Self { rows, rarity, languages, log }
    }

    pub(super) fn row(&self, article: u32) -> &Row {
        &self.rows[article as usize]
    }

    /// The idf of a term of `article`.
    pub(super) fn idf(&self, article: u32, term: u32, of: Use) -> f32 {
        if of.has(Use::DIGIT) {
            return if of.has(Use::TELLING_NUMBER) { NUMBER } else { PLAIN_NUMBER };
        }
        self.rarity[self.languages[article as usize] as usize].of(term)
    }

    /// 1 + ln of how often a term is used in a view; 0 where it is not.
    pub(super) fn log(&self, of: Use, view: usize) -> f32 {
        self.log.0[usize::from(of.times[view])]
    }
}

/// Where and how a word stands, in the lower eight bits under its term.
type Occurrence = u64;
const IN_TITLE: u64 = 1;
const IN_LEAD: u64 = 2;
const CAPITAL: u64 = 4;
const FIRST: u64 = 8;
const DIGIT: u64 = 16;
const BITS: u32 = 8;

/// All content words of an article, ascending by term.
fn occurrences(corpus: &Corpus, table: &TermTable, article: ArticleId) -> Vec<Occurrence> {
    let mut all = Vec::new();
    let mut push = |tokens: &[Token], passed: usize, place: u64| {
        for (n, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_content()) {
            let mut kind = place;
            kind |= if token.is_capital() { CAPITAL } else { 0 };
            kind |= if n + passed == 0 { FIRST } else { 0 };
            kind |= if token.has_digit() { DIGIT } else { 0 };
            all.push(u64::from(token.term().0) << BITS | kind);
        }
    };
    push(table.title(article), 0, IN_TITLE);
    let (mut words, mut lead) = (0, 0);
    if !repeats_title(corpus.article(article)) {
        for sentence in corpus.sentences_of(article) {
            if corpus.sentence(sentence).role == Role::Boilerplate {
                continue;
            }
            let tokens = table.sentence(sentence);
            let split = LEAD.saturating_sub(lead).min(tokens.len());
            push(&tokens[..split], 0, IN_LEAD);
            push(&tokens[split..], split, 0);
            lead += split;
            words += tokens.len();
            if words > 2 * WORDS {
                break;
            }
        }
    }
    all.sort_unstable();
    all
}

/// Whether an article has no text but its title.
fn repeats_title(article: &Article) -> bool {
    article.title.as_deref().is_some_and(|title| title.trim() == article.text().trim())
}

/// How many articles of the language at place `language` hold each term, and how many there are.
fn counts(
    all: &[Vec<Occurrence>],
    languages: &[u32],
    language: usize,
    width: usize,
) -> (Vec<u32>, usize) {
    let mut counts = vec![0; width];
    let mut documents = 0;
    for (article, _) in all.iter().zip(languages).filter(|(_, l)| **l as usize == language) {
        documents += 1;
        for run in article.chunk_by(|a, b| a >> BITS == b >> BITS) {
            counts[term_of(run[0]) as usize] += 1;
        }
    }
    (counts, documents)
}

#[allow(clippy::cast_possible_truncation)]
const fn term_of(occurrence: Occurrence) -> u32 {
    (occurrence >> BITS) as u32
}

/// What each term is as a number: no number, a plain one (a year, below a hundred, or round), or
/// one that tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Number {
    None,
    Plain,
    Telling,
}

fn numbers_of(table: &TermTable) -> Vec<Number> {
    let lexicon = table.lexicon();
    (0..lexicon.len()).map(|n| number_of(lexicon.stem(crate::model::TermId::of(n)))).collect()
}

fn number_of(stem: &str) -> Number {
    if !stem.bytes().any(|b| b.is_ascii_digit()) {
        return Number::None;
    }
    let digits: String = stem.chars().filter(char::is_ascii_digit).collect();
    let others = stem.chars().filter(|c| !c.is_ascii_digit() && !matches!(c, '.' | ',')).count();
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    let round = digits.trim_end_matches('0').len() <= 1;
    if others <= 2 && (digits.len() <= 2 && !stem.contains(['.', ',']) || year || round) {
        Number::Plain
    } else {
        Number::Telling
    }
}

/// How many articles hold each term.
fn holders(rows: &[Row], width: usize) -> Vec<u32> {
    let mut holders = vec![0; width];
    for row in rows {
        for &term in &row.terms {
            holders[term as usize] += 1;
        }
    }
    holders
}

/// The use of one term by an article, from its occurrences.
fn use_of(run: &[Occurrence], idf: f32, number: Number) -> Use {
    let (mut title, mut lead, mut body) = (0u32, 0u32, 0u32);
    let mut flags = 0;
    for &occurrence in run {
        let (in_title, in_lead) = (occurrence & IN_TITLE != 0, occurrence & IN_LEAD != 0);
        title += u32::from(in_title);
        lead += u32::from(in_lead || in_title);
        body += if in_title { TITLE_TIMES } else { 1 };
        let first = occurrence & FIRST != 0;
        if number == Number::None && occurrence & CAPITAL != 0 && (!first || idf > RARE_START) {
            flags |= Use::NAME;
            flags |= if in_title || in_lead { Use::NAME_IN_LEAD } else { 0 };
            flags |= if in_title { Use::NAME_IN_TITLE } else { 0 };
        }
    }
    if number != Number::None {
        flags |= Use::DIGIT;
        flags |= if number == Number::Telling { Use::TELLING_NUMBER } else { 0 };
    }
    Use { times: [title, lead, body].map(|n| u8::try_from(n).unwrap_or(u8::MAX)), flags }
}

impl Row {
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn new(all: &[Occurrence], rarity: &Rarity, numbers: &[Number], log: &Log) -> Self {
        let mut kept: Vec<(u32, Use, f32)> = Vec::new();
        let (mut squares, mut names) = ([0.0f64; VIEWS], [0.0f64; 2]);
        let mut sizes = [0usize; VIEWS];
        for run in all.chunk_by(|a, b| a >> BITS == b >> BITS) {
            let term = term_of(run[0]);
            let number = numbers[term as usize];
            let idf = match number {
                Number::None => rarity.of(term),
                Number::Plain => PLAIN_NUMBER,
                Number::Telling => NUMBER,
            };
            if idf < LEAST_IDF {
                continue;
            }
            let of = use_of(run, idf, number);
            for (view, square) in squares.iter_mut().enumerate() {
                let weight = f64::from(log.0[usize::from(of.times[view])] * idf);
                *square += weight * weight;
            }
            sizes[TITLE] += usize::from(of.times[TITLE] > 0);
            sizes[LEAD_VIEW] += usize::from(of.times[LEAD_VIEW] > 0);
            sizes[BODY] += run.len();
            names[0] += if of.is_name_in_lead() { f64::from(idf) } else { 0.0 };
            names[1] += if of.is_name() { f64::from(idf) } else { 0.0 };
            kept.push((term, of, log.0[usize::from(of.times[BODY])] * idf));
        }
        if kept.len() > MOST {
            kept.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
            kept.truncate(MOST);
            kept.sort_unstable_by_key(|k| k.0);
        }
        let inverse = |square: f64| if square > 0.0 { (1.0 / square.sqrt()) as f32 } else { 0.0 };
        sizes[BODY] = sizes[BODY].min(WORDS);
        Self {
            terms: kept.iter().map(|k| k.0).collect(),
            uses: kept.iter().map(|k| k.1).collect(),
            scale: squares.map(inverse),
            names: names.map(|sum| sum as f32),
            sizes: sizes.map(|n| libm::log1p(n as f64) as f32),
        }
    }

    /// Leaves the terms out that no other article holds.
    fn keep_shared(self, holders: &[u32]) -> Self {
        let kept = |term: &u32| holders[*term as usize] > 1;
        let both = || self.terms.iter().zip(&self.uses).filter(|(term, _)| kept(term));
        Self {
            terms: both().map(|(term, _)| *term).collect(),
            uses: both().map(|(_, of)| *of).collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_ages_and_round_numbers_say_little() {
        for plain in ["2024", "7", "45", "500", "1,000", "3rd", "19th", "80s"] {
            assert_eq!(number_of(plain), Number::Plain, "{plain}");
        }
        for telling in ["347", "1,215", "12.5", "a380", "747"] {
            assert_eq!(number_of(telling), Number::Telling, "{telling}");
        }
        assert_eq!(number_of("gaza"), Number::None);
    }
}

//! What the judgement measures of a sentence, its article and its place, as numbers.
//!
//! Features are the same for every language. Those that count words of a list are -1 where the
//! language has no such list, so that the trees learn to do without.

use crate::lexicon::List;

use super::Placed;
use super::article::{LISTS, QUOTES, Reading, names};
use super::context::Context;
use super::echo::Echo;
use super::keys::share;
use super::words::{Seen, Traits};

/// A feature's name and its value.
pub(super) type Feature = (&'static str, f32);

/// Longer sentences count as this long, in words.
/// Set by hand; the weights of the model were learned with it.
const LONGEST: usize = 60;

const fn flag(x: bool) -> f32 {
    if x { 1.0 } else { 0.0 }
}

/// The sentence at hand.
struct Sentence<'r> {
    text: &'r str,
    words: &'r [Seen],
    /// Words outside quotation marks.
    own: Vec<&'r Seen>,
}

/// All features of body sentence `n` of an article, the names in it that nothing introduces, and
/// the words that what was read may hold.
pub(super) fn row(
    reading: &Reading<'_>,
    context: &Context,
    n: usize,
    placed: Placed<'_>,
) -> (Vec<Feature>, Strangers, Echo) {
    let Placed { text, start, opens, .. } = placed;
    let words = reading.sentences.get(n).map_or(&[][..], Vec::as_slice);
    let own: Vec<&Seen> = words.iter().filter(|w| !w.quoted).collect();
    let sentence = Sentence { text, words, own };
    let mut row = Vec::with_capacity(116);
    of_article(reading, &mut row);
    of_place(reading, n, (start, opens), &mut row);
    of_shape(&sentence, &mut row);
    of_lists(reading, &sentence, &mut row);
    let strangers = of_names(reading, context, &sentence, &mut row);
    of_overlap(reading, &sentence, &mut row);
    of_time(reading, &sentence, &mut row);
    let echo = Echo::new(reading.vocabulary, sentence.words);
    row.extend(Echo::FEATURES.into_iter().zip(echo.values(context)));
    (row, strangers, echo)
}

fn of_article(reading: &Reading<'_>, row: &mut Vec<Feature>) {
    let p = &reading.profile;
    let [first, second, modal, negation, reporting] = p.listed;
    let [questions, exclamations, quotes, dashes] = p.marks;
    let title = reading.article.title.as_deref().unwrap_or("");
    row.extend([
        ("article: first person", first),
        ("article: second person", second),
        ("article: modal verbs", modal),
        ("article: negations", negation),
        ("article: reporting verbs", reporting),
        ("article: question marks", questions),
        ("article: exclamation marks", exclamations),
        ("article: quotation marks", quotes),
        ("article: dashes", dashes),
        ("article: numbers", p.digits),
        ("article: capitals", p.capitals),
        ("article: ln words", p.ln_words),
        ("article: sentence length", p.sentence_words),
        ("article: names a day early", p.names_day),
        ("article: filed under opinion", flag(reading.is_opinion)),
        ("article: teaser", flag(reading.article.teaser)),
        ("title: question", flag(title.contains(['?', '？', '؟']))),
        ("title: colon", flag(title.contains([':', '：']))),
        ("title: quotation", flag(title.contains(['"', '“', '„', '«', '‘', '「']))),
        ("title: words", share(reading.title_words.len(), 1)),
        ("title: numbers", flag(reading.title_words.iter().any(|w| w.digit))),
        ("title: speaks to the reader", of_list_in(reading, List::SecondPerson)),
        ("title: speaks of the writer", of_list_in(reading, List::FirstPerson)),
    ]);
}

fn of_list_in(reading: &Reading<'_>, list: List) -> f32 {
    if reading.lexicon.count(list) == 0 {
        return -1.0;
    }
    flag(reading.title_words.iter().any(|w| w.is.any(Traits::on(list))))
}

#[allow(clippy::cast_precision_loss)]
fn of_place(reading: &Reading<'_>, n: usize, (start, opens): (u32, bool), row: &mut Vec<Feature>) {
    let count = reading.sentences.len();
    row.extend([
        ("place: sentence", n.min(40) as f32),
        ("place: share of the article", share(n, count)),
        ("place: thousands of bytes", start.min(8_000) as f32 / 1_000.0),
        ("place: opens a paragraph", flag(opens)),
        ("place: sentences of the article", count.min(60) as f32),
    ]);
}

fn of_shape(s: &Sentence<'_>, row: &mut Vec<Feature>) {
    let count = s.words.len();
    let text = s.text;
    let count_of = |set: &[char]| text.chars().filter(|c| set.contains(c)).count();
    let first = text.chars().next();
    let last = text.chars().next_back();
    let letters: usize = s.words.iter().map(|w| w.letters).sum();
    row.extend([
        ("length", share(count.min(LONGEST), 1)),
        ("commas", share(count_of(&[',', '，', '、', '،']).min(8), 1)),
        ("brackets", flag(text.contains(['(', '[']))),
        ("dash", flag(text.contains(['—', '–']) || text.contains(" - "))),
        ("colon", flag(text.contains([':', '：']))),
        ("semicolon", flag(text.contains([';', '；']))),
        ("question", flag(text.contains(['?', '？', '؟']))),
        ("exclamation", flag(text.contains(['!', '！']))),
        ("ends with a stop", flag(matches!(last, Some('.' | '。' | '।' | '!' | '?')))),
        ("ends with a quotation", flag(matches!(last, Some('"' | '”' | '“' | '»' | '」')))),
        ("ends with a colon", flag(matches!(last, Some(':' | '：')))),
        ("begins with a quotation", flag(first.is_some_and(|c| QUOTES.contains(&c)))),
        ("begins in lower case", flag(first.is_some_and(char::is_lowercase))),
        ("begins with a number", flag(first.is_some_and(|c| c.is_ascii_digit()))),
        ("quotation marks", share(count_of(&QUOTES).min(4), 1)),
        ("quoted share", share(count - s.own.len(), count)),
        ("shouted words", share(s.words.iter().filter(|w| w.shouted).count(), count)),
        ("numbers", share(s.words.iter().filter(|w| w.digit).count().min(5), 1)),
        ("names a year", flag(s.words.iter().any(|w| w.is.any(Traits::YEAR)))),
        ("capitals", share(s.words.iter().skip(1).filter(|w| w.capital).count(), count)),
        ("word length", share(letters, count)),
        (
            "holds an address",
            flag(text.contains("http") || text.contains('@') || text.contains("www.")),
        ),
    ]);
}

fn of_lists(reading: &Reading<'_>, s: &Sentence<'_>, row: &mut Vec<Feature>) {
    let lexicon = reading.lexicon;
    let known = |list: List, value: f32| if lexicon.count(list) == 0 { -1.0 } else { value };
    let on = |list: List, words: &[&Seen]| {
        let on = Traits::on(list);
        known(list, share(words.iter().filter(|w| w.is.any(on)).count().min(6), 1))
    };
    let opening: Vec<&Seen> = s.own.iter().take(6).copied().collect();
    let first: Vec<&Seen> = s.words.iter().take(1).collect();
    let opens = |list: List| known(list, flag(lexicon.opens_with(list, s.text).is_some()));
    let [first_person, second_person, modals, negations, reporting] =
        LISTS.map(|list| on(list, &s.own));
    let last_own = s.own.iter().rev().take(4).copied().collect::<Vec<_>>();
    row.extend([
        ("first person", first_person),
        ("second person", second_person),
        ("modal verbs", modals),
        ("negations", negations),
        ("reporting verbs", reporting),
        ("pronouns", on(List::Pronouns, &s.own)),
        ("pronouns early", on(List::Pronouns, &opening)),
        ("pronouns at the end", on(List::Pronouns, &last_own)),
        ("opens with a pronoun", opens(List::Pronouns)),
        ("opens with a connective", opens(List::Connectives)),
        ("opens with an article", on(List::Articles, &first)),
        ("articles", on(List::Articles, &s.own)),
        ("weekday", known(List::Weekdays, flag(s.words.iter().any(|w| w.is.any(Traits::WEEKDAY))))),
        ("month", known(List::Months, flag(s.words.iter().any(|w| w.is.any(Traits::MONTH))))),
        (
            "relative time",
            known(List::RelativeTimes, flag(lexicon.mentions(List::RelativeTimes, s.text))),
        ),
        ("day", known(List::Weekdays, flag(s.words.iter().any(Seen::names_day)))),
        ("definite and known before", known(List::Articles, known_definites(reading, s, true))),
        ("definite and new", known(List::Articles, known_definites(reading, s, false))),
        (
            "stop words",
            share(s.words.iter().filter(|w| w.is.any(Traits::STOP)).count(), s.words.len()),
        ),
    ]);
}

/// How many small words behind a definite article were (or were not) in the sentences before.
fn known_definites(reading: &Reading<'_>, s: &Sentence<'_>, known: bool) -> f32 {
    let article = Traits::on(List::Articles);
    let pairs = s.words.windows(2).filter(|pair| {
        pair[0].is.any(article) && !pair[1].capital && reading.before.holds(&pair[1]) == known
    });
    share(pairs.count().min(5), 1)
}

/// Single names in a sentence that neither it nor what was read before introduces.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Strangers {
    unknown: Vec<Stranger>,
    /// How many others were introduced by what was read.
    met: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Stranger {
    name: String,
    /// The surname of somebody whom the article has named in full before.
    bare: bool,
    /// A word of the article's sentences before.
    seen: bool,
}

impl Strangers {
    /// The features that change when strangers are met, in the order of a row.
    pub(super) const FEATURES: [&'static str; 4] =
        ["bare surnames", "names not introduced", "names seen before", "names of the headline"];

    /// Their values.
    pub(super) fn values(&self) -> [f32; Self::FEATURES.len()] {
        let count =
            |of: fn(&Stranger) -> bool| self.unknown.iter().filter(|stranger| of(stranger)).count();
        [
            share(count(|s| s.bare).min(3), 1),
            share(self.unknown.len().min(4), 1),
            share(count(|s| s.seen).min(4), 1),
            share(self.met.min(4), 1),
        ]
    }

    /// Takes those for known whom `context` introduces; says whether there were any.
    pub(super) fn meet(&mut self, context: &Context) -> bool {
        let before = self.unknown.len();
        self.unknown.retain(|stranger| !context.introduces(&stranger.name));
        self.met += before - self.unknown.len();
        before > self.unknown.len()
    }
}

fn of_names(
    reading: &Reading<'_>,
    context: &Context,
    s: &Sentence<'_>,
    row: &mut Vec<Feature>,
) -> Strangers {
    let runs = names(s.words);
    let full = runs.iter().filter(|run| run.len() > 1).count();
    let mut introduced: Vec<usize> = Vec::new();
    let mut strangers = Strangers::default();
    for run in &runs {
        let Some(last) = run.last() else { continue };
        if run.len() > 1 {
            introduced.extend(run.iter().map(|w| w.word));
            continue;
        }
        if introduced.contains(&last.word) {
            continue;
        }
        strangers.unknown.push(Stranger {
            name: reading.vocabulary.text(last.word).to_owned(),
            bare: reading.surnames.holds(last),
            seen: reading.before.holds(last),
        });
    }
    strangers.meet(context);
    row.extend([
        ("full names", share(full.min(4), 1)),
        ("single names", share((runs.len() - full).min(5), 1)),
        ("no name", flag(runs.is_empty())),
    ]);
    row.extend(Strangers::FEATURES.into_iter().zip(strangers.values()));
    row.extend([
        ("name before a comma", flag(has_apposition(s))),
        ("sentences run together", share(run_together(s).min(3), 1)),
    ]);
    strangers
}

/// How many capitalised stop words stand behind nothing but a space: "… to 90 days An appeals judge
/// …". Where whole titles are capitalised they are no sign.
fn run_together(s: &Sentence<'_>) -> usize {
    let pairs = s.words.windows(2).filter(|pair| {
        let end = pair[0].start + pair[0].length;
        let between = s.text.get(end..pair[1].start).unwrap_or("");
        pair[1].capital
            && pair[1].length > 1
            && !pair[0].capital
            && between.trim().is_empty()
            && pair[1].is.any(Traits::STOP)
    });
    pairs.count()
}

/// Whether a capitalised word stands before a comma and a small word: "Ada Roe, the mayor".
fn has_apposition(s: &Sentence<'_>) -> bool {
    s.words.windows(2).any(|pair| {
        let end = pair[0].start + pair[0].length;
        pair[0].capital
            && !pair[1].capital
            && s.text.get(end..pair[1].start).is_some_and(|t| t.starts_with(','))
    })
}

fn of_overlap(reading: &Reading<'_>, s: &Sentence<'_>, row: &mut Vec<Feature>) {
    let content: Vec<&Seen> = s.words.iter().filter(|w| w.is_content()).collect();
    let small: Vec<&&Seen> = content.iter().filter(|w| !w.capital).collect();
    let mut titled: Vec<usize> =
        content.iter().filter(|w| reading.title.holds(w)).map(|w| w.word).collect();
    titled.sort_unstable();
    titled.dedup();
    let new = content.iter().filter(|w| !reading.before.holds(w)).count();
    let known = small.iter().filter(|w| reading.before.holds(w)).count();
    let opening = content.iter().filter(|w| reading.opening.holds(w)).count();
    row.extend([
        ("title words", share(titled.len().min(6), 1)),
        ("share of the title", share(titled.len(), reading.title.len())),
        (
            "is the title",
            flag(reading.title.len() > 0 && titled.len() * 100 > reading.title.len() * 85),
        ),
        ("new words", share(new, content.len())),
        ("small words known before", share(known, small.len())),
        ("words of the opening", share(opening, content.len())),
        ("content words", share(content.len(), s.words.len())),
        ("words of the whole article", reading.frequency(s.words)),
    ]);
}

/// How the days, months and years that a sentence names lie to the article's publication.
fn of_time(reading: &Reading<'_>, s: &Sentence<'_>, row: &mut Vec<Feature>) {
    let lexicon = reading.lexicon;
    let (mut day, mut month, mut year) = (0.0f32, 0.0f32, 0.0f32);
    if let Some(date) = reading.date {
        let today = date.weekday().to_monday_one_offset();
        for word in s.words {
            let text = reading.vocabulary.text(word.word);
            if word.is.any(Traits::WEEKDAY)
                && let Some(named) = lexicon.weekday(text)
            {
                day = day.max(if (today - named).rem_euclid(7) <= 1 { 2.0 } else { 1.0 });
            }
            if word.is.any(Traits::MONTH)
                && let Some(named) = lexicon.month(text)
            {
                month = month.max(if named == date.month() { 1.0 } else { 2.0 });
            }
            if word.is.any(Traits::YEAR)
                && let Ok(named) = text.parse::<i16>()
            {
                year = year.max(if named < date.year() { 2.0 } else { 1.0 });
            }
        }
    }
    let dated = |list: List, value: f32| {
        if reading.date.is_none() || lexicon.count(list) == 0 { -1.0 } else { value }
    };
    row.extend([
        ("names this day or another", dated(List::Weekdays, day)),
        ("names this month or another", dated(List::Months, month)),
        ("names this year or an earlier one", if reading.date.is_none() { -1.0 } else { year }),
    ]);
}

/// Names of the features in the order of a row.
pub(super) fn names_of(row: &[Feature]) -> Vec<&'static str> {
    row.iter().map(|(name, _)| *name).collect()
}

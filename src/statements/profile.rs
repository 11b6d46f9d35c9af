//! What two sentences must agree in before they can be one statement.

use std::collections::BTreeMap;

use crate::model::{Corpus, SentenceId, TermId};
use crate::terms::{TermTable, Token};
use crate::text::names::fold_name;

/// One sentence, ready for comparison.
#[derive(Debug, Default)]
pub(super) struct Profile {
    /// Content terms in order of the text, names folded.
    pub sequence: Vec<TermId>,
    /// The same, sorted by rarity (rarest first), without repeats.
    pub set: Vec<u32>,
    /// What must be equal: numbers, dates and names in order of appearance (who is dead and who missing is told by order),
    /// negations and turning words (sorted).
    pub strict: Strict,
}

/// The parts of a sentence in which no difference is small.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Strict {
    numbers: Vec<Box<str>>,
    turns: Vec<Box<str>>,
    names: Vec<TermId>,
    /// All other words, in order, of a sentence with few content words.
    small: Vec<TermId>,
    /// Whether it is a question.
    asks: bool,
}

/// Content words below which every other word must agree too.
const FEW: usize = 5;

/// Whether a sentence ends with a question mark, closing quotes and brackets aside.
fn asks(text: &str) -> bool {
    text.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '?' | '؟' | '？'))
        .ends_with(['?', '؟', '？'])
}

/// Profiles of all sentences given, in their order.
#[derive(Debug)]
pub(super) struct Profiles {
    pub rows: Vec<Profile>,
    /// One more than the largest entry of any set.
    pub width: usize,
}

/// Words that turn a fact round or bound it, by language; the sentence's own language is not asked, since the few that
/// two languages share mean the same there. Numbers written as words and dates count as numbers.
const TURNS: &str = "not no never nor neither none nobody nothing without cannot can't won't don't doesn't didn't isn't \
    aren't wasn't weren't hasn't haven't hadn't wouldn't couldn't shouldn't hardly barely unless \
    before after above below under over up down more less fewer most least all some only first last against former ex \
    nicht kein keine keinen keiner keinem nie niemals niemand ohne vor nach mehr weniger erste letzte gegen \
    ne pas jamais aucun aucune sans avant après plus moins premier dernier contre \
    nunca jamás ningún ninguna nadie sin antes después más menos primero último contra \
    não sem nenhum nenhuma depois mais niet geen nooit zonder voor na meer minder eerste laatste tegen \
    non mai senza nessun nessuna prima dopo più meno primo ultimo contro не нет никогда без до после более менее против \
    inte aldrig utan ingen inget inga före efter mer mindre mot";

/// Numbers and calendar words, which differ wherever they stand.
const NUMBERS: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands \
    million millions billion billions trillion dozen dozens half twice double triple third quarter second fourth fifth \
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september \
    october november december yesterday today tomorrow \
    zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend million millionen milliarde milliarden \
    montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute morgen \
    deux trois quatre cinq six sept huit neuf dix onze douze cent mille milliard milliards lundi mardi mercredi jeudi \
    vendredi samedi dimanche hier demain \
    dos tres cuatro cinco seis siete ocho nueve diez once doce cien mil millón millones lunes martes miércoles jueves \
    viernes sábado domingo ayer hoy mañana";

/// Pairs that report opposite or different outcomes: sentences that differ by them are never one statement.
const OUTCOMES: &str = "kill injur wound dead die dy miss surviv rescu arrest releas free charg convict acquit guilti innoc \
    rise rose fall fell increas decreas grow shrink gain lose lost win won approv reject accept refus deni confirm admit \
    open close start begin end stop resum suspend north south east west northern southern eastern western \
    left right male femal man woman men women father mother son daughter brother sister morn even night afternoon \
    week month year day hour minut kilomet mile metr meter foot feet ton dollar euro pound percent attack defend \
    support oppos allow ban legal illeg victim suspect buy sell bought sold import export \
    getötet verletzt tot gestiegen gefallen angenommen abgelehnt eröffnet geschlossen muert herid mort bless tué";

fn listed(list: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = list.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    words
}

impl Profiles {
    pub(super) fn new(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Self {
        let lists =
            Lists { turns: listed(TURNS), numbers: listed(NUMBERS), outcomes: listed(OUTCOMES) };
        let names = Names::new(corpus, table, sentences);
        let mut rows: Vec<Profile> =
            sentences.iter().map(|&s| profile(corpus, table, s, &lists, &names)).collect();
        let width = rank_by_rarity(&mut rows);
        Self { rows, width }
    }
}

#[derive(Debug)]
struct Lists {
    turns: Vec<&'static str>,
    numbers: Vec<&'static str>,
    outcomes: Vec<&'static str>,
}

fn profile(
    corpus: &Corpus,
    table: &TermTable,
    sentence: SentenceId,
    lists: &Lists,
    names: &Names,
) -> Profile {
    let text = corpus.article(corpus.sentence(sentence).article).text();
    let mut row = Profile::default();
    for (n, token) in table.sentence(sentence).iter().enumerate() {
        let start = token.start as usize;
        let word = text.get(start..start + usize::from(token.len)).unwrap_or("");
        let stem = table.lexicon().stem(token.term);
        let plain = plain(word);
        if token.has_digit() {
            row.strict.numbers.push(number(&plain).into());
        } else if lists.numbers.binary_search(&plain.as_str()).is_ok() {
            row.strict.numbers.push(plain.as_str().into());
        } else if lists.turns.binary_search(&plain.as_str()).is_ok()
            || lists.outcomes.binary_search(&stem).is_ok()
        {
            row.strict.turns.push(stem.into());
        }
        if token.is_content() {
            let term = names.fold(token.term);
            if names.is_name(*token, n) && !row.strict.names.contains(&term) {
                row.strict.names.push(term);
            }
            row.sequence.push(term);
        }
    }
    if row.sequence.len() < FEW {
        // "She was crying" and "We're crying": so short a sentence says what its small words say.
        let stops = table.sentence(sentence).iter().filter(|t| !t.is_content());
        row.strict.small = stops.map(|t| t.term).collect();
    }
    row.strict.asks = asks(corpus.text(sentence));
    row.strict.turns.sort_unstable();
    row.strict.turns.dedup();
    row
}

/// A word in lower case with a straight apostrophe.
fn plain(word: &str) -> String {
    word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

/// A number without its thousands separators: "1,700" and "1700" are one, "3.5" stays.
fn number(word: &str) -> String {
    let bytes = word.as_bytes();
    word.char_indices()
        .filter(|&(at, c)| {
            let separates = matches!(c, ',' | '.')
                && bytes.len() >= at + 4
                && bytes[at + 1..at + 4].iter().all(u8::is_ascii_digit)
                && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit);
            !separates
        })
        .map(|(_, c)| c)
        .collect()
}

/// Which terms are names, and which of them are one name spelled differently.
#[derive(Debug, Default)]
struct Names {
    /// Terms that also stand in lower case somewhere: ordinary words that a heading or sentence start capitalised.
    /// Ascending.
    ordinary: Vec<TermId>,
    /// Terms, ascending, and the first term (by id) with the same folded spelling, where that is another.
    folded: Vec<(TermId, TermId)>,
}

impl Names {
    fn new(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Self {
        let mut seen: Vec<(TermId, bool, SentenceId, Token)> = Vec::new();
        for &sentence in sentences {
            let tokens = table.sentence(sentence).iter();
            seen.extend(tokens.map(|t| (t.term, t.is_capital(), sentence, *t)));
        }
        // Stable: the first capitalised place of a term stands for it.
        seen.sort_by_key(|&(term, capital, ..)| (term, capital));
        let mut names = Self::default();
        let mut first: BTreeMap<String, TermId> = BTreeMap::new();
        for run in seen.chunk_by(|a, b| a.0 == b.0) {
            let (term, capital, sentence, token) = run[0];
            if !capital {
                names.ordinary.push(term);
                continue;
            }
            let text = corpus.article(corpus.sentence(sentence).article).text();
            let start = token.start as usize;
            let word = text.get(start..start + usize::from(token.len)).unwrap_or("");
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            if let Some(key) = fold_name(word) {
                let representative = *first.entry(key).or_insert(term);
                if representative != term {
                    names.folded.push((term, representative));
                }
            }
        }
        names
    }

    fn fold(&self, term: TermId) -> TermId {
        self.folded.binary_search_by_key(&term, |f| f.0).map_or(term, |at| self.folded[at].1)
    }

    /// A capitalised content word that is not merely the first of its sentence.
    fn is_name(&self, token: Token, position: usize) -> bool {
        token.is_capital() && (position > 0 || self.ordinary.binary_search(&token.term).is_err())
    }
}

/// Replaces terms by their rank of rarity among all sentences, so that the rarest stand first in every set; gives the
/// number of ranks.
fn rank_by_rarity(rows: &mut [Profile]) -> usize {
    let mut all: Vec<TermId> = Vec::new();
    for row in rows.iter() {
        let start = all.len();
        all.extend_from_slice(&row.sequence);
        all[start..].sort_unstable();
        let mut kept = start;
        for at in start..all.len() {
            if kept == start || all[kept - 1] != all[at] {
                all[kept] = all[at];
                kept += 1;
            }
        }
        all.truncate(kept);
    }
    all.sort_unstable();
    let mut order: Vec<(usize, TermId)> =
        all.chunk_by(|a, b| a == b).map(|run| (run.len(), run[0])).collect();
    order.sort_unstable();
    let mut rank: Vec<(TermId, u32)> = order.iter().map(|o| o.1).zip(0u32..).collect();
    rank.sort_unstable();
    for row in rows {
        let of = |term: &TermId| rank.binary_search_by_key(term, |r| r.0).map(|at| rank[at].1);
        row.set = row.sequence.iter().filter_map(|term| of(term).ok()).collect();
        row.set.sort_unstable();
        row.set.dedup();
    }
    rank.len()
}

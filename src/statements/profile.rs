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
    /// What must be equal: numbers and dates, negations and turning words (sorted), names in order of appearance.
    pub strict: Strict,
}

/// The parts of a sentence in which no difference is small.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Strict {
    numbers: Vec<Box<str>>,
    turns: Vec<Box<str>>,
    names: Vec<TermId>,
}

/// Profiles of all sentences given, in their order.
#[derive(Debug)]
pub(super) struct Profiles {
    pub rows: Vec<Profile>,
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
        rank_by_rarity(&mut rows);
        Self { rows }
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
    row.strict.numbers.sort_unstable();
    row.strict.numbers.dedup();
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
#[derive(Debug)]
struct Names {
    /// Terms that also stand in lower case somewhere: ordinary words that a heading or sentence start capitalised.
    ordinary: Vec<bool>,
    /// The first term (by id) with the same folded spelling.
    folded: BTreeMap<TermId, TermId>,
}

impl Names {
    fn new(corpus: &Corpus, table: &TermTable, sentences: &[SentenceId]) -> Self {
        let mut ordinary = vec![false; table.lexicon().len()];
        let mut capital = vec![None; table.lexicon().len()];
        for &sentence in sentences {
            for token in table.sentence(sentence) {
                if token.is_capital() {
                    capital[token.term.index()].get_or_insert((sentence, *token));
                } else {
                    ordinary[token.term.index()] = true;
                }
            }
        }
        let mut first = BTreeMap::new();
        let mut folded = BTreeMap::new();
        for (at, seen) in capital.iter().enumerate() {
            let Some((sentence, token)) = seen.filter(|_| !ordinary[at]) else { continue };
            let text = corpus.article(corpus.sentence(sentence).article).text();
            let start = token.start as usize;
            let word = text.get(start..start + usize::from(token.len)).unwrap_or("");
            let word = word.trim_end_matches("'s").trim_end_matches("’s");
            if let Some(key) = fold_name(word) {
                let term = TermId::of(at);
                let representative = *first.entry(key).or_insert(term);
                folded.insert(term, representative);
            }
        }
        Self { ordinary, folded }
    }

    fn fold(&self, term: TermId) -> TermId {
        self.folded.get(&term).copied().unwrap_or(term)
    }

    /// A capitalised content word that is not merely the first of its sentence.
    fn is_name(&self, token: Token, position: usize) -> bool {
        token.is_capital()
            && (position > 0 || !self.ordinary.get(token.term.index()).copied().unwrap_or(true))
    }
}

/// Replaces terms by their rank of rarity among all sentences, so that the rarest stand first in every set.
fn rank_by_rarity(rows: &mut [Profile]) {
    let mut seen: BTreeMap<TermId, u32> = BTreeMap::new();
    for row in rows.iter() {
        let mut terms = row.sequence.clone();
        terms.sort_unstable();
        terms.dedup();
        for term in terms {
            *seen.entry(term).or_insert(0) += 1;
        }
    }
    let mut order: Vec<(u32, TermId)> = seen.into_iter().map(|(term, n)| (n, term)).collect();
    order.sort_unstable();
    let rank: BTreeMap<TermId, u32> =
        (0u32..).zip(order).map(|(rank, (_, term))| (term, rank)).collect();
    for row in rows {
        row.set = row.sequence.iter().filter_map(|term| rank.get(term).copied()).collect();
        row.set.sort_unstable();
        row.set.dedup();
    }
}

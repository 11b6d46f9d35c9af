//! Words in which no difference is small: numbers and dates written as words, and words that turn a fact round.

use std::sync::OnceLock;

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

/// What a word does to the sentence it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Turn {
    /// It is a number or a date.
    pub number: bool,
    /// It is no number, and turns the fact round, bounds it, or names its outcome.
    pub turns: bool,
}

/// What a word does, by its form in lower case with straight apostrophes and by its stem.
#[must_use]
pub fn turn(plain: &str, stem: &str) -> Turn {
    static LISTS: OnceLock<[Vec<&'static str>; 3]> = OnceLock::new();
    let [numbers, turns, outcomes] =
        LISTS.get_or_init(|| [listed(NUMBERS), listed(TURNS), listed(OUTCOMES)]);
    let number = numbers.binary_search(&plain).is_ok();
    let turns = turns.binary_search(&plain).is_ok() || outcomes.binary_search(&stem).is_ok();
    Turn { number, turns: turns && !number }
}

fn listed(list: &'static str) -> Vec<&'static str> {
    let mut words: Vec<&str> = list.split_whitespace().collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A word in lower case with a straight apostrophe.
#[must_use]
pub fn plain(word: &str) -> String {
    word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_turning_words() {
        let what = |word: &str, stem: &str| {
            let turn = turn(&plain(word), stem);
            (turn.number, turn.turns)
        };
        assert_eq!(what("Monday", "monday"), (true, false));
        assert_eq!(what("won’t", "won't"), (false, true));
        assert_eq!(what("killed", "kill"), (false, true));
        assert_eq!(what("bridge", "bridg"), (false, false));
    }
}

//! Words are looked for in the lists of their own language: in each, reports that differ in a
//! function word are one statement, and reports that differ in a fact are not.

use std::fs;
use std::path::{Path, PathBuf};

use tidings::lexicon::{Lexicon, List};
use tidings::model::{Article, Language, Place, Role, SentenceId, Source};

/// How many statements two articles of one sentence each make.
fn statements(code: &str, sentences: [&str; 2]) -> usize {
    let article = |(n, text): (usize, &str)| {
        let place = Place::File { path: format!("{n}.txt"), record: None };
        let source = Source { publisher: Some(format!("Paper {n}")), url: None, place };
        let mut article = Article::new(source, text.to_owned()).unwrap();
        article.language = Language::parse(code);
        article
    };
    let articles = sentences.into_iter().enumerate().map(article).collect();
    let corpus = tidings::analysis::prepare(articles, 2_000);
    let table = tidings::terms::TermTable::new(&corpus);
    let sentences: Vec<SentenceId> = corpus
        .article_ids()
        .flat_map(|a| corpus.sentences_of(a))
        .filter(|&s| corpus.sentence(s).role == Role::Body)
        .collect();
    assert_eq!(sentences.len(), 2, "{code}: {sentences:?}");
    tidings::statements::group(&corpus, &table, &sentences).len()
}

/// A sentence with a gap, words that fill it without another meaning, and words that fill it with
/// another fact.
const TABLE: &[(&str, &str, [&str; 2], [&str; 2])] = &[
    (
        "en",
        "The harbour council approved the long repair of {} bridge over the river after many talks with fishermen.",
        ["the", "its"],
        ["the", "no"],
    ),
    (
        "de",
        "Der Stadtrat beschloss nach langen Beratungen {} teure Sanierung der alten Brücke über den breiten Fluss.",
        ["die", "eine"],
        ["die", "keine"],
    ),
    (
        "de",
        "Der Stadtrat will {} nach langen Beratungen die alte Brücke über den breiten Fluss sanieren.",
        ["hier", "dort"],
        ["heute", "morgen"],
    ),
    (
        "fr",
        "Le conseil municipal finance {} grand projet de rénovation du vieux pont suspendu malgré les critiques.",
        ["son", "ce"],
        ["deux", "trois"],
    ),
    (
        "fr",
        "Le vieux pont suspendu du port restera fermé {} les bateaux de pêche pourront encore passer dessous.",
        ["mais", "et"],
        ["hier", "demain"],
    ),
    (
        "es",
        "El ayuntamiento financia {} gran proyecto de reforma del viejo puente colgante pese a las críticas.",
        ["su", "este"],
        ["dos", "tres"],
    ),
    (
        "es",
        "El alcalde {} quiere reformar el viejo puente colgante del puerto pese a las muchas críticas.",
        ["ya", "aún"],
        ["no", "ya"],
    ),
    (
        "it",
        "Il consiglio comunale finanzia {} grande progetto di restauro del vecchio ponte sospeso malgrado le critiche.",
        ["il", "questo"],
        ["due", "tre"],
    ),
    (
        "pt",
        "A câmara municipal financia {} grande projeto de reforma da velha ponte suspensa apesar das críticas.",
        ["o", "este"],
        ["dois", "três"],
    ),
    (
        "pt",
        "A câmara municipal vai reparar a velha ponte suspensa {} porto pesqueiro apesar das muitas críticas.",
        ["no", "do"],
        ["sem", "do"],
    ),
    (
        "nl",
        "De gemeenteraad betaalt {} dure herstel van de oude hangbrug over de brede rivier ondanks veel kritiek.",
        ["het", "dit"],
        ["geen", "het"],
    ),
    (
        "nl",
        "De gemeenteraad herstelt de oude hangbrug {} over de brede rivier loopt ondanks veel kritiek van vissers.",
        ["die", "welke"],
        ["gisteren", "morgen"],
    ),
    (
        "sv",
        "Kommunen betalar {} dyra renovering av den gamla hängbron över den breda floden trots mycket kritik.",
        ["sin", "en"],
        ["ingen", "en"],
    ),
    (
        "el",
        "Το δημοτικό συμβούλιο ενέκρινε {} μεγάλη επισκευή της παλιάς γέφυρας πάνω από τον ποταμό.",
        ["τη", "μια"],
        ["αύριο", "σήμερα"],
    ),
    (
        "ca",
        "L'ajuntament finança {} costosa reforma del vell pont penjant malgrat les moltes crítiques.",
        ["una", "aquesta"],
        ["dues", "tres"],
    ),
    (
        "ca",
        "L'alcalde {} vol reformar el vell pont penjant del port malgrat les moltes crítiques.",
        ["també", "encara"],
        ["no", "també"],
    ),
    (
        "ca",
        "El consell ha {} la costosa reforma del vell pont penjant del port malgrat les moltes crítiques.",
        ["acceptat", "acceptat"],
        ["acceptat", "rebutjat"],
    ),
    (
        "ru",
        "Городской совет оплатит {} дорогой ремонт старого подвесного моста через реку после долгих споров.",
        ["этот", "весь"],
        ["завтра", "сегодня"],
    ),
];

#[test]
fn twins_of_each_language_merge_and_facts_do_not() {
    for (code, sentence, alike, other) in TABLE {
        let fill = |words: &[&str; 2]| {
            let [a, b] = words.map(|word| sentence.replace("{}", word));
            statements(code, [&a, &b])
        };
        assert_eq!(fill(alike), 1, "{code}: {alike:?}");
        assert_eq!(fill(other), 2, "{code}: {other:?}");
    }
    let mut codes: Vec<&str> = TABLE.iter().map(|row| row.0).collect();
    codes.dedup();
    assert!(codes.len() >= 7, "{codes:?}");
}

#[test]
fn pages_speak_catalan() {
    assert!(tidings::lexicon::Labels::codes().any(|code| code == "ca"));
    let catalan = Lexicon::of(Language::parse("ca"));
    assert_eq!(catalan.relative_day("ahir"), Some(-1));
    assert_eq!((catalan.month("agost"), catalan.weekday("dj")), (Some(8), Some(4)));
}

#[test]
fn the_sample_configuration_names_the_languages_of_labels() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = fs::read_to_string(root.join("src/bin/tidings/config/sample.toml")).unwrap();
    let line = sample.lines().find(|line| line.contains("headings, counts and dates")).unwrap();
    for code in tidings::lexicon::Labels::codes() {
        assert!(line.contains(&format!(" {code}")), "{code} is missing: {line}");
    }
}

/// Files outside the lexicon that hold words of languages other than English, and why.
const KEEP: &[(&str, &str)] = &[
    ("terms/background.rs", "words of its tests"),
    ("text/outlet.rs", "German letters as host names spell them"),
    ("read/date_day.rs", "signs of dates"),
    ("read/months.rs", "a time zone"),
];

/// Files that may ask for a word in any language, and why its language is not known.
const ANY: &[(&str, &str)] = &[
    ("edit/titles.rs", "folders of an address are the publisher's"),
    ("read/date_day.rs", "metadata seldom say in which language a date is written"),
    ("read/mail_quotes.rs", "the program that answers writes in its user's language"),
    (
        "read/mail_text.rs",
        "the program that forwards a message names its fields in its user's language",
    ),
    ("read/months.rs", "metadata seldom say in which language a date is written"),
    ("text/opinion.rs", "sections and labels are those of a publisher, not of a text"),
];

/// The sources of the library without comments and without what is compiled for tests, by path
/// below `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut files: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let read = |path: &PathBuf| {
        let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(path).unwrap();
        let shipped = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        let lines = shipped.lines().map(|line| line.split("//").next().unwrap_or(""));
        (below, lines.collect::<Vec<_>>().join("\n"))
    };
    let is_library = |path: &String| {
        !path.starts_with("bin/") && !path.starts_with("lexicon/") && !path.ends_with("tests.rs")
    };
    let sources: Vec<_> = files.iter().map(read).filter(|(path, _)| is_library(path)).collect();
    assert!(sources.len() > 100, "{}", sources.len());
    sources
}

/// What stands between double quotes in a source.
fn strings(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            // A character, but no lifetime.
            '\'' => {
                let mut ahead = rest.clone();
                let first = ahead.next();
                if first == Some('\\') {
                    rest.nth(1);
                    rest.by_ref().find(|c| *c == '\'');
                } else if ahead.next() == Some('\'') {
                    rest = ahead;
                }
            }
            '"' => {
                let mut string = String::new();
                while let Some(c) = rest.next().filter(|c| *c != '"') {
                    string.extend(if c == '\\' { rest.next() } else { Some(c) });
                }
                found.push(string);
            }
            _ => {}
        }
    }
    found
}

fn listed(found: Vec<String>, allowed: &[(&str, &str)], what: &str) {
    let mut allowed: Vec<&str> = allowed.iter().map(|(path, _)| *path).collect();
    allowed.sort_unstable();
    assert_eq!(found, allowed, "{what}; the tables of this test name the files that may");
}

#[test]
fn words_of_languages_stand_in_the_lexicon() {
    let foreign = |text: &str| text.chars().any(|c| c.is_alphabetic() && !c.is_ascii() && c != 'µ');
    let found = sources().into_iter().filter(|(_, code)| strings(code).iter().any(|s| foreign(s)));
    listed(found.map(|(path, _)| path).collect(), KEEP, "strings with letters outside ASCII in");
}

/// Files outside the lexicon with strings that are small words of a language, and why.
const WORDS: &[(&str, &str)] = &[
    ("check/digest/json.rs", "names of fields"),
    ("check/digest/page.rs", "names of elements"),
    ("check/numbers.rs", "the code of a language"),
    ("check/reader.rs", "codes of languages"),
    ("clean/credits.rs", "the name of a section"),
    ("clean/judge.rs", "a code, and how English verbs end, where a list of verbs is known"),
    ("clean/cuts.rs", "codes of languages"),
    ("edit/judgement/model.rs", "names of fields"),
    ("split/table.rs", "names of sections"),
];

/// Rooms that read and judge prose; in the others such strings are names of fields and marks.
const PROSE: &[&str] =
    &["clean/", "split/", "edit/", "stories/", "statements/", "pairs/", "check/"];

#[test]
fn small_words_stand_in_the_lexicon() {
    let lists = [
        List::Articles,
        List::Openers,
        List::Pronouns,
        List::Connectives,
        List::Modals,
        List::Reporting,
        List::Negations,
        List::NumberOf,
        List::CountedOf,
        List::Numerals,
        List::RelativeTimes,
        List::Superlatives,
        List::Ranks,
        List::NoMonths,
        List::TollHeads,
        List::AuthorCrafts,
        List::AuthorIs,
        List::YearsCounted,
        List::YearsSince,
        List::RomanAfter,
        List::ApostropheStart,
    ];
    let any = Lexicon::of(None);
    let is_word = |text: &str| {
        let word = text.trim().to_lowercase();
        word.len() > 1 && lists.iter().any(|list| any.holds(*list, &word))
    };
    let prose = |path: &str| PROSE.iter().any(|room| path.starts_with(room));
    let found = sources().into_iter().filter(|(path, _)| prose(path));
    let found = found.filter(|(_, code)| strings(code).iter().any(|s| is_word(s)));
    listed(found.map(|(path, _)| path).collect(), WORDS, "words of a language in");
}

#[test]
fn lists_are_asked_with_a_language() {
    let any = |code: &str| code.contains("Lexicon::of(None)");
    let found = sources().into_iter().filter(|(_, code)| any(code)).map(|(path, _)| path);
    listed(found.collect(), ANY, "words of any language are asked for in");
}

#[test]
fn the_lexicon_knows_the_languages_of_the_table() {
    for (code, ..) in TABLE {
        assert!(Lexicon::codes().any(|known| known == *code), "{code}");
    }
}

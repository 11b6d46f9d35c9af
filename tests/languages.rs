//! Words are looked for in the lists of their own language: in each, reports that differ in a function word are one
//! statement, and reports that differ in a fact are not.

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

/// A sentence with a gap, words that fill it without another meaning, and words that fill it with another fact.
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

//! Stories invented for these tests.

use crate::analysis::{Background, Frame, prepare, story};
use crate::model::{Article, Place, Precision, Published, Source};

use super::*;

/// Publisher, hour of the day, language, text.
type Told<'t> = (&'t str, i64, &'t str, &'t str);

fn article(n: usize, (publisher, hour, language, text): Told<'_>) -> Article {
    let place = Place::File { path: format!("{n}.txt"), record: None };
    let source = Source { publisher: Some(publisher.to_owned()), url: None, place };
    let mut article = Article::new(source, text.to_owned()).expect("short");
    article.language = crate::model::Language::parse(language);
    let at = jiff::Timestamp::from_second(1_778_000_000 + hour * 3_600).expect("in range");
    article.published = Some(Published { at, offset: None, precision: Precision::Second });
    article
}

/// The figures of each difference, as their words with their numbers in brackets.
fn read(articles: &[Told<'_>]) -> Vec<Vec<String>> {
    let articles = articles.iter().enumerate().map(|(n, told)| article(n, *told)).collect();
    let corpus = prepare(articles, 1_000);
    let frame = Frame::new(&corpus, &Background::default(), None);
    let story = story(&frame, corpus.article_ids().collect());
    differences(&story)
        .iter()
        .map(|figures| {
            figures
                .iter()
                .map(|found| {
                    let (article, span) = found.places[0];
                    let text = span.of(corpus.article(article).text()).expect("in the text");
                    let number = found.digits.of(text).expect("in the words");
                    let more = if found.places.len() > 1 {
                        format!(" ×{}", found.places.len())
                    } else {
                        String::new()
                    };
                    format!("{text} [{number}]{more}")
                })
                .collect()
        })
        .collect()
}

const SKERRIN: &str = "At least 21 people were killed when the ferry Ardena sank off Skerrin, the coast guard said. \
    The ferry had left the harbour of Skerrin in heavy weather.";

/// The sentences whose counts are overtaken, and the articles whose titles' are; and whether the
/// story is one of deaths.
fn stale(articles: &[(Told<'_>, &str)]) -> (Vec<String>, Vec<String>, bool) {
    let told = |(n, (told, title)): (usize, &(Told<'_>, &str))| {
        let mut article = article(n, *told);
        article.title = Some((*title).to_owned());
        article
    };
    let articles = articles.iter().enumerate().map(told).collect();
    let corpus = prepare(articles, 1_000);
    let frame = Frame::new(&corpus, &Background::default(), None);
    let story = story(&frame, corpus.article_ids().collect());
    let tolls = Tolls::new(&story);
    let sentences = story.sentences.iter().filter(|s| tolls.is_stale(**s));
    let titles = corpus.article_ids().filter(|a| tolls.is_stale_title(*a));
    (
        sentences.map(|s| corpus.text(*s).to_owned()).collect(),
        titles.filter_map(|a| corpus.article(a).title.clone()).collect(),
        tolls.are_of_deaths(),
    )
}

#[test]
fn deaths_are_a_storys_news_where_its_articles_open_with_them() {
    const SPEECH: &str = "The minister opened the new harbour on Monday. He thanked the builders. \
        Ships will call from April. A ferry sank off Skerrin on Tuesday, killing at least nine people.";
    const SANK: &str =
        "A ferry sank off Skerrin on Tuesday, killing at least nine people. Divers searched it.";
    for (text, opens) in [(SPEECH, false), (SANK, true)] {
        let corpus = prepare(vec![article(0, ("Ledger", 1, "en", text))], 1_000);
        let frame = Frame::new(&corpus, &Background::default(), None);
        let story = story(&frame, corpus.article_ids().collect());
        let tolls = Tolls::new(&story);
        assert!(tolls.are_of_deaths(), "{text}");
        assert_eq!(tolls.open_with_deaths(), opens);
        let counting = story.sentences.iter().filter(|&&s| Tolls::counts_dead(&story, s));
        let counting: Vec<&str> = counting.map(|&s| corpus.text(s)).collect();
        assert_eq!(counting.len(), 1, "{counting:?}");
    }
}

#[test]
fn a_count_is_overtaken_by_a_later_and_higher_one() {
    const NINE: &str = "A ferry sank off Skerrin on Tuesday, killing at least nine people.";
    const MORE: &str = "Divers searched the wreck off Skerrin, and the number of dead rose to 17.";
    let first = (("Ledger", 1, "en", NINE), "Nine killed as ferry sinks");
    let later = (("Post", 20, "en", MORE), "Ferry deaths rise");
    assert_eq!(stale(&[first, later]), (vec![NINE.into()], vec![first.1.to_owned()], true));
    // "At least" is overtaken whenever the higher count was stated.
    let earlier = (("Post", 0, "en", MORE), "Ferry deaths rise");
    assert_eq!(stale(&[first, earlier]).0, [NINE]);
    // Other people, other fates and other places have counts of their own.
    for other in [
        "In all 17 people were injured off Skerrin, doctors said.",
        "An earthquake in Varnia killed 17 people.",
        "The storm off Skerrin killed 1,700 people.",
    ] {
        let other = (("Post", 20, "en", other), "Other news");
        let first = ((first.0.0, first.0.1, first.0.2, NINE), "Ferry sinks");
        assert!(stale(&[first, other]).0.is_empty(), "{other:?}");
    }
    assert!(!stale(&[(("Ledger", 1, "en", "Nobody was hurt off Skerrin."), "Ferry sinks")]).2);
}

#[test]
fn a_headline_overtakes_the_text_below_it() {
    const FOUR: &str = "An earthquake struck off the coast of Varnia, killing at least four people in the \
        country’s most powerful tremor in at least 25 years.";
    let own = (("Ledger", 1, "en", FOUR), "Earthquake in Varnia kills at least nine");
    assert_eq!(stale(&[own]).0, [FOUR]);
    let other =
        (("Post", 2, "en", "The quake hit Varnia."), "Strongest quake in 25 years kills nine");
    assert_eq!(stale(&[(own.0, "Earthquake in Varnia"), other]).0, [FOUR]);
    const WOUNDED: &str = "A pupil opened fire at a school in Varnia and wounded three pupils.";
    let school =
        (("Ledger", 1, "en", WOUNDED), "Pupil opens fire in Varnia, killing 1 and wounding 2");
    assert_eq!(stale(&[school]).0, [WOUNDED]);
    // What the text itself gives as well is no earlier stand.
    const BOTH: &str =
        "Four people were killed at sea. Five more died on land, so that nine died in Varnia.";
    assert!(stale(&[(("Ledger", 1, "en", BOTH), "Nine killed in Varnia")]).0.is_empty());
    // "In 10 years" is another time's count unless it ranks the event.
    const LONG: &str = "Floods have killed 40 people in Varnia in 10 years.";
    let now = (("Post", 2, "en", "Rain fell on Varnia."), "Floods in Varnia kill 50");
    assert!(stale(&[(("Ledger", 1, "en", LONG), "Floods in Varnia"), now]).0.is_empty());
}

#[test]
fn tolls_that_differ() {
    for (other, language, words) in [
        (
            "Fire crews said 32 people were killed when the ferry Ardena sank off Skerrin.",
            "en",
            "32 people were killed [32]",
        ),
        (
            "The sinking of the ferry Ardena off Skerrin has left at least 32 dead, port officials said.",
            "en",
            "at least 32 dead [32]",
        ),
        (
            "The sinking of the Ardena off Skerrin killed 32 people, port officials said.",
            "en",
            "killed 32 people [32]",
        ),
        (
            "The death toll from the sinking of the Ardena off Skerrin has risen to 32, port officials said.",
            "en",
            "death toll from the sinking of the Ardena off Skerrin has risen to 32 [32]",
        ),
        (
            "Thirty-two people were killed when the ferry Ardena sank off Skerrin.",
            "en",
            "Thirty-two people were killed [Thirty-two]",
        ),
    ] {
        let found =
            read(&[("Harbour Gazette", 1, "en", SKERRIN), ("Skerrin Courier", 3, language, other)]);
        assert_eq!(
            found,
            [["At least 21 people were killed [21]".to_owned(), words.to_owned()]],
            "{other}"
        );
    }
}

#[test]
fn tolls_in_other_languages() {
    for (language, first, second, words) in [
        (
            "de",
            "Mindestens 21 Menschen sind beim Untergang der Fähre Ardena vor Skerrin getötet worden.",
            "Beim Untergang der Fähre Ardena vor Skerrin gab es 32 Tote, wie die Küstenwache mitteilte.",
            None,
        ),
        (
            "de",
            "Beim Untergang der Fähre Ardena vor Skerrin wurden mindestens 21 Menschen getötet, teilte die Küstenwache mit.",
            "Beim Untergang der Fähre Ardena vor Skerrin gab es 32 Tote, wie die Küstenwache mitteilte.",
            Some(["mindestens 21 Menschen getötet [21]", "32 Tote [32]"]),
        ),
        (
            "fr",
            "Le naufrage du ferry Ardena au large de Skerrin a fait au moins 21 morts, selon les garde-côtes.",
            "Le naufrage du ferry Ardena au large de Skerrin a fait 32 morts, selon le port.",
            Some(["au moins 21 morts [21]", "32 morts [32]"]),
        ),
        (
            "es",
            "Al menos 21 personas murieron en el hundimiento del ferry Ardena frente a Skerrin, según la guardia costera.",
            "El hundimiento del ferry Ardena frente a Skerrin dejó 32 muertos, según el puerto de la ciudad.",
            Some(["Al menos 21 personas murieron [21]", "32 muertos [32]"]),
        ),
        (
            "pt",
            "Pelo menos 21 pessoas morreram no naufrágio da balsa Ardena perto de Skerrin, segundo a guarda costeira.",
            "O naufrágio da balsa Ardena perto de Skerrin deixou 32 mortos, segundo o porto da cidade.",
            Some(["Pelo menos 21 pessoas morreram [21]", "32 mortos [32]"]),
        ),
        (
            "nl",
            "Zeker 21 doden zijn gevallen bij het zinken van de veerboot Ardena voor Skerrin, zegt de kustwacht.",
            "Bij het zinken van de veerboot Ardena voor Skerrin vielen 32 doden, zegt de haven van de stad.",
            Some(["Zeker 21 doden [21]", "32 doden [32]"]),
        ),
    ] {
        let found =
            read(&[("Hafenblatt", 1, language, first), ("Skerriner Bote", 3, language, second)]);
        let wanted: Vec<Vec<String>> =
            words.map(|w| w.map(str::to_owned).to_vec()).into_iter().collect();
        assert_eq!(found, wanted, "{first} / {second}");
    }
}

#[test]
fn the_same_sentence_with_another_number() {
    let found = read(&[
        (
            "Harbour Gazette",
            1,
            "en",
            "The forest fire near Skerrin has burned 1,200 hectares of pine and heather since noon.",
        ),
        (
            "Skerrin Courier",
            3,
            "en",
            "The forest fire near Skerrin burned 1,500 hectares of pine and heather, crews said.",
        ),
    ]);
    assert_eq!(found.len(), 0, "one says since when, the other does not: {found:?}");
    let found = read(&[
        (
            "Harbour Gazette",
            1,
            "en",
            "The forest fire near Skerrin has burned 1,200 hectares of pine and heather at noon.",
        ),
        (
            "Skerrin Courier",
            3,
            "en",
            "The forest fire near Skerrin burned 1,500 hectares of pine and heather, crews said.",
        ),
        (
            "Westreach Herald",
            4,
            "en",
            "The fire near Skerrin burned about 1,500 hectares of pine and heather, crews said.",
        ),
    ]);
    assert_eq!(
        found,
        [[
            "1,200 hectares of pine and heather [1,200]",
            "about 1,500 hectares of pine and heather [1,500] ×2"
        ]]
    );
}

#[test]
fn what_is_no_difference() {
    for (why, other, hour) in [
        (
            "other people",
            "The navy said 14 sailors were killed when the ferry Ardena sank off Skerrin.",
            3,
        ),
        (
            "another fate",
            "At least 32 people were injured when the ferry Ardena sank off Skerrin.",
            3,
        ),
        (
            "a part",
            "At least 32 people were killed, including the captain, when the Ardena sank off Skerrin.",
            3,
        ),
        ("an addition", "Another 32 people were killed when the ferry Ardena sank off Skerrin.", 3),
        (
            "another year",
            "In 2014 a total of 32 people were killed when a ferry sank off Skerrin last year.",
            3,
        ),
        (
            "days later",
            "The coast guard said 32 people were killed when the ferry Ardena sank off Skerrin.",
            60,
        ),
        ("rounded", "More than 20 people were killed when the ferry Ardena sank off Skerrin.", 3),
        (
            "both given",
            "First 21 boats came. In all 32 people were killed when the ferry Ardena sank off Skerrin.",
            3,
        ),
        (
            "fear",
            "Officials fear 32 people could have been killed when the ferry Ardena sank off Skerrin.",
            3,
        ),
        (
            "other names",
            "Mayor Voss said 32 people were killed on the Bergen Line bridge near Tarn Hollow.",
            3,
        ),
    ] {
        let found =
            read(&[("Harbour Gazette", 1, "en", SKERRIN), ("Skerrin Courier", hour, "en", other)]);
        assert!(found.is_empty(), "{why}: {found:?}");
    }
}

#[test]
fn a_publisher_corrects_itself() {
    let later =
        "The coast guard said 32 people were killed when the ferry Ardena sank off Skerrin.";
    let found = read(&[("Harbour Gazette", 1, "en", SKERRIN), ("Harbour Gazette", 6, "en", later)]);
    assert!(found.is_empty(), "{found:?}");
    let found = read(&[
        ("Harbour Gazette", 1, "en", SKERRIN),
        ("Harbour Gazette", 6, "en", later),
        (
            "Skerrin Courier",
            7,
            "en",
            "Port officials said 40 people were killed when the ferry Ardena sank off Skerrin.",
        ),
    ]);
    assert_eq!(found, [["32 people were killed [32]", "40 people were killed [40]"]]);
}

#[test]
fn the_latest_dead_are_counted_by_sentence_and_title() {
    const NINE: &str = "A ferry sank off Skerrin on Tuesday, killing at least nine people.";
    const MORE: &str = "Divers searched the wreck off Skerrin, and the number of dead rose to 17.";
    let told = [("Ledger", 1, "en", NINE), ("Post", 20, "en", MORE)];
    let dead = |told: &[Told<'_>]| -> (Vec<f64>, Vec<f64>) {
        let mut articles: Vec<Article> =
            told.iter().enumerate().map(|(n, told)| article(n, *told)).collect();
        articles[0].title = Some("Nine killed as ferry sinks".to_owned());
        let corpus = prepare(articles, 1_000);
        let frame = Frame::new(&corpus, &Background::default(), None);
        let story = story(&frame, corpus.article_ids().collect());
        let tolls = Tolls::new(&story);
        let titles = corpus.article_ids().filter_map(|a| tolls.title_dead(a)).collect();
        (story.sentences.iter().filter_map(|s| tolls.dead(*s)).collect(), titles)
    };
    assert_eq!(dead(&told[..1]), (vec![9.0], vec![9.0]));
    assert_eq!(dead(&told), (vec![17.0], vec![]));
}

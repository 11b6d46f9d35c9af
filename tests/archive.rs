//! The archive: what goes in comes back, each article once, whatever happens to the process, the
//! disk or the file.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use jiff::Timestamp;
use tidings::archive::{
    Access, Archive, Arrival, Briefed, Cut, Fault, FeedState, Incoming, Select, ToldStatement,
    ToldStory, json_line, text_hash,
};
use tidings::model::{Article, Corpus, Language, Place, Precision, Published, Source, Span};
use tidings::read::{Format, Limits, read};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const SEEN: &str = "2026-05-10T18:00:00.123456789Z";

fn article(publisher: Option<&str>, url: Option<&str>, title: &str, text: &str) -> Article {
    let place = Place::File { path: format!("{title}.jsonl"), record: Some(3) };
    let source = Source { publisher: publisher.map(Into::into), url: url.map(Into::into), place };
    let mut article = Article::new(source, text.into()).unwrap();
    article.title = Some(title.into());
    article
}

fn dated(mut article: Article, when: &str) -> Article {
    article.published =
        Some(Published { at: at(when), offset: Some(7_200), precision: Precision::Second });
    article
}

fn import(archive: &mut Archive, articles: &[Article]) -> Vec<(String, Arrival)> {
    let incoming: Vec<Incoming> = articles.iter().cloned().map(Incoming::from).collect();
    let imported = archive.import(&incoming, at(SEEN)).unwrap();
    imported.into_iter().map(|one| (one.id, one.arrival)).collect()
}

fn new_archive() -> (tempfile::TempDir, Archive) {
    let folder = tempfile::tempdir().unwrap();
    let archive = Archive::open(folder.path().join("a.sqlite"), Access::Write).unwrap();
    (folder, archive)
}

fn entry_name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn newsroom() -> Vec<Article> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths = Vec::new();
    let mut folders = vec![corpus];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = entry_name(&path);
            if path.is_dir() && name != "gold" {
                folders.push(path);
            } else if path.is_file() && name != "README.md" && !name.starts_with("LICENSE") {
                paths.push(path);
            }
        }
    }
    let mut all = Vec::new();
    for path in paths {
        let place = Place::File { path: path.to_string_lossy().into_owned(), record: None };
        all.extend(read(&fs::read(&path).unwrap(), &place, None, &Limits::default()).value);
    }
    assert!(all.len() > 30, "hardly any article in the newsroom");
    all
}

/// An article with something in every field.
fn full() -> Article {
    let mut article = article(
        Some("Harbour Gazette"),
        Some("https://gazette.example/ferry?id=7"),
        "Ferry sinks",
        "The ferry sank.\n\nNine people died; \u{1f6a2} \0 \u{202e} Ελλάς مرحبا.\n",
    );
    article.byline = Some("By Ann Roe".into());
    article.published = Some(Published {
        at: at("0001-01-01T00:00:00.000000001Z"),
        offset: Some(-12_345),
        precision: Precision::Day,
    });
    article.language = Language::parse("el");
    article.teaser = true;
    article.feed = Some("https://gazette.example/feed.xml".into());
    article.id = Some("urn:x \"1\"\t'; DROP TABLE articles; --".into());
    article
}

#[test]
fn articles_come_back_as_they_went_in() {
    let (_folder, mut archive) = new_archive();
    let mut given = newsroom();
    given.push(full());
    let hashed: Vec<Incoming> = given
        .iter()
        .map(|article| Incoming { article: article.clone(), raw: Some(text_hash(article)) })
        .collect();
    let imported = archive.import(&hashed, at(SEEN)).unwrap();
    let kept = archive.articles(None).unwrap();
    let fresh = imported.iter().filter(|one| one.arrival == Arrival::New).count();
    assert_eq!(kept.len(), fresh);
    assert_eq!(archive.count().unwrap() as usize, fresh);
    for (given, imported) in given.iter().zip(&imported) {
        let kept = archive.get(&imported.id).unwrap().unwrap();
        if imported.arrival == Arrival::New {
            assert_eq!(kept.article, *given);
            assert_eq!(kept.raw, Some(text_hash(given)));
        } else {
            assert_eq!(kept.article.source.publisher, given.source.publisher, "{given:?}");
        }
        assert_eq!((kept.seen, kept.changed), (at(SEEN), at(SEEN)));
        assert!(!kept.id.contains(char::is_whitespace), "{}", kept.id);
    }
    let articles: Vec<Article> = kept.into_iter().map(|kept| kept.article).collect();
    assert_eq!(articles, Corpus::canonical_order(articles.clone()));
    assert_eq!(archive.check().unwrap(), []);
}

#[test]
fn the_order_of_arrival_does_not_matter() {
    let all = newsroom();
    let mut orders = vec![all.clone(), all.iter().rev().cloned().collect::<Vec<_>>()];
    orders.push(all[all.len() / 2..].iter().chain(&all[..all.len() / 2]).cloned().collect());
    let lists: Vec<Vec<Article>> = orders
        .iter()
        .map(|order| {
            let (_folder, mut archive) = new_archive();
            for part in order.chunks(7) {
                import(&mut archive, part);
            }
            archive.articles(None).unwrap().into_iter().map(|kept| kept.article).collect()
        })
        .collect();
    assert_eq!(lists[0], lists[1]);
    assert_eq!(lists[0], lists[2]);
}

#[test]
fn each_article_once() {
    let long = "A sentence that is long enough to be somebody's own words. ".repeat(5);
    let base = || {
        dated(
            article(Some("Tide"), Some("https://t.example/a"), "T", &long),
            "2026-05-04T08:00:00Z",
        )
    };
    let with = |change: &dyn Fn(&mut Article)| {
        let mut article = base();
        change(&mut article);
        article
    };
    let text = |text: &str, change: &dyn Fn(&mut Article)| {
        let mut other = dated(
            article(Some("Tide"), Some("https://t.example/a"), "T", text),
            "2026-05-04T08:00:00Z",
        );
        change(&mut other);
        other
    };
    let other = "Entirely different words stand here, and they are many enough too. ".repeat(5);
    let url = |article: &mut Article, url: &str| article.source.url = Some(url.into());
    for (name, second, expected) in [
        ("itself", base(), Arrival::Known),
        ("the address, over http", with(&|a| url(a, "http://t.example/a")), Arrival::Known),
        (
            "the content at another address",
            with(&|a| url(a, "https://t.example/b")),
            Arrival::Known,
        ),
        ("other words at the address", text(&other, &|_| ()), Arrival::Known),
        (
            "the words of another publisher",
            with(&|a| {
                url(a, "https://x.example/a");
                a.source.publisher = Some("Ledger".into());
            }),
            Arrival::New,
        ),
        (
            "other words at another address",
            text(&other, &|a| url(a, "https://t.example/b")),
            Arrival::New,
        ),
        ("a later version", dated(text(&other, &|_| ()), "2026-05-04T09:00:00Z"), Arrival::Newer),
        (
            "an earlier version",
            dated(text(&other, &|_| ()), "2026-05-04T07:00:00Z"),
            Arrival::Known,
        ),
    ] {
        let (_folder, mut archive) = new_archive();
        import(&mut archive, &[base()]);
        let got = import(&mut archive, std::slice::from_ref(&second));
        assert_eq!(got[0].1, expected, "{name}");
        let count = if expected == Arrival::New { 2 } else { 1 };
        assert_eq!(archive.count().unwrap(), count, "{name}");
        // A second time nothing is new, whichever came first.
        for article in [base(), second] {
            assert_ne!(import(&mut archive, &[article])[0].1, Arrival::New, "{name}");
        }
        assert_eq!(archive.count().unwrap(), count, "{name}");
        assert_eq!(archive.check().unwrap(), [], "{name}");
    }
}

#[test]
fn front_pages_and_stock_phrases_make_nothing_the_same() {
    let (_folder, mut archive) = new_archive();
    let all = [
        article(Some("Tide"), Some("https://t.example/"), "One", "One thing happened today."),
        article(Some("Tide"), Some("https://t.example/"), "Two", "Another thing happened today."),
        article(Some("Tide"), Some("https://t.example/3"), "Three", "Read more on our page."),
        article(Some("Tide"), Some("https://t.example/4"), "Four", "Read more on our page."),
    ];
    assert!(import(&mut archive, &all).iter().all(|one| one.1 == Arrival::New));
    assert!(import(&mut archive, &all).iter().all(|one| one.1 == Arrival::Known));
}

#[test]
fn identifiers_are_their_publishers_own() {
    let (_folder, mut archive) = new_archive();
    let with = |publisher: Option<&str>, id: &str, title: &str, text: &str| {
        let mut article = article(publisher, None, title, text);
        article.id = Some(id.into());
        article
    };
    let got = import(
        &mut archive,
        &[
            with(Some("Tide"), "7", "Boats", "Boats are many today."),
            with(Some("Ledger"), "7", "Cats", "Cats are many today."),
            // The same article, told at greater length.
            with(Some("tide "), "7", "Boats", "Boats are many today, and tomorrow too."),
            // The same number of another day.
            with(Some("Tide"), "7", "Dogs", "Dogs are many today."),
            with(None, "7", "Eels", "Eels are many today."),
            with(None, "a b\nc", "Foxes", "Foxes are many today."),
            with(None, &"x".repeat(900), "Gulls", "Gulls are many today."),
        ],
    );
    assert_eq!(got[0], ("7".into(), Arrival::New));
    assert_eq!(got[2], ("7".into(), Arrival::Known));
    assert_eq!(got[5].0, "a_b_c");
    for other in [1, 3, 4] {
        assert_eq!(got[other].1, Arrival::New);
        assert!(got[other].0.starts_with("7~"), "{got:?}");
    }
    assert!(got[6].0.len() < 256, "{got:?}");
    let mut ids: Vec<&String> = got.iter().map(|one| &one.0).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 6);
    assert_eq!(archive.get("7").unwrap().unwrap().article.id.as_deref(), Some("7"));
    assert_eq!(archive.get(&got[1].0).unwrap().unwrap().article.id.as_deref(), Some("7"));
}

#[test]
fn a_fuller_version_takes_the_place_of_a_teaser() {
    let (_folder, mut archive) = new_archive();
    let version = |text: &str, teaser: bool| {
        let mut article = article(Some("Tide"), Some("https://t.example/a"), "T", text);
        article.teaser = teaser;
        article
    };
    let short = version("Nine people died when a ferry sank.", true);
    let longer = version("Nine people died when a ferry sank in Sellick Sound.", true);
    let full = version("The ferry sank at dawn. It had left Skerrin at night.", false);
    let first = import(&mut archive, std::slice::from_ref(&short));
    for (next, expected) in [
        (&longer, Arrival::Newer),
        (&short, Arrival::Known),
        (&full, Arrival::Newer),
        (&longer, Arrival::Known),
        (&full, Arrival::Known),
    ] {
        let later = at("2026-05-11T00:00:00Z");
        let got = archive.import(&[next.clone().into()], later).unwrap();
        assert_eq!((&got[0].id, got[0].arrival), (&first[0].0, expected));
    }
    let kept = archive.articles(None).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].article, full);
    assert_eq!((kept[0].seen, kept[0].changed), (at(SEEN), at("2026-05-11T00:00:00Z")));
    assert_eq!(archive.knows("https://t.example/a").unwrap(), Some((first[0].0.clone(), false)));
    // What is gone is not found, what is there is.
    assert_eq!(archive.search("died", 9).unwrap().len(), 0);
    assert_eq!(archive.search("dawn", 9).unwrap().len(), 1);
    assert_eq!(archive.check().unwrap(), []);
}

#[test]
fn what_came_since_is_known_whatever_clocks_say() {
    let (_folder, mut archive) = new_archive();
    let one = |n: usize, teaser: bool| {
        let text = format!("Report number {n}. {}", if teaser { "" } else { "All of it is here." });
        let mut article =
            article(Some("Tide"), Some(&format!("https://t.example/{n}")), "T", &text);
        article.teaser = teaser;
        dated(article, "2026-05-04T08:00:00Z")
    };
    assert_eq!(archive.arrivals().unwrap(), 0);
    import(&mut archive, &[one(1, true), one(2, false), one(2, false)]);
    let before = archive.arrivals().unwrap();
    assert_eq!(before, 2);
    import(&mut archive, &[one(2, false)]);
    assert_eq!(archive.arrived_after(before).unwrap(), []);
    // A clock that goes back, a fuller version, a new one; and what was last is pruned in between.
    archive.import(&[one(3, false).into()], at("1970-01-01T00:00:00Z")).unwrap();
    archive.prune(Cut { articles: at("2026-05-05T00:00:00Z"), briefings: at(SEEN) }).unwrap();
    assert_eq!(archive.arrivals().unwrap(), 3);
    import(&mut archive, &[one(1, true)]);
    let middle = archive.arrivals().unwrap();
    import(&mut archive, &[one(4, false), one(1, false), one(4, false)]);
    let texts: Vec<String> = archive
        .arrived_after(middle)
        .unwrap()
        .into_iter()
        .map(|kept| kept.article.text().to_owned())
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(texts[0].contains("number 4") && texts[1].contains("All of it"), "{texts:?}");
}

#[test]
fn windows_of_time() {
    let (_folder, mut archive) = new_archive();
    let at_time = |title: &str, when: &str| {
        dated(article(Some("Tide"), None, title, &format!("About {title} and more.")), when)
    };
    import(
        &mut archive,
        &[
            at_time("before", "2026-05-03T23:59:59.999999999Z"),
            at_time("first", "2026-05-04T00:00:00Z"),
            at_time("last", "2026-05-04T23:59:59.999999999Z"),
            at_time("after", "2026-05-05T00:00:00Z"),
            article(None, None, "undated", "Nobody knows when this was."),
        ],
    );
    let titles = |select: Select| -> Vec<String> {
        let kept = archive.select(&select).unwrap();
        kept.into_iter().filter_map(|kept| kept.article.title).collect()
    };
    let window = |from: &str, until: &str| Some((at(from), at(until)));
    let day = window("2026-05-04T00:00:00Z", "2026-05-05T00:00:00Z");
    assert_eq!(titles(Select { window: day, ..Select::default() }), ["first", "last"]);
    let seen = window(SEEN, "2026-05-10T18:00:00.123456790Z");
    assert_eq!(titles(Select { window: seen, ..Select::default() }), ["undated"]);
    assert_eq!(titles(Select { changed: seen, ..Select::default() }).len(), 5);
    let none = window("2026-05-10T18:00:00.123456790Z", "2026-05-12T00:00:00Z");
    assert_eq!(titles(Select { changed: none, ..Select::default() }), [""; 0]);
    let tide = Select { publisher: Some("Tide".into()), ..Select::default() };
    assert_eq!(titles(tide), ["before", "first", "last", "after"]);
}

#[test]
fn words_are_found() {
    let (_folder, mut archive) = new_archive();
    import(
        &mut archive,
        &[
            article(Some("Tide"), None, "Ferry sinks", "It sank in the Sound."),
            article(Some("Tide"), None, "Storm", "A ferry was late. The night ferry did not sail."),
            article(Some("Ledger"), None, "Café", "Nothing about boats; a ferrying of goods."),
        ],
    );
    let find = |query: &str| -> Vec<String> {
        let found = archive.search(query, 10).unwrap();
        found.into_iter().filter_map(|found| found.kept.article.title).collect()
    };
    assert_eq!(find("ferry"), ["Ferry sinks", "Storm"]);
    assert_eq!(find("FERRY -storm"), ["Ferry sinks"]);
    assert_eq!(find("\"night ferry\""), ["Storm"]);
    assert_eq!(find("ferr*").len(), 3);
    assert_eq!(find("cafe"), ["Café"]);
    assert_eq!(find("ledger OR late").len(), 2);
    assert_eq!(find("unheard"), [""; 0]);
    assert_eq!(archive.search("ferry", 1).unwrap().len(), 1);
    for odd in ["\"", "a NEAR/2 b", "text:ferry", "(((", "'; DROP TABLE words", "^ferry", "*", "🚢"]
    {
        if let Err(error) = archive.search(odd, 3) {
            assert!(matches!(error.fault, Fault::Search(_)), "{odd}: {error}");
        }
    }
}

#[test]
fn words_inside_rows_of_letters_are_found() {
    let (folder, mut archive) = new_archive();
    let texts = [
        ("zh", "市长周二宣布关闭大桥，因为桥墩出现裂缝。"),
        ("ja", "フェリーは火曜日の正午に港を出た。"),
        ("half", "ﾌｪﾘｰは遅れた。"),
        ("ko", "여객선이 화요일 정오에 항구를 떠났다."),
        ("th", "เรือเฟอร์รี่ออกจากท่าเรือเมื่อวันอังคาร"),
        ("de", "Der Straßenbahnverkehr ruht."),
        ("ch", "Der Strassenverkehr ruht."),
        ("en", "The ferry left the harbour with AT&T staff."),
    ];
    let all: Vec<Article> =
        texts.iter().map(|(title, text)| article(Some("Tide"), None, title, text)).collect();
    import(&mut archive, &all);
    let table = [
        ("大桥", vec!["zh"]),
        ("关闭大桥", vec!["zh"]),
        ("桥", vec!["zh"]),
        ("缝", vec!["zh"]),
        ("大 桥", vec!["zh"]),
        ("桥大", vec![]),
        ("港", vec!["ja"]),
        ("フェリー", vec!["half", "ja"]),
        ("火曜日 港", vec!["ja"]),
        ("여객선", vec!["ko"]),
        ("화요", vec!["ko"]),
        ("เฟอร์รี่", vec!["th"]),
        ("ท่าเรือ", vec!["th"]),
        ("strassenbahnverkehr", vec!["de"]),
        ("Straßenbahnverkehr", vec!["de"]),
        ("straßenverkehr", vec!["ch"]),
        ("stras*", vec!["ch", "de"]),
        ("\"the ferry\"", vec!["en"]),
        ("ferry -大桥", vec!["en"]),
    ];
    let check = |archive: &Archive| {
        for (query, expected) in &table {
            let found = archive.search(query, 10).unwrap();
            let mut titles: Vec<String> =
                found.into_iter().filter_map(|found| found.kept.article.title).collect();
            titles.sort();
            assert_eq!(titles, *expected, "{query}");
        }
    };
    check(&archive);
    assert_eq!(archive.check().unwrap(), []);

    // An archive of the version before has neither the table nor the hashes.
    let path = folder.path().join("a.sqlite");
    let path = if path.exists() { path } else { archive.path().to_owned() };
    drop(archive);
    rusqlite::Connection::open(&path)
        .unwrap()
        .execute_batch(
            "DROP TABLE grams; ALTER TABLE articles DROP COLUMN row_hash; ALTER TABLE articles DROP COLUMN place_in_feed; PRAGMA user_version = 2;",
        )
        .unwrap();
    let archive = Archive::open(&path, Access::Write).unwrap();
    check(&archive);
    assert_eq!(archive.check().unwrap(), []);
}

#[test]
fn a_change_in_any_column_is_found() {
    for change in [
        "url = 'https://x.example/other'",
        "raw_hash = x'00'",
        "title = 'Another'",
        "byline = 'Another'",
        "language = 'de'",
        "teaser = 1 - teaser",
        "opinion = 1 - opinion",
        "published = '2001-01-01T00:00:00.000000000Z'",
        "moment = '2001-01-01T00:00:00.000000000Z'",
        "row_hash = NULL",
    ] {
        let (_folder, mut archive) = new_archive();
        import(&mut archive, &[full()]);
        assert_eq!(archive.check().unwrap(), []);
        let path = archive.path().to_owned();
        drop(archive);
        let raw = rusqlite::Connection::open(&path).unwrap();
        raw.execute_batch(&format!("UPDATE articles SET {change}")).unwrap();
        drop(raw);
        let archive = Archive::open(&path, Access::Write).unwrap();
        assert!(!archive.check().unwrap().is_empty(), "{change}");
    }
}

#[test]
fn one_identifier_for_all_items_makes_none_the_same() {
    let (_folder, mut archive) = new_archive();
    let item = |url: &str, title: &str, text: &str| {
        let mut item = dated(article(Some("Tide"), Some(url), title, text), "2026-05-05T10:00:00Z");
        item.id = Some("same".into());
        item
    };
    let ferry = "The ferry left the harbour at noon on Tuesday with 300 people on board.";
    let moved = "The ferry left the harbour at noon on Tuesday with 312 people on board, it said.";
    let found = import(
        &mut archive,
        &[
            item("https://t.example/a", "Ferry leaves port", ferry),
            item("https://t.example/b", "School opens late", "The school opened two hours late."),
            item("https://t.example/c", "Ferry has left", moved),
        ],
    );
    let kinds: Vec<Arrival> = found.iter().map(|(_, arrival)| *arrival).collect();
    assert_eq!(kinds, [Arrival::New, Arrival::New, Arrival::Known]);
}

fn briefing(profile: &str, from: &str, until: &str, sentences: &[&str]) -> Briefed {
    Briefed {
        profile: profile.into(),
        from: at(from),
        until: at(until),
        made: at(until),
        message_id: Some(format!("<{profile}@{until}>")),
        settings: "length:250w".into(),
        document: Some("{}".into()),
        stories: vec![ToldStory {
            key: "ferry".into(),
            headline: Some("Ferry sinks".into()),
            articles: vec!["a".into(), "b".into()],
        }],
        statements: sentences
            .iter()
            .zip(0_u32..)
            .map(|(sentence, n)| ToldStatement {
                text_hash: [7; 32],
                span: Span::new(n * 10, n * 10 + 9),
                sentence: (*sentence).into(),
                story: "ferry".into(),
            })
            .collect(),
    }
}

#[test]
fn what_was_told_is_remembered() {
    let (_folder, mut archive) = new_archive();
    let monday =
        briefing("home", "2026-05-03T05:00:00Z", "2026-05-04T05:00:00Z", &["One.", "Two."]);
    let tuesday = briefing("home", "2026-05-04T05:00:00Z", "2026-05-05T05:00:00Z", &["Three."]);
    let work = briefing("work", "2026-05-03T05:00:00Z", "2026-05-04T05:00:00Z", &["Four."]);
    assert_eq!(archive.last_briefing("home").unwrap(), None);
    for briefing in [&monday, &tuesday, &work] {
        archive.record_briefing(briefing).unwrap();
    }
    assert_eq!(archive.last_briefing("home").unwrap().as_ref(), Some(&tuesday));
    assert_eq!(archive.briefing("work", (work.from, work.until)).unwrap().as_ref(), Some(&work));
    assert_eq!(archive.briefing("work", (tuesday.from, tuesday.until)).unwrap(), None);
    assert_eq!(archive.told(Some("home"), None).unwrap(), [monday.clone(), tuesday.clone()]);
    assert_eq!(
        archive.told(Some("home"), Some(tuesday.made)).unwrap(),
        std::slice::from_ref(&tuesday)
    );
    assert_eq!(archive.told(None, None).unwrap().len(), 3);
    // A re-run of the same window: one briefing, and what the first told stays told.
    let mut again =
        briefing("home", "2026-05-04T05:00:00Z", "2026-05-05T05:00:00Z", &["Three.", "Five."]);
    again.statements.remove(0);
    archive.record_briefing(&again).unwrap();
    let last = archive.last_briefing("home").unwrap().unwrap();
    let told: Vec<&str> = last.statements.iter().map(|s| s.sentence.as_str()).collect();
    assert_eq!(told, ["Three.", "Five."]);
    assert_eq!(archive.told(Some("home"), None).unwrap().len(), 2);
    // Runs.
    assert_eq!(archive.last_run("home").unwrap(), None);
    for when in ["2026-05-04T05:00:00Z", "2026-05-05T05:00:00.5Z"] {
        archive.run_finished("home", at(when)).unwrap();
        assert_eq!(archive.last_run("home").unwrap(), Some(at(when)));
    }
    assert_eq!(archive.check().unwrap(), []);
}

#[test]
fn feeds_are_remembered() {
    let (_folder, mut archive) = new_archive();
    let url = "https://t.example/feed.xml";
    assert_eq!(archive.feed(url).unwrap(), None);
    let state = FeedState {
        etag: Some("W/\"x\"".into()),
        last_modified: Some("Mon, 04 May 2026 08:00:00 GMT".into()),
        success: Some(at(SEEN)),
        failures: 3,
        error: Some("timed out".into()),
        retry_after: Some(at("2026-05-11T00:00:00Z")),
        moved: Some("https://ledger.example/new".into()),
    };
    for state in [&FeedState::default(), &state] {
        archive.set_feed(url, state).unwrap();
        assert_eq!(archive.feed(url).unwrap().as_ref(), Some(state));
    }
    assert_eq!(archive.feeds().unwrap(), [(url.to_owned(), state)]);
    assert!(archive.forget_feed(url).unwrap() && !archive.forget_feed(url).unwrap());
}

#[test]
fn pruning_keeps_what_is_needed() {
    let (_folder, mut archive) = new_archive();
    let mut all = Vec::new();
    for day in 1..=9 {
        for n in 0..40 {
            let text = format!("Report {n} of day {day}. {}", "Words fill the page. ".repeat(60));
            let title = format!("Day {day}, report {n}");
            all.push(dated(
                article(Some("Tide"), None, &title, &text),
                &format!("2026-05-0{day}T08:00:00Z"),
            ));
        }
    }
    import(&mut archive, &all);
    let mut told = briefing("home", "2026-05-01T05:00:00Z", "2026-05-02T05:00:00Z", &["One."]);
    told.statements[0].text_hash = text_hash(&all[0]);
    archive.record_briefing(&told).unwrap();
    let mut kept_told = briefing("home", "2026-05-02T05:00:00Z", "2026-05-03T05:00:00Z", &["Two."]);
    kept_told.statements[0].text_hash = text_hash(&all[359]);
    archive.record_briefing(&kept_told).unwrap();
    let last = briefing("home", "2026-05-03T05:00:00Z", "2026-05-04T05:00:00Z", &["Three."]);
    archive.record_briefing(&last).unwrap();
    let cut = at("2026-05-08T00:00:00Z");
    assert_eq!(archive.count_before(cut).unwrap(), 280);
    let pruned = archive.prune(Cut { articles: cut, briefings: cut }).unwrap();
    assert_eq!((pruned.articles, pruned.briefings, pruned.told), (280, 1, 1));
    assert!(pruned.bytes_after * 2 < pruned.bytes_before, "{pruned:?}");
    assert_eq!(fs::metadata(archive.path()).unwrap().len(), pruned.bytes_after);
    assert_eq!(archive.count().unwrap(), 80);
    assert_eq!(archive.told(None, None).unwrap(), [kept_told, last]);
    assert_eq!(archive.search("report", 1_000).unwrap().len(), 80);
    assert_eq!(archive.check().unwrap(), []);
    let again = archive.prune(Cut { articles: cut, briefings: cut }).unwrap();
    assert_eq!((again.articles, again.briefings), (0, 0));
}

#[test]
fn an_export_reads_back() {
    let (_folder, mut archive) = new_archive();
    import(&mut archive, &newsroom());
    let title = "AT&amp;T <b>&lt;</b> & Sons; \"<p>\"";
    let odd =
        article(Some(title), None, title, "In HTML, <p>text</p> is &amp; was <br> marked up.");
    import(&mut archive, &[odd]);
    let kept = archive.articles(None).unwrap();
    let lines: Vec<String> = kept.iter().map(json_line).collect();
    let place = Place::File { path: "export.jsonl".into(), record: None };
    let back =
        read(lines.join("\n").as_bytes(), &place, Some(Format::JsonLines), &Limits::default());
    assert_eq!(back.warnings, []);
    assert_eq!(back.value.len(), kept.len());
    for (kept, back) in kept.iter().zip(&back.value) {
        let mut expected = kept.article.clone();
        expected.source.place = back.source.place.clone();
        expected.id = Some(kept.id.clone());
        expected.feed = None;
        assert_eq!(*back, expected);
    }
    // Into the same archive, nothing is new; into another, all is.
    assert!(import(&mut archive, &back.value).iter().all(|one| one.1 == Arrival::Known));
    let (_other_folder, mut other) = new_archive();
    assert!(import(&mut other, &back.value).iter().all(|one| one.1 == Arrival::New));
}

fn fault(path: &Path, access: Access) -> Fault {
    Archive::open(path, access).map(|_| ()).unwrap_err().fault
}

#[test]
fn what_is_no_archive_is_refused_and_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let foreign = path("foreign.sqlite");
    let connection = rusqlite::Connection::open(&foreign).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE articles (id, url); INSERT INTO articles VALUES (1, 2);")
        .unwrap();
    drop(connection);
    let newer = path("newer.sqlite");
    drop(Archive::open(&newer, Access::Write).unwrap());
    rusqlite::Connection::open(&newer).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    fs::write(path("diary.txt"), "Dear diary, this is no database. ".repeat(100)).unwrap();
    fs::write(path("short.txt"), "SQLite").unwrap();
    fs::create_dir(path("folder")).unwrap();
    for (name, expected) in [
        ("foreign.sqlite", Fault::Foreign),
        ("newer.sqlite", Fault::Newer { found: 99, known: 3 }),
        ("diary.txt", Fault::NotAnArchive),
        ("short.txt", Fault::NotAnArchive),
        ("folder", Fault::NotAFile),
    ] {
        let before = fs::read(path(name)).ok();
        for access in [Access::Read, Access::Write] {
            assert_eq!(fault(&path(name), access), expected, "{name} {access:?}");
        }
        assert_eq!(fs::read(path(name)).ok(), before, "{name}");
    }
    assert_eq!(fault(&path("missing"), Access::Read), Fault::Missing);
    assert_eq!(fault(&path("no/such/a.sqlite"), Access::Write), Fault::NoFolder);
    // An empty file is nobody's.
    fs::write(path("empty"), "").unwrap();
    assert_eq!(Archive::open(path("empty"), Access::Read).unwrap().count().unwrap(), 0);
    let mut archive = Archive::open(path("empty"), Access::Write).unwrap();
    assert_eq!(import(&mut archive, &[full()])[0].1, Arrival::New);
}

/// An archive with some articles, closed.
fn filled(path: &Path) {
    let mut archive = Archive::open(path, Access::Write).unwrap();
    import(&mut archive, &newsroom());
}

#[test]
fn a_cut_or_overwritten_file_is_refused_and_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    filled(&path);
    let whole = fs::read(&path).unwrap();
    assert!(whole.len() > 100_000);
    for length in [whole.len() / 2, whole.len() - 1, 4_096, 100, 60] {
        fs::write(&path, &whole[..length]).unwrap();
        for access in [Access::Read, Access::Write] {
            let fault = fault(&path, access);
            assert!(
                matches!(fault, Fault::Damaged(_) | Fault::NotAnArchive | Fault::Foreign),
                "{length}: {fault:?}"
            );
        }
        assert_eq!(fs::read(&path).unwrap(), whole[..length], "{length}");
    }
    // Pages overwritten, one after the other: never a panic, never a lie.
    let (mut found, mut looked) = (0, 0);
    let pages = whole.len() / 4_096;
    for page in (1..pages).step_by(pages / 40 + 1) {
        let mut broken = whole.clone();
        looked += 1;
        broken[page * 4_096..(page + 1) * 4_096].fill(0x5a);
        fs::write(&path, &broken).unwrap();
        let outcome = Archive::open(&path, Access::Write).and_then(|archive| archive.check());
        found += usize::from(!matches!(&outcome, Ok(problems) if problems.is_empty()));
        drop(outcome);
        let mut archive = match Archive::open(&path, Access::Write) {
            Ok(archive) => archive,
            Err(_) => continue,
        };
        let before = archive.count();
        let new =
            article(Some("New"), Some("https://n.example/9"), "New", "Something new happened.");
        if archive.import(&[new.into()], at(SEEN)).is_err() {
            assert_eq!(before.is_ok(), archive.count().is_ok(), "page {page}");
        }
    }
    assert!(looked > 20 && found * 4 > looked * 3, "only {found} of {looked} damaged pages found");
    // One letter of a text: only its hash tells.
    let mut broken = whole.clone();
    let needle = b"ferry";
    let spot = broken.windows(needle.len()).rposition(|window| window == needle).unwrap();
    broken[spot] = b'F';
    fs::write(&path, &broken).unwrap();
    let problems = Archive::open(&path, Access::Read).unwrap().check().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.contains("not the one that came in"), "{problems:?}");
}

fn tidings(arguments: &[&str], folder: &Path) -> Output {
    command(arguments, folder).output().unwrap()
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command.args(arguments).current_dir(folder).env_clear().env("HOME", folder);
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn write_lines(path: &Path, numbers: std::ops::Range<usize>) {
    let lines: Vec<String> = numbers
        .map(|n| {
            let text = format!("The Kestrel made trip {n} with {} people aboard. ", n * 7 % 499).repeat(1 + n % 9);
            format!(r#"{{"id":"art-{n:05}","title":"Trip {n}","text":"{text}","url":"http://n.example/{n}","source":"Harbour News","date":"2026-05-04T06:00:00Z"}}"#)
        })
        .collect();
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

fn listed(folder: &Path) -> Vec<String> {
    let output = tidings(&["archive", "list", "--ids", "--archive", "a.sqlite"], folder);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write_lines(&here.join("in.jsonl"), 0..20);
    let run = |arguments: &[&str]| {
        let output = tidings(arguments, here);
        (output.status.code(), text(&output.stdout).to_owned(), text(&output.stderr).to_owned())
    };
    let (code, out, said) = run(&["archive", "list"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(
        said.contains(".local/share/tidings/archive.sqlite: there is no archive here; hint:"),
        "{said}"
    );
    let (code, out, said) = run(&["archive", "import", "--ack", "in.jsonl", "missing.jsonl"]);
    assert_eq!((code, out.lines().count()), (Some(3), 20), "{said}");
    assert!(out.starts_with("art-00000\nart-00001\n"));
    assert!(said.contains("20 articles: 20 new, 0 known"), "{said}");
    assert!(here.join(".local/share/tidings/archive.sqlite").exists());
    let (code, _, said) = run(&["archive", "import", "missing.jsonl"]);
    assert_eq!(code, Some(1), "{said}");
    let (code, out, _) = run(&["archive", "list"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("art-00007\t2026-05-04 06:00\tHarbour News\tTrip 7\n"), "{out}");
    let (_, out, _) = run(&["archive", "list", "--since", "2026-05-05"]);
    assert_eq!(out, "");
    let (_, out, _) = run(&["archive", "search", "trip", "7"]);
    assert!(out.starts_with("art-00007\t"), "{out}");
    for id in ["art-00007", "http://n.example/7#x"] {
        let (_, out, _) = run(&["archive", "show", id]);
        assert!(
            out.contains("Title: Trip 7\n") && out.contains("\n\nThe Kestrel made trip 7 "),
            "{out}"
        );
    }
    let (code, _, said) = run(&["archive", "show", "art-99999"]);
    assert!(code == Some(1) && said.contains("no article `art-99999`; hint:"), "{said}");
    let (_, out, _) = run(&["archive", "export"]);
    assert_eq!(out.lines().count(), 20);
    let (_, out, _) = run(&["archive", "prune", "--older-than", "2026-05-05", "--dry-run"]);
    assert_eq!(out, "20 articles would be taken out\n");
    let (code, out, _) = run(&["archive", "check"]);
    assert!(code == Some(0) && out.ends_with(": 20 articles, nothing wrong\n"), "{out}");
    let (code, _, said) = run(&["archive", "prune", "--older-than", "2026-05-05"]);
    assert!(code == Some(0) && said.contains("20 articles taken out"), "{said}");
    let (_, out, _) = run(&["archive", "list", "--ids"]);
    assert_eq!(out, "");
    // Nothing is left beside an archive that nobody uses.
    let beside = fs::read_dir(here.join(".local/share/tidings")).unwrap().count();
    assert_eq!(beside, 1);
}

#[test]
fn a_snapshot_gives_the_same_window_the_same_bytes_later() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let run = |arguments: &[&str]| {
        let output = tidings(arguments, here);
        assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout).to_owned()
    };
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let corpus = corpus.to_str().unwrap();
    let later = |n: usize| {
        let name = format!("later-{n}.jsonl");
        let line = format!(
            r#"{{"title":"Ferry {n}","text":"The ferry sailed again with {n} aboard.","url":"http://n.example/{n}","source":"Harbour News","date":"2026-06-0{n}T06:00:00Z"}}"#
        );
        fs::write(here.join(&name), line).unwrap();
        name
    };
    run(&["archive", "import", corpus, "--now", "2026-05-11T06:00:00Z", "-q"]);
    let snapshot = ["archive", "doc-freq", "--until", "2026-05-11", "-o"];
    run(&[&snapshot[..], &["df.tsv"]].concat());
    let table = fs::read_to_string(here.join("df.tsv")).unwrap();
    assert!(table.starts_with("#documents\t") && table.contains("\nferri\t"), "{table}");
    fs::write(here.join("config.toml"), "doc_freq = \"df.tsv\"\n").unwrap();
    let window =
        ["brief", "--config", "config.toml", "--since", "2026-05-04", "--until", "2026-05-10"];
    let fixed = ["--no-record", "--now", "2026-05-11T06:00:00Z", "--format", "json"];
    let page = run(&[&window[..], &fixed[..]].concat());
    let digest = tidings::text::encode::sha256_hex(&table);
    let named = format!("{}:{}", table[11..].lines().next().unwrap(), &digest[..16]);
    assert!(page.contains(&named), "{named} is not in {page}");
    for n in 1..4 {
        run(&["archive", "import", &later(n), "--now", "2026-06-09T06:00:00Z", "-q"]);
    }
    assert_eq!(page, run(&[&window[..], &fixed[..]].concat()));
    run(&[&snapshot[..], &["again.tsv"]].concat());
    assert_eq!(table, fs::read_to_string(here.join("again.tsv")).unwrap());
    assert_ne!(table, run(&["archive", "doc-freq"]));
}

#[test]
fn two_processes_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    // Half of each file is in the other too, and nobody has made the archive before.
    for (name, numbers) in
        [("a.jsonl", 0..1_500), ("b.jsonl", 1_000..2_500), ("c.jsonl", 500..2_000)]
    {
        write_lines(&here.join(name), numbers);
    }
    let writers: Vec<_> = ["a.jsonl", "b.jsonl", "c.jsonl"]
        .iter()
        .map(|name| {
            command(&["archive", "import", "--archive", "a.sqlite", name], here)
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for writer in writers {
        let output = writer.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    }
    let expected: Vec<String> = (0..2_500).map(|n| format!("art-{n:05}")).collect();
    assert_eq!(listed(here), expected);
    let check = tidings(&["archive", "check", "--archive", "a.sqlite"], here);
    assert!(check.status.success(), "{}", text(&check.stdout));
}

#[test]
fn a_killed_import_keeps_what_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write_lines(&here.join("in.jsonl"), 0..6_000);
    let mut acknowledged = Vec::new();
    for kill_at in [1, 513, 1_500, 3_000] {
        let arguments = ["archive", "import", "--ack", "--archive", "a.sqlite", "in.jsonl"];
        let mut child =
            command(&arguments, here).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        for line in lines.by_ref().take(kill_at) {
            acknowledged.push(line.unwrap());
        }
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(lines.map_while(Result::ok).filter(|id| id.len() == 9));
        let ids = listed(here);
        let mut unique = ids.clone();
        unique.dedup();
        assert_eq!(ids.len(), unique.len());
        for id in &acknowledged {
            assert!(ids.binary_search(id).is_ok(), "{id} was acknowledged and is lost");
        }
    }
    let output = tidings(&["archive", "import", "--archive", "a.sqlite", "in.jsonl"], here);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(listed(here).len(), 6_000);
    let mut names: Vec<String> = fs::read_dir(here)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.sqlite", "in.jsonl"]);
}

#[test]
fn a_lock_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    write_lines(&here.join("in.jsonl"), 0..5);
    filled(&here.join("a.sqlite"));
    let other = rusqlite::Connection::open(here.join("a.sqlite")).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let waiting = command(&["archive", "import", "--archive", "a.sqlite", "in.jsonl"], here)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Readers do not wait for a writer.
    assert!(listed(here).len() > 30);
    std::thread::sleep(std::time::Duration::from_millis(300));
    other.execute_batch("ROLLBACK").unwrap();
    let output = waiting.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
}

#[test]
#[cfg(unix)]
fn a_read_only_file_is_read_and_not_written() {
    use std::os::unix::fs::PermissionsExt as _;

    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let path = inner.join("a.sqlite");
    filled(&path);
    let before = fs::read(&path).unwrap();
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&path, 0o444);
    mode(&inner, 0o555);
    let root = fs::File::options().append(true).open(&path).is_ok();
    let read = Archive::open(&path, Access::Read).and_then(|archive| archive.count());
    let written = Archive::open(&path, Access::Write).map(|_| ());
    mode(&inner, 0o755);
    assert!(read.unwrap() > 30);
    // Whoever may do anything is not stopped by permissions.
    if !root {
        assert_eq!(written.unwrap_err().fault, Fault::ReadOnly);
    }
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[test]
fn what_is_written_into_the_file_is_not_obeyed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    filled(&path);
    let other = rusqlite::Connection::open(&path).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER evil AFTER INSERT ON articles BEGIN DELETE FROM articles; END;",
        )
        .unwrap();
    drop(other);
    let mut archive = Archive::open(&path, Access::Write).unwrap();
    let before = archive.count().unwrap();
    import(&mut archive, &[full()]);
    assert_eq!(archive.count().unwrap(), before + 1);
    let problems = archive.check().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].place, "trigger evil");
}

/// Several processes that find no archive at the same moment make one, and none takes it for a
/// stranger's.
#[test]
fn many_makers_of_one_archive_agree() {
    let folder = tempfile::tempdir().unwrap();
    for round in 0..40 {
        let path = folder.path().join(format!("{round}.sqlite"));
        let makers: Vec<_> = (0..4)
            .map(|_| {
                let path = path.clone();
                std::thread::spawn(move || Archive::open(path, Access::Write).map(drop))
            })
            .collect();
        for maker in makers {
            maker.join().unwrap().unwrap();
        }
    }
}

/// What is read while the archive is held is of one moment, whatever comes meanwhile.
#[test]
fn a_held_archive_shows_one_moment() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let seen = "2026-05-10T08:00:00Z".parse().unwrap();
    let incoming = |text: &str| {
        let source = Source { publisher: None, url: None, place: Place::Stdin { record: None } };
        Incoming::from(Article::new(source, text.to_owned()).unwrap())
    };
    let mut writer = Archive::open(&path, Access::Write).unwrap();
    writer.import(&[incoming("The ferry left at dawn.")], seen).unwrap();
    let reader = Archive::open(&path, Access::Read).unwrap();
    let held = reader.hold().unwrap();
    let first = reader.arrivals().unwrap();
    writer.import(&[incoming("The ferry came back at dusk.")], seen).unwrap();
    assert_eq!(reader.arrivals().unwrap(), first);
    assert_eq!(reader.articles(None).unwrap().len(), 1);
    assert_eq!(reader.told(None, None).unwrap(), []);
    drop(held);
    assert_eq!(reader.arrivals().unwrap(), first + 1);
    assert_eq!(reader.articles(None).unwrap().len(), 2);
}

//! Anybody's briefing against its sources: sentences by faithful and by faulty paraphrase, told
//! apart.
//!
//! `tests/verify/*.tsv` holds a sentence a line, written from the newsrooms in `corpus/`: its
//! language, the source it cites, how it was made, what is true of it. The first three are by the
//! writer of the room, the others by writers who had not read the code. Of the first look at each,
//! before anything was mended, `docs/verify.md` has the figures.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tidings::check::digest::{Claim, Digest, Form};
use tidings::check::{Shelf, Verdict, check, digest};
use tidings::model::{Article, Language, Place};

use crate::newsroom;

/// A sentence with what is true of it.
struct Row {
    language: String,
    cited: String,
    verdict: String,
    sentence: String,
}

fn rows(file: &str) -> Vec<Row> {
    let text = fs::read_to_string(format!("tests/verify/{file}.tsv")).unwrap();
    let row = |line: &str| {
        let mut cells = line.split('\t').map(str::to_owned);
        let mut cell = || cells.next().unwrap();
        let (language, cited, _, verdict, sentence) = (cell(), cell(), cell(), cell(), cell());
        Row { language, cited, verdict, sentence }
    };
    text.lines().skip(1).map(row).collect()
}

fn sources() -> Vec<Article> {
    let mut all = newsroom::articles();
    all.extend(newsroom::foreign_articles());
    all
}

/// The key that the gold gives an article.
fn key(article: &Article) -> String {
    let Place::File { path, record } = &article.source.place else { panic!("no file") };
    let path = path.strip_prefix("corpus/").unwrap();
    record.map_or_else(|| path.to_owned(), |n| format!("{path}#{n}"))
}

/// The places of what a row cites: keys with commas between them, of one record or of a whole file.
fn cited(places: &BTreeMap<String, String>, keys: &str) -> Vec<String> {
    let one = |key: &str| {
        let record = format!("{key}#");
        let of = |(own, _): &(&String, &String)| *own == key || own.starts_with(&record);
        let found: Vec<String> = places.iter().filter(of).map(|(_, place)| place.clone()).collect();
        assert!(!found.is_empty(), "{key}");
        found
    };
    keys.split(',').flat_map(one).collect()
}

fn name(verdict: Verdict) -> String {
    serde_json::to_value(verdict).unwrap().as_str().unwrap().to_owned()
}

/// By language and verdict: how many were called so, how many of those are so, how many there are.
type Table = BTreeMap<(String, String), (usize, usize, usize)>;

fn table(articles: &[Article], shelf: &Shelf<'_>, file: &str) -> Table {
    let places: BTreeMap<String, String> =
        articles.iter().map(|a| (key(a), a.source.place.to_string())).collect();
    let rows = rows(file);
    let mut table = Table::new();
    for code in ["en", "de", "es"] {
        let own: Vec<&Row> = rows.iter().filter(|row| row.language == code).collect();
        let claim = |row: &&Row| Claim {
            text: row.sentence.clone(),
            section: None,
            cites: cited(&places, &row.cited),
        };
        let language = Language::parse(code);
        let claims = own.iter().map(claim).collect();
        let digest = Digest { form: Form::Text, title: None, language, claims };
        let report = shelf.check(&digest);
        for (row, sentence) in own.iter().zip(&report.sentences) {
            assert!(sentence.missing.is_empty(), "{:?}", sentence.missing);
            let called = name(sentence.verdict);
            for language in [code, "all"] {
                let cell = table.entry((language.to_owned(), called.clone())).or_default();
                cell.0 += 1;
                cell.1 += usize::from(called == row.verdict);
                table.entry((language.to_owned(), row.verdict.clone())).or_default().2 += 1;
            }
        }
    }
    table
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { f64::NAN } else { part as f64 / whole as f64 }
}

/// `cargo test --test suite verdicts -- --nocapture` prints the table.
#[test]
fn verdicts_on_faithful_and_faulty_paraphrase() {
    let articles = sources();
    let shelf = Shelf::new(&articles);
    let sets = [
        ("tuned", 0.98, 0.7, 0.5),
        ("held-out", 0.98, 0.7, 0.5),
        ("later", 0.98, 0.7, 0.5),
        ("outsider", 0.98, 0.6, 0.5),
        ("outsider2", 0.98, 0.34, 0.24),
        ("outsider3", 0.98, 0.35, 0.19),
        ("outsider4", 0.98, 0.39, 0.3),
        ("outsider5", 0.98, 0.49, 0.4),
        ("outsider6", 0.97, 0.47, 0.39),
        ("outsider7", 0.98, 0.43, 0.3),
        ("outsider8", 0.96, 0.52, 0.4),
        ("outsider9", 0.96, 0.41, 0.3),
        ("outsider10", 0.88, 0.5, 0.35),
        ("outsider11", 0.94, 0.53, 0.35),
        ("outsider12", 0.98, 0.63, 0.4),
        ("outsider13", 0.97, 0.56, 0.4),
        ("outsider14", 0.98, 0.55, 0.4),
        ("outsider15", 0.96, 0.54, 0.4),
        ("outsider16", 0.97, 0.54, 0.4),
        ("outsider17", 0.96, 0.51, 0.4),
    ];
    for (file, precision, recall, least) in sets {
        let table = table(&articles, &shelf, file);
        println!("{file}\nlanguage  verdict    called  right  are  precision  recall");
        for ((language, verdict), (called, right, are)) in &table {
            println!(
                "{language:<9} {verdict:<10} {called:>6} {right:>6} {are:>4} {:>10.3} {:>7.3}",
                share(*right, *called),
                share(*right, *are)
            );
        }
        let absent = |language: &str| table[&(language.to_owned(), "absent".to_owned())];
        let (called, right, are) = absent("all");
        assert!(share(right, called) >= precision, "{file}: {right} of {called}");
        assert!(share(right, are) >= recall, "{file}: {right} of {are}");
        for language in ["en", "de", "es"] {
            let (_, right, are) = absent(language);
            assert!(share(right, are) >= least, "{file}, {language}: {right} of {are}");
        }
        let verbatim = table.get(&("all".to_owned(), "verbatim".to_owned()));
        assert!(verbatim.is_none_or(|(called, right, _)| called == right), "{file}: word for word");
    }
}

/// People's summaries of the stories are dense and in words of their own, and nothing in them is
/// false. One number among them was worked out by its writer and stands in no source: "fewer than
/// 24,000".
#[test]
fn faithful_summaries_are_not_accused() {
    let articles = newsroom::articles();
    let shelf = Shelf::new(&articles);
    let mut sentences = 0;
    let mut accused = Vec::new();
    for entry in fs::read_dir("corpus/gold/references").unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let report = shelf.check(&digest::plain(&text));
        sentences += report.sentences.len();
        let absent = report.sentences.into_iter().filter(|s| s.verdict == Verdict::Absent);
        accused.extend(absent.map(|s| s.text));
    }
    assert!(sentences > 70, "{sentences}");
    assert_eq!(accused.len(), 1, "{accused:?}");
    assert!(accused[0].contains("fewer than 24,000"), "{accused:?}");
}

/// The same whatever the order of the sources, numbers of the sources aside.
#[test]
fn the_order_of_the_sources_decides_nothing() {
    let mut articles = newsroom::articles();
    let text = fs::read_to_string("corpus/gold/references/ferry.1.txt").unwrap();
    let digest = digest::plain(&text);
    let verdicts = |articles: &[Article]| -> Vec<(Verdict, Vec<String>)> {
        let report = check(&digest, articles);
        let said = |s: &tidings::check::Checked| s.differs.iter().map(|d| d.said.clone()).collect();
        report.sentences.iter().map(|s| (s.verdict, said(s))).collect()
    };
    let first = verdicts(&articles);
    articles.reverse();
    assert_eq!(first, verdicts(&articles));
}

const LETTER: &str = "# The week\n\n## Ferry\n\nThe number of dead rose to 21 after two more bodies were recovered on \
    Thursday ([Varnia Today](https://www.varniatoday.example/news/ardena-captain-held)).\n\n\
    Twelve people are still missing and are presumed drowned, the coast guard said.[^1]\n\n\
    [^1]: <https://www.varniatoday.example/news/ardena-captain-held>\n";

#[test]
fn a_report_follows_its_schema_and_its_page_holds_both_sides() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../schema/check-1.schema.json")).unwrap();
    let report = check(&digest::markdown(LETTER), &newsroom::articles());
    let value = serde_json::to_value(&report).unwrap();
    crate::render::conforms(&schema, &schema, &value, "report").unwrap();
    assert_eq!(value["counts"]["absent"], 1);
    assert_eq!(value["sentences"][0]["differs"][0]["found"], "19");
    let page = tidings::check::page(&report);
    assert!(page.contains("rose to <mark>21</mark> after"), "{page}");
    assert!(page.contains("<mark>19</mark>"), "{page}");
    assert!(page.contains("href=\"https://www.varniatoday.example/news/ardena-captain-held\""));
}

/// What a digest or a source says can be no mark-up of the report.
#[test]
fn a_page_is_safe_from_what_it_shows() {
    let letter =
        "The ferry <script>alert</script> sank on \"Tuesday\" near <b>Skerrin</b> & Port Sellick.";
    let mut articles = newsroom::articles();
    articles.truncate(5);
    let page = tidings::check::page(&check(&digest::plain(letter), &articles));
    assert!(page.contains("&lt;script&gt;"), "{page}");
    assert_eq!(page.matches("<script").count(), 0);
}

#[cfg(feature = "cli")]
mod command {
    use super::*;

    fn tidings(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let output = assert_cmd::Command::cargo_bin("tidings")
            .unwrap()
            .args(arguments)
            .env("XDG_DATA_HOME", folder)
            .env("XDG_CONFIG_HOME", folder)
            .env("HOME", folder)
            .output()
            .unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
    }

    #[test]
    fn exit_codes_tell_what_was_found() {
        let folder = tempfile::tempdir().unwrap();
        let letter = folder.path().join("letter.md");
        fs::write(&letter, LETTER).unwrap();
        let letter = letter.to_str().unwrap();
        let (code, out, _) = tidings(folder.path(), &["verify", letter, "corpus/feeds"]);
        assert_eq!(code, 1, "{out}");
        assert!(out.contains("number: says \"21\", the source \"19\""), "{out}");
        assert!(out.contains("1 word for word"), "{out}");
        let never = ["verify", letter, "corpus/feeds", "--fail-on", "never", "--format", "json"];
        let (code, out, _) = tidings(folder.path(), &never);
        let json: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, json["schema"].as_str()), (0, Some("tidings-check/1")));
        let page = folder.path().join("report.html");
        let args = ["verify", letter, "corpus/feeds", "-o", page.to_str().unwrap()];
        assert_eq!(tidings(folder.path(), &args).0, 1);
        assert!(fs::read_to_string(page).unwrap().starts_with("<!DOCTYPE html>"));
        // Without its source at hand nothing is said against it.
        let (code, out, _) = tidings(folder.path(), &["verify", letter, "corpus/mail"]);
        assert_eq!(code, 0, "{out}");
        assert!(out.contains("not at hand: https://www.varniatoday.example"), "{out}");
    }

    #[test]
    fn without_input_the_archive_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let letter = folder.path().join("letter.md");
        fs::write(&letter, LETTER).unwrap();
        let letter = letter.to_str().unwrap();
        for command in [&["verify", letter][..], &["stories"], &["explain"]] {
            let (code, _, err) = tidings(folder.path(), command);
            assert_eq!(code, 1, "{command:?}");
            assert!(err.contains("there is no archive"), "{err}");
        }
        let (code, _, err) = tidings(folder.path(), &["archive", "import", "corpus/feeds"]);
        assert_eq!(code, 0, "{err}");
        let (code, out, err) = tidings(folder.path(), &["verify", letter]);
        assert_eq!(code, 1, "{err}");
        assert!(out.contains("2 sentences against 14 sources"), "{out}");
        let (code, out, err) = tidings(folder.path(), &["stories"]);
        assert!(code == 0 && out.contains("Captain held"), "{err}");
        let (code, out, err) = tidings(folder.path(), &["explain", "--since", "2026-05-08"]);
        assert!(code == 0 && out.contains("Sources:"), "{err}");
        assert!(!out.contains("Two in three trains"), "{out}");
    }
}

/// Text without marks is read in pieces: what its last words say is found, and no sentence of it
/// is longer than what is compared at once.
#[test]
fn a_source_without_marks_is_read_to_its_end() {
    let mut text = "and then they went on along the shore ".repeat(400);
    text.push_str("the ferry Ardena sank in Sellick Sound on Tuesday and killed nine people");
    let place = Place::File { path: "talk.txt".into(), record: None };
    let source = tidings::model::Source { publisher: None, url: None, place };
    let articles = [Article::new(source, text).unwrap()];
    let said = |words: &str| check(&digest::plain(words), &articles).sentences[0].verdict;
    assert_eq!(
        said("On Tuesday the Ardena sank in Sellick Sound and killed nine people."),
        Verdict::Supported
    );
    assert_eq!(
        said("On Tuesday the Ardena sank in Sellick Sound and killed 19 people."),
        Verdict::Absent
    );
}

fn sourced(url: &str, text: &str) -> Article {
    let place = Place::File { path: format!("{}.txt", text.len()), record: None };
    let source = tidings::model::Source { publisher: None, url: Some(url.to_owned()), place };
    Article::new(source, text.to_owned()).unwrap()
}

/// What a digest says of its sources' outlets, or works out of their numbers, no source says.
#[test]
fn what_a_writer_adds_of_his_own_is_not_held_against_him() {
    let harbour = sourced(
        "https://www.harbourpost.example/raid",
        "Sellick was shelled with 400 rockets, 600 drones and 3,000 bombs in April, the mayor said. \
         The harbour lost 1,318 of its people to the raids. It had 42,514 people before the raids. \
         Leaders of the U.S. and of Europe condemned the raids on the harbour of Sellick.",
    );
    let said = |sentence: &str| {
        let letter = format!("{sentence} ([link](https://www.harbourpost.example/raid))\n");
        let report = check(&digest::markdown(&letter), std::slice::from_ref(&harbour));
        (report.sentences[0].verdict, report.sentences[0].differs.clone())
    };
    for sentence in [
        "Sellick was shelled with more than 4,000 rockets, drones and bombs in April.",
        "The raids left about 41,200 people in the harbour that had 42,514 before.",
        "American and European leaders condemned the raids on the harbour of Sellick.",
        "The harbour lost 1,318 people to the raids, the Harbour Post reports.",
    ] {
        let (verdict, differs) = said(sentence);
        assert_ne!(verdict, Verdict::Absent, "{sentence}: {differs:?}");
    }
    for sentence in [
        "Sellick was shelled with more than 9,000 rockets, drones and bombs in April.",
        "The harbour lost 1,718 of its people to the raids.",
        "The harbour lost 1,318 people to the raids, the Varnia Herald reports.",
    ] {
        assert_eq!(said(sentence).0, Verdict::Absent, "{sentence}");
    }
}

/// A letter of two languages is read in both.
#[test]
fn a_sentence_is_read_in_the_language_of_its_source() {
    let english = sourced(
        "https://www.ledger.example/ferry",
        "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people, the coast guard said.",
    );
    let italian = sourced(
        "https://www.gazzetta.example/auto",
        "Frena il mercato italiano dell'auto: a marzo sono state immatricolate 162.083 autovetture, \
         in calo del 3,7% su marzo dello scorso anno, secondo i dati del ministero.",
    );
    let letter = "# The week\n\nThe ferry sank on Tuesday and killed nine people, the coast guard said. \
        [Ledger](https://www.ledger.example/ferry) They had left the harbour in the morning of that day.\n\n\
        A marzo sono state immatricolate poco più di 162 mila autovetture, in calo del 3,7%. \
        [Gazzetta](https://www.gazzetta.example/auto)\n";
    let articles = [english, italian];
    let said = |letter: &str| {
        let report = check(&digest::markdown(letter), &articles);
        let sentence = report.sentences.iter().find(|s| s.text.starts_with("A marzo")).unwrap();
        sentence.verdict
    };
    assert_ne!(said(letter), Verdict::Absent);
    assert_eq!(said(&letter.replace("162 mila", "195 mila")), Verdict::Absent);
}

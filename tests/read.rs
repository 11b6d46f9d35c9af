//! Every file under `tests/fixtures/<format>/{good,legacy,malformed}/` is read and compared with
//! what stands beside it in `NAME.expected`: JSON, written by hand for pages, blessed and then read
//! by a person for the rest (`TIDINGS_BLESS=1 cargo test read::`).

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tidings::model::{Article, Outcome, Place, Precision};
use tidings::read::{Limits, read};

fn fixtures(formats: &[&str]) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut found = Vec::new();
    for format in formats {
        for kind in ["good", "legacy", "malformed"] {
            let folder = root.join(format).join(kind);
            let entries: Vec<PathBuf> = std::fs::read_dir(&folder)
                .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_none_or(|extension| extension != "expected"))
                .collect();
            assert!(!entries.is_empty(), "{} holds no fixtures", folder.display());
            found.extend(entries);
        }
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read_file(path: &Path) -> Outcome<Vec<Article>> {
    let bytes = std::fs::read(path).unwrap();
    read(&bytes, &Place::File { path: name(path), record: None }, None, &Limits::default())
}

fn expected(path: &Path) -> Option<Value> {
    let beside = PathBuf::from(format!("{}.expected", path.display()));
    std::fs::read_to_string(beside).ok().map(|text| serde_json::from_str(&text).unwrap())
}

fn date(article: &Article) -> Value {
    match article.published {
        None => Value::Null,
        Some(published) if published.precision == Precision::Day => {
            json!(published.at.to_string().split('T').next().unwrap())
        }
        Some(published) => json!(published.at.to_string()),
    }
}

fn described(outcome: &Outcome<Vec<Article>>) -> Value {
    let articles: Vec<Value> = outcome
        .value
        .iter()
        .map(|article| {
            json!({
                "place": article.source.place.to_string(),
                "title": article.title,
                "publisher": article.source.publisher,
                "byline": article.byline,
                "date": date(article),
                "offset": article.published.and_then(|published| published.offset),
                "url": article.source.url,
                "language": article.language,
                "teaser": article.teaser,
                "text": article.text(),
            })
        })
        .collect();
    let warnings: Vec<String> =
        outcome.warnings.iter().map(|w| format!("{:?}: {w}", w.severity)).collect();
    json!({ "articles": articles, "warnings": warnings })
}

#[test]
fn fixtures_of_every_format() {
    let formats =
        ["text", "markdown", "json", "jsonl", "feed", "mail", "mbox", "warc", "compressed"];
    let mut wrong = Vec::new();
    for path in fixtures(&formats) {
        let found = described(&read_file(&path));
        match expected(&path) {
            Some(expected) if expected == found => {}
            _ if std::env::var_os("TIDINGS_BLESS").is_some() => {
                let text = serde_json::to_string_pretty(&found).unwrap();
                std::fs::write(format!("{}.expected", path.display()), format!("{text}\n"))
                    .unwrap();
            }
            _ => wrong.push(format!("{}: found {found:#}", path.display())),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages: metadata exact, every paragraph in order, and between them nothing but the lines that
/// `noise` allows (lines that cleaning drops later, or that two people would judge differently).
#[test]
fn pages_in_the_shapes_of_the_world() {
    let mut wrong = Vec::new();
    let mut pages = 0;
    for path in fixtures(&["html"]) {
        let expected =
            expected(&path).unwrap_or_else(|| panic!("{} lacks its expectation", path.display()));
        let outcome = read_file(&path);
        let mut complain = |what: String| wrong.push(format!("{}: {what}", name(&path)));
        if let Some(message) = expected.get("failed").and_then(Value::as_str) {
            if !outcome.value.is_empty() || !outcome.warnings.iter().any(|w| w.message == message) {
                complain(format!("expected the warning {message:?}, found {:?}", outcome.warnings));
            }
            continue;
        }
        let [article] = outcome.value.as_slice() else {
            complain(format!("{} articles, {:?}", outcome.value.len(), outcome.warnings));
            continue;
        };
        pages += 1;
        for (field, found) in [
            ("title", json!(article.title)),
            ("publisher", json!(article.source.publisher)),
            ("byline", json!(article.byline)),
            ("url", json!(article.source.url)),
            ("language", json!(article.language)),
            ("teaser", json!(article.teaser)),
        ] {
            if expected[field] != found {
                complain(format!("{field} is {found}, expected {}", expected[field]));
            }
        }
        let stated = expected["date"].as_str().map(|text| tidings::read::parse_date(text).unwrap());
        if stated.map(|p| (p.at, p.precision)) != article.published.map(|p| (p.at, p.precision)) {
            complain(format!("date is {}, expected {}", date(article), expected["date"]));
        }
        let lines = |key: &str| -> Vec<&str> {
            expected[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let noise = lines("noise");
        let found: Vec<&str> = article
            .text()
            .lines()
            .filter(|line| !line.is_empty() && !noise.contains(line))
            .collect();
        if found != lines("paragraphs") {
            complain(format!("text is {found:#?}\n  expected {:#?}", lines("paragraphs")));
        }
    }
    assert!(pages >= 18, "only {pages} pages");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever the bytes, reading ends in articles or warnings, never in a panic, and articles never
/// hold what `tidy` promises to remove.
mod any_bytes {
    use proptest::prelude::*;
    use tidings::model::Place;
    use tidings::read::{Format, Limits, read};

    const PIECES: [&str; 30] = [
        "<p>",
        "</p>",
        "<div class=\"article-body\">",
        "</div>",
        "<!--",
        "-->",
        "<script type='application/ld+json'>",
        "</script>",
        "{\"text\":\"",
        "\"}",
        "\n",
        "\r\n",
        "From a@b.example Tue Apr  9 06:00:00 2019\n",
        "Subject: x\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "--b\n",
        "<rss><channel><item>",
        "<description>",
        "&amp;",
        "&#x1b;",
        "# Heading\n",
        "---\n",
        "\u{1b}[2J",
        "\u{202e}",
        "A ferry sank on 4 May 2026. ",
        "WARC/1.0\r\nContent-Length: 9\r\n\r\n",
        "\u{0}",
        "\u{feff}",
        "<td><a href=x>",
        "é",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn no_input_is_too_strange(pieces in prop::collection::vec(0..PIECES.len(), 0..40), cut in 0_usize..400, noise in prop::collection::vec(any::<u8>(), 0..20)) {
            let mut bytes: Vec<u8> = pieces.iter().filter_map(|&at| PIECES.get(at)).flat_map(|piece| piece.bytes()).collect();
            bytes.truncate(bytes.len().saturating_sub(cut % 7));
            bytes.extend(noise);
            let place = Place::Stdin { record: None };
            for format in Format::ALL.into_iter().map(Some).chain([None]) {
                let outcome = read(&bytes, &place, format, &Limits::default());
                prop_assert!(!outcome.value.is_empty() || !outcome.warnings.is_empty());
                for article in &outcome.value {
                    let odd = article.text().chars().find(|c| matches!(c, '\0' | '\u{1b}' | '\u{202e}' | '\u{feff}'));
                    prop_assert_eq!(odd, None);
                }
            }
        }
    }
}

use std::path::Path;

use super::*;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn items(path: &Path, form: Form) -> (Vec<Item>, Vec<String>) {
    assert_eq!(Form::detect(path).unwrap(), form);
    let outcome = read(path, None).unwrap();
    (outcome.value.items, outcome.warnings.iter().map(ToString::to_string).collect())
}

#[test]
fn common_lines_are_items_and_broken_ones_are_named() {
    let lines = concat!(
        r#"{"id":"a","lang":"en","documents":[{"title":"T","source":"Gazette","date":"2019-04-07","url":null,"text":"One.\n\nTwo."},{"text":"Three."}],"references":["First.\nSecond.",["Third.","Fourth."]],"query":{"title":"Dams","narrative":"Which held?"}}"#,
        "\n{broken\n",
        r#"{"id":"b","documents":[],"references":["x"]}"#,
        "\n",
        r#"{"id":"c","documents":[{"text":"x"}],"references":[" "]}"#,
        "\n",
        r#"{"id":"a","documents":[{"text":"x"}],"references":["x"]}"#,
        "\n",
    );
    let folder = folder(&[("set.jsonl", lines)]);
    let (items, warnings) = items(&folder.path().join("set.jsonl"), Form::Common);
    assert_eq!(items.len(), 1);
    assert_eq!(items[0].references, [["First.", "Second."], ["Third.", "Fourth."]]);
    assert_eq!(items[0].query.as_deref(), Some("Dams\nWhich held?"));
    let article = &items[0].articles[0];
    assert_eq!((article.title.as_deref(), article.text()), (Some("T"), "One.\n\nTwo."));
    assert_eq!(article.source.publisher.as_deref(), Some("Gazette"));
    assert!(article.published.is_some());
    let failed: Vec<_> = warnings.iter().filter(|w| w.contains("left out")).collect();
    assert_eq!(failed.len(), 4, "{warnings:?}");
    assert!(failed[0].contains("set.jsonl: line 2: not JSON"), "{failed:?}");
}

#[test]
fn multi_news_splits_documents_and_drops_the_dash() {
    let folder = folder(&[
        (
            "test.src",
            "First one. NEWLINE_CHAR Its second line.|||||Second document. |||||\n|||||\nThird.",
        ),
        ("test.tgt", "– A summary.\n– Of nothing.\n– Last.\n"),
        ("val.src", "Alone. story_separator_special_tag Another."),
        ("val.tgt", "Short."),
    ]);
    let (items, warnings) = items(folder.path(), Form::MultiNews);
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["test:1", "test:3", "val:1"]);
    assert_eq!(items[0].articles[0].text(), "First one.\nIts second line.");
    assert_eq!((items[0].articles.len(), items[2].articles.len()), (2, 2));
    assert_eq!(items[0].references, [["A summary."]]);
    assert_eq!(warnings.len(), 1);
    std::fs::remove_file(folder.path().join("val.tgt")).unwrap();
    assert!(read(folder.path(), None).unwrap_err().to_string().contains("it holds the summaries"));
}

#[test]
fn wcep_events_are_read_plain_and_gzipped() {
    let line = r#"{"id":7,"date":"2019-01-02","summary":"A dam breaks.","articles":[{"id":1,"title":"Dam","text":"It broke.","url":"https://e.example/1","time":"2019-01-02T10:00:00Z"},{"text":""}]}"#;
    let folder = folder(&[("test.jsonl", line)]);
    let path = folder.path().join("test.jsonl");
    let (plain, _) = items(&path, Form::Wcep);
    assert_eq!((plain[0].id.as_str(), plain[0].articles.len()), ("7", 1));
    assert_eq!(plain[0].articles[0].source.url.as_deref(), Some("https://e.example/1"));
    #[cfg(feature = "compressed")]
    {
        use std::io::Write as _;
        let packed = folder.path().join("packed.jsonl.gz");
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(line.as_bytes()).unwrap();
        std::fs::write(&packed, encoder.finish().unwrap()).unwrap();
        let (again, _) = items(&packed, Form::Wcep);
        assert_eq!(again[0].references, plain[0].references);
        assert_eq!(read(&packed, None).unwrap().value.name, "packed");
    }
}

#[test]
fn duc_and_tac_topics_find_their_models_and_questions() {
    let document = |id: &str, text: &str| {
        format!(
            "<DOC>\n<DOCNO> {id} </DOCNO>\n<HEADLINE>\nDam &amp; mill\n</HEADLINE>\n<TEXT>\n<P>\n{text}\n</P>\n</TEXT>\n</DOC>\n"
        )
    };
    let (one, two) = (
        document("APW19981016.0240", "The dam held."),
        document("NYT19981017.0001", "The mill\nburned."),
    );
    let folder = folder(&[
        ("docs/d30001t/APW19981016.0240", &one),
        ("docs/d30001t/NYT19981017.0001", &two),
        ("docs/D0801A/D0801A-A/both", &format!("{one}{two}")),
        ("docs/D0899A/x", &one),
        ("models/D30001.M.100.T.A", "The dam held.\nThe mill burned."),
        (
            "models/D30001.M.100.T.B",
            "<html><body>\n<a name=\"1\">[1]</a> <a href=\"#1\" id=1>Held.</a>\n<a name=\"2\">[2]</a> <a href=\"#2\" id=2>Burned.</a></body></html>",
        ),
        ("models/D0801-A.M.100.A.C", "Both."),
        (
            "topics.sgml",
            "<topic id = \"D0801A\" category = \"1\"><title> Dams </title><narrative> Which held? </narrative></topic><topic><num> D30001 <title>Mills</topic>",
        ),
        ("readme.txt", "Nothing."),
    ]);
    let (items, warnings) = items(folder.path(), Form::Duc);
    let ids: Vec<&str> = items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["D0801-A", "D30001"]);
    assert_eq!(items[0].query.as_deref(), Some("Dams\nWhich held?"));
    assert_eq!(items[1].query.as_deref(), Some("Mills"));
    assert_eq!(items[1].references, [["The dam held.", "The mill burned."], ["Held.", "Burned."]]);
    let article = &items[1].articles[1];
    assert_eq!(
        (article.text(), article.title.as_deref()),
        ("The mill burned.", Some("Dam & mill"))
    );
    assert_eq!(article.source.publisher.as_deref(), Some("NYT"));
    assert_eq!(article.published.unwrap().at.to_string(), "1998-10-17T00:00:00Z");
    assert_eq!(items[0].articles.len(), 2);
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].contains("D0899: no reference"), "{warnings:?}");
}

#[test]
fn stories_have_their_highlights_as_summary() {
    let folder = folder(&[
        (
            "a.story",
            "(CNN) A dam broke.\n\nNobody was hurt.\n\n@highlight\n\nDam breaks\n\n@highlight\n\nNobody hurt\n",
        ),
        ("b.story", "No highlights here.\n"),
    ]);
    let (items, warnings) = items(folder.path(), Form::Stories);
    assert_eq!((items.len(), warnings.len()), (1, 1));
    assert_eq!(items[0].references, [["Dam breaks", "Nobody hurt"]]);
    assert_eq!(items[0].articles[0].text(), "(CNN) A dam broke.\n\nNobody was hurt.");
}

#[test]
fn folders_of_articles_come_in_three_layouts() {
    let two = "{\"title\":\"A\",\"text\":\"The dam held through the night.\"}\n{\"title\":\"B\",\"text\":\"The mill burned down.\"}\n";
    let listed = folder(&[
        ("wire.jsonl", two),
        ("mill.txt", "Mill burns\n\nThe mill burned down on Monday.\n"),
        (
            "gold/stories.json",
            r#"{"stories":[{"id":"dam","articles":["wire.jsonl#1"]},{"id":"mill","articles":["wire.jsonl#2","mill.txt","gone.txt"]}]}"#,
        ),
        ("gold/references/dam.1.txt", "The dam held."),
        ("gold/references/dam.2.txt", "It held."),
        ("gold/references/mill.1.txt", "Burned."),
    ]);
    let (found, warnings) = items(listed.path(), Form::Folder);
    assert_eq!((found.len(), found[0].references.len(), found[1].articles.len()), (2, 2, 2));
    assert!(warnings.iter().any(|w| w.contains("gone.txt: no such article")), "{warnings:?}");

    let beside = folder(&[
        ("dam/a.txt", "The dam held.\n"),
        ("dam/README.md", "No news.\n"),
        ("references/dam.txt", "Held."),
        ("mill/b.txt", "The mill burned.\n"),
        ("mill/references/1.txt", "Burned."),
    ]);
    let (found, _) = items(beside.path(), Form::Folder);
    assert_eq!(
        found.iter().map(|item| (item.id.as_str(), item.articles.len())).collect::<Vec<_>>(),
        [("dam", 1), ("mill", 1)]
    );
}

#[test]
fn what_is_no_data_set_says_so() {
    let empty = folder(&[("x.jsonl", "{\"some\":1}\n"), ("y/z.txt", "x")]);
    assert!(matches!(read(&empty.path().join("x.jsonl"), None), Err(DataSetError::Unknown { .. })));
    assert!(matches!(read(empty.path(), None), Err(DataSetError::Unknown { .. })));
    assert!(matches!(read(&empty.path().join("no"), None), Err(DataSetError::Unreadable { .. })));
    let error = read(&empty.path().join("x.jsonl"), Some(Form::Common)).unwrap_err().to_string();
    assert!(error.contains("has no item") && error.contains("line 1"), "{error}");
    assert_eq!("wcep".parse::<Form>(), Ok(Form::Wcep));
    assert!("cnn".parse::<Form>().is_err());
}

//! `tidings evaluate` over a small invented data set.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn tidings(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let output = Command::cargo_bin("tidings")
        .unwrap()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

/// Twelve stories of two articles; the reference says what both tell first.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let places = ["Velmar", "Karsholm", "Ilmstadt", "Port Salla", "Marnow", "Tarnside"];
    let mut lines = String::new();
    for n in 0..12 {
        let place = places[n % places.len()];
        let count = 20 + n;
        let one = format!(
            "The harbour of {place} was closed on Monday after {count} cranes were found cracked.\n\nOfficials said the repairs would take three weeks and cost the city dearly.\n\nThe mayor has kept bees on the roof of the town hall since last spring."
        );
        let two = format!(
            "Cracks in {count} cranes closed the harbour of {place} on Monday, officials said.\n\nFishermen landed their catch at the old quay in the meantime.\n\nThe repairs will take about three weeks, the port authority of {place} said."
        );
        let reference = format!(
            "Cracked cranes closed the harbour of {place} on Monday. Repairs will take three weeks."
        );
        let row = serde_json::json!({
            "id": format!("s{n}"), "lang": "en",
            "documents": [
                { "title": "Harbour closed", "source": "Gazette", "date": "2026-05-04", "text": one },
                { "title": "Cranes cracked", "source": "Courier", "date": "2026-05-05", "text": two },
            ],
            "references": [reference],
        });
        lines.push_str(&row.to_string());
        lines.push('\n');
    }
    lines.push_str("{\"id\":\"broken\",\"documents\":[],\"references\":[\"x\"]}\n");
    std::fs::write(folder.path().join("port.jsonl"), lines).unwrap();
    let system = (0..11).map(|n| {
        format!("{{\"system\":\"theirs\",\"id\":\"s{n}\",\"summary\":\"Bees on the roof.\"}}\n")
    });
    std::fs::write(folder.path().join("theirs.jsonl"), system.collect::<String>()).unwrap();
    folder
}

const QUICK: [&str; 4] = ["--samples", "100", "--trials", "300"];

#[test]
fn the_table_fits_and_names_what_was_left_out() {
    let folder = folder();
    let mut arguments = vec![
        "evaluate",
        "port.jsonl",
        "--length",
        "30w",
        "--methods",
        "lead,lexrank,oracle,random",
        "--systems",
        "theirs.jsonl",
    ];
    arguments.extend(QUICK);
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!(code, 3, "{err}");
    assert!(
        err.contains("port.jsonl: line 13: no article with text; the item is left out"),
        "{err}"
    );
    assert!(out.starts_with("port: 12 items, 30 words, F1 × 100; 1 broken, left out\n"), "{out}");
    let (table, signature) = out.trim_end().rsplit_once('\n').unwrap();
    assert!(
        signature.starts_with("evaluate:length=30w|trials=300|flavour=rouge-1.5.5|"),
        "{signature}"
    );
    assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
    assert!(table.contains("(no summary for 1 of 12 items)"), "{table}");
    let place = |name: &str| table.lines().position(|line| line.starts_with(name)).unwrap();
    assert!(place("theirs") > place("lead") && place("oracle") > place("theirs"), "{table}");
}

#[test]
fn rows_can_be_scored_again_and_never_change() {
    let folder = folder();
    let mut arguments = vec![
        "evaluate",
        "port.jsonl",
        "--length",
        "30w",
        "--methods",
        "lead,coverage,oracle",
        "--jsonl",
    ];
    arguments.extend(QUICK);
    let (_, rows, _) = tidings(&arguments, folder.path());
    let again = [&arguments[..], &["--threads", "1"]].concat();
    assert_eq!(rows, tidings(&again, folder.path()).1);
    assert_eq!(rows.lines().count(), 36);
    let first: Value = serde_json::from_str(rows.lines().next().unwrap()).unwrap();
    assert!(first["words"].as_u64().unwrap() <= 30 && first["scores"]["rouge2"]["f"].is_number());
    std::fs::write(folder.path().join("rows.jsonl"), &rows).unwrap();

    let mut arguments = vec![
        "evaluate",
        "port.jsonl",
        "--methods",
        "lead",
        "--length",
        "30w",
        "--systems",
        "rows.jsonl",
        "--json",
    ];
    arguments.extend(QUICK);
    let (_, json, _) = tidings(&arguments, folder.path());
    let value: Value = serde_json::from_str(&json).unwrap();
    let standings = value["datasets"][0]["standings"].as_array().unwrap();
    let means: Vec<&Value> = standings
        .iter()
        .filter(|standing| standing["name"] == "lead")
        .map(|standing| &standing["cells"][1]["avg"])
        .collect();
    assert_eq!(means.len(), 2, "once by itself, once from the rows");
    assert_eq!(means[0], means[1]);
    let best: Vec<&Value> = standings.iter().filter(|s| s["cells"][1]["best"] == true).collect();
    assert!(!best.is_empty() && best.iter().all(|s| s["cells"][1]["against_best"].is_null()));

    // The same rows through `tidings rouge`.
    let (code, json, err) = tidings(
        &[
            "rouge",
            "-c",
            "rows.jsonl",
            "--system",
            "lead",
            "-r",
            "port.jsonl",
            "--metrics",
            "2",
            "--average",
            "mean",
            "--json",
        ],
        folder.path(),
    );
    assert_eq!(code, 3, "the broken item has no candidate: {err}");
    let scored: Value = serde_json::from_str(&json).unwrap();
    let mean = scored["scores"]["rouge2"]["f"]["avg"].as_f64().unwrap();
    assert!((mean - means[0].as_f64().unwrap()).abs() < 1e-12);
}

#[test]
fn each_data_set_is_scored_by_its_own_preset() {
    let folder = folder();
    std::fs::copy(folder.path().join("port.jsonl"), folder.path().join("again.jsonl")).unwrap();
    let mut arguments = vec!["evaluate", "port.jsonl", "again.jsonl", "--length", "30w,200b"];
    arguments.extend(["--preset", "tac2008,usual", "--methods", "lead,coverage"]);
    arguments.extend(QUICK);
    let (code, out, err) = tidings(&[&arguments[..], &["--json"]].concat(), folder.path());
    assert_eq!(code, 3, "{err}");
    let value: Value = serde_json::from_str(&out).unwrap();
    let signature = |n: usize| value["datasets"][n]["signature"].as_str().unwrap().to_owned();
    assert!(signature(0).contains("length=30w") && signature(0).contains("words=100"));
    assert!(signature(1).contains("length=200b") && signature(1).contains("words=all"));

    // The same command says what a paper must say, and runs nothing.
    let (code, out, err) =
        tidings(&[&arguments[..], &["--print-settings"]].concat(), folder.path());
    assert_eq!(code, 3, "{err}");
    for words in [
        "sha256       ",
        "preset       tac2008",
        "ROUGE-1.5.5  -c 95 -r 100 -n 4 -2 4 -u -w 1.2 -m -l 100 -f A -p 0.5 -t 0 -a",
        "methods      lead, coverage",
        "learned from multiling2011-en: 10 sets",
        "trials       300",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert!(out.contains(&signature(0)) && out.contains(&signature(1)), "{out}");
}

#[test]
fn a_script_that_the_original_does_not_see_is_scored_by_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let item = r#"{"id":"1","lang":"ru","documents":[{"text":"Паром «Ардена» затонул во вторник у острова. Погибли девять человек."}],"references":["Паром «Ардена» затонул у острова."]}"#;
    std::fs::write(folder.path().join("ru.jsonl"), item).unwrap();
    let arguments =
        ["evaluate", "ru.jsonl", "--length", "8w", "--methods", "lead,oracle", "--json"];
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!(code, 0, "{err}");
    let value: Value = serde_json::from_str(&out).unwrap();
    let set = &value["datasets"][0];
    assert!(set["signature"].as_str().unwrap().contains("flavour=unicode|"), "{out}");
    for standing in set["standings"].as_array().unwrap() {
        assert!(standing["cells"][0]["avg"].as_f64().unwrap() > 0.7, "{standing}");
    }
}

#[test]
fn what_readers_have_seen_is_not_summarised_again() {
    let folder = tempfile::tempdir().unwrap();
    let seen = "The old harbour bridge was closed to heavy lorries on Monday after engineers found cracks.";
    let news = "Repairs of the harbour bridge will begin in August and cost four million crowns.";
    let item = serde_json::json!({
        "id": "bridge", "lang": "en",
        "documents": [{ "text": format!("{seen} {news}") }],
        "references": [news],
    });
    let earlier = serde_json::json!({ "id": "bridge", "documents": [{ "text": seen }] });
    std::fs::write(folder.path().join("day3.jsonl"), item.to_string()).unwrap();
    std::fs::write(folder.path().join("day1.jsonl"), earlier.to_string()).unwrap();
    let mut with_field = item.clone();
    with_field["earlier"] = earlier["documents"].clone();
    std::fs::write(folder.path().join("both.jsonl"), with_field.to_string()).unwrap();
    let summary = |arguments: &[&str]| {
        let fixed = ["--length", "16w", "--methods", "coverage,brief-plain", "-f", "jsonl"];
        let (code, out, err) = tidings(&[&["evaluate"], arguments, &fixed].concat(), folder.path());
        assert_eq!(code, 0, "{err}");
        let rows = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        rows.map(|row| row["summary"][0].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(summary(&["day3.jsonl"]), [seen, seen]);
    assert_eq!(summary(&["day3.jsonl", "--since-set", "day1.jsonl"]), [news, news]);
    assert_eq!(summary(&["both.jsonl"]), [news, news]);
    assert_eq!(summary(&["both.jsonl", "--no-earlier"]), [seen, seen]);
}

#[test]
fn figures_are_drawn_whole() {
    let folder = folder();
    let mut arguments = vec![
        "evaluate",
        "port.jsonl",
        "--length",
        "30w",
        "--methods",
        "lead,lexrank,oracle",
        "--svg",
        "port.svg",
        "-o",
        "port.txt",
    ];
    arguments.extend(QUICK);
    let (_, out, _) = tidings(&arguments, folder.path());
    assert_eq!(out, "");
    assert!(
        std::fs::read_to_string(folder.path().join("port.txt"))
            .unwrap()
            .starts_with("port: 12 items")
    );
    let svg = std::fs::read_to_string(folder.path().join("port.svg")).unwrap();
    for words in ["ROUGE-SU4", "lexrank", "against time for one item", "</svg>"] {
        assert!(svg.contains(words), "{words}");
    }
    assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
}

#[test]
fn coverage_can_be_cross_validated() {
    let folder = folder();
    let mut arguments = vec![
        "evaluate",
        "port.jsonl",
        "--length",
        "30w",
        "--methods",
        "coverage",
        "--folds",
        "3",
        "--json",
    ];
    arguments.extend(QUICK);
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!(code, 3, "{err}");
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["datasets"][0]["standings"][0]["items"], 12);
}

#[test]
fn mistakes_say_what_to_do_next() {
    let folder = folder();
    for (option, given, message) in [
        ("--methods", "lexrang", "did you mean `lexrank`"),
        ("--preset", "duc1999", "the presets are default"),
    ] {
        let (code, _, err) = tidings(&["evaluate", "port.jsonl", option, given], folder.path());
        assert!(code == 2 && err.contains(message), "{code}: {err}");
    }
    for (arguments, message) in [
        (&["evaluate", "nowhere"][..], "`nowhere` cannot be read"),
        (
            &["evaluate", "port.jsonl", "--length", "10w,20w"],
            "give one length for all or one for each",
        ),
        (&["evaluate", "port.jsonl", "--systems", "port.jsonl"], "no summaries"),
    ] {
        let (code, _, err) = tidings(arguments, folder.path());
        assert_eq!(code, 1, "{arguments:?}: {err}");
        assert!(err.contains(message), "{arguments:?}: {err}");
    }
}

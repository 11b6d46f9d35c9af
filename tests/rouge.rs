//! ROUGE against figures that the two original programs printed, and `tidings rouge` on files,
//! folders and lines.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tidings::evaluate::rouge::{Answerer, Metric, Options, Scorer, lists, porter};

const CASES: &str = include_str!("golden/rouge/own.jsonl");
const STEMS: &str = include_str!("golden/rouge/stems.tsv");

fn compare(expected: &Value, found: &Value, place: &str) {
    match expected {
        Value::Object(fields) => {
            for (name, value) in fields {
                compare(value, found.get(name).unwrap_or(&Value::Null), &format!("{place}.{name}"));
            }
        }
        number => {
            let (expected, found) = (number.as_f64().unwrap(), found.as_f64());
            assert!(
                found.is_some_and(|found| (found - expected).abs() < 1e-12),
                "{place}: {expected}, not {found:?}"
            );
        }
    }
}

#[test]
fn figures_are_those_of_the_original_programs() {
    let mut answerer = Answerer::default();
    let mut compared = 0;
    for line in CASES.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let answer = answerer.answer(line).unwrap();
        compare(&case["scores"], &answer["scores"], case["id"].as_str().unwrap());
        compared += 1;
    }
    assert_eq!(compared, 71);
}

#[test]
fn words_of_any_script_score_as_counted_by_hand() {
    let mut answerer = Answerer::default();
    let cases = include_str!("golden/rouge/unicode.jsonl");
    for line in cases.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let answer = answerer.answer(line).unwrap();
        compare(&case["scores"], &answer["scores"], case["id"].as_str().unwrap());
    }
    assert_eq!(cases.lines().count(), 16);
}

#[test]
fn of_plain_english_the_flavour_unicode_gives_what_the_script_gives() {
    let mut answerer = Answerer::default();
    let mut compared = 0;
    for line in CASES.lines().filter(|line| line.is_ascii() && !line.contains("\\u")) {
        let mut case: Value = serde_json::from_str(line).unwrap();
        let options = case["options"].as_object().cloned().unwrap_or_default();
        let only = ["alpha", "multi", "t"];
        let plain = options.iter().all(|(name, value)| {
            only.contains(&name.as_str()) || value.is_null() || value == &Value::Bool(false)
        });
        if case["flavour"] != "rouge-1.5.5" || !plain {
            continue;
        }
        case["flavour"] = "unicode".into();
        if let Some(options) = case["options"].as_object_mut() {
            options.remove("exceptions");
        }
        let answer = answerer.answer(&case.to_string()).unwrap();
        compare(&case["scores"], &answer["scores"], case["id"].as_str().unwrap());
        compared += 1;
    }
    assert!(compared >= 5, "{compared}");
}

#[test]
fn what_is_probably_meant_is_said() {
    let folder = folder();
    let lines = |n: usize, text: &str| format!("{text}\n").repeat(n);
    for (name, text) in [
        ("ten.txt", lines(10, "The dam held.")),
        ("gold10.txt", lines(10, "The dam holds.")),
        ("nine.txt", lines(9, "The dam held.")),
        ("ru.txt", "Плотина выдержала.\n".to_owned()),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let hint = "say --by-line";
    for (candidate, reference, code, message) in [
        ("ten.txt", "gold10.txt", 0, hint),
        ("nine.txt", "nine.txt", 0, ""),
        ("ten.txt", "nine.txt", 0, ""),
        ("hyp.txt", "gold.jsonl", 1, "`gold.jsonl` is JSONL and the candidate `hyp.txt` is a text"),
        ("two.jsonl", "ref.txt", 1, "`two.jsonl` is JSONL and the reference `ref.txt` is not"),
        ("ru.txt", "ru.txt", 0, "--preset unicode"),
    ] {
        let (found, _, err) = tidings(&["rouge", "-c", candidate, "-r", reference], folder.path());
        assert_eq!(found, code, "{candidate} {reference}: {err}");
        assert!(if message.is_empty() { err.is_empty() } else { err.contains(message) }, "{err}");
    }
    let arguments = ["rouge", "-c", "ru.txt", "-r", "ru.txt", "--preset", "unicode", "--json"];
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!((code, err.as_str()), (0, ""));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["scores"]["rouge2"]["f"]["avg"], 1.0);
}

#[test]
fn stems_are_those_of_the_original_programs() {
    for line in STEMS.lines() {
        let [word, lin, looked_up, nltk] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let text = |stem: Vec<u8>| String::from_utf8(stem).unwrap();
        assert_eq!(text(porter::lin(word.as_bytes())), lin, "{word}");
        assert_eq!(text(porter::nltk(word.as_bytes())), nltk, "{word}");
        let exception = lists::exception(word.as_bytes());
        assert_eq!(
            exception.map_or_else(|| text(porter::lin(word.as_bytes())), str::to_owned),
            looked_up,
            "{word}"
        );
    }
    assert!(STEMS.lines().count() > 90);
}

#[test]
fn lines_read_once_score_as_whole_texts_do() {
    let scorer = Scorer::new(
        Options { stem: true, ..Options::PERL },
        &[Metric::N(2), Metric::L, Metric::Su(Some(4))],
    )
    .unwrap();
    let prepared = scorer.prepare(&[["The dam held.", "Schools closed on Monday."]]);
    let text = ["Schools were closed on Monday.", "The dams held."];
    let lines: Vec<_> = text.iter().map(|line| scorer.line(line)).collect();
    assert_eq!(prepared.score_lines(&lines), prepared.score(&text));
    // The same from several threads at once.
    let one = prepared.score(&text);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| assert_eq!(prepared.clone().score(&text), one));
        }
    });
}

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

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in [
        ("system/a.txt", "The dam held.\nSchools closed.\n"),
        ("system/a.b.txt", "The mill burned down.\n"),
        ("system/lonely.txt", "Nobody wrote about this.\n"),
        ("models/a.A.txt", "The dam held.\n"),
        ("models/a.B.txt", "Schools were closed.\n"),
        ("models/a.b.A.txt", "The mill burned.\n"),
        ("models/stray.txt", "No candidate.\n"),
        ("hyp.txt", "The dam held.<q>Schools closed.\nThe mill burned down.\n"),
        ("ref.txt", "The dam held.\nThe mill burned.\n"),
        ("short.txt", "One line.\n"),
        (
            "one.jsonl",
            "{\"id\":\"x\",\"summary\":\"The dam held.\"}\n{\"id\":\"y\",\"summary\":[\"Mills burn.\"]}\nnot json\n",
        ),
        (
            "two.jsonl",
            "{\"id\":\"y\",\"summary\":\"The mill burned.\"}\n{\"id\":\"x\",\"summary\":\"A dam.\"}\n",
        ),
        (
            "gold.jsonl",
            "{\"id\":\"x\",\"references\":[\"The dam held.\",\"Dams hold.\"]}\n{\"id\":\"y\",\"references\":[\"The mill burned.\"]}\n",
        ),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn folders_match_by_name_and_strays_are_named() {
    let folder = folder();
    let arguments =
        ["rouge", "-c", "system", "-r", "models", "--json", "--per-item", "--average", "mean"];
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!(code, 3, "{err}");
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["items"], 2);
    // `a.b.A.txt` belongs to `a.b.txt`, not to `a.txt`: 3 of 3 words found.
    assert_eq!(value["per_item"][1]["id"], "a.b");
    assert_eq!(value["per_item"][1]["scores"]["rouge1"]["r"], 1.0);
    // Two references summed: 3 + 2 of 6 words.
    assert_eq!(value["per_item"][0]["scores"]["rouge1"]["r"], 0.83333);
    assert!(err.contains("stray.txt: this reference has no candidate"), "{err}");
    assert!(err.contains("lonely: this candidate has no reference"), "{err}");
    assert_eq!(value["left_out"].as_array().unwrap().len(), 2);
}

#[test]
fn tables_fit_eighty_columns_and_carry_their_signature() {
    let folder = folder();
    let compare =
        ["rouge", "--compare", "one.jsonl", "two.jsonl", "-r", "gold.jsonl", "--samples", "200"];
    for arguments in
        [&["rouge", "-c", "system", "-r", "models", "--metrics", "1,2,L,W,SU*"][..], &compare]
    {
        let (code, out, _) = tidings(arguments, folder.path());
        assert_eq!(code, 3);
        let (table, signature) = out.trim_end().rsplit_once('\n').unwrap();
        assert!(signature.starts_with("rouge:flavour=rouge-1.5.5|"), "{signature}");
        assert!(table.lines().all(|line| line.chars().count() <= 80), "{table}");
        assert_eq!(out, tidings(arguments, folder.path()).1);
    }
}

#[test]
fn lines_are_items() {
    let folder = folder();
    let arguments = [
        "rouge",
        "-c",
        "hyp.txt",
        "-r",
        "ref.txt",
        "--by-line",
        "--sentence-mark",
        "<q>",
        "--preset",
        "rouge-score",
        "--json",
    ];
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!((code, err.as_str()), (0, ""));
    let value: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(value["items"], 2);
    assert_eq!(value["scores"]["rouge1"]["r"]["avg"], 1.0);
    let (code, _, err) =
        tidings(&["rouge", "-c", "hyp.txt", "-r", "short.txt", "--by-line"], folder.path());
    assert_eq!(code, 1);
    assert!(err.contains("`hyp.txt` has 2 lines and `short.txt` has 1"), "{err}");
}

#[test]
fn systems_are_compared_on_what_both_have() {
    let folder = folder();
    let arguments = [
        "rouge",
        "--compare",
        "one.jsonl",
        "two.jsonl",
        "-r",
        "gold.jsonl",
        "--json",
        "--samples",
        "500",
        "--metrics",
        "1",
    ];
    let (code, out, err) = tidings(&arguments, folder.path());
    assert_eq!(code, 3, "the line that is not JSON is named: {err}");
    assert!(err.contains("one.jsonl: line 3: not JSON"), "{err}");
    let value: Value = serde_json::from_str(&out).unwrap();
    let outcome = &value["differences"]["rouge1"];
    assert_eq!((&outcome["items"], &value["seed"]), (&Value::from(2), &Value::from(1)));
    let difference = outcome["b"].as_f64().unwrap() - outcome["a"].as_f64().unwrap();
    assert!((outcome["difference"].as_f64().unwrap() - difference).abs() < 1e-12);
    assert!(outcome["p_randomisation"].as_f64().unwrap() > 0.2);
}

#[test]
fn mistakes_say_what_to_do_next() {
    let folder = folder();
    for (arguments, code, message) in [
        (
            &["rouge", "-c", "hyp.txt", "-r", "ref.txt", "--preset", "duc1999"][..],
            2,
            "the presets are default",
        ),
        (&["rouge", "-c", "hyp.txt", "-r", "models"], 1, "give two files or two folders"),
        (&["rouge", "-c", "hyp.txt"], 1, "name it with --reference"),
        (&["rouge", "-c", "nowhere.txt", "-r", "ref.txt"], 1, "`nowhere.txt` cannot be read"),
        (
            &[
                "rouge",
                "-c",
                "hyp.txt",
                "-r",
                "ref.txt",
                "--flavour",
                "rouge-score",
                "--metrics",
                "SU4",
            ],
            1,
            "use the flavour rouge-1.5.5",
        ),
        (&["rouge", "-c", "hyp.txt", "-r", "ref.txt", "--metrics", "X"], 2, "the names are rouge1"),
        (&["rouge"], 2, "--candidate"),
    ] {
        let (found, _, err) = tidings(arguments, folder.path());
        assert_eq!(found, code, "{arguments:?}: {err}");
        assert!(err.contains(message), "{arguments:?}: {err}");
    }
}

#[test]
fn a_bad_case_is_answered_in_its_place() {
    let good = CASES.lines().next().unwrap();
    let bad = r#"{"id":"b","flavour":"rouge-1.5.5","candidate":["x"],"references":[]}"#;
    let both = r#"{"id":"c","flavour":"rouge-1.5.5","candidate":["x"],"references":[["x"]],"options":{"words":1,"bytes":1}}"#;
    let mut command = Command::cargo_bin("tidings").unwrap();
    let output = command
        .args(["rouge", "--jsonl"])
        .write_stdin(format!("{bad}\n{good}\n{both}\n{{\n"))
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["error"], "no references; give at least one");
    assert!(lines[1]["scores"]["rouge1"]["f"].is_number());
    assert_eq!(lines[2]["error"], "`words` and `bytes` are both given; give one limit");
}

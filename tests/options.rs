//! Options mean the same in every command, and stand where a person looks for them.

use assert_cmd::Command;

fn tidings(arguments: &[&str]) -> (i32, String, String) {
    let output = Command::cargo_bin("tidings")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn options_may_stand_behind_the_words_of_a_search() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sqlite");
    let archive = ["archive", "--no-config", "--archive", file.to_str().unwrap()];
    let run = |rest: &[&str]| {
        let (code, out, err) = tidings(&[&archive, rest].concat());
        assert_eq!(code, 0, "{rest:?}: {err}");
        out
    };
    run(&["import", "examples/ferry", "-q"]);
    assert_eq!(run(&["search", "ferry"]).lines().count(), 3);
    assert_eq!(run(&["search", "ferry", "--limit", "2"]).lines().count(), 2);
    assert_eq!(run(&["search", "ferry", "-inspection", "--limit", "9", "-v"]).lines().count(), 2);
    let line = run(&["search", "inspection", "--format", "jsonl"]);
    assert!(line.starts_with('{') && line == run(&["search", "inspection", "--json"]), "{line}");
    assert_eq!(run(&["list", "--json"]), run(&["list", "-f", "jsonl"]));
    assert_eq!(tidings(&["archive", "search", "ferry", "--limt", "2"]).0, 2);
}

#[test]
fn a_wrong_value_is_wrong_usage() {
    for (arguments, part) in [
        (vec!["brief", "examples/ferry", "--now", "soon"], "2026-05-10T18:00:00Z"),
        (vec!["brief", "examples/ferry", "--format", "docx"], "jsonfeed"),
        (vec!["brief", "examples/ferry", "--input-format", "pdf"], "warc"),
        (vec!["fetch", "--max-bytes", "16X"], "16M"),
    ] {
        let (code, _, err) = tidings(&arguments);
        let known = part == "16M" && err.contains("256M");
        assert!(code == 2 && (known || err.contains(part)), "{arguments:?}: {code} {err}");
    }
}

#[test]
fn sizes_are_written_alike_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sqlite");
    let file = file.to_str().unwrap();
    let url = "https://ledger.example/feed";
    for size in ["16M", "16777216", "16MiB"] {
        let fetch = ["fetch", "--no-config", "--archive", file, "--dry-run", url];
        let (code, _, err) = tidings(&[&fetch[..], &["--max-bytes", size]].concat());
        assert_eq!(code, 0, "{size}: {err}");
        let (code, _, err) = tidings(&["stories", "examples/ferry", "--max-bytes", size]);
        assert_eq!(code, 0, "{size}: {err}");
    }
}

#[test]
fn json_is_asked_for_in_one_way_and_the_older_ones_work() {
    let new = tidings(&["stories", "examples/ferry", "--format", "json"]);
    assert!(new.0 == 0 && new.1.starts_with('['), "{new:?}");
    assert_eq!(new, tidings(&["stories", "examples/ferry", "--json"]));
    let files = ["-c", "examples/ferry/post.txt", "-r", "examples/ferry/wire.txt"];
    let new = tidings(&[&["rouge", "-f", "json"], &files[..]].concat());
    assert!(new.0 == 0 && new.1.contains("\"rouge1\""), "{new:?}");
    assert_eq!(new, tidings(&[&["rouge", "--json"], &files[..]].concat()));
}

/// `-o` stands under "Output", `--now` under "Time", `-q` under "Global options", whatever stands
/// before them.
#[test]
fn options_stand_under_their_headings() {
    let commands = ["brief", "explain", "stories", "verify", "terms", "rouge", "evaluate", "fetch"];
    let mut found = 0;
    for command in commands {
        let (_, help, _) = tidings(&[command, "--help"]);
        let mut heading = "";
        for line in help.lines() {
            if !line.starts_with(' ') && line.ends_with(':') {
                heading = line;
            }
            for (option, place) in [
                ("-o, --output", "Output:"),
                ("--now <", "Time:"),
                ("-q, --quiet", "Global options:"),
                ("--config <", "Configuration:"),
            ] {
                if line.trim_start().starts_with(option) {
                    found += 1;
                    assert_eq!(heading, place, "{command} {option}");
                }
            }
        }
    }
    assert!(found > 16, "{found} options were seen");
}

#[test]
fn evaluate_lists_its_methods_without_a_data_set() {
    let (code, list, err) = tidings(&["evaluate", "--methods", "help"]);
    assert_eq!((code, err.as_str()), (0, ""));
    for name in ["coverage", "lexrank", "random", "oracle", "brief-plain"] {
        assert!(list.lines().any(|line| line == name), "{name}: {list}");
    }
    assert_eq!(tidings(&["evaluate", "--methods", "lead"]).0, 2);
}

#[test]
fn times_are_those_of_the_readers_clock_on_their_own_day() {
    let winter = ["--now", "2026-11-29T15:00:00Z", "--timezone", "Europe/Berlin", "--no-config"];
    let run = |command: &str| {
        let (code, out, err) = tidings(&[&[command, "corpus/"], &winter[..]].concat());
        assert_eq!(code, 0, "{err}");
        out
    };
    // 20:40 in UTC: summer time, though the page is made in winter.
    let page = run("brief");
    assert!(page.contains("16:00 +01:00") && page.contains("first 5 May 22:40"), "{page}");
    assert!(run("stories").contains("2026-05-05 22:40 to 2026-05-08 18:02"));
}

#[test]
fn an_extension_of_no_format_ends_with_code_2() {
    let (code, _, err) = tidings(&["brief", "examples/ferry", "-o", "page.xyz"]);
    assert!(code == 2 && err.contains("no format has this extension"), "{code}: {err}");
}

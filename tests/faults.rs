//! The n-th call to the system fails, as SQLite's and curl's own tests do it: a small library in C,
//! loaded before the program, counts the calls of a class and lets one fail, or one and all after
//! it. Whatever fails: no panic, nothing acknowledged is lost, nothing is half written. Some n of
//! every class are tried, and every n where `TIDINGS_EVERY_CALL` is set.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// The calls that fail, by the names that `faults.c` gives them.
const CLASSES: [&str; 5] = ["write", "read", "open", "sync", "rename"];

/// The library, built once; its folder lasts as long as the process.
static LIBRARY: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap().keep();
    let library = folder.join("faults.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/faults.c");
    let made = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&library, &source])
        .arg("-ldl")
        .output()
        .expect("a C compiler, which linking Rust programs needs, too");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    library
});

/// A fault: the class, the number of the call, and whether those after it fail, too.
#[derive(Debug, Clone, Copy)]
struct Fault {
    class: &'static str,
    at: usize,
    lasting: bool,
}

fn tidings(folder: &Path, arguments: &[&str], fault: Option<Fault>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .env("TMPDIR", folder);
    if let Some(fault) = fault {
        command
            .env("LD_PRELOAD", &*LIBRARY)
            .env("FAULT_CLASS", fault.class)
            .env("FAULT_AT", fault.at.to_string())
            .env("FAULT_COUNT", folder.join("count"));
        if fault.lasting {
            command.env("FAULT_LAST", "1");
        }
    }
    command.output().unwrap()
}

/// Which of `count` calls fail: all of them where `TIDINGS_EVERY_CALL` is set (minutes), else the
/// first, the last and some evenly between them (seconds).
fn places(count: usize, most: usize) -> Vec<usize> {
    if std::env::var_os("TIDINGS_EVERY_CALL").is_some() || count <= most {
        return (1..=count).collect();
    }
    (0..most).map(|n| 1 + n * (count - 1) / (most - 1)).collect()
}

/// Prepares a folder, runs `arguments` in it with faults of every class (see [`places`]), and lets
/// `holds` look at what is left.
fn every_call(
    arguments: &[&str],
    prepare: &(dyn Fn(&Path) + Sync),
    holds: &(dyn Fn(&Path, &Output, Fault) + Sync),
) {
    let mut faults = Vec::new();
    for class in CLASSES {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let whole = tidings(folder.path(), arguments, Some(Fault { class, at: 0, lasting: false }));
        assert!(whole.status.success(), "{}", String::from_utf8_lossy(&whole.stderr));
        let count = std::fs::read_to_string(folder.path().join("count")).unwrap();
        let count: usize = count.parse().unwrap();
        let single = places(count, 9).into_iter().map(|at| Fault { class, at, lasting: false });
        faults.extend(single);
        // A disk that is full stays full, and one that is broken, broken.
        let lasting = places(count.div_ceil(3), 3).into_iter().map(|n| 3 * n - 2);
        faults.extend(lasting.map(|at| Fault { class, at, lasting: true }));
    }
    assert!(faults.len() > 10, "calls are counted: {faults:?}");
    let (one, other) = faults.split_at(faults.len() / 2);
    std::thread::scope(|scope| {
        for half in [one, other] {
            scope.spawn(move || {
                for fault in half {
                    let folder = tempfile::tempdir().unwrap();
                    prepare(folder.path());
                    let output = tidings(folder.path(), arguments, Some(*fault));
                    let said = String::from_utf8_lossy(&output.stderr);
                    let code = output.status.code();
                    assert!(matches!(code, Some(0 | 1 | 3 | 75)), "{fault:?}: {code:?} {said}");
                    assert!(!said.contains("panicked"), "{fault:?}: {said}");
                    assert!(
                        code == Some(0) || !said.is_empty(),
                        "{fault:?}: no word of what failed"
                    );
                    let _ = std::fs::remove_file(folder.path().join("count"));
                    holds(folder.path(), &output, *fault);
                }
            });
        }
    });
}

/// Three articles.
fn feed(folder: &Path) {
    let item = |n: usize, text: &str| {
        format!(
            "<item><title>Report {n}</title><link>https://a.example/{n}</link><guid>g{n}</guid><description>{text}</description></item>"
        )
    };
    let items = [
        item(1, "The ferry left the harbour at noon on Tuesday with 300 people on board, the authority said."),
        item(2, "Ticket prices rose by 4 per cent in January because fuel has become dearer, the owner said."),
        item(3, "The old lighthouse will be sold to a company in the north, the council decided on Monday."),
    ]
    .concat();
    let feed = format!("<rss version='2.0'><channel><title>Ledger</title>{items}</channel></rss>");
    std::fs::write(folder.join("feed.xml"), feed).unwrap();
}

fn names(folder: &Path) -> Vec<OsString> {
    let mut names: Vec<OsString> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

#[test]
fn import_loses_nothing_that_it_acknowledged() {
    let arguments = ["archive", "import", "--archive", "a.sqlite", "--ack", "feed.xml"];
    every_call(&arguments, &feed, &|folder, output, fault| {
        let acknowledged = String::from_utf8(output.stdout.clone()).unwrap();
        let listed = tidings(folder, &["archive", "list", "--ids", "--archive", "a.sqlite"], None);
        let listed = String::from_utf8(listed.stdout).unwrap();
        for id in acknowledged.lines() {
            assert!(listed.contains(id), "{fault:?}: {id} is lost");
        }
        // Once the disk is well, all is.
        let again = tidings(folder, &arguments, None);
        let said = String::from_utf8_lossy(&again.stderr);
        assert!(again.status.success(), "{fault:?}: {said}");
        let check = tidings(folder, &["archive", "check", "--archive", "a.sqlite"], None);
        assert!(check.status.success(), "{fault:?}: {}", String::from_utf8_lossy(&check.stdout));
        let listed = tidings(folder, &["archive", "list", "--ids", "--archive", "a.sqlite"], None);
        assert_eq!(String::from_utf8(listed.stdout).unwrap().lines().count(), 3, "{fault:?}");
    });
}

const BRIEF: [&str; 6] =
    ["brief", "--no-config", "feed.xml", "--now", "2026-05-10T18:00:00Z", "-o"];

#[test]
fn a_page_is_the_old_one_or_the_new_one() {
    let arguments = [&BRIEF[..], &["page.html"]].concat();
    let whole = {
        let folder = tempfile::tempdir().unwrap();
        feed(folder.path());
        assert!(tidings(folder.path(), &arguments, None).status.success());
        std::fs::read(folder.path().join("page.html")).unwrap()
    };
    let prepare = |folder: &Path| {
        feed(folder);
        std::fs::write(folder.join("page.html"), "the old page").unwrap();
    };
    every_call(&arguments, &prepare, &|folder, output, fault| {
        let page = std::fs::read(folder.join("page.html")).unwrap();
        let new = page == whole;
        assert!(new || page == b"the old page", "{fault:?}: half a page");
        assert!(new || output.status.code() != Some(0), "{fault:?}: the page was not written");
        assert_eq!(names(folder), ["feed.xml", "page.html"], "{fault:?}: something is left behind");
    });
}

/// How many whole messages a delivery left; the text of each ends as messages do.
fn whole_messages(texts: &[String]) -> usize {
    texts
        .iter()
        .filter(|text| text.contains("Message-ID:") && text.trim_end().ends_with("--"))
        .count()
}

#[test]
fn a_mail_is_there_whole_or_not_at_all() {
    let mail = [
        "brief",
        "--no-config",
        "feed.xml",
        "--now",
        "2026-05-10T18:00:00Z",
        "--to",
        "a@b.example",
    ];
    let maildir = [&mail[..], &["--deliver", "maildir:Mail"]].concat();
    every_call(&maildir, &feed, &|folder, output, fault| {
        let new = folder.join("Mail/new");
        let texts: Vec<String> = std::fs::read_dir(&new)
            .into_iter()
            .flatten()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        assert_eq!(whole_messages(&texts), texts.len(), "{fault:?}: half a message");
        assert!(texts.len() <= 1, "{fault:?}");
        if output.status.success() {
            assert_eq!(texts.len(), 1, "{fault:?}: delivered, and not there");
        }
    });
    let old = "From a@b.example Sun May 10 18:00:00 2026\nSubject: old\nMessage-ID: <1@b.example>\n\nOld news.\n--\n\n";
    let prepare = |folder: &Path| {
        feed(folder);
        std::fs::write(folder.join("news.mbox"), old).unwrap();
    };
    let mbox = [&mail[..], &["--deliver", "mbox:news.mbox"]].concat();
    every_call(&mbox, &prepare, &|folder, output, fault| {
        let text = std::fs::read_to_string(folder.join("news.mbox")).unwrap();
        let added = text.strip_prefix(old).expect("what was there is there");
        if added.is_empty() {
            assert!(!output.status.success(), "{fault:?}: delivered, and not there");
        } else if !(fault.lasting && fault.class == "write") {
            // Where nothing can be written any more, nothing can be cut back either.
            assert_eq!(
                whole_messages(&[added.to_owned()]),
                1,
                "{fault:?}: half a message\n{added}"
            );
        }
    });
}

#[test]
fn a_briefing_in_pieces_is_whole_or_an_error() {
    let lines = |folder: &Path| {
        let line = |n: usize| {
            let text = format!(
                "The ferry number {n} left the harbour at noon on Tuesday with 3{n} people, the authority said."
            );
            serde_json::json!({ "title": format!("Report {n}"), "url": format!("https://a.example/{n}"), "text": text })
        };
        let all: String = (0..4).map(|n| format!("{}\n", line(n))).collect();
        std::fs::write(folder.join("news.jsonl"), all).unwrap();
    };
    let arguments = [
        "brief",
        "--no-config",
        "news.jsonl",
        "--memory",
        "1K",
        "--now",
        "2026-05-10T18:00:00Z",
        "-o",
        "b.json",
    ];
    let whole = {
        let folder = tempfile::tempdir().unwrap();
        lines(folder.path());
        let run = tidings(folder.path(), &arguments, None);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        std::fs::read(folder.path().join("b.json")).unwrap()
    };
    every_call(&arguments, &lines, &|folder, output, fault| {
        match std::fs::read(folder.join("b.json")) {
            Ok(page) => {
                assert!(page == whole || output.status.code() == Some(3), "{fault:?}: half a page")
            }
            Err(_) => assert!(!output.status.success(), "{fault:?}: nothing written"),
        }
        let left: Vec<OsString> = names(folder)
            .into_iter()
            .filter(|n| n.to_string_lossy().contains("tidings-"))
            .collect();
        assert_eq!(left, Vec::<OsString>::new(), "{fault:?}: a temporary file is left behind");
    });
}

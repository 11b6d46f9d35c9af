//! Mails handed on: commands that fail in every way, Maildir, mbox. No network, no mail program.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

/// A folder with an article and a place for what is delivered.
struct Desk {
    folder: TempDir,
}

const ARTICLE: &str = "The ferry Ardena sank in Sellick Sound on Tuesday, killing nine people.\n\nFrom the shore \
                       people watched the boats.\n\nDivers searched the wreck of the ferry until dark.\n";

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("ferry.txt"), ARTICLE).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a command of a shell script and gives its path.
    fn script(&self, body: &str) -> String {
        let path = self.path("send mail");
        fs::write(&path, format!("#!/bin/sh\ncd \"$(dirname \"$0\")\" || exit 99\n{body}\n"))
            .unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        format!("'{}' -t", path.display())
    }

    fn brief(&self, deliver: &str, more: &[&str]) -> Output {
        let output = assert_cmd::Command::cargo_bin("tidings")
            .unwrap()
            .args(["brief", "ferry.txt", "--now", "2026-11-21T06:00:00Z"])
            .args(["--to", "reader@example.org", "--deliver", deliver])
            .args(more)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(!output.stderr.contains(&b'\x1b'), "an escape reached the terminal");
        output
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What a run that succeeds leaves on standard output and error.
fn quiet(output: &Output) {
    assert_eq!(output.status.code(), Some(0), "{}", said(output));
    assert_eq!((said(output).as_str(), output.stdout.len()), ("", 0));
}

fn fails(output: &Output, code: i32, words: &str) {
    assert_eq!(output.status.code(), Some(code), "{}", said(output));
    assert!(said(output).contains(words), "{}", said(output));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_command_gets_the_whole_message() {
    let desk = Desk::new();
    quiet(&desk.brief(&desk.script("cat > got; printf '%s' \"$*\" > args"), &[]));
    let got = fs::read_to_string(desk.path("got")).unwrap();
    assert!(got.starts_with("Date: Sat, 21 Nov 2026 06:00:00 +0000\nFrom: "), "{got}");
    assert!(got.contains("\nTo: <reader@example.org>\n") && got.ends_with("--\n"));
    assert!(!got.contains('\r'));
    assert_eq!(fs::read_to_string(desk.path("args")).unwrap(), "-t");
    // The same bytes as on standard output, with --crlf or without.
    let printed = assert_cmd::Command::cargo_bin("tidings")
        .unwrap()
        .args(["brief", "ferry.txt", "--now", "2026-11-21T06:00:00Z", "--format", "eml"])
        .args(["--to", "reader@example.org"])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), got);
    quiet(&desk.brief(&desk.script("cat > crlf"), &["--crlf", "--format", "eml"]));
    assert_eq!(fs::read_to_string(desk.path("crlf")).unwrap(), got);
}

#[test]
fn a_shell_is_used_only_where_one_is_needed() {
    let desk = Desk::new();
    quiet(&desk.brief("cat > 'a b' && tr -d x < 'a b' > c", &[]));
    assert!(desk.path("a b").metadata().unwrap().len() > 1000 && desk.path("c").is_file());
    quiet(&desk.brief("TARGET=d; cat > $TARGET", &[]));
    assert!(desk.path("d").is_file());
    fails(&desk.brief("cat 'x", &[]), 2, "a single quote is not closed");
    fails(&desk.brief("", &[]), 2, "no command is named");
}

#[test]
fn exit_codes_count() {
    let desk = Desk::new();
    for (body, code, words) in [
        ("cat > /dev/null; exit 1", 1, "failed with exit code 1\n"),
        ("cat > /dev/null; exit 69", 1, "failed with exit code 69 (service unavailable)"),
        ("cat > /dev/null; exit 75", 75, "failed with exit code 75 (try again later)"),
        ("exit 75", 75, "try again later"),
        ("cat > /dev/null; kill -9 $$", 1, "was ended by a signal"),
        ("echo 'no such user' >&2; exit 67", 1, "send mail: no such user\n"),
        ("cat > /dev/null; printf 'bad \\033[31m\\007red' >&2; exit 1", 1, "send mail: bad "),
    ] {
        fails(&desk.brief(&desk.script(body), &[]), code, words);
    }
    fails(
        &desk.brief("no-such-command-here -t", &[]),
        1,
        "no such command; hint: is it installed?",
    );
    fs::write(desk.path("plain"), "").unwrap();
    fails(&desk.brief("./plain", &[]), 1, "cannot be started");
}

#[test]
fn a_command_that_does_not_read_has_not_sent() {
    let desk = Desk::new();
    // More than a pipe holds, or a command that ends at once would seem to have read it.
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/articles");
    let long = [corpus, "--length", "2500w"];
    fails(
        &desk.brief(&desk.script("exec 0<&-; exit 0"), &long),
        1,
        "did not read the whole message",
    );
    fails(&desk.brief(&desk.script("exec 0<&-; exit 75"), &long), 75, "try again later");
}

#[test]
fn a_command_that_hangs_is_stopped() {
    let desk = Desk::new();
    let started = std::time::Instant::now();
    let output = desk.brief(&desk.script("exec sleep 600"), &["--deliver-timeout", "1"]);
    fails(&output, 75, "was not done after 1 s and was stopped");
    // One whose child holds its output open for ever is done all the same.
    let output = desk.brief(&desk.script("cat > got; sleep 600 & echo $! > pid"), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let pid = fs::read_to_string(desk.path("pid")).unwrap();
    std::process::Command::new("kill").arg(pid.trim()).status().unwrap();
    assert!(started.elapsed().as_secs() < 300);
}

#[test]
fn a_command_that_talks_without_end_is_cut_short() {
    let desk = Desk::new();
    let body = "cat > got; i=0; while [ $i -lt 20000 ]; do echo line $i; i=$((i+1)); done";
    let output = desk.brief(&desk.script(body), &[]);
    assert_eq!(output.status.code(), Some(0));
    let said = said(&output);
    assert!(said.starts_with("tidings: send mail: line 0\n") && said.ends_with("… and more\n"));
    assert_eq!(said.lines().count(), 41);
}

#[test]
fn a_page_is_written_before_the_mail_goes_out() {
    let desk = Desk::new();
    let send = desk.script("test -s page.html || exit 66; cat > got");
    quiet(&desk.brief(&send, &["-o", "page.html"]));
    assert!(fs::read_to_string(desk.path("page.html")).unwrap().starts_with("<!DOCTYPE html>"));
    assert!(fs::read_to_string(desk.path("got")).unwrap().starts_with("Date: "));
    fs::remove_file(desk.path("got")).unwrap();
    fails(&desk.brief(&send, &["-o", "no/such/page.html"]), 1, "cannot be written");
    assert!(!desk.path("got").exists(), "no mail when the page failed");
    fails(&desk.brief(&send, &["--format", "html"]), 1, "hint: name with -o");
    let output = desk.brief(&send, &["-o", "-"]);
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("Briefing"));
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_maildir_gets_a_file() {
    let desk = Desk::new();
    for count in 1..=2 {
        quiet(&desk.brief("maildir:Mail/news", &[]));
        let new = names(&desk.path("Mail/news/new"));
        assert_eq!((new.len(), names(&desk.path("Mail/news/tmp")).len()), (count, 0), "{new:?}");
    }
    assert!(names(&desk.path("Mail/news/cur")).is_empty());
    for name in names(&desk.path("Mail/news/new")) {
        let path = desk.path("Mail/news/new").join(name);
        let got = fs::read_to_string(&path).unwrap();
        assert!(got.starts_with("Date: ") && !got.contains('\r'));
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    fs::create_dir(desk.path("other")).unwrap();
    fs::write(desk.path("other/thing"), "").unwrap();
    fails(&desk.brief("maildir:other", &[]), 1, "this folder holds other things; hint:");
    fails(&desk.brief("maildir:ferry.txt", &[]), 1, "cannot be read");
    assert_eq!(names(&desk.path("other")), ["thing"]);
    fs::remove_dir(desk.path("Mail/news/new")).unwrap_err();
}

#[test]
fn an_mbox_grows_by_whole_messages() {
    let desk = Desk::new();
    let read = || fs::read_to_string(desk.path("box")).unwrap();
    quiet(&desk.brief("mbox:box", &[]));
    let one = read();
    assert!(one.starts_with("From tidings@localhost Sat Nov 21 06:00:00 2026\nDate: "), "{one}");
    assert!(one.ends_with("--\n\n"));
    quiet(&desk.brief("mbox:box", &[]));
    assert_eq!(read(), one.repeat(2));
    // A message that somebody else left without its empty line is no reason to run into it.
    for (given, between) in
        [("From a b\n\nx", "\n\n"), ("From a b\n\nx\n", "\n"), ("From a b\n\nx\n\n", "")]
    {
        fs::write(desk.path("box"), given).unwrap();
        quiet(&desk.brief("mbox:box", &[]));
        assert_eq!(read(), format!("{given}{between}{one}"));
    }
    assert_eq!(desk.path("box").metadata().unwrap().len() as usize, read().len());
    assert!(!desk.path("box.lock").exists());
    fails(&desk.brief("mbox:ferry.txt", &[]), 1, "this file is no mbox");
    assert_eq!(fs::read_to_string(desk.path("ferry.txt")).unwrap(), ARTICLE);
    fs::create_dir(desk.path("folder")).unwrap();
    fails(&desk.brief("mbox:folder", &[]), 1, "this is no file");
}

#[test]
fn a_locked_mbox_is_waited_for_and_left_alone() {
    let desk = Desk::new();
    fs::write(desk.path("box"), "From a b\n\nx\n\n").unwrap();
    let file = fs::File::open(desk.path("box")).unwrap();
    file.lock().unwrap();
    fails(
        &desk.brief("mbox:box", &["--deliver-timeout", "1"]),
        75,
        "another program holds it locked",
    );
    file.unlock().unwrap();
    fs::write(desk.path("box.lock"), "").unwrap();
    fails(
        &desk.brief("mbox:box", &["--deliver-timeout", "1"]),
        75,
        "box.lock; hint: remove that file",
    );
    assert_eq!(fs::read_to_string(desk.path("box")).unwrap(), "From a b\n\nx\n\n");
    fs::remove_file(desk.path("box.lock")).unwrap();
    quiet(&desk.brief("mbox:box", &[]));
}

#[test]
fn an_mbox_that_cannot_grow_is_what_it_was() {
    let desk = Desk::new();
    let old = format!("From a b\n\n{}\n\n", "x".repeat(3000));
    fs::write(desk.path("box"), &old).unwrap();
    // Four blocks of 512 bytes more than the file has: the message does not fit, its beginning
    // does. The signal that comes with the limit is ignored, so that the write fails.
    let binary = assert_cmd::cargo::cargo_bin("tidings");
    let line = format!(
        "trap '' XFSZ; ulimit -f 10; exec '{}' brief ferry.txt --now 2026-11-21T06:00:00Z --deliver mbox:box",
        binary.display()
    );
    let output = std::process::Command::new("sh")
        .args(["-c", &line])
        .current_dir(desk.folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("cannot be written; the file is what it was"),
        "{}",
        said(&output)
    );
    assert_eq!(fs::read_to_string(desk.path("box")).unwrap(), old);
    assert!(!desk.path("box.lock").exists());
}

//! `--memory`: less of it, the same briefing.

use std::path::Path;
use std::process::{Command, Output};

fn brief(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(["brief", "--no-config", "--now", "2026-05-10T18:00:00Z", "--format", "json"])
        .args(arguments)
        .env("TMPDIR", folder)
        .output()
        .unwrap()
}

#[test]
fn a_run_in_little_memory_gives_the_same_bytes_and_leaves_nothing() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let folder = tempfile::tempdir().unwrap();
    let whole = brief(&[corpus], folder.path());
    let little = brief(&[corpus, "--memory", "1K"], folder.path());
    assert!(whole.stdout.len() > 1_000);
    assert_eq!(whole, little);
    assert!(std::fs::read_dir(folder.path()).unwrap().next().is_none());
}

#[test]
fn without_room_for_a_temporary_file_it_says_so() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let output = brief(&[corpus, "--memory", "1K"], Path::new("/no/such/folder"));
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("no temporary file for --memory: /no/such/folder: "), "{said}");
    let output = brief(&[corpus, "--memory", "1G"], Path::new("/no/such/folder"));
    assert!(!output.stdout.is_empty(), "what fits needs no file");
}

#[test]
fn the_archive_is_not_read_in_pieces() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(brief(&["--memory", "1G"], folder.path()).status.code(), Some(2));
}

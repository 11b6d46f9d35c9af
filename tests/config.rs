//! `tidings config` as a person runs it.

use std::fs;
use std::process::{Command, Output, Stdio};

pub fn tidings(home: &std::path::Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(arguments)
        .env_clear()
        .env("HOME", home)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

pub fn ends(home: &std::path::Path, arguments: &[&str], code: i32) -> (String, String) {
    let output = tidings(home, arguments);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
    (out, err)
}

#[test]
fn a_configuration_is_written_once_checked_and_shown() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let path = home.join(".config/tidings/config.toml");
    assert_eq!(ends(home, &["config", "path"], 0).0, format!("{}\n", path.display()));
    let (_, err) = ends(home, &["config", "check"], 1);
    assert!(err.contains("`tidings config init` writes one"), "{err}");
    ends(home, &["config", "init"], 0);
    let written = fs::read_to_string(&path).unwrap();
    assert!(written.contains("# timezone = \"Europe/Berlin\""));
    let (out, _) = ends(home, &["config", "check"], 0);
    assert!(out.contains("all is well (1 profile: default)"), "{out}");
    fs::write(&path, "length = \"1min\" # mine\n").unwrap();
    let (_, err) = ends(home, &["config", "init"], 1);
    assert!(err.contains("exists already and is left as it is"), "{err}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "length = \"1min\" # mine\n");
    let (out, _) = ends(home, &["config", "show"], 0);
    assert!(out.contains("length = \"1min\"") && out.contains("timezone = \"UTC\""), "{out}");
}

#[test]
fn what_is_wrong_stops_every_command_that_reads_it_and_names_the_lines() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    let path = home.join("my.toml");
    fs::write(&path, "lenght = \"1min\"\n\ntimezone = \"Europe/Berln\"\n").unwrap();
    let path = path.to_str().unwrap();
    for command in [&["config", "check", "--config", path][..], &["brief", "--config", path]] {
        let (out, err) = ends(home, command, 1);
        assert_eq!(out, "");
        assert!(err.contains("my.toml:1:1: unknown key `lenght`; did you mean `length`?"), "{err}");
        assert!(
            err.contains("my.toml:3:12: `Europe/Berln` is no time zone; did you mean"),
            "{err}"
        );
    }
    let (_, err) = ends(home, &["brief", "--config", "nowhere.toml"], 1);
    assert!(err.contains("nowhere.toml: cannot be read; hint: `tidings config init`"), "{err}");
    // Without a configuration and an archive, a briefing says where the archive would be.
    let (_, err) = ends(home, &["brief"], 1);
    assert!(err.contains(".local/share/tidings/archive.sqlite: there is no archive yet"), "{err}");
    let (_, err) = ends(home, &["brief", "--since", "yesterday", "some.txt"], 2);
    assert!(err.contains("--since"), "{err}");
}

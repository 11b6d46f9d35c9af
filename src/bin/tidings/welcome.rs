//! `tidings` without a command on a terminal: what to do next.

use std::io::IsTerminal as _;

use crate::config::{ConfigOptions, Environment};
use crate::places;

/// Whether the process was started without any argument by somebody who looks on.
pub fn is_due() -> bool {
    std::env::args_os().count() <= 1 && std::io::stderr().is_terminal()
}

/// What somebody with this environment does next: begin, fetch for the first time, or read the
/// news.
pub fn text(environment: Environment<'_>) -> String {
    let config = ConfigOptions::default().path(environment).map(|(path, _)| path);
    let configured = config.is_some_and(|path| path.exists());
    let kept = places::archive(environment).is_some_and(|path| path.exists());
    let next = match (configured, kept) {
        (false, false) => {
            "\
To begin:
  tidings config init --starter en     feeds of your language to begin from: de en es fr it nl pl pt sv
  tidings brief --fetch                fetches them, and briefs what is new

Or at once:
  tidings brief https://www.theguardian.com/world/rss
  tidings brief articles/              files and folders that you have"
        }
        (true, false) => {
            "\
There is a configuration. Next:
  tidings config check --online        do your feeds answer?
  tidings brief --fetch                fetches them, and briefs what is new"
        }
        (false, true) => {
            "\
There is an archive. Next:
  tidings brief                        tells what is new in it
  tidings config init --starter en     feeds of your language: de en es fr it nl pl pt sv"
        }
        (true, true) => {
            "\
All is set up. Next:
  tidings brief --fetch                fetches, and tells what is new since the last briefing
  tidings brief --date yesterday       a whole day again
  tidings archive search 'ferry'       what was said before"
        }
    };
    format!(
        "{next}\n\n`tidings --help` shows every command, `tidings brief --help` every option.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[test]
    fn what_is_next_depends_on_what_is_there() {
        let home = tempfile::tempdir().unwrap();
        let environment = |name: &str| (name == "HOME").then(|| home.path().as_os_str().to_owned());
        let first = text(&environment);
        assert!(first.contains("config init --starter"), "{first}");
        let languages: Vec<&str> = crate::config::languages().collect();
        assert!(first.contains(&languages.join(" ")), "{first}");
        let folder = home.path().join(".config/tidings");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.toml"), "").unwrap();
        assert!(Config::of_file("").is_ok());
        assert!(text(&environment).contains("config check --online"));
        let folder = home.path().join(".local/share/tidings");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("archive.sqlite"), "").unwrap();
        assert!(text(&environment).contains("since the last briefing"));
        assert!(text(&|_| None).contains("config init --starter"));
    }
}

//! The documentation and the examples are true: links lead somewhere, what commands print is what stands there, and
//! the examples run. `TIDINGS_BLESS=1 cargo test --test suite docs` writes what commands print now.

use std::fs;
use std::path::PathBuf;

#[cfg(feature = "cli")]
#[allow(dead_code)] // `main` runs elsewhere.
#[path = "../examples/archive.rs"]
mod archive;
#[allow(dead_code)] // `main` runs elsewhere.
#[path = "../examples/brief_three.rs"]
mod brief_three;
#[allow(dead_code)] // `main` runs elsewhere.
#[path = "../examples/own_method.rs"]
mod own_method;
#[allow(dead_code)] // `main` runs elsewhere.
#[path = "../examples/rouge_alone.rs"]
mod rouge_alone;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The pages for people: those at the root, and all below `docs`.
fn pages() -> Vec<PathBuf> {
    let markdown = |folder: PathBuf| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.extension().is_some_and(|e| e == "md")).collect::<Vec<_>>()
    };
    let mut pages = [markdown(root()), markdown(root().join("docs"))].concat();
    pages.sort();
    pages
}

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    let mut count = 0;
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or("");
            if file.is_empty() || file.contains(':') {
                continue;
            }
            count += 1;
            if !page.parent().unwrap().join(file).exists() {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(count > 20, "only {count} links were found");
}

#[test]
fn every_page_is_reached_from_the_index() {
    let index = fs::read_to_string(root().join("docs/README.md")).unwrap();
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        let inside = page.parent() == Some(&root().join("docs")) && name != "README.md";
        assert!(!inside || index.contains(&format!("({name})")), "docs/README.md lacks {name}");
    }
}

/// A page's text with the block behind each `<!-- tidings … -->` replaced by what that command prints.
#[cfg(feature = "cli")]
fn with_output(text: &str) -> String {
    const MARK: &str = "<!-- tidings ";
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(MARK) {
        let (before, command) = rest.split_at(at);
        let (arguments, after) = command[MARK.len()..].split_once(" -->").unwrap();
        let (gap, block) = after.split_once("```text\n").unwrap();
        let (_, behind) = block.split_once("```").unwrap();
        let output = assert_cmd::Command::cargo_bin("tidings")
            .unwrap()
            .current_dir(root())
            .args(arguments.split(' '))
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        out += &format!("{before}{MARK}{arguments} -->{gap}```text\n{printed}```");
        rest = behind;
    }
    out + rest
}

#[cfg(feature = "cli")]
#[test]
fn what_commands_print_is_what_stands_there() {
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let now = with_output(&text);
        if now != text && std::env::var_os("TIDINGS_BLESS").is_some() {
            fs::write(&page, now).unwrap();
        } else {
            let hint = "TIDINGS_BLESS=1 cargo test --test suite docs";
            assert!(now == text, "{}: commands print something else: {hint}", page.display());
        }
    }
}

#[test]
fn three_articles_are_briefed() {
    let page = brief_three::run().unwrap();
    assert!(page.contains("3 articles · 3 publishers"), "{page}");
    assert!(page.contains("Helicopters flew 140 survivors to hospitals on the mainland. [2][3]"));
    assert_eq!(brief_three::articles().len(), 3);
}

#[test]
fn a_method_of_ones_own_chooses() {
    let table = own_method::run().unwrap();
    let first = table.lines().nth(1).unwrap();
    assert!(first.trim_start().starts_with("17.00  The ferry Ardena sank off Skerrin"), "{table}");
    assert!(table.contains("lead:\n   1.00  "), "{table}");
}

#[test]
fn rouge_stands_alone() {
    let table = rouge_alone::run().unwrap();
    // What ROUGE-1.5.5 itself prints: 11 of 17 words, 6 of 15 pairs.
    assert!(table.contains("recall 0.64706, precision 0.68750"), "{table}");
    assert!(table.contains("recall 0.40000, precision 0.42857"), "{table}");
}

#[cfg(feature = "cli")]
#[test]
fn articles_are_kept_and_found() {
    let folder = tempfile::tempdir().unwrap();
    let told = archive::run(&folder.path().join("a.sqlite")).unwrap();
    assert!(told.starts_with("2 new articles, 2 in the archive\n0 new articles, 2 in"), "{told}");
    assert_eq!(told.matches("found: ").count(), 2, "{told}");
    assert_eq!(told.matches("quoted: ").count(), 1, "{told}");
}

#[test]
fn examples_are_declared() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    for entry in fs::read_dir(root().join("examples")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "rs") {
            let name = path.file_stem().and_then(|n| n.to_str()).unwrap();
            assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        }
    }
}

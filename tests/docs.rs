//! The documentation and the examples are true: links lead somewhere, what commands print is what
//! stands there, and the examples run. `TIDINGS_BLESS=1 cargo test --test suite docs` writes what
//! commands print now.

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

/// A page's text with the block behind each `<!-- tidings … -->` replaced by what that command
/// prints.
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

/// What a command prints on standard output.
#[cfg(feature = "cli")]
fn printed(arguments: &[&str]) -> String {
    let mut command = assert_cmd::Command::cargo_bin("tidings").unwrap();
    let output = command.current_dir(root()).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The commands of a line of a shell: what follows `tidings` up to a comment, a pipe or an `&&`,
/// word by word. Quoted words are left out: they are values.
fn commands(line: &str) -> Vec<Vec<&str>> {
    let line = line.split(" #").next().unwrap_or("").replace("cargo run --release -- ", "tidings ");
    let line: &str = Box::leak(line.into_boxed_str());
    line.split(['|', '&', ';', '(', ')'])
        .map(|part| part.split_whitespace().skip_while(|word| *word != "tidings").skip(1))
        .map(|words| words.filter(|word| !word.contains(['\'', '"', '`', '$'])).collect())
        .filter(|words: &Vec<&str>| !words.is_empty())
        .collect()
}

/// The lines of the blocks of a page that are commands, and the examples that a command's help
/// gives.
fn lines_of_commands(text: &str) -> Vec<&str> {
    let mut fence = None;
    let mut found = Vec::new();
    for line in text.lines() {
        match (line.trim().strip_prefix("```"), fence) {
            (Some(_), Some(_)) => fence = None,
            (Some(kind), None) => fence = Some(kind),
            (None, Some("sh" | "text" | "ini" | "yaml")) if line.contains("tidings ") => {
                found.push(line);
            }
            (None, None) if line.starts_with("  tidings ") => found.push(line),
            _ => {}
        }
    }
    found
}

#[cfg(feature = "cli")]
#[test]
fn every_option_in_a_command_exists() {
    use std::collections::BTreeMap;
    let mut helps: BTreeMap<String, String> = BTreeMap::new();
    let mut texts: Vec<(String, String)> = pages()
        .into_iter()
        .map(|page| (page.display().to_string(), fs::read_to_string(&page).unwrap()))
        .collect();
    for name in ["brief", "verify", "fetch", "archive", "config", "evaluate", "rouge"] {
        texts.push((format!("tidings help {name}"), printed(&["help", name])));
    }
    let (mut checked, mut wrong) = (0, Vec::new());
    for (page, text) in &texts {
        for line in lines_of_commands(text) {
            for words in commands(line) {
                let depth = if matches!(words[0], "archive" | "config") { 2 } else { 1 };
                let name = words[..depth.min(words.len())].join(" ");
                if words[0] == "help" || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
                    continue;
                }
                let help = helps.entry(name.clone()).or_insert_with(|| {
                    let mut arguments = vec!["help"];
                    arguments.extend(name.split(' '));
                    printed(&arguments)
                });
                if help.is_empty() {
                    wrong.push(format!("{page}: there is no `tidings {name}`: {line}"));
                    continue;
                }
                let given = words.iter().filter(|w| w.starts_with('-') && w.len() > 1);
                for option in given.map(|word| word.split('=').next().unwrap_or(word)) {
                    checked += 1;
                    let ends =
                        |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-');
                    if !help.split(option).skip(1).any(ends) {
                        wrong.push(format!("{page}: `tidings {name}` has no {option}: {line}"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(checked > 100, "only {checked} options were found");
}

/// The newsroom as a data set, as `corpus/gold/dataset.py` makes it.
#[cfg(feature = "cli")]
fn newsroom() -> String {
    use serde_json::{Value, json};
    let gold = root().join("corpus/gold");
    let articles = fs::read_to_string(gold.join("articles.jsonl")).unwrap();
    let articles: Vec<Value> =
        articles.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let references = gold.join("references");
    let mut names: Vec<String> = fs::read_dir(&references)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut out = String::new();
    for name in names.iter().filter_map(|name| name.strip_suffix(".1.txt")) {
        let of_story = |a: &&Value| a["story"] == name && a["teaser"] == false && a["old"] == false;
        let documents: Vec<Value> = articles
            .iter()
            .filter(of_story)
            .map(|a| {
                let paragraphs = a["paragraphs"].as_array().unwrap().iter();
                let text: Vec<&str> = paragraphs.map(|p| p.as_str().unwrap()).collect();
                json!({"title": a["title"], "source": a["publisher"], "date": a["date"],
                       "lang": a["language"], "text": text.join("\n\n")})
            })
            .collect();
        let own = names.iter().filter(|file| file.starts_with(&format!("{name}.")));
        let summaries: Vec<String> = own
            .map(|file| fs::read_to_string(references.join(file)).unwrap().trim().to_owned())
            .collect();
        let item =
            json!({"id": name, "lang": "en", "documents": documents, "references": summaries});
        out += &format!("{item}\n");
    }
    out
}

/// A row of a table of `evaluate` without time and memory.
fn figures(row: &str) -> String {
    row.split('%').next().unwrap_or(row).to_owned()
}

#[cfg(feature = "cli")]
#[test]
fn the_guides_table_is_what_evaluate_prints() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("newsroom.jsonl");
    fs::write(&file, newsroom()).unwrap();
    let methods = "coverage,lexrank,lead,oracle";
    let file = file.to_str().unwrap();
    let now = printed(&["evaluate", file, "--length", "100w", "--methods", methods]);
    let page = root().join("docs/guide-benchmark.md");
    let text = fs::read_to_string(&page).unwrap();
    let mut renewed = text.clone();
    for method in methods.split(',') {
        let row = |text: &str| {
            let mut rows = text.lines().filter(|l| l.starts_with(method) && l.contains('±'));
            rows.find(|l| l.split_whitespace().next() == Some(method)).unwrap().to_owned()
        };
        let (stands, is) = (row(&text), row(&now));
        if figures(&stands) != figures(&is) {
            renewed = renewed.replace(&stands, &is);
        }
    }
    if renewed != text && std::env::var_os("TIDINGS_BLESS").is_some() {
        fs::write(&page, &renewed).unwrap();
    } else {
        let hint = "TIDINGS_BLESS=1 cargo test --test suite docs";
        assert!(renewed == text, "docs/guide-benchmark.md: the figures are others: {hint}\n{now}");
    }
}

#[cfg(feature = "cli")]
#[test]
fn the_picture_is_what_the_command_prints() {
    let now = printed(&["brief", "corpus/", "--no-config", "--now", "2026-05-10T18:00:00Z"]);
    let picture = fs::read_to_string(root().join("docs/briefing.svg")).unwrap();
    let shown: Vec<String> = picture
        .lines()
        .filter_map(|line| line.strip_prefix("<text ")?.split_once('>')?.1.strip_suffix("</text>"))
        .map(|text| text.replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&"))
        .collect();
    let printed: Vec<&str> = now.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let hint = "target/release/tidings brief corpus/ --no-config --now 2026-05-10T18:00:00Z | \
                .ci/picture 34 > docs/briefing.svg";
    assert!(
        shown.len() > 20
            && printed.starts_with(&shown.iter().map(String::as_str).collect::<Vec<_>>()),
        "{hint}\n{shown:#?}"
    );
    // The README says so in words.
    assert!(
        printed[1].starts_with("11 stories · 62 articles ·") && printed[1].ends_with("3 min"),
        "{}",
        printed[1]
    );
}

#[test]
fn three_articles_are_briefed() {
    let page = brief_three::run().unwrap();
    assert!(page.contains("3 articles · 3 publishers"), "{page}");
    assert!(page.contains("Helicopters flew 140 survivors to hospitals. [2][3]"));
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

//! Imports never climb: reads the sources and fails when a room imports one that its row in the
//! table of `ARCHITECTURE.md` does not name, and when anything but the binary prints, reads a
//! clock, the environment or the network.

#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The table of rooms: what stands in `ARCHITECTURE.md` is what is checked.
const ARCHITECTURE: &str = include_str!("../ARCHITECTURE.md");

/// A room of the library with those it may import.
#[derive(Debug, PartialEq)]
struct Room {
    name: String,
    allowed: Vec<String>,
}

/// The rooms of a table, from the ground to the top. A row is `name/  what it is  ← rooms`;
/// `floors 0–3` stands for all rooms below headings `# floor 0` to `# floor 3`. Rows without an
/// arrow (the binary, files) are none.
fn rooms(document: &str) -> Vec<Room> {
    let table = document.split("```text").find(|block| block.contains("# floor 0"));
    let table = table.and_then(|block| block.split("```").next()).unwrap_or("");
    let mut rooms: Vec<Room> = Vec::new();
    let mut floors: Vec<(Option<u32>, String)> = Vec::new();
    let mut floor = None;
    for line in table.lines().map(str::trim) {
        if let Some(heading) = line.strip_prefix('#') {
            let number = heading.trim().strip_prefix("floor ");
            floor = number.and_then(|n| n.split([':', ';']).next()?.trim().parse().ok());
        }
        let Some((row, imports)) = line.split_once('←') else { continue };
        let name = row.split('/').next().unwrap_or("").trim().to_owned();
        let allowed = match imports.trim().strip_prefix("floors 0–") {
            Some(top) => {
                let top: u32 = top.trim().parse().unwrap();
                let below = floors.iter().filter(|(floor, _)| floor.is_some_and(|f| f <= top));
                below.map(|(_, name)| name.clone()).collect()
            }
            None => {
                imports.split_whitespace().filter(|n| *n != "nothing").map(str::to_owned).collect()
            }
        };
        floors.push((floor, name.clone()));
        rooms.push(Room { name, allowed });
    }
    rooms
}

/// What only `src/bin` may do, and why not the library.
const WORLD: &[(&str, &str)] = &[
    ("println!", "prints"),
    ("print!", "prints"),
    ("eprintln!", "prints"),
    ("eprint!", "prints"),
    ("dbg!", "prints"),
    ("std::io::stdout", "prints"),
    ("std::io::stderr", "prints"),
    ("std::io::stdin", "reads the terminal"),
    ("std::env", "reads the environment"),
    ("std::time", "reads the clock"),
    ("std::net", "uses the network"),
    ("std::process", "starts or ends a process"),
];

/// The room at the edge that is there to use the network; its time still comes in from the binary.
const NETWORK: (&str, &str) = ("fetch", "std::net");

/// A source file of the library.
struct File {
    /// Below `src`, with `/` between folders.
    path: String,
    /// Without comments.
    code: String,
    /// Compiled for tests only.
    test: bool,
}

impl File {
    fn room(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap_or("")
    }

    /// How many `super` lead from the file's own items to the crate's root.
    fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { folders } else { folders + 1 }
    }

    /// The code without what is compiled for tests only.
    fn shipped(&self) -> &str {
        if self.test {
            return "";
        }
        let tests = self.code.match_indices("#[cfg(test)]").find(|(at, found)| {
            let after = self.code[at + found.len()..].trim_start();
            after.starts_with("mod ") && after.find('{') < after.find(';').or(Some(usize::MAX))
        });
        tests.map_or(self.code.as_str(), |(at, _)| &self.code[..at])
    }
}

fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    walk(&src, &mut paths);
    let read = |path: &PathBuf| {
        let below = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        (below, without_comments(&fs::read_to_string(path).unwrap()))
    };
    let sources: BTreeMap<String, String> =
        paths.iter().map(read).filter(|(path, _)| !path.starts_with("bin/")).collect();
    assert!(sources.len() > 20, "hardly any sources found in {}", src.display());
    let tests: Vec<String> =
        sources.iter().flat_map(|(path, code)| test_modules(path, code)).collect();
    sources
        .into_iter()
        .map(|(path, code)| {
            let test = tests
                .iter()
                .any(|t| path == format!("{t}.rs") || path.starts_with(&format!("{t}/")));
            File { path, code, test }
        })
        .collect()
}

pub(crate) fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|e| e == "rs") {
            paths.push(path);
        }
    }
}

/// Modules in files of their own that a file declares for tests only, as paths without an
/// extension.
pub(crate) fn test_modules(path: &str, code: &str) -> Vec<String> {
    let folder = path
        .strip_suffix("mod.rs")
        .map_or_else(|| format!("{}/", path.trim_end_matches(".rs")), str::to_owned);
    let declared = code.split("#[cfg(test)]").skip(1).filter_map(|after| {
        let name = after.trim_start().strip_prefix("mod ")?;
        let (name, _) = name.split_once(';')?;
        name.chars().all(|c| c.is_alphanumeric() || c == '_').then(|| format!("{folder}{name}"))
    });
    declared.collect()
}

/// The code without comments. Text in quotation marks that holds `//` is cut too; no rule looks
/// there.
fn without_comments(code: &str) -> String {
    let lines = code.lines().map(|line| line.split("//").next().unwrap_or(""));
    lines.collect::<Vec<_>>().join("\n")
}

/// First names of the paths that begin with `root` (`crate::`, `std::`), through braces:
/// `crate::{a, b::c}` is a and b.
fn first_names<'c>(code: &'c str, root: &str) -> Vec<&'c str> {
    let mut names = Vec::new();
    for (at, _) in code.match_indices(root) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let path = code[at + root.len()..].trim_start();
        match path.strip_prefix('{') {
            Some(group) => names.extend(members(group)),
            None => names.push(identifier(path)),
        }
    }
    names
}

/// First names of the members of a group in braces, given from behind its opening brace.
fn members(group: &str) -> Vec<&str> {
    let (mut names, mut depth, mut start) = (Vec::new(), 0usize, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                names.push(identifier(group[start..at].trim_start()));
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                names.push(identifier(group[start..at].trim_start()));
                start = at + 1;
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The longest chain of `super::` in `code`.
fn longest_climb(code: &str) -> usize {
    let mut longest = 0;
    let mut rest = code;
    while let Some(at) = rest.find("super::") {
        let mut chain = 0;
        rest = &rest[at..];
        while let Some(after) = rest.strip_prefix("super::") {
            chain += 1;
            rest = after;
        }
        longest = longest.max(chain);
    }
    longest
}

/// What is wrong with the imports of one file.
fn climbs(rooms: &[Room], file: &File) -> Vec<String> {
    let room = file.room();
    let mut wrong = Vec::new();
    let Some(Room { allowed, .. }) = rooms.iter().find(|r| r.name == room) else {
        wrong.push(format!(
            "src/{}: room `{room}` is not in the table of ARCHITECTURE.md; add it",
            file.path
        ));
        return wrong;
    };
    let mut names = first_names(&file.code, "crate::");
    names.sort_unstable();
    names.dedup();
    for name in names.into_iter().filter(|n| *n != room && !allowed.iter().any(|a| a == n)) {
        let may = if allowed.is_empty() { "nothing".to_owned() } else { allowed.join(", ") };
        wrong.push(format!(
            "src/{}: `{room}` imports `crate::{name}`, but may import only: {may}. Move what is needed down a floor, \
             or pass it in from `brief`",
            file.path
        ));
    }
    let inline = usize::from(file.shipped().len() < file.code.len() && !file.test);
    if longest_climb(&file.code) >= file.depth() + inline
        || longest_climb(file.shipped()) >= file.depth()
    {
        wrong.push(format!("src/{}: `super::` leads out of the room; write `crate::…`", file.path));
    }
    wrong
}

#[test]
fn imports_never_climb() {
    let files = files();
    let rooms = rooms(ARCHITECTURE);
    let wrong: Vec<String> =
        files.iter().filter(|f| f.path != "lib.rs").flat_map(|f| climbs(&rooms, f)).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn the_table_has_no_way_round() {
    let rooms = rooms(ARCHITECTURE);
    for (at, Room { name, allowed }) in rooms.iter().enumerate() {
        for other in allowed {
            let below = rooms[..at].iter().any(|room| room.name == *other);
            assert!(
                below,
                "`{name}` may import `{other}`, which does not stand above it in the table"
            );
        }
    }
}

/// Every folder of the library has its row, and every row its folder.
#[test]
fn the_table_names_the_rooms_that_there_are() {
    let mut folders: Vec<String> =
        files().iter().filter(|f| f.path != "lib.rs").map(|f| f.room().to_owned()).collect();
    folders.sort();
    folders.dedup();
    let mut rows: Vec<String> = rooms(ARCHITECTURE).into_iter().map(|r| r.name).collect();
    rows.sort();
    assert_eq!(rows, folders);
}

#[test]
fn a_table_is_read() {
    let table = "```text\nread → clean\n```\n```text\n# floor 0: ground\na/  one ← nothing\n\
        # floor 1\nb/  two ← a\n# floor 2; roof\nc/  all ← floors 0–1\nbin/ none\n```\nd/ ← a";
    let room = |name: &str, allowed: &[&str]| Room {
        name: name.to_owned(),
        allowed: allowed.iter().map(|&a| a.to_owned()).collect(),
    };
    assert_eq!(rooms(table), [room("a", &[]), room("b", &["a"]), room("c", &["a", "b"])]);
}

#[test]
fn only_the_binary_touches_the_world() {
    let mut wrong = Vec::new();
    for file in files() {
        let code = file.shipped();
        for (word, what) in WORLD {
            if (file.room(), *word) == NETWORK {
                continue;
            }
            let plain = code
                .match_indices(word)
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            let grouped = word.strip_prefix("std::").is_some_and(|name| {
                let first = name.split("::").next().unwrap_or(name);
                name == first && first_names(code, "std::").contains(&first)
            });
            if plain || grouped {
                wrong.push(format!("src/{}: `{word}` {what}; only src/bin may", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// The checks above find what they look for.
#[test]
fn climbing_is_found() {
    let file = |path: &str, code: &str| File {
        path: path.to_owned(),
        code: without_comments(code),
        test: false,
    };
    let table = [
        ("model/a.rs", "use crate::text::words;", 1),
        ("text/a.rs", "use crate::{model::{A, B}, rank, brief::C};", 2),
        ("rank/a.rs", "fn f() { crate::brief::run() }", 1),
        ("rank/a.rs", "use super::super::brief;", 1),
        ("rank/a.rs", "#[cfg(test)]\nmod tests { use super::super::Story; }", 0),
        ("rank/parts/a.rs", "use super::super::Story; // crate::brief", 0),
        ("rank/a.rs", "use crate::model::{Budget}; use crate::rank::Story;", 0),
        ("kitchen/a.rs", "", 1),
    ];
    let rooms = rooms(ARCHITECTURE);
    for (path, code, expected) in table {
        let found = climbs(&rooms, &file(path, code));
        assert_eq!(found.len(), expected, "{path} with {code}: {found:?}");
    }
    assert_eq!(test_modules("rank/mod.rs", "#[cfg(test)]\nmod suite;"), ["rank/suite"]);
    assert_eq!(first_names("use std::{env, fmt::{self, Debug}};", "std::"), ["env", "fmt"]);
}

//! How the sources may grow: no two files of a room need each other, and what is longer than a
//! reader takes in at once stands in a table here, which can only become shorter.
//! `.ci/house -v` counts the same things and names the places.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Lines that a file may have before its tests.
const FILE: usize = 400;
/// Lines that a function may have.
const FUNCTION: usize = 60;

/// Files of a room that need each other. A new circle is resolved by moving what both need into a
/// file below.
const CIRCLES: &[&str] = &[];

/// Functions of more than [`FUNCTION`] lines.
const LONG_FUNCTIONS: &[&str] = &[];

/// Files of more than [`FILE`] lines.
const LONG_FILES: &[&str] = &[
    // A table: one line a file.
    "lexicon/files.rs",
];

/// The shipped part of each source file, by its path below `src`: comments, literals and tests are
/// blanked, line breaks stay.
fn sources() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    super::floors::walk(&root, &mut paths);
    let read = |path: &std::path::PathBuf| {
        let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (below, without_tests(&blank(&fs::read_to_string(path).unwrap())).to_owned())
    };
    let all: BTreeMap<String, String> = paths.iter().map(read).collect();
    let whole = |path: &str| blank(&fs::read_to_string(root.join(path)).unwrap());
    let tests: Vec<String> =
        all.keys().flat_map(|path| super::floors::test_modules(path, &whole(path))).collect();
    let is_test = |path: &str| {
        tests.iter().any(|t| path == format!("{t}.rs") || path.starts_with(&format!("{t}/")))
    };
    let shipped: BTreeMap<_, _> = all.into_iter().filter(|(path, _)| !is_test(path)).collect();
    assert!(shipped.len() > 100, "{}", shipped.len());
    shipped
}

/// The code with comments and literals blanked; line breaks stay.
fn blank(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let length = literal(rest, out.chars().next_back()).unwrap_or(0);
        if length > 0 {
            let (taken, after) = rest.split_at(length);
            out.extend(taken.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            rest = after;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// The length in bytes of the comment or literal at the start of `rest`, behind the character
/// `before`.
fn literal(rest: &str, before: Option<char>) -> Option<usize> {
    let until = |from: usize, end: &str| rest[from..].find(end).map(|at| from + at + end.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return until(2, "*/");
    }
    if rest.starts_with('r') && !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        let signs = rest[1..].len() - rest[1..].trim_start_matches('#').len();
        if rest[1 + signs..].starts_with('"') {
            return until(2 + signs, &format!("\"{}", "#".repeat(signs)));
        }
    }
    let quoted = |quote: char| {
        let mut escaped = false;
        rest.char_indices().skip(1).find_map(|(at, c)| {
            let end = c == quote && !escaped;
            escaped = c == '\\' && !escaped;
            end.then_some(at + 1)
        })
    };
    match rest.chars().next()? {
        '"' => quoted('"'),
        // A character, but no lifetime.
        '\'' if rest.starts_with("'\\") || rest.chars().nth(2) == Some('\'') => quoted('\''),
        _ => None,
    }
}

/// What stands before the first module of tests in a file.
fn without_tests(code: &str) -> &str {
    let tests = code.match_indices("#[cfg(test)]").find(|(at, found)| {
        let mut after = code[at + found.len()..].trim_start();
        while after.starts_with("#[") {
            after = after.find(']').map_or("", |end| after[end + 1..].trim_start());
        }
        after.starts_with("mod ")
            && after.find(['{', ';']).is_some_and(|at| after[at..].starts_with('{'))
    });
    tests.map_or(code, |(at, _)| &code[..at])
}

/// The names that lead to a file: `rank/coverage/mod.rs` is rank, coverage.
fn module_of(path: &str) -> Vec<&str> {
    let path = path.strip_suffix(".rs").unwrap_or(path);
    path.strip_suffix("/mod").unwrap_or(path).split('/').collect()
}

/// The paths of a use tree: `a::{b, c::d}` is a, b and a, c, d.
fn leaves<'c>(tree: &'c str, before: &[&'c str], found: &mut Vec<Vec<&'c str>>) {
    let (mut depth, mut start) = (0_usize, 0);
    let mut parts = Vec::new();
    for (at, c) in tree.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&tree[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&tree[start..]);
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let (head, group) = match part.split_once('{') {
            Some((head, group)) => (head, group.strip_suffix('}')),
            None => (part.split(" as ").next().unwrap_or(part), None),
        };
        let names = head.split("::").map(str::trim).filter(|name| !name.is_empty());
        let path: Vec<&str> = before.iter().copied().chain(names).collect();
        match group {
            Some(group) => leaves(group, &path, found),
            None => found.push(path),
        }
    }
}

/// The use trees of a file: whether each is public, and what stands between `use` and `;`.
fn trees(code: &str) -> Vec<(bool, &str)> {
    let uses = code
        .match_indices("use ")
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    uses.filter_map(|(at, found)| {
        let rest = &code[at + found.len()..];
        let before = code[..at].rsplit(['\n', ';']).next().unwrap_or("").trim();
        Some((before.starts_with("pub"), &rest[..rest.find(';')?]))
    })
    .collect()
}

/// Paths that are written out in the code itself: `super::name::…`, `crate::name::…`.
fn written_out(code: &str) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = ["super::", "crate::"].iter().filter_map(|w| code[from..].find(w)).min() {
        let start = from + at;
        let end = code[start..].find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
        let path = &code[start..end.map_or(code.len(), |end| start + end)];
        from = start + path.len();
        let named = !code[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        if named {
            found.push(path.split("::").filter(|name| !name.is_empty()).collect());
        }
    }
    found
}

/// From each file of the library to the files of its room that it names. A room's own `mod.rs`
/// stands for the room, so that it is nobody's target.
fn arrows(files: &BTreeMap<String, String>) -> BTreeMap<&str, BTreeSet<&str>> {
    let modules: BTreeMap<Vec<&str>, &str> =
        files.keys().map(|path| (module_of(path), path.as_str())).collect();
    let mut exported: BTreeMap<Vec<&str>, Vec<&str>> = BTreeMap::new();
    for (path, code) in files {
        let own = module_of(path);
        for (_, tree) in trees(code).into_iter().filter(|(public, _)| *public) {
            let mut found = Vec::new();
            leaves(tree, &[], &mut found);
            for leaf in found {
                let Some(name) = leaf.last() else { continue };
                let name = own.iter().copied().chain([*name]).collect();
                if let Some(target) = resolved(&own, &leaf, true) {
                    exported.insert(name, target);
                }
            }
        }
    }
    let mut arrows = BTreeMap::new();
    for (path, code) in files {
        let own = module_of(path);
        let mut named = Vec::new();
        let mut rest = code.clone();
        for (public, tree) in trees(code) {
            if !public {
                leaves(tree, &[], &mut named);
            }
            rest = rest.replace(tree, "");
        }
        let targets = named.into_iter().chain(written_out(&rest)).filter_map(|leaf| {
            let target = file_of(resolved(&own, &leaf, false)?, &exported, &modules)?;
            let module = module_of(target);
            let room = target.ends_with("/mod.rs") && module.len() == 1;
            (target != path && module.first() == own.first() && !room).then_some(target)
        });
        arrows.insert(path.as_str(), targets.collect::<BTreeSet<_>>());
    }
    arrows
}

/// The file that holds what a path names, through what modules export.
fn file_of<'n, 'p>(
    mut names: Vec<&'n str>,
    exported: &BTreeMap<Vec<&'n str>, Vec<&'n str>>,
    modules: &BTreeMap<Vec<&'n str>, &'p str>,
) -> Option<&'p str> {
    for _ in 0..4 {
        names = exported.get(&names).map_or(names, Clone::clone);
    }
    while !names.is_empty() {
        if let Some(path) = modules.get(&names) {
            return Some(path);
        }
        names.pop();
    }
    None
}

/// A path from the crate's root, for one that stands in the module `own`; only an export may begin
/// with a name below it.
fn resolved<'c>(own: &[&'c str], leaf: &[&'c str], export: bool) -> Option<Vec<&'c str>> {
    let climbs = leaf.iter().take_while(|name| **name == "super").count();
    let base = match leaf.first() {
        Some(&"crate") => &[],
        Some(&"super") => own.get(..own.len().checked_sub(climbs)?)?,
        Some(_) if export => own,
        _ => return None,
    };
    let skip = climbs.max(usize::from(matches!(leaf.first(), Some(&("crate" | "self")))));
    Some(base.iter().chain(leaf.iter().skip(skip)).copied().collect())
}

/// Groups of files of which each leads to each other one.
fn circles(arrows: &BTreeMap<&str, BTreeSet<&str>>) -> Vec<String> {
    let reached = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&str> = arrows[from].iter().copied().collect();
        while let Some(next) = open.pop() {
            if seen.insert(next) {
                open.extend(arrows.get(next).into_iter().flatten());
            }
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|&path| (path, reached(path))).collect();
    let mut found = BTreeSet::new();
    for (path, seen) in reach.iter().filter(|(path, seen)| seen.contains(*path)) {
        let group = seen.iter().filter(|other| reach[**other].contains(path));
        found.insert(group.copied().collect::<Vec<_>>().join(" ↔ "));
    }
    found.into_iter().collect()
}

/// The functions of a file: name and number of lines.
fn functions(code: &str) -> Vec<(&str, usize)> {
    let names = code
        .match_indices("fn ")
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    names
        .filter_map(|(at, found)| {
            let rest = &code[at + found.len()..];
            let name = &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_')?];
            let body = name.len() + opening(&rest[name.len()..])?;
            let end = body + closing(&rest[body..]);
            (!name.is_empty()).then(|| (name, rest[..end].matches('\n').count() + 1))
        })
        .collect()
}

/// Where the body begins of a function whose name has just ended.
fn opening(rest: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Where the brace closes with which `rest` begins.
fn closing(rest: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in rest.char_indices() {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return at + 1;
        }
    }
    rest.len()
}

/// Fails where more is found than is listed, and where the list holds what is no more.
fn listed(found: &[String], list: &[&str], what: &str) {
    let more: Vec<&String> = found.iter().filter(|one| !list.contains(&one.as_str())).collect();
    assert!(more.is_empty(), "{what}: {more:#?}");
    let less: Vec<&&str> = list.iter().filter(|one| !found.iter().any(|f| f == *one)).collect();
    assert!(less.is_empty(), "no longer {what}; shorten the list: {less:#?}");
}

#[test]
fn no_files_of_a_room_need_each_other() {
    let mut files = sources();
    files.retain(|path, _| !path.starts_with("bin/") && path != "lib.rs");
    let arrows = arrows(&files);
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 300, "hardly any arrows");
    listed(&circles(&arrows), CIRCLES, "circles of files");
}

#[test]
fn functions_can_be_read_at_once() {
    let mut found = Vec::new();
    let mut all = 0;
    for (path, code) in sources() {
        let functions = functions(&code);
        all += functions.len();
        let long = functions.into_iter().filter(|(_, lines)| *lines > FUNCTION);
        found.extend(long.map(|(name, _)| format!("{path}: {name}")));
    }
    assert!(all > 2_000, "{all}");
    listed(&found, LONG_FUNCTIONS, "functions of more than 60 lines");
}

#[test]
fn files_have_one_subject() {
    let long = sources().into_iter().filter(|(_, code)| code.matches('\n').count() > FILE);
    let found: Vec<String> = long.map(|(path, _)| path).collect();
    listed(&found, LONG_FILES, "files of more than 400 lines");
}

/// The checks above find what they look for.
#[test]
fn what_grows_is_found() {
    let files: BTreeMap<String, String> = [
        ("a/mod.rs", "mod b; mod c; pub use c::{C, d::D};"),
        ("a/b.rs", "use super::C; fn f() { crate::x::g() }"),
        ("a/c/mod.rs", "use crate::model::M;"),
        ("a/c/d.rs", "fn f() { super::super::b::f() } // use crate::a::C;"),
        ("a/e.rs", "use super::D; use super::f::{self, F as G};"),
        ("a/f.rs", "pub(super) use super::e::E; fn f(x: [u8; 2]) { super::e::g(\"{\", '}') }"),
        ("x.rs", "use crate::a::b;"),
    ]
    .map(|(path, code)| (path.to_owned(), blank(code)))
    .into();
    let arrows = arrows(&files);
    assert_eq!(arrows["a/b.rs"], BTreeSet::from(["a/c/mod.rs"]));
    assert_eq!(arrows["a/e.rs"], BTreeSet::from(["a/c/d.rs", "a/f.rs"]));
    assert_eq!(circles(&arrows), ["a/e.rs ↔ a/f.rs"]);
    let code = blank("fn a(x: [u8; 2]) -> u8 {\n  '{'; \"}\n\"; r#\"}\"}\"#\n}\nfn b();\n");
    assert_eq!(functions(&code), [("a", 4)]);
    assert_eq!(without_tests("x\n#[cfg(test)]\n#[allow(a)]\nmod t {}"), "x\n");
    assert_eq!(without_tests("#[cfg(test)]\nmod t;\nx"), "#[cfg(test)]\nmod t;\nx");
}

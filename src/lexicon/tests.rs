use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::*;

/// What `files.rs` has to be for the folders as they are.
fn table() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon");
    let names = |folder: &Path, wanted: &dyn Fn(&Path) -> bool| {
        let mut paths: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.retain(|path| wanted(path));
        paths.sort();
        paths
    };
    let mut text = String::from(
        "//! The files of the folders. Written by `TIDINGS_BLESS=1 cargo test --lib lexicon`.\n\n\
         use super::Folder;\n\n#[rustfmt::skip]\npub(super) const FILES: &[Folder] = &[\n",
    );
    for folder in names(&root, &|path| path.is_dir()) {
        let code = folder.file_name().unwrap().to_string_lossy().into_owned();
        // A language may have a table of frequencies (`FREQUENCY.md`) and no list.
        if names(&folder, &|path| path.extension().is_some_and(|e| e == "txt")).is_empty() {
            continue;
        }
        writeln!(text, "    (\n        \"{code}\",\n        &[").unwrap();
        for file in names(&folder, &|path| path.extension().is_some_and(|e| e == "txt")) {
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            writeln!(text, "            (\"{name}\", include_str!(\"{code}/{name}.txt\")),")
                .unwrap();
        }
        text.push_str("        ],\n    ),\n");
    }
    text.push_str("];\n");
    text
}

#[test]
fn the_table_of_files_is_that_of_the_folders() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/files.rs");
    let table = table();
    if std::env::var_os("TIDINGS_BLESS").is_some() {
        fs::write(&path, &table).unwrap();
    }
    let stands = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert!(stands == table, "run `TIDINGS_BLESS=1 cargo test --lib lexicon` and build again");
}

#[test]
fn every_list_stands_at_its_place() {
    for (place, list) in List::ALL.into_iter().enumerate() {
        assert_eq!(place, list as usize, "{list:?}");
        let count = Lexicon::of(None).count(list) + Lexicon::shared().count(list);
        assert!(count > 0, "{list:?} has no entry in any language");
    }
}

#[test]
fn entries_are_in_lower_case_with_straight_apostrophes() {
    for (code, files) in FILES {
        for list in List::ALL {
            let (name, section) = list.place();
            let file = files.iter().find(|(file, _)| *file == name).map_or("", |(_, text)| *text);
            for entry in entries::section(file, section) {
                assert_eq!(entry, entry.to_lowercase(), "{code}/{name}.txt");
                assert!(!entry.contains('’'), "{code}/{name}.txt: {entry}");
            }
        }
    }
}

#[test]
fn calendars_are_whole_and_agree() {
    let mut all: [BTreeMap<&str, (i8, &str)>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for (code, files) in FILES {
        for ((name, lines), all) in [("months", 12), ("weekdays", 7)].into_iter().zip(&mut all) {
            let Some((_, text)) = files.iter().find(|(file, _)| *file == name) else { continue };
            assert_eq!(entries::lines(text).count(), lines, "{code}/{name}.txt");
            for (number, line) in (1..).zip(entries::lines(text)) {
                for entry in entries::parts(line) {
                    let known = *all.entry(entry).or_insert((number, code));
                    assert_eq!(known.0, number, "{name}.txt: {entry} in {code} and {}", known.1);
                }
            }
        }
    }
    assert!(all[0].len() > 150 && all[1].len() > 80, "{} {}", all[0].len(), all[1].len());
}

#[test]
fn a_word_counts_in_its_own_language_alone() {
    let of = |code: &str| Lexicon::of(Language::parse(code));
    assert!(of("en").is_pronoun("he") && !of("de").is_pronoun("he"));
    assert!(of("pt").is_connective("mas") && !of("es").is_connective("mas"));
    assert!(of("fr").is_relative_time("hier") && !of("de").is_relative_time("hier"));
    assert!(of("sv").is_reporting("sade") && !of("en").is_reporting("sade"));
    assert_eq!((of("fr").month("mars"), of("en").month("mars")), (Some(3), None));
    assert_eq!((of("nl").weekday("do"), of("en").weekday("do")), (Some(4), None));
    // Unknown to every folder, and known to any.
    assert!(!of("sw").is_pronoun("he") && Lexicon::of(None).is_pronoun("he"));
    assert_eq!((of("nb").code(), of("sw").code(), Lexicon::of(None).code()), ("no", "", ""));
}

#[test]
fn nouns_have_capitals_in_german_alone() {
    let capitals = |code: &str| Lexicon::of(Language::parse(code)).has_noun_capitals();
    assert!(capitals("de") && !capitals("nl") && !capitals("en") && !capitals("sw"));
    assert!(!Lexicon::of(None).has_noun_capitals());
}

#[test]
fn phrases_are_found_as_whole_words() {
    let of = |code: &str| Lexicon::of(Language::parse(code));
    let opens = |code: &str, text: &str| of(code).opens_with(List::Connectives, text);
    assert_eq!(opens("en", "“In the meantime, boats stayed."), Some("in the meantime"));
    assert_eq!(opens("en", "Butter was dear."), None);
    assert_eq!(opens("fr", "C’est pourquoi le pont ferme."), Some("c'est pourquoi"));
    assert_eq!(opens("zh", "但是大桥关闭了。"), Some("但是"));
    assert_eq!(opens("en", ""), None);
    assert_eq!(of("fr").opens_with(List::Pronouns, "C’est fini."), Some("c'"));
    for (code, text, expected) in [
        ("en", "The bridge closed last week.", true),
        ("en", "The nowhere man.", false),
        ("ja", "橋は昨日閉鎖された。", true),
        ("ru", "Мост закрыли на прошлой неделе.", true),
        ("de", "Der Rat tagt heutzutage.", false),
    ] {
        assert_eq!(of(code).mentions(List::RelativeTimes, text), expected, "{text}");
    }
}

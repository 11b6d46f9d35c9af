//! A week of the newsroom as a folder of pages: every link leads somewhere, every quotation opens
//! in its source's own paragraph, stories keep their address, and one more day touches few files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A reader with the newsroom's week in an archive.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
        let output = home.run(&[
            "archive",
            "import",
            corpus.to_str().unwrap(),
            "--now",
            "2026-05-11T06:00:00Z",
        ]);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{output:?}");
        home
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_tidings"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path().join("data"))
            .stdin(Stdio::null())
            .output()
            .unwrap()
    }

    /// Tells of a day of May.
    fn day(&self, day: u32, more: &[&str]) -> Output {
        let date = format!("2026-05-{day:02}");
        let now = format!("2026-05-{:02}T05:00:00Z", day + 1);
        let mut arguments =
            vec!["brief", "--site", "site", "--date", &date, "--now", &now, "--length", "400w"];
        arguments.extend(more);
        let output = self.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.is_empty(), "with a site nothing is printed");
        output
    }

    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// All files of the site but its lock, by name.
    fn files(&self) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        walk(&self.site(), &self.site(), &mut files);
        files.remove(".lock");
        files
    }
}

fn walk(folder: &Path, base: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, base, files);
        } else {
            let name = path.strip_prefix(base).unwrap().to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
}

/// What stands in double quotes behind `name=`.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let start = format!(" {name}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The file and the anchor that a relative link of a page leads to.
fn target(page: &str, href: &str) -> (String, String) {
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part == ".." {
            parts.pop().expect("a link leaves the site");
        } else {
            parts.push(part);
        }
    }
    let file = if path.is_empty() { page.to_owned() } else { parts.join("/") };
    (file, anchor.to_owned())
}

/// Every relative link leads to a file of the site and to an anchor of it, and no anchor stands
/// twice.
fn assert_linked(files: &BTreeMap<String, String>) {
    for (name, html) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let ids = attributes(html, "id");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice");
        for href in attributes(html, "href").into_iter().chain(attributes(html, "src")) {
            if href.contains("://") {
                continue;
            }
            let (file, anchor) = target(name, href);
            let there = files.get(&file).unwrap_or_else(|| panic!("{name}: {href} leads nowhere"));
            let found = anchor.is_empty() || attributes(there, "id").contains(&anchor.as_str());
            assert!(found, "{name}: {href} leads to no part of {file}");
        }
    }
}

/// The chapters of a story's page, by their days.
fn days_of(html: &str) -> Vec<&str> {
    attributes(html, "id").into_iter().filter_map(|id| id.strip_prefix("day-")).collect()
}

#[test]
fn a_week_of_pages() {
    let home = Home::new();
    let mut before = BTreeMap::new();
    for day in 4..=9 {
        before = home.files_or_none();
        home.day(day, &[]);
    }
    let week = home.files();
    assert_linked(&week);

    // One more day touches its own pages, its stories and the lists, and no other day but the one
    // before it.
    let changed: BTreeSet<&str> = week
        .iter()
        .filter(|(name, text)| before.get(*name) != Some(*text))
        .map(|(name, _)| name.as_str())
        .collect();
    let days: Vec<&str> =
        changed.iter().filter(|name| name.starts_with("days/")).copied().collect();
    assert_eq!(days, ["days/2026-05-08.html", "days/2026-05-09.html"]);
    assert!(changed.contains("site.json") && changed.contains("search/2026-05.js"));
    assert!(!changed.contains("site.css") && !changed.contains("search.js"));

    // A story that goes on has one page for all its days, and the day's page leads there.
    let long: Vec<(&String, Vec<&str>)> = week
        .iter()
        .filter(|(name, _)| name.starts_with("stories/"))
        .map(|(name, html)| (name, days_of(html)))
        .filter(|(_, days)| days.len() > 2)
        .collect();
    let ferry = long.iter().find(|(name, _)| week[*name].contains("Ardena"));
    let (name, days) = ferry.expect("the ferry is told on several days");
    assert!(days.is_sorted());
    let last = &week[&format!("days/{}.html", days.last().unwrap())];
    assert!(last.contains(&format!("href=\"../{name}\"")), "{name}");
    let earlier = format!("href=\"{}.html#", days[days.len() - 2]);
    assert!(last.contains(&earlier), "the day before is linked");

    // The same day again changes nothing.
    home.day(9, &[]);
    assert_eq!(week, home.files());

    // A run that died after its first pages is made good by the next.
    for (name, text) in &week {
        let path = home.site().join(name);
        match before.get(name) {
            _ if name.starts_with("days/") || name.starts_with("stories/") => {}
            Some(old) => fs::write(path, old).unwrap(),
            None => drop(fs::remove_file(path)),
        }
        assert!(!text.is_empty());
    }
    home.day(9, &[]);
    assert_eq!(week, home.files());
}

impl Home {
    fn files_or_none(&self) -> BTreeMap<String, String> {
        if self.site().exists() { self.files() } else { BTreeMap::new() }
    }
}

#[test]
fn every_quotation_opens_in_its_own_paragraph() {
    let home = Home::new();
    home.day(6, &[]);
    let html = &home.files()["days/2026-05-06.html"];
    let mut opened = 0;
    for quote in html.split("<p class=\"item\"").skip(1) {
        let words = quote.split_once('>').unwrap().1.split("&nbsp;<span").next().unwrap();
        let words = words.rsplit("</b>").next().unwrap();
        let rest = quote.split("<p class=\"item\"").next().unwrap();
        let Some((_, figure)) = rest.split_once("<mark>") else { continue };
        assert_eq!(figure.split("</mark>").next(), Some(words));
        opened += 1;
    }
    assert!(opened >= 5, "{opened} quotations open");
    assert!(
        html.contains("<title>Wednesday 6 May 2026 · Briefing</title>"),
        "the day heads its page"
    );
    assert!(html.contains("made Thu 7 May 2026"));
}

#[test]
fn the_search_script_is_the_months_memory() {
    let home = Home::new();
    home.day(5, &[]);
    home.day(6, &[]);
    let files = home.files();
    let script = &files["search/2026-05.js"];
    let json =
        script.strip_prefix("tidings.month(\"2026-05\",").unwrap().strip_suffix(");\n").unwrap();
    let days: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(days.as_array().unwrap().len(), 2);
    for day in days.as_array().unwrap() {
        let page = &files[&format!("days/{}.html", day["page"].as_str().unwrap())];
        let ids = attributes(page, "id");
        for story in day["stories"].as_array().unwrap() {
            assert!(ids.contains(&story["at"].as_str().unwrap()));
            for line in story["lines"].as_array().unwrap() {
                assert!(ids.contains(&format!("sentence-{}", line["n"]).as_str()));
            }
        }
    }
    let feed = &files["feed.atom"];
    assert!(feed.contains("href=\"days/2026-05-06.html#story-1\""));
    assert!(feed.contains("href=\"days/2026-05-05.html#story-1\""));
}

#[test]
fn a_day_of_two_briefings_and_a_folder_of_somebody_else() {
    let home = Home::new();
    let brief = |since: &str, until: &str| {
        let output = home.run(&[
            "brief",
            "--site",
            "site",
            "--now",
            "2026-05-06T20:00:00Z",
            "--since",
            since,
            "--until",
            until,
        ]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    };
    brief("2026-05-05T06:00", "2026-05-06T06:00");
    brief("2026-05-06T06:00", "2026-05-06T18:00");
    let files = home.files();
    assert_linked(&files);
    let days: Vec<&String> = files.keys().filter(|name| name.starts_with("days/")).collect();
    assert_eq!(days, ["days/2026-05-06-2.html", "days/2026-05-06.html"]);

    // A run that was not remembered, its mail being lost, and the one that makes it good have one
    // page.
    for now in ["2026-05-08T05:00:00Z", "2026-05-08T05:20:00Z"] {
        let since = "2026-05-07T05:00";
        let output =
            home.run(&["brief", "--site", "site", "--now", now, "--since", since, "--no-record"]);
        assert_eq!(output.status.code(), Some(0));
    }
    let files = home.files();
    assert_linked(&files);
    assert_eq!(files.keys().filter(|name| name.starts_with("days/2026-05-08")).count(), 1);

    let foreign = home.folder.path().join("foreign");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("index.html"), "mine").unwrap();
    let output = home.run(&["brief", "--date", "2026-05-06", "--site", "foreign"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("not a site of tidings"));
    assert_eq!(fs::read_to_string(foreign.join("index.html")).unwrap(), "mine");
}

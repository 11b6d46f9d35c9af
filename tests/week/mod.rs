//! A week as a new user lives it: three feeds on loopback servers, a configuration, `tidings fetch`
//! and `tidings brief` every morning at seven; a feed that fails, a day that is missed, runs that
//! are repeated, a mail that cannot be sent, a story that goes on, a day without news. Nothing is
//! told twice and nothing is lost.

mod news;

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

use news::{ITEMS, Item, OUTLETS};

/// What the feeds answer now, by outlet: a document, or a status for trouble.
type Feeds = Arc<Mutex<BTreeMap<&'static str, Result<String, u16>>>>;

/// A server of feeds on a free port; its threads end with the process.
fn serve() -> (String, Feeds) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let feeds = Feeds::default();
    let answers = feeds.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answers = answers.clone();
            std::thread::spawn(move || answer(stream, &answers));
        }
    });
    (base, feeds)
}

fn answer(mut stream: TcpStream, feeds: &Feeds) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    while lines.next().and_then(Result::ok).is_some_and(|line| !line.is_empty()) {}
    let path = first.split(' ').nth(1).unwrap_or("").trim_start_matches('/').to_owned();
    let answer = feeds.lock().unwrap().get(path.as_str()).cloned().unwrap_or(Err(404));
    let (status, body) = match &answer {
        Ok(body) => (200, body.as_str()),
        Err(status) => (*status, ""),
    };
    let length = body.len();
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Type: application/rss+xml\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
}

/// A reader's home: configuration, archive, and the week's memory of what was told.
struct Home {
    folder: tempfile::TempDir,
    feeds: Feeds,
    /// Every sentence that was told, with its day.
    told: Vec<(u32, String)>,
    /// Headlines of the sources of every briefing.
    sources: Vec<String>,
}

impl Home {
    fn new() -> Self {
        let (base, feeds) = serve();
        let folder = tempfile::tempdir().unwrap();
        let mut config = String::from(
            "timezone = \"Europe/Berlin\"\nlength = \"3000w\"\nrest = \"The rest\"\n\
             [fetch]\nallow_loopback = true\n\
             [[section]]\nname = \"Weather and stars\"\nquery = [\"comet\"]\n\
             [[section]]\nname = \"Never\"\nquery = [\"xylophone\"]\n\
             [[watch]]\nname = \"bakers\"\nquery = [\"bakers\"]\n\
             [[mute]]\nphrase = \"horoscope\"\nuntil = 2026-06-01\n\
             [profile.evening]\nlength = \"60w\"\n",
        );
        for (outlet, name) in OUTLETS {
            config += &format!(
                "[[feed]]\nurl = \"{base}/{outlet}\"\nname = \"{outlet}\"\npublisher = \"{name}\"\n"
            );
        }
        let home = Self { folder, feeds, told: Vec::new(), sources: Vec::new() };
        let path = home.path("config/tidings");
        fs::create_dir_all(&path).unwrap();
        fs::write(path.join("config.toml"), config).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The feeds as they stand at a moment: the items published until then.
    fn publish(&self, until: &str) {
        let until: jiff::Timestamp = until.parse().unwrap();
        for (outlet, _) in OUTLETS {
            let items = ITEMS.iter().filter(|item| item.outlet == outlet && item.at() <= until);
            let items: String = items.map(Item::xml).collect();
            let feed = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>{outlet}</title>{items}</channel></rss>"
            );
            self.feeds.lock().unwrap().insert(outlet, Ok(feed));
        }
    }

    fn fails(&self, outlet: &'static str) {
        self.feeds.lock().unwrap().insert(outlet, Err(500));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_STATE_HOME", self.path("state"))
            .stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that must end with this code; gives its output.
    fn ends(&self, arguments: &[&str], code: i32) -> (String, String) {
        let output = self.run(arguments);
        let (out, err) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{out}\n{err}");
        (out, err)
    }

    fn fetch(&self, now: &str) {
        self.ends(&["fetch", "--pause", "0", "--now", now], 0);
    }

    /// The morning's briefing as JSON; what it tells is taken down.
    fn morning(&mut self, day: u32, now: &str, more: &[&str]) -> Value {
        let mut arguments = vec!["brief", "--now", now, "--format", "json"];
        arguments.extend(more);
        let (out, _) = self.ends(&arguments, 0);
        let briefing = briefing(&out);
        for item in items(&briefing) {
            self.told.push((day, item));
        }
        for source in briefing["sources"].as_array().unwrap() {
            self.sources.push(source["title"].as_str().unwrap_or("").to_owned());
        }
        briefing
    }
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn briefing(json: &str) -> Value {
    let value: Value = serde_json::from_str(json).unwrap();
    value.get("briefing").cloned().unwrap_or(value)
}

fn stories(briefing: &Value) -> &Vec<Value> {
    briefing["stories"].as_array().unwrap()
}

fn items(briefing: &Value) -> Vec<String> {
    let items = stories(briefing).iter().flat_map(|story| story["items"].as_array().unwrap());
    items.map(|item| item["text"].as_str().unwrap().to_owned()).collect()
}

fn says(briefing: &Value, words: &str) -> bool {
    items(briefing).iter().any(|item| item.contains(words))
}

/// The story that says something.
fn story<'b>(briefing: &'b Value, words: &str) -> &'b Value {
    let holds = |story: &&Value| {
        let items = story["items"].as_array().unwrap().iter();
        items.filter_map(|item| item["text"].as_str()).any(|item| item.contains(words))
    };
    stories(briefing).iter().find(holds).unwrap_or_else(|| panic!("`{words}`: {briefing:#}"))
}

#[test]
fn seven_mornings() {
    let mut home = Home::new();
    home.ends(&["config", "check"], 0);

    // Monday: the Courier's server is down. The first briefing tells its window, not the whole
    // feed.
    home.publish("2026-05-04T04:30:00Z");
    home.fails("courier");
    home.fetch("2026-05-04T04:45:00Z");
    let monday = home.morning(1, "2026-05-04T05:00:00Z", &[]);
    assert!(says(&monday, "crack"), "the dam is told");
    assert!(!says(&monday, "orchid"), "an item of April is no news");
    assert!(!says(&monday, "Aries"), "what is muted is not told");
    assert!(stories(&monday).iter().all(|story| story["update"] == false));
    assert_eq!(monday["recipe"]["zone"], "Europe/Berlin");
    assert_eq!(
        monday["recipe"]["window"], "2026-05-03T05:00:00Z/2026-05-04T05:00:00Z",
        "24 hours without a run before"
    );
    // Asked again, the same morning gives the same bytes, whether the clock stands or goes on.
    let json = ["brief", "--now", "2026-05-04T05:00:00Z", "--format", "json"];
    assert_eq!(home.ends(&json, 0).0, home.ends(&json, 0).0);
    let later = ["brief", "--now", "2026-05-04T05:20:00Z", "--format", "json"];
    assert_eq!(home.ends(&later, 0).0, home.ends(&json, 0).0);
    // A preview and a comparison change nothing.
    let (preview, _) = home.ends(&["brief", "--now", "2026-05-04T05:20:00Z", "--dry-run"], 0);
    assert!(preview.contains("nothing was changed"), "{preview}");
    let (diff, _) = home.ends(&["brief", "--now", "2026-05-04T05:20:00Z", "--diff"], 0);
    assert!(diff.contains("0 new, 0 gone"), "{diff}");

    // Tuesday: the Courier is back with what it wrote on Sunday, before Monday's window ended. The
    // dam goes on.
    home.publish("2026-05-05T04:30:00Z");
    home.fetch("2026-05-05T04:45:00Z");
    let tuesday = home.morning(2, "2026-05-05T05:00:00Z", &[]);
    assert!(says(&tuesday, "cellist"), "what a failing feed held back is not lost");
    let dam = story(&tuesday, "evacuated");
    assert_eq!(dam["update"], true, "the dam goes on: {dam:#}");
    assert_eq!(story(&tuesday, "dockers")["update"], false, "the strike is new");

    // Wednesday: the machine is off.

    // Thursday: the window begins where Tuesday's ended.
    home.publish("2026-05-07T04:30:00Z");
    home.fetch("2026-05-07T04:45:00Z");
    let thursday = home.morning(4, "2026-05-07T05:00:00Z", &[]);
    assert_eq!(
        thursday["recipe"]["window"], "2026-05-05T05:00:00Z/2026-05-07T05:00:00Z",
        "a missed day is told the next time"
    );
    assert!(says(&thursday, "bakers"), "Wednesday's news is not lost");
    assert!(says(&thursday, "sealed"), "nor Thursday's");
    assert_eq!(story(&thursday, "sealed")["update"], true);

    // Friday: the page cannot be written, then the mail cannot be sent. Neither counts as told.
    home.publish("2026-05-08T04:30:00Z");
    home.fetch("2026-05-08T04:45:00Z");
    let nowhere = ["brief", "--now", "2026-05-08T05:00:00Z", "-o", "no/such/folder/page.html"];
    home.ends(&nowhere, 1);
    let send =
        |to| ["brief", "--now", "2026-05-08T05:00:00Z", "--to", "r@example.org", "--deliver", to];
    home.ends(&send("false"), 1);
    home.ends(&send("maildir:Mail"), 0);
    let mails: Vec<_> = fs::read_dir(home.path("Mail/new")).unwrap().collect();
    assert_eq!(mails.len(), 1);
    let friday = home.morning(5, "2026-05-08T05:00:00Z", &[]);
    assert!(says(&friday, "mayor"), "a failed run before loses nothing");
    // Sent once, it is not sent again: there is nothing new.
    let again =
        ["brief", "--now", "2026-05-08T05:30:00Z", "--exit-empty", "--deliver", "maildir:Mail"];
    assert_eq!(home.ends(&again, 4), (String::new(), String::new()));
    assert_eq!(fs::read_dir(home.path("Mail/new")).unwrap().count(), 1);

    // Saturday: nobody wrote anything.
    home.fetch("2026-05-09T04:45:00Z");
    let (out, err) =
        home.ends(&["brief", "--now", "2026-05-09T05:00:00Z", "--exit-empty", "--no-record"], 4);
    assert_eq!((out.as_str(), err.as_str()), ("", ""));
    let (out, _) = home.ends(&["brief", "--now", "2026-05-09T05:00:00Z"], 0);
    assert!(out.contains("Nothing new"), "{out}");

    // Sunday: the Gazette has changed Friday's article, and there is a comet.
    home.publish("2026-05-10T04:30:00Z");
    let sunday = home.morning(7, "2026-05-10T05:00:00Z", &["--fetch"]);
    assert_eq!(story(&sunday, "comet")["section"], "Weather and stars");
    let mayor = story(&sunday, "recount");
    assert_eq!(mayor["update"], true, "{mayor:#}");
    assert_eq!(mayor["section"], "The rest");
    assert!(!says(&sunday, "margin of 312 votes"), "what stood there on Friday is not news");

    nothing_is_told_twice(&home.told);
    nothing_is_lost(&home);

    // Another profile has a memory of its own: it tells the comet too.
    let evening =
        ["brief", "--profile", "evening", "--since", "yesterday", "--now", "2026-05-10T18:00:00Z"];
    let (out, _) = home.ends(&evening, 0);
    assert!(out.contains("comet"), "{out}");
    let (_, err) = home.ends(&["brief", "--profile", "evning"], 1);
    assert!(err.contains("did you mean `evening`?"), "{err}");
}

/// No sentence of one morning says what one of another morning said.
fn nothing_is_told_twice(told: &[(u32, String)]) {
    assert!(told.len() > 20, "only {} sentences were told", told.len());
    let words = |text: &str| -> Vec<String> {
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2)
            .map(str::to_lowercase)
            .collect();
        words.sort();
        words.dedup();
        words
    };
    let rows: Vec<(u32, &str, Vec<String>)> =
        told.iter().map(|(day, text)| (*day, text.as_str(), words(text))).collect();
    for (n, (day, text, own)) in rows.iter().enumerate() {
        for (other_day, other, theirs) in &rows[..n] {
            let shared = own.iter().filter(|word| theirs.contains(word)).count();
            let either = own.len() + theirs.len() - shared;
            let again = text == other || day != other_day && shared * 10 >= either * 7;
            assert!(!again, "day {other_day}: {other}\nday {day}: {text}");
        }
    }
}

/// Every article of the week that is not muted is a source of a briefing, or adds nothing to one
/// that is.
fn nothing_is_lost(home: &Home) {
    for item in ITEMS.iter().filter(|item| item.is_news) {
        let told = home.sources.iter().any(|title| title == item.title)
            || home.told.iter().any(|(_, sentence)| item.text.contains(sentence.as_str()));
        assert!(told, "`{}` of {} was never told", item.title, item.outlet);
    }
}

#[test]
fn two_runs_do_not_meet() {
    let home = Home::new();
    home.publish("2026-05-04T04:30:00Z");
    home.fetch("2026-05-04T04:45:00Z");
    let now = ["brief", "--now", "2026-05-04T05:00:00Z"];
    // A mail command that waits until it may go on.
    let script = home.path("wait.sh");
    fs::write(&script, "cat > /dev/null; touch started; while [ ! -e go ]; do sleep 0.05; done")
        .unwrap();
    let mut first = home
        .command(&now)
        .args(["--to", "r@example.org", "--deliver", "sh wait.sh"])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let patience = std::time::Instant::now();
    while !home.path("started").exists() {
        assert!(patience.elapsed().as_secs() < 60, "the first run never came to its mail");
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let (out, err) = home.ends(&now, 75);
    assert_eq!(out, "");
    assert!(err.contains(&format!("another run (process {})", first.id())), "{err}");
    // Another profile is nobody's business; a preview only looks.
    home.ends(&["brief", "--now", "2026-05-04T05:00:00Z", "--profile", "evening"], 0);
    home.ends(&["brief", "--now", "2026-05-04T05:00:00Z", "--dry-run"], 0);
    let waiting = home.command(&now).args(["--wait", "60"]).stdout(Stdio::piped()).spawn().unwrap();
    fs::write(home.path("go"), "").unwrap();
    assert!(first.wait().unwrap().success());
    let second = waiting.wait_with_output().unwrap();
    assert!(second.status.success());
}

#[test]
fn a_reader_who_leaves_was_not_told() {
    let home = Home::new();
    home.publish("2026-05-04T04:30:00Z");
    home.fetch("2026-05-04T04:45:00Z");
    let now = ["brief", "--now", "2026-05-04T05:00:00Z", "--format", "jsonl"];
    let mut first = home.command(&now).stdout(Stdio::piped()).spawn().unwrap();
    drop(first.stdout.take());
    assert!(first.wait().unwrap().success());
    let (preview, _) =
        home.ends(&["brief", "--now", "2026-05-05T05:00:00Z", "--since", "7d", "--dry-run"], 0);
    assert!(!preview.contains("would tell 0 stories"), "{preview}");
    let (_, _) =
        home.ends(&["brief", "--now", "2026-05-04T05:00:00Z", "--forget", "--no-record"], 0);
}

//! Feeds that want a login, cookies, a proxy; feeds that are files or commands; and what a list of
//! another reader becomes.

use std::path::Path;
use std::process::Output;

use tidings::fetch::{BadManners, FetchError, Fetcher, Header, Manners, Source, State};

use crate::fetch::{Server, articles, feed, fetch_with, listed, manners, ok, redirect, reply};

fn tidings(folder: &Path, arguments: &[&str]) -> Output {
    std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", folder)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

#[test]
fn headers_go_to_their_own_server_only() {
    let other =
        Server::start(|_, _, stream| ok(stream, &feed("Other", &["https://a.example/1".into()])));
    let target = format!("{}/f", other.base);
    let near = || {
        let networks = vec!["127.0.0.0/8".parse().unwrap()];
        Manners { guard: tidings::fetch::Guard { loopback: true, networks }, ..manners() }
    };
    let server = Server::start(move |seen, _, stream| match seen.path.as_str() {
        "/away" => redirect(stream, "302 Found", &target),
        "/near" => redirect(stream, "302 Found", "/f"),
        _ => ok(stream, &feed("Own", &["https://a.example/1".into()])),
    });
    let headers = vec![
        Header::new("X-Key", "abc").unwrap(),
        Header::new("Cookie", "a=b").unwrap(),
        Header::login("ann", "p@ss"),
    ];
    for path in ["/f", "/near", "/away"] {
        let source =
            Source { headers: headers.clone(), ..listed(&format!("{}{path}", server.base)) };
        assert_eq!(articles(fetch_with(near(), source, State::default())).len(), 1, "{path}");
    }
    for seen in server.seen() {
        let header = |name: &str| seen.headers.get(name).map(String::as_str);
        assert_eq!(header("x-key"), Some("abc"), "{}", seen.path);
        assert_eq!(header("cookie"), Some("a=b"));
        assert_eq!(header("authorization"), Some("Basic YW5uOnBAc3M="));
    }
    assert!(!other.seen().is_empty());
    for seen in other.seen() {
        for name in ["x-key", "cookie", "authorization"] {
            assert_eq!(seen.headers.get(name), None, "{name} went to another server");
        }
    }
    // A move that is remembered leads away: nothing secret goes there either.
    let moved = Some(format!("{}/f", other.base));
    let source = Source { headers, ..listed(&format!("{}/f", server.base)) };
    let _ = articles(fetch_with(near(), source, State { moved, ..State::default() }));
    assert!(other.seen().iter().all(|seen| !seen.headers.contains_key("authorization")));
}

#[test]
fn a_proxy_is_asked_for_what_the_guard_allows() {
    // A proxy that answers every tunnel with a feed of its own.
    let proxy = Server::start(|seen, _, stream| {
        if seen.path.starts_with("feeds.example:80") {
            reply(stream, "200 OK", &[], b"");
        } else {
            reply(stream, "502 Bad Gateway", &[], b"");
        }
    });
    let through = |proxy: &str| Manners { proxy: Some(proxy.to_owned()), ..manners() };
    let public = Source { ..listed("http://feeds.example/f") };
    let _ = fetch_with(through(&proxy.base), public, State::default());
    assert_eq!(proxy.seen().len(), 1, "the proxy was asked");
    assert_eq!(proxy.seen()[0].path, "feeds.example:80");
    let strict = Manners { guard: tidings::fetch::Guard::strict(), ..through(&proxy.base) };
    for address in
        ["http://127.0.0.1/f", "http://localhost/f", "http://[::1]/f", "http://10.0.0.1/f"]
    {
        let fetched = fetch_with(strict.clone(), listed(address), State::default());
        assert!(matches!(fetched.found, Err(FetchError::Refused { .. })), "{:?}", fetched.found);
    }
    assert_eq!(proxy.seen().len(), 1, "and for nothing else");
    for bad in ["", "proxy.example", "ftp://proxy.example", "http://"] {
        let made = Fetcher::new(through(bad), Box::leak(Box::new(Still)));
        assert_eq!(made.err(), Some(BadManners::Proxy), "{bad}");
    }
}

pub struct Still;

impl tidings::fetch::Clock for Still {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::UNIX_EPOCH
    }
    fn elapsed(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }
    fn sleep(&self, _: std::time::Duration) {}
}

#[test]
fn a_configured_feed_logs_in_and_its_password_is_never_said() {
    let server = Server::start(|seen, _, stream| {
        if seen.headers.get("authorization").map(String::as_str) == Some("Basic YW5uOmh1bnRlcjI=") {
            ok(stream, &feed("Ledger", &["https://a.example/1".into()]));
        } else {
            reply(stream, "401 Unauthorized", &[], b"");
        }
    });
    for password in [
        "password = \"hunter2\"",
        "password_file = \"secret\"",
        "password_command = \"cat secret\"",
    ] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "secret", "hunter2\nmore\n");
        let config = format!(
            "[fetch]\nallow_loopback = true\npause = 0\n[[feed]]\nurl = \"{}/f\"\nuser = \"ann\"\n{password}\n",
            server.base
        );
        write(folder.path(), "c.toml", &config);
        let all = ["--config", "c.toml", "--archive", "a.sqlite"];
        let run = tidings(folder.path(), &[&["fetch", "-v"][..], &all].concat());
        assert_eq!(run.status.code(), Some(0), "{password}: {}", said(&run));
        assert!(said(&run).contains("1 new article"), "{}", said(&run));
        let shown = tidings(folder.path(), &["config", "show", "--config", "c.toml"]);
        assert!(!said(&run).contains("hunter2") && !said(&shown).contains("hunter2"));
    }
}

#[test]
fn files_and_commands_are_feeds_where_the_configuration_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    std::fs::write(here.join("feed.xml"), feed("Ledger", &["https://a.example/1".into()])).unwrap();
    std::fs::write(here.join("other.xml"), feed("Herald", &["https://b.example/1".into()]))
        .unwrap();
    let feeds = format!(
        "[[feed]]\nurl = \"file://{}\"\n[[feed]]\nurl = \"exec:cat other.xml\"\n",
        here.join("feed.xml").display()
    );
    let run = |fetch: &str| {
        write(here, "c.toml", &format!("[fetch]\npause = 0\n{fetch}\n{feeds}"));
        tidings(here, &["fetch", "--config", "c.toml", "--archive", "a.sqlite"])
    };
    let refused = run("");
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
    assert!(said(&refused).contains("allow_files = true"), "{}", said(&refused));
    let refused = run("allow_files = true");
    assert!(said(&refused).contains("allow_commands = true"), "{}", said(&refused));
    let both = run("allow_files = true\nallow_commands = true");
    assert_eq!(both.status.code(), Some(0), "{}", said(&both));
    assert!(said(&both).contains("2 new articles from 2 sources"), "{}", said(&both));
    assert!(said(&run("allow_files = true\nallow_commands = true")).contains("0 new articles"));
    // On the command line neither is an address.
    let typed =
        tidings(here, &["fetch", "--no-config", "--archive", "b.sqlite", "exec:cat other.xml"]);
    assert_eq!(typed.status.code(), Some(1), "{}", said(&typed));
    assert!(!said(&typed).contains("1 new article"));
}

#[test]
fn dead_feeds_and_no_news_end_with_4_and_are_named() {
    let server = Server::start(|_, _, stream| reply(stream, "410 Gone", &[], b""));
    let folder = tempfile::tempdir().unwrap();
    let config =
        format!("[fetch]\npause = 0\nfailures = 1\n[[feed]]\nurl = \"{}/f\"\n", server.base);
    write(folder.path(), "c.toml", &config);
    let brief = ["brief", "--config", "c.toml", "--archive", "a.sqlite", "--fetch", "--exit-empty"];
    let run = tidings(folder.path(), &[&brief[..], &["--allow-loopback"]].concat());
    assert_eq!(run.status.code(), Some(4), "{}", said(&run));
    assert!(run.stdout.is_empty());
    assert!(said(&run).contains("/f: the server answered 410 (gone)"), "{}", said(&run));
    // Without leave this machine's servers are not asked.
    let asked = server.seen().len();
    let run = tidings(folder.path(), &brief);
    assert_eq!(run.status.code(), Some(4), "{}", said(&run));
    assert_eq!(server.seen().len(), asked);
}

#[test]
fn a_list_of_another_reader_becomes_a_configuration() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "list.opml",
        "<opml version='2.0'><body><outline text='News'><outline text='A' xmlUrl='https://a.example/f'/>\
         <outline text='A' xmlUrl='https://b.example/f'/><outline text='Far'><outline text='A' xmlUrl='https://c.example/f'/>\
         </outline></outline><outline text='A (2)' xmlUrl='https://d.example/f'/></body></opml>",
    );
    let made = tidings(
        folder.path(),
        &["fetch", "--no-config", "--feeds", "list.opml", "--export-toml", "-o", "c.toml"],
    );
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let checked = tidings(folder.path(), &["config", "check", "--config", "c.toml"]);
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
}

#[test]
fn a_feed_without_items_is_one_and_an_endless_device_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("empty.json", r#"{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[]}"#),
        ("empty.xml", "<rss version='2.0'><channel><title>x</title></channel></rss>"),
    ] {
        write(folder.path(), name, text);
        let run = tidings(folder.path(), &["brief", name]);
        assert!(said(&run).contains("the feed holds no items"), "{name}: {}", said(&run));
        let server = Server::start(move |_, _, stream| ok(stream, text.as_bytes()));
        let found = articles(fetch_with(manners(), listed(&server.base), State::default()));
        assert!(found.is_empty(), "{name}");
    }
    let run = tidings(folder.path(), &["brief", "/dev/zero"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(said(&run).contains("megabyte of zeros"), "{}", said(&run));
}

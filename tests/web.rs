//! The first five minutes: addresses among the inputs, a configuration to begin from, feeds that do
//! not answer.

use std::fs;

use crate::config::ends;
use crate::fetch::{Server, feed, ok, page, reply};

/// A feed of two items, the page of the second, and a page of its own.
fn server() -> Server {
    Server::start(|seen, base, stream| {
        match seen.path.as_str() {
        "/feed.xml" => ok(stream, &feed("Coast", &[format!("{base}/1"), format!("{base}/2")])),
        "/page.html" => {
            let body = page("The mayor of Sellick said on Wednesday that the quay will be closed for a year.");
            reply(stream, "200 OK", &["Content-Type: text/html; charset=utf-8"], &body);
        }
        "/empty.xml" => ok(stream, b"<rss><channel><title>Still</title></channel></rss>"),
        "/old.xml" => ok(stream, b"<rss><channel><title>Old</title><item><title>A</title><description>Nine boats left the harbour of Sellick.</description>\
            <pubDate>Tue, 01 Jan 2019 10:00:00 GMT</pubDate></item></channel></rss>"),
        "/busy.xml" => reply(stream, "503 Service Unavailable", &[], b""),
        _ => reply(stream, "404 Not Found", &[], b""),
    }
    })
}

#[test]
fn addresses_are_briefed_and_kept_nowhere() {
    let (home, server) = (tempfile::tempdir().unwrap(), server());
    let home = home.path();
    let (feed, page) = (format!("{}/feed.xml", server.base), format!("{}/page.html", server.base));
    let (out, _) = ends(home, &["brief", "--allow-loopback", &feed, &page], 0);
    assert!(out.contains("3 articles"), "{out}");
    assert!(out.contains("The ferry Ardena left Sellick at dawn"), "{out}");
    assert!(out.contains(&page), "the source's address is cited: {out}");
    assert_eq!(fs::read_dir(home).unwrap().count(), 0, "nothing is left behind");
    // The same page as a file, and both together.
    let file = home.join("page.html");
    fs::write(&file, crate::fetch::page("Two boats followed the ferry out of Sellick on Tuesday."))
        .unwrap();
    let file = file.to_str().unwrap();
    let (out, _) = ends(home, &["brief", "--allow-loopback", "--one-story", &feed, file], 0);
    assert!(out.contains("3 articles") || out.contains("page.html"), "{out}");
    for command in ["stories", "explain"] {
        let (out, _) = ends(home, &[command, "--allow-loopback", &feed], 0);
        assert!(out.contains("Ferry 0"), "{out}");
    }
}

#[test]
fn what_was_fetched_is_kept_when_asked() {
    let (home, server) = (tempfile::tempdir().unwrap(), server());
    let home = home.path();
    let feed = format!("{}/feed.xml", server.base);
    let archive = home.join("kept.sqlite");
    let archive = archive.to_str().unwrap();
    let keep = ["brief", "--allow-loopback", "--keep", "--archive", archive, &feed];
    ends(home, &keep, 0);
    let (out, _) = ends(home, &["archive", "list", "--archive", archive], 0);
    assert!(out.contains("Ferry 0") && out.contains("Ferry 1"), "{out}");
    ends(home, &keep, 0);
    let (again, _) = ends(home, &["archive", "list", "--archive", archive], 0);
    assert_eq!(again, out, "each article is kept once");
    let (_, err) = ends(home, &["brief", "--keep"], 2);
    assert!(err.contains("INPUT"), "{err}");
}

#[test]
fn what_cannot_be_fetched_is_named_and_costs_no_more() {
    let (home, server) = (tempfile::tempdir().unwrap(), server());
    let home = home.path();
    let at = |path: &str| format!("{}{path}", server.base);
    let (feed, gone, busy) = (at("/feed.xml"), at("/gone"), at("/busy.xml"));
    let (out, err) = ends(home, &["brief", "--allow-loopback", &feed, &gone], 3);
    assert!(out.contains("The ferry Ardena"), "{out}");
    assert!(err.contains(&format!("{gone}: the server answered 404")), "{err}");
    let (out, err) = ends(home, &["brief", "--allow-loopback", &gone], 1);
    assert!(out.is_empty() && err.contains("404"), "{err}");
    let (_, err) = ends(home, &["brief", "--allow-loopback", &busy], 75);
    assert!(err.contains(&busy) && err.contains("503"), "{err}");
    let before = server.paths().len();
    let (_, err) = ends(home, &["brief", &feed], 1);
    assert!(err.contains("loopback address"), "{err}");
    assert_eq!(server.paths().len(), before, "without leave nobody is asked");
    let (_, err) = ends(home, &["terms", "--count", &feed], 3);
    assert!(err.contains("this command reads no addresses"), "{err}");
    let (_, err) = ends(home, &["brief", "ledger.example/feed.xml"], 1);
    assert!(err.contains("an address begins with https://"), "{err}");
}

#[test]
fn the_pages_behind_the_items_are_fetched_when_asked() {
    let home = tempfile::tempdir().unwrap();
    let server = Server::start(|seen, base, stream| {
        match seen.path.as_str() {
        "/feed.xml" => ok(stream, format!("<rss><channel><title>Coast</title><item><title>Quay</title><link>{base}/1</link></item></channel></rss>").as_bytes()),
        "/1" => {
            let body = page("The mayor of Sellick said on Wednesday that the quay will be closed for a year.");
            reply(stream, "200 OK", &["Content-Type: text/html; charset=utf-8"], &body);
        }
        _ => reply(stream, "404 Not Found", &[], b""),
    }
    });
    let feed = format!("{}/feed.xml", server.base);
    let (out, _) = ends(home.path(), &["brief", "--allow-loopback", "--full-text", &feed], 0);
    assert!(out.contains("The ferry Ardena left Sellick at dawn"), "{out}");
    assert!(server.paths().iter().any(|path| path == "/robots.txt"), "{:?}", server.paths());
}

#[test]
fn a_language_to_begin_with_and_feeds_that_do_not_answer() {
    let (home, server) = (tempfile::tempdir().unwrap(), server());
    let home = home.path();
    let path = home.join(".config/tidings/config.toml");
    let (_, err) = ends(home, &["config", "init", "--starter", "fr"], 0);
    assert!(err.contains("config check --online"), "{err}");
    let written = fs::read_to_string(&path).unwrap();
    assert!(
        written.contains("https://www.lemonde.fr/rss/une.xml") && written.contains("unverified")
    );
    ends(home, &["config", "check"], 0);
    let (_, err) = ends(home, &["config", "init", "--starter", "xx"], 2);
    assert!(err.contains("[possible values: de, en, es, fr"), "{err}");

    let base = &server.base;
    let feeds = ["feed.xml", "gone.xml", "old.xml", "empty.xml"]
        .map(|name| format!("[[feed]]\nurl = \"{base}/{name}\"\n"))
        .concat();
    fs::write(&path, feeds).unwrap();
    let check = ["config", "check", "--online", "--allow-loopback"];
    let (out, err) = ends(home, &check, 3);
    assert!(out.contains("4 feeds asked: 3 answered, 1 did not"), "{out}");
    assert!(
        err.contains(&format!("config.toml:3: {base}/gone.xml: the server answered 404")),
        "{err}"
    );
    assert!(err.contains("old.xml: it answers, and its newest item is of 2019-01-01"), "{err}");
    assert!(err.contains("empty.xml: it answers, and holds no items"), "{err}");
    assert!(!err.contains("/feed.xml"), "{err}");
    fs::write(&path, format!("[[feed]]\nurl = \"{base}/feed.xml\"\n")).unwrap();
    let (out, err) = ends(home, &check, 0);
    assert!(out.contains("1 feed asked: 1 answered, 0 did not") && err.is_empty(), "{out}{err}");
}

#[test]
fn what_a_digest_cites_is_fetched_and_held_against_it() {
    let (home, server) = (tempfile::tempdir().unwrap(), server());
    let home = home.path();
    let base = &server.base;
    let letter = home.join("letter.md");
    let text = format!(
        "# Sellick\n\nThe mayor of Sellick said on Wednesday that the quay will be closed for a year \
         ([Coast]({base}/page.html?traffic_source=rss&utm_medium=feed)).\n\n\
         The mayor of Sellick said on Friday that the quay will be closed for a year \
         ([Coast]({base}/page.html)).\n\n\
         Nine divers left the harbour of Sellick at dawn ([Coast]({base}/gone.html)).\n"
    );
    fs::write(&letter, text).unwrap();
    let letter = letter.to_str().unwrap();
    let verify = ["verify", letter, "--fetch", "--allow-loopback", "--format", "json"];
    let (out, err) = ends(home, &verify, 1);
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let sentence = |n: usize| &json["sentences"][n];
    assert_eq!(sentence(0)["verdict"], "verbatim", "{out}");
    assert_eq!(sentence(1)["verdict"], "absent", "{out}");
    assert_eq!(sentence(1)["differs"][0]["kind"], "date", "{out}");
    assert_eq!(sentence(1)["differs"][0]["found"], "Wednesday", "{out}");
    assert_eq!(sentence(2)["verdict"], "unclear", "{out}");
    assert_eq!(sentence(2)["missing"][0], format!("{base}/gone.html"), "{out}");
    assert!(err.contains("gone.html"), "{err}");
    let pages = server.seen().iter().filter(|seen| seen.path.starts_with("/page.html")).count();
    assert_eq!(pages, 1, "one page, however it is linked to");
    assert_eq!(fs::read_dir(home).unwrap().count(), 1, "nothing of it is kept");
}

//! Feeds and pages over real HTTP, against small servers of our own on loopback.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;
use tidings::fetch::{
    Clock, FetchError, Fetched, Fetcher, Found, Guard, Kind, Link, Manners, Source, State,
};
use tidings::model::Article;

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Seen {
    pub path: String,
    pub headers: BTreeMap<String, String>,
}

/// A server on a free port; its threads end with the process.
#[derive(Clone)]
pub struct Server {
    pub base: String,
    log: Arc<Mutex<Vec<Seen>>>,
}

type Handler = dyn Fn(&Seen, &str, &mut TcpStream) + Send + Sync;

impl Server {
    pub fn start(handler: impl Fn(&Seen, &str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { base: base.clone(), log: Arc::default() };
        let (log, handler): (_, Arc<Handler>) = (server.log.clone(), Arc::new(handler));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, handler, base) = (log.clone(), handler.clone(), base.clone());
                std::thread::spawn(move || serve(stream, &log, &base, &*handler));
            }
        });
        server
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.log.lock().unwrap().clone()
    }

    pub fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }
}

fn serve(mut stream: TcpStream, log: &Mutex<Vec<Seen>>, base: &str, handler: &Handler) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or("").to_owned();
    let mut headers = BTreeMap::new();
    while let Some(Ok(line)) = lines.next() {
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let seen = Seen { path, headers };
    log.lock().unwrap().push(seen.clone());
    handler(&seen, base, &mut stream);
    let _ = stream.shutdown(std::net::Shutdown::Write);
}

pub fn reply(stream: &mut TcpStream, status: &str, headers: &[&str], body: &[u8]) {
    let mut head =
        format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        head += header;
        head += "\r\n";
    }
    let _ = stream.write_all(format!("{head}\r\n").as_bytes());
    let _ = stream.write_all(body);
}

pub fn ok(stream: &mut TcpStream, body: &[u8]) {
    reply(stream, "200 OK", &["Content-Type: application/rss+xml"], body);
}

pub fn redirect(stream: &mut TcpStream, status: &str, to: &str) {
    reply(stream, status, &[&format!("Location: {to}")], b"");
}

const TEXT: &str = "The ferry Ardena left Sellick at dawn on Tuesday with ninety people aboard, the harbour office said.";

pub fn feed(title: &str, links: &[String]) -> Vec<u8> {
    let items: String = links
        .iter()
        .enumerate()
        .map(|(n, link)| format!("<item><title>Ferry {n}</title><link>{link}</link><description>{TEXT} Part {n} of {title}.</description></item>"))
        .collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>{title}</title>{items}</channel></rss>").into_bytes()
}

pub fn page(words: &str) -> Vec<u8> {
    let more = "<p>Divers reached the wreck two hours later, and the coast guard said that all aboard were safe and dry.</p>".repeat(4);
    format!("<!DOCTYPE html><html><head><title>A page</title></head><body><article><h1>A page</h1><p>{TEXT}</p><p>{words}</p>{more}</article></body></html>").into_bytes()
}

struct Wall(Instant);

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        "2026-05-10T18:00:00Z".parse().unwrap()
    }
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
    fn sleep(&self, duration: Duration) {
        std::thread::sleep(duration);
    }
}

pub fn manners() -> Manners {
    Manners {
        pause: Duration::ZERO,
        timeout: Duration::from_secs(5),
        max_bytes: 1 << 20,
        guard: Guard { loopback: true, ..Guard::default() },
        ..Manners::default()
    }
}

pub fn listed(address: &str) -> Source {
    Source { address: address.to_owned(), ..Source::default() }
}

fn named(address: &str) -> Source {
    Source { page: true, ..listed(address) }
}

fn fetch_all(manners: Manners, sources: &[(Source, State)]) -> Vec<Fetched> {
    let clock = Wall(Instant::now());
    let mut all = Vec::new();
    Fetcher::new(manners, &clock).unwrap().feeds(sources, &mut |fetched| {
        all.push(fetched);
        ControlFlow::Continue(())
    });
    all
}

pub fn fetch_with(manners: Manners, source: Source, state: State) -> Fetched {
    fetch_all(manners, &[(source, state)]).pop().unwrap()
}

fn fetch(address: &str) -> Fetched {
    fetch_with(manners(), listed(address), State::default())
}

pub fn articles(fetched: Fetched) -> Vec<Article> {
    match fetched.found {
        Ok(Found::Articles(articles)) => articles,
        other => panic!("{}: {other:?}", fetched.key),
    }
}

#[test]
fn a_feed_comes_with_its_publisher_and_address() {
    let server = Server::start(|_, _, stream| {
        let source = b"<rss><channel><title>Coast Wire</title><item><title>A</title><description>Nine boats.</description>\
            <source url='https://x.example/f'>Harbour Ledger</source></item><item><title>B</title><description>Ten boats.</description></item></channel></rss>";
        ok(stream, source);
    });
    let address = format!("{}/f", server.base);
    let all = articles(fetch(&address));
    let publishers: Vec<_> = all.iter().map(|a| a.source.publisher.as_deref().unwrap()).collect();
    assert_eq!(publishers, ["Harbour Ledger", "Coast Wire"], "the item's source is the publisher");
    assert!(all.iter().all(|a| a.feed.as_deref() == Some(address.as_str())));
    let source = Source { publisher: Some("The Coast".into()), ..listed(&address) };
    let all = articles(fetch_with(manners(), source, State::default()));
    let publishers: Vec<_> = all.iter().map(|a| a.source.publisher.as_deref().unwrap()).collect();
    assert_eq!(
        publishers,
        ["Harbour Ledger", "The Coast"],
        "the list names the feed's, not the item's"
    );
    let seen = server.seen();
    assert!(seen[0].headers["user-agent"].starts_with("tidings/"), "{seen:?}");
    assert!(!seen[0].headers.contains_key("cookie") && !seen[0].headers.contains_key("referer"));
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    for (header, sent, tag) in [
        ("ETag: W/\"a, b\"", "if-none-match", "W/\"a, b\""),
        ("ETag: abc", "if-none-match", "abc"),
        (
            "Last-Modified: Tuesday, 09-Apr-19 06:00:00 GMT",
            "if-modified-since",
            "Tuesday, 09-Apr-19 06:00:00 GMT",
        ),
    ] {
        let server = Server::start(move |seen, _, stream| {
            if seen.headers.get(sent).is_some_and(|value| value == tag) {
                reply(stream, "304 Not Modified", &[header], b"");
            } else {
                reply(stream, "200 OK", &[header], &feed("A", &[String::new()]));
            }
        });
        let first = fetch(&server.base);
        let state = first.state.clone();
        assert_eq!(articles(first).len(), 1);
        let second = fetch_with(manners(), listed(&server.base), state.clone());
        assert_eq!(second.found, Ok(Found::Unchanged), "{header}");
        assert_eq!(second.state, state, "the condition is kept");
    }
    let server = Server::start(|_, _, stream| reply(stream, "304 Not Modified", &[], b""));
    assert_eq!(fetch(&server.base).found, Err(FetchError::Unasked));
}

#[test]
fn redirects_are_followed_checked_and_remembered() {
    let server = Server::start(|seen, base, stream| match seen.path.as_str() {
        "/old" => redirect(stream, "301 Moved", "/older"),
        "/older" => redirect(stream, "308 Moved", &format!("{base}/new")),
        "/for-now" => redirect(stream, "302 Found", "new"),
        "/mixed" => redirect(stream, "301 Moved", "/for-now"),
        "/new" => ok(stream, &feed("A", &[String::new()])),
        "/self" => redirect(stream, "302 Found", "/self"),
        "/a" => redirect(stream, "302 Found", "/b"),
        "/b" => redirect(stream, "302 Found", "/a"),
        "/file" => redirect(stream, "302 Found", "file:///etc/passwd"),
        "/mail" => redirect(stream, "302 Found", "http://127.0.0.1:25/"),
        "/none" => reply(stream, "302 Found", &[], b""),
        "/private" => redirect(stream, "302 Found", "http://10.0.0.1/"),
        "/metadata" => redirect(stream, "302 Found", "http://169.254.169.254/latest/"),
        "/mapped" => redirect(stream, "302 Found", "http://[::ffff:192.168.0.1]/"),
        "/odd" => redirect(stream, "302 Found", "http://0xa000001/"),
        "/neighbour" => redirect(stream, "302 Found", "http://127.0.0.1:9999/"),
        path => {
            let n: u32 = path.trim_start_matches('/').parse().unwrap_or(0);
            redirect(stream, "302 Found", &format!("/{}", n + 1));
        }
    });
    let at = |path: &str| fetch(&format!("{}{path}", server.base));
    let moved = at("/old");
    assert_eq!(moved.state.moved.as_deref(), Some(format!("{}/new", server.base).as_str()));
    assert!(moved.warnings[0].message.starts_with("it moved for good to"), "{:?}", moved.warnings);
    assert_eq!(at("/for-now").state.moved, None);
    assert_eq!(at("/mixed").state.moved, Some(format!("{}/for-now", server.base)));
    server.log.lock().unwrap().clear();
    let again = fetch_with(manners(), listed(&format!("{}/old", server.base)), moved.state);
    assert!(again.warnings.is_empty() && again.key.ends_with("/old"));
    assert_eq!(server.paths(), ["/new"], "what moved for good is asked for at its new place");
    assert_eq!(at("/self").found, Err(FetchError::Circle));
    assert_eq!(at("/a").found, Err(FetchError::Circle));
    assert_eq!(at("/1").found, Err(FetchError::Redirects(8)));
    assert_eq!(at("/none").found, Err(FetchError::NoTarget));
    let why = |path: &str| match at(path).found {
        Err(FetchError::BadTarget { why, .. }) => *why,
        Err(error) => error,
        other => panic!("{path}: {other:?}"),
    };
    assert_eq!(why("/file"), FetchError::BadAddress);
    assert_eq!(why("/mail"), FetchError::BadPort(25));
    for (path, expected) in [
        ("/private", Kind::Private),
        ("/metadata", Kind::LinkLocal),
        ("/mapped", Kind::Private),
        ("/odd", Kind::Private),
        ("/neighbour", Kind::Loopback),
    ] {
        match why(path) {
            FetchError::Refused { kind, .. } => assert_eq!(kind, expected, "{path}"),
            other => panic!("{path}: {other}"),
        }
    }
}

#[test]
fn loopback_is_refused_unless_allowed_by_whatever_name() {
    let server = Server::start(|_, _, stream| ok(stream, &feed("A", &[String::new()])));
    let port = server.base.rsplit(':').next().unwrap();
    for host in [
        "127.0.0.1",
        "localhost",
        "0x7f000001",
        "2130706433",
        "127.1",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "0.0.0.0",
    ] {
        let strict = Manners { guard: Guard::strict(), ..manners() };
        let fetched =
            fetch_with(strict, listed(&format!("http://{host}:{port}/")), State::default());
        assert!(
            matches!(fetched.found, Err(FetchError::Refused { .. })),
            "{host}: {:?}",
            fetched.found
        );
    }
    assert!(server.seen().is_empty(), "nobody was connected to");
    assert_eq!(articles(fetch(&format!("http://localhost:{port}/"))).len(), 1);
}

#[test]
fn passwords_stay_with_the_host_they_were_given_for() {
    let other = Server::start(|_, _, stream| ok(stream, &feed("A", &[String::new()])));
    let away = other.base.clone();
    let server = Server::start(move |seen, _, stream| match seen.path.as_str() {
        "/away" => redirect(stream, "302 Found", &away),
        "/near" => redirect(stream, "302 Found", "/f"),
        _ => ok(stream, &feed("A", &[String::new()])),
    });
    let with_login = |path: &str| server.base.replace("http://", "http://ann:secret@") + path;
    let fetched = fetch(&with_login("/near"));
    assert!(!format!("{fetched:?}").contains("secret"));
    // Only a network that is named may be led to from this machine.
    let guard = Guard { loopback: true, networks: vec!["127.0.0.0/8".parse().unwrap()] };
    let away = listed(&with_login("/away"));
    assert_eq!(
        articles(fetch_with(Manners { guard, ..manners() }, away, State::default())).len(),
        1
    );
    let sent = |seen: &Seen| seen.headers.get("authorization").cloned();
    assert!(
        server.seen().iter().all(|seen| sent(seen).as_deref() == Some("Basic YW5uOnNlY3JldA=="))
    );
    assert_eq!(other.seen().iter().filter_map(sent).count(), 0);
}

#[test]
fn nothing_is_read_without_end() {
    let zeros = {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&vec![b' '; 64 << 20]).unwrap();
        encoder.finish().unwrap()
    };
    let server = Server::start(move |seen, _, stream| match seen.path.as_str() {
        "/bomb" => reply(stream, "200 OK", &["Content-Encoding: gzip"], &zeros),
        "/headers" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n");
            while stream.write_all(format!("X: {}\r\n", "a".repeat(1000)).as_bytes()).is_ok() {}
        }
        "/body" => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n<rss>");
            while stream.write_all(&[b' '; 4096]).is_ok() {}
        }
        _ => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<rss>");
            while stream.write_all(b" ").is_ok() {
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    });
    let at = |path: &str| fetch(&format!("{}{path}", server.base)).found;
    assert_eq!(at("/bomb"), Err(FetchError::TooLarge(1 << 20)));
    assert_eq!(at("/body"), Err(FetchError::TooLarge(1 << 20)));
    assert!(matches!(at("/headers"), Err(FetchError::LongHead(_))), "{:?}", at("/headers"));
    let start = Instant::now();
    let hasty = Manners { timeout: Duration::from_secs(1), ..manners() };
    let slow = fetch_with(hasty, listed(&format!("{}/slow", server.base)), State::default());
    assert_eq!(slow.found, Err(FetchError::Late(1)));
    assert!(
        start.elapsed() < Duration::from_secs(4),
        "a deadline over the whole, not over each read"
    );
}

#[test]
fn a_broken_reply_is_no_feed() {
    let server = Server::start(|seen, _, stream| {
        let body = feed("A", &[String::new()]);
        let _ = match seen.path.as_str() {
            "/length" => stream.write_all(
                &[b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n", &body[..]].concat(),
            ),
            "/chunk" => {
                let head = format!(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n",
                    body.len()
                );
                stream.write_all(&[head.as_bytes(), &body, b"\r\n"].concat())
            }
            "/gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(&body).unwrap();
                let packed = encoder.finish().unwrap();
                reply(stream, "200 OK", &["Content-Encoding: gzip"], &packed[..packed.len() - 20]);
                Ok(())
            }
            "/ssh" => stream.write_all(b"SSH-2.0-OpenSSH_9.2\r\n"),
            "/binary" => {
                reply(stream, "200 OK", &[], &[0, 159, 146, 150].repeat(500));
                Ok(())
            }
            "/empty" => {
                reply(stream, "200 OK", &[], b"");
                Ok(())
            }
            _ => Ok(()),
        };
    });
    for (path, passes) in [
        ("/length", true),
        ("/chunk", true),
        ("/nothing", true),
        ("/gzip", false),
        ("/ssh", false),
        ("/binary", false),
        ("/empty", false),
    ] {
        let fetched = fetch(&format!("{}{path}", server.base));
        let error = fetched.found.expect_err(path);
        assert_eq!(error.passes(), passes, "{path}: {error}");
        assert_eq!((fetched.state.etag, fetched.state.failures), (None, 1));
    }
}

#[test]
fn an_error_is_no_article_and_a_wait_is_kept() {
    let server = Server::start(|seen, _, stream| {
        let status = format!("{} Status", seen.path.trim_start_matches('/'));
        let wait = if seen.path == "/429" { "Retry-After: 120" } else { "X: y" };
        reply(stream, &status, &[wait], &page("An error."));
    });
    for (code, passes) in [
        (404, false),
        (410, false),
        (401, false),
        (206, false),
        (429, true),
        (500, true),
        (503, true),
    ] {
        let fetched =
            fetch_with(manners(), named(&format!("{}/{code}", server.base)), State::default());
        assert_eq!(fetched.found, Err(FetchError::Status(code)));
        assert_eq!(fetched.found.unwrap_err().passes(), passes, "{code}");
    }
    let address = format!("{}/429", server.base);
    let first = fetch(&address);
    assert_eq!(first.state.retry_at.unwrap().to_string(), "2026-05-10T18:02:00Z");
    let asked = server.seen().len();
    let second = fetch_with(manners(), listed(&address), first.state.clone());
    assert!(matches!(second.found, Ok(Found::Waiting(_))));
    assert_eq!(
        (second.state, server.seen().len()),
        (first.state.clone(), asked),
        "it was left alone"
    );
    let past = State { retry_at: "2026-05-10T17:00:00Z".parse().ok(), ..first.state };
    assert_eq!(fetch_with(manners(), listed(&address), past).state.failures, 2);
}

#[test]
fn the_headers_charset_counts_where_nothing_better_does() {
    let body = |word: &[u8]| {
        [
            &b"<rss><channel><title>A</title><item><title>x</title><description>"[..],
            word,
            b"</description></item></channel></rss>",
        ]
        .concat()
    };
    for (header, sent, expected) in [
        ("windows-1251", &b"\xcf\xf0\xe8\xe2\xe5\xf2 \xec\xe8\xf0"[..], "Привет мир"),
        ("iso-8859-1", "Привет".as_bytes(), "Привет"),
        ("\"ISO-8859-2\"", b"\xb1\xe6\xea", "ąćę"),
        ("utf-16", b"plain", "plain"),
        ("x-klingon", "né".as_bytes(), "né"),
    ] {
        let bytes = body(sent);
        let kind = format!("Content-Type: text/xml; charset={header}");
        let server = Server::start(move |_, _, stream| reply(stream, "200 OK", &[&kind], &bytes));
        assert_eq!(articles(fetch(&server.base))[0].text(), expected, "{header}");
    }
}

#[test]
fn pages_name_their_feeds() {
    let server = Server::start(|seen, _, stream| {
        match seen.path.as_str() {
        "/" => reply(stream, "200 OK", &[], b"<html><head><link rel=alternate type='application/rss+xml' href='news/feed.xml'></head><body>Hi"),
        "/news/feed.xml" => ok(stream, &feed("Found", &[String::new()])),
        "/article" => {
            let head = "<link rel=alternate type='application/rss+xml' href='/news/feed.xml'><meta property='og:type' content='article'></head>";
            let page = String::from_utf8(page("The crew was thanked.")).unwrap().replace("</head>", head);
            reply(stream, "200 OK", &[], page.as_bytes());
        }
        _ => reply(stream, "200 OK", &[], &page("No feed here.")),
    }
    });
    let at = |path: &str| format!("{}{path}", server.base);
    for source in [listed(&at("/")), named(&at("/")), listed(&at("/article"))] {
        let fetched = fetch_with(manners(), source, State::default());
        assert_eq!(fetched.state.moved, Some(at("/news/feed.xml")));
        assert_eq!(articles(fetched)[0].source.publisher.as_deref(), Some("Found"));
    }
    let one = articles(fetch_with(manners(), named(&at("/article")), State::default()));
    assert!(one[0].text().contains("The crew was thanked."));
    assert_eq!((one[0].feed.as_ref(), one[0].source.url.clone()), (None, Some(at("/article"))));
    assert!(matches!(fetch(&at("/other")).found, Err(FetchError::Content(_))), "a page is no feed");
    assert_eq!(articles(fetch_with(manners(), named(&at("/other")), State::default())).len(), 1);
}

fn robots_server(robots: &'static str, status: &'static str) -> Server {
    Server::start(move |seen, _, stream| match seen.path.as_str() {
        "/robots.txt" => reply(stream, status, &["Content-Type: text/plain"], robots.as_bytes()),
        "/hop" => redirect(stream, "302 Found", "/private/2"),
        path => reply(stream, "200 OK", &[], &page(path)),
    })
}

fn pages(server: &Server, paths: &[&str]) -> Vec<Result<Article, FetchError>> {
    let links: Vec<Link> = paths
        .iter()
        .map(|path| Link {
            address: format!("{}{path}", server.base),
            local: Some(server.base.replace("http://", "")),
        })
        .collect();
    let clock = Wall(Instant::now());
    let mut all = Vec::new();
    Fetcher::new(manners(), &clock).unwrap().pages(&links, &mut |at, page| {
        assert_eq!(at, all.len());
        all.push(page.map(|page| page.article));
        ControlFlow::Continue(())
    });
    all
}

#[test]
fn robots_are_asked_once_and_heeded() {
    let server = robots_server("User-agent: *\nDisallow: /private/\n", "200 OK");
    let found = pages(&server, &["/open", "/private/1", "/hop", "/open/2"]);
    assert!(found[0].as_ref().unwrap().text().contains("/open"));
    assert_eq!(found[1], Err(FetchError::Robots));
    assert_eq!(found[2], Err(FetchError::Robots), "a redirect leads nowhere that a link may not");
    assert!(found[3].is_ok());
    assert_eq!(server.paths(), ["/robots.txt", "/open", "/hop", "/open/2"]);
    for (status, allowed) in [
        ("404 Not Found", true),
        ("403 Forbidden", true),
        ("500 Error", false),
        ("503 Busy", false),
        ("429 Slow", false),
    ] {
        let server = robots_server("User-agent: *\nDisallow:\n", status);
        assert_eq!(pages(&server, &["/open"])[0].is_ok(), allowed, "{status}");
    }
    let slow = robots_server("User-agent: *\nCrawl-delay: 3600\n", "200 OK");
    let found = pages(&slow, &["/hop", "/b"]);
    assert!(found[0].is_ok(), "one page with its redirects");
    assert_eq!(found[1], Err(FetchError::Crowded(3600)), "a run cannot wait that long");
    let feeds = robots_server("User-agent: *\nDisallow: /\n", "200 OK");
    assert!(
        fetch_with(manners(), named(&format!("{}/x", feeds.base)), State::default()).found.is_ok()
    );
    assert_eq!(feeds.paths(), ["/x"], "what the person names is not asked about");
}

#[test]
fn a_public_feed_may_not_lead_to_this_machine() {
    let server = robots_server("", "404 Not Found");
    let link = Link { address: format!("{}/open", server.base), local: None };
    let clock = Wall(Instant::now());
    let mut found = None;
    Fetcher::new(manners(), &clock).unwrap().pages(&[link], &mut |_, page| {
        found = Some(page);
        ControlFlow::Continue(())
    });
    assert!(
        matches!(found, Some(Err(FetchError::NoRobots(_) | FetchError::Refused { .. }))),
        "{found:?}"
    );
    assert!(server.seen().is_empty());
}

#[test]
fn one_that_fails_stops_no_other_and_order_is_kept() {
    let good = Server::start(|seen, _, stream| {
        std::thread::sleep(Duration::from_millis(if seen.path == "/1" { 200 } else { 0 }));
        ok(stream, &feed(&seen.path, &[String::new()]));
    });
    let bad = Server::start(|_, _, stream| reply(stream, "500 Oops", &[], b""));
    let hanging = Server::start(|_, _, _| std::thread::sleep(Duration::from_secs(20)));
    let mut sources: Vec<(Source, State)> = [
        format!("{}/1", good.base),
        format!("{}/x", bad.base),
        format!("{}/y", hanging.base),
        "http://no-such-host.invalid/".to_owned(),
        format!("{}/2", good.base),
        "nonsense".to_owned(),
    ]
    .iter()
    .map(|address| (listed(address), State::default()))
    .collect();
    let hasty = || Manners { timeout: Duration::from_secs(1), ..manners() };
    let all = fetch_all(hasty(), &sources);
    assert_eq!(all.iter().map(|f| f.index).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
    assert_eq!(
        all.iter().map(|f| f.found.is_ok()).collect::<Vec<_>>(),
        [true, false, false, false, true, false]
    );
    sources.reverse();
    let mut back = fetch_all(Manners { jobs: 1, ..hasty() }, &sources);
    back.reverse();
    for (mut one, other) in back.into_iter().zip(all) {
        one.index = other.index;
        assert_eq!(one, other, "neither order nor threads matter");
    }
}

#[test]
fn hosts_are_left_a_pause() {
    let times = Arc::new(Mutex::new(Vec::new()));
    let log = times.clone();
    let server = Server::start(move |_, _, stream| {
        log.lock().unwrap().push(Instant::now());
        ok(stream, &feed("A", &[String::new()]));
    });
    let sources: Vec<_> =
        (0..3).map(|n| (listed(&format!("{}/{n}", server.base)), State::default())).collect();
    let calm = Manners { pause: Duration::from_millis(150), ..manners() };
    assert_eq!(fetch_all(calm, &sources).len(), 3);
    let times = times.lock().unwrap();
    assert!(
        times.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(150)),
        "{times:?}"
    );
}

#[test]
fn manners_are_checked() {
    let clock = Wall(Instant::now());
    for bad in ["", "a\r\nX: y", "naïve", "/1.0"] {
        let manners = Manners { user_agent: bad.to_owned(), ..manners() };
        assert!(Fetcher::new(manners, &clock).is_err(), "{bad}");
    }
    assert!(tidings::fetch::user_agent().starts_with("tidings/"));
}

/// The binary, with an archive in a folder of its own.
#[cfg(feature = "cli")]
mod command {
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tidings::archive::{Access, Archive, Select};

    use super::*;

    /// Runs `tidings fetch`: exit code, standard output, standard error.
    fn tidings(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
            .args(["fetch", "--no-config", "--allow-loopback", "--pause", "0", "--archive"])
            .arg(folder.join("a.sqlite"))
            .args(arguments)
            .env("XDG_CONFIG_HOME", folder)
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }

    fn kept(folder: &Path) -> Vec<Article> {
        let archive = Archive::open(folder.join("a.sqlite"), Access::Read).unwrap();
        archive.select(&Select::default()).unwrap().into_iter().map(|kept| kept.article).collect()
    }

    fn faulty() -> Server {
        Server::start(|seen, base, stream| match seen.path.as_str() {
            "/f" if seen.headers.contains_key("if-none-match") => {
                reply(stream, "304 Not Modified", &[], b"")
            }
            "/f" => reply(
                stream,
                "200 OK",
                &["ETag: \"1\""],
                &feed("Ledger", &[format!("{base}/a?utm_source=rss"), format!("{base}/b")]),
            ),
            "/gone" => reply(stream, "410 Gone", &[], b""),
            "/busy" => reply(stream, "503 Busy", &["Retry-After: 3600"], b""),
            "/moved" => redirect(stream, "301 Moved", "/f"),
            "/robots.txt" => reply(stream, "404 None", &[], b""),
            "/a" => reply(stream, "200 OK", &["Content-Type: text/html"], &page("The whole of a.")),
            _ => reply(stream, "404 None", &[], b""),
        })
    }

    #[test]
    fn what_was_fetched_is_kept_once() {
        let (server, folder) = (faulty(), tempfile::tempdir().unwrap());
        let address = format!("{}/f", server.base);
        let (code, out, said) = tidings(folder.path(), &[&address]);
        assert_eq!((code, out.as_str()), (0, ""), "{said}");
        assert!(said.contains("2 new articles from 1 source"), "{said}");
        let (code, _, said) = tidings(folder.path(), &[&address]);
        assert!(code == 0 && said.contains("0 new articles from 1 source; 1 unchanged"), "{said}");
        let all = kept(folder.path());
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|a| a.feed.as_ref() == Some(&address) && a.teaser));
        // The same articles again under another address of the feed.
        let (code, _, said) = tidings(folder.path(), &[&format!("{}/moved", server.base)]);
        assert!(code == 0 && said.contains("moved for good") && said.contains("0 new"), "{said}");
        let (code, _, said) = tidings(folder.path(), &[&format!("{}/moved", server.base)]);
        assert!(code == 0 && !said.contains("moved for good"), "{said}");
        assert_eq!(server.paths().last().unwrap(), "/f", "the move is remembered");
        assert_eq!(kept(folder.path()).len(), 2);
    }

    #[test]
    fn exit_codes_tell_what_failed() {
        let server = faulty();
        let at = |path: &str| format!("{}{path}", server.base);
        for (paths, expected, words) in [
            (&["/gone"][..], 1, "410 (gone)"),
            (&["/busy"], 75, "503 (service unavailable)"),
            (&["/f", "/gone"], 3, "410 (gone)"),
            (&["/gone", "/busy"], 1, "503"),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let addresses: Vec<String> = paths.iter().map(|path| at(path)).collect();
            let arguments: Vec<&str> = addresses.iter().map(String::as_str).collect();
            let (code, _, said) = tidings(folder.path(), &arguments);
            assert_eq!(code, expected, "{paths:?}: {said}");
            assert!(said.contains(words), "{said}");
        }
        let folder = tempfile::tempdir().unwrap();
        tidings(folder.path(), &[&at("/busy")]);
        let asked = server.seen().len();
        let (code, _, said) = tidings(folder.path(), &[&at("/busy")]);
        assert!(code == 75 && said.contains("left alone until"), "{code} {said}");
        assert_eq!(server.seen().len(), asked);
    }

    #[test]
    fn a_listed_feed_is_reported_when_its_failure_lasts() {
        let (server, folder) = (faulty(), tempfile::tempdir().unwrap());
        let list = folder.path().join("list.opml");
        let outline = |path: &str| format!("<outline text='x' xmlUrl='{}{path}'/>", server.base);
        std::fs::write(
            &list,
            format!("<opml><body>{}{}</body></opml>", outline("/f"), outline("/gone")),
        )
        .unwrap();
        let arguments = ["--feeds", list.to_str().unwrap()];
        for run in 1..=4 {
            let (code, _, said) = tidings(folder.path(), &arguments);
            let reported = said.contains("/gone: the server answered 410 (gone)");
            assert_eq!(
                (code, reported),
                if run < 3 { (0, false) } else { (3, true) },
                "{run}: {said}"
            );
            assert!(said.contains("1 failed"), "{said}");
        }
        let (_, out, _) = tidings(folder.path(), &["--feeds", list.to_str().unwrap(), "--dry-run"]);
        assert!(out.contains("/f: would be asked for what is new\n"), "{out}");
        assert!(out.contains("failed 4 times in a row"), "{out}");
        let before = server.seen().len();
        let (_, opml, _) =
            tidings(folder.path(), &["--feeds", list.to_str().unwrap(), "--export-opml"]);
        std::fs::write(&list, opml).unwrap();
        let (code, toml, _) =
            tidings(folder.path(), &["--feeds", list.to_str().unwrap(), "--export-toml"]);
        assert_eq!(code, 0);
        assert!(
            toml.starts_with(&format!("[[feed]]\nurl = \"{}/f\"\nname = \"x\"\n", server.base)),
            "{toml}"
        );
        assert_eq!(server.seen().len(), before, "neither asks anybody");
    }

    #[test]
    fn whole_articles_are_fetched_once() {
        let version = Arc::new(AtomicUsize::new(0));
        let count = version.clone();
        let server = Server::start(move |seen, base, stream| match seen.path.as_str() {
            "/f" => {
                let run = count.fetch_add(1, Ordering::SeqCst);
                ok(
                    stream,
                    &feed(
                        "Ledger",
                        &[format!("{base}/a?utm_source={run}"), format!("{base}/busy")],
                    ),
                );
            }
            "/a" => reply(stream, "200 OK", &["Content-Type: text/html"], &page("The whole of a.")),
            "/busy" => reply(stream, "503 Busy", &[], b""),
            _ => reply(stream, "404 None", &[], b""),
        });
        let folder = tempfile::tempdir().unwrap();
        let address = format!("{}/f", server.base);
        for run in 0..3 {
            let (code, _, said) = tidings(folder.path(), &["--full-text", &address]);
            assert_eq!(code, 0, "{said}");
            assert!(
                said.contains(if run == 0 { "2 new articles" } else { "0 new articles" }),
                "{said}"
            );
            assert_eq!(said.contains("1 fetched whole"), run == 0, "{said}");
        }
        let pages: Vec<String> = server.paths().into_iter().filter(|path| path == "/a").collect();
        assert_eq!(pages.len(), 1, "what is held whole is not fetched again");
        let all = kept(folder.path());
        let whole = all.iter().find(|a| a.text().contains("The whole of a.")).unwrap();
        assert!(!whole.teaser && whole.title.as_deref() == Some("Ferry 0"));
        assert_eq!(whole.source.publisher.as_deref(), Some("Ledger"));
        assert!(all.iter().any(|a| a.teaser), "the other's teaser is kept");
    }

    #[test]
    fn nothing_to_fetch_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let (code, _, said) = tidings(folder.path(), &[]);
        assert!(code == 1 && said.contains("there are no feeds"), "{said}");
        let (code, _, said) = tidings(folder.path(), &["--feeds", "no-such-file"]);
        assert!(code == 1 && said.contains("no-such-file"), "{said}");
        let (code, _, said) = tidings(folder.path(), &["ftp://a.example/"]);
        assert!(code == 1 && said.contains("only http and https"), "{said}");
    }
}

//! A server that does everything wrong that servers do, by the number in the address, over plain
//! connections and over TLS with an authority of the test's own. Whatever it does: an answer in
//! time, no panic, and either the whole feed or word of what is missing.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use tidings::fetch::{FetchError, Fetched, Found, Manners, State};
use tidings::model::Severity;

use crate::fetch::{feed, fetch_with, listed, manners};

/// Items of the feed that the server holds.
const ITEMS: usize = 5;
/// Kinds of faults; the number in the address says which, and what is left over its particulars.
const KINDS: u64 = 22;

fn body() -> Vec<u8> {
    let links: Vec<String> = (0..ITEMS).map(|n| format!("https://a.example/{n}")).collect();
    feed("Faults", &links)
}

/// A number from a seed (splitmix64).
fn random(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Answers as the number says; a client that goes away is no matter.
fn answer(stream: &mut impl Write, number: u64) -> std::io::Result<()> {
    let whole = body();
    let particular = random(number);
    let within = |length: usize| particular as usize % length.max(1);
    let mut send = |head: &str, body: &[u8]| {
        stream.write_all(format!("HTTP/1.1 {head}\r\nConnection: close\r\n").as_bytes())?;
        stream.write_all(body)?;
        stream.flush()
    };
    let sized = |length: usize, body: &[u8]| {
        [format!("Content-Length: {length}\r\n\r\n").as_bytes(), body].concat()
    };
    let chunked = |parts: &[u8]| [&b"Transfer-Encoding: chunked\r\n\r\n"[..], parts].concat();
    let chunks = || -> Vec<u8> {
        let mut out = Vec::new();
        for chunk in whole.chunks(1 + within(200)) {
            out.extend(format!("{:x}\r\n", chunk.len()).bytes());
            out.extend_from_slice(chunk);
            out.extend(b"\r\n");
        }
        out.extend(b"0\r\n\r\n");
        out
    };
    let gzip = |body: &[u8]| {
        [
            format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n\r\n", body.len()).as_bytes(),
            body,
        ]
        .concat()
    };
    match number % KINDS {
        0 => send("200 OK", &sized(whole.len(), &whole)),
        1 => send("200 OK", &sized(whole.len(), &whole[..within(whole.len())])),
        2 => {
            let all = [
                "400 Bad", "401 No", "404 None", "410 Gone", "429 Slow", "500 Oops", "503 Busy",
                "599 What",
            ];
            send(all[within(all.len())], &sized(whole.len(), &whole))
        }
        3 => send("200 OK", &chunked(&chunks())),
        4 => send("200 OK", &chunked(b"zz\r\nnonsense\r\n0\r\n\r\n")),
        5 => send("200 OK", &chunked(&chunks()[..within(whole.len())])),
        6 => send("200 OK", &gzip(&packed(&whole))),
        7 => {
            let packed = packed(&whole);
            send("200 OK", &gzip(&packed[..within(packed.len())]))
        }
        8 => {
            let mut packed = packed(&whole);
            let at = 10 + within(packed.len() - 10);
            packed[at] ^= 0x55;
            send("200 OK", &gzip(&packed))
        }
        9 => send("200 OK", &sized(within(whole.len()), &whole)),
        10 => stream.write_all(&particular.to_le_bytes().repeat(100)),
        11 => {
            send(&format!("200 OK\r\nX-Long: {}", "x".repeat(100_000)), &sized(whole.len(), &whole))
        }
        12 => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            for byte in &whole {
                stream.write_all(&[*byte])?;
                stream.flush()?;
                std::thread::sleep(Duration::from_millis(20));
            }
            Ok(())
        }
        13 => send(&format!("302 Found\r\nLocation: /{number}"), &sized(0, b"")),
        14 => {
            let all =
                ["", "http://", "ftp://a.example/", "//", "javascript:x", "http://[::1", "\u{7f}"];
            send(&format!("301 Moved\r\nLocation: {}", all[within(all.len())]), &sized(0, b""))
        }
        15 => Ok(()),
        16 => send("200 OK\r\nContent-Encoding: lzma", &sized(whole.len(), &whole)),
        17 => {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n")?;
            stream.write_all(&sized(whole.len(), &whole))
        }
        18 => send("200 OK\r\nContent-Length: 7", &sized(whole.len(), &whole)),
        19 => stream.write_all(&whole),
        20 => send("200 OK", &sized(0, b"")),
        _ => send("304 Not Modified", b"\r\n"),
    }
}

/// Reads the request's path and answers.
fn serve(mut stream: impl Read + Write) {
    let mut head = BufReader::new(&mut stream);
    let mut first = String::new();
    let mut line = String::new();
    if head.read_line(&mut first).is_err() {
        return;
    }
    while head.read_line(&mut line).is_ok_and(|n| n > 2) {
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or("/0");
    let number = path.trim_start_matches('/').parse().unwrap_or(0);
    let _ = answer(&mut stream, number);
}

/// A server on a free port; with a certificate it speaks TLS.
fn start(tls: Option<Arc<ServerConfig>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let scheme = if tls.is_some() { "https" } else { "http" };
    let base = format!("{scheme}://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tls = tls.clone();
            std::thread::spawn(move || match tls {
                None => serve(stream),
                Some(config) => {
                    let Ok(connection) = ServerConnection::new(config) else { return };
                    let mut stream: StreamOwned<ServerConnection, TcpStream> =
                        StreamOwned::new(connection, stream);
                    serve(&mut stream);
                    // Without this the end looks cut off, which some faults are about and others
                    // not.
                    stream.conn.send_close_notify();
                    let _ = stream.flush();
                }
            });
        }
    });
    base
}

/// An authority, and certificates of its own.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Self {
        let mut parameters = CertificateParams::new(Vec::new()).unwrap();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        parameters.distinguished_name.push(DnType::CommonName, name);
        Self(CertifiedIssuer::self_signed(parameters, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    fn server(&self, name: &str, expired: bool) -> Arc<ServerConfig> {
        let mut parameters = CertificateParams::new(vec![name.to_owned()]).unwrap();
        if expired {
            parameters.not_before = rcgen::date_time_ymd(2001, 1, 1);
            parameters.not_after = rcgen::date_time_ymd(2002, 1, 1);
        }
        let key = KeyPair::generate().unwrap();
        let certificate = parameters.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Arc::new(config)
    }
}

fn hasty() -> Manners {
    Manners { timeout: Duration::from_millis(700), ..manners() }
}

/// The whole feed, or word of what is missing.
fn holds(fetched: &Fetched, number: u64) {
    let kind = number % KINDS;
    match &fetched.found {
        Ok(Found::Articles(articles)) => {
            // A length that is too short hides the rest: nobody can tell, but for a feed that ends
            // in the middle of an item.
            let told = kind == 9
                || fetched.warnings.iter().any(|warning| warning.severity == Severity::Failed);
            assert!(
                articles.len() == ITEMS || told,
                "kind {kind} ({number}): {} articles",
                articles.len()
            );
            assert!(
                ![2, 4, 10, 11, 13, 14, 15, 16, 20, 21].contains(&kind),
                "kind {kind} ({number}) is no feed"
            );
        }
        Err(_) => {
            assert!(![0, 3, 6, 17].contains(&kind), "kind {kind} ({number}): {:?}", fetched.found)
        }
        other => panic!("kind {kind} ({number}): {other:?}"),
    }
}

#[test]
fn whatever_a_server_does_is_whole_or_told() {
    let base = start(None);
    for number in 0..KINDS * 4 {
        let start = Instant::now();
        let fetched = fetch_with(hasty(), listed(&format!("{base}/{number}")), State::default());
        assert!(start.elapsed() < Duration::from_secs(20), "{number} took {:?}", start.elapsed());
        holds(&fetched, number);
    }
}

#[test]
fn the_same_over_tls() {
    let authority = Authority::new("An authority");
    let base = start(Some(authority.server("127.0.0.1", false)));
    let trusting = Manners { authorities: Some(authority.pem()), ..hasty() };
    for number in 0..KINDS * 2 {
        let fetched =
            fetch_with(trusting.clone(), listed(&format!("{base}/{number}")), State::default());
        holds(&fetched, number);
    }
}

#[test]
fn certificates_are_checked() {
    let (authority, stranger) = (Authority::new("An authority"), Authority::new("A stranger"));
    let trusting = Manners { authorities: Some(authority.pem()), ..manners() };
    let good = start(Some(authority.server("127.0.0.1", false)));
    let found = |manners: &Manners, base: &str| {
        fetch_with(manners.clone(), listed(&format!("{base}/0")), State::default()).found
    };
    assert!(matches!(found(&trusting, &good), Ok(Found::Articles(_))));
    for (what, manners, config) in [
        ("another's name", &trusting, authority.server("news.example", false)),
        ("out of date", &trusting, authority.server("127.0.0.1", true)),
        ("an unknown authority", &trusting, stranger.server("127.0.0.1", false)),
        ("an authority that nobody trusts", &manners(), authority.server("127.0.0.1", false)),
    ] {
        let found = found(manners, &start(Some(config)));
        assert!(matches!(found, Err(FetchError::Tls(_))), "{what}: {found:?}");
    }
    // A server that speaks no TLS, and one that speaks nothing else.
    let plain = start(None);
    let https = plain.replace("http://", "https://");
    assert!(found(&trusting, &https).is_err());
    assert!(found(&trusting, &good.replace("https://", "http://")).is_err());
    let clock = Box::leak(Box::new(crate::sources::Still));
    for bad in
        ["", "no certificate", "-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----\n"]
    {
        let manners = Manners { authorities: Some(bad.to_owned()), ..manners() };
        assert!(tidings::fetch::Fetcher::new(manners, clock).is_err(), "{bad}");
    }
}

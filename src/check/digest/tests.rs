use super::*;

/// Each sentence with the last part of each address it cites.
fn cited(digest: &Digest) -> Vec<(String, Vec<String>)> {
    let last = |address: &String| address.rsplit('/').next().unwrap_or("").to_owned();
    digest.claims.iter().map(|c| (c.text.clone(), c.cites.iter().map(last).collect())).collect()
}

fn expect(digest: &Digest, expected: &[(&str, &[&str])]) {
    let expected: Vec<(String, Vec<String>)> = expected
        .iter()
        .map(|(text, cites)| ((*text).to_owned(), cites.iter().map(|c| (*c).to_owned()).collect()))
        .collect();
    assert_eq!(cited(digest), expected);
}

#[test]
fn markdown_names_sources_in_four_ways() {
    let digest = markdown(
        "---\nlayout: post\n---\n# The week\n\n## Ferry\n\nThe ferry Ardena sank on Tuesday ([Ledger](https://a.example/1)). \
         Nine people were killed there.[^n] Divers searched the wreck all night. [2]\n\n\
         - The captain was [arrested on Friday](https://a.example/4) at last.\n\n## Sport\n\n\
         Tarnside won the cup on penalties.\n\nSource: [Sideline](https://b.example/5)\n\n\
         [^n]: Norpress, <https://a.example/2>\n\n1. Nowhere\n2. Courier https://a.example/3\n",
    );
    assert_eq!(digest.title.as_deref(), Some("The week"));
    assert_eq!(digest.claims[3].section.as_deref(), Some("Ferry"));
    expect(
        &digest,
        &[
            ("The ferry Ardena sank on Tuesday.", &["1"]),
            ("Nine people were killed there.", &["2"]),
            ("Divers searched the wreck all night.", &["3"]),
            ("The captain was arrested on Friday at last.", &["4"]),
            ("Tarnside won the cup on penalties.", &["5"]),
        ],
    );
}

#[test]
fn the_name_of_a_source_is_no_part_of_what_is_said() {
    let digest = markdown(
        "- It needed to find a vocation of its own, says Mr. [The Harbour Ledger Daily](https://a.example/1)\n\
         - The ferry Ardena sank on Tuesday. [The Harbour Ledger Daily News](https://a.example/2)\n",
    );
    expect(
        &digest,
        &[
            ("It needed to find a vocation of its own, says Mr.", &["1"]),
            ("The ferry Ardena sank on Tuesday.", &["2"]),
        ],
    );
}

#[test]
fn plain_text_names_sources_by_number_and_address() {
    let digest = plain(
        "Ferry\n\nThe ferry Ardena sank on Tuesday evening,\nkilling nine people. [1] Divers searched the\nwreck \
         all night [1, 2].\n\nA strike has begun at the railway: https://a.example/3\n\n\
         [1] Ledger · Ferry sinks\n    https://a.example/1\n[2] Courier\n    https://a.example/2\n",
    );
    expect(
        &digest,
        &[
            ("The ferry Ardena sank on Tuesday evening, killing nine people.", &["1"]),
            ("Divers searched the wreck all night.", &["1", "2"]),
            ("A strike has begun at the railway:", &["3"]),
        ],
    );
    assert_eq!(digest.claims[0].section.as_deref(), Some("Ferry"));
}

#[test]
fn pages_name_sources_by_links_and_notes() {
    let digest = html(
        "<html><head><title>The &amp; week</title><style>p{}</style></head><body><nav><a href=x>All the old \
         letters</a></nav><h2>Ferry</h2><p>The ferry Ardena sank on Tuesday.<sup><a href=\"#fn1\">1</a></sup> \
         Nine people were <a href=\"https://a.example/2\">killed</a> there.</p><table><tr><td>Divers searched the \
         wreck <b>all</b> night.</td></tr></table><p><a href=\"https://a.example/3\">Read the whole story</a></p>\
         <script>if (a < b) {}</script><ol><li id=\"fn1\">Ledger, <a href=\"https://a.example/1\">page</a> \
         <a href=\"#ref1\">↩</a></li></ol></body></html>",
    );
    assert_eq!(digest.title.as_deref(), Some("The & week"));
    expect(
        &digest,
        &[
            ("The ferry Ardena sank on Tuesday.", &["1"]),
            ("Nine people were killed there.", &["2"]),
            ("Divers searched the wreck all night.", &["3"]),
        ],
    );
}

#[test]
fn kite_names_articles_by_outlet_and_number() {
    let json = r#"{"category": "World", "clusters": [{"cluster_number": 1, "title": "Ferry sinks", "emoji": "x",
        "short_summary": "The ferry Ardena sank on Tuesday [a.example#2]. Nine people were killed there.",
        "talking_points": ["Search: Divers searched the wreck all night."],
        "quote": "Everybody knew about it", "quote_author": "A mate", "quote_source_url": "https://a.example/2",
        "perspectives": [{"text": "The union wants an inquiry soon.", "sources": [{"name": "B", "url": "https://b.example/3"}]}],
        "articles": [{"title": "t", "link": "https://www.a.example/1"}, {"title": "u", "link": "https://a.example/2"}]}]}"#;
    let digest = kite(&serde_json::from_str(json).unwrap()).unwrap();
    assert_eq!((digest.form, digest.title.as_deref()), (Form::Kite, Some("World")));
    expect(
        &digest,
        &[
            ("The ferry Ardena sank on Tuesday.", &["2"]),
            ("Nine people were killed there.", &["2"]),
            ("Divers searched the wreck all night.", &["1", "2"]),
            ("The union wants an inquiry soon.", &["3"]),
            ("\"Everybody knew about it\"", &["2"]),
        ],
    );
    assert_eq!(kite(&serde_json::json!({"items": []})), None);
}

#[cfg(feature = "mail")]
#[test]
fn a_mail_is_read_by_its_page() {
    let mail = b"From: a@b.example\r\nSubject: =?utf-8?q?Morning_t=C3=ADdings?=\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n\
        Look at our page instead of this.\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>The ferry Ardena sank on =\r\nTuesday. \
        <a href=3D\"https://a.example/1\">Ledger</a></p>\r\n--x--\r\n";
    let digest = read(mail, "letter.eml").unwrap();
    assert_eq!((digest.form, digest.title.as_deref()), (Form::Mail, Some("Morning tídings")));
    expect(&digest, &[("The ferry Ardena sank on Tuesday.", &["1"])]);
}

#[test]
fn forms_are_told_by_content_and_name() {
    let form = |text: &str, name: &str| read(text.as_bytes(), name).map(|digest| digest.form);
    let said = "The ferry Ardena sank on Tuesday.";
    assert_eq!(form(said, "a.txt"), Ok(Form::Text));
    assert_eq!(form(said, "a.md"), Ok(Form::Markdown));
    assert_eq!(form(&format!("{said} [x](https://a.example/1)"), "-"), Ok(Form::Markdown));
    assert_eq!(form(&format!("<html><body><p>{said}</p></body></html>"), "-"), Ok(Form::Html));
    assert_eq!(form("{\"a\": 1}", "a.json"), Err(NoDigest::Unknown));
    assert!(matches!(form("{", "a.json"), Err(NoDigest::Json(_))));
    assert_eq!(form("", "a.txt"), Err(NoDigest::Empty));
}

proptest::proptest! {
    #[test]
    fn no_reader_panics(text in "(\\PC|[<>\\[\\]()#^*\"\n]|http://a/|\\[1\\]|<a href=\"#f\">){0,60}") {
        for digest in [markdown(&text), plain(&text), html(&text)] {
            for claim in digest.claims {
                proptest::prop_assert!(!claim.text.is_empty());
            }
        }
    }
}

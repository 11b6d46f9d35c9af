//! Pages: what they look like, and what no input can make of them.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;
use tidings::cite;
use tidings::model::{Briefing, Item, Mark, Place, Published, Warning, Window};
use tidings::render::{Format, MailHeaders, Page, RenderError, message_id, render, render_page};

use crate::sample;

fn page(format: Format) -> Page {
    Page::new(format)
}

fn shown(briefing: &Briefing, page: &Page) -> String {
    String::from_utf8(render(briefing, &sample::warnings(), page).unwrap()).unwrap()
}

/// A page of the sample without what changes with every release.
fn picture(briefing: &Briefing, format: Format) -> String {
    let text = shown(briefing, &page(format));
    text.replace(concat!("tidings ", env!("CARGO_PKG_VERSION")), "tidings [version]")
}

#[test]
fn text_looks_like_this() {
    insta::assert_snapshot!("text", picture(&sample::briefing(), Format::Text));
    insta::assert_snapshot!("text-single", picture(&sample::single(), Format::Text));
    insta::assert_snapshot!("text-daily", picture(&sample::daily(), Format::Text));
    let narrow = Page { width: 40, ..page(Format::Text) };
    insta::assert_snapshot!("text-narrow", shown(&sample::briefing(), &narrow));
    let colour = Page { colour: true, ..page(Format::Text) };
    insta::assert_snapshot!("text-colour", shown(&sample::single(), &colour).escape_debug());
}

#[test]
fn markdown_looks_like_this() {
    insta::assert_snapshot!("markdown", picture(&sample::briefing(), Format::Markdown));
    insta::assert_snapshot!("markdown-daily", picture(&sample::daily(), Format::Markdown));
}

#[test]
fn html_looks_like_this() {
    let html = picture(&sample::daily(), Format::Html);
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let (before, policy) = head.split_once("'sha256-").unwrap();
    let (_, after) = policy.split_once('\'').unwrap();
    insta::assert_snapshot!("html", format!("{before}[digest of the style]{after}{body}"));
}

#[test]
fn json_looks_like_this() {
    insta::assert_snapshot!("json", picture(&sample::single(), Format::Json));
    insta::assert_snapshot!("jsonl", picture(&sample::briefing(), Format::JsonLines));
}

#[test]
fn mail_looks_like_this() {
    let mail = MailHeaders {
        from: Some("Zoë's newsroom <zoe@example.org>".into()),
        to: vec!["a@example.org, \"Readers, all\" <readers@example.org>".into()],
        list_id: Some("Morning <morning.example.org>".into()),
        unsubscribe: Some("https://example.org/leave".into()),
        references: vec!["<briefing.00@morning.example.org>".into()],
        crlf: false,
    };
    let page = Page { mail, ..page(Format::Mail) };
    insta::assert_snapshot!("mail", shown(&sample::daily(), &page));
}

#[test]
fn an_empty_briefing_has_a_page_in_every_format() {
    let mut empty = sample::briefing();
    empty.stories.clear();
    empty.sources.clear();
    empty.made = None;
    // A book is no text; its own test opens one.
    for &format in Format::ALL.iter().filter(|format| format.name() != "epub") {
        let text = shown(&empty, &page(format));
        assert!(!text.is_empty() && text.ends_with('\n'), "{format}");
    }
    insta::assert_snapshot!("text-empty", shown(&empty, &page(Format::Text)));
}

#[test]
fn the_html_policy_allows_exactly_its_style() {
    use sha2::Digest as _;
    let html = shown(&sample::briefing(), &page(Format::Html));
    let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
    let digest = html.split_once("'sha256-").unwrap().1.split_once('\'').unwrap().0;
    let bytes: Vec<u8> = sha2::Sha256::digest(style.as_bytes()).to_vec();
    assert_eq!(decode_base64(digest), bytes);
    assert!(!style.contains("url(") && !style.contains("@import"));
}

fn decode_base64(text: &str) -> Vec<u8> {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut out) = (0u32, 0, Vec::new());
    for c in text.trim_end_matches('=').chars() {
        bits = bits << 6 | u32::try_from(DIGITS.find(c).unwrap()).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 255).unwrap());
        }
    }
    out
}

#[test]
fn every_citation_of_the_html_page_leads_to_a_source_and_back() {
    let html = shown(&sample::briefing(), &page(Format::Html));
    let ids: Vec<&str> =
        html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let links: Vec<&str> =
        html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    for link in &links {
        assert!(unique.contains(link), "#{link} leads nowhere");
    }
    for id in unique.iter().filter(|id| id.starts_with("sentence-")) {
        assert!(links.contains(id), "nothing leads back to {id}");
    }
}

#[test]
fn json_reads_back_and_verifies() {
    let briefing = sample::briefing();
    let json = shown(&briefing, &page(Format::Json));
    let again: Briefing = serde_json::from_str(&json).unwrap();
    assert_eq!(again, briefing);
    let report = cite::verify(&again, &sample::articles());
    assert!(report.holds(), "{:?}", report.problems);
    assert_eq!((report.sentences, report.figures), (14, 2));
    assert_eq!((report.places, report.sources), (21, 14));
    let harmless =
        |c: char| c == '\n' || !c.is_control() && !('\u{202a}'..='\u{202e}').contains(&c);
    assert!(json.chars().all(harmless));
}

#[test]
fn verify_says_what_does_not_hold() {
    let faults = |change: &dyn Fn(&mut Briefing)| {
        let mut briefing = sample::briefing();
        change(&mut briefing);
        let report = cite::verify(&briefing, &sample::articles());
        report.problems.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(faults(&|_| {}).is_empty());
    let one = |change: &dyn Fn(&mut Briefing), expected: &str| {
        let found = faults(change);
        assert!(found.iter().any(|fault| fault.contains(expected)), "{found:?}");
    };
    one(
        &|b| b.stories[0].items[0].text.push('!'),
        "story 1, sentence 1, source [1]: bytes 14..147 say \"The sea gates at Salthaven",
    );
    one(
        &|b| b.stories[0].items[1].citations[2].span = Some(tidings::model::Span::new(5, 99_999)),
        "story 1, sentence 2, source [1]: bytes 5..99999 are no part of a text of 339 bytes",
    );
    one(
        &|b| b.stories[1].items[1].citations[0].span = Some(tidings::model::Span::new(1, 9)),
        "are no part of a text",
    );
    one(
        &|b| b.stories[0].items[1].citations[1].span = Some(tidings::model::Span::new(5, 5)),
        "story 1, sentence 2, source [3]: nothing is quoted or cited",
    );
    one(&|b| b.stories[0].items[1].citations.clear(), "sentence 2: nothing is quoted or cited");
    one(
        &|b| b.stories[0].headline.as_mut().unwrap().text = "Sea gates break".into(),
        "story 1, headline, source [1]: the source has no such headline",
    );
    one(
        &|b| b.stories[0].differences[0].figures[1].text.push('!'),
        "story 1, difference 1, figure 2, source [4]: bytes 90..109 say",
    );
    one(
        &|b| b.stories[0].differences[0].figures[0].number = tidings::model::Span::new(5, 99),
        "story 1, difference 1, figure 1: bytes 5..99 are no part of a quotation of 17 bytes",
    );
    one(
        &|b| drop(b.stories[0].differences[0].figures.pop()),
        "story 1, difference 1, figure 1: one figure alone does not differ",
    );
    one(
        &|b| b.stories[0].items[5].said.as_mut().unwrap().speaker = tidings::model::Span::new(0, 0),
        "story 1, sentence 6: bytes 0..0 are no part of a quotation",
    );
    one(
        &|b| b.sources[1].sha256 = "0".repeat(64),
        "sources, source [2]: no input has the text with SHA-256 000000",
    );
    one(
        &|b| b.sources[0].bytes = 1,
        "sources, source [1]: the briefing says 1 bytes, the text has",
    );
    one(
        &|b| b.stories[0].items[0].citations[0].source.0 = 99,
        "source [99]: the briefing lists no source of this number",
    );
    one(&|b| b.sources[1].number.0 = 1, "source [1]: the briefing lists this number twice");
}

#[test]
fn the_same_news_has_the_same_message_id() {
    let page = page(Format::Mail);
    let id = |briefing: &Briefing, page: &Page| {
        let mail = shown(briefing, page);
        let line = mail.lines().find(|line| line.starts_with("Message-ID: ")).unwrap();
        let id = line.trim_start_matches("Message-ID: ").to_owned();
        assert_eq!(message_id(briefing, page).unwrap(), id);
        id
    };
    let daily = sample::daily();
    let told = id(&daily, &page);
    let mut later = daily.clone();
    later.made = None;
    later.recipe.push("version", "9.9.9");
    later.window.as_mut().unwrap().until.at = "2031-04-08T04:00:07Z".parse().unwrap();
    assert_eq!(id(&later, &page), told, "seconds later with a newer version");
    let profile = Page { profile: Some("evening".into()), ..page.clone() };
    assert_ne!(id(&daily, &profile), told);
    assert_ne!(id(&sample::single(), &page), told);
    let mut tomorrow = daily.clone();
    tomorrow.window.as_mut().unwrap().until.at = "2031-04-09T04:00:00Z".parse().unwrap();
    assert_ne!(id(&tomorrow, &page), told);
    let mut shorter = daily;
    shorter.stories[0].items.pop();
    assert_ne!(id(&shorter, &page), told);
}

#[test]
fn two_days_never_share_a_message_id() {
    let page = page(Format::Mail);
    let mut days: Vec<Briefing> = Vec::new();
    // The same articles without a window, nothing new at all, and windows of one length: day after
    // day.
    let quiet = Briefing { stories: Vec::new(), sources: Vec::new(), ..sample::single() };
    for day in 1..=28 {
        let at = |hour: u8| {
            let at = format!("2026-02-{day:02}T{hour:02}:30:00Z").parse().unwrap();
            Published { at, ..sample::daily().made.unwrap() }
        };
        for briefing in [sample::single(), quiet.clone()] {
            days.push(Briefing { window: None, made: Some(at(7)), ..briefing });
        }
        let window = Window { from: at(0), until: at(20) };
        days.push(Briefing { window: Some(window), made: Some(at(7)), ..sample::daily() });
    }
    let ids: BTreeSet<String> =
        days.iter().map(|briefing| message_id(briefing, &page).unwrap()).collect();
    assert_eq!(ids.len(), days.len());
    // An hour later it is the same mail.
    let mut later = days[0].clone();
    later.made.as_mut().unwrap().at = "2026-02-01T09:00:00Z".parse().unwrap();
    assert_eq!(message_id(&later, &page).unwrap(), message_id(&days[0], &page).unwrap());
}

#[test]
fn a_message_id_has_the_senders_domain() {
    let id = |from: Option<&str>, list: Option<&str>| {
        let mail = MailHeaders {
            from: from.map(Into::into),
            list_id: list.map(Into::into),
            ..MailHeaders::default()
        };
        let page = Page { mail, ..page(Format::Mail) };
        let mail = shown(&sample::single(), &page);
        let from = mail.lines().find(|line| line.starts_with("From: ")).unwrap().to_owned();
        (message_id(&sample::single(), &page).unwrap(), from)
    };
    let (own, from) = id(Some("News <news@paper.example>, b@other.example"), Some("list.example"));
    assert!(own.ends_with("@paper.example>") && from.contains("news@paper.example"), "{own}");
    let (own, from) = id(None, Some("Morning <list.example>"));
    assert!(own.ends_with("@list.example>") && from.contains("tidings@list.example"), "{from}");
    let (own, from) = id(None, None);
    assert!(own.ends_with("@localhost>") && from.contains("tidings@localhost"), "{own} {from}");
    assert!(id(Some("root"), None).0.ends_with("@localhost>"));
}

#[test]
fn a_mail_answers_those_that_it_goes_on_from() {
    let with = |references: &[&str]| {
        let references = references.iter().map(|id| (*id).to_owned()).collect();
        let mail = MailHeaders { references, ..MailHeaders::default() };
        render(&sample::daily(), &[], &Page { mail, ..page(Format::Mail) })
            .map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let mail = with(&["<a.1@x.example>", "b.2@x.example"]).unwrap();
    assert!(mail.contains("\nIn-Reply-To: <b.2@x.example>\n"));
    assert!(mail.contains("\nReferences: <a.1@x.example> <b.2@x.example>\n"));
    assert!(!with(&[]).unwrap().contains("References"));
    let long: Vec<String> =
        (0..99).map(|n| format!("<{n}.{}@x.example>", "a".repeat(40))).collect();
    let mail = with(&long.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
    let head = mail.split_once("\n\n").unwrap().0;
    assert!(head.lines().all(|line| line.len() <= 78), "{head}");
    assert!(head.contains("<98.") && head.contains("<79.") && !head.contains("<78."));
    for wrong in ["", "<>", "a", "@", "a@", "a b@c", "<a@b>\r\nBcc: x@y", "<a@b> <c@d>", "ä@b"] {
        assert!(matches!(with(&[wrong]), Err(RenderError::MessageId { .. })), "{wrong:?}");
    }
}

#[test]
fn mail_headers_cannot_be_injected_by_options() {
    let attack = "a@example.org\r\nBcc: b@example.org".to_owned();
    let with =
        |mail: MailHeaders| render(&sample::briefing(), &[], &Page { mail, ..page(Format::Mail) });
    let none = MailHeaders::default;
    assert!(matches!(
        with(MailHeaders { from: Some(attack.clone()), ..none() }),
        Err(RenderError::Address { .. })
    ));
    assert!(matches!(
        with(MailHeaders { to: vec![attack.clone()], ..none() }),
        Err(RenderError::Address { .. })
    ));
    assert!(matches!(
        with(MailHeaders { list_id: Some(attack.clone()), ..none() }),
        Err(RenderError::ListId { .. })
    ));
    assert!(matches!(
        with(MailHeaders { unsubscribe: Some(attack), ..none() }),
        Err(RenderError::Unsubscribe { .. })
    ));
}

#[test]
fn a_mail_has_crlf_when_asked() {
    let mail = MailHeaders { crlf: true, ..MailHeaders::default() };
    let wire = shown(&sample::briefing(), &Page { mail, ..page(Format::Mail) });
    assert_eq!(wire.replace("\r\n", "\n"), shown(&sample::briefing(), &page(Format::Mail)));
    assert_eq!(wire.matches('\n').count(), wire.matches("\r\n").count());
}

#[test]
fn a_long_briefing_leaves_whole_stories_out_of_the_mail_and_says_so() {
    let mut long = sample::briefing();
    let story = long.stories[0].clone();
    let items = story.items.len();
    long.stories = vec![story; 60];
    let page = page(Format::Mail);
    let rendered = render_page(&long, &[], &page).unwrap();
    let mail = String::from_utf8(rendered.bytes).unwrap();
    let wire = mail.len() + mail.matches('\n').count();
    assert!(wire > 70_000 && wire <= 80_000, "{wire} bytes");
    let (plain, html) = parts(&mail);
    let told = html.matches("The water stood").count();
    assert!(told > 4 && told < 60, "{told} stories");
    for part in [unflowed(&plain), html] {
        assert_eq!(part.matches("The water stood").count(), told);
        let says = format!(
            "That is all that fits: {told} of 60 stories from 17 articles. {} stories",
            60 - told
        );
        assert!(part.contains(&says), "{part}");
    }
    let left: Vec<_> = (told..60).flat_map(|story| (0..items).map(move |n| (story, n))).collect();
    assert_eq!(rendered.untold, left);
    // One more story would not have fitted.
    long.stories.truncate(told + 1);
    let one_more = render_page(&long, &[], &page).unwrap();
    assert_eq!(one_more.untold.len(), items);
    long.stories.truncate(told);
    assert!(render_page(&long, &[], &page).unwrap().untold.is_empty());
}

#[test]
fn one_story_that_is_too_long_alone_loses_its_weakest_sentences() {
    let mut long = sample::single();
    let item = long.stories[0].items[0].clone();
    let items = (0..400).map(|n| Item {
        rank: 400 - n,
        text: "Πολύ μακριά πρόταση. ".repeat(9),
        ..item.clone()
    });
    long.stories[0].items = items.collect();
    let rendered = render_page(&long, &[], &page(Format::Mail)).unwrap();
    assert!(rendered.bytes.len() <= 80_000);
    let left = rendered.untold.len();
    assert!(left > 300 && left < 400);
    assert_eq!(rendered.untold, (0..left).map(|n| (0, n)).collect::<Vec<_>>());
    let (plain, html) = parts(std::str::from_utf8(&rendered.bytes).unwrap());
    for part in [unflowed(&plain), html] {
        assert!(part.contains(&format!("{left} sentences had no room")), "{part}");
    }
}

/// What a reader makes of format=flowed text (RFC 3676).
fn unflowed(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        out.push_str(line);
        if !line.ends_with(' ') {
            out.push('\n');
        }
    }
    out
}

#[test]
fn the_plain_part_of_a_mail_flows() {
    let (plain, _) = parts(&shown(&sample::daily(), &page(Format::Mail)));
    assert!(
        plain.lines().all(|line| line.chars().count() <= 78
            || !line.trim_end().contains(' ')
            || line.contains("://")),
        "{plain}"
    );
    let joined = unflowed(&plain);
    assert!(joined.contains("• The sea gates at Salthaven held through the night as the worst storm in forty years turned \
                             north, the port authority said on Tuesday. [1]\n"));
    assert!(joined.contains("\n• 2,300: “Some 2,300 people” – Agence Littoral\u{a0}[2], The Ostwarf Mail\u{a0}[3], Harbour Gazette\u{a0}[1] · "));
}

#[test]
fn nothing_to_tell_is_one_honest_line() {
    let mut none = sample::daily();
    none.stories.clear();
    none.sources.clear();
    none.counts.articles = 3;
    let line = "Nothing new: 3 articles between Mon 7 Apr, 06:00 and Tue 8 Apr 2031, 06:00 +02:00.";
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let mut page = page(format);
        page.width = 200;
        let text = String::from_utf8(render(&none, &[], &page).unwrap()).unwrap();
        assert!(text.contains(line) && !text.contains("That is all"), "{text}");
    }
    let mail = String::from_utf8(render(&none, &[], &page(Format::Mail)).unwrap()).unwrap();
    assert!(mail.contains("\nSubject: Briefing Tue 8 Apr: nothing new\n"), "{mail}");
    let (plain, html) = parts(&mail);
    assert!(unflowed(&plain).contains(line) && html.contains(line));
    none.counts.articles = 0;
    assert!(shown(&none, &page(Format::Text)).contains("Nothing new: no article between"));
    none.window = None;
    assert!(shown(&none, &page(Format::Text)).contains("Nothing to tell: no article."));
    // What failed is no filler: it may be why there is nothing.
    assert!(shown(&none, &page(Format::Text)).contains("no article text found"));
}

#[test]
fn the_reader_has_the_clock() {
    let mut briefing = sample::single();
    let text = shown(&briefing, &page(Format::Text));
    assert!(
        text.contains("3 publishers (1 wire) · copied by 1 more · first 8 Apr 04:05 ·"),
        "{text}"
    );
    assert!(text.contains("last 8 Apr 06:10\n"), "{text}");
    let first = &mut briefing.stories[0].first.as_mut().unwrap();
    first.at = "2030-12-31T23:30:00Z".parse().unwrap();
    assert!(shown(&briefing, &page(Format::Text)).contains("first 1 Jan 01:30"));
    briefing.stories[0].first.as_mut().unwrap().at = "2030-12-31T12:00:00Z".parse().unwrap();
    briefing.stories[0].wires = 2;
    let text = shown(&briefing, &page(Format::Text));
    assert!(text.contains("first 31 Dec 2030 14:00") && text.contains("(2 wires)"), "{text}");
}

/// The decoded parts of a mail with LF line ends.
fn parts(mail: &str) -> (String, String) {
    let boundary = mail.split_once("boundary=\"").unwrap().1.split_once('"').unwrap().0;
    let mark = format!("\n--{boundary}");
    let parts: Vec<&str> = mail.split(&mark).collect();
    assert_eq!(parts.len(), 4, "two parts, one end");
    assert_eq!(parts[3], "--\n");
    let body = |part: &str| decode(part.split_once("\n\n").unwrap().1);
    (body(parts[1]), body(parts[2]))
}

fn decode(quoted: &str) -> String {
    let joined = quoted.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = joined.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'=' {
            let hex = std::str::from_utf8(&after[..2]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn feeds_look_like_this() {
    let page = |format| Page {
        profile: Some("morning".into()),
        address: Some("https://example.org/briefing".into()),
        ..page(format)
    };
    let version = concat!("version=\"", env!("CARGO_PKG_VERSION"), "\"");
    let atom =
        shown(&sample::daily(), &page(Format::Atom)).replace(version, "version=\"[version]\"");
    insta::assert_snapshot!("atom", atom);
    insta::assert_snapshot!("jsonfeed", shown(&sample::daily(), &page(Format::JsonFeed)));
}

/// The identifiers of a feed's entries.
fn ids(briefing: &Briefing, page: &Page) -> Vec<String> {
    let feed: Value = serde_json::from_str(&shown(briefing, page)).unwrap();
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    let items = feed["items"].as_array().unwrap();
    items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_story_keeps_its_identifier_and_no_two_have_one() {
    let page = page(Format::JsonFeed);
    let daily = sample::daily();
    let told = ids(&daily, &page);
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), 5);
    // A later run of the same day: other sentences, another order, another version.
    let mut later = daily.clone();
    later.stories.swap(0, 2);
    later.stories[2].items.pop();
    later.made = None;
    later.recipe.push("version", "9.9.9");
    let again = ids(&later, &page);
    assert_eq!(again.iter().collect::<BTreeSet<_>>(), told.iter().collect());
    assert_ne!(again, told);
    // The next day, what goes on is an entry of its own, and the rest is what it was.
    let mut tomorrow = daily.clone();
    tomorrow.window.as_mut().unwrap().until.at = "2031-04-09T04:00:00Z".parse().unwrap();
    let changed: Vec<bool> =
        ids(&tomorrow, &page).iter().zip(&told).map(|(new, old)| new != old).collect();
    assert_eq!(changed, [false, true, false, false, true]);
    let other = Page { profile: Some("evening".into()), ..page.clone() };
    assert!(ids(&daily, &other).iter().all(|id| !told.contains(id)));
    let mut twice = daily;
    twice.stories.push(twice.stories[0].clone());
    let twice = ids(&twice, &page);
    assert_eq!(twice.iter().collect::<BTreeSet<_>>().len(), 6);
}

// ---- the schema ----

/// Checks a value against the part of JSON Schema 2020-12 that our schema uses; any other keyword
/// is an error, so that nothing in the schema goes unchecked.
pub fn conforms(schema: &Value, root: &Value, value: &Value, at: &str) -> Result<(), String> {
    let fail = |what: &str| Err(format!("{at}: {what}: {value}"));
    let Value::Object(keywords) = schema else { return Err(format!("{at}: no schema")) };
    for (keyword, rule) in keywords {
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name = rule.as_str().and_then(|path| path.strip_prefix("#/$defs/")).unwrap();
                conforms(&root["$defs"][name], root, value, at)?;
            }
            "type" => {
                let named = |name: &str| match name {
                    "null" => value.is_null(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "number" => value.is_number(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("type {other}"),
                };
                let fits = match rule {
                    Value::String(name) => named(name),
                    names => names.as_array().unwrap().iter().any(|n| named(n.as_str().unwrap())),
                };
                if !fits {
                    return fail("wrong type");
                }
            }
            "const" if rule != value => return fail("not the constant"),
            "enum" if !rule.as_array().unwrap().contains(value) => return fail("not in the list"),
            "const" | "enum" => {}
            "minimum" if value.as_i64().is_some_and(|n| n < rule.as_i64().unwrap()) => {
                return fail("too small");
            }
            "minLength" | "maxLength" => {
                let length = value.as_str().map_or(0, |text| text.chars().count()) as u64;
                let limit = rule.as_u64().unwrap();
                if (keyword == "minLength" && length < limit)
                    || (keyword == "maxLength" && length > limit)
                {
                    return fail("wrong length");
                }
            }
            "minimum" => {}
            "items" => {
                for (n, entry) in value.as_array().into_iter().flatten().enumerate() {
                    conforms(rule, root, entry, &format!("{at}[{n}]"))?;
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if value.is_object() && value.get(name.as_str().unwrap()).is_none() {
                        return fail(&format!("lacks {name}"));
                    }
                }
            }
            "properties" => {
                for (name, entry) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(name) {
                        conforms(schema, root, entry, &format!("{at}.{name}"))?;
                    }
                }
            }
            "additionalProperties" => {
                for (name, entry) in value.as_object().into_iter().flatten() {
                    if keywords.get("properties").and_then(|known| known.get(name)).is_none() {
                        if rule == &Value::Bool(false) {
                            return fail(&format!("unknown property {name}"));
                        }
                        conforms(rule, root, entry, &format!("{at}.{name}"))?;
                    }
                }
            }
            "oneOf" | "anyOf" => {
                let options = rule.as_array().unwrap().iter();
                let fits: Vec<_> = options.map(|s| conforms(s, root, value, at)).collect();
                let count = fits.iter().filter(|fit| fit.is_ok()).count();
                if count == 0 || (keyword == "oneOf" && count > 1) {
                    return Err(format!("{at}: {count} of {fits:?}"));
                }
            }
            other => return Err(format!("{at}: the check does not know the keyword {other}")),
        }
    }
    Ok(())
}

fn schema() -> Value {
    serde_json::from_str(include_str!("../schema/briefing-1.schema.json")).unwrap()
}

#[test]
fn json_follows_its_schema() {
    let schema = schema();
    let mut briefing = sample::briefing();
    let item = briefing.stories[0].items[1].clone();
    briefing.stories[0].candidates = vec![tidings::model::Candidate {
        text: item.text.clone(),
        citation: item.citations[0],
        rank: None,
        score: Some(0.5),
        why: item.why.clone(),
        dropped: Some(tidings::model::Reason::OffTopic),
        duplicate_of: Some(item.citations[1]),
    }];
    briefing.stories[1].headline = None;
    briefing.stories[1].items[0].gain = f64::NAN;
    briefing.sources[0].source.place = Place::Stdin { record: Some(3) };
    briefing.sources[1].source.place = Place::Url("https://a.example/".into());
    briefing.sources[2].marks = vec![Mark::Teaser, Mark::Older, Mark::FutureDated, Mark::Undated];
    for briefing in [briefing, sample::single()] {
        let json: Value = serde_json::from_str(&shown(&briefing, &page(Format::Json))).unwrap();
        conforms(&schema, &schema, &json, "$").unwrap();
        let lines = shown(&briefing, &page(Format::JsonLines));
        for line in lines.lines() {
            let json: Value = serde_json::from_str(line).unwrap();
            conforms(&schema["$defs"]["line"], &schema, &json, "$").unwrap();
        }
    }
}

#[test]
fn the_schema_refuses_what_is_none() {
    let schema = schema();
    let good: Value = serde_json::from_str(&shown(&sample::single(), &page(Format::Json))).unwrap();
    let broken = |change: &dyn Fn(&mut Value)| {
        let mut json = good.clone();
        change(&mut json);
        conforms(&schema, &schema, &json, "$").is_err()
    };
    assert!(!broken(&|_| {}));
    assert!(broken(&|json| json["schema"] = "tidings-briefing/2".into()));
    assert!(broken(&|json| json["extra"] = 1.into()));
    assert!(broken(&|json| json["stories"][0]["items"][0]["rank"] = 0.into()));
    assert!(broken(&|json| json["sources"][0]["sha256"] = "abc".into()));
    assert!(broken(&|json| json["sources"][0]["marks"] = vec!["odd"].into()));
    assert!(broken(&|json| {
        json["stories"][0].as_object_mut().unwrap().remove("sources");
    }));
}

// ---- whatever an input holds ----

/// Strings with what is special somewhere among any other characters.
fn any_text() -> impl Strategy<Value = String> {
    let special = prop::sample::select(vec![
        "<",
        ">",
        "&",
        "\"",
        "'",
        "\r\n",
        "\n",
        "\0",
        "\u{1b}[31m",
        "\u{9b}",
        "\u{202e}",
        "\u{2066}",
        "]]>",
        "<!--",
        "-->",
        "</p>",
        "<script>",
        "&lt;",
        "=",
        "=\r\n",
        "--",
        ".\r\n",
        "From ",
        "[1]",
        "](",
        "\\",
        "`",
        "*",
        "_",
        "#",
        "https://a.example/?a=b&c=\"d",
        "日本語",
        "مرحبا",
        "👩\u{200d}🚀",
        "\u{301}\u{301}",
        "\u{a0}",
        " ",
        "javascript:alert(1)",
        "\u{feff}",
        "\u{e0041}",
        "Bcc: x@y.example",
    ]);
    prop::collection::vec(prop_oneof![special.prop_map(str::to_owned), ".{0,8}"], 0..12)
        .prop_map(|pieces| pieces.concat())
}

/// The sample with arbitrary strings wherever an input's words stand.
fn any_briefing() -> impl Strategy<Value = (Briefing, Vec<Warning>)> {
    prop::collection::vec(any_text(), 12).prop_map(|texts| {
        let mut briefing = sample::briefing();
        let mut next = texts.iter().cycle().cloned();
        let mut text = || next.next().unwrap_or_default();
        for story in &mut briefing.stories {
            if let Some(headline) = &mut story.headline {
                headline.text = text();
            }
            for item in &mut story.items {
                item.text = text();
            }
        }
        for entry in &mut briefing.sources {
            entry.source.publisher = Some(text());
            entry.title = Some(text());
            entry.source.url = entry.source.url.is_some().then(&mut text);
            entry.source.place = Place::File { path: text(), record: None };
            entry.language = Some(text());
        }
        briefing.recipe.push(text(), text());
        (briefing, vec![Warning::failed(text(), text()).hint(text())])
    })
}

const NO_PAGE_SHOWS: &str = "\0\r\u{1b}\u{7f}\u{85}\u{9b}\u{ad}\u{200b}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
                             \u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{e0041}";

/// Walks a page as a strict reader of XML would, but for void elements, and gives the element and
/// attribute names.
fn markup(html: &str) -> Result<BTreeSet<String>, String> {
    const VOID: [&str; 3] = ["meta", "br", "!DOCTYPE"];
    let mut names = BTreeSet::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (text, tail) = rest.split_at(at);
        if open.last().is_none_or(|name| name != "style") && text.contains(['>', '"', '\'']) {
            let css = open.last().is_some_and(|name| name == "p" || name == "span");
            if !css || text.contains('>') {
                return Err(format!("bare mark in {text:?}"));
            }
        }
        let end = tail.find('>').ok_or("a tag without end")?;
        let tag = &tail[1..end];
        rest = &tail[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        names.insert(name.to_owned());
        if name == "!DOCTYPE" {
            continue;
        }
        while !attributes.is_empty() {
            let (name, value) = attributes.split_once("=\"").ok_or(format!("in <{tag}>"))?;
            let (_, after) = value.split_once('"').ok_or(format!("in <{tag}>"))?;
            names.insert(format!("@{name}"));
            attributes = after.strip_prefix(' ').unwrap_or(after);
        }
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    if open.is_empty() { Ok(names) } else { Err(format!("{open:?} stay open")) }
}

#[test]
fn the_walk_over_markup_sees_what_is_wrong() {
    assert!(markup("<p class=\"a\">b</p>").is_ok());
    for wrong in ["<p>", "<p></b></p>", "<p>a > b</p>", "<p a=b>c</p>", "<p>a</p></p>", "<i>\"</i>"]
    {
        assert!(markup(wrong).is_err(), "{wrong}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn html_stays_well_formed((briefing, warnings) in any_briefing()) {
        let own = sample::single();
        for format in [Format::Html, Format::Mail] {
            let html = |briefing: &Briefing, warnings: &[Warning]| {
                let bytes = render(briefing, warnings, &page(format)).unwrap();
                let text = String::from_utf8(bytes).unwrap();
                if format == Format::Mail { parts(&text).1 } else { text }
            };
            let known = markup(&html(&sample::briefing(), &sample::warnings())).map_err(TestCaseError::fail)?;
            prop_assert!(markup(&html(&own, &[])).is_ok());
            let page = html(&briefing, &warnings);
            let names = markup(&page).map_err(TestCaseError::fail)?;
            prop_assert!(names.is_subset(&known), "{:?}", names.difference(&known));
            prop_assert!(!page.chars().any(|c| NO_PAGE_SHOWS.contains(c)));
            for link in page.split("href=\"").skip(1) {
                let good = ["#", "https://", "http://"].iter().any(|start| link.to_lowercase().starts_with(start));
                prop_assert!(good, "{}", &link[..link.len().min(40)]);
            }
        }
    }

    #[test]
    fn text_and_markdown_hold_nothing_that_steers((briefing, warnings) in any_briefing(), width in 0u16..120) {
        for format in [Format::Text, Format::Markdown] {
            let page = Page { width, ..page(format) };
            let bytes = render(&briefing, &warnings, &page).unwrap();
            let text = String::from_utf8(bytes).unwrap();
            let odd = text.chars().find(|c| (c.is_control() && *c != '\n') || NO_PAGE_SHOWS.contains(*c));
            prop_assert_eq!(odd, None);
        }
    }

    #[test]
    fn markdown_structure_is_ours((briefing, warnings) in any_briefing()) {
        let text = String::from_utf8(render(&briefing, &warnings, &page(Format::Markdown)).unwrap()).unwrap();
        let told = briefing.stories.iter().filter(|story| !story.brief).count();
        let headings = text.lines().filter(|line| line.starts_with('#')).count();
        prop_assert_eq!(headings, 1 + told + 2);
        for line in text.lines() {
            let ours = line.is_empty() || line == "---" || line.starts_with("# ") || line.starts_with("## ")
                || line.starts_with("- ") || line.starts_with("**") || line.contains(" · ")
                || line.starts_with('[') || line.starts_with("That is all") || line.ends_with(" publishers");
            prop_assert!(ours, "{line:?}");
        }
        for (at, _) in text.match_indices("](") {
            let escaped = text[..at].ends_with('\\');
            prop_assert!(escaped, "{}", &text[..at]);
        }
    }

    #[test]
    fn mail_has_our_headers_and_no_others((briefing, warnings) in any_briefing()) {
        let mail = String::from_utf8(render(&briefing, &warnings, &page(Format::Mail)).unwrap()).unwrap();
        prop_assert!(mail.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte)));
        let (head, body) = mail.split_once("\n\n").unwrap();
        prop_assert!(body.lines().all(|line| line.len() <= 76));
        // A single long word cannot be folded; nothing reaches the limit that mail tools enforce.
        prop_assert!(head.lines().all(|line| line.len() <= 120), "{head}");
        let names: Vec<&str> = head
            .lines()
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split(':').next().unwrap())
            .collect();
        prop_assert_eq!(names, [
            "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "X-Tidings-Stories",
            "X-Tidings-Sources", "X-Tidings-Recipe", "MIME-Version", "Content-Type",
        ]);
        let (plain, _) = parts(&mail);
        let odd = plain.chars().find(|c| (c.is_control() && *c != '\n') || NO_PAGE_SHOWS.contains(*c));
        prop_assert_eq!(odd, None);
        for line in plain.lines() {
            let stuffed = line.starts_with(' ') || !(line.starts_with('>') || line.starts_with("From "));
            prop_assert!(stuffed, "{line:?}");
        }
    }

    #[test]
    fn feeds_are_well_formed((briefing, warnings) in any_briefing()) {
        let bytes = render(&briefing, &warnings, &page(Format::Atom)).unwrap();
        let atom = String::from_utf8(bytes).unwrap();
        prop_assert!(!atom.chars().any(|c| NO_PAGE_SHOWS.contains(c)));
        let body = atom.strip_prefix("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n").unwrap();
        // The walk over markup knows no empty elements.
        let filled: String =
            body.lines().filter(|line| !line.starts_with("<category ") && !line.starts_with("<link ")).collect();
        let names = markup(&filled).map_err(TestCaseError::fail)?;
        let known = ["feed", "id", "title", "updated", "author", "name", "generator", "entry", "published", "content",
            "@xmlns", "@version", "@type"];
        prop_assert!(names.iter().all(|name| known.contains(&name.as_str())), "{:?}", names);
        let json: Value = serde_json::from_slice(&render(&briefing, &warnings, &page(Format::JsonFeed)).unwrap()).unwrap();
        prop_assert_eq!(atom.matches("<entry>").count(), 5);
        for item in json["items"].as_array().unwrap() {
            markup(item["content_html"].as_str().unwrap()).map_err(TestCaseError::fail)?;
            prop_assert!(!item["title"].as_str().unwrap().is_empty());
        }
    }

    #[test]
    fn json_is_exact((briefing, warnings) in any_briefing()) {
        let json = String::from_utf8(render(&briefing, &warnings, &page(Format::Json)).unwrap()).unwrap();
        let odd = json.chars().find(|c| *c != '\n' && NO_PAGE_SHOWS.contains(*c));
        prop_assert_eq!(odd, None);
        let again: Briefing = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(again, briefing);
        let schema = schema();
        let value: Value = serde_json::from_str(&json).unwrap();
        conforms(&schema, &schema, &value, "$").map_err(TestCaseError::fail)?;
    }

    #[test]
    fn lines_are_no_wider_than_asked(texts in prop::collection::vec("[a-zäß日本語👍 ]{0,60}", 5), width in 24u16..100) {
        use unicode_width::UnicodeWidthStr as _;
        let mut briefing = sample::single();
        for (item, text) in briefing.stories[0].items.iter_mut().zip(texts) {
            item.text = text;
        }
        for entry in &mut briefing.sources {
            entry.source.url = None;
            entry.source.place = Place::File { path: "a.txt".into(), record: None };
        }
        let page = Page { width, ..page(Format::Text) };
        let text = String::from_utf8(render(&briefing, &[], &page).unwrap()).unwrap();
        for line in text.lines() {
            prop_assert!(line.width() <= usize::from(width), "{line:?}");
        }
    }
}

#[cfg(feature = "epub")]
#[test]
fn a_book_has_a_chapter_for_each_story_and_the_same_bytes_each_time() {
    let book = |briefing: &Briefing| render(briefing, &[], &page(Format::Epub)).unwrap();
    let (one, other) = (book(&sample::briefing()), book(&sample::briefing()));
    assert!(one == other, "the same briefing gives the same book");
    // EPUB OCF: the first file is called "mimetype", is not compressed, and stands at byte 30.
    assert_eq!(&one[30..58], b"mimetypeapplication/epub+zip");
    let names = |bytes: &[u8]| {
        bytes.windows(10).filter(|w| w.starts_with(b"part-") && w[8] == b'.').count()
    };
    // Each name stands before its file and in the list at the end: opening, three stories, the
    // short ones, the end.
    assert_eq!(names(&one), 2 * 6);
    let mut empty = sample::briefing();
    empty.stories.clear();
    assert_eq!(names(&book(&empty)), 2 * 2);
}

#[cfg(feature = "template")]
#[test]
fn templates_print_what_they_name() {
    use tidings::render::Template;
    let with = |name: &str, text: &str| {
        let template = Some(Template { name: name.to_owned(), text: text.to_owned() });
        render(&sample::briefing(), &[], &Page { template, ..page(Format::Text) })
            .map(|bytes| String::from_utf8(bytes).unwrap())
    };
    let loops =
        "{% for story in stories %}\n{{ story.number }} {{ story.items | length }}\n{% endfor %}\n";
    let lines = with("page.txt", loops).unwrap();
    let numbers: Vec<&str> = lines.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(numbers, ["1", "2", "3"]);
    // What an attacker writes is escaped where the name of the template says so, and never steers a
    // terminal.
    let all = "{% for source in sources %}{{ source.title }} {% endfor %}";
    let html = with("page.html", all).unwrap();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
    let text = with("page.txt", all).unwrap();
    assert!(text.contains("<script>") && !text.contains('\u{1b}'));
    let fault = with("page.txt", "one\n{{ titel }}").unwrap_err().to_string();
    assert!(fault.contains("`titel` is undefined") && fault.contains("page.txt:2"), "{fault}");
}

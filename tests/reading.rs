//! What is body of small pages, feeds, mails and texts, each made after a fault that a reader of
//! its kind had.
//!
//! The body is what cleaning leaves: paragraphs apart by " / ". In the sources `A` to `D` stand for
//! four sentences of news.

use tidings::analysis::prepare;
use tidings::clean::{Recurring, blocks};
use tidings::model::{Article, Place, Role};
use tidings::read::{Format, Limits, read};

const NEWS: [(&str, &str); 4] = [
    ("@A", "The ferry left the harbour at noon on Tuesday with 300 people on board."),
    ("@B", "The crossing takes two hours, the port authority said."),
    ("@C", "Ticket prices rose by 4 per cent in January because fuel has become dearer."),
    ("@D", "The old ship will be sold to a company in the north, which wants a restaurant."),
];

fn filled(template: &str) -> String {
    NEWS.iter().fold(template.to_owned(), |text, (mark, news)| text.replace(mark, news))
}

fn articles(source: &str, format: Format) -> Vec<Article> {
    let place = Place::File { path: "f".into(), record: None };
    read(source.as_bytes(), &place, Some(format), &Limits::default()).value
}

/// The body of the only article.
fn body(source: &str, format: Format) -> String {
    let articles = articles(source, format);
    let [article] = articles.as_slice() else { return format!("{} articles", articles.len()) };
    let recurring = Recurring::learn(&articles);
    let found = blocks(0, article, article.language, &recurring);
    let body: Vec<&str> = found
        .iter()
        .filter(|block| block.role == Role::Body)
        .filter_map(|block| block.span.of(article.text()))
        .collect();
    body.join(" / ")
}

fn check(format: Format, table: &[(&str, &str)], around: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (source, expected) in table {
        let found = body(&around(&filled(source)), format);
        if found != filled(expected) {
            wrong.push(format!("{source}\n  found {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn unclosed_and_void_elements_swallow_nothing() {
    let all = "@A / @B / @C";
    let openings = [
        "<br hidden>",
        "<img hidden src=x>",
        "<hr style='display:none'>",
        "<basefont hidden>",
        "<div><nav></div>",
        "<div><button>Menu</div>",
        "<div><audio></div>",
        "<div><video controls></div>",
        "<div><object data=x></div>",
        "<div><select><option>One</div>",
        "<div><canvas></div>",
        "<div><dialog>Hello</div>",
        "<div><map name=m><area></div>",
        "<div><template><p>x</div>",
        "<div><noscript><img></div>",
        "<ul><li hidden>x</ul>",
        "<ul><li><nav></ul>",
        "<table><tr><td hidden>x</table>",
        "<div><span hidden></div>",
        "<div><span style='visibility: hidden'></div>",
        "<section><div><p hidden>x</section>",
        "<div><svg><g><path></div>",
        "<div><svg><title>x</title><path></div>",
        "<div><math><mi></div>",
        "<nav><ul><li><a href=/>Home</a></ul></nav>",
        "<nav>",
        "<video>",
        "<div hidden>",
        "<script>'<!-- <sCrIpt'</script>",
        "<script><!-- document.write('<script>') </script>",
        "<figure><video class=x data-a=\"false\" </video></figure>",
        "<button>One<button>Two</button>",
    ];
    for opening in openings {
        check(Format::Html, &[("<p>@A</p><p>@B</p><p>@C</p>", all)], |news| {
            format!("<!doctype html><html><head><title>Ferry</title></head><body>{opening}{news}")
        });
    }
}

#[test]
fn what_scripts_put_in_place_is_read() {
    check(
        Format::Html,
        &[
            (
                "<div><script type='text/template'><p>@A</p><p>@B</p><p>@C</p><p>@D</p></script></div>",
                "@A / @B / @C / @D",
            ),
            (
                "<div><script type='text/x-template'><p>@A</p><p>@B</p><p>@C</p><p>@D</p></script></div>",
                "@A / @B / @C / @D",
            ),
            (
                "<div><noscript><p>@A</p><p>@B</p><p>@C</p><p>@D</p></noscript></div>",
                "@A / @B / @C / @D",
            ),
            (
                "<div><template><p>@A</p><p>@B</p><p>@C</p><p>@D</p></template></div>",
                "@A / @B / @C / @D",
            ),
            (
                "<div style='display:none'><p>@A</p><p>@B</p><p>@C</p><p>@D</p></div>",
                "@A / @B / @C / @D",
            ),
            (
                "<p>@A</p><p>@B</p><p>@C</p><p>@D</p><noscript><p>Please turn on your scripts to read this page.</p></noscript>",
                "@A / @B / @C / @D",
            ),
            (
                "<article><p>@A</p><p><a href=/b>@B</a></p><p>@C</p><p>@D</p></article>",
                "@A / @B / @C / @D",
            ),
        ],
        |page| format!("<!doctype html><html><head><title>Ferry</title></head><body>{page}"),
    );
}

#[test]
fn a_line_with_a_year_deletes_no_news() {
    let lines = [
        "© 2026 Harbour Post",
        "© 2024-2026 Harbour Post. All rights reserved.",
        "Copyright 2026 Harbour Post",
        "Photo: Jane Roe, 2024",
        "Published 5 May 2026",
        "Updated 5 May 2026, 14:10",
        "5 May 2026",
        "2026-05-05",
    ];
    for line in lines {
        for (source, format) in [
            (format!("@A\n\n@B\n\n{line}\n"), Format::Text),
            (
                format!(
                    "<rss><channel><title>T</title><item><title>Ferry leaves</title><description><![CDATA[<p>@A</p><p>@B</p><p>{line}</p>]]></description></item></channel></rss>"
                ),
                Format::Feed,
            ),
            (
                format!("From: P <p@p.example>\nSubject: Ferry leaves\n\n@A\n\n@B\n\n{line}\n"),
                Format::Mail,
            ),
        ] {
            let found = body(&filled(&source), format);
            assert_eq!(found, filled("@A / @B"), "{line} {format}");
        }
    }
}

#[test]
fn footers_of_feeds_go() {
    check(
        Format::Feed,
        &[
            (
                "<p>@A</p><p>@B</p><p>The post <a href=x>Ferry leaves port</a> appeared first on <a href=y>Harbour Post</a>.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>Der Beitrag Ferry leaves port erschien zuerst auf Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>L’article Ferry leaves port est apparu en premier sur Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>L'articolo Ferry leaves port proviene da Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>La entrada Ferry leaves port se publicó primero en Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>Het bericht Ferry leaves port verscheen eerst op Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>Artykuł Ferry leaves port pochodzi z serwisu Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>Inlägget Ferry leaves port dök först upp på Harbour Post.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>You’re receiving this email because you opted in via our website.</p>",
                "@A / @B",
            ),
            (
                "<p>@A</p><p>@B</p><p>A message from our sponsor: Oat milk that loves you back.</p>",
                "@A / @B",
            ),
            ("<p>View this email in your browser</p><p>@A</p><p>@B</p>", "@A / @B"),
            ("<p>Forwarded this email? Subscribe here for more.</p><p>@A</p><p>@B</p>", "@A / @B"),
            ("arXiv:2605.00001v1 Announce Type: new Abstract: @A", "@A"),
            ("&lt;![CDATA[@A]]&gt;", "@A"),
        ],
        |text| {
            let text =
                if text.starts_with('&') { text.to_owned() } else { format!("<![CDATA[{text}]]>") };
            format!(
                "<rss><channel><title>Harbour Post</title><item><title>Ferry leaves port</title><description>{text}</description></item></channel></rss>"
            )
        },
    );
}

#[test]
fn the_we_of_an_abstract_is_its_authors() {
    let quotable = |text: &str| {
        let item = format!(
            "<rss><channel><title>Papers</title><language>en</language><item><title>Ferries and waves</title><description>{text}</description></item></channel></rss>"
        );
        let place = Place::File { path: "a".into(), record: None };
        let read = read(item.as_bytes(), &place, Some(Format::Feed), &Limits::default());
        let corpus = prepare(read.value, 100);
        let free = corpus.sentences().iter().filter(|s| s.role == Role::Body);
        free.map(|s| s.unquotable.is_none()).collect::<Vec<bool>>()
    };
    let abstracted = "We measure how waves slow ferries down on long routes. Our model predicts delays within four minutes on most crossings.";
    let label = "arXiv:2605.00001v1 Announce Type: new Abstract: ";
    assert_eq!(quotable(&format!("{label}{abstracted}")), [true, true]);
    assert_eq!(quotable(abstracted), [false, false]);
    // What leans on another sentence still does.
    let leaning = "But it was measured on long routes by the same people. We measure how waves slow ferries down.";
    assert_eq!(quotable(&format!("{label}{leaning}")), [false, true]);
}

#[test]
fn elements_of_feeds_are_told_by_their_namespace() {
    let table = [
        ("<description>@A</description><x:description>@D @D</x:description>", "@A"),
        ("<x:description>@D @D</x:description><description>@A</description>", "@A"),
        ("<description>@A</description><x:ext><description>@D @D</description></x:ext>", "@A"),
        ("<description>@A</description><media:description>@D @D</media:description>", "@A"),
        ("<media:group><media:description>@A</media:description></media:group>", "@A"),
        ("<m:description>@A</m:description>", "@A"),
        ("<itunes:summary>@A</itunes:summary>", "@A"),
        ("<dc:description>@A</dc:description>", "@A"),
        (
            "<description>@B</description><c:encoded><![CDATA[<p>@A</p><p>@B</p>]]></c:encoded>",
            "@A / @B",
        ),
        (
            "<description>@A</description><image><title>Logo</title><description>@D @D</description></image>",
            "@A",
        ),
        ("<description/><media:description>@A</media:description>", "@A"),
    ];
    check(Format::Feed, &table, |item| {
        format!(
            "<rss xmlns:x='http://x.example/ns' xmlns:m='http://search.yahoo.com/mrss/' xmlns:c='http://purl.org/rss/1.0/modules/content/'><channel><title>T</title><item><title>Ferry leaves port</title>{item}</item></channel></rss>"
        )
    });
    for (title, expected) in [
        ("<title>Right</title><x:title>Wrong</x:title>", "Right"),
        ("<x:title>Wrong</x:title><title>Right</title>", "Right"),
        ("<media:title>Wrong</media:title><title>Right</title>", "Right"),
        ("<media:title>Right</media:title>", "Right"),
        ("<title>Right</title><image><title>Wrong</title></image>", "Right"),
        ("<title/><dc:title>Right</dc:title>", "Right"),
    ] {
        let source = format!(
            "<rss xmlns:x='http://x.example/ns'><channel><title>T</title><item>{title}<description>Text.</description></item></channel></rss>"
        );
        let found = articles(&source, Format::Feed);
        assert_eq!(found[0].title.as_deref(), Some(expected), "{title}");
    }
}

#[test]
fn mails_hold_their_own_words() {
    let table = [
        ("@A\n\nOn Tue, 5 May 2026 at 10:00, Post wrote:\n> @C\n> @D", "@A"),
        ("@A\n\nAm 05.05.26 um 10:00 schrieb Post:\n> @C\n> @D", "@A"),
        ("@A\n\nLe 5 mai 2026 à 10:00, Post a écrit :\n> @C\n> @D", "@A"),
        ("@A\n\nEl 5 may 2026, Post escribió:\n> @C\n> @D", "@A"),
        (
            "@A\n\n-----Original Message-----\nFrom: Post\nSent: Tuesday\nTo: You\nSubject: Ferry\n\n@D",
            "@A",
        ),
        (
            "@A\n\n-----Ursprüngliche Nachricht-----\nVon: Post\nGesendet: Dienstag\nBetreff: F\n\n@D",
            "@A",
        ),
        ("@A\n\nFrom: Post <p@p.example>\nSent: Tuesday\nTo: You\nSubject: Ferry\n\n@D", "@A"),
        ("> @C\n> @D\n\n@A", "@A"),
    ];
    check(Format::Mail, &table, |text| {
        format!("From: P <p@p.example>\nSubject: Re: Ferry leaves port\n\n{text}\n")
    });
    let pages = [
        (
            "<p>@A</p><p>@B</p><p>Copyright © 2026 Harbour Post, All rights reserved.<br>You are receiving this email because you opted in via our website.</p>",
            "@A / @B",
        ),
        (
            "<p>@A</p><p>@B</p><p>Harbour Post is a reader-supported publication. To receive new posts and support my work, consider becoming a free or paid subscriber.</p>",
            "@A / @B",
        ),
        (
            "<p>@A</p><p>@B</p><p>Sie erhalten diesen Newsletter, weil Sie sich angemeldet haben.</p>",
            "@A / @B",
        ),
        (
            "<p>@A</p><p>@B</p><p>Vous recevez cet e-mail car vous êtes inscrit. Pour vous désabonner, cliquez ici.</p>",
            "@A / @B",
        ),
        (
            "<p>@A</p><p>@B</p><p>Want to change how you receive these emails?<br>You can <a href=x>update your preferences</a>.</p>",
            "@A / @B",
        ),
        ("<div style='display:none;max-height:0'>@D</div><p>@A</p>", "@A"),
        (
            "<div style='color:#fff;font-size:1px;line-height:1px;max-height:0px;opacity:0'>@D</div><p>@A</p>",
            "@A",
        ),
        ("<span style='mso-hide:all'>@D</span><p>@A</p>", "@A"),
        ("<div class='preheader'>@D</div><p>@A</p>", "@A"),
        ("<span class='mcnPreviewText'>@D</span><p>@A</p>", "@A"),
        ("<p>@A</p><blockquote type='cite'><p>@C</p><p>@D</p></blockquote>", "@A"),
        ("<p>@A</p><div id='divRplyFwdMsg'>From: Post</div>", "@A"),
        ("<div><span style='display:none'></div><p>@A</p>", "@A"),
        ("<a href=x><img src=y alt='Spring sale'></a>", "0 articles"),
    ];
    check(Format::Mail, &pages, |page| {
        format!(
            "From: P <p@p.example>\nSubject: Ferry leaves port\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<html><body>{page}</body></html>\n"
        )
    });
}

#[test]
fn titles_alone_are_articles() {
    let found = articles(
        "<rss><channel><title>F</title><item><title>Bridge of Arden closed</title><link>https://c.example/1</link></item><item><title> </title></item></channel></rss>",
        Format::Feed,
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].title.as_deref(), Some("Bridge of Arden closed"));
    assert_eq!((found[0].text(), found[0].teaser), ("", true));
}

#[test]
fn parts_of_one_page_have_their_own_addresses() {
    let item = |part: &str| {
        format!(
            "<item><link>https://l.example/day{part}</link><description>Text {part}.</description></item>"
        )
    };
    let urls = |parts: &[&str]| -> Vec<String> {
        let items: String = parts.iter().map(|part| item(part)).collect();
        let source = format!("<rss><channel><title>T</title>{items}</channel></rss>");
        articles(&source, Format::Feed).into_iter().filter_map(|a| a.source.url).collect()
    };
    assert_eq!(urls(&["#a", "#b"]), ["https://l.example/day#a", "https://l.example/day#b"]);
    assert_eq!(urls(&["#top"]), ["https://l.example/day"]);
    assert_eq!(urls(&["#top", "2#top"]), ["https://l.example/day", "https://l.example/day2"]);
}

//! Headline, day and text of small pages, built as the content systems of many countries build
//! theirs. The words are invented.
//!
//! A page stands as `name | headline | day | paragraphs` and its source. `@A` to `@D` stand for
//! four sentences of news; the text is the article's, paragraphs apart by " / ", as the reader
//! gives it.

use tidings::model::Place;
use tidings::read::{Format, Limits, read};

const NEWS: [(&str, &str); 5] = [
    (
        "@A",
        "The ferry left the harbour at noon on Tuesday with 300 people on board, the port authority said.",
    ),
    (
        "@B",
        "The crossing takes two hours, and the company wants to run it twice a day from the summer on.",
    ),
    (
        "@C",
        "Ticket prices rose by 4 per cent in January because fuel has become dearer in the whole region.",
    ),
    (
        "@D",
        "The old ship will be sold to a company in the north, which wants to make a restaurant of it.",
    ),
    ("@T", "Ferry leaves Skerrin harbour with 300 people"),
];

fn filled(template: &str) -> String {
    NEWS.iter().fold(template.to_owned(), |text, (mark, news)| text.replace(mark, news))
}

/// `headline | day | text` of a page.
fn shown(html: &str) -> String {
    let place = Place::File { path: "page.html".into(), record: None };
    let outcome = read(html.as_bytes(), &place, Some(Format::Html), &Limits::default());
    let [article] = outcome.value.as_slice() else { return format!("{:?}", outcome.warnings) };
    let day = article.published.map_or("-".to_owned(), |published| {
        let seconds = published.at.as_second() + i64::from(published.offset.unwrap_or(0));
        let local = tidings::read::parse_date(&format!("{seconds:010}"));
        local.map_or("-".into(), |local| local.at.to_string().chars().take(10).collect())
    });
    let text = article.text().split("\n\n").collect::<Vec<_>>().join(" / ").replace('\n', " / ");
    format!("{} | {day} | {text}", article.title.as_deref().unwrap_or("-"))
}

fn check(pages: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (expected, html) in pages {
        let (name, expected) = expected.split_once(" | ").expect("a name");
        let found = shown(&filled(html));
        let expected = filled(expected);
        if found != expected {
            wrong.push(format!("{name}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn headlines_stand_by_the_text_and_not_in_the_navigation() {
    check(&[
        (
            "first headings only in the side column (TYPO3) | @T | 2022-02-01 | @A / @B / @C",
            "<title>Rowing - News - Rowing | Ardena Sports Union</title><div id=col2><h2>@T</h2><div class=newsSingleHeader>\
             <b>Rowing</b><br><span class=blue>01.02.2022</span> Category: Rowing, Union<br></div><p>@A<p>@B<p>@C</div>\
             <div id=col3><h1>Quick links</h1><p><a href=/a>Results</a></p><h1>Our partners</h1></div>",
        ),
        (
            "a section's name as first heading | @T | 2015-02-23 | Feb. 23, 2015 -- @A / @B / @C",
            "<title>@T</title><div class=titlebar><h1>Harbours Health Centre</h1></div><div id=textArea><h2>@T</h2>\
             <div class=author_fmt>By <a rel=author href=/j>Jane Doe</a></div><p>Feb. 23, 2015 -- @A<p>@B<p>@C</div>",
        ),
        (
            "the site's name as first heading (WordPress classic) | @T | 2013-06-14 | @A / @B / @C",
            "<title>@T | Skerrin Notes</title><div id=header><h1><a href=/>Skerrin Notes</a></h1></div><div class=post>\
             <h2 class=posttitle><a href=/x>@T</a></h2><p class=postmetadata>14. June 2013 at 20:51 (Harbour)</p><p>@A<p>@B<p>@C</div>",
        ),
        (
            "first headings in dialogs | @T | 2023-11-07 | @A / @B / @C",
            "<title>@T</title><div id=article><h1 class=title>@T</h1><i class=clock></i>&nbsp;<span class=_publishingdate>07.11.2023\
             </span> <span class=place>Skerrin</span><p>@A<p>@B<p>@C</div><div class=viewer><h1 id=ViewerTitle>Image title</h1></div>\
             <div class=paywall><h1>Do you want to read on?</h1></div>",
        ),
        (
            "no heading at all | @T | - | @A / @B / @C",
            "<title>@T - Gazette</title><meta property=og:site_name content=Gazette><div><p>@A<p>@B<p>@C</div>",
        ),
        (
            "a section between headline and name | @T | - | @A / @B / @C",
            "<title>@T | Regional | Skerrin Post</title><h1>@T</h1><p>@A<p>@B<p>@C",
        ),
        (
            "the name is the host's | @T | - | @A / @B / @C",
            "<title>@T - SKP mediathek</title><link rel=canonical href=https://www.skpmediathek.example/x><p>@A<p>@B<p>@C",
        ),
        (
            "name and sections before the headline | @T | 2021-11-10 | @A / @B / @C",
            "<title>Coastguard - News - @T</title><div id=main><h1 class=first><strong>@T</strong></h1>\
             <p class=n><em>10.11.2021</em></p><p>@A</p><p>@B</p><p>@C</p></div>",
        ),
        (
            "a headline with a label above it | @T | - | @A / @B / @C",
            "<title>@T</title><meta property=og:title content='@T'><article><h1><span class=kicker>Sellick Sound</span> \
             <span>@T</span></h1><p>@A<p>@B<p>@C</article>",
        ),
        (
            "a heading of the sidebar comes first in the source | @T | - | @A / @B / @C",
            "<title>@T</title><aside><h1>Most read</h1><ul><li><a href=/1>One</a></ul></aside><main><h1>@T</h1><p>@A<p>@B<p>@C</main>",
        ),
        (
            "microdata names the headline | @T | 2024-03-05 | @A / @B / @C",
            "<title>Home</title><div itemscope itemtype=http://schema.org/NewsArticle><h1>Harbour</h1><h2 itemprop=headline>@T</h2>\
             <meta itemprop=datePublished content=2024-03-05><div itemprop=articleBody><p>@A<p>@B<p>@C</div></div>",
        ),
        (
            "a cut headline in the metadata | @T | - | @A / @B / @C",
            "<title>Ferry leaves Skerrin harbour…</title><meta property=og:title content='Ferry leaves Skerrin harbour…'><h1>@T</h1><p>@A<p>@B<p>@C",
        ),
        (
            "a deck under the headline is not the headline | @T | - | Prices have risen, too, and the old ship is sold / @A / @B / @C",
            "<title>@T | Gazette</title><h1>@T</h1><h2>Prices have risen, too, and the old ship is sold</h2><p>@A<p>@B<p>@C",
        ),
    ]);
}

#[test]
fn days_stand_beside_the_headline() {
    check(&[
        (
            "day, month and year in numbers with points | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=de><h1>@T</h1><div>Von Jana Doe, Skerrin | 04.05.2021, 14:10 Uhr</div><p>@A<p>@B<p>@C",
        ),
        (
            "month's name in Spanish | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=es><h1>@T</h1><p class=firma>Juana Pérez / Skerrin / 4 mayo 2021</p><p>@A<p>@B<p>@C",
        ),
        (
            "French, published and changed | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=fr><h1>@T</h1><span>Par Jeanne Doe</span><div>Publié le 4 mai 2021 à 14h10, mis à jour le 6 mai 2021</div><p>@A<p>@B<p>@C",
        ),
        (
            "changed first, published second | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><h1>@T</h1><div>Updated May 6, 2021</div><div>Published May 4, 2021</div><p>@A<p>@B<p>@C",
        ),
        (
            "only a change is stated | @T | 2021-05-06 | @A / @B / @C",
            "<html lang=en><h1>@T</h1><div>Last updated on May 6, 2021 by Jane Doe</div><p>@A<p>@B<p>@C",
        ),
        (
            "today's date stands in the page's head | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><div>Sunday, 30 May 2021</div><ul><li><a href=/>Home</a><li><a href=/n>News</a><li><a href=/s>Sport</a>\
             <li><a href=/c>Culture</a><li><a href=/w>Weather</a><li><a href=/a>About</a></ul><h1>@T</h1><div>May 4, 2021 | By Jane Doe</div><p>@A<p>@B<p>@C",
        ),
        (
            "a day in the attribute of an element without words | @T | 2021-05-04 | @A / @B / @C",
            "<h1>@T</h1><time datetime=2021-05-04T09:00:00+02:00>three days ago</time><p>@A<p>@B<p>@C",
        ),
        (
            "times of other articles stand first | @T | 2021-05-04 | @A / @B / @C",
            "<ul class=ticker><li><time datetime=2021-05-30>now</time> A ferry is late again<li><time datetime=2021-05-29>now</time> A pier is shut</ul>\
             <div><a href=/1>x</a></div><div><a href=/2>y</a></div><div><a href=/3>z</a></div><div><a href=/4>q</a></div>\
             <article><h1>@T</h1><time datetime=2021-05-04>4 May</time><p>@A<p>@B<p>@C</article>",
        ),
        (
            "a comment's time is not the article's | @T | 2021-05-04 | @A / @B / @C",
            "<article><h1>@T</h1><p class=meta>4 May 2021</p><p>@A<p>@B<p>@C</article><div class=comments><time datetime=2021-05-09>9 May</time><p>Well said, and about time too, I think.</div>",
        ),
        (
            "Blogger: the day above the headline | @T | 2021-05-04 | @A / @B / @C",
            "<h2 class=date-header><span>Tuesday, May 4, 2021</span></h2><div class=post><h3 class='post-title entry-title'>@T</h3><div class='post-body entry-content'><p>@A<p>@B<p>@C</div></div>",
        ),
        (
            "Joomla: published below the headline in a list | @T | 2021-05-04 | @A / @B / @C",
            "<h2 itemprop=headline>@T</h2><dl class=article-info><dd class=category>Category: Harbour<dd class=published>Published: 04 May 2021<dd class=hits>Hits: 2311</dl><div itemprop=articleBody><p>@A<p>@B<p>@C</div>",
        ),
        (
            "Drupal: submitted by | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><h1>@T</h1><div class=submitted>Submitted by jane on Tue, 05/04/2021 - 14:10</div><div class=field-item><p>@A<p>@B<p>@C</div><footer>12/30/2020</footer>",
        ),
        (
            "a press release's dateline | @T | 2021-05-04 | SKERRIN, May 4, 2021 /Norwire/ -- @A / @B / @C",
            "<title>@T</title><h1>@T</h1><p>SKERRIN, May 4, 2021 /Norwire/ -- @A<p>@B<p>@C",
        ),
        (
            "the address's day | @T | 2021-05-04 | @A / @B / @C",
            "<link rel=canonical href=https://g.example/2021/05/04/ferry><h1>@T</h1><p>@A<p>@B<p>@C",
        ),
        (
            "a script's day | @T | 2021-05-04 | @A / @B / @C",
            "<script>window.page = {\"id\": 7, \"publishedAt\": \"2021-05-04T10:00:00Z\"};</script><h1>@T</h1><p>@A<p>@B<p>@C",
        ),
        (
            "only the change is in the metadata | @T | 2021-05-06 | @A / @B / @C",
            "<meta property=og:updated_time content=2021-05-06T10:00:00Z><h1>@T</h1><p>@A<p>@B<p>@C",
        ),
        (
            "the published day in the text counts before the change in the metadata | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><meta property=article:modified_time content=2021-05-06T10:00:00Z><h1>@T</h1><div>Jane Doe - May 4, 2021</div><p>@A<p>@B<p>@C",
        ),
        (
            "names of metadata in other spellings | @T | 2021-05-04 | @A / @B / @C",
            "<meta name=DC.Date.Issued content=2021-05-04><meta name=last-modified content=2021-05-08><h1>@T</h1><p>@A<p>@B<p>@C",
        ),
        (
            "the page lists itself with its day | @T | 2021-11-10 | @A / @B / @C",
            "<title>@T</title><main><h1>@T</h1><p>@A<p>@B<p>@C</main><div><h2>News</h2><div class=teaser><span>11.11.2021</span><h3>A pier is shut</h3></div><div class=teaser><span>10.11.2021</span><h3>@T</h3></div></div>",
        ),
        (
            "month first, as another date of the page shows | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><h1>@T</h1><div>05/04/2021</div><p>@A<p>@B<p>@C</p><div class=more><span>04/27/2021</span> A pier is shut</div>",
        ),
        (
            "day first, as the address's country has it | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><link rel=canonical href=https://www.skerrin.co.uk/ferry><h1>@T</h1><div>04/05/2021</div><p>@A<p>@B<p>@C",
        ),
        (
            "no one can tell | @T | - | @A / @B / @C",
            "<html lang=en><h1>@T</h1><div>04/05/2021</div><p>@A<p>@B<p>@C",
        ),
        (
            "Polish | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=pl><h1>@T</h1><div>Jan Kowalski, 4 maja 2021, godz. 14:10</div><p>@A<p>@B<p>@C",
        ),
        (
            "Russian | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=ru><h1>@T</h1><div>Опубликовано: 4 мая 2021 г., 14:10</div><p>@A<p>@B<p>@C",
        ),
        (
            "Japanese | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=ja><h1>@T</h1><div>2021年5月4日 14時10分</div><p>@A<p>@B<p>@C",
        ),
        (
            "Turkish | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=tr><h1>@T</h1><div>Yayın tarihi: 4 Mayıs 2021 14:10</div><p>@A<p>@B<p>@C",
        ),
        (
            "Dutch, changed and placed | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=nl><h1>@T</h1><div>Gepubliceerd: 4 mei 2021 om 14:10</div><div>Bijgewerkt: 6 mei 2021</div><p>@A<p>@B<p>@C",
        ),
        (
            "Portuguese with strokes | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=pt-BR><h1>@T</h1><div>Por Joana Doe — Skerrin</div><div>04/05/2021 14h10</div><p>@A<p>@B<p>@C",
        ),
        (
            "Italian under the text | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=it><h1>@T</h1><p>@A<p>@B<p>@C</p><p class=data>4 maggio 2021</p>",
        ),
        (
            "rights are no date | @T | - | @A / @B / @C",
            "<html lang=en><h1>@T</h1><p>@A<p>@B<p>@C</p><div>© 4 May 2021 Gazette</div>",
        ),
        (
            "a headline that tells of a day is not dated by it | Ferry disaster of 4 May 1911 remembered | 2021-05-30 | @A / @B / @C",
            "<html lang=en><title>Ferry disaster of 4 May 1911 remembered</title><h1>Ferry disaster of 4 May 1911 remembered</h1><div>Jane Doe, 30 May 2021</div><p>@A<p>@B<p>@C",
        ),
    ]);
}

#[test]
fn notices_are_not_the_text() {
    check(&[
        (
            "everything in one form (ASP.NET) | @T | 2021-05-04 | @A / @B / @C",
            "<form id=aspnetForm><div class=menu><a href=/>Home</a></div><div><h1>@T</h1><span class=date>4 May 2021</span><p>@A<p>@B<p>@C</div></form>",
        ),
        (
            "a wrapper that is called after its sidebar | @T | - | @A / @B / @C",
            "<div class='layout-sidebar'><h1>@T</h1><div class=text><p>@A<p>@B<p>@C</div><div class=related><p>Read how the pier was shut last year and why.</div></div>",
        ),
        (
            "an advertiser's disclosure is longer than the article | @T | - | @A / @B",
            "<div class='page has-overlay menu'><div class=article-header></div><h1>@T</h1><div class=article-body-content><p>@A</p><p>@B</p></div></div>\
             <section class=advertiser-disclosure-body><h3>Advertiser disclosure</h3><p>Many of the offers on this website are from companies \
             from which the website receives compensation. This compensation may impact how and where products appear on this site. \
             This site does not include all companies or all available offers. Please view our policy page for more information.</p></section>",
        ),
        (
            "a cookie notice is longer than the article | @T | - | @A",
            "<title>@T</title><div class=post><h2>@T</h2><p>@A</p></div><div class=widget><form>Privacy and cookies: this site uses cookies. By continuing to use this website, \
             you agree to their use. To find out more, including how to control cookies, see here: our cookie policy, which is long and has many parts.</form></div>",
        ),
        (
            "messages of a login dialog | @T | - | @A",
            "<title>@T</title><meta name=description content='@A'><main><h1>@T</h1><div class=item-caption><p>@A</p></div></main>\
             <span role=status>Saved. No longer saved.</span><div role=dialog><p>There is no account for this address, or the password is wrong.\
             <p>The password must have at least 8 characters.<p>Please agree to our terms of use.<p>Please agree to the notes on data protection, too.</div>",
        ),
        (
            "a byline of a comment's form | @T | - | @A / @B / @C",
            "<article><h1>@T</h1><p>@A<p>@B<p>@C</article><form><label for=author class=comment-form-author>Name</label></form>",
        ),
        (
            "what a form answers | @T | - | @A / @B / @C",
            "<article><h1>@T</h1><p>@A<p>@B<p>@C</article><div class=letter><form><input></form><div class=signup-letter-success><h3>Sign-up Successful!</h3><p>Welcome to The Skerrin Press!</p></div></div>",
        ),
        (
            "the article's own teaser below it | @T | - | @A / @B / @C",
            "<div><h1>@T</h1><div class=text><p>@A</p><p>@B</p><p>@C</p></div><div class=module><h3><a href=/x>@T</a></h3><div class=text>The ferry left the harbour at noon on Tuesday with 300 people...</div></div></div>",
        ),
        (
            "a paragraph that breaks off and is new | @T | - | @A / @B / And nobody knows what the harbour authority will do now...",
            "<article><h1>@T</h1><p>@A</p><p>@B</p><p>And nobody knows what the harbour authority will do now...</p></article>",
        ),
        (
            "a few lines of talk | @T | 2013-06-14 | \u{201e}I know that I should not say it\u{2026}\u{201c} / \u{2013} \u{201e}Then do not\u{201c} / \u{2013} \u{201e}Well.\u{201c}",
            "<title>@T</title><div id=content><div class='post hentry'><h2 class=posttitle>@T</h2><p class=meta>14 June 2013 (Talk)</p><p>\u{201e}I know that I should not say it\u{2026}\u{201c}</p><p>\u{2013} \u{201e}Then do not\u{201c}</p><p>\u{2013} \u{201e}Well.\u{201c}</p><div class=sharing><h3>Share this:</h3></div></div></div>",
        ),
        (
            "a date and a label above the text | @T | 2021-05-04 | @A / @B / @C",
            "<html lang=en><article><h1>@T</h1><p>4 May 2021 (Harbour)</p><p>@A<p>@B<p>@C</article>",
        ),
    ]);
}

#[test]
fn publishers_of_pages() {
    for (expected, html) in [
        (
            "The Skerrin Press",
            r#"<meta property=og:site_name content="The Skerrin Press"><script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"item":{"@type":"WebSite","@id":"https://s.example/","name":"Home"}}]}</script><h1>@T</h1><p>@A<p>@B<p>@C"#,
        ),
        (
            "s.example",
            r#"<link rel=canonical href=https://s.example/x><script type="application/ld+json">{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","item":{"@type":"WebSite","@id":"https://s.example/","name":"Home"}}]}</script><h1>@T</h1><p>@A<p>@B<p>@C"#,
        ),
        (
            "Skerrin Post",
            r#"<meta property=og:site_name content="skerrin-post.example"><script type="application/ld+json">{"@type":"NewsArticle","headline":"x","publisher":{"name":"Skerrin Post"}}</script><h1>@T</h1><p>@A<p>@B<p>@C"#,
        ),
    ] {
        let place = Place::File { path: "page.html".into(), record: None };
        let outcome = read(filled(html).as_bytes(), &place, Some(Format::Html), &Limits::default());
        let found = outcome.value.first().and_then(|article| article.source.publisher.clone());
        assert_eq!(found.as_deref(), Some(expected), "{html}");
    }
}

//! Opinion is told apart: it opens no story that has reports, and every page says what it is.

use tidings::archive::{Access, Archive, json_line};
use tidings::brief::{Members, OpinionPieces, Settings};
use tidings::model::{Article, Briefing, Mark, Place, SourceNo};
use tidings::read::{Format as Input, Limits, read};
use tidings::render::{Format, Page, render};

use crate::newsroom;

fn tell(articles: &[Article]) -> (Briefing, Vec<Members>) {
    tell_with(articles, OpinionPieces::Marked)
}

fn tell_with(articles: &[Article], opinion: OpinionPieces) -> (Briefing, Vec<Members>) {
    let settings = Settings {
        opinion,
        length: Some("900w".parse().unwrap()),
        now: Some("2026-05-10T18:00:00Z".parse().unwrap()),
        ..Settings::default()
    };
    settings.check().unwrap().run_with_members(articles.to_vec()).unwrap().value
}

fn is_opinion(briefing: &Briefing, number: SourceNo) -> bool {
    let entry = briefing.sources.iter().find(|entry| entry.number == number).unwrap();
    entry.marks.contains(&Mark::Opinion)
}

/// Marks the articles whose text is that of one of `chosen`.
fn marked(articles: &[Article], chosen: &[Article]) -> Vec<Article> {
    let mut articles = articles.to_vec();
    for article in &mut articles {
        article.opinion |= chosen.iter().any(|one| one.text() == article.text());
    }
    articles
}

#[test]
fn the_newsroom_holds_no_opinion() {
    let (briefing, _) = tell(&newsroom::articles());
    assert!(briefing.sources.iter().all(|entry| !entry.marks.contains(&Mark::Opinion)));
    assert!(briefing.stories.iter().all(|story| !story.opinion));
}

#[test]
fn opinion_gives_neither_headline_nor_lead_where_there_are_reports() {
    let articles = newsroom::articles();
    let (plain, members) = tell(&articles);
    let story = &plain.stories[0];
    assert!(members[0].articles.len() > 3);
    // Whoever gave headline and lead becomes a writer of columns.
    let numbers = [story.headline.as_ref().unwrap().source, story.items[0].citations[0].source];
    let entries = plain.sources.iter().filter(|entry| numbers.contains(&entry.number));
    let places: Vec<Place> = entries.map(|entry| entry.source.place.clone()).collect();
    let writers: Vec<Article> =
        articles.iter().filter(|a| places.contains(&a.source.place)).cloned().collect();
    let (told, _) = tell(&marked(&articles, &writers));
    let story = told.stories.iter().find(|told| told.id == story.id).unwrap();
    assert!(!story.opinion && !story.brief);
    assert!(!is_opinion(&told, story.headline.as_ref().unwrap().source));
    assert!(!story.items[0].opinion);
    for item in told.stories.iter().flat_map(|story| &story.items) {
        assert_eq!(item.opinion, is_opinion(&told, item.citations[0].source));
    }
}

#[test]
fn a_story_of_opinion_alone_has_one_line_and_says_so() {
    let articles = newsroom::articles();
    let (plain, members) = tell(&articles);
    // The second story: of the first little is left that no later article has overtaken.
    assert!(!plain.stories[1].brief && plain.stories.len() > 2);
    let (told, _) = tell(&marked(&articles, &members[1].articles));
    let id = &plain.stories[1].id;
    let story = told.stories.iter().find(|story| story.id == *id).unwrap();
    assert!(story.opinion && story.brief);
    assert_eq!(story.items.len(), 1);
    assert!(story.items[0].opinion);
    assert!(told.stories.iter().filter(|story| story.opinion).count() == 1);
    for (format, mark) in [
        (Format::Text, "opinion] (opinion)"),
        (Format::Markdown, "- *Opinion:* "),
        (Format::Html, ">Opinion</b>"),
        (Format::Mail, ">Opinion</b>"),
        (Format::Json, "\"opinion\": true"),
        (Format::JsonLines, "\"opinion\":true"),
        (Format::Atom, "opinion]"),
    ] {
        let bytes = render(&told, &[], &Page::new(format)).unwrap();
        let shown = String::from_utf8(bytes).unwrap().replace("=\n", "");
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(mark), "{format:?}: {shown}");
    }
    // Where there is nothing else, it is told in full, and marked all the same.
    let (alone, _) = tell(&marked(&members[1].articles, &members[1].articles));
    assert!(alone.stories[0].opinion && !alone.stories[0].brief);
    let text = render(&alone, &[], &Page::new(Format::Text)).unwrap();
    assert!(String::from_utf8(text).unwrap().contains("\nOpinion · "));
}

/// An article after it went into an archive, out as a line of JSON, and was read again.
#[test]
fn opinion_is_left_out_or_as_good_as_a_report_where_the_reader_says_so() {
    let articles = newsroom::articles();
    let (plain, members) = tell(&articles);
    let id = &plain.stories[1].id;
    let opinions = marked(&articles, &members[1].articles);
    let (without, told) = tell_with(&opinions, OpinionPieces::None);
    assert!(without.stories.iter().all(|story| story.id != *id));
    assert!(told.iter().flat_map(|m| &m.articles).all(|article| !article.opinion));
    assert!(without.recipe.to_string().contains("opinion"));
    let (kept, _) = tell_with(&opinions, OpinionPieces::Keep);
    let story = &kept.stories[1];
    assert!(story.id == *id && story.opinion && !story.brief);
    assert!(story.items.iter().all(|item| item.opinion));
}

fn kept(article: &Article) -> Article {
    let folder = tempfile::tempdir().unwrap();
    let mut archive = Archive::open(folder.path().join("a.sqlite"), Access::Write).unwrap();
    let seen = "2026-05-10T18:00:00Z".parse().unwrap();
    archive.import(&[article.clone().into()], seen).unwrap();
    let mut kept = archive.articles(None).unwrap();
    let kept = kept.pop().unwrap();
    assert_eq!(kept.article.opinion, article.opinion);
    let place = Place::Stdin { record: None };
    let line = json_line(&kept);
    read(line.as_bytes(), &place, Some(Input::Json), &Limits::default()).value.pop().unwrap()
}

#[test]
fn readers_take_sections_and_categories_and_the_archive_keeps_them() {
    let text = "The bridge over the Skerrin should be closed to lorries before winter comes.";
    let page = |head: &str| {
        format!(
            "<html><head><title>The bridge</title>{head}</head><body><p>{text}</p></body></html>"
        )
    };
    let feed = |category: &str| {
        format!(
            "<rss version='2.0'><channel><title>Gazette</title><item><title>The bridge</title>{category}<description>{text}</description></item></channel></rss>"
        )
    };
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>G</title><entry><title>The bridge</title><category term='Opinion'/><summary>{text}</summary></entry></feed>"
    );
    let json = |field: &str| format!("{{\"title\":\"The bridge\",{field},\"text\":\"{text}\"}}");
    for (input, bytes, expected) in [
        (Input::Html, page("<meta property='article:section' content='Opinion'>"), true),
        (
            Input::Html,
            page(
                "<script type='application/ld+json'>{\"@type\":\"OpinionNewsArticle\",\"headline\":\"The bridge\"}</script>",
            ),
            true,
        ),
        (
            Input::Html,
            page(
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"The bridge\",\"articleSection\":\"Meinung\"}</script>",
            ),
            true,
        ),
        (Input::Html, page("<meta property='article:section' content='Politics'>"), false),
        (Input::Feed, feed("<category>Opinion</category>"), true),
        (
            Input::Feed,
            feed("<category>Bridges</category><category>Opinion polls</category>"),
            false,
        ),
        (Input::Feed, atom, true),
        (Input::Json, json("\"section\":\"Opinion\""), true),
        (Input::Json, json("\"categories\":[{\"name\":\"News\"},\"Kommentare\"]"), true),
        (Input::Json, json("\"categories\":[3,17]"), false),
    ] {
        let place = Place::Stdin { record: None };
        let articles = read(bytes.as_bytes(), &place, Some(input), &Limits::default()).value;
        assert_eq!(articles.len(), 1, "{bytes}");
        assert_eq!(articles[0].opinion, expected, "{bytes}");
        assert_eq!(kept(&articles[0]).opinion, expected, "{bytes}");
    }
}
